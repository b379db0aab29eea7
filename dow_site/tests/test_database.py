import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest
from django.db import connection

from dow_site import database
from dow_site.tests.processes import until

as_root = pytest.mark.skipif(
    os.geteuid() != 0, reason="only root must open folders to another user"
)


@pytest.fixture
def folder():
    # Not tmp_path: with its long name every server would have its socket elsewhere.
    folder = Path(tempfile.mkdtemp(prefix="dow db "))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def data_dir(folder, monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr(database, "DATA_DIR", folder / "var" / "postgres")
    yield database.DATA_DIR
    database.stop()


def postmaster():
    return int((database.DATA_DIR / "postmaster.pid").read_text().splitlines()[0])


def ask(address, question):
    with closing(psycopg2.connect(address)) as connection, connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]


def in_another_process():
    """Ask for the address as another process of the same checkout would."""
    program = (
        "import sys; from pathlib import Path; from dow_site import database;"
        "database.DATA_DIR = Path(sys.argv[1]); print(database.url())"
    )
    return subprocess.Popen(
        [sys.executable, "-c", program, database.DATA_DIR],
        cwd=Path(__file__).resolve().parents[2],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_named_server_is_used_and_none_started(data_dir, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere/dow")

    assert database.url() == "postgresql://elsewhere/dow"
    assert not database.is_embedded()
    assert not data_dir.exists()


def test_server_starts_once_in_a_folder_with_a_space(data_dir):
    address = database.url()
    first = postmaster()

    assert database.url() == address
    assert postmaster() == first
    assert " " in str(data_dir)
    assert ask(address, "SELECT current_database()") == "dow"
    assert ask(address, "SELECT lower('ÉĲ') || to_tsvector('dutch', 'loopt')") == "éĳ'loopt':1"


def test_stopping_says_whether_there_was_a_server(data_dir):
    assert database.stop() is False

    database.start()

    assert database.stop() is True
    assert database.running() is None


def test_after_kill_many_processes_at_once_start_one_server_and_lose_nothing(data_dir):
    with closing(psycopg2.connect(database.url())) as connection, connection.cursor() as cursor:
        cursor.execute("CREATE TABLE story (line text); INSERT INTO story VALUES ('kept')")
        connection.commit()
        os.kill(postmaster(), signal.SIGKILL)
        until(lambda: database.running() is None)

        processes = [in_another_process() for _ in range(4)]
        answers = [process.communicate() for process in processes]

    assert [error for _address, error in answers] == [""] * 4
    assert len({address for address, _error in answers}) == 1
    assert ask(database.url(), "SELECT line FROM story") == "kept"


def test_number_of_a_killed_server_may_be_anothers_by_now(data_dir):
    database.start()
    os.kill(postmaster(), signal.SIGKILL)
    until(lambda: database.running() is None)
    owner = data_dir.stat()
    lock_file = data_dir / "postmaster.pid"
    _number, *others = lock_file.read_text().splitlines(keepends=True)

    with subprocess.Popen(
        ["/bin/sleep", "60"], **({"user": owner.st_uid} if os.geteuid() == 0 else {})
    ) as stranger:
        lock_file.write_text("".join([f"{stranger.pid}\n", *others]))
        address = database.url()
        survived = stranger.poll() is None
        stranger.kill()

    assert survived
    assert postmaster() != stranger.pid
    assert ask(address, "SELECT 1") == 1


def test_long_path_has_its_socket_elsewhere(folder, monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr(database, "DATA_DIR", folder / ("long" * 30) / "var" / "postgres")

    try:
        server = database.start()
        assert Path(server.socket_folder).parent == Path(tempfile.gettempdir())
        assert stat.S_IMODE(Path(server.socket_folder).stat().st_mode) == 0o700
        assert ask(server.address, "SELECT 1") == 1
    finally:
        database.stop()
    Path(server.socket_folder).rmdir()


def test_broken_start_leaves_nothing_in_the_way(data_dir):
    half = data_dir.with_name("postgres.new")
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")

    assert ask(database.url(), "SELECT 1") == 1
    assert not half.exists()


def test_server_that_cannot_start_is_a_sentence(data_dir):
    database.start()
    database.stop()
    (data_dir / "PG_VERSION").write_text("9.6\n")

    process = in_another_process()
    output, error = process.communicate()

    assert process.returncode == 1
    assert output == ""
    assert error.startswith("The embedded PostgreSQL server could not start: ")
    assert "not compatible with this version" in error or "incompatible" in error
    assert "Traceback" not in error


def test_log_holds_nothing_that_was_typed(data_dir):
    with closing(psycopg2.connect(database.url())) as connection, connection.cursor() as cursor:
        cursor.execute("CREATE TABLE person (name text PRIMARY KEY)")
        cursor.execute("INSERT INTO person VALUES ('Geheim')")
        with pytest.raises(psycopg2.errors.UniqueViolation):
            cursor.execute("INSERT INTO person VALUES ('Geheim')")

    log = (data_dir / "log").read_text()
    assert "person_pkey" in log
    assert "Geheim" not in log


@as_root
def test_root_is_told_what_is_opened_and_only_then(data_dir, folder, capsys):
    folder.chmod(0o700)

    database.start()
    database.stop()
    first = capsys.readouterr().err
    opened = stat.S_IMODE(folder.stat().st_mode)
    database.start()

    assert str(folder) in first
    assert first.count("\n") == 1
    assert opened == 0o701
    assert capsys.readouterr().err == ""


def test_the_planner_counts_reading_by_an_index_as_cheap(db):
    with connection.cursor() as cursor:
        cursor.execute("SHOW random_page_cost")
        assert cursor.fetchone() == ("1.1",)
