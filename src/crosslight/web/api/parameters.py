"""Parameters that several routes have."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Path, Query
from pydantic import BeforeValidator


def _written(given: object) -> object:
    """Return a day as it is written; raise ValueError for a number, which pydantic takes for seconds."""
    if isinstance(given, str) and len(given) != 10:
        raise ValueError("is no day (YYYY-MM-DD)")
    return given


Day = Annotated[date, BeforeValidator(_written)]
Id = Annotated[str, Path(max_length=100, description="As the list of stories names it: story-7.")]
Since = Annotated[Day | None, Query(description="Published on this day or later.")]
Until = Annotated[Day | None, Query(description="Published on this day or earlier.")]
OfOutlet = Annotated[str, Query(max_length=200, description="Of this outlet.")]
Limit = Annotated[int, Query(ge=1, le=100, description="How many at most.")]
Cursor = Annotated[str | None, Query(max_length=400, description="`next` of the page before.")]


def day(given: date | None) -> str:
    """Return a day as the library has it, "" where none is given."""
    return given.isoformat() if given else ""
