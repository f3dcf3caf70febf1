"""The verb of a cue: its lemma, and what kind of reporting verb it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crosslight.aligning.terms import sentences_in
from crosslight.model import Parsed, Span, Word
from crosslight.parsing.verbs import KIND, KINDS

HEDGES = KINDS["doubting"] | {"accuse", "say", "deny", "accord"}
"""Words that put a sentence on somebody's word, even where it is not found whose and how much of it."""

# In "has been said to believe" these only carry the verb.
_LIGHT = frozenset(
    ("be", "have", "do", "will", "would", "can", "could", "may", "might", "must", "shall", "should")
)


def lemma_and_kind(parsed: Parsed, cue: Span) -> tuple[str, str]:
    """Return the lemma of a cue and its kind, `other` where no list has it.

    Of several words it is the first that a list has, with its particle where that makes another word
    ("point out", "call for"); else the first verb, else the first word.
    """
    words = [
        w for s in sentences_in(parsed, cue) for w in s.words if cue.start <= w.start and w.end <= cue.end
    ]
    for lemma in _lemmas(words):
        if lemma in KIND:
            return _written(lemma), KIND[lemma]
    named = [w for w in words if w.pos == "VERB"] or [w for w in words if w.text.isalpha()] or words
    return (named[0].lemma if named else parsed.article.quote(cue).casefold()), "other"


def _lemmas(words: Sequence[Word]) -> Iterator[str]:
    for word, after in zip(words, (*words[1:], None), strict=True):
        if after is not None:
            yield f"{word.lemma} {after.text.casefold()}"
        if word.lemma not in _LIGHT:
            yield word.lemma


def _written(lemma: str) -> str:
    return {"accord": "according to", "according": "according to"}.get(lemma, lemma)
