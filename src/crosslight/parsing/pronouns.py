"""Whom "he" and "she" mean: the most salient person who fits, sentence by sentence."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from crosslight.parsing.forenames import PRONOUNS, Gender
from crosslight.parsing.quotation_marks import quotations
from crosslight.parsing.words import Words

# How many sentences back, and among how many persons, a pronoun looks. These and the weights below were set
# by hand, reading half of the gold stories.
_REACH = 8
_PERSONS = 8
_OPENING = 3  # tokens: who stands there is the sentence's subject, even where the parser lost its way
_ROLES = {"nsubj": 1.0, "nsubjpass": 0.9, "poss": 0.3, "dobj": 0.3, "appos": 0.1, "pobj": 0.1}


@dataclass(frozen=True, slots=True)
class Mention:
    """The token at the head of a person's mention."""

    person: int
    token: int
    pronoun: bool = False


@dataclass(slots=True)
class _Seen:
    token: int
    sentence: int
    role: float
    quoted: bool
    count: int


def resolve(words: Words, named: Sequence[Mention], genders: list[Gender | None]) -> list[Mention]:
    """Return the pronouns of one field, each with its person; learns genders from them as it reads."""
    quoted = _quoted(words)
    seen: dict[int, _Seen] = {}
    found = []
    at = {m.token: m for m in named}
    for i, lower in enumerate(words.lower):
        mention = at.get(i)
        if mention is None and lower in PRONOUNS and words.pos[i] == "PRON":
            person = _referent(words, i, PRONOUNS[lower], seen, genders, quoted)
            if person is None:
                continue
            mention = Mention(person, i, pronoun=True)
            genders[person] = genders[person] or PRONOUNS[lower]
            found.append(mention)
        if mention is not None:
            old = seen.pop(mention.person, None)
            role = _ROLES.get(words.dep[i], 0.0)
            if i - words.sentences[words.sentence[i]][0] < _OPENING:
                role = max(role, _ROLES["nsubjpass"])
            if old and old.sentence == words.sentence[i]:
                role = max(role, old.role)
            seen[mention.person] = _Seen(i, words.sentence[i], role, quoted[i], (old.count if old else 0) + 1)
            if len(seen) > _PERSONS:
                del seen[next(iter(seen))]
    return found


def _referent(
    words: Words,
    i: int,
    gender: Gender,
    seen: dict[int, _Seen],
    genders: list[Gender | None],
    quoted: list[bool],
) -> int | None:
    best, top = None, -math.inf
    for person, last in seen.items():
        distance = words.sentence[i] - last.sentence
        if distance > _REACH or genders[person] not in (None, gender) or _bound(words, i, last.token):
            continue
        score = last.role - 0.5 * distance + 0.15 * math.log(last.count) + 0.3 * (genders[person] == gender)
        # A person named only inside a quotation is seldom whom the reporter means outside it.
        score -= 1.2 * (last.quoted and not quoted[i])
        if score > top:
            best, top = person, score
    return best


def _bound(words: Words, i: int, other: int) -> bool:
    """Tell whether both are arguments of one verb, as in "Smith met him": then they are two persons."""
    if words.dep[i] == "poss" or words.lower[i].endswith("self"):
        return False
    verb = words.head[i] if words.pos[words.head[i]] != "ADP" else words.head[words.head[i]]
    return words.head[other] == verb and words.dep[other] in ("nsubj", "nsubjpass", "dobj") and other != i


def _quoted(words: Words) -> list[bool]:
    marks = [q for q in quotations(words.text) if q.depth == 0]
    flags, k = [], 0
    for start in words.start:
        while k < len(marks) and marks[k].end <= start:
            k += 1
        flags.append(k < len(marks) and marks[k].start <= start)
    return flags
