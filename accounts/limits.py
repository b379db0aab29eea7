"""How often a visitor may ask for what needs no account; the numbers stand in ACCOUNT_RATE_LIMITS."""

from __future__ import annotations

# The library's public function passes over every GET, and what is limited here is opening a link.
from allauth.core.internal import ratelimit
from django.http import HttpRequest


def is_within_limit(request: HttpRequest, action: str, *, key: str | None = None) -> bool:
    """Whether one more is allowed; counts it. Counted in the database, for all web processes together."""
    return bool(
        ratelimit.consume(request, app="allauth.account", action=action, key=key, limit_get=True)
    )
