from django.urls import path

from participants import views
from participants.importing import views as importing

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
    path("<int:pk>/", views.referral, name="referral"),
    path("<int:pk>/wijzigen/", views.referral_edit, name="referral_edit"),
]
