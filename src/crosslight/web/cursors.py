"""Where a page of a list begins, as a word that only we need to understand."""

from __future__ import annotations

import binascii
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import TypeVar

from starlette.exceptions import HTTPException

T = TypeVar("T", bound=tuple[int | str, ...])


def cursor(list_of: str, after: tuple[int | str, ...]) -> str:
    """Return the cursor of the page after a place in a list."""
    return urlsafe_b64encode(json.dumps([list_of, *after]).encode()).decode().rstrip("=")


def place(list_of: str, given: str, like: T) -> T:
    """Return the place that a cursor of this list means; raise HTTPException (404) for any other word.

    `like` has values of the kinds that are expected.
    """
    try:
        found = json.loads(urlsafe_b64decode(given + "=" * (-len(given) % 4)))
    except (ValueError, binascii.Error, RecursionError):
        found = None
    kinds = [str, *map(type, like)]
    if not isinstance(found, list) or [*map(type, found)] != kinds or found[0] != list_of:
        raise HTTPException(404, "No page begins there.")
    if any(isinstance(value, int) and abs(value) >= 2**63 for value in found):
        raise HTTPException(404, "No page begins there.")
    return type(like)(found[1:])
