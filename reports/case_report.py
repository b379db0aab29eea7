"""The case report: everything it says, finished, for one edition and one reader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.urls import reverse

from accounts.models import User
from costs.models import ScenarioItem, Session, SessionStatus, Statement, StatementKind
from costs.models.session import Scenario
from costs.reading import NOTE_TEXTS
from dow_site.access import Action, may_anywhere
from dow_site.dates import MONTHS, ORDER_ONLY, Precision, When, write_when
from reports.case_costs import CaseCosts
from reports.dossier_secrets import check_dossier
from reports.picture import Picture, draw_picture
from reports.publication import Place
from trajectories.drawing import WHOLE, Sight, draw_timeline
from trajectories.entries import Entry
from trajectories.models import TimelineEvent, Trajectory
from trajectories.timeline import Timeline

AGE_BANDS = (
    (17, "jonger dan 18"),
    (20, "18 tot en met 20"),
    (23, "21 tot en met 23"),
    (27, "24 tot en met 27"),
)
OLDEST_BAND = "28 of ouder"
UNDATED = "datum niet bekend"
_IS_APPROVED = ExpressionWrapper(Q(status=SessionStatus.APPROVED), output_field=BooleanField())
# Said of an event to those who work with the dossier, and to nobody outside.
INTERNAL_NOTE = "gedeeld met verwijzer"


class Edition(StrEnum):
    """For whom a case report is printed."""

    FULL = "full"
    PUBLICATION = "publication"


EDITION_LABELS = {Edition.FULL: "volledig verslag", Edition.PUBLICATION: "publicatie"}
CONFIDENTIALITY = {
    Edition.FULL: "Vertrouwelijk: alleen voor wie dit dossier mag lezen",
    Edition.PUBLICATION: "Met een verzonnen naam; alleen met toestemming te delen",
}


@dataclass(frozen=True, kw_only=True)
class LegendEntry:
    """An event in full; `notes` are the small words under its date and lanes."""

    key: int
    number: int
    when: str
    lanes: tuple[tuple[str, str], ...]
    text: str
    quote: str
    notes: str
    is_milestone: bool


@dataclass(frozen=True, kw_only=True)
class LegendChapter:
    title: str
    period: str
    entries: tuple[LegendEntry, ...]


@dataclass(frozen=True, kw_only=True)
class Said:
    """A statement or an expectation; `estimated_by` who thought so."""

    text: str
    quote: str
    estimated_by: str = ""


@dataclass(frozen=True, kw_only=True)
class CaseReport:
    """What the case report says. Built by `of` in a bounded number of queries; none after that."""

    template: ClassVar[str] = "reports/case_report.html"

    edition: Edition
    reference: str
    case: str
    name: str
    heading: str
    period: str
    facts: tuple[tuple[str, str], ...]
    running_name: str
    confidentiality: str
    edition_label: str
    printed_on: str
    lanes: tuple[tuple[str, str], ...]
    picture: Picture
    legend: tuple[LegendChapter, ...]
    has_estimates: bool
    has_uncertain_lanes: bool
    added_value: tuple[Said, ...]
    attention_points: tuple[Said, ...]
    without: tuple[Said, ...]
    costs: CaseCosts | None

    @classmethod
    def of(
        cls, trajectory: Trajectory, edition: Edition, *, reader: User | None, printed_on: date
    ) -> CaseReport:
        """The report as this person may read it; `reader` None is the system itself, on the command line.

        The publication edition raises NotPublishable while a real name or another detail of somebody
        in the dossier stands in any of its texts.
        """
        is_public = edition == Edition.PUBLICATION
        knows_name = reader is None or may_anywhere(reader, Action.VIEW_PARTICIPANT)
        events = (
            TimelineEvent.objects.standing()
            if reader is None
            else TimelineEvent.objects.visible_to(reader)
        )
        events = events.filter(trajectory=trajectory)
        timeline = draw_timeline(
            trajectory,
            events,
            today=printed_on,
            by_role=is_public or not knows_name,
            by_month=is_public,
            sight=WHOLE if reader is None else Sight.of(reader),
        )
        session = _session(trajectory, reader)
        statements = list(session.statements.order_by("order", "pk")) if session else []
        if not knows_name:
            statements = trajectory.participant.veil_rows(statements, "text", "quote", "speaker")
        name = _name(trajectory, reader, is_public)
        facts = tuple(_facts(trajectory, is_public=is_public, knows_person=knows_name))
        heading = trajectory.title or name
        told = "   ".join(f"{label} {value}" for label, value in facts)
        report = cls(
            edition=edition,
            reference=trajectory.reference,
            case=_case(trajectory.reference),
            name=name,
            heading=heading,
            period=_period(trajectory),
            facts=facts,
            running_name=name,
            confidentiality=CONFIDENTIALITY[edition],
            edition_label=EDITION_LABELS[edition],
            printed_on=write_when(When(printed_on, Precision.DAY), long=True),
            lanes=tuple((lane.kind, lane.label) for lane in timeline.lanes),
            picture=draw_picture(timeline, heading=heading, facts=told),
            legend=_legend(timeline, is_public),
            has_estimates=any(entry.date_estimated for entry in timeline.entries),
            has_uncertain_lanes=not all(entry.lane_certain for entry in timeline.entries),
            added_value=_said(statements, StatementKind.ADDED_VALUE),
            attention_points=_said(statements, StatementKind.ATTENTION_POINT),
            without=_expected(session, veils=not knows_name),
            costs=CaseCosts.of(session, is_public=is_public, veils=not knows_name)
            if session
            else None,
        )
        if is_public:
            check_dossier(trajectory, session, list(report.places()))
        return report

    @property
    def title(self) -> str:
        """The title in the properties of the file."""
        if self.heading == self.name:
            return f"{self.case}: {self.name}"
        return f"{self.case}: {self.name}. {self.heading}"

    @property
    def filename(self) -> str:
        """Without a name in it: files travel further than their readers mean them to."""
        safe = re.sub(r"[^a-z0-9]+", "-", self.reference.lower()).strip("-") or "casus"
        return f"{safe}-{'publicatie' if self.edition == Edition.PUBLICATION else 'volledig'}.pdf"

    def places(self) -> Iterator[Place]:
        """Every text that somebody wrote, with where it stands; then all the rest, to be sure."""
        named = list(self._named_places())
        yield from named
        seen = "\n".join(place.text for place in named)
        for text in _all_texts(self):
            # A card holds the beginning of a text that was named already.
            if text.removesuffix("…") not in seen:
                yield Place(where="de overige tekst van het verslag", text=text)

    def _named_places(self) -> Iterator[Place]:
        yield Place(where="de titel", text=self.heading)
        for label, value in self.facts:
            yield Place(where=f"de gegevens ({label.lower()})", text=value)
        for _, lane in self.lanes:
            yield Place(where=f"de naam van een baan ({lane})", text=lane)
        for narrative in self.picture.narratives:
            where = f"hoofdstuk ‘{narrative.title}’"
            yield Place(where=where, text=f"{narrative.title}\n{narrative.text}")
        for chapter in self.legend:
            for entry in chapter.entries:
                yield Place(
                    where=f"gebeurtenis {entry.number}",
                    text=f"{entry.text}\n{entry.quote}",
                    url=reverse("trajectories:event_edit", args=[entry.key]),
                )
        for where, spoken in (
            ("meerwaarde", self.added_value),
            ("aandachtspunt", self.attention_points),
            ("zonder DOW,", self.without),
        ):
            for number, said in enumerate(spoken, start=1):
                written = f"{said.text}\n{said.quote}\n{said.estimated_by}"
                yield Place(where=f"{where} {number}", text=written)
        if self.costs:
            yield from _cost_places(self.costs)


def _cost_places(costs: CaseCosts) -> Iterator[Place]:
    for row in costs.rows:
        parts = row.label, row.condition, row.extent, row.payer_note, row.override_reason
        yield Place(where=f"kostenregel {row.letter}", text="\n".join((*parts, *row.warnings)))
    for unpriced in costs.unpriced:
        for number, label in enumerate(unpriced.labels, start=1):
            where = f"niet geprijsd ({unpriced.title.lower()}) {number}"
            yield Place(where=where, text=f"{label}\n{unpriced.reason}")
    for note in costs.footnotes:
        yield Place(where=f"bron {note.number}", text=note.text)
    for what, said_of_rows in (("bezwaar", costs.objections), ("werkelijkheid", costs.realities)):
        for number, said in enumerate(said_of_rows, start=1):
            text = f"{said.label}\n{said.text}\n{said.aside}"
            yield Place(where=f"{what} {number}", text=text)
    for label, value in costs.at_the_table:
        yield Place(where=f"wie zat er aan tafel ({label.lower()})", text=value)


def _all_texts(part: object) -> Iterator[str]:
    """Every text anywhere inside, so that no field is forgotten when one is added."""
    if isinstance(part, str):
        yield str(part)
    elif is_dataclass(part):
        for field in fields(part):
            yield from _all_texts(getattr(part, field.name))
    elif isinstance(part, tuple | list):
        for item in part:
            yield from _all_texts(item)


def _name(trajectory: Trajectory, reader: User | None, is_public: bool) -> str:
    participant = trajectory.participant
    if is_public:
        return participant.alias
    return str(participant) if reader is None else participant.name_for(reader)


def _case(reference: str) -> str:
    """ "casus-1" is "Casus 1"; any other reference is that of a trajectory."""
    found = re.fullmatch(r"casus-(\d+)", reference)
    return f"Casus {found[1]}" if found else f"Traject {reference}"


def _period(trajectory: Trajectory) -> str:
    """ "oktober 2019 – oktober 2020": with both years, as a title does."""
    first, last = trajectory.story_from, trajectory.story_until
    begin, end = (day and f"{MONTHS[day.month - 1]} {day.year}" for day in (first, last))
    if begin and end:
        return begin if begin == end else f"{begin} – {end}"
    return f"vanaf {begin}" if begin else f"tot en met {end}" if end else ""


def _facts(
    trajectory: Trajectory, *, is_public: bool, knows_person: bool
) -> Iterator[tuple[str, str]]:
    """What a reader should know of the person, as far as this edition may say it."""
    participant = trajectory.participant
    age = trajectory.age_at_start
    if age is not None:
        yield "Leeftijd bij de start", f"{_age_band(age) if is_public else age} jaar"
    if participant.municipality and knows_person and not is_public:
        yield "Gemeente", participant.municipality.name.removeprefix("Gemeente ")
    yield "Werkleerbedrijf", trajectory.programme.name
    if participant.has_start_qualification is not None:
        yield "Startkwalificatie", "ja" if participant.has_start_qualification else "nee"
    if participant.living_situation:
        yield "Woonsituatie", participant.living_situation
    if participant.income_at_start:
        yield "Inkomen bij de start", participant.income_at_start


def _age_band(age: int) -> str:
    return next((words for oldest, words in AGE_BANDS if age <= oldest), OLDEST_BAND)


def _session(trajectory: Trajectory, reader: User | None) -> Session | None:
    """The trajectory's session that was approved last, else the one at work, when this reader may see it."""
    sessions = Session.objects.all() if reader is None else Session.objects.visible_to(reader)
    session = (
        sessions.filter(trajectory=trajectory)
        .select_related("facilitator", "approved_by")
        .order_by(_IS_APPROVED.desc(), "-version_number", "-period_end", "-pk")
        .first()
    )
    if session:
        # The one that was loaded with its participant and municipality.
        session.trajectory = trajectory
    return session


def _legend(timeline: Timeline, is_public: bool) -> tuple[LegendChapter, ...]:
    return tuple(
        LegendChapter(
            title=chapter.title,
            period=chapter.period,
            entries=tuple(_legend_entry(entry, is_public) for entry in chapter.entries),
        )
        for chapter in timeline.chapters
    )


def _legend_entry(entry: Entry, is_public: bool) -> LegendEntry:
    hidden = {INTERNAL_NOTE, entry.sensitivity_label} if is_public else {INTERNAL_NOTE}
    estimated = ("datum geschat",) if entry.date_estimated else ()
    return LegendEntry(
        key=entry.key,
        number=entry.number,
        when=UNDATED
        if entry.when_long == ORDER_ONLY
        else entry.when_long.removesuffix(" (geschat)"),
        lanes=tuple((lane.kind, lane.label) for lane in entry.lanes),
        text=entry.text,
        quote=entry.quote,
        notes=" · ".join((*estimated, *(note for note in entry.notes if note not in hidden))),
        is_milestone=entry.is_milestone,
    )


def _said(statements: list[Statement], kind: StatementKind) -> tuple[Said, ...]:
    return tuple(
        Said(text=statement.text, quote=_quote(statement))
        for statement in statements
        if statement.kind == kind
    )


def _expected(session: Session | None, *, veils: bool) -> tuple[Said, ...]:
    """What was expected without the programme."""
    if session is None:
        return ()
    items = (
        session.scenario_items.standing()
        .filter(scenario=Scenario.REFERENCE)
        .order_by("order", "pk")
    )
    if veils:
        items = session.trajectory.participant.veil_rows(items, *NOTE_TEXTS)
    return tuple(
        Said(text=item.text, quote=_quote(item), estimated_by=item.estimated_by) for item in items
    )


def _quote(said: Statement | ScenarioItem) -> str:
    if not said.quote:
        return ""
    return f"‘{said.quote}’ – {said.speaker}" if said.speaker else f"‘{said.quote}’"
