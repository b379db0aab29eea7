"""Reports as PDF: the only module that knows WeasyPrint, and what a report may load.

A report loads static files of the project and nothing else, whatever somebody typed into it. Its
stylesheet, fonts and hyphenation are read once per process: a worker calls `warm_up` when it starts, and
of a web process the first report pays for it.
"""

from __future__ import annotations

import atexit
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Protocol

from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.template.loader import render_to_string

from dow_site import pdf_text

STYLESHEET = "css/report.css"
STATIC = "static:///"
# Names that a report may ask for; a step up in the path is no such name.
_STATIC_NAME = re.compile(r"(?!.*\.\.)[A-Za-z0-9][A-Za-z0-9_./-]*")
# What a report takes, measured warm on one core that others use too: something for each, and for each element.
_SECONDS_AT_LEAST, _SECONDS_PER_ELEMENT = 0.06, 0.001
# What the first of a process takes more, of the time that the limit leaves over for a slower machine; so a short
# one is printed at once by a process that printed nothing yet.
_SECONDS_TO_LOAD = 0.7
_most_seconds: ContextVar[float | None] = ContextVar("most_seconds", default=None)
# A shared font map is not made for two threads at once, and two were measured to gain nothing.
_one_at_a_time = Lock()


class Report(Protocol):
    """What can be printed: everything it says is finished before the template begins."""

    template: str

    @property
    def filename(self) -> str: ...

    @property
    def title(self) -> str: ...


@dataclass(frozen=True)
class RenderedReport:
    """A finished report, and the page it was made of, which tests and previews read."""

    html: str
    content: bytes


class TooLong(Exception):
    """A report that would take longer than whoever asked for it can wait (`at_most`)."""


class NoStaticFile(ValueError):
    """A report asked for something that is no static file of the project."""


@dataclass(frozen=True)
class _Engine:
    """WeasyPrint with what is the same for every report."""

    html: type
    fetcher: object
    fonts: object
    stylesheet: object
    refusal: type[BaseException]


def render_report(report: Report) -> RenderedReport:
    """The report as tagged PDF (`pdf/ua-1`) in Dutch; the same report gives the same bytes.

    Raises NoStaticFile where the template or stylesheet names something that is not a static file,
    and within `at_most` TooLong, before anything is printed.
    """
    html = render_to_string(report.template, {"report": report})
    limit = _most_seconds.get()
    if limit is not None and predicted_seconds(html) > limit:
        raise TooLong
    return RenderedReport(html, _print(html))


@contextmanager
def at_most(seconds: float | None) -> Iterator[None]:
    """Within this, a report that is predicted to take longer is not printed: TooLong is raised.

    None is no limit, also within one.
    """
    token = _most_seconds.set(seconds)
    try:
        yield
    finally:
        _most_seconds.reset(token)


def predicted_seconds(html: str) -> float:
    """How long this page takes to print now: layout takes nearly all, and grows with the elements.

    The first report of a process takes longer.
    """
    loading = 0 if _engine.cache_info().currsize else _SECONDS_TO_LOAD
    return loading + _SECONDS_AT_LEAST + _SECONDS_PER_ELEMENT * html.count("</")


def pdf_response(report: Report) -> HttpResponse:
    """The report to read in the browser, never kept by it or by anything in between."""
    return pdf_answer(render_report(report).content, report.filename)


def pdf_answer(content: bytes, filename: str) -> HttpResponse:
    """A finished PDF to read in the browser, never kept by it or by anything in between."""
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="{filename}"',
            "Cache-Control": "no-store, private",
        },
    )


def warm_up() -> None:
    """Load what the first report would wait for: WeasyPrint, stylesheet, fonts, hyphenation."""
    _print(
        '<html lang="nl"><head><title>Warm</title></head><body><p class="warm-up">'
        "Arbeidsmarktdeskundige <b>werkbegeleiding</b> <strong>onderwijs</strong> <i>stage</i>"
        "</p></body></html>"
    )


def static_file(url: str) -> Path:
    """The static file that an address in a report means; NoStaticFile for every other address."""
    name = url.removeprefix(STATIC)
    if name == url or not _STATIC_NAME.fullmatch(name):
        raise NoStaticFile(f"A report may only use the project's static files, not {url[:200]}")
    path = finders.find(name)
    if path is None:
        raise NoStaticFile(f"There is no static file {name}.")
    return Path(path)


def _print(html: str) -> bytes:
    with _one_at_a_time:
        engine = _engine()
        document = engine.html(string=html, base_url=STATIC, url_fetcher=engine.fetcher)
        try:
            return document.write_pdf(
                finisher=pdf_text.mend,
                stylesheets=[engine.stylesheet],
                font_config=engine.fonts,
                pdf_variant="pdf/ua-1",
            )
        except engine.refusal as refusal:
            # No Exception, so that WeasyPrint does not swallow it; out here it would end the worker.
            raise refusal.__cause__ or NoStaticFile(str(refusal)) from refusal


@cache
def _engine() -> _Engine:
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class StaticFilesOnly(URLFetcher):
        def fetch(self, url, headers=None):
            return URLFetcherResponse(url, static_file(url).read_bytes())

    fetcher, fonts = StaticFilesOnly(fail_on_errors=True), FontConfiguration()
    # On a page the stylesheet finds its files beside it; here each has the address that may be loaded.
    written = static_file(f"{STATIC}{STYLESHEET}").read_text(encoding="utf-8")
    stylesheet = CSS(
        string=written.replace('url("../', f'url("{STATIC}'),
        base_url=STATIC,
        url_fetcher=fetcher,
        font_config=fonts,
    )
    return _Engine(HTML, fetcher, fonts, stylesheet, FatalURLFetchingError)


# The fonts clean up after themselves, and cannot once the interpreter is being taken down.
atexit.register(_engine.cache_clear)
