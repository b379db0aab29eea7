"""The access log as people read it."""

import datetime
from zoneinfo import ZoneInfo

import pytest

from accounts.factories import AccessLogFactory
from accounts.looks import looks_per_day, page_in_words
from accounts.models import AccessLog
from conftest import TODAY, client_of, text_of
from dow_site.tests.routes import address, project_routes

HERE = ZoneInfo("Europe/Amsterdam")


def at(day, hour):
    return datetime.datetime.combine(day, datetime.time(hour), HERE)


def test_every_page_of_ours_has_words():
    assert [r for r in project_routes() if ":" in r and page_in_words(r) == "een bladzijde"] == []


def test_looks_are_told_once_per_day_person_and_page(cast):
    for hour in (9, 11, 23):
        AccessLogFactory(user=cast.bert, at=at(TODAY, hour))
    AccessLogFactory(user=cast.bert, at=at(TODAY - datetime.timedelta(days=1), 9))
    AccessLogFactory(user=cast.anna, at=at(TODAY, 10))

    looks = looks_per_day(AccessLog.objects.select_related("user"))

    assert [(look.day, look.person, look.times) for look in looks] == [
        ("16 maart 2026", "Bert Begeleidt", 3),
        ("16 maart 2026", "Anna Leidt", 1),
        ("15 maart 2026", "Bert Begeleidt", 1),
    ]


def test_a_leader_reads_who_looked_in_a_dossier(cast, dossier):
    client_of(cast.bert).get(address("trajectories:timeline", dossier))

    page = text_of(client_of(cast.anna).get(address("trajectories:access_log", dossier)))

    assert "Bert Begeleidt" in page
    assert "tijdlijn" in page


@pytest.mark.parametrize("name", ["bert", "daan", "erik", "lotte"])
def test_others_read_their_own_looks_only(cast, dossier, name):
    client_of(cast.anna).get(address("trajectories:timeline", dossier))
    mine = client_of(getattr(cast, name))

    page = text_of(mine.get(address("trajectories:access_log", dossier)))
    table = page.split("Bladzijde")[-1]

    assert "Anna Leidt" not in table


def test_a_refused_page_is_written_down(cast, dossier):
    client_of(cast.carla).get(address("trajectories:timeline", dossier))

    row = AccessLog.objects.filter(user=cast.carla).get()

    assert (row.action, row.page) == ("refused", "trajectories:timeline")


def test_the_log_of_the_administrator_names_no_participant(cast, dossier):
    client_of(cast.bert).get(address("trajectories:timeline", dossier))

    page = text_of(client_of(cast.ibrahim).get("/mensen/inzage/"))

    assert "Bert Begeleidt" in page
    assert "Wessel" not in page
