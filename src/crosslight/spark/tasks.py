"""What each task of grouping does with its batch of rows: pure functions over Arrow, no engine needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from crosslight.grouping import space
from crosslight.grouping.bags import SIGNALS, Bag
from crosslight.grouping.copies import FEWEST
from crosslight.grouping.grouper import LEAST, WINDOW
from crosslight.grouping.read import read
from crosslight.grouping.space import SCALED
from crosslight.grouping.words import TERMS, Ints, Top
from crosslight.model import Article
from crosslight.spark import link, near, texts
from crosslight.spark.components import forest
from crosslight.spark.link import Pairs
from crosslight.spark.near import Counts, Looked
from crosslight.spark.order import Order
from crosslight.spark.packing import (
    PARCEL,
    Array,
    Ragged,
    bag_columns,
    bags,
    binary,
    bodies,
    pack,
    pack_weighed,
    parcels,
    posted,
    terms_of,
    unpack,
    unpack_weighed,
    unpacked,
)

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

# Ranges of terms that are counted each in one task.
RANGES = 16
# Articles whose keys are sent together.
TOGETHER = 4_096
# Bags sent in one row: some megabytes.
SENT = 1_024
# What a row for a task holds.
PAIRS, FOREST, OWN, LISTED = range(4)


@dataclass(frozen=True, slots=True)
class Membership:
    """What is known of all articles while stories are made: some bytes an article, the same in every worker."""

    root: Array
    laid: Array
    follows: Array


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
        for places, starts in zip(binary(batch["places"], "<i4"), binary(batch["starts"], "<i4"), strict=True):
            counts[terms_of(places, starts)] += 1
    yield parcels([(n, 0, pack(own)) for n, own in enumerate(np.split(counts, RANGES))])


def adding(table: pa.Table) -> pa.Table:
    """Add the counts of one range of terms."""
    parts = [unpack(body)[0] for body in bodies(table)]
    to = table["to"][0].as_py()
    return _joined([(to, 0, pack(np.sum(parts, axis=0, dtype=np.int64)))])


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


def sharing(order: Order, table: pa.Table) -> pa.Table:
    """Send the pairs of texts that have a key in common to the task of the later one."""
    keys, numbers, weights = unpacked(bodies(table), "<i8", "<i4", "i1")
    sooner, later, often = texts.sharing(keys, numbers, weights, order)
    return pa.Table.from_batches([posted(later // order.bucket, sooner, later, often)])


def sharing_enough(table: pa.Table) -> pa.Table:
    """Return the forest of the pairs of texts that share enough to be compared."""
    a, b, often = texts.summed(*unpacked(bodies(table), "<i4", "<i4", "<i4"), least=FEWEST)
    return _forest(a, b, often)


def sending_on(order: Order, components: Array, batches: Batches) -> Iterator[pa.RecordBatch]:
    """Send articles to the tasks of their components, those in none (-1) nowhere."""
    for batch in batches:
        to = components[numbers_of(order, batch)]
        kept = batch.filter(pa.array(to >= 0))
        yield kept.append_column("to", pa.array(to[to >= 0] // order.bucket, pa.int32()))


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
    return _table(columns, SETTLED)


def posting(
    order: Order, counts: Counts, laid: Array, shards: int, batches: Batches
) -> Iterator[pa.RecordBatch]:
    """Send the weightiest terms of articles to the tasks of the terms."""
    for batch in fuller(batches):
        numbers = numbers_of(order, batch)
        batch, numbers = batch.filter(pa.array(laid[numbers])), numbers[laid[numbers]]
        places, whose, weights = near.postings(numbers, _bags(batch), counts)
        # Neighbouring places are of one signal: mixed, so that each task gets as much.
        shard = ((places * 0x9E3779B1 >> 13) % shards).astype(np.int32)
        yield posted(shard, places.astype(np.int32), whose.astype(np.int32), weights)


def meeting(order: Order, grain: int, table: pa.Table) -> Iterator[pa.RecordBatch]:
    """Send what two articles share to the tasks of both."""
    places, numbers, weights = unpacked(bodies(table), "<i4", "<i4", "<f4")
    for a, b, scores in near.meetings(places.astype(np.int64), numbers.astype(np.int64), weights, order, WINDOW):
        yield posted(a // grain, a, b, scores)


def choosing(order: Order, table: pa.Table) -> pa.Table:
    """Choose the articles near to each of a part."""
    a, b = near.likest(*unpacked(bodies(table), "<i4", "<i4", "<f4"))
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
        return _joined([])
    every = _bags(rows)
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
    return _joined(found)


def looking(order: Order, lists: pa.Table, sent: pa.Table) -> pa.Table:
    """Compare the articles of a part with those near to them; send the pairs to the tasks of the others."""
    weighed = unpack_weighed(bodies(sent))
    if not weighed:
        return _joined([])
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
            found.a[its], found.b[its], found.cosines[its].ravel(), found.usual[those].ravel(), found.lengths[those]
        )
        rows.append((other, LISTED, body))
    return _joined(rows)


def judging(order: Order, table: pa.Table) -> pa.Table:
    """Judge the pairs of a part; return them, the forest of the likely ones, and what is usual for each article."""
    numbers, usual, lengths, ours, theirs = unpacked(bodies(table, OWN), "<i4", "<f4", "<f4", "<i4", "<i4")
    own = Looked(
        ours, theirs, np.zeros((0, len(SIGNALS)), np.float32), numbers, usual.reshape(-1, len(SCALED)), lengths
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
    return _joined([(to, PAIRS, pack(*pairs)), (to, FOREST, pack(*chosen)), (to, OWN, pack(numbers, usual))])


def routing(
    order: Order, components: Array, compared: Array, batches: Batches
) -> Iterator[pa.RecordBatch]:
    """Send pairs, and what is usual for each article, to the tasks of the components.

    Pairs across components go to those where more than one pair is `compared`.
    """
    for batch in batches:
        table = pa.Table.from_batches([batch])
        a, b, odds = unpacked(bodies(table, PAIRS), "<i4", "<i4", "<f4")
        first, second = components[a] // order.bucket, components[b] // order.bucket
        within = components[a] == components[b]
        ours, theirs = within | compared[a], ~within & compared[b] & ~(compared[a] & (first == second))
        to = np.concatenate([first[ours], second[theirs]])
        yield posted(to, *(np.concatenate([v[ours], v[theirs]]) for v in (a, b, odds)), kind=PAIRS)
        numbers, usual = unpacked(bodies(table, OWN), "<i4", "<f4")
        to = components[numbers] // order.bucket
        yield posted(to, numbers, usual.reshape(-1, len(SCALED)), kind=OWN)  # pack flattens


def linking(
    order: Order, counts: Counts, components: Array, known: Membership, rows: pa.Table, sent: pa.Table
) -> pa.Table:
    """Make stories of the articles of some components, and say why each article is in its own."""
    numbers = numbers_of(order, rows)
    rows = rows.take(pa.array(np.argsort(numbers)))
    numbers = np.sort(numbers)
    every, days = _bags(rows, terms=True), order.day(numbers)
    own, usual = unpacked(bodies(sent, OWN), "<i4", "<f4")
    drawn = np.ones((len(numbers), len(SCALED)), np.float32)
    drawn[np.searchsorted(numbers, own)] = usual.reshape(-1, len(SCALED))
    pairs = Pairs(*unpacked(bodies(sent, PAIRS), "<i4", "<i4", "<f4"))
    # A copy that is no article of its own has no pairs, and stays alone until it goes where its root is.
    story = link.stories(numbers, components[numbers], every, days, drawn, pairs, counts, space.judge())
    roots = np.searchsorted(numbers, known.root[numbers])
    story = np.where(known.follows[numbers], story[roots], story)
    members: dict[int, list[int]] = {}
    for at, first in enumerate(story.tolist()):
        members.setdefault(first, []).append(at)
    why: list[tuple[str, ...]] = [()] * len(numbers)
    firsts = np.zeros(len(numbers), np.int64)
    tops = _tops(rows)
    for those in members.values():
        firsts[those] = numbers[those[0]]
        if len(those) > 1:
            for at, reason in zip(those, link.explained(those, every, days.tolist(), tops, counts), strict=True):
                why[at] = reason
    return _table([numbers, rows["id"].to_pylist(), firsts, why], LINKED)


def standing(order: Order, stories: Array, batches: Batches) -> Iterator[pa.RecordBatch]:
    """Send of each pair the story of the one to the task of the other."""
    for batch in batches:
        a, b, odds = unpacked(bodies(pa.Table.from_batches([batch]), PAIRS), "<i4", "<i4", "<f4")
        ours, theirs = np.concatenate([a, b]), np.concatenate([b, a])
        yield posted(ours // order.bucket, ours, stories[theirs], np.concatenate([odds, odds]))


def concluding(stories: Array, sizes: Array, rows: pa.Table, sent: pa.Table) -> pa.Table:
    """Return the rows of the result for a part."""
    by = np.argsort(rows["number"].to_numpy())
    rows = rows.take(pa.array(by))
    numbers = rows["number"].to_numpy().astype(np.int64)
    ours, theirs, odds = unpacked(bodies(sent), "<i4", "<i4", "<f4")
    own = stories[numbers].astype(np.int64)
    places = link.standing(numbers, own, ours, theirs, odds)
    sure = link.probability(np.array([place.odds for place in places]))
    other = link.probability(np.array([place.second_odds for place in places]))
    alone = sizes[own] == 1
    why = [
        [*([copy] if copy else []), *reasons]
        for copy, reasons in zip(rows["copy_why"].to_pylist(), rows["why"].to_pylist(), strict=True)
    ]
    columns = [
        rows["id"].to_pylist(),
        [name_of(place.story) for place in places],
        [None if place.second is None else name_of(place.second) for place in places],
        np.where(alone, 1 - other, sure),
        *(rows[name].to_pylist() for name in ("copy_of", "copy_share", "copy_whole")),
        why,
    ]
    return _table(columns, GROUPED)


def name_of(story: int) -> str:
    """Return the name of a story, as one machine names it."""
    return f"story-{story + 1}"


def numbers_of(order: Order, rows: pa.RecordBatch | pa.Table) -> Ints:
    """Return the numbers of articles that were read."""
    parts = rows["part"].to_numpy(zero_copy_only=False) if isinstance(rows, pa.RecordBatch) else rows["part"].to_numpy()
    row = rows["row"].to_numpy(zero_copy_only=False) if isinstance(rows, pa.RecordBatch) else rows["row"].to_numpy()
    return order.starts[parts] + row.astype(np.int64)


def _bags(rows: pa.RecordBatch | pa.Table, *, terms: bool = False) -> list[Bag]:
    return bags(
        binary(rows["places"], "<i4"), binary(rows["counts"], "<f4"), binary(rows["starts"], "<i4"), terms=terms
    )


def _tops(rows: pa.Table) -> list[Top]:
    terms = binary(rows["tops"], "<i4")
    names, others = rows["names"].to_pylist(), rows["others"].to_pylist()
    return [
        Top(tuple(n), tuple(o), own.astype(np.int64))
        for n, o, own in zip(names, others, terms, strict=True)
    ]


def _forest(a: Array, b: Array, weights: Array) -> pa.Table:
    few = forest(a, b, weights)
    return _joined([(0, FOREST, pack(a[few], b[few], weights[few].astype(np.float32)))])


def _joined(rows: Sequence[tuple[int, int, bytes]]) -> pa.Table:
    return pa.Table.from_batches([parcels(rows)])


def _table(columns: Iterable[object], schema: pa.Schema) -> pa.Table:
    arrays = [pa.array(values, field.type) for values, field in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)
