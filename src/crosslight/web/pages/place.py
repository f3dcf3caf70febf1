"""Where a dossier is shown, and where every line, point and sentence of it is found there."""

from __future__ import annotations

from collections import OrderedDict
from functools import cached_property
from threading import Lock
from urllib.parse import quote, urlencode

from fastapi import Request

from crosslight.model import Article, Dossier, FieldName, Span
from crosslight.reporting.fulltext import Run, Target
from crosslight.reporting.json import Json, dumps
from crosslight.reporting.page import Page
from crosslight.reporting.sources import Column, Line
from crosslight.reporting.view import Row, View

# Points on one page: as many as a reader goes through at a sitting, and of 20 reports each it stays
# below 200 KB over the wire.
POINTS = 60
# Views kept: as many as dossiers are.
KEPT = 8

# Letters of a first line that stands for a headline.
LONGEST = 120

_LETTERS: dict[FieldName, str] = {"text": "t", "headline": "h"}
_FIELDS: dict[str, FieldName] = {"s": "text", "h": "headline"}


class Place(Page):
    """A dossier at an address: `base` is its own, and reports have theirs under `/articles`.

    `prefixed` tells that several reports in full stand on one page, so that anchors name the report too.
    """

    # The text stands on a page of its own.
    arrow = "→"
    # The page of the timeline has a picture of its own.
    draws = False

    def __init__(self, base: str, view: View, *, prefixed: bool = False) -> None:
        super().__init__(view)
        self.base, self._prefixed = base, prefixed
        # Where the reports are many, what they tell wraps into lines here: nothing is out of sight.
        self.scrolls = False

    @property
    def in_library(self) -> bool:
        """Tell whether the reports are kept: else all of it is at the address of a comparison."""
        return self.base.startswith("/stories/")

    def article(self, column: Column) -> str:
        """Return the address of a report."""
        if self.in_library:
            return article_path(column.article)
        return f"{self.base}/articles/{column.index}"

    def export(self, form: str) -> str:
        """Return the address of a file of the whole."""
        return f"{'/api/v1' if self.in_library else ''}{self.base}/export/{form}"

    def link(self, line: Line) -> str:
        """Return where the sentence in which a line begins is, in its article."""
        sentence = self._view.sources.sentence(line.span) or line.span
        return f"{self.article(self._view.columns[line.column])}#{place(sentence)}"

    def at(self, line: Line) -> str:
        """Return the address that leads to the point of a line now, whatever its number is then."""
        sentence = self._view.sources.sentence(line.span) or line.span
        return f"/point?{urlencode({'article': sentence.article, 'at': place(sentence)})}"

    def to_point(self, number: int) -> str:
        """Return where a point is."""
        part = (number - 1) // POINTS + 1
        return f"{self.base}{f'?part={part}' if part > 1 else ''}#point-{number}"

    def to_speaker(self, number: int) -> str:
        """Return where the quotations of a speaker are."""
        return f"{self.base}?view=quotes#speaker-{number}"

    def to_target(self, target: Target) -> str:
        """Return where a marked sentence leads."""
        kind, _, number = target.anchor.partition("-")
        return self.to_point(int(number)) if kind == "point" else f"{self.base}?view=missing#{target.anchor}"

    def place_of(self, prefix: str, run: Run) -> str:
        """Return the anchor of the sentence of a run: `t120-180`."""
        column = self._view.columns[int(prefix[1:])]
        assert run.sentence is not None  # noqa: S101 - asked of runs of sentences alone
        span = self._view.sources.numbered(column.article, _FIELDS[prefix[0]], run.sentence)
        return f"r{column.index}{place(span)}" if self._prefixed else place(span)

    def anchor_of(self, line: Line) -> str:
        """Return the anchor of a line among several reports."""
        return f"r{line.column}{place(line.span)}"

    def id_of(self, line: Line) -> str:
        """Return the id of the article of a line."""
        return line.span.article

    @staticmethod
    def json_of(line: Line) -> str:
        """Return the span of a line as JSON, as the API takes it."""
        span = line.span
        held: dict[str, Json] = {
            "article": span.article, "field": span.field, "start": span.start, "end": span.end
        }  # fmt: skip
        return dumps(held)

    def said(self, row: Row) -> Line:
        """Return the line that tells a point in fewest words, of those that are no stub."""
        lines = [line for cell in row.cells for line in cell]
        # A statement of fewer than 40 letters is often a headline's half, or "he said so".
        return min(
            lines, key=lambda line: (len(line.words) < 40, line.span.field == "headline", len(line.words))
        )

    @cached_property
    def actors(self) -> dict[str, frozenset[int]]:
        """For each person, body and place of the story the numbers of the points that name it."""
        points: dict[Span, set[int]] = {}
        for row in self._view.points:
            for span in row.spans:
                points.setdefault(span, set()).add(row.number)
        found: dict[str, set[int]] = {}
        for thing in self._view.dossier.naming:
            own = found.setdefault(thing.thing, set())
            for at in (at for name in thing.names for at in name.places):
                if (sentence := self._view.sources.sentence(at)) in points:
                    own |= points[sentence]
        most = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
        return {name: frozenset(numbers) for name, numbers in most if numbers}


class Views:
    """The views of the last dossiers, laid out once and kept as long as they."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._held: OrderedDict[int, View] = OrderedDict()

    def of(self, dossier: Dossier) -> View:
        """Return the view of a dossier."""
        with self._lock:
            # A view holds its dossier, so that no other one can have its number meanwhile.
            found = self._held.setdefault(id(dossier), View(dossier))
            self._held.move_to_end(id(dossier))
            while len(self._held) > KEPT:
                self._held.popitem(last=False)
        return found


def views(request: Request) -> Views:
    """Return the views that the server of a request keeps."""
    state = request.app.state
    if not hasattr(state, "views"):
        state.views = Views()
    found = state.views
    assert isinstance(found, Views)  # noqa: S101 - it was put there above
    return found


def place(span: Span) -> str:
    """Return the anchor of a stretch of an article: `t120-180`, or `h0-30` in its headline."""
    return f"{_LETTERS[span.field]}{span.start}-{span.end}"


def article_path(article: str) -> str:
    """Return the address of an article of the library, whatever its id has."""
    return f"/articles/{quote(article, safe='', errors='replace')}"


def title_of(article: Article) -> str:
    """Return the headline of an article, or the first line of its text."""
    lines = (line.strip() for line in article.text[:2_000].splitlines())
    return article.headline or next(filter(None, lines), "")[:LONGEST] or article.id
