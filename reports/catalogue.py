"""Every report about one participant, with what it is and for whom: the page Verslagen reads it here.

A report that can be printed from a dossier has its line here, or a test fails.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from accounts.models import User
from coaching.models import CardLanguage, HandoverLetter
from dow_site.access import Action, Scope, scope_of
from reports.editions import EDITIONS
from reports.progress import referring_organisations
from trajectories.models import Trajectory

PLAN = "Trajectplan"
TALKS = "Overzicht van de gesprekken"
# The newest letters; older ones stand with their hand-over.
_MOST_LETTERS = 5


@dataclass(frozen=True, kw_only=True)
class Printable:
    """A report that somebody may print of this dossier: its name, what it is and for whom, and where."""

    label: str
    about: str
    url: str
    has_period: bool = False  # it asks which days
    is_page: bool = False  # it opens a page first, no paper


def printables(user: User, trajectory: Trajectory) -> tuple[Printable, ...]:
    """What this person may print of a dossier that he sees; a fixed number of queries."""
    found = Trajectory.objects.actions_on(user, trajectory, *_ACTIONS)
    allowed = {action for action in _ACTIONS if _may(user, action, found)}
    return tuple(_listed(user, trajectory, allowed))


_ACTIONS = (
    *(facts.action for facts in EDITIONS.values()),
    Action.PRINT_TIMELINE,
    Action.PRINT_PLAN,
    Action.VIEW_TALK,
    Action.VIEW_PROGRESS,
    Action.SHARE_WEEK,
    Action.PRINT_ACCESS_LOG,
    Action.ANSWER_ACCESS_REQUEST,
)


def _may(user: User, action: Action, found: frozenset[Action]) -> bool:
    # What somebody wrote himself he may print, whoever the dossier belongs to.
    return action in found or scope_of(user, action) == Scope.AUTHORED


def _listed(user: User, trajectory: Trajectory, allowed: set[Action]) -> Iterator[Printable]:
    pk = trajectory.pk
    for edition, facts in EDITIONS.items():
        if facts.action in allowed:
            yield Printable(
                label=f"Verslag: {facts.label}",
                about=facts.explanation,
                url=f"{reverse('reports:print', args=[pk])}?uitgave={edition.value}",
                is_page=True,
            )
    if Action.PRINT_TIMELINE in allowed:
        yield Printable(
            label="Tijdlijn",
            about="De weg met alle banen en gebeurtenissen die jij leest. Om naast een gesprek te "
            "leggen. Filter je eerst op de tijdlijn zelf, dan druk je alleen dat af.",
            url=reverse("reports:timeline", args=[pk]),
        )
    if Action.PRINT_PLAN in allowed:
        yield Printable(
            label=PLAN,
            about="Doelen, afspraken en mijlpalen. Om samen te bekijken en te tekenen: deelnemer, "
            "coach en school of gemeente.",
            url=reverse("reports:trajectory_plan", args=[pk]),
        )
    if Action.VIEW_TALK in allowed:
        yield Printable(
            label=TALKS,
            about="Wie er was, wat er is afgesproken en hoe het werk gaat. Voor wie de gesprekken "
            "mag lezen.",
            url=reverse("reports:talk_overview", args=[pk]),
            has_period=True,
        )
    if Action.VIEW_PROGRESS in allowed and referring_organisations(trajectory):
        yield Printable(
            label="Voortgang voor de verwijzer",
            about="Alleen wat met de verwijzer is gedeeld. Voor het overleg met de gemeente.",
            url=reverse("reports:progress_pdf", args=[pk]),
        )
    if Action.SHARE_WEEK in allowed:
        yield Printable(
            label="Mijn week",
            about="Eén blad met de afspraken en tijden van deze week. Voor de deelnemer zelf.",
            url=reverse("coaching:week_pdf", args=[pk, CardLanguage.DUTCH.value]),
        )
    letters = HandoverLetter.objects.visible_to(user).filter(trajectory=trajectory)
    for letter in letters.select_related("handover__to_coach").order_by("-pk")[:_MOST_LETTERS]:
        yield Printable(
            label=f"Overdrachtsbrief aan {letter.handover.to_coach}",
            about="Wat de volgende coach moet weten. Voor de coach die overneemt; de deelnemer mag "
            "hem lezen.",
            url=reverse("reports:handover_letter", args=[letter.pk]),
        )
    if Action.PRINT_ACCESS_LOG in allowed:
        yield Printable(
            label="Wie keek in dit dossier",
            about="Elke dag en elke naam. Voor de deelnemer als hij dat vraagt.",
            url=reverse("reports:access_log", args=[pk]),
        )
    if Action.ANSWER_ACCESS_REQUEST in allowed:
        yield Printable(
            label="Inzageverzoek: alles over deze deelnemer",
            about="Alles wat er staat, op papier en als bestand. Voor de deelnemer als hij dat "
            "vraagt. Je kiest eerst wat er over anderen wordt weggelaten.",
            url=reverse("reports:access_requests", args=[pk]),
            is_page=True,
        )
