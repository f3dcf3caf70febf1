"""What stands around a figure or a moment: its sentence, its clause, the words next to it."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from crosslight.aligning.bags import is_content
from crosslight.model import Figure, Moment, Parsed, Sentence

# Content words on either side that are taken for the neighbourhood of a figure. Chosen on the gold figures:
# 3 to 6 are alike.
_NEAR = 4
_CLIMB = 12  # steps from a word up to its verb; deeper trees are parses gone wrong


@dataclass(frozen=True, slots=True)
class Context:
    """A figure or moment with the number of its sentence and the lemmas around it.

    `clause` holds those under the same verb, `near` those next to it, `of` what is counted; `verb` is
    the governing verb, `before` the word before it ("on", "by", "since"), `words` its own text.
    """

    value: Figure | Moment
    sentence: int
    words: str
    clause: frozenset[str]
    near: frozenset[str]
    of: tuple[str, ...]
    verb: str
    before: str
    after: str
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """One article, read once for all that it is compared with: its figures, and how its words are spread.

    `lemmas` has those of each sentence; `spread` is in how many of the `counted` sentences (those that
    are no noise) a lemma stands.
    """

    contexts: tuple[Context, ...]
    lemmas: tuple[frozenset[str], ...]
    spread: Counter[str]
    counted: int


class Weights(dict[str, float]):
    """How much each lemma of two articles tells: the rarer in their sentences, the more; others nothing."""

    def __init__(self, a: Surroundings, b: Surroundings) -> None:
        self._spreads = a.spread, b.spread
        self._sentences = a.counted + b.counted
        self._totals: dict[frozenset[str], float] = {}

    def __missing__(self, lemma: str) -> float:
        # Few of the words of two articles are ever asked for.
        count = sum(spread[lemma] for spread in self._spreads)
        found = math.log((self._sentences + 1) / (count + 0.5)) if count else 0.0
        self[lemma] = found
        return found

    def total(self, lemmas: frozenset[str]) -> float:
        """Return the weight of all these lemmas together; the same ones are asked for again and again."""
        if lemmas not in self._totals:
            self._totals[lemmas] = sum([self[lemma] for lemma in sorted(lemmas)])
        return self._totals[lemmas]


def surroundings(parsed: Parsed) -> Surroundings:
    """Return what the figures of an article stand in."""
    own = tuple(lemmas(s) for s in parsed.sentences)
    counted = [found for found, s in zip(own, parsed.sentences, strict=True) if s.noise is None]
    spread = Counter(lemma for found in counted for lemma in found)
    return Surroundings(contexts(parsed), own, spread, len(counted))


def contexts(parsed: Parsed) -> tuple[Context, ...]:
    """Return the figures, then the moments of an article that stand in sentences which are no noise."""
    places = sorted((s.span.field, s.span.start, n) for n, s in enumerate(parsed.sentences))
    found = []
    clauses: dict[int, tuple[int, ...]] = {}
    values: tuple[Figure | Moment, ...] = (*parsed.figures, *parsed.moments)
    for value in values:
        at = bisect_right(places, (value.span.field, value.span.start, len(places))) - 1
        number = places[at][2] if at >= 0 else -1
        if number < 0 or not parsed.sentences[number].span.overlap(value.span):
            continue
        sentence = parsed.sentences[number]
        if sentence.noise is None and sentence.words:
            if number not in clauses:
                clauses[number] = _verbs(sentence)
            found.append(_context(parsed, value, number, clauses[number]))
    return tuple(found)


def _verbs(sentence: Sentence) -> tuple[int, ...]:
    """Return for each word the index of the verb that it stands under."""
    out = []
    for i in range(len(sentence.words)):
        at = i
        for _ in range(_CLIMB):
            word = sentence.words[at]
            if word.pos == "VERB" or not 0 <= word.head < len(sentence.words) or word.head == at:
                break
            at = word.head
        out.append(at)
    return tuple(out)


def _context(parsed: Parsed, value: Figure | Moment, number: int, verbs: Sequence[int]) -> Context:
    words = parsed.sentences[number].words
    own = [i for i, w in enumerate(words) if w.start < value.span.end and value.span.start < w.end] or [0]
    first, last = own[0], own[-1]
    verb = verbs[first]
    content = [i for i, w in enumerate(words) if not first <= i <= last and is_content(w)]
    left = [i for i in content if i < first][-_NEAR:]
    right = [i for i in content if i > last][:_NEAR]
    return Context(
        value,
        number,
        parsed.article.quote(value.span),
        frozenset(words[i].lemma for i in content if verbs[i] == verb),
        frozenset(words[i].lemma for i in left + right),
        tuple(value.of.split()) if isinstance(value, Figure) else (),
        words[verb].lemma if words[verb].pos == "VERB" else "",
        words[first - 1].lemma if first else "",
        words[last + 1].lemma if last + 1 < len(words) else "",
        frozenset(words[i].lemma for i in content if verbs[i] == verb and words[i].pos == "PROPN"),
    )


def lemmas(sentence: Sentence) -> frozenset[str]:
    """Return the content lemmas of a sentence, digits left out: figures are compared by their values."""
    return frozenset(w.lemma for w in sentence.words if is_content(w) and not _DIGIT.search(w.lemma))


_DIGIT = re.compile(r"\d")


def likeness(a: frozenset[str], b: frozenset[str], weight: Weights) -> float:
    """Return the weighted share of words that two sets have in common (Dice), from 0 to 1."""
    total = weight.total(a) + weight.total(b)
    return 2 * sum([weight[w] for w in sorted(a & b)]) / total if total else 0.0
