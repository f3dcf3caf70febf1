"""What each report puts first, leaves for later and leaves out, laid out by report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from crosslight.model import Dossier, Omission, Point
from crosslight.reporting.sources import Column, Line, Sources, by_field
from crosslight.reporting.wordings import ActUse, uses
from crosslight.reporting.words import attribution, several

EARLY = {
    "before the event": "published before the day that it tells of",
    "before the others": "published before any report that has it",
}


@dataclass(frozen=True, slots=True)
class OpeningRow:
    """The opening of one report: `first` is marked in its lines, `later` are the numbers of points."""

    column: Column
    headline: Line | None
    lead: Line | None
    acts: tuple[ActUse, ...]
    points: tuple[int, ...]
    later: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class OmissionRow:
    """A point that reports lack: who tells it, how high up, and who lacks it, with what excuses it."""

    number: int | None
    line: Line
    origins: str
    height: str
    lacking: tuple[tuple[Column, str], ...]


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """How many of the points one report has, its length, and what the others would have at that length."""

    column: Column
    words: int
    held: int
    points: int
    cut: str


def openings(dossier: Dossier, sources: Sources, numbers: Mapping[str, int]) -> tuple[OpeningRow, ...]:
    """Return the opening of the report of each lane that has one."""
    lanes = {lane.article: lane for lane in sources.lanes}
    rows = []
    for one in dossier.openings:
        if one.article in lanes:
            marks = by_field(one.first)
            rows.append(
                OpeningRow(
                    lanes[one.article],
                    sources.line(one.headline, marks) if one.headline else None,
                    sources.line(one.lead, marks) if one.lead else None,
                    uses([act for act in one.acts if act.agent or act.patient], sources),
                    tuple(numbers[name] for name in one.points if name in numbers),
                    tuple(numbers[name] for name in one.later if name in numbers),
                )
            )
    return tuple(rows)


def omissions(dossier: Dossier, sources: Sources, numbers: Mapping[str, int]) -> tuple[OmissionRow, ...]:
    """Return the points that reports lack, in the order of the dossier."""
    points = {point.id: point for point in dossier.points}
    return tuple(_omission(one, points[one.point], sources, numbers) for one in dossier.omissions)


def coverage(dossier: Dossier, sources: Sources) -> tuple[CoverageRow, ...]:
    """Return for each lane how many of the points its report has."""
    lanes = {lane.article: lane for lane in sources.lanes}
    return tuple(
        CoverageRow(lanes[one.article], one.words, one.held, one.points, f"{one.cut:.1f}".removesuffix(".0"))
        for one in dossier.coverage
        if one.article in lanes
    )


def height(at: float) -> str:
    """Return in words how far down something stands."""
    # Tenths and halves: finer words would promise more than one sentence here or there can hold.
    if at < 0.1:
        return "at the top"
    return "in the upper half" if at < 0.5 else "in the lower half"


def _omission(one: Omission, point: Point, sources: Sources, numbers: Mapping[str, int]) -> OmissionRow:
    early = {early.article: EARLY[early.why] for early in one.early}
    first = point.statements[0]
    return OmissionRow(
        numbers.get(one.point),
        sources.line(first.span, by=attribution(first.speakers)),
        f"{several(one.outlets, 'outlet')}, {several(one.origins, 'origin')}",
        height(one.at),
        tuple((sources.columns[sources.column(article)], early.get(article, "")) for article in one.lacking),
    )
