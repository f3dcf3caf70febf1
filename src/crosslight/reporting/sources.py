"""The reports of a dossier as a reader meets them: columns in one order, and lines cut from their text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from crosslight.model import Dossier, FieldName, Parsed, Span
from crosslight.reporting.words import one_line, period

_WORD = re.compile(r"\w")
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words, made visible and on one line; `marked` where the eye should land.

    `beyond` is what a statement tells beyond the part that others share with it. A `cut` is no words of
    the report: it tells how many it leaves out there.
    """

    text: str
    marked: bool = False
    cut: bool = False
    beyond: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of a report as it is shown: its column, its words, and on whose word it stands.

    `also` names the copies that have the same words.
    """

    column: int
    span: Span
    pieces: tuple[Piece, ...]
    by: str = ""
    also: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """All words of the line, without marks."""
        return "".join(piece.text for piece in self.pieces if not piece.cut)


@dataclass(frozen=True, slots=True)
class Column:
    """One report: `label` is its outlet (or id), made unique; `url` is empty unless it is http or https.

    `compared` is false for a report that was read and left out, such as one in another language.
    """

    index: int
    article: str
    label: str
    published: str
    language: str
    byline: str
    url: str
    headline: Line | None
    compared: bool
    copy_of: str
    copies: tuple[str, ...]


Marks = Mapping[tuple[str, FieldName], list[tuple[int, int]]]
"""Stretches to mark, by article and field: found without a look at those of other articles."""

Cells = tuple[tuple[Line, ...], ...]
"""Lines laid into lanes, in the order of `Sources.lanes`."""


class Sources:
    """Look-ups over the articles of a dossier: column, sentence and words of any span."""

    def __init__(self, dossier: Dossier) -> None:
        self._parsed = {parsed.article.id: parsed for parsed in dossier.articles}
        self._starts: dict[tuple[str, FieldName], list[int]] = {}
        self._sentences: dict[tuple[str, FieldName], list[Span]] = {}
        self._words = {s.span: s.words for parsed in dossier.articles for s in parsed.sentences}
        for parsed in dossier.articles:
            for span in sorted(sentence.span for sentence in parsed.sentences):
                self._sentences.setdefault((span.article, span.field), []).append(span)
        for key, spans in self._sentences.items():
            self._starts[key] = [span.start for span in spans]
        self._index = {parsed.article.id: i for i, parsed in enumerate(dossier.articles)}
        self.columns = self._columns(dossier)
        # A copy of a report that is here stands in that report's lane; one level is enough to fold it.
        self._lane = {}
        for article, i in self._index.items():
            original = self._index.get(dossier.copies.get(article, ""), i)
            self._lane[i] = original if self.columns[original].compared else i
        self.lanes = tuple(c for c in self.columns if c.compared and self._lane[c.index] == c.index)

    def column(self, article: str) -> int:
        """Return the number of an article's column, from 0."""
        return self._index[article]

    def label(self, article: str) -> str:
        """Return the label of an article's column; for an id that is not in the dossier, the id itself."""
        return self.columns[self._index[article]].label if article in self._index else one_line(article)

    def sentence(self, span: Span) -> Span | None:
        """Return the sentence in which a span begins, or None where it lies outside all of them."""
        number = self.sentence_number(span)
        return None if number is None else self._sentences[span.article, span.field][number]

    def sentence_number(self, span: Span) -> int | None:
        """Return the number, from 0, of the sentence of its field in which a span begins."""
        key = span.article, span.field
        number = bisect_right(self._starts.get(key, []), span.start) - 1
        if number >= 0 and span.start < self._sentences[key][number].end:
            return number
        return None

    def numbered(self, article: str, field: FieldName, number: int) -> Span:
        """Return the sentence of a field that has this number."""
        return self._sentences[article, field][number]

    def next_sentence(self, span: Span, number: int) -> int | None:
        """Return the number of the sentence after this one, if the span reaches into it."""
        sentences = self._sentences[span.article, span.field]
        reached = number + 1 < len(sentences) and sentences[number + 1].start < span.end
        return number + 1 if reached else None

    def wording(self, span: Span, lemmas: Iterable[str]) -> str:
        """Return lemmas as the words that they are in the sentence of a span, in its order."""
        sentence = self.sentence(span)
        wanted = dict.fromkeys(lemmas)
        found: dict[str, str] = {}
        for word in self._words[sentence] if sentence else ():
            if word.lemma in wanted:
                found.setdefault(word.lemma, word.text)
        return one_line(" ".join((*found.values(), *(lemma for lemma in wanted if lemma not in found))))

    def line(
        self, span: Span, marks: Marks | None = None, by: str = "", parts: Iterable[Span] | None = None
    ) -> Line:
        """Return a span as a line; what marks cover of it is marked.

        Where parts of it are given, what lies outside them goes beyond what is shared.
        """
        text = self._text(span.article, span.field)
        near = (marks or {}).get((span.article, span.field), ())
        shared = joined(text, span.start, span.end, [(part.start, part.end) for part in parts or ()])
        pieces: list[Piece] = []
        at = span.start
        for first, last in [*(shared or [(span.start, span.end)]), (span.end, span.end)]:
            pieces += (*_beyond(text, at, first, near), *cut(text, first, last, near))
            at = last
        return Line(self._index[span.article], span, tuple(pieces), by)

    def lay(self, lines: Iterable[Line]) -> Cells:
        """Lay lines into lanes, each in the order given; a copy's line with the same words is folded."""
        cells: dict[int, list[Line]] = {lane.index: [] for lane in self.lanes}
        for line in lines:
            cell = cells.setdefault(self._lane[line.column], [])
            label = self.columns[line.column].label
            for i, other in enumerate(cell):
                if other.column != line.column and other.words == line.words:
                    cell[i] = replace(other, also=tuple(dict.fromkeys((*other.also, label))))
                    break
            else:
                cell.append(line)
        return tuple(tuple(cell) for cell in cells.values())

    def excerpt(self, span: Span, reach: int = 34) -> Line:
        """Return a span, marked, with about `reach` code points of its sentence before and after it."""
        sentence = self.sentence(span) or span
        text = self._text(span.article, span.field)
        start, end = sentence.start, max(sentence.end, span.end)
        if span.start - start > reach:
            space = text.find(" ", span.start - reach, span.start)
            start = span.start if space < 0 else space + 1
        if end - span.end > reach:
            space = text.rfind(" ", span.end, span.end + reach)
            end = span.end if space < 0 else space
        pieces = cut(text, start, end, [(span.start, span.end)])
        before = (Piece("… "),) if start > sentence.start else ()
        after = (Piece(" …"),) if end < sentence.end else ()
        return Line(self._index[span.article], span, (*before, *pieces, *after))

    def _text(self, article: str, field: FieldName) -> str:
        found = self._parsed[article].article
        return found.text if field == "text" else found.headline

    def _columns(self, dossier: Dossier) -> tuple[Column, ...]:
        labels = _labels(dossier.articles)
        differs = by_field(span for point in dossier.points for span in point.differs)
        told = {statement.span.article for point in dossier.points for statement in point.statements}
        left_out = {unread.input for unread in dossier.unread if not unread.kept}
        columns = []
        for i, parsed in enumerate(dossier.articles):
            article = parsed.article
            headline = parsed.headline
            original = dossier.copies.get(article.id)
            columns.append(
                Column(
                    index=i,
                    article=article.id,
                    label=labels[i],
                    published=period(article.published, article.published) if article.published else "",
                    language=parsed.language or article.language,
                    byline=one_line(article.byline),
                    url=article.url if _is_web(article.url) else "",
                    headline=self.line(headline, differs) if headline else None,
                    compared=article.id in told or (bool(parsed.sentences) and article.id not in left_out),
                    copy_of=labels[self._index[original]] if original in self._index else (original or ""),
                    copies=tuple(
                        labels[i] for a, i in self._index.items() if dossier.copies.get(a) == article.id
                    ),
                )
            )
        return tuple(columns)


def by_field(spans: Iterable[Span]) -> Marks:
    """Sort spans by article and field, to mark them."""
    marks: dict[tuple[str, FieldName], list[tuple[int, int]]] = {}
    for span in spans:
        marks.setdefault((span.article, span.field), []).append((span.start, span.end))
    return marks


def joined(text: str, start: int, end: int, stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return stretches in order, cut to a longer one; those without a word between them become one."""
    found: list[tuple[int, int]] = []
    for first, last in sorted((max(start, s), min(end, e)) for s, e in stretches if s < end and start < e):
        if found and (first <= found[-1][1] or not _WORD.search(text, found[-1][1], first)):
            found[-1] = found[-1][0], max(last, found[-1][1])
        elif first < last:
            found.append((first, last))
    return found


def cut(text: str, start: int, end: int, marks: Iterable[tuple[int, int]]) -> tuple[Piece, ...]:
    """Cut a stretch of text into pieces, marked and not."""
    pieces: list[Piece] = []
    at = start
    for first, last in joined(text, start, end, marks):
        pieces += (Piece(one_line(text[at:first])), Piece(one_line(text[first:last]), marked=True))
        at = last
    pieces.append(Piece(one_line(text[at:end])))
    return tuple(piece for piece in pieces if piece.text)


def _beyond(text: str, start: int, end: int, marks: Sequence[tuple[int, int]]) -> tuple[Piece, ...]:
    """Cut what lies between shared parts; space and punctuation at its edges are nobody's own."""
    words = [match.span() for match in _WORDS.finditer(text, start, end)]
    first, last = (words[0][0], words[-1][1]) if words else (end, end)
    inner = (replace(piece, beyond=True) for piece in cut(text, first, last, marks))
    return *cut(text, start, first, ()), *inner, *cut(text, last, end, ())


def _labels(articles: tuple[Parsed, ...]) -> list[str]:
    names = [one_line(p.article.outlet).strip() or one_line(p.article.id) for p in articles]
    total, seen = Counter(names), Counter[str]()
    labels = []
    for name in names:
        seen[name] += 1
        labels.append(f"{name} ({seen[name]})" if total[name] > 1 else name)
    return labels


def _is_web(url: str) -> bool:
    """Tell whether a URL may stand behind a link: no script or data behind a click."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and url.isprintable()
