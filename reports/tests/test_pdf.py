"""What a report may load, and that the stylesheet of paper follows the tokens of the screen."""

import re
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import page as tagged_pdf_checker
import pytest
from django.conf import settings
from django.template import engines
from pypdf import PdfReader

from dow_site import pdf


@dataclass(frozen=True)
class Page:
    template: str
    title: str = "Proef"
    filename: str = "proef.pdf"


@pytest.fixture
def report_with(monkeypatch):
    """A report with this as its body."""

    def of(body):
        source = f'<html lang="nl"><head><title>Proef</title></head><body>{body}</body></html>'
        template = engines["django"].from_string(source)
        monkeypatch.setattr(pdf, "render_to_string", lambda name, context: template.render(context))
        return Page("proef")

    return of


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://example.com/x.png",
        "https://example.com/x.png",
        "static:///../manage.py",
        "static:///css/../../manage.py",
        "static:////etc/passwd",
        "static:///%2e%2e/manage.py",
        "static:///css/no_such_file.css",
        "data:image/png;base64,AAAA",
        "x.png",
    ],
)
def test_a_report_loads_static_files_of_the_project_only(address, report_with):
    with pytest.raises(pdf.NoStaticFile):
        pdf.static_file(address)
    with pytest.raises(pdf.NoStaticFile):
        pdf.render_report(report_with(f'<img src="{address}" alt="x">'))


def test_a_static_file_is_found():
    path = pdf.static_file("static:///css/report.css")

    assert path == Path(settings.BASE_DIR) / "static/css/report.css"


def test_the_response_is_read_in_the_browser_and_kept_nowhere(report_with):
    response = pdf.pdf_response(report_with("<p>Werk</p>"))

    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="proef.pdf"'
    assert response["Cache-Control"] == "no-store, private"
    assert response.content.startswith(b"%PDF-1.7")


# Letters that differ in their dots only, the joined lam and alef, marks above and below; then
# Persian, Kurdish and Urdu letters.
ARABIC_SCRIPT = (
    "ما هو شعورك هذا الأسبوع؟ ثيابي شيء غني قلب تفاح يتحدث لا إلى مُحَمَّدٌ أُعدّت في شيئًا أب",
    "چرا پدر گفت ژاله کجاست؟",
    "ئەوە ڕۆژی باشە ڵ ێ ڤ",
    "ٹماٹر ڈاک لڑکا اچھے",
)


@pytest.mark.parametrize("sentence", ARABIC_SCRIPT)
@pytest.mark.parametrize("weight", ["p", "h1"])
def test_words_in_arabic_script_are_copied_from_paper_as_they_were_typed(
    sentence, weight, report_with
):
    body = f'<{weight} lang="ar" dir="rtl">{sentence}</{weight}>'
    content = pdf.render_report(report_with(body)).content

    copied = PdfReader(BytesIO(content)).pages[0].extract_text()
    assert [word for word in sentence.split() if word not in copied] == []
    checked = tagged_pdf_checker.validate_pdf_bytes(
        content, profile=tagged_pdf_checker.ValidationProfile.PDF_UA_1
    )
    assert [one.rule_id for one in checked.failures] == []


def values(name):
    """The custom properties of a stylesheet's first :root, which is the light theme."""
    css = (Path(settings.BASE_DIR) / "static/css" / name).read_text()
    root = re.search(r":root\s*{(.*?)}", css, re.DOTALL)[1]
    return dict(re.findall(r"(--[\w-]+):\s*([^;]+);", root))


def test_paper_uses_the_values_of_the_tokens():
    tokens, paper = values("tokens.css"), values("report.css")

    assert paper.items() <= tokens.items()


def test_a_lane_mark_has_the_colour_of_its_lane():
    tokens = values("tokens.css")
    marks = (Path(settings.BASE_DIR) / "static/img/report").glob("lane-*.svg")

    for mark in marks:
        kind = mark.stem.removeprefix("lane-")
        assert tokens[f"--dow-lane-{kind}"] in mark.read_text()
