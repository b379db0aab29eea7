"""The plan: one row per trajectory, from which all that is told of it follows."""

from __future__ import annotations

import datetime

from bench import words
from bench.filling import drawn, execute
from bench.numbers import (
    COACH,
    COACHES_HERE,
    EVENTS_OF,
    MAIN,
    MOST_RUNNING,
    RUNNING_FROM,
    SEARCHED_FOR,
    running_here,
)


def make_plan(size: int, others: int, monday: datetime.date) -> None:
    """A row per trajectory with what the rest of the rows follows from."""
    special = " ".join(f"WHEN {pk} THEN {events}" for pk, events in EVENTS_OF.items())
    searched_name = len(words.FAMILY_NAMES) - 1
    last_running = RUNNING_FROM + running_here(size) - 1
    here = f"(n <= {RUNNING_FROM + MOST_RUNNING} OR n % 10 <> 0)"
    runs = (
        f"CASE WHEN {here} THEN n BETWEEN {RUNNING_FROM} AND {last_running}"
        f" ELSE n / 10 / {others} < 6 END"
    )
    execute(
        f"""CREATE TEMPORARY TABLE plan AS
        SELECT *, COALESCE(ends_on, DATE '{monday}') - starts_on AS days,
               1 + sum(events) OVER (ORDER BY n) - events AS first_event
        FROM (
            SELECT *, CASE WHEN runs THEN NULL ELSE starts_on + length END AS ends_on
            FROM (
                SELECT n, runs, programme, events, length,
                       {drawn("n", 11, len(words.GIVEN_NAMES))} AS given_name,
                       CASE WHEN n BETWEEN {SEARCHED_FOR[0]} AND {SEARCHED_FOR[-1]} THEN {searched_name}
                            ELSE {drawn("n", 12, searched_name)} END AS family_name,
                       {drawn("n", 13, len(words.PREFIXES))} AS prefix,
                       1 + {drawn("n", 14, len(words.MUNICIPALITIES))} AS municipality,
                       CASE WHEN programme = {MAIN} THEN {COACH} + n % {COACHES_HERE}
                            ELSE {COACH + COACHES_HERE} + programme - {MAIN + 1} END AS coach,
                       CASE WHEN runs THEN DATE '{monday}' - 740 - {drawn("n", 15, 30)}
                            ELSE DATE '{monday}' - 200 - length - {drawn("n", 16, 2600)}
                       END AS starts_on
                FROM (
                    SELECT n, {runs} AS runs, 120 + {drawn("n", 17, 500)} AS length,
                           CASE WHEN {here} THEN {MAIN} ELSE {MAIN + 1} + n / 10 % {others} END AS programme,
                           CASE n {special} ELSE 10 + {drawn("n", 18, 41)} END AS events
                    FROM generate_series(1, {size}) AS n
                ) AS numbered
            ) AS begun
        ) AS ended"""
    )
    execute("CREATE UNIQUE INDEX ON plan (n)")
    execute("ANALYZE plan")
