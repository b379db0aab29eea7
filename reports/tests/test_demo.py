"""The demonstration: nowhere but where it belongs, once, and the same for the same day."""

import datetime
import json

import pytest
import time_machine
from django.apps import apps
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.demo import DEMO_PASSWORD, DEMO_PEOPLE
from accounts.factories import UserFactory
from accounts.models import User
from conftest import PageClient, client_of, rows_in_every_table
from costs.loading.prices import PRICE_LIST_TITLE
from costs.models import PriceItem
from costs.published_cases import DATA_FILE
from reports.demo import load_demo
from reports.demo_cohort import PEOPLE as COHORT
from reports.demo_people import PEOPLE
from trajectories.models import TimelineEvent, Trajectory

DAY = datetime.date(2026, 3, 16)
NOON = datetime.datetime(2026, 3, 16, 12, tzinfo=datetime.UTC)
# Three published cases, and whoever was made up.
EVERYBODY = 3 + len(PEOPLE) + COHORT
# What says when and in which order a row was made, and no more.
OF_THE_MOMENT = {
    "id", "submission_key", "recorded_at", "password", "last_login", "published_on",
    "subject",
    # They hold the numbers of rows.
    "content", "seal",
}  # fmt: skip


def content(model):
    """What the rows of a model say, without their numbers, keys and moments."""
    names = [
        field.name
        for field in model._meta.concrete_fields
        if not field.is_relation and field.name not in OF_THE_MOMENT
    ]
    rows = model._base_manager.values_list(*names) if names else model._base_manager.values("pk")
    return sorted(str(row) for row in rows) if names else [len(rows)]


def own_models():
    house = {"accounts", "participants", "trajectories", "coaching", "costs"}
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label in house and not model.__name__.endswith("History")
    ]


def test_outside_the_demo_it_is_refused(db, settings):
    settings.DEBUG = settings.DEMO = False
    before = rows_in_every_table()

    with pytest.raises(CommandError, match="echte omgeving") as refusal:
        call_command("load_demo")

    assert refusal.value.returncode == 2
    assert rows_in_every_table() == before


def test_outside_the_demo_it_is_refused_also_when_empty_is_asked(db, settings):
    settings.DEBUG = settings.DEMO = False

    with pytest.raises(CommandError, match="echte omgeving"):
        call_command("load_demo", "--if-empty")

    assert not User.objects.exists()


def test_a_database_with_accounts_is_left_alone(db):
    UserFactory()
    before = rows_in_every_table()

    call_command("load_demo", "--if-empty")
    with pytest.raises(CommandError, match="al accounts") as refusal:
        call_command("load_demo")

    assert refusal.value.returncode == 2
    assert rows_in_every_table() == before


@pytest.mark.django_db(transaction=True)
def test_two_loads_for_one_day_say_the_same(django_db_blocker):
    loads = []
    for _ in range(2):
        load_demo(DAY)
        loads.append({model.__name__: content(model) for model in own_models()})
        call_command("flush", verbosity=0, interactive=False)

    assert loads[0] == loads[1]
    assert len(loads[0]["Trajectory"]) == EVERYBODY


def test_the_demo_counts_back_from_the_day_of_loading(db):
    load_demo(datetime.date(2030, 2, 28))

    days = TimelineEvent.objects.filter(
        trajectory__is_published_case=False, starts_on__isnull=False
    )
    assert days.latest("starts_on").starts_on.year in (2029, 2030)


def test_the_demo_wrote_nothing_down_after_the_day_of_loading(db):
    with time_machine.travel(NOON):
        load_demo(DAY)

    late = TimelineEvent.objects.filter(
        trajectory__is_published_case=False, recorded_at__date__gt=DAY
    )
    assert not late.exists()


@pytest.mark.parametrize("day", [datetime.date(2028, 2, 29), datetime.date(2027, 1, 1)])
def test_the_demo_can_be_loaded_on_an_odd_day(db, day):
    load_demo(day)

    assert Trajectory.objects.count() == EVERYBODY


def test_every_demo_person_signs_in_by_button_and_sees_his_pages(db):
    with time_machine.travel(NOON, tick=True):
        load_demo(DAY)
        statuses = {}
        for person in DEMO_PEOPLE:
            browser = PageClient()
            browser.post(reverse("demo_sign_in"), {"email": person.email})
            statuses[person.role] = browser.get("/").status_code

    assert statuses == {person.role: 200 for person in DEMO_PEOPLE}


def test_a_demo_person_signs_in_with_the_password_that_is_printed(db, client):
    with time_machine.travel(NOON, tick=True):
        load_demo(DAY)
        answer = client.post(
            reverse("account_login"),
            {"login": DEMO_PEOPLE[0].email, "password": DEMO_PASSWORD},
        )

    assert answer.headers["Location"] == "/"


@pytest.mark.parametrize("email", ["", "anna@example.org", "' OR 1=1", "\x00"])
def test_the_button_signs_in_nobody_else(db, client, email):
    UserFactory(leader=True, email="anna@example.org")

    answer = client.post(reverse("demo_sign_in"), {"email": email})

    assert answer.status_code == 404
    assert "_auth_user_id" not in client.session


def test_outside_the_demo_the_button_does_not_exist(db, client, settings):
    UserFactory(leader=True, email=DEMO_PEOPLE[0].email)
    settings.DEMO = False

    answer = client.post(reverse("demo_sign_in"), {"email": DEMO_PEOPLE[0].email})

    assert answer.status_code == 404
    assert "_auth_user_id" not in client.session


def test_a_closed_demo_account_does_not_get_in(db, client):
    UserFactory(leader=True, email=DEMO_PEOPLE[0].email, is_active=False)

    assert client.post(reverse("demo_sign_in"), {"email": DEMO_PEOPLE[0].email}).status_code == 404


def test_every_link_of_the_demo_leads_somewhere(db):
    with time_machine.travel(NOON, tick=True):
        load_demo(DAY)
        leader = client_of(User.objects.get(email=DEMO_PEOPLE[0].email))
        pages = [
            leader.get(trajectory.get_absolute_url()) for trajectory in Trajectory.objects.all()
        ]

    assert [page.status_code for page in pages] == [200] * EVERYBODY


def test_every_price_is_published_or_says_that_it_is_made_up(db):
    """The list that is sold commercially does not come with the system, nor anything that looks like it."""
    load_demo(DAY)
    published = {
        price["code"] for price in json.loads(DATA_FILE.read_text(encoding="utf-8"))["prices"]
    }
    of_cases = PriceItem.objects.filter(price_list__title=PRICE_LIST_TITLE)

    assert {price.code for price in of_cases} == published
    others = PriceItem.objects.exclude(pk__in=of_cases)
    assert others
    assert [price.name for price in others if "verzonnen" not in price.name] == []
