"""Figures, timeline and names, laid out by report: rows of cells in the order of the lanes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from crosslight.model import Act, ActorKind, Dossier, Event, EventTime, FigurePair, Span
from crosslight.parsing.verbs import KIND
from crosslight.reporting.pictures import when_of
from crosslight.reporting.sources import Cells, Line, Sources, by_field
from crosslight.reporting.words import (
    FIGURES,
    Tally,
    Term,
    likelihood,
    listed,
    one_line,
    tally,
)

_SIGNS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two figures against each other: where, as what values, and why they stand so."""

    a: Line
    b: Line
    a_value: str
    b_value: str
    term: Term
    likelihood: str
    why: str


@dataclass(frozen=True, slots=True)
class FigureRow:
    """Figures about one thing: its words in each report, and how they stand, the sharpest first."""

    about: str
    tallies: tuple[Tally, ...]
    cells: Cells
    comparisons: tuple[Comparison, ...]


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time in words, and what the reports date there, the dating words marked.

    `shared` has one entry for each event that several reports have; `alone` are the others. `time` tells
    whether it is a day, a stretch, or a day that is not known; `done` is who did what, and `conflicts`
    are dating words here with those elsewhere that exclude them.
    """

    when: str
    shared: tuple[Cells, ...]
    alone: Cells
    time: EventTime = "exact"
    done: tuple[tuple[str, str], ...] = ()
    conflicts: tuple[tuple[tuple[Line, ...], tuple[Line, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class NameUse:
    """One name in one report: how often, where first, and how often inside quotations."""

    text: str
    first: Line
    count: int
    quoted: int


@dataclass(frozen=True, slots=True)
class NamingRow:
    """A thing, and the names that each report has for it, the most used first."""

    thing: str
    cells: tuple[tuple[NameUse, ...], ...]


def figures(dossier: Dossier, sources: Sources) -> tuple[FigureRow, ...]:
    """Return one row for all figures that pairs tie together, those that differ first, the surest first."""
    order = list(FIGURES)
    groups = sorted(
        _groups(dossier.figures),
        key=lambda pairs: min((order.index(pair.relation), -pair.probability) for pair in pairs),
    )
    return tuple(_figure_row(pairs, sources) for pairs in groups)


def timeline(dossier: Dossier, sources: Sources) -> tuple[Period, ...]:
    """Return the events in the order of the dossier, those of one stretch of time together."""
    periods = []
    keys = groupby(dossier.timeline, lambda event: (event.earliest, event.latest, event.value))
    for _, (first, *more) in keys:
        events = [first, *more]
        marked = [(event.statements, by_field(event.moments)) for event in events]
        shared, alone = _share([[sources.line(s, marks) for s in spans] for spans, marks in marked], sources)
        acts = [act for event in events for act in event.acts]
        periods.append(
            Period(
                when_of(first),
                shared,
                alone,
                first.time,
                tuple(dict.fromkeys(_done(act, sources) for act in acts if _does(act))),
                tuple(_conflict(event, sources) for event in events if event.conflicts),
            )
        )
    return tuple(periods)


def _does(act: Act) -> bool:
    """Tell whether an act is more than that somebody said something."""
    return not act.quoted and KIND.get(act.lemma) != "neutral"


def _done(act: Act, sources: Sources) -> tuple[str, str]:
    """Return who did something, and what."""
    return (sources.line(act.agent).words if act.agent else ""), sources.line(act.phrase).words


def _conflict(event: Event, sources: Sources) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Return the sentences of dating words that exclude each other: those of an event, and others."""
    here, there = (
        tuple(sources.excerpt(span) for span in spans) for spans in (event.conflicts, event.against)
    )
    return here, there


def _share(groups: list[list[Line]], sources: Sources) -> tuple[tuple[Cells, ...], Cells]:
    """Lay each group that several lanes have into a row of its own, and all others into one row."""
    shared: list[Cells] = []
    alone: list[Line] = []
    for lines in groups:
        cells = sources.lay(lines)
        if sum(map(bool, cells)) > 1:
            shared.append(cells)
        else:
            alone += lines
    return tuple(shared), sources.lay(alone)


def naming(dossier: Dossier, sources: Sources) -> tuple[NamingRow, ...]:
    """Return the things for which two or more reports have more than one name, those that part first."""
    rows: list[tuple[bool, NamingRow]] = []
    for thing in dossier.naming:
        uses: dict[int, list[NameUse]] = {lane.index: [] for lane in sources.lanes}
        forms: dict[int, set[str]] = {}
        for name in thing.names:
            by_column: dict[int, list[tuple[Span, bool]]] = {}
            for span, quoted in zip(name.places, name.quoted, strict=False):
                by_column.setdefault(sources.column(span.article), []).append((span, quoted))
            for column, places in by_column.items():
                if column not in uses:
                    continue  # a copy: its names are those of the original
                first = sources.line(places[0][0])
                forms.setdefault(column, set()).add(_form(name.text, thing.kind))
                uses[column].append(
                    NameUse(one_line(name.text), first, len(places), sum(q for _, q in places))
                )
        if len(forms) > 1 and len(set().union(*forms.values())) > 1:
            cells = tuple(tuple(sorted(cell, key=lambda use: -use.count)) for cell in uses.values())
            alike = all(form == forms[min(forms)] for form in forms.values())
            rows.append((alike, NamingRow(one_line(thing.thing), cells)))
    return tuple(row for _, row in sorted(rows, key=lambda each: each[0]))


def _form(name: str, kind: ActorKind) -> str:
    """Return a name without what makes it no other name: case, signs, "non-" and plural of a people."""
    letters = _SIGNS.sub("", name.casefold())
    return letters.removeprefix("non").removesuffix("s") if kind == "group" else letters


def _figure_row(pairs: list[FigurePair], sources: Sources) -> FigureRow:
    spans = sorted({s for p in pairs for s in (p.a, p.b)}, key=lambda s: (sources.column(s.article), s))
    # Each once: 30 reports of one number are 400 pairs.
    lines = {span: sources.excerpt(span) for span in spans}
    comparisons = tuple(
        Comparison(
            lines[pair.a], lines[pair.b],
            _value(pair.a_value, pair.unit), _value(pair.b_value, pair.unit),
            FIGURES[pair.relation], likelihood(pair.probability), one_line(pair.why),
        )
        for pair in pairs
    )  # fmt: skip
    cells = sources.lay(lines.values())
    return FigureRow(_about(pairs, sources), tally(FIGURES, pairs), cells, comparisons)


def _about(pairs: Sequence[FigurePair], sources: Sources) -> str:
    """Return what most pairs are about, in words as a report has them; else the figures themselves."""
    abouts = Counter(pair.about for pair in pairs if pair.about)
    if not abouts:
        return listed([sources.line(span).words for span in dict.fromkeys((pairs[0].a, pairs[0].b))])
    (about, _), *_ = abouts.most_common(1)
    return sources.wording(next(pair.a for pair in pairs if pair.about == about), about.split())


def _value(value: str, unit: str) -> str:
    return one_line(f"{value} {unit}".strip())


def _groups(pairs: Iterable[FigurePair]) -> list[list[FigurePair]]:
    """Group pairs that share a span, in the order in which each group begins."""
    homes: dict[Span, Span] = {}

    def home(span: Span) -> Span:
        while homes.setdefault(span, span) != span:
            # Each step shortens the way of the next: Tarjan and van Leeuwen 1984, "path halving".
            homes[span] = homes[homes[span]]
            span = homes[span]
        return span

    held = [*pairs]
    for pair in held:
        homes[home(pair.b)] = home(pair.a)
    groups: dict[Span, list[FigurePair]] = {}
    for pair in held:
        groups.setdefault(home(pair.a), []).append(pair)
    return [*groups.values()]
