"""Ids of which each is there once, whatever is read where.

`reading.read` gives an id that is taken already the first free number, "-2", "-3" and so on, in the order of
the inputs, ids that the inputs give first. Such names can only meet within a family: ids that are the same
without the numbers at their end. So each family is named by itself, by the same function.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import pyarrow as pa

from crosslight.reading.ids import given_twice, unique
from crosslight.reading.reader import fits, outlet_of
from crosslight.spark.tables import ARTICLES, FITTED, RENAMED, article_of, row_of

_NUMBERS = "0123456789-"


def family(name: str) -> str:
    """Return an id without the numbers at its end that follow a hyphen."""
    kept = name.rstrip(_NUMBERS)
    parts = name[len(kept) :].split("-")
    last = len(parts)
    while last > 1 and parts[last - 1]:
        last -= 1
    return kept + "-".join(parts[:last])


def renamed(found: pa.Table) -> pa.Table:
    """Return the new ids of a family, with what is told of them: only of those that change."""
    rows: list[dict[str, Any]] = []
    taken: dict[str, int] = {}
    for row in sorted(found.to_pylist(), key=lambda row: (not row["given"], row["number"])):
        name = unique(row["id"], taken)
        if name != row["id"]:
            told = given_twice(row["source"], row["id"], name) if row["given"] else None
            why = {"input": told.input, "why": told.why, "kept": True} if told else {}
            rows.append({"number": row["number"], "renamed": name, **why})
    return pa.Table.from_pylist(rows, RENAMED)


def placed(batches: Iterable[pa.RecordBatch], outlets: Sequence[tuple[str, str]]) -> Iterator[pa.RecordBatch]:
    """Give articles that say no outlet the first whose glob fits; the ids must be the last ones."""
    for batch in batches:
        rows = []
        for row in batch.to_pylist():
            article = article_of(row)
            named = replace(article, outlet=article.outlet or outlet_of(article, outlets))
            rows.append({"number": row["number"], **row_of(named)})
        yield pa.RecordBatch.from_pylist(rows, ARTICLES)


def fitted(batches: Iterable[pa.RecordBatch], outlets: Sequence[tuple[str, str]]) -> Iterator[pa.RecordBatch]:
    """Tell which of the outlets, by their places in the list, fit an article."""
    open_ones = dict(enumerate(outlets))
    for batch in batches:
        articles = [article_of(row) for row in batch.to_pylist()]
        fit = [n for n, (_, glob) in open_ones.items() if any(fits(one, glob) for one in articles)]
        for n in fit:
            del open_ones[n]
        yield pa.RecordBatch.from_pylist([{"outlet": n} for n in fit], FITTED)
