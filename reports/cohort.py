"""The cohort: whose figures are counted, and the one object behind page, PDF and spreadsheet."""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass, field
from typing import ClassVar

from django.conf import settings

from accounts.models import ProgrammePlaces, User
from coaching.still_in_place import measured_moments
from dow_site.access import Action, Scope, scope_of
from dow_site.dates import Precision, When, write_when
from dow_site.filters import FilterForm
from dow_site.form_fields import DayField
from participants.models import Referral, ReferralSource, ReferralStatus
from reports.cohort_charts import BarChart, ColumnChart, bar_chart, column_chart
from reports.cohort_figures import Figure, Journey, Row, cohort_figures, hidden
from reports.cohort_places import PLACES, Month, holders, occupancy, places_figure
from trajectories.models import OutflowCategory, Sector, Spell, SpellRole, Trajectory

# The table of the research report puts both kinds of contract under one heading.
PARENTS = (
    (
        "regular_job",
        "Reguliere baan",
        (OutflowCategory.REGULAR_TEMPORARY.value, OutflowCategory.REGULAR_PERMANENT.value),
    ),
)


class CohortFilter(FilterForm):
    """Whose figures: who began in a period. Without days everybody counts."""

    van = DayField(label="Begonnen vanaf", required=False, help_text="")
    tot = DayField(label="Begonnen tot en met", required=False, help_text="")

    @property
    def period(self) -> tuple[datetime.date | None, datetime.date | None]:
        return self.chosen("van"), self.chosen("tot")


@dataclass(frozen=True, kw_only=True)
class CohortReport:
    """The figures about who began in a period, finished for one reader."""

    template: ClassVar[str] = "reports/cohort.html"

    about: str
    period: str
    made_on: str
    count: int | None  # None where it is too small to tell
    figures: tuple[Figure, ...]
    months: tuple[Month, ...]
    outflow_chart: BarChart
    places_chart: ColumnChart | None
    hides_small: bool
    is_made_up: bool  # the people of a demonstration
    today: datetime.date
    last: datetime.date | None
    # Everybody whose places are counted, also who began before the period; nobody where rows are hidden.
    everybody: tuple[Journey, ...] = field(repr=False)

    title: ClassVar[str] = "Cijfers over wie meedeed"
    filename: ClassVar[str] = "cijfers.pdf"

    @classmethod
    def of(
        cls,
        user: User,
        first: datetime.date | None,
        last: datetime.date | None,
        today: datetime.date,
    ) -> CohortReport:
        """What this reader may know of who began between two days; six queries, whatever the number.

        Published cases are left out: they are stories out of a report, not people in a dossier.
        """
        everybody = _journeys(user, today)
        cohort = [
            one
            for one in everybody
            if (first is None or one.first_day >= first) and (last is None or one.first_day <= last)
        ]
        figures = cohort_figures(
            cohort,
            today,
            sources=ReferralSource.choices,
            categories=OutflowCategory.choices,
            sectors=Sector.choices,
            parents=PARENTS,
        )
        hides = hides_small(user)
        if hides:
            figures = tuple(hidden(figure) for figure in figures)
        months = _months(user, everybody, cohort, first, last, today, hides)
        outflow = next(figure for figure in figures if figure.key == "outflow")
        return cls(
            about=_about(user),
            period=_period(first, last),
            made_on=write_when(When(today, Precision.DAY), long=True),
            count=None if hides and 0 < len(cohort) < 3 else len(cohort),
            figures=figures,
            months=months,
            outflow_chart=bar_chart(outflow),
            places_chart=column_chart(months) if months else None,
            hides_small=hides,
            is_made_up=settings.DEMO,
            today=today,
            last=last,
            everybody=() if hides else tuple(everybody),
        )

    def figure(self, key: str) -> Figure | None:
        """A figure by its key, the places of each month included; None where there is none."""
        if key == PLACES:
            return places_figure(self.months)
        return next((figure for figure in self.figures if figure.key == key), None)

    def counted(self, figure: Figure, row: Row) -> tuple[int, ...]:
        """Whom a row of a figure counts."""
        if figure.key != PLACES:
            return row.journeys
        month = next(month for month in self.months if month.key == row.key)
        return holders(self.everybody, month.first, min(self.last or self.today, self.today))


def hides_small(user: User) -> bool:
    """Whether this reader stands outside the programme, and so sees no small numbers and no rows."""
    return scope_of(user, Action.VIEW_COHORT) != Scope.PROGRAMME


def _about(user):
    match scope_of(user, Action.VIEW_COHORT):
        case Scope.PROGRAMME:
            return user.programme.name
        case Scope.OWN:
            return f"Aangemeld door {user.organisation.name}"
        case _:
            return "Alle werkleerbedrijven"


def _period(first, last):
    written = [
        write_when(When(day, Precision.DAY), long=True) if day else "" for day in (first, last)
    ]
    match written:
        case ["", ""]:
            return "iedereen die ooit begon"
        case [begin, ""]:
            return f"begonnen vanaf {begin}"
        case ["", end]:
            return f"begonnen tot en met {end}"
        case [begin, end]:
            return f"begonnen van {begin} tot en met {end}"


def _journeys(user, today) -> list[Journey]:
    """Everybody this reader may count who began as a participant, the first one first."""
    trajectories = Trajectory.objects.permitted(user, Action.VIEW_COHORT).filter(
        is_published_case=False
    )
    mine = trajectories.values("pk")
    # In the order in which they began, and so everything that follows. Tuples, not lists: of hundreds of
    # thousands of lists Python looks again and again whether they can be thrown away.
    stays = {}
    for trajectory, starts_on, ends_on in (
        Spell.objects.filter(trajectory__in=mine, role=SpellRole.PARTICIPANT, starts_on__lte=today)
        .order_by("starts_on", "trajectory")
        .values_list("trajectory", "starts_on", "ends_on")
    ):
        stays[trajectory] = (*stays.get(trajectory, ()), (starts_on, ends_on))
    referrals = {}
    for referral in (
        Referral.objects.filter(
            participant__in=trajectories.values("participant"), status=ReferralStatus.ACCEPTED
        )
        .order_by("received_on", "pk")
        .values_list("participant", "programme", "received_on", "first_contact_on", "source")
    ):
        of = referral[:2]
        referrals[of] = (referral[2:], *referrals.get(of, ()))
    known = {
        facts[0]: facts
        for facts in trajectories.order_by().values_list(
            "pk",
            "participant",
            "programme",
            "participant__municipality__name",
            "outflow__category",
            "outflow__sector",
            "outflow__left_on",
        )
    }
    left_on = {pk: day for pk, *_, day in known.values() if day}
    moments = measured_moments(trajectories, today, left_on=left_on)
    journeys = []
    for pk, spells in stays.items():
        _, participant, programme, municipality, category, sector, _ = known[pk]
        received, contact, source = _referral_before(
            referrals.get((participant, programme), ()), spells[0][0]
        )
        journeys.append(
            Journey(
                pk=pk,
                stays=spells,
                source=source,
                municipality=municipality or "",
                received_on=received,
                first_contact_on=contact,
                category=category or "",
                sector=sector or "",
                moments=moments.get(pk, ()),
            )
        )
    return journeys


def _referral_before(referrals, first_day):
    """The referral that led to the first day: the last one received by then; the newest come first."""
    for facts in referrals:
        if facts[0] <= first_day:
            return facts
    return None, None, ""


def _months(user, everybody, cohort, first, last, today, hides) -> tuple[Month, ...]:
    """Places used over the period; not for who counts his own referrals only, who holds no places."""
    if not cohort or scope_of(user, Action.VIEW_COHORT) == Scope.OWN:
        return ()
    ends = [one.stays[-1][1] or today for one in cohort]
    begin = first or cohort[0].first_day
    end = min(last or max(ends), today)
    if end < begin:
        return ()
    numbers = _numbers_of_places(user)

    def places_on(day):
        known = [
            max(((starts, most) for starts, most in dated if starts <= day), default=None)
            for dated in numbers.values()
        ]
        return sum(most for _, most in filter(None, known)) if any(known) else None

    return occupancy(everybody, begin, end, places_on, hides_small=hides)


def _numbers_of_places(user):
    """For each programme that is counted its numbers of places, dated."""
    rows = ProgrammePlaces.objects.all()
    if scope_of(user, Action.VIEW_COHORT) == Scope.PROGRAMME:
        rows = rows.filter(programme=user.programme_id)
    numbers = defaultdict(list)
    for programme, starts_on, maximum in rows.values_list("programme", "starts_on", "maximum"):
        numbers[programme].append((starts_on, maximum))
    return numbers
