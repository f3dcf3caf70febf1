"""How the outlets tell it, as blocks of Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from crosslight.reporting.markdown_text import escape, pieces
from crosslight.reporting.view import View
from crosslight.reporting.wordings import WordUse
from crosslight.reporting.words import listed, several

# How many acts and points left out, and how many speakers, a document takes.
MOST, SPEAKERS = 12, 15


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [list(head), *map(list, rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def voices(seen: View) -> Iterator[str]:
    """Yield the blocks of whose words fill each report."""
    lanes = [escape(lane.label) for lane in seen.lanes]
    if not seen.voices.heard:
        yield "Nobody is quoted or reported."
        return
    yield "Words quoted + reported, by speaker."
    total = ["in all", *(f"{bar.quoted} + {bar.reported} of {bar.words}" for bar in seen.voices.bars)]
    speakers = [[escape(one.name), *map(_pair, one.words)] for one in seen.voices.heard[:SPEAKERS]]
    yield _table(["speaker", *lanes], [total, *speakers])
    if len(seen.voices.heard) > SPEAKERS:
        yield f"Left out: {several(len(seen.voices.heard) - SPEAKERS, 'other speaker')}."
    if seen.voices.sides:
        yield "By side: the country or body that stands in what the reports call a speaker."
        sides = (
            [f"{escape(n)} ({escape(listed(list(s), 4))})", *map(_pair, w)] for n, s, w in seen.voices.sides
        )
        yield _table(["side", *lanes], sides)


def _pair(words: tuple[int, int]) -> str:
    return f"{words[0]} + {words[1]}" if any(words) else "–"


def wording(seen: View) -> Iterator[str]:
    """Yield the blocks of how the reports word it."""
    if not seen.worded:
        yield "No two reports tell the same act in other words, as far as Crosslight can see."
    for row in seen.worded[:MOST]:
        points = f", point {listed(list(map(str, row.points)))}" if row.points else ""
        yield f"### {row.differ.capitalize()}{points}"
        lines = []
        for lane, cell in zip(seen.lanes, row.cells, strict=True):
            for use in cell:
                how = f"{'quoted, ' * use.quoted}{use.form}" + (
                    f", who acts: {use.agent}" if use.agent else ""
                )
                count = f", {use.count} times" if use.count > 1 else ""
                lines.append(f"- **{escape(lane.label)}**: {pieces(use.line.pieces)} ({escape(how)}{count})")
        lines.append(f"- Why it is one act: {escape('; '.join(row.why))}")
        yield "\n".join(lines)
    if len(seen.worded) > MOST:
        yield f"Left out: {several(len(seen.worded) - MOST, 'other act')}."
    if seen.loaded:
        yield "Words that by themselves evaluate, intensify or hedge; whether they fit is for you to weigh."
        rows = (
            [f"{row.term.mark} {escape(row.word)} ({row.term.word})", *map(_use, row.cells)]
            for row in seen.loaded
        )
        yield _table(["word", *(escape(lane.label) for lane in seen.lanes)], rows)
    lines = [
        f"- **{escape(lane.label)}**: {escape(row.word)} (z {row.z}; {escape(row.why)})"
        for lane, rows in zip(seen.lanes, seen.distinctive, strict=True)
        for row in rows
    ]
    if lines:
        yield "Words that stand out, by log-odds:"
        yield "\n".join(lines)


def _use(use: WordUse | None) -> str:
    if use is None:
        return "–"
    quoted = f", {use.quoted} quoted" if use.quoted else ""
    return f"{pieces(use.line.pieces).strip()} (×{use.count}{quoted})"


def openings(seen: View) -> Iterator[str]:
    """Yield the blocks of what each report puts first."""
    yield "In **bold** what stands before the verb of the headline and of the first sentence."
    for row in seen.openings:
        lines = [f"### {escape(row.column.label)}"]
        lines += [pieces(line.pieces) for line in (row.headline, row.lead) if line]
        acts = (f"{act.agent or 'nobody named'} → {act.words}" for act in row.acts)
        lines += [f"Who acts: {escape('; '.join(acts))}."] if row.acts else []
        if row.later:
            later = listed(list(map(str, row.later)))
            lines.append(f"At the top of another report, further down here: point {later}.")
        yield "\n\n".join(lines)
    if seen.positions.tracks:
        yield "How far down each report tells a point first, as the share of its words that are read before:"
        rows = []
        for track in seen.positions.tracks:
            where = {stop.lane.index: stop.where for stop in track.stops}
            rows.append([str(track.number), *(where.get(lane.index, "–") for lane in seen.lanes)])
        yield _table(["point", *(escape(lane.label) for lane in seen.lanes)], rows)


def omissions(seen: View) -> Iterator[str]:
    """Yield the blocks of what reports leave out."""
    if not seen.omissions:
        yield "No report lacks what two others tell, as far as Crosslight can see."
        return
    yield _table(
        ["report", "words", "has", "the others, cut to its length from the end, would have"],
        (
            [escape(row.column.label), str(row.words), f"{row.held} of {row.points} points", row.cut]
            for row in seen.coverage
        ),
    )
    lines = []
    for row in seen.omissions[:MOST]:
        lacking = (f"{escape(lane.label)}{f' ({why})' * bool(why)}" for lane, why in row.lacking)
        number = f"point {row.number}, " if row.number else ""
        lines.append(
            f"- {pieces(row.line.pieces)} ({number}{row.origins}, {row.height}; not in {', '.join(lacking)})"
        )
    if len(seen.omissions) > MOST:
        lines.append(f"- {len(seen.omissions) - MOST} more left out")
    yield "\n".join(lines)
