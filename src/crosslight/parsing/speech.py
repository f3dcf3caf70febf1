"""The speech of an article: who is reported to have said, written or thought what, and by whose account."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from crosslight.model import Actor, Mode, Speech
from crosslight.parsing.attributions import Attribution, Tags, attributions
from crosslight.parsing.blocks import Blocks
from crosslight.parsing.document import Field
from crosslight.parsing.speakers import Speakers
from crosslight.parsing.stretches import trim
from crosslight.parsing.told import probability
from crosslight.parsing.words import Words

# The least words of a quotation without a cue that is taken for speech and not for a title or a scare quote.
_RUN_ON = 4
_RUN_ON_FADES = 0.95  # on half of the gold stories 53 of 57 that run on are speech
_GUESS = (
    0.6  # that of a quotation given to the last subject: the share of these that are right on PolNeAR train
)
# From this probability on an attribution is speech: cross-validated on the gold stories, F1 is best from 0.3
# to 0.4.
SAID = 0.37
_FINAL = frozenset((".", "?", "!", "…", "..."))
_CLOSERS = frozenset(("”", '"', "''", "’", "'", "»", ")", "]"))


def speech(
    fields: Sequence[Field], tables: Sequence[Words], actors: Sequence[Actor], found: Sequence[Tags]
) -> tuple[Speech, ...]:
    """Return the speech of one article (its fields, headline first), in the order of the contents.

    `tables` holds the words of each field, `found` what the tagger found in it.

    One item a sentence: a quotation of three sentences gives three. What runs on without a cue of
    its own has neither cue nor source, only the speaker.
    """
    speakers = Speakers(fields, tables, actors)
    return tuple(
        one
        for number, (field, table, own) in enumerate(zip(fields, tables, found, strict=True))
        for one in _field(number, field, table, own, speakers)
    )


def _field(number: int, field: Field, table: Words, tags: Tags, speakers: Speakers) -> list[Speech]:
    parts = tags.blocks
    found = attributions(table, tags, headline=field.name == "headline")
    named: list[tuple[Attribution, str | None]] = []
    last: str | None = None
    for one in found:
        name = speakers.name(number, one.source, last, one.cue) if one.source else None
        named.append((one, name))
        last = name or last
    holders = _holders(named)
    items = [_items(field, table, parts, one, name, _via(one, name, holders)) for one, name in named]
    out = [item for group in items for item in group]
    out += _running_on(number, field, table, parts, named, speakers)
    return sorted(out, key=lambda item: (item.content[0].start, item.content[-1].end))


def _items(
    field: Field, table: Words, parts: Blocks, one: Attribution, name: str | None, via: tuple[str, ...]
) -> list[Speech]:
    """Return one item for each sentence of the content; a reported clause on two sides of its cue is one."""
    cue = field.span(table.start[one.cue[0]], table.end[one.cue[1] - 1])
    source = field.span(table.start[one.source[0]], table.end[one.source[1] - 1]) if one.source else None
    told = probability(table, parts, one)
    said = told >= SAID
    groups = [[piece] for first, after in one.content for piece in sentences_of(table, first, after)]
    if len(groups) == 2 == len(one.content) and _mode(parts, *groups[1][0]) != "direct":
        groups = [groups[0] + groups[1]]
    return [
        Speech(
            article=field.article,
            source=source,
            speaker=name,
            cue=cue,
            content=tuple(field.span(table.start[a], table.end[b - 1]) for a, b in pieces),
            mode=_mode(parts, pieces[0][0], pieces[-1][1]),
            probability=round(told if said else one.probability, 4),
            via=via,
            kind="said" if said else "ascribed",
        )
        for pieces in groups
    ]


def sentences_of(table: Words, first: int, after: int) -> list[tuple[int, int]]:
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


_Holder = tuple[int, int, str, Attribution]


def _holders(named: Sequence[tuple[Attribution, str | None]]) -> dict[int, list[_Holder]]:
    """Return the stretches of content with their speakers, by each hundred tokens that they touch."""
    table: dict[int, list[_Holder]] = defaultdict(list)
    for one, name in named:
        for a, b in one.content if name else ():
            for k in range(a // 100, (b - 1) // 100 + 1):
                table[k].append((a, b, name or "", one))
    return table


def _via(one: Attribution, own: str | None, holders: Mapping[int, Sequence[_Holder]]) -> tuple[str, ...]:
    """Return the speakers whose content holds this attribution, the nearest first."""
    found = [
        (b - a, name)
        for a, b, name, other in holders.get(one.token // 100, ())
        if other is not one and name != own and a <= one.token < b
    ]
    return tuple(dict.fromkeys(name for _, name in sorted(found)))


def _running_on(
    number: int,
    field: Field,
    table: Words,
    parts: Blocks,
    named: Sequence[tuple[Attribution, str | None]],
    speakers: Speakers,
) -> list[Speech]:
    """Give the quotations that have no cue of their own to whom they can only belong."""
    spoken: dict[int, tuple[str, float]] = {}
    cued = set()
    said: dict[int, tuple[str, float]] = {}
    for one, name in named:
        touched = {n for a, b in one.content for n in parts.inside(a, b)}
        cued |= touched
        if name:
            said[parts.of[one.token]] = (name, one.probability)
            for n in touched:
                spoken.setdefault(n, (name, one.probability))
    found = []
    for n, (first, after) in enumerate(parts.quotes):
        block = parts.of[first]
        if n in cued or not _stands_alone(table, parts, n) or block == 0:
            continue
        earlier = parts.of[parts.quotes[n - 1][1] - 1] if n else -1
        if n - 1 in spoken and earlier >= block - 1:
            name, probability = spoken[n - 1]
        elif block - 1 in said:
            name, probability = said[block - 1]
        else:
            name, probability = speakers.before(number, first) or "", _GUESS
        if not name:
            continue
        spoken[n] = (name, probability * _RUN_ON_FADES)
        found += [
            Speech(
                field.article, None, name, None, (field.span(table.start[a], table.end[b - 1]),), "direct",
                round(spoken[n][1], 4),
            )
            for a, b in sentences_of(table, first, after)
        ]  # fmt: skip
    return found


def _stands_alone(table: Words, parts: Blocks, n: int) -> bool:
    """Tell whether a quotation is a block of its own: whole sentences, no title and no scare quote."""
    first, after = parts.quotes[n]
    begin, end = parts.spans[parts.of[first]]
    rest = sum(form[0].isalnum() for form in [*table.form[begin:first], *table.form[after:end]])
    return not rest and sum(form[0].isalnum() for form in table.form[first:after]) >= _RUN_ON
