"""The limits under the same server: no middleware, and views that do nothing but the work itself."""

from bench.peer_settings import *  # noqa: F403

ROOT_URLCONF = "bench.bare"
MIDDLEWARE = []
TEMPLATES = [
    {"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True, "OPTIONS": {}}
]
