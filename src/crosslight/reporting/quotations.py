"""Who quotes whom how long, and the same quotation in several reports, laid out by report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from crosslight.aligning.terms import FUNCTION
from crosslight.model import Dossier, Edit, Quotation, Share, Span
from crosslight.reporting.sources import Cells, Line, Marks, Piece, Sources, by_field
from crosslight.reporting.words import named, several

PARAPHRASE = "≈ reported, not quoted"
_WORD = re.compile(r"\w+(?:[-’'.]\w+)*")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What one report leaves out of the fullest version: where, in what way, and the words themselves."""

    how: str
    words: Line


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """One quotation in several reports: the words that differ marked, cuts shown where they are.

    `left_out` is, for each lane, what it leaves out of the fullest version.
    """

    cells: Cells
    left_out: tuple[tuple[LeftOut, ...], ...]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who is quoted, and where: quotations that several reports have, then those of one report each."""

    name: str
    shared: tuple[QuoteRow, ...]
    alone: Cells
    outlets: int


@dataclass(frozen=True, slots=True)
class ShareCell:
    """How often and how long one lane gives a speaker the word; `cues` lead to each attribution."""

    cues: tuple[Line, ...]
    quotations: tuple[Line, ...]
    words_quoted: int
    words_reported: int

    @property
    def length(self) -> str:
        """How many words, in words."""
        parts = [f"{several(self.words_quoted, 'word')} quoted"] if self.words_quoted else []
        parts += [f"{several(self.words_reported, 'word')} reported"] if self.words_reported else []
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class ShareRow:
    """A speaker and what each lane has of them; `quoted` is the number of the speaker's quotations below."""

    name: str
    cells: tuple[ShareCell | None, ...]
    quoted: int | None


def speakers(dossier: Dossier, sources: Sources) -> tuple[Speaker, ...]:
    """Return the speakers, those whom more reports quote first, else in the order of the dossier."""
    quotes: dict[str, list[Quotation]] = {}
    for quote in dossier.quotes:
        quotes.setdefault(named(quote.speaker), []).append(quote)
    found = [_speaker(name, of_one, sources) for name, of_one in quotes.items()]
    return tuple(sorted(found, key=lambda speaker: -speaker.outlets))


def shares(dossier: Dossier, sources: Sources, told: Sequence[Speaker]) -> tuple[ShareRow, ...]:
    """Return one row for each speaker, in the order of the dossier."""
    number = {speaker.name: n for n, speaker in enumerate(told, 1)}
    rows = []
    for speaker in dossier.speakers:
        cells = {lane.index: _share([], sources) for lane in sources.lanes}
        held: dict[int, list[Share]] = {}
        for share in speaker.shares:
            held.setdefault(sources.column(share.article), []).append(share)
        cells |= {column: _share(its, sources) for column, its in held.items() if column in cells}
        if any(cells.values()):
            name = named(speaker.name)
            rows.append(ShareRow(name, tuple(cells.values()), number.get(name)))
    return tuple(rows)


def _share(its: Sequence[Share], sources: Sources) -> ShareCell | None:
    if not its:
        return None
    return ShareCell(
        tuple(sources.line(span) for share in its for span in share.attributions),
        tuple(sources.line(span) for share in its for span in share.quotations),
        sum(share.words_quoted for share in its),
        sum(share.words_reported for share in its),
    )


def _speaker(name: str, quotes: list[Quotation], sources: Sources) -> Speaker:
    shared: list[QuoteRow] = []
    alone: list[Line] = []
    for quote in quotes:
        marks = by_field(quote.differs)
        lines = [_line(span, marks, quote.edits, sources) for span in quote.places]
        lines += [sources.line(span, marks, PARAPHRASE) for span in quote.paraphrases]
        cells = sources.lay(sorted(lines, key=lambda line: (line.column, bool(line.by))))
        if sum(map(bool, cells)) > 1:
            shared.append(QuoteRow(cells, _left_out(quote.edits, sources)))
        else:
            alone += [line for line in lines if not line.by]
    rest = sources.lay(alone)
    outlets = sum(any(lane) for lane in zip(*(row.cells for row in shared), rest, strict=False))
    return Speaker(name, tuple(shared), rest, outlets)


def _line(span: Span, marks: Marks, edits: Iterable[Edit], sources: Sources) -> Line:
    """Return a quotation with a sign at each place where words are cut."""
    cuts: dict[int, int] = {}
    for edit in edits:
        here = edit.here
        inside = (here.article, here.field) == (span.article, span.field)
        if inside and span.start <= here.end <= span.end and edit.kind == "cut" and _counts(edit, sources):
            rest = sources.line(replace(span, start=here.end)).words
            at = here.end if _WORD.search(rest) else span.end  # a full stop goes with the words before it
            cuts[at] = cuts.get(at, 0) + len(_WORD.findall(sources.line(edit.full).words))
    pieces: list[Piece] = []
    start = span.start
    for end, count in sorted(cuts.items()):
        if start < end:
            pieces += sources.line(replace(span, start=start, end=end), marks).pieces
        pieces.append(Piece(f"⋯ {several(count, 'word')} ⋯", cut=True))
        start = end
    if start < span.end:
        pieces += sources.line(replace(span, start=start), marks).pieces
    return replace(sources.line(span, marks), pieces=tuple(pieces))


def _counts(edit: Edit, sources: Sources) -> bool:
    """Tell whether the words left out say anything: a lone "and" does not."""
    return any(w.casefold() not in FUNCTION for w in _WORD.findall(sources.line(edit.full).words))


def _left_out(edits: Iterable[Edit], sources: Sources) -> tuple[tuple[LeftOut, ...], ...]:
    lanes: dict[int, list[LeftOut]] = {lane.index: [] for lane in sources.lanes}
    for edit in edits:
        lane = lanes.get(sources.column(edit.here.article))
        if lane is None or edit.kind not in ("cut", "reported") or not _counts(edit, sources):
            continue
        how = "Not quoted but reported" if edit.kind == "reported" else "Left out"
        where = "in the middle" if edit.where == "middle" else f"at the {edit.where}"
        silent = ", without a sign" if edit.kind == "cut" and not edit.shown else ""
        lane.append(LeftOut(f"{how} {where}{silent}", sources.line(edit.full)))
    return tuple(map(tuple, lanes.values()))
