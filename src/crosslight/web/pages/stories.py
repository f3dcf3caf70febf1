"""The stories of a library: what there is, at a glance."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from starlette.responses import Response

from crosslight.library import Library
from crosslight.library.listing import After, Filters, Order
from crosslight.web.cursors import cursor, place
from crosslight.web.pages.place import title_of
from crosslight.web.pages.rendering import page
from crosslight.web.state import OwnLibrary

router = APIRouter()

ORDERS: Final[dict[Order, str]] = {
    "newest": "newest first",
    "outlets": "most outlets first",
    "disputed": "most disputed first",
}
# What a place in each order is made of.
_FIRST: Final[dict[Order, After]] = {"newest": ("", 0), "outlets": (0, "", 0), "disputed": (0, 0, "", 0)}
LIMIT = 30
# Names offered while a reader types; more are found by typing on.
OFFERED = 200
LONGEST = 300
_DATE = r"^(\d{4}-\d{2}-\d{2})?$"

Word = Annotated[str, Query(max_length=LONGEST)]
Day = Annotated[str, Query(pattern=_DATE)]


@router.get("/")
def stories(
    library: OwnLibrary,
    q: Word = "",
    since: Day = "",
    until: Day = "",
    outlet: Word = "",
    actor: Word = "",
    language: Annotated[str, Query(max_length=35)] = "",
    order: Order = "newest",
    after: Word = "",
    bare: bool = False,
) -> Response:
    """Show the stories that pass the filters; `bare` is the list without the page, for search as you type."""
    filters = Filters(since, until, outlet, actor, language, q)
    begin = place(order, after, _FIRST[order]) if after else None
    found = library.page(order, filters, LIMIT, begin)
    query = {**asdict(filters), "order": order if order != "newest" else ""}
    query["q"] = query.pop("words")
    given = {name: value for name, value in query.items() if value}
    more = urlencode({**given, "after": cursor(order, found.after)}) if found.after else ""
    return page(
        "story_list.html.j2" if bare else "stories.html.j2",
        here="/",
        page=found,
        untitled={one.id: _title(library, one.id) for one in found.stories if not one.headline},
        more=f"/?{more}" if more else "",
        first=not after,
        given=query,
        filtered=bool({*given} - {"order"}),
        order=order,
        orders=ORDERS,
        outlets=() if bare else library.outlets(),
        actors=() if bare else library.actors("", OFFERED),
    )


def _title(library: Library, story: str) -> str:
    """Return the first words of a story whose articles have no headline apart from their text."""
    return next((title_of(article) for article in library.articles(story)), story)
