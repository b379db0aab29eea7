"""Who is let in, who confirms that, and that access ends."""

import datetime
import re

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import AccountConfirmation, User
from accounts.operations import close_account, confirm_account, send_invitation
from accounts.quarters import first_of_quarter, write_quarter
from conftest import TODAY, client_of, text_of, typed_in
from dow_site.access import Role

INVITE = reverse("accounts:invite")
YESTERDAY = TODAY - datetime.timedelta(days=1)


def invited(person, django_capture_on_commit_callbacks, **facts):
    browser = client_of(person)
    facts = {
        "name": "Nienke Nieuw",
        "email": "nienke@example.org",
        "role": Role.JOBCOACH,
        "active_from": "16-3-2026",
    } | facts
    with django_capture_on_commit_callbacks(execute=True):
        return browser.post(INVITE, typed_in(browser.get(INVITE)) | facts)


# Inviting


def test_an_invited_colleague_chooses_a_password_and_gets_in(
    cast, client, django_capture_on_commit_callbacks
):
    invited(cast.anna, django_capture_on_commit_callbacks)
    link = re.search(r"https?://[^/]+(/accounts/password/reset/key/\S+)", mail.outbox[0].body)

    form = client.get(link.group(1), follow=True)
    client.post(
        form.redirect_chain[-1][0],
        {"password1": "een-lang-en-goed-woord", "password2": "een-lang-en-goed-woord"},
    )
    client.post(
        reverse("account_login"),
        {"login": "nienke@example.org", "password": "een-lang-en-goed-woord"},
    )

    assert mail.outbox[0].to == ["nienke@example.org"]
    assert client.session["_auth_user_id"] == str(User.objects.get(email="nienke@example.org").pk)


def test_a_link_works_once(cast, client, django_capture_on_commit_callbacks):
    invited(cast.anna, django_capture_on_commit_callbacks)
    link = re.search(r"https?://[^/]+(/accounts/password/reset/key/\S+)", mail.outbox[0].body)
    account = User.objects.get(email="nienke@example.org")
    account.set_password("een-lang-en-goed-woord")
    account.save()

    page = client.get(link.group(1), follow=True)

    assert "password1" not in page.content.decode()


def test_a_leader_invites_for_his_own_programme(cast, django_capture_on_commit_callbacks):
    invited(cast.anna, django_capture_on_commit_callbacks, programme=cast.elders.pk)

    assert User.objects.get(email="nienke@example.org").programme == cast.dow


@pytest.mark.parametrize("role", [Role.PROJECT_LEADER, Role.ADMINISTRATOR, Role.CONTROLLER])
def test_a_leader_gives_nobody_more_than_a_coach_has(
    cast, role, django_capture_on_commit_callbacks
):
    answer = invited(cast.anna, django_capture_on_commit_callbacks, role=role)

    assert answer.status_code == 422
    assert not User.objects.filter(email="nienke@example.org").exists()
    assert mail.outbox == []


def test_an_address_differs_in_more_than_capitals(cast, django_capture_on_commit_callbacks):
    answer = invited(cast.anna, django_capture_on_commit_callbacks, email=cast.hanna.email.upper())

    assert answer.status_code == 422
    assert "Er is al een account met dit e-mailadres." in text_of(answer)


def test_a_trainee_has_a_supervisor_and_an_end(cast, django_capture_on_commit_callbacks):
    answer = invited(cast.anna, django_capture_on_commit_callbacks, role=Role.JOBCOACH_IN_TRAINING)

    assert answer.status_code == 422
    assert "Een jobcoach in opleiding heeft een begeleider en een einddatum." in text_of(answer)


def test_the_same_form_sent_twice_invites_once(cast, django_capture_on_commit_callbacks):
    browser = client_of(cast.anna)
    typed = typed_in(browser.get(INVITE)) | {
        "name": "Nienke Nieuw",
        "email": "nienke@example.org",
        "role": Role.JOBCOACH,
        "active_from": "16-3-2026",
    }

    with django_capture_on_commit_callbacks(execute=True):
        browser.post(INVITE, typed)
        browser.post(INVITE, typed)

    assert User.objects.filter(email="nienke@example.org").count() == 1
    assert len(mail.outbox) == 1


def test_an_ended_account_gets_no_new_invitation(cast):
    cast.bert.active_until = YESTERDAY

    with pytest.raises(ValidationError):
        send_invitation(cast.bert, by=cast.anna)

    assert mail.outbox == []


def test_access_begins_today_unless_somebody_says_otherwise(cast):
    assert typed_in(client_of(cast.anna).get(INVITE))["active_from"] == "16 maart 2026"


# Confirming and ending


@pytest.mark.parametrize(
    ("day", "first", "words"),
    [
        ("2026-01-01", "2026-01-01", "eerste kwartaal van 2026"),
        ("2026-03-31", "2026-01-01", "eerste kwartaal van 2026"),
        ("2026-04-01", "2026-04-01", "tweede kwartaal van 2026"),
        ("2026-09-30", "2026-07-01", "derde kwartaal van 2026"),
        ("2026-12-31", "2026-10-01", "vierde kwartaal van 2026"),
    ],
)
def test_the_quarter_of_a_day(day, first, words):
    day = datetime.date.fromisoformat(day)

    assert first_of_quarter(day) == datetime.date.fromisoformat(first)
    assert write_quarter(day) == words


def test_a_confirmed_account_leaves_the_list_until_the_next_quarter(cast):
    def waiting(day):
        return set(User.objects.to_confirm_by(cast.anna, day, first_of_quarter(day)))

    before = waiting(TODAY)
    confirm_account(cast.bert, by=cast.anna, today=TODAY)

    assert before - waiting(TODAY) == {cast.bert}
    assert cast.bert in waiting(datetime.date(2026, 4, 1))


def test_confirming_twice_keeps_the_first(cast):
    first = confirm_account(cast.bert, by=cast.anna, today=TODAY)
    again = confirm_account(cast.bert, by=cast.ibrahim, today=TODAY)

    assert again == first
    assert AccountConfirmation.objects.get().confirmed_by == cast.anna


def test_nobody_confirms_or_closes_himself(cast):
    for deed in (
        lambda: confirm_account(cast.ibrahim, by=cast.ibrahim, today=TODAY),
        lambda: close_account(cast.ibrahim, by=cast.ibrahim),
    ):
        with pytest.raises(ValidationError):
            deed()

    assert User.objects.get(pk=cast.ibrahim.pk).is_active


def test_a_closed_account_leaves_its_open_screen(cast):
    browser = client_of(cast.bert)

    client_of(cast.anna).post(reverse("accounts:close", args=[cast.bert.pk]))

    assert browser.get("/").headers["Location"].startswith(reverse("account_login"))


def test_the_list_says_who_has_access(cast):
    User.objects.filter(pk=cast.kees.pk).update(active_until=datetime.date(2026, 3, 1))

    page = text_of(client_of(cast.ibrahim).get(reverse("accounts:list"), {"state": "gesloten"}))

    assert "Kees Begeleidt" in page
    assert "Bert Begeleidt" not in page


# The second step


@pytest.mark.parametrize("name", ["anna", "erik", "lotte", "hanna", "ibrahim"])
def test_who_reads_many_dossiers_needs_a_second_step(cast, settings, name):
    settings.SECOND_STEP_REQUIRED = True

    answer = client_of(getattr(cast, name)).get("/trajecten/")

    assert (answer.status_code, answer.headers.get("Location")) == (302, reverse("mfa_index"))


def test_a_coach_gets_in_without_a_second_step(cast, settings):
    settings.SECOND_STEP_REQUIRED = True

    assert client_of(cast.bert).get("/trajecten/").status_code == 200


def test_who_has_a_second_step_goes_on(cast, settings):
    settings.SECOND_STEP_REQUIRED = True
    Authenticator.objects.create(user=cast.anna, type=Authenticator.Type.TOTP, data={})

    assert client_of(cast.anna).get("/trajecten/").status_code == 200
