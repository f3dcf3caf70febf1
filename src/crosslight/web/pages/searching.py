"""Search over articles, statements and quotations, by words and by meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from fastapi import APIRouter
from starlette.responses import Response

from crosslight.grouping.words import STOPWORDS
from crosslight.library.searching import Hit, Within
from crosslight.reporting.sources import Piece, cut
from crosslight.reporting.words import named
from crosslight.web.pages.place import article_path, place
from crosslight.web.pages.rendering import page
from crosslight.web.pages.stories import Day, Word
from crosslight.web.state import OwnLibrary

router = APIRouter()

WITHINS: Final[dict[Within, str]] = {
    "articles": "Articles",
    "statements": "Statements",
    "quotations": "Quotations",
}
LIMIT = 30
_WORD = re.compile(r"\w+")
# Shorter words stand in most sentences.
_LEAST = 3


@dataclass(frozen=True, slots=True)
class Found:
    """A place that was found, as it is shown."""

    hit: Hit
    address: str
    pieces: tuple[Piece, ...]
    speaker: str


@router.get("/search")
def search(
    library: OwnLibrary,
    q: Word = "",
    within: Within = "articles",
    outlet: Word = "",
    speaker: Word = "",
    since: Day = "",
    until: Day = "",
) -> Response:
    """Show what is found."""
    hits = (
        library.search(q, within, outlet=outlet, speaker=speaker, since=since, until=until, limit=LIMIT)
        if q.strip()
        else []
    )
    found = [_found(hit, q) for hit in hits]
    # Places of one article stand together: they come so.
    groups = [(key, [*own]) for key, own in groupby(found, key=lambda one: one.hit.span.article)]
    return page(
        "search.html.j2",
        here="/search",
        asked=q,
        groups=groups,
        within=within,
        withins=WITHINS,
        given={"outlet": outlet, "speaker": speaker, "since": since, "until": until},
        outlets=library.outlets(),
        limit=LIMIT,
    )


def _found(hit: Hit, words: str) -> Found:
    address = f"{article_path(hit.span.article)}#{place(hit.span)}"
    marks = [*_marks(hit.words, words)] if "words" in hit.by else []
    return Found(hit, address, cut(hit.words, 0, len(hit.words), marks), named(hit.speaker or ""))


def _marks(text: str, words: str) -> Iterator[tuple[int, int]]:
    """Yield the words of a text that begin as a word of the question does, or the other way round."""
    asked = [word.casefold() for word in _WORD.findall(words)]
    asked = [word for word in asked if len(word) >= _LEAST and word not in STOPWORDS]
    for match in _WORD.finditer(text):
        own = match[0].casefold()
        if any(own.startswith(w) or (len(own) > _LEAST and w.startswith(own)) for w in asked):
            yield match.span()
