"""The articles nearest to each, and how likely one story: tasks over Arrow batches, no engine needed."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from crosslight.grouping import space
from crosslight.grouping.bags import SIGNALS
from crosslight.grouping.grouper import LEAST, WINDOW
from crosslight.grouping.space import SCALED
from crosslight.spark import near
from crosslight.spark.components import forest
from crosslight.spark.near import Counts, Looked
from crosslight.spark.order import Order
from crosslight.spark.packing import (
    Array,
    bodies,
    pack,
    pack_weighed,
    posted,
    unpack_weighed,
    unpacked,
)
from crosslight.spark.rows import FOREST, LISTED, OWN, PAIRS, Batches, bags_of, fuller, joined, numbers_of

# Bags sent in one row: some megabytes.
SENT = 1_024


def posting(
    order: Order, counts: Counts, laid: Array, shards: int, batches: Batches
) -> Iterator[pa.RecordBatch]:
    """Send the weightiest terms of articles to the tasks of the terms."""
    for batch in fuller(batches):
        numbers = numbers_of(order, batch)
        batch, numbers = batch.filter(pa.array(laid[numbers])), numbers[laid[numbers]]
        places, whose, weights = near.postings(numbers, bags_of(batch), counts)
        # Neighbouring places are of one signal: mixed, so that each task gets as much.
        shard = ((places * 0x9E3779B1 >> 13) % shards).astype(np.int32)
        yield posted(shard, places.astype(np.int32), whose.astype(np.int32), weights)


def meeting(order: Order, grain: int, table: pa.Table) -> Iterator[pa.RecordBatch]:
    """Send what two articles share to the tasks of both."""
    places, numbers, weights = unpacked(bodies(table), "<i4", "<i4", "<f4")
    for a, b, scores in near.meetings(
        places.astype(np.int64), numbers.astype(np.int64), weights, order, WINDOW
    ):
        yield posted(a // grain, a, b, scores)


def choosing(order: Order, table: pa.Table) -> pa.Table:
    """Choose the articles near to each of a part."""
    ours, theirs, scores = unpacked(bodies(table), "<i4", "<i4", "<f4")
    a, b = near.likest(ours, theirs, scores)
    return pa.Table.from_batches([posted(a // order.bucket, a, b)])


def asking(order: Order, batches: Batches) -> Iterator[pa.RecordBatch]:
    """Ask the tasks of the near articles for their bags."""
    for batch in batches:
        for to, body in zip(batch["to"].to_pylist(), batch["body"].to_pylist(), strict=True):
            _, b = unpacked([body], "<i4", "<i4")
            wanted = np.unique(b)
            yield posted(wanted // order.bucket, wanted, np.full(len(wanted), to, np.int32))


def sending(order: Order, counts: Counts, laid: Array, rows: pa.Table, asked: pa.Table) -> pa.Table:
    """Send the bags of a part to the tasks that asked, and to its own."""
    frequencies = counts.frequencies()
    numbers = numbers_of(order, rows)
    rows, numbers = rows.filter(pa.array(laid[numbers])), numbers[laid[numbers]]
    if not len(numbers):
        return joined([])
    every = bags_of(rows)
    weighed = [(bag, frequencies.weights(bag)) for bag in every]
    wanted, by = unpacked(bodies(asked), "<i4", "<i4")
    own = int(numbers[0]) // order.bucket
    keys = np.unique(np.concatenate([(by.astype(np.int64) << 32) | wanted, (np.int64(own) << 32) | numbers]))
    place = np.full(order.bucket, -1, np.int64)
    place[numbers - own * order.bucket] = np.arange(len(numbers))
    to, which = keys >> 32, keys & 0xFFFFFFFF
    found = []
    for group in np.unique(to).tolist():
        those = which[to == group]
        for first in range(0, len(those), SENT):
            some = those[first : first + SENT]
            body = pack_weighed(some, [weighed[i] for i in place[some - own * order.bucket].tolist()])
            found.append((group, 0, body))
    return joined(found)


def looking(order: Order, lists: pa.Table, sent: pa.Table) -> pa.Table:
    """Compare the articles of a part with those near to them; send the pairs to the tasks of the others."""
    weighed = unpack_weighed(bodies(sent))
    if not weighed:
        return joined([])
    a, b = unpacked(bodies(lists), "<i4", "<i4")
    by = np.argsort(a, kind="stable")
    to = int(sent["to"][0].as_py())
    numbers = np.array(sorted(n for n in weighed if n // order.bucket == to), np.int64)
    found = near.looked(numbers, a[by], b[by], weighed)
    own = pack(found.numbers, found.usual.ravel(), found.lengths, found.a, found.b)
    rows = [(to, OWN, own)]
    at = np.searchsorted(found.numbers, found.a)
    target = found.b // order.bucket
    for other in np.unique(target).tolist():
        its = target == other
        those = at[its]
        body = pack(
            found.a[its],
            found.b[its],
            found.cosines[its].ravel(),
            found.usual[those].ravel(),
            found.lengths[those],
        )
        rows.append((other, LISTED, body))
    return joined(rows)


def judging(order: Order, table: pa.Table) -> pa.Table:
    """Judge the pairs of a part; return them, the forest of the likely ones, and what is usual for each."""
    numbers, usual, lengths, ours, theirs = unpacked(bodies(table, OWN), "<i4", "<f4", "<f4", "<i4", "<i4")
    own = Looked(
        ours,
        theirs,
        np.zeros((0, len(SIGNALS)), np.float32),
        numbers,
        usual.reshape(-1, len(SCALED)),
        lengths,
    )
    a, b, cosines, its, long = unpacked(bodies(table, LISTED), "<i4", "<i4", "<f4", "<f4", "<f4")
    pairs = near.judged(
        own, a, b, cosines.reshape(-1, len(SIGNALS)), its.reshape(-1, len(SCALED)), long, order, space.judge()
    )
    to = int(table["to"][0].as_py())
    first, second, odds = pairs
    likely = odds >= LEAST
    few = forest(first[likely], second[likely], odds[likely])
    chosen = (first[likely][few], second[likely][few], odds[likely][few])
    return joined([(to, PAIRS, pack(*pairs)), (to, FOREST, pack(*chosen)), (to, OWN, pack(numbers, usual))])
