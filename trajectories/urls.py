from django.urls import path

from trajectories.views import (
    acceptance,
    access_log,
    consents,
    dossier,
    events,
    lists,
    network,
    people,
    story,
)

app_name = "trajectories"

urlpatterns = [
    path("", lists.trajectory_list, name="list"),
    path("nieuw/", people.trajectory_create, name="create"),
    path("gebeurtenis/", lists.choose_for_event, name="choose_for_event"),
    path("plaatsen/<int:pk>/", acceptance.accept, name="accept"),
    path("plaatsen/<int:pk>/nieuw/", acceptance.accept_new, name="accept_new"),
    path("plaatsen/<int:pk>/bij/<int:participant_pk>/", acceptance.accept_join, name="accept_join"),
    path("<int:pk>/", dossier.timeline, name="timeline"),
    path("<int:pk>/gegevens/", dossier.facts, name="facts"),
    path("<int:pk>/inzage/", access_log.access_log, name="access_log"),
    path("<int:pk>/deelnemer/", people.participant_edit, name="participant_edit"),
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
    path("<int:pk>/start/", story.spell_start, name="spell_start"),
    path("delen/<int:pk>/einde/", story.spell_end, name="spell_end"),
    path("delen/<int:pk>/fase/", story.phase_change, name="phase_change"),
    path("<int:pk>/uitstroom/", story.outflow_edit, name="outflow_edit"),
    path("<int:pk>/hoofdstuk/", story.chapter_create, name="chapter_create"),
    path("hoofdstukken/<int:pk>/", story.chapter_edit, name="chapter_edit"),
    path("<int:pk>/baan/", story.lane_create, name="lane_create"),
    path("banen/<int:pk>/", story.lane_edit, name="lane_edit"),
]
