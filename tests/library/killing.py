"""Killing real processes in the middle of their work, and looking at what they leave."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

from crosslight.library import Library

CONNECTED = b"""
SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'crosslight'
"""
PROGRAM = "from crosslight.__main__ import main; main()"


@dataclass(frozen=True, slots=True)
class Killed:
    """What a killed process left: whether the kill came before its end, and what it had stored."""

    in_time: bool
    articles: int
    stories: int


def start(*args: object) -> subprocess.Popen[bytes]:
    """Start a command in a process of its own."""
    return subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", PROGRAM, *map(str, args)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def run(*args: object) -> float:
    """Run a command to its end; return how many seconds it took."""
    began = monotonic()
    process = start(*args)
    _, errors = process.communicate()
    assert process.returncode == 0, errors.decode()
    return monotonic() - began


def kill(library: str | Path, args: Sequence[object], after: float, begun: bool = False) -> Killed:
    """Start a command, kill it after some seconds, and check what it leaves.

    With `begun` the seconds count from when the library has been opened, since most of a short run is the
    loading of Python and its modules.
    """
    process = start(*args)
    if begun:
        before = _stamp(library)
        while process.poll() is None and _stamp(library) == before:
            sleep(0.005)
    sleep(after)
    in_time = process.poll() is None
    process.kill()
    process.communicate()
    with Library(library) as left:
        faults = left.check()
        assert faults == [], faults
        counts = left.counts()
    return Killed(in_time, counts.articles, counts.stories)


def exported(library: str | Path) -> str:
    """Return all of a library as lines."""
    with Library(library, create=False) as own:
        assert own.check() == []
        return "".join(own.export("jsonl"))


def _stamp(library: str | Path) -> Sequence[object]:
    """Return what is another once a library has been opened: its file and its log, or who is connected."""
    if not isinstance(library, Path):
        import psycopg

        with psycopg.connect(library, autocommit=True) as connection:
            return connection.execute(CONNECTED).fetchall()
    found: list[object] = []
    for path in (library, library.with_name(f"{library.name}-wal")):
        try:
            stat = path.stat()
            found.append((stat.st_size, stat.st_mtime_ns))
        except OSError:
            found.append(None)
    return found
