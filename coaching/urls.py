from django.urls import path

from coaching.views import aftercare, grid, handovers, signals

app_name = "coaching"

urlpatterns = [
    path("trajecten/<int:pk>/werk/", aftercare.work, name="work"),
    path("trajecten/<int:pk>/afsluiten/", aftercare.close, name="close"),
    path("trajecten/<int:pk>/nazorg/", aftercare.contact_create, name="contact_create"),
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
