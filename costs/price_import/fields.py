"""What a list of prices can hold, by column. Pure."""

from __future__ import annotations

from dow_site.columns import Field

PRICE_FIELDS = (
    Field(name="code", label="Code", headings=("Prijscode", "Nummer", "Nr")),
    Field(name="category", label="Categorie", headings=("Hoofdstuk", "Rubriek", "Groep")),
    Field(name="name", label="Naam", headings=("Omschrijving", "Prijs van", "Dienst", "Product")),
    Field(
        name="amount",
        label="Bedrag",
        headings=("Prijs", "Tarief", "Kosten", "Bedrag in euro", "Gemiddeld"),
    ),
    Field(name="low", label="Laag bedrag", headings=("Laag", "Minimum", "Van", "Ondergrens")),
    Field(name="high", label="Hoog bedrag", headings=("Hoog", "Maximum", "Bovengrens")),
    Field(name="unit", label="Eenheid", headings=("Per",)),
    Field(name="price_year", label="Prijspeil", headings=("Prijsjaar", "Jaar", "Prijspeiljaar")),
    Field(name="law", label="Wet", headings=("Wettelijk kader",)),
    Field(name="payer", label="Betaler", headings=("Wie betaalt", "Financier")),
    Field(name="gross_net", label="Bruto of netto", headings=("Bruto netto",)),
    Field(name="age_min", label="Leeftijd vanaf", headings=("Minimumleeftijd",)),
    Field(name="age_max", label="Leeftijd tot en met", headings=("Maximumleeftijd",)),
    Field(name="region", label="Regio", headings=("Gebied",)),
    Field(name="away_from_home", label="Alleen voor wie uitwonend is", headings=("Uitwonend",)),
    Field(name="valid_from", label="Geldig vanaf", headings=("Ingangsdatum", "Geldig van")),
    Field(name="valid_to", label="Geldig tot en met", headings=("Einddatum", "Geldig tot")),
    Field(name="note", label="Toelichting", headings=("Opmerking", "Opmerkingen")),
)
SOURCE_FIELDS = (
    Field(name="source_code", label="Broncode"),
    Field(name="source_title", label="Bron", headings=("Titel van de bron", "Bronvermelding")),
    Field(name="source_publisher", label="Uitgever van de bron", headings=("Uitgever",)),
    Field(name="source_item", label="Onderdeel van de bron", headings=("Bladzijde", "Onderdeel")),
    Field(name="source_url", label="Adres van de bron", headings=("Link", "URL", "Website")),
    Field(name="source_retrieved_on", label="Bron bekeken op", headings=("Bekeken op",)),
    Field(name="source_note", label="Toelichting bij de bron"),
    Field(name="source_kind", label="Soort bron"),
)
FIELDS = (*PRICE_FIELDS, *SOURCE_FIELDS)
LABELS = {field.name: field.label for field in FIELDS}
SOURCE = "source_"
