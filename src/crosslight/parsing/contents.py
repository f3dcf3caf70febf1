"""What a cue may attribute: the stretches of a block that could be its content, by form."""

from __future__ import annotations

from collections.abc import Iterator

from crosslight.parsing.blocks import Blocks
from crosslight.parsing.words import Words

Stretches = tuple[tuple[int, int], ...]

_CLAUSES = ("ccomp", "xcomp", "advcl", "parataxis", "acl", "pcomp")
_OBJECTS = ("dobj", "dative", "attr", "oprd", "acomp", "obj")
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
_EDGE = frozenset((",", ";", ":", "-", "–", "—", "--", "―", ".", "...", "…", "/"))
_CLOSERS = frozenset((")", "]"))
CLOSING = frozenset(("”", "»", '"', "''", "’", "'"))

FORMS = (
    "clause", "clause to comma", "clause to conjunct", "object", "object alone", "oblique", "oblique object",
    "complements", "complements short", "tail", "tail to comma", "tail to adjunct", "quote right",
    "quote left",
    "quotes", "left", "both sides", "left clause", "host", "host left", "subject", "subject and complement",
    "right of phrase", "noun clause", "noun oblique", "next quote", "next block", "antecedent", "last quote",
    "previous quote",
)  # fmt: skip
_NUMBER = {form: number for number, form in enumerate(FORMS)}


def contents(words: Words, blocks: Blocks, cue: int) -> list[tuple[int, Stretches]]:
    """Return the candidate contents of the cue at a token, each with the number of its form."""
    found: dict[Stretches, int] = {}
    for form, stretches in _proposals(words, blocks, cue):
        trimmed = tuple(t for a, b in stretches if (t := trim(words, a, b)))
        if trimmed and trimmed not in found:
            found[trimmed] = _NUMBER[form]
    return [(form, stretches) for stretches, form in found.items()]


def trim(words: Words, first: int, after: int) -> tuple[int, int] | None:
    """Cut spaces and loose punctuation from the edges of a stretch; None where nothing is left."""
    while first < after and (words.form[first] in _EDGE or words.pos[first] == "SPACE"):
        first += 1
    while first < after and (words.form[first] in _CLOSERS or words.form[first] in ("”", "»")):
        first += 1
    while first < after and (words.form[first] in _EDGE or words.pos[first] == "SPACE"):
        first += 1
    while first < after and (words.form[after - 1] in _EDGE or words.pos[after - 1] == "SPACE"):
        after -= 1
    while first < after and words.form[after - 1] in ("“", "‘", "(", "[", "«", "``", "„"):
        after -= 1
    return (first, after) if any(f[0].isalnum() for f in words.form[first:after]) else None


def subject(words: Words, cue: int) -> int | None:
    """Return the head of the cue's subject, its own or the one it shares; None without one."""
    seen = cue
    for _ in range(4):
        own = words.child(seen, *_SUBJECTS)
        if own is not None:
            return own
        if words.dep[seen] not in ("conj", "xcomp") or words.head[seen] == seen:
            return None
        seen = words.head[seen]
    return None


def _proposals(words: Words, blocks: Blocks, cue: int) -> Iterator[tuple[str, Stretches]]:
    first, after = blocks.around(cue)
    kids = [c for c in words.children[cue] if words.pos[c] != "SPACE"]
    right = [c for c in kids if c > cue]
    yield from _clauses(words, cue, right)
    yield from _objects(words, cue, right)
    yield from _tails(words, cue, right, after)
    yield from _quotes(words, blocks, cue, first, after)
    yield from _lefts(words, cue, kids, first, after)


def _clauses(words: Words, cue: int, right: list[int]) -> Iterator[tuple[str, Stretches]]:
    noun = words.pos[cue] in ("NOUN", "PROPN")
    for c in right:
        if words.dep[c] not in _CLAUSES and not (noun and words.dep[c] == "relcl"):
            continue
        a, b = max(words.left[c], cue + 1), words.right[c]
        yield "noun clause" if noun else "clause", ((a, b),)
        for k in words.children[c]:
            if k > c and words.form[words.left[k] - 1] == ",":
                yield "clause to comma", ((a, words.left[k] - 1),)
                break
        for k in words.children[c]:
            if k > c and words.dep[k] == "conj":
                cut = words.left[k]
                while cut > c and (words.dep[cut - 1] in ("cc", "punct")):
                    cut -= 1
                yield "clause to conjunct", ((a, cut),)
                break


def _objects(words: Words, cue: int, right: list[int]) -> Iterator[tuple[str, Stretches]]:
    noun = words.pos[cue] in ("NOUN", "PROPN")
    complements = []
    for c in right:
        dep, a, b = words.dep[c], max(words.left[c], cue + 1), words.right[c]
        if dep in _OBJECTS:
            yield "object", ((a, b),)
            for k in words.children[c]:
                if (k > c and words.dep[k] in ("relcl", "acl", "appos", "advcl")) or words.form[k] == ",":
                    yield "object alone", ((a, words.left[k]),)
                    break
        if dep in ("prep", "agent", "prt"):
            yield "noun oblique" if noun else "oblique", ((a, b),)
            if b > c + 1:
                yield "oblique object", ((c + 1, b),)
        if dep in _CLAUSES or dep in _OBJECTS or dep == "prep":
            complements.append((a, b))
    if len(complements) > 1:
        yield "complements", ((complements[0][0], complements[-1][1]),)
        yield "complements short", ((complements[0][0], complements[1][1]),)
        yield "complements short", ((complements[1][0], complements[-1][1]),)


def _tails(words: Words, cue: int, right: list[int], after: int) -> Iterator[tuple[str, Stretches]]:
    start = cue + 1
    for c in right:
        # "said on Tuesday that": skip adverbs, dates and short phrases at the side of the cue.
        if words.dep[c] in ("prt", "advmod", "npadvmod", "dative", "nsubj") and words.left[c] == start:
            start = words.right[c]
    end = max(words.right[cue], start)
    if end > start:
        yield "tail", ((start, end),)
    if after > end and after > start:
        yield "tail", ((start, after),)
    comma = next((i for i in range(start + 2, min(end, start + 100)) if words.form[i] in (",", ";")), None)
    if comma is not None:
        yield "tail to comma", ((start, comma),)
    for c in right:
        if words.dep[c] in ("advcl", "conj", "cc") and words.left[c] > start + 1:
            yield "tail to adjunct", ((start, words.left[c]),)
            break
    mark = next(
        (c for c in range(cue + 1, min(cue + 12, after)) if words.lower[c] in ("that", "if", "whether")), None
    )
    if mark is not None:
        yield "right of phrase", ((mark, max(end, mark + 1)),)
        yield "right of phrase", ((mark, after),)


def _quotes(
    words: Words, blocks: Blocks, cue: int, first: int, after: int
) -> Iterator[tuple[str, Stretches]]:
    numbers = [q for q in blocks.inside(first, after) if q != blocks.quoted[cue]]
    before = [blocks.quotes[q] for q in numbers if blocks.quotes[q][1] <= cue]
    behind = [blocks.quotes[q] for q in numbers if blocks.quotes[q][0] > cue]
    if behind:
        yield "quote right", (behind[0],)
        yield "last quote", ((behind[0][0], behind[-1][1]),)
    if before:
        yield "quote left", (before[-1],)
        if behind:
            yield "quotes", (before[-1], behind[0])
    if not numbers and first and cue - first < 8:
        last = first - 1 if words.pos[first - 1] != "SPACE" else first - 2
        if last >= 0 and blocks.quoted[last] >= 0 and blocks.quotes[blocks.quoted[last]][1] == last + 1:
            yield "previous quote", (blocks.quotes[blocks.quoted[last]],)
    if not behind and after < len(words):
        number = blocks.quoted[after]
        form = words.form[after - 1] if words.pos[after - 1] != "SPACE" else words.form[after - 2]
        if number >= 0 and blocks.quotes[number][0] == after and (form == ":" or words.form[cue] == ":"):
            yield "next quote", (blocks.quotes[number],)
        elif form == ":" and blocks.of[cue] + 1 < len(blocks.spans):
            yield "next block", (blocks.spans[blocks.of[cue] + 1],)


def _lefts(
    words: Words, cue: int, kids: list[int], first: int, after: int
) -> Iterator[tuple[str, Stretches]]:
    who = subject(words, cue)
    side = [
        c for c in kids if words.dep[c] in (*_SUBJECTS, "aux", "auxpass", "neg", "prep", "npadvmod", "advmod")
    ]
    low, high = cue, cue + 1
    for c in sorted(side, key=lambda c: -c):
        if c < cue and words.right[c] == low:
            low = words.left[c]
    for c in side:
        if c >= cue and words.left[c] == high:
            high = words.right[c]
    for c in kids:
        if words.dep[c] == "ccomp" and c < cue:
            yield "left clause", ((words.left[c], min(words.right[c], low)),)
    # The parenthesis "…, X said, …" and the tag "…, said X".
    if words.form[low - 1] in (",", "”", '"', "’", "''", "—", "–", "-", "»", "'") and low - 1 > first:
        yield "left", ((first, low),)
        if after - high > 2:
            yield "both sides", ((first, low), (high, after))
            yield "both sides", ((first, after),)
    if words.form[high - 1 if high <= after else after - 1] == "," or (
        high < after and words.form[high] == ","
    ):
        yield "right of phrase", ((high, after),)
    head = words.head[cue]
    if head != cue:
        a, b = words.left[head], words.right[head]
        yield "host left", ((a, words.left[cue]),)
        if words.right[cue] <= b:
            yield "host", ((a, words.left[cue]), (words.right[cue], b))
        if words.pos[head] in ("NOUN", "PROPN", "PRON") and words.dep[cue] in ("acl", "relcl"):
            yield "antecedent", ((a, words.left[cue]),)
            yield "antecedent", ((head, words.left[cue]),)
    if who is not None and words.dep[who] in ("nsubjpass", "nsubj", "csubj"):
        yield "subject", ((words.left[who], words.right[who]),)
        if words.right[cue] > cue + 1:
            yield "subject and complement", ((words.left[who], words.right[who]), (cue + 1, words.right[cue]))


def shape(words: Words, blocks: Blocks, cue: int, form: int, stretches: Stretches) -> tuple[float, ...]:
    """Return what can be seen of a candidate content: its place, length, edges, quotation marks."""
    first, after = blocks.around(cue)
    a, b = stretches[0][0], stretches[-1][1]
    length = sum(y - x for x, y in stretches)
    quoted = sum(blocks.quoted[i] >= 0 for x, y in stretches for i in range(x, min(y, x + 200)))
    own = blocks.inside(first, after)
    whole = [
        q for q in own if any(x <= blocks.quotes[q][0] and blocks.quotes[q][1] <= y for x, y in stretches)
    ]
    cut = [q for q in blocks.inside(a, b) if not (a <= blocks.quotes[q][0] and blocks.quotes[q][1] <= b)]
    before = words.form[a - 1] if a > first else ""
    behind = words.form[b] if b < after else ""
    rest = [i for i in range(b, min(after, b + 200)) if words.form[i][0].isalnum()]
    skipped = (
        [i for i in range(cue + 1, min(a, after, cue + 200)) if words.form[i][0].isalnum()] if a > cue else []
    )
    root = next((i for i in range(a, min(b, a + 200)) if not a <= words.head[i] < b or words.head[i] == i), a)
    return (
        float(form),
        float(a > cue),
        float(a <= cue < b),
        float(min(length, 80)),
        float(len(stretches)),
        quoted / max(1, min(length, 200)),
        float(len(whole)),
        float(len(own) - len(whole)),
        float(len(cut)),
        float(blocks.quoted[a] >= 0 and blocks.quotes[blocks.quoted[a]][0] == a),
        float(words.form[b - 1] in CLOSING),
        float(before == ",") + 2 * float(before == ":"),
        float(behind == ",") + 2 * float(behind in ("", ".")),
        float(min(len(rest), 60)),
        float(min(len(skipped), 30)),
        float(a == first),
        float(words.lower[a] == "that"),
        float(words.lower[a] in ("to", "if", "whether", "what", "how", "why")),
        float(words.pos[a] in ("ADP", "SCONJ")),
        float(words.lower[a] == "as"),
        float(words.pos[root] in ("VERB", "AUX")),
        float(words.pos[root] in ("NOUN", "PROPN")),
        float(words.dep[root] in _CLAUSES),
        float(words.dep[root] in _OBJECTS),
        float(words.head[root] == cue),
        float(sum(words.pos[i] in ("VERB", "AUX") for i in range(a, min(b, a + 80)))),
        float(any(words.form[i] in (",", ";") for i in range(a, min(b, a + 80)))),
        float(words.pos[b] in ("SCONJ", "ADP")) if b < after else 0.0,
        float(words.pos[b] == "CCONJ") if b < after else 0.0,
    )
