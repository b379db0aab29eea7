from django.urls import path

from coaching.models import TalkKind
from coaching.views import (
    aftercare,
    agreements,
    assignments,
    calendar,
    co_reading,
    exports,
    grid,
    growth,
    handovers,
    placements,
    signals,
    talks,
    week,
)

app_name = "coaching"

urlpatterns = [
    path("trajecten/<int:pk>/werk/", aftercare.work, name="work"),
    path("trajecten/<int:pk>/afsluiten/", aftercare.close, name="close"),
    path("trajecten/<int:pk>/nazorg/", aftercare.contact_create, name="contact_create"),
    path("trajecten/<int:pk>/doelen/", growth.growth, name="growth"),
    path("trajecten/<int:pk>/doel/", growth.goal_create, name="goal_create"),
    path("doelen/<int:pk>/", growth.goal_edit, name="goal_edit"),
    path("doelen/<int:pk>/stap/", growth.step_create, name="step_create"),
    path("trajecten/<int:pk>/meting/", growth.measurement_create, name="measurement_create"),
    path("metingen/<int:pk>/", growth.measurement_edit, name="measurement_edit"),
    path("trajecten/<int:pk>/werkplek/", placements.placement_create, name="placement_create"),
    path("werkplekken/<int:pk>/", placements.placement_edit, name="placement_edit"),
    path(
        "werkplekken/<int:pk>/check/<str:answerer>/", placements.check_create, name="check_create"
    ),
    path("trajecten/<int:pk>/week/", week.week, name="week"),
    path("trajecten/<int:pk>/week/<str:language>.pdf", week.week_pdf, name="week_pdf"),
    path("trajecten/<int:pk>/week/link/", week.link_create, name="week_link_create"),
    path("weeklinks/<int:pk>/intrekken/", week.link_revoke, name="week_link_revoke"),
    path("mijn-week/<str:token>/", week.my_week, name="my_week"),
    path("nazorg/<int:pk>/", aftercare.contact_edit, name="contact_edit"),
    path("rooster/", grid.grid, name="grid"),
    path("signalen/", signals.signals, name="signals"),
    path("signalen/regels/", signals.signal_rules, name="signal_rules"),
    path(
        "signalen/<int:pk>/<slug:rule>/<str:subject>/", signals.signal_answer, name="signal_answer"
    ),
    path("signalen/weggezet/<int:pk>/", signals.signal_resume, name="signal_resume"),
    path("trajecten/<int:pk>/coaches/", assignments.assignments, name="assignments"),
    path("trajecten/<int:pk>/coach/", assignments.assignment_create, name="assignment_create"),
    path("coaches/<int:pk>/", assignments.assignment_end, name="assignment_end"),
    path("overdracht/", handovers.handover_list, name="handovers"),
    path("overdracht/nieuw/", handovers.handover_create, name="handover_create"),
    path("overdracht/<int:pk>/", handovers.handover_page, name="handover"),
    path("overdracht/<int:pk>/brieven/", handovers.handover_edit, name="handover_edit"),
    path("overdracht/<int:pk>/aanbieden/", handovers.handover_offer, name="handover_offer"),
    path("overdracht/<int:pk>/intrekken/", handovers.handover_withdraw, name="handover_withdraw"),
    path("overdracht/<int:pk>/bevestigen/", handovers.handover_confirm, name="handover_confirm"),
    path("overdracht/<int:pk>/weigeren/", handovers.handover_decline, name="handover_decline"),
    # One's own calendar
    path("agenda/", calendar.calendar, name="calendar"),
    path("agenda/maken/", calendar.calendar_make, name="calendar_make"),
    path("agenda/intrekken/", calendar.calendar_revoke, name="calendar_revoke"),
    path("agenda/<str:token>.ics", calendar.calendar_file, name="calendar_file"),
    # Talks
    path("gesprek/", talks.choose_for_talk, name="choose_for_talk"),
    path("groepsgesprek/", talks.group_talk_create, name="group_talk_create"),
    path("trajecten/<int:pk>/gesprekken/", talks.talks, name="talks"),
    path("trajecten/<int:pk>/gesprek/", talks.talk_create, name="talk_create"),
    path(
        "trajecten/<int:pk>/niet-gekomen/",
        talks.nobody_spoken,
        {"kind": TalkKind.NO_SHOW},
        name="no_show",
    ),
    path(
        "trajecten/<int:pk>/niet-bereikt/",
        talks.nobody_spoken,
        {"kind": TalkKind.ATTEMPT},
        name="attempt",
    ),
    path("gesprekken/<int:pk>/", talks.talk, name="talk"),
    path("gesprekken/<int:pk>/wijzigen/", talks.talk_edit, name="talk_edit"),
    path("gesprekken/<int:pk>/aanbieden/", talks.talk_offer, name="talk_offer"),
    path("gesprekken/<int:pk>/terugdraaien/", talks.talk_take_back, name="talk_take_back"),
    # Agreements
    path("afspraken/", agreements.agreements, name="agreements"),
    path("trajecten/<int:pk>/afspraken/", agreements.agreements_of, name="agreements_of"),
    path("trajecten/<int:pk>/afspraak/", agreements.agreement_create, name="agreement_create"),
    path("afspraken/export/", exports.agreements_export, name="agreements_export"),
    path(
        "trajecten/<int:pk>/afspraken/export/",
        exports.agreements_of_export,
        name="agreements_of_export",
    ),
    path("trajecten/<int:pk>/gesprekken/export/", exports.talks_export, name="talks_export"),
    path("trajecten/<int:pk>/nazorg/export/", exports.contacts_export, name="contacts_export"),
    path("afspraken/<int:pk>/", agreements.agreement, name="agreement"),
    path("afspraken/<int:pk>/wijzigen/", agreements.agreement_edit, name="agreement_edit"),
    path("afspraken/<int:pk>/stand/", agreements.agreement_mark, name="agreement_mark"),
    path("afspraken/<int:pk>/antwoord/", agreements.agreement_answer, name="agreement_answer"),
    # Co-reading
    path("meelezen/", co_reading.review_queue, name="review_queue"),
    path("meelezen/<int:pk>/", co_reading.review, name="review"),
    path("opleiding/<int:pk>/", co_reading.training, name="training"),
    path("opleiding/<int:pk>/meelezen/", co_reading.co_reading_edit, name="co_reading_edit"),
]
