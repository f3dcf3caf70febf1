import re

import pytest

from crosslight.parsing.numerals import NUMBER, number, ordinal


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,700", 1_700),
        ("84 thousand", 84_000),
        ("two dozen", 24),
        ("one hundred and twenty-three thousand", 123_000),
        ("half a million", 500_000),
        ("two and a half", 2.5),
        ("2 1/2", 2.5),
        ("5,00,000", 500_000),
    ],
)
def test_numbers_are_read_whole(text: str, value: float) -> None:
    match = re.match(NUMBER, text, re.IGNORECASE)
    assert match and match[0] == text
    assert number(text) == value


@pytest.mark.parametrize("text", ["two three", "nineteen ninety-seven", "million billion", ""])
def test_what_makes_no_number_is_none(text: str) -> None:
    assert number(text) is None


def test_a_number_word_is_no_part_of_another_word() -> None:
    assert re.match(NUMBER, "tendency") is None


def test_ordinals() -> None:
    assert [ordinal(w) for w in ("third", "46th", "twenty-first", "thirst")] == [3, 46, 21, None]
