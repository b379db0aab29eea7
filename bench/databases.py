"""Where the data sets live: a database for each size beside the project's own, on the same server."""

from __future__ import annotations

import hashlib
from contextlib import closing
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

import psycopg2
from psycopg2 import sql

from dow_site import database

CHECKOUT = Path(__file__).resolve().parents[1]
# What decides which rows there are; a newer migration is run over them, as over a real installation.
_RECIPE = ("recipe/*.py", "numbers.py", "words.py", "filling.py")


def address_of(name: str, *, used_by: str = "") -> str:
    """The address of a database of the bench, by name, on the server that the project uses.

    `used_by` is by what its connections are known again.
    """
    parts = urlsplit(database.url())
    query = dict(parse_qsl(parts.query)) | ({"application_name": used_by} if used_by else {})
    return urlunsplit(
        parts._replace(path=f"/{name}", query=urlencode(query, quote_via=quote, safe=""))
    )


def name_of(size: int) -> str:
    """The name of the database with so many trajectories."""
    return f"dow_bench_{size}"


def fingerprint(size: int, monday: str) -> str:
    """What tells whether a loaded database still holds the rows that the recipe would make."""
    content = hashlib.sha256(f"{size} {monday}".encode())
    for pattern in _RECIPE:
        for file in sorted((CHECKOUT / "bench").glob(pattern)):
            content.update(file.read_bytes())
    return content.hexdigest()


def is_loaded(size: int, monday: str) -> bool:
    """Whether the database of a size holds the whole data set of this recipe and week."""
    try:
        # Written last, so that a loading that was broken off is done again.
        [(mark,)] = rows(
            name_of(size),
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database"
            " WHERE datname = current_database()",
        )
    except psycopg2.OperationalError:
        return False
    return mark == fingerprint(size, monday)


def rows(name: str, statement: str, *parameters: object) -> list[tuple]:
    """What a question gives in one of the databases."""
    with (
        closing(psycopg2.connect(address_of(name))) as connection,
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, parameters)
        return cursor.fetchall()


def make_empty(name: str) -> None:
    """Make the database anew; whoever is still connected to the old one is sent away."""
    with _server() as cursor:
        cursor.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        )
        cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))


def mark_loaded(size: int, monday: str) -> None:
    """Write down that the whole data set is there."""
    with _server() as cursor:
        cursor.execute(
            sql.SQL("COMMENT ON DATABASE {} IS {}").format(
                sql.Identifier(name_of(size)), sql.Literal(fingerprint(size, monday))
            )
        )


class _server:
    """A cursor outside any transaction on the project's own server."""

    def __enter__(self):
        self.connection = psycopg2.connect(database.url())
        self.connection.autocommit = True
        return self.connection.cursor()

    def __exit__(self, *_error):
        self.connection.close()
