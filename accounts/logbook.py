"""Writing down who looked at, printed, exported or was refused what. Never what it said."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass

from django.db import models
from django.utils import timezone

from accounts.models import AccessAction, AccessLog, User

# Whether the running request wrote its look down itself.
_is_noted: ContextVar[bool] = ContextVar("is_noted", default=False)


def begin_request() -> None:
    """Forget what the request before this one wrote."""
    _is_noted.set(False)


def is_noted() -> bool:
    """Whether this request is in the log already."""
    return _is_noted.get()


def note_access(
    user: User | None,
    action: AccessAction,
    page: str,
    *,
    participant_id: int | None = None,
    programme_id: int | None = None,
) -> AccessLog:
    """Add one row to the access log and give it; `page` is a route's name, never an address with words in it.

    `user` is None for who has no account and opened a link; the programme is then named.
    """
    _is_noted.set(True)
    return AccessLog.objects.create(
        user=user,
        action=action,
        page=page[:80],
        participant_id=participant_id,
        programme_id=programme_id or (user and user.programme_id),
    )


def note_many(
    user: User, action: AccessAction, page: str, *, dossiers: Iterable[tuple[int, int]]
) -> None:
    """One row for each dossier, a pair of its participant and programme, of which one page told something."""
    _is_noted.set(True)
    AccessLog.objects.bulk_create(
        AccessLog(
            user=user,
            action=action,
            page=page[:80],
            participant_id=participant_id,
            programme_id=programme_id,
        )
        for participant_id, programme_id in sorted(set(dossiers))
    )


def note_once_a_day(
    user: User, action: AccessAction, page: str, *, dossiers: Iterable[tuple[int, int]]
) -> None:
    """As `note_many`, once for each dossier on a day: for what a program asks again and again.

    Where it told of nobody's dossier, that it was asked is one row.
    """
    _is_noted.set(True)
    rows = AccessLog.objects.filter(user=user, action=action, page=page)
    today = rows.filter(at__gte=timezone.localtime().replace(hour=0, minute=0, second=0))
    known = set(today.values_list("participant_id", flat=True))
    told = set(dossiers)
    if told:
        note_many(user, action, page, dossiers=[one for one in told if one[0] not in known])
    elif not known:
        note_access(user, action, page)


def last_note_of(user: User, page: str) -> datetime.datetime | None:
    """When this person was last written down for a page; None for never."""
    rows = AccessLog.objects.filter(user=user, page=page)
    return rows.order_by("-at").values_list("at", flat=True).first()


@dataclass(frozen=True, kw_only=True)
class About:
    """Whose dossier a row belongs to, by number; nothing where it belongs to nobody's."""

    participant_id: int | None = None
    programme_id: int | None = None


# From a line to its session, to its trajectory: no row lies further from its dossier.
_FURTHEST = 3


def dossier_of(row: models.Model | None) -> About:
    """The dossier that a row is part of, by following what it belongs to.

    Reads the names of fields and no types, as this app knows no app above it. An account belongs to
    no dossier, and who wrote a row says nothing about whose it is.
    """
    # An account is its own programme's; what somebody wrote is not his dossier.
    level = [] if row is None or isinstance(row, User) else [row]
    programme_id = None
    for _ in range(_FURTHEST + 1):
        for one in level:
            programme_id = programme_id or getattr(one, "programme_id", None)
            is_person = one._meta.model_name == "participant"
            if person := one if is_person else getattr(one, "participant", None):
                newest = person.trajectories.order_by("-pk").values_list("programme", flat=True)
                return About(participant_id=person.pk, programme_id=programme_id or newest.first())
        level = [
            owner
            for one in level
            for field in one._meta.fields
            if isinstance(field, models.ForeignKey) and not issubclass(field.related_model, User)
            if (owner := getattr(one, field.name)) is not None
        ]
    return About(programme_id=programme_id)
