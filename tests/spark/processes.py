"""Finding the processes of a job, to kill them."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


def below(pid: int, words: str) -> dict[int, int]:
    """Return the processes under one whose command has these words, each with its parent."""
    parents: dict[int, int] = {}
    for place in Path("/proc").glob("[0-9]*"):
        try:
            told = (place / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
        except OSError:
            continue  # it has ended
        parents[int(place.name)] = int(told[1])
    return {
        own: parent for own, parent in parents.items() if _is_under(own, pid, parents) and _has(own, words)
    }


def soon(what: Callable[[], T], seconds: float = 60) -> T:
    """Return what is soon there."""
    end = time.monotonic() + seconds
    while not (found := what()):
        assert time.monotonic() < end, "it does not come"
        time.sleep(0.05)
    return found


def _is_under(own: int, above: int, parents: dict[int, int]) -> bool:
    while own in parents:
        own = parents[own]
        if own == above:
            return True
    return False


def _has(pid: int, words: str) -> bool:
    try:
        return words in Path(f"/proc/{pid}/cmdline").read_text("utf-8", "replace").replace("\0", " ")
    except OSError:
        return False
