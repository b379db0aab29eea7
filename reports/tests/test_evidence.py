"""Working elements over trajectories: every case by its alias, and no text that shows who it is about."""

import datetime

import pytest
from django.urls import reverse

from accounts.models import AccessAction, AccessLog
from coaching.factories import CoachAssignmentFactory
from conftest import assert_does_not_grow, client_of, text_of
from costs.factories import SessionFactory
from participants.factories import NetworkContactFactory, ParticipantFactory
from reports.evidence import ELEMENTS, PAGE_SIZE
from trajectories.factories import ChapterFactory, EventFactory, TrajectoryFactory
from trajectories.models import EventKind, LifeDomain, Sensitivity, TimelineEvent, WorkingElement

CONNECT = WorkingElement.CONNECT
READERS = ("anna", "bert", "lotte")


def page_of(user, slug="aansluiten", **chosen):
    return client_of(user).get(reverse("reports:evidence", args=[slug]), chosen)


def show(dossier, text="Hij mag zelf kiezen waar hij begint.", **facts):
    facts = {"trajectory": dossier.trajectory, "working_element": CONNECT} | facts
    return EventFactory(text=text, **facts)


# What is collected


@pytest.mark.parametrize("name", READERS)
def test_an_event_with_the_element_stands_under_the_alias(cast, dossier, name):
    show(dossier, life_domains=[LifeDomain.MONEY], dated=True)

    page = text_of(page_of(getattr(cast, name)))

    assert "Hij mag zelf kiezen waar hij begint." in page
    assert "Tim" in page
    assert "Aansluiten (1)" in page
    assert "Geld" in page
    assert "3 februari 2026" in page


def test_each_element_has_its_own_events(cast, dossier):
    for one in ELEMENTS:
        show(dossier, f"Dit is {one.slug}.", working_element=one.element)

    for one in ELEMENTS:
        page = text_of(page_of(cast.anna, one.slug))
        shown = {other.slug for other in ELEMENTS if f"Dit is {other.slug}." in page}
        assert shown == {one.slug}


def test_every_element_of_an_event_has_a_page():
    assert {one.element for one in ELEMENTS} == set(WorkingElement)


def test_what_is_planned_or_taken_off_shows_nothing(cast, dossier):
    show(
        dossier, "Komt nog.", kind=EventKind.MILESTONE, planned_precision="day",
        planned_on=datetime.date(2026, 5, 1),
    )  # fmt: skip
    event = dossier.events["open"]
    TimelineEvent.objects.filter(pk=event.pk).update(
        working_element=CONNECT,
        removed_at=event.recorded_at,
        removed_by=cast.anna,
        removal_reason="Dubbel.",
    )

    page = text_of(page_of(cast.anna))

    assert "Komt nog." not in page
    assert event.text not in page
    assert "Nog niets met dit element" in page


def test_an_element_that_does_not_exist_is_not_found(cast, dossier):
    assert page_of(cast.anna, "anders").status_code == 404


# For whom


@pytest.mark.parametrize("name", ["carla", "gijs", "joke"])
def test_who_does_not_read_the_trajectory_collects_nothing_of_it(cast, dossier, name):
    show(dossier)

    page = text_of(page_of(getattr(cast, name)))

    assert "Hij mag zelf kiezen" not in page
    assert "Aansluiten (0)" in page


def test_a_coach_collects_no_longer_than_his_assignment(cast, dossier):
    show(dossier)
    dossier.assignment.ends_on = datetime.date(2026, 3, 15)
    dossier.assignment.save()

    assert "Hij mag zelf kiezen" not in text_of(page_of(cast.bert))


def test_a_former_participant_does_not_read_his_own_story_here(cast, dossier):
    show(dossier)
    dossier.participant.account = cast.bert
    dossier.participant.save()

    assert "Hij mag zelf kiezen" not in text_of(page_of(cast.bert))


@pytest.mark.parametrize("name", ["daan", "erik", "hanna", "ibrahim"])
def test_who_reads_no_whole_story_has_no_such_page(cast, dossier, name):
    show(dossier)

    assert page_of(getattr(cast, name)).status_code == 403


@pytest.mark.parametrize("name", READERS)
def test_the_list_of_trajectories_leads_there(cast, dossier, name):
    page = client_of(getattr(cast, name)).get(reverse("trajectories:list")).content.decode()

    assert reverse("reports:evidence", args=["aansluiten"]) in page


# Aliases only


@pytest.mark.parametrize("name", READERS)
def test_the_participants_name_is_read_as_the_alias_wherever_it_stands(cast, dossier, name):
    chapter = ChapterFactory(
        trajectory=dossier.trajectory, order=7, title="Wessel begint", narrative=""
    )
    show(
        dossier, "Wessels moeder belt Wessel van der Zwaluw.", chapter=chapter,
        quote="Ik ben Wessel.", speaker="Wessel Zwaluw",
    )  # fmt: skip

    page = page_of(getattr(cast, name))

    assert "Tims moeder belt Tim." in text_of(page)
    assert "Tim begint" in text_of(page)
    assert "Ik ben Tim." in text_of(page)
    assert "essel" not in page.content.decode()
    assert "waluw" not in page.content.decode()


TELLING = {
    "a contact": "Geesje belt in de ochtend.",
    "a diminutive": "Geesjetje belt in de ochtend.",
    "a coach": "Begeleidt komt langs, zegt Bert.",
    "who referred": "Erik Verwijst mailt terug.",
    "who led the session": "Lotte rekent mee.",
    "a phone number": "Bel 06 0000 0001 voor negen uur.",
    "a birth date": "Is van 12-3-2007.",
    "a municipality": "De gemeente Hellendoorn betaalt.",
    "a broken name": "Wes-\nsel is er weer.",
    "another participant": "Samen met Kasimir op de fiets.",
    "another participant, possessive": "Op Kasimirs fiets.",
}


@pytest.mark.parametrize("place", ["text", "quote", "chapter"])
@pytest.mark.parametrize("what", TELLING)
def test_a_text_that_shows_who_it_is_about_is_left_out(cast, dossier, what, place):
    dossier.participant.birth_date = datetime.date(2007, 3, 12)
    dossier.participant.save()
    NetworkContactFactory(participant=dossier.participant, name="Geesje")
    TrajectoryFactory(
        programme=cast.dow, participant=ParticipantFactory(given_name="Kasimir", family_name="Os")
    )
    words = TELLING[what]
    if place == "chapter":
        chapter = ChapterFactory(trajectory=dossier.trajectory, order=7, title=words)
        show(dossier, "Ook dit blijft weg.", chapter=chapter)
    else:
        show(dossier, **{"text": "Ook dit blijft weg.", place: words})

    to_leader, to_facilitator = page_of(cast.anna), page_of(cast.lotte)

    for page in (to_leader, to_facilitator):
        assert "er is aan te zien over wie het gaat" in text_of(page)
        assert "Ook dit blijft weg." not in text_of(page)
        assert words not in text_of(page)
    assert "Tekst aanpassen" in text_of(to_leader)
    # Who may know the alias only is not told which name it was.
    assert "Tekst aanpassen" not in text_of(to_facilitator)
    for secret in ("Geesje", "Kasimir", "Wessel", "Hellendoorn", "Bert"):
        assert secret not in to_facilitator.content.decode()


def test_a_form_of_the_own_name_is_told_with_the_alias(cast, dossier):
    show(dossier, "Wésseltje is er weer.")

    for page in (page_of(cast.anna), page_of(cast.lotte)):
        assert "Timtje is er weer." in text_of(page)
        assert "sseltje" not in page.content.decode()


def test_a_name_of_one_dossier_is_not_read_in_another(cast, dossier):
    other = TrajectoryFactory(programme=cast.dow, participant=ParticipantFactory(alias="Rik"))
    NetworkContactFactory(participant=other.participant, name="Geesje")
    EventFactory(trajectory=other, working_element=CONNECT, text="Werkt mee.")
    show(dossier, "Belt met Geesje.")

    page = page_of(cast.anna)

    assert "Werkt mee." in text_of(page)
    assert "Belt met" not in text_of(page)


def test_a_word_of_a_name_cannot_be_searched_for(cast, dossier):
    show(dossier, "Wessel kiest zelf.")

    page = text_of(page_of(cast.lotte, q="Wessel"))

    assert "Tim kiest zelf." in page
    assert "Zoek" not in text_of(page_of(cast.lotte)).split("Leefgebied")[1]


# Filters and pages


@pytest.mark.parametrize("domain", ["", "money", "housing", "onzin"])
@pytest.mark.parametrize("kind", ["", "support", "outcome", "onzin"])
@pytest.mark.parametrize("words", ["", "on"])
def test_a_filter_keeps_what_it_says_and_the_count_with_it(cast, dossier, domain, kind, words):
    made = [
        (show(
            dossier, f"Stuk {number}.", life_domains=[has], kind=of, quote=quote,
        ), has, of, quote)
        for number, (has, of, quote) in enumerate(
            (has, of, quote)
            for has in ("money", "housing")
            for of in ("support", "outcome")
            for quote in ("", "Zo is het.")
        )
    ]  # fmt: skip
    expected = {
        event.text
        for event, has, of, quote in made
        if domain in ("", "onzin", has) and kind in ("", "onzin", of) and (quote or not words)
    }

    page = text_of(page_of(cast.anna, gebied=domain, soort=kind, woorden=words))

    assert {event.text for event, *_ in made if event.text in page} == expected
    assert f"Aansluiten ({len(expected)})" in page


def test_many_events_come_in_pages_that_keep_the_filter(cast, dossier):
    for number in range(PAGE_SIZE + 1):
        show(dossier, f"Stuk {number:02d}.", kind=EventKind.SUPPORT, position=100 + number)

    first = page_of(cast.anna, soort="support")
    second = page_of(cast.anna, soort="support", page=2)

    assert "Stuk 00." in text_of(first)
    assert f"Stuk {PAGE_SIZE:02d}." not in text_of(first)
    assert f"Stuk {PAGE_SIZE:02d}." in text_of(second)
    assert "soort=support&amp;page=2" in first.content.decode()


def test_a_page_asks_as_much_of_the_database_for_many_as_for_few(cast, dossier):
    show(dossier)

    def one_more():
        for _ in range(4):
            person = ParticipantFactory(municipality=cast.twenterand)
            trajectory = TrajectoryFactory(programme=cast.dow, participant=person)
            NetworkContactFactory(participant=person)
            CoachAssignmentFactory(trajectory=trajectory, coach=cast.bert)
            SessionFactory(trajectory=trajectory, facilitator=cast.lotte)
            EventFactory(trajectory=trajectory, working_element=CONNECT, recorded_by=cast.bert)

    browser, url = client_of(cast.anna), reverse("reports:evidence", args=["aansluiten"])
    assert_does_not_grow(lambda: browser.get(url), one_more)


def test_a_look_is_one_row_for_each_dossier_on_the_page(cast, dossier):
    show(dossier)
    show(dossier, sensitivity=Sensitivity.HEALTH)
    other = EventFactory(trajectory__programme=cast.dow, working_element=CONNECT)

    page_of(cast.anna)

    rows = AccessLog.objects.filter(page="reports:evidence")
    assert {(row.action, row.participant_id, row.programme_id) for row in rows} == {
        (AccessAction.VIEWED, dossier.participant.pk, cast.dow.pk),
        (AccessAction.VIEWED, other.trajectory.participant_id, cast.dow.pk),
    }
    assert rows.count() == 2
