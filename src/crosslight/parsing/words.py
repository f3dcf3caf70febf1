"""An analysed field as plain columns, one entry a token: cheap to read many times over."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Doc

_COLUMNS = ("ORTH", "LEMMA", "POS", "TAG", "DEP", "ENT_TYPE", "ENT_IOB", "HEAD", "SENT_START", "SPACY")


@dataclass(frozen=True, slots=True)
class Words:
    """Columns over the tokens of one field; all but `sentences` and `paragraphs` have one entry a token.

    `head` is the index of the governor (its own for a root). `left` and `right` are the first
    token of the subtree and the one after its last. `sentence` and `paragraph` number the stretches
    whose `(first, after)` tokens stand in `sentences` and `paragraphs`.
    """

    text: str
    form: list[str]
    lower: list[str]
    lemma: list[str]
    pos: list[str]
    tag: list[str]
    dep: list[str]
    entity: list[str]
    begins: list[bool]
    head: list[int]
    children: list[list[int]]
    left: list[int]
    right: list[int]
    start: list[int]
    end: list[int]
    sentence: list[int]
    paragraph: list[int]
    sentences: list[tuple[int, int]]
    paragraphs: list[tuple[int, int]]

    def __len__(self) -> int:
        return len(self.form)

    def child(self, i: int, *deps: str) -> int | None:
        """Return the first child of token `i` with one of these relations, or None."""
        return next((c for c in self.children[i] if self.dep[c] in deps), None)

    def top(self, first: int, after: int) -> int:
        """Return the first token whose governor lies outside the stretch."""
        return next(
            (i for i in range(first, after) if not first <= self.head[i] < after or self.head[i] == i), first
        )

    def quote(self, first: int, after: int) -> str:
        """Return the text from token `first` up to token `after`."""
        return self.text[self.start[first] : self.end[after - 1]] if after > first else ""


def words(doc: Doc, blank: Sequence[tuple[int, int]] = ()) -> Words:
    """Read the columns of a parsed document in one pass.

    The stretches of text in `blank`, in order as start and end offsets, are read as white space: what
    is no part of the report keeps its place and says nothing.
    """
    n = len(doc)
    table = doc.to_array(list(_COLUMNS)).reshape(n, len(_COLUMNS))
    strings = doc.vocab.strings
    names = {int(key): strings[int(key)] for column in range(6) for key in set(table[:, column].tolist())}
    orth, lemma, pos, tag, dep, entity = (
        [names[key] for key in table[:, column].tolist()] for column in range(6)
    )
    head = [i + offset for i, offset in enumerate(table[:, 7].astype("int64").tolist())]
    spaces = table[:, 9].tolist()
    # Not doc.text, which makes a token object of each.
    text = "".join([form + " " if space else form for form, space in zip(orth, spaces, strict=True)])
    start, end, at = [], [], 0
    for form, space in zip(orth, spaces, strict=True):
        start.append(at)
        end.append(at + len(form))
        at = end[-1] + space
    for a, b in blank:
        for i in range(bisect_right(end, a), bisect_left(start, b)):
            orth[i] = lemma[i] = " "
            pos[i], tag[i], dep[i], entity[i], head[i] = "SPACE", "_SP", "dep", "", i
    if blank:
        # What hung on a blank now stands by itself.
        head = [i if pos[h] == "SPACE" else h for i, h in enumerate(head)]
    opens = [i for i, mark in enumerate(table[:, 8].astype("int64").tolist()) if mark == 1 or i == 0]
    ends = [i + 1 for i, form in enumerate(orth) if "\n" in form]
    sentences = list(pairwise([*opens, n]))
    paragraphs = [(a, b) for a, b in pairwise(sorted({0, *ends, n})) if b > a]
    children, left, right = _subtrees(head)
    return Words(
        _blanked(text, blank), orth, [form.lower() for form in orth], [form.lower() for form in lemma],
        pos, tag, dep, entity, [mark == 3 for mark in table[:, 6].tolist()], head, children, left, right,
        start, end,
        _numbers(sentences), _numbers(paragraphs), sentences, paragraphs,
    )  # fmt: skip


def _blanked(text: str, blank: Sequence[tuple[int, int]]) -> str:
    edges = [0, *(at for stretch in blank for at in stretch), len(text)]
    kept = [text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)]
    spaces = [" " * (b - a) for a, b in blank]
    return "".join(part for pair in zip(kept, [*spaces, ""], strict=True) for part in pair)


def _numbers(stretches: list[tuple[int, int]]) -> list[int]:
    return [number for number, (a, b) in enumerate(stretches) for _ in range(b - a)]


def _subtrees(head: list[int]) -> tuple[list[list[int]], list[int], list[int]]:
    """Return children, first token and end of every subtree; children before parents, so linear."""
    children: list[list[int]] = [[] for _ in head]
    for i, h in enumerate(head):
        if h != i:
            children[h].append(i)
    order = [i for i, h in enumerate(head) if h == i]
    for i in order:
        order.extend(children[i])
    left, right = list(range(len(head))), [i + 1 for i in range(len(head))]
    for i in reversed(order):
        h = head[i]
        left[h], right[h] = min(left[h], left[i]), max(right[h], right[i])
    return children, left, right
