"""What gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dow_site.settings")

application = get_wsgi_application()

# Every page's code is loaded before the first visitor.
get_resolver().url_patterns  # noqa: B018
