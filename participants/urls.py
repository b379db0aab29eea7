from django.urls import path

from participants import views

app_name = "participants"

urlpatterns = [
    path("", views.referral_list, name="referrals"),
    path("nieuw/", views.referral_create, name="referral_create"),
    path("<int:pk>/", views.referral, name="referral"),
    path("<int:pk>/wijzigen/", views.referral_edit, name="referral_edit"),
]
