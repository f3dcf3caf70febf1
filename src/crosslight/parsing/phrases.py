"""Noun phrases that name a source: what they are about, who is joined in them, and how they read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from crosslight.parsing.words import Words

# Verbs that only carry the noun: "made the claim", not "rejected the claim".
_LIGHT = frozenset(
    "make issue give express voice have release take show send offer deliver raise repeat file"
    " lodge hold level publish post share reach launch put renew get draw lead begin win see add"
    " write do feel".split()
)
_LEADING = re.compile(r"(?:the|a|an|this|that|these|those|its|his|her|their|one|some)\s+", re.IGNORECASE)
_SPACES = re.compile(r"\s+")
_SUBJECTS = frozenset(("nsubj", "nsubjpass"))
_NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "NUM"))
_QUANTITIES = frozenset(("ADJ", "DET", "NUM"))
LOOSE = frozenset(("PUNCT", "SPACE", "CCONJ", "SCONJ", "ADP", "PART"))
_LOOSE_END = LOOSE | {"VERB", "AUX"}
_BEFORE_HEAD = frozenset(("det", "compound", "amod", "nummod"))
_CLIMB = 6  # verbs above a pronoun whose subjects it may mean
_LONG = 300  # tokens of a sentence that are looked at


def giver(words: Words, text: int) -> int | None:
    """Return who issues a text or does something in it ("X issued a statement", "X claimed it in a note")."""
    verb = words.head[text]
    if words.dep[text] == "pobj" and words.lower[verb] == "in":
        verb = words.head[verb]
        if words.dep[verb] == "dobj":
            verb = words.head[verb]
        return words.child(verb, "nsubj") if words.pos[verb] == "VERB" else None
    given = words.dep[text] == "dobj" and words.lemma[verb] in _LIGHT
    return words.child(verb, "nsubj") if given else None


def trimmed(words: Words, source: tuple[int, int], cue: tuple[int, int] | None = None) -> tuple[int, int]:
    """Return a source without what cannot begin or end a noun phrase, and with its noun if no cue is it."""
    first, after = source
    last = after - 1
    noun = words.head[last]
    cued = cue is not None and cue[0] <= noun < cue[1]
    if words.dep[last] in _BEFORE_HEAD and last < noun <= last + 3 and not cued:
        after = noun + 1  # the phrase was cut before its noun
    while after - 1 > first and (words.pos[after - 1] in _LOOSE_END or words.tag[after - 1] == "POS"):
        after -= 1
    while first + 1 < after and words.pos[first] in LOOSE:
        first += 1
    return first, after


def head_of(words: Words, source: tuple[int, int], at: Mapping[int, int]) -> int:
    """Return the token that the phrase is about: the first noun, name or pronoun governed from outside it."""
    first, after = source
    tops = [i for i in range(first, after) if not first <= words.head[i] < after or words.head[i] == i]
    fit = [i for i in tops if words.pos[i] in _NOMINAL or i in at]
    if fit or (tops and words.pos[tops[0]] in _QUANTITIES):
        return (fit or tops)[0]
    inner = [i for i in range(first, after) if words.pos[i] in _NOMINAL and words.dep[i] != "poss"]
    return (inner or tops or [first])[0]


def members(words: Words, source: tuple[int, int], head: int) -> list[int]:
    """Return the heads of the noun phrases that "and" and commas join, the given one first."""
    found = [head]
    for i in found:
        found += [
            c
            for c in words.children[i]
            if words.dep[c] == "conj" and i < c < source[1] and words.pos[c] in ("NOUN", "PROPN")
        ]
    return sorted(found)


def listed(names: Sequence[str]) -> str:
    """Join names as a text does: "A, B and C"."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def without_owner(words: Words, source: tuple[int, int], head: int) -> str:
    """Return what an owner's people are called, without the owner ("former lawyers")."""
    owner = words.child(head, "poss")
    first = words.right[owner] if owner is not None and owner < head else source[0]
    return plain(words.quote(min(first, head), head + 1))


def brief(words: Words, source: tuple[int, int], head: int) -> str:
    """Return an unnamed source's phrase up to its first comma, dash or date behind the head."""
    after = source[1]
    for i in range(head + 1, source[1]):
        dated = (
            words.lower[i] in ("on", "in", "at")
            and i + 1 < source[1]
            and words.entity[i + 1] in ("DATE", "TIME")
        )
        told = words.dep[i] == "acl" and words.tag[i] == "VBG"
        link = words.lower[i].startswith(("http", "www."))
        if words.form[i] in (",", "—", "–", "--", "(", ";") or dated or told or link:
            after = i
            break
    return plain(words.quote(source[0], after))


def plain(text: str) -> str:
    """Return a noun phrase without its article, in one line."""
    text = _SPACES.sub(" ", text).strip(" ,.:;—–-\"“”'")
    short = _LEADING.sub("", text, count=1) if _LEADING.match(text) else text
    return (short or text)[:200]


def subjects(words: Words, head: int) -> Iterator[int]:
    """Yield the noun subjects before a token: of the verbs above its own, then by sentence backwards."""
    seen = {head}
    verb = words.head[head]
    for _ in range(_CLIMB):
        for child in words.children[verb]:
            if child < head and words.dep[child] in _SUBJECTS and child not in seen:
                seen.add(child)
                if words.pos[child] in ("NOUN", "PROPN"):
                    yield child
        if words.head[verb] == verb:
            break
        verb = words.head[verb]
    number = words.sentence[head]
    for sentence in range(number, max(-1, number - 3), -1):
        first, after = words.sentences[sentence]
        for i in range(first, min(after, head, first + _LONG)):
            if words.dep[i] in _SUBJECTS and i not in seen and words.pos[i] in ("NOUN", "PROPN"):
                yield i
