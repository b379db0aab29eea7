"""One way to make an edition of the case report: for the page, the command and a run of many."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from accounts.models import Organisation, User
from dow_site.access import Role
from dow_site.pdf import render_report
from reports.case_report import CaseReport
from reports.choice import EVERYTHING, Choice
from reports.dossier_secrets import secrets_of
from reports.editions import Edition
from reports.own_story import OwnStory
from reports.paper_text import text_of_pages
from reports.progress import referring_organisations
from reports.publication import NotPublishable, Place
from trajectories.models import Trajectory

EditionReport = CaseReport | OwnStory


@dataclass(frozen=True, kw_only=True)
class PrintedEdition:
    """A finished edition: what it says, the page it was made of, and the PDF."""

    report: EditionReport
    html: str
    content: bytes


def report_of(
    trajectory: Trajectory,
    edition: Edition,
    *,
    reader: User | None,
    printed_on: date,
    organisation: Organisation | None = None,
    choice: Choice = EVERYTHING,
) -> EditionReport:
    """What an edition says, of one trajectory; the caller has checked EDITIONS' action.

    `reader` None is the system itself. `organisation` is whose referrer reads the edition for
    referrers; without one it is who referred first. Raises NotPublishable for a publication that would show who somebody is.
    """
    if edition == Edition.PARTICIPANT:
        return OwnStory.of(trajectory, reader=reader, printed_on=printed_on, choice=choice)
    if edition == Edition.REFERRER:
        organisation = reading_organisation(trajectory, reader, organisation)
    return CaseReport.of(
        trajectory,
        edition,
        reader=reader,
        printed_on=printed_on,
        organisation=organisation,
        choice=choice,
    )


def print_edition(
    trajectory: Trajectory,
    edition: Edition,
    *,
    reader: User | None,
    printed_on: date,
    organisation: Organisation | None = None,
    choice: Choice = EVERYTHING,
) -> PrintedEdition:
    """The edition as PDF; refuses like `report_of`, before anything is rendered.

    Of a publication the finished paper is read once more, with broken words made whole, so that
    nothing gets out that the report itself did not know of: NotPublishable then names the page.
    """
    report = report_of(
        trajectory,
        edition,
        reader=reader,
        printed_on=printed_on,
        organisation=organisation,
        choice=choice,
    )
    rendered = render_report(report)
    if edition == Edition.PUBLICATION:
        places = [
            Place(where=f"bladzijde {number} van de pdf", text=text)
            for number, text in enumerate(text_of_pages(rendered.content), start=1)
        ]
        if findings := secrets_of(trajectory).findings(places, by_line=True):
            raise NotPublishable(findings, report)
    return PrintedEdition(report=report, html=rendered.html, content=rendered.content)


def reading_organisation(
    trajectory: Trajectory, reader: User | None, chosen: Organisation | None = None
) -> Organisation | None:
    """Whose referrer reads: a referrer's own, else the one chosen, the first who referred, or nobody known."""
    if reader is not None and reader.role == Role.REFERRER:
        return reader.organisation
    return chosen or next(iter(referring_organisations(trajectory)), None)
