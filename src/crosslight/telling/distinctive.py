"""Words that one article uses more than the others of its story, whatever any list says of them.

Log-odds ratio with an informative Dirichlet prior: B. Monroe, M. Colaresi, K. Quinn, "Fightin' Words"
(Political Analysis 16, 2008), section 3.5. The prior is how often the whole story and news in general
have the word, so that a word must be more than common to stand out.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from crosslight.aligning.terms import FUNCTION, fold
from crosslight.grouping.bags import background
from crosslight.grouping.words import term
from crosslight.model import Distinctive, Parsed, Span
from crosslight.parsing.verbs import KIND
from crosslight.telling.places import marked, within

# The prior counts for so large a part of the words of the story: as much as the story itself would smooth
# away what one article says twice, nothing would let every word that one alone has stand out.
PRIOR = 0.5
# A word is told from here on: by chance alone one in twenty would be so high. Said less often than LEAST
# times, it is told in the text, not in a count.
HIGH, LEAST = 1.64, 2
MOST = 12
_POS = frozenset(("NOUN", "VERB", "ADJ", "ADV"))


def distinctive(parsed: Sequence[Parsed]) -> tuple[Distinctive, ...]:
    """Return the words of each article that stand out from those of the others, the surest first.

    Names, numbers, function words and verbs of saying are left out, and what stands in quotation marks:
    it is not the article's own wording. Articles in a language that is not compared have no words.
    """
    places = [_places(report) for report in parsed]
    counts = [Counter({word: len(its) for word, its in own.items()}) for own in places]
    total: Counter[str] = sum(counts, Counter())
    words = total.total()
    weight = PRIOR * words
    common = _common(total)
    prior = {word: weight * (total[word] / words + common[word]) / 2 for word in total}
    size = math.fsum(prior.values())
    found = []
    for report, own, count in zip(parsed, places, counts, strict=True):
        if count.total() == words:
            continue
        rest = words - count.total()
        high = []
        for word, its in own.items():
            a, b = count[word] + prior[word], total[word] - count[word] + prior[word]
            ratio = math.log(a / (count.total() + size - a)) - math.log(b / (rest + size - b))
            z = ratio / math.sqrt(1 / a + 1 / b)
            if z >= HIGH and len(its) >= LEAST:
                others = total[word] - count[word]
                high.append(
                    Distinctive(word, report.article.id, z, tuple(its), others, rest, _why(len(its), others))
                )
        found += sorted(high, key=lambda one: -one.z)[:MOST]
    return tuple(found)


def _places(report: Parsed) -> dict[str, list[Span]]:
    """Return the lemmas of an article's own voice, and where they stand."""
    marks = marked(report)
    found: dict[str, list[Span]] = {}
    for sentence in report.sentences:
        if sentence.noise is not None:
            continue
        for word in sentence.words:
            lemma = fold(word.lemma)
            if word.pos in _POS and not word.entity and lemma not in FUNCTION and word.lemma not in KIND:
                span = Span(report.article.id, sentence.span.field, word.start, word.end)
                if lemma.isalpha() and not any(within(span, marks)):
                    found.setdefault(lemma, []).append(span)
    return found


def _common(words: Counter[str]) -> dict[str, float]:
    """Return how often news in general has each word, of all its words that the story has too."""
    known = background()
    counts = {word: float(known.counts[term(word)]) for word in words}
    total = math.fsum(counts.values()) or 1.0
    return {word: count / total for word, count in counts.items()}


def _why(here: int, others: int) -> str:
    times = "once" if others == 1 else f"{others} times" if others else "not once"
    return f"{here} times here in the outlet's own voice, {times} in all other reports together"
