"""Made-up cards of the week that were sent, and what came back."""

from __future__ import annotations

import datetime
import uuid

from django.utils import timezone

from accounts.models import User
from coaching.models import WeekLink, WeekReaction
from coaching.week_links import hash_of, token_of
from trajectories.models import Trajectory

# alias, language, sent days ago, what came back: days ago, whether it is right, own words
LINKS = (
    (
        "Murat",
        "nl",
        5,
        (
            (4, "right", "Vrijdag ga ik mee op de kraan!"),
            (1, "call_me", "Het gaat over het rooster."),
        ),
    ),
    ("Nora", "ar", 6, ((5, "right", "شكرا"),)),
    ("Adam", "en", 3, ((2, "not_quite", "The bus does not go that early."),)),
)


def load_week_links(coach: User, today: datetime.date) -> None:
    """Links that still work, with reactions; days count back from today."""
    for number, (alias, language, days, reactions) in enumerate(LINKS, start=1):
        key = uuid.uuid5(uuid.NAMESPACE_OID, f"dow-demo-week-{number}")
        link = WeekLink.objects.create(
            trajectory=Trajectory.objects.get(participant__alias=alias, is_published_case=False),
            language=language,
            submission_key=key,
            token_hash=hash_of(token_of(key)),
            made_by=coach,
            made_at=_morning(today, days),
            expires_at=_morning(today, days) + datetime.timedelta(days=14),
        )
        for days_ago, feeling, words in reactions:
            WeekReaction.objects.create(
                link=link, feeling=feeling, words=words, at=_morning(today, days_ago)
            )


def _morning(today: datetime.date, days_ago: int) -> datetime.datetime:
    day = today - datetime.timedelta(days=days_ago)
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(9, 30)))
