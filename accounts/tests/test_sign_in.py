"""Who somebody signs in as is not his own to change."""

import pytest

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
