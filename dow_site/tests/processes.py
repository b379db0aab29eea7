"""Waiting for what real processes do, in the tests of the set-up."""

import time

from django.db import connection

# No promise of how fast: the machine may be a slow one.
DEADLINE = 90


def until(question, deadline=DEADLINE):
    """Ask until the answer is true, and give it; fails when it stays false."""
    end = time.monotonic() + deadline
    while not (answer := question()):
        assert time.monotonic() < end, f"still not so after {deadline} s"
        time.sleep(0.05)
    return answer


def nobody_asks_the_database() -> None:
    """Wait until what killed processes still asked is done: PostgreSQL finishes it, with its locks."""
    until(_nobody_else_asks)


def _nobody_else_asks() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) = 0 FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND backend_type = 'client backend' AND state <> 'idle'"
        )
        return cursor.fetchone()[0]
