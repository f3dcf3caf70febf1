from __future__ import annotations

import pytest

from crosslight.reporting.sources import Piece, cut
from crosslight.reporting.words import attribution, likelihood, likelihoods, listed, one_line, period, visible


@pytest.mark.parametrize(
    ("earliest", "latest", "words"),
    [
        ("2031-03-04", "2031-03-04", "Tuesday, 4 March 2031"),
        ("2031-03-04T22:10:00+00:00", "2031-03-04", "Tuesday, 4 March 2031"),
        ("2031-02-01", "2031-02-28", "February 2031"),
        ("2031-01-01", "2031-12-31", "2031"),
        ("2031-03-04", "2031-03-09", "4 to 9 March 2031"),
        ("2031-03-30", "2031-04-02", "30 March 2031 to 2 April 2031"),
        ("2031-01-01", "2032-12-31", "1 January 2031 to 31 December 2032"),
        ("9999-12-31", "9999-12-31", "Friday, 31 December 9999"),
        ("", "2031-03-04", "4 March 2031"),
        ("last week", "last week", "last week"),
        ("", "", "no date"),
    ],
)
def test_a_period_is_no_more_exact_than_its_bounds(earliest: str, latest: str, words: str) -> None:
    assert period(earliest, latest) == words


def test_probability_in_words() -> None:
    assert [likelihood(p) for p in (1.0, 0.8, 0.79, 0.5, 0.49, 0.0)] == [
        *("sure", "sure", "likely", "likely", "possible", "possible")
    ]
    assert likelihoods([0.9, 0.2, 0.6]) == "possible to sure"
    assert likelihoods([0.6, 0.7]) == "likely"


def test_names_in_a_list() -> None:
    assert listed([]) == ""
    assert listed(["A"]) == "A"
    assert listed(["A", "B", "C"]) == "A, B and C"
    assert listed(["A", "B", "C", "D"], most=2) == "A, B and 2 others"
    assert listed(["A", "B", "C"], most=2) == "A, B and C"


def test_a_chain_of_speakers() -> None:
    assert attribution(()) == ""
    assert attribution(("unnamed: an official", "The Agency")) == "an official, according to The Agency"


def test_line_ends_and_joiners_stay_and_controls_show() -> None:
    assert visible("a\r\nb\rc\td\u200de\x85f") == "a\nb\nc\td\u200de\nf"
    assert visible("\x00\x1f\x7f\x80\u2066\ufffe") == "[U+0000][U+001F][U+007F][U+0080][U+2066]\ufffd"
    assert one_line("a \n\u2003 b") == "a b"


def test_marks_that_only_space_parts_become_one() -> None:
    text = "ten people, maybe more, died"
    assert cut(text, 0, len(text), [(4, 10), (12, 17), (12, 14), (0, 3), (24, 99)]) == (
        Piece("ten people, maybe", True),
        Piece(" more, "),
        Piece("died", True),
    )


def test_marks_outside_the_stretch_do_not_count() -> None:
    assert cut("one two three", 4, 7, [(0, 3), (8, 13)]) == (Piece("two"),)
