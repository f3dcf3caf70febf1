import tracemalloc
from dataclasses import replace

import numpy as np
import pytest

from crosslight.aligning.candidates import LEAST, LEAST_OF_NUMBERS, MOST, candidates
from crosslight.aligning.views import Bag, Views, views
from tests.story import story

RANDOM = np.random.default_rng(5)


def of_sizes(*sizes: int) -> Views:
    """Return views of articles with so many sentences each, their vectors by chance, none with a number."""
    count = sum(sizes)
    context = RANDOM.normal(size=(count, 384)).astype(np.float32)
    stems = Bag(
        RANDOM.integers(0, 40, (count, 6), dtype=np.int32), np.append(np.ones(40), 0).astype(np.float32)
    )
    empty = views([], [])
    return replace(
        empty,
        article=np.repeat(np.arange(len(sizes)), sizes).astype(np.int32),
        context=context / np.linalg.norm(context, axis=1, keepdims=True),
        bags={"stem": stems, "number": of_numbers(0, count)},
    )


def of_numbers(have: int, count: int) -> Bag:
    """Return the numbers of so many sentences: one in the first ones, none in the others."""
    ids = np.where(np.arange(count) < have, 0, -1).astype(np.int32)[:, None]
    return Bag(ids, np.array([1, 0], np.float32))


def test_pairs_are_of_different_articles_and_alike() -> None:
    told = story()
    seen = views(told.parsed, told.vectors)
    found = candidates(seen)
    assert len(found.a)
    assert (seen.article[found.a] < seen.article[found.b]).all()
    assert (found.score >= LEAST_OF_NUMBERS).all()
    assert len({*zip(found.a.tolist(), found.b.tolist(), strict=True)}) == len(found.a)


def test_what_tells_the_same_is_a_pair_and_what_does_not_is_none() -> None:
    told = story()
    seen = views(told.parsed, told.vectors)
    found = candidates(seen)
    articles = {p.article.id: p.article for p in told.parsed}
    words = [articles[s.span.article].quote(s.span) for s in seen.sentences]
    pairs = {(words[a], words[b]) for a, b in zip(found.a, found.b, strict=True)}
    assert any("roof of the mill" in a and "mill lost its roof" in b for a, b in pairs)
    assert not any("140 people" in a and "concert" in b for a, b in pairs)


def test_pairs_are_the_same_with_the_reports_the_other_way_round() -> None:
    told = story()
    found = []
    for way in (told, told.backwards()):
        seen = views(way.parsed, way.vectors)
        pairs = candidates(seen)
        spans = [s.span for s in seen.sentences]
        found.append({frozenset({spans[a], spans[b]}) for a, b in zip(pairs.a, pairs.b, strict=True)})
    assert found[0] == found[1]


def test_a_sentence_of_a_long_report_is_compared_with_its_best_only() -> None:
    seen = of_sizes(80, 90)
    found = candidates(seen)
    rows = {(int(a), int(b)) for a, b in zip(found.a, found.b, strict=True)}
    assert len(rows) <= MOST * (80 + 90)
    score = np.full((80, 90), -np.inf)
    score[found.a, found.b - 80] = found.score
    for a, b in rows:
        better = min((score[a] > score[a, b - 80]).sum(), (score[:, b - 80] > score[a, b - 80]).sum())
        assert better < MOST


@pytest.mark.parametrize(("numbers", "found"), [(0, 0), (1, 0), (2, 1)])
def test_sentences_that_both_have_numbers_need_less_likeness(numbers: int, found: int) -> None:
    context = np.zeros((2, 384), np.float32)
    context[:, 0] = 1, LEAST + LEAST_OF_NUMBERS  # half of it is the likeness
    no_words = Bag(np.full((2, 1), -1, np.int32), np.zeros(1, np.float32))
    bags = {"stem": no_words, "number": of_numbers(numbers, 2)}
    seen = replace(of_sizes(1, 1), context=context, bags=bags)
    assert len(candidates(seen).a) == found


@pytest.mark.parametrize("sizes", [(), (5,), (0, 5), (1, 1)])
def test_few_reports(sizes: tuple[int, ...]) -> None:
    found = candidates(of_sizes(*sizes) if sizes else views([], []))
    assert len(found.a) == len(found.b) == len(found.score) <= 1


def test_memory_grows_with_the_story_and_not_with_its_square() -> None:
    def peak(articles: int) -> int:
        # Nothing is alike, so that what is measured is not what is kept.
        seen = of_sizes(*[25] * articles)
        seen = replace(
            seen,
            context=seen.context * 0,
            bags=seen.bags | {"stem": Bag(seen.bags["stem"].ids * 0 - 1, np.zeros(1, np.float32))},
        )
        tracemalloc.start()
        assert not len(candidates(seen).a)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    # All pairs of 60 articles are 16 times as many as those of 15.
    assert peak(60) < 6 * peak(15)
