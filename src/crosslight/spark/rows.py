"""What tasks of grouping hand on: rows of articles, and parcels of arrays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import pyarrow as pa

from crosslight.grouping.bags import Bag
from crosslight.grouping.words import Ints, Top
from crosslight.spark.components import forest
from crosslight.spark.order import Order
from crosslight.spark.packing import Array, bags, binary, pack, parcels

Batches = Iterable[pa.RecordBatch]

# A row an article: what `read` finds, as small as it is.
READ = pa.schema(
    [
        ("part", pa.int32()), ("row", pa.int32()), ("id", pa.string()), ("published", pa.string()),
        ("day", pa.int32()), ("places", pa.binary()), ("counts", pa.binary()), ("starts", pa.binary()),
        ("length", pa.int32()), ("names", pa.list_(pa.string())), ("others", pa.list_(pa.string())),
        ("tops", pa.binary()), ("shingles", pa.binary()), ("bands", pa.binary()),
    ]
)  # fmt: skip
SETTLED = pa.schema(
    [
        ("number", pa.int32()), ("root", pa.int32()), ("laid", pa.bool_()), ("follows", pa.bool_()),
        ("copy_of", pa.string()), ("copy_share", pa.float64()), ("copy_whole", pa.bool_()),
        ("copy_why", pa.string()),
    ]
)  # fmt: skip
LINKED = pa.schema(
    [("number", pa.int32()), ("id", pa.string()), ("first", pa.int32()), ("why", pa.list_(pa.string()))]
)
GROUPED = pa.schema(
    [
        ("id", pa.string()), ("story", pa.string()), ("second", pa.string()), ("probability", pa.float64()),
        ("copy_of", pa.string()), ("copy_share", pa.float64()), ("copy_whole", pa.bool_()),
        ("why", pa.list_(pa.string())),
    ]
)  # fmt: skip

# Articles whose keys are sent together.
TOGETHER = 4_096
# What a row for a task holds.
PAIRS, FOREST, OWN, LISTED = range(4)


def fuller(batches: Batches) -> Iterator[pa.RecordBatch]:
    """Join small batches: what is sent from each goes to many tasks, so it had better be much."""
    held: list[pa.RecordBatch] = []
    for batch in batches:
        held.append(batch)
        if sum(b.num_rows for b in held) >= TOGETHER:
            yield from pa.Table.from_batches(held).combine_chunks().to_batches()
            held = []
    if held:
        yield from pa.Table.from_batches(held).combine_chunks().to_batches()


def numbers_of(order: Order, rows: pa.RecordBatch | pa.Table) -> Ints:
    """Return the numbers of articles that were read."""
    table = pa.Table.from_batches([rows]) if isinstance(rows, pa.RecordBatch) else rows
    return np.asarray(order.starts[table["part"].to_numpy()] + table["row"].to_numpy(), np.int64)


def bags_of(rows: pa.RecordBatch | pa.Table, *, terms: bool = False) -> list[Bag]:
    """Return the bags of articles that were read."""
    return bags(
        binary(rows["places"], "<i4"),
        binary(rows["counts"], "<f4"),
        binary(rows["starts"], "<i4"),
        terms=terms,
    )


def tops_of(rows: pa.Table) -> list[Top]:
    """Return the first words of articles that were read."""
    terms = binary(rows["tops"], "<i4")
    names, others = rows["names"].to_pylist(), rows["others"].to_pylist()
    return [
        Top(tuple(n), tuple(o), own.astype(np.int64)) for n, o, own in zip(names, others, terms, strict=True)
    ]


def forest_of(a: Array, b: Array, weights: Array) -> pa.Table:
    """Return the forest of some pairs as a row."""
    few = forest(a, b, weights)
    return joined([(0, FOREST, pack(a[few], b[few], weights[few].astype(np.float32)))])


def joined(rows: Sequence[tuple[int, int, bytes]]) -> pa.Table:
    """Return (group, kind, body) as a table."""
    return pa.Table.from_batches([parcels(rows)])


def table_of(columns: Iterable[object], schema: pa.Schema) -> pa.Table:
    """Return columns as a table."""
    arrays = [pa.array(values, field.type) for values, field in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)
