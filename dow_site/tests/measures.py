"""What a test counts and reads: statements, rows, the words in files."""

import io
import zipfile

from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader


def statements_of(action):
    """The SQL that an action runs."""
    with CaptureQueriesContext(connection) as queries:
        action()
    return [query["sql"] for query in queries.captured_queries]


def pdf_text(content):
    """The words on every page of a PDF, with single spaces."""
    pages = PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def assert_does_not_grow(action, grow):
    """The action runs as many queries after `grow` as before; the extra SQL is in the message."""
    action()  # what is asked once per process
    few = statements_of(action)
    grow()
    many = statements_of(action)
    extra = list(many)
    for sql in few:
        if sql in extra:
            extra.remove(sql)
    assert len(many) == len(few), "\n".join([f"{len(few)} became {len(many)}:", *extra])


def rows_in_every_table():
    """How many rows each table of the project and its libraries holds."""
    return {
        model._meta.label: model._base_manager.count()
        for model in apps.get_models()
        if model._meta.managed and not model._meta.proxy
    }


def words_of_spreadsheet(content):
    """Everything that stands in the parts of the file, whatever its kind."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return " ".join(
            archive.read(name).decode("utf-8", "replace") for name in archive.namelist()
        )
