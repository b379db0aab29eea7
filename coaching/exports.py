"""The columns of talks, agreements and aftercare as a spreadsheet."""

from __future__ import annotations

from accounts.exports import Column
from accounts.models import User
from coaching.reading import MOOD_WORDS


def agreement_columns(user: User) -> tuple[Column, ...]:
    """What the lists say of an agreement to this reader."""
    return (
        Column(
            heading="Deelnemer",
            value=lambda agreement: agreement.trajectory.participant.name_for(user),
            meaning="De naam zoals jij die mag lezen.",
        ),
        Column(
            heading="Kenmerk",
            value=lambda agreement: agreement.trajectory.reference,
            meaning="Het nummer van het traject.",
        ),
        Column(
            heading="Afspraak",
            value=lambda agreement: agreement.what,
            meaning="Wat er gaat gebeuren.",
        ),
        Column(
            heading="Wie",
            value=lambda agreement: agreement.get_owner_display(),
            meaning="Wie het doet.",
        ),
        Column(
            heading="Afgesproken op",
            value=lambda agreement: agreement.made_on,
            meaning="De dag waarop de afspraak is gemaakt.",
        ),
        Column(
            heading="Voor",
            value=lambda agreement: agreement.due_on,
            meaning="De dag waarop het klaar is.",
        ),
        Column(
            heading="Stand",
            value=lambda agreement: agreement.get_status_display(),
            meaning="Open, verzet, gelukt of niet gelukt.",
        ),
        Column(
            heading="Afgerond op",
            value=lambda agreement: agreement.closed_on,
            meaning="De dag waarop bleek of het gelukt was; leeg zolang de afspraak open is.",
        ),
        Column(
            heading="Antwoord van de verwijzer",
            value=lambda agreement: agreement.answer,
            meaning="Wat de verwijzer terugschreef.",
        ),
    )


TALK_COLUMNS = (
    Column(heading="Datum", value=lambda talk: talk.held_on, meaning="De dag van het gesprek."),
    Column(
        heading="Soort",
        value=lambda talk: talk.get_kind_display(),
        meaning="Een gesprek, een groepsgesprek, niet gekomen of niet bereikt.",
    ),
    Column(
        heading="Stand",
        value=lambda talk: talk.get_status_display(),
        meaning="Concept, wordt meegelezen of klaar.",
    ),
    Column(heading="Door", value=lambda talk: talk.author.name, meaning="Wie het vastlegde."),
    Column(heading="Minuten", value=lambda talk: talk.minutes, meaning="Hoe lang het duurde."),
    Column(heading="Plaats", value=lambda talk: talk.get_place_display(), meaning="Waar het was."),
    Column(
        heading="Dagdelen gepland",
        value=lambda talk: talk.parts_planned,
        meaning="Van de week voor het gesprek; leeg als er niet naar gevraagd is.",
    ),
    Column(
        heading="Dagdelen geweest",
        value=lambda talk: talk.parts_present,
        meaning="Hoeveel daarvan iemand er was.",
    ),
    Column(
        heading="Wat ging er goed",
        value=lambda talk: talk.went_well,
        meaning="In de woorden van het gesprek.",
    ),
    Column(
        heading="Hoe gaat het (1 tot 5)",
        value=lambda talk: talk.mood,
        meaning=", ".join(f"{step} is {words}" for step, words in MOOD_WORDS.items()) + ".",
    ),
    Column(
        heading="In eigen woorden",
        value=lambda talk: talk.mood_words,
        meaning="Hoe het gaat, in woorden van de deelnemer.",
    ),
    Column(
        heading="Volgend gesprek",
        value=lambda talk: talk.next_talk_on,
        meaning="De dag die is afgesproken.",
    ),
    Column(
        heading="Volgende stap", value=lambda talk: talk.next_step, meaning="Wat er nu gebeurt."
    ),
    Column(
        heading="Opmerking van de deelnemer",
        value=lambda talk: talk.participant_remark,
        meaning="Wat de deelnemer over het gesprek zei.",
    ),
)

CONTACT_COLUMNS = (
    Column(
        heading="Moment",
        value=lambda contact: contact.label or "Contact tussendoor",
        meaning="Welk moment van het plan; anders een contact tussendoor.",
    ),
    Column(
        heading="Gepland op", value=lambda contact: contact.planned_on, meaning="De geplande dag."
    ),
    Column(
        heading="Contact op",
        value=lambda contact: contact.contacted_on,
        meaning="De dag van het contact of de poging.",
    ),
    Column(
        heading="Hoe het ging",
        value=lambda contact: contact.get_outcome_display(),
        meaning="Gepland, gesproken, niet bereikt of vervallen.",
    ),
    Column(
        heading="Met wie",
        value=lambda contact: contact.get_with_whom_display() if contact.contacted_on else None,
        meaning="Wie er gesproken of gezocht is.",
    ),
    Column(
        heading="Waar nu",
        value=lambda contact: contact.get_status_display(),
        meaning="Waar iemand is, zoals hij of iemand bij hem zei.",
    ),
    Column(
        heading="Hoe gaat het",
        value=lambda contact: contact.get_how_is_it_display(),
        meaning="Goed, het gaat wel of zwaar.",
    ),
    Column(
        heading="Hulp nodig",
        value=lambda contact: contact.help_needed,
        meaning="Welke hulp nodig is.",
    ),
    Column(heading="Wat nu", value=lambda contact: contact.next_step, meaning="Wat er nu gebeurt."),
    Column(heading="Verder", value=lambda contact: contact.note, meaning="In een paar woorden."),
)
