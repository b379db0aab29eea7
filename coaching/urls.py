from django.urls import path

from coaching.views import aftercare

app_name = "coaching"

urlpatterns = [
    path("trajecten/<int:pk>/werk/", aftercare.work, name="work"),
    path("trajecten/<int:pk>/afsluiten/", aftercare.close, name="close"),
    path("trajecten/<int:pk>/nazorg/", aftercare.contact_create, name="contact_create"),
    path("nazorg/<int:pk>/", aftercare.contact_edit, name="contact_edit"),
]
