"""The project's own settings as in production, over the database of one size."""

from dow_site.settings import *  # noqa: F403
from dow_site.settings import BASE_DIR, INSTALLED_APPS

# For its commands and its templates; it brings no page.
INSTALLED_APPS = [*INSTALLED_APPS, "bench"]
STATIC_ROOT = BASE_DIR / "var" / "bench" / "static"
