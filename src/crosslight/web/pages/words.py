"""What the pages say in words: days, and how much a story has."""

from __future__ import annotations

from crosslight.reporting.words import period


def days(earliest: str, latest: str) -> str:
    """Return two times of publication as days in words; nothing where neither is known."""
    first, last = (earliest or latest)[:10], (latest or earliest)[:10]
    return period(first, last) if first else ""
