"""The address of a calendar: made, opened, taken back."""

from __future__ import annotations

import base64
import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.models import User
from coaching.models import CalendarFeed
from coaching.week_links import hash_of
from dow_site.access import Action, may_anywhere


def token_for(owner: User, form_key: uuid.UUID) -> str:
    """The secret that belongs to one form on somebody's screen; needs the secret key of the system.

    A form that is sent twice gives one secret. The key of the form is kept nowhere, so that who reads
    the database cannot make it again.
    """
    signed = salted_hmac(
        "coaching.calendar_feed", f"{owner.pk}:{form_key.hex}", algorithm="sha256"
    ).digest()
    return base64.urlsafe_b64encode(signed).rstrip(b"=").decode()


@transaction.atomic
def make_feed(*, owner: User, form_key: uuid.UUID) -> str:
    """A new address for this person's calendar; the one that worked until now stops. Gives its secret.

    The same form gives the same address. Refuses (ValidationError) where that was taken back since.
    """
    User.objects.select_for_update(of=("self",)).get(pk=owner.pk)
    token = token_for(owner, form_key)
    if made := CalendarFeed.objects.filter(token_hash=hash_of(token)).first():
        if made.revoked_at:
            raise ValidationError(
                "Die agenda-link is ingetrokken. Maak een nieuwe.", code="revoked"
            )
        return token
    _revoke(owner)
    CalendarFeed.objects.create(owner=owner, token_hash=hash_of(token))
    return token


@transaction.atomic
def revoke_feed(*, owner: User) -> None:
    """Stop the address of this person's calendar; nothing happens where none works."""
    User.objects.select_for_update(of=("self",)).get(pk=owner.pk)
    _revoke(owner)


def feed_opened_by(token: str) -> CalendarFeed | None:
    """The feed that a secret opens now; None where it was taken back or never was.

    Also None once its owner's account ended or closed, or his role has no calendar any more.
    """
    feeds = CalendarFeed.objects.open().select_related("owner__programme")
    feed = feeds.filter(token_hash=hash_of(token)).first()
    return feed if feed and may_anywhere(feed.owner, Action.KEEP_CALENDAR) else None


def _revoke(owner):
    for feed in CalendarFeed.objects.open().filter(owner=owner):
        feed.revoked_at = timezone.now()
        feed.save(update_fields=["revoked_at"])
