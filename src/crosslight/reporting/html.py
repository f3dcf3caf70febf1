"""A dossier as one self-contained HTML page: no network, and no script but the page's own."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from importlib.metadata import version
from importlib.resources import files
from itertools import groupby

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from crosslight.model import Dossier, FieldName, Span
from crosslight.reporting import fulltext
from crosslight.reporting.fulltext import Paragraph, Target
from crosslight.reporting.sources import Cells, Column, Line
from crosslight.reporting.view import ALONE, View, view
from crosslight.reporting.words import RELATIONS, STATUSES, listed, several

# Columns that a desk of 1,280 px holds at a readable measure; with more, only those that tell a
# point stand beside each other, and scroll.
DESK = 4
# Speakers in the first table: what a screen holds; the others are one click away.
SPEAKERS = 15

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
# What is left of the marks around words that are left out.
_MARKS = " ,;:."
_FIELDS: tuple[tuple[FieldName, str], ...] = (("headline", "h"), ("text", "s"))


def to_html(dossier: Dossier) -> str:
    """Return a dossier as a page.

    All text of articles is escaped by the template engine, every anchor is made of numbers, and the
    content security policy of the page lets nothing run or load but its own style and script.
    """
    seen = view(dossier)
    style, script = _own("page.css"), _own("page.js")
    return _environment().get_template("page.html.j2").render(
        view=seen,
        page=_Page(dossier, seen),
        statuses=list(STATUSES.items()),
        relations=list(RELATIONS.values()),
        most_speakers=SPEAKERS,
        style=style,
        style_hash=_hash(style),
        script=script,
        script_hash=_hash(script),
        version=version("crosslight"),
    )  # fmt: skip


class _Page:
    """What only the page needs of a view: anchors, and the articles in full."""

    def __init__(self, dossier: Dossier, seen: View) -> None:
        self._dossier = dossier
        self._view = seen
        self.many = len(seen.lanes) > DESK
        self.crowded = len(seen.columns) > DESK
        # The reports in full: those that are compared first, then copies and what was left out.
        rest = [column for column in seen.columns if column not in seen.lanes]
        self.columns = (*seen.lanes, *rest)
        self._places = {lane.index: place for place, lane in enumerate(seen.lanes)}
        # Room for the names beside the picture: 7.5 px a letter, at most 22 letters.
        self.gutter = 16 + int(7.5 * min(22, max((len(lane.label) for lane in seen.lanes), default=0)))

    @cached_property
    def _soles(self) -> dict[Line, str]:
        return {
            line: f"only-{alone.column.index}-{number}"
            for alone in self._view.alone
            for number, line in enumerate(alone.lines)
        }

    @cached_property
    def _texts(self) -> list[list[tuple[str, Paragraph]]]:
        """For each column its paragraphs, with the prefix of the anchors of their sentences."""
        targets = fulltext.place(self._view.sources, self._targets())
        return [
            [
                (f"{prefix}{column}", paragraph)
                for field, prefix in _FIELDS
                for paragraph in fulltext.paragraphs(parsed, field, targets)
            ]
            for column, parsed in enumerate(self._dossier.articles)
        ]

    @cached_property
    def _anchors(self) -> set[str]:
        return {
            f"{prefix}-{run.sentence}"
            for text in self._texts
            for prefix, paragraph in text
            for run in paragraph.runs
            if run.first
        }

    def _targets(self) -> Iterator[tuple[Span, Target]]:
        for row in self._view.points:
            target = Target(
                f"point-{row.number}",
                f"{row.term.mark}\u2060{row.number}",
                f"Point {row.number}: {row.term.word}",
                row.status,
            )
            for span in row.spans:
                yield span, target
        for line, anchor in self._soles.items():
            yield line.span, Target(anchor, ALONE.mark, "In this outlet alone", "alone")

    def anchor(self, line: Line) -> str:
        """Return the anchor of the sentence in which a line begins; else that of its article."""
        number = self._view.sources.sentence_number(line.span)
        anchor = f"{'s' if line.span.field == 'text' else 'h'}{line.column}-{number}"
        return anchor if anchor in self._anchors else f"report-{line.column}"

    def sole(self, line: Line) -> str:
        """Return the anchor of a line that stands in one outlet alone."""
        return self._soles[line]

    def label(self, line: Line) -> str:
        """Return the label of the report that a line is from."""
        return self._view.columns[line.column].label

    def text(self, column: Column) -> list[tuple[str, Paragraph]]:
        """Return the paragraphs of a report, its headline first, each with its anchors' prefix."""
        return self._texts[column.index]

    def fill(self, cells: Cells) -> list[tuple[Column, tuple[Line, ...]]]:
        """Return the cells to show with their lanes: the filled ones where the lanes are many."""
        pairs = zip(self._view.lanes, cells, strict=False)
        return [(lane, cell) for lane, cell in pairs if cell or not self.many]

    def place(self, lane: Column) -> int:
        """Return the number of a lane among the lanes."""
        return self._places[lane.index]

    def held(self, lane: int) -> int:
        """Return how many points a lane has."""
        return sum(bool(row.cells[lane]) for row in self._view.points)

    @staticmethod
    def lanes_of(cells: Iterable[tuple[Line, ...]]) -> str:
        """Return the numbers of the lanes that have something, for the page's filter."""
        return " ".join(str(i) for i, cell in enumerate(cells) if cell)

    @staticmethod
    def opening(line: Line, most: int = 70) -> str:
        """Return the first words of a line."""
        return _opening(line.words, most)

    @staticmethod
    def shared(line: Line, most: int = 200) -> str:
        """Return the words of a line that another one shares; of a line shared whole, the first ones."""
        if not any(piece.beyond for piece in line.pieces):
            return _opening(line.words, 70)
        runs = groupby(line.pieces, key=lambda piece: piece.beyond)
        told = ("…" if beyond else "".join(p.text for p in run).strip(_MARKS) for beyond, run in runs)
        return _opening(" ".join(filter(None, told)), most)

    @staticmethod
    def lang(column: Column) -> str:
        """Return the language of a report where it is a well-formed tag, else nothing."""
        return column.language if _LANGUAGE.fullmatch(column.language) else ""


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("crosslight.reporting"), autoescape=True, undefined=StrictUndefined
    )
    environment.globals |= {"listed": listed, "several": several}
    return environment


@cache
def _own(name: str) -> Markup:
    """Return one of the page's own files: these alone are put on the page as they are."""
    return Markup((files(__package__) / name).read_text("utf-8"))  # noqa: S704 - a file of this package


def _opening(words: str, most: int) -> str:
    return words if len(words) <= most else words[:most].rsplit(" ", 1)[0] + " …"


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
