from django.urls import path

from reports import cohort_views, referrer_views, views

app_name = "reports"

urlpatterns = [
    path("rapportages/", cohort_views.cohort, name="cohort"),
    path("rapportages/cijfers.pdf", cohort_views.cohort_pdf, name="cohort_pdf"),
    path("rapportages/cijfers.<str:format>", cohort_views.cohort_sheet, name="cohort_sheet"),
    path(
        "rapportages/<str:figure>/<str:row>/",
        cohort_views.cohort_rows,
        name="cohort_rows",
    ),
    path("overdracht/<int:pk>/brief.pdf", views.handover_letter, name="handover_letter"),
    path("opleiding/<int:pk>/overzicht.pdf", views.training, name="training"),
    path("trajecten/<int:pk>/inzage.pdf", views.access_log, name="access_log"),
    path("trajecten/<int:pk>/voortgang/", referrer_views.progress, name="progress"),
    path("trajecten/<int:pk>/voortgang.pdf", referrer_views.progress_pdf, name="progress_pdf"),
    path("trajecten/<int:pk>/verslag/<str:edition>/", views.case_report, name="case_report"),
]
