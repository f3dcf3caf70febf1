"""Full text and meaning on a server: what is indexed there, and how it is found."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Select,
    TableClause,
    case,
    column,
    func,
    literal_column,
    select,
    table,
    text,
)
from sqlalchemy.sql.expression import BindParameter

from crosslight.library.tables import WITHIN, articles, gists

# Words of a text that can be found: PostgreSQL has room for a megabyte of them in one place.
LONGEST = 100_000
# Places that are ranked, the newest that match: of 100,000 articles more have only words that tell little.
RANKED = 10_000
# Texts that a question typed so far is held against, as in SQLite.
NEWEST = 5_000
# Okapi BM25 (Robertson and Zaragoza 2009) with its usual settings, as in SQLite; a sentence has some twenty
# words, and rarely one of them twice, so that how often it stands there is not asked.
K1, B, USUAL = 1.2, 0.75, 20
_WORD = re.compile(r"[^\W_]+")


def index(connection: Connection, name: str, rows: Sequence[tuple[int, str]]) -> None:
    """Put numbered texts into a full-text index."""
    if rows:
        put = f"INSERT INTO {name} VALUES (%s, to_tsvector('crosslight', %s))"  # noqa: S608 - one of INDEXES
        connection.exec_driver_sql(put, [(number, " ".join(_tokens(words))) for number, words in rows])


def unindex(connection: Connection, name: str, rows: Sequence[tuple[int, str]]) -> None:
    """Take numbered texts out of a full-text index, whatever their words."""
    if rows:
        numbers = [number for number, _ in rows]
        connection.exec_driver_sql(f"DELETE FROM {name} WHERE number = ANY(%s)", (numbers,))  # noqa: S608 - one of INDEXES


def indexed(connection: Connection, name: str, low: int, high: int) -> list[int]:
    """Return the numbers between two, the last excluded, that a full-text index has."""
    own = _own(name).c.number
    return [*connection.execute(select(own).where(own >= low, own < high).order_by(own)).scalars()]


def matches(
    connection: Connection,
    name: str,
    terms: Sequence[str],
    every: bool,
    conditions: Sequence[ColumnElement[bool]],
    most: int,
) -> list[int]:
    """Return the numbers of the texts that have some or all of these words and phrases, best first (BM25).

    The conditions are on their articles.
    """
    queries = [query for query in map(_query, terms) if query]
    if not queries:
        return []
    own = _own(name)
    has = [_has(own, query) for query in queries]
    places = select(own.c.number, func.length(own.c.words).label("size"))
    places = places.add_columns(*(one.label(f"has_{n}") for n, one in enumerate(has)))
    places = places.where(_has(own, (" & " if every else " | ").join(f"({query})" for query in queries)))
    if conditions:
        places = places.join_from(own, articles, articles.c.seq == own.c.number.op("/")(WITHIN))
        places = places.where(*conditions)
    found = places.order_by(own.c.number.desc()).limit(RANKED).cte("found")
    each = [found.c[f"has_{n}"] for n in range(len(queries))]
    counts = select(*(func.count().filter(one).label(f"in_{n}") for n, one in enumerate(each))).subquery()
    whole: Select[tuple[float]] = select(literal_column("reltuples")).select_from(text("pg_class"))
    rows = func.greatest(whole.where(text(f"oid = '{name}'::regclass")).scalar_subquery(), RANKED)
    weights = [
        case((one, func.ln(1 + rows / func.greatest(counts.c[f"in_{n}"], 1))), else_=0)
        for n, one in enumerate(each)
    ]
    score = sum(weights, start=literal_column("0")) / (1 - B + B * found.c.size / USUAL + 1 / K1)
    ranked = select(found.c.number).join_from(found, counts, text("true"))
    return [*connection.execute(ranked.order_by(score.desc(), found.c.number).limit(most)).scalars()]


def stands_in(connection: Connection, name: str, word: str, most: int) -> int:
    """Return in how many texts a word or phrase stands, `most` where it is more."""
    if not (query := _query(word)):
        return 0
    own = _own(name)
    some = select(own.c.number).where(_has(own, query)).limit(most).subquery()
    return connection.execute(select(func.count()).select_from(some)).scalar_one()


def beginning(name: str, words: Sequence[str]) -> Select[tuple[int]]:
    """Return a query for the numbers of the newest texts that have all words; the last may go on.

    Of one or two letters it may not: too much begins with them.
    """
    own = _own(name)
    queries = [query for query in map(_query, words) if query]
    if queries and len(words[-1]) > 2 and _query(words[-1]):
        queries[-1] += ":*"
    found = select(own.c.number).where(_has(own, " & ".join(f"({query})" for query in queries)))
    return found.order_by(own.c.number.desc()).limit(NEWEST)


def number(name: str) -> ColumnElement[int]:
    """Return the column that numbers the texts of a full-text index."""
    return literal_column(f"{name}.number", BigInteger)


def _own(name: str) -> TableClause:
    return table(name, column("number", BigInteger), column("words"))


def _has(own: TableClause, query: str) -> ColumnElement[bool]:
    asked = func.to_tsquery(literal_column("'crosslight'"), query)
    return own.c.words.bool_op("@@")(asked)


def _query(term: str) -> str:
    """Return a query for a word or phrase as it stands, "" where it has no letter or digit."""
    return " <-> ".join(f"'{token}'" for token in _tokens(term))


def _tokens(said: str) -> list[str]:
    """Return words as they are indexed, their endings still on: as SQLite's tokenizer cuts and folds them."""
    plain = said[:LONGEST].lower()
    if not plain.isascii():
        apart = unicodedata.normalize("NFD", plain)
        plain = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return _WORD.findall(plain)


def nearest(
    connection: Connection, query: NDArray[np.float32], among: Select[tuple[int]] | None, most: int
) -> list[int] | None:
    """Return the numbers of the articles that are nearest to a question, by lead or whole; nearest first.

    Exact, as in a file: every vector is looked at.
    """
    asked = BindParameter("asked", str(query.astype(float).tolist())).op("::")(text(f"halfvec({len(query)})"))
    far = func.least(gists.c.lead.op("<=>")(asked), gists.c.whole.op("<=>")(asked)).label("far")
    near = select(gists.c.seq, far)
    if among is not None:
        near = near.where(gists.c.seq.in_(among))
    found = near.order_by(far, gists.c.seq).limit(most).subquery()
    return [*connection.execute(select(found.c.seq).where(found.c.far < 1).order_by(found.c.far)).scalars()]
