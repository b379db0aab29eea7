"""The cast: the same people in every test, on the same day."""

import datetime
from dataclasses import dataclass

import pytest
import time_machine

from accounts.factories import (
    OrganisationFactory,
    ProgrammeFactory,
    ProgrammePlacesFactory,
    UserFactory,
)
from accounts.models import Organisation, Programme, User

TODAY = datetime.date(2026, 3, 16)
NOON = datetime.datetime(2026, 3, 16, 12, 0, tzinfo=datetime.UTC)


@pytest.fixture
def today():
    """It is Monday 16 March 2026, and the clock runs."""
    with time_machine.travel(NOON, tick=True):
        yield TODAY


@dataclass(frozen=True, kw_only=True)
class Cast:
    """Everybody who matters, by first name; each says what he is to the dossier of Wessel."""

    dow: Programme
    elders: Programme
    hellendoorn: Organisation
    twenterand: Organisation

    anna: User  # leads DOW
    bert: User  # jobcoach, assigned
    carla: User  # jobcoach, not assigned
    daan: User  # in training, assigned since February
    erik: User  # referrer of Hellendoorn, which referred Wessel
    fenna: User  # referrer of Twenterand
    lotte: User  # facilitator, leads the session
    gijs: User  # facilitator of nothing here
    hanna: User  # controller
    ibrahim: User  # administrator
    joke: User  # leads Elders
    kees: User  # jobcoach at Elders


def make_cast() -> Cast:
    dow = ProgrammeFactory(name="Dynamisch Op Weg", short_name="DOW")
    elders = ProgrammeFactory(name="Elders aan de Slag", short_name="EAS")
    ProgrammePlacesFactory(programme=dow)
    hellendoorn = OrganisationFactory(municipality=True, name="Gemeente Hellendoorn")
    twenterand = OrganisationFactory(municipality=True, name="Gemeente Twenterand")
    anna = UserFactory(leader=True, name="Anna Leidt", programme=dow)
    return Cast(
        dow=dow,
        elders=elders,
        hellendoorn=hellendoorn,
        twenterand=twenterand,
        anna=anna,
        bert=UserFactory(name="Bert Begeleidt", programme=dow),
        carla=UserFactory(name="Carla Coacht", programme=dow),
        daan=UserFactory(trainee=True, name="Daan Leert", programme=dow, supervisor=anna),
        erik=UserFactory(referrer=True, name="Erik Verwijst", organisation=hellendoorn),
        fenna=UserFactory(referrer=True, name="Fenna Verwijst", organisation=twenterand),
        lotte=UserFactory(facilitator=True, name="Lotte Rekent"),
        gijs=UserFactory(facilitator=True, name="Gijs Rekent"),
        hanna=UserFactory(controller=True, name="Hanna Controleert"),
        ibrahim=UserFactory(administrator=True, name="Ibrahim Beheert"),
        joke=UserFactory(leader=True, name="Joke Leidt", programme=elders),
        kees=UserFactory(name="Kees Begeleidt", programme=elders),
    )
