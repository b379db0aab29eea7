"""Two years of weekly talks, with what comes of them."""

from __future__ import annotations

import datetime

from bench import words
from bench.filling import drawn, execute, fill, one_of
from bench.numbers import WEEKS_OF_TALKS
from bench.recipe.sentences import two_sentences
from coaching.models import Agreement, AgreementMark, Goal, SkillScore, Talk, TalkDomain, WorkSkill
from trajectories.models import LifeDomain


def talks(monday: datetime.date) -> None:
    """Two years of weekly talks for everybody who is there, with skills, areas of life and an agreement each."""
    week = f"DATE '{monday}' - 7 * w + (n % 5)::int"
    execute(
        f"""CREATE TEMPORARY TABLE spoken AS
        SELECT row_number() OVER (ORDER BY n, w DESC) AS t, n, w, coach, {week} AS day,
               {drawn("n * 1000 + w", 61, 17)} = 0 AS missed, {drawn("n * 1000 + w", 62, 3)} AS absent
        FROM plan, generate_series(1, {WEEKS_OF_TALKS}) AS w WHERE runs"""
    )
    fill(
        Talk,
        "spoken",
        id="t",
        trajectory_id="n",
        author_id="coach",
        kind="CASE WHEN missed THEN 'no_show' ELSE 'talk' END",
        status="'final'",
        held_on="day",
        minutes="CASE WHEN missed THEN NULL ELSE 30 END",
        place="CASE WHEN missed THEN '' ELSE 'workplace' END",
        parts_planned="10",
        parts_present="10 - absent",
        parts_late="0",
        parts_absent_reported="absent",
        parts_absent_unreported="0",
        absence_reason="CASE WHEN absent > 0 THEN 'free' ELSE '' END",
        went_well=f"CASE WHEN missed THEN '' ELSE {two_sentences('t', 63)} END",
        mood=f"CASE WHEN missed THEN NULL ELSE 2 + {drawn('t', 65, 4)} END",
        next_talk_on="CASE WHEN missed THEN NULL ELSE day + 7 END",
        recorded_at="day + TIME '14:00' AT TIME ZONE 'UTC'",
    )
    skills = WorkSkill.values
    fill(
        SkillScore,
        "spoken, generate_series(0, 3) AS k WHERE NOT missed",
        id="t * 4 + k",
        talk_id="t",
        skill=one_of(skills, f"(t + k * 2) % {len(skills)}"),
        by_coach=f"1 + {drawn('t * 4 + k', 66, 4)}",
        by_participant=f"1 + {drawn('t * 4 + k', 67, 4)}",
    )
    domains = LifeDomain.values
    fill(
        TalkDomain,
        "spoken, generate_series(0, 1) AS k WHERE NOT missed",
        id="t * 2 + k",
        talk_id="t",
        domain=one_of(domains, f"(t + k * 4) % {len(domains)}"),
        change=one_of(["better", "same", "harder"], drawn("t * 2 + k", 68, 3)),
    )
    is_open = "w = 1"
    fill(
        Agreement,
        "spoken WHERE NOT missed",
        id="t",
        trajectory_id="n",
        made_in_id="t",
        what=one_of(words.SENTENCES, drawn("t", 69, len(words.SENTENCES))),
        due_on="day + 7",
        status=f"CASE WHEN {is_open} THEN 'open' ELSE 'kept' END",
        closed_on=f"CASE WHEN {is_open} THEN NULL ELSE day + 7 END",
        made_on="day",
        made_by_id="coach",
    )
    fill(
        AgreementMark,
        f"spoken WHERE NOT missed AND NOT {is_open}",
        id="t",
        agreement_id="t",
        status="'kept'",
        marked_on="day + 7",
        marked_by_id="coach",
        due_before="day + 7",
        due_after="day + 7",
    )
    fill(
        Goal,
        "plan, generate_series(0, 1) AS k WHERE runs",
        id="n * 2 + k",
        trajectory_id="n",
        own_words=one_of(words.QUOTES, "(n + k) % 4"),
        life_domain=one_of(domains, f"(n + k) % {len(domains)}"),
        starts_on="starts_on",
        recorded_by_id="coach",
    )
    execute("DROP TABLE spoken")
