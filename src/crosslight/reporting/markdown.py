"""A dossier as Markdown, to paste into a document: article text is escaped, so that it stays text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crosslight.model import Dossier
from crosslight.reporting.markdown_manners import omissions, openings, voices, wording
from crosslight.reporting.markdown_text import escape, pieces
from crosslight.reporting.quotations import QuoteRow, ShareRow, Speaker
from crosslight.reporting.sources import Cells, Column, Line
from crosslight.reporting.tables import FigureRow, NameUse, Period
from crosslight.reporting.view import Row, View, view
from crosslight.reporting.words import Tally, Term, listed, several

# How many lines of one outlet alone, and of one outlet in a row of the timeline, a document takes.
ALONE = 12
TOGETHER = 3

# What a line begins with that tells of more than a speaker.
_SIGNS = frozenset("“≈■")


def to_markdown(dossier: Dossier) -> str:
    """Return a dossier as Markdown, in the order of the page; the articles in full are left out."""
    seen = view(dossier)
    blocks = [
        f"# {several(len(seen.lanes), 'report')} of one event, side by side",
        *_headlines(seen),
        ", ".join(f"{count.number} {count.term.word} ({count.what})" for count in seen.counts) + ".",
        "## Points",
        *_points(seen),
        "## Figures and dates",
        *(block for row in seen.figures for block in _figure(seen, row)),
        *_nothing(seen.figures, "No two outlets give a figure for the same thing."),
        "## Timeline",
        *(block for period in seen.timeline for block in _period(seen, period)),
        *_nothing(seen.timeline, "No sentence has a date that could be placed."),
        "## Who is quoted where",
        "\n".join(_share(seen, row) for row in seen.shares),
        *(block for speaker in seen.speakers for block in _speaker(seen, speaker)),
        *_nothing(seen.speakers, "Nobody is quoted."),
        "## How they attribute",
        *_voicing(seen),
        "## Whose words fill it",
        *voices(seen),
        "## How they word it",
        *wording(seen),
        "## Names they use",
        *_names(seen),
        "## What they put first",
        *openings(seen),
        "## What they leave out",
        *omissions(seen),
        "## In one outlet alone",
        *_alone(seen),
        "## The reports",
        "\n".join(f"- {_report(column)}" for column in seen.columns),
        "Their full text is left out here; the HTML page and the JSON have it.",
        *_revised(seen),
        "## Left out",
        "\n".join(f"- {escape(what)}: {escape(why)}" for what, why in seen.unread)
        or "Nothing: every input was read and compared.",
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _revised(seen: View) -> Iterator[str]:
    if not seen.revised:
        return
    yield "## What changed later"
    for one in seen.revised:
        lines = [f"- **{escape(one.column.label)}**, version {one.version}, seen {escape(one.when)}"]
        lines += [f"  - removed: {escape(words)}" for words in one.removed]
        lines += [f"  - added: {escape(words)}" for words in one.added]
        yield "\n".join(lines)


def _line(seen: View, line: Line) -> str:
    outlet = seen.columns[line.column].label
    before = [f"**{escape(outlet)}**"]
    if line.span.field == "headline":
        before.append("headline")
    if line.by:
        before.append(escape(line.by) if line.by[0] in _SIGNS else f"on the word of {escape(line.by)}")
    also = f" (word for word in {escape(listed(list(line.also)))})" if line.also else ""
    return f"- {', '.join(before)}: {pieces(line.pieces)}{also}"


def _cells(seen: View, cells: Cells, most: int = 0) -> str:
    lines = []
    for lane, cell in zip(seen.lanes, cells, strict=False):
        shown = cell[:most] if most else cell
        lines += [_line(seen, line) for line in shown]
        if len(shown) < len(cell):
            lines.append(f"- **{escape(lane.label)}**: {len(cell) - len(shown)} more left out")
    return "\n".join(lines)


def _headlines(seen: View) -> Iterator[str]:
    lines = []
    for lane in seen.lanes:
        headline = pieces(lane.headline.pieces) if lane.headline else "no headline"
        lines.append(f"- **{escape(lane.label)}**: {headline}")
    yield "\n".join(lines)


def _sign(term: Term) -> str:
    return f"{term.mark} {term.word}"


def _tally(tally: Tally) -> str:
    return f"{_sign(tally.term)}{f' ×{tally.count}' if tally.count > 1 else ''}, {tally.likelihood}"


def _points(seen: View) -> Iterator[str]:
    if not seen.points:
        yield "No two outlets tell the same thing, as far as Crosslight can see."
        return
    yield (
        "Plain words are shared; **bold words** stand in one outlet alone; "
        "*what stands in italics* goes beyond the shared fact."
    )
    for row in seen.points:
        yield f"### {row.number}. {_sign(row.term)}"
        yield _about(row)
        yield _cells(seen, row.cells)


def _about(row: Row) -> str:
    origins = "; ".join(escape(origin.words) for origin in row.origins)
    about = [f"{several(row.outlets, 'outlet')}, {several(len(row.origins), 'origin')}: {origins}."]
    if row.lacking:
        about.append(f"Not in {escape(listed(list(row.lacking), most=4))}.")
    about += [f"{_tally(tally)}." for tally in row.tallies]
    return " ".join(about)


def _figure(seen: View, row: FigureRow) -> Iterator[str]:
    signs = "; ".join(map(_tally, row.tallies))
    yield f"### {escape(row.about)}: {signs}"
    lines = [_cells(seen, row.cells)]
    for pair in row.comparisons:
        a, b = (escape(seen.columns[line.column].label) for line in (pair.a, pair.b))
        why = f" ({escape(pair.why)})" if pair.why else ""
        values = f"{a} {escape(pair.a_value)}, {b} {escape(pair.b_value)}"
        lines.append(f"- {values}: {pair.term.word}, {pair.likelihood}{why}")
    yield "\n".join(lines)


def _period(seen: View, period: Period) -> Iterator[str]:
    yield f"### {escape(period.when)}" + (" (vague)" if period.time == "vague" else "")
    yield "; ".join(f"{escape(who) or 'nobody named'}: **{escape(what)}**" for who, what in period.done)
    for here, there in period.conflicts:
        yield f"≠ dated otherwise: {'; '.join(_told(seen, line) for line in (*here, *there))}"
    yield "\n".join(_cells(seen, cells, TOGETHER) for cells in (*period.shared, period.alone)).strip()


def _share(seen: View, row: ShareRow) -> str:
    cells = zip(seen.lanes, row.cells, strict=False)
    where = [
        f"{escape(lane.label)} {several(len(cell.cues), 'time')}"
        + (f", {cell.length}" if cell.length else "")
        for lane, cell in cells
        if cell
    ]
    return f"- **{escape(row.name)}**: {'; '.join(where)}"


def _speaker(seen: View, speaker: Speaker) -> Iterator[str]:
    yield f"### {escape(speaker.name) or 'Speaker not named'}"
    # The same quotation in several outlets stays in one item.
    lines = [_quote(seen, row).removeprefix("- ").replace("\n- ", "  \n  ") for row in speaker.shared]
    yield "\n".join([*(f"- {line}" for line in lines), _cells(seen, speaker.alone)]).strip()


def _quote(seen: View, row: QuoteRow) -> str:
    notes = [
        f"- **{escape(lane.label)}**, {part.how[0].lower()}{part.how[1:]}: {escape(part.words.words)}"
        for lane, parts in zip(seen.lanes, row.left_out, strict=False)
        for part in parts
    ]
    return "\n".join([_cells(seen, row.cells), *notes])


def _voicing(seen: View) -> Iterator[str]:
    if not seen.voicing:
        yield "No point is attributed by one outlet and told by another."
        return
    yield "The verbs are **bold**; in brackets, what a verb by itself conveys where it does more than say."
    for row in seen.voicing:
        yield f"### {_sign(row.term)}, point {row.number}"
        yield _cells(seen, row.cells, TOGETHER)
    if seen.apart:
        yield f"Left out: {several(seen.apart, 'other point')} of which no two outlets make the same claim."


def _told(seen: View, line: Line) -> str:
    return f"{escape(seen.columns[line.column].label)} {pieces(line.pieces).strip()}"


def _names(seen: View) -> Iterator[str]:
    lines = []
    for row in seen.naming:
        outlets = []
        for lane, cell in zip(seen.lanes, row.cells, strict=False):
            uses = ", ".join(
                escape(use.text) + (f" ×{use.count}" if use.count > 1 else "") + _quoted(use) for use in cell
            )
            outlets += [f"  - **{escape(lane.label)}**: {uses}"] if uses else []
        lines.append("\n".join([f"- {escape(row.thing)}", *outlets]))
    yield "\n".join(lines) or "Nobody and nothing has another name in another report."
    if seen.same_named:
        left_out = several(seen.same_named, "other")
        yield f"Left out: {left_out} with one name everywhere, or in one report alone."


def _quoted(use: NameUse) -> str:
    return "" if not use.quoted else " (quoted)" if use.quoted == use.count else f" ({use.quoted} quoted)"


def _alone(seen: View) -> Iterator[str]:
    for alone in seen.alone:
        yield f"### {escape(alone.column.label)}: {len(alone.lines)}"
        lines = []
        for line in alone.lines[:ALONE]:
            by = f"On the word of {escape(line.by)}: " if line.by else ""
            lines.append(f"- {by}{pieces(line.pieces)}")
        if len(alone.lines) > ALONE:
            lines.append(f"- {len(alone.lines) - ALONE} more left out")
        yield "\n".join(lines)


def _report(column: Column) -> str:
    parts = [f"**{escape(column.label)}**", escape(column.published) or "date unknown"]
    if column.byline:
        parts.append(escape(column.byline))
    if column.copy_of:
        parts.append(f"copy of {escape(column.copy_of)}")
    if not column.compared:
        parts.append("not compared")
    if column.url:
        parts.append(f"<{_url(column.url)}>")
    return ", ".join(parts)


def _url(url: str) -> str:
    """Return a web address that fits between angle brackets: no bracket, space or backslash of its own."""
    return re.sub(r"[<>\s\\|]", lambda match: f"%{ord(match[0]):02X}", url)


def _nothing(rows: tuple[object, ...], text: str) -> list[str]:
    return [] if rows else [text]
