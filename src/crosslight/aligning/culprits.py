"""Disputes over who did it: two speakers who lay the same deed at different doors.

What a sentence says of a culprit is read off its syntax: "Israel blamed X", "X were behind the
fire", "those who fired were X". A quotation that follows and names the same culprit stands with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from crosslight.aligning.bags import is_content
from crosslight.model import Sentence, Span, Statement, Word

BLAME = frozenset({"blame", "accuse"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
# How many sentences after the blame may still be a quotation that bears it out: what was said, and on.
FOLLOWING = 2


@dataclass(frozen=True, slots=True)
class Blame:
    """Who is said to have done it (content lemmas, and as it stands), by whom, and in which sentences."""

    culprit: frozenset[str]
    words: str
    speaker: str
    spans: tuple[Span, ...]


def blames(sentences: Sequence[Sentence], statements: Mapping[Span, Statement]) -> dict[Span, Blame]:
    """Return sentence span -> what it says of a culprit; `sentences` are those of one article, in order."""
    found: dict[Span, Blame] = {}
    for n, sentence in enumerate(sentences):
        for culprit, blamer in _frames(sentence.words):
            lemmas = frozenset(word.lemma for word in culprit if is_content(word))
            speakers = statements[sentence.span].speakers
            speaker = " ".join(w.text for w in blamer) or (speakers[0] if speakers else "")
            if lemmas and speaker:
                after = sentences[n + 1 : n + 1 + FOLLOWING]
                names = frozenset(word.lemma for word in culprit if word.pos == "PROPN")
                spans = (sentence.span, *_bearing_out(after, names, statements))
                words = _written(culprit)
                found.setdefault(sentence.span, Blame(lemmas, words, speaker, spans))
    return found


def disputes(
    held: Mapping[Span, Blame], pairs: Iterable[tuple[Span, Span]]
) -> dict[tuple[Span, Span], tuple[str, ...]]:
    """Return the pairs of sentences that name different culprits, and why.

    `pairs` are those alike enough to speak of one deed; what bears a side out is paired with them.
    """
    found: dict[tuple[Span, Span], tuple[str, ...]] = {}
    for one, other in pairs:
        a, b = held.get(one), held.get(other)
        if a and b and a.culprit.isdisjoint(b.culprit) and not _same(a.speaker, b.speaker):
            why = (
                "different culprits named",
                f"A: {a.words}, says {a.speaker}",
                f"B: {b.words}, says {b.speaker}",
            )
            found |= {(x, y): why for x in a.spans for y in b.spans}
    return found


def _written(words: Sequence[Word]) -> str:
    """Return words with a space where the text has something between them."""
    gaps = ["" if word.end == after.start else " " for word, after in pairwise(words)]
    return "".join(word.text + gap for word, gap in zip(words, [*gaps, ""], strict=True))


def _same(one: str, other: str) -> bool:
    """Tell whether two names end alike: "Mikati" is "Najib Mikati"."""
    return one.split()[-1].casefold() == other.split()[-1].casefold()


def _bearing_out(
    after: Sequence[Sentence], names: frozenset[str], statements: Mapping[Span, Statement]
) -> Iterator[Span]:
    for sentence in after:
        quoted = statements[sentence.span].speakers
        if quoted and any(word.lemma in names for word in sentence.words):
            yield sentence.span


def _frames(words: tuple[Word, ...]) -> Iterator[tuple[tuple[Word, ...], tuple[Word, ...]]]:
    """Yield the words of each culprit and of who blames it (none where the sentence's speaker does)."""
    for n, word in enumerate(words):
        if word.lemma in BLAME and word.pos == "VERB":
            # "rejected that and blamed the brakes": the subject stands with the first verb.
            subject = _child(words, word.head if word.dep == "conj" else n, "nsubj")
            culprit = _child(words, n, "dobj")
            if culprit is not None:
                named = subject is not None and words[subject].pos in ("PROPN", "NOUN")
                yield (
                    _phrase(words, culprit),
                    _phrase(words, subject) if named and subject is not None else (),
                )
        elif word.lemma == "be":
            subject = _child(words, n, *_SUBJECTS)
            if subject is None:
                continue
            if any(w.lemma == "behind" and w.head == n for w in words):
                yield _phrase(words, subject), ()
            elif words[subject].lemma == "those" and any(
                w.dep == "relcl" and w.head == subject for w in words
            ):
                told = _child(words, n, "attr")
                if told is not None:
                    yield _phrase(words, told), ()


def _child(words: tuple[Word, ...], head: int, *deps: str) -> int | None:
    return next(
        (n for n, word in enumerate(words) if word.head == head and n != head and word.dep in deps), None
    )


def _phrase(words: tuple[Word, ...], head: int) -> tuple[Word, ...]:
    """Return the words of a noun phrase: those beneath its head, without its clauses."""
    kept = {head}
    for _ in words:
        more = {
            n
            for n, word in enumerate(words)
            if word.head in kept
            and word.dep not in ("relcl", "acl", "advcl", "appos", "prep", "det", "npadvmod")
            and (word.dep != "punct" or word.text == "-")
        }
        if more <= kept:
            break
        kept |= more
    return tuple(words[n] for n in sorted(kept))
