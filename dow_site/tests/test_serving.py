import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path

import psutil
import psycopg2
import pytest

from dow_site import database, serving
from dow_site.tests.processes import DEADLINE, until

# `make run` with a folder, a mark and light processes of its own, so that it disturbs no real one.
STAND_IN = """
import sys
from pathlib import Path
from dow_site import database, serving

folder, port, web = sys.argv[1:]
serving.CHECKOUT = Path(folder)
serving.MARK = f"make-run-{Path(folder).name}"
serving.LOCK_FILE = Path(folder, "var", "run.lock")
database.DATA_DIR = Path(folder, "var", "postgres")
sleep = "import time; time.sleep(600)"
serving.services = lambda port: [
    serving.Service("web server", [sys.executable, "-c", web, serving.MARK, str(port)]),
    serving.Service("queue worker", [sys.executable, "-c", sleep, serving.MARK]),
]
if port == "stop":
    serving.stop()
else:
    try:
        serving.serve(int(port), prepare=database.start, announce=lambda: serving.say("served"))
    except serving.CannotServe as error:
        sys.exit(str(error))
"""
WEB = """
import http.server, sys
http.server.HTTPServer.allow_reuse_address = True
class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
    def log_message(self, *said): pass
http.server.HTTPServer(("127.0.0.1", int(sys.argv[2])), Page).serve_forever()
"""


@pytest.fixture
def folder(monkeypatch):
    folder = Path(tempfile.mkdtemp(prefix="dow-run-"))
    # As root the server would open it, and say so.
    folder.chmod(0o755)
    (folder / "var").mkdir()
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr(database, "DATA_DIR", folder / "var" / "postgres")
    yield folder
    for process in started(folder):
        process.kill()
    database.stop()
    shutil.rmtree(folder)


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind((serving.HOST, 0))
        return probe.getsockname()[1]


def stand_in(folder, port, web=WEB):
    return subprocess.Popen(
        [sys.executable, "-c", STAND_IN, folder, str(port), web],
        cwd=Path(__file__).resolve().parents[2],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@contextmanager
def served(folder, port):
    with stand_in(folder, port) as run:
        try:
            assert "served" in iter(lambda: run.stdout.readline().strip(), "")
            yield run
        finally:
            run.kill()


def started(folder):
    """The services of the run in this folder that live, the web server first."""
    found = []
    for process in psutil.process_iter(["cmdline", "status"]):
        is_ours = f"make-run-{folder.name}" in (process.info["cmdline"] or [])
        if is_ours and process.info["status"] != psutil.STATUS_ZOMBIE:
            found.append(process)
    return sorted(found, key=lambda process: len(process.info["cmdline"]), reverse=True)


def answers(port):
    connection = http.client.HTTPConnection(serving.HOST, port, timeout=5)
    with closing(connection):
        try:
            connection.request("GET", "/")
            return connection.getresponse().status == 200
        except OSError:
            return False


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signal_stops_all_that_was_started(folder, port, number):
    with served(folder, port) as run:
        run.send_signal(number)
        output, _ = run.communicate(timeout=DEADLINE)

        assert run.returncode == 0
        assert output.strip() == "Stopping."
        assert started(folder) == []
        assert database.running() is None


def test_killed_process_is_started_again(folder, port):
    with served(folder, port) as run:
        web, worker = started(folder)
        web.kill()
        worker.kill()

        until(lambda: len({web, worker, *started(folder)}) == 4 and answers(port))
        run.terminate()
        output, _ = run.communicate(timeout=DEADLINE)

    assert "The web server ended (signal 9) and is started again." in output
    assert "The queue worker ended (signal 9) and is started again." in output


def test_killed_database_is_started_again(folder, port):
    with served(folder, port):
        killed = int((database.DATA_DIR / "postmaster.pid").read_text().split()[0])
        os.kill(killed, signal.SIGKILL)

        with closing(until(connected)) as connection:
            assert connection.info.dbname == "dow"


def connected():
    """A connection, once the server lets one in: the killed one may still seem to be there."""
    found = database.running()
    if not (found and found.is_ready):
        return None
    try:
        return psycopg2.connect(found.address)
    except psycopg2.OperationalError:
        return None


def test_run_after_a_killed_one_takes_its_place(folder, port):
    with served(folder, port) as run:
        orphans = started(folder)
        run.kill()
        run.wait()
    assert len(orphans) == 2
    assert started(folder) == orphans

    with served(folder, port):
        assert answers(port)
        assert len(started(folder)) == 2
        assert not {*orphans} & {*started(folder)}


def test_second_run_beside_the_first_is_refused(folder, port):
    with served(folder, port):
        with stand_in(folder, port + 1) as second:
            output, _ = second.communicate(timeout=DEADLINE)

        assert second.returncode == 1
        assert output == (
            f"This checkout runs already on http://127.0.0.1:{port}; `make stop` stops it.\n"
        )
        assert answers(port)


def test_stop_ends_a_run_elsewhere(folder, port):
    with served(folder, port) as run:
        with stand_in(folder, "stop") as stop:
            assert stop.wait(30) == 0

        assert run.wait(30) == 0
        assert started(folder) == []
        assert database.running() is None


def test_stop_ends_what_a_killed_run_left(folder, port):
    with served(folder, port) as run:
        run.kill()
        run.wait()

    with stand_in(folder, "stop") as stop:
        assert stop.wait(30) == 0

    assert started(folder) == []
    assert database.running() is None


def test_port_of_another_program_is_left_alone(folder):
    with socket.socket() as other:
        other.bind((serving.HOST, 0))
        other.listen()
        port = other.getsockname()[1]
        with stand_in(folder, port) as run:
            output, _ = run.communicate(timeout=DEADLINE)

    assert run.returncode == 1
    assert output == (
        f"Port {port} cannot be used (address already in use):"
        f" choose another, as in `make run PORT={port + 1}`.\n"
    )


def test_web_server_that_cannot_start_ends_the_run(folder, port):
    with stand_in(folder, port, web="raise SystemExit('no settings')") as run:
        output, _ = run.communicate(timeout=DEADLINE)

    assert run.returncode == 1
    assert output.splitlines() == [
        "no settings",
        "The web server does not start (exit status 1); what it said stands above.",
    ]
    assert started(folder) == []


def test_database_stays_on_for_who_else_works_with_it(folder, port):
    with served(folder, port) as run, closing(psycopg2.connect(database.running().address)):
        run.terminate()
        output, _ = run.communicate(timeout=DEADLINE)
        assert database.running()

    assert "The database stays on: 1 other connection(s) use it." in output


def test_process_that_dies_at_once_is_started_more_and_more_slowly(folder, monkeypatch, capsys):
    clock = [100.0]
    monkeypatch.setattr(serving.time, "monotonic", lambda: clock[0])
    service = serving.Service("queue worker", [sys.executable, "-c", "raise SystemExit(3)"])
    starts = []

    service.start()
    for _second in range(40):
        service.process.wait()
        before = service.process
        service.revive()
        if service.process is not before:
            starts.append(int(clock[0]) - 100)
        clock[0] += 1
    service.stop()

    assert starts == [0, 2, 6, 14, 30]
    assert service.pause == serving.LONGEST_PAUSE
    assert capsys.readouterr().out.count("exit status 3") == len(starts)
