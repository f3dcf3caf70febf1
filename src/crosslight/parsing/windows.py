"""A field as the tagger reads it: word pieces in windows, and what the parser knows of each word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from crosslight.parsing.words import Words

# Word pieces of a window: those that the tagger learned from have at most 252. Windows end with paragraphs
# where they can, which what is attributed rarely crosses (116 of 19,868 in PolNeAR train). With context of 40
# pieces on either side, and so longer windows, F1 at 0.8 on PolNeAR dev is 0.716, without 0.732.
CORE = 240
MARGIN = 0
_MOST_PIECES = 8  # of one word: what is longer is no word that the tagger could know
_UNKNOWN = 100  # the piece [UNK] of BERT's vocabulary
# The labels of the English pipelines of spaCy, in an order that the trained model has learned.
TAGS = tuple(
    "$ '' , -LRB- -RRB- . : ADD AFX CC CD DT EX FW HYPH IN JJ JJR JJS LS MD NFP NN NNP NNPS NNS PDT POS PRP"
    " PRP$ RB RBR RBS RP SYM TO UH VB VBD VBG VBN VBP VBZ WDT WP WP$ WRB XX ``".split()
)
RELATIONS = tuple(
    "ROOT acl acomp advcl advmod agent amod appos attr aux auxpass case cc ccomp compound conj csubj"
    " csubjpass dative dep det dobj expl intj mark meta neg nmod npadvmod nsubj nsubjpass nummod oprd"
    " parataxis pcomp pobj poss preconj predet prep prt punct quantmod relcl xcomp".split()
)
ENTITIES = tuple(
    "PERSON NORP ORG GPE DATE TIME CARDINAL MONEY PERCENT WORK_OF_ART LAW FAC LOC EVENT PRODUCT".split()
)
_TAG = {label: number for number, label in enumerate(TAGS, 1)}
_RELATION = {label: number for number, label in enumerate(RELATIONS, 1)}
_ENTITY = {label: number for number, label in enumerate(ENTITIES, 1)}
# How many values each feature has: tag, relation, entity, quotation, shape, break before, way to the head.
SIZES = (len(TAGS) + 1, len(RELATIONS) + 1, len(ENTITIES) + 1, 3, 6, 3, 9)


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of a field that are no white space: their tokens, word pieces and features (n, 7)."""

    tokens: list[int]
    pieces: list[list[int]]
    features: NDArray[np.int64]
    paragraph: NDArray[np.int64]
    sentence: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Window:
    """Words `begin` to `end` of a reading are seen, cues are looked for in `first` to `after`."""

    begin: int
    first: int
    after: int
    end: int
    size: int  # word pieces that are seen


def reading(words: Words, quoted: Sequence[int], tokenizer: Tokenizer) -> Reading:
    """Return what the tagger reads of a field; `quoted` numbers the quotation of each token, -1 outside."""
    tokens = [i for i, form in enumerate(words.form) if words.pos[i] != "SPACE" and form.strip()]
    forms = sorted({words.form[i] for i in tokens})
    found = tokenizer.encode_batch(forms, add_special_tokens=False)
    pieces = {form: one.ids[:_MOST_PIECES] or [_UNKNOWN] for form, one in zip(forms, found, strict=True)}
    shapes = {form: _shape(form) for form in forms}
    rows = []
    last = None
    for i in tokens:
        rows.append(
            (
                _TAG.get(words.tag[i], 0),
                _RELATION.get(words.dep[i], 0),
                _ENTITY.get(words.entity[i], 0),
                0 if quoted[i] < 0 else 2 if last is not None and quoted[i] == quoted[last] else 1,
                shapes[words.form[i]],
                _break(words, last, i),
                _way(words.head[i] - i),
            )
        )
        last = i
    return Reading(
        tokens,
        [pieces[words.form[i]] for i in tokens],
        np.array(rows, np.int64).reshape(len(rows), len(SIZES)),
        np.array([words.paragraph[i] for i in tokens], np.int64),
        np.array([words.sentence[i] for i in tokens], np.int64),
    )


def _shape(form: str) -> int:
    if form.islower():
        return 1
    if form.isupper():
        return 2 if len(form) > 1 else 3
    if form[:1].isupper():
        return 3
    if any(c.isdigit() for c in form):
        return 4
    return 5 if any(c.isalpha() for c in form) else 0


def _break(words: Words, last: int | None, i: int) -> int:
    if last is None or words.paragraph[i] != words.paragraph[last]:
        return 2
    return int(words.sentence[i] != words.sentence[last])


def _way(offset: int) -> int:
    """Return on which side the head stands, and how far away."""
    far = 0 if abs(offset) <= 1 else 1 if abs(offset) <= 4 else 2 if abs(offset) <= 10 else 3
    return 0 if offset == 0 else 1 + far if offset < 0 else 5 + far


def windows(
    read: Reading, core: int = CORE, margin: int = MARGIN, room: int | None = None
) -> Iterator[Window]:
    """Yield the windows of a reading in order; each word is in the core of one. `room` is the first's."""
    n = len(read.pieces)
    at = np.concatenate([[0], np.cumsum([len(pieces) for pieces in read.pieces])])
    cuts = [np.flatnonzero(np.diff(column)) + 1 for column in (read.paragraph, read.sentence)]
    first = 0
    size = core if room is None else room
    while first < n:
        limit = max(int(np.searchsorted(at, at[first] + size, "right")) - 1, first + 1)
        after = min(limit, n) if limit >= n else _cut(cuts, first, limit)
        begin = int(np.searchsorted(at, at[first] - margin, "left"))
        end = max(after, int(np.searchsorted(at, at[after] + margin, "right")) - 1)
        yield Window(begin, first, after, min(n, end), int(at[min(n, end)] - at[begin]))
        first, size = after, core


def _cut(cuts: Sequence[NDArray[np.int64]], first: int, limit: int) -> int:
    """Return the last border of a paragraph before the limit, else of a sentence, else the limit."""
    for borders in cuts:
        k = int(np.searchsorted(borders, limit, "right")) - 1
        if k >= 0 and borders[k] > first:
            return int(borders[k])
    return limit
