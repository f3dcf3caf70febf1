"""Bags of words of a sentence: what it says in lemmas, stems, names, numbers and quoted words."""

from __future__ import annotations

from collections.abc import Iterator

from crosslight.model import Sentence, Word

CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV"})

# Verbs that carry no fact by themselves, and adverbs and determiners that spaCy's tags let through.
LIGHT = frozenset(
    """be have do get make say tell would could may might must shall also not more most other such very just
    so then there here when where how what who which that this these those it he she they we you his her its
    their our my one even still yet only""".split()
)

KINDS = ("lemma", "stem", "name", "number", "entity", "quoted", "bigram")

# The first letters bring "retaliate" and "retaliatory", "resign" and "resignation" together.
STEM = 5

_OPENING, _CLOSING = "“«„", "”»"


def bags(sentence: Sentence) -> dict[str, tuple[str, ...]]:
    """Return the words of each kind, in the order of the sentence, without repeats."""
    found: dict[str, dict[str, None]] = {kind: {} for kind in KINDS}
    before = ""
    for word, quoted in _with_quotes(sentence.words):
        for kind in _kinds(word):
            found[kind][word.lemma] = None
        if not is_content(word):
            continue
        if len(word.lemma) >= STEM:
            found["stem"][word.lemma[:STEM]] = None
        if quoted:
            found["quoted"][word.lemma] = None
        if before:
            found["bigram"][f"{before} {word.lemma}"] = None
        before = word.lemma
    return {kind: tuple(words) for kind, words in found.items()}


def is_content(word: Word) -> bool:
    """Tell whether the word carries content: a noun, name, verb, adjective, adverb or number."""
    return word.pos in CONTENT and word.lemma not in LIGHT and any(c.isalnum() for c in word.lemma)


def _kinds(word: Word) -> Iterator[str]:
    if is_content(word):
        yield "lemma"
        if word.pos == "PROPN":
            yield "name"
    if word.pos == "NUM" or any(c.isdigit() for c in word.text):
        yield "number"
    if word.entity and word.entity not in ("CARDINAL", "ORDINAL"):
        yield "entity"


def _with_quotes(words: tuple[Word, ...]) -> Iterator[tuple[Word, bool]]:
    inside = False
    for word in words:
        if word.text in _OPENING or (word.text in ('"', "''", "``") and not inside):
            inside = True
        elif word.text in _CLOSING or word.text in ('"', "''"):
            inside = False
        else:
            yield word, inside
