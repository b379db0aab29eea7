"""Where a trajectory stands today: everywhere the same words, and a pause is no goodbye."""

import datetime

import pytest
from django.urls import reverse

from conftest import TODAY, client_of, text_of
from dow_site.dates import Precision
from trajectories.dossier import current_state
from trajectories.factories import SpellFactory
from trajectories.filters import TrajectoryFilter
from trajectories.list_rows import rows_of
from trajectories.models import EndReason, Spell, Trajectory
from trajectories.road import RoadState, small_road, state_in_words
from trajectories.story import SpellIn

DAY = datetime.timedelta(days=1)
LAST_DAY = TODAY - DAY
PAUSED = "Pauze sinds 15 maart 2026"
PAUSE = SpellIn(start=TODAY - 90 * DAY, end=LAST_DAY, phase_label="Arbeidsfit", pauses=True)
STOP = SpellIn(start=TODAY - 90 * DAY, end=LAST_DAY, phase_label="Arbeidsfit")


@pytest.mark.parametrize(
    ("spells", "words"),
    [
        ([], "Nog niet begonnen"),
        ([SpellIn(start=TODAY + DAY)], "Begint nog"),
        ([SpellIn(start=TODAY, phase_label="Arbeidsfit")], "Arbeidsfit"),
        ([STOP], "Niet meer bij DOW"),
        ([PAUSE], PAUSED),
        ([PAUSE, SpellIn(start=TODAY + DAY)], "Begint weer op 17 maart 2026"),
        ([STOP, SpellIn(start=TODAY + DAY)], "Begint weer op 17 maart 2026"),
        (
            [PAUSE, SpellIn(start=TODAY + 30 * DAY, start_precision=Precision.MONTH)],
            "Begint weer in april 2026",
        ),
        ([PAUSE, SpellIn(start=TODAY, phase_label="Vakgericht")], "Vakgericht"),
        (
            [PAUSE, SpellIn(start=TODAY, end=TODAY, phase_label="Vakgericht", pauses=True)],
            "Vakgericht",
        ),
    ],
)
def test_the_stays_say_where_somebody_stands(spells, words):
    assert state_in_words(reversed(spells), TODAY) == words


def test_a_pause_known_by_month_names_no_day():
    pause = SpellIn(
        start=TODAY - 90 * DAY, end=LAST_DAY, end_precision=Precision.MONTH, pauses=True
    )

    assert state_in_words([pause], TODAY) == "Pauze sinds maart 2026"


@pytest.mark.parametrize(("stay", "state"), [(PAUSE, RoadState.GAP), (STOP, RoadState.AFTER)])
def test_the_little_road_of_a_pause_is_broken_off_and_not_left(stay, state):
    road = small_road([stay], None, None, TODAY + 30 * DAY)

    assert [piece.state for piece in road] == [RoadState.DRIVING, state]


def ends(dossier, reason):
    Spell.objects.filter(trajectory=dossier.trajectory).update(ends_on=LAST_DAY, end_reason=reason)


@pytest.fixture
def paused(dossier):
    ends(dossier, EndReason.PAUSE)
    return dossier.trajectory


@pytest.mark.parametrize("role", ["anna", "bert", "erik"])
def test_a_pause_reads_the_same_in_the_list_the_header_and_the_progress(role, cast, paused):
    browser = client_of(getattr(cast, role))

    for route in ("trajectories:timeline", "reports:progress"):
        page = text_of(browser.get(reverse(route, args=[paused.pk])))
        assert PAUSED in page
        assert "Niet meer bij DOW" not in page
    home = text_of(browser.get(reverse("home")))
    assert role == "anna" or PAUSED in home


def test_a_referrer_reads_of_a_stop_for_care_no_more_than_that_it_ended(cast, dossier):
    ends(dossier, EndReason.CARE_FIRST)

    page = text_of(client_of(cast.erik).get(reverse("home")))

    assert "Niet meer bij DOW" in page
    assert "zorg" not in page.lower()


@pytest.mark.parametrize("reason", EndReason)
@pytest.mark.parametrize("back_on", [None, TODAY - DAY, TODAY, TODAY + DAY])
def test_the_filter_keeps_whom_the_words_call_paused(reason, back_on, cast, dossier):
    Spell.objects.filter(trajectory=dossier.trajectory).update(
        ends_on=TODAY - 5 * DAY, end_reason=reason
    )
    if back_on:
        SpellFactory(trajectory=dossier.trajectory, starts_on=back_on)
    trajectory = Trajectory.objects.get(pk=dossier.trajectory.pk)
    begins_again_later = back_on == TODAY + DAY

    chosen = TrajectoryFilter({"state": "paused"}, cast.anna).apply(Trajectory.objects.all())

    words = current_state(trajectory, TODAY)
    visible = Trajectory.objects.visible_to(cast.anna)
    (row,) = rows_of(visible.filter(pk=trajectory.pk), cast.anna, TODAY)
    assert row.state == words
    # Who comes back tomorrow is on pause today.
    is_paused = words.startswith("Pauze") or (begins_again_later and reason == EndReason.PAUSE)
    assert (trajectory in chosen) == is_paused


def test_the_leader_reads_how_many_are_on_pause_and_goes_to_them(cast, dossier):
    browser = client_of(cast.anna)
    assert "op pauze" not in text_of(browser.get(reverse("home")))
    ends(dossier, EndReason.PAUSE)

    page = browser.get(reverse("home"))

    assert "1 traject op pauze" in text_of(page)
    address = f"{reverse('trajectories:list')}?state=paused"
    assert address in page.content.decode()
    assert dossier.trajectory.reference in text_of(browser.get(address))
