"""The clauses of a sentence: each a verb with its own arguments, read from the dependency parse.

A sentence often tells several facts; who wants to say which of them another sentence shares needs them
apart. Clauses here are what a reader could set down as a sentence of its own: main and coordinated
clauses, relative and adverbial clauses, what is said or thought, participial phrases, appositions to a
name, and the source that "according to" names.
"""

from __future__ import annotations

from collections.abc import Container, Sequence

from crosslight.model import Sentence, Span, Word

# Relations are spaCy's, after CLEAR. Infinitives and gerunds that complete a verb ("began to leave") are
# part of what it tells.
_VERBS = frozenset(("AUX", "VERB"))
_SUBJECTS = frozenset(("expl", "nsubj", "nsubjpass"))
# What both of two coordinated verbs need to tell two things: "shot and killed two" is one deed.
_ARGUMENTS = frozenset("acomp agent attr ccomp dative dobj oprd prep xcomp".split())
# Prepositions by which a gerund tells of another deed; after others it completes the verb ("from leaving").
_BESIDE = frozenset("after before besides by despite following since without".split())
_MARKS = frozenset(("PUNCT", "SPACE", "SYM"))
_OPENING = frozenset("“‘«„([{")

# With fewer words than this, a clause is left with what it hangs on: "the measures they take". By eye.
FEWEST = 3


def clauses(words: Sequence[Word]) -> tuple[int, ...]:
    """Return for each word the number of its clause, from 0, in the order in which clauses begin.

    Every word has exactly one clause. Linear in the number of words.
    """
    children: list[list[int]] = [[] for _ in words]
    order: list[int] = []
    for i, word in enumerate(words):
        (order if word.head == i else children[word.head]).append(i)
    for i in order:  # the list grows while it is read: governors before their dependents
        order += children[i]
    # Of each subtree its first word, and how many words are left when the clauses inside it are taken out.
    first, size = list(range(len(words))), [int(word.pos not in _MARKS) for word in words]
    heads = {i for i, word in enumerate(words) if word.head == i}
    for i in reversed(order):
        governor = words[i].head
        if governor == i:
            continue
        first[governor] = min(first[governor], first[i])
        if size[i] >= FEWEST and _heads(words, children, i, first[i]):
            heads.add(i)
        else:
            size[governor] += size[i]
    top = [-1] * len(words)
    for i in order:
        top[i] = i if i in heads else top[words[i].head]
    _hand_over(words, first, heads, top)
    _place_marks(words, top)
    numbers: dict[int, int] = {}
    return tuple(numbers.setdefault(head, len(numbers)) for head in top)


def stretches(sentence: Sentence, numbers: Sequence[int], wanted: Container[int]) -> tuple[Span, ...]:
    """Return where the wanted clauses stand in the text; marks at the edges of a stretch are left out."""
    found: list[tuple[int, int]] = []
    going = False
    for word, number in zip(sentence.words, numbers, strict=True):
        if number not in wanted:
            going = False
        elif word.pos not in _MARKS:
            found.append((found.pop()[0] if going else word.start, word.end))
            going = True
    return tuple(Span(sentence.span.article, sentence.span.field, start, end) for start, end in found)


def _heads(words: Sequence[Word], children: Sequence[Sequence[int]], i: int, first: int) -> bool:
    """Tell whether a word that hangs on another heads a clause of its own."""
    word, governor = words[i], words[words[i].head]
    if first and words[first - 1].dep == "prep":
        return False  # "in occupied East Jerusalem": what follows a preposition is its object
    match word.dep:
        case "appos":
            # "Bell, the mayor of Quarle,"; beside a common noun, the parser often means a list.
            return governor.pos == "PROPN" and word.head < i and words[first - 1].pos in _MARKS
        case "prep":
            beside = word.lemma in _BESIDE and "pcomp" in _below(words, children[i])
            return beside or word.lemma in ("accord", "according")
        case "acl":
            return word.tag in ("VBG", "VBN") and word.head < i
        case "relcl":
            return word.pos in _VERBS and word.head < i
        case "conj":
            if word.pos not in _VERBS or governor.pos not in _VERBS:
                return False
            own = _below(words, children[i])
            if own & _SUBJECTS:
                return True
            return bool(own & _ARGUMENTS and _below(words, children[word.head]) & _ARGUMENTS)
        case "ccomp" if word.tag in ("VB", "VBG", "VBN"):
            # "Had their set cut short", "let them go": without a verb of its own that carries a tense.
            return not _below(words, children[i]).isdisjoint(("aux", "auxpass"))
        case "advcl" | "ccomp" | "parataxis":
            return word.pos in _VERBS
    return False


def _below(words: Sequence[Word], children: Sequence[int]) -> set[str]:
    return {words[child].dep for child in children}


def _hand_over(words: Sequence[Word], first: Sequence[int], heads: Container[int], top: list[int]) -> None:
    """Give "and" to the clause that it leads into: the parse hangs it on the one before."""
    for i, word in enumerate(words):
        before = first[i] - 1
        if word.dep == "conj" and i in heads and before >= 0 and words[before].dep == "cc":
            top[before] = i


def _place_marks(words: Sequence[Word], top: list[int]) -> None:
    """Give a mark to the clause of the word before it, an opening one to that of the word behind."""
    for i in range(1, len(words)):
        if words[i].pos in _MARKS and words[i].text not in _OPENING:
            top[i] = top[i - 1]
    for i in reversed(range(len(words) - 1)):
        if words[i].pos in _MARKS and (words[i].text in _OPENING or i == 0):
            top[i] = top[i + 1]
