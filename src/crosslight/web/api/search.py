"""Search by words and by meaning."""

from __future__ import annotations

from enum import StrEnum
from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Query

from crosslight.library.searching import TAKEN, Hit
from crosslight.web.api.parameters import Cursor, Limit, OfOutlet, Since, Until, day
from crosslight.web.cursors import cursor as cursor_of
from crosslight.web.cursors import place
from crosslight.web.problems import responses
from crosslight.web.records import Found, Search
from crosslight.web.state import OwnLibrary

router = APIRouter(tags=["search"])


class Within(StrEnum):
    """What is searched."""

    articles = "articles"
    statements = "statements"
    quotations = "quotations"


@router.get("/search", responses=responses(404))
def search(
    library: OwnLibrary,
    q: Annotated[str, Query(max_length=400, description='Words; "in quotation marks" a phrase.')],
    within: Within = Within.articles,
    outlet: OfOutlet = "",
    speaker: Annotated[str, Query(max_length=200, description="Only what this speaker says.")] = "",
    since: Since = None,
    until: Until = None,
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Search:
    """Find articles (each with up to three places), statements or quotations, best first."""
    begin = 0 if cursor is None else max(0, min(place("search", cursor, (0,))[0], 2 * TAKEN))
    hits = library.search(
        q,
        within.value,
        outlet=outlet,
        speaker=speaker,
        since=day(since),
        until=day(until),
        limit=begin + limit + 1,
    )
    groups = _groups(hits, within)
    page = groups[begin : begin + limit]
    return Search(
        found=[Found.of(hit) for group in page for hit in group],
        next=cursor_of("search", (begin + limit,)) if len(groups) > begin + limit else None,
    )


def _groups(hits: list[Hit], within: Within) -> list[list[Hit]]:
    """Return what counts as one in a page: an article with its places, or a place."""
    if within is Within.articles:
        return [[*own] for _, own in groupby(hits, key=lambda hit: hit.span.article)]
    return [[hit] for hit in hits]
