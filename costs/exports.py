"""The columns of sessions as a spreadsheet."""

from __future__ import annotations

from accounts.exports import Column
from accounts.models import User
from costs.price_facts import end_amount
from costs.price_filters import PriceYearFilter


def session_columns(user: User) -> tuple[Column, ...]:
    """What the list says of a session to this reader; a name only to who may know it."""

    def title(session):
        trajectory = session.trajectory
        return trajectory.participant.veil_for(user)(trajectory.title)

    return (
        Column(
            heading="Casus",
            value=lambda session: session.reference,
            meaning="Het kenmerk van de sessie.",
        ),
        Column(
            heading="Wie",
            value=lambda session: session.trajectory.participant.name_for(user),
            meaning="De naam, of de schuilnaam als je alleen die mag lezen.",
        ),
        Column(heading="Titel", value=title, meaning="De titel van het traject."),
        Column(
            heading="Stand",
            value=lambda session: session.get_status_display(),
            meaning="Van concept tot vastgesteld.",
        ),
        Column(
            heading="Versie",
            value=lambda session: session.version_number,
            meaning="De hoeveelste versie van deze casus het is.",
        ),
        Column(
            heading="Vastgesteld op",
            value=lambda session: session.approved_at,
            meaning="Wanneer de controller haar vaststelde; leeg als dat nog niet zo is.",
        ),
        Column(
            heading="Effectencalculateur",
            value=lambda session: session.facilitator.name if session.facilitator else None,
            meaning="Wie de sessie leidt.",
        ),
    )


def price_columns(look: PriceYearFilter) -> tuple[Column, ...]:
    """What a price list says of a price; with a look at another price year also the amounts of that year."""
    return (
        Column(heading="Prijs", value=lambda price: price.name, meaning="Waar de prijs voor is."),
        Column(
            heading="Soort", value=lambda price: price.category, meaning="Waaronder de prijs valt."
        ),
        Column(
            heading="Code",
            value=lambda price: price.code,
            meaning="Waaraan dezelfde prijs in een andere versie te herkennen is.",
        ),
        Column(
            heading="Bedrag laag",
            value=lambda price: end_amount(price, "low"),
            meaning="Het bedrag in euro; bij een bandbreedte het laagste.",
        ),
        Column(
            heading="Bedrag hoog",
            value=lambda price: end_amount(price, "high"),
            meaning="Het bedrag in euro; bij een bandbreedte het hoogste.",
        ),
        Column(
            heading="Per",
            value=lambda price: price.get_unit_display(),
            meaning="Waar het bedrag één keer voor geldt; leeg als de bron dat niet vermeldt.",
        ),
        Column(
            heading="Prijspeil",
            value=lambda price: price.price_year,
            meaning="Het jaar waarin de prijs zo was; leeg als dat niet bekend is.",
        ),
        *(_at_that_year(look) if look.is_active else ()),
        Column(
            heading="Betaler",
            value=lambda price: price.get_payer_display(),
            meaning="Wie het betaalt.",
        ),
        Column(
            heading="Wet",
            value=lambda price: price.get_law_display(),
            meaning="De wet waaruit het betaald wordt.",
        ),
        Column(
            heading="Geldig vanaf",
            value=lambda price: price.valid_from,
            meaning="De eerste dag; leeg als die niet bekend is.",
        ),
        Column(
            heading="Geldig tot en met",
            value=lambda price: price.valid_to,
            meaning="De laatste dag; leeg als de prijs nog geldt.",
        ),
        Column(
            heading="Bron", value=lambda price: str(price.source), meaning="Waar de prijs staat."
        ),
        Column(
            heading="Toelichting",
            value=lambda price: price.note,
            meaning="Wat er verder bij de prijs hoort.",
        ),
    )


def _at_that_year(look):
    year = look.chosen("year")

    def at(end):
        def sentence(price):
            amount = end_amount(price, end)
            is_norm = price.source.is_benefit_norm
            return look.at_year(amount, price.price_year, is_benefit_norm=is_norm).sentence

        return sentence

    return (
        Column(
            heading=f"Laag in prijspeil {year}",
            value=at("low"),
            meaning=f"Het laagste bedrag volgens {look.chosen('series')}, of waarom dat er niet is.",
        ),
        Column(
            heading=f"Hoog in prijspeil {year}",
            value=at("high"),
            meaning=f"Het hoogste bedrag volgens {look.chosen('series')}, of waarom dat er niet is.",
        ),
    )
