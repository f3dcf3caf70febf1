"""Work that leaves Python (products of matrices, models) done on all cores at once."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

_Part = TypeVar("_Part")
_Done = TypeVar("_Done")


def spread(work: Callable[[_Part], _Done], parts: Iterable[_Part]) -> list[_Done]:
    """Return what `work` makes of each part, in order; the parts are worked on by as many threads as cores.

    It helps only where the work holds Python's lock for a small share of its time.
    """
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        return list(threads.map(work, parts))
