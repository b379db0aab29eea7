"""The command and the page that print a case report."""

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.models import AccessAction, AccessLog, User
from dow_site.access import Role
from dow_site.pdf import RenderedReport
from participants.models import NetworkContact, Relation
from reports.editions import Edition


@pytest.fixture
def light_pdf(monkeypatch):
    """Rendering is tried elsewhere; here only whether and where something is printed."""

    rendered = RenderedReport(html="", content=b"%PDF-1.7 proef")
    monkeypatch.setattr("reports.printing.render_report", lambda report: rendered)
    monkeypatch.setattr("reports.printing.text_of_pages", lambda content: [])


@pytest.fixture
def leaking_name(trajectory_of):
    """A father whose name stands in a text."""
    trajectory = trajectory_of("casus-1")
    NetworkContact.objects.create(
        participant=trajectory.participant, name="Kwakkelstein", relation=Relation.PARENT
    )
    event = trajectory.events.order_by("position").first()
    event.text = "Kwakkelstein belt."
    event.save()


@pytest.mark.parametrize("edition", Edition)
def test_the_command_writes_the_file(edition, tmp_path, light_pdf, published_cases, db):
    output = tmp_path / "rik.pdf"

    call_command("print_case_report", "casus-1", edition=edition, output=output)

    assert output.read_bytes() == b"%PDF-1.7 proef"
    assert list(tmp_path.iterdir()) == [output]


@pytest.mark.parametrize(
    ("reference", "edition", "sentence"),
    [
        ("casus-9", "full", "Er is geen traject met kenmerk 'casus-9'."),
        (
            "casus-1",
            "gratis",
            "De uitgave 'gratis' bestaat niet. Kies uit: full, publication, referrer, participant.",
        ),
    ],
)
def test_the_command_refuses_in_one_sentence(
    reference, edition, sentence, tmp_path, light_pdf, published_cases, db
):
    with pytest.raises(CommandError) as refusal:
        call_command("print_case_report", reference, edition=edition, output=tmp_path / "x.pdf")

    assert str(refusal.value) == sentence
    assert refusal.value.returncode == 2
    assert list(tmp_path.iterdir()) == []


def test_the_command_refuses_a_place_it_cannot_write(tmp_path, light_pdf, published_cases, db):
    for output in (tmp_path / "weg" / "x.pdf", tmp_path):
        with pytest.raises(CommandError, match="is niet te schrijven") as refusal:
            call_command("print_case_report", "casus-1", output=output)
        assert refusal.value.returncode == 2
    assert list(tmp_path.iterdir()) == []


def test_the_command_refuses_a_publication_with_a_name(tmp_path, light_pdf, leaking_name):
    with pytest.raises(CommandError, match="naam ‘Kwakkelstein’ in gebeurtenis 1") as refusal:
        call_command(
            "print_case_report", "casus-1", edition="publication", output=tmp_path / "x.pdf"
        )

    assert refusal.value.returncode == 2
    assert "\n" not in str(refusal.value)
    assert list(tmp_path.iterdir()) == []


def address(trajectory, edition="full"):
    return reverse("reports:case_report", args=[trajectory.pk, edition])


def test_the_page_gives_the_pdf_and_notes_it(client, leader, trajectory_of, light_pdf):
    client.force_login(leader)
    trajectory = trajectory_of("casus-1")

    response = client.get(address(trajectory))

    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="casus-1-volledig.pdf"'
    noted = AccessLog.objects.get(action=AccessAction.PRINTED)
    assert (noted.user, noted.participant_id) == (leader, trajectory.participant_id)


def test_the_page_lists_the_places_to_mend(client, leader, trajectory_of, leaking_name):
    client.force_login(leader)
    trajectory = trajectory_of("casus-1")

    response = client.get(address(trajectory, "publication"))

    assert response.status_code == 422
    assert "naam ‘Kwakkelstein’ in" in response.content.decode()
    first = trajectory.events.order_by("position").first()
    assert reverse("trajectories:event_edit", args=[first.pk]) in response.content.decode()
    assert not AccessLog.objects.filter(action=AccessAction.PRINTED).exists()


def test_an_unknown_edition_is_not_found(client, leader, trajectory_of):
    client.force_login(leader)

    assert client.get(address(trajectory_of("casus-1"), "gratis")).status_code == 404


def test_who_may_not_see_the_trajectory_gets_no_report(client, trajectory_of):
    controller = User.objects.create_user(
        "controle@dow.example", "een-lang-wachtwoord-2026", name="Kees", role=Role.CONTROLLER
    )
    client.force_login(controller)

    assert client.get(address(trajectory_of("casus-1"))).status_code == 404
