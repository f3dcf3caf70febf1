"""When things happened, as each report dates them: a line for each report, time from left to right."""

from __future__ import annotations

from dataclasses import dataclass

from crosslight.reporting.sources import Column, Line
from crosslight.reporting.view import View

# Units of the drawing: a column holds "12 to 13 Mar 2026" at 12 px.
WIDE, STEP, TOP = 112, 26, 26


@dataclass(frozen=True, slots=True)
class Dot:
    """What a report dates to one stretch of time: `number` counts the stretches from 1."""

    number: int
    x: int
    width: int
    count: int
    when: str


@dataclass(frozen=True, slots=True)
class Lane:
    """One report, how far from the top, and what it dates."""

    column: Column
    y: int
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time, in short words, no more exact than the reports have it."""

    x: int
    word: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """The picture: its size, the stretches of time, and the reports."""

    width: int
    height: int
    columns: tuple[Stretch, ...]
    lanes: tuple[Lane, ...]


def timeline(view: View) -> Timeline | None:
    """Return the picture, or None where fewer than two stretches of time are told of.

    Each stretch has the same room, whether a day or a decade lies between two of them: most of a story is
    told of a day or two, and some of long ago.
    """
    periods = view.timeline
    if len(periods) < 2:
        return None
    counts: dict[tuple[int, int], int] = {}
    for n, period in enumerate(periods):
        for cells in (*period.shared, period.alone):
            for lane, cell in enumerate(cells):
                counts[lane, n] = counts.get((lane, n), 0) + _sentences(cell)
    lanes = tuple(
        Lane(
            column,
            TOP + at * STEP + STEP // 2,
            tuple(
                Dot(n + 1, n * WIDE + 8, min(16 + 6 * count, WIDE - 20), count, period.when)
                for n, period in enumerate(periods)
                if (count := counts.get((at, n), 0))
            ),
        )
        for at, column in enumerate(view.lanes)
    )
    columns = tuple(Stretch(n * WIDE + 8, _short(period.when)) for n, period in enumerate(periods))
    return Timeline(len(periods) * WIDE, TOP + len(lanes) * STEP + 6, columns, lanes)


def _sentences(cell: tuple[Line, ...]) -> int:
    return len({line.span for line in cell})


def _short(when: str) -> str:
    """Return a stretch of time without the day of the week, and with its months in three letters."""
    words = when.split(", ")[-1].split()
    return " ".join(word[:3] if word.isalpha() and word != "to" else word for word in words)
