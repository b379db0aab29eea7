"""A former participant who became a coach (in training): neither his own file nor those of his former peers."""

import re

import pytest
from django.apps import apps

from accounts.models import AccessLog, ExportReason, Organisation, Programme, ProgrammePlaces, User
from coaching.models import CalendarFeed, CoReading, Handover, SignalRules
from costs.factories import (
    AttendeeFactory,
    LineObjectionFactory,
    LineRealityFactory,
    LineRemarkFactory,
    ParticipantReadingFactory,
    SessionStepFactory,
)
from costs.models import CostPrice, IndexSeries, PriceImport, PriceItem, PriceList, Source
from dow_site.access import ScopedQuerySet
from dow_site.tests.test_sight import html_for_pdf, pages_within_reach
from participants.models import ImportedRow, PeopleImport
from reports.models import PrintJob

# What is nobody's file: lists of the house, one's own account, looks, calendar and runs of reports (whose
# content is asked for again when it is fetched), how talks are co-read. What a
# hand-over says of a person stands in its letters; that it has no letter to read, is tested by its page.
NOBODYS_FILE = (
    User, AccessLog, ProgrammePlaces, SignalRules, CoReading, Handover, PeopleImport, ImportedRow,
    PriceList, PriceItem, PriceImport, IndexSeries, CostPrice, Source, Organisation, Programme,
    CalendarFeed, ExportReason, PrintJob,
)  # fmt: skip
OF_A_PERSON = [
    model
    for model in apps.get_models()
    if isinstance(model._default_manager.all(), ScopedQuerySet) and model not in NOBODYS_FILE
]

__all__ = ["html_for_pdf"]


@pytest.fixture
def himself(cast, dossier):
    """Daan, in training, who is coupled to the dossier that turns out to be his own."""
    dossier.participant.account = cast.daan
    dossier.participant.save()
    return cast.daan


@pytest.fixture
def peer(cast, dossier):
    """Daan, who was in the same programme as Wessel and is not coupled to him."""
    dossier.letter.handover.delete()
    dossier.in_training.delete()
    return cast.daan


def test_every_app_with_files_is_walked():
    assert {model._meta.app_label for model in OF_A_PERSON} == {
        "participants", "trajectories", "coaching", "costs", "reports",
    }  # fmt: skip
    assert len(OF_A_PERSON) > 30


@pytest.mark.parametrize("model", OF_A_PERSON, ids=lambda model: model.__name__)
def test_a_coach_in_training_does_not_see_a_row_of_his_own_file(himself, model):
    assert list(model._default_manager.visible_to(himself)) == []


@pytest.mark.parametrize("model", OF_A_PERSON, ids=lambda model: model.__name__)
def test_a_coach_in_training_does_not_see_a_row_of_a_former_peer(peer, model):
    assert list(model._default_manager.visible_to(peer)) == []


def test_nearly_every_row_there_is_would_have_been_seen_by_the_leader(cast, dossier):
    for factory in (
        AttendeeFactory, SessionStepFactory, LineRemarkFactory, ParticipantReadingFactory,
    ):  # fmt: skip
        factory(session=dossier.session)
    for factory in (LineObjectionFactory, LineRealityFactory):
        factory(line=dossier.line)

    seen = [model for model in OF_A_PERSON if model._default_manager.visible_to(cast.anna).exists()]

    assert len(seen) > 0.8 * len(OF_A_PERSON)


@pytest.mark.parametrize("who", ["himself", "peer"])
def test_no_page_names_his_own_file_or_that_of_a_former_peer(request, dossier, html_for_pdf, who):
    browser = request.getfixturevalue("client")
    browser.force_login(request.getfixturevalue(who))

    naming = {
        url
        for url, page in pages_within_reach(browser, dossier).items()
        if page.status_code == 200
        and re.search(r"Wessel|Zwaluw|\bTim\b|Dit is ", page.getvalue().decode(errors="replace"))
    }

    assert naming == set()
