"""Who a new name may already be: what is found, in what order, why, and what stays unseen."""

import datetime

import pytest

from participants.factories import ParticipantFactory
from participants.matching import likely_matches, phone_key
from participants.models import Participant

BORN = datetime.date(2005, 5, 6)


@pytest.fixture
def wessel(db):
    return ParticipantFactory(
        given_name="Wessel",
        name_prefix="van der",
        family_name="Zwaluw",
        birth_date=BORN,
        phone="06-1234 5678",
        email="wessel@example.org",
    )


def found(**sought):
    sought = {"given_name": "Iemand", "family_name": "Anders"} | sought
    return likely_matches(Participant.objects.all(), **sought)


@pytest.mark.parametrize(
    ("sought", "reason"),
    [
        (
            {"given_name": "Wéssel", "name_prefix": "VAN DER", "family_name": "zwaluw"},
            "zelfde naam",
        ),
        ({"given_name": "Wessel", "family_name": "Zwaluw"}, "naam lijkt erop"),
        ({"given_name": "Wessel", "family_name": "van der Zwaluw"}, "zelfde naam"),
        ({"given_name": "van der Zwaluw", "family_name": "Wessel"}, "zelfde naam"),
        ({"given_name": "Wesel", "family_name": "Zwaluv"}, "naam lijkt erop"),
        ({"given_name": "Wessel", "birth_date": BORN}, "zelfde voornaam"),
        ({"phone": "+31 6 12345678"}, "zelfde telefoonnummer"),
        ({"phone": "bel 0612345678"}, "zelfde telefoonnummer"),
        ({"email": "Wessel@Example.org"}, "zelfde e-mailadres"),
    ],
)
def test_somebody_is_found_by_a_name_that_resembles_a_number_or_an_address(wessel, sought, reason):
    (match,) = found(**sought)

    assert match.participant == wessel
    assert reason in match.reasons


@pytest.mark.parametrize(
    ("birth_date", "reason"),
    [
        (BORN, "zelfde geboortedatum"),
        (datetime.date(2005, 6, 5), "geboortedatum met dag en maand verwisseld"),
        (datetime.date(2006, 5, 6), "geboortedatum scheelt een cijfer"),
        (datetime.date(1999, 12, 31), "andere geboortedatum"),
    ],
)
def test_a_birth_date_is_told_how_it_fits(wessel, birth_date, reason):
    (match,) = found(
        given_name="Wessel", name_prefix="van der", family_name="Zwaluw", birth_date=birth_date
    )

    assert match.reasons == ("zelfde naam", reason)


@pytest.mark.parametrize(
    "sought",
    [
        {"birth_date": BORN},
        {"given_name": "Wessel"},
        {"given_name": "Wesel", "family_name": "Zwaluv", "birth_date": datetime.date(1999, 1, 1)},
        {"given_name": "", "family_name": ""},
        {"phone": "12"},
    ],
)
def test_one_thing_that_many_share_makes_nobody_a_match(wessel, sought):
    assert found(**sought) == []


def test_the_likeliest_comes_first_and_the_list_is_bounded(wessel):
    for number in range(5):
        ParticipantFactory(given_name="Wessel", family_name="Zwaluw", birth_date=None, alias=number)

    matches = likely_matches(
        Participant.objects.all(),
        given_name="Wessel",
        name_prefix="van der",
        family_name="Zwaluw",
        birth_date=BORN,
        limit=3,
    )

    assert [match.participant for match in matches][0] == wessel
    assert len(matches) == 3
    assert matches == sorted(matches, key=lambda match: -match.score)


def test_nobody_outside_the_given_rows_is_found(wessel):
    assert likely_matches(Participant.objects.none(), given_name="Wessel", phone=wessel.phone) == []


def test_matching_asks_one_query(wessel, django_assert_num_queries):
    with django_assert_num_queries(1):
        found(given_name="Wessel", family_name="Zwaluw", birth_date=BORN, phone="0612345678")


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("06-12345678", "612345678"),
        ("0031 6 1234 5678", "612345678"),
        ("0548 - 65 43 21", "548654321"),
        ("wessel@example.org", ""),
        ("1234567", ""),
    ],
)
def test_a_telephone_number_is_known_by_its_digits(written, key):
    assert phone_key(written) == key
