from crosslight.model import Span
from crosslight.reporting.sources import Piece, Sources, by_field
from tests.reporting import ferry

TEXT = "The vessel had 214 passengers aboard, and a crew of about 30."


def pieces(marks: list[str], parts: list[str]) -> tuple[Piece, ...]:
    """Cut a sentence of the ferry's second report."""
    found = [ferry.words("post", words) for words in (*marks, *parts)]
    marked, shared = found[: len(marks)], found[len(marks) :]
    span = ferry.sentence("post", "The vessel had")
    return Sources(ferry.dossier()).line(span, by_field(marked), parts=shared).pieces


def test_what_lies_outside_the_parts_goes_beyond_but_not_its_punctuation() -> None:
    assert pieces([], ["The vessel had 214 passengers aboard"]) == (
        Piece("The vessel had 214 passengers aboard"),
        Piece(", "),
        Piece("and a crew of about 30", beyond=True),
        Piece("."),
    )


def test_a_mark_ends_where_the_shared_part_ends() -> None:
    found = pieces(["aboard, and a crew"], ["The vessel had 214 passengers aboard"])
    assert [p.text for p in found if p.marked and not p.beyond] == ["aboard"]
    assert "".join(p.text for p in found if p.beyond) == "and a crew of about 30"


def test_two_parts_without_a_word_between_them_are_one() -> None:
    found = pieces([], ["The vessel had 214 passengers aboard", "and a crew of about 30"])
    assert found == (Piece("The vessel had 214 passengers aboard, and a crew of about 30"), Piece("."))


def test_a_line_without_parts_has_nothing_beyond() -> None:
    assert pieces([], []) == (Piece(TEXT),)


def test_parts_of_another_sentence_leave_the_line_whole() -> None:
    span = ferry.sentence("post", "The vessel had")
    line = Sources(ferry.dossier()).line(span, parts=[Span("post", "text", 0, 5)])
    assert line.pieces == (Piece(TEXT),)
