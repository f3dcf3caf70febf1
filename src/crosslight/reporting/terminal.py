"""A dossier on a terminal: outlets beside each other where they fit, beneath each other where not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from crosslight.model import Dossier
from crosslight.reporting.emphasis import CoverageRow, OmissionRow, OpeningRow
from crosslight.reporting.quotations import ShareRow, Speaker
from crosslight.reporting.sources import Cells, Column, Line
from crosslight.reporting.tables import FigureRow, NamingRow, Period
from crosslight.reporting.view import Row, View, view
from crosslight.reporting.voicing import VoicedRow
from crosslight.reporting.wordings import LoadedRow, WordingRow
from crosslight.reporting.words import Tally, Term, listed, several

# Lines of fewer letters than this tire the eye: columns that would be narrower go beneath each other.
MEASURE = 34
# How much of each list a terminal shows; the rest is counted, and stands in the other formats.
POINTS, FIGURES, EVENTS, SPEAKERS, NAMES, ALONE, TOGETHER, VOICED = 25, 15, 15, 12, 10, 5, 2, 12
ACTS, WORDS, OMITTED = 8, 12, 8

_STYLES = {
    **dict.fromkeys(("corroborated", "agree", "equal"), "blue"),
    **dict.fromkeys(("overlap", "compatible"), "green"),
    **dict.fromkeys(("conflicting", "conflict", "different"), "red"),
    **dict.fromkeys(("disputed", "dispute"), "magenta"),
}

T = TypeVar("T")


def render(dossier: Dossier, console: Console) -> None:
    """Write a dossier to a console, in the order of the page.

    Text of articles is never read as Rich markup, and its control characters are shown as signs.
    """
    desk = _Desk(view(dossier), console.width)
    for block in desk.blocks():
        console.print(block, soft_wrap=False)


class _Desk:
    """A view and the width it is laid out for."""

    def __init__(self, seen: View, width: int) -> None:
        self.seen = seen
        self.width = width

    def blocks(self) -> list[RenderableType]:
        seen = self.seen
        return [
            Text(f"{several(len(seen.lanes), 'report')} of one event, side by side", "bold"),
            "",
            self.beside([(lane, _headline(lane)) for lane in seen.lanes]),
            "",
            *(
                Text.assemble(f"{count.number:>4} ", _sign(count.term), (f"  {count.what}", "dim"))
                for count in seen.counts
            ),
            *self.section("Points", seen.points, POINTS, self.point, "No two outlets tell the same thing."),
            *self.section("Figures and dates", seen.figures, FIGURES, self.figure, "No figures to compare."),
            *self.section("Timeline", seen.timeline, EVENTS, self.event, "No sentence has a date."),
            *self.section("Who is quoted where", seen.speakers, SPEAKERS, self.speaker, "Nobody is quoted."),
            *self.section("How long", seen.shares, SPEAKERS, self.share, "Nobody is quoted or reported."),
            *self.section(
                "How they attribute",
                seen.voicing,
                VOICED,
                self.voiced,
                "No point is attributed by one alone.",
            ),
            *self.section(
                "How they word it", seen.worded, ACTS, self.worded, "No act is told in other words."
            ),
            *self.section(
                "Words that weigh", seen.loaded, WORDS, self.loaded, "No report has a word of the lists."
            ),
            *self.section(
                "Names they use", seen.naming, NAMES, self.naming, "No two have another name for one thing."
            ),
            *self.section("What they put first", seen.openings, len(seen.openings), self.opening, "Nothing."),
            *self.section(
                "What they leave out", seen.omissions, OMITTED, self.omitted, "No report lacks what two tell."
            ),
            *(self.covered(row) for row in seen.coverage),
            _title("In one outlet alone"),
            self.beside(
                [(alone.column, self.lines(alone.lines, ALONE)) for alone in seen.alone if alone.lines]
            )
            if any(alone.lines for alone in seen.alone)
            else Text("Nothing."),
            *self.revised(),
            _title("Left out"),
            *(Text(f"{what}: {why}") for what, why in seen.unread),
            Text("The articles in full: the HTML page and the JSON have them.", "dim"),
        ]

    def revised(self) -> list[RenderableType]:
        blocks: list[RenderableType] = [_title("What changed later")] if self.seen.revised else []
        for one in self.seen.revised:
            blocks.append(Text(f"{one.column.label}, version {one.version}, seen {one.when}", "bold dim"))
            blocks += [Text(f"  − {words}", "red") for words in one.removed]
            blocks += [Text(f"  + {words}", "green") for words in one.added]
        return blocks

    def section(
        self,
        title: str,
        rows: Sequence[T],
        most: int,
        show: Callable[[T], RenderableType],
        nothing: str,
    ) -> list[RenderableType]:
        blocks: list[RenderableType] = [_title(title)]
        blocks += [Padding(show(row), (0, 0, 1, 0)) for row in rows[:most]] or [Text(nothing)]
        if len(rows) > most:
            blocks.append(
                Text(f"{len(rows) - most} of {len(rows)} left out here; --html has them all", "dim")
            )
        return blocks

    def point(self, row: Row) -> RenderableType:
        head = Text.assemble(f"{row.number}. ", _sign(row.term), "  ")
        head.append(f"{several(row.outlets, 'outlet')}, {several(len(row.origins), 'origin')}: ", "dim")
        head.append("; ".join(origin.words for origin in row.origins), "dim")
        foot = Text()
        for tally in row.tallies:
            foot.append_text(_tally(tally)).append("   ")
        if row.lacking:
            foot.append(f"not in {listed(list(row.lacking), most=4)}", "dim")
        return Group(head, self.cells(row.cells), foot)

    def figure(self, row: FigureRow) -> RenderableType:
        head = Text(row.about, "bold")
        for tally in row.tallies:
            head.append("   ").append_text(_tally(tally))
        return Group(head, self.cells(row.cells))

    def event(self, period: Period) -> RenderableType:
        head = Text(period.when, "bold").append("  vague" * (period.time == "vague"), "dim")
        done = "; ".join(f"{who or 'nobody named'}: {what}" for who, what in period.done)
        blocks: list[RenderableType] = [head, *([Text(done, "dim")] if done else [])]
        for here, there in period.conflicts:
            told = Text("; ").join(
                Text(f"{self.seen.columns[line.column].label} ", "dim").append_text(_pieces(line))
                for line in (*here, *there)
            )
            blocks.append(Text("≠ dated otherwise: ", "red").append_text(told))
        return Group(*blocks, *self.shared(period.shared, period.alone))

    def speaker(self, speaker: Speaker) -> RenderableType:
        rows: list[RenderableType] = []
        for row in speaker.shared:
            rows.append(self.cells(row.cells, TOGETHER))
            rows += [
                Text(f"  {lane.label}, {part.how[0].lower()}{part.how[1:]}: {part.words.words}", "dim")
                for lane, parts in zip(self.seen.lanes, row.left_out, strict=False)
                for part in parts
            ]
        if any(speaker.alone):
            rows.append(self.cells(speaker.alone, TOGETHER))
        return Group(Text(speaker.name or "Speaker not named", "bold"), *rows)

    def share(self, row: ShareRow) -> RenderableType:
        columns = [
            (lane, Text(f"{several(len(cell.cues), 'time')}" + (f", {cell.length}" if cell.length else "")))
            for lane, cell in zip(self.seen.lanes, row.cells, strict=False)
            if cell
        ]
        return Group(Text(row.name, "bold"), self.beside(columns))

    def voiced(self, row: VoicedRow) -> RenderableType:
        head = Text(f"{row.term.mark} {row.term.word}", "bold").append(f"  point {row.number}", "dim")
        return Group(head, self.cells(row.cells, TOGETHER))

    def shared(self, shared: Sequence[Cells], alone: Cells) -> list[RenderableType]:
        rows = [self.cells(cells, TOGETHER) for cells in shared]
        return [*rows, self.cells(alone, TOGETHER)] if any(alone) else rows

    def naming(self, row: NamingRow) -> RenderableType:
        columns = []
        for lane, cell in zip(self.seen.lanes, row.cells, strict=False):
            uses = [
                use.text
                + (f" ×{use.count}" if use.count > 1 else "")
                + (f" ({use.quoted} quoted)" if use.quoted else "")
                for use in cell
            ]
            if uses:
                columns.append((lane, Text(", ".join(uses))))
        return Group(Text(row.thing, "bold"), self.beside(columns))

    def worded(self, row: WordingRow) -> RenderableType:
        columns = []
        for lane, cell in zip(self.seen.lanes, row.cells, strict=True):
            text = Text()
            for use in cell:
                text.append_text(_pieces(use.line)).append(f"\n  {'quoted, ' * use.quoted}{use.form}", "dim")
                text.append(f", who acts: {use.agent}" * bool(use.agent), "dim")
                text.append(f", {use.count} times\n" if use.count > 1 else "\n", "dim")
            if cell:
                columns.append((lane, text))
        points = f"  point {listed(list(map(str, row.points)))}" if row.points else ""
        return Group(Text(row.differ.capitalize(), "bold").append(points, "dim"), self.beside(columns))

    def loaded(self, row: LoadedRow) -> RenderableType:
        columns = [
            (
                lane,
                _pieces(use.line).append(
                    f" ×{use.count}{f', {use.quoted} quoted' * bool(use.quoted)}", "dim"
                ),
            )
            for lane, use in zip(self.seen.lanes, row.cells, strict=True)
            if use
        ]
        head = Text(f"{row.term.mark} {row.word}", "bold").append(f"  {row.term.word}", "dim")
        return Group(head, self.beside(columns))

    def opening(self, row: OpeningRow) -> RenderableType:
        text = Text("\n").join(_pieces(line) for line in (row.headline, row.lead) if line)
        for act in row.acts:
            text.append(f"\n  {act.agent or 'nobody named'} → {act.words}", "dim")
        if row.later:
            text.append(
                f"\n  told further down than by others: point {listed(list(map(str, row.later)))}", "dim"
            )
        return Group(Text(row.column.label, "bold dim"), text)

    def omitted(self, row: OmissionRow) -> RenderableType:
        lacking = (f"{lane.label}{f' ({why})' * bool(why)}" for lane, why in row.lacking)
        text = Text(f"{row.number}. " if row.number else "").append_text(_pieces(row.line))
        return text.append(f"\n  {row.origins}, {row.height}; not in {', '.join(lacking)}", "dim")

    def covered(self, row: CoverageRow) -> RenderableType:
        has = f"{row.column.label}: {row.held} of {row.points} points in {several(row.words, 'word')}"
        return Text(f"{has}; the others, cut to its length, would have {row.cut}", "dim")

    def cells(self, cells: Cells, most: int = 0) -> RenderableType:
        pairs = zip(self.seen.lanes, cells, strict=False)
        return self.beside([(lane, self.lines(cell, most)) for lane, cell in pairs if cell])

    def lines(self, lines: Sequence[Line], most: int = 0) -> Text:
        shown = lines[:most] if most else lines
        text = Text("\n").join(self.line(line) for line in shown)
        if len(shown) < len(lines):
            text.append(f"\n{len(lines) - len(shown)} more left out here", "dim")
        return text

    def line(self, line: Line) -> Text:
        text = Text()
        if line.span.field == "headline":
            text.append("headline: ", "dim")
        text.append_text(_pieces(line))
        if line.by:
            text.append(f" — {line.by}", "italic dim")
        if line.also:
            text.append(f" (word for word in {listed(list(line.also))})", "dim")
        return text

    def beside(self, columns: Sequence[tuple[Column, Text]]) -> RenderableType:
        """Lay columns beside each other where each keeps a readable measure, else beneath each other."""
        if len(columns) * (MEASURE + 3) <= self.width:
            table = Table.grid(expand=True, padding=(0, 3, 0, 0), pad_edge=False)
            for _ in columns:
                table.add_column(ratio=1, overflow="fold")
            table.add_row(*(Text(column.label, "bold dim") for column, _ in columns))
            table.add_row(*(text for _, text in columns))
            return table
        stacked: list[RenderableType] = []
        for column, text in columns:
            stacked += [Text(column.label, "bold dim"), Padding(text, (0, 0, 0, 2))]
        return Group(*stacked)


def _title(title: str) -> RenderableType:
    return Text(f"\n{title}\n", "bold underline")


def _headline(column: Column) -> Text:
    text = _pieces(column.headline) if column.headline else Text("no headline", "dim")
    about = [column.published or "date unknown"]
    if column.copies:
        about.append(f"copied by {listed(list(column.copies))}")
    return text.append(f"\n{', '.join(about)}", "dim")


def _sign(term: Term, bold: bool = True) -> Text:
    style = _STYLES.get(term.word, "")
    return Text(f"{term.mark} {term.word}", f"bold {style}".strip() if bold else style)


def _tally(tally: Tally) -> Text:
    times = f" ×{tally.count}" if tally.count > 1 else ""
    return _sign(tally.term, bold=False).append(f"{times}, {tally.likelihood}", "dim")


def _pieces(line: Line) -> Text:
    text = Text()
    for piece in line.pieces:
        # Underlined as well as coloured: a terminal may have neither, or only one.
        if piece.cut:
            text.append(f" {piece.text} ", "red")
        else:
            text.append(piece.text, "underline yellow" if piece.marked else "")
    return text
