"""What a participant gets who asks what is kept about him: all of it, and nothing of anybody else."""

import datetime
import io
import json
import uuid
import zipfile

import pytest
import time_machine
from django.apps import apps
from django.core.management import call_command
from django.urls import reverse
from pghistory.models import Event

from accounts.models import AccessLog
from coaching.factories import (
    AftercareContactFactory,
    AgreementFactory,
    GoalFactory,
    GoalStepFactory,
    TalkFactory,
)
from conftest import TODAY, assert_does_not_grow, client_of, pdf_text, text_of, typed_in
from costs.factories import CostLineFactory
from participants.belonging import models_of_a_participant
from participants.factories import NetworkContactFactory, ParticipantFactory, ReferralFactory
from participants.models import Participant
from reports.access_request import operations
from reports.access_request.holdings import holdings_of
from reports.access_request.inventory import CHAPTERS, LEFT_OUT, models_given
from reports.access_request.others import third_parties
from reports.access_request.pack import AccessPack
from reports.access_request.veil import sentence_key
from reports.factories import AccessRequestFactory
from reports.models import AccessRequest, AccessRequestStatus, Withheld
from trajectories.factories import EventFactory, TrajectoryFactory
from trajectories.models import TimelineEvent


@pytest.fixture
def asked(cast, dossier):
    return AccessRequestFactory(
        participant=dossier.participant, programme=cast.dow, recorded_by=cast.anna
    )


def pack_of(asked, cast):
    return AccessPack.of(asked, reader=cast.anna)


def withhold(asked, kind, key, why="privacy"):
    operations.withhold(asked, {(kind, key): why}, version=asked.version)
    asked.refresh_from_db()


def archive(response):
    content = b"".join(response.streaming_content)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


# Nothing is forgotten


def test_every_model_that_leads_to_a_participant_is_given_or_left_out_with_a_reason():
    found = set(models_of_a_participant()) | {Participant}
    left_out = {apps.get_model(label) for label in LEFT_OUT}

    assert found - set(models_given()) - left_out == set()
    assert set(models_given()) & left_out == set()
    assert all(LEFT_OUT.values())
    # Each stands on paper once.
    assert len(models_given()) == len(set(models_given()))


def test_a_model_without_a_place_is_given_all_the_same(asked, cast, monkeypatch):
    """What the test above would find still goes along: under another heading, not lost."""
    without = {title: kinds for title, kinds in CHAPTERS.items() if title != "Afspraken"}
    monkeypatch.setattr("reports.access_request.holdings.CHAPTERS", without)

    chapters = holdings_of(asked.participant, cast.dow.pk).chapters

    others = next(chapter for chapter in chapters if chapter.title == "Overig")
    assert "Afspraken" in {kind.title for kind in others.kinds}


def test_everything_that_is_typed_in_the_dossier_is_on_paper_and_in_the_machine_file(
    asked, cast, dossier
):
    pack = pack_of(asked, cast)
    on_paper = " ".join(
        text
        for chapter in pack.chapters
        for kind in chapter.kinds
        for row in kind.rows
        for _, text in (*row.short, *row.long)
    )
    rows = [row for chapter in json.loads(pack.machine)["hoofdstukken"] for row in chapter["rijen"]]
    given = {(row["soort"], row["nummer"]) for row in rows}

    for row in (
        *dossier.events.values(), *dossier.talks.values(), *dossier.agreements.values(),
        dossier.goal, dossier.consent, dossier.referral, dossier.spell, dossier.chapter,
        dossier.lane, dossier.line, dossier.statement, dossier.note, dossier.contact,
        dossier.placement, dossier.letter, dossier.review, dossier.question, dossier.group_talk,
        dossier.attachment, dossier.network_contact, dossier.measurement, dossier.own_price,
    ):  # fmt: skip
        assert (row._meta.label_lower, row.pk) in given, row._meta.label
    for event in dossier.events.values():
        assert event.text in on_paper
    for words in ("Dit is de groep.", "Moeder van Tim", "Dit is afspraak own.", "0600000001"):
        assert words in on_paper
        assert words in pack.machine


def test_what_was_taken_off_the_timeline_is_still_kept_and_so_given(asked, cast, dossier):
    TimelineEvent.objects.filter(pk=dossier.events["open"].pk).update(
        removed_at=datetime.datetime(2026, 3, 10, tzinfo=datetime.UTC),
        removed_by=cast.anna,
        removal_reason="Klopte niet",
    )

    assert "Dit is gebeurtenis open." in pack_of(asked, cast).machine


def test_what_was_written_over_or_deleted_is_given_with_who_did_it(asked, cast, dossier):
    event = dossier.events["open"]
    event.text = "Nu staat er iets anders."
    event.save()
    gone = AgreementFactory(trajectory=dossier.trajectory, what="Deze afspraak ging weg.")
    gone.delete()

    changes = pack_of(asked, cast).changes

    texts = {(line.what, line.was, line.became) for line in changes}
    assert (
        "Gebeurtenis: wat gebeurde er", "Dit is gebeurtenis open.", "Nu staat er iets anders.",
    ) in texts  # fmt: skip
    assert ("Afspraak: wat", "Deze afspraak ging weg.", "(weggehaald)") in texts


def test_no_secret_of_the_system_goes_along(asked, cast, dossier):
    machine = pack_of(asked, cast).machine

    assert dossier.week_link.token_hash not in machine
    assert str(dossier.events["open"].submission_key) not in machine


def test_the_pack_of_a_large_dossier_asks_no_more_of_the_database(asked, cast, dossier):
    def grow():
        for number in range(5):
            event = EventFactory(
                trajectory=dossier.trajectory, position=50 + number, lanes=[dossier.lane]
            )
            event.text = f"Veranderd {number}"
            event.save()
            TalkFactory(trajectory=dossier.trajectory, author=cast.bert)
            AgreementFactory(trajectory=dossier.trajectory)
            goal = GoalFactory(trajectory=dossier.trajectory, recorded_by=cast.bert)
            GoalStepFactory(goal=goal)
            NetworkContactFactory(participant=dossier.participant)
            CostLineFactory(session=dossier.session, order=50 + number)
            AftercareContactFactory(
                trajectory=dossier.trajectory,
                planned_on=TODAY + datetime.timedelta(days=number + 1),
            )

    # Of each a first one: where there is nothing, nothing is asked.
    GoalStepFactory(goal=dossier.goal)

    assert_does_not_grow(lambda: pack_of(asked, cast), grow)


# Nothing of anybody else


def test_what_another_participant_or_another_programme_has_is_not_in_it(asked, cast, dossier):
    stranger = TrajectoryFactory(participant=ParticipantFactory(), programme=cast.dow)
    EventFactory(trajectory=stranger, text="Dit gaat over een vreemde.")
    elsewhere = TrajectoryFactory(participant=dossier.participant, programme=cast.elders)
    EventFactory(trajectory=elsewhere, text="Dit schreef een ander werkleerbedrijf.")
    TalkFactory(trajectory=elsewhere, author=cast.kees, went_well="Elders ging het goed.")
    gone = AgreementFactory(trajectory=elsewhere, what="Elders weggehaald.")
    gone.delete()

    pack = pack_of(asked, cast)

    for words in ("vreemde", "ander werkleerbedrijf", "Elders ging", "Elders weggehaald", "Kees"):
        assert words not in pack.machine
        assert words not in repr(pack)


def test_every_row_in_it_leads_to_this_participant(asked, cast, dossier):
    """Over all models at once: no row of a second dossier of the same shape comes along."""
    other = TrajectoryFactory(participant=ParticipantFactory(), programme=cast.dow)
    for factory in (EventFactory, AgreementFactory, GoalFactory):
        factory(trajectory=other)

    for entry in holdings_of(asked.participant, cast.dow.pk).entries():
        model = apps.get_model(entry.model)
        if model is Participant or model._meta.model_name == "grouptalk":
            continue
        row = model._base_manager.get(pk=entry.key)
        while not hasattr(row, "participant"):
            row = next(
                getattr(row, name)
                for name in (
                    "trajectory",
                    "talk",
                    "event",
                    "goal",
                    "agreement",
                    "session",
                    "measurement",
                    "placement",
                    "link",
                    "referral",
                    "review",
                    "line",
                )  # fmt: skip
                if getattr(row, name, None) is not None
            )
        assert row.participant_id == dossier.participant.pk, entry.model


def test_a_person_who_is_withheld_is_nowhere_and_is_counted(asked, cast, dossier):
    mother = NetworkContactFactory(
        participant=dossier.participant, name="Mirjam Öztürk", phone="06-11223344"
    )
    EventFactory(
        trajectory=dossier.trajectory,
        position=90,
        text="Wessel woont bij Mirjam. Öztürks nummer is 06 11223344, zei MIRJAM ÖZTÜRK.",
    )
    withhold(asked, Withheld.PERSON, f"contact:{mother.pk}")

    pack = pack_of(asked, cast)

    everything = f"{pack.machine} {pack!r}".lower()
    for secret in ("mirjam", "öztürk", "ozturk", "11223344", "06-11"):
        assert secret not in everything
    assert "Wessel woont bij [naam weggelaten]." in pack.machine
    assert {(one.what, one.times) for one in pack.left_out} >= {("naam", 4)}
    assert pack.times_left_out == sum(one.times for one in pack.left_out) > 4


def test_the_participants_own_name_stays_where_a_relative_has_it_too(asked, cast, dossier):
    father = NetworkContactFactory(participant=dossier.participant, name="Henk van der Zwaluw")
    EventFactory(
        trajectory=dossier.trajectory, position=90, text="Wessel Zwaluw belde Henk Zwaluw op."
    )
    withhold(asked, Withheld.PERSON, f"contact:{father.pk}")

    machine = pack_of(asked, cast).machine

    assert "Wessel Zwaluw belde [naam weggelaten] Zwaluw op." in machine
    assert "Henk" not in machine


def test_a_sentence_that_is_withheld_is_gone_everywhere_also_from_what_was_written_over(
    asked, cast, dossier
):
    event = dossier.events["open"]
    event.text = "Het ging goed. Zijn broer zit vast. Morgen verder."
    event.save()
    event.text = "Het ging goed. Morgen verder."
    event.save()
    GoalFactory(trajectory=dossier.trajectory, own_words="Zijn broer  zit vast.")
    withhold(asked, Withheld.SENTENCE, sentence_key("zijn broer zit vast."), "in_confidence")

    pack = pack_of(asked, cast)

    assert "broer" not in f"{pack.machine} {pack!r}"
    assert "Het ging goed. [zin weggelaten] Morgen verder." in repr(pack.changes)
    assert [(one.what, one.why) for one in pack.left_out] == [("zin", "in vertrouwen verteld")]


def test_the_kept_choice_does_not_hold_the_sentence(asked):
    withhold(asked, Withheld.SENTENCE, sentence_key("Zijn broer zit vast."))

    kept = asked.withholdings.get()

    assert "broer" not in kept.key


def test_others_at_a_group_talk_can_be_chosen(asked, cast, dossier):
    peer = ParticipantFactory(given_name="Sanne", family_name="Bloem")
    TalkFactory(
        trajectory=TrajectoryFactory(participant=peer, programme=cast.dow),
        author=cast.bert,
        kind="group",
        group=dossier.group_talk,
    )

    others = third_parties(holdings_of(asked.participant, cast.dow.pk), asked.participant)

    assert f"participant:{peer.pk}" in {one.key for one in others}
    assert not {"Wessel van der Zwaluw", "Tim"} & {one.name for one in others}


def test_other_participants_are_left_out_until_somebody_gives_them(cast, dossier):
    peer = ParticipantFactory(given_name="Sanne", family_name="Bloem")
    TalkFactory(
        trajectory=TrajectoryFactory(participant=peer, programme=cast.dow),
        author=cast.bert,
        kind="group",
        group=dossier.group_talk,
    )
    dossier.group_talk.shared = "Sanne vertelde over haar weekend."
    dossier.group_talk.save()
    page = reverse("reports:access_requests", args=[dossier.trajectory.pk])
    typed = {"asked_on": "9-3-2026", "reason": "Wessel zelf", "submission_key": str(uuid.uuid4())}

    # Sent twice it is one request, and the choice is made once.
    for _ in range(2):
        client_of(cast.anna).post(page, typed)

    asked = AccessRequest.objects.get()
    assert "[naam weggelaten] vertelde over haar weekend." in pack_of(asked, cast).machine
    assert "Sanne" not in pack_of(asked, cast).machine
    asked.withholdings.all().delete()
    assert "Sanne vertelde over haar weekend." in pack_of(asked, cast).machine


# The pages


def test_from_the_question_to_the_archive(cast, dossier):
    browser = client_of(cast.anna)
    mother = NetworkContactFactory(participant=dossier.participant, name="Mirjam Öztürk")
    page = reverse("reports:access_requests", args=[dossier.trajectory.pk])
    browser.post(page, {"asked_on": "9-3-2026", "reason": "Wessel zelf, in het gesprek"})
    asked = AccessRequest.objects.get()
    assert "Mirjam Öztürk" in text_of(browser.get(asked.get_absolute_url()))

    field = f"person-contact-{mother.pk}"
    answer = browser.post(asked.get_absolute_url(), {"version": 1, field: "privacy"})
    assert answer.status_code == 302
    preview = browser.get(reverse("reports:access_request_preview", args=[asked.pk]))
    assert "Mirjam" not in text_of(preview)
    assert "Dit is gebeurtenis health." in text_of(preview)

    browser.post(reverse("reports:access_request_make", args=[asked.pk]))
    asked.refresh_from_db()
    assert asked.status == AccessRequestStatus.READY
    parts = archive(browser.get(reverse("reports:access_request_archive", args=[asked.pk])))

    assert sorted(parts) == sorted(
        ["inzage.pdf", "inzage.json", f"bijlagen/{dossier.attachment.pk}-{dossier.attachment.name}"]
    )
    assert bytes(dossier.attachment.content) in parts.values()
    paper = pdf_text(parts["inzage.pdf"])
    for words in ("Dit is gebeurtenis health.", "Dit is gesprek by coach.", "weggelaten"):
        assert words in paper
    assert "Mirjam" not in paper
    assert "Mirjam" not in parts["inzage.json"].decode()
    looks = AccessLog.objects.filter(participant_id=dossier.participant.pk)
    exported = looks.get(action="exported")
    assert (exported.user, exported.page) == (cast.anna, "reports:access_request_archive")


def test_a_file_that_is_withheld_is_not_in_the_archive(asked, cast, dossier):
    withhold(asked, Withheld.FILE, str(dossier.attachment.pk))
    operations.start(asked, by=cast.anna)

    address = reverse("reports:access_request_archive", args=[asked.pk])
    parts = archive(client_of(cast.anna).get(address))

    assert sorted(parts) == ["inzage.json", "inzage.pdf"]
    assert dossier.attachment.name not in parts["inzage.json"].decode()


def test_a_file_of_an_event_that_was_taken_off_is_still_kept_and_so_given(asked, cast, dossier):
    TimelineEvent.objects.filter(pk=dossier.attachment.event_id).update(
        removed_at=datetime.datetime(2026, 3, 10, tzinfo=datetime.UTC),
        removed_by=cast.anna,
        removal_reason="Klopte niet",
    )
    operations.start(asked, by=cast.anna)

    address = reverse("reports:access_request_archive", args=[asked.pk])
    parts = archive(client_of(cast.anna).get(address))

    assert bytes(dossier.attachment.content) in parts.values()


def test_a_sentence_can_be_found_and_withheld_on_the_page(asked, cast, dossier):
    browser = client_of(cast.anna)
    address = f"{asked.get_absolute_url()}?deel=zinnen&zoek=ADDICTION"
    page = browser.get(address)
    assert "Dit is gebeurtenis addiction." in text_of(page)
    assert "Dit is gebeurtenis open." not in text_of(page)

    key = sentence_key("Dit is gebeurtenis addiction.")
    browser.post(address, {"version": asked.version, f"sentence-{key}": "safety"})

    assert "gebeurtenis addiction" not in pack_of(asked, cast).machine


def test_only_sentences_that_name_somebody_are_shown_first(asked, cast, dossier):
    NetworkContactFactory(participant=dossier.participant, name="Mirjam Öztürk")
    EventFactory(
        trajectory=dossier.trajectory, position=90, text="Mirjams huis is ver. Het regent."
    )

    page = text_of(client_of(cast.anna).get(f"{asked.get_absolute_url()}?deel=zinnen"))

    assert "Mirjams huis is ver." in page
    assert "Het regent." not in page


def test_two_who_choose_at_once_do_not_overwrite_each_other_unseen(asked, cast, dossier):
    key = f"person-contact-{dossier.network_contact.pk}"
    browser = client_of(cast.anna)
    browser.post(asked.get_absolute_url(), {"version": 1, key: "privacy"})

    late = browser.post(asked.get_absolute_url(), {"version": 1, key: ""})

    assert late.status_code == 422
    assert "Iemand anders heeft dit verzoek intussen veranderd" in text_of(late)
    assert asked.withholdings.count() == 1


def test_choosing_again_throws_the_finished_pack_away(asked, cast, dossier):
    operations.start(asked, by=cast.anna)
    asked.refresh_from_db()
    assert asked.status == AccessRequestStatus.READY

    withhold(asked, Withheld.PERSON, f"contact:{dossier.network_contact.pk}")

    assert (asked.status, asked.paper) == (AccessRequestStatus.CHOOSING, None)
    address = reverse("reports:access_request_archive", args=[asked.pk])
    assert client_of(cast.anna).get(address).status_code == 404


def test_a_pack_can_be_fetched_for_a_week_and_is_then_thrown_away(asked, cast):
    operations.start(asked, by=cast.anna)
    address = reverse("reports:access_request_archive", args=[asked.pk])

    with time_machine.travel(datetime.datetime(2026, 3, 24, 12, tzinfo=datetime.UTC)):
        assert client_of(cast.anna).get(address).status_code == 404
        call_command("clear_access_packs", stdout=io.StringIO())

    asked.refresh_from_db()
    assert (asked.status, asked.paper, asked.machine) == (AccessRequestStatus.CLEARED, None, None)


def test_who_lost_his_access_in_the_meantime_gets_no_pack(asked, cast):
    type(asked).objects.filter(pk=asked.pk).update(
        status=AccessRequestStatus.MAKING, made_by=cast.bert
    )

    operations.make.call(asked.pk)

    asked.refresh_from_db()
    assert (asked.status, asked.paper) == (AccessRequestStatus.CHOOSING, None)
    assert "mag dit pakket niet meer maken" in asked.failure


def test_a_pack_is_not_given_while_one_of_its_files_is_gone(asked, cast, dossier):
    operations.start(asked, by=cast.anna)
    dossier.attachment.delete()

    address = reverse("reports:access_request_archive", args=[asked.pk])
    page = client_of(cast.anna).get(address, follow=True)

    assert "Sinds dit pakket is een bijlage weggehaald." in text_of(page)


def test_history_models_are_no_rows_of_their_own():
    assert not any(issubclass(model, Event) for model in models_given())


# Who was referred, and never began


@pytest.fixture
def only_referred(cast, dossier):
    return ReferralFactory(
        programme=cast.dow,
        organisation=cast.hellendoorn,
        referrer=cast.erik,
        given_name="Sanne",
        own_words="Ik wil graag buiten werken.",
    )


def address_of(referral):
    return reverse("reports:access_requests_of_referral", args=[referral.pk])


def test_somebody_known_by_a_referral_only_gets_all_of_it_and_nothing_of_others(
    cast, dossier, only_referred
):
    leader = client_of(cast.anna)
    page = leader.get(only_referred.get_absolute_url())
    address = address_of(only_referred)
    assert f'href="{address}"' in page.content.decode()

    answer = leader.post(
        address, typed_in(leader.get(address)) | {"reason": "zijn moeder, per brief"}
    )
    asked = AccessRequest.objects.get()
    leader.post(reverse("reports:access_request_make", args=[asked.pk]))
    files = archive(leader.get(reverse("reports:access_request_archive", args=[asked.pk])))

    assert answer.url == asked.get_absolute_url()
    assert (asked.participant, asked.referral) == (None, only_referred)
    assert asked.name == only_referred.applicant
    said = pdf_text(files["inzage.pdf"])
    assert "Ik wil graag buiten werken." in said
    given = json.loads(files["inzage.json"])["hoofdstukken"]
    rows = {(row["soort"], row["nummer"]) for chapter in given for row in chapter["rijen"]}
    assert ("participants.referral", only_referred.pk) in rows
    assert {kind for kind, _ in rows} <= {"participants.referral", "participants.referralstep"}
    assert dossier.participant.family_name not in said


def test_who_became_a_participant_since_gets_the_whole_dossier(cast, dossier, only_referred):
    asked = AccessRequestFactory(
        participant=None, referral=only_referred, programme=cast.dow, recorded_by=cast.anna
    )
    only_referred.participant = dossier.participant
    only_referred.save()
    asked = AccessRequest.objects.with_whose().get(pk=asked.pk)

    assert asked.whose == dossier.participant
    assert "Dit is gesprek by coach." in pack_of(asked, cast).machine
    page = client_of(cast.anna).get(address_of(only_referred))
    assert page.url == reverse("reports:access_requests", args=[dossier.trajectory.pk])
    assert asked.reason in text_of(client_of(cast.anna).get(page.url))


@pytest.mark.parametrize("name", ["bert", "daan", "erik", "lotte", "ibrahim"])
def test_only_the_leader_is_shown_the_way_to_a_request_of_who_was_referred(
    cast, dossier, only_referred, name
):
    person = client_of(getattr(cast, name))

    assert person.get(address_of(only_referred)).status_code in (403, 404)
    assert (
        address_of(only_referred)
        not in person.get(only_referred.get_absolute_url()).content.decode()
    )
