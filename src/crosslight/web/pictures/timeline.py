"""When things happened, as each report dates them: one line a report, time from left to right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from crosslight.model import Event
from crosslight.reporting.sources import Column
from crosslight.reporting.view import View
from crosslight.reporting.words import period

# Units of the drawing.
WIDTH, STEP, TOP, EDGE = 640, 26, 26, 8
# Stretches of time that stand beside each other at most; beyond, only the last ones are drawn, and it is said.
MOST = 24


@dataclass(frozen=True, slots=True)
class Bar:
    """What a report dates in one stretch of time: where it stands, and how many sentences."""

    x: float
    width: float
    count: int
    when: str


@dataclass(frozen=True, slots=True)
class Lane:
    """One report, how far from the top, and its stretches."""

    column: Column
    y: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A day on the scale; `anchor` is how its words stand to it."""

    x: float
    word: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """The picture: its size, the scale, the reports, and how many stretches are too early to be drawn."""

    width: int
    height: int
    ticks: tuple[Tick, ...]
    lanes: tuple[Lane, ...]
    earlier: int


def timeline(view: View) -> Timeline | None:
    """Return the picture, or None where fewer than two days are told of.

    The scale is by rank: each stretch of time has the same room, whether a day or a decade lies between
    two of them, since most of a story is told of a day or two and some of long ago.
    """
    days = sorted({day for event in view.dossier.timeline for day in _bounds(event)})
    if len(days) < 2:
        return None
    earlier = max(0, len(days) - MOST)
    days = days[earlier:]
    room = (WIDTH - 2 * EDGE) / len(days)
    at = {day: n for n, day in enumerate(days)}
    lanes = []
    for n, lane in enumerate(view.lanes):
        bars: dict[tuple[str, str], int] = {}
        for event in view.dossier.timeline:
            bounds = _bounds(event)
            own = sum(span.article == lane.article for span in event.statements)
            if own and bounds[-1] in at:
                key = max(bounds[0], days[0]), bounds[-1]
                bars[key] = bars.get(key, 0) + own
        drawn = tuple(
            Bar(
                round(EDGE + at[first] * room + 3, 1),
                round((at[last] - at[first] + 1) * room - 6, 1),
                count,
                period(first, last),
            )
            for (first, last), count in sorted(bars.items(), key=lambda bar: (bar[0][0], bar[0][1]))
        )
        lanes.append(Lane(lane, TOP + n * STEP + STEP // 2, drawn))
    return Timeline(WIDTH, TOP + len(lanes) * STEP + 6, _ticks(days, room), tuple(lanes), earlier)


def _bounds(event: Event) -> tuple[str, ...]:
    return tuple(dict.fromkeys(day[:10] for day in (event.earliest, event.latest) if _is_day(day[:10])))


def _is_day(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True


def _ticks(days: Sequence[str], room: float) -> tuple[Tick, ...]:
    """Return as many days of the scale as have room for their words: the first, the last, and between."""
    # 78 units hold "10 Mar 2026" at 12 px.
    every = max(1, -(-78 // int(room)))
    found = []
    for n, day in enumerate(days):
        if n % every == 0:
            words = period(day, day).split(", ")[-1].split()
            found.append(Tick(round(EDGE + n * room + 3, 1), " ".join([words[0], words[1][:3], *words[2:]]), "start"))
    return tuple(found)
