"""Search by words and by meaning together, over articles, statements and quotations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from sqlalchemy import ColumnElement, Connection, Row, exists, select

from crosslight.aligning.embedding import embedder
from crosslight.grouping.words import STOPWORDS
from crosslight.library import derived, dialects
from crosslight.library.listing import chosen
from crosslight.library.meaning import Meaning
from crosslight.library.tables import WITHIN, articles, quotations, sentences
from crosslight.model import Span

Within = Literal["articles", "statements", "quotations"]
WITHINS: Final[tuple[Within, ...]] = ("articles", "statements", "quotations")
# Places that are taken from each way of searching, before they are put together.
TAKEN = 200
# What stands in so many places is looked for only together with the other words: one such word alone tells
# little, and to rank 70,000 places takes 60 ms.
COMMON = 10_000
# Ranks are put together as 1 / (60 + rank), Cormack et al. 2009: "Reciprocal rank fusion".
FUSED = 60
# Places of one article that are shown.
OF_ONE = 3
# A phrase in quotation marks, or a word.
_TERM = re.compile(r"""["“”]([^"“”]+)["“”]|([^\s"“”]+)""")


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that was found: its words, where it stands, who speaks, and what it was found by.

    `by` has `words`, `meaning`, or both.
    """

    span: Span
    words: str
    story: str
    headline: str
    outlet: str
    published: str | None
    speaker: str | None
    mode: str | None
    by: tuple[str, ...]
    score: float


def search(
    connection: Connection,
    meaning: Meaning,
    words: str,
    within: Within = "articles",
    *,
    outlet: str = "",
    speaker: str = "",
    since: str = "",
    until: str = "",
    limit: int = 20,
) -> list[Hit]:
    """Return what is found, best first: `limit` places, or of articles `limit` with up to three places each.

    Words in quotation marks are looked for as a phrase. With a `speaker` (a name or a part of one) only
    what this speaker is given the word for is found.
    """
    conditions = chosen(since, until, outlet)
    index = "quoted" if within == "quotations" else "told"
    spoken = _spoken(dialects.of(connection).number(index), index, speaker)
    by_words = _by_words(connection, index, words, [*conditions, *spoken])
    by_meaning = _by_meaning(connection, meaning, words, conditions, speaker)
    if index == "quoted":
        by_meaning = _quotations(connection, by_meaning, speaker)
    elif speaker:
        by_meaning = _only(connection, by_meaning, speaker)
    scores: dict[int, float] = {}
    ways: dict[int, tuple[str, ...]] = {}
    for way, numbers in (("words", by_words), ("meaning", by_meaning)):
        for rank, number in enumerate(numbers):
            scores[number] = scores.get(number, 0) + 1 / (FUSED + rank)
            ways[number] = (*ways.get(number, ()), way)
    best = sorted(scores, key=lambda number: (-scores[number], number))
    best = _by_article(best, scores, limit) if within == "articles" else best[: 2 * limit]
    hits = _hits(connection, index, best, scores, ways)
    return hits if within == "articles" else hits[:limit]


def _terms(words: str) -> tuple[list[str], list[str]]:
    """Return the phrases and the words of a question that tell something; all of them where none does."""
    phrases: list[str] = []
    single: list[str] = []
    for quoted, word in _TERM.findall(words):
        (phrases if quoted else single).append(quoted or word)
    telling = [word for word in single if word.casefold().strip(".,;:?!") not in STOPWORDS]
    return phrases, telling or ([] if phrases else single)


def _by_words(
    connection: Connection, index: str, words: str, conditions: Sequence[ColumnElement[bool]]
) -> list[int]:
    phrases, single = _terms(words)
    if not phrases and not single:
        return []
    store = dialects.of(connection)
    found = store.matches(connection, index, [*phrases, *single], True, conditions, TAKEN)
    if len(found) < TAKEN and len(single) > 1 and not phrases:
        # What has only some of the words comes behind what has all.
        rare = [word for word in single if store.stands_in(connection, index, word, COMMON) < COMMON]
        some = store.matches(connection, index, rare, False, conditions, TAKEN) if rare else []
        found = [*dict.fromkeys([*found, *some])]
    return found[:TAKEN]


def _by_meaning(
    connection: Connection,
    meaning: Meaning,
    words: str,
    conditions: Sequence[ColumnElement[bool]],
    speaker: str,
) -> list[int]:
    if speaker:
        said = select(quotations.c.number.op("/")(WITHIN)).where(_is(speaker))
        conditions = [*conditions, articles.c.seq.in_(said)]
    among = select(articles.c.seq).where(*conditions) if conditions else None
    (query,) = embedder().embed([words])
    return [number for number, _ in meaning.nearest(connection, query.mean, among, TAKEN)]


def _is(speaker: str) -> ColumnElement[bool]:
    return quotations.c.speaker.icontains(speaker, autoescape=True)


def _spoken(number: ColumnElement[int], index: str, speaker: str) -> list[ColumnElement[bool]]:
    if not speaker:
        return []
    if index == "quoted":
        return [exists().where(quotations.c.number == number, _is(speaker))]
    first = articles.c.seq * WITHIN
    own = quotations.c.number.between(first, first + WITHIN - 1)
    return [exists().where(own, quotations.c.sentence == number - first, _is(speaker))]


def _quotations(connection: Connection, numbers: Iterable[int], speaker: str) -> list[int]:
    """Return the quotations that begin in these sentences, in their order."""
    places = {number: n for n, number in enumerate(numbers)}
    begun = _begun(connection, places, speaker)
    return [number for _, number in sorted((places[at], number) for number, at in begun if at in places)]


def _only(connection: Connection, numbers: Sequence[int], speaker: str) -> list[int]:
    """Return those of these sentences in which the speaker is given the word."""
    kept = {at for _, at in _begun(connection, numbers, speaker)}
    return [number for number in numbers if number in kept]


def _begun(connection: Connection, numbers: Iterable[int], speaker: str) -> list[tuple[int, int]]:
    """Return the quotations of the articles of these sentences, each with the sentence it begins in."""
    first = articles.c.seq * WITHIN
    own = quotations.c.number.between(first, first + WITHIN - 1)
    query = select(quotations.c.number, (first + quotations.c.sentence)).join_from(articles, quotations, own)
    query = query.where(articles.c.seq.in_(sorted({number // WITHIN for number in numbers})))
    rows = connection.execute(query.where(_is(speaker)) if speaker else query)
    return [(number, at) for number, at in rows]


def _by_article(numbers: Sequence[int], scores: Mapping[int, float], limit: int) -> list[int]:
    """Return the best places of the best articles; an article is as good as its three best together."""
    of: dict[int, list[int]] = {}
    for number in numbers:
        own = of.setdefault(number // WITHIN, [])
        if len(own) < OF_ONE:
            own.append(number)
    best = sorted(of, key=lambda seq: (-sum(scores[number] for number in of[seq]), seq))[:limit]
    return [number for seq in best for number in of[seq]]


def _hits(
    connection: Connection,
    index: str,
    numbers: Sequence[int],
    scores: Mapping[int, float],
    ways: Mapping[int, tuple[str, ...]],
) -> list[Hit]:
    table = quotations if index == "quoted" else sentences
    rows: dict[int, Row[Any]] = {
        row.number: row for row in connection.execute(select(table).where(table.c.number.in_(numbers)))
    }
    seqs = [*{number // WITHIN for number in rows}]
    held = derived.load(connection, seqs)
    told = connection.execute(select(articles.c.seq, articles.c.story).where(articles.c.seq.in_(seqs)))
    story = {row.seq: row.story for row in told}
    found = []
    for number in numbers:
        # Noise has vectors, but is no statement.
        if (row := rows.get(number)) is None:
            continue
        seq = number // WITHIN
        article = held[seq]
        span = Span(article.id, row.field, row.start, row.end)
        found.append(
            Hit(
                span,
                article.quote(span),
                "" if story[seq] is None else f"story-{story[seq]}",
                article.headline,
                article.outlet,
                article.published,
                row.speaker if index == "quoted" else None,
                row.mode if index == "quoted" else None,
                ways[number],
                scores[number],
            )
        )
    return found
