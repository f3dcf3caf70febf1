"""Which texts carry the text of another: syndicated copies, cut or with another headline, and partial reuse.

Exact containment of word shingles (Broder 1997, "On the resemblance and containment of documents").
Whom to compare is found by MinHash (rensa) for whole copies, and by a sample of the shingles for
reused passages, which are too small a share of both texts for MinHash.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Final

import numpy as np
from rensa import RMinHash, RMinHashLSH

from crosslight.grouping.words import Ints

SHINGLE = 3
# Half of the three-word shingles: the valley between reports written apart and copies (of 35,000 pairs
# within stories of groundnews2025 the fewest fall between 0.45 and 0.6; the highest in gold stories is 0.31).
COPIED = 0.5
# Planted reuse of a third of a text keeps 0.25 of the shingles or more; reports written apart that
# quote the same statement share up to 0.15 of theirs.
REUSED = 0.2
# Texts of fewer shingles are a teaser of a line or two: by chance half of one may stand elsewhere. Not tuned.
SHORTEST = 20
# So many shingles are a paragraph: less may be one quotation.
PASSAGE = 40

PERMUTATIONS, BANDS, SEED = 128, 32, 7
# One shingle in eight is looked up: a paragraph has five of them.
SAMPLE = 8
FEWEST = 3
# Texts kept for one sampled shingle: what stands in more is boilerplate.
HOLDERS = 64
# Texts compared shingle by shingle.
COMPARED = 16

_MIX: Final = np.int64(0x5851F42D4C957F2D)


@dataclass(frozen=True, slots=True)
class Text:
    """The distinct runs of three words of a text, hashed and sorted; its sketch; and a sample of them."""

    shingles: Ints
    sketch: RMinHash | None
    sample: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """What a text shares with an earlier one: `own` and `other` are the shares of their shingles."""

    number: int
    own: float
    other: float


def text(every: Ints) -> Text:
    """Read a text from its hashed words; one of a line or two has no sketch."""
    with np.errstate(over="ignore"):
        runs = (every[:-2] * _MIX + every[1:-1]) * _MIX + every[2:]
    return sketched(np.unique(runs ^ (runs >> 29)))


def sketched(own: Ints) -> Text:
    """Return the text that has these runs of three words, hashed, distinct and sorted."""
    if len(own) < SHORTEST:
        return Text(own, None, ())
    sketch = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    raw = own.tobytes()
    sketch.update([raw[i : i + 8] for i in range(0, len(raw), 8)])
    return Text(own, sketch, tuple(own[own % SAMPLE == 0].tolist()))


class Texts:
    """Texts that carry no other text: what comes later is looked up among them."""

    def __init__(self) -> None:
        self._index = RMinHashLSH(threshold=COPIED, num_perm=PERMUTATIONS, num_bands=BANDS)
        self._texts: dict[int, Text] = {}
        # Tuples, as most have one text: lists would be most of what the garbage collector walks over.
        self._samples: dict[int, tuple[int, ...]] = {}

    def add(self, number: int, own: Text) -> list[Shared]:
        """Return whose text this one carries, most first; keep it if it is no copy of another.

        `number` is the caller's and used once. With 10,000 copies of one text each is compared with
        the one that is kept.
        """
        if own.sketch is None:
            return []
        passages = Counter(chain.from_iterable(self._samples.get(s, ()) for s in own.sample))
        likely = [n for n, count in passages.most_common(COMPARED) if count >= FEWEST]
        found = []
        for n in dict.fromkeys([*likely, *sorted(self._index.query(own.sketch))[:COMPARED]]):
            other = self._texts[n].shingles
            shared = common(own.shingles, other)
            one = Shared(n, shared / len(own.shingles), shared / len(other))
            most = max(one.own, one.other)
            if most >= COPIED or (most >= REUSED and shared >= PASSAGE):
                found.append(one)
        found.sort(key=lambda s: (-s.own, s.number))
        if all(s.own < COPIED for s in found):
            self._keep(number, own)
        return found

    def remove(self, numbers: Iterable[int]) -> None:
        """Forget texts."""
        gone = {n for n in numbers if n in self._texts}
        for n in gone:
            self._index.remove(n)
            for s in self._texts[n].sample:
                left = tuple(m for m in self._samples.get(s, ()) if m not in gone)
                if left:
                    self._samples[s] = left
                else:
                    self._samples.pop(s, None)
            del self._texts[n]

    def _keep(self, number: int, own: Text) -> None:
        self._texts[number] = own
        self._index.insert(number, own.sketch)
        for s in own.sample:
            held = self._samples.get(s, ())
            if len(held) < HOLDERS:
                self._samples[s] = (*held, number)


def common(a: Ints, b: Ints) -> int:
    """Return how many shingles two texts share."""
    if len(a) > len(b):
        a, b = b, a
    at = np.searchsorted(b, a)
    at[at == len(b)] = 0
    return int((b[at] == a).sum()) if len(b) else 0
