"""What people may see beyond the table of roles: time, authorship, consent, names."""

import datetime
import itertools
import re
from pathlib import Path

import pytest
import time_machine
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.models import AccessAction, AccessLog, ProgrammePlaces, User
from coaching.models import (
    AftercareContact,
    Agreement,
    AgreementMark,
    CoachAssignment,
    CoReading,
    DomainMeasurement,
    DomainScore,
    Goal,
    GoalStep,
    GroupTalk,
    Handover,
    HandoverLetter,
    ReviewQuestion,
    SharedLine,
    SignalAnswer,
    SignalRules,
    SkillScore,
    Talk,
    TalkDomain,
    TalkReview,
    WeekLink,
    WeekReaction,
    WorkplaceCheck,
    WorkPlacement,
)
from conftest import EVENTS, TALKS, TODAY, client_of, text_of, words_of_spreadsheet
from costs.models import (
    CostLine,
    LineObjection,
    LineReality,
    LineRemark,
    PriceItem,
    Session,
    SessionStep,
)
from dow_site.access import GRANTS, Action, Role, Scope
from dow_site.access_table import access_table
from dow_site.pdf import RenderedReport
from dow_site.tests.clients import addresses_on
from dow_site.tests.routes import address, project_routes
from participants.factories import ConsentFactory
from participants.models import Consent, NetworkContact, Participant, Referral, ReferralStep
from trajectories.models import (
    Chapter,
    EventAttachment,
    EventLane,
    Lane,
    Outflow,
    Spell,
    TimelineEvent,
    Trajectory,
)

EVERYBODY = [
    "anna",
    "bert",
    "carla",
    "daan",
    "erik",
    "fenna",
    "lotte",
    "gijs",
    "hanna",
    "ibrahim",
    "joke",
    "kees",
]
NAMELESS = ("lotte", "gijs", "hanna", "ibrahim")
NAMES = re.compile(r"wessel|zwaluw", re.IGNORECASE)
ALL_MODELS = (
    AftercareContact, HandoverLetter, Outflow, SignalAnswer, Goal, GoalStep, DomainMeasurement,
    DomainScore, WorkPlacement, WorkplaceCheck, WeekLink, WeekReaction,
    Participant, NetworkContact, Consent, Referral, ReferralStep, ProgrammePlaces, Trajectory,
    Spell, Chapter, Lane, TimelineEvent, EventLane, EventAttachment, Session, CostLine, PriceItem, AccessLog, User, CoachAssignment,
    Talk, GroupTalk, SkillScore, TalkDomain, SharedLine, TalkReview, ReviewQuestion, CoReading, Agreement,
    AgreementMark, SessionStep, LineRemark, LineObjection, LineReality,
)  # fmt: skip


# What is done to a row, beside looking at it.
DEEDS = {
    Participant: (Action.EDIT_PARTICIPANT,),
    NetworkContact: (Action.EDIT_NETWORK,),
    Referral: (Action.EDIT_REFERRAL, Action.HANDLE_REFERRAL),
    Trajectory: (
        Action.EDIT_TRAJECTORY,
        Action.ADD_EVENT,
        Action.ADD_TALK,
        Action.ASSIGN_COACH,
        Action.PRINT_CASE_REPORT,
        Action.PRINT_TIMELINE,
    ),
    TimelineEvent: (Action.EDIT_EVENT,),
    EventAttachment: (Action.EDIT_ATTACHMENT,),
    AftercareContact: (Action.EDIT_AFTERCARE,),
    WorkPlacement: (Action.EDIT_AFTERCARE,),
    Goal: (Action.EDIT_GROWTH,),
    DomainMeasurement: (Action.EDIT_GROWTH,),
    Handover: (Action.HAND_OVER, Action.CONFIRM_HANDOVER),
    SignalRules: (Action.SET_SIGNAL_RULES,),
    Talk: (Action.EDIT_TALK, Action.REVIEW_TALK),
    Agreement: (Action.EDIT_AGREEMENT, Action.ANSWER_AGREEMENT),
    Session: (Action.EDIT_SESSION, Action.CHECK_SESSION, Action.VIEW_COST_FIGURES),
    PriceItem: (Action.EDIT_PRICES,),
}


def on(day):
    return time_machine.travel(datetime.datetime.combine(day, datetime.time(12), datetime.UTC))


def timeline(person, dossier):
    return client_of(person).get(address("trajectories:timeline", dossier))


def events_seen(person, dossier):
    response = timeline(person, dossier)
    assert response.status_code == 200
    return {key for key in EVENTS if f"Dit is gebeurtenis {key}." in text_of(response)}


# Accounts


def test_an_ended_account_is_signed_out_at_once(cast, dossier):
    browser = client_of(cast.bert)
    User.objects.filter(pk=cast.bert.pk).update(active_until=TODAY - datetime.timedelta(days=1))

    answer = browser.get("/")

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/accounts/login/")
    assert "_auth_user_id" not in browser.session


def test_an_account_works_on_its_last_day(cast):
    User.objects.filter(pk=cast.bert.pk).update(active_until=TODAY)

    assert client_of(cast.bert).get("/").status_code == 200


def test_an_account_does_not_work_before_its_first_day(cast):
    User.objects.filter(pk=cast.bert.pk).update(active_from=TODAY + datetime.timedelta(days=1))

    assert client_of(cast.bert).get("/").status_code == 302


def test_a_closed_account_is_signed_out_at_once(cast):
    browser = client_of(cast.bert)
    User.objects.filter(pk=cast.bert.pk).update(is_active=False)

    assert browser.get("/").status_code == 302


def test_an_ended_account_does_not_get_in_with_its_password(client, cast):
    cast.bert.set_password("een-goed-wachtwoord")
    cast.bert.active_until = TODAY - datetime.timedelta(days=1)
    cast.bert.save()

    client.post(
        reverse("account_login"), {"login": cast.bert.email, "password": "een-goed-wachtwoord"}
    )

    assert "_auth_user_id" not in client.session


def test_an_open_account_gets_in_with_its_password(client, cast):
    cast.bert.set_password("een-goed-wachtwoord")
    cast.bert.save()

    answer = client.post(
        reverse("account_login"), {"login": cast.bert.email, "password": "een-goed-wachtwoord"}
    )

    assert answer.headers["Location"] == "/"


def test_an_ended_account_is_permitted_nothing(cast, dossier):
    cast.anna.active_until = TODAY - datetime.timedelta(days=1)

    seen = [model for model in ALL_MODELS if model.objects.visible_to(cast.anna).exists()]

    assert seen == []


# Assignments


def test_a_coach_sees_the_dossier_on_the_last_day_of_the_assignment(cast, dossier):
    dossier.assignment.ends_on = TODAY
    dossier.assignment.save()

    assert timeline(cast.bert, dossier).status_code == 200


def test_a_coach_loses_sight_the_day_after_the_assignment_ends(cast, dossier):
    dossier.assignment.ends_on = TODAY - datetime.timedelta(days=1)
    dossier.assignment.save()

    assert timeline(cast.bert, dossier).status_code == 404
    assert "Wessel" not in text_of(client_of(cast.bert).get("/"))


def test_a_coach_does_not_see_the_dossier_before_the_assignment_begins(cast, dossier):
    with on(dossier.assignment.starts_on - datetime.timedelta(days=1)):
        assert timeline(cast.bert, dossier).status_code == 404
    with on(dossier.assignment.starts_on):
        assert timeline(cast.bert, dossier).status_code == 200


def test_a_coach_with_two_assignments_sees_the_trajectory_once(cast, dossier):
    dossier.assignment.ends_on = datetime.date(2026, 2, 1)
    dossier.assignment.save()
    dossier.assignment.pk = None
    dossier.assignment.submission_key = "00000000-0000-4000-8000-000000000001"
    dossier.assignment.starts_on, dossier.assignment.ends_on = datetime.date(2026, 3, 1), None
    dossier.assignment.save()

    assert Trajectory.objects.visible_to(cast.bert).count() == 1
    assert Participant.objects.visible_to(cast.bert).count() == 1


def test_a_former_participant_turned_coach_does_not_see_his_own_file(cast, dossier):
    dossier.participant.account = cast.bert
    dossier.participant.save()

    still_seen = {
        model.__name__
        for model in ALL_MODELS
        if model not in (AccessLog, User, PriceItem)
        and model.objects.visible_to(cast.bert).exists()
    }

    assert timeline(cast.bert, dossier).status_code == 404
    assert still_seen == set()


# Events


def test_a_trainee_sees_only_own_events_and_ordinary_ones_since_the_assignment(cast, dossier):
    assert events_seen(cast.daan, dossier) == {
        "open", "milestone", "by trainee", "family by trainee",
    }  # fmt: skip


def test_a_trainee_edits_only_events_of_his_own(cast, dossier):
    editable = TimelineEvent.objects.permitted(cast.daan, Action.EDIT_EVENT)

    assert {event.text for event in editable} == {
        "Dit is gebeurtenis by trainee.",
        "Dit is gebeurtenis family by trainee.",
    }


def test_a_trainee_does_not_open_an_event_from_before_the_assignment(cast, dossier):
    url = reverse("trajectories:event_edit", args=[dossier.events["before"].pk])

    assert client_of(cast.daan).get(url).status_code == 404


@pytest.mark.parametrize("name", ["anna", "bert", "lotte"])
def test_who_guides_or_leads_sees_every_event(cast, dossier, name):
    assert events_seen(getattr(cast, name), dossier) == EVENTS.keys()


def test_a_referrer_sees_only_shared_events_and_without_consent_none_about_family_or_money(
    cast, dossier
):
    assert events_seen(cast.erik, dossier) == {"milestone"}


def test_with_consent_in_force_a_referrer_sees_shared_events_about_family_and_money(cast, dossier):
    ConsentFactory(participant=dossier.participant, recipient=cast.hellendoorn)

    assert events_seen(cast.erik, dossier) == {"milestone", "family shared", "finance shared"}


@pytest.mark.parametrize(
    "consent",
    [
        {"withdrawn_on": TODAY},
        {"given_on": TODAY + datetime.timedelta(days=1)},
        {"kind": "research"},
        {"recipient": "twenterand"},
    ],
    ids=["withdrawn today", "given tomorrow", "for another purpose", "towards another"],
)
def test_a_consent_that_is_not_in_force_for_this_referrer_opens_nothing(cast, dossier, consent):
    recipient = getattr(cast, consent.get("recipient", "hellendoorn"))
    ConsentFactory(participant=dossier.participant, **consent | {"recipient": recipient})

    assert events_seen(cast.erik, dossier) == {"milestone"}


def test_a_consent_of_another_participant_opens_nothing(cast, dossier):
    ConsentFactory(recipient=cast.hellendoorn)

    assert events_seen(cast.erik, dossier) == {"milestone"}


def test_a_referrer_does_not_read_what_stands_around_the_events(cast, dossier):
    dossier.chapter.title, dossier.chapter.narrative = "Terugval", "Hij gebruikt weer."
    dossier.chapter.save()
    Lane.objects.filter(label="DOW").update(label="Verslavingszorg")

    page = text_of(timeline(cast.erik, dossier))

    assert "Terugval" not in page
    assert "Hij gebruikt weer." not in page
    assert "Verslavingszorg" not in page


def test_a_trainee_does_not_read_the_story_of_a_chapter(cast, dossier):
    dossier.chapter.narrative = "Hij gebruikt weer."
    dossier.chapter.save()

    assert "Hij gebruikt weer." not in text_of(timeline(cast.daan, dossier))


def test_a_referrer_does_not_read_contact_facts_and_network(cast, dossier):
    page = text_of(client_of(cast.erik).get(address("trajectories:facts", dossier)))

    assert "Wessel van der Zwaluw" in page
    assert "0600000001" not in page
    assert "Moeder van Tim" not in page


# Talks and agreements


def talks_seen(user, action=Action.VIEW_TALK):
    return {
        talk.went_well.removeprefix("Dit is gesprek ").removesuffix(".") or "no show"
        for talk in Talk.objects.permitted(user, action)
    }


@pytest.mark.parametrize("name", ["anna", "bert"])
def test_the_leader_and_the_assigned_coach_read_every_talk(cast, dossier, name):
    assert talks_seen(getattr(cast, name)) == TALKS.keys()


def test_a_coach_in_training_never_reads_the_talk_of_another(cast, dossier):
    assert talks_seen(cast.daan) == {"draft", "to review", "by trainee"}
    assert not SkillScore.objects.visible_to(cast.daan).exists()
    assert not TalkDomain.objects.visible_to(cast.daan).exists()
    assert not GroupTalk.objects.visible_to(cast.daan).exists()


@pytest.mark.parametrize(
    "name",
    ["carla", "erik", "fenna", "lotte", "gijs", "hanna", "ibrahim", "joke", "kees"],
)
def test_nobody_else_reads_a_talk(cast, dossier, name):
    assert talks_seen(getattr(cast, name)) == set()


@pytest.mark.parametrize("name", ["bert", "daan"])
def test_talks_and_agreements_are_out_of_sight_the_day_after_the_assignment(cast, dossier, name):
    assignment = dossier.assignment if name == "bert" else dossier.in_training
    user = getattr(cast, name)
    assignment.ends_on = TODAY
    assignment.save()
    before = Talk.objects.visible_to(user).exists(), Agreement.objects.visible_to(user).exists()

    assignment.ends_on = TODAY - datetime.timedelta(days=1)
    assignment.save()
    after = Talk.objects.visible_to(user).exists(), Agreement.objects.visible_to(user).exists()

    assert (before, after) == ((True, True), (False, False))


def test_a_coach_in_training_changes_a_talk_until_he_offers_it(cast, dossier):
    assert talks_seen(cast.daan, Action.EDIT_TALK) == {"draft"}


def test_a_coach_does_not_change_what_a_coach_in_training_still_works_on(cast, dossier):
    assert talks_seen(cast.bert, Action.EDIT_TALK) == TALKS.keys() - {"draft", "to review"}


def test_the_leader_co_reads_what_was_offered_and_changes_nothing(cast, dossier):
    assert talks_seen(cast.anna, Action.REVIEW_TALK) == {"to review"}
    assert talks_seen(cast.anna, Action.EDIT_TALK) == set()


def agreements_seen(user, action=Action.VIEW_AGREEMENT):
    rows = Agreement.objects.permitted(user, action)
    return {row.what.removeprefix("Dit is afspraak ").removesuffix(".") for row in rows}


@pytest.mark.parametrize("name", ["anna", "bert", "daan"])
def test_who_guides_or_leads_makes_and_marks_every_agreement(cast, dossier, name):
    assert agreements_seen(getattr(cast, name), Action.EDIT_AGREEMENT) == {"own", "asked", "kept"}


def test_a_referrer_reads_and_answers_only_what_is_asked_of_his_organisation(cast, dossier):
    assert agreements_seen(cast.erik) == {"asked"}
    assert agreements_seen(cast.erik, Action.ANSWER_AGREEMENT) == {"asked"}
    assert agreements_seen(cast.fenna) == set()


def test_an_agreement_with_another_organisation_is_out_of_a_referrers_sight(cast, dossier):
    dossier.agreements["asked"].organisation = cast.twenterand
    dossier.agreements["asked"].save()

    assert agreements_seen(cast.erik) == agreements_seen(cast.fenna) == set()


# Names


# Whoever has the secret in its address reads the page; nobody comes there by trying.
OPENED_BY_A_SECRET = {"coaching:my_week", "coaching:calendar_file"}


def pages_within_reach(browser, dossier):
    """Every address that a person can come to: by links from the start page, and by trying all routes."""
    routes = [route for route in project_routes() if route not in OPENED_BY_A_SECRET]
    waiting = ["/", *(address(route, dossier) for route in routes)]
    pages = {}
    while waiting:
        url = waiting.pop()
        if url in pages or "logout" in url or "demo" in url:
            continue
        pages[url] = browser.get(url)
        if "html" in pages[url].get("Content-Type", ""):
            links = addresses_on(pages[url])
            waiting += [link for link in links if not link.startswith(("/static", "/accounts"))]
    return pages


def written_on(page):
    """What a person reads of an answer, in a spreadsheet too."""
    return words_of_spreadsheet(page.getvalue()) if page.streaming else page.content.decode()


@pytest.fixture
def html_for_pdf(monkeypatch):
    """The report as the text it is made from, so that names can be searched in it."""
    monkeypatch.setattr("reports.views.pdf_response", report_as_html)
    monkeypatch.setattr("reports.referrer_views.pdf_response", report_as_html)
    monkeypatch.setattr("reports.cohort_views.pdf_response", report_as_html)
    monkeypatch.setattr("reports.printing.render_report", rendered_as_html)
    monkeypatch.setattr("reports.printing.text_of_pages", lambda content: [])
    monkeypatch.setattr(
        "reports.dialog_views.pdf_answer",
        lambda content, filename: HttpResponse(content, content_type="text/plain"),
    )


def report_as_html(report):
    return HttpResponse(
        render_to_string(report.template, {"report": report}), content_type="text/plain"
    )


def rendered_as_html(report):
    html = report_as_html(report).content
    return RenderedReport(html=html.decode(), content=html)


@pytest.mark.parametrize("name", NAMELESS)
def test_who_works_with_cases_only_never_reads_a_name(cast, dossier, html_for_pdf, name):
    browser = client_of(getattr(cast, name))

    pages = pages_within_reach(browser, dossier)
    telling = {url for url, page in pages.items() if NAMES.search(written_on(page))}

    assert len(pages) > 40
    assert telling == set()


def test_the_facilitator_reads_the_alias(cast, dossier):
    assert "Tim" in text_of(timeline(cast.lotte, dossier))


@pytest.mark.parametrize("word", ["Wessel", "zwaluw", "wess", "van der"])
def test_a_facilitator_who_searches_a_real_name_finds_nothing(cast, dossier, word):
    page = client_of(cast.lotte).get(reverse("trajectories:list"), {"q": word})

    assert "Niemand gevonden" in text_of(page)


@pytest.mark.parametrize("word", ["Tim", "tim", "DOW-2026-001"])
def test_a_facilitator_finds_a_case_by_alias_and_reference(cast, dossier, word):
    page = client_of(cast.lotte).get(reverse("trajectories:list"), {"q": word})

    assert "1 traject" in text_of(page)


@pytest.mark.parametrize("word", ["Wessel", "ZWALUW", "zwáluw wessel", "van der"])
def test_a_coach_finds_a_participant_by_name(cast, dossier, word):
    page = client_of(cast.bert).get(reverse("trajectories:list"), {"q": word})

    assert "1 traject" in text_of(page)


@pytest.mark.parametrize("name", ["carla", "fenna", "gijs", "joke", "kees"])
def test_who_has_nothing_to_do_with_a_dossier_finds_it_nowhere(cast, dossier, html_for_pdf, name):
    pages = pages_within_reach(client_of(getattr(cast, name)), dossier)
    telling = {
        url
        for url, page in pages.items()
        if page.status_code == 200
        and re.search(r"Wessel|Zwaluw|\bTim\b", page.getvalue().decode(errors="replace"))
    }

    assert telling == set()


# Buttons and rows


@pytest.mark.parametrize("name", EVERYBODY)
def test_buttons_and_permitted_rows_agree(cast, dossier, name):
    user = getattr(cast, name)
    rows = (
        dossier.participant, dossier.referral, dossier.trajectory, dossier.spell, dossier.chapter,
        dossier.lane, *dossier.events.values(), dossier.session, dossier.line, dossier.draft_price,
        dossier.own_price, dossier.source, *dossier.talks.values(), dossier.group_talk,
        dossier.review, dossier.question, *dossier.agreements.values(), dossier.assignment,
    )  # fmt: skip

    of_each_model = itertools.groupby(rows, key=type)
    disagreeing = [
        (row, action)
        for model, group in of_each_model
        for those in [list(group)]
        for buttons in [{row: model.objects.actions_on(user, row, *Action) for row in those}]
        for action in Action
        for permitted in [
            set(model.objects.permitted(user, action).filter(pk__in=[row.pk for row in those]))
        ]
        for row in those
        if (action in buttons[row]) != (row in permitted)
    ]

    assert disagreeing == []


@pytest.mark.parametrize("name", EVERYBODY)
def test_what_may_be_done_may_be_seen(cast, dossier, name):
    user = getattr(cast, name)

    beyond = [
        (model.__name__, action)
        for model, actions in DEEDS.items()
        for action in actions
        if set(model.objects.permitted(user, action)) - set(model.objects.visible_to(user))
    ]

    assert beyond == []


def test_every_role_has_its_grants_and_no_grant_is_for_nothing():
    assert GRANTS.keys() == set(Role)
    assert all(scope > Scope.NONE for grants in GRANTS.values() for scope in grants.values())


def test_the_access_document_is_what_the_grants_say():
    document = Path(__file__).resolve().parents[2] / "docs" / "access.md"

    assert document.read_text(encoding="utf-8") == access_table()


# The access log


def test_a_look_at_a_dossier_is_one_row_without_content(cast, dossier):
    timeline(cast.bert, dossier)

    (row,) = AccessLog.objects.all()
    assert (row.user, row.action, row.page) == (
        cast.bert, AccessAction.VIEWED, "trajectories:timeline",
    )  # fmt: skip
    assert (row.participant_id, row.programme_id) == (dossier.participant.pk, cast.dow.pk)


@pytest.mark.parametrize("route", ["trajectories:facts", "costs:session", "participants:referral"])
def test_each_page_of_a_dossier_is_one_row(cast, dossier, route):
    client_of(cast.anna).get(address(route, dossier))

    assert [(row.action, row.page) for row in AccessLog.objects.all()] == [("viewed", route)]


def test_a_print_is_one_row(cast, dossier, html_for_pdf):
    client_of(cast.anna).get(address("reports:case_report", dossier))

    assert [row.action for row in AccessLog.objects.all()] == ["printed"]


@pytest.mark.parametrize(("name", "status"), [("carla", 404), ("daan", 403)])
def test_a_refusal_is_one_row(cast, dossier, name, status):
    user = getattr(cast, name)

    answer = client_of(user).get(address("trajectories:lane_edit", dossier))

    assert answer.status_code == status
    (row,) = AccessLog.objects.all()
    assert (row.user, row.action, row.page) == (user, "refused", "trajectories:lane_edit")


def test_a_search_is_written_down_without_its_words(cast, dossier):
    client_of(cast.anna).get(reverse("trajectories:list"), {"q": "Zwaluw"})

    (row,) = AccessLog.objects.all()
    assert (row.action, row.page) == ("searched", "trajectories:list")
    assert not NAMES.search(str(row))


def test_nobody_signed_in_leaves_no_row(client, dossier):
    client.get(address("trajectories:timeline", dossier))

    assert not AccessLog.objects.exists()
