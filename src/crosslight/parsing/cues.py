"""Words that may be the cue of an attribution, and what can be seen of each in its sentence."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from crosslight.parsing.blocks import Blocks
from crosslight.parsing.contents import subject
from crosslight.parsing.words import Words

_ADVERBS = frozenset(("reportedly", "allegedly", "supposedly", "apparently"))
_SUFFIXES = ("n't", "not", "never", "no")
_CLOSERS = frozenset(("”", '"', "''", "’", "'", "»"))


@dataclass(frozen=True, slots=True)
class Cue:
    """A token that may be a cue: `traits` are its features as numbers, `keys` those as words."""

    token: int
    traits: tuple[float, ...]
    keys: tuple[str, ...]


# The word features, each replaced by the share of cues among the words like it.
KEYS = ("lemma", "frame", "dep", "subject", "object", "preposition", "head", "tag")


def candidates(words: Words, lexicon: Container[str]) -> list[int]:
    """Return the tokens that may be cues; `lexicon` holds nouns, adjectives and others worth a look."""
    found = []
    for i, pos in enumerate(words.pos):
        if pos == "VERB":
            found.append(i)
        elif pos in ("NOUN", "ADJ", "PROPN"):
            if words.lemma[i] in lexicon and (
                words.children[i] or words.dep[i] in ("amod", "compound", "acomp", "ROOT")
            ):
                found.append(i)
        elif pos == "AUX":
            if words.dep[i] not in ("aux", "auxpass") and words.lemma[i] != "be":
                found.append(i)
        elif (
            words.lower[i] in ("according", "per", "via")
            or words.form[i] == ":"
            or (pos == "ADV" and words.lower[i] in _ADVERBS)
        ):
            found.append(i)
    return found


def look(words: Words, blocks: Blocks, i: int) -> Cue:
    """Return what can be seen of the candidate cue at token `i`."""
    first, after = blocks.around(i)
    kids = words.children[i]
    deps = {words.dep[c]: c for c in reversed(kids)}
    right = [words.dep[c] for c in kids if c > i]
    who = subject(words, i)
    prep = next((words.lower[c] for c in kids if c > i and words.dep[c] in ("prep", "agent", "prt")), "")
    clause = deps.get("ccomp")
    marked = clause is not None and any(words.dep[c] == "mark" for c in words.children[clause])
    low = i
    for c in reversed(kids):
        if c < low and words.right[c] == low and words.dep[c] != "ccomp":
            low = words.left[c]
    high = i + 1
    for c in kids:
        if (
            c >= high
            and words.left[c] == high
            and words.dep[c] in ("nsubj", "prt", "advmod", "npadvmod", "dative")
        ):
            high = words.right[c]
    before = words.form[low - 1] if low > first else ""
    earlier = words.form[low - 2] if low - 1 > first else ""
    shut = before in _CLOSERS or (before == "," and earlier in _CLOSERS)
    following = words.form[high : min(high + 4, after)]
    opened = any(blocks.quoted[k] >= 0 for k in range(high, min(high + 3, after)))
    quotes = len(blocks.inside(first, after))
    frame = "+".join(
        [
            words.lemma[i],
            "c" if clause is not None else "",
            "x" if "xcomp" in right else "",
            "o" if "dobj" in right or "oprd" in right else "",
            prep,
            "q" if shut or opened else "",
            "s" if who is not None else "",
        ]
    )
    head = words.head[i]
    shared = who is not None and words.head[who] != i
    kind = _kind(words, who)
    thing = deps.get("dobj", deps.get("attr", deps.get("pobj")))
    traits = (
        float(words.pos[i] == "VERB"),
        float(words.pos[i] == "NOUN"),
        float(words.tag[i] == "VBD"),
        float(words.tag[i] in ("VBZ", "VBP")),
        float(words.tag[i] == "VBG"),
        float(words.tag[i] == "VBN"),
        float(words.tag[i] == "VB"),
        float(who is not None),
        float(shared),
        kind,
        float(who is not None and who > i),
        float("nsubjpass" in deps),
        float("agent" in deps),
        float("poss" in deps),
        float(clause is not None) * (1 if clause is None or clause > i else -1),
        float(marked),
        float("xcomp" in right),
        float("dobj" in right),
        float("prep" in right),
        float("acomp" in right or "attr" in right or "oprd" in right),
        float("advcl" in right),
        float("acl" in right),
        float(any(words.tag[c] == "MD" for c in kids)),
        float(any(words.lower[c] in _SUFFIXES for c in kids)),
        float("aux" in deps),
        float("mark" in deps),
        float(words.dep[i] == "ROOT"),
        float(words.dep[i] in ("relcl", "acl")),
        float(words.dep[i] in ("advcl", "xcomp", "pcomp")),
        float(words.dep[i] in ("ccomp", "parataxis")),
        float(words.dep[i] == "conj"),
        float(shut),
        float(opened),
        float(":" in following),
        float(before == ","),
        float(blocks.quoted[i] >= 0),
        float(quotes),
        float(min(after - first, 80)),
        float(i - first) / max(1, after - first),
        float(min(words.right[i] - i, 40)),
        float(low == first),
    )
    keys = (
        words.lemma[i],
        frame,
        words.dep[i],
        words.lemma[who]
        if who is not None and not words.entity[who]
        else words.entity[who]
        if who is not None
        else "",
        words.lemma[i] + "+" + words.lemma[thing] if thing is not None else "",
        words.lemma[i] + "+" + prep,
        words.lemma[head] + "+" + words.dep[i] if head != i else "",
        words.lemma[i] + "+" + words.tag[i],
    )
    return Cue(i, traits, keys)


def _kind(words: Words, who: int | None) -> float:
    """Return what the subject is: 0 none, then in the order of how often such subjects speak."""
    if who is None:
        return 0.0
    if words.entity[who] in ("PERSON", "ORG", "NORP", "GPE"):
        return {"PERSON": 6.0, "ORG": 5.0, "NORP": 4.0, "GPE": 4.0}[words.entity[who]]
    if words.pos[who] == "PRON":
        return 5.0 if words.lower[who] in ("he", "she", "they", "who") else 1.0
    return 4.0 if words.pos[who] == "PROPN" else 2.0
