"""The page 'Afdrukken': it lists exactly what will be printed, and nothing else is printed."""

import re

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from accounts.models import AccessLog
from conftest import assert_does_not_grow, client_of, pdf_text, text_of
from participants.factories import ConsentFactory, NetworkContactFactory, ReferralFactory
from participants.models import ReferralStatus, ShareTopic
from reports.printing import print_edition
from trajectories.factories import ChapterFactory, EventFactory
from trajectories.models import TimelineEvent


def ask(person, dossier, **query):
    return client_of(person).get(reverse("reports:print", args=[dossier.trajectory.pk]), query)


def page_of(response):
    return BeautifulSoup(response.content.decode(), "html.parser")


def listed(response):
    """The numbers and texts of the events that the dialog says are in."""
    lists = page_of(response).select(".c-print__events:not([data-left-out]) li > p")
    return [" ".join(one.get_text(" ").split()) for one in lists]


def address_of(person, dossier, edition, route="reports:case_report", **query):
    return client_of(person).get(reverse(route, args=[dossier.trajectory.pk, edition]), query)


@pytest.mark.parametrize(
    ("name", "editions"),
    [
        ("anna", ["full", "publication", "referrer", "participant"]),
        ("bert", ["full", "publication", "referrer", "participant"]),
        ("erik", ["referrer"]),
        ("lotte", ["full", "publication"]),
    ],
)
def test_everybody_is_offered_the_editions_that_he_may_print(cast, dossier, name, editions):
    page = page_of(ask(getattr(cast, name), dossier))

    assert [one["value"] for one in page.select("input[name=uitgave]")] == editions


@pytest.mark.parametrize("edition", ["full", "publication", "referrer"])
def test_the_dialog_lists_exactly_what_is_printed(cast, dossier, edition):
    ChapterFactory(trajectory=dossier.trajectory, order=2, title="Doorstart")
    EventFactory(trajectory=dossier.trajectory, text="Los van alles.", lanes=[dossier.lane])
    milestone = dossier.events["milestone"]

    for query in (
        {},
        {"zonder": [milestone.pk]},
        {"soort": "life_event"},
        {"baan": dossier.lane.pk},
    ):
        answer = ask(cast.anna, dossier, uitgave=edition, **query)
        printed = pdf_text(address_of(cast.anna, dossier, edition, **query).content)
        told = listed(answer)
        texts = TimelineEvent.objects.filter(trajectory=dossier.trajectory).values_list(
            "text", flat=True
        )
        for text in texts:
            assert any(one.endswith(text) for one in told) == (text in printed), (query, text)
        assert f"{len(told)} van de " in text_of(answer)
        if query:
            assert f"{len(told)} van de " in printed


def test_the_choice_stays_in_the_address_of_preview_and_pdf(cast, dossier):
    query = {"vanaf": "jan 2026", "soort": ["life_event"], "zonder": [dossier.events["open"].pk]}
    page = page_of(ask(cast.anna, dossier, voorbeeld="1", **query))
    made = ask(cast.anna, dossier, maak="pdf", **query)

    frame = page.find("iframe")
    assert made.status_code == 302
    assert made["Location"].partition("?")[2] == frame["src"].partition("?")[2]
    assert made["Location"].startswith(
        reverse("reports:case_report", args=[dossier.trajectory.pk, "full"])
    )
    for part in ("vanaf=jan+2026", "soort=life_event", f"zonder={dossier.events['open'].pk}"):
        assert part in made["Location"]
    assert "voorbeeld" not in made["Location"]


def test_what_is_left_out_can_be_put_back(cast, dossier):
    event = dossier.events["open"]

    page = page_of(ask(cast.anna, dossier, zonder=event.pk))

    (box,) = page.select("[data-left-out] input[name=zonder]")
    assert box["value"] == str(event.pk)
    assert box.has_attr("checked")
    assert event.text in page.select_one("[data-left-out]").get_text()


def test_what_was_left_out_stays_so_while_the_choice_changes(cast, dossier):
    """An event that is left out and not in the chosen kind either is still in the form."""
    event = dossier.events["open"]

    page = page_of(ask(cast.anna, dossier, zonder=event.pk, soort="milestone"))

    assert page.select_one(f"input[type=hidden][name=zonder][value='{event.pk}']")


@pytest.mark.parametrize(
    "query", [{"vanaf": "eens"}, {"hoofdstuk": "999"}, {"tot": "x"}, {"zonder": "x"}]
)
def test_what_is_not_understood_prints_nothing(cast, dossier, query):
    answer = ask(cast.anna, dossier, **query, maak="pdf")
    printed = address_of(cast.anna, dossier, "full", **query)
    preview = address_of(cast.anna, dossier, "full", "reports:case_preview", **query)

    assert (answer.status_code, printed.status_code, preview.status_code) == (422, 422, 422)
    assert "Niet alles van je keuze is te lezen" in text_of(answer)
    assert printed["Content-Type"].startswith("text/html")
    assert listed(answer) == []
    assert not AccessLog.objects.filter(action="printed").exists()


def test_the_preview_is_the_page_that_the_pdf_is_made_of(cast, dossier, monkeypatch):
    made = []

    def remember(*args, **how):
        made.append(print_edition(*args, **how))
        return made[-1]

    monkeypatch.setattr("reports.dialog_views.print_edition", remember)
    query = {"soort": "life_event", "weg": "kosten"}

    for edition in ("full", "publication", "referrer", "participant"):
        asked = query if edition in ("full", "publication") else {"soort": "life_event"}
        address_of(cast.anna, dossier, edition, **asked)
        preview = address_of(cast.anna, dossier, edition, "reports:case_preview", **asked)
        head, seen = preview.content.decode().split("<body>")
        assert seen == made[-1].html.split("<body>")[1]
        assert head.count("stylesheet") == 2


def test_the_preview_runs_nothing_and_stands_in_this_site_only(cast, dossier):
    event = dossier.events["open"]
    event.text = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    event.save()
    page = page_of(ask(cast.anna, dossier, voorbeeld="1"))
    preview = address_of(cast.anna, dossier, "full", "reports:case_preview")

    assert page.find("iframe")["sandbox"] == ["allow-same-origin"]
    policy = preview["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "script-src 'self'" in policy
    assert preview["X-Frame-Options"] == "SAMEORIGIN"
    assert "<script" not in preview.content.decode()
    assert "<img" not in preview.content.decode()
    other = client_of(cast.anna).get(dossier.trajectory.get_absolute_url())
    assert "frame-ancestors 'none'" in other["Content-Security-Policy"]
    assert "frame-src" not in other["Content-Security-Policy"]


def test_a_look_a_preview_and_a_print_are_a_row_each(cast, dossier):
    ask(cast.anna, dossier)
    address_of(cast.anna, dossier, "full", "reports:case_preview")
    address_of(cast.anna, dossier, "full")

    assert [
        (row.action, row.page, row.participant_id) for row in AccessLog.objects.order_by("pk")
    ] == [
        ("viewed", "reports:print", dossier.participant.pk),
        ("viewed", "reports:case_preview", dossier.participant.pk),
        ("printed", "reports:case_report", dossier.participant.pk),
    ]


def test_a_referrer_finds_no_word_of_what_is_not_shared(cast, dossier):
    hidden = [event for key, event in dossier.events.items() if key != "milestone"]

    for query in ({}, {"zonder": [event.pk for event in hidden]}, {"baan": dossier.lane.pk}):
        text = text_of(ask(cast.erik, dossier, **query))
        assert dossier.events["milestone"].text in text or "baan" in query
        for event in hidden:
            assert event.text not in text
        assert "Start" not in text


def test_for_whom_it_is_printed_is_asked_where_more_than_one_referred(cast, dossier):
    ReferralFactory(
        programme=cast.dow, participant=dossier.participant, organisation=cast.twenterand,
        status=ReferralStatus.ACCEPTED,
    )  # fmt: skip
    ConsentFactory(
        participant=dossier.participant, recipient=cast.twenterand, topics=[ShareTopic.FAMILY]
    )

    first = ask(cast.anna, dossier, uitgave="referrer")
    other = ask(cast.anna, dossier, uitgave="referrer", voor=cast.twenterand.pk)
    his = ask(cast.erik, dossier, voor=cast.twenterand.pk)

    assert len(page_of(first).select("select[name=voor] option")) == 2
    assert "family shared" not in text_of(first)
    assert "family shared" in text_of(other)
    assert "family shared" not in text_of(his)
    assert page_of(his).select("select[name=voor]") == []


def test_a_publication_that_may_not_go_out_offers_the_places_and_no_print(cast, dossier):
    event = dossier.events["open"]
    event.text = "Wessel belde."
    event.save()

    answer = ask(cast.anna, dossier, uitgave="publication")
    page = page_of(answer)

    assert answer.status_code == 200
    assert "naam ‘Wessel’ in gebeurtenis 1" in text_of(answer)
    links = [one["href"] for one in page.select(".c-message a")]
    assert links == [reverse("trajectories:event_edit", args=[event.pk])]
    assert page.select("button[name=maak]") == []
    assert page.find("iframe") is None
    without = ask(cast.anna, dossier, uitgave="publication", zonder=event.pk)
    assert page_of(without).select("button[name=maak]")


def test_who_may_know_the_alias_only_is_told_where_and_not_which_name(cast, dossier):
    NetworkContactFactory(participant=dossier.participant, name="Geesje Kwakkel")
    event = dossier.events["open"]
    event.quote = "Kwakkel"
    event.save()

    for answer in (
        ask(cast.lotte, dossier, uitgave="publication"),
        address_of(cast.lotte, dossier, "publication"),
        address_of(cast.lotte, dossier, "publication", "reports:case_preview"),
    ):
        text = text_of(answer)
        assert "een naam of gegeven in gebeurtenis 1" in text
        assert "‘Kwakkel’" not in text
        assert "Wessel" not in text


def test_an_edition_that_one_may_not_print_is_not_shown_either(cast, dossier):
    """Whatever the address asks for: who prints the referrer's edition sees no other."""
    for edition in ("full", "publication", "participant", "gratis", ""):
        page = page_of(ask(cast.erik, dossier, uitgave=edition))
        assert page.select_one("input[name=uitgave][checked]")["value"] == "referrer"


def test_the_costs_are_listed_and_can_stay_out(cast, dossier):
    with_costs = text_of(ask(cast.anna, dossier))
    without = text_of(ask(cast.anna, dossier, weg="kosten"))
    printed = pdf_text(address_of(cast.anna, dossier, "full", weg="kosten").content)

    assert dossier.line.label in with_costs
    assert dossier.line.label not in without
    assert dossier.line.label not in printed
    assert "zonder de kosten" in printed
    assert "€" not in printed


def test_the_story_of_the_participant_is_listed_too(cast, dossier):
    text = text_of(ask(cast.bert, dossier, uitgave="participant"))

    for part in ("Dit doe jij (1)", "Dit is afspraak own.", "Dit is gebeurtenis open."):
        assert part in text
    assert re.search("€|kosten", text.partition("Dit komt in de afdruk")[2]) is None
    without = text_of(ask(cast.bert, dossier, uitgave="participant", weg="afspraken"))
    assert "Dit is afspraak own." not in without


def test_the_dialog_asks_no_more_for_a_longer_story(cast, dossier):
    def grow():
        EventFactory.create_batch(30, trajectory=dossier.trajectory, lanes=[dossier.lane])

    browser = client_of(cast.anna)
    address = reverse("reports:print", args=[dossier.trajectory.pk])
    for edition in ("full", "publication", "participant"):
        assert_does_not_grow(
            lambda edition=edition: browser.get(address, {"uitgave": edition}), grow
        )


def test_htmx_gets_the_form_alone(cast, dossier):
    answer = client_of(cast.anna).get(
        reverse("reports:print", args=[dossier.trajectory.pk]), headers={"HX-Request": "true"}
    )

    assert answer.content.decode().strip().startswith("<form")
    assert "HX-Request" in answer["Vary"]
