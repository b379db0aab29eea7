"""What becomes of a referral: dated steps with a reason, the waiting list, and who may take which step."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from conftest import TODAY, client_of, text_of, typed_in
from participants.factories import ReferralFactory, ReferralStepFactory
from participants.handling import move_in_waiting_list, take_step
from participants.models import Referral, ReferralStatus, ReferralStep

YESTERDAY = TODAY - datetime.timedelta(days=1)


@pytest.fixture
def sem(cast):
    return ReferralFactory(
        programme=cast.dow, organisation=cast.hellendoorn, referrer=cast.erik, family_name="Wolters"
    )


def page(name, referral):
    return reverse(f"participants:referral_{name}", args=[referral.pk])


def fill_in(person, url, **typed):
    browser = client_of(person)
    return browser.post(url, typed_in(browser.get(url)) | typed)


def wait(cast, *names):
    return [
        take_step(
            referral=ReferralFactory(programme=cast.dow, given_name=name),
            status=ReferralStatus.WAITING_LIST,
            on=TODAY,
            by=cast.anna,
        )
        for name in names
    ]


def names_in_order(cast):
    return list(
        Referral.objects.filter(programme=cast.dow).waiting().values_list("given_name", flat=True)
    )


def test_a_step_is_dated_and_says_who_took_it_and_why(cast, sem):
    fill_in(cast.anna, page("decline", sem), reason="Wil eerst naar school.", on="gisteren")

    step = ReferralStep.objects.get(referral=sem)
    assert (step.status, step.on, step.by) == ("declined", YESTERDAY, cast.anna)
    sem.refresh_from_db()
    assert (sem.status, sem.status_on) == ("declined", YESTERDAY)
    assert "Wil eerst naar school." in text_of(client_of(cast.erik).get(sem.get_absolute_url()))


@pytest.mark.parametrize("name", ["decline", "withdraw"])
def test_declining_and_withdrawing_need_a_reason(cast, sem, name):
    answer = fill_in(cast.anna, page(name, sem), reason="")

    assert answer.status_code == 422
    assert "Geef een reden" in text_of(answer)
    assert not ReferralStep.objects.exists()


def test_the_referrer_withdraws_his_own_referral(cast, sem):
    fill_in(cast.erik, page("withdraw", sem), reason="Heeft werk gevonden.")

    assert Referral.objects.get(pk=sem.pk).status == "withdrawn"


def test_a_planned_introduction_is_a_first_contact(cast, sem):
    fill_in(cast.anna, page("introduction", sem), introduction_on="vrijdag")

    sem.refresh_from_db()
    assert (sem.status, sem.first_contact_on) == ("introduction_planned", TODAY)
    assert sem.introduction_on == datetime.date(2026, 3, 20)


def test_the_days_until_first_contact_stop_at_the_contact(cast, sem):
    assert sem.days_waiting(TODAY) == 14

    fill_in(cast.anna, page("contact", sem), first_contact_on="5-3-2026")

    sem.refresh_from_db()
    assert sem.days_waiting(TODAY) == 3
    assert "na 3 dagen" in text_of(client_of(cast.anna).get(reverse("participants:referrals")))


def test_the_days_stop_when_a_referral_is_closed_without_contact(cast, sem):
    take_step(
        referral=sem, status=ReferralStatus.DECLINED, on=YESTERDAY, by=cast.anna, reason="Verhuisd."
    )

    sem.refresh_from_db()
    assert sem.days_waiting(TODAY + datetime.timedelta(days=90)) == 13


@pytest.mark.parametrize(
    ("day", "sentence"),
    [("1-3-2026", "De vorige stap was op 2 maart 2026"), ("17-3-2026", "Deze dag moet nog komen")],
)
def test_a_step_is_not_before_the_one_before_nor_in_the_future(cast, sem, day, sentence):
    answer = fill_in(cast.anna, page("waiting", sem), on=day)

    assert answer.status_code == 422
    assert sentence in text_of(answer)


def test_the_same_step_sent_twice_is_one_step(cast, sem):
    browser, url = client_of(cast.anna), page("waiting", sem)
    typed = typed_in(browser.get(url))

    answers = [browser.post(url, typed).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert ReferralStep.objects.count() == 1


def test_who_decides_on_what_somebody_else_changed_is_told_first(cast, sem):
    browser, url = client_of(cast.anna), page("decline", sem)
    typed = typed_in(browser.get(url)) | {"reason": "Geen plek."}
    take_step(referral=sem, status=ReferralStatus.WAITING_LIST, on=TODAY, by=cast.anna)

    told = browser.post(url, typed)
    again = browser.post(url, typed_in(told))

    assert told.status_code == 422
    assert "intussen veranderd: wachtlijst, door Anna Leidt" in text_of(told)
    assert again.status_code == 302
    assert Referral.objects.get(pk=sem.pk).status == "declined"


def test_a_closed_referral_is_taken_up_again(cast, sem):
    take_step(
        referral=sem, status=ReferralStatus.DECLINED, on=TODAY, by=cast.anna, reason="Geen plek."
    )

    fill_in(cast.anna, page("reopen", sem))

    assert Referral.objects.get(pk=sem.pk).status == "received"
    assert ReferralStep.objects.count() == 2


def test_what_was_accepted_stays_accepted(cast, dossier):
    for status in ReferralStatus:
        with pytest.raises(ValidationError, match="al afgehandeld: geplaatst"):
            take_step(
                referral=dossier.referral, status=status, on=TODAY, by=cast.anna, reason="Zo."
            )


def test_who_is_put_on_the_waiting_list_comes_last(cast):
    wait(cast, "Tygo", "Noor", "Sem")

    assert names_in_order(cast) == ["Tygo", "Noor", "Sem"]


def test_somebody_moves_up_by_a_button(cast):
    *_, sem = wait(cast, "Tygo", "Noor", "Sem")

    client_of(cast.anna).post(page("up", sem), {"version": sem.version})

    assert names_in_order(cast) == ["Tygo", "Sem", "Noor"]
    assert "Omhoog" in text_of(client_of(cast.anna).get(reverse("participants:waiting_list")))


def test_a_double_tap_moves_one_place(cast):
    *_, sem = wait(cast, "Tygo", "Noor", "Sem")

    moved = [move_in_waiting_list(referral=sem, places=-1, version=sem.version) for _ in range(2)]

    assert moved == [True, False]
    assert names_in_order(cast) == ["Tygo", "Sem", "Noor"]


def test_who_leaves_the_waiting_list_leaves_no_turn_behind(cast):
    tygo, _ = wait(cast, "Tygo", "Noor")

    take_step(
        referral=tygo, status=ReferralStatus.WITHDRAWN, on=TODAY, by=cast.anna, reason="Werk."
    )

    assert names_in_order(cast) == ["Noor"]
    assert Referral.objects.get(pk=tygo.pk).waiting_order is None


def test_the_list_shows_one_status_by_its_address(cast, sem):
    wait(cast, "Tygo")

    shown = text_of(
        client_of(cast.anna).get(reverse("participants:referrals"), {"status": "waiting_list"})
    )

    assert "Tygo" in shown
    assert "Wolters Aangemeld" not in shown


def test_the_steps_stand_on_the_timeline_of_the_trajectory(cast, dossier):
    ReferralStepFactory(
        referral=dossier.referral,
        status=ReferralStatus.WAITING_LIST,
        reason="Even geen plek.",
        by=cast.anna,
    )

    for person in (cast.anna, cast.erik):
        page = client_of(person).get(reverse("trajectories:timeline", args=[dossier.trajectory.pk]))
        assert "Wachtlijst: Even geen plek." in text_of(page)
