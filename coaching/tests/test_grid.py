"""The grid of participants and weeks, and the coach's own week."""

import datetime
import re
import time

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coaching.factories import AgreementFactory, CoachAssignmentFactory, TalkFactory
from coaching.grid import this_week
from coaching.models import Talk
from conftest import TODAY, assert_does_not_grow, client_of, text_of
from participants.factories import ParticipantFactory
from trajectories.factories import SpellFactory, TrajectoryFactory
from trajectories.models import Trajectory

MANY = 60
GRID = "/begeleiding/rooster/"


def ago(days):
    return TODAY - datetime.timedelta(days=days)


def stay_of(coach, name, *, days=42, **spell):
    trajectory = TrajectoryFactory(
        programme=coach.programme,
        participant=ParticipantFactory(given_name=name, name_prefix="", family_name=""),
    )
    SpellFactory(trajectory=trajectory, starts_on=ago(days), **spell)
    CoachAssignmentFactory(trajectory=trajectory, coach=coach, starts_on=ago(days))
    return trajectory


@pytest.fixture
def roos(cast):
    return stay_of(cast.bert, "Roos")


def states(person, name="Roos"):
    """The states of somebody's cells, newest week first."""
    page = BeautifulSoup(client_of(person).get(GRID).content.decode(), "html.parser")
    (row,) = [tr for tr in page.find_all("tr") if tr.th and tr.th.get_text(strip=True) == name]
    return row.find_all("td", attrs={"data-state": True})


def test_a_cell_tells_spoken_no_show_nothing_and_not_there(cast, roos):
    TalkFactory(trajectory=roos, held_on=TODAY)
    TalkFactory(trajectory=roos, no_show=True, held_on=ago(7))

    found = [cell["data-state"] for cell in states(cast.anna)]

    assert found[:3] == ["spoken", "missed", "none"]
    assert found[7:] == ["outside"] * 19


def test_a_cell_says_in_words_what_its_mark_says(cast, roos):
    TalkFactory(trajectory=roos, held_on=TODAY)

    cell = states(cast.anna)[0]

    assert "gesproken, week van 16 mrt" in cell.get_text(" ", strip=True)


def test_an_empty_cell_leads_a_coach_to_the_form_with_that_weeks_friday(cast, roos):
    cell = states(cast.bert)[1]

    assert cell.a["href"] == f"{reverse('coaching:talk_create', args=[roos.pk])}?datum=2026-03-13"


def test_an_empty_cell_of_this_week_begins_today(cast, roos):
    assert states(cast.bert)[0].a["href"].endswith("?datum=2026-03-16")


def test_a_cell_outside_a_stay_leads_nowhere(cast, roos):
    assert states(cast.bert)[20].a is None


def test_the_leader_reads_and_records_nothing(cast, roos):
    talk = TalkFactory(trajectory=roos, held_on=TODAY)

    assert states(cast.anna)[0].a["href"] == reverse("coaching:talk", args=[talk.pk])
    assert states(cast.anna)[1].a is None


def test_a_coach_in_training_is_not_led_to_the_talk_of_a_colleague(cast, roos):
    CoachAssignmentFactory(trajectory=roos, coach=cast.daan, starts_on=ago(14))
    TalkFactory(trajectory=roos, author=cast.bert, held_on=TODAY)

    assert states(cast.daan)[0].a is None
    assert states(cast.daan)[0]["data-state"] == "spoken"


@pytest.mark.parametrize("name", ["carla", "joke"])
def test_the_grid_holds_only_those_one_guides_or_leads(cast, roos, name):
    assert "Roos" not in text_of(client_of(getattr(cast, name)).get(GRID))


def test_a_coach_in_training_reads_no_week_from_before_his_assignment(cast, roos):
    CoachAssignmentFactory(trajectory=roos, coach=cast.daan, starts_on=ago(14))
    TalkFactory(trajectory=roos, author=cast.bert, held_on=ago(28))
    TalkFactory(trajectory=roos, author=cast.bert, held_on=ago(7))
    TalkFactory(trajectory=roos, author=cast.bert, no_show=True, held_on=ago(14))

    found = [cell["data-state"] for cell in states(cast.daan)]

    # Of a colleague's talk he knows that it was; that somebody did not come to it, he does not.
    assert found[:5] == ["none", "spoken", "none", "outside", "outside"]


def test_a_draft_is_no_talk_yet(cast, roos):
    TalkFactory(trajectory=roos, author=cast.bert, status="draft", held_on=TODAY)

    assert states(cast.bert)[0]["data-state"] == "none"


def test_somebody_without_a_stay_in_these_weeks_is_not_in_the_grid(cast, roos):
    stay_of(cast.bert, "Vroeger", days=400, ends_on=ago(200))

    assert "Vroeger" not in text_of(client_of(cast.bert).get(GRID))


def test_eight_weeks_can_be_chosen(cast, roos):
    page = client_of(cast.anna).get(GRID, {"weken": "8"}).content.decode()

    assert len(re.findall('scope="col"', page)) == 2 + 8


def test_an_empty_grid_says_what_will_be_there(cast):
    assert "Nog geen weken om te tonen" in text_of(client_of(cast.carla).get(GRID))


@pytest.fixture
def many(cast):
    """Sixty participants with a talk a week for half a year; Daan coaches half of them along."""
    for number in range(MANY):
        trajectory = stay_of(cast.bert, f"Deelnemer {number:02}", days=200)
        if number % 2:
            CoachAssignmentFactory(trajectory=trajectory, coach=cast.daan, starts_on=ago(200))
        Talk.objects.bulk_create(
            TalkFactory.build(trajectory=trajectory, author=cast.bert, held_on=ago(7 * week))
            for week in range(26)
        )


@pytest.mark.parametrize("name", ["anna", "bert", "daan"])
def test_sixty_participants_and_twenty_six_weeks_take_at_most_eight_queries(cast, many, name):
    browser = client_of(getattr(cast, name))
    browser.get(GRID)

    with CaptureQueriesContext(connection) as queries:
        page = browser.get(GRID)

    assert page.content.decode().count("data-state") >= 26 * (MANY if name != "daan" else MANY // 2)
    assert len(queries) <= 8, [query["sql"][:90] for query in queries]


def test_sixty_participants_and_twenty_six_weeks_are_drawn_within_a_second(cast, many):
    browser = client_of(cast.bert)
    browser.get(GRID)

    # The quickest of three, and of the processor: the machine may be at something else meanwhile.
    assert min(seconds_for(lambda: browser.get(GRID)) for _ in range(3)) < 1


def seconds_for(action):
    before = time.process_time()
    action()
    return time.process_time() - before


# The coach's own week


def week_of(person):
    mine = Trajectory.objects.visible_to(person).for_list()
    return this_week(list(mine.with_parts()), person, TODAY)


def words_of(person):
    return [(row.name, row.state, row.words) for row in week_of(person).rows]


def test_who_was_not_spoken_comes_first_then_planned_then_spoken(cast):
    spoken, planned, never = (stay_of(cast.bert, name) for name in ("An", "Bo", "Cas"))
    TalkFactory(trajectory=spoken, held_on=TODAY)
    TalkFactory(trajectory=planned, held_on=ago(7), next_talk_on=datetime.date(2026, 3, 20))

    assert words_of(cast.bert) == [
        ("Cas", "not_yet", "Nog niet gesproken"),
        ("Bo", "planned", "Gepland op 20 mrt 2026"),
        ("An", "spoken", "Gesproken op 16 mrt 2026"),
    ]
    assert never.pk


def test_a_talk_of_last_week_is_not_of_this_week(cast, roos):
    TalkFactory(trajectory=roos, held_on=ago(1))

    assert [row.state for row in week_of(cast.bert).rows] == ["not_yet"]


def test_who_did_not_come_is_still_to_be_spoken(cast, roos):
    TalkFactory(trajectory=roos, no_show=True, held_on=TODAY)

    assert words_of(cast.bert) == [
        ("Roos", "not_yet", "Nog niet gesproken, niet gekomen op 16 mrt 2026")
    ]


def test_who_pauses_asks_for_no_talk(cast):
    stay_of(cast.bert, "Roos", ends_on=ago(3), end_reason="pause")

    assert [row.state for row in week_of(cast.bert).rows] == ["paused"]


def test_who_left_is_not_in_the_week(cast):
    stay_of(cast.bert, "Roos", ends_on=ago(3), end_reason="planned_outflow")

    assert week_of(cast.bert).rows == ()


def test_open_agreements_up_to_this_sunday_are_in_the_week(cast, roos):
    for what, due in (("Zondag", 22), ("Maandag", 23), ("Vrijdag", 13)):
        AgreementFactory(trajectory=roos, what=what, due_on=datetime.date(2026, 3, due))
    AgreementFactory(trajectory=roos, what="Klaar", kept=True, due_on=datetime.date(2026, 3, 13))

    due = [(agreement.what, agreement.is_overdue) for agreement in week_of(cast.bert).agreements]

    assert due == [("Vrijdag", True), ("Zondag", False)]


def test_the_overview_of_a_coach_has_one_tap_to_the_form_of_each_talk(cast, roos):
    page = BeautifulSoup(client_of(cast.bert).get("/").content.decode(), "html.parser")

    assert page.find("a", href=reverse("coaching:talk_create", args=[roos.pk]))


def test_the_overview_of_a_coach_asks_no_more_with_more_participants(cast, roos):
    browser = client_of(cast.bert)

    def grow():
        for name in ("An", "Bo", "Cas"):
            trajectory = stay_of(cast.bert, name)
            TalkFactory(trajectory=trajectory, held_on=TODAY)
            AgreementFactory(trajectory=trajectory, due_on=ago(20))

    AgreementFactory(trajectory=roos, due_on=ago(20))
    TalkFactory(trajectory=roos, held_on=TODAY)
    assert_does_not_grow(lambda: browser.get("/"), grow)


def test_the_grid_is_found_from_the_overview(cast, roos):
    assert reverse("coaching:grid") == GRID
    for person in (cast.anna, cast.bert):
        assert GRID in client_of(person).get("/").content.decode()
