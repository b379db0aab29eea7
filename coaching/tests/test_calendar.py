"""The calendar that leaves the system: by initials, as somebody's rights are when it is fetched, and no longer."""

import datetime
import re
import uuid

import pytest
import time_machine
from django.urls import reverse
from icalendar import Calendar

from accounts.models import AccessAction, AccessLog
from coaching.calendar_feed import DAYS_AHEAD, DAYS_BACK, MOST_PER_KIND, entries_for
from coaching.calendar_links import make_feed
from coaching.factories import AftercareContactFactory, CalendarFeedFactory, TalkFactory
from coaching.models import AftercareContact, CalendarFeed, Talk
from conftest import NOON, TODAY, PageClient, assert_does_not_grow, client_of, text_of
from participants.factories import ParticipantFactory
from participants.names import initials
from trajectories.factories import EventFactory, TrajectoryFactory
from trajectories.models import EventKind, Precision, Sensitivity

DAY = datetime.timedelta(days=1)
# Whatever a dossier holds that the calendar may not say.
TELLING = re.compile(
    r"wessel|zwaluw|\btim\b|rijbewijs|maand\b|0600000001|bert|anna|gebeurtenis", re.I
)


@pytest.fixture
def planned(cast, dossier):
    """The dossier with a milestone that is shared, one that is not, a next talk and aftercare."""
    trajectory = dossier.trajectory
    milestone = {"trajectory": trajectory, "kind": EventKind.MILESTONE, "planned_precision": "day"}
    AftercareContact.objects.filter(pk=dossier.contact.pk).update(label="Na 1 maand")
    Talk.objects.filter(pk=dossier.talks["draft"].pk).update(next_talk_on=TODAY + 3 * DAY)
    return {
        "shared": EventFactory(
            **milestone, text="Rijbewijs van Wessel.", planned_on=TODAY + 2 * DAY, shared=True,
            recorded_by=cast.bert,
        ),
        "kept": EventFactory(
            **milestone, text="Schuld weg.", planned_on=TODAY + 5 * DAY,
            sensitivity=Sensitivity.FINANCE, recorded_by=cast.bert,
        ),
    }  # fmt: skip


def address_of(user):
    return reverse("coaching:calendar_file", args=[make_feed(owner=user, form_key=uuid.uuid4())])


def fetched(address):
    return PageClient().get(address)


def calendar_of(user):
    answer = fetched(address_of(user))
    assert answer.status_code == 200
    return Calendar.from_ical(answer.content)


def summaries(user):
    return [str(event["summary"]) for event in calendar_of(user).walk("VEVENT")]


# What is in it, for whom

AFTERCARE, SHARED, TALK, KEPT = (
    "Nazorg W.Z.", "Mijlpaal W.Z.", "Gesprek W.Z.", "Mijlpaal W.Z.",
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("anna", [AFTERCARE, SHARED, TALK, KEPT]),
        ("bert", [AFTERCARE, SHARED, TALK, KEPT]),
        # In training: his own talk, and no milestone about money of somebody else.
        ("daan", [AFTERCARE, SHARED, TALK]),
        ("erik", [SHARED]),
        ("lotte", ["Nazorg T.", "Mijlpaal T.", "Mijlpaal T."]),
        *((name, []) for name in ("carla", "fenna", "gijs", "joke", "kees")),
    ],
)
def test_everybody_has_what_he_may_see_on_the_screen(cast, planned, name, expected):
    assert summaries(getattr(cast, name)) == expected


@pytest.mark.parametrize("name", ["hanna", "ibrahim"])
def test_who_reads_no_dossier_has_no_calendar(cast, planned, name):
    user = getattr(cast, name)

    assert client_of(user).get(reverse("coaching:calendar")).status_code == 403
    assert fetched(address_of(user)).status_code == 404


@pytest.mark.parametrize("name", ["anna", "bert", "daan", "erik", "lotte"])
def test_no_name_and_no_word_of_a_dossier_is_in_the_file(cast, planned, name):
    answer = fetched(address_of(getattr(cast, name)))

    assert "BEGIN:VEVENT" in answer.content.decode()
    assert not TELLING.search(answer.content.decode())


@pytest.mark.parametrize(
    ("given", "family", "written"),
    [("Wessel", "Zwaluw", "W.Z."), ("élodie", "", "É."), (" ", "Zwaluw", "Z."), ("", "", "")],
)
def test_initials_are_the_first_letters(given, family, written):
    assert initials(given, family) == written


def test_a_milestone_known_by_month_stands_on_the_last_day_of_that_month(cast, planned):
    event = planned["shared"]
    event.planned_on, event.planned_precision = datetime.date(2026, 5, 1), Precision.MONTH
    event.save()

    made = next(e for e in calendar_of(cast.erik).walk("VEVENT"))

    assert str(made["summary"]) == "Mijlpaal W.Z. (mei 2026)"
    assert made["dtstart"].dt == datetime.date(2026, 5, 31)


def test_a_milestone_of_this_year_is_still_ahead_in_its_last_month(cast, planned):
    planned["shared"].planned_on, planned["shared"].planned_precision = (
        TODAY.replace(day=1, month=1),
        "year",
    )
    planned["shared"].save()

    with time_machine.travel(datetime.datetime(2026, 12, 20, 12, tzinfo=datetime.UTC)):
        assert summaries(cast.erik) == ["Mijlpaal W.Z. (2026)"]


def test_what_is_reached_held_or_done_leaves_the_calendar(cast, planned, dossier):
    for event in planned.values():
        event.starts_on, event.precision = TODAY, Precision.DAY
        event.save()
    TalkFactory(trajectory=dossier.trajectory, author=cast.bert, held_on=TODAY)
    AftercareContact.objects.update(outcome="cancelled")

    assert summaries(cast.bert) == []


@pytest.mark.parametrize(
    ("days", "shows"),
    [(-DAYS_BACK, True), (-DAYS_BACK - 1, False), (DAYS_AHEAD, True), (DAYS_AHEAD + 1, False)],
)
def test_the_calendar_has_an_edge_on_both_sides(cast, planned, days, shows):
    planned["shared"].planned_on = TODAY + days * DAY
    planned["shared"].save()

    assert (summaries(cast.erik) == ["Mijlpaal W.Z."]) == shows


def test_the_calendar_is_bounded(cast, dossier):
    AftercareContactFactory.create_batch(
        MOST_PER_KIND + 5,
        trajectory__programme=cast.dow,
        planned_on=TODAY + DAY,
    )

    assert len(entries_for(cast.anna, TODAY)) == MOST_PER_KIND


def test_a_calendar_asks_as_much_of_the_database_for_many_as_for_few(cast, planned):
    def one_more():
        for _ in range(3):
            trajectory = TrajectoryFactory(programme=cast.dow, participant=ParticipantFactory())
            AftercareContactFactory(trajectory=trajectory, planned_on=TODAY)
            TalkFactory(trajectory=trajectory, author=cast.bert, next_talk_on=TODAY + DAY)

    assert_does_not_grow(lambda: entries_for(cast.anna, TODAY), one_more)


# The file as calendar programs read it


def test_planned_things_are_whole_days_without_a_time_zone(cast, planned):
    """Also on the days on which the clock goes forward and back."""
    for day in (datetime.date(2026, 3, 29), datetime.date(2026, 10, 25)):
        planned["shared"].planned_on = day
        planned["shared"].save()

        (event,) = calendar_of(cast.erik).walk("VEVENT")

        assert (event["dtstart"].dt, event["dtend"].dt) == (day, day + DAY)
        assert event["dtstart"].to_ical() == f"{day:%Y%m%d}".encode()
        assert event["dtstart"].params["VALUE"] == "DATE"


@pytest.mark.parametrize(
    ("hour", "first"),
    [(21, datetime.date(2026, 7, 1)), (22, datetime.date(2026, 7, 2))],
)
def test_a_day_begins_at_midnight_in_the_netherlands(cast, planned, hour, first):
    planned["shared"].planned_on = first - DAYS_BACK * DAY
    planned["shared"].save()
    moment = datetime.datetime(2026, 7, 1, hour, 30, tzinfo=datetime.UTC)

    with time_machine.travel(moment):
        assert summaries(cast.erik) == ["Mijlpaal W.Z."]
    planned["shared"].planned_on -= DAY
    planned["shared"].save()
    with time_machine.travel(moment):
        assert summaries(cast.erik) == []


def test_the_same_plans_give_the_same_file(cast, planned):
    address = address_of(cast.bert)
    first = fetched(address).content

    with time_machine.travel(NOON + 2 * DAY, tick=False):
        assert fetched(address).content == first


def test_a_moved_plan_keeps_its_uid_and_tells_that_it_changed(cast, planned):
    (before,) = calendar_of(cast.erik).walk("VEVENT")
    milestone = planned["shared"]
    milestone.planned_on, milestone.version = TODAY + 9 * DAY, milestone.version + 1
    milestone.save()

    (after,) = calendar_of(cast.erik).walk("VEVENT")

    assert after["uid"] == before["uid"]
    assert after["sequence"] == before["sequence"] + 1
    assert after["dtstamp"].dt >= before["dtstamp"].dt
    assert after["dtstamp"].dt.utcoffset() == datetime.timedelta(0)
    assert after["dtstart"].dt == TODAY + 9 * DAY


def test_every_entry_has_a_uid_of_its_own_that_is_no_key_of_a_form(cast, planned, dossier):
    events = calendar_of(cast.bert).walk("VEVENT")
    uids = {str(event["uid"]) for event in events}

    assert len(uids) == len(events) == 4
    keys = [row.submission_key for row in (*planned.values(), dossier.contact)]
    assert not any(str(key) in uid for key in keys for uid in uids)


def test_a_letter_outside_ascii_and_a_break_survive_a_calendar_program(cast, planned, dossier):
    dossier.participant.given_name, dossier.participant.family_name = "Çelik,;\\", "Ø\nX"
    dossier.participant.save()

    assert summaries(cast.erik) == ["Mijlpaal Ç.Ø."]


def test_the_file_says_what_it_is_and_is_kept_by_nobody_between(cast, planned):
    answer = fetched(address_of(cast.bert))

    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert Calendar.from_ical(answer.content)["version"] == "2.0"


# The address


def make(browser, key=None):
    return browser.post(reverse("coaching:calendar_make"), {"form_key": key or uuid.uuid4()})


def shown_in(page):
    return re.search(r'id="adres" type="url" readonly value="([^"]+)"', page.content.decode())[1]


def test_the_address_is_shown_once_and_kept_as_a_hash(cast, planned):
    browser = client_of(cast.bert)

    page = make(browser)
    address = shown_in(page)

    token = address.rpartition("/")[2].removesuffix(".ics")
    assert len(token) == 43
    assert token not in str(list(CalendarFeed.objects.values()))
    assert token not in browser.get(reverse("coaching:calendar")).content.decode()
    assert "no-store" in page.headers["Cache-Control"]
    assert fetched(address).status_code == 200


def test_a_form_sent_twice_shows_one_address_that_works(cast):
    browser, key = client_of(cast.bert), uuid.uuid4()

    first, second = shown_in(make(browser, key)), shown_in(make(browser, key))

    assert first == second
    assert CalendarFeed.objects.count() == 1
    assert fetched(second).status_code == 200


def test_a_new_address_stops_the_old_one(cast):
    browser = client_of(cast.bert)
    old, new = shown_in(make(browser)), shown_in(make(browser))

    assert (fetched(old).status_code, fetched(new).status_code) == (404, 200)


def test_a_revoked_address_opens_nothing_and_is_not_made_again_by_its_form(cast):
    browser, key = client_of(cast.bert), uuid.uuid4()
    address = shown_in(make(browser, key))

    browser.post(reverse("coaching:calendar_revoke"))
    again = browser.post(reverse("coaching:calendar_make"), {"form_key": key}, follow=True)

    assert fetched(address).status_code == 404
    assert "is ingetrokken" in text_of(again)
    assert not CalendarFeed.objects.open().exists()


def test_nobody_revokes_the_address_of_another(cast):
    address = address_of(cast.bert)

    client_of(cast.anna).post(reverse("coaching:calendar_revoke"))

    assert fetched(address).status_code == 200


def test_one_key_gives_two_people_two_addresses(cast):
    key = uuid.uuid4()

    assert make_feed(owner=cast.bert, form_key=key) != make_feed(owner=cast.anna, form_key=key)


def test_a_key_that_is_none_makes_nothing(cast):
    answer = client_of(cast.bert).post(reverse("coaching:calendar_make"), {"form_key": "x"})

    assert answer.status_code == 302
    assert not CalendarFeed.objects.exists()


# What ends it


def test_an_ended_assignment_gives_nothing_the_day_after(cast, planned, dossier):
    address = address_of(cast.bert)
    dossier.assignment.ends_on = TODAY
    dossier.assignment.save()

    last_day = fetched(address).content
    with time_machine.travel(NOON + DAY):
        after = fetched(address)

    assert b"BEGIN:VEVENT" in last_day
    assert after.status_code == 200
    assert b"BEGIN:VEVENT" not in after.content


@pytest.mark.parametrize(
    "facts", [{"is_active": False}, {"active_until": TODAY - DAY}], ids=["closed", "ended"]
)
def test_an_account_that_is_over_gives_not_found(cast, planned, facts):
    address = address_of(cast.bert)
    for name, value in facts.items():
        setattr(cast.bert, name, value)
    cast.bert.save()

    assert fetched(address).status_code == 404


def test_a_former_participant_does_not_find_himself_in_his_calendar(cast, planned, dossier):
    dossier.participant.account = cast.bert
    dossier.participant.save()

    assert summaries(cast.bert) == []


def test_what_is_no_longer_shared_leaves_the_referrers_calendar(cast, planned):
    address = address_of(cast.erik)
    planned["shared"].shared_with_referrer = False
    planned["shared"].save()

    assert b"BEGIN:VEVENT" not in fetched(address).content


# Bounds and the log


def test_many_guesses_are_too_many(db):
    guess = reverse("coaching:calendar_file", args=["geraden"])

    answers = [fetched(guess).status_code for _ in range(25)]

    assert answers[:20] == [404] * 20
    assert set(answers[20:]) == {429}


def test_a_program_that_asks_without_end_is_told_to_wait(cast, planned):
    address = address_of(cast.bert)

    answers = [fetched(address) for _ in range(31)]

    assert [answer.status_code for answer in answers[:30]] == [200] * 30
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["Retry-After"]) > 0
    # Another one's calendar is not held up by it.
    assert fetched(address_of(cast.anna)).status_code == 200


def test_a_refused_address_is_not_in_the_log_of_the_server(cast, caplog):
    address = address_of(cast.bert)

    statuses = {fetched(address).status_code for _ in range(31)}
    client_of(cast.bert).post(reverse("coaching:calendar_revoke"))
    statuses.add(fetched(address).status_code)

    assert statuses == {200, 429, 404}
    assert address not in caplog.text


def test_a_fetch_is_in_the_log_of_each_dossier_once_a_day(cast, planned, dossier):
    address = address_of(cast.bert)
    other = AftercareContactFactory(trajectory__programme=cast.dow, planned_on=TODAY)

    for _ in range(3):
        fetched(address)
    fetched(address_of(cast.anna))
    with time_machine.travel(NOON + DAY):
        fetched(address)

    rows = AccessLog.objects.filter(page="coaching:calendar_file", user=cast.bert)
    assert {row.action for row in rows} == {AccessAction.EXPORTED}
    assert [row.participant_id for row in rows] == [dossier.participant.pk] * 2
    leader = AccessLog.objects.filter(page="coaching:calendar_file", user=cast.anna)
    assert {row.participant_id for row in leader} == {
        dossier.participant.pk,
        other.trajectory.participant_id,
    }
    assert {row.programme_id for row in leader} == {cast.dow.pk}


def test_an_empty_calendar_is_in_the_log_too_without_a_dossier(cast):
    address = address_of(cast.carla)

    for _ in range(2):
        fetched(address)

    (row,) = AccessLog.objects.filter(user=cast.carla)
    assert row.participant_id is None


def test_the_page_says_when_a_calendar_was_fetched_last(cast, planned):
    CalendarFeedFactory(owner=cast.carla)
    before = text_of(client_of(cast.carla).get(reverse("coaching:calendar")))
    fetched(address_of(cast.carla))
    after = text_of(client_of(cast.carla).get(reverse("coaching:calendar")))

    assert "nog geen agenda naar gevraagd" in before
    assert "het laatst op 16 maart 2026" in after
