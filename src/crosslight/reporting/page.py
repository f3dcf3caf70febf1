"""What every page has around a view: where links lead, what is folded, and the articles in full."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import groupby

from crosslight.model import FieldName, Span
from crosslight.reporting import fulltext
from crosslight.reporting.fulltext import Paragraph, Run, Target
from crosslight.reporting.sources import Cells, Column, Line
from crosslight.reporting.view import ALONE, View

# Columns that a desk of 1,280 px holds at a readable measure; with more, only those that tell a
# point stand beside each other, and scroll.
DESK = 4

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
# What is left of the marks around words that are left out.
_MARKS = " ,;:."
_FIELDS: tuple[tuple[FieldName, str], ...] = (("headline", "h"), ("text", "s"))


class Page:
    """What only a page needs of a view: where its links lead, and the articles in full.

    Links lead within the page; a page that shows a part of the view says of each where it leads instead.
    """

    # What leads to the text of a report: it stands further down.
    arrow = "↓"
    # Whether the timeline is drawn above its list: a page that has another picture of it says no.
    draws = True

    def __init__(self, seen: View) -> None:
        self._view = seen
        self.many = len(seen.lanes) > DESK
        self.scrolls = self.many
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
            for column, parsed in enumerate(self._view.dossier.articles)
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

    def link(self, line: Line) -> str:
        """Return where the sentence in which a line begins is, in its article."""
        return f"#{self.anchor(line)}"

    def to_point(self, number: int) -> str:
        """Return where a point is."""
        return f"#point-{number}"

    def to_speaker(self, number: int) -> str:
        """Return where the quotations of a speaker are."""
        return f"#speaker-{number}"

    def to_target(self, target: Target) -> str:
        """Return where a marked sentence leads."""
        return f"#{target.anchor}"

    def place_of(self, prefix: str, run: Run) -> str:
        """Return the anchor of the sentence of a run."""
        return f"{prefix}-{run.sentence}"

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


def _opening(words: str, most: int) -> str:
    return words if len(words) <= most else words[:most].rsplit(" ", 1)[0] + " …"
