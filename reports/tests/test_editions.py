"""The editions for the referrer and for the participant: what is in them, and what never is."""

import re

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from coaching.factories import AgreementFactory, GoalFactory
from coaching.models import AgreementOwner, AgreementStatus
from conftest import TODAY, assert_does_not_grow, client_of, pdf_text, text_of
from costs.models import StatementKind
from dow_site.pdf import render_report
from dow_site.tests.test_sight import html_for_pdf
from participants.factories import ConsentFactory, ReferralFactory
from participants.models import Referral, ReferralStatus, ShareTopic
from reports.editions import Edition, editions_for
from reports.printing import print_edition, report_of
from trajectories.factories import EventFactory
from trajectories.models import LaneKind, Sensitivity, TimelineEvent, Trajectory

__all__ = ["html_for_pdf"]

MONEY = re.compile(r"€|kosten|bespaa|bespar|betaler", re.IGNORECASE)
NEVER_SHARED = (Sensitivity.HEALTH, Sensitivity.ADDICTION)


def report(dossier, edition, reader, **how):
    trajectory = Trajectory.objects.for_dossier().get(pk=dossier.trajectory.pk)
    return report_of(trajectory, edition, reader=reader, printed_on=TODAY, **how)


def html_of(dossier, edition, reader, **how):
    made = report(dossier, edition, reader, **how)
    return render_to_string(made.template, {"report": made})


# Who prints what


@pytest.mark.parametrize(
    ("name", "editions"),
    [
        ("anna", {"full", "publication", "referrer", "participant"}),
        ("bert", {"full", "publication", "referrer", "participant"}),
        ("daan", set()),
        ("erik", {"referrer"}),
        ("lotte", {"full", "publication"}),
        ("hanna", set()),
        ("ibrahim", set()),
    ],
)
def test_who_may_print_which_edition(cast, dossier, html_for_pdf, name, editions):
    person = getattr(cast, name)
    browser, pk = client_of(person), dossier.trajectory.pk

    printed = {
        edition.value
        for edition in Edition
        if browser.get(reverse("reports:case_report", args=[pk, edition])).status_code == 200
    }

    assert printed == editions
    assert set(editions_for(person)) == editions


@pytest.mark.parametrize("name", ["carla", "fenna", "gijs", "joke"])
def test_who_may_not_know_of_a_dossier_finds_no_edition(cast, dossier, name):
    browser = client_of(getattr(cast, name))

    for edition in Edition:
        address = reverse("reports:case_report", args=[dossier.trajectory.pk, edition])
        assert browser.get(address).status_code == 404


# For the referrer


def test_the_referrer_prints_the_events_of_his_own_page(cast, dossier):
    page = text_of(
        client_of(cast.erik).get(reverse("reports:progress", args=[dossier.trajectory.pk]))
    )
    printed = html_of(dossier, Edition.REFERRER, cast.erik)

    for event in TimelineEvent.objects.filter(trajectory=dossier.trajectory):
        assert (event.text in printed) == (event.text in page), event.text
    assert dossier.events["milestone"].text in printed


@pytest.mark.parametrize("name", ["anna", "bert"])
def test_who_prints_for_the_referrer_gives_him_what_he_would_print(cast, dossier, name):
    assert html_of(dossier, Edition.REFERRER, getattr(cast, name)) == html_of(
        dossier, Edition.REFERRER, cast.erik
    )


def test_nothing_that_is_not_shared_is_in_the_edition_for_the_referrer(cast, dossier):
    """Each text of the dossier that is not a shared event, marked, and none of the marks printed."""
    shared = {dossier.events["milestone"].pk}
    for event in TimelineEvent.objects.filter(trajectory=dossier.trajectory):
        if event.pk not in shared:
            event.text, event.quote, event.speaker = "GEHEIM-TEKST", "GEHEIM-CITAAT", "GEHEIM-WIE"
            event.save()
    for sensitivity in NEVER_SHARED:
        EventFactory(trajectory=dossier.trajectory, text="GEHEIM-ZORG", sensitivity=sensitivity)
    trajectory = dossier.trajectory
    trajectory.title = "GEHEIM-TITEL"
    trajectory.save()
    trajectory.chapters.update(title="GEHEIM-HOOFDSTUK", narrative="GEHEIM-VERHAAL")
    trajectory.lanes.exclude(kind=LaneKind.PARTICIPANT).update(label="GEHEIM-BAAN")
    trajectory.lanes.update(role_label="GEHEIM-ROL")
    type(dossier.participant).objects.update(
        living_situation="GEHEIM-WONEN", income_at_start="GEHEIM-GELD", wishes="GEHEIM-WENS",
        phone="GEHEIM-NUMMER", language="GEHEIM-TAAL", alias="GEHEIM-NAAM",
    )  # fmt: skip
    dossier.session.statements.update(text="GEHEIM-UITSPRAAK")
    dossier.session.scenario_items.update(text="GEHEIM-BRIEFJE")
    dossier.session.lines.update(label="GEHEIM-REGEL")
    trajectory.agreements.update(what="GEHEIM-AFSPRAAK")
    trajectory.goals.update(own_words="GEHEIM-DOEL")
    trajectory.talks.exclude(went_well="").update(went_well="GEHEIM-GESPREK")

    for reader in (cast.erik, cast.anna):
        printed = html_of(dossier, Edition.REFERRER, reader)
        assert dossier.events["milestone"].text in printed
        assert re.findall("GEHEIM-[A-Z]+", printed) == []
        assert MONEY.search(printed) is None
        assert "verwijzer" not in printed.replace("voor de verwijzer", "")


def test_a_consent_opens_its_topic_to_its_own_organisation_only(cast, dossier):
    def told(organisation):
        return "gebeurtenis family shared" in html_of(
            dossier, Edition.REFERRER, cast.anna, organisation=organisation
        )

    ReferralFactory(
        programme=cast.dow, participant=dossier.participant, organisation=cast.twenterand,
        status=ReferralStatus.ACCEPTED,
    )  # fmt: skip
    assert not told(cast.twenterand)
    consent = ConsentFactory(
        participant=dossier.participant, recipient=cast.twenterand, topics=[ShareTopic.FAMILY]
    )

    assert told(cast.twenterand)
    assert not told(cast.hellendoorn)
    consent.withdrawn_on = TODAY
    consent.save()
    assert not told(cast.twenterand)


def test_a_referrer_reads_as_his_own_organisation_whatever_was_asked(cast, dossier):
    ConsentFactory(
        participant=dossier.participant, recipient=cast.twenterand, topics=[ShareTopic.FAMILY]
    )

    assert html_of(dossier, Edition.REFERRER, cast.erik, organisation=cast.twenterand) == html_of(
        dossier, Edition.REFERRER, cast.erik
    )


def test_to_a_referrer_not_known_goes_what_needs_no_consent(cast, dossier):
    Referral.objects.filter(participant=dossier.participant).update(
        organisation=None, referrer=None
    )
    ConsentFactory(
        participant=dossier.participant, recipient=cast.twenterand, topics=[ShareTopic.FAMILY]
    )

    printed = html_of(dossier, Edition.REFERRER, cast.anna)

    assert dossier.events["milestone"].text in printed
    assert "family shared" not in printed
    assert "alleen voor de verwijzer" in printed


# For the participant


def test_the_participant_reads_his_agreements_before_his_story(cast, dossier):
    AgreementFactory(
        trajectory=dossier.trajectory, what="De huisarts bellen", owner=AgreementOwner.COACH
    )
    text = pdf_text(render_report(report(dossier, Edition.PARTICIPANT, cast.bert)).content)

    places = [
        text.index(part)
        for part in (
            "Mijn verhaal", "Hoi Wessel", "Dit doe jij", "Dit is afspraak own.", "Dit doet je coach",
            "De huisarts bellen", "Dit doen anderen", "Dit is afspraak asked.", "Jouw verhaal", "Dit is gebeurtenis open.", "Dit is je gelukt", "Dit is afspraak kept.",
        )
    ]  # fmt: skip
    assert places == sorted(places)


def test_the_participants_edition_holds_no_costs_and_no_private_notes(cast, dossier):
    GoalFactory(
        trajectory=dossier.trajectory, own_words="Ik wil vrachtwagens rijden", coach_words="GEHEIM"
    )
    dossier.session.lines.update(label="GEHEIM", remarks="GEHEIM", payer_note="GEHEIM")
    dossier.session.scenario_items.update(text="GEHEIM")
    dossier.session.statements.exclude(kind=StatementKind.ADDED_VALUE).update(text="GEHEIM")
    dossier.trajectory.talks.exclude(went_well="").update(went_well="GEHEIM", mood_words="GEHEIM")
    type(dossier.review).objects.update(compliment="GEHEIM", sampling_reason="GEHEIM")
    type(dossier.question).objects.update(question="GEHEIM")
    type(dossier.answer).objects.update(reason="GEHEIM")
    type(dossier.letter).objects.update(text="GEHEIM")

    for reader in (cast.anna, cast.bert, None):
        printed = html_of(dossier, Edition.PARTICIPANT, reader)
        assert "Ik wil vrachtwagens rijden" in printed
        assert "GEHEIM" not in printed
        assert MONEY.search(printed) is None
        assert "gedeeld met" not in printed


def test_the_participant_is_called_you_and_others_as_he_knows_them(cast, dossier):
    trajectory = dossier.trajectory
    trajectory.lanes.exclude(kind=LaneKind.PARTICIPANT).update(label="Ome Gerrit", role_label="Oom")
    event = EventFactory(
        trajectory=trajectory, text="Samen naar de open dag.", lanes=list(trajectory.lanes.all())
    )

    told = report(dossier, Edition.PARTICIPANT, cast.bert)

    (own,) = [one for chapter in told.chapters for one in chapter.events if one.key == event.pk]
    assert own.others == "Ome Gerrit"


def test_what_does_not_fit_is_counted(cast, dossier):
    AgreementFactory.create_batch(15, trajectory=dossier.trajectory, what="Bellen")

    own = report(dossier, Edition.PARTICIPANT, cast.bert).agreements[0]

    assert (len(own.promises), own.more) == (12, 4)
    assert "En nog 4 andere." in html_of(dossier, Edition.PARTICIPANT, cast.bert)


def test_an_empty_dossier_has_a_story_too(cast, dossier):
    TimelineEvent.objects.filter(trajectory=dossier.trajectory).update(
        removed_at="2026-03-01T12:00Z", removed_by=cast.anna, removal_reason="Dubbel."
    )
    dossier.trajectory.agreements.update(status=AgreementStatus.NOT_KEPT, closed_on=TODAY)

    text = pdf_text(render_report(report(dossier, Edition.PARTICIPANT, cast.bert)).content)

    assert "Er zijn nu geen open afspraken." in text
    assert "Je verhaal is nog niet opgeschreven." in text


# Long dossiers


@pytest.mark.parametrize("edition", Edition)
def test_an_edition_asks_no_more_of_the_database_for_a_longer_story(cast, dossier, edition):
    def grow():
        EventFactory.create_batch(
            20, trajectory=dossier.trajectory, chapter=dossier.chapter, lanes=[dossier.lane],
            shared_with_referrer=True, text="Een dag op het werk.",
        )  # fmt: skip
        AgreementFactory.create_batch(5, trajectory=dossier.trajectory)

    assert_does_not_grow(lambda: report(dossier, edition, None), grow)


@pytest.mark.parametrize("edition", [Edition.REFERRER, Edition.PARTICIPANT])
def test_no_word_of_a_long_text_is_lost_on_paper(cast, dossier, edition):
    """5,000 characters in one event, over pages: every numbered word is printed, in order."""
    words = [f"woord{number:03}" for number in range(540)]
    EventFactory(
        trajectory=dossier.trajectory, chapter=dossier.chapter, lanes=[dossier.lane],
        shared_with_referrer=True, text=" ".join(words)[:5000],
    )  # fmt: skip

    printed = print_edition(
        Trajectory.objects.for_dossier().get(pk=dossier.trajectory.pk),
        edition,
        reader=None,
        printed_on=TODAY,
    )

    found = re.findall(r"woord\d{3}(?!…)", pdf_text(printed.content))
    long_run = [word for word in words if word in found]
    assert long_run == words
