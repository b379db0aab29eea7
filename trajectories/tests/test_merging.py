"""Merging two dossiers of one person: what moves, who may, what the choice does, and putting apart again."""

import datetime
import threading

import pytest
import time_machine
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from accounts.factories import OrganisationFactory
from accounts.models import AccessLog
from coaching.factories import SharedLineFactory, TalkFactory
from conftest import NOON, TODAY, assert_does_not_grow, client_of, text_of, typed_in
from participants.belonging import direct_links
from participants.factories import (
    ConsentFactory,
    ImportedRowFactory,
    InformationGivenFactory,
    NetworkContactFactory,
    ParticipantFactory,
    ParticipantMergeFactory,
    PeopleImportFactory,
    ReferralFactory,
    ReferralStepFactory,
)
from participants.forms import ParticipantForm
from participants.importing.work import what_depends
from participants.merging import merge, numbers_of, plan_of, undo_merge
from participants.models import (
    Consent,
    ImportedRow,
    InformationGiven,
    NetworkContact,
    Participant,
    ParticipantMerge,
    Referral,
    ReferralStatus,
)
from reports.access_log import AccessLogReport
from trajectories.acceptance import Start, accept_and_join, ways_back
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


# Putting apart


def test_undoing_gives_back_the_person_the_rows_and_the_facts(cast, kept, other):
    number, trajectory = other.pk, other.trajectories.get()
    merged(cast, kept, other, take=["phone", "alias"])
    choose = reverse("trajectories:merge_choose", args=[kept.trajectories.first().pk])
    browser = client_of(cast.anna)
    assert "Eerder samengevoegd Ruben Nyhuis" in text_of(browser.get(choose))

    done = ParticipantMerge.objects.get()
    browser.post(reverse("trajectories:merge_undo", args=[done.pk]))

    back = Participant.objects.get(pk=number)
    kept.refresh_from_db()
    trajectory.refresh_from_db()
    assert (back.family_name, back.phone, back.sort_name) == (
        "Nyhuis",
        "06 0000 0006",
        "nyhuis ruben",
    )
    assert (kept.phone, kept.alias) == ("", "Tim")
    assert trajectory.participant == back
    assert "Eerder samengevoegd" not in text_of(browser.get(choose))


def test_a_fact_that_was_changed_since_stays_and_is_told(cast, kept, other):
    done = merged(cast, kept, other, take=["phone"])
    Participant.objects.filter(pk=kept.pk).update(phone="06 0000 0008")

    _, left = undo_merge(merge=done, by=cast.anna)

    kept.refresh_from_db()
    assert (kept.phone, left) == ("06 0000 0008", ("telefoon",))


def refused(done, cast, sentence):
    with pytest.raises(ValidationError, match=sentence):
        undo_merge(merge=done, by=cast.anna)


def test_after_thirty_days_it_stays_as_it_is(cast, kept, other):
    done = merged(cast, kept, other)

    with time_machine.travel(NOON + datetime.timedelta(days=31)):
        refused(done, cast, "tot 30 dagen na")
    with time_machine.travel(NOON + datetime.timedelta(days=30)):
        undo_merge(merge=done, by=cast.anna)


def test_it_is_undone_once(cast, kept, other):
    done = merged(cast, kept, other)
    undo_merge(merge=done, by=cast.anna)

    refused(done, cast, "al ongedaan gemaakt")


def test_a_later_merge_is_undone_first(cast, kept, other):
    third = ParticipantFactory(given_name="Robin", family_name="Nijhof")
    first = merged(cast, kept, other)
    second = merged(cast, kept, third)
    refused(first, cast, "eerst de latere samenvoeging met Robin")

    undo_merge(merge=second, by=cast.anna)
    undo_merge(merge=first, by=cast.anna)

    assert Participant.objects.count() == 3


def test_a_merge_of_who_was_merged_himself_is_undone_after_that(cast, kept, other):
    third = ParticipantFactory(given_name="Robin", family_name="Nijhof")
    first = merged(cast, kept, other)
    stale = ParticipantMerge.objects.get(pk=first.pk)
    second = merged(cast, third, Participant.objects.get(pk=kept.pk))
    refused(stale, cast, "zelf samengevoegd")
    refused(ParticipantMerge.objects.get(pk=first.pk), cast, "eerst de latere samenvoeging")

    undo_merge(merge=second, by=cast.anna)
    undo_merge(merge=ParticipantMerge.objects.get(pk=first.pk), by=cast.anna)

    assert Participant.objects.count() == 3


def test_a_referral_accepted_since_prevents_it(cast, kept, other):
    done = merged(cast, kept, other)
    referral = ReferralFactory(programme=cast.dow, participant=kept, reference="AANM-2026-077")
    ReferralStepFactory(referral=referral, status=ReferralStatus.ACCEPTED)

    refused(done, cast, "aanmelding AANM-2026-077 is na het samenvoegen geplaatst")


def test_a_row_that_moved_on_prevents_it(cast, kept, other):
    done = merged(cast, kept, other)
    NetworkContact.objects.filter(name="Tante Truus").update(participant=ParticipantFactory())

    refused(done, cast, "hoort nu bij een ander \\(contact\\)")


def test_a_row_that_belongs_to_both_prevents_it(cast, kept, other):
    done = merged(cast, kept, other)
    trajectory = Trajectory.objects.get(reference="DOW-2026-002")
    SharedLineFactory(
        talk=TalkFactory(trajectory=trajectory, author=cast.bert),
        consent=ConsentFactory(participant=kept),
    )

    refused(done, cast, "iets gemaakt dat bij allebei hoort")
    assert not Participant.objects.filter(pk=done.number).exists()


def test_a_row_that_is_gone_since_does_not(cast, kept, other):
    done = merged(cast, kept, other)
    NetworkContact.objects.filter(name="Tante Truus").delete()

    back, _ = undo_merge(merge=done, by=cast.anna)

    assert (back.network_contacts.count(), back.trajectories.count()) == (0, 1)


def test_a_municipality_that_is_gone_since_is_a_sentence_and_nothing_is_done(cast, kept, other):
    other.municipality = OrganisationFactory(municipality=True, name="Gemeente Weg")
    other.save()
    done = merged(cast, kept, other)
    other.municipality.delete()

    refused(done, cast, "Ongedaan maken kan niet meer")
    assert Participant.objects.count() == 1


def test_a_refusal_is_told_on_the_page(cast, kept, other):
    done = merged(cast, kept, other)
    ParticipantMerge.objects.update(merged_at=NOON - datetime.timedelta(days=31))

    answer = client_of(cast.anna).post(
        reverse("trajectories:merge_undo", args=[done.pk]), follow=True
    )

    assert "Ongedaan maken kan tot 30 dagen" in text_of(answer)


def test_an_import_that_made_him_is_not_undone_over_his_head(cast, kept):
    other = ParticipantFactory(given_name="Ruben", family_name="Nyhuis")
    people_import = PeopleImportFactory(programme=cast.dow, checked=True)
    row = ImportedRowFactory(people_import=people_import, participant=other, is_imported=True)

    merged(cast, kept, other)

    row.refresh_from_db()
    assert row.participant == kept
    assert what_depends(people_import)


# At once


def test_what_is_typed_on_who_went_up_is_a_sentence(cast, kept, other):
    form = ParticipantForm(
        {"given_name": "Ruben", "alias": "Rik", "version": "1"},
        instance=Participant.objects.get(pk=other.pk),
    )
    referral = ReferralFactory(programme=cast.dow)
    gone = Participant.objects.get(pk=other.pk)
    merged(cast, kept, other)

    assert form.is_valid()
    with pytest.raises(ValidationError, match="er intussen niet meer"):
        form.save_record()
    with pytest.raises(ValidationError, match="samengevoegd met een ander"):
        accept(cast, referral, gone)
    with pytest.raises(IntegrityError), transaction.atomic():
        write_down_a_contact_of(gone)


def accept(cast, referral, participant):
    return accept_and_join(
        referral=referral,
        participant=participant,
        way=ways_back(participant, referral, TODAY)[0].key,
        start=Start(accepted_on=TODAY, first_day=TODAY),
        submission_key=ParticipantMerge().submission_key,
        by=cast.anna,
    )


def write_down_a_contact_of(participant):
    NetworkContactFactory(participant=participant)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.django_db(transaction=True)
def test_accepting_for_somebody_who_is_merged_at_that_moment_leaves_nobody_torn(cast, kept, other):
    referral, same = ReferralFactory(programme=cast.dow), Participant.objects.get(pk=other.pk)
    ready, sentences = threading.Barrier(2), []

    def go(deed):
        try:
            ready.wait(timeout=10)
            deed()
        except ValidationError as error:
            sentences.extend(error.messages)
        finally:
            connection.close()

    both = [
        threading.Thread(target=go, args=[deed])
        for deed in (
            lambda: accept(cast, referral, same),
            lambda: merged(cast, kept, other),
        )
    ]
    for one in both:
        one.start()
    for one in both:
        one.join()

    # Whoever was first: the merge holds, and what was accepted went along.
    referral.refresh_from_db()
    accepted = referral.status == ReferralStatus.ACCEPTED
    assert list(Participant.objects.all()) == [kept]
    assert referral.participant == (kept if accepted else None)
    assert len(sentences) == (0 if accepted else 1)
    assert set(Trajectory.objects.values_list("participant", flat=True)) == {kept.pk}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("crosswise", [False, True], ids=["the same way", "crosswise"])
def test_two_merges_at_once_are_one_merge_and_a_sentence(cast, kept, other, crosswise):
    ready, outcomes = threading.Barrier(2), []
    ways = [(kept, other), (other, kept) if crosswise else (kept, other)]

    def go(stays, goes):
        try:
            ready.wait(timeout=10)
            outcomes.append(
                merge(
                    kept=stays,
                    other=goes,
                    take_from_other=(),
                    versions=(1, 1),
                    submission_key=ParticipantMerge().submission_key,
                    by=cast.anna,
                )
            )
        except ValidationError as error:
            outcomes.append(" ".join(error.messages))
        finally:
            connection.close()

    both = [threading.Thread(target=go, args=way) for way in ways]
    for one in both:
        one.start()
    for one in both:
        one.join()

    sentences = [one for one in outcomes if isinstance(one, str)]
    assert sentences == ["Een van deze twee is intussen al samengevoegd. Zoek opnieuw."]
    assert ParticipantMerge.objects.count() == 1
    [left] = Participant.objects.all()
    assert (left.trajectories.count(), left.network_contacts.count()) == (2, 1)
