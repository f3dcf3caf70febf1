import numpy as np
import pytest

from crosslight.grouping.bags import SIGNALS, Frequencies, Similarity, background, bag
from crosslight.grouping.words import term, words
from crosslight.model import Article


def weighed(text: str, headline: str = "", known: Frequencies | None = None):  # type: ignore[no-untyped-def]
    own = bag(words(Article("a", text, headline)))
    return own, (known or Frequencies()).weights(own)


def known() -> Frequencies:
    found = Frequencies()
    for text in ("the mayor spoke", "the mayor left", "a ferry left", "a ferry burned", "rain"):
        found.add(bag(words(Article("a", text))))
    return found


def test_a_text_is_wholly_like_itself_in_each_signal_it_has() -> None:
    own = weighed("A ferry burned in Harnau, 12 fled", "Ferry burns", known())
    (row,) = Similarity()([own], [own])
    assert row == pytest.approx(np.ones(len(SIGNALS)), abs=1e-5)


def test_what_a_text_lacks_is_like_nothing() -> None:
    own = weighed("ferry burned", known=known())
    (row,) = Similarity()([own], [own])
    assert dict(zip(SIGNALS, row.tolist(), strict=True))["title"] == 0
    empty = weighed("")
    assert not Similarity()([empty], [own, empty]).any()


def test_rows_come_in_order_and_nothing_is_left_behind() -> None:
    a, b = weighed("ferry burned", known=known()), weighed("rain", known=known())
    compare = Similarity()
    both = compare([a, b], [b, a])
    assert both[:, 0] == pytest.approx([0, 1, 1, 0], abs=1e-5)
    assert compare([a], []).shape == (0, len(SIGNALS))


def test_rare_words_weigh_more() -> None:
    own, weights = weighed("mayor rain", known=known())
    by = dict(zip(own.places.tolist(), weights.tolist(), strict=True))
    assert by[term("rain")] > by[term("mayor")] > 0


def test_an_article_taken_out_leaves_no_trace() -> None:
    found = known()
    before = found.counts.copy()
    own = bag(words(Article("a", "a ferry sank")))
    found.add(own)
    assert (found.counts != before).any()
    found.add(own, -1)
    assert (found.counts == before).all()
    assert found.articles == 5


def test_the_shipped_background_knows_common_words_from_rare_ones() -> None:
    said, rare = background().rarity(np.array([term("president"), term("ombudswoman")]))
    assert said < rare
