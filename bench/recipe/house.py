"""Who works with the system, and where."""

from __future__ import annotations

import datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt
from django.contrib.auth.hashers import make_password

from accounts.models import Organisation, OrganisationKind, Programme, ProgrammePlaces, User
from bench import words
from bench.filling import fill, literal, one_of
from bench.numbers import (
    COACH,
    COACHES_HERE,
    EMAILS,
    LEADER,
    MAIN,
    MOST_RUNNING,
    PASSWORD,
    REFERRER,
    SUPERUSER,
    TOTP_SECRET,
)
from dow_site.access import Role


def organisations(others: int) -> None:
    """Municipalities, and the programmes with their places: the one looked at, and others."""
    municipalities = f"generate_series(1, {len(words.MUNICIPALITIES)}) AS n"
    fill(
        Organisation,
        municipalities,
        id="n",
        name=f"'Gemeente ' || {one_of(words.MUNICIPALITIES, 'n - 1')}",
        kind=literal(OrganisationKind.MUNICIPALITY.value),
    )
    fill(
        Programme,
        f"generate_series({MAIN}, {MAIN + others}) AS n",
        id="n",
        name="'Werkleerbedrijf ' || n",
        short_name="'WLB' || n",
        slug="'wlb' || n",
        location=one_of(words.MUNICIPALITIES, f"(n % {len(words.MUNICIPALITIES)})"),
    )
    fill(
        ProgrammePlaces,
        f"generate_series({MAIN}, {MAIN + others}) AS n",
        id="n",
        programme_id="n",
        starts_on="DATE '2015-01-01'",
        minimum="4",
        maximum=f"CASE WHEN n = {MAIN} THEN {MOST_RUNNING} ELSE 6 END",
    )


def people_who_work(others: int, monday: datetime.date) -> None:
    """A leader, an administrator, a referrer, four coaches here and one in each other programme."""
    first_other = COACH + COACHES_HERE
    secret = literal(make_password(PASSWORD))
    role = (
        f"CASE n WHEN {LEADER} THEN {literal(Role.PROJECT_LEADER.value)}"
        f" WHEN {SUPERUSER} THEN {literal(Role.ADMINISTRATOR.value)}"
        f" WHEN {REFERRER} THEN {literal(Role.REFERRER.value)}"
        f" ELSE {literal(Role.JOBCOACH.value)} END"
    )
    known = " ".join(f"WHEN {pk} THEN {literal(email)}" for pk, email in EMAILS.items())
    fill(
        User,
        f"generate_series({LEADER}, {first_other + others - 1}) AS n",
        id="n",
        password=secret,
        email=f"CASE n {known} ELSE 'coach' || n - {COACH - 1} || '@bench.example' END",
        name=f"{one_of(words.GIVEN_NAMES, f'(n % {len(words.GIVEN_NAMES)})')} || ' Bench'",
        phone="'0612340000'",
        role=role,
        programme_id=f"CASE WHEN n IN ({SUPERUSER}, {REFERRER}) THEN NULL"
        f" WHEN n < {first_other} THEN {MAIN} ELSE n - {first_other} + {MAIN + 1} END",
        organisation_id=f"CASE n WHEN {REFERRER} THEN 1 END",
        active_from=f"DATE '{monday}' - 1000",
        is_superuser=f"n = {SUPERUSER}",
        is_staff=f"n = {SUPERUSER}",
    )
    # The leader signs in with a second step, as outside the demonstration everybody in her role does.
    fill(
        Authenticator,
        "(SELECT 1) AS once",
        id="1",
        user_id=str(LEADER),
        type=literal(Authenticator.Type.TOTP.value),
        data=f"jsonb_build_object('secret', {literal(encrypt(TOTP_SECRET))})",
        created_at=f"DATE '{monday}' - 900",
    )
