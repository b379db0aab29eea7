"""Writing the published cases into the database, whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path

from django.db import transaction

from accounts.models import Organisation, OrganisationKind, Programme
from costs.loading.prices import load_cost_price, load_prices, load_sources
from costs.loading.refused import told_with_place
from costs.loading.session import load_session
from costs.loading.story import load_story
from costs.models import PriceItem
from costs.published_cases import BrokenFile, Entry
from participants.models import Participant
from trajectories.models import Trajectory


def read_file(path: Path) -> Entry:
    """The data file as an entry; BrokenFile with a Dutch sentence where it is missing or no JSON."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BrokenFile(f"Het bestand {path.name} is niet te lezen.") from error
    except ValueError as error:
        raise BrokenFile(f"Het bestand {path.name} is geen geldige JSON: {error}") from error
    return Entry(document, path.name)


def programme_of_the_report() -> Programme:
    """The programme that the report is about; made when this database does not have it yet."""
    provider, _ = Organisation.objects.get_or_create(
        name="Stichting De Kern", defaults={"kind": OrganisationKind.SOCIAL_WORK}
    )
    programme, _ = Programme.objects.get_or_create(
        name="Dynamisch Op Weg",
        defaults={"short_name": "DOW", "location": "Haarle", "organisation": provider},
    )
    return programme


@transaction.atomic
def load_published_cases(document: Entry, programme: Programme) -> list[Trajectory]:
    """Load the cases that are not there yet and give them; a case that is there stays as it is.

    Raises BrokenFile where the file is wrong; then nothing has changed.
    """
    sources = load_sources(document)
    load_cost_price(document, programme, sources)
    prices = load_prices(document, sources)
    loaded = []
    for case in document.entries("cases", "casus", key="reference"):
        case.place = case.text("reference", longest=20)
        if Trajectory.objects.filter(reference=case.place).exists():
            continue
        with told_with_place(case):
            loaded.append(_load_case(case, programme, prices))
    return loaded


def _load_case(case: Entry, programme: Programme, prices: dict[str, PriceItem]) -> Trajectory:
    person = case.entry("person")
    start, end = case.month("period_start"), case.month("period_end")
    if end < start:
        raise case.wrong("period_end", "ligt voor period_start.")
    alias = case.text("alias", longest=40)
    participant = Participant.objects.create(
        given_name=alias,
        alias=alias,
        has_start_qualification=person.yes_no("has_start_qualification"),
        living_situation=person.text("living_situation", default="", longest=120),
        income_at_start=person.text("income_at_start", default="", longest=120),
    )
    trajectory = Trajectory.objects.create(
        participant=participant,
        programme=programme,
        reference=case.text("reference", longest=20),
        title=case.text("title", longest=120),
        age_at_start=person.number("age_at_start"),
        story_from=start,
        story_until=end,
        other_actors=case.texts("other_actors"),
        is_published_case=True,
    )
    events = load_story(case, trajectory)
    load_session(case, trajectory, person, prices, events)
    return trajectory
