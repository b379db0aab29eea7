"""Reports on paper: the first of a process and the following, and many as one run, by one worker and by two."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import psutil

from bench import databases
from bench.management.commands.print_reports import EMPTY, WARM_UP
from bench.numbers import EVENTS_30, EVENTS_OF, MIDDLE_STORY, PRINTED, SHORT_STORY
from bench.servers import environment, manage

# The trajectory whose case report has so many pages.
STORIES = {1: SHORT_STORY, 3: MIDDLE_STORY, 6: EVENTS_30}
FOLLOWING = 7
# How often the run of many is measured with one worker and with two.
RUNS = 3
PATIENCE = 90
# Before it has loaded what it prints with, a worker asks the database a few things in one moment.
LOOKS = 4
SECONDS_BETWEEN_LOOKS = 0.7


@dataclass
class Worker:
    """A process that prints, asked a report at a time."""

    process: subprocess.Popen

    def print(self, what: str | int) -> dict:
        """Have something printed; gives what it cost."""
        self.process.stdin.write(f"{what}\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise RuntimeError("A process that prints ended; what it met stands above.")
        return json.loads(answer)


@contextmanager
def worker(size: int) -> Iterator[Worker]:
    """A process of its own, on the database of a size."""
    with subprocess.Popen(
        [sys.executable, "manage.py", "print_reports"],
        cwd=databases.CHECKOUT,
        env=environment(size),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield Worker(process)
        finally:
            process.stdin.close()


def measure(size: int) -> dict[str, float]:
    """Seconds, pages and MiB by name."""
    found: dict[str, float] = {}
    for pages, trajectory in STORIES.items():
        with worker(size) as cold:
            first = cold.print(trajectory)
            found |= {f"cold {pages}": first["seconds"], f"pages {pages}": first["pages"]}
    with worker(size) as warm:
        warm.print(WARM_UP)
        # In turns, so that what slows the machine slows all of them.
        costs = [
            {pages: warm.print(trajectory)["seconds"] for pages, trajectory in STORIES.items()}
            | {0: warm.print(EMPTY)["seconds"]}
            for _ in range(FOLLOWING)
        ]
    for pages in STORIES:
        found[f"warm {pages}"] = median(cost[pages] for cost in costs)
    found["warm empty"] = median(cost[0] for cost in costs)
    per_event = {
        pages: (found[f"warm {pages}"] - found["warm empty"]) / EVENTS_OF[trajectory]
        for pages, trajectory in STORIES.items()
    }
    found["growth per event"] = per_event[6] / per_event[3]
    # In turns again; from asking for the run to its one PDF, through the queue.
    runs = [{workers: run(size, workers) for workers in (1, 2)} for _ in range(RUNS)]
    for workers in (1, 2):
        found[f"{len(PRINTED)} by {workers}"] = median(one[workers].printed for one in runs)
        found[f"joined by {workers}"] = median(one[workers].joined for one in runs)
    found["memory of a worker"] = median(one[1].resident_mib for one in runs)
    found["own memory of a worker"] = median(one[2].own_mib for one in runs)
    found["peak of a worker"] = median(one[1].peak_mib for one in runs)
    return found


@dataclass(frozen=True)
class Run:
    """The seconds from asking to the last report and to the one PDF, and what the first worker then held, in MiB.

    `own_mib` counts what it shares with others for a part, `peak_mib` is the most it ever held.
    """

    printed: float
    joined: float
    resident_mib: float
    own_mib: float
    peak_mib: float


def run(size: int, workers: int) -> Run:
    """The reports as one run, by so many of the project's own workers, loaded before it begins."""
    names = [f"bench-queue-{number}" for number in range(1, workers + 1)]
    with ExitStack() as stack:
        processes = [stack.enter_context(queue_worker(size, name)) for name in names]
        _wait_until_polling(names)
        took = json.loads(manage(size, "print_run"))
        held = psutil.Process(processes[0].pid).memory_full_info()
        return Run(
            printed=took["printed"],
            joined=took["joined"],
            resident_mib=held.rss / 2**20,
            own_mib=held.pss / 2**20,
            peak_mib=_peak_kib(processes[0].pid) / 2**10,
        )


@contextmanager
def queue_worker(size: int, name: str) -> Iterator[subprocess.Popen]:
    """One of the project's workers, at the queue in the database of a size."""
    address = databases.address_of(databases.name_of(size), used_by=name)
    with subprocess.Popen(
        [sys.executable, "manage.py", "worker", "--name", name],
        cwd=databases.CHECKOUT,
        env=environment(size) | {"DATABASE_URL": address},
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            yield process
        finally:
            process.terminate()


def _wait_until_polling(names: Sequence[str]) -> None:
    """Return when each worker has looked in the queue a few times: it does so once it has loaded all."""
    seen: dict[str, set] = {name: set() for name in names}
    deadline = time.monotonic() + PATIENCE
    while any(len(moments) < LOOKS for moments in seen.values()):
        if time.monotonic() > deadline:
            raise RuntimeError("A worker does not come to the queue; what it met stands above.")
        time.sleep(SECONDS_BETWEEN_LOOKS)
        found = databases.rows(
            "postgres",
            "SELECT application_name, query_start FROM pg_stat_activity WHERE application_name = ANY(%s)",
            list(names),
        )
        for name, moment in found:
            seen[name].add(moment)


def _peak_kib(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1])
