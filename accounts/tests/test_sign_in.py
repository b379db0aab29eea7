"""Who somebody signs in as is not his own to change, and for how long he is signed in is not either."""

import datetime

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.models import User
from conftest import client_of


@pytest.mark.parametrize("path", ["/accounts/email/", "/accounts/confirm-email/"])
def test_nobody_changes_the_address_he_signs_in_with(cast, path):
    browser = client_of(cast.hanna)
    new = {"action_add": "", "email": "nieuw@elders.example"}

    assert browser.get(path).status_code == 404
    assert browser.post(path, new).status_code == 404
    assert not User.objects.filter(email="nieuw@elders.example").exists()


def test_nobody_makes_an_account_himself(cast, client):
    before = User.objects.count()

    client.post(
        "/accounts/signup/",
        {
            "email": "ik@elders.example",
            "password1": "een-lang-woord",
            "password2": "een-lang-woord",
        },
    )

    assert User.objects.count() == before


def test_a_session_that_has_passed_signs_nobody_in(cast):
    browser = client_of(cast.anna)
    assert browser.get("/trajecten/").status_code == 200

    Session.objects.update(expire_date=timezone.now() - datetime.timedelta(seconds=1))

    assert browser.get("/trajecten/").status_code == 302


def test_a_session_that_was_ended_signs_nobody_in(cast):
    browser = client_of(cast.anna)
    Session.objects.all().delete()

    assert browser.get("/trajecten/").status_code == 302


def test_nobody_chooses_the_key_of_his_session(cast, client):
    chosen = "gekozen" * 4
    client.cookies[settings.SESSION_COOKIE_NAME] = chosen

    # What is kept for a visitor who is not signed in is kept under a key of our own.
    session = client.session
    session["iets"] = "van mij"
    session.save()
    assert session.session_key != chosen
    assert not Session.objects.filter(session_key=chosen).exists()
