"""What a list of people can hold, per kind of import. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dow_site.columns import Field, heading_key
from participants.models.people_import import ImportKind

FULL_NAME = "full_name"
_NAME = (
    Field(
        name=FULL_NAME,
        label="Naam voluit",
        headings=("Naam", "Volledige naam", "Naam deelnemer", "Naam jongere", "Deelnemer"),
    ),
    Field(name="given_name", label="Voornaam", headings=("Roepnaam", "Voornamen")),
    Field(
        name="name_prefix",
        label="Tussenvoegsel",
        headings=("Tussenvoegsels", "Tussenv", "Tv", "Voorvoegsel"),
    ),
    Field(name="family_name", label="Achternaam", headings=("Familienaam", "Geslachtsnaam")),
    Field(
        name="birth_date",
        label="Geboortedatum",
        headings=("Geboren", "Geboren op", "Geb datum", "Gebdat", "Geboortedag"),
    ),
    Field(
        name="phone",
        label="Telefoon",
        headings=("Telefoonnummer", "Tel", "Telnr", "Mobiel", "Mobiel nummer", "Gsm", "06"),
    ),
    Field(name="email", label="E-mailadres", headings=("E-mail", "Mail", "Mailadres")),
)
_CAME = (
    Field(
        name="received_on",
        label="Aangemeld op",
        headings=("Aanmelddatum", "Datum aanmelding", "Datum", "Ontvangen op", "Ontvangen"),
    ),
    Field(name="source", label="Aangemeld door", headings=("Bron", "Route", "Via")),
    Field(
        name="organisation",
        label="Organisatie van de verwijzer",
        headings=("Organisatie", "Verwijzende organisatie", "Verwijzende gemeente"),
    ),
)
FIELDS: Mapping[ImportKind, Sequence[Field]] = {
    ImportKind.REFERRALS: (
        *_NAME,
        *_CAME,
        Field(name="reason_category", label="Reden", headings=("Reden aanmelding",)),
        Field(
            name="own_words",
            label="In eigen woorden",
            headings=("Wens", "Wensen", "Motivatie", "Toelichting"),
        ),
    ),
    ImportKind.PARTICIPANTS: (
        *_NAME,
        Field(name="alias", label="Schuilnaam"),
        Field(name="municipality", label="Gemeente", headings=("Woongemeente",)),
        Field(name="language", label="Taal", headings=("Moedertaal", "Thuistaal")),
        Field(name="education", label="Opleiding", headings=("Opleidingsniveau", "Niveau")),
        Field(name="income_at_start", label="Inkomen bij de start", headings=("Inkomen",)),
        Field(name="living_situation", label="Woonsituatie", headings=("Wonen",)),
        Field(name="wishes", label="Wensen", headings=("Wens", "In eigen woorden")),
        *_CAME,
    ),
}
_NUMBER_OF_THE_CITIZEN = {"bsn", "bsnnummer", "burgerservicenummer", "sofinummer", "sofi"}


def holds_bsn(heading: str) -> bool:
    """Whether the heading says that the column holds citizen service numbers."""
    return heading_key(heading) in _NUMBER_OF_THE_CITIZEN


def labels(kind: str) -> dict[str, str]:
    """The Dutch name of each field of the kind, in the order of the form."""
    return {field.name: field.label for field in FIELDS[ImportKind(kind)]}
