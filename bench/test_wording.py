"""Loaded words: what is counted is right, and what a highlight must be worth."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from bench.data import MISSING, here
from bench.wording import REPORTED, Read, babe, basil, ours, read, score
from crosslight.model import Word

Half = Callable[[int], Iterator[tuple[str, list[tuple[int, int]]]]]
# What issue 8 asks of the project.
LIFT = 3


def word(text: str) -> Word:
    """Return a word that the lists are asked for."""
    return Word(0, len(text), text, text, "ADJ", "JJ", "amod", 0, "")


def test_each_word_with_content_counts_once() -> None:
    """Two of four words are marked; of two highlighted ones one is."""
    held = [
        Read((word("the"), word("blatant"), word("red")), (None, True, False)),
        Read((word("brutal"), word("late")), (False, True)),
    ]
    row = score(held, ours("evaluative"))
    assert (row.highlighted, row.right, row.marked, row.words) == (2, 1, 2, 4)
    assert (row.precision, row.recall, row.base, row.lift) == (0.5, 0.5, 0.5, 1.0)


@pytest.mark.skipif(not here(), reason=MISSING)
@pytest.mark.parametrize("half", [basil, babe])
def test_a_highlighted_word_is_marked_by_readers_more_often_than_any_word(half: Half) -> None:
    """Hold the lift to what was asked, on the half that nobody looked at."""
    assert score(read(list(half(REPORTED))), ours("evaluative", "intensifier")).lift >= LIFT
