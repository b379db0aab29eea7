"""The servers that are measured, each as in production: gunicorn, two sync workers, DEBUG off, lasting connections."""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass, field

import psutil

from bench import databases
from bench.asking import HOST
from bench.pages import Side
from bench.visitor import Visitor

WORKERS = 2
PATIENCE = 90
_SETTINGS = {
    Side.DOW: "bench.settings",
    Side.ADMIN: "bench.peer_settings",
    Side.BARE: "bench.bare_settings",
}
# A page that everybody may ask for.
_OPEN = {Side.DOW: "/gezond/", Side.ADMIN: "/admin/login/", Side.BARE: "/niets/"}
# Of this run only; the sessions that it signs die with it.
_SECRET_KEY = secrets.token_urlsafe(50)


def environment(size: int, side: Side = Side.DOW) -> dict[str, str]:
    """The environment of a process in production, on the database of a size."""
    kept = {
        name: value for name, value in os.environ.items() if name not in ("DEBUG", "CONN_MAX_AGE")
    }
    return kept | {
        "DEMO": "0",
        "SECRET_KEY": _SECRET_KEY,
        "DATABASE_URL": databases.address_of(databases.name_of(size), used_by=f"bench-{side}"),
        "DJANGO_SETTINGS_MODULE": _SETTINGS[side],
    }


def manage(size: int, *words: str, side: Side = Side.DOW) -> str:
    """Run a command of the bench on the database of a size; gives what it wrote."""
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=databases.CHECKOUT,
        env=environment(size, side),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout


@dataclass
class Server:
    """One side at one size."""

    side: Side
    size: int
    port: int = 0
    process: subprocess.Popen | None = None
    visitors: dict[int, Visitor] = field(default_factory=dict)

    def start(self) -> None:
        """Begin to serve; `wait` says when."""
        with closing(socket.socket()) as probe:
            probe.bind((HOST, 0))
            self.port = probe.getsockname()[1]
        command = (
            f"-m gunicorn --bind {HOST}:{self.port} --workers {WORKERS} --timeout 120"
            " --no-control-socket --log-level warning dow_site.wsgi"
        )
        self.process = subprocess.Popen(
            [sys.executable, *command.split()],
            cwd=databases.CHECKOUT,
            env=environment(self.size, self.side),
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )

    def wait(self) -> None:
        """Return when both workers are there and one answered."""
        deadline = time.monotonic() + PATIENCE
        while not (self._answers() and len(self.workers()) == WORKERS):
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"The server of {self.side} at {self.size} does not start.")
            time.sleep(0.1)

    def stop(self) -> None:
        """End it in order."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(PATIENCE)

    def visitor(self, who: int, email: str) -> Visitor:
        """Somebody signed in here, once for the whole run."""
        if who not in self.visitors:
            visitor = Visitor(self.port)
            if self.side == Side.DOW:
                visitor.sign_in(email)
            elif self.side == Side.ADMIN:
                visitor.sign_in_to_admin(email)
            self.visitors[who] = visitor
        return self.visitors[who]

    def workers(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children()

    def memory(self) -> float:
        """What the workers and the process that started them hold, in MiB; what they share is counted once."""
        processes = [psutil.Process(self.process.pid), *self.workers()]
        return sum(process.memory_full_info().pss for process in processes) / 2**20

    def processor_time(self) -> tuple[float, float]:
        """Seconds of the processor until now: of the workers, and of their connections' database processes."""
        return _seconds(self.workers()), _seconds(self._backends())

    def _backends(self):
        found = databases.rows(
            databases.name_of(self.size),
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
            " AND application_name = %s",
            f"bench-{self.side}",
        )
        return [psutil.Process(pid) for (pid,) in found]

    def _answers(self):
        try:
            return Visitor(self.port).get(_OPEN[self.side]).status == 200
        except OSError:
            return False


def _seconds(processes):
    times = [process.cpu_times() for process in processes]
    return sum(one.user + one.system for one in times)
