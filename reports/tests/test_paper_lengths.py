"""Paper holds whatever is typed: nothing clipped, no letter lost, no heading alone at the foot of a page."""

import io
import re
import time
import unicodedata

import pikepdf
import pypdfium2
import pytest
from django.template.loader import render_to_string
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import ImageChops
from pypdf import PdfReader

from dow_site import pdf
from reports.editions import Edition
from reports.printing import print_edition, report_of
from trajectories.factories import ChapterFactory, EventFactory, LaneFactory
from trajectories.models import Chapter, Lane, TimelineEvent, Trajectory

pytestmark = pytest.mark.django_db

NAME = "Annemarie-Wilhelmina van den Oudenbroek-Terwolde tot Nieuwleusen en Hellendoorn"
LONG_WORD = "Verantwoordelijkheidsgevoelens" * 7
SENTENCE = "Hij komt elke dag op tijd en leert zagen, meten en metselen. "
HEADINGS = {"h1", "h2", "h3"}


def write_story(dossier, texts, *, chapters=3, lanes=3):
    """A dossier with these events, spread over chapters and lanes."""
    trajectory = dossier.trajectory
    made = [
        Chapter.objects.filter(trajectory=trajectory, order=20 + number).first()
        or ChapterFactory(trajectory=trajectory, order=20 + number, title=f"Deel {number}")
        for number in range(chapters)
    ]
    rows = [
        Lane.objects.filter(trajectory=trajectory, label=f"Actor {number}").first()
        or LaneFactory(trajectory=trajectory, order=20 + number, label=f"Actor {number}")
        for number in range(lanes)
    ]
    before = trajectory.events.count()
    for number, text in enumerate(texts):
        EventFactory(
            trajectory=trajectory,
            chapter=made[number * chapters // max(len(texts), 1)],
            lanes=[rows[number % lanes]],
            position=100 + before + number,
            text=text,
        )


def report_for(cast, dossier, edition=Edition.FULL):
    trajectory = Trajectory.objects.for_dossier().get(pk=dossier.trajectory.pk)
    return report_of(trajectory, edition, reader=cast.anna, printed_on=timezone.localdate())


def full_report(cast, dossier, edition=Edition.FULL):
    trajectory = Trajectory.objects.for_dossier().get(pk=dossier.trajectory.pk)
    return print_edition(trajectory, edition, reader=cast.anna, printed_on=timezone.localdate())


def laid_out(cast, dossier, edition=Edition.FULL):
    """The pages as WeasyPrint lays them out, before they become a PDF."""
    report = report_for(cast, dossier, edition)
    html = render_to_string(report.template, {"report": report})
    engine = pdf._engine()
    document = engine.html(string=html, base_url=pdf.STATIC, url_fetcher=engine.fetcher)
    return document.render(stylesheets=[engine.stylesheet], font_config=engine.fonts).pages


def body_texts(page):
    """The pieces of text between the margins of a page, with the element that each stands in."""
    box = page._page_box
    for child in box.children:
        if child.element_tag is not None and not child.element_tag.startswith("@"):
            for part in (child, *child.descendants()):
                if getattr(part, "text", "").strip():
                    yield part


def letters(text):
    return "".join(one for one in unicodedata.normalize("NFKC", text) if one.isalnum())


def body_of(content):
    """All letters of the pages but those of the running heads and of heads of tables that are repeated."""
    found = []
    document = pypdfium2.PdfDocument(content)
    try:
        for page in document:
            width, height = page.get_size()
            text = page.get_textpage().get_text_bounded(0, 40, width, height - 36)
            found.append(letters(text))
    finally:
        document.close()
    return "".join(found).replace("NrWanneerWatergebeurde", "")


def test_no_text_is_clipped_at_any_length(cast, dossier, monkeypatch):
    """The pages look the same when nothing may be cut off: so nothing was."""
    Lane.objects.filter(pk=dossier.lane.pk).update(label=NAME[:80])
    Chapter.objects.filter(pk=dossier.chapter.pk).update(title=LONG_WORD[:80])
    Trajectory.objects.filter(pk=dossier.trajectory.pk).update(title=f"{LONG_WORD[:100]} is dit")
    TimelineEvent.objects.filter(pk=dossier.events["milestone"].pk).update(text=LONG_WORD)
    write_story(dossier, ["W", LONG_WORD, SENTENCE * 80, "W" * 200, NAME, SENTENCE])

    for edition in (Edition.FULL, Edition.PARTICIPANT, Edition.REFERRER):
        printed = full_report(cast, dossier, edition)
        free = printed.html.replace(
            "</head>", "<style>* { overflow: visible !important }</style></head>"
        )

        one, other = pictures(printed.content), pictures(pdf._print(free))

        assert len(one) == len(other)
        assert [
            number
            for number, pair in enumerate(zip(one, other, strict=True), start=1)
            if ImageChops.difference(*pair).getbbox()
        ] == [], edition


def test_the_text_on_a_card_stays_on_its_card(cast, dossier):
    """What does not fit ends in an ellipsis; it stands in full in the list below the timeline."""
    write_story(dossier, ["W" * 200, LONG_WORD, SENTENCE * 80, SENTENCE, "Kort."] * 4)

    pages = laid_out(cast, dossier)

    cards = [box for page in pages for box in page._page_box.descendants() if is_card(box)]
    beside = [
        part.text
        for card in cards
        for part in card.descendants()
        if getattr(part, "text", "").strip()
        and (
            part.position_y + part.height > card.position_y + card.border_height() + 0.5
            or part.position_x + part.width > card.position_x + card.border_width() + 0.5
        )
    ]
    assert len(cards) > 20
    assert beside == []


def is_card(box):
    return box.element is not None and "card" in (box.element.get("class") or "").split()


def pictures(content):
    document = pypdfium2.PdfDocument(content)
    try:
        return [page.render(scale=1).to_pil().convert("L") for page in document]
    finally:
        document.close()


def test_no_letter_stands_outside_the_page(cast, dossier):
    write_story(dossier, [LONG_WORD, "W" * 200, SENTENCE * 80])

    document = pypdfium2.PdfDocument(full_report(cast, dossier).content)

    outside = []
    for number, page in enumerate(document, start=1):
        width, text = page.get_size()[0], page.get_textpage()
        for place in range(text.count_chars()):
            left, _bottom, right, _top = text.get_charbox(place)
            if left < 20 or right > width - 20:
                outside.append((number, text.get_text_range(place, 1)))
    document.close()
    assert outside == []


TYPED = st.text(
    st.one_of(
        st.characters(min_codepoint=0x20, max_codepoint=0x7E),
        st.characters(min_codepoint=0xC0, max_codepoint=0x17F),
        st.sampled_from("€–‘’“”…\n "),
    ),
    min_size=1,
    max_size=600,
).filter(lambda text: letters(text))


@settings(
    max_examples=10,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(texts=st.lists(TYPED, min_size=1, max_size=12), repeat=st.integers(1, 8))
def test_every_letter_that_is_typed_is_found_in_the_report(cast, dossier, texts, repeat):
    dossier.trajectory.events.all().delete()
    # Up to the 5,000 letters that a text may have.
    texts = [
        f"begin{number:02} {text * repeat} einde{number:02}"[:5000]
        for number, text in enumerate(texts)
    ]
    write_story(dossier, texts, lanes=1, chapters=1)

    body = body_of(full_report(cast, dossier).content)

    dossier.trajectory.chapters.exclude(pk=dossier.chapter.pk).delete()
    Lane.objects.filter(trajectory=dossier.trajectory).exclude(pk=dossier.lane.pk).delete()
    for text in texts:
        assert letters(text) in body


@pytest.mark.parametrize("count", [0, 1, 7, 60])
def test_no_heading_stands_alone_at_the_foot_of_a_page(cast, dossier, count):
    write_story(dossier, [SENTENCE * (number % 9 + 1) for number in range(count)], chapters=9)

    for edition in (Edition.FULL, Edition.PARTICIPANT):
        for number, page in enumerate(laid_out(cast, dossier, edition), start=1):
            # A picture is no text of the page; its cards stand below their heading all the same.
            told = [*body_texts(page), *filter(is_card, page._page_box.descendants())]
            lowest = max(told, key=lambda box: box.position_y + box.height)
            assert lowest.element_tag not in HEADINGS, (edition, number, lowest)


def printed_in(report):
    """The seconds that printing takes, and how many pages it gives."""
    begin = time.process_time()
    content = pdf.render_report(report).content
    return time.process_time() - begin, len(PdfReader(io.BytesIO(content)).pages)


def test_pages_and_time_grow_with_the_events_and_no_faster(cast, dossier):
    reports = []
    for more in (0, 100, 100, 100):
        write_story(dossier, [SENTENCE] * more, chapters=2)
        reports.append(report_for(cast, dossier))
    seconds, pages = zip(*map(printed_in, reports), strict=True)

    steps = [later - earlier for earlier, later in zip(pages, pages[1:], strict=False)]
    # Somewhere above two hundred the picture tells by month what it told by event, in fewer pages.
    assert pages[0] < pages[1] < pages[2]
    assert pages[1] < pages[3]
    assert max(steps) <= 1.5 * steps[0] + 2, pages
    # Three times as much may take three times as long; what grows faster takes nine times.
    longest = 3.6 * min(seconds[1], printed_in(reports[1])[0])
    # What was held up is printed once more.
    assert seconds[3] <= longest or printed_in(reports[3])[0] <= longest, seconds


def test_the_same_report_of_the_same_day_is_the_same_to_the_byte(cast, dossier):
    write_story(dossier, [SENTENCE] * 20)

    assert full_report(cast, dossier).content == full_report(cast, dossier).content


def test_fonts_are_embedded_as_subsets_and_what_is_drawn_has_words_and_bookmarks(cast, dossier):
    write_story(dossier, [SENTENCE] * 20)
    content = full_report(cast, dossier).content

    with pikepdf.open(io.BytesIO(content)) as document:
        objects = [one for one in document.objects if isinstance(one, pikepdf.Dictionary)]
        described = [one for one in objects if one.get("/Type") == "/FontDescriptor"]
        figures = [one for one in objects if one.get("/S") == "/Figure"]
        assert described
        assert all(re.match(r"/[A-Z]{6}\+", str(one.FontName)) for one in described)
        assert all({"/FontFile2", "/FontFile3"} & one.keys() for one in described)
        assert all(str(one.get("/Alt", "")) for one in figures)
        assert document.Root.MarkInfo.Marked
        with document.open_outline() as outline:
            (first,) = outline.root
            below = [entry.title for entry in first.children]
    assert {"De tijdlijn", "Alle gebeurtenissen"} <= set(below)
    assert len(content) < 400_000
