"""The editions of a case report: for whom each is made, and who may print it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from accounts.models import User
from dow_site.access import Action, may_anywhere


class Edition(StrEnum):
    """For whom a case report is printed."""

    FULL = "full"
    PUBLICATION = "publication"
    REFERRER = "referrer"
    PARTICIPANT = "participant"


@dataclass(frozen=True, kw_only=True)
class EditionFacts:
    """What an edition is called, what stands above its pages, and what one may do to print it."""

    label: str
    explanation: str
    confidentiality: str
    file_word: str
    action: Action


EDITIONS: Mapping[Edition, EditionFacts] = {
    Edition.FULL: EditionFacts(
        label="volledig verslag",
        explanation="Voor eigen gebruik. Alles staat erin, ook de kosten.",
        confidentiality="Vertrouwelijk: alleen voor wie dit dossier mag lezen",
        file_word="volledig",
        action=Action.PRINT_CASE_REPORT,
    ),
    Edition.PUBLICATION: EditionFacts(
        label="publicatie",
        explanation="Voor buiten. Met de schuilnaam, en pas als er geen echte namen meer in staan.",
        confidentiality="Met een verzonnen naam; alleen met toestemming te delen",
        file_word="publicatie",
        action=Action.PRINT_CASE_REPORT,
    ),
    Edition.REFERRER: EditionFacts(
        label="voor de verwijzer",
        explanation="Alleen wat met de verwijzer gedeeld is. Zonder kosten.",
        confidentiality="Vertrouwelijk: alleen voor de verwijzer",
        file_word="voor-verwijzer",
        action=Action.VIEW_PROGRESS,
    ),
    Edition.PARTICIPANT: EditionFacts(
        label="mijn verhaal",
        explanation="Voor de deelnemer zelf. In gewone woorden en grote letters, afspraken eerst.",
        confidentiality="Dit verhaal is van jou. Jij bepaalt wie het leest",
        file_word="mijn-verhaal",
        action=Action.PRINT_OWN_STORY,
    ),
}
EDITION_LABELS = {edition: facts.label for edition, facts in EDITIONS.items()}


def editions_for(user: User) -> tuple[Edition, ...]:
    """The editions that this person may print of some dossier, in the order of the enumeration."""
    return tuple(edition for edition in Edition if may_anywhere(user, EDITIONS[edition].action))
