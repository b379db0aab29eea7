"""The report prints the session that was asked for: that one, as far as it is, and nothing else."""

import io

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from pypdf import PdfReader

from conftest import client_of, pdf_text, text_of
from costs.checking import approve, give_back, offer
from costs.factories import CostLineFactory, SessionFactory
from costs.models import Session
from costs.versions import next_version
from reports import print_jobs, print_work
from reports.models import PrintItem


def on_paper(person, session, edition="full", **query):
    """The page that the PDF of this session is made of."""
    address = reverse("reports:case_preview", args=[session.trajectory_id, edition])
    return client_of(person).get(address, {"sessie": session.pk} | query)


def approved(session, cast):
    offer(Session.objects.get(pk=session.pk), by=cast.lotte)
    session = Session.objects.get(pk=session.pk)
    approve(session, by=cast.hanna, version=session.version)
    return Session.objects.get(pk=session.pk)


@pytest.fixture
def versions(cast, dossier):
    """An approved session with a line of € 12.340, and its next version in which that is € 15.670."""
    dossier.session.lines.update(
        low_amount=12340, high_amount=12340, low_stated=True, high_stated=True
    )
    first = approved(dossier.session, cast)
    second = next_version(first, by=cast.lotte)
    second.lines.update(low_amount=15670, high_amount=15670)
    return first, second


@pytest.fixture
def second_session(dossier):
    return SessionFactory(trajectory=dossier.trajectory, reference="DOW-tweede")


# Which session


def test_the_button_of_a_session_prints_that_session_on_paper(cast, versions):
    for session, own, other in (
        (versions[0], "12.340", "15.670"),
        (versions[1], "15.670", "12.340"),
    ):
        browser = client_of(cast.lotte)
        page = BeautifulSoup(browser.get(session.get_absolute_url()).content, "html.parser")
        links = [a["href"] for a in page.select("a[href*='/verslag/']")]
        assert len(links) == 2
        for link in links:
            printed = pdf_text(browser.get(link).content)
            assert own in printed
            assert other not in printed
            assert session.reference in printed


def test_each_version_is_printed_also_when_both_are_approved(cast, versions):
    first, second = versions
    second = approved(second, cast)

    for session, own, other in ((first, "12.340", "15.670"), (second, "15.670", "12.340")):
        paper = text_of(on_paper(cast.lotte, session))
        assert own in paper
        assert other not in paper


def test_a_second_session_of_a_trajectory_is_printed_by_itself(cast, dossier, second_session):
    assert "DOW-tweede" in text_of(on_paper(cast.anna, second_session))
    assert "DOW-tweede" not in text_of(on_paper(cast.anna, dossier.session))


@pytest.mark.parametrize("edition", ["full", "publication", "participant"])
@pytest.mark.parametrize("route", ["reports:case_preview", "reports:case_report"])
def test_a_session_that_one_may_not_see_is_not_printed(cast, dossier, edition, route):
    stranger = SessionFactory(trajectory__programme=cast.dow)
    address = reverse(route, args=[dossier.trajectory.pk, edition])

    # Of another trajectory, and Anna may see it there.
    assert client_of(cast.anna).get(address, {"sessie": stranger.pk}).status_code == 404
    assert client_of(cast.anna).get(address, {"sessie": "x" * 40}).status_code == 422
    assert client_of(cast.anna).get(address, {"sessie": "9" * 40}).status_code == 422


def test_a_facilitator_prints_no_session_that_another_leads(cast, dossier, second_session):
    assert on_paper(cast.lotte, dossier.session).status_code == 200
    assert on_paper(cast.lotte, second_session).status_code == 404


def test_from_a_dossier_the_approved_session_is_printed_and_named_where_there_are_more(
    cast, dossier, versions
):
    first, second = versions
    browser, pk = client_of(cast.anna), dossier.trajectory.pk

    dialog = BeautifulSoup(browser.get(reverse("reports:print", args=[pk])).content, "html.parser")
    paper = text_of(browser.get(reverse("reports:case_preview", args=[pk, "full"])))

    offered = [option["value"] for option in dialog.select("select[name=sessie] option")]
    assert offered == [str(first.pk), str(second.pk)]
    assert f"Sessie {first.reference}, vastgesteld" in " ".join(paper.split())


def test_a_single_session_is_not_asked_for(cast, dossier):
    browser, pk = client_of(cast.anna), dossier.trajectory.pk
    address = reverse("reports:print", args=[pk])

    page = BeautifulSoup(browser.get(address).content, "html.parser")
    named = BeautifulSoup(
        browser.get(address, {"sessie": dossier.session.pk}).content, "html.parser"
    )

    assert page.select("[name=sessie]") == []
    # Else a version that comes later would be printed from the same address.
    assert [one["type"] for one in named.select("[name=sessie]")] == ["hidden"]


def test_the_dialog_keeps_the_session_in_the_address_of_preview_and_pdf(cast, dossier, versions):
    browser, second = client_of(cast.anna), versions[1]
    address, query = reverse("reports:print", args=[dossier.trajectory.pk]), {"sessie": second.pk}

    page = browser.get(address, query | {"voorbeeld": "1"})
    made = browser.get(address, query | {"maak": "pdf"})

    frame = BeautifulSoup(page.content, "html.parser").select_one("iframe")["src"]
    assert f"sessie={second.pk}" in frame
    assert f"sessie={second.pk}" in made["Location"]


def test_a_session_that_is_printed_in_the_queue_is_the_one_that_was_asked_for(cast, versions):
    first, second = versions
    job = print_jobs.ask_for_page(
        "reports:case_report",
        {"pk": second.trajectory_id, "edition": "full"},
        f"sessie={second.pk}",
        by=cast.lotte,
    )

    item = PrintItem.objects.get(job=job)
    printed = pdf_text(print_work.page_of(item, cast.lotte).content)
    assert "15.670" in printed
    assert "12.340" not in printed


def test_two_sessions_are_two_files(cast, versions):
    browser = client_of(cast.lotte)
    names = {
        browser.get(
            reverse("reports:case_report", args=[session.trajectory_id, "full"]),
            {"sessie": session.pk},
        )["Content-Disposition"]
        for session in versions
    }

    assert len(names) == 2


# With the sums of the screen


@pytest.fixture
def conditional(dossier):
    """Two savings, each under a condition of its own; the name of one asks for care in an address."""
    for group, condition, amount in (
        ("drugs & meer", "indien voortzetting drugsgebruik", 25000),
        ("opvang", "indien opvang", 12000),
    ):
        CostLineFactory(
            session=dossier.session, side="avoided", label=f"Zorg {group}", condition=condition,
            condition_group=group, low_amount=amount, high_amount=amount,
        )  # fmt: skip
    return dossier.session


def sums_of(page):
    """Per side the amount that the report prints under 'Sommen'."""
    rows = BeautifulSoup(page.content, "html.parser").select(".sums--sides tbody tr")
    return {row.th.get_text(): row.b.get_text().replace("\u00a0", " ") for row in rows}


def link_with_sums(browser, session, **query):
    page = BeautifulSoup(browser.get(session.get_absolute_url(), query).content, "html.parser")
    return page, page.select_one("a[href*='sommen=aan']")["href"]


@pytest.mark.parametrize(
    ("off", "avoided"),
    [((), "€ 37.000"), (("drugs & meer",), "€ 12.000"), (("opvang",), "€ 25.000")],
)
def test_the_report_prints_the_sums_of_the_conditions_on_screen(cast, conditional, off, avoided):
    browser = client_of(cast.lotte)

    page, link = link_with_sums(browser, conditional, zonder=list(off))
    paper = browser.get(link.replace("/full/", "/full/voorbeeld/"))

    assert avoided in page.select_one("#sommen").get_text().replace("\u00a0", " ")
    assert sums_of(paper)["Mogelijk bespaard"] == avoided
    told = text_of(paper).count("uitgezet: ")
    # At the head of the chapter and beside the sums.
    assert told == (2 if off else 0)


def test_the_switch_of_a_condition_reaches_it_by_any_name(cast, conditional):
    browser = client_of(cast.lotte)
    page = BeautifulSoup(browser.get(conditional.get_absolute_url()).content, "html.parser")

    [switch] = [a for a in page.select("a[role=switch]") if "drugs" in a.get_text()]
    after = browser.get(conditional.get_absolute_url() + switch["href"].partition("#")[0])

    assert after.context["page"].calculation.without == {"drugs & meer"}


def test_a_condition_that_is_not_there_prints_nothing(cast, conditional):
    """Else sums in which it counts would go out as sums without it."""
    answer = on_paper(cast.lotte, conditional, sommen="aan", uit="bestaat niet")

    assert answer.status_code == 422


def test_the_dialog_offers_the_conditions_of_the_session(cast, conditional):
    address = reverse("reports:print", args=[conditional.trajectory_id])
    page = BeautifulSoup(
        client_of(cast.anna).get(address, {"uit": "opvang"}).content, "html.parser"
    )

    boxes = page.select("input[name=uit]")
    assert {one["value"]: one.has_attr("checked") for one in boxes} == {
        "drugs & meer": False,
        "opvang": True,
    }


def test_a_facilitator_switches_off_a_condition_that_names_the_participant(cast, conditional):
    """On screen the name of the group is veiled, and so it is in the address."""
    name = conditional.trajectory.participant.given_name
    conditional.lines.filter(condition_group="opvang").update(condition_group=f"{name} in opvang")
    browser = client_of(cast.lotte)
    page = BeautifulSoup(browser.get(conditional.get_absolute_url()).content, "html.parser")
    [switch] = [a for a in page.select("a[role=switch]") if "opvang" in a.get_text()]

    page = browser.get(conditional.get_absolute_url() + switch["href"].partition("#")[0])
    link = BeautifulSoup(page.content, "html.parser").select_one("a[href*='sommen=aan']")["href"]

    assert name not in link
    paper = browser.get(link.replace("/full/", "/full/voorbeeld/"))
    assert sums_of(paper)["Mogelijk bespaard"] == "€ 25.000"


def test_with_sums_nothing_says_that_there_are_none(cast, conditional):
    assert "Er staat geen totaal bij" in text_of(on_paper(cast.lotte, conditional))
    assert "Er staat geen totaal bij" not in text_of(
        on_paper(cast.lotte, conditional, sommen="aan")
    )


# What does not count


def rows_of(page, table, label):
    """The rows of a table of the report that are about this line."""
    found = BeautifulSoup(page.content, "html.parser").select(f"table.{table} tbody tr")
    return [row for row in found if label in row.get_text()]


def test_a_line_outside_the_period_is_grey_wherever_it_stands_and_has_no_bar(cast, dossier):
    line = CostLineFactory(
        session=dossier.session, side="avoided", label="Oude opvang", payer="municipality",
        first_month="2024-01-01", last_month="2024-03-01", remarks="Geschat.",
    )  # fmt: skip
    CostLineFactory(session=dossier.session, side="avoided", label="Nieuwe opvang")
    why = "Dit valt buiten de periode van de sessie en telt niet mee."

    paper = on_paper(cast.lotte, dossier.session)

    for table in ("money", "computed", "payers", "warnings"):
        [row] = rows_of(paper, table, line.label)
        assert "off" in row.get("class", []), table
        if table in ("money", "computed"):
            assert why in row.get_text()
        assert not any("off" in r.get("class", []) for r in rows_of(paper, table, "Nieuwe opvang"))
    drawing = BeautifulSoup(paper.content, "html.parser").select_one(".chart__picture").get_text()
    assert "Nieuwe opvang" in drawing
    assert "Oude opvang" not in drawing
    assert "Wat daar grijs is, telt niet mee en heeft geen balk." in text_of(paper)
    address = reverse("reports:print", args=[dossier.trajectory.pk])
    assert why in text_of(client_of(cast.anna).get(address))


def test_where_everything_counts_nothing_is_grey(cast, dossier):
    paper = on_paper(cast.lotte, dossier.session)

    assert BeautifulSoup(paper.content, "html.parser").select(".off") == []
    assert "Wat daar grijs is" not in text_of(paper)


def test_a_line_under_a_condition_that_is_off_says_so(cast, conditional):
    paper = on_paper(cast.lotte, conditional, uit="opvang")

    [row] = rows_of(paper, "money", "Zorg opvang")
    assert "De voorwaarde ‘indien opvang’ telt nu niet mee." in row.get_text()


# How far the session is


@pytest.mark.parametrize(
    ("status", "mark"),
    [
        ("draft", "Concept – nog niet vastgesteld"),
        ("to_check", "Ter controle – nog niet vastgesteld"),
        ("returned", "Terug van controle – nog niet vastgesteld"),
    ],
)
def test_what_nobody_approved_says_so_on_every_page(cast, dossier, status, mark):
    if status != "draft":
        offer(Session.objects.get(pk=dossier.session.pk), by=cast.lotte)
    if status == "returned":
        session = Session.objects.get(pk=dossier.session.pk)
        give_back(session, by=cast.hanna, version=session.version, remarks={None: "Kijk nog eens."})
    address = reverse("reports:case_report", args=[dossier.trajectory.pk, "full"])

    content = client_of(cast.lotte).get(address, {"sessie": dossier.session.pk}).content

    pages = [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]
    assert len(pages) > 1
    assert all(mark in page for page in pages)
    # Above the title too, and not in the margin only.
    assert pages[0].count(mark) == 2


def test_what_was_approved_and_what_tells_nothing_of_the_session_has_no_mark(cast, dossier):
    mark = "nog niet vastgesteld"
    assert mark in text_of(on_paper(cast.lotte, dossier.session, weg="kosten"))
    assert mark not in text_of(on_paper(cast.lotte, dossier.session, weg=["kosten", "betekenis"]))
    approved(dossier.session, cast)
    assert mark not in text_of(on_paper(cast.lotte, dossier.session))


# What might have been


def test_how_likely_and_under_which_condition_stands_with_each_note_of_the_life_without(
    cast, dossier
):
    """Also where no note tells the life with the programme, and so no picture is printed."""
    dossier.session.scenario_items.update(
        likelihood=75, condition="indien Wessel geen werk vond", estimated_by="Moeder"
    )
    words = (
        "Ingeschat door: Moeder. Hoe waarschijnlijk: waarschijnlijk wel (75%). "
        "Voorwaarde: indien {} geen werk vond"
    )

    for person, name in ((cast.anna, "Wessel"), (cast.lotte, "Tim")):
        for answer in (
            on_paper(person, dossier.session),
            client_of(person).get(dossier.session.get_absolute_url()),
        ):
            told = BeautifulSoup(answer.content, "html.parser")
            assert any(
                words.format(name) in " ".join(item.get_text(" ").split())
                for item in told.select(".said--without li, #levens .c-list li")
            )


def test_a_name_in_the_condition_of_a_note_keeps_a_publication_in(cast, dossier):
    note = dossier.session.scenario_items.get()
    note.condition = f"indien {dossier.participant.given_name} geen werk vond"
    note.save()

    answer = on_paper(cast.anna, dossier.session, "publication")

    assert answer.status_code == 422
    assert reverse("costs:note_edit", args=[note.pk]) in answer.content.decode()
