"""The report of a run: a table on the screen and `bench/results.md`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from bench.databases import CHECKOUT
from bench.judging import Goal, Growth, Measured, Spread, goals
from bench.pages import SIDE_LABELS, Page, Side, pages
from bench.printing import STORIES

FILE = CHECKOUT / "bench" / "results.md"
# What people found out about the figures; it outlives a run.
REMARKS = CHECKOUT / "bench" / "remarks.md"


def compared(sizes: Sequence[int]) -> int:
    """Which size is set beside the largest, of one or more in order; the largest itself where it is alone."""
    return sizes[-2:][0]


@dataclass(frozen=True)
class Results:
    """Everything that one run found."""

    figures: Mapping
    made_on: date

    @property
    def sizes(self) -> tuple[int, ...]:
        return tuple(self.figures["sizes"])

    @property
    def few(self) -> int:
        """The size that most figures are of; the only one where one was measured."""
        return compared(self.sizes)

    @property
    def many(self) -> int:
        return self.sizes[-1]

    @property
    def pages(self) -> tuple[Page, ...]:
        return pages(self.few, self.made_on.isoformat())

    @property
    def measured(self) -> Measured:
        return Measured(
            seconds=self.figures.get("seconds", {}),
            memory=self.figures.get("memory", {}),
            reports=self.figures.get("reports", {}),
            few=self.few,
            many=self.many,
        )

    @property
    def goals(self) -> list[Goal]:
        return goals(self.measured)

    @property
    def growth(self) -> list[Growth]:
        queries = self.figures.get("queries", {})
        return [
            Growth(
                key=page.key,
                label=page.label,
                is_list=page.is_list,
                queries={
                    size: queries[f"{page.key} {size}"]
                    for size in self.sizes
                    if f"{page.key} {size}" in queries
                },
                ratio=self.measured.growth(page.key),
            )
            for page in self.pages
            if page.side == Side.DOW
        ]

    @property
    def faults(self) -> list[str]:
        """Why this run ends with exit status 1; empty where it does not."""
        return [fault for growth in self.growth for fault in growth.faults]

    def table(self) -> str:
        """The goals and the medians, for the screen."""
        lines = [
            f"{goal.work:<52} {goal.written:>10}   {goal.verdict.strip('*'):<12} {goal.wanted}"
            for goal in self.goals
        ]
        lines += [
            "",
            f"{'milliseconds, median':<52}" + "".join(f"{size:>12,}" for size in self.sizes),
        ]
        for page in self.pages:
            medians = (self._median(page, size) for size in self.sizes)
            name = f"{SIDE_LABELS[page.side]}: {page.label}"
            lines.append(f"{name:<52}" + "".join(f"{one:>12}" for one in medians))
        return "\n".join(lines)

    def markdown(self) -> str:
        """The whole report."""
        return "\n".join(line for part in self._parts() for line in (*part, ""))

    def _parts(self) -> Iterator[list[str]]:
        yield ["# What was measured", "", _ABOUT]
        yield [
            "## The machine",
            "",
            *(f"- {name}: {value}" for name, value in self.figures["machine"].items()),
        ]
        yield ["## The goals", "", *self._goal_table()]
        if REMARKS.exists():
            yield [REMARKS.read_text().strip()]
        if "seconds" in self.figures:
            yield [f"## Pages, {self.few:,} trajectories", "", *self._page_table()]
            yield ["## How cost grows", "", _GROWTH, "", *self._growth_table()]
        if "memory" in self.figures:
            yield ["## Memory", "", *self._memory()]
        if "reports" in self.figures:
            yield ["## Reports on paper", "", *self._reports()]

    def _goal_table(self):
        yield "| work | goal | measured | |"
        yield "| --- | --- | --- | --- |"
        for goal in self.goals:
            yield f"| {goal.work} | {goal.wanted} | {goal.written} | {goal.verdict} |"

    def _page_table(self):
        yield (
            "| side | page | median ms | middle half | p95 | only its SQL, ms | queries | kB | per second, 4 "
            "connections | processor ms, web | processor ms, database |"
        )
        yield "| --- | --- |" + " --- |" * 9
        for page in self.pages:
            name = f"{page.key} {self.few}"
            spread = Spread.of(self.figures["seconds"][name])
            bare = self.figures["sql_seconds"].get(name)
            load = self.figures.get("load", {}).get(name)
            yield _row(
                SIDE_LABELS[page.side],
                page.label,
                f"{spread.median:.1f}",
                f"{spread.low:.1f}–{spread.high:.1f}",
                f"{spread.p95:.1f}",
                f"{1000 * median(bare):.1f}" if bare else "",
                self.figures["queries"][name],
                "" if page.sends else f"{self.figures['bytes'][name] / 1000:.0f}",
                *(
                    (
                        f"{load['requests_per_second']:.0f}",
                        f"{load['processor_ms']:.1f}",
                        f"{load['database_ms']:.1f}",
                    )
                    if load
                    else ("", "", "")
                ),
            )

    def _growth_table(self):
        heads = [f"ms at {size:,}" for size in self.sizes]
        yield _row("side", "page", *heads, f"{self.few:,} → {self.many:,}", "queries")
        yield "| --- | --- |" + " --- |" * (len(heads) + 2)
        for page in self.pages:
            ratio = self.measured.growth(page.key)
            counts = {self.figures["queries"][f"{page.key} {size}"] for size in self.sizes}
            yield _row(
                SIDE_LABELS[page.side],
                page.label,
                *(self._median(page, size) for size in self.sizes),
                f"{ratio:.2f} ×" if ratio else "",
                ", ".join(str(count) for count in sorted(counts)),
            )

    def _memory(self):
        for side in Side:
            yield f"- two workers of {SIDE_LABELS[side]}, with the process that started them: {self.figures['memory'][side]:.0f} MiB"

    def _reports(self):
        found = self.figures["reports"]
        yield "| case report | first of a process, s | following, s |"
        yield "| --- | --- | --- |"
        for pages_ in STORIES:
            yield _row(
                f"{found[f'pages {pages_}']} page{'s' if found[f'pages {pages_}'] > 1 else ''}",
                f"{found[f'cold {pages_}']:.2f}",
                f"{found[f'warm {pages_}']:.2f}",
            )
        yield _row("WeasyPrint on an empty page", "", f"{found['warm empty']:.3f}")
        yield ""
        yield (
            f"39 reports as one run, through the queue, from asking to the last of them: {found['39 by 1']:.1f} s by one "
            f"worker, {found['39 by 2']:.1f} s by two; to the one PDF, which one worker joins, {found['joined by 1']:.1f} s "
            f"and {found['joined by 2']:.1f} s. A worker then holds {found['memory of a worker']:.0f} MiB "
            f"({found['own memory of a worker']:.0f} where two run beside each other and what they share is counted once), "
            f"and held {found['peak of a worker']:.0f} MiB at most."
        )

    def _median(self, page, size):
        seconds = self.figures.get("seconds", {}).get(f"{page.key} {size}")
        return f"{1000 * median(seconds):.1f}" if seconds else "–"


def _row(*cells):
    return f"| {' | '.join(str(cell) for cell in cells)} |"


_ABOUT = (
    "Written by `make bench`. This system, Django's own admin on the same models and rows, and the limits under "
    "the same server, asked in turns in one run on one machine: the ratios mean something, the milliseconds only "
    "there and then. All by gunicorn with two workers as in production: DEBUG off, persistent connections, a "
    "signed-in session (the project leader with a second step), over HTTP."
)
_GROWTH = (
    "Nine of ten trajectories lie in the programme whose leader looks, so her lists and her search reach over all "
    "of these; sixty run. A list that takes more than 1.5 times as long, or a page whose number of queries "
    "changes, ends the run with exit status 1."
)
