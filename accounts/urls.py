from django.urls import path

from accounts.views import log, organisations, people

app_name = "accounts"

urlpatterns = [
    path("", people.account_list, name="list"),
    path("export/", people.account_export, name="export"),
    path("uitnodigen/", people.account_invite, name="invite"),
    path("<int:pk>/", people.account_edit, name="edit"),
    path("<int:pk>/opnieuw-sturen/", people.account_resend, name="resend"),
    path("<int:pk>/bevestigen/", people.account_confirm, name="confirm"),
    path("<int:pk>/sluiten/", people.account_close, name="close"),
    path("inzage/", log.log, name="log"),
    path("inzage/export/", log.log_export, name="log_export"),
    path("organisaties/", organisations.organisation_list, name="organisations"),
    path("organisaties/nieuw/", organisations.organisation_create, name="organisation_create"),
    path("organisaties/<int:pk>/", organisations.organisation_edit, name="organisation_edit"),
    path("werkleerbedrijven/nieuw/", organisations.programme_create, name="programme_create"),
    path("werkleerbedrijven/<int:pk>/", organisations.programme_edit, name="programme_edit"),
]
