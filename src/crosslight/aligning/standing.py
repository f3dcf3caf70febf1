"""How two linked sentences stand to each other: on whose word, and with which figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from crosslight.aligning.candidates import Candidates
from crosslight.aligning.views import Floats, Views
from crosslight.model import FigurePair, Span, Statement

RELATIONS = ("equal", "compatible", "different")


def standing(
    views: Views,
    pairs: Candidates,
    statements: Mapping[Span, Statement],
    figures: Sequence[FigurePair],
) -> dict[str, Floats]:
    """Return name -> (k,) values: who speaks on either side, and how many figures pair up how."""
    count = len(pairs.a)
    speakers = [statements[sentence.span].speakers for sentence in views.sentences]
    said = np.array([bool(s) for s in speakers], np.float32)
    out = {
        "voices": said[pairs.a] + said[pairs.b],
        "same_speaker": np.array(
            [bool(set(speakers[a]) & set(speakers[b])) for a, b in zip(pairs.a, pairs.b, strict=True)],
            np.float32,
        ).reshape(count),
    }
    row = {sentence.span: n for n, sentence in enumerate(views.sentences)}
    place = {(a, b): n for n, (a, b) in enumerate(zip(pairs.a.tolist(), pairs.b.tolist(), strict=True))}
    for relation in RELATIONS:
        out[f"figures_{relation}"] = np.zeros(count, np.float32)
    holder = holders(views, figures)
    for pair in figures:
        a, b = holder.get(pair.a), holder.get(pair.b)
        if a is not None and b is not None:
            n = place.get((row[a], row[b]), place.get((row[b], row[a])))
            if n is not None:
                out[f"figures_{pair.relation}"][n] += 1
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
