from __future__ import annotations

import pytest

from crosslight.model import Article, Dossier, Link, Parsed, Sentence, Span
from crosslight.reporting.parallel import Facing, parallel
from crosslight.reporting.view import view
from tests.reporting import ferry


def reports(*links: tuple[int, int, float]) -> Dossier:
    """Two reports of five one-word sentences each, the first one a headline, and links between them."""
    parsed = []
    for name, words in (("a", "Head one two three four"), ("b", "Top eins zwei drei vier")):
        spans, at = [], 0
        for word in words.split():
            spans.append(Span(name, "text", at, at + len(word)))
            at += len(word) + 1
        sentences = tuple(Sentence(span, ()) for span in spans)
        parsed.append(Parsed(Article(name, words), "en", spans[0], sentences, (), (), (), (), ()))
    held = tuple(
        Link(parsed[0].sentences[i].span, parsed[1].sentences[j].span, "agree", p, ()) for i, j, p in links
    )
    return Dossier(tuple(parsed), links=held)


def told(rows: tuple[Facing, ...]) -> list[str]:
    return [
        " ".join(one.line.words for one in row.a) + "|" + " ".join(one.line.words for one in row.b)
        for row in rows
    ]


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        ([], ["Head|Top", "one|", "two|", "three|", "four|", "|eins", "|zwei", "|drei", "|vier"]),
        (
            [(1, 1, 0.9), (3, 2, 0.9)],
            ["Head|Top", "one|eins", "two|", "three|zwei", "four|", "|drei", "|vier"],
        ),
        # What runs backwards stands by itself: the heavier chain stays.
        (
            [(1, 4, 0.9), (2, 1, 0.8), (3, 2, 0.8)],
            ["Head|Top", "one|", "two|eins", "three|zwei", "four|", "|drei", "|vier"],
        ),
        # One sentence against two is one row.
        (
            [(1, 1, 0.9), (1, 2, 0.9), (4, 4, 0.6)],
            ["Head|Top", "one|eins zwei", "two|", "three|", "|drei", "four|vier"],
        ),
        # A link much less sure than another one of the sentence does not draw it in.
        (
            [(1, 1, 0.9), (1, 2, 0.5), (2, 3, 0.9)],
            ["Head|Top", "one|eins", "|zwei", "two|drei", "three|", "four|", "|vier"],
        ),
    ],
)
def test_what_both_tell_faces_each_other(links: list[tuple[int, int, float]], expected: list[str]) -> None:
    seen = view(reports(*links))
    rows = parallel(seen, *seen.columns)
    assert told(rows) == expected
    assert [row.headline for row in rows] == [True, *[False] * (len(rows) - 1)]


def test_turned_round_the_same_sentences_face_each_other() -> None:
    seen = view(reports((1, 1, 0.9), (3, 2, 0.9)))
    a, b = seen.columns
    there = {tuple(sorted(row.split("|"))) for row in told(parallel(seen, a, b))}
    assert {tuple(sorted(row.split("|"))) for row in told(parallel(seen, b, a))} == there


def test_every_sentence_of_both_stands_once_and_in_its_order() -> None:
    seen = view(ferry.dossier())
    for a in seen.lanes:
        for b in seen.lanes:
            if a == b:
                continue
            rows = parallel(seen, a, b)
            for side, column in (("a", a), ("b", b)):
                spans = [one.line.span for row in rows for one in getattr(row, side)]
                own = seen.dossier.articles[column.index].sentences
                assert sorted(spans) == sorted(s.span for s in own if s.noise is None)
                below = [one.line.span for row in rows if not row.headline for one in getattr(row, side)]
                assert below == sorted(below)
            assert any(row.a and row.b and row.terms for row in rows)
