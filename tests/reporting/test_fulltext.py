from __future__ import annotations

import time
from dataclasses import replace

from crosslight.model import Article, Dossier, Noise, Parsed, Sentence, Span
from crosslight.reporting.fulltext import Run, Target, paragraphs, place
from crosslight.reporting.html import to_html
from crosslight.reporting.sources import Sources


def report(text: str, sentences: list[tuple[int, int]], noise: list[tuple[int, int]] | None = None) -> Parsed:
    spans = [Span("a", "text", start, end) for start, end in sentences]
    marked = tuple(Noise(Span("a", "text", start, end), "why") for start, end in noise or [])
    return Parsed(
        Article("a", text), "en", None, tuple(Sentence(s, ()) for s in spans), marked, (), (), (), ()
    )


def test_every_letter_is_kept_once() -> None:
    text = "One. Two\nthree. \n\n Four  five."
    parsed = report(text, [(0, 4), (5, 15), (19, 30)], [(9, 12), (20, 22)])
    shown = [run.text for p in paragraphs(parsed, "text", {}) for run in p.runs]
    assert "".join("".join(shown).split()) == "".join(text.split())


def test_a_sentence_over_two_lines_begins_once_and_ends_once() -> None:
    parsed = report("One two\nthree.", [(0, 14)])
    first, second = (p.runs[0] for p in paragraphs(parsed, "text", {}))
    assert (first.sentence, first.first, first.last) == (0, True, False)
    assert (second.sentence, second.first, second.last) == (0, False, True)


def test_noise_within_a_sentence_is_a_run_of_its_own() -> None:
    parsed = report("One ADVERT two.", [(0, 15)], [(4, 10)])
    (paragraph,) = paragraphs(parsed, "text", {})
    assert paragraph.runs == (
        Run("One ", 0, True, False, "", ()),
        Run("ADVERT", 0, False, False, "why", ()),
        Run(" two.", 0, False, True, "", ()),
    )


def test_noise_of_several_sentences_is_one_stretch() -> None:
    parsed = report("READ MORE: One. Two.", [(0, 15), (16, 20)], [(0, 15), (16, 20)])
    (paragraph,) = paragraphs(parsed, "text", {})
    assert [run.noise for run in paragraph.runs] == ["why", "why", "why"]


def test_a_statement_over_two_sentences_leads_from_both() -> None:
    parsed = report("One. Two. Three.", [(0, 4), (5, 9), (10, 16)])
    target = Target("point-1", "=", "Point 1", "single")
    targets = place(Sources(Dossier((parsed,))), [(Span("a", "text", 0, 9), target)])
    (paragraph,) = paragraphs(parsed, "text", targets)
    assert [run.targets for run in paragraph.runs if run.sentence is not None] == [(target,), (target,), ()]


def test_a_line_of_two_million_letters_is_no_trouble() -> None:
    # Time that grows with the square of the length would take hours here.
    long = report("word " * 400_000, [(i, i + 99) for i in range(0, 2_000_000, 100)])
    blank = replace(report(" " * 2_000_000, []), article=Article("b", " " * 2_000_000))
    began = time.process_time()
    to_html(Dossier((long, blank)))
    assert time.process_time() - began < 10
