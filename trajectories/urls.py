from django.urls import path, register_converter
from django.urls.converters import StringConverter

from trajectories.views import (
    acceptance,
    access_log,
    attachments,
    chapters,
    consents,
    dossier,
    event_past,
    events,
    exports,
    lists,
    merging,
    network,
    people,
    places,
    story,
)


class Way(StringConverter):
    """One place earlier or later in the story."""

    regex = "eerder|later"


register_converter(Way, "way")

app_name = "trajectories"

urlpatterns = [
    path("", lists.trajectory_list, name="list"),
    path("export/", exports.trajectory_export, name="export"),
    path("<int:pk>/gebeurtenissen/export/", exports.events_export, name="events_export"),
    path("nieuw/", people.trajectory_create, name="create"),
    path("gebeurtenis/", lists.choose_for_event, name="choose_for_event"),
    path("plekken/", places.places, name="places"),
    path("plekken/nieuw/", places.places_create, name="places_create"),
    path("plekken/<int:pk>/", places.places_edit, name="places_edit"),
    path("plaatsen/<int:pk>/", acceptance.accept, name="accept"),
    path("plaatsen/<int:pk>/nieuw/", acceptance.accept_new, name="accept_new"),
    path("plaatsen/<int:pk>/bij/<int:participant_pk>/", acceptance.accept_join, name="accept_join"),
    path("<int:pk>/", dossier.timeline, name="timeline"),
    path("<int:pk>/gegevens/", dossier.facts, name="facts"),
    path("<int:pk>/inzage/", access_log.access_log, name="access_log"),
    path("<int:pk>/deelnemer/", people.participant_edit, name="participant_edit"),
    path("<int:pk>/samenvoegen/", merging.merge_choose, name="merge_choose"),
    path("<int:pk>/samenvoegen/<int:participant_pk>/", merging.merge_with, name="merge"),
    path("samenvoegingen/<int:pk>/ongedaan/", merging.merge_undo, name="merge_undo"),
    path("<int:pk>/netwerk/", network.network, name="network"),
    path("<int:pk>/taal/", network.language_edit, name="language_edit"),
    path("<int:pk>/contact/", people.contact_create, name="contact_create"),
    path("contacten/<int:pk>/", network.contact_edit, name="contact_edit"),
    path("<int:pk>/toestemming/", consents.consents, name="consents"),
    path("<int:pk>/toestemming/nieuw/", consents.consent_create, name="consent_create"),
    path("toestemmingen/<int:pk>/intrekken/", consents.consent_withdraw, name="consent_withdraw"),
    path("<int:pk>/verteld/", consents.information_create, name="information_create"),
    path("<int:pk>/gebeurtenis/", events.event_create, name="event_create"),
    path("gebeurtenissen/<int:pk>/", events.event_edit, name="event_edit"),
    path("gebeurtenissen/<int:pk>/bijlage/", attachments.attachment_add, name="attachment_add"),
    path("bijlagen/<int:pk>/", attachments.attachment, name="attachment"),
    path("bijlagen/<int:pk>/delen/", attachments.attachment_share, name="attachment_share"),
    path("bijlagen/<int:pk>/weg/", attachments.attachment_remove, name="attachment_remove"),
    path("bijlagen/<int:pk>/terug/", attachments.attachment_put_back, name="attachment_put_back"),
    path("gebeurtenissen/<int:pk>/delen/", events.event_share, name="event_share"),
    path("gebeurtenissen/<int:pk>/gehaald/", events.milestone_reached, name="milestone_reached"),
    path("gebeurtenissen/<int:pk>/verwijderen/", event_past.event_remove, name="event_remove"),
    path("gebeurtenissen/<int:pk>/terug/", event_past.event_put_back, name="event_put_back"),
    path("gebeurtenissen/<int:pk>/geschiedenis/", event_past.event_history, name="event_history"),
    path("<int:pk>/titel/", story.title_edit, name="title_edit"),
    path("<int:pk>/start/", story.spell_start, name="spell_start"),
    path("delen/<int:pk>/", story.spell_edit, name="spell_edit"),
    path("delen/<int:pk>/einde/", story.spell_end, name="spell_end"),
    path("delen/<int:pk>/fase/", story.phase_change, name="phase_change"),
    path("<int:pk>/uitstroom/", story.outflow_edit, name="outflow_edit"),
    path("<int:pk>/hoofdstuk/", chapters.chapter_create, name="chapter_create"),
    path("hoofdstukken/<int:pk>/", chapters.chapter_edit, name="chapter_edit"),
    path("hoofdstukken/<int:pk>/splitsen/", chapters.chapter_split, name="chapter_split"),
    path("hoofdstukken/<int:pk>/<way:way>/", chapters.chapter_move, name="chapter_move"),
    path("<int:pk>/hoofdstukken/", chapters.chapters_begin, name="chapters_begin"),
    path("gebeurtenissen/<int:pk>/<way:way>/", chapters.event_move, name="event_move"),
    path("<int:pk>/baan/", story.lane_create, name="lane_create"),
    path("banen/<int:pk>/", story.lane_edit, name="lane_edit"),
]
