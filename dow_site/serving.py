"""What `make run` keeps alive on one machine: a web server and queue workers, stopped together.

In production systemd or a container platform does this; see docs/operations.md.
"""

import fcntl
import hashlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import psutil
import psycopg2

from dow_site import database

CHECKOUT = database.DATA_DIR.parents[1]
HOST = "127.0.0.1"
# Stands in the command line of all that is started here, so that what a killed run left behind is known again.
# It names the checkout and the machine: others may run beside it, on the same database too.
MARK = "make-run-" + hashlib.sha256(f"{socket.gethostname()}:{CHECKOUT}".encode()).hexdigest()[:12]
LOCK_FILE = database.DATA_DIR.with_name("run.lock")
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
LOOK_EVERY = 0.2
START_PATIENCE = 60
STOP_PATIENCE = 15
# A process that lives shorter than this is started again more and more slowly.
SHORT_LIFE = 10
LONGEST_PAUSE = 30


class CannotServe(Exception):
    """Says in one sentence why nothing is served."""


class Stopped(BaseException):
    """Raised where the process is when it is asked to stop, so that it stops at once and in order."""


@dataclass
class Service:
    """A process that is started again when it dies."""

    name: str
    command: list[str]
    process: subprocess.Popen | None = None
    started_at: float = field(default=0, init=False)
    died_at: float | None = field(default=None, init=False)
    pause: float = field(default=0, init=False)

    def start(self) -> None:
        """Start the process in a session of its own: Ctrl-C reaches it by us only."""
        self.started_at, self.died_at = time.monotonic(), None
        self.process = subprocess.Popen(  # noqa: S603
            self.command, cwd=CHECKOUT, stdin=subprocess.DEVNULL, start_new_session=True
        )

    def is_dead(self) -> bool:
        """Whether the process ended, asked for or not."""
        return self.process is not None and self.process.poll() is not None

    def revive(self) -> None:
        """Start the process again if it died, later each time if it dies at once."""
        if not self.is_dead():
            return
        if self.died_at is None:
            self.died_at = time.monotonic()
            if self.died_at - self.started_at > SHORT_LIFE:
                self.pause = 0
        if time.monotonic() - self.died_at < self.pause:
            return
        self.pause = min(LONGEST_PAUSE, self.pause * 2 + 1)
        say(f"The {self.name} ended ({_ending(self.process.returncode)}) and is started again.")
        self._kill_group()
        self.start()

    def stop(self) -> None:
        """Ask the process to stop, and kill what has not by the deadline."""
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(STOP_PATIENCE)
        self._kill_group()
        self.process.wait()

    def _kill_group(self):
        # The children of a killed web server would hold its port until they notice.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)


def services(port: int) -> list[Service]:
    """The processes of a demonstration on one machine."""
    web = (
        f"-m gunicorn --name {MARK} --bind {HOST}:{port} --workers 2 --worker-class sync "
        "--timeout 60 --graceful-timeout 5 --no-control-socket --log-level warning dow_site.wsgi"
    )
    # Printing keeps one core busy, and two processes at it are twice as fast.
    workers = [
        f"manage.py worker --name {MARK} --number {number}"
        for number in range(1, len(os.sched_getaffinity(0)) + 1)
    ]
    return [
        Service("web server", [sys.executable, *web.split()]),
        *(Service("queue worker", [sys.executable, *worker.split()]) for worker in workers),
    ]


def serve(port: int, *, prepare: Callable[[], None], announce: Callable[[], None]) -> None:
    """Serve until a signal asks to stop; `prepare` runs before the start, `announce` when pages are served."""
    with _only_run(port), _stop_signals_raised():
        running = []
        try:
            remove_leftovers()
            _require_free(port)
            prepare()
            running = services(port)
            for service in running:
                service.start()
            _wait_until_served(port, running)
            announce()
            while True:
                time.sleep(LOOK_EVERY)
                if database.is_embedded():
                    database.start()
                for service in running:
                    service.revive()
        except Stopped:
            say("\nStopping.")
        finally:
            for service in running:
                service.stop()
            # Also what was being started at the very moment of the signal.
            remove_leftovers()
            release_database()


def stop() -> None:
    """Stop the `make run` of this checkout, wherever it runs, with what it or a killed one left, and the database."""
    if holder := _holder():
        with suppress(ProcessLookupError):
            os.kill(int(holder.split()[0]), signal.SIGTERM)
        deadline = time.monotonic() + STOP_PATIENCE * 3
        while _holder() and time.monotonic() < deadline:
            time.sleep(0.05)
    remove_leftovers()
    release_database()


def remove_leftovers() -> None:
    """End what an earlier `make run` of this checkout started and, being killed, could not stop."""
    left = [
        process
        for process in psutil.process_iter(["cmdline"])
        if MARK in (process.info["cmdline"] or []) and process.pid != os.getpid()
    ]
    for process in left:
        with suppress(psutil.NoSuchProcess):
            process.terminate()
    _gone, alive = psutil.wait_procs(left, timeout=STOP_PATIENCE)
    for process in alive:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(alive, timeout=STOP_PATIENCE)


def release_database() -> None:
    """Stop the embedded server, unless someone else in this checkout works with it."""
    if not database.is_embedded() or not (server := database.running()):
        return
    deadline = time.monotonic() + 2
    with suppress(psycopg2.OperationalError):
        # A process that just stopped may be connected a moment longer.
        while others := _connections(server.address):
            if time.monotonic() > deadline:
                say(f"The database stays on: {others} other connection(s) use it.")
                return
            time.sleep(0.05)
    database.stop()


def say(text: str) -> None:
    """Tell the person at the terminal."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _connections(address: str) -> int:
    connection = psycopg2.connect(address)
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
            )
            return cursor.fetchone()[0]
    finally:
        connection.close()


@contextmanager
def _only_run(port):
    LOCK_FILE.parent.mkdir(parents=True, exist_ok=True)
    with LOCK_FILE.open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            address = f"http://{HOST}:{_holder().split()[-1]}"
            raise CannotServe(
                f"This checkout runs already on {address}; `make stop` stops it."
            ) from None
        lock.truncate(0)
        lock.write(f"{os.getpid()} {port}\n")
        lock.flush()
        yield


def _holder() -> str:
    """The process and the port of the `make run` that holds the lock; empty when none does."""
    try:
        with LOCK_FILE.open() as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return lock.read()
    except FileNotFoundError:
        pass
    return ""


@contextmanager
def _stop_signals_raised():
    def stop_once(_number, _frame):
        # A second Ctrl-C must not break off the orderly end.
        for number in STOP_SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        raise Stopped

    earlier = {number: signal.signal(number, stop_once) for number in STOP_SIGNALS}
    try:
        yield
    finally:
        for number, handler in earlier.items():
            signal.signal(number, handler)


def _require_free(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise CannotServe(
                f"Port {port} cannot be used ({error.strerror.lower()}): choose another, as in"
                f" `make run PORT={port + 1}`."
            ) from None


def _wait_until_served(port, running):
    deadline = time.monotonic() + START_PATIENCE
    while not _answers(port):
        for service in running:
            if service.is_dead():
                raise CannotServe(
                    f"The {service.name} does not start ({_ending(service.process.returncode)});"
                    " what it said stands above."
                )
        if time.monotonic() > deadline:
            raise CannotServe(f"The web server gave no answer in {START_PATIENCE} seconds.")
        time.sleep(0.05)


def _answers(port):
    connection = http.client.HTTPConnection(HOST, port, timeout=START_PATIENCE)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status < 500
    except OSError:
        return False
    finally:
        connection.close()


def _ending(code):
    return f"signal {-code}" if code < 0 else f"exit status {code}"
