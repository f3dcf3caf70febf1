"""How two linked sentences stand to each other: on whose word, and with which figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from crosslight.aligning.candidates import Candidates
from crosslight.aligning.views import Floats, Views
from crosslight.model import FigurePair, Span, Statement

RELATIONS = ("equal", "compatible", "different")


def voices(views: Views, pairs: Candidates, statements: Mapping[Span, Statement]) -> dict[str, Floats]:
    """Return name -> (k,) values: how many of the two are on a speaker's word, and whether on the same."""
    speakers = [
        frozenset(name.split()[-1].casefold() for name in statements[sentence.span].speakers if name.strip())
        for sentence in views.sentences
    ]
    said = np.array([bool(names) for names in speakers], np.float32)
    shared = [not speakers[a].isdisjoint(speakers[b]) for a, b in zip(pairs.a, pairs.b, strict=True)]
    same = np.array(shared, np.float32).reshape(len(pairs.a))
    return {
        "voices": said[pairs.a] + said[pairs.b],
        "same_speaker": same,
        "other_speaker": said[pairs.a] * said[pairs.b] * (1 - same),
    }


def figured(views: Views, pairs: Candidates, figures: Sequence[FigurePair]) -> dict[str, Floats]:
    """Return name -> (k,) values: how many figures of the two sentences pair up how."""
    out = {f"figures_{relation}": np.zeros(len(pairs.a), np.float32) for relation in RELATIONS}
    row = {sentence.span: n for n, sentence in enumerate(views.sentences)}
    holder = holders(views, figures)
    held = [
        (row[a], row[b], pair.relation)
        for pair in figures
        if (a := holder.get(pair.a)) is not None and (b := holder.get(pair.b)) is not None
    ]
    wanted = {rows for a, b, _ in held for rows in ((a, b), (b, a))}
    every = enumerate(zip(pairs.a.tolist(), pairs.b.tolist(), strict=True))
    place = {rows: n for n, rows in every if rows in wanted}
    for one, other, relation in held:
        n = place.get((one, other), place.get((other, one)))
        if n is not None:
            out[f"figures_{relation}"][n] += 1
    return out


def holders(views: Views, figures: Sequence[FigurePair]) -> dict[Span, Span]:
    """Return figure span -> the span of the sentence that holds it."""
    starts: dict[tuple[str, str], list[Span]] = {}
    for sentence in views.sentences:
        starts.setdefault((sentence.span.article, sentence.span.field), []).append(sentence.span)
    found = {}
    for figure in (span for pair in figures for span in (pair.a, pair.b)):
        spans = starts.get((figure.article, figure.field), [])
        at = np.searchsorted([s.start for s in spans], figure.start, side="right") - 1
        if at >= 0 and spans[at].overlap(figure):
            found[figure] = spans[at]
    return found
