"""Why two statements are linked, in words that a reader can check against the texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from crosslight.aligning.bags import is_content
from crosslight.aligning.features import DENIAL
from crosslight.model import FigurePair, Relation, Sentence, Statement

# Enough to recognise the fact by; a reader has the sentences themselves before them.
MOST = 6


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a sentence that reasons name: of its content, lemma -> as it stands, and what denies."""

    content: Mapping[str, str]
    denials: tuple[str, ...]


def wording(sentence: Sentence) -> Wording:
    """Read a sentence once for all that it is linked with."""
    return Wording(
        {word.lemma: word.text for word in reversed(sentence.words) if is_content(word)},
        tuple(word.text for word in sentence.words if word.lemma in DENIAL),
    )


def reasons(
    a: Wording,
    b: Wording,
    statements: tuple[Statement, Statement],
    relation: Relation,
    likeness: float,
    rarity: Mapping[str, float],
    figures: Iterable[FigurePair],
) -> tuple[str, ...]:
    """Return the reasons, the shared words first; `rarity` orders words, `likeness` is of meaning, 0 to 1."""
    one, other = a.content, b.content
    both = _rarest(one.keys() & other.keys(), one, rarity)
    found = [
        f"both: {both}" if both else f"no word in common; meaning alike: {likeness:.2f}",
        *(f"only {side}: {words}" for side, words in _sides(one, other, rarity) if words),
    ]
    found += [f"figures {pair.relation}: {pair.a_value} / {pair.b_value}" for pair in figures]
    names = [[name.removeprefix("unnamed: ") for name in s.speakers] for s in statements]
    speakers = [" / ".join(own) or "the outlet" for own in names]
    if any(s.speakers for s in statements):
        found.append(f"said by: {speakers[0]} (A), {speakers[1]} (B)")
    denials = [f"{side}: {word}" for side, its in (("A", a), ("B", b)) for word in its.denials]
    if relation in ("conflict", "dispute") and denials:
        found.append(f"denial in {', '.join(dict.fromkeys(denials))}")
    return tuple(found)


def _rarest(lemmas: Iterable[str], words: Mapping[str, str], rarity: Mapping[str, float]) -> str:
    best = sorted(lemmas, key=lambda lemma: (-rarity.get(lemma, 0.0), lemma))[:MOST]
    return ", ".join(words[lemma] for lemma in best)


def _sides(
    one: Mapping[str, str], other: Mapping[str, str], rarity: Mapping[str, float]
) -> tuple[tuple[str, str], tuple[str, str]]:
    return (
        ("A", _rarest(one.keys() - other.keys(), one, rarity)),
        ("B", _rarest(other.keys() - one.keys(), other, rarity)),
    )
