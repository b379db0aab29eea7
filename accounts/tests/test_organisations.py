"""The organisations and work-learning companies: what every form offers to choose from."""

import pytest
from django.urls import reverse

from accounts.factories import OrganisationFactory, ProgrammeFactory
from accounts.models import Organisation, Programme
from conftest import client_of, text_of, typed_in


def filled(page, **answers):
    return {**typed_in(page), **answers}


def test_an_organisation_that_was_made_is_there_to_choose(cast):
    browser = client_of(cast.ibrahim)
    address = reverse("accounts:organisation_create")

    browser.post(
        address,
        filled(
            browser.get(address), name="Gemeente Wierden", kind="municipality", cbs_code="gm0189"
        ),
    )

    made = Organisation.objects.get(name="Gemeente Wierden")
    invite = browser.get(reverse("accounts:invite"))
    assert made.cbs_code == "GM0189"
    assert f'<option value="{made.pk}">Gemeente Wierden</option>' in invite.content.decode()


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"name": "gemeente hellendoorn", "kind": "other"}, "Deze organisatie is er al."),
        ({"name": "De School", "kind": "school", "cbs_code": "GM0163"}, "Alleen een gemeente"),
        ({"name": "Wierden", "kind": "municipality", "cbs_code": "189"}, "GM met vier cijfers"),
    ],
)
def test_an_organisation_that_cannot_be_is_a_sentence(cast, answers, sentence):
    browser = client_of(cast.ibrahim)
    address = reverse("accounts:organisation_create")

    answer = browser.post(address, filled(browser.get(address), **answers))

    assert (answer.status_code, sentence in text_of(answer)) == (422, True)
    assert answer.context["form"]["name"].value() == answers["name"]


def test_the_same_form_sent_twice_is_one_organisation(cast):
    browser = client_of(cast.ibrahim)
    address = reverse("accounts:organisation_create")
    typed = filled(browser.get(address), name="Gemeente Wierden", kind="municipality")

    for _ in range(2):
        browser.post(address, typed)

    assert Organisation.objects.filter(name="Gemeente Wierden").count() == 1


def test_who_saves_on_an_older_version_is_told_first(cast):
    organisation = OrganisationFactory(name="De Kern")
    one, other = client_of(cast.ibrahim), client_of(cast.ibrahim)
    address = reverse("accounts:organisation_edit", args=[organisation.pk])
    typed = filled(other.get(address), name="De Kern Welzijn")

    one.post(address, filled(one.get(address), name="Stichting De Kern"))
    answer = other.post(address, typed)

    assert answer.status_code == 422
    assert "Stichting De Kern" in text_of(answer)
    assert Organisation.objects.get(pk=organisation.pk).name == "Stichting De Kern"


def test_the_list_is_filtered_by_its_address(cast):
    OrganisationFactory(name="Gemeente Wierden", kind="municipality")
    OrganisationFactory(name="Bakkerij Wierden", kind="employer")

    page = client_of(cast.ibrahim).get(
        reverse("accounts:organisations"), {"q": "wierden", "kind": "employer"}
    )

    assert [row.name for row in page.context["page"]] == ["Bakkerij Wierden"]


def test_a_new_work_learning_company_has_a_page_to_apply_on(cast):
    browser = client_of(cast.ibrahim)
    address = reverse("accounts:programme_create")

    browser.post(
        address,
        filled(browser.get(address), name="Op de Rails", short_name="Rails", contact_within_days=3),
    )

    assert browser.get(reverse("apply", args=["rails"])).status_code == 200


def test_a_leader_changes_what_his_own_company_promises_and_not_its_name(cast):
    browser = client_of(cast.anna)
    address = reverse("accounts:programme_edit", args=[cast.anna.programme_id])
    name = cast.anna.programme.name

    browser.post(address, filled(browser.get(address), contact_within_days=2, name="Anders"))

    programme = Programme.objects.get(pk=cast.anna.programme_id)
    assert (programme.contact_within_days, programme.name) == (2, name)


@pytest.mark.parametrize("days", [0, 31])
def test_contact_is_promised_within_a_month(cast, days):
    browser = client_of(cast.anna)
    address = reverse("accounts:programme_edit", args=[cast.anna.programme_id])

    answer = browser.post(address, filled(browser.get(address), contact_within_days=days))

    assert answer.status_code == 422


def test_a_leader_does_not_reach_another_company(cast):
    elsewhere = ProgrammeFactory()

    answer = client_of(cast.anna).get(reverse("accounts:programme_edit", args=[elsewhere.pk]))

    assert answer.status_code == 404
