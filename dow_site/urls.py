"""The table of contents."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.generic import TemplateView

from accounts.views.entry import closed, demo_sign_in, health, signed_in
from dow_site.home import home
from participants import applying

urlpatterns = [
    path("", home, name="home"),
    path("gezond/", health, name="health"),
    path("ingelogd/", signed_in, name="signed_in"),
    # Who somebody signs in as is the administrator's to change, and nobody makes an account himself.
    path("accounts/email/", closed, name="account_closed_email"),
    path("accounts/confirm-email/", closed, name="account_closed_confirmation"),
    path("accounts/", include("allauth.urls")),
    path("demo/", demo_sign_in, name="demo_sign_in"),
    path("meedoen/", applying.where, name="apply_where"),
    path("meedoen/<slug:slug>/", applying.apply, name="apply"),
    path("aangemeld/<str:token>/", applying.applied, name="applied"),
    path("mensen/", include("accounts.urls")),
    path("trajecten/", include("trajectories.urls")),
    path("begeleiding/", include("coaching.urls")),
    path("aanmeldingen/", include("participants.urls")),
    path("effecten/", include("costs.urls")),
    path("", include("reports.urls")),
]

if settings.DEMO:
    urlpatterns += [
        path(
            "stijlgids/",
            login_not_required(TemplateView.as_view(template_name="stijlgids.html")),
            name="styleguide",
        ),
    ]
