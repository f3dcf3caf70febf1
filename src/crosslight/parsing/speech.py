"""The speech of an article: who is reported to have said, written or thought what, and by whose account."""

from __future__ import annotations

from collections.abc import Sequence

from crosslight.model import Actor, Mode, Speech
from crosslight.parsing.attributions import Attribution, attributions
from crosslight.parsing.blocks import Blocks, blocks
from crosslight.parsing.contents import trim
from crosslight.parsing.document import Field
from crosslight.parsing.quotation_marks import quotations
from crosslight.parsing.scoring import Scorer, scorer
from crosslight.parsing.speakers import Speakers
from crosslight.parsing.words import Words, words

# The least words of a quotation without a cue that is taken for speech and not for a title or a scare quote.
_RUN_ON = 4
_FINAL = frozenset((".", "?", "!", "…", "..."))
_CLOSERS = frozenset(("”", '"', "''", "’", "'", "»", ")", "]"))


def speech(fields: Sequence[Field], actors: Sequence[Actor]) -> tuple[Speech, ...]:
    """Return the speech of one article (its fields, headline first), in the order of the contents.

    One item a sentence: a quotation of three sentences gives three. What runs on without a cue of
    its own has neither cue nor source, only the speaker.
    """
    tables = [words(field.doc) for field in fields]
    speakers = Speakers(fields, tables, actors)
    found: list[Speech] = []
    for number, (field, table) in enumerate(zip(fields, tables, strict=True)):
        found += _field(number, field, table, speakers, scorer())
    return tuple(found)


def _field(number: int, field: Field, table: Words, speakers: Speakers, model: Scorer) -> list[Speech]:
    parts = blocks(table, quotations(table.text))
    found = attributions(table, parts, model)
    named: list[tuple[Attribution, str | None]] = []
    last: str | None = None
    for one in found:
        name = speakers.name(number, one.source, last) if one.source else None
        named.append((one, name))
        last = name or last
    items = [_items(field, table, parts, one, name, _via(one, named)) for one, name in named]
    out = [item for group in items for item in group]
    out += _running_on(field, table, parts, named)
    return sorted(out, key=lambda item: (item.content[0].start, item.content[-1].end))


def _items(
    field: Field, table: Words, parts: Blocks, one: Attribution, name: str | None, via: tuple[str, ...]
) -> list[Speech]:
    """Return one item for each sentence of the content; two sides of a cue in one sentence stay together."""
    cue = field.span(table.start[one.cue[0]], table.end[one.cue[1] - 1])
    source = field.span(table.start[one.source[0]], table.end[one.source[1] - 1]) if one.source else None
    pieces = [piece for first, after in one.content for piece in _sentences(table, first, after)]
    return [
        Speech(
            field.article, source, name, cue,
            (field.span(table.start[a], table.end[b - 1]),), _mode(parts, a, b), round(one.probability, 4), via,
        )
        for a, b in pieces
    ]  # fmt: skip


def _sentences(table: Words, first: int, after: int) -> list[tuple[int, int]]:
    """Cut a stretch where sentences end."""
    cuts = [first]
    for i in range(first + 1, after):
        if table.sentence[i] != table.sentence[i - 1]:
            last = i - 1
            while last > first and (table.form[last] in _CLOSERS or table.pos[last] == "SPACE"):
                last -= 1
            if table.form[last] in _FINAL and (table.form[i][0].isupper() or not table.form[i][0].isalnum()):
                cuts.append(i)
    pieces = [trim(table, a, b) for a, b in zip(cuts, [*cuts[1:], after], strict=True)]
    return [_closed(table, piece, after) for piece in pieces if piece]


def _closed(table: Words, piece: tuple[int, int], after: int) -> tuple[int, int]:
    """Give a piece back the final stop and closing marks that trimming cut off."""
    first, end = piece
    while end < after and (
        table.form[end] in _FINAL or table.form[end] in _CLOSERS or table.form[end] == ","
    ):
        end += 1
    return first, end


def _mode(parts: Blocks, first: int, after: int) -> Mode:
    quoted = sum(number >= 0 for number in parts.quoted[first:after])
    if not quoted:
        return "indirect"
    return "direct" if quoted >= 0.9 * (after - first) else "mixed"


def _via(one: Attribution, named: Sequence[tuple[Attribution, str | None]]) -> tuple[str, ...]:
    """Return the speakers whose content holds this attribution, the nearest first."""
    holders = [
        (sum(b - a for a, b in other.content), name)
        for other, name in named
        if other is not one and name and any(a <= one.token < b for a, b in other.content)
    ]
    return tuple(dict.fromkeys(name for _, name in sorted(holders)))


def _running_on(
    field: Field, table: Words, parts: Blocks, named: Sequence[tuple[Attribution, str | None]]
) -> list[Speech]:
    """Give the quotations that have no cue of their own to whose quotation stands right before them."""
    spoken: dict[int, tuple[str, float]] = {}
    for one, name in named:
        for a, b in one.content:
            for number in parts.inside(a, b):
                if name:
                    spoken.setdefault(number, (name, one.probability))
    cued = {number for one, _ in named for a, b in one.content for number in parts.inside(a, b)}
    found = []
    for number, (first, after) in enumerate(parts.quotes):
        if number in cued or number - 1 not in spoken or after - first < _RUN_ON + 2:
            continue
        earlier = parts.quotes[number - 1]
        if not _follows(table, parts, earlier, first):
            continue
        name, probability = spoken[number - 1]
        spoken[number] = (name, probability * 0.95)
        found += [
            Speech(
                field.article, None, name, None, (field.span(table.start[a], table.end[b - 1]),), "direct",
                round(probability * 0.95, 4),
            )
            for a, b in _sentences(table, first, after)
        ]  # fmt: skip
    return found


def _follows(table: Words, parts: Blocks, earlier: tuple[int, int], first: int) -> bool:
    """Tell whether a quotation opens a block right after the block in which the earlier one ended."""
    block = parts.of[first]
    return (
        parts.spans[block][0] >= first - 1
        and parts.of[earlier[1] - 1] >= block - 1
        and _whole(table, parts, block, first)
    )


def _whole(table: Words, parts: Blocks, block: int, first: int) -> bool:
    return parts.spans[block][0] in (first, first - 1)
