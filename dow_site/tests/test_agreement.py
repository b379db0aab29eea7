"""For random data and every role: lists, details, search, choices in forms and reports agree on the rows."""

import datetime
import re
from dataclasses import dataclass

import pytest
from bs4 import BeautifulSoup
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from coaching.factories import CoachAssignmentFactory
from conftest import TODAY, client_of
from costs.factories import SessionFactory
from costs.models import Session
from dow_site.access import Action, may_anywhere
from participants.factories import ParticipantFactory, ReferralFactory
from participants.models import Participant, Referral, ReferralStatus
from trajectories.factories import TrajectoryFactory
from trajectories.models import Trajectory

# Far enough apart that a search which forgives typing errors does not take one for another.
NAMES = ("Abbenhuis", "Kwakernaak", "Zijlstra", "Oldenburg", "Terpstra", "Middelveld")
ALIASES = ("Quinten", "Boaz", "Wibren", "Lourens", "Giel", "Hidde")
EVERYBODY = (
    "anna", "bert", "carla", "daan", "erik", "fenna", "lotte", "gijs", "hanna", "ibrahim", "joke",
    "kees",
)  # fmt: skip
DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Life:
    """What decides who sees one participant."""

    programme: str
    municipality: str | None
    referral: ReferralStatus
    coach: str | None
    coached_until: int | None  # days from today
    facilitator: str | None
    is_a_coach_now: bool


LIVES = st.builds(
    Life,
    programme=st.sampled_from(["dow", "elders"]),
    municipality=st.sampled_from([None, "hellendoorn", "twenterand"]),
    referral=st.sampled_from(
        [ReferralStatus.RECEIVED, ReferralStatus.ACCEPTED, ReferralStatus.WAITING_LIST]
    ),
    coach=st.sampled_from([None, "bert", "carla", "daan", "kees"]),
    coached_until=st.sampled_from([None, -1, 0, 1]),
    facilitator=st.sampled_from([None, "lotte", "gijs"]),
    is_a_coach_now=st.booleans(),
)
SEEN_BY_ALL_KINDS = Life(
    "dow", "hellendoorn", ReferralStatus.ACCEPTED, "bert", None, "lotte", False
)


def live(cast, life, number):
    programme = getattr(cast, life.programme)
    municipality = getattr(cast, life.municipality) if life.municipality else None
    participant = ParticipantFactory(
        given_name="Jelle",
        name_prefix="",
        family_name=NAMES[number],
        alias=ALIASES[number],
        municipality=municipality,
    )
    trajectory = TrajectoryFactory(
        participant=participant, programme=programme, reference=f"DOW-2026-{number + 401}"
    )
    ReferralFactory(
        programme=programme,
        organisation=municipality,
        status=life.referral,
        participant=participant if life.referral == ReferralStatus.ACCEPTED else None,
        given_name="Jelle",
        family_name=NAMES[number],
        reference=f"AANM-2026-{number + 401}",
    )
    if life.coach:
        CoachAssignmentFactory(
            trajectory=trajectory,
            coach=getattr(cast, life.coach),
            starts_on=TODAY - 60 * DAY,
            ends_on=None if life.coached_until is None else TODAY + life.coached_until * DAY,
        )
    if life.facilitator:
        SessionFactory(trajectory=trajectory, facilitator=getattr(cast, life.facilitator))
    if life.is_a_coach_now and number == 0:
        # A former participant: somebody has one account, so there is one of him.
        participant.account = cast.carla
        participant.save()


def numbers_linked(response, start):
    """The rows that the page's links lead to."""
    page = BeautifulSoup(response.content.decode(), "html.parser")
    addresses = [link["href"] for link in page.find("main").find_all("a", href=True)]
    return {
        int(found.group(1))
        for address in addresses
        if (found := re.match(rf"{re.escape(start)}(\d+)/", address))
    }


def pks(rows):
    return set(rows.values_list("pk", flat=True))


def opens(browser, address):
    return browser.get(address).status_code in (200, 302, 422)


def agree_on_trajectories(person):
    browser, trajectories = client_of(person), Trajectory.objects.visible_to(person)
    visible, all_of_them = pks(trajectories), list(Trajectory.objects.select_related("participant"))
    listed = reverse("trajectories:list")

    if may_anywhere(person, Action.VIEW_TRAJECTORY):
        assert numbers_linked(browser.get(listed), listed) == visible
    assert {
        t.pk for t in all_of_them if opens(browser, reverse("trajectories:timeline", args=[t.pk]))
    } == visible
    if may_anywhere(person, Action.ADD_EVENT):
        permitted = pks(Trajectory.objects.permitted(person, Action.ADD_EVENT))
        choices = browser.get(reverse("trajectories:choose_for_event"))
        if choices.status_code == 302:
            assert choices.headers["Location"] == reverse(
                "trajectories:event_create", args=[*permitted]
            )
        else:
            assert numbers_linked(choices, listed) == permitted
    if may_anywhere(person, Action.ADD_TALK):
        permitted = pks(Trajectory.objects.permitted(person, Action.ADD_TALK))
        choices = browser.get(reverse("coaching:choose_for_talk"))
        if choices.status_code == 302:
            assert choices.headers["Location"] == reverse("coaching:talk_create", args=[*permitted])
        else:
            assert numbers_linked(choices, "/begeleiding/trajecten/") == permitted


def agree_on_reports(person):
    browser = client_of(person)
    everything = list(Trajectory.objects.all())
    for route, rest, action in (
        ("reports:case_report", ["full"], Action.PRINT_CASE_REPORT),
        ("reports:timeline", [], Action.PRINT_TIMELINE),
        ("reports:access_log", [], Action.PRINT_ACCESS_LOG),
        ("reports:progress", [], Action.VIEW_PROGRESS),
        ("reports:trajectory_plan", [], Action.PRINT_PLAN),
        ("reports:access_requests", [], Action.ANSWER_ACCESS_REQUEST),
    ):
        assert {
            t.pk for t in everything if opens(browser, reverse(route, args=[t.pk, *rest]))
        } == pks(Trajectory.objects.permitted(person, action)), route
    # On paper there is a progress only where somebody referred: who reads along is on the page.
    assert {
        t.pk for t in everything if opens(browser, reverse("reports:progress_pdf", args=[t.pk]))
    } <= pks(Trajectory.objects.permitted(person, Action.VIEW_PROGRESS))


def agree_on_suggestions(person):
    """Who is proposed as the same person at a referral is somebody whom the reader may see anyway."""
    browser = client_of(person)
    visible = pks(Participant.objects.visible_to(person))
    handled = Referral.objects.permitted(person, Action.HANDLE_REFERRAL)
    proposed = set()
    for referral in Referral.objects.open():
        page = browser.get(reverse("trajectories:accept", args=[referral.pk]))
        assert (page.status_code == 200) == (referral in handled)
        if page.status_code == 200:
            start = reverse("trajectories:accept", args=[referral.pk])
            proposed |= numbers_linked(page, f"{start}bij/")
    assert proposed <= visible
    # Whoever bears the very name of an open referral is found, if he may be.
    same = Participant.objects.visible_to(person).filter(
        family_name__in=[referral.family_name for referral in handled.open()]
    )
    assert pks(same) <= proposed


def agree_on_search(person):
    if not may_anywhere(person, Action.VIEW_TRAJECTORY):
        return
    browser, listed = client_of(person), reverse("trajectories:list")
    visible = pks(Trajectory.objects.visible_to(person))
    knows_names = may_anywhere(person, Action.VIEW_PARTICIPANT)
    for trajectory in Trajectory.objects.select_related("participant"):
        mine = {trajectory.pk} & visible
        by_name = browser.get(listed, {"q": trajectory.participant.family_name})
        by_reference = browser.get(listed, {"q": trajectory.reference})

        assert numbers_linked(by_name, listed) == (mine if knows_names else set())
        assert numbers_linked(by_reference, listed) >= mine
        assert numbers_linked(by_reference, listed) <= visible


def agree_on_referrals(person):
    browser, visible = client_of(person), pks(Referral.objects.visible_to(person))
    listed = reverse("participants:referrals")

    if may_anywhere(person, Action.VIEW_REFERRAL):
        assert numbers_linked(browser.get(listed), listed) == visible
    assert {
        pk
        for pk in pks(Referral.objects.all())
        if opens(browser, reverse("participants:referral", args=[pk]))
    } == visible


def agree_on_sessions(person):
    browser, visible = client_of(person), pks(Session.objects.visible_to(person))

    assert {
        pk
        for pk in pks(Session.objects.all())
        if opens(browser, reverse("costs:session", args=[pk]))
    } == visible


@pytest.mark.parametrize("name", EVERYBODY)
@settings(
    max_examples=4,
    # A world is small already; making it smaller would take minutes.
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@example(lives=[SEEN_BY_ALL_KINDS])
@given(lives=st.lists(LIVES, min_size=1, max_size=len(NAMES)))
def test_everything_agrees_on_what_somebody_sees(cast, monkeypatch, name, lives):
    for views in ("views", "referrer_views"):
        monkeypatch.setattr(f"reports.{views}.pdf_response", lambda report: HttpResponse(b"%PDF"))
    person = getattr(cast, name)
    with transaction.atomic():
        for number, life in enumerate(lives):
            live(cast, life, number)

        agree_on_trajectories(person)
        agree_on_reports(person)
        agree_on_search(person)
        agree_on_suggestions(person)
        agree_on_referrals(person)
        agree_on_sessions(person)

        transaction.set_rollback(True)
