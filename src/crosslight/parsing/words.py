"""An analysed field as plain columns, one entry a token: cheap to read many times over."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Doc

_COLUMNS = ("ORTH", "LEMMA", "POS", "TAG", "DEP", "ENT_TYPE", "ENT_IOB", "HEAD", "SENT_START")


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

    def quote(self, first: int, after: int) -> str:
        """Return the text from token `first` up to token `after`."""
        return self.text[self.start[first] : self.end[after - 1]] if after > first else ""


def words(doc: Doc) -> Words:
    """Read the columns of a parsed document in one pass."""
    n = len(doc)
    table = doc.to_array(list(_COLUMNS)).reshape(n, len(_COLUMNS))
    strings = doc.vocab.strings
    names = {int(key): strings[int(key)] for column in range(6) for key in set(table[:, column].tolist())}
    orth, lemma, pos, tag, dep, entity = (
        [names[key] for key in table[:, column].tolist()] for column in range(6)
    )
    head = [i + offset for i, offset in enumerate(table[:, 7].astype("int64").tolist())]
    start, at = [], 0
    for form, space in zip(orth, (bool(token.whitespace_) for token in doc), strict=True):
        start.append(at)
        at += len(form) + space
    opens = [i for i, mark in enumerate(table[:, 8].astype("int64").tolist()) if mark == 1 or i == 0]
    ends = [i + 1 for i, form in enumerate(orth) if "\n" in form]
    sentences = list(pairwise([*opens, n]))
    paragraphs = [(a, b) for a, b in pairwise(sorted({0, *ends, n})) if b > a]
    children, left, right = _subtrees(head)
    return Words(
        doc.text, orth, [form.lower() for form in orth], [form.lower() for form in lemma], pos, tag, dep,
        entity, [mark == 3 for mark in table[:, 6].tolist()], head, children, left, right, start,
        [a + len(form) for a, form in zip(start, orth, strict=True)],
        _numbers(sentences), _numbers(paragraphs), sentences, paragraphs,
    )  # fmt: skip


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
