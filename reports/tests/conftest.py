"""The published cases, loaded once for a module, and somebody who may print them."""

import datetime

import pytest
from django.db import transaction

from accounts.models import User
from costs.loading.cases import load_published_cases, programme_of_the_report, read_file
from costs.published_cases import DATA_FILE
from dow_site.access import Role
from trajectories.models import Trajectory

PRINTED_ON = datetime.date(2026, 3, 12)


@pytest.fixture(scope="module")
def published_cases(django_db_setup, django_db_blocker):
    """The three cases; every test sees them as they were loaded."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_published_cases(read_file(DATA_FILE), programme_of_the_report())
        yield
        transaction.set_rollback(True)


@pytest.fixture
def trajectory_of(published_cases, db):
    def find(reference):
        trajectories = Trajectory.objects.select_related("participant__municipality", "programme")
        return trajectories.get(reference=reference)

    return find


@pytest.fixture
def leader(published_cases, db):
    return User.objects.create_user(
        "leidster@dow.example",
        "een-lang-wachtwoord-2026",
        name="Roos Achterberg",
        role=Role.PROJECT_LEADER,
        programme=programme_of_the_report(),
    )
