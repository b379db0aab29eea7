"""The data set: which rows there are, by size. The same size and week give the same rows.

Nine of ten trajectories lie in one programme, far more than any has, so that what its leader opens reaches over
all of them; sixty of these run, as many as the grid shows. The others lie in programmes of a thousand or so that
she never sees. Those that pages are measured on stand in `numbers.py`.
"""

from __future__ import annotations

import datetime

from allauth.mfa.models import Authenticator
from django.db import connection

from accounts.models import AccessLog, Organisation, Programme, ProgrammePlaces, User
from bench.filling import execute, history_in_one_go, number_on
from bench.recipe import house, people, stories
from bench.recipe.plan import make_plan
from bench.recipe.talks import talks
from coaching.models import (
    Agreement,
    AgreementMark,
    CoachAssignment,
    Goal,
    SkillScore,
    Talk,
    TalkDomain,
)
from participants.models import Participant, Referral
from trajectories.models import Chapter, EventLane, Lane, Outflow, Spell, TimelineEvent, Trajectory

FILLED = (
    Organisation, Programme, ProgrammePlaces, User, Participant, Trajectory, Referral, Spell, Outflow,
    CoachAssignment, Chapter, Lane, TimelineEvent, EventLane, Talk, SkillScore, TalkDomain, Agreement,
    AgreementMark, Goal, AccessLog,
)  # fmt: skip


def make_rows(size: int, monday: datetime.date) -> None:
    """Fill an empty, migrated database with so many trajectories (20 or more), told up to that Monday."""
    if connection.in_atomic_block:
        _make_rows(size, monday)
        return
    # Nobody loses anything when this machine stops halfway: it is loaded again.
    execute("SET synchronous_commit = off")
    _make_rows(size, monday)
    execute("VACUUM ANALYZE")


def _make_rows(size, monday):
    others = max(1, size // 1000)
    with history_in_one_go(FILLED):
        house.organisations(others)
        house.people_who_work(others, monday)
        make_plan(size, others, monday)
        people.young_people()
        people.stays()
        stories.stories()
        talks(monday)
        people.referrals(monday)
        stories.looks()
    execute("DROP TABLE plan")
    number_on([*FILLED, Authenticator])
