"""The story of each: chapters, lanes and events; and who looked at it."""

from __future__ import annotations

from accounts.models import AccessAction, AccessLog
from bench import words
from bench.filling import drawn, fill, literal, one_of
from bench.recipe.sentences import two_sentences
from trajectories.models import Chapter, EventLane, Lane, TimelineEvent


def stories() -> None:
    """Chapters, lanes and events."""
    chapters, lanes = len(words.CHAPTERS), len(words.LANES)
    fill(
        Chapter,
        f"plan, generate_series(1, {chapters}) AS k",
        id=f"(n - 1) * {chapters} + k",
        trajectory_id="n",
        order="k",
        title=one_of([title for title, _ in words.CHAPTERS], "k - 1"),
        kind=one_of([kind for _, kind in words.CHAPTERS], "k - 1"),
        starts_on=f"date_trunc('month', starts_on + (k - 1) * days / {chapters})",
        narrative=two_sentences(f"n * {chapters} + k", 41),
    )
    fill(
        Lane,
        f"plan, generate_series(1, {lanes}) AS k",
        id=f"(n - 1) * {lanes} + k",
        trajectory_id="n",
        order="k",
        label=one_of([label for label, _ in words.LANES], "k - 1"),
        role_label=one_of([label for label, _ in words.LANES], "k - 1"),
        kind=one_of([kind for _, kind in words.LANES], "k - 1"),
    )
    _events(chapters)
    home = f"(n - 1) * {lanes} + 1"
    fill(
        EventLane,
        "(SELECT first_event + j - 1 AS e, n, j, second FROM plan, generate_series(1, events) AS j,"
        " generate_series(0, 1) AS second WHERE second = 0 OR j % 7 = 0) AS placed",
        id="e * 2 + second",
        event_id="e",
        lane_id=f"{home} + ({drawn('e', 51, lanes)} + second) % {lanes}",
    )


def _events(chapters):
    precision = one_of(["day"] * 4 + ["month"] * 4 + ["quarter", "order"], drawn("e", 52, 10))
    kind = one_of(
        ["life_event"] * 4 + ["support"] * 3 + ["outcome", "milestone", "context"],
        drawn("e", 53, 10),
    )
    sensitivity = one_of(["ordinary"] * 17 + ["family", "finance", "health"], drawn("e", 54, 20))
    told = """SELECT first_event + j - 1 AS e, *, starts_on + j * days / (events + 1) AS day
        FROM plan, generate_series(1, events) AS j"""
    fill(
        TimelineEvent,
        f"(SELECT *, {precision} AS precise, {kind} AS sort, {sensitivity} AS touchy FROM ({told}) AS told) AS e",
        id="e",
        trajectory_id="n",
        chapter_id=f"(n - 1) * {chapters} + 1 + (j - 1) * {chapters} / events",
        position="j",
        kind="sort",
        starts_on="CASE precise WHEN 'day' THEN day WHEN 'order' THEN NULL"
        " ELSE date_trunc(precise, day)::date END",
        precision="precise",
        text=two_sentences("e", 55),
        quote=f"CASE WHEN {drawn('e', 57, 12)} = 0 THEN {one_of(words.QUOTES, drawn('e', 58, len(words.QUOTES)))} ELSE '' END",
        sensitivity="touchy",
        shared_with_referrer="touchy = 'ordinary' AND sort IN ('milestone', 'outcome')",
        recorded_by_id="coach",
        recorded_at="day + 2 + TIME '12:00' AT TIME ZONE 'UTC'",
    )


def looks() -> None:
    """Three looks at each dossier."""
    fill(
        AccessLog,
        "plan, generate_series(0, 2) AS k",
        id="n * 3 + k",
        at="starts_on + k::int + TIME '09:00' AT TIME ZONE 'UTC'",
        user_id="coach",
        action=literal(AccessAction.VIEWED.value),
        page="'trajectories:timeline'",
        participant_id="n",
        programme_id="programme",
    )
