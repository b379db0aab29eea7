import datetime
import json
import signal
import sys

from django.core.management import BaseCommand, call_command
from django.utils import timezone

from bench import databases, machine, measuring, printing, results
from bench.pages import Side, pages
from bench.servers import manage
from coaching.weeks import monday_of

SIZES = (100, 2_000, 100_000)
PARTS = ("pages", "load", "print")
# What writes says who did it, in the same breath.
_WITH_HISTORY = "SELECT set_config('pghistory"
FIGURES = databases.CHECKOUT / "var" / "bench" / "figures.json"


class Command(BaseCommand):
    help = (
        "Measure this system beside Django's admin and the limits, and write bench/results.md. "
        "Exit status 1: a list grew too much, or the number of queries of a page changes with the size."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="N")
        parser.add_argument(
            "--parts",
            nargs="+",
            choices=PARTS,
            default=PARTS,
            help="the rest stays as last measured",
        )
        parser.add_argument("--rounds", type=int, default=30, help="how often each page is timed")
        parser.add_argument("--seconds", type=float, default=2, help="how long each page is loaded")

    def handle(self, *, sizes, parts, rounds, seconds, **options):
        # Asked to stop, it stops its servers too.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
        sizes = tuple(sorted(sizes))
        figures = json.loads(FIGURES.read_text()) if FIGURES.exists() else {}
        # Ratios within one run: what was measured at other sizes is not beside these.
        if figures.get("sizes") != list(sizes):
            figures = {}
        figures |= {"sizes": list(sizes), "machine": machine.described()}
        call_command("collectstatic", interactive=False, verbosity=0)
        self._load_databases(sizes)
        if {"pages", "load"} & {*parts}:
            self._measure_pages(figures, sizes, parts, rounds, seconds)
        if "print" in parts:
            self._say("printing reports")
            figures["reports"] = printing.measure(results.compared(sizes))
        FIGURES.write_text(json.dumps(figures, indent=1))
        self._report(figures)

    def _load_databases(self, sizes):
        monday = str(monday_of(timezone.localdate()))
        for size in sizes:
            if databases.is_loaded(size, monday):
                manage(size, "migrate", "--no-input", "--verbosity", "0")
                continue
            self._say(f"loading {size:,} trajectories")
            databases.make_empty(databases.name_of(size))
            manage(size, "load_bench", str(size), monday)

    def _measure_pages(self, figures, sizes, parts, rounds, seconds):
        self._say("counting queries")
        statements = {
            f"{key} {size}": asked
            for size in sizes
            for side in Side
            for key, asked in json.loads(
                manage(size, "count_queries", side, str(size), side=side)
            ).items()
        }
        today = timezone.localdate().isoformat()
        with measuring.serving(Side, sizes) as servers:
            opened = [
                measuring.open_target(page, servers[page.side, size])
                for size in sizes
                for page in pages(size, today)
            ]
            targets = [target for target, _ in opened]
            figures["queries"] = {name: len(asked) for name, asked in statements.items()}
            figures["bytes"] = {target.name: size for target, size in opened}
            if "pages" in parts:
                self._say(f"timing {len(targets)} pages, {rounds} rounds")
                figures["seconds"], figures["sql_seconds"] = measuring.in_rounds(
                    targets, _only_reading(targets, statements), rounds
                )
            if "load" in parts:
                self._say(f"{len(targets)} pages over four connections, {seconds:g} seconds each")
                figures["load"] = {
                    target.name: vars(measuring.under_load(target, seconds))
                    for target in targets
                    if target.server.size == results.compared(sizes)
                }
                figures["memory"] = {
                    side: servers[side, results.compared(sizes)].memory() for side in Side
                }

    def _report(self, figures):
        report = results.Results(figures, timezone.localdate())
        results.FILE.write_text(report.markdown())
        self.stdout.write(report.table())
        faults = report.faults
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            sys.exit(1)

    def _say(self, what):
        self.stdout.write(f"{datetime.datetime.now():%H:%M:%S} {what}")


def _only_reading(targets, statements):
    """What is asked once more without Django: the statements of pages of this system that only read."""
    return {
        target.name: [
            one
            for one in statements[target.name]
            if one.startswith("SELECT") and not one.startswith(_WITH_HISTORY)
        ]
        for target in targets
        if target.page.side == Side.DOW and not target.page.sends
    }
