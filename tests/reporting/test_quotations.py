from __future__ import annotations

from io import StringIO

from rich.console import Console

from crosslight.model import Dossier, Edit, Quotation, Span
from crosslight.reporting import to_html, to_markdown
from crosslight.reporting.quotations import speakers
from crosslight.reporting.sources import Sources
from crosslight.reporting.terminal import render
from tests.records import article, parsed, span
from tests.reporting import ferry

A = article("a", "“The ferry was old, <b>slow</b> and never checked since May,” said Holm.")
B = article("b", "Holm called the ferry “old and checked since May”.")
FULL = "The ferry was old, <b>slow</b> and never checked since May"


def place(before: str) -> Span:
    """Return the empty place after some words of the shorter version."""
    end = span(B, before).end
    return Span("b", "text", end, end)


def dossier() -> Dossier:
    words = span(B, "old and checked since May")
    edits = (
        Edit("cut", "beginning", span(A, "The ferry was"), Span("b", "text", words.start, words.start)),
        Edit("cut", "middle", span(A, "never"), place("old and"), shown=False),
        Edit("cut", "middle", span(A, "and"), place("old"), shown=False),
    )
    full = span(A, FULL)
    quote = Quotation("Holm", (full, words), (span(A, "never"),), (), (full,), edits)
    return Dossier((parsed(A), parsed(B)), quotes=(quote,))


def test_a_cut_is_shown_where_it_is_and_said_in_words() -> None:
    told = dossier()
    (holm,) = speakers(told, Sources(told))
    (row,) = holm.shared
    (line,) = row.cells[1]
    assert [piece.text for piece in line.pieces] == [
        "⋯ 3 words ⋯",
        "old and",
        "⋯ 1 word ⋯",
        " checked since May",
    ]
    # What a cut says is not what the report says.
    assert line.words == "old and checked since May"
    assert [(part.how, part.words.words) for part in row.left_out[1]] == [
        ("Left out at the beginning", "The ferry was"),
        ("Left out in the middle, without a sign", "never"),
    ]
    assert row.left_out[0] == ()


def test_every_format_says_what_is_cut() -> None:
    told = dossier()
    console = Console(file=StringIO(), width=120)
    render(told, console)
    for shown in (to_html(told), to_markdown(told), console.file.getvalue()):  # type: ignore[attr-defined] # StringIO
        assert "without a sign" in shown
        assert "⋯ 1 word ⋯" in shown
    assert "<b>" not in to_html(told)


def test_markdown_and_terminal_name_the_verbs_and_the_words_of_each_speaker() -> None:
    told = ferry.dossier()
    console = Console(file=StringIO(), width=400)
    render(told, console)
    written = console.file.getvalue()  # type: ignore[attr-defined] # StringIO
    for shown in (to_markdown(told), written):
        assert "“denied” (denying) — Strait Lines" in shown
        assert "■ stated as fact" in shown
        assert "13 words quoted" in shown
