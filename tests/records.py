"""Records built by hand from lines of text, without spaCy: one sentence a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from crosslight.model import (
    Actor,
    Article,
    FieldName,
    Figure,
    Mode,
    Moment,
    Noise,
    Parsed,
    Point,
    Sentence,
    Span,
    Speech,
    Statement,
    Word,
)

WORD = re.compile(r"\d[\d,.]*\d|\d|n[’']t\b|[’']s\b|[^\W\d_]+|[^\w\s]")
LEMMAS = {"said": "say", "was": "be", "were": "be", "is": "be", "met": "meet", "ferries": "ferry"}


def article(id: str, *lines: str, headline: str = "", **fields: str) -> Article:
    """Return an article whose sentences are these lines; its outlet is named by its id unless given."""
    return Article(id, "\n".join(lines), headline, **{"outlet": f"The {id.title()}", **fields})


def span(of: Article, words: str, field: FieldName = "text") -> Span:
    """Return the first place of some words in an article."""
    start = (of.text if field == "text" else of.headline).index(words)
    return Span(of.id, field, start, start + len(words))


def parsed(
    of: Article,
    *,
    noise: Sequence[str] = (),
    speech: Iterable[Speech] = (),
    figures: Iterable[Figure] = (),
    moments: Iterable[Moment] = (),
    actors: Iterable[Actor] = (),
    language: str = "en",
) -> Parsed:
    """Return an article as parsed: its lines are its sentences, those in `noise` are noise."""
    sentences = []
    fields: list[tuple[FieldName, str]] = [("headline", of.headline), ("text", of.text)]
    for field, text in fields:
        start = 0
        for line in text.split("\n"):
            if line:
                where = Span(of.id, field, start, start + len(line))
                why = "prompt" if line in noise else None
                sentences.append(Sentence(where, tuple(_words(line, start)), why))
            start += len(line) + 1
    headline = Span(of.id, "headline", 0, len(of.headline)) if of.headline else None
    noises = tuple(Noise(s.span, s.noise) for s in sentences if s.noise)
    return Parsed(
        of, language, headline, tuple(sentences), noises, tuple(actors), tuple(speech), tuple(figures),
        tuple(moments),
    )  # fmt: skip


def said(of: Article, words: str, speaker: str | None, mode: Mode = "direct", *more: str) -> Speech:
    """Return a speech of these words."""
    return Speech(of.id, None, speaker, None, tuple(span(of, w) for w in (words, *more)), mode, 1.0)


def statement(of: Article, words: str, *speakers: str, field: FieldName = "text") -> Statement:
    """Return a statement of these words."""
    return Statement(span(of, words, field), speakers)


def point(id: str, *statements: Statement, outlets: Sequence[str] = ()) -> Point:
    """Return a point of these statements, without links and origins."""
    return Point(id, "single", statements, tuple(outlets), (), ())


def texts(of: Iterable[Parsed], spans: Iterable[Span]) -> list[str]:
    """Return the words that spans cover."""
    articles = {p.article.id: p.article for p in of}
    return [articles[s.article].quote(s) for s in spans]


def _words(line: str, offset: int) -> Iterable[Word]:
    for index, match in enumerate(WORD.finditer(line)):
        text = match.group()
        lemma = LEMMAS.get(text.lower(), text.lower())
        if len(lemma) > 3 and lemma.endswith("s") and not lemma.endswith("ss"):
            lemma = lemma[:-1]
        pos = "NUM" if text[0].isdigit() else "X" if text[0].isalpha() else "PUNCT"
        yield Word(
            offset + match.start(), offset + match.end(), text, lemma, pos, "", "", index,
            "ORG" if text.isupper() and len(text) > 1 else "",
        )  # fmt: skip
