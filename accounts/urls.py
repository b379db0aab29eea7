from django.urls import path

from accounts.views import log, people

app_name = "accounts"

urlpatterns = [
    path("", people.account_list, name="list"),
    path("uitnodigen/", people.account_invite, name="invite"),
    path("<int:pk>/", people.account_edit, name="edit"),
    path("<int:pk>/opnieuw-sturen/", people.account_resend, name="resend"),
    path("<int:pk>/bevestigen/", people.account_confirm, name="confirm"),
    path("<int:pk>/sluiten/", people.account_close, name="close"),
    path("inzage/", log.log, name="log"),
]
