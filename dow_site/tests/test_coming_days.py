"""Days to come, as people write them."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dow_site.coming_days import parse_coming_day

MONDAY = datetime.date(2026, 3, 16)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("vandaag", (2026, 3, 16)),
        ("Morgen", (2026, 3, 17)),
        ("vrijdag", (2026, 3, 20)),
        ("vr", (2026, 3, 20)),
        ("maandag", (2026, 3, 23)),
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
    "text", ["ergens", "mei 2026", "2026", "over nul dagen", "gisteren", "m", "29-2"]
)
def test_what_is_no_day_to_come_is_a_sentence(text):
    with pytest.raises(ValueError, match=r"\.$"):
        parse_coming_day(text, MONDAY)


@given(st.dates(datetime.date(2020, 1, 1), datetime.date(2040, 1, 1)), st.integers(0, 360))
def test_a_day_without_a_year_is_the_next_one(today, ahead):
    day = today + datetime.timedelta(days=ahead)
    if (day.month, day.day) != (2, 29):
        assert parse_coming_day(f"{day.day}-{day.month}", today) == day
