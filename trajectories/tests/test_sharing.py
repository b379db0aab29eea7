"""What is shared with a referrer: the default for each kind, and the filter for each event."""

import datetime
from itertools import product

import pytest

from accounts.factories import OrganisationFactory
from participants.factories import ConsentFactory
from trajectories.factories import EventFactory, TrajectoryFactory
from trajectories.models import EventKind, Sensitivity, TimelineEvent
from trajectories.sharing import (
    NEVER_SHAREABLE,
    ONLY_WITH_CONSENT,
    ORDINARY,
    SHARED_BY_DEFAULT,
    readable_by,
    shared_by_default,
)

DAY = datetime.date(2026, 3, 16)


@pytest.mark.parametrize(("kind", "sensitivity"), list(product(EventKind, Sensitivity)))
def test_only_ordinary_milestones_and_outcomes_are_shared_by_default(kind, sensitivity):
    assert shared_by_default(kind, sensitivity) == (
        kind in {EventKind.MILESTONE, EventKind.OUTCOME} and sensitivity == Sensitivity.ORDINARY
    )


def test_every_sensitivity_has_exactly_one_rule():
    assert sorted([ORDINARY, *NEVER_SHAREABLE, *ONLY_WITH_CONSENT]) == sorted(Sensitivity)


def test_what_is_shared_by_default_is_a_kind_of_event():
    assert set(SHARED_BY_DEFAULT) <= set(EventKind)


@pytest.mark.parametrize(
    ("consent", "read"),
    [
        (None, {"ordinary"}),
        ({}, {"ordinary", "family", "finance"}),
        ({"given_on": DAY}, {"ordinary", "family", "finance"}),
        ({"given_on": DAY + datetime.timedelta(1)}, {"ordinary"}),
        ({"withdrawn_on": DAY}, {"ordinary"}),
        ({"withdrawn_on": DAY + datetime.timedelta(1)}, {"ordinary", "family", "finance"}),
        ({"valid_until": DAY}, {"ordinary", "family", "finance"}),
        ({"valid_until": DAY - datetime.timedelta(1)}, {"ordinary"}),
        ({"topics": ["family"]}, {"ordinary", "family"}),
        ({"topics": ["finance"]}, {"ordinary", "finance"}),
        ({"topics": ["attendance"]}, {"ordinary"}),
        ({"kind": "lift_confidentiality"}, {"ordinary"}),
    ],
)
def test_what_a_referrer_reads_hangs_on_the_consent_of_that_day(db, consent, read):
    trajectory = TrajectoryFactory()
    municipality = OrganisationFactory(municipality=True)
    if consent is not None:
        ConsentFactory(participant=trajectory.participant, recipient=municipality, **consent)
    for sensitivity, shared in product(Sensitivity, (True, False)):
        if shared and sensitivity in NEVER_SHAREABLE:
            continue
        EventFactory(trajectory=trajectory, sensitivity=sensitivity, shared_with_referrer=shared)

    events = TimelineEvent.objects.filter(readable_by(municipality.pk, DAY))

    assert sorted(event.sensitivity for event in events) == sorted(read)
    assert all(event.shared_with_referrer for event in events)
