"""Noun phrases that call something by what it is: "the former F.B.I. director", "a terrible deal"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from crosslight.aligning.terms import fold
from crosslight.model import Parsed, Sentence, Span, Word

_NOUNS = frozenset(("NOUN", "PROPN"))
_BEFORE = frozenset(("det", "amod", "compound", "nmod", "nummod", "poss", "case", "punct", "predet"))
# What may stand between the first word of a title and the name that it belongs to.
_TITLE = frozenset(("NOUN", "PROPN", "ADJ", "PART"))
_DEFINITE = frozenset(("the", "this", "that", "these", "those"))
# They tell when something was or how sure it is, not what it is.
_EMPTY = frozenset(
    """former then current new newly late longtime ex acting interim incoming outgoing present previous past
    fellow own same other such so-called alleged proposed mr mrs ms miss dr sir""".split()
)
_HONORIFICS = frozenset("mr mrs ms miss mx dr sir madam".split())


# They tell which part of a place is meant.
_PARTS = frozenset(
    """northern southern eastern western central upper lower inner outer north south east west nearby whole
    entire early late greater metropolitan rural urban downtown mainland""".split()
)


@dataclass(frozen=True, slots=True)
class Epithet:
    """A name with the word before it, and the thing that is named."""

    thing: int
    article: int
    span: Span


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: its noun (lemma), and the other words that tell what it is (lemmas, folded).

    `sentence` and `noun` say where the noun stands; `title` is set where a name follows directly.
    """

    article: int
    sentence: int
    first: int
    noun: int
    span: Span
    head: str
    words: frozenset[str]
    definite: bool
    plural: bool
    title: bool = False


def phrases(article: int, parsed: Parsed, named: Mapping[tuple[int, int, int], int]) -> Iterator[Phrase]:
    """Yield the noun phrases of an article whose noun is no part of a name, and the titles before names.

    `named` tells for a word (article, sentence, number in it) whose name it is part of.
    """
    for number, sentence in enumerate(parsed.sentences):
        if sentence.noise is not None:
            continue
        words = sentence.words
        for i, word in enumerate(words):
            if word.pos not in _NOUNS:
                continue
            follows = i + 1 < len(words) and (article, number, i + 1) in named
            if (article, number, i) in named or (word.pos == "PROPN" and not follows):
                continue
            if follows and word.dep in ("compound", "nmod", "amod", "appos") and words[i + 1].pos == "PROPN":
                yield from _phrase(article, number, sentence, _title(words, i), i, title=True)
            elif word.pos == "NOUN" and word.dep != "compound":
                yield from _phrase(article, number, sentence, _begins(words, i), i, _ends(words, i))


def epithets(parsed: Sequence[Parsed], named: Mapping[tuple[int, int, int], int]) -> Iterator[Epithet]:
    """Yield the names before which a word stands that only some may use: "besieged Gaza"."""
    for (article, number, i), thing in named.items():
        sentence = parsed[article].sentences[number]
        words = sentence.words
        if i == 0 or (article, number, i - 1) in named or words[i].pos != "PROPN":
            continue
        before = words[i - 1]
        if before.dep == "amod" and before.tag in ("JJ", "VBN", "VBG") and before.text.islower():
            after = i
            while named.get((article, number, after)) == thing:
                after += 1
            if before.head in range(i, after) and fold(before.lemma) not in _EMPTY | _PARTS:
                span = replace(sentence.span, start=before.start, end=words[after - 1].end)
                yield Epithet(thing, article, span)


def _phrase(
    article: int, number: int, sentence: Sentence, first: int, noun: int, end: int = 0, title: bool = False
) -> Iterator[Phrase]:
    words = sentence.words
    head = fold(words[noun].lemma)
    while first < noun and words[first].pos in ("PUNCT", "SPACE", "PART", "CCONJ"):
        first += 1
    if not head.isalpha() or head in _HONORIFICS:
        return
    span = Span(sentence.span.article, sentence.span.field, words[first].start, words[max(noun, end)].end)
    told = frozenset(
        fold(w.lemma)
        for w in (*words[first:noun], *words[noun + 2 : end + 1])
        if w.pos in ("NOUN", "PROPN", "ADJ", "VERB") and fold(w.lemma) not in _EMPTY
    )
    before = words[first]
    definite = title or before.lemma in _DEFINITE or before.dep == "poss" or bool(told)
    yield Phrase(
        article, number, first, noun, span, head, told, definite, words[noun].tag in ("NNS", "NNPS"), title
    )


def _begins(words: tuple[Word, ...], noun: int) -> int:
    """Return the first word of the phrase before its noun."""
    first = noun
    while first and words[first - 1].dep in _BEFORE and _leads(words, first - 1, noun):
        first -= 1
    return first


def _leads(words: tuple[Word, ...], i: int, noun: int) -> bool:
    """Tell whether a word hangs, through words before the noun, on the noun."""
    for _ in range(8):
        if i == noun:
            return True
        if i > noun or words[i].head == i:
            return False
        i = words[i].head
    return False


def _ends(words: tuple[Word, ...], noun: int) -> int:
    """Return the last word of a phrase: "leader of Hamas", "director of the F.B.I."."""
    of = noun + 1
    if of >= len(words) or words[of].lemma != "of" or words[of].head != noun:
        return noun
    name = next((i for i in range(of + 1, min(of + 6, len(words))) if words[i].head == of), noun)
    return name if words[name].pos == "PROPN" else noun


def _title(words: tuple[Word, ...], noun: int) -> int:
    first = noun
    while first and words[first - 1].dep not in ("dobj", "pobj", "nsubj"):
        before = words[first - 1]
        if before.pos not in _TITLE and before.tag != "HYPH":
            break
        first -= 1
    return first - 1 if first and words[first - 1].dep in ("det", "poss") else first
