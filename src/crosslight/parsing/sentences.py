"""The sentences of an analysed field, as records that need no spaCy."""

from __future__ import annotations

from crosslight.model import Sentence, Word
from crosslight.parsing.document import Field

_COLUMNS: list[int | str] = [
    "IDX",
    "LENGTH",
    "IS_SPACE",
    "SENT_START",
    "HEAD",
    "LEMMA",
    "POS",
    "TAG",
    "DEP",
    "ENT_TYPE",
]
_KEY = 2**64 - 1  # keys of the string store are unsigned


def sentences(field: Field) -> tuple[Sentence, ...]:
    """Return the sentences of a field, trimmed of white space; white space makes no words."""
    text, strings = field.doc.text, field.doc.vocab.strings
    names: dict[int, str] = {}

    def name(key: int) -> str:
        if key not in names:
            names[key] = strings[key]
        return names[key]

    # HEAD is an offset to the head, written as an unsigned number.
    rows = field.doc.to_array(_COLUMNS).astype("int64").tolist()
    starts = [i for i, row in enumerate(rows) if i == 0 or row[3] == 1]
    found = []
    for first, end in zip(starts, [*starts[1:], len(rows)], strict=True):
        kept = [i for i in range(first, end) if not rows[i][2]]
        if not kept:
            continue
        place = {i: at for at, i in enumerate(kept)}
        words = tuple(
            Word(
                start=idx,
                end=idx + length,
                text=text[idx : idx + length],
                lemma=name(lemma & _KEY).lower(),
                pos=name(pos & _KEY),
                tag=name(tag & _KEY),
                dep=name(dep & _KEY),
                head=place.get(i + head, place[i]),
                entity=name(entity & _KEY),
            )
            for i in kept
            for idx, length, _, _, head, lemma, pos, tag, dep, entity in [rows[i]]
        )
        found.append(Sentence(field.span(words[0].start, words[-1].end), words))
    return tuple(found)
