"""What gunicorn serves."""

import os

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dow_site.settings")

if not (os.environ.get("SECRET_KEY") or settings.DEMO):
    raise ImproperlyConfigured(
        "Set the environment variable SECRET_KEY: a long random text, the same for every web process."
    )

application = get_wsgi_application()

# Every page's code is loaded before the first visitor.
get_resolver().url_patterns  # noqa: B018
