"""Attributions inside one field: a cue, what it attributes, and the words that name the source."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from crosslight.parsing.blocks import Blocks, blocks
from crosslight.parsing.labels import bylines, signatures, turns
from crosslight.parsing.quotation_marks import quotations
from crosslight.parsing.stretches import Stretches, trim
from crosslight.parsing.tagger import Tagged, tagger
from crosslight.parsing.verbs import KIND
from crosslight.parsing.windows import Reading, reading
from crosslight.parsing.words import Words

# Chosen on PolNeAR dev: all six F1 there are within 0.001 from 0.46 to 0.54.
KEEP = 0.52
# Two attributions that share more of their content are one, found twice: on PolNeAR train 2 of 4,780 do.
_SAME = 0.7
_NOBODY = frozenset(("no", "none", "nobody", "neither"))  # "no group has claimed": nobody said it
_TELLING = frozenset(("tell", "ask", "inform", "advise", "notify", "warn", "instruct", "order"))
_SPOKEN = frozenset(("neutral", "doubting", "insisting", "conceding", "denying", "presenting", "warning"))
_CLIMB = 4  # verbs above a cue whose subject it may share
_NEAR = 8  # cues on either side that an attribution is compared with
_LABELLED = 0.9  # what layout says is rarely wrong


@dataclass(frozen=True, slots=True)
class Attribution:
    """A cue at `token` with its phrase, content and source as tokens `(first, after)`."""

    token: int
    cue: tuple[int, int]
    content: Stretches
    source: tuple[int, int] | None
    probability: float


@dataclass(frozen=True, slots=True)
class Tags:
    """What the tagger found in one field, and the field as it read it."""

    blocks: Blocks
    read: Reading
    tagged: list[Tagged]


def tags(words: Words) -> Tags:
    """Run the tagger over the words of a field."""
    parts = blocks(words, quotations(words.text))
    model = tagger()
    read = reading(words, parts.quoted, model.tokenizer)
    return Tags(parts, read, model.tag(read))


def attributions(words: Words, tags: Tags, *, headline: bool = False) -> list[Attribution]:
    """Return the attributions of a field that have a cue of their own, in the order of their cues."""
    found = [
        one
        for tagged in tags.tagged
        if tagged.probability >= KEEP and (one := _placed(words, tags.read, tagged)) is not None
    ]
    whole = [_closed(tags.blocks, one) for one in _distinct(found)]
    whole += [inner for one in whole if (inner := _inner(words, one, whole)) is not None]
    return _labelled(words, tags.blocks, whole, headline)


def _placed(words: Words, read: Reading, tagged: Tagged) -> Attribution | None:
    """Return what the tagger found as tokens of the field, or None where nothing is attributed."""

    def tokens(stretch: tuple[int, int]) -> tuple[int, int]:
        return read.tokens[stretch[0]], read.tokens[stretch[1] - 1] + 1

    content = tuple(t for part in tagged.content if (t := trim(words, *tokens(part))) is not None)
    if not content:
        return None
    cue = tokens(tagged.cue)
    token = words.top(*cue)
    passive = words.child(token, "auxpass") is not None
    if tagged.source and words.lower[tokens(tagged.source)[0]] in _NOBODY:
        return None
    source = _beside(words, cue, tokens(tagged.source)) if tagged.source else _shared(words, token, content)
    if passive and source and _addressed(words, token, source):
        source = None
    return Attribution(token, cue, content, source, tagged.probability)


def _addressed(words: Words, cue: int, source: tuple[int, int]) -> bool:
    """Tell whether a passive cue's subject is nobody or the hearer: "it was announced", "they were told"."""
    own = words.child(cue, "nsubjpass")
    if own is None or not source[0] <= own < source[1]:
        return False
    return words.lower[source[0] : source[1]] == ["it"] or words.lemma[cue] in _TELLING


def _beside(words: Words, cue: tuple[int, int], source: tuple[int, int]) -> tuple[int, int]:
    """Return the part of a source in the paragraph of its cue: captions and bylines stand before it."""
    first, after = words.paragraphs[words.paragraph[cue[0]]]
    a, b = max(first, source[0]), min(after, source[1])
    return (a, b) if a < b else source


def _shared(words: Words, cue: int, content: Stretches) -> tuple[int, int] | None:
    """Return the subject of an active verb, its own or the one it shares: "X agreed, adding that"."""
    at = cue
    for _ in range(_CLIMB):
        if words.pos[at] != "VERB" or words.child(at, "auxpass", "nsubjpass") is not None:
            return None
        own = words.child(at, "nsubj")
        if own is not None:
            first, after = (
                words.left[own],
                min(words.right[own], max(own + 1, cue) if own < cue else len(words)),
            )
            stray = words.lower[own] == "it" or any(a < after and first < b for a, b in content)
            return None if stray else (first, after)
        if words.dep[at] not in ("conj", "xcomp", "advcl") or words.tag[at] == "VBN":
            return None
        at = words.head[at]
    return None


def _distinct(found: Sequence[Attribution]) -> list[Attribution]:
    """Of two cues with nearly the same content keep the likelier, but both where one reports the other."""
    kept: list[Attribution] = []
    for one in sorted(found, key=lambda a: (-a.probability, a.token)):
        at = bisect_left(kept, one.token, key=lambda a: a.token)
        near = [*kept[max(0, at - _NEAR) : at], *kept[at : at + _NEAR]]
        if not any(_rivals(one, other) for other in near):
            kept.insert(at, one)
    return kept


def _rivals(one: Attribution, other: Attribution) -> bool:
    """Tell whether at most one of two attributions is right."""
    if _holds(one, other) or _holds(other, one):
        return False
    shared = sum(max(0, min(b, d) - max(a, c)) for a, b in one.content for c, d in other.content)
    union = sum(b - a for a, b in one.content) + sum(b - a for a, b in other.content) - shared
    return shared > _SAME * union


def _holds(one: Attribution, other: Attribution) -> bool:
    return any(a <= other.token < b for a, b in one.content)


def _closed(blocks: Blocks, one: Attribution) -> Attribution:
    """Take a quotation whole of which the content has a part: its marks are surer than the tagger.

    The tagger sees 80 words on either side of a cue. On PolNeAR dev F1 at 0.8 goes from 0.715 to 0.717.
    """
    content: list[tuple[int, int]] = []
    for a, b in one.content:
        opening, closing = _own(blocks, one, a), _own(blocks, one, b - 1)
        first = opening[0] if opening else a
        after = closing[1] if closing else b
        if content and first <= content[-1][1]:
            first, after = content[-1][0], max(after, content.pop()[1])
        content.append((first, after))
    return replace(one, content=tuple(content))


def _own(blocks: Blocks, one: Attribution, i: int) -> tuple[int, int] | None:
    """Return the quotation of a token, if neither cue nor source stand in it."""
    number = blocks.quoted[i]
    if number < 0:
        return None
    first, after = blocks.quotes[number]
    inner = first <= one.token < after or (one.source is not None and first <= one.source[0] < after)
    return None if inner else (first, after)


def _inner(words: Words, one: Attribution, found: Sequence[Attribution]) -> Attribution | None:
    """Return what is said in what somebody reports ("X said that ..., the agency reported")."""
    for a, b in one.content:
        if one.token < b:
            continue  # PolNeAR has no attributions in what follows its cue, and the tagger finds those it has
        verb = words.top(a, b)
        who, what = words.child(verb, "nsubj"), words.child(verb, "ccomp")
        if who is None or what is None or not a <= who < verb < what < b:
            continue
        if KIND.get(words.lemma[verb]) not in _SPOKEN or any(other.token == verb for other in found):
            continue
        content = trim(words, max(words.left[what], verb + 1), min(words.right[what], b))
        if content is not None:
            source = (words.left[who], min(words.right[who], verb))
            return Attribution(verb, (verb, verb + 1), (content,), source, one.probability)
    return None


def _labelled(
    words: Words, blocks: Blocks, found: Sequence[Attribution], headline: bool
) -> list[Attribution]:
    """Add what layout gives to a speaker: a transcript's turns always, the rest where no cue does."""
    given = turns(words)
    marks = {label.mark for label in given}
    kept = [one for one in found if marks.isdisjoint(range(*one.cue))]
    taken = {i for one in kept for a, b in one.content for i in range(a, b)}
    given += [*signatures(words, blocks), *(bylines(words) if headline else ())]
    kept += [
        Attribution(label.mark, (label.mark, label.mark + 1), (label.content,), label.name, _LABELLED)
        for label in given
        if taken.isdisjoint(range(*label.content))
    ]
    return sorted(kept, key=lambda a: a.token)
