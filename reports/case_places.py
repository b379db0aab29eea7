"""Where each text of a case report comes from, and the form in which it is changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from accounts.models import User
from costs.lives import Lives
from dow_site.access import Action, may_anywhere
from reports.case_costs import CaseCosts
from reports.publication import Finding, Place, Secrets

if TYPE_CHECKING:
    from reports.case_report import CaseReport

OTHERWISE = "de overige tekst van het verslag"
# What one must be allowed to do to open a form that mends a text.
MENDS = (Action.EDIT_EVENT, Action.EDIT_TRAJECTORY, Action.EDIT_PARTICIPANT, Action.EDIT_SESSION)


@dataclass(frozen=True)
class _Links:
    """The addresses of forms, as far as this reader may open them; empty for the others."""

    may: frozenset[Action]

    def to(self, action: Action, route: str, *args: object) -> str:
        return reverse(route, args=args) if action in self.may else ""


def findings_of(report: CaseReport, secrets: Secrets, reader: User | None) -> tuple[Finding, ...]:
    """What must be mended, and in which form, as far as this reader may open it.

    Every text that somebody wrote is a place of its own. Then all the rest is read, to be sure: a
    label that a picture repeats adds nothing to where it came from.
    """
    may = {action for action in MENDS if reader is None or may_anywhere(reader, action)}
    named = list(_named(report, _Links(frozenset(may))))
    seen = "\n".join(place.text for place in named)
    # A card holds the beginning of a text that was named already.
    rest = [
        Place(where=OTHERWISE, text=text)
        for text in dict.fromkeys(_all_texts(report))
        if text.removesuffix("…") not in seen
    ]
    found = secrets.findings(named)
    told = {finding.what for finding in found}
    return found + tuple(one for one in secrets.findings(rest) if one.what not in told)


def _named(report: CaseReport, links: _Links) -> Iterator[Place]:
    title = links.to(Action.EDIT_TRAJECTORY, "trajectories:title_edit", report.trajectory)
    person = links.to(Action.EDIT_PARTICIPANT, "trajectories:participant_edit", report.trajectory)
    yield Place(where="de titel", text=report.heading, url=title)
    for label, value in report.facts:
        yield Place(where=f"de gegevens ({label.lower()})", text=value, url=person)
    for lane in report.lanes:
        url = (
            links.to(Action.EDIT_TRAJECTORY, "trajectories:lane_edit", lane.key) if lane.key else ""
        )
        yield Place(where=f"de naam van een baan ({lane.label})", text=lane.label, url=url)
    for narrative in report.picture.narratives:
        url = (
            links.to(Action.EDIT_TRAJECTORY, "trajectories:chapter_edit", narrative.key)
            if narrative.key
            else ""
        )
        where = f"hoofdstuk ‘{narrative.title}’"
        yield Place(where=where, text=f"{narrative.title}\n{narrative.text}", url=url)
    for chapter in report.legend:
        for entry in chapter.entries:
            yield Place(
                where=f"gebeurtenis {entry.number}",
                text=f"{entry.text}\n{entry.quote}",
                url=links.to(Action.EDIT_EVENT, "trajectories:event_edit", entry.key),
            )
    yield from _of_session(report, links)


def _of_session(report: CaseReport, links: _Links) -> Iterator[Place]:
    """What was said and computed in the session; one that is closed is mended in a new version."""

    def form(route: str, *args: object) -> str:
        if not report.session_is_open:
            return links.to(Action.EDIT_SESSION, "costs:session", report.session)
        return links.to(Action.EDIT_SESSION, route, *args)

    for where, spoken, route in (
        ("meerwaarde", report.added_value, "costs:statement_edit"),
        ("aandachtspunt", report.attention_points, "costs:statement_edit"),
        ("zonder DOW,", report.without, "costs:note_edit"),
    ):
        for number, said in enumerate(spoken, start=1):
            parts = said.text, said.quote, said.estimated_by, *(value for _, value in said.facts)
            yield Place(where=f"{where} {number}", text="\n".join(parts), url=form(route, said.key))
    if report.lives:
        yield from _of_lives(report.lives, form("costs:wall", report.session))
    if report.costs:
        yield from _of_costs(report.costs, report, form)


def _of_lives(lives: Lives, wall: str) -> Iterator[Place]:
    for stretch in lives.drawing.stretches:
        # What really happened is named as the events that it is.
        hung = () if lives.told_by_timeline else stretch.with_programme
        for life, notes in (("met", hung), ("zonder", stretch.without)):
            for number, note in enumerate(notes, start=1):
                where = f"briefje {number} bij ‘{stretch.title}’ ({life} DOW)"
                yield Place(where=where, text=f"{note.text}\n{note.aside}", url=wall)


def _of_costs(costs: CaseCosts, report: CaseReport, form) -> Iterator[Place]:
    for row in costs.rows:
        parts = row.label, row.condition, row.extent, row.payer_note, row.override_reason
        yield Place(
            where=f"kostenregel {row.letter}",
            text="\n".join(
                (*parts, *row.formulas, *row.warnings, *(value for _, value in row.facts))
            ),
            url=form("costs:line_edit", row.key),
        )
    for unpriced in costs.unpriced:
        for number, (key, label) in enumerate(unpriced.lines, start=1):
            yield Place(
                where=f"niet geprijsd ({unpriced.title.lower()}) {number}",
                text=f"{label}\n{unpriced.reason}",
                url=form("costs:line_edit", key),
            )
    for note in costs.footnotes:
        # A source is chosen at its lines, and may not change once a list in use names it.
        session = form("costs:session", report.session)
        yield Place(where=f"bron {note.number}", text=note.text, url=session)
    # These are said afterwards, so they may be changed after the session is closed.
    for what, said_of_rows in (("bezwaar", costs.objections), ("werkelijkheid", costs.realities)):
        for number, said in enumerate(said_of_rows, start=1):
            yield Place(
                where=f"{what} {number}",
                text=f"{said.label}\n{said.text}\n{said.aside}",
                url=said.url,
            )
    for label, value in costs.at_the_table:
        yield Place(
            where=f"wie zat er aan tafel ({label.lower()})",
            text=value,
            url=form("costs:session_edit", report.session),
        )


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
