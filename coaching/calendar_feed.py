"""What stands in somebody's calendar: planned milestones, talks and aftercare, by initials and without a word more.

It leaves the system and lies on telephones, so it says that there is something with somebody on a day,
and the rest is read behind the sign-in. What is in it follows the access rules at the moment of asking.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Exists, Max, OuterRef, Q
from django.urls import reverse

from accounts.models import User
from coaching.models import AftercareContact, AftercareOutcome, Talk
from dow_site.dates import Precision, When, write_when
from trajectories.models import TimelineEvent

# What was missed stays a while; what lies further away than this is not planned by day.
DAYS_BACK, DAYS_AHEAD = 14, 400
# A plan known by its year stands on the last day of that year.
LONGEST_PRECISION = datetime.timedelta(days=366)
# Of each kind, the first to come: more than this is nobody's calendar.
MOST_PER_KIND = 300
# How often a program may ask again, as RFC 7986 (section 5.7) says it.
ASK_AGAIN_AFTER = datetime.timedelta(hours=1)
NAME = "Dynamisch Op Weg"


class Kind(StrEnum):
    MILESTONE = "Mijlpaal"
    TALK = "Gesprek"
    AFTERCARE = "Nazorg"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One day in the calendar: whose by initials and by number, and the page where the rest stands."""

    kind: Kind
    key: uuid.UUID
    day: datetime.date
    initials: str
    path: str
    participant_id: int
    programme_id: int
    version: int
    changed_at: datetime.datetime
    # For a plan that is not known by day: "maart 2027".
    when: str = ""


def entries_for(user: User, today: datetime.date) -> list[Entry]:
    """What is planned and seen by this person today, in the order of days; one query for each kind."""
    since = today - datetime.timedelta(days=DAYS_BACK)
    until = today + datetime.timedelta(days=DAYS_AHEAD)
    found = [
        *_milestones(user, since, until),
        *_talks(user, since, until),
        *_aftercare(user, since, until),
    ]
    return sorted(found, key=lambda entry: (entry.day, entry.kind, entry.key))


def _milestones(user, since, until) -> Iterator[Entry]:
    by_day = Q(planned_precision=Precision.DAY)
    rows = _with_change(
        TimelineEvent.objects.visible_to(user).filter(
            Q(planned_on__gte=since) | ~by_day & Q(planned_on__gte=since - LONGEST_PRECISION),
            planned_on__lte=until,
            starts_on__isnull=True,
        )
    )
    for row in rows.order_by("planned_on", "pk")[:MOST_PER_KIND]:
        when = When(row.planned_on, Precision(row.planned_precision))
        if when.latest >= since:
            yield _entry(
                Kind.MILESTONE,
                row,
                user,
                day=when.latest,
                route="trajectories:timeline",
                when="" if when.precision == Precision.DAY else write_when(when, long=True),
            )


def _talks(user, since, until) -> Iterator[Entry]:
    """The talk that the last talk planned; one held, missed or planned anew since takes its place."""
    readable = Talk.objects.visible_to(user)
    since_then = readable.filter(
        Q(held_on__gt=OuterRef("held_on")) | Q(held_on=OuterRef("held_on"), pk__gt=OuterRef("pk")),
        trajectory=OuterRef("trajectory"),
    )
    rows = _with_change(
        readable.filter(~Exists(since_then), next_talk_on__range=(since, until))
    ).order_by("next_talk_on", "pk")
    for row in rows[:MOST_PER_KIND]:
        yield _entry(Kind.TALK, row, user, day=row.next_talk_on, route="coaching:talks")


def _aftercare(user, since, until) -> Iterator[Entry]:
    rows = _with_change(
        AftercareContact.objects.visible_to(user).filter(
            outcome=AftercareOutcome.PLANNED, planned_on__range=(since, until)
        )
    ).order_by("planned_on", "pk")
    for row in rows[:MOST_PER_KIND]:
        yield _entry(Kind.AFTERCARE, row, user, day=row.planned_on, route="coaching:work")


def _with_change(rows):
    return rows.select_related("trajectory__participant").annotate(
        changed_at=Max("history__pgh_created_at")
    )


def _entry(kind, row, user, *, day, route, when="") -> Entry:
    trajectory = row.trajectory
    return Entry(
        kind=kind,
        # Derived, so that the key of a form stays inside.
        key=uuid.uuid5(row.submission_key, kind.name),
        day=day,
        initials=trajectory.participant.initials_for(user),
        path=reverse(route, args=[trajectory.pk]),
        participant_id=trajectory.participant_id,
        programme_id=trajectory.programme_id,
        version=row.version,
        changed_at=row.changed_at or row.recorded_at,
        when=when,
    )


def calendar_bytes(entries: Iterable[Entry], *, absolute: Callable[[str], str]) -> bytes:
    """The entries as an iCalendar file (RFC 5545); `absolute` makes a whole address of a path.

    Everything planned here is a day and no hour: whole days have no time zone and no summer time to
    go wrong. The stamp and the sequence say when a row changed last and how often, so that the same
    plans give the same file and a moved one replaces its old day.
    """
    # Here, as few processes ever make one, and none should hold 3 MiB for it.
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//Dynamisch Op Weg//NL")
    calendar.add("version", "2.0")
    calendar.add("name", NAME)
    calendar.add("x-wr-calname", NAME)
    calendar.add("x-wr-timezone", "Europe/Amsterdam")
    calendar.add("refresh-interval", ASK_AGAIN_AFTER, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", ASK_AGAIN_AFTER)
    for entry in entries:
        event = Event()
        event.add("uid", f"{entry.key}@dynamisch-op-weg")
        changed_at = entry.changed_at.astimezone(datetime.UTC)
        event.add("dtstamp", changed_at)
        event.add("last-modified", changed_at)
        event.add("sequence", entry.version - 1)
        event.add("dtstart", entry.day)
        # The end of a whole day is the day after, which is not part of it.
        event.add("dtend", entry.day + datetime.timedelta(days=1))
        event.add("summary", _summary(entry))
        event.add("url", absolute(entry.path))
        event.add("class", "PRIVATE")
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return calendar.to_ical()


def _summary(entry: Entry) -> str:
    words = f"{entry.kind} {entry.initials}"
    return f"{words} ({entry.when})" if entry.when else words
