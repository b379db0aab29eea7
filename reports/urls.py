from django.urls import path

from reports import referrer_views, views

app_name = "reports"

urlpatterns = [
    path("overdracht/<int:pk>/brief.pdf", views.handover_letter, name="handover_letter"),
    path("opleiding/<int:pk>/overzicht.pdf", views.training, name="training"),
    path("trajecten/<int:pk>/inzage.pdf", views.access_log, name="access_log"),
    path("trajecten/<int:pk>/voortgang/", referrer_views.progress, name="progress"),
    path("trajecten/<int:pk>/voortgang.pdf", referrer_views.progress_pdf, name="progress_pdf"),
    path("trajecten/<int:pk>/verslag/<str:edition>/", views.case_report, name="case_report"),
]
