"""What every test may use: fixtures, and helpers to import from here. Each part lives where it is about."""

import pgtrigger
import pytest
from django.db import connection

from dow_site import pdf
from dow_site.tests.beginnings import cast, cast_and_dossier, dossier
from dow_site.tests.cast import NOON, TODAY, today
from dow_site.tests.clients import PageClient, client, client_of, text_of, typed_in
from dow_site.tests.dossier import EVENTS, TALKS, approve_at_once
from dow_site.tests.measures import (
    assert_does_not_grow,
    pdf_text,
    rows_in_every_table,
    statements_of,
    words_of_spreadsheet,
)

__all__ = [
    "EVENTS",
    "NOON",
    "TALKS",
    "TODAY",
    "PageClient",
    "approve_at_once",
    "assert_does_not_grow",
    "cast",
    "cast_and_dossier",
    "client",
    "client_of",
    "dossier",
    "pdf_text",
    "rows_in_every_table",
    "statements_of",
    "text_of",
    "today",
    "typed_in",
    "words_of_spreadsheet",
]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Between tests the database is emptied, whatever session in it is approved; elsewhere it refuses."""
    kept = [
        trigger.get_pgid(model)
        for model, trigger in pgtrigger.registered()
        if trigger.name == "kept_whole"
    ]
    with django_db_blocker.unblock():
        with connection.cursor() as cursor:
            database = connection.ops.quote_name(connection.settings_dict["NAME"])
            cursor.execute(
                f"ALTER DATABASE {database} SET pgtrigger.ignore = %s", ["{" + ",".join(kept) + "}"]
            )
            # No test pulls the plug of the machine; nobody waits for its disk.
            cursor.execute(f"ALTER DATABASE {database} SET synchronous_commit = off")
        # It holds from the next connection on.
        connection.close()


@pytest.fixture(scope="session", autouse=True)
def printed_before():
    """What a report answers does not depend on whether an earlier test printed one."""
    pdf.warm_up()


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
