"""Letters say who they come from: what the work-learning company filled in, and nothing that is made up."""

import pytest

from accounts.factories import ProgrammeFactory
from conftest import client_of, pdf_text, typed_in
from dow_site.tests.routes import address
from reports.sender import Sender

LETTERS = {
    "reports:handover_letter": "anna",
    "reports:trajectory_plan": "anna",
    "reports:progress_pdf": "erik",
}


@pytest.mark.parametrize(("route", "name"), LETTERS.items())
def test_a_letter_has_the_sender_that_the_leader_filled_in(cast, dossier, route, name):
    leader, form = client_of(cast.anna), address("accounts:programme_edit", dossier)
    leader.post(
        form,
        typed_in(leader.get(form))
        | {
            "address": "Stationsplein 4\n7447 AA Hellendoorn",
            "phone": "0548 12 34 56",
            "email": "post@dow.example",
        },
    )

    said = pdf_text(client_of(getattr(cast, name)).get(address(route, dossier)).content)

    for words in (
        "Dynamisch Op Weg",
        "Stationsplein 4",
        "7447 AA Hellendoorn",
        "0548 12 34 56",
        "post@dow.example",
    ):
        assert words in said, words


def test_what_is_not_filled_in_leaves_no_empty_line(db):
    programme = ProgrammeFactory(name="Elders", location="Rijssen", phone="0548 1", address=" \n\n")

    assert Sender.of(programme).lines == ("Rijssen", "0548 1")
