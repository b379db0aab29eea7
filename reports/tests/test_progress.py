"""What a referrer reads of a person he referred: the same on his page, in the preview and on paper."""

import datetime
import io
import itertools
from types import SimpleNamespace

import pypdf
import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.db.models import CharField, TextField
from django.urls import reverse

from accounts.models import AccessLog, Organisation, User
from coaching.factories import (
    AftercareContactFactory,
    AgreementFactory,
    SharedLineFactory,
    TalkFactory,
)
from coaching.models import AftercareContact, Agreement, Talk
from conftest import TODAY, client_of, text_of, typed_in, words_of_spreadsheet
from dow_site.access import Role
from dow_site.tests.beginnings import demonstration_of
from dow_site.tests.clients import addresses_on
from dow_site.tests.routes import ARGUMENTS
from dow_site.tests.test_access_matrix import DEED, ROUTES, VISITORS
from participants.factories import ConsentFactory, ReferralFactory
from participants.models import Participant, Referral, ReferralStatus
from reports.progress import percentage
from trajectories.factories import EventFactory, OutflowFactory, TrajectoryFactory
from trajectories.models import Chapter, Lane, Outflow, Spell, TimelineEvent, Trajectory


def page_of(person, dossier, **query):
    return client_of(person).get(reverse("reports:progress", args=[dossier.trajectory.pk]), query)


def body_of(response):
    """What the page says below its tabs, without buttons and the sentence about who reads."""
    main = BeautifulSoup(response.content.decode(), "html.parser").find("main")
    for part in main.select(".c-dossier, .c-message, .l-page-head, .c-breadcrumbs, a"):
        part.decompose()
    return " ".join(main.get_text(" ").split())


def text_of_pdf(content):
    return " ".join(
        " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages).split()
    )


def pdf_of(person, dossier):
    answer = client_of(person).get(reverse("reports:progress_pdf", args=[dossier.trajectory.pk]))
    return text_of_pdf(answer.content)


# One object, three readings


@pytest.mark.parametrize("name", ["anna", "bert"])
def test_the_preview_says_what_the_referrer_reads(cast, dossier, name):
    OutflowFactory(trajectory=dossier.trajectory)

    assert body_of(page_of(getattr(cast, name), dossier)) == body_of(page_of(cast.erik, dossier))


def test_the_preview_is_by_the_organisation_that_is_chosen(cast, dossier):
    ReferralFactory(
        programme=cast.dow,
        participant=dossier.participant,
        organisation=cast.twenterand,
        status=ReferralStatus.ACCEPTED,
    )
    ConsentFactory(participant=dossier.participant, recipient=cast.twenterand)

    hellendoorn = text_of(page_of(cast.anna, dossier, organisatie=cast.hellendoorn.pk))
    twenterand = text_of(page_of(cast.anna, dossier, organisatie=cast.twenterand.pk))

    assert "Dit is gebeurtenis family shared." not in hellendoorn
    assert "Dit is gebeurtenis family shared." in twenterand
    assert body_of(page_of(cast.fenna, dossier)) == body_of(
        page_of(cast.anna, dossier, organisatie=cast.twenterand.pk)
    )


def test_a_referrer_does_not_choose_for_whom_he_reads(cast, dossier):
    ReferralFactory(
        programme=cast.dow, participant=dossier.participant, organisation=cast.twenterand,
        status=ReferralStatus.ACCEPTED,
    )  # fmt: skip
    ConsentFactory(participant=dossier.participant, recipient=cast.twenterand)

    page = page_of(cast.erik, dossier, organisatie=cast.twenterand.pk)

    assert "Dit is gebeurtenis family shared." not in text_of(page)
    assert "Twenterand" not in text_of(page)


def test_nobody_reads_along_where_nobody_referred(cast, dossier):
    Referral.objects.filter(pk=dossier.referral.pk).update(organisation=None, referrer=None)
    Referral.objects.filter(pk=dossier.open_referral.pk).update(organisation=None, referrer=None)

    assert "Niemand leest mee" in text_of(page_of(cast.anna, dossier))
    pdf = reverse("reports:progress_pdf", args=[dossier.trajectory.pk])
    assert client_of(cast.anna).get(pdf).status_code == 403


def shared_line(dossier, recipient, *, status="final", **consent):
    return SharedLineFactory(
        talk=TalkFactory(trajectory=dossier.trajectory, status=status, held_on=TODAY),
        consent=ConsentFactory(participant=dossier.participant, recipient=recipient, **consent),
        text="Hij zoekt een opleiding.",
    )


def test_a_line_of_a_talk_is_read_by_whom_the_consent_names(cast, dossier):
    shared_line(dossier, cast.hellendoorn)

    assert "Hij zoekt een opleiding." in text_of(page_of(cast.erik, dossier))
    assert "Hij zoekt een opleiding." in pdf_of(cast.erik, dossier)


def test_a_line_of_a_talk_is_not_read_once_the_consent_is_withdrawn(cast, dossier):
    line = shared_line(dossier, cast.hellendoorn)
    line.consent.withdrawn_on = TODAY
    line.consent.save()

    assert "Hij zoekt een opleiding." not in text_of(page_of(cast.erik, dossier))


def test_a_line_of_a_talk_is_not_read_by_another_before_the_talk_is_final_or_without_its_topic(
    cast, dossier
):
    shared_line(dossier, cast.twenterand)
    shared_line(dossier, cast.hellendoorn, status="to_review")
    shared_line(dossier, cast.hellendoorn, topics=["attendance"])

    assert "Hij zoekt een opleiding." not in text_of(page_of(cast.erik, dossier))


def test_the_paper_says_what_the_page_says(cast, dossier):
    paper = pdf_of(cast.erik, dossier)

    assert "Dit is gebeurtenis milestone." in paper
    assert "Dit is afspraak asked." in paper
    assert "Vertrouwelijk: alleen voor Gemeente Hellendoorn" in paper
    assert [row.action for row in AccessLog.objects.all()] == ["printed"]


# What is shared, and while


def test_what_happened_is_told_in_its_order_and_what_is_planned_last(cast, dossier):
    day = {"precision": "day", "trajectory": dossier.trajectory, "shared": True}
    for position, text, facts in (
        (31, "Tweede.", {"starts_on": datetime.date(2026, 3, 9)}),
        (32, "Gepland.", {"planned_on": datetime.date(2026, 3, 1), "planned_precision": "day"}),
        (33, "Derde.", {"starts_on": datetime.date(2026, 3, 14)}),
        (34, "Later.", {"planned_on": datetime.date(2026, 5, 1), "planned_precision": "day"}),
        (35, "Eerste.", {"starts_on": datetime.date(2026, 3, 2)}),
    ):
        precision = {} if "starts_on" in facts else {"precision": "order"}
        EventFactory(position=position, text=text, **day | precision | facts)
    told = ("Eerste.", "Tweede.", "Derde.", "Gepland.", "Later.")

    for reading in (text_of(page_of(cast.erik, dossier)), pdf_of(cast.erik, dossier)):
        assert sorted(told, key=reading.index) == list(told)


def test_attendance_shows_while_it_is_agreed(cast, dossier):
    Talk.objects.all().delete()
    for day, present in ((datetime.date(2026, 3, 10), 9), (datetime.date(2026, 1, 6), 3)):
        TalkFactory(
            trajectory=dossier.trajectory, author=cast.bert, held_on=day, status="final",
            parts_planned=10, parts_present=present, parts_late=0,
            parts_absent_reported=10 - present, parts_absent_unreported=0,
        )  # fmt: skip
    before = text_of(page_of(cast.erik, dossier))
    consent = ConsentFactory(
        participant=dossier.participant, recipient=cast.hellendoorn, topics=["attendance"]
    )
    agreed, on_paper = text_of(page_of(cast.erik, dossier)), pdf_of(cast.erik, dossier)
    consent.withdrawn_on = TODAY
    consent.save()

    assert "Aanwezig" not in before
    assert "Aanwezig: laatste acht weken 90%" in agreed
    assert "Aanwezig: het hele traject 60%" in agreed
    assert "60%" in on_paper
    assert "Aanwezig" not in text_of(page_of(cast.erik, dossier))
    assert "Aanwezig" not in pdf_of(cast.erik, dossier)


@pytest.mark.parametrize(("part", "whole", "percents"), [(0, 3, 0), (1, 3, 33), (1, 8, 13), (3, 3, 100)])  # fmt: skip
def test_a_percentage_is_whole_and_rounds_halves_up(part, whole, percents):
    assert percentage(part, whole) == percents


def test_without_attendance_on_record_there_is_no_percentage(cast, dossier):
    Talk.objects.all().delete()
    ConsentFactory(participant=dossier.participant, recipient=cast.hellendoorn)

    assert "Aanwezig" not in text_of(page_of(cast.erik, dossier))


def test_outflow_and_still_in_place_show_once_they_are_there(cast, dossier):
    before = text_of(page_of(cast.erik, dossier))
    OutflowFactory(trajectory=dossier.trajectory, left_on=datetime.date(2025, 11, 1))
    AftercareContactFactory(
        trajectory=dossier.trajectory, spoken=True, contacted_on=datetime.date(2026, 2, 3),
        note="Hij is moe.",
    )  # fmt: skip
    after = text_of(page_of(cast.erik, dossier))

    assert "nog op zijn plek" not in before
    assert "Reguliere baan, tijdelijk contract" in after
    assert "Na 3 maanden nog op zijn plek ja" in after
    assert "Na 6 maanden nog op zijn plek nog niet gemeten" in after
    assert "Hij is moe." not in after


# Agreements


def answer(person, agreement, **typed):
    browser, url = client_of(person), reverse("coaching:agreement_answer", args=[agreement.pk])
    return browser.post(url, typed_in(browser.get(url)) | typed)


def test_a_referrer_answers_what_is_asked_of_him(cast, dossier):
    asked = dossier.agreements["asked"]

    sent = answer(cast.erik, asked, answer="De aanvraag is gedaan.")

    asked.refresh_from_db()
    assert sent.status_code == 302
    assert (asked.answer, asked.answered_by) == ("De aanvraag is gedaan.", cast.erik)
    assert asked.answered_at is not None
    assert "Antwoord: De aanvraag is gedaan." in text_of(page_of(cast.erik, dossier))


def test_an_empty_answer_is_refused_and_nothing_is_written(cast, dossier):
    asked = dossier.agreements["asked"]

    sent = answer(cast.erik, asked, answer=" ")

    asked.refresh_from_db()
    assert sent.status_code == 422
    assert (asked.answer, asked.answered_by) == ("", None)


def test_an_agreement_with_another_organisation_does_not_exist(cast, dossier):
    ReferralFactory(
        programme=cast.dow, participant=dossier.participant, organisation=cast.twenterand,
        status=ReferralStatus.ACCEPTED,
    )  # fmt: skip
    other = AgreementFactory(
        trajectory=dossier.trajectory, asked_of_referrer=True, organisation=cast.twenterand,
        what="Alleen voor Twenterand.",
    )  # fmt: skip
    url = reverse("coaching:agreement_answer", args=[other.pk])

    assert client_of(cast.erik).get(url).status_code == 404
    assert "Alleen voor Twenterand." not in text_of(page_of(cast.erik, dossier))


# Over the demonstration: nothing of what is not shared, on no page and no paper

REFERRER_DAY = datetime.date(2026, 3, 16)
COLUMN = list(VISITORS).index("referrer") + 1
# In place of the dossier of the tests: the arguments of a route then say which kind of row it is about.
OF_KIND = {
    model: SimpleNamespace(pk=model)
    for model in (Trajectory, Referral, Agreement, TimelineEvent, Spell, Chapter, Lane)
}
KINDS = SimpleNamespace(
    trajectory=OF_KIND[Trajectory],
    referral=OF_KIND[Referral],
    open_referral=OF_KIND[Referral],
    agreements={"asked": OF_KIND[Agreement]},
    events={"milestone": OF_KIND[TimelineEvent]},
    spell=OF_KIND[Spell],
    chapter=OF_KIND[Chapter],
    lane=OF_KIND[Lane],
)


def addresses_to_try(referrer):
    """Every page for what is his: those open to him, and those that his own rows keep from him.

    That rows of others answer 404, and that a button takes no GET, is the work of the access matrix.
    """
    numbers = {
        model: model.objects.visible_to(referrer).values_list("pk", flat=True)[
            : 12 if model is Trajectory else 5
        ]
        for model in OF_KIND
    }
    for route, row in ROUTES.items():
        if row[0] == DEED or row[COLUMN] == 404:
            continue
        try:
            arguments = ARGUMENTS[route](KINDS) if route in ARGUMENTS else []
        except AttributeError:
            continue  # about a row of another kind
        choices = [numbers.get(argument, [argument]) for argument in arguments]
        if choices[1:] == [["full"]]:
            choices[1] = ["full", "publication"]
        for chosen in itertools.product(*choices):
            yield reverse(route, args=chosen)


def reachable(referrer):
    """Every page and paper that a referrer comes to by links, or by trying what might be his."""
    browser = client_of(referrer)
    waiting = ["/", *addresses_to_try(referrer)]
    seen = {}
    while waiting:
        url = waiting.pop()
        if (
            url in seen
            or "logout" in url
            or url.startswith(("/static", "/accounts", "/demo", "/stijlgids"))
        ):
            continue
        answer = browser.get(url)
        seen[url] = answer
        if answer.status_code == 200 and "html" in answer.get("Content-Type", ""):
            waiting += addresses_on(answer)
    return {url: answer for url, answer in seen.items() if answer.status_code == 200}


def words_of(answer):
    kind = answer.get("Content-Type", "")
    if "pdf" in kind:
        return text_of_pdf(answer.content)
    if answer.streaming:
        return words_of_spreadsheet(b"".join(answer.streaming_content))
    return text_of(answer) if "html" in kind else answer.content.decode("utf-8", "replace")


def forbidden_texts(referrer):
    """Every free text of rows that this referrer may not see, as the database has them."""
    organisation = referrer.organisation
    mine = Participant.objects.filter(referrals__organisation=organisation)
    may_read = {
        text for event in TimelineEvent.objects.visible_to(referrer) for text in [event.text]
    } | {row.what for row in Agreement.objects.visible_to(referrer)}
    # Where somebody found work is shared, and somebody else may have tried the same workplace.
    leavers = Outflow.objects.filter(trajectory__in=Trajectory.objects.visible_to(referrer))
    may_read |= set(leavers.values_list("organisation", flat=True))
    found = {
        event.text
        for event in TimelineEvent.objects.exclude(
            pk__in=TimelineEvent.objects.visible_to(referrer).values("pk")
        )
    }
    for label in ("coaching", "costs"):
        for model in apps.get_app_config(label).get_models():
            if model.__name__.endswith("History") or model is Agreement:
                continue
            for field in model._meta.fields:
                if (model, field.name) == (AftercareContact, "label"):
                    continue  # "Na 6 maanden": the name of a moment, which tells of nobody
                if type(field) in (CharField, TextField) and not field.choices:
                    found |= set(model._base_manager.values_list(field.name, flat=True))
    others = Participant.objects.exclude(pk__in=mine.values("pk"))
    found |= {str(person) for person in others}
    found |= set(Participant.objects.values_list("phone", flat=True))
    return {
        " ".join(text.split())
        for text in found - may_read
        if isinstance(text, str) and len(text) > 8 and " " in text.strip()
    }


@pytest.fixture
def demonstration(db, today):
    demonstration_of(REFERRER_DAY).put()
    return User.objects.get(role=Role.REFERRER)


def test_a_referrer_of_the_demonstration_reads_nothing_that_is_not_his(demonstration):
    referrer = demonstration
    forbidden = forbidden_texts(referrer)

    pages = reachable(referrer)
    texts = {url: words_of(answer) for url, answer in pages.items()}
    leaks = {(url, word) for url, text in texts.items() for word in forbidden if word in text}

    # There is something to leak, and there are pages and papers to leak it on.
    assert len(forbidden) > 40
    assert TimelineEvent.objects.exclude(sensitivity="ordinary").exists()
    assert any(url.endswith("voortgang.pdf") for url in pages)
    assert any(url.endswith("voortgang/") for url in pages)
    assert any("Eerste dag bij DOW." in text for text in texts.values())
    assert leaks == set()


def test_the_search_for_leaks_finds_one(demonstration):
    event = TimelineEvent.objects.filter(
        trajectory__in=Trajectory.objects.visible_to(demonstration), sensitivity="family"
    ).first()
    forbidden = forbidden_texts(demonstration)
    TimelineEvent.objects.filter(pk=event.pk).update(
        sensitivity="ordinary", shared_with_referrer=True
    )

    page = client_of(demonstration).get(reverse("reports:progress", args=[event.trajectory_id]))

    assert [word for word in forbidden if word in text_of(page)] == [event.text]


def test_people_of_another_municipality_do_not_exist(demonstration):
    elsewhere = Organisation.objects.create(name="Gemeente Elders", kind="municipality")
    other = User.objects.create_user(
        "ander@example.org", "x", name="Ander", role=Role.REFERRER, organisation=elsewhere
    )
    names = {str(person) for person in Participant.objects.all()}

    texts = [words_of(answer) for answer in reachable(other).values()]

    assert len(names) > 5
    assert [name for text in texts for name in names if name in text] == []
    assert TrajectoryFactory._meta.model.objects.visible_to(other).count() == 0
    assert EventFactory._meta.model.objects.visible_to(other).count() == 0
