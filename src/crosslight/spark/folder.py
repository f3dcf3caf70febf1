"""The folder of a job: every part of every table whole or not at all, and a manifest of what it is made of.

What is there is done: a job that was stopped goes on with what is not. Driver and workers must see the same
folder under the same name.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from crosslight.errors import WriteError
from crosslight.reporting.writing import write

MANIFEST = "manifest.json"
# What the stages hand on to each other; the names begin with a dot, so that Spark passes them over.
WORK = ".work"


class Folder:
    """The folder of one job, held against any other while it is open."""

    def __init__(self, path: Path, lock: int) -> None:
        self.path = path
        self._lock = lock

    def close(self) -> None:
        """Let others have the folder."""
        os.close(self._lock)

    def place(self, name: str) -> Path:
        """Return where a table, or a part of one, lies once it is whole."""
        return self.path / name

    def has(self, name: str) -> bool:
        """Tell whether a table, or a part of one, is there."""
        return self.place(name).exists()

    @contextmanager
    def writing(self, name: str) -> Iterator[str]:
        """Give a place to write to; what is there at the end becomes the table, or the part of one."""
        place = self.place(name)
        part = self.path / WORK / "unfinished" / name
        yield str(part)
        place.parent.mkdir(parents=True, exist_ok=True)
        part.rename(place)

    def tidy(self) -> None:
        """Remove what the stages have handed on to each other."""
        shutil.rmtree(self.path / WORK, ignore_errors=True)


@contextmanager
def opened(path: Path, made_of: Mapping[str, Any]) -> Iterator[Folder]:
    """Give the folder of a job that is made of these things: a new one, or one that was begun.

    Raises WriteError where it holds something else, another job is at work there, or it cannot be written.
    """
    try:
        path.mkdir(exist_ok=True)
        lock = os.open(path, os.O_RDONLY)
    except OSError as error:
        raise WriteError(str(path), error.strerror or str(error)) from error
    folder = Folder(path, lock)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        _check(path, made_of)
        yield folder
    except BlockingIOError:
        raise WriteError(str(path), "another job is at work there") from None
    finally:
        folder.close()


def _check(path: Path, made_of: Mapping[str, Any]) -> None:
    """Write the manifest into an empty folder; refuse a folder in which there is anything else."""
    manifest = path / MANIFEST
    if not manifest.exists():
        if any(path.iterdir()):
            raise WriteError(str(path), "is not empty, and has no manifest of a job: name another folder")
        write(manifest, json.dumps(made_of, indent=1) + "\n")
        return
    try:
        held = json.loads(manifest.read_text("utf-8"))
        differ = [what for what in made_of if held.get(what) != json.loads(json.dumps(made_of[what]))]
    except (ValueError, AttributeError) as error:
        raise WriteError(str(manifest), "is not the manifest of a job") from error
    if differ:
        raise WriteError(
            str(path),
            f"holds what was made of other {' and '.join(differ)}: name another folder, or remove it",
        )
