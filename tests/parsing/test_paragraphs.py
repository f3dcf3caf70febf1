import textwrap

import pytest

from crosslight.parsing.paragraphs import LONGEST, paragraphs

LONG = "The council of Portville met on Monday to speak about the harbour and the price of bread in winter. "


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "one",
        "one\r\n\r\ntwo\u2028three\vfour\x0cfive\x85six\n",
        " \n one \n\n\n two",
        "x" * 25_000,
    ],
)
def test_joined_they_are_the_text(text: str) -> None:
    assert "".join(paragraphs(text)) == text


def test_every_line_end_parts() -> None:
    parts = list(paragraphs("\none\r\n\r\ntwo\u2028three\vfour\x85five"))
    assert parts == ["\none\r\n\r\n", "two\u2028", "three\v", "four\x85", "five"]


def test_a_line_without_end_is_cut_at_spaces() -> None:
    text = LONG * 400
    parts = list(paragraphs(text))
    assert "".join(parts) == text
    assert all(len(part) <= LONGEST and part.endswith(" ") for part in parts)


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_lines_broken_at_a_width_are_joined(gap: str) -> None:
    blocks = [LONG.strip(), (LONG * 3).strip(), (LONG * 2).strip()] * 2
    text = gap.join(textwrap.fill(block, 72) for block in blocks)
    assert [" ".join(part.split()) for part in paragraphs(text)] == blocks


def test_short_lines_are_no_broken_ones() -> None:
    lines = ["Bread is 3 crowns", "Butter is 5 crowns", "Fish is 12 crowns", "Salt is 2 crowns", "Rye is 1"]
    assert len(list(paragraphs("\n".join(lines)))) == len(lines)


def test_a_headline_glued_to_the_text_is_a_paragraph() -> None:
    title = "Mayor of Portville steps down"
    assert next(paragraphs(f"{title} Mayor Ana Ruiz left office.", title)) == title + " "
    assert len(list(paragraphs(f"{title} over bread prices.", title))) == 1
