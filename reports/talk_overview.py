"""The talks of a period with one participant: who came, how work goes, what was agreed."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from accounts.models import User
from coaching.models import (
    SPOKEN,
    SkillStep,
    Talk,
    TalkBlock,
    TalkKind,
    TalkStatus,
    WorkSkill,
)
from coaching.reading import talk_in_words, written_day
from dow_site.filters import FilterForm
from dow_site.form_fields import DayField
from reports.progress import percentage
from trajectories.models import Trajectory

# The newest of a period: two years of weekly talks.
MOST_TALKS = 104
NOT_DISCUSSED = "niet besproken"
# What a talk may hold, in the order of its page; the head stands above it.
_BLOCKS = (
    TalkBlock.OPEN_AGREEMENTS, TalkBlock.ATTENDANCE, TalkBlock.WENT_WELL, TalkBlock.SKILLS,
    TalkBlock.MOOD, TalkBlock.DOMAINS, TalkBlock.GOALS, TalkBlock.AGREEMENTS, TalkBlock.NEXT,
)  # fmt: skip
_STEPS = dict(SkillStep.choices)


class TalkPeriodForm(FilterForm):
    """Which talks: of a period. Without days all of them."""

    van = DayField(label="Vanaf", required=False, help_text="")
    tot = DayField(label="Tot en met", required=False, help_text="")

    @property
    def period(self) -> tuple[datetime.date | None, datetime.date | None]:
        return self.chosen("van"), self.chosen("tot")


@dataclass(frozen=True, kw_only=True)
class TalkOnPaper:
    """One talk: its day, who wrote it down, and each block; what was skipped says so."""

    day: str
    kind: str
    head: tuple[str, ...]
    author: str
    blocks: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, kw_only=True)
class SkillLine:
    """One work skill over the period: the first and the last step of each who rated it."""

    skill: str
    by_coach: str
    by_participant: str


@dataclass(frozen=True, kw_only=True)
class TalkOverview:
    """The finished talks of a period, the oldest first. Finished by `of`; no query after."""

    template: ClassVar[str] = "reports/talk_overview.html"

    name: str
    reference: str
    printed_on: str
    period: str
    counts: tuple[tuple[str, str], ...]
    skills: tuple[SkillLine, ...]
    talks: tuple[TalkOnPaper, ...]
    not_finished: int
    left_out: int

    @property
    def title(self) -> str:
        return f"Gesprekken met {self.name}"

    @property
    def filename(self) -> str:
        """Without a name in it: files travel further than their readers mean them to."""
        return f"gesprekken-{self.reference.lower()}.pdf"

    @classmethod
    def of(
        cls,
        trajectory: Trajectory,
        *,
        reader: User,
        first: datetime.date | None,
        last: datetime.date | None,
        today: datetime.date,
    ) -> TalkOverview:
        """The talks between two days, both included, that this reader may read; a fixed number of queries.

        Drafts and talks that are co-read are counted and left out: they may still change.
        """
        rows = Talk.objects.visible_to(reader).filter(trajectory=trajectory)
        if first:
            rows = rows.filter(held_on__gte=first)
        if last:
            rows = rows.filter(held_on__lte=last)
        finished = rows.filter(status=TalkStatus.FINAL)
        talks = list(
            finished.select_related("author", "group")
            .prefetch_related(
                "skills",
                "domains",
                "goal_steps__goal",
                "agreements",
                "agreement_marks__agreement",
                "shared_lines__consent__recipient",
            )
            .newest_first()[:MOST_TALKS]
        )[::-1]
        number = finished.count()
        return cls(
            name=trajectory.participant.name_for(reader),
            reference=trajectory.reference,
            printed_on=written_day(today),
            period=_period(first, last),
            counts=tuple(_counts(talks)),
            skills=tuple(_skills(talks)),
            talks=tuple(map(_on_paper, talks)),
            not_finished=rows.count() - number,
            left_out=number - len(talks),
        )


def _period(first, last) -> str:
    match first, last:
        case None, None:
            return "alle gesprekken"
        case _, None:
            return f"vanaf {written_day(first)}"
        case None, _:
            return f"tot en met {written_day(last)}"
        case _:
            return f"van {written_day(first)} tot en met {written_day(last)}"


def _counts(talks: Sequence[Talk]):
    """How often was spoken, and how much of the planned work somebody was there."""
    kinds = Counter(talk.kind for talk in talks)
    yield "Gesproken", str(sum(kinds[kind] for kind in SPOKEN))
    yield TalkKind.NO_SHOW.label, str(kinds[TalkKind.NO_SHOW])
    yield TalkKind.ATTEMPT.label, str(kinds[TalkKind.ATTEMPT])
    planned = sum(talk.parts_planned or 0 for talk in talks)
    if planned:
        present = sum(talk.parts_present or 0 for talk in talks)
        share = f"{present} van {planned} dagdelen ({percentage(present, planned)}%)"
        yield "Aanwezig op het werk", share
    else:
        yield "Aanwezig op het werk", NOT_DISCUSSED
    yield "Nieuwe afspraken", str(sum(len(talk.agreements.all()) for talk in talks))


def _skills(talks: Sequence[Talk]):
    """Every skill that came up, in the order of the form."""
    scores = [score for talk in talks for score in talk.skills.all()]
    for skill in WorkSkill:
        mine = [score for score in scores if score.skill == skill]
        if mine:
            yield SkillLine(
                skill=skill.label,
                by_coach=_course([score.by_coach for score in mine]),
                by_participant=_course([score.by_participant for score in mine]),
            )


def _course(steps: Sequence[int | None]) -> str:
    known = [_STEPS[step].lower() for step in steps if step]
    if not known:
        return NOT_DISCUSSED
    return known[0] if known[0] == known[-1] else f"eerst {known[0]}, nu {known[-1]}"


def _on_paper(talk: Talk) -> TalkOnPaper:
    said = talk_in_words(talk)
    is_spoken = talk.kind in SPOKEN
    return TalkOnPaper(
        day=written_day(talk.held_on),
        kind=talk.get_kind_display(),
        head=_head(talk, said),
        author=talk.author.name,
        blocks=tuple(
            (block.label, tuple(said[block].splitlines()) if block in said else ())
            for block in _BLOCKS
            if is_spoken or block in said
        ),
    )


def _head(talk: Talk, said: dict[str, str]) -> tuple[str, ...]:
    """What the head of a talk says beside its day and kind, which stand above it."""
    lines = said.get(TalkBlock.HEAD, "").splitlines()
    day = written_day(talk.held_on)
    rest = [line.removeprefix(day).removeprefix(", ") for line in lines]
    return tuple(line for line in rest if line and line != talk.get_kind_display())
