"""Every page that the bench measures answers what it should, and stays out of what is served in earnest."""

import ast

import pytest
from django.test.utils import override_settings
from django.utils import timezone

from bench import bare_settings, peer_settings
from bench.asking import WrongAnswer, check, form_fields
from bench.management.commands.count_queries import (
    InProcess,
    statements_of,
    take_away_what_was_saved,
)
from bench.numbers import SAVED_IN, TALK_SAVED_IN
from bench.pages import Page, Side, pages
from bench.recipe import make_rows
from coaching.models import Talk
from coaching.weeks import monday_of
from dow_site.tests.test_consistency import modules_named, source_files
from trajectories.models import TimelineEvent

SIZE = 20
SETTINGS = {Side.ADMIN: peer_settings, Side.BARE: bare_settings}


def of(side):
    return [page for page in pages(SIZE, timezone.localdate().isoformat()) if page.side == side]


@pytest.fixture
def data_set(db):
    make_rows(SIZE, monday_of(timezone.localdate()))


def test_every_page_of_this_system_is_right(data_set):
    for page in of(Side.DOW):
        assert statements_of(page), page.label


@pytest.mark.ignore_template_errors  # Django's own templates ask for what is not there.
@pytest.mark.parametrize("side", SETTINGS)
def test_every_page_beside_it_is_right(data_set, side):
    theirs = SETTINGS[side]
    with override_settings(
        ROOT_URLCONF=theirs.ROOT_URLCONF,
        MIDDLEWARE=theirs.MIDDLEWARE,
        TEMPLATES=theirs.TEMPLATES,
        AUTHENTICATION_BACKENDS=theirs.AUTHENTICATION_BACKENDS,
        INSTALLED_APPS=theirs.INSTALLED_APPS,
    ):
        # A wrong answer is refused where it is read.
        right = [page.label for page in of(side) if statements_of(page) is not None]

    assert right == [page.label for page in of(side)]


def test_what_was_saved_is_taken_away_for_the_next_run(data_set):
    def standing():
        return (
            TimelineEvent.objects.filter(trajectory=SAVED_IN).count(),
            Talk.objects.filter(trajectory=TALK_SAVED_IN).count(),
        )

    before = standing()
    for page in of(Side.DOW):
        if page.sends:
            statements_of(page)
    after = standing()

    take_away_what_was_saved()

    # Each was sent twice.
    assert after == (before[0] + 2, before[1] + 2)
    assert standing() == before


def test_a_page_without_its_rows_is_no_page(data_set):
    page = next(page for page in of(Side.DOW) if page.rows)
    answer = InProcess(page).get("/trajecten/?q=niemand")

    with pytest.raises(WrongAnswer, match="stands there 0 times"):
        check(page, answer)


def test_a_page_that_is_not_there_is_no_page(data_set):
    with pytest.raises(WrongAnswer, match="404"):
        statements_of(Page(key="gone", label="gone", path="/er-is-niets/"))


def test_a_form_is_sent_as_it_stands():
    fields = form_fields(
        """<form method="post"><input name="csrfmiddlewaretoken" value="x"></form>
        <form method="post"><input name="a" value="1"><input name="b" type="checkbox" value="2">
        <input name="c" type="radio" value="3" checked><textarea name="d">\nwoord</textarea>
        <select name="e"><option value="4"><option value="5" selected></select>
        <button name="f" value="6"></button></form>"""
    )

    assert fields == {"a": ["1"], "c": ["3"], "d": ["woord"], "e": ["5"]}


def test_nothing_that_is_served_in_earnest_knows_the_bench(settings):
    knowing = [
        str(path)
        for path in source_files()
        for node in ast.walk(ast.parse(path.read_text()))
        for name in modules_named(node)
        if name.partition(".")[0] == "bench"
    ]

    assert knowing == []
    assert "bench" not in settings.INSTALLED_APPS
