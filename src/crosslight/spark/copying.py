"""Copies among all articles: tasks over Arrow batches, no engine needed."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from crosslight.grouping.copies import FEWEST
from crosslight.model import Article
from crosslight.spark import texts
from crosslight.spark.order import Order
from crosslight.spark.packing import Array, binary, bodies, posted, unpacked
from crosslight.spark.rows import SETTLED, Batches, forest_of, fuller, numbers_of, table_of


def keying(order: Order, shards: int, batches: Batches) -> Iterator[pa.RecordBatch]:
    """Send the keys of the texts to the tasks that compare keys."""
    for batch in fuller(batches):
        numbers = numbers_of(order, batch)
        keys, whose, weights = [], [], []
        for number, own, shingles in zip(
            numbers, binary(batch["bands"], "<i8"), binary(batch["shingles"], "<i8"), strict=True
        ):
            sampled = texts.sample(shingles) if len(own) else own
            keys += [own, sampled]
            whose.append(np.full(len(own) + len(sampled), number, np.int32))
            weights.append(np.repeat([FEWEST, 1], [len(own), len(sampled)]).astype(np.int8))
        if keys:
            every = np.concatenate(keys)
            # The low bits of a sampled shingle are all the same.
            shard = ((every >> 17) % shards).astype(np.int32)
            yield posted(shard, every, np.concatenate(whose), np.concatenate(weights))


def sharing(order: Order, table: pa.Table) -> pa.Table:
    """Send the pairs of texts that have a key in common to the task of the later one."""
    keys, numbers, weights = unpacked(bodies(table), "<i8", "<i4", "i1")
    sooner, later, often = texts.sharing(keys, numbers, weights, order)
    return pa.Table.from_batches([posted(later // order.bucket, sooner, later, often)])


def sharing_enough(table: pa.Table) -> pa.Table:
    """Return the forest of the pairs of texts that share enough to be compared."""
    sooner, later, shared = unpacked(bodies(table), "<i4", "<i4", "<i4")
    a, b, often = texts.summed(sooner, later, shared, FEWEST)
    return forest_of(a, b, often)


def sending_on(order: Order, tasks: Array, batches: Batches) -> Iterator[pa.RecordBatch]:
    """Send articles to the tasks of their components, those without one (-1) nowhere."""
    for batch in batches:
        to = tasks[numbers_of(order, batch)]
        kept = batch.filter(pa.array(to >= 0))
        yield kept.append_column("to", pa.array(to[to >= 0], pa.int32()))


def settling(order: Order, components: Array, table: pa.Table) -> pa.Table:
    """Find whose copies are whose in components of texts."""
    numbers = numbers_of(order, table)
    shingles = [*binary(table["shingles"], "<i8")]
    rows = table.select(["id", "published", "length"]).to_pylist()
    found = []
    of: dict[int, list[int]] = {}
    for at in np.argsort(numbers).tolist():
        of.setdefault(int(components[numbers[at]]), []).append(at)
    for members in of.values():
        found += texts.settled(
            [int(numbers[at]) for at in members],
            [Article(rows[at]["id"], "", published=rows[at]["published"]) for at in members],
            [rows[at]["length"] for at in members],
            [shingles[at] for at in members],
            order,
        )
    columns = [
        [f.number for f in found],
        [f.root for f in found],
        [f.laid for f in found],
        [f.follows for f in found],
        [f.copy.of if f.copy else None for f in found],
        [f.copy.share if f.copy else None for f in found],
        [f.copy.whole if f.copy else None for f in found],
        [texts.told(f.copy) if f.copy else None for f in found],
    ]
    return table_of(columns, SETTLED)
