"""What holds for the pages as pages: a steady number of queries, fragments, filters, typed text, no writes."""

import datetime
import html
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse

from accounts.factories import UserFactory
from accounts.models import AccessAction, AccessLog
from coaching.factories import CoachAssignmentFactory
from conftest import (
    PageClient,
    assert_does_not_grow,
    client_of,
    rows_in_every_table,
    statements_of,
    text_of,
    typed_in,
)
from costs.factories import (
    CostLineFactory,
    CostPriceFactory,
    PriceItemFactory,
    PriceListFactory,
    ScenarioItemFactory,
    SessionFactory,
    SourceFactory,
    StatementFactory,
)
from dow_site.free_text import BSN_WARNING
from dow_site.tests.routes import address, project_routes
from participants.factories import NetworkContactFactory, ParticipantFactory, ReferralFactory
from participants.models import Participant, Referral
from trajectories.factories import (
    ChapterFactory,
    EventFactory,
    LaneFactory,
    SpellFactory,
    TrajectoryFactory,
)
from trajectories.models import Precision, TimelineEvent, Trajectory

BSN = "111222333"


def one_more_of_everything(cast, dossier, number):
    """A row more on every list that anybody reads, each with a person, an organisation and a coach of its own."""
    participant = ParticipantFactory(
        given_name=f"Deelnemer {number}", municipality=cast.hellendoorn
    )
    trajectory = TrajectoryFactory(participant=participant, programme=cast.dow)
    SpellFactory(trajectory=trajectory)
    for coach in (cast.bert, cast.daan):
        CoachAssignmentFactory(trajectory=trajectory, coach=coach)
    for status in ("received", "waiting_list"):
        ReferralFactory(
            programme=cast.dow,
            participant=participant,
            organisation=cast.hellendoorn,
            referrer=cast.erik,
            status=status,
        )
    for in_check in (False, True):
        SessionFactory(trajectory=trajectory, facilitator=cast.lotte, in_check=in_check)
    NetworkContactFactory(participant=dossier.participant)
    SpellFactory(
        trajectory=dossier.trajectory,
        starts_on=datetime.date(2020 + number, 1, 1),
        ends_on=datetime.date(2020 + number, 2, 1),
    )
    price_list = PriceListFactory()
    price = PriceItemFactory(price_list=price_list)
    CostPriceFactory(programme=cast.dow, year=2000 + number)
    CostLineFactory(
        session=dossier.session,
        order=number + 1,
        low_price=price,
        high_price=PriceItemFactory(session=dossier.session),
        low_source=SourceFactory(),
        condition_group=f"groep-{number}",
        depends_on=dossier.line,
    )
    CostLineFactory(session=dossier.session, unpriced=True)
    StatementFactory(session=dossier.session)
    ScenarioItemFactory(session=dossier.session)
    lane = LaneFactory(trajectory=dossier.trajectory, order=number + 2)
    chapter = ChapterFactory(trajectory=dossier.trajectory, order=number + 1)
    EventFactory(
        trajectory=dossier.trajectory,
        chapter=chapter,
        lanes=[lane, dossier.lane],
        shared=True,
        recorded_by=cast.anna,
    )
    UserFactory(programme=cast.dow)


# Pages that list: whose, and which.
LISTS = [
    ("anna", "home"),
    ("bert", "home"),
    ("daan", "home"),
    ("erik", "home"),
    ("lotte", "home"),
    ("hanna", "home"),
    ("ibrahim", "home"),
    ("anna", "trajectories:list"),
    ("lotte", "trajectories:list"),
    ("bert", "trajectories:choose_for_event"),
    ("anna", "trajectories:timeline"),
    ("daan", "trajectories:timeline"),
    ("erik", "trajectories:timeline"),
    ("anna", "trajectories:facts"),
    ("anna", "trajectories:event_create"),
    ("anna", "trajectories:event_edit"),
    ("anna", "participants:referrals"),
    ("erik", "participants:referrals"),
    ("anna", "costs:sessions"),
    ("hanna", "costs:sessions"),
    ("hanna", "costs:several"),
    ("anna", "costs:session"),
    ("hanna", "costs:session"),
    ("anna", "costs:line_edit"),
    ("hanna", "costs:prices"),
    ("anna", "reports:print_create"),
]


@pytest.mark.parametrize(("name", "route"), LISTS)
def test_a_page_asks_as_much_of_the_database_for_five_rows_as_for_two(cast, dossier, name, route):
    browser, url = client_of(getattr(cast, name)), address(route, dossier)
    one_more_of_everything(cast, dossier, 1)

    assert_does_not_grow(
        lambda: browser.get(url),
        lambda: [one_more_of_everything(cast, dossier, number) for number in range(2, 6)],
    )


def test_a_long_timeline_asks_as_little_as_a_short_one(cast, dossier):
    browser, url = client_of(cast.anna), address("trajectories:timeline", dossier)
    browser.get(url)

    few = statements_of(lambda: browser.get(url))
    for position in range(500):
        EventFactory(
            trajectory=dossier.trajectory,
            position=position,
            lanes=[dossier.lane],
            dated=True,
            recorded_by=cast.anna,
        )
    many = statements_of(lambda: browser.get(url))

    assert len(many) == len(few), "\n".join(many)
    # One of them asks whether a consent opens what is shared about family or money, as here.
    assert len([sql for sql in many if sql.startswith("SELECT")]) <= 15, "\n".join(many)


# Fragments


@pytest.mark.parametrize(
    ("name", "route"), [("anna", "trajectories:list"), ("anna", "costs:session")]
)
def test_a_fragment_stands_word_for_word_in_the_page_and_caches_know(cast, dossier, name, route):
    browser, url = client_of(getattr(cast, name)), address(route, dossier)

    page = browser.get(url)
    fragment = browser.get(url, headers={"HX-Request": "true"})

    assert fragment.content.decode().strip() in page.content.decode()
    assert len(fragment.content) < len(page.content)
    for answer in (page, fragment):
        assert "HX-Request" in answer.headers["Vary"]


# Nothing there yet


@pytest.mark.parametrize(
    ("name", "route", "sentence"),
    [
        ("anna", "home", "Alles is beantwoord."),
        ("bert", "home", "Je begeleidt nu niemand"),
        ("erik", "home", "Nog geen verwijzingen"),
        ("lotte", "home", "Nog geen sessies"),
        ("hanna", "home", "Niets te controleren"),
        ("anna", "trajectories:list", "Nog geen trajecten"),
        ("bert", "trajectories:choose_for_event", "Je begeleidt nu niemand"),
        ("anna", "participants:referrals", "Nog geen aanmeldingen"),
        ("bert", "participants:referrals", "Nog geen aanmeldingen"),
        ("anna", "costs:sessions", "Nog geen sessies"),
        ("hanna", "costs:prices", "Nog geen prijslijst"),
    ],
)
def test_an_empty_page_says_what_is_not_there(cast, name, route, sentence):
    page = client_of(getattr(cast, name)).get(reverse(route))

    assert page.status_code == 200
    assert sentence in text_of(page)


def test_an_empty_dossier_invites_to_a_first_event_and_a_session(cast):
    trajectory = TrajectoryFactory(programme=cast.dow)
    browser = client_of(cast.anna)

    timeline = browser.get(trajectory.get_absolute_url())
    session = browser.get(reverse("costs:of_trajectory", args=[trajectory.pk]))
    facts = browser.get(reverse("trajectories:facts", args=[trajectory.pk]))

    assert "De weg is nog leeg" in text_of(timeline)
    assert "Nog geen sessie" in text_of(session)
    assert "Er is nog geen eerste dag vastgelegd." in text_of(facts)


def test_a_session_without_anything_is_a_page(cast):
    session = SessionFactory(trajectory__programme=cast.dow)

    page = client_of(cast.anna).get(session.get_absolute_url())

    assert "Nog geen regels." in text_of(page)


def test_a_referrer_with_whom_nothing_is_shared_reads_so(cast, dossier):
    TimelineEvent.objects.update(shared_with_referrer=False)

    page = client_of(cast.erik).get(address("trajectories:timeline", dossier))

    assert "Er is nog niets gedeeld" in text_of(page)


# Nonsense in the address

NONSENSE = [
    "",
    "abc",
    "-1",
    "0",
    "99999999999999999999",
    "²",
    "1' OR 1=1",
    "%00",
    "\x00",
    "🙂",
    "<b>",
]


@pytest.mark.parametrize("value", NONSENSE)
@pytest.mark.parametrize(
    ("route", "parameters"),
    [
        ("home", ("page",)),
        ("trajectories:list", ("q", "phase", "state", "page")),
        ("trajectories:timeline", ("weergave", "q", "baan", "soort", "van", "tot", "element")),
        ("trajectories:event_create", ("baan", "hoofdstuk", "bij")),
        ("participants:referrals", ("page",)),
        ("costs:session", ("zonder", "som", "totaal")),
        ("costs:several", ("stand", "vergeleken", "van", "tot")),
        ("costs:statement_create", ("soort",)),
    ],
)
def test_nonsense_in_the_address_is_no_error(cast, dossier, route, parameters, value):
    browser = client_of(cast.anna)

    answers = {
        name: browser.get(address(route, dossier), {name: value}).status_code for name in parameters
    }

    assert answers == dict.fromkeys(parameters, 200)


def test_an_unknown_filter_keeps_every_row(cast, dossier):
    page = client_of(cast.anna).get(
        reverse("trajectories:list"), {"phase": "rust", "state": "weg", "onbekend": "1"}
    )

    assert "1 traject" in text_of(page)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"state": "running"}, {"Wessel"}),
        ({"state": "ended"}, {"Lars"}),
        ({"phase": "work_fit"}, {"Wessel"}),
        ({"phase": "vocational"}, set()),
        ({"q": "lars", "state": "ended"}, {"Lars"}),
        ({"q": "lars", "state": "running"}, set()),
        ({"q": "  "}, {"Wessel", "Lars"}),
    ],
)
def test_a_filter_keeps_the_rows_it_names(cast, dossier, query, found):
    SpellFactory(
        ended=True,
        trajectory__programme=cast.dow,
        trajectory__participant__given_name="Lars",
        trajectory__participant__family_name="Brinke",
    )

    page = text_of(client_of(cast.anna).get(reverse("trajectories:list"), query))

    assert {name for name in ("Wessel", "Lars") if f"{name} van der" in page} == found


def test_a_list_goes_on_at_the_next_page(cast):
    for _ in range(51):
        TrajectoryFactory(programme=cast.dow)
    browser = client_of(cast.anna)

    pages = [
        browser.get(reverse("trajectories:list"), {"page": number}).context["page"]
        for number in (1, 2)
    ]

    seen = [row.pk for page in pages for row in page.object_list]
    assert [len(page.object_list) for page in pages] == [50, 1]
    assert sorted(seen) == sorted(Trajectory.objects.values_list("pk", flat=True))


# What is typed


def type_event(browser, dossier, **typed):
    url = address("trajectories:event_create", dossier)
    basis = {"text": "Haalt zijn rijbewijs.", "lanes": [dossier.lane.pk]}
    return browser.post(url, typed_in(browser.get(url)) | basis | typed)


@pytest.mark.parametrize(
    ("typed", "starts_on", "precision", "ends_on"),
    [
        ("nov 2019", datetime.date(2019, 11, 1), Precision.MONTH, None),
        ("12-3-2020", datetime.date(2020, 3, 12), Precision.DAY, None),
        ("voorjaar 2020", datetime.date(2020, 4, 1), Precision.QUARTER, None),
        ("2020", datetime.date(2020, 1, 1), Precision.YEAR, None),
        ("vandaag", datetime.date(2026, 3, 16), Precision.DAY, None),
        ("", None, Precision.ORDER, None),
        ("nov 2019 - jan 2020", datetime.date(2019, 11, 1), Precision.MONTH, datetime.date(2020, 1, 1)),
    ],
)  # fmt: skip
def test_a_date_is_read_as_people_write_it_and_given_back(
    cast, dossier, typed, starts_on, precision, ends_on
):
    browser = client_of(cast.anna)

    answer = type_event(browser, dossier, when=typed)

    event = TimelineEvent.objects.get(text="Haalt zijn rijbewijs.")
    assert answer.status_code == 302
    assert (event.starts_on, event.precision, event.ends_on) == (starts_on, precision, ends_on)
    edit = reverse("trajectories:event_edit", args=[event.pk])
    again = browser.post(edit, typed_in(browser.get(edit)))
    event.refresh_from_db()
    assert again.status_code == 302
    assert (event.starts_on, event.precision, event.ends_on) == (starts_on, precision, ends_on)


@pytest.mark.parametrize("when", ["ooit", "31-2-2020", "nov 1219", "12-13-2020", "2020 - 2019"])
def test_a_date_that_cannot_be_is_a_sentence_and_nothing_typed_is_lost(cast, dossier, when):
    page = type_event(
        client_of(cast.anna),
        dossier,
        when=when,
        text="Een heel verhaal.",
        kind="outcome",
        quote="Het lukt",
        speaker="Wessel",
        sensitivity="family",
    )

    typed = typed_in(page)
    assert page.status_code == 422
    assert not TimelineEvent.objects.filter(text="Een heel verhaal.").exists()
    assert typed["when"] == when
    assert typed["lanes"] == [str(dossier.lane.pk)]
    assert [typed[name] for name in ("text", "kind", "quote", "speaker", "sensitivity")] == [
        "Een heel verhaal.", "outcome", "Het lukt", "Wessel", "family",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"text": ""}, "verplicht"),
        ({"lanes": []}, "Kies ten minste één baan."),
        ({"speaker": "Vader"}, "Zet de woorden erbij van wie dit zei."),
        ({"kind": "feest"}, "feest"),
        ({"text": "x" * 5001}, "5000"),
        ({"text": "a\x00b"}, "null"),
    ],
)
def test_what_is_missing_or_cannot_be_is_a_sentence(cast, dossier, typed, sentence):
    page = type_event(client_of(cast.anna), dossier, **typed)

    assert page.status_code == 422
    assert sentence.lower() in text_of(page).lower()


HOSTILE = "<script>alert('x')</script><img src=x onerror=y>&amp;{{ 7|add:7 }}"


def test_everything_typed_is_escaped_on_the_timeline(cast, dossier):
    TimelineEvent.objects.update(text=HOSTILE, quote=HOSTILE, speaker=HOSTILE[:120])
    for row in (dossier.chapter, dossier.lane):
        for field in ("title", "narrative", "label"):
            if hasattr(row, field):
                setattr(row, field, HOSTILE[:80])
        row.save()
    Trajectory.objects.update(title=HOSTILE[:120])
    Participant.objects.update(given_name=HOSTILE, alias=HOSTILE[:40])

    for query in ({}, {"weergave": "lijst"}):
        page = PageClientWithoutTagCheck.of(cast.anna).get(
            address("trajectories:timeline", dossier), query
        )
        source = page.content.decode()

        assert "<script>alert" not in source
        assert "<img src=x" not in source
        assert html.escape("<script>alert(") in source


def test_everything_typed_is_escaped_on_the_pages_of_a_session(cast, dossier):
    for row, fields in (
        (dossier.line, ("label", "extent", "condition", "payer_note", "remarks")),
        (dossier.statement, ("text", "quote", "speaker")),
        (dossier.note, ("text", "quote", "speaker", "estimated_by")),
        (dossier.source, ("title", "publisher", "note")),
        (dossier.own_price, ("name", "category", "note")),
        (dossier.draft_price, ("name", "category", "note")),
    ):
        for field in fields:
            setattr(row, field, HOSTILE)
        row.save()

    for route in ("costs:session", "costs:prices", "costs:line_edit", "home"):
        page = PageClientWithoutTagCheck.of(cast.anna).get(address(route, dossier))
        source = page.content.decode()

        assert "<script>alert" not in source
        assert "<img src=x" not in source


class PageClientWithoutTagCheck(PageClient):
    """For pages on which somebody typed what looks like a template's tag."""

    @classmethod
    def of(cls, person):
        browser = cls()
        browser.force_login(person)
        return browser

    def request(self, **request):
        return super(PageClient, self).request(**request)


@pytest.mark.parametrize("number", [BSN, "1112.22.333", "1112 22 333"])
def test_a_citizen_service_number_in_a_text_gives_a_warning(cast, dossier, number):
    answer = type_event(client_of(cast.anna), dossier, text=f"Zijn nummer is {number}.")

    page = client_of(cast.anna)
    page.cookies = answer.client.cookies
    assert BSN_WARNING in text_of(page.get(answer.headers["Location"]))


def test_another_number_gives_no_warning(cast, dossier):
    answer = type_event(client_of(cast.anna), dossier, text="Bel 0612345678 of 111222334.")

    assert BSN_WARNING not in text_of(answer.client.get(answer.headers["Location"]))


# Reading


LOGGED_READS = {
    AccessAction.VIEWED,
    AccessAction.PRINTED,
    AccessAction.EXPORTED,
    AccessAction.SEARCHED,
}


@pytest.mark.parametrize("name", ["anna", "erik", "lotte", "hanna"])
def test_reading_writes_nothing_but_the_access_log(cast, dossier, monkeypatch, name):
    monkeypatch.setattr("reports.views.pdf_response", lambda report: HttpResponse(b"%PDF"))
    browser = client_of(getattr(cast, name))
    addresses = [address(route, dossier) for route in project_routes()]
    before = rows_in_every_table()

    for url in addresses:
        browser.get(url)

    after = rows_in_every_table()
    assert {table for table in after if after[table] != before[table]} == {"accounts.AccessLog"}
    versions = {row.version for row in (*Referral.objects.all(), *Trajectory.objects.all())}
    assert versions == {1}
    assert {row.action for row in AccessLog.objects.all()} <= LOGGED_READS | {AccessAction.REFUSED}


def test_the_health_page_asks_nothing_of_the_database(client, db):
    assert statements_of(lambda: client.get(reverse("health"))) == []


@pytest.mark.parametrize(
    ("route", "entry"),
    [
        ("trajectories:accept", "Aanmeldingen"),
        ("participants:referral", "Aanmeldingen"),
        ("costs:line_edit", "Effectencalculator"),
        ("costs:remark_answer", "Effectencalculator"),
    ],
)
def test_the_menu_marks_the_subject_of_a_page_and_not_its_address(cast, dossier, route, entry):
    page = BeautifulSoup(client_of(cast.anna).get(address(route, dossier)).content, "html.parser")

    marked = {link.get_text(strip=True) for link in page.select(".c-main-nav [aria-current=page]")}

    assert marked == {entry}


def test_no_class_of_ours_is_one_that_the_style_sheets_of_others_fold_away():
    templates = Path(settings.BASE_DIR, "templates")

    # Bootstrap draws these as a bar of one line high, or not at all, whatever stands in them.
    folded = re.compile(r'class="[^"]*(?<![\w-])(progress|collapse|modal|invisible|fade)(?![\w-])')

    assert [
        str(file) for file in templates.rglob("*.html") if folded.search(file.read_text())
    ] == []
