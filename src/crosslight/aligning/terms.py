"""Words as they are compared: without case, spelling variants and punctuation, numbers by their value."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeVar

from crosslight.model import Figure, Moment, Parsed, Sentence, Span, Word

_Part = TypeVar("_Part", Figure, Moment)

# The closed word classes of English. Negations are left out: "no injuries" and "injuries" differ.
FUNCTION = frozenset(
    """a about above across after against all along also although am among an and another any are around as
    at be because been before behind being below beneath beside between beyond both but by can could d did do
    does doing down during each either etc even ever every few for from had has have having he her here hers
    herself him himself his how however i if in inside into is it its itself just ll m many may me might mine
    more most much must my myself near of off on once one onto or other others our ours ourselves out over own
    pct per percent quite rather re s same shall she should since so some still such t than that the their
    theirs them themselves then there these they this those though through thus till to too toward towards
    under until unto up upon us ve versus very vs was we were what whatever when where whether which while who
    whom whose why will with within would yet you your yours yourself""".split()
)
_PART = re.compile(r"[^\W_]+(?:[.,’'`´][^\W_]+)*")
_HYPHENS = frozenset("-‐‑")
_DROPPED = re.compile(r"[.,’'`´]")
# British endings to American ones. Both sides are folded, so it does no harm that a word which only looks
# British is changed too.
_ENDINGS = (
    (re.compile(r"(?<=\w{3})is(?=(?:e|ed|es|er|ers|ing|ation|ations)$)"), "iz"),
    (re.compile(r"(?<=\w{3})ys(?=(?:e|ed|es|ing)$)"), "yz"),
    (re.compile(r"(?<=\w{2})our(?=(?:s|ed|ing|able|ite|ites|ful|er|ers)?$)"), "or"),
    (re.compile(r"(?<=\w{2}[bt])re(?=s?$)"), "er"),
    (re.compile(r"(?<=[aeiou])ll(?=(?:ed|ing|er|ers|or|ors|ation)$)"), "l"),
    (re.compile(r"(?<=\w{2})ence(?=s?$)"), "ense"),
    (re.compile(r"(?<=\w{3})ogue(?=s?$)"), "og"),
    (re.compile(r"(?<=\w)amme(?=s?$)"), "am"),
)
# Longer "words" than any of English are no words: the patterns need not look at them.
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a text, or one part of a hyphenated word.

    Two terms are the same where they share a key; `key` is the chief one, the lemma. `whole` is the
    key of the hyphenated word that the part stands in ("cooperation" for "co"), empty where it
    stands in none. `content` is False for words that by themselves say nothing.
    """

    start: int
    end: int
    key: str
    keys: frozenset[str]
    content: bool
    whole: str = ""

    @property
    def values(self) -> frozenset[str]:
        """The keys that stand for the value of a number or a day, whatever the words."""
        return frozenset(key for key in self.keys if key[0] in "#@")


# A story has some thousands of different words, and each is looked at many times.
@lru_cache(maxsize=1 << 14)
def fold(text: str) -> str:
    """Return a word without case, accents, apostrophes, full stops and British spelling."""
    if text[:1].isdigit():
        return text.replace(",", "").casefold()
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    text = _DROPPED.sub("", text.casefold())
    if 4 < len(text) < _LONGEST:
        for pattern, american in _ENDINGS:
            text = pattern.sub(american, text)
    return text


def sentences_in(parsed: Parsed, span: Span) -> Iterator[Sentence]:
    """Yield the sentences of the article that share text with a span and are no noise."""
    # Sentences of the headline come first, then those of the text, each in order.
    first = bisect_right(
        parsed.sentences, _order(span.field, span.start), key=lambda s: _order(s.span.field, s.span.end)
    )
    for index in range(first, len(parsed.sentences)):
        sentence = parsed.sentences[index]
        if not sentence.span.overlap(span):
            break
        if sentence.noise is None:
            yield sentence


def terms(parsed: Parsed, span: Span) -> tuple[Term, ...]:
    """Return the terms of a span that lie in sentences which are no noise."""
    found: list[Term] = []
    for sentence in sentences_in(parsed, span):
        figures = tuple(f for f in _within(parsed.figures, sentence.span) if f.value is not None)
        days = tuple(m for m in _within(parsed.moments, sentence.span) if _is_day(m))
        found += _terms(sentence.words, figures, days, span.start, span.end)
    return tuple(found)


# A statement is read for its origins, for what differs in it, for who attributes it; a story of fifty
# reports has some thousand of them.
@lru_cache(maxsize=1 << 12)
def _terms(
    words: tuple[Word, ...], figures: tuple[Figure, ...], days: tuple[Moment, ...], start: int, end: int
) -> tuple[Term, ...]:
    """Return the terms of the words of a sentence that stand from `start` to `end`."""
    found: list[Term] = []
    for group in _compounds([w for w in words if start <= w.start and w.end <= end]):
        if group[0].text == "%" and found:
            found[-1] = replace(found[-1], end=group[0].end)  # the sign is read with its number
        parts = [(word, part) for word in group for part in _PART.finditer(word.text)]
        whole = "".join(fold(part.group()) for _, part in parts) if len(parts) > 1 else ""
        found += [_term(word, part, figures, days, whole) for word, part in parts]
    return tuple(found)


def _term(
    word: Word, part: re.Match[str], figures: Sequence[Figure], days: Sequence[Moment], whole: str
) -> Term:
    text, start, end = part.group(), word.start + part.start(), word.start + part.end()
    own = fold(text)
    # "’s" is read by its lemma, "be"; of a token with a hyphen inside, each part stands for itself.
    key = (fold(word.lemma) if _HYPHENS.isdisjoint(word.text) else "") or own
    keys = {key, own, *(f"@{m.earliest}" for m in days if m.span.start <= start and end <= m.span.end)}
    figure = next((f for f in figures if f.span.start <= start and end <= f.span.end), None)
    number = word.pos == "NUM" or any(c.isdigit() for c in text)
    if figure and number:
        keys.add(f"#{figure.value!r}")
    # The unit of a figure never counts alone: "$2 billion" and "2 billion dollars" are the same.
    content = not (figure and figure.unit and not number) and _carries(word, text)
    return Term(start, end, key, frozenset(keys), content, whole)


def _carries(word: Word, text: str) -> bool:
    # "US" and "WHO" are no pronouns where they are names.
    if text.casefold().strip("’'") not in FUNCTION or "." in word.text[:-1]:
        return True
    return bool(word.entity) and len(text) > 1 and text.isupper()


def _compounds(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Yield the words of a sentence, those of one hyphenated word together."""
    group: list[Word] = []
    for word in words:
        touches = bool(group) and group[-1].end == word.start
        if not (touches and (word.text in _HYPHENS or group[-1].text in _HYPHENS)):
            if group:
                yield group
            group = []
        group.append(word)
    if group:
        yield group


def _order(field: str, at: int) -> tuple[bool, int]:
    return field != "headline", at


def _within(parts: Sequence[_Part], span: Span) -> Sequence[_Part]:
    """Return the figures or moments, which come in the order of sentences, that start in a span."""
    first, after = (
        bisect_left(parts, _order(span.field, at), key=lambda p: _order(p.span.field, p.span.start))
        for at in (span.start, span.end)
    )
    return parts[first:after]


def _is_day(moment: Moment) -> bool:
    return moment.type == "DATE" and moment.earliest is not None and moment.earliest == moment.latest
