"""Attributions inside one field: a cue, what it attributes, and the words that name the source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from crosslight.parsing.blocks import Blocks
from crosslight.parsing.contents import Stretches, contents, shape
from crosslight.parsing.cues import candidates, look
from crosslight.parsing.scoring import Scorer
from crosslight.parsing.sources import source
from crosslight.parsing.words import Words

# Below this the contents of a candidate cue are not even looked at: it saves 70 % of that work and
# none of these candidates would be kept.
_WORTH = 0.15
# The least probability of an attribution that is kept: best F1 on PolNeAR dev and on half of the gold stories.
KEEP = 0.36


@dataclass(frozen=True, slots=True)
class Attribution:
    """A cue at `token` with its phrase, content and source as tokens `(first, after)`."""

    token: int
    cue: tuple[int, int]
    content: Stretches
    source: tuple[int, int] | None
    probability: float


def attributions(words: Words, blocks: Blocks, scorer: Scorer, keep: float = KEEP) -> list[Attribution]:
    """Return the attributions of a field that have a cue of their own, in the order of their cues."""
    cues = [look(words, blocks, i) for i in candidates(words, scorer.lexicon)]
    scores = scorer.cues(cues)
    likely = [(cue, float(p)) for cue, p in zip(cues, scores, strict=True) if p >= _WORTH]
    options = [contents(words, blocks, cue.token) for cue, _ in likely]
    shapes = [
        [shape(words, blocks, cue.token, form, stretches) for form, stretches in option]
        for (cue, _), option in zip(likely, options, strict=True)
    ]
    fits = scorer.contents([(cue, s) for (cue, _), s in zip(likely, shapes, strict=True)])
    found = []
    for (cue, p), option, fit in zip(likely, options, fits, strict=True):
        if p < keep or not option:
            continue
        stretches = option[int(np.argmax(fit))][1]
        found.append(Attribution(cue.token, _phrase(words, cue.token), stretches, source(words, blocks, cue.token, stretches), p))
    return _distinct(found)


def _phrase(words: Words, cue: int) -> tuple[int, int]:
    """Return the cue with its auxiliaries and particle."""
    first, after = cue, cue + 1
    while first - 1 in words.children[cue] and words.dep[first - 1] in ("aux", "auxpass", "neg"):
        first -= 1
    if after < len(words) and words.head[after] == cue and (words.dep[after] == "prt" or words.lower[cue] == "according"):
        after += 1
    return first, after


def _distinct(found: Sequence[Attribution]) -> list[Attribution]:
    """Of two cues with nearly the same content keep the more probable one, unless one holds the other."""
    kept: list[Attribution] = []
    for one in sorted(found, key=lambda a: (-a.probability, a.token)):
        if not any(_same(one, other) for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda a: a.token)


def _same(one: Attribution, other: Attribution) -> bool:
    if abs(one.token - other.token) > 200:
        return False
    shared = sum(max(0, min(b, d) - max(a, c)) for a, b in one.content for c, d in other.content)
    union = sum(b - a for a, b in one.content) + sum(b - a for a, b in other.content) - shared
    # On PolNeAR train 3 % of the attributions share more than this with another one.
    return shared > 0.8 * union
