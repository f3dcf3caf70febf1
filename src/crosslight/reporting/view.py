"""What a page, a document and a terminal all show of a dossier, in the order in which they show it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from crosslight.model import Dossier, Link, Origin, Point, Span, Status
from crosslight.reporting import emphasis, pictures, quotations, tables, wordings
from crosslight.reporting.sources import Cells, Column, Line, Sources, by_field
from crosslight.reporting.voicing import VoicedRow, voicing
from crosslight.reporting.words import (
    RELATIONS,
    STATUSES,
    Tally,
    Term,
    attribution,
    likelihood,
    listed,
    named,
    one_line,
    tally,
    visible,
)

ALONE = Term("□", "in one outlet", "told by one outlet alone")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two lines stand together, and how sure that is, in words and as a number."""

    a: Line
    b: Line
    term: Term
    likelihood: str
    probability: float
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Provenance:
    """One origin in words: its name, of what kind it is, and the reports that carry it."""

    name: str
    how: str
    carriers: tuple[str, ...]

    @property
    def words(self) -> str:
        """The whole on one line."""
        return self.name + self.how + listed(list(self.carriers))


@dataclass(frozen=True)
class Row:
    """A point that several outlets have: `number` counts from 1.

    What is shown of it is laid out when it is asked for: a page shows few of the points of many reports.
    """

    number: int
    point: Point
    sources: Sources

    @property
    def id(self) -> str:
        """Return the id of the point."""
        return self.point.id

    @property
    def status(self) -> Status:
        """Return how its statements stand to each other."""
        return self.point.status

    @property
    def term(self) -> Term:
        """Return the status as a term."""
        return STATUSES[self.point.status]

    @property
    def links(self) -> tuple[Link, ...]:
        """Return the links by which its statements are one point."""
        return self.point.links

    @property
    def outlets(self) -> int:
        """Return how many outlets have it."""
        return len(self.point.outlets)

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """All its statements, those of copies that `cells` fold included."""
        return tuple(statement.span for statement in self.point.statements)

    @cached_property
    def cells(self) -> Cells:
        """What each lane has of it."""
        differs, parts = by_field(self.point.differs), _parts(self.point)
        return self.sources.lay(
            self.sources.line(s.span, differs, attribution(s.speakers), parts.get(s.span))
            for s in self.point.statements
        )

    @cached_property
    def origins(self) -> tuple[Provenance, ...]:
        """Where it comes from."""
        return tuple(_origin(origin, self.sources) for origin in self.point.origins)

    @cached_property
    def lacking(self) -> tuple[str, ...]:
        """The labels of the lanes that do not have it."""
        return tuple(
            lane.label for lane, cell in zip(self.sources.lanes, self.cells, strict=False) if not cell
        )

    @cached_property
    def tallies(self) -> tuple[Tally, ...]:
        """How many of its links are of each relation."""
        return tally(RELATIONS, self.links)


@dataclass(frozen=True, slots=True)
class Alone:
    """What one report alone has: `lines` in the order of its text."""

    column: Column
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """One number of the short answer, with its mark and what is counted."""

    status: str
    term: Term
    number: int
    what: str


@dataclass(frozen=True, slots=True)
class Revised:
    """How one report changed after it was first seen: what was added, and what removed."""

    column: Column
    version: int
    when: str
    added: tuple[str, ...]
    removed: tuple[str, ...]


class View:
    """A dossier, laid out; each part when it is asked for, so that a page of one part waits for no other."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier

    @cached_property
    def sources(self) -> Sources:
        """The reports: their columns, sentences and words."""
        return Sources(self.dossier)

    @property
    def columns(self) -> tuple[Column, ...]:
        """All reports, in the order in which they came."""
        return self.sources.columns

    @property
    def lanes(self) -> tuple[Column, ...]:
        """The reports that stand in columns, copies folded into theirs."""
        return self.sources.lanes

    @property
    def title(self) -> str:
        """The headline of the first report that has one, to know the dossier by."""
        return next((c.headline.words for c in self.columns if c.headline), "Reports of one event")

    @cached_property
    def points(self) -> tuple[Row, ...]:
        """What several outlets have, or what is disputed."""
        shared = [point for point in self.dossier.points if not _is_alone(point)]
        return tuple(Row(number, point, self.sources) for number, point in enumerate(shared, 1))

    @cached_property
    def alone(self) -> tuple[Alone, ...]:
        """What each report alone has."""
        return _alone([point for point in self.dossier.points if _is_alone(point)], self.sources)

    @cached_property
    def counts(self) -> tuple[Count, ...]:
        """The short answer, in numbers."""
        return _counts(self.points, sum(map(_is_alone, self.dossier.points)))

    @cached_property
    def figures(self) -> tuple[tables.FigureRow, ...]:
        """Figures and dates about one thing."""
        return tables.figures(self.dossier, self.sources)

    @cached_property
    def timeline(self) -> tuple[tables.Period, ...]:
        """When things happened."""
        return tables.timeline(self.dossier, self.sources)

    @cached_property
    def speakers(self) -> tuple[quotations.Speaker, ...]:
        """Who is quoted, and with what words."""
        return quotations.speakers(self.dossier, self.sources)

    @cached_property
    def shares(self) -> tuple[quotations.ShareRow, ...]:
        """Who is given the word, where, and for how long."""
        return quotations.shares(self.dossier, self.sources, self.speakers)

    @cached_property
    def voicing(self) -> tuple[VoicedRow, ...]:
        """How the reports attribute one point."""
        return voicing(self.dossier, self.sources, self.numbers)

    @property
    def apart(self) -> int:
        """How many attributions are not in `voicing`: no two reports make the same claim there."""
        return len(self.dossier.attributions) - len(self.voicing)

    @cached_property
    def naming(self) -> tuple[tables.NamingRow, ...]:
        """Who and what has several names."""
        return tables.naming(self.dossier, self.sources)

    @property
    def same_named(self) -> int:
        """How many have one name everywhere, or stand in one report alone."""
        return len(self.dossier.naming) - len(self.naming)

    @cached_property
    def worded(self) -> tuple[wordings.WordingRow, ...]:
        """The same acts in other words."""
        return wordings.wordings(self.dossier, self.sources, self.numbers)

    @cached_property
    def loaded(self) -> tuple[wordings.LoadedRow, ...]:
        """Words that evaluate, intensify or hedge."""
        return wordings.loaded(self.dossier, self.sources, self.numbers)

    @cached_property
    def distinctive(self) -> tuple[tuple[wordings.DistinctiveRow, ...], ...]:
        """Words that one report uses more than the others, lane by lane."""
        return wordings.distinctive(self.dossier, self.sources)

    @cached_property
    def openings(self) -> tuple[emphasis.OpeningRow, ...]:
        """What each report puts first."""
        return emphasis.openings(self.dossier, self.sources, self.numbers)

    @cached_property
    def omissions(self) -> tuple[emphasis.OmissionRow, ...]:
        """What reports leave out."""
        return emphasis.omissions(self.dossier, self.sources, self.numbers)

    @cached_property
    def coverage(self) -> tuple[emphasis.CoverageRow, ...]:
        """How many of the points each report has, beside its length."""
        return emphasis.coverage(self.dossier, self.sources)

    @cached_property
    def positions(self) -> pictures.Positions:
        """How far down each report tells each point."""
        return pictures.positions(self.dossier, self.sources, self.numbers)

    @cached_property
    def voices(self) -> pictures.Voices:
        """Whose words fill each report."""
        return pictures.voices(self.dossier, self.sources)

    @cached_property
    def times(self) -> pictures.Times | None:
        """The timeline as a picture."""
        return pictures.times(self.dossier, self.sources)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each point that is shown as one."""
        return {row.id: row.number for row in self.points}

    @property
    def unread(self) -> tuple[tuple[str, str], ...]:
        """What was left out, and why."""
        return tuple(
            (self.sources.label(u.input), one_line(u.why) + (" (read all the same)" if u.kept else ""))
            for u in self.dossier.unread
        )

    @property
    def revised(self) -> tuple[Revised, ...]:
        """Which reports changed after they were first seen."""
        return _revised(self.dossier, self.sources)

    def reasons(self, row: Row) -> tuple[Reason, ...]:
        """Return why the lines of a point stand together, pair by pair: thousands, where reports are many."""
        return tuple(_reason(link, self.sources) for link in row.links)


def view(dossier: Dossier) -> View:
    """Lay out a dossier for reading."""
    return View(dossier)


def _is_alone(point: Point) -> bool:
    return len(point.outlets) <= 1 and point.status == "single"


def _revised(dossier: Dossier, sources: Sources) -> tuple[Revised, ...]:
    columns = {parsed.article.id: n for n, parsed in enumerate(dossier.articles)}
    return tuple(
        Revised(
            sources.columns[columns[one.article]],
            one.version,
            f"{one.when[:10]} {one.when[11:16]}".strip(),
            tuple(visible(passage.words) for passage in one.added),
            tuple(visible(passage.words) for passage in one.removed),
        )
        for one in dossier.revisions
        if one.article in columns
    )


def _parts(point: Point) -> dict[Span, list[Span]]:
    """Return for each statement the parts that any other statement of the point shares with it."""
    found: dict[Span, list[Span]] = {}
    for link in point.links:
        found.setdefault(link.a, []).extend(link.a_parts or (link.a,))
        found.setdefault(link.b, []).extend(link.b_parts or (link.b,))
    return found


def _origin(origin: Origin, sources: Sources) -> Provenance:
    name = named(origin.name)
    carriers = tuple(sources.label(article) for article in origin.articles)
    if origin.kind == "source":
        return Provenance(name, ", in " if carriers else "", carriers)
    others = tuple(carrier for carrier in carriers if carrier != name)
    kind = {"own": "own report", "agency": "agency text", "copy": "one text"}[origin.kind]
    return Provenance(name, f" ({kind})" + (", carried by " if others else ""), others)


def _reason(link: Link, sources: Sources) -> Reason:
    return Reason(
        a=sources.line(link.a, parts=link.a_parts),
        b=sources.line(link.b, parts=link.b_parts),
        term=RELATIONS[link.relation],
        likelihood=likelihood(link.probability),
        probability=link.probability,
        why=tuple(one_line(why) for why in link.why),
    )


def _counts(rows: tuple[Row, ...], alone: int) -> tuple[Count, ...]:
    whats = {
        "corroborated": "by two or more origins",
        "disputed": "speakers oppose each other",
        "conflicting": "the outlets cannot all be right",
        "single": "in several outlets",
    }
    counts = []
    for status, what in whats.items():
        own = [row for row in rows if row.status == status]
        # A count must not sound surer than what it counts.
        weak = sum({likelihood(link.probability) for link in row.links} == {"possible"} for row in own)
        doubt = f", {weak} of them only possibly" if weak else ""
        counts.append(Count(status, STATUSES[status], len(own), what + doubt))
    return (*counts, Count("alone", ALONE, alone, "in no other"))


def _alone(points: list[Point], sources: Sources) -> tuple[Alone, ...]:
    lines: dict[int, list[Line]] = {column.index: [] for column in sources.columns if column.compared}
    for point in points:
        for statement in point.statements:
            line = sources.line(statement.span, by=attribution(statement.speakers))
            lines.setdefault(line.column, []).append(line)
    return tuple(
        Alone(sources.columns[column], tuple(sorted(found, key=lambda line: line.span)))
        for column, found in lines.items()
        if found or not sources.columns[column].copy_of
    )
