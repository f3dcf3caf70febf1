"""Publication dates: ISO 8601, or nothing."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

EXTENDED = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\S+)?", re.ASCII)
# A page of tomorrow is no mistake: the dateline may be up to fourteen time zones ahead.
AHEAD = timedelta(days=1)


def iso(value: str) -> str:
    """Return an ISO 8601 date or date-time in its normal form; raise ValueError for anything else."""
    value = value.strip()
    if not EXTENDED.fullmatch(value):
        raise ValueError("is no ISO date (YYYY-MM-DD) or date-time")
    try:
        if len(value) == 10:
            return date.fromisoformat(value).isoformat()
        return datetime.fromisoformat(value).isoformat()
    except ValueError as error:
        raise ValueError(f"is no possible date ({error})") from error


def is_future(published: str, today: date) -> bool:
    """Tell whether a publication date in normal form lies after today, in every time zone."""
    return date.fromisoformat(published[:10]) > today + AHEAD
