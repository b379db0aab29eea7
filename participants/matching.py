"""Who a new name may already be: the one search before somebody is created, joined, merged or imported."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.postgres.search import TrigramSimilarity, TrigramWordSimilarity
from django.db import connection, transaction
from django.db.models import Case, FloatField, Q, QuerySet, Value, When
from django.db.models.functions import Lower

from participants.models.person import PHONE_DIGITS, PHONE_KEY, Participant
from participants.names import folded, likeness, sort_key, sorted_words

# The nearest rows that are weighed; more would be others.
_WEIGHED = 100
_SHORTEST_NUMBER = 8
# At most as long as the field of a participant.
_PHONE = re.compile(r"\+?\d[\d ()\-]{6,17}\d")
_EMAIL = re.compile(r"[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+")
# A searched word resembles a name from here on, or when two of its letters changed places ...
_WORD_RESEMBLES, _SWAPPED = 0.4, 0.9
# ... most slips leave more of it: who resembles it less is not weighed before nobody resembles it more ...
_RESEMBLES_MUCH = 0.48
# ... and what resembles it much less than the best does not show; nor more rows than a page.
_OF_THE_BEST = 0.85
_MOST_RESEMBLING = 50
_SHORTEST_WORD = 3
# From where two names are taken for one, alone and with something else that fits.
_SAME_NAME, _LIKE_NAME, _HALF_NAME = 0.96, 0.78, 0.55
# Without a family name on one side only the given names can be held side by side.
_GIVEN_NAME_ONLY = 0.75
# What a birth date adds.
_SAME_DAY, _NEAR_DAY, _NO_DAY, _OTHER_DAY = 40, 20, 0, -20


@dataclass(frozen=True, kw_only=True)
class Match:
    """Somebody who may be meant: how likely (higher is likelier), and why, in words."""

    participant: Participant
    score: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class _Sought:
    given_name: str
    name_prefix: str
    family_name: str
    birth_date: datetime.date | None
    phone: str
    email: str


def likely_matches(
    queryset: QuerySet[Participant],
    *,
    given_name: str,
    name_prefix: str = "",
    family_name: str = "",
    birth_date: datetime.date | None = None,
    phone: str = "",
    email: str = "",
    limit: int = 8,
) -> list[Match]:
    """The participants of the queryset who may be this person, likeliest first, at most `limit`.

    One query, by indexes: a name that looks or sounds alike (accents, order and small slips do not
    count), the same birth date, telephone number or e-mail address. Give a queryset of who may be
    seen: what comes back is shown to people. Nothing is found by an empty name, date and number.
    """
    sought = _Sought(
        given_name=given_name,
        name_prefix=name_prefix,
        family_name=family_name,
        birth_date=birth_date,
        phone=phone_key(phone),
        email=email.strip().lower(),
    )
    weighed = (_weigh(participant, sought) for participant in _nearest(queryset, sought))
    found = sorted(
        (match for match in weighed if match),
        key=lambda match: (-match.score, match.participant.sort_name, match.participant.pk),
    )
    return found[:limit]


def resembling(queryset: QuerySet, words: Iterable[str], *, name: str) -> list[int]:
    """The keys of at most fifty rows in which every word resembles a word of the name, as folded.

    `name` is the lookup of the name in the queryset. For a search that found nothing as written;
    words under three letters are passed over. Two queries, by the index on likeness; four where
    nobody resembles it much.
    """
    words = [word for word in words if len(word) >= _SHORTEST_WORD]
    if not words:
        return []
    how_alike = Value(0.0, output_field=FloatField())
    for word in words:
        swapped = Q()
        for other in _swaps(word):
            swapped |= Q(**{f"{name}__contains": other})
        queryset = queryset.filter(Q(**{f"{name}__trigram_word_similar": word}) | swapped)
        how_alike += Case(
            When(swapped, then=Value(_SWAPPED)), default=TrigramWordSimilarity(word, name)
        )
    weighed = queryset.annotate(how_alike=how_alike).order_by("-how_alike", "pk")
    found = []
    for threshold in (_RESEMBLES_MUCH, _WORD_RESEMBLES):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)", [str(threshold)]
            )
            found = list(weighed.values_list("pk", "how_alike")[:_MOST_RESEMBLING])
        least = found[0][1] * _OF_THE_BEST if found else 0
        # Who has a word below the threshold cannot reach this, however alike his other words are.
        if least >= threshold + len(words) - 1:
            break
    return [pk for pk, alike in found if alike >= least]


def _swaps(word):
    """The word with each two neighbouring letters changed about: the slip that trigrams hardly forgive."""
    return {
        word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        for at in range(len(word) - 1)
        if word[at] != word[at + 1]
    } or {word}


def reached_by(text: str) -> tuple[str, str]:
    """The telephone number and the e-mail address in what somebody wrote; empty where there is none."""
    email = _EMAIL.search(text)
    phone = _PHONE.search(text.replace(email[0], " ") if email else text)
    return (phone[0].strip() if phone else ""), (email[0].rstrip(".") if email else "")


def phone_key(text: str) -> str:
    """The digits by which a telephone number is known; empty where the text holds no number."""
    digits = re.sub(r"\D", "", text)
    return digits[-PHONE_DIGITS:] if len(digits) >= _SHORTEST_NUMBER else ""


def _nearest(queryset, sought):
    """The rows worth weighing: all that share a fact, then those whose names have most in common."""
    name = sort_key(sought.given_name, sought.family_name, sought.name_prefix)
    facts = Q(birth_date=sought.birth_date) if sought.birth_date else Q()
    # The condition beside the key is that of the index.
    if sought.phone:
        queryset = queryset.alias(phone_key=PHONE_KEY)
        facts |= Q(phone_key=sought.phone) & ~Q(phone="")
    if sought.email:
        queryset = queryset.alias(email_key=Lower("email"))
        facts |= Q(email_key=sought.email) & ~Q(email="")
    alike = Q(sort_name__trigram_similar=name) if name else Q()
    if not (facts or alike):
        return queryset.none()
    queryset = queryset.filter(facts | alike)
    order = [TrigramSimilarity("sort_name", name).desc()]
    if facts:
        order.insert(0, Case(When(facts, then=Value(0)), default=Value(1)))
    return queryset.select_related("municipality").order_by(*order, "pk")[:_WEIGHED]


def _weigh(participant, sought):
    """The row as a match with its reasons, or None where too little fits."""
    name, name_reason = _weigh_name(participant, sought)
    same_phone = bool(sought.phone) and phone_key(participant.phone) == sought.phone
    same_email = bool(sought.email) and participant.email.lower() == sought.email
    born, born_reason = _weigh_birth_date(participant.birth_date, sought.birth_date)
    fits = same_phone or same_email
    likely = (
        fits
        or (born == _SAME_DAY and name >= _HALF_NAME)
        or (born == _NEAR_DAY and name >= _LIKE_NAME)
        or (born == _NO_DAY and name >= _LIKE_NAME)
        or name >= _SAME_NAME
    )
    if not likely:
        return None
    reasons = (
        name_reason,
        born_reason,
        "zelfde telefoonnummer" if same_phone else "",
        "zelfde e-mailadres" if same_email else "",
    )
    return Match(
        participant=participant,
        score=round(50 * name) + born + 40 * same_phone + 30 * same_email,
        reasons=tuple(reason for reason in reasons if reason),
    )


def _weigh_name(participant, sought):
    """How alike the names are from 0 to 1, and that in words."""
    if not sought.given_name and not sought.family_name:
        return 0.0, ""
    ours, theirs = (
        sort_key(person.given_name, person.family_name, person.name_prefix)
        for person in (sought, participant)
    )
    if sorted_words(ours) == sorted_words(theirs):
        return 1.0, "zelfde naam"
    # A prefix is often left out, or typed into the family name.
    alike = max(
        likeness(ours, theirs),
        likeness(
            f"{sought.family_name} {sought.given_name}",
            f"{participant.family_name} {participant.given_name}",
        ),
    )
    if alike >= _LIKE_NAME:
        return alike, "naam lijkt erop"
    given = likeness(sought.given_name, participant.given_name)
    if not (sought.family_name and participant.family_name):
        alike = max(alike, given * _GIVEN_NAME_ONLY)
    if folded(sought.given_name) == folded(participant.given_name):
        return max(alike, _HALF_NAME), "zelfde voornaam"
    if sought.family_name and folded(sought.family_name) == folded(participant.family_name):
        return alike, "zelfde achternaam"
    return alike, "voornaam lijkt erop" if given >= _LIKE_NAME else "andere naam"


def _weigh_birth_date(theirs, ours):
    """Points for the birth date, and why in words; below nothing where two days are known and differ."""
    if not theirs or not ours:
        return _NO_DAY, ""
    if theirs == ours:
        return _SAME_DAY, "zelfde geboortedatum"
    if (theirs.year, theirs.month, theirs.day) == (ours.year, ours.day, ours.month):
        return _NEAR_DAY, "geboortedatum met dag en maand verwisseld"
    slips = sum(one != other for one, other in zip(str(theirs), str(ours), strict=True))
    if slips == 1:
        return _NEAR_DAY, "geboortedatum scheelt een cijfer"
    return _OTHER_DAY, "andere geboortedatum"
