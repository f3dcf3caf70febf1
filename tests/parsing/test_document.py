import pytest

from crosslight.errors import PipelineError
from crosslight.model import Article
from crosslight.parsing.document import LONG, analyse, pipeline
from crosslight.parsing.paragraphs import LONGEST


def test_every_field_keeps_its_text() -> None:
    text = "\n The boat sank.  Nobody\u00a0was hurt.\r\n\r\nIt was Monday.\u2028Rain\tfell. "
    articles = [
        Article("a", text, "Boat sinks "),
        Article("a", "Another one.", ""),
        Article("c", " \n", "Only this"),
    ]
    fields = list(analyse(pipeline(), articles))
    assert [[f.name for f in parts] for parts in fields] == [["headline", "text"], ["text"], ["headline"]]
    assert [f.doc.text for parts in fields for f in parts] == [
        "Boat sinks ",
        text,
        "Another one.",
        "Only this",
    ]


def test_the_parser_keeps_our_sentences() -> None:
    text = "“It is ours,” said Lt.-Col. Ada Brook. “It could be theirs. It could be [the] sea.”\nShe left"
    (field,) = next(analyse(pipeline(), [Article("a", text)]))
    assert [s.text.strip() for s in field.doc.sents] == [
        "“It is ours,” said Lt.-Col. Ada Brook.",
        "“It could be theirs.",
        "It could be [the] sea.”",
        "She left",
    ]
    # No head lies outside its sentence.
    assert all(token.head in token.sent for token in field.doc)


def test_what_lost_its_full_stops_is_broken_somewhere() -> None:
    text = "The boat sank on Monday and the mayor left the town and nobody was hurt " * 160
    (field,) = next(analyse(pipeline(), [Article("a", text)]))
    assert field.doc.text == text
    assert LONG <= max(len(s.text) for s in field.doc.sents) <= 2 * LONG + 20


def test_a_pipeline_that_is_not_there() -> None:
    with pytest.raises(PipelineError, match="not installed"):
        pipeline("xx_no_such_pipeline")


def test_no_sentence_crosses_a_line_end_however_the_parts_are_packed() -> None:
    lines = [f"Line {i} tells of the harbour and of bread" for i in range(400)]
    (field,) = next(analyse(pipeline(), [Article("a", "\n  ".join(lines))]))
    assert len(field.doc.text) > LONGEST
    assert [s.text.strip() for s in field.doc.sents] == lines
