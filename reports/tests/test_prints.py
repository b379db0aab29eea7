"""The papers for the table, and the page where everybody finds what he may print."""

import datetime

import pytest
from bs4 import BeautifulSoup

from accounts.models import AccessLog
from coaching.factories import (
    AgreementFactory,
    GoalFactory,
    GoalStepFactory,
    SkillScoreFactory,
    TalkFactory,
)
from conftest import TODAY, assert_does_not_grow, client_of, pdf_text, text_of
from dow_site.pdf import render_report
from dow_site.tests.routes import address, project_routes
from participants.factories import NetworkContactFactory
from reports import talk_overview, trajectory_plan
from reports.talk_overview import TalkOverview
from reports.trajectory_plan import TrajectoryPlan
from trajectories.factories import EventFactory, TrajectoryFactory
from trajectories.models import Trajectory


def plan(dossier, reader):
    return TrajectoryPlan.of(_read(dossier), reader=reader, today=TODAY)


def overview(dossier, reader, first=None, last=None):
    return TalkOverview.of(_read(dossier), reader=reader, first=first, last=last, today=TODAY)


def _read(dossier):
    return Trajectory.objects.for_dossier().get(pk=dossier.trajectory.pk)


def milestone(dossier, text, **facts):
    return EventFactory(
        trajectory=dossier.trajectory,
        position=90,
        kind="milestone",
        text=text,
        planned_on=datetime.date(2026, 6, 1),
        planned_precision="month",
        **facts,
    )


# The plan


def test_the_plan_says_goals_in_both_words_agreements_by_who_keeps_them_and_what_is_ahead(
    cast, dossier
):
    goal = GoalFactory(
        trajectory=dossier.trajectory,
        own_words="Ik wil mijn rijbewijs",
        coach_words="Theorie halen, dan lessen",
        recorded_by=cast.bert,
    )
    GoalStepFactory(goal=goal, how_far="almost")
    milestone(dossier, "Begint aan de praktijkverklaring")

    printed = render_report(plan(dossier, cast.anna))

    said = pdf_text(printed.content)
    for words in (
        "Ik wil mijn rijbewijs", "Theorie halen, dan lessen", "Bijna", "Dit is afspraak own.",
        "Dit is afspraak asked.", "Gemeente Hellendoorn", "juni 2026",
        "Begint aan de praktijkverklaring", "Handtekening", "Bert Begeleidt", "School of gemeente",
    ):  # fmt: skip
        assert words in said, words
    # What is done is no plan.
    assert "Dit is afspraak kept." not in said
    assert [party.who for party in plan(dossier, cast.anna).doing] == ["Deelnemer", "Verwijzer"]


def test_a_goal_that_was_reached_stands_apart_and_one_let_go_not_at_all(cast, dossier):
    for words, how_far in (("Op tijd komen", "reached"), ("Naar zee", "let_go")):
        goal = GoalFactory(trajectory=dossier.trajectory, own_words=words)
        GoalStepFactory(goal=goal, how_far=how_far)

    report = plan(dossier, cast.anna)

    assert report.reached == ("Op tijd komen",)
    assert not {"Op tijd komen", "Naar zee"} & {goal.own_words for goal in report.goals}
    assert "Naar zee" not in render_report(report).html


@pytest.mark.parametrize("sensitivity", ["family", "finance", "health", "addiction"])
def test_a_milestone_that_is_nobody_elses_business_is_not_in_the_plan(cast, dossier, sensitivity):
    milestone(dossier, "Klaar met de behandeling", sensitivity=sensitivity)

    for reader in (cast.anna, cast.bert):
        assert "behandeling" not in render_report(plan(dossier, reader)).html


def test_the_plan_holds_nothing_of_talks_or_how_somebody_feels(cast, dossier):
    TalkFactory(
        trajectory=dossier.trajectory, author=cast.bert, mood=1, mood_words="Ik slaap slecht"
    )

    said = render_report(plan(dossier, cast.anna)).html

    for words in ("Ik slaap slecht", "Dit is gesprek", "Dit is gebeurtenis"):
        assert words not in said


def test_whoever_signs_for_a_minor_signs_the_plan(cast, dossier):
    NetworkContactFactory(
        participant=dossier.participant, name="Hennie Zwaluw", relation="guardian", is_guardian=True
    )

    assert "Hennie Zwaluw" in {one.name for one in plan(dossier, cast.anna).signers}


def test_an_empty_plan_says_what_is_missing(cast):
    trajectory = TrajectoryFactory(programme=cast.dow)

    report = TrajectoryPlan.of(trajectory, reader=cast.anna, today=TODAY)

    said = pdf_text(render_report(report).content)
    for words in (
        "Er is nog geen doel opgeschreven.", "Er staan geen afspraken open.",
        "Er is nog geen mijlpaal gepland.", "nog niet gepland",
    ):  # fmt: skip
        assert words in said


def test_a_plan_that_is_too_long_says_how_much_is_left_out(cast, dossier, monkeypatch):
    monkeypatch.setattr(trajectory_plan, "MOST_AGREEMENTS", 1)

    report = plan(dossier, cast.anna)

    assert report.left_out == 1
    assert "nog 1 regel" in pdf_text(render_report(report).content)


def test_a_larger_plan_asks_no_more_of_the_database(cast, dossier):
    def grow():
        for number in range(3):
            goal = GoalFactory(trajectory=dossier.trajectory, own_words=f"Doel {number}")
            GoalStepFactory(goal=goal)
            AgreementFactory(
                trajectory=dossier.trajectory,
                asked_of_referrer=True,
                organisation=cast.hellendoorn,
            )
            milestone(dossier, f"Mijlpaal {number}")

    assert_does_not_grow(lambda: plan(dossier, cast.anna), grow)


# The talks


def test_the_overview_tells_who_came_what_was_agreed_and_what_was_not_discussed(cast, dossier):
    talk = dossier.talks["by coach"]
    talk.parts_planned, talk.parts_present = 8, 6
    talk.parts_late = talk.parts_absent_reported = 0
    talk.parts_absent_unreported = 2
    talk.save()

    report = overview(dossier, cast.anna)

    said = pdf_text(render_report(report).content)
    for words in (
        "Dit is gesprek by coach.", "Dit is afspraak own.", "6 van 8 dagdelen (75%)",
        "niet besproken", "Dit is de groep.", "Niet gekomen",
    ):  # fmt: skip
        assert words in said, words
    days = [one.day for one in report.talks]
    assert days == ["26 februari 2026", "3 maart 2026", "5 maart 2026", "6 maart 2026"]
    # Of who did not come nothing can have been discussed.
    assert report.talks[0].blocks == ()


def test_drafts_and_talks_that_are_co_read_are_counted_and_not_shown(cast, dossier):
    report = overview(dossier, cast.anna)

    assert report.not_finished == 2
    said = render_report(report).html
    assert "Dit is gesprek draft." not in said
    assert "Dit is gesprek to review." not in said
    assert "2 gesprekken zijn nog niet klaar" in pdf_text(render_report(report).content)


def test_a_trainee_prints_the_talks_he_wrote_and_no_others(cast, dossier):
    answer = client_of(cast.daan).get(address("reports:talk_overview", dossier))

    said = pdf_text(answer.content)
    assert "Dit is gesprek by trainee." in said
    assert "Dit is gesprek by coach." not in said
    assert "Dit is de groep." not in said


def test_the_period_is_what_was_asked_with_both_days_in_it(cast, dossier):
    page = f"{address('reports:talk_overview', dossier)}?van=3-3-2026&tot=5-3-2026"

    said = pdf_text(client_of(cast.anna).get(page).content)

    assert "Van 3 maart 2026 tot en met 5 maart 2026" in said
    for words, is_in in (("by trainee", True), ("by coach", True), ("of a group", False)):
        assert (f"Dit is gesprek {words}." in said) == is_in


def test_skills_show_the_first_and_the_last_step_of_the_period(cast, dossier):
    later = TalkFactory(
        trajectory=dossier.trajectory, author=cast.bert, held_on=datetime.date(2026, 3, 13)
    )
    first = dossier.talks["by coach"].skills.get()
    first.by_coach, first.by_participant = 1, None
    first.save()
    SkillScoreFactory(talk=later, skill=first.skill, by_coach=3, by_participant=None)

    line = overview(dossier, cast.anna).skills[0]

    assert line.by_coach == "eerst nog niet, nu meestal"
    assert line.by_participant == "niet besproken"


def test_an_overview_without_talks_says_so(cast, dossier):
    report = overview(dossier, cast.anna, first=datetime.date(2030, 1, 1))

    said = pdf_text(render_report(report).content)
    assert "Er is in deze tijd geen gesprek vastgelegd." in said
    assert "In deze tijd niet besproken." in said


def test_the_newest_talks_are_printed_and_older_ones_counted(cast, dossier, monkeypatch):
    monkeypatch.setattr(talk_overview, "MOST_TALKS", 1)

    report = overview(dossier, cast.anna)

    assert [one.day for one in report.talks] == ["6 maart 2026"]
    assert report.left_out == 3


def test_more_talks_ask_no_more_of_the_database(cast, dossier):
    def grow():
        for number in range(3):
            talk = TalkFactory(trajectory=dossier.trajectory, author=cast.bert)
            SkillScoreFactory(talk=talk)
            AgreementFactory(trajectory=dossier.trajectory, made_in=talk, what=f"Afspraak {number}")

    assert_does_not_grow(lambda: overview(dossier, cast.anna), grow)


# The page


def linked(response):
    page = BeautifulSoup(response.content.decode(), "html.parser")
    section = page.find("section", attrs={"aria-labelledby": "verslagen"})
    links = [link["href"] for link in section.find_all("a")]
    return links + [form["action"] for form in section.find_all("form")]


@pytest.mark.parametrize("person", ["anna", "bert", "daan", "erik", "lotte"])
def test_everything_on_the_page_opens_for_who_sees_it(cast, dossier, person):
    browser = client_of(getattr(cast, person))

    for url in linked(browser.get(address("reports:prints", dossier))):
        # A publication may still have to be mended; that is an answer too.
        assert browser.get(url).status_code in (200, 422), url


@pytest.mark.parametrize("person", ["anna", "bert", "daan", "erik", "lotte"])
def test_every_report_of_a_dossier_that_somebody_may_print_is_on_the_page(cast, dossier, person):
    browser = client_of(getattr(cast, person))
    on_page = linked(browser.get(address("reports:prints", dossier)))

    for route in project_routes():
        if route.startswith("reports:"):
            url = address(route, dossier)
            if route == "reports:case_report":
                # That one is chosen first: what is in it, and of which period.
                assert (browser.get(url).status_code == 200) == (
                    f"{address('reports:print', dossier)}?uitgave=full" in on_page
                )
            elif f"/trajecten/{dossier.trajectory.pk}/" in url:
                answer = browser.get(url)
                if answer.get("Content-Type") == "application/pdf":
                    assert url in on_page, url


def test_the_page_says_of_each_report_what_it_is_and_for_whom(cast, dossier):
    page = client_of(cast.anna).get(address("reports:prints", dossier))

    said = text_of(page)
    for words in (
        "Trajectplan",
        "Om samen te bekijken en te tekenen",
        "Inzageverzoek",
        "Mijn week",
    ):
        assert words in said


def test_each_print_is_in_the_log(cast, dossier):
    browser = client_of(cast.bert)
    for route in ("reports:trajectory_plan", "reports:talk_overview"):
        browser.get(address(route, dossier))

    rows = AccessLog.objects.filter(participant_id=dossier.participant.pk, action="printed")
    assert {row.page for row in rows} == {"reports:trajectory_plan", "reports:talk_overview"}
