"""Articles read, and how many have each term: tasks over Arrow batches, no engine needed."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from crosslight.grouping.read import read
from crosslight.grouping.words import TERMS
from crosslight.model import Article
from crosslight.spark import texts
from crosslight.spark.packing import bag_columns, binary, bodies, pack, parcels, terms_of, unpack
from crosslight.spark.rows import READ, Batches, joined

# Ranges of terms that are counted each in one task.
RANGES = 16


def reading(part: int, batches: Batches) -> Iterator[pa.RecordBatch]:
    """Read the articles of one part, in their order."""
    row = 0
    for batch in batches:
        rows = batch.to_pylist()
        found = [
            read(Article(r["id"], r["text"] or "", r["headline"] or "", r["outlet"], r["published"]))
            for r in rows
        ]
        tops = [f.words.top for f in found]
        columns = [
            [part] * len(rows),
            range(row, row + len(rows)),
            [r["id"] for r in rows],
            [r["published"] for r in rows],
            [f.words.day for f in found],
            *bag_columns([f.bag for f in found]),
            [len(f.words.every) for f in found],
            [top.names for top in tops],
            [top.others for top in tops],
            [top.terms.astype("<i4").tobytes() for top in tops],
            [f.text.shingles.tobytes() for f in found],
            [texts.bands(f.text.sketch).tobytes() for f in found],
        ]
        row += len(rows)
        yield pa.RecordBatch.from_arrays(
            [pa.array(values, field.type) for values, field in zip(columns, READ, strict=True)], schema=READ
        )


def counting(batches: Batches) -> Iterator[pa.RecordBatch]:
    """Count in how many articles each term stands, and send the counts to the tasks of their ranges."""
    counts = np.zeros(TERMS, np.int32)
    for batch in batches:
        for places, starts in zip(
            binary(batch["places"], "<i4"), binary(batch["starts"], "<i4"), strict=True
        ):
            counts[terms_of(places, starts)] += 1
    yield parcels([(n, 0, pack(own)) for n, own in enumerate(np.split(counts, RANGES))])


def adding(table: pa.Table) -> pa.Table:
    """Add the counts of one range of terms."""
    parts = [unpack(body)[0] for body in bodies(table)]
    to = table["to"][0].as_py()
    return joined([(to, 0, pack(np.asarray(np.sum(parts, axis=0, dtype=np.int64))))])
