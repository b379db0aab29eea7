"""The timeline on paper: the picture of the page with its numbers, and every text under these."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import ClassVar

from accounts.models import User
from dow_site.access import Action, may_anywhere
from dow_site.dates import ORDER_ONLY, Precision, When, write_when
from reports.case_report import INTERNAL_NOTES, UNDATED
from reports.picture import Picture, draw_picture
from trajectories.entries import Entry, Lane
from trajectories.marks import MarkEntry
from trajectories.models import Trajectory
from trajectories.reading import read_for
from trajectories.timeline import Timeline
from trajectories.timeline_filter import TimelineFilter

NOTHING_LEFT = "Dit filter laat niets over van de tijdlijn."


@dataclass(frozen=True, kw_only=True)
class Row:
    """What is told in full; without a number it happened elsewhere and stands on no card."""

    number: str
    when: str
    lanes: tuple[tuple[str, str], ...]
    text: str
    quote: str
    notes: str
    is_milestone: bool


@dataclass(frozen=True, kw_only=True)
class Part:
    """A chapter with its rows."""

    title: str
    period: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True)
class TimelineReport:
    """What the print says. Built by `of` in a bounded number of queries; none after that."""

    template: ClassVar[str] = "reports/timeline_report.html"
    case: ClassVar[str] = "Tijdlijn"
    period: ClassVar[str] = ""

    reference: str
    name: str
    heading: str
    facts: tuple[tuple[str, str], ...]
    confidentiality: str
    printed_on: str
    sentence: str
    lanes: tuple[Lane, ...]
    picture: Picture
    parts: tuple[Part, ...]
    # What stands in the place of a picture where there is nothing to draw; empty: nothing happened yet.
    nothing: str

    @classmethod
    def of(
        cls,
        trajectory: Trajectory,
        asked,
        *,
        reader: User,
        today: datetime.date,
        known_on: datetime.date | None = None,
    ) -> TimelineReport:
        """The timeline as this person reads it, and as the address asks for: the filter of the page.

        `asked` is what the address says; what is not understood filters nothing.
        """
        knows_frame = may_anywhere(reader, Action.VIEW_STORY_FRAME)
        read = read_for(trajectory, reader, today=today, known_on=known_on)
        filter_form = TimelineFilter(asked, read, knows_frame=knows_frame)
        timeline = read.draw(filter_form.apply(read))
        name = trajectory.participant.name_for(reader)
        heading = (
            knows_frame and trajectory.participant.veil_for(reader)(trajectory.title)
        ) or name
        sentence = filter_form.sentence(timeline)
        facts = [("Traject", trajectory.reference), ("Werkleerbedrijf", trajectory.programme.name)]
        if known_on:
            facts.append(("Zoals bekend op", _day(known_on)))
        facts.append(("Op deze tijdlijn", sentence.removeprefix("Je ziet ").removesuffix(".")))
        return cls(
            reference=trajectory.reference,
            name=name,
            heading=heading,
            facts=tuple(facts),
            confidentiality="Vertrouwelijk: alleen voor wie dit dossier mag lezen"
            if knows_frame
            else "Vertrouwelijk: alleen wat met de verwijzer is gedeeld",
            printed_on=_day(today),
            sentence=sentence,
            lanes=timeline.lanes,
            picture=draw_picture(
                timeline,
                heading=heading,
                facts="   ".join(f"{label} {value}" for label, value in facts),
            ),
            parts=_parts(timeline),
            nothing=NOTHING_LEFT if filter_form.is_active else "",
        )

    @property
    def title(self) -> str:
        """The title in the properties of the file."""
        return f"Tijdlijn van {self.name}"

    @property
    def filename(self) -> str:
        """Without a name in it: files travel further than their readers mean them to."""
        safe = re.sub(r"[^a-z0-9]+", "-", self.reference.lower()).strip("-") or "traject"
        return f"{safe}-tijdlijn.pdf"


def _day(day: datetime.date) -> str:
    return write_when(When(day, Precision.DAY), long=True)


def _parts(timeline: Timeline) -> tuple[Part, ...]:
    return tuple(
        Part(
            title=chapter.title,
            period=chapter.period,
            rows=tuple(
                _event_row(told) if isinstance(told, Entry) else _mark_row(told)
                for told in chapter.told
            ),
        )
        for chapter in timeline.chapters
    )


def _event_row(entry: Entry) -> Row:
    return Row(
        number=str(entry.number),
        when=UNDATED if entry.when_long == ORDER_ONLY else entry.when_long,
        lanes=tuple((lane.kind, lane.label) for lane in entry.lanes),
        text=entry.text,
        quote=entry.quote,
        notes=" · ".join(note for note in entry.notes if note not in INTERNAL_NOTES),
        is_milestone=entry.is_milestone,
    )


def _mark_row(mark: MarkEntry) -> Row:
    return Row(
        number="",
        when=mark.when_long,
        lanes=((mark.lane.kind, mark.lane.label),),
        text=f"{mark.lead}: {mark.text}" if mark.lead else mark.text,
        quote="",
        notes="",
        is_milestone=False,
    )
