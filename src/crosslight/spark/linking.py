"""Stories of what can come together, and who stands where: tasks over Arrow batches, no engine needed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from crosslight.grouping import space
from crosslight.grouping.space import SCALED
from crosslight.spark import link
from crosslight.spark.link import Pairs
from crosslight.spark.near import Counts
from crosslight.spark.order import Order
from crosslight.spark.packing import Array, bodies, posted, unpacked
from crosslight.spark.rows import GROUPED, LINKED, OWN, PAIRS, Batches, bags_of, numbers_of, table_of, tops_of


@dataclass(frozen=True, slots=True)
class Membership:
    """What is known of all articles while stories are made: six bytes an article, in every worker."""

    root: Array
    laid: Array
    follows: Array


def routing(tasks: Array, components: Array, compared: Array, batches: Batches) -> Iterator[pa.RecordBatch]:
    """Send pairs, and what is usual for each article, to the tasks of the components.

    Pairs across components go to those where more than one pair is `compared`.
    """
    for batch in batches:
        table = pa.Table.from_batches([batch])
        a, b, odds = unpacked(bodies(table, PAIRS), "<i4", "<i4", "<f4")
        first, second = tasks[a], tasks[b]
        within = components[a] == components[b]
        ours, theirs = within | compared[a], ~within & compared[b] & ~(compared[a] & (first == second))
        to = np.concatenate([first[ours], second[theirs]])
        yield posted(to, *(np.concatenate([v[ours], v[theirs]]) for v in (a, b, odds)), kind=PAIRS)
        numbers, usual = unpacked(bodies(table, OWN), "<i4", "<f4")
        yield posted(tasks[numbers], numbers, usual.reshape(-1, len(SCALED)), kind=OWN)  # pack flattens


def linking(
    order: Order, counts: Counts, components: Array, known: Membership, rows: pa.Table, sent: pa.Table
) -> pa.Table:
    """Make stories of the articles of some components, and say why each article is in its own."""
    numbers = numbers_of(order, rows)
    rows = rows.take(pa.array(np.argsort(numbers)))
    numbers = np.sort(numbers)
    every, days = bags_of(rows, terms=True), order.day(numbers)
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
    tops = tops_of(rows)
    for those in members.values():
        firsts[those] = numbers[those[0]]
        if len(those) > 1:
            for at, reason in zip(
                those, link.explained(those, every, days.tolist(), tops, counts), strict=True
            ):
                why[at] = reason
    return table_of([numbers, rows["id"].to_pylist(), firsts, why], LINKED)


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
    return table_of(columns, GROUPED)


def name_of(story: int) -> str:
    """Return the name of a story, as one machine names it."""
    return f"story-{story + 1}"
