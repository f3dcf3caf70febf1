"""Who speaks by a cue: the words of the sentence that name the source."""

from __future__ import annotations

from crosslight.parsing.blocks import Blocks
from crosslight.parsing.contents import Stretches
from crosslight.parsing.words import Words

_SUBJECTS = ("nsubj", "csubj", "expl")
_RELATIVE = frozenset(("who", "which", "that", "whom"))
# Verbs that only carry the noun: "made the claim", not "rejected the claim".
LIGHT = frozenset(
    "make issue give express voice have release take show send offer deliver raise repeat file"
    " lodge hold level publish post share reach launch put renew get draw lead begin win see add"
    " write do feel".split()
)
_PERSONS = ("PERSON", "ORG", "GPE", "NORP")
_ASIDE = 20  # tokens between the commas of an apposition
_TIMES = ("DATE", "TIME")
_SCARE = 5  # tokens, marks included: a name or nickname in quotation marks is no longer
_NAMES = ("PROPN", "PRON", "NOUN")


def source(words: Words, blocks: Blocks, cue: int, content: Stretches) -> tuple[int, int] | None:
    """Return the tokens that name the source of the cue at a token, outside its content."""
    head = _head(words, blocks, cue, content)
    if head is None or _in(head, content):
        return None
    first, after = phrase(words, head, cue, content)
    return (first, after) if after > first else None


def is_nobody(words: Words, source: tuple[int, int]) -> bool:
    """Tell whether the words of a source say that there is none: "no group has claimed"."""
    return words.lower[source[0]] in ("no", "none", "nobody", "neither")


def phrase(words: Words, head: int, cue: int, content: Stretches) -> tuple[int, int]:
    """Return the noun phrase of a head, without what belongs to the cue or the content."""
    first, after = words.left[head], words.right[head]
    if first <= cue < after:
        first, after = (first, cue) if head < cue else (cue + 1, after)
    for a, b in content:
        if first < b and a < after:
            first, after = (first, min(after, a)) if head < a else (max(first, b), after)
    for child in words.children[head]:
        if child > head and words.dep[child] in ("relcl", "advcl", "ccomp") and words.left[child] < after:
            after = max(head + 1, words.left[child])
            break
    while after > head + 1 and (
        words.pos[after - 1] in ("PUNCT", "SPACE") and words.form[after - 1] not in (")", "]")
    ):
        after -= 1
    while first < head and words.pos[first] in ("PUNCT", "SPACE", "CCONJ", "SCONJ"):
        first += 1
    return first, after


def _in(i: int, stretches: Stretches) -> bool:
    return any(a <= i < b for a, b in stretches)


def _head(words: Words, blocks: Blocks, cue: int, content: Stretches) -> int | None:
    if words.lower[cue] in ("according", "per", "via"):
        return _object_of(words, cue, blocks.around(cue)[1])
    if words.form[cue] == ":":
        return _left_name(words, blocks.around(cue)[0], cue)
    if words.pos[cue] in ("NOUN", "PROPN"):
        found = _of_noun(words, cue)
    elif words.pos[cue] == "ADJ":
        found = (
            _subject(words, words.head[cue]) if words.dep[cue] in ("acomp", "attr", "oprd", "conj") else None
        )
        if found is None and words.dep[cue] == "amod":
            found = words.head[cue]
    else:
        found = _of_verb(words, blocks, cue, content)
        if found is None or _in(found, content):
            found = _beside(words, blocks, cue, content)
    return found


def _of_verb(words: Words, blocks: Blocks, cue: int, content: Stretches) -> int | None:
    agent = words.child(cue, "agent")
    if agent is not None:
        return words.child(agent, "pobj")
    if words.child(cue, "nsubjpass") is not None and words.child(cue, "auxpass") is not None:
        return None
    at = cue
    for _ in range(6):
        own = words.child(at, *_SUBJECTS)
        if own is not None and not _in(own, content) and not _within_quotation(blocks, own, cue):
            return _described(words, own, cue)
        head, dep = words.head[at], words.dep[at]
        if head == at:
            return None
        if dep in ("acl", "relcl"):
            return None if words.tag[at] == "VBN" and dep == "acl" else head
        # "asked Y to say", but not "chose Y to lead it, calling Y".
        if dep == "xcomp" and words.dep[cue] != "advcl":
            thing = words.child(head, "dobj", "dative")
            if thing is not None and thing < at and not _in(thing, content) and words.tag[at] == "VB":
                return thing
        if dep == "prep" or words.pos[head] == "ADP":
            head = words.head[head]
        if words.pos[head] in ("NOUN", "PROPN") and dep not in ("conj", "xcomp", "advcl", "ccomp"):
            return _of_noun(words, head)
        if at != cue and words.child(head, "nsubjpass") is not None and dep == "conj":
            return words.child(head, "nsubjpass")
        agent = words.child(head, "agent") if dep == "advcl" else None
        if agent is not None and words.child(head, "nsubjpass") is not None:
            # "X was sued by Y, alleging that": Y alleges.
            return words.child(agent, "pobj")
        at = head
        passive = words.child(at, "nsubjpass")
        if passive is not None and words.child(at, *_SUBJECTS) is None:
            return passive if not _in(passive, content) else None
    return None


def _described(words: Words, own: int, cue: int) -> int:
    """Return whom words between commas describe, where the parser took their end for the subject."""
    first = words.left[own]
    begin = words.sentences[words.sentence[cue]][0]
    if own < cue and words.form[cue - 1] == "," and first > begin and words.pos[first - 1] == "ADP":
        # "Mark Hill, a partner with the firm, said".
        for i in range(first - 1, max(begin, first - _ASIDE), -1):
            if words.form[i] == "," and words.entity[i - 1] == "PERSON":
                return i - 1
    return own


def _within_quotation(blocks: Blocks, i: int, cue: int) -> bool:
    """Tell whether a token stands in a longer quotation in which the cue is not."""
    number = blocks.quoted[i]
    if number < 0 or number == blocks.quoted[cue]:
        return False
    return blocks.quotes[number][1] - blocks.quotes[number][0] > _SCARE


def _subject(words: Words, at: int) -> int | None:
    for _ in range(5):
        own = words.child(at, *_SUBJECTS, "nsubjpass")
        if own is not None:
            relative = words.lower[own] in _RELATIVE and words.dep[at] == "relcl"
            return words.head[at] if relative else own
        if words.head[at] == at:
            return None
        at = words.head[at]
    return None


def _of_noun(words: Words, noun: int) -> int | None:
    own = words.child(noun, "poss")
    if own is not None:
        return own
    for child in words.children[noun]:
        if (
            child > noun
            and words.dep[child] in ("prep", "agent")
            and words.lower[child] in ("by", "from", "among")
        ):
            return words.child(child, "pobj")
    for child in words.children[noun]:
        if (
            child < noun
            and words.dep[child] in ("amod", "compound", "nmod")
            and words.entity[child] in _PERSONS
        ):
            return child
    head = words.head[noun]
    if words.dep[noun] in ("dobj", "attr", "oprd", "conj") and words.lemma[head] in LIGHT:
        return _subject(words, head)
    if (
        words.dep[noun] == "pobj"
        and words.pos[words.head[head]] in ("VERB", "AUX")
        and words.lower[head] in ("in", "on", "with")
    ):
        return _subject(words, words.head[head])
    return None


def _object_of(words: Words, cue: int, after: int) -> int | None:
    own = words.child(cue, "pobj")
    if own is not None:
        return own
    for child in words.children[cue]:
        if child > cue and words.dep[child] == "prep":
            return words.child(child, "pobj", "pcomp")
    return next((i for i in range(cue + 1, min(cue + 8, after)) if words.pos[i] in _NAMES), None)


def _left_name(words: Words, first: int, cue: int) -> int | None:
    for i in range(cue - 1, max(first, cue - 12) - 1, -1):
        if words.pos[i] in _NAMES and not first <= words.head[i] < i:
            return i
    return next((i for i in range(first, cue) if words.pos[i] in _NAMES), None)


def _beside(words: Words, blocks: Blocks, cue: int, content: Stretches) -> int | None:
    """Find the name next to a tag (", said X", ", X said") that the parser did not attach."""
    first, after = blocks.around(cue)
    i = cue + 1
    while i < min(after, cue + 4) and words.pos[i] in ("ADV", "PART"):
        i += 1
    if i < after and not _in(i, content) and words.pos[i] in ("PROPN", "DET", "PRON", "NOUN", "ADJ"):
        while (
            i + 1 < after
            and words.pos[i] != "PRON"
            and words.pos[i + 1] in ("PROPN", "NOUN", "ADJ")
            and not _in(i + 1, content)
        ):
            i += 1
        return i if words.pos[i] in _NAMES and words.entity[i] not in _TIMES else None
    if words.form[cue - 1] == "," and cue - 1 > first:
        # "Mark Hill, a partner with the firm, said": the person whom the words between commas describe.
        for i in range(cue - 2, max(first, cue - 30) - 1, -1):
            if words.entity[i] == "PERSON" and words.form[i + 1] == "," and not _in(i, content):
                return i
    i = cue - 1
    while i >= first and (
        words.pos[i] in ("ADV", "AUX", "PART")
        or words.entity[i] in _TIMES
        or (i + 1 < cue and words.entity[i + 1] in _TIMES and words.pos[i] == "ADP")
    ):
        i -= 1
    if i >= first and not _in(i, content) and words.pos[i] in _NAMES:
        # "it was reported": nobody is named.
        return None if words.dep[i] == "nsubjpass" and words.lower[i] == "it" else i
    return None
