"""The card 'Mijn week': everything it says, finished, on the screen and on paper."""

from __future__ import annotations

import datetime
import math
from dataclasses import dataclass

from django.utils import translation
from django.utils.formats import date_format
from django.utils.text import Truncator

from accounts.models import User
from coaching.models import (
    AftercareContact,
    Agreement,
    AgreementOwner,
    Goal,
    Talk,
    TalkStatus,
)
from coaching.week_labels import direction, labels
from participants.veil import Veil
from trajectories.dossier import coaches_of
from trajectories.models import Trajectory

MOST_AGREEMENTS = {AgreementOwner.PARTICIPANT: 6, AgreementOwner.COACH: 3}
MOST_GOALS = 2
MOST_TO_CALL = 3
# In characters: a card is read at a glance, and must stay on one sheet.
LONGEST_LINE = 110
LONGEST_TEXT = 280
# The sheet in big letters: characters on a line, the lines that a heading takes, and the lines that fit.
_ON_A_LINE = 56
_HEADING = 2
_SIZES = ((24, "big"), (38, "middle"))


@dataclass(frozen=True, kw_only=True)
class Line:
    """An agreement, and before when."""

    text: str
    before: str


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody to call; a first name and no more."""

    name: str
    phone: str


@dataclass(frozen=True, kw_only=True)
class WeekCard:
    """One participant's week in one language; no names beyond given names."""

    template = "reports/my_week.html"

    language: str
    direction: str
    words: dict[str, str]
    name: str
    times: tuple[str, ...]
    you_do: tuple[Line, ...]
    coach_does: tuple[Line, ...]
    went_well: str
    goals: tuple[str, ...]
    call: tuple[Person, ...]
    made_on: str
    talk: Talk | None
    talk_day: str

    @property
    def title(self) -> str:
        return self.words["title"]

    @property
    def filename(self) -> str:
        return f"mijn-week-{self.language}.pdf"

    @property
    def size(self) -> str:
        """How big the letters on paper are: as big as leaves all of it on one sheet."""
        blocks = (
            self.times or (self.words["no_times"],),
            [f"{one.text} {one.before}" for one in self.you_do] or [self.words["no_agreements"]],
            [f"{one.text} {one.before}" for one in self.coach_does],
            [self.went_well] if self.went_well else [],
            self.goals,
            [f"{one.name} {one.phone}" for one in self.call],
        )
        lines = sum(
            _HEADING + sum(math.ceil(len(text) / _ON_A_LINE) for text in block)
            for block in blocks
            if block
        )
        return next((size for most, size in _SIZES if lines <= most), "small")

    @classmethod
    def of(
        cls, trajectory: Trajectory, *, reader: User, language: str, today: datetime.date
    ) -> WeekCard:
        """The card as `reader` may make it: what he may not read, is not on it.

        Needs the trajectory with its participant and its assignments with their coaches. A language
        in which there is no card is a KeyError.
        """
        words = labels(language)
        participant = trajectory.participant
        called = Veil((str(participant), participant.family_name), participant.given_name)

        def plain(text: str, longest: int = LONGEST_LINE) -> str:
            """The text in one piece, not too long, with the full or family name written as given name."""
            text = called(" ".join(text.split()))
            return Truncator(text).chars(longest)

        talk = _last_talk(trajectory, reader)
        agreements = _agreements(trajectory, reader)
        with translation.override(language):

            def day(date: datetime.date) -> str:
                return date_format(date, "l j F")

            def lines(owner):
                mine = [one for one in agreements if one.owner == owner][: MOST_AGREEMENTS[owner]]
                return tuple(
                    Line(text=plain(one.what), before=words["before"].format(day=day(one.due_on)))
                    for one in mine
                )

            return cls(
                language=language,
                direction=direction(language),
                words=dict(words)
                | {
                    "hello": words["hello"].format(name=participant.given_name),
                    "talk_remark": words["talk_remark"].format(
                        day=day(talk.held_on) if talk else ""
                    ),
                    "made_on": words["made_on"].format(day=day(today)),
                },
                name=participant.given_name,
                times=tuple(_times(trajectory, reader, talk, today, words, day)),
                you_do=lines(AgreementOwner.PARTICIPANT),
                coach_does=lines(AgreementOwner.COACH),
                went_well=plain(talk.went_well, LONGEST_TEXT) if talk else "",
                goals=tuple(plain(goal) for goal in _goals(trajectory, reader)),
                call=tuple(
                    Person(name=coach.get_short_name(), phone=coach.phone)
                    for coach in coaches_of(trajectory, today)
                    if coach.phone
                )[:MOST_TO_CALL],
                made_on=words["made_on"].format(day=day(today)),
                talk=talk,
                talk_day=day(talk.held_on) if talk else "",
            )


def _last_talk(trajectory: Trajectory, reader: User) -> Talk | None:
    return (
        Talk.objects.visible_to(reader)
        .spoken()
        .filter(trajectory=trajectory, status=TalkStatus.FINAL)
        .newest_first()
        .first()
    )


def _agreements(trajectory: Trajectory, reader: User) -> list[Agreement]:
    owners = (AgreementOwner.PARTICIPANT, AgreementOwner.COACH)
    rows = Agreement.objects.visible_to(reader).open()
    return list(rows.filter(trajectory=trajectory, owner__in=owners).due_first())


def _goals(trajectory: Trajectory, reader: User) -> list[str]:
    """What is still worked towards, the newest last."""
    rows = Goal.objects.visible_to(reader).filter(trajectory=trajectory).prefetch_related("steps")
    return [goal.own_words for goal in rows if not goal.is_over][-MOST_GOALS:]


def _times(trajectory, reader, talk, today, words, day):
    if talk and talk.next_talk_on and talk.next_talk_on >= today:
        yield words["next_talk"].format(day=day(talk.next_talk_on))
    contact = (
        AftercareContact.objects.visible_to(reader)
        .planned()
        .filter(trajectory=trajectory, planned_on__gte=today)
        .order_by("planned_on", "pk")
        .first()
    )
    if contact:
        yield words["we_call"].format(day=day(contact.planned_on))
