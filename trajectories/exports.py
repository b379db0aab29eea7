"""The columns of trajectories and of the events of a dossier as a spreadsheet."""

from __future__ import annotations

import datetime

from accounts.exports import Column
from accounts.models import User
from dow_site.access import Action, may_anywhere
from dow_site.dates import Precision, When, write_when
from trajectories.dossier import coaches_of, current_state
from trajectories.models import LifeDomain

_DOMAINS = dict(LifeDomain.choices)


def trajectory_columns(user: User, today: datetime.date) -> tuple[Column, ...]:
    """What the list says of a trajectory to this reader; reads its spells and its coaches."""
    knows_names = may_anywhere(user, Action.VIEW_PARTICIPANT)
    return (
        Column(
            heading="Deelnemer",
            value=lambda trajectory: trajectory.participant.name_for(user),
            meaning="De naam zoals jij die mag lezen.",
        ),
        Column(
            heading="Kenmerk",
            value=lambda trajectory: trajectory.reference,
            meaning="Het nummer van het traject.",
        ),
        Column(
            heading="Nu",
            value=lambda trajectory: current_state(trajectory, today),
            meaning="De fase van vandaag, of dat iemand op pauze is of er niet (meer) is.",
        ),
        Column(
            heading="Eerste dag",
            value=lambda trajectory: min(_days(trajectory, "starts_on"), default=None),
            meaning="De eerste dag van het eerste trajectdeel.",
        ),
        Column(
            heading="Laatste dag",
            value=_last_day,
            meaning="De laatste dag van het laatste trajectdeel; leeg zolang er een loopt.",
        ),
        Column(
            heading="Trajectdelen",
            value=lambda trajectory: len(trajectory.stays),
            meaning="Hoeveel aaneengesloten perioden er zijn.",
        ),
        Column(
            heading="Leeftijd bij de start",
            value=lambda trajectory: trajectory.age_at_start,
            meaning="In hele jaren; leeg als die niet bekend is.",
        ),
        Column(
            heading="Coach",
            value=lambda trajectory: ", ".join(
                coach.name for coach in coaches_of(trajectory, today)
            ),
            meaning="Wie vandaag coach is.",
        ),
        Column(
            heading="Gemeente",
            value=lambda trajectory: (
                trajectory.participant.municipality.name.removeprefix("Gemeente ")
                if knows_names and trajectory.participant.municipality
                else None
            ),
            meaning="Waar iemand woont.",
        ),
    )


def _days(trajectory, name):
    return [getattr(spell, name) for spell in trajectory.stays]


def _last_day(trajectory):
    days = _days(trajectory, "ends_on")
    return None if None in days else max(days, default=None)


EVENT_COLUMNS = (
    Column(
        heading="Wanneer",
        value=lambda event: _when(event),
        meaning="Zo precies als het bekend is.",
    ),
    Column(
        heading="Datum",
        value=lambda event: event.starts_on,
        meaning="De eerste dag; bij een maand of jaar een dag daarin. Leeg zonder datum.",
    ),
    Column(
        heading="Tot en met",
        value=lambda event: event.ends_on,
        meaning="De laatste dag, als het langer duurde.",
    ),
    Column(
        heading="Gepland voor",
        value=lambda event: event.planned_on,
        meaning="De geplande dag van een mijlpaal.",
    ),
    Column(
        heading="Hoofdstuk",
        value=lambda event: event.chapter.title if event.chapter else None,
        meaning="Het deel van het verhaal.",
    ),
    Column(
        heading="Soort",
        value=lambda event: event.get_kind_display(),
        meaning="Wat voor gebeurtenis het is.",
    ),
    Column(
        heading="Wie",
        value=lambda event: ", ".join(lane.label for lane in event.lanes.all()),
        meaning="De banen waarop de gebeurtenis staat.",
    ),
    Column(
        heading="Wat gebeurde er",
        value=lambda event: event.text,
        meaning="De tekst van de gebeurtenis.",
    ),
    Column(
        heading="In eigen woorden",
        value=lambda event: event.quote,
        meaning="Wat iemand letterlijk zei.",
    ),
    Column(
        heading="Wie zei dat",
        value=lambda event: event.speaker,
        meaning="Van wie die woorden zijn.",
    ),
    Column(
        heading="Leefgebieden",
        value=lambda event: ", ".join(_DOMAINS[domain] for domain in event.life_domains),
        meaning="Waar de gebeurtenis over gaat.",
    ),
    Column(
        heading="Werkzaam element",
        value=lambda event: event.get_working_element_display(),
        meaning="Wat het laat zien van hoe het programma werkt.",
    ),
    Column(
        heading="Gevoeligheid",
        value=lambda event: event.get_sensitivity_display(),
        meaning="Gewoon, familie, geld, gezondheid of verslaving.",
    ),
    Column(
        heading="Gedeeld",
        value=lambda event: event.shared_with_referrer,
        meaning="Of de verwijzer dit mag lezen.",
    ),
    Column(
        heading="Vastgelegd door",
        value=lambda event: event.recorded_by.name if event.recorded_by else None,
        meaning="Wie het opschreef.",
    ),
    Column(
        heading="Vastgelegd op",
        value=lambda event: event.recorded_at,
        meaning="Wanneer het werd opgeschreven.",
    ),
)


def _when(event) -> str:
    when = When(
        event.starts_on,
        Precision(event.precision),
        event.ends_on,
        Precision(event.end_precision) if event.end_precision else None,
    )
    return write_when(when, long=True)
