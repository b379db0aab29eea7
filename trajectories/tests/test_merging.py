"""Merging two dossiers of one person: what moves, what the choice does, and who may."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import AccessLog
from conftest import TODAY, assert_does_not_grow, client_of, text_of, typed_in
from participants.belonging import direct_links
from participants.factories import (
    ConsentFactory,
    ImportedRowFactory,
    InformationGivenFactory,
    NetworkContactFactory,
    ParticipantFactory,
    ParticipantMergeFactory,
    ReferralFactory,
)
from participants.merging import merge, numbers_of, plan_of, undo_merge
from participants.models import (
    Consent,
    ImportedRow,
    InformationGiven,
    NetworkContact,
    Participant,
    ParticipantMerge,
    Referral,
)
from reports.access_log import AccessLogReport
from reports.factories import AccessRequestFactory
from reports.models import AccessRequest
from trajectories.factories import SpellFactory, TrajectoryFactory
from trajectories.models import Trajectory

# One row of every model that hangs on a participant, by the field by which it hangs.
HANGING = {
    (Consent, "participant"): ConsentFactory,
    (InformationGiven, "participant"): InformationGivenFactory,
    (ParticipantMerge, "participant"): ParticipantMergeFactory,
    (NetworkContact, "participant"): NetworkContactFactory,
    (Referral, "participant"): ReferralFactory,
    (ImportedRow, "participant"): ImportedRowFactory,
    (ImportedRow, "match"): ImportedRowFactory,
    (Trajectory, "participant"): TrajectoryFactory,
    (AccessRequest, "participant"): AccessRequestFactory,
}


@pytest.fixture
def kept(cast):
    person = ParticipantFactory(given_name="Ruben", name_prefix="", family_name="Nijhuis", phone="")
    TrajectoryFactory(participant=person, programme=cast.dow, reference="DOW-2026-001")
    return person


@pytest.fixture
def other(cast):
    person = ParticipantFactory(
        given_name="Ruben", name_prefix="", family_name="Nyhuis", phone="06 0000 0006", alias="Rik"
    )
    trajectory = TrajectoryFactory(participant=person, programme=cast.dow, reference="DOW-2026-002")
    SpellFactory(trajectory=trajectory)
    NetworkContactFactory(participant=person, name="Tante Truus")
    return person


def merged(cast, kept, other, *, take=(), by=None, key=None):
    kept.refresh_from_db()
    return merge(
        kept=kept,
        other=other,
        take_from_other=take,
        versions=(kept.version, other.version),
        submission_key=key or ParticipantMerge().submission_key,
        by=by or cast.anna,
    )


def page_of(kept, other):
    return reverse("trajectories:merge", args=[kept.trajectories.first().pk, other.pk])


# What moves


def test_every_model_that_hangs_on_a_participant_is_tried():
    found = {
        (model, field.name)
        for model in apps.get_models()
        if not model.__name__.endswith("History")
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model is Participant
    }

    assert found == HANGING.keys()
    assert {(field.model, field.name) for field in direct_links()} == found


@pytest.mark.parametrize("hanging", HANGING, ids=lambda h: f"{h[0].__name__}.{h[1]}")
def test_a_row_of_every_model_is_counted_moves_and_comes_back(cast, kept, hanging):
    model, name = hanging
    other = ParticipantFactory(given_name="Ruben", family_name="Nyhuis")
    row = HANGING[hanging](**{name: other})

    plan = plan_of(kept, other)
    done = merged(cast, kept, other)
    row.refresh_from_db()
    held = getattr(row, f"{name}_id")
    undo_merge(merge=done, by=cast.anna)
    row.refresh_from_db()

    assert (model._meta.verbose_name, 1) in plan.moves
    assert held == kept.pk
    assert getattr(row, f"{name}_id") == other.pk


def test_the_plan_counts_what_hangs_further_off_and_writes_nothing(cast, kept, other):
    before = Participant.history.rel.related_model.objects.count()

    plan = plan_of(kept, other)

    assert dict(plan.moves) == {"traject": 1, "trajectdeel": 1, "contact": 1}
    assert Participant.history.rel.related_model.objects.count() == before
    assert Participant.objects.count() == 2


def test_a_plan_asks_as_much_for_many_rows_as_for_few(cast, kept, other):
    assert_does_not_grow(
        lambda: plan_of(kept, other),
        lambda: [NetworkContactFactory(participant=other) for _ in range(5)],
    )


def test_who_went_up_is_found_nowhere_and_his_history_stays(cast, kept, other):
    number = other.pk
    merged(cast, kept, other)

    for route in ("trajectories:list", "participants:referrals"):
        page = text_of(client_of(cast.anna).get(reverse(route), {"q": "Nyhuis"}))
        assert "Nyhuis" not in page.replace("Zoek", "")
    assert not Participant.objects.filter(pk=number).exists()
    labels = Participant.history.rel.related_model.objects.filter(pgh_obj_id=number)
    assert list(labels.order_by("pgh_id").values_list("pgh_label", flat=True)) == [
        "insert",
        "delete",
    ]


def test_who_looked_at_either_stands_in_one_log(cast, kept, other):
    AccessLog.objects.create(
        user=cast.bert, action="viewed", page="x", participant_id=other.pk, programme_id=cast.dow.pk
    )
    trajectory = kept.trajectories.get()

    number = other.pk
    merged(cast, kept, other)

    assert numbers_of(kept.pk) == [kept.pk, number]
    report = AccessLogReport.of(trajectory, reader=cast.anna, today=TODAY)
    assert "Bert Begeleidt" in {look.person for look in report.looks}
    page = client_of(cast.anna).get(reverse("trajectories:access_log", args=[trajectory.pk]))
    assert "Bert Begeleidt" in text_of(page)


def test_looking_at_what_would_move_is_a_look_at_both(cast, kept, other):
    client_of(cast.anna).get(page_of(kept, other))

    looks = AccessLog.objects.filter(page="trajectories:merge", action="viewed")
    assert set(looks.values_list("participant_id", flat=True)) == {kept.pk, other.pk}


# The choice


def test_facts_that_differ_are_a_choice_and_an_empty_one_gives_way(kept, other):
    choices = {choice.name: choice for choice in plan_of(kept, other).choices}

    assert choices.keys() == {"family_name", "alias", "phone"}
    assert (choices["phone"].kept, choices["phone"].other) == ("(leeg)", "06 0000 0006")
    assert choices["phone"].takes_other
    assert not choices["family_name"].takes_other


def test_only_the_chosen_facts_are_taken(cast, kept, other):
    merged(cast, kept, other, take=["phone"])

    kept.refresh_from_db()
    assert (kept.phone, kept.family_name) == ("06 0000 0006", "Nijhuis")


def test_the_page_merges_as_chosen_and_says_until_when_it_can_be_undone(cast, kept, other):
    browser, url = client_of(cast.anna), page_of(kept, other)
    page = browser.get(url)
    # As a browser sends it: of each pair of buttons the chosen one.
    typed = {name: one[0] if isinstance(one, list) else one for name, one in typed_in(page).items()}

    answers = [
        browser.post(url, typed | {"fact_family_name": "other", "fact_alias": "kept"})
        for _ in range(2)
    ]

    # A double tap is one merge.
    facts = reverse("trajectories:facts", args=[kept.trajectories.order_by("pk").first().pk])
    assert [answer.headers["Location"] for answer in answers] == [facts, facts]
    assert ParticipantMerge.objects.count() == 1
    kept.refresh_from_db()
    assert (kept.family_name, kept.phone, kept.alias) == ("Nyhuis", "06 0000 0006", "Tim")
    assert "Ongedaan maken kan tot en met 15 april 2026" in text_of(browser.get(facts))


def test_who_merges_on_older_facts_is_told_and_chooses_again(cast, kept, other):
    browser, url = client_of(cast.anna), page_of(kept, other)
    typed = {
        name: one[0] if isinstance(one, list) else one
        for name, one in typed_in(browser.get(url)).items()
    }
    Participant.objects.filter(pk=other.pk).update(version=2, phone="06 0000 0007")

    told = browser.post(url, typed)

    assert told.status_code == 422
    assert "intussen gegevens van een van deze twee veranderd" in text_of(told)
    assert "06 0000 0007" in text_of(told)
    assert Participant.objects.filter(pk=other.pk).exists()
    again = {name: one[0] if isinstance(one, list) else one for name, one in typed_in(told).items()}
    assert browser.post(url, again).status_code == 302


def test_a_fact_without_a_choice_is_asked_and_nothing_happens(cast, kept, other):
    browser, url = client_of(cast.anna), page_of(kept, other)
    typed = typed_in(browser.get(url)) | {"fact_alias": ""}

    answer = browser.post(url, typed)

    assert answer.status_code == 422
    assert "Kies welke klopt" in text_of(answer)
    assert not ParticipantMerge.objects.exists()


def test_the_page_says_who_reads_more_afterwards(cast, kept, other):
    for person, organisation in ((kept, cast.hellendoorn), (other, cast.twenterand)):
        ReferralFactory(programme=cast.dow, organisation=organisation, participant=person)

    page = text_of(client_of(cast.anna).get(page_of(kept, other)))

    assert (
        "leest daarna de voortgang van allebei: Gemeente Hellendoorn, Gemeente Twenterand" in page
    )


# Who may


def test_both_must_be_of_ones_own_programme_and_of_no_other(cast, kept, other):
    browser = client_of(cast.anna)
    elsewhere = ParticipantFactory(given_name="Ruben", family_name="Nijhuis")
    TrajectoryFactory(participant=elsewhere, programme=cast.elders, reference="EAS-2026-001")
    assert browser.get(page_of(kept, elsewhere)).status_code == 404

    ReferralFactory(programme=cast.elders, participant=other)

    for method in ("get", "post"):
        assert getattr(browser, method)(page_of(kept, other)).status_code == 403
    choose = reverse("trajectories:merge_choose", args=[kept.trajectories.get().pk])
    for query in ({}, {"q": "Ruben"}):
        found = text_of(browser.get(choose, query))
        assert "Nyhuis" not in found
        assert "EAS" not in found
    assert client_of(cast.joke).get(page_of(kept, other)).status_code == 404


@pytest.mark.parametrize("query", [{}, {"q": "nyhuis"}, {"q": "nyhius"}])
def test_the_second_person_is_found_by_likeness_and_by_name(cast, kept, other, query):
    choose = reverse("trajectories:merge_choose", args=[kept.trajectories.get().pk])

    page = client_of(cast.anna).get(choose, query)

    assert page_of(kept, other) in page.content.decode()
    assert page_of(kept, kept) not in page.content.decode()


def test_two_who_both_have_an_account_are_not_merged(cast, kept, other):
    kept.account, other.account = cast.bert, cast.carla
    kept.save()
    other.save()

    with pytest.raises(ValidationError, match="allebei een account"):
        merged(cast, kept, other)


def test_an_account_of_who_goes_up_keeps_him_from_his_own_file(cast, kept, other):
    other.account = cast.bert
    other.save()

    done = merged(cast, kept, other)

    kept.refresh_from_db()
    assert kept.account == cast.bert
    back, _ = undo_merge(merge=done, by=cast.anna)
    kept.refresh_from_db()
    assert (kept.account, back.account) == (None, cast.bert)
