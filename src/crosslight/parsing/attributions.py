"""Attributions inside one field: a cue, what it attributes, and the words that name the source."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from crosslight.parsing.asides import without_aside
from crosslight.parsing.blocks import Blocks
from crosslight.parsing.contents import CLOSING, Stretches, contents, shape, trim
from crosslight.parsing.cues import candidates, look
from crosslight.parsing.labels import bylines, signatures, turns
from crosslight.parsing.scoring import Scorer
from crosslight.parsing.sources import is_nobody, source
from crosslight.parsing.words import Words

# Below this the contents of a candidate cue are not looked at: 71 % of the candidates on PolNeAR dev, and no
# threshold below is as low.
_WORTH = 0.15
# The least probability of an attribution that is kept: chosen on half of the gold stories, where readers
# marked fewer wishes and intentions than those of PolNeAR, whose dev part is best near 0.4. Words in
# quotation marks are nearly always speech; a bare thing ("praised the crews", "announced plans") seldom is.
# Where nobody is named, only a full clause is ("it was announced that"), not what "was expected to" happen.
KEEP = 0.6
KEEP_QUOTED = 0.3
KEEP_THING = 0.7
KEEP_SOURCELESS = 0.97
KEEP_TOLD = 0.8
NEVER = 2.0
# What is done and not said where its object is a bare thing: "passed the bill", "released a report". Without
# them F1 is 0.832 on half of the gold stories, with them 0.838; readers of PolNeAR kept more of them.
_DEEDS = frozenset(
    "pass approve issue push support offer release introduce look refer launch add celebrate jump decline"
    " file send begin open close vote sign block lead give take make hold win".split()
)
_CONTRASTS = frozenset(("while", "whereas", "although", "though", "but"))
_TAG_MARKS = CLOSING | {",", "—", "–", "--"}
_LEAST_HALF = 4  # tokens, marks included: less is a scare quote
_LABELLED = 0.9  # what layout says is rarely wrong
_NEAR = 100  # tokens: cues farther apart than twice this are not compared


@dataclass(frozen=True, slots=True)
class Attribution:
    """A cue at `token` with its phrase, content and source as tokens `(first, after)`."""

    token: int
    cue: tuple[int, int]
    content: Stretches
    source: tuple[int, int] | None
    probability: float


def attributions(
    words: Words, blocks: Blocks, scorer: Scorer, *, headline: bool = False
) -> list[Attribution]:
    """Return the attributions of a field that have a cue of their own, in the order of their cues."""
    cues = [
        look(words, blocks, i) for i in candidates(words, scorer.lexicon) if words.lemma[i] not in scorer.dull
    ]
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
        if not option:
            continue
        stretches = option[int(np.argmax(fit))][1]
        who = source(words, blocks, cue.token, stretches)
        if who is not None and is_nobody(words, who):
            continue
        if p >= _least(words, blocks, cue.token, stretches, who):
            found.append(Attribution(cue.token, _phrase(words, cue.token), stretches, who, p))
    kept = _distinct(_parted(words, found))
    whole = _halves(blocks, kept)
    return sorted(whole + _labelled(words, blocks, whole, headline), key=lambda a: a.token)


def _least(
    words: Words, blocks: Blocks, cue: int, stretches: Stretches, who: tuple[int, int] | None
) -> float:
    """Return the probability that such an attribution needs to be kept."""
    first, after = stretches[0][0], stretches[-1][1]
    if blocks.quoted[first] >= 0 and blocks.quoted[after - 1] >= 0:
        return KEEP_QUOTED
    root = words.top(first, after)
    if who is None:
        last = words.top(*stretches[-1])
        told = words.child(last, "nsubj", "nsubjpass", "expl") is not None
        told = told and words.lower[stretches[-1][0]] != "to"
        return KEEP_TOLD if told else KEEP_SOURCELESS
    if words.pos[root] not in ("NOUN", "PROPN", "PRON") or any(blocks.inside(a, b) for a, b in stretches):
        return KEEP
    return NEVER if words.pos[cue] == "VERB" and words.lemma[cue] in _DEEDS else KEEP_THING


def _parted(words: Words, found: Sequence[Attribution]) -> list[Attribution]:
    """Cut from each content what goes on behind it: who vouches for it, and what else is told beside it."""
    tokens = [one.token for one in found]
    parted = []
    for one in found:
        a, b = one.content[-1]
        end = b
        for other in found[bisect_left(tokens, a) : bisect_left(tokens, b)]:
            cut = _border(words, one, other, a, end)
            if other is not one and cut is not None and cut < end:
                end = cut
        if one.token < a:
            end = without_aside(words, a, end)
        last = trim(words, a, end) if end < b else (a, b)
        if last is not None:
            parted.append(replace(one, content=(*one.content[:-1], last)))
    return parted


def _border(words: Words, one: Attribution, other: Attribution, a: int, b: int) -> int | None:
    """Return where the words of another attribution begin behind the content from `a` to `b`, if they do."""
    if _holds(other, one) and other.source is not None:
        # "…, according to X" and "…, X said": the tag is no part of what it tags.
        first = other.cue[0] if other.source[0] > other.token else other.source[0]
        closes = max(other.cue[1], other.source[1]) >= b
        return first if closes and first > a and words.form[first - 1] in _TAG_MARKS else None
    if one.token >= a or other.source is None:
        return None
    first = max(a, words.left[other.token])
    while first > a and (words.form[first - 1] == "," or words.dep[first - 1] == "cc"):
        first -= 1
    if first <= a:
        return None
    if other.source == one.source:
        # "X denied it and said", "X denied it, saying".
        return first
    contrast = words.lower[first + (words.form[first] == ",")] in _CONTRASTS
    return first if contrast and words.form[first] == "," else None


def _halves(blocks: Blocks, found: Sequence[Attribution]) -> list[Attribution]:
    """Give a direct quotation the other half, which goes on in the same block behind the cue."""
    taken = {n for one in found for a, b in one.content for n in blocks.inside(a, b)}
    taken |= {blocks.quoted[one.token] for one in found}
    whole = []
    for one in found:
        first, after = blocks.around(one.token)
        numbers = blocks.inside(first, after)
        own = {n for a, b in one.content for n in blocks.inside(a, b)}
        more = [blocks.quotes[n] for n in numbers if n not in taken and n - 1 in own]
        # "…," said X, "and …": the first half ends before the cue, the second begins behind it.
        more = [m for m in more if m[0] > one.token >= one.content[-1][1] and m[1] - m[0] >= _LEAST_HALF]
        whole.append(replace(one, content=(*one.content, more[0])) if more else one)
    return whole


def _labelled(
    words: Words, blocks: Blocks, found: Sequence[Attribution], headline: bool
) -> list[Attribution]:
    """Return what layout gives to a speaker, where no cue gives it to one."""
    taken = {i for one in found for a, b in one.content for i in range(a, b)}
    given = [*signatures(words, blocks), *turns(words), *(bylines(words) if headline else ())]
    return [
        Attribution(label.mark, (label.mark, label.mark + 1), (label.content,), label.name, _LABELLED)
        for label in given
        if taken.isdisjoint(range(*label.content))
    ]


def _phrase(words: Words, cue: int) -> tuple[int, int]:
    """Return the cue with its auxiliaries and particle."""
    first, after = cue, cue + 1
    while first - 1 in words.children[cue] and words.dep[first - 1] in ("aux", "auxpass", "neg"):
        first -= 1
    if (
        after < len(words)
        and words.head[after] == cue
        and (words.dep[after] == "prt" or words.lower[cue] == "according")
    ):
        after += 1
    return first, after


def _distinct(found: Sequence[Attribution]) -> list[Attribution]:
    """Of two cues with nearly the same content keep the likelier, but both where one reports the other."""
    kept: dict[int, list[Attribution]] = defaultdict(list)
    for one in sorted(found, key=lambda a: (-a.probability, a.token)):
        bucket = one.token // _NEAR
        near = [other for k in (bucket - 1, bucket, bucket + 1) for other in kept.get(k, ())]
        if not any(_rivals(one, other) for other in near):
            kept[bucket].append(one)
    return sorted((one for bucket in kept.values() for one in bucket), key=lambda a: a.token)


def _rivals(one: Attribution, other: Attribution) -> bool:
    """Tell whether at most one of two attributions is right."""
    if _holds(one, other) or _holds(other, one):
        # "X says that Y said": two speakers. "X answered by closing it and said": one, once.
        return one.source is not None and one.source == other.source
    shared = sum(max(0, min(b, d) - max(a, c)) for a, b in one.content for c, d in other.content)
    union = sum(b - a for a, b in one.content) + sum(b - a for a, b in other.content) - shared
    # On PolNeAR train only 2 of 4,780 attributions share more than this with another one.
    return shared > 0.8 * union


def _holds(one: Attribution, other: Attribution) -> bool:
    return any(a <= other.token < b for a, b in one.content)
