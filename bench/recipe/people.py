"""The young people, how long they stayed and where they went, and who referred them."""

from __future__ import annotations

import datetime

from bench import words
from bench.filling import drawn, fill, one_of
from bench.numbers import MAIN, TO_ANSWER, WAITING
from coaching.models import CoachAssignment
from participants.models import Participant, Referral
from participants.names import folded
from trajectories.models import Outflow, Spell, Trajectory


def young_people() -> None:
    """A participant with one trajectory for each row of the plan."""
    given, family = (
        (words.GIVEN_NAMES, "given_name"),
        (words.FAMILY_NAMES, "family_name"),
    )
    sorted_name = ", ".join(
        one_of([folded(name) for name in names], column)
        for names, column in (family, given, (words.PREFIXES, "prefix"))
    )
    fill(
        Participant,
        "plan",
        id="n",
        given_name=one_of(*given),
        name_prefix=one_of(words.PREFIXES, "prefix"),
        family_name=one_of(*family),
        sort_name=f"rtrim(concat_ws(' ', {sorted_name}))",
        alias=one_of(words.GIVEN_NAMES, drawn("n", 21, len(words.GIVEN_NAMES))),
        birth_date=f"starts_on - 6200 - {drawn('n', 22, 2900)}",
        municipality_id="municipality",
        phone=f"'06' || lpad({drawn('n', 23, 100_000_000)}::text, 8, '0')",
        education=one_of(["", "none", "practical", "vmbo", "entry"], drawn("n", 24, 5)),
        living_situation=one_of(["Bij ouders", "Bij familie", "Kamer"], drawn("n", 25, 3)),
    )
    fill(
        Trajectory,
        "plan",
        id="n",
        participant_id="n",
        programme_id="programme",
        reference="'WLB-' || lpad(n::text, 7, '0')",
        age_at_start=f"17 + {drawn('n', 22, 2900)} / 365",
        story_from="date_trunc('month', starts_on)",
        story_until="date_trunc('month', ends_on)",
    )


def stays() -> None:
    """Most stay once; some go on in the second phase, some come back after a pause."""
    turn = drawn("n", 31, 10)
    first_part = f"""SELECT n, starts_on, 'work_fit' AS phase, 0 AS part,
        CASE WHEN {turn} < 3 THEN starts_on + days / 2 - 1 WHEN {turn} < 5 THEN starts_on + days / 3
             ELSE ends_on END AS ends_on,
        CASE WHEN {turn} < 3 THEN '' WHEN {turn} < 5 THEN 'pause'
             WHEN ends_on IS NULL THEN '' ELSE 'planned_outflow' END AS end_reason
        FROM plan"""
    second_part = f"""SELECT n,
        CASE WHEN {turn} < 3 THEN starts_on + days / 2 ELSE starts_on + days / 3 + 40 END,
        CASE WHEN {turn} < 3 THEN 'vocational' ELSE 'work_fit' END, 1, ends_on,
        CASE WHEN ends_on IS NULL THEN '' ELSE 'planned_outflow' END
        FROM plan WHERE {turn} < 5"""
    fill(
        Spell,
        f"({first_part} UNION ALL {second_part} ORDER BY n, part) AS stays",
        id="n * 2 + part",
        trajectory_id="n",
        phase="phase",
        starts_on="starts_on",
        ends_on="ends_on",
        end_reason="end_reason",
    )
    category = one_of(
        ["regular_temporary", "regular_permanent", "education", "stopped_early", "unknown"],
        drawn("n", 32, 5),
    )
    fill(
        Outflow,
        f"(SELECT *, {category} AS went FROM plan WHERE ends_on IS NOT NULL) AS gone",
        id="n",
        trajectory_id="n",
        category="went",
        sector=f"CASE WHEN went LIKE 'regular%' THEN {one_of(['road', 'green', 'other'], drawn('n', 33, 3))} ELSE '' END",
        starts_on="CASE WHEN went LIKE 'regular%' THEN ends_on + 1 END",
        left_on="ends_on",
        reason="CASE went WHEN 'stopped_early' THEN 'moved' ELSE '' END",
        door_open_on="CASE went WHEN 'stopped_early' THEN ends_on + 90 END",
    )
    fill(
        CoachAssignment,
        "plan",
        id="n",
        trajectory_id="n",
        coach_id="coach",
        starts_on="starts_on",
        ends_on="ends_on",
    )


def referrals(monday: datetime.date) -> None:
    """One for each trajectory, and those that wait for an answer or for a place."""
    sources = ["rmc", "self"]
    fill(
        Referral,
        "plan",
        id="n",
        programme_id="programme",
        reference="'AANM-' || lpad(n::text, 7, '0')",
        source=one_of(sources, drawn("n", 71, len(sources))),
        organisation_id=f"CASE {drawn('n', 71, len(sources))} WHEN 0 THEN municipality END",
        given_name=one_of(words.GIVEN_NAMES, "given_name"),
        name_prefix=one_of(words.PREFIXES, "prefix"),
        family_name=one_of(words.FAMILY_NAMES, "family_name"),
        received_on="starts_on - 30",
        first_contact_on=f"starts_on - 30 + {drawn('n', 72, 12)}",
        status="'accepted'",
        status_on="starts_on - 5",
        participant_id="n",
    )
    fill(
        Referral,
        f"(SELECT max(n) AS last FROM plan) AS plan, generate_series(1, {TO_ANSWER + WAITING}) AS k",
        id="last + k",
        programme_id=str(MAIN),
        reference="'AANM-' || lpad((last + k)::text, 7, '0')",
        source="'rmc'",
        organisation_id="1",
        given_name=one_of(words.GIVEN_NAMES, "k"),
        family_name=one_of(words.FAMILY_NAMES, "k"),
        received_on=f"DATE '{monday}' - k::int",
        status=f"CASE WHEN k <= {TO_ANSWER} THEN 'received' ELSE 'waiting_list' END",
        status_on=f"DATE '{monday}' - k::int",
        waiting_order=f"CASE WHEN k > {TO_ANSWER} THEN k END",
    )
