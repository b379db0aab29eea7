"""From what was measured to what it means: medians with their spread, growth, and the goals. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

# A list may take so much longer over fifty times as many trajectories.
MOST_GROWTH = 1.5


@dataclass(frozen=True)
class Spread:
    """Milliseconds: the middle one, the middle half, and what one in twenty is above."""

    median: float
    low: float
    high: float
    p95: float

    @classmethod
    def of(cls, seconds: Sequence[float]) -> Spread:
        """Of one or more measurements."""
        ms = sorted(1000 * one for one in seconds)
        if len(ms) == 1:
            ms *= 2
        low, _, high = quantiles(ms, n=4, method="inclusive")
        p95 = quantiles(ms, n=20, method="inclusive")[-1]
        return cls(median=median(ms), low=low, high=high, p95=p95)


@dataclass(frozen=True, kw_only=True)
class Growth:
    """What a page costs over many trajectories beside over few."""

    key: str
    label: str
    is_list: bool
    queries: Mapping[int, int]
    ratio: float | None  # None where it was not timed at both sizes

    @property
    def faults(self) -> Iterator[str]:
        """Why this page may not go on like this; nothing where it may."""
        if len(set(self.queries.values())) > 1:
            counts = ", ".join(f"{count} at {size:,}" for size, count in self.queries.items())
            yield f"{self.label}: the number of queries changes with the size ({counts})."
        if self.is_list and self.ratio is not None and self.ratio > MOST_GROWTH:
            yield f"{self.label}: {self.ratio:.2f} times slower, and a list may grow {MOST_GROWTH} times."


@dataclass(frozen=True, kw_only=True)
class Goal:
    """One line of what must be reached, and how far it was: a figure beside its limit."""

    work: str
    wanted: str
    figure: float | None  # None where this part did not run
    limit: float
    at_least: bool = False
    unit: str = "×"

    @property
    def is_reached(self) -> bool | None:
        if self.figure is None:
            return None
        return self.figure >= self.limit if self.at_least else self.figure <= self.limit

    @property
    def verdict(self) -> str:
        return {True: "reached", False: "**missed**", None: "not measured"}[self.is_reached]

    @property
    def written(self) -> str:
        return "–" if self.figure is None else f"{self.figure:.2f} {self.unit}"


@dataclass(frozen=True)
class Measured:
    """The medians of one run, asked for by page and size."""

    seconds: Mapping[str, Sequence[float]]
    memory: Mapping[str, float]
    reports: Mapping[str, float]
    few: int
    many: int

    def ratio(self, page: str, other: str, *, size: int = 0, other_size: int = 0) -> float | None:
        """How many times as long a page takes as another; None where either was not measured."""
        one, two = (
            self.seconds.get(f"{key} {of_size or self.few}")
            for key, of_size in ((page, size), (other, other_size))
        )
        return median(one) / median(two) if one and two else None

    def growth(self, page: str) -> float | None:
        """How many times as long it takes over the many; None where it was not timed at two sizes."""
        return None if self.few == self.many else self.ratio(page, page, size=self.many)

    def times(self, one: str, other: str, of: Mapping[str, float]) -> float | None:
        return of[one] / of[other] if one in of and other in of else None


def goals(measured: Measured) -> list[Goal]:
    """What the comparison must reach: each a ratio within this run."""
    few, many = measured.few, measured.many
    return [
        Goal(
            work="list, 50 rows filtered",
            wanted="the admin's list takes at least 2 times as long",
            figure=measured.ratio("admin_list", "list"),
            limit=2,
            at_least=True,
        ),
        Goal(
            work="list, 50 rows filtered",
            wanted="at most 1.8 times the bare list",
            figure=measured.ratio("list", "bare_list"),
            limit=1.8,
        ),
        Goal(
            work="dossier with 200 events",
            wanted="the admin's change page takes at least 12 times as long",
            figure=measured.ratio("admin_dossier_200", "dossier_200"),
            limit=12,
            at_least=True,
        ),
        Goal(
            work="dossier with 200 events",
            wanted="at most 2 times the bare dossier",
            figure=measured.ratio("dossier_200", "bare_dossier_200"),
            limit=2,
        ),
        Goal(
            work=f"search with a misspelt name over {many:,}",
            wanted="at most 2 times the list",
            figure=measured.ratio("search", "list", size=many, other_size=many),
            limit=2,
        ),
        Goal(
            work="saving an event",
            wanted="no slower than the admin's single save",
            figure=measured.ratio("save_event", "admin_save_event"),
            limit=1,
        ),
        Goal(
            work="case report of 3 pages, worker warm",
            wanted="at most 0.6 s",
            figure=measured.reports.get("warm 3"),
            limit=0.6,
            unit="s",
        ),
        Goal(
            work="case report, from 3 to 6 pages",
            wanted="no more time per event (linear, with a tenth to spare)",
            figure=measured.reports.get("growth per event"),
            limit=1.1,
        ),
        Goal(
            work="39 reports",
            wanted="2 workers at least 1.7 times faster than 1",
            figure=measured.times("39 by 1", "39 by 2", measured.reports),
            limit=1.7,
            at_least=True,
        ),
        Goal(
            work="memory of two web workers, with what started them, after the run",
            wanted="at most 1.3 times the admin's",
            figure=measured.times("dow", "admin", measured.memory),
            limit=1.3,
        ),
        *(
            Goal(
                work=f"{label}, {few:,} → {many:,} trajectories",
                wanted=f"at most {MOST_GROWTH} times as long",
                figure=measured.growth(key),
                limit=MOST_GROWTH,
            )
            for key, label in (
                ("list", "list"),
                ("list_all", "list of everybody"),
                ("search", "search"),
            )
        ),
    ]
