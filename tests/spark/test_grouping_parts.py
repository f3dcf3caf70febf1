"""Each part of grouping at scale against the function of one machine, without an engine."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from zlib import crc32

import numpy as np
import pytest

pytest.importorskip("pyarrow", reason="crosslight[spark] is not installed")

from crosslight.grouping import Grouper
from crosslight.grouping.bags import Frequencies, background
from crosslight.grouping.grouper import LEAST
from crosslight.grouping.look import look
from crosslight.grouping.look import order as look_order
from crosslight.grouping.read import Read, read
from crosslight.grouping.space import NEAR, Entry, Space, judge
from crosslight.grouping.words import TERMS
from crosslight.model import Article
from crosslight.spark import counting, link, near, packing, texts
from crosslight.spark import order as order_module
from crosslight.spark.blocks import near_pairs, pairs_before
from crosslight.spark.components import components, forest, spread
from crosslight.spark.link import Pairs
from crosslight.spark.order import Order, order_of
from crosslight.spark.rows import bags_of
from tests.grouping.newsroom import long_report
from tests.spark.made import made, table

WINDOW = 14


@cache
def laid() -> tuple[list[Read], Space, Order, near.Counts]:
    articles = made(300)
    known = [read(a) for a in articles]
    marks = [crc32(f"{a.headline}\n{a.text}".encode()) for a in articles]
    known = [known[i] for i in look_order([k.words.day for k in known], marks)]
    frequencies, own = Frequencies(background()), np.zeros(TERMS, np.int64)
    for k in known:
        frequencies.add(k.bag)
        own[k.bag.terms] += 1
    order = order_of({0: len(known)}, Counter(k.words.day for k in known), 64)
    space = Space([Entry(k.bag, k.words.day) for k in known], frequencies, judge())
    return known, space, order, near.counts_of(background(), own, len(known))


def lists() -> tuple[np.ndarray, np.ndarray]:
    known, _, order, counts = laid()
    found = near.postings(np.arange(len(known)), [k.bag for k in known], counts)
    met = [*near.meetings(*found, order, 10_000)]
    a, b, scores = (np.concatenate([part[n] for part in met]) for n in range(3))
    return near.likest(a, b, scores)


def looked() -> tuple[near.Looked, Pairs]:
    known, _, order, counts = laid()
    frequencies = counts.frequencies()
    weighed = {n: (k.bag, frequencies.weights(k.bag)) for n, k in enumerate(known)}
    own = near.looked(np.arange(len(known)), *lists(), weighed)
    found = near.judged(own, own.a, own.b, own.cosines, own.usual[own.a], own.lengths[own.a], order, judge())
    return own, Pairs(*found)


def test_near_articles_are_those_of_one_machine() -> None:
    _, space, _, _ = laid()
    a, b = lists()
    one = {(i, j) for i, (own, _) in enumerate(space._near) for j in own.tolist()}
    many = set(zip(a.tolist(), b.tolist(), strict=True))
    assert len(one ^ many) <= len(one) / 1_000  # what is equally like may be either
    assert max(Counter(a.tolist()).values()) == NEAR


def test_pairs_are_judged_as_on_one_machine() -> None:
    _, space, _, _ = laid()
    _, pairs = looked()
    a, b, cosines = space.pairs()
    one = dict(zip(zip(a.tolist(), b.tolist(), strict=True), space.odds(a, b, cosines).tolist(), strict=True))
    many = dict(zip(zip(pairs.a.tolist(), pairs.b.tolist(), strict=True), pairs.odds.tolist(), strict=True))
    assert len(many) == len(pairs.a)
    both = one.keys() & many.keys()
    assert len(both) >= 0.999 * len(one)
    # What is equally near may be another article: then what is usual may differ by as much.
    assert sum(abs(one[k] - many[k]) > 1e-3 for k in both) <= len(one) / 100


@pytest.mark.parametrize("tasks", [1, 3])
def test_components_are_linked_apart_as_together(tasks: int) -> None:
    known, space, order, counts = laid()
    own, pairs = looked()
    likely = pairs.odds >= LEAST
    found = components(len(known), pairs.a[likely], pairs.b[likely], pairs.odds[likely], len(known))
    assert 1 < len({*found.tolist()}) < len(known)
    story = np.zeros(len(known), np.int64)
    for task in range(tasks):
        mine = np.flatnonzero(found % tasks == task)
        inside = np.isin(pairs.a, mine) | np.isin(pairs.b, mine)
        some = Pairs(pairs.a[inside], pairs.b[inside], pairs.odds[inside])
        first = link.stories(
            mine,
            found[mine],
            [known[n].bag for n in mine],
            order.day(mine),
            own.usual[mine],
            some,
            counts,
            judge(),
        )
        story[mine] = mine[first]
    one = [place.story for place in look(space, LEAST)]
    many = np.unique(story, return_inverse=True)[1].tolist()
    assert len({*zip(one, many, strict=True)}) == len({*one}) == len({*many})


def test_copies_are_settled_as_on_one_machine() -> None:
    articles = [
        *made(80),
        *(Article(f"c{n}", long_report(1), "A long report", published="2021-03-05") for n in range(12)),
        Article("cut", " ".join(long_report(1).split()[:120]), "Cut", published="2021-03-06"),
        Article(
            "part", long_report(2) + " " + " ".join(long_report(3).split()[:160]), "P", published="2021-03-07"
        ),
        Article("whole", long_report(3), "W", published="2021-03-06"),
    ]
    known = [read(a) for a in articles]
    by = look_order(
        [k.words.day for k in known], [crc32(f"{a.headline}\n{a.text}".encode()) for a in articles]
    )
    articles, known = [articles[i] for i in by], [known[i] for i in by]
    order = order_of({0: len(by)}, Counter(k.words.day for k in known), 64)
    grouper = Grouper()
    for article, own in zip(articles, known, strict=True):
        grouper.add(article, own)
    one = {a.article: a.copy for story in grouper.stories() for a in story.assigned if a.copy}
    found = texts.settled(
        range(len(by)), articles, [len(k.words.every) for k in known], [k.text.shingles for k in known], order
    )
    many = {articles[s.number].id: s.copy for s in found if s.copy}
    assert many == one
    assert {*many} >= {"cut", "part"} and not many["part"].whole
    # Thirteen carry the long report whole: seven are looked at.
    assert sum(not s.laid for s in found) == 13 - 7


def test_texts_that_share_are_found_by_their_keys() -> None:
    articles = [
        Article("a", long_report(1)),
        Article("b", long_report(2)),
        Article("c", long_report(1) + " More."),
        Article("d", long_report(3) + " " + " ".join(long_report(2).split()[:150])),
    ]
    known = [read(a) for a in articles]
    order = order_of({0: 4}, {None: 4}, 64)
    keys, numbers, weights = [], [], []
    for n, k in enumerate(known):
        own, sampled = texts.bands(k.text.sketch), texts.sample(k.text.shingles)
        keys += [own, sampled]
        numbers.append(np.full(len(own) + len(sampled), n))
        weights.append(np.repeat([3, 1], [len(own), len(sampled)]))
    shared = texts.sharing(np.concatenate(keys), np.concatenate(numbers), np.concatenate(weights), order)
    a, b, _ = texts.summed(*shared, 3)
    assert {*zip(a.tolist(), b.tolist(), strict=True)} == {(0, 2), (1, 3)}
    assert len(texts.bands(read(Article("e", "Too short.")).text.sketch)) == 0


def brute(keys: list[int], numbers: list[int], order: Order, reach: int) -> set[tuple[int, int]]:
    days = order.day(np.array(numbers)).tolist()
    found = set()
    for i in range(len(keys)):
        for j in range(i + 1, len(keys)):
            near = not days[i] or not days[j] or days[j] - days[i] <= WINDOW
            if keys[i] == keys[j] and near and j - i <= reach:
                found.add((i, j))
    return found


def test_articles_of_a_block_meet_within_the_window_and_those_without_a_day_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(order_module, "FEWEST", 0)
    random = np.random.default_rng(1)
    order = order_of({0: 50, 1: 30}, {**dict.fromkeys(range(1, 60, 6), 7), None: 10}, 16)
    rows = sorted({(int(random.integers(5)), int(random.integers(80))) for _ in range(200)})
    keys, numbers = np.array([k for k, _ in rows]), np.array([n for _, n in rows])
    made_pairs = [
        (i, j)
        for a, b in near_pairs(keys, numbers, order, WINDOW)
        for i, j in zip(a.tolist(), b.tolist(), strict=True)
    ]
    assert len(made_pairs) == len({*made_pairs})
    assert {*made_pairs} == brute(keys.tolist(), numbers.tolist(), order, 1_000)


def test_of_a_thin_stream_so_many_meet_whatever_their_days(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(order_module, "FEWEST", 2)
    order = order_of({0: 6}, dict.fromkeys(range(1, 601, 100), 1), 16)
    found = [*near_pairs(np.zeros(6, np.int64), np.arange(6), order, WINDOW)]
    pairs = [(i, j) for a, b in found for i, j in zip(a.tolist(), b.tolist(), strict=True)]
    # The next FEWEST numbers are open: one after it, as the last of them is closed for it.
    assert sorted(pairs) == [(i, i + 1) for i in range(5)]


def test_a_large_block_costs_each_article_as_much_as_a_middling_one() -> None:
    for size in (300, 3_000):
        order = order_of({0: size}, {5: size}, 1_024)
        found = sum(len(a) for a, _ in near_pairs(np.zeros(size, np.int64), np.arange(size), order, WINDOW))
        assert found <= 128 * size
        before = sum(
            len(a) for a, _ in pairs_before(np.zeros(size, np.int64), np.arange(size), order, WINDOW, 4)
        )
        assert before <= 5 * size


def test_terms_that_too_many_have_are_no_blocks() -> None:
    known, _, _, counts = laid()
    bags = [k.bag for k in known]
    places, _, _ = near.postings(np.arange(len(bags)), bags, counts)
    hot = np.unique(places % TERMS)[:5]
    fewer, _, _ = near.postings(np.arange(len(bags)), bags, replace(counts, hot=hot))
    assert not np.isin(fewer % TERMS, hot).any() and 0 < len(fewer) < len(places)
    many = np.zeros(TERMS, np.int64)
    many[7] = 20_000
    assert near.counts_of(background(), many, 1_000_000).hot.tolist() == [7]
    assert near.counts_of(background(), many, 10_000_000).hot.tolist() == []


def test_components_are_those_of_the_graph_and_a_forest_keeps_them() -> None:
    random = np.random.default_rng(2)
    a, b = np.sort(random.integers(0, 200, (2, 150)), axis=0)
    weights = random.random(150)
    found = components(200, a, b, weights, 200)
    assert (found[a] == found[b]).all() and (found <= np.arange(200)).all()
    kept = forest(a, b, weights)
    assert len(kept) == 200 - len({*found.tolist()})
    assert (components(200, a[kept], b[kept], weights[kept], 200) == found).all()


def test_a_component_that_is_too_large_is_cut_where_it_is_weakest() -> None:
    a, b = np.arange(9), np.arange(1, 10)
    weights = np.array([5, 5, 5, 1, 5, 5, 2, 5, 5])
    assert components(10, a, b, weights, 100).tolist() == [0] * 10
    assert components(10, a, b, weights, 6).tolist() == [0] * 4 + [4] * 6


def test_tasks_get_whole_components_and_about_as_many_articles() -> None:
    found = np.sort(np.random.default_rng(3).integers(0, 40, 300))
    tasks = spread(found, 50)
    assert all(len({*tasks[found == c].tolist()}) == 1 for c in np.unique(found))
    sizes = np.bincount(tasks)
    assert len(sizes) <= 300 / 50 and sizes.max() < 50 + np.bincount(found).max()


def test_arrays_survive_packing() -> None:
    arrays = packing.unpack(packing.pack(np.arange(3, dtype=np.int32), np.zeros((2, 2), np.float32)))
    assert [a.tolist() for a in arrays] == [[0, 1, 2], [0, 0, 0, 0]]
    batch = packing.posted(np.array([2, 0, 2]), np.array([5, 6, 7]))
    assert batch["to"].to_pylist() == [0, 2]
    assert [packing.unpack(body)[0].tolist() for body in batch["body"].to_pylist()] == [[6], [5, 7]]
    assert packing.posted(np.zeros(0, np.int64), np.zeros(0)).num_rows == 0


def test_bags_survive_reading() -> None:
    articles = made(10)
    [batch] = counting.reading(3, table(articles).to_batches())
    assert batch["part"].to_pylist() == [3] * 10 and batch["row"].to_pylist() == [*range(10)]
    for rows in (batch, batch.slice(4)):
        for article, bag in zip(articles[-rows.num_rows :], bags_of(rows, terms=True), strict=True):
            own = read(article).bag
            for name in ("places", "counts", "starts", "terms"):
                assert (getattr(bag, name) == getattr(own, name)).all()
    counts = np.zeros(TERMS, np.int64)
    for article in articles:
        counts[read(article).bag.terms] += 1
    [counted] = counting.counting([batch])
    assert (np.concatenate([packing.unpack(b)[0] for b in counted["body"].to_pylist()]) == counts).all()
