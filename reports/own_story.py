"""'Mijn verhaal': the case report for the participant himself, in plain words and big letters.

What was agreed comes first, the story after it. No costs, and nothing that a coach keeps beside the
participant: no signals, no reviews, no wording of a goal but his own. The people around him are
called as he knows them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from accounts.models import User
from coaching.models import (
    AftercareContact,
    Agreement,
    AgreementOwner,
    AgreementStatus,
    Goal,
    HowFar,
    Talk,
    TalkStatus,
)
from costs.models import Session, StatementKind
from dow_site.dates import ORDER_ONLY, Precision, When, write_when
from reports.case_session import session_among, sessions_of
from reports.case_story import rows_for, story_for
from reports.choice import EVERYTHING, Choice, Part, choose
from reports.editions import EDITION_LABELS, EDITIONS, Edition
from trajectories.dossier import coaches_of
from trajectories.entries import Entry
from trajectories.models import LaneKind, Trajectory

YOU = "jij"
WITHOUT_CHAPTER = "En verder"
# At the most, the first to come; the page says how many more there are.
MOST_AGREEMENTS, MOST_KEPT = 12, 5
# In characters: about ten lines in big letters.
LONG_TEXT = 700
_OTHERS = {AgreementOwner.FAMILY: "je familie", AgreementOwner.EMPLOYER: "je werkgever"}


@dataclass(frozen=True, kw_only=True)
class Promise:
    """An agreement; `who` is empty where the heading says it."""

    what: str
    before: str
    who: str = ""


@dataclass(frozen=True, kw_only=True)
class Promises:
    """Agreements under one heading, and how many more there are."""

    title: str
    promises: tuple[Promise, ...]
    more: int


@dataclass(frozen=True, kw_only=True)
class OwnGoal:
    """A goal in the participant's own words, and how far it is."""

    words: str
    state: str


@dataclass(frozen=True, kw_only=True)
class OwnEvent:
    """Something that happened; `others` are the people whom it is about beside the participant."""

    key: int
    when: str
    text: str
    quote: str
    others: str
    is_milestone: bool

    @property
    def is_long(self) -> bool:
        """Whether it may go on on the next page: kept whole it would leave half a page empty."""
        return len(self.text) > LONG_TEXT


@dataclass(frozen=True, kw_only=True)
class OwnChapter:
    title: str
    period: str
    narrative: str
    events: tuple[OwnEvent, ...]


@dataclass(frozen=True, kw_only=True)
class OwnStory:
    """What the participant reads of his own trajectory. Finished by `of`; no query after."""

    template: ClassVar[str] = "reports/own_story.html"

    edition: Edition
    reference: str
    given_name: str
    name: str
    heading: str
    programme: str
    confidentiality: str
    edition_label: str
    printed_on: str
    has_agreements: bool
    agreements: tuple[Promises, ...]
    kept: tuple[str, ...]
    goals: tuple[OwnGoal, ...]
    dates: tuple[str, ...]
    call: tuple[tuple[str, str], ...]
    chapters: tuple[OwnChapter, ...]
    gained: tuple[str, ...]
    note: str

    @classmethod
    def of(
        cls,
        trajectory: Trajectory,
        *,
        reader: User | None,
        printed_on: date,
        choice: Choice = EVERYTHING,
    ) -> OwnStory:
        """The story as `reader` may give it to the participant; None is the system itself.

        Needs the trajectory with its programme, its spells, and its coaches. A bounded number of
        queries.
        """
        participant = trajectory.participant
        story = story_for(
            trajectory, Edition.PARTICIPANT, reader=reader, organisation=None, today=printed_on
        )
        lanes = (
            replace(lane, label=YOU) if lane.kind == LaneKind.PARTICIPANT else lane
            for lane in story.lanes
        )
        chosen = choose(replace(story, lanes=tuple(lanes)), choice)
        sessions = sessions_of(trajectory, reader) if choice.has(Part.MEANING) else []
        session = session_among(sessions, choice.session)
        promises = choice.has(Part.AGREEMENTS)
        return cls(
            edition=Edition.PARTICIPANT,
            reference=trajectory.reference,
            given_name=participant.given_name,
            name=str(participant),
            heading=trajectory.title,
            programme=trajectory.programme.name,
            confidentiality=EDITIONS[Edition.PARTICIPANT].confidentiality,
            edition_label=EDITION_LABELS[Edition.PARTICIPANT],
            printed_on=_day(printed_on),
            has_agreements=promises,
            agreements=tuple(_agreements(trajectory, reader)) if promises else (),
            kept=_kept(trajectory, reader) if promises else (),
            goals=tuple(_goals(trajectory, reader)) if promises else (),
            dates=tuple(_dates(trajectory, reader, printed_on)) if promises else (),
            call=tuple(
                (coach.get_short_name(), coach.phone)
                for coach in coaches_of(trajectory, printed_on)
                if coach.phone
            ),
            chapters=tuple(
                OwnChapter(
                    title=chapter.title if chapter.key else WITHOUT_CHAPTER,
                    period=chapter.period,
                    narrative=chapter.narrative,
                    events=tuple(_event(entry) for entry in chapter.entries),
                )
                for chapter in chosen.story.draw().chapters
                if chapter.entries or chapter.narrative
            ),
            gained=_gained(session) if session else (),
            note=chosen.note,
        )

    @property
    def opens_with_agreements(self) -> bool:
        """Whether there is enough to say before the story to have a page of its own."""
        return any((self.agreements, self.goals, self.dates))

    @property
    def title(self) -> str:
        """The title in the properties of the file."""
        return f"Mijn verhaal: {self.given_name}"

    @property
    def filename(self) -> str:
        """Without a name in it: files travel further than their readers mean them to."""
        safe = re.sub(r"[^a-z0-9]+", "-", self.reference.lower()).strip("-") or "traject"
        return f"{safe}-{EDITIONS[self.edition].file_word}.pdf"


def _day(day: date) -> str:
    return write_when(When(day, Precision.DAY), long=True)


def _agreements(trajectory: Trajectory, reader: User | None) -> Iterator[Promises]:
    rows = list(
        rows_for(Agreement.objects.all(), reader)
        .open()
        .filter(trajectory=trajectory)
        .select_related("organisation")
        .due_first()
    )
    for title, owners in (
        ("Dit doe jij", (AgreementOwner.PARTICIPANT,)),
        ("Dit doet je coach", (AgreementOwner.COACH,)),
        ("Dit doen anderen", (AgreementOwner.REFERRER, *_OTHERS)),
    ):
        own = [row for row in rows if row.owner in owners]
        if own:
            yield Promises(
                title=title,
                promises=tuple(
                    Promise(
                        what=row.what,
                        before=_day(row.due_on),
                        who=_OTHERS.get(row.owner) or (row.organisation and row.organisation.name),
                    )
                    for row in own[:MOST_AGREEMENTS]
                ),
                more=max(len(own) - MOST_AGREEMENTS, 0),
            )


def _kept(trajectory: Trajectory, reader: User | None) -> tuple[str, ...]:
    rows = rows_for(Agreement.objects.all(), reader).filter(
        trajectory=trajectory, owner=AgreementOwner.PARTICIPANT, status=AgreementStatus.KEPT
    )
    newest = rows.order_by("-closed_on", "-pk").values_list("what", flat=True)[: 4 * MOST_KEPT]
    # What is agreed every week, is told once.
    return tuple(dict.fromkeys(newest))[:MOST_KEPT]


def _goals(trajectory: Trajectory, reader: User | None) -> Iterator[OwnGoal]:
    """In his own words only; what he let go is left out."""
    rows = rows_for(Goal.objects.all(), reader).filter(trajectory=trajectory)
    for goal in rows.prefetch_related("steps"):
        last = next(reversed(list(goal.steps.all())), None)
        if last and last.how_far == HowFar.LET_GO:
            continue
        if last and last.how_far == HowFar.REACHED:
            state = "Gelukt!"
        elif goal.target_on:
            state = f"Je wilt dit halen rond {write_when(When(goal.target_on, Precision.MONTH), long=True)}."
        else:
            state = ""
        yield OwnGoal(words=goal.own_words, state=state)


def _gained(session: Session) -> tuple[str, ...]:
    """What the people at the table found good, himself among them."""
    said = session.statements.filter(kind=StatementKind.ADDED_VALUE).order_by("order", "pk")
    return tuple(said.values_list("text", flat=True))


def _dates(trajectory: Trajectory, reader: User | None, today: date) -> Iterator[str]:
    talk = (
        rows_for(Talk.objects.all(), reader)
        .spoken()
        .filter(trajectory=trajectory, status=TalkStatus.FINAL)
        .newest_first()
        .first()
    )
    if talk and talk.next_talk_on and talk.next_talk_on >= today:
        yield f"Ons volgende gesprek is op {_day(talk.next_talk_on)}."
    contact = (
        rows_for(AftercareContact.objects.all(), reader)
        .planned()
        .filter(trajectory=trajectory, planned_on__gte=today)
        .order_by("planned_on", "pk")
        .first()
    )
    if contact:
        yield f"Wij bellen je op {_day(contact.planned_on)}."


def _event(entry: Entry) -> OwnEvent:
    others = [lane.label for lane in entry.lanes if lane.kind != LaneKind.PARTICIPANT]
    when = (
        "" if entry.when_long == ORDER_ONLY else entry.when_long.replace(" (geschat)", ", ongeveer")
    )
    return OwnEvent(
        key=entry.key,
        when=f"{when[:1].upper()}{when[1:]}",
        text=entry.text,
        quote=entry.quote,
        others=", ".join(others),
        is_milestone=entry.is_milestone,
    )
