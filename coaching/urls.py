from django.urls import path

from coaching.views import aftercare, grid, growth, handovers, placements, signals

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
    path("nazorg/<int:pk>/", aftercare.contact_edit, name="contact_edit"),
    path("rooster/", grid.grid, name="grid"),
    path("signalen/", signals.signals, name="signals"),
    path("signalen/regels/", signals.signal_rules, name="signal_rules"),
    path(
        "signalen/<int:pk>/<slug:rule>/<str:subject>/", signals.signal_answer, name="signal_answer"
    ),
    path("signalen/weggezet/<int:pk>/", signals.signal_resume, name="signal_resume"),
    path("overdracht/", handovers.handover_list, name="handovers"),
    path("overdracht/nieuw/", handovers.handover_create, name="handover_create"),
    path("overdracht/<int:pk>/", handovers.handover_page, name="handover"),
    path("overdracht/<int:pk>/brieven/", handovers.handover_edit, name="handover_edit"),
    path("overdracht/<int:pk>/aanbieden/", handovers.handover_offer, name="handover_offer"),
    path("overdracht/<int:pk>/intrekken/", handovers.handover_withdraw, name="handover_withdraw"),
    path("overdracht/<int:pk>/bevestigen/", handovers.handover_confirm, name="handover_confirm"),
    path("overdracht/<int:pk>/weigeren/", handovers.handover_decline, name="handover_decline"),
]
