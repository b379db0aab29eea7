"""Several cases for one reader: which sessions are set side by side, and what the page and the paper say."""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass

from django import forms
from django.db.models import Exists, OuterRef, Subquery

from accounts.models import User
from costs.calculation import SIDE_LABELS, Calculation, Side, Total
from costs.models import CostLine, Law, Payer, ReferenceKind, Session, SessionStatus
from costs.reading import calculate
from costs.spread import Case, Spread, Spreads, range_text, spreads
from dow_site.dates import Precision, When, write_when
from dow_site.filters import FilterForm
from dow_site.form_fields import MonthField

# More than anybody can read side by side; the page says so when there are more.
MOST = 200


class SeveralCasesFilter(FilterForm):
    """Which sessions stand side by side: of each trajectory the newest, approved unless asked otherwise."""

    stand = forms.ChoiceField(
        label="Stand",
        required=False,
        choices=[("", "Vastgesteld"), ("alle", "Ook wat nog niet is vastgesteld")],
    )
    vergeleken = forms.ChoiceField(
        label="Vergeleken",
        required=False,
        choices=[("", "Met alles"), *ReferenceKind.choices],
    )
    van = MonthField(label="Periode begint vanaf", required=False)
    tot = MonthField(label="Periode eindigt uiterlijk", required=False)

    def apply(self, queryset):
        newer = Session.objects.filter(previous=OuterRef("pk"))
        if not self.chosen("stand"):
            queryset = queryset.filter(status=SessionStatus.APPROVED)
            newer = newer.filter(status=SessionStatus.APPROVED)
        queryset = queryset.filter(~Exists(newer))
        if kind := self.chosen("vergeleken"):
            queryset = queryset.filter(reference_kinds__contains=[kind])
        if first := self.chosen("van"):
            queryset = queryset.filter(period_start__gte=first)
        if last := self.chosen("tot"):
            queryset = queryset.filter(period_end__lte=last)
        # Whoever was worked out in two sessions is one case still.
        of_one = queryset.filter(trajectory=OuterRef("trajectory")).order_by("-pk")
        return queryset.filter(pk=Subquery(of_one.values("pk")[:1]))

    @property
    def sentence(self) -> str:
        """What was chosen, as a report says it in one line."""
        words = ["Ook wat nog niet is vastgesteld" if self.chosen("stand") else "Vastgesteld"]
        if kind := self.chosen("vergeleken"):
            words.append(f"vergeleken: {ReferenceKind(kind).label}")
        if first := self.chosen("van"):
            words.append(f"periode vanaf {_month(first)}")
        if last := self.chosen("tot"):
            words.append(f"periode tot en met {_month(last)}")
        return ", ".join(words)


@dataclass(frozen=True, kw_only=True)
class ShownCase:
    """A case as a row: by the name its reader may know, and no words that somebody typed."""

    session: Session
    name: str
    period: str
    compared_with: str
    incurred: str
    avoided: str
    notes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ShownSpreads:
    """A table of spreads; in one of payers or laws a row says its side too."""

    title: str
    rows: tuple[tuple[str, Spread], ...]


@dataclass(frozen=True, kw_only=True)
class SeveralCases:
    """What the page and the report say; `left_out` counts the cases beyond what fits."""

    chosen: str
    rows: tuple[ShownCase, ...]
    left_out: int
    spreads: Spreads
    tables: tuple[ShownSpreads, ...]


def several_cases(
    user: User, chosen: SeveralCasesFilter, *, by_alias: bool = False
) -> SeveralCases:
    """The cases that this reader may see and chose, in three queries; at most `MOST` of them.

    `by_alias` names everybody by alias, for what leaves the house.
    """
    found = chosen.apply(Session.objects.visible_to(user)).order_by("reference", "pk")
    sessions = list(found.select_related("trajectory__participant__municipality")[:MOST])
    count = len(sessions) if len(sessions) < MOST else found.count()
    rows = defaultdict(list)
    for line in CostLine.objects.filter(session__in=sessions).with_prices().order_by("order", "pk"):
        rows[line.session_id].append(line)
    cases = [_case(session, rows[session.pk], user, by_alias) for session in sessions]
    together = spreads(cases)
    return SeveralCases(
        chosen=chosen.sentence,
        rows=tuple(_shown(session, case) for session, case in zip(sessions, cases, strict=True)),
        left_out=count - len(sessions),
        spreads=together,
        tables=tuple(_tables(together)),
    )


def _case(session: Session, rows: list[CostLine], user: User, by_alias: bool) -> Case:
    participant = session.trajectory.participant
    begin, end = session.period_start, session.period_end
    return Case(
        key=session.reference,
        name=participant.alias if by_alias else participant.name_for(user),
        months=(end.year - begin.year) * 12 + end.month - begin.month + 1,
        compared_with=", ".join(
            sorted(ReferenceKind(kind).label for kind in session.reference_kinds)
        ),
        is_final=session.status == SessionStatus.APPROVED,
        calculation=calculate(session, rows=rows),
    )


def _shown(session: Session, case: Case) -> ShownCase:
    calculation = case.calculation
    return ShownCase(
        session=session,
        name=case.name,
        period=f"{_month(session.period_start)} tot en met {_month(session.period_end)}",
        compared_with=case.compared_with or "niet vermeld",
        incurred=_amount(calculation.incurred),
        avoided=_amount(calculation.avoided),
        notes=tuple(_notes(case)),
    )


def _amount(total: Total) -> str:
    return total.printed_text if total.line_count else "–"


def _notes(case: Case):
    if not case.is_final:
        yield "nog niet vastgesteld"
    conditions = len(case.calculation.avoided.conditions) + len(
        case.calculation.incurred.conditions
    )
    if conditions:
        yield (
            "geldt onder 1 voorwaarde"
            if conditions == 1
            else (f"geldt onder {conditions} voorwaarden")
        )
    yield from _adjusted(case.calculation)
    unpriced = len(case.calculation.unpriced)
    if unpriced:
        yield (
            "1 regel is niet geprijsd"
            if unpriced == 1
            else (f"{unpriced} regels zijn niet geprijsd")
        )


def _adjusted(calculation: Calculation):
    """A side that reads as it was adjusted here, while the spread is of what was computed."""
    for side in Side:
        counted = [one for one in calculation.of_side(side) if one.counted]
        # A sum of more lines is of what was computed already.
        if len(counted) == 1 and counted[0].overridden:
            computed = range_text(counted[0].low_exact, counted[0].high_exact)
            yield f"{SIDE_LABELS[side].lower()} is aangepast, berekend is {computed}"


def _tables(together: Spreads):
    if together.sides:
        yield ShownSpreads(
            title="Alles bij elkaar", rows=tuple((one.label, one) for one in together.sides)
        )
    for title, labels, found in (
        ("Per betaler", Payer, together.per_payer),
        ("Per wet", Law, together.per_law),
    ):
        if found:
            yield ShownSpreads(
                title=title,
                rows=tuple(
                    (
                        f"{labels(one.label or 'unknown').label}: {SIDE_LABELS[one.side].lower()}",
                        one,
                    )
                    for one in found
                ),
            )


def _month(day: datetime.date) -> str:
    return write_when(When(day, Precision.MONTH), long=True)
