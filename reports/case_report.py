"""The case report: everything it says, finished, for one edition and one reader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from accounts.models import Organisation, User
from costs.lives import Lives, how_sure, lives_along
from costs.models import (
    Scenario,
    ScenarioItem,
    Session,
    Statement,
    StatementKind,
)
from costs.models.session import OPEN
from costs.reading import NOTE_TEXTS
from dow_site.dates import MONTHS, ORDER_ONLY, Precision, When, write_when
from reports.case_costs import CaseCosts
from reports.case_places import findings_of
from reports.case_session import name_of, session_among, sessions_of, standing_of
from reports.case_story import knows_name, story_for
from reports.choice import EVERYTHING, Choice, Part, choose
from reports.dossier_secrets import secrets_of
from reports.editions import EDITION_LABELS, EDITIONS, Edition
from reports.picture import Picture, draw_picture
from reports.progress import progress_facts
from reports.publication import NotPublishable
from trajectories.entries import SHARED, SHARED_ONCE_ALLOWED, Entry, Lane
from trajectories.models import Trajectory
from trajectories.timeline import Timeline

AGE_BANDS = (
    (17, "jonger dan 18"),
    (20, "18 tot en met 20"),
    (23, "21 tot en met 23"),
    (27, "24 tot en met 27"),
)
OLDEST_BAND = "28 of ouder"
UNDATED = "datum niet bekend"
# Said of an event to those who work with the dossier, and to nobody outside.
INTERNAL_NOTES = {SHARED, SHARED_ONCE_ALLOWED}


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
    """A statement or an expectation; `estimated_by` who thought so, `facts` how surely, `key` its row."""

    key: int
    text: str
    quote: str
    estimated_by: str = ""
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class CaseReport:
    """What the case report says. Built by `of` in a bounded number of queries; none after that."""

    template: ClassVar[str] = "reports/case_report.html"

    edition: Edition
    trajectory: int
    session: int | None
    session_is_open: bool
    standing: str
    reference: str
    file_stem: str
    case: str
    name: str
    heading: str
    period: str
    facts: tuple[tuple[str, str], ...]
    running_name: str
    confidentiality: str
    edition_label: str
    printed_on: str
    lanes: tuple[Lane, ...]
    picture: Picture
    legend: tuple[LegendChapter, ...]
    has_estimates: bool
    has_uncertain_lanes: bool
    added_value: tuple[Said, ...]
    attention_points: tuple[Said, ...]
    without: tuple[Said, ...]
    lives: Lives | None
    costs: CaseCosts | None

    @classmethod
    def of(
        cls,
        trajectory: Trajectory,
        edition: Edition,
        *,
        reader: User | None,
        printed_on: date,
        organisation: Organisation | None = None,
        choice: Choice = EVERYTHING,
    ) -> CaseReport:
        """The report as this person may read it; `reader` None is the system itself, on the command line.

        `organisation` is whose referrer reads the edition for referrers, None for one not known; it
        needs the trajectory with its spells and coaches. `choice` is what of the story is told, and of
        which session; the report says so itself. The participant's own edition is OwnStory. The publication edition
        raises NotPublishable while a real name or another detail of somebody in the dossier stands
        in any of its texts.
        """
        is_public, is_shared = edition == Edition.PUBLICATION, edition == Edition.REFERRER
        veils = not knows_name(reader)
        chosen = choose(
            story_for(
                trajectory, edition, reader=reader, organisation=organisation, today=printed_on
            ),
            choice,
        )
        timeline = chosen.story.draw()
        sessions = [] if is_shared else sessions_of(trajectory, reader)
        session = session_among(sessions, choice.session)
        statements = _statements(session, choice, veils=veils)
        notes = _notes(session, choice, veils=veils)
        lives = _lives(timeline, choice, notes)
        participant = trajectory.participant
        name = participant.alias if is_public or veils else str(participant)
        facts = tuple(
            progress_facts(trajectory, organisation, printed_on)
            if is_shared
            else _facts(trajectory, is_public=is_public, knows_person=not veils)
        )
        if chosen.note:
            facts = (*facts, ("Keuze", chosen.note))
        if is_one_of_more := len(sessions) > 1:
            facts = (*facts, ("Sessie", name_of(session)))
        title = participant.veil(trajectory.title) if veils else trajectory.title
        heading = name if is_shared else title or name
        told = "   ".join(f"{label} {value}" for label, value in facts)
        report = cls(
            edition=edition,
            trajectory=trajectory.pk,
            session=session.pk if session else None,
            session_is_open=session is not None and session.status in OPEN,
            standing=standing_of(session)
            if choice.has(Part.MEANING) or choice.has(Part.COSTS)
            else "",
            reference=trajectory.reference,
            file_stem=session.reference if is_one_of_more else trajectory.reference,
            case=_case(trajectory.reference),
            name=name,
            heading=heading,
            period=chosen.period if is_shared or choice.narrows else _period(trajectory),
            facts=facts,
            running_name=name,
            confidentiality=_confidentiality(edition, organisation),
            edition_label=EDITION_LABELS[edition],
            printed_on=write_when(When(printed_on, Precision.DAY), long=True),
            lanes=timeline.lanes,
            picture=draw_picture(timeline, heading=heading, facts=told),
            legend=_legend(timeline, edition),
            has_estimates=any(entry.date_estimated for entry in timeline.entries),
            has_uncertain_lanes=not all(entry.lane_certain for entry in timeline.entries),
            added_value=_said(statements, StatementKind.ADDED_VALUE),
            attention_points=_said(statements, StatementKind.ATTENTION_POINT),
            without=tuple(
                Said(
                    key=note.pk,
                    text=note.text,
                    quote=_quote(note),
                    estimated_by=note.estimated_by,
                    facts=tuple(how_sure(note)),
                )
                for note in notes
                if note.scenario == Scenario.REFERENCE
            ),
            lives=lives,
            costs=CaseCosts.of(
                session,
                is_public=is_public,
                veils=veils,
                with_sums=choice.with_sums,
                without=choice.without,
            )
            if session and choice.has(Part.COSTS)
            else None,
        )
        if is_public and (findings := findings_of(report, secrets_of(trajectory), reader)):
            raise NotPublishable(findings, report)
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
        safe = re.sub(r"[^a-z0-9]+", "-", self.file_stem.lower()).strip("-") or "casus"
        return f"{safe}-{EDITIONS[self.edition].file_word}.pdf"


def _confidentiality(edition: Edition, organisation: Organisation | None) -> str:
    if edition == Edition.REFERRER and organisation:
        return f"Vertrouwelijk: alleen voor {organisation.name}"
    return EDITIONS[edition].confidentiality


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


def _legend(timeline: Timeline, edition: Edition) -> tuple[LegendChapter, ...]:
    return tuple(
        LegendChapter(
            title=chapter.title,
            period=chapter.period,
            entries=tuple(_legend_entry(entry, edition) for entry in chapter.entries),
        )
        for chapter in timeline.chapters
    )


def _legend_entry(entry: Entry, edition: Edition) -> LegendEntry:
    is_outside = edition in (Edition.PUBLICATION, Edition.REFERRER)
    hidden = INTERNAL_NOTES | ({entry.sensitivity_label} if is_outside else set())
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


def _statements(session: Session | None, choice: Choice, *, veils: bool) -> list[Statement]:
    """What was said at the table of what it meant."""
    if session is None or not choice.has(Part.MEANING):
        return []
    statements = list(session.statements.order_by("order", "pk"))
    if veils:
        statements = session.trajectory.participant.veil_rows(
            statements, "text", "quote", "speaker"
        )
    return statements


def _said(statements: list[Statement], kind: StatementKind) -> tuple[Said, ...]:
    return tuple(
        Said(key=statement.pk, text=statement.text, quote=_quote(statement))
        for statement in statements
        if statement.kind == kind
    )


def _notes(session: Session | None, choice: Choice, *, veils: bool) -> list[ScenarioItem]:
    """What hangs on the wall, as this edition may tell it."""
    if session is None or not choice.has(Part.MEANING):
        return []
    notes = list(session.scenario_items.standing().order_by("order", "pk"))
    return session.trajectory.participant.veil_rows(notes, *NOTE_TEXTS) if veils else notes


def _lives(timeline: Timeline, choice: Choice, notes: list[ScenarioItem]) -> Lives | None:
    """The two lives, where the wall tells both; what only the timeline tells was printed already."""
    if choice.narrows:
        # A stretch that stays out takes its notes along.
        told = {None, *(chapter.key for chapter in timeline.chapters)}
        notes = [note for note in notes if note.chapter_id in told]
    lives = lives_along(timeline, notes)
    return lives if notes and not lives.told_by_timeline else None


def _quote(said: Statement | ScenarioItem) -> str:
    if not said.quote:
        return ""
    return f"‘{said.quote}’ – {said.speaker}" if said.speaker else f"‘{said.quote}’"
