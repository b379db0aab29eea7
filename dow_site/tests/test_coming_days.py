"""Days to come, as people write them."""

import datetime
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dow_site.coming_days import parse_coming_day, parse_coming_when
from dow_site.dates import Precision, When

MONDAY = datetime.date(2026, 3, 16)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("vandaag", (2026, 3, 16)),
        ("Morgen", (2026, 3, 17)),
        ("vrijdag", (2026, 3, 20)),
        ("vr", (2026, 3, 20)),
        ("maandag", (2026, 3, 23)),
        ("vrijdagavond", (2026, 3, 20)),
        ("vanavond", (2026, 3, 16)),
        ("volgende week", (2026, 3, 23)),
        ("over een week", (2026, 3, 23)),
        ("over 2 weken", (2026, 3, 30)),
        ("over een maand", (2026, 4, 13)),
        ("16-3", (2026, 3, 16)),
        ("20-3", (2026, 3, 20)),
        ("15-3", (2027, 3, 15)),
        ("2 januari", (2027, 1, 2)),
        ("12-3-2026", (2026, 3, 12)),
        ("12 maart 2026", (2026, 3, 12)),
        ("", None),
    ],
)
def test_a_day_to_come_is_read_as_people_write_it(text, day):
    assert parse_coming_day(text, MONDAY) == (day and datetime.date(*day))


@pytest.mark.parametrize(
    "text", ["ergens", "mei 2026", "2026", "over nul dagen", "gisteren", "m", "29-2", "vorige week"]
)
def test_what_is_no_day_to_come_is_a_sentence(text):
    with pytest.raises(ValueError, match=r"\.$"):
        parse_coming_day(text, MONDAY)


@given(st.dates(datetime.date(2020, 1, 1), datetime.date(2040, 1, 1)), st.integers(0, 360))
def test_a_day_without_a_year_is_the_next_one(today, ahead):
    day = today + datetime.timedelta(days=ahead)
    if (day.month, day.day) != (2, 29):
        assert parse_coming_day(f"{day.day}-{day.month}", today) == day


@pytest.mark.parametrize(
    ("text", "start", "precision"),
    [
        ("over 2 weken", (2026, 3, 30), Precision.DAY),
        ("volgende maand", (2026, 4, 1), Precision.MONTH),
        ("begin volgend jaar", (2027, 1, 1), Precision.QUARTER),
        ("deze maand", (2026, 3, 1), Precision.MONTH),
        ("februari", (2027, 2, 1), Precision.MONTH),
    ],
)
def test_a_plan_is_no_more_exact_than_it_is_said(text, start, precision):
    assert parse_coming_when(text, MONDAY) == When(datetime.date(*start), precision)


@pytest.mark.parametrize(
    "text",
    ["gisteren", "vorig jaar", "eind vorig jaar", "3 dagen geleden", "ooit", "deze week t/m mei"],
)
def test_a_plan_that_cannot_be_read_is_refused_with_examples_that_lie_ahead(text):
    with pytest.raises(ValueError, match="Schrijf bijvoorbeeld vrijdag, over 2 weken") as refusal:
        parse_coming_when(text, MONDAY)

    assert not re.search("[0-9]{4}", str(refusal.value))
