from django.urls import path

from reports import (
    cohort_views,
    dialog_views,
    dossier_views,
    evidence_views,
    print_views,
    referrer_views,
    views,
)
from reports.access_request import views as access_views

app_name = "reports"

urlpatterns = [
    path("rapportages/", cohort_views.cohort, name="cohort"),
    path("rapportages/cijfers.pdf", cohort_views.cohort_pdf, name="cohort_pdf"),
    path("rapportages/cijfers.<str:format>", cohort_views.cohort_sheet, name="cohort_sheet"),
    path("werkzame-elementen/<slug:slug>/", evidence_views.evidence, name="evidence"),
    path("afdrukken/", print_views.print_list, name="print_jobs"),
    path("afdrukken/nieuw/", print_views.print_create, name="print_create"),
    path("afdrukken/<int:pk>/", print_views.print_job, name="print_job"),
    path("afdrukken/<int:pk>/stoppen/", print_views.print_stop, name="print_stop"),
    path("afdrukken/<int:pk>/bestand/", print_views.print_file, name="print_file"),
    path(
        "rapportages/<str:figure>/<path:row>/export/",
        cohort_views.cohort_rows_export,
        name="cohort_rows_export",
    ),
    path(
        "rapportages/<str:figure>/<path:row>/",
        cohort_views.cohort_rows,
        name="cohort_rows",
    ),
    path("casussen-naast-elkaar.pdf", views.several_cases, name="several_cases"),
    path("prijzen/lijsten/<int:pk>/lijst.pdf", views.price_list, name="price_list"),
    path("overdracht/<int:pk>/brief.pdf", views.handover_letter, name="handover_letter"),
    path("opleiding/<int:pk>/overzicht.pdf", views.training, name="training"),
    path("trajecten/<int:pk>/verslagen/", dossier_views.prints, name="prints"),
    path("trajecten/<int:pk>/trajectplan.pdf", dossier_views.plan, name="trajectory_plan"),
    path("trajecten/<int:pk>/gesprekken.pdf", dossier_views.talks, name="talk_overview"),
    path("trajecten/<int:pk>/inzage.pdf", views.access_log, name="access_log"),
    path("trajecten/<int:pk>/inzageverzoek/", access_views.access_requests, name="access_requests"),
    path(
        "aanmeldingen/<int:pk>/inzageverzoek/",
        access_views.access_requests_of_referral,
        name="access_requests_of_referral",
    ),
    path("inzageverzoeken/<int:pk>/", access_views.access_request, name="access_request"),
    path(
        "inzageverzoeken/<int:pk>/voorbeeld/",
        access_views.access_request_preview,
        name="access_request_preview",
    ),
    path(
        "inzageverzoeken/<int:pk>/maken/",
        access_views.access_request_make,
        name="access_request_make",
    ),
    path(
        "inzageverzoeken/<int:pk>/inzage.zip",
        access_views.access_request_archive,
        name="access_request_archive",
    ),
    path("trajecten/<int:pk>/voortgang/", referrer_views.progress, name="progress"),
    path("trajecten/<int:pk>/voortgang.pdf", referrer_views.progress_pdf, name="progress_pdf"),
    path("trajecten/<int:pk>/tijdlijn.pdf", views.timeline, name="timeline"),
    path("trajecten/<int:pk>/afdrukken/", dialog_views.dialog, name="print"),
    path("trajecten/<int:pk>/verslag/<str:edition>/", dialog_views.case_report, name="case_report"),
    path(
        "trajecten/<int:pk>/verslag/<str:edition>/voorbeeld/",
        dialog_views.preview,
        name="case_preview",
    ),
]
