"""Where in each report its points stand: one line a report, from its first letter to its last."""

from __future__ import annotations

from dataclasses import dataclass

from crosslight.reporting.sources import Column
from crosslight.reporting.view import Row, View

# Units of the drawing, which is as wide as the page lets it be.
WIDTH, STEP, TOP = 640, 26, 8
# Half the width of a mark, so that the first and the last are whole.
EDGE = 6


@dataclass(frozen=True, slots=True)
class Mark:
    """A sentence of a point: how far from the left, and what it belongs to."""

    x: float
    row: Row


@dataclass(frozen=True, slots=True)
class Lane:
    """One report, how far from the top, and its marks in the order of its text."""

    column: Column
    y: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Positions:
    """The picture: its size, and the reports in it."""

    width: int
    height: int
    edge: int
    lanes: tuple[Lane, ...]


def positions(view: View) -> Positions:
    """Return where in each report its points stand; a headline stands at the beginning."""
    lengths = {lane.index: len(view.dossier.articles[lane.index].article.text) or 1 for lane in view.lanes}
    marks: dict[int, list[Mark]] = {lane.index: [] for lane in view.lanes}
    for row in view.points:
        for cell in row.cells:
            for line in cell:
                if line.column in marks:
                    at = 0 if line.span.field == "headline" else line.span.start
                    share = at / lengths[line.column]
                    marks[line.column].append(Mark(round(EDGE + share * (WIDTH - 2 * EDGE), 1), row))
    lanes = tuple(
        Lane(lane, TOP + n * STEP + STEP // 2, tuple(sorted(marks[lane.index], key=lambda mark: mark.x)))
        for n, lane in enumerate(view.lanes)
    )
    return Positions(WIDTH, 2 * TOP + len(lanes) * STEP, EDGE, lanes)
