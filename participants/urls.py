from django.urls import path

from participants import views
from participants.importing import views as importing
from participants.models import ReferralStatus

app_name = "participants"

urlpatterns = [
    path("", views.referral_list, name="referrals"),
    path("nieuw/", views.referral_create, name="referral_create"),
    path("import/", importing.import_list, name="imports"),
    path("import/nieuw/", importing.import_create, name="import_create"),
    path("import/voorbeeld/", importing.import_example, name="import_example"),
    path("import/<int:pk>/", importing.people_import, name="import"),
    path("import/<int:pk>/kolommen/", importing.import_columns, name="import_columns"),
    path("import/<int:pk>/rij/<int:row_pk>/", importing.import_row, name="import_row"),
    path("import/<int:pk>/inlezen/", importing.import_start, name="import_start"),
    path("import/<int:pk>/terugdraaien/", importing.import_undo, name="import_undo"),
    path("import/<int:pk>/weggooien/", importing.import_discard, name="import_discard"),
    path("export/", views.referral_export, name="referral_export"),
    path("wachtlijst/", views.waiting_list, name="waiting_list"),
    path("wachtlijst/export/", views.waiting_export, name="waiting_export"),
    path("<int:pk>/", views.referral, name="referral"),
    path("<int:pk>/wijzigen/", views.referral_edit, name="referral_edit"),
    path("<int:pk>/contact/", views.first_contact, name="referral_contact"),
    *(
        path(f"<int:pk>/{word}/", views.referral_step, {"status": status}, name=f"referral_{name}")
        for word, name, status in (
            ("kennismaking", "introduction", ReferralStatus.INTRODUCTION_PLANNED),
            ("wachten", "waiting", ReferralStatus.WAITING_LIST),
            ("niet-starten", "decline", ReferralStatus.DECLINED),
            ("intrekken", "withdraw", ReferralStatus.WITHDRAWN),
            ("weer-oppakken", "reopen", ReferralStatus.RECEIVED),
        )
    ),
    path("<int:pk>/omhoog/", views.referral_move, {"places": -1}, name="referral_up"),
    path("<int:pk>/omlaag/", views.referral_move, {"places": 1}, name="referral_down"),
]
