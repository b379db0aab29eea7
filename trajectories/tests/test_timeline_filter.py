"""Filters on the timeline: kept in the address, obeyed by picture and list, and never telling more than is read."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from conftest import NOON as TODAY_NOON
from conftest import client_of, statements_of, text_of
from dow_site.tests.routes import address
from trajectories.event_history import EventHistory, LaneHistory
from trajectories.factories import ChapterFactory, EventFactory, LaneFactory
from trajectories.models import EventKind, LaneKind, Precision, TimelineEvent
from trajectories.searching import which_hold


@pytest.fixture
def mother(dossier):
    return LaneFactory(trajectory=dossier.trajectory, order=3, label="Moeder", kind=LaneKind.FAMILY)


@pytest.fixture
def story(cast, dossier, mother):
    """Three events more, each found by filters of its own."""
    lane, chapter = dossier.lane, dossier.chapter

    def event(text, **fields):
        return EventFactory(
            trajectory=dossier.trajectory, chapter=chapter, text=text, position=20,
            recorded_by=cast.anna, **fields,
        )  # fmt: skip

    return {
        "school": event(
            "Hij bezocht drie scholen.", lanes=[lane, mother], kind=EventKind.SUPPORT,
            starts_on=datetime.date(2026, 2, 10), precision=Precision.DAY,
            working_element="connect", life_domains=["work_learning", "housing"],
        ),
        "year": event(
            "Een heel jaar rust.", lanes=[mother], kind=EventKind.CONTEXT,
            starts_on=datetime.date(2025, 1, 1), precision=Precision.YEAR,
        ),
        "plan": event(
            "Eigen kamer", lanes=[lane], kind=EventKind.MILESTONE,
            planned_on=datetime.date(2026, 6, 1), planned_precision=Precision.MONTH,
        ),
    }  # fmt: skip


def shown(response):
    """The numbers of the events in the picture, and of those in the list."""
    page = BeautifulSoup(response.content.decode(), "html.parser")
    return tuple(
        {int(card["id"].removeprefix(place)) for card in page.select(f"[id^={place}]")}
        for place in ("beeld-", "lijst-")
    )


def filtered(person, dossier, **asked):
    return client_of(person).get(address("trajectories:timeline", dossier), asked)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "school"}, {"school"}),
        ({"q": "rust heel"}, {"year"}),
        ({"q": "bezoc"}, {"school"}),
        ({"soort": "support"}, {"school"}),
        ({"van": "feb 2026", "tot": "feb 2026"}, {"school"}),
        ({"van": "nov 2025", "tot": "dec 2025"}, {"year"}),
        ({"tot": "2025"}, {"year"}),
        ({"van": "juni 2026"}, {"plan"}),
        ({"element": "connect"}, {"school"}),
        ({"leefgebied": "housing"}, {"school"}),
        ({"soort": "context", "q": "rust"}, {"year"}),
        ({"soort": "context", "q": "school"}, set()),
        ({"q": "de"}, set()),
    ],
)
def test_picture_and_list_keep_the_events_that_a_filter_names(cast, dossier, story, asked, found):
    page = filtered(cast.anna, dossier, **asked)

    keys = {story[name].pk for name in found}
    assert shown(page) == (keys, keys)
    assert f"Je ziet {len(found)} van de 13 gebeurtenissen" in text_of(page)


def test_a_lane_keeps_the_events_that_touch_it_and_hides_empty_lanes(cast, dossier, story, mother):
    page = filtered(cast.anna, dossier, baan=mother.pk)

    keys = {story["school"].pk, story["year"].pk}
    assert shown(page) == (keys, keys)
    rows = BeautifulSoup(page.content.decode(), "html.parser").select(".c-timeline__lane")
    assert [row.get_text(strip=True) for row in rows] == ["Wessel", "Moeder"]
    assert "baan Moeder" in text_of(page)


def test_the_address_keeps_the_filter_over_the_views_and_the_day(cast, dossier, story):
    page = filtered(cast.anna, dossier, q="school", soort="support", weergave="lijst")

    written = page.content.decode()
    assert "?q=school&amp;soort=support&amp;weergave=beeld" in written
    assert "Alles tonen" in written
    form = BeautifulSoup(written, "html.parser").select_one("form[role=search]")
    assert form.select_one("[name=q]")["value"] == "school"
    assert form.select_one("[name=soort] option[selected]")["value"] == "support"
    assert form.select_one("[name=weergave]")["value"] == "lijst"
    looking_back = BeautifulSoup(written, "html.parser").select_one("form:has([name=op])")
    assert looking_back.select_one("[name=soort]")["value"] == "support"


def test_what_was_known_on_a_day_is_filtered_too(cast, dossier, story):
    EventHistory.objects.update(pgh_created_at=TODAY_NOON)
    LaneHistory.objects.update(pgh_created_at=TODAY_NOON)

    page = filtered(cast.anna, dossier, op="16-3-2026", soort="support")

    keys = {story["school"].pk}
    assert shown(page) == (keys, keys)
    assert "Je ziet 1 van de 13 gebeurtenissen: soort Ondersteuning." in text_of(page)


def test_a_filter_leaves_the_milestones_ahead_and_the_chapters_to_edit(cast, dossier, story):
    ChapterFactory(trajectory=dossier.trajectory, order=2, title="Doorstart")

    page = text_of(filtered(cast.anna, dossier, q="school"))

    assert "Mijlpalen die nog komen Eigen kamer" in page
    assert "Eerder : Doorstart" in page


def test_marks_from_elsewhere_are_a_kind_of_their_own(cast, dossier, story):
    page = filtered(cast.anna, dossier, soort="talk")

    assert shown(page) == (set(), set())
    written = BeautifulSoup(page.content.decode(), "html.parser")
    marks = {mark["data-mark"] for mark in written.select(".c-views [data-mark]")}
    assert marks == {"talk"}
    assert "Je ziet 0 van de 13 gebeurtenissen en" in text_of(page)


def test_without_a_filter_the_sentence_says_that_all_is_shown(cast, dossier, story):
    assert "Je ziet alles: 13 gebeurtenissen en" in text_of(filtered(cast.anna, dossier))


def test_a_fragment_is_the_part_of_the_page_that_obeys_the_filter(cast, dossier, story):
    browser, url = client_of(cast.anna), address("trajectories:timeline", dossier)
    asked = {"q": "school"}

    page = browser.get(url, asked)
    part = browser.get(url, asked, headers={"HX-Request": "true"})

    assert "HX-Request" in part.headers["Vary"]
    assert shown(part) == shown(page)
    assert part.content.decode().lstrip().startswith('<div id="tijdlijn">')
    assert "<h1" not in part.content.decode()


def test_a_date_that_is_none_is_said_beside_its_field_and_filters_nothing(cast, dossier, story):
    page = filtered(cast.anna, dossier, van="gisteren of zo")

    assert page.status_code == 200
    assert "is geen datum die ik ken" in text_of(page)
    assert "Je ziet alles" in text_of(page)


def test_a_date_that_is_none_is_said_in_the_result_and_kept_off_paper(cast, dossier, story):
    url = address("trajectories:timeline", dossier)
    asked = {"van": "begin oktober ha", "soort": "support"}

    answer = client_of(cast.anna).get(url, asked, headers={"HX-Request": "true"})

    written = BeautifulSoup(answer.content.decode(), "html.parser")
    assert "Vanaf : ‘begin oktober ha’ is geen datum die ik ken" in text_of(answer)
    links = [a["href"] for a in written.select("a[href*='.pdf'], a[href*=export]")]
    assert len(links) == 2
    assert all("soort=support" in link and "oktober" not in link for link in links)


@pytest.mark.parametrize(
    ("asked", "is_open"),
    [({}, False), ({"weergave": "lijst"}, False), ({"q": "school"}, True), ({"van": "ooit"}, True)],
)
def test_the_filter_stands_open_while_it_filters_or_asks_for_attention(
    cast, dossier, story, asked, is_open
):
    page = BeautifulSoup(filtered(cast.anna, dossier, **asked).content.decode(), "html.parser")

    fold = page.select_one("details:has(form[role=search])")
    assert fold.has_attr("open") is is_open


# What a filter may not tell


def options(response, name):
    page = BeautifulSoup(response.content.decode(), "html.parser")
    return [option.get_text() for option in page.select(f"form[role=search] [name={name}] option")]


def test_a_referrer_filters_only_what_is_shared_and_counts_only_that(cast, dossier, story, mother):
    page = filtered(cast.erik, dossier)

    assert "Je ziet alles: 1 gebeurtenis en" in text_of(page)
    assert options(page, "baan") == ["Alle banen", "Wessel"]
    for asked in ({"q": "school"}, {"q": "addiction"}, {"baan": mother.pk}, {"soort": "support"}):
        answer = filtered(cast.erik, dossier, **asked)
        assert "school" not in text_of(answer).replace("‘school’", "")
        assert "gebeurtenis addiction" not in text_of(answer)
        assert "van de 1 gebeurtenis" in text_of(answer) or "Je ziet alles" in text_of(answer)


def test_a_tag_of_a_shared_event_is_told_to_no_referrer(cast, dossier):
    TimelineEvent.objects.filter(pk=dossier.events["milestone"].pk).update(
        working_element="connect", life_domains=["substance_use"]
    )

    page = filtered(cast.erik, dossier, leefgebied="housing", element="future_base")

    assert options(page, "leefgebied") == options(page, "element") == []
    assert dossier.events["milestone"].pk in shown(page)[1]


def test_a_trainee_finds_nothing_that_he_may_not_read(cast, dossier):
    page = filtered(cast.daan, dossier, q="gebeurtenis")

    hidden = {dossier.events[key].pk for key in ("before", "family", "health", "addiction")}
    assert not hidden & shown(page)[1]
    assert "Je ziet 4 van de 4 gebeurtenissen" in text_of(page)


def test_who_knows_the_alias_finds_the_alias_and_never_the_name(cast, dossier):
    event = EventFactory(
        trajectory=dossier.trajectory, text="Zwaluw kwam op tijd.", lanes=[dossier.lane],
        recorded_by=cast.anna,
    )  # fmt: skip

    by_name = filtered(cast.lotte, dossier, q="Zwaluw")
    by_alias = filtered(cast.lotte, dossier, q="Tim")

    assert event.pk not in shown(by_name)[1]
    assert event.pk in shown(by_alias)[1]
    assert event.pk in shown(filtered(cast.anna, dossier, q="Zwaluw"))[1]


@pytest.mark.parametrize("words", ["%", "_", "a & b", "!", "x:*", "'", "(", "🙂", "\\"])
def test_any_words_may_be_searched_for(db, words):
    assert which_hold({1: "niets daarvan"}, words) == set()


def test_searching_asks_one_question_more(cast, dossier, story):
    browser, url = client_of(cast.anna), address("trajectories:timeline", dossier)
    browser.get(url)

    plain = statements_of(lambda: browser.get(url))
    asked = statements_of(lambda: browser.get(url, {"q": "school", "soort": "support"}))

    assert len(asked) == len(plain) + 1


def test_the_filter_of_another_dossier_stays_closed(cast, dossier):
    assert filtered(cast.kees, dossier, q="gebeurtenis").status_code == 404
    assert reverse("trajectories:timeline", args=[dossier.trajectory.pk]) == address(
        "trajectories:timeline", dossier
    )
