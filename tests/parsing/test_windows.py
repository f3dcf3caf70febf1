"""The windows of a field cover it, end where paragraphs do, and hold what the parser says."""

from __future__ import annotations

import pytest

from crosslight.parsing.document import pipeline
from crosslight.parsing.pieces import tokenizer
from crosslight.parsing.windows import CORE, MARGIN, SIZES, Reading, reading, windows
from crosslight.parsing.words import words

PARAGRAPH = "The ferry to Skell left late on Monday, its captain said, and nobody on board was hurt.\n\n"


def read(text: str) -> Reading:
    """Return the reading of a text in which nothing is quoted."""
    table = words(pipeline()(text))
    return reading(table, [-1] * len(table), tokenizer())


def test_white_space_is_not_read_and_features_stay_in_their_range() -> None:
    found = read(PARAGRAPH)
    assert len(found.tokens) == len(found.pieces) == len(found.features) == 20
    assert (found.features >= 0).all() and (found.features < SIZES).all()
    assert found.features[:, 5].tolist() == [2] + 19 * [0]  # a paragraph begins, and nothing else


@pytest.mark.parametrize(
    "text", [PARAGRAPH, 40 * PARAGRAPH, 300 * "on and ", 60 * PARAGRAPH.replace("\n", " ")]
)
def test_each_word_is_in_the_core_of_one_window(text: str) -> None:
    found = read(text)
    cut = list(windows(found))
    assert [w.first for w in cut] == [0, *(w.after for w in cut[:-1])]
    assert cut[-1].after == len(found.tokens)
    assert all(w.begin <= w.first < w.after <= w.end and w.size <= CORE + 2 * MARGIN for w in cut)
    assert all(w.size == sum(map(len, found.pieces[w.begin : w.end])) for w in cut)


def test_a_window_ends_with_a_paragraph_where_it_can() -> None:
    found = read(40 * PARAGRAPH)
    borders = [w.after for w in windows(found)][:-1]
    assert borders
    assert all(found.paragraph[k] != found.paragraph[k - 1] for k in borders)


def test_nothing_to_read_has_no_window() -> None:
    assert list(windows(read(" \n "))) == []
