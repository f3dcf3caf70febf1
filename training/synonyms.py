"""Make the table of near-synonyms: `python -m training.synonyms FOLDER`, seconds.

FOLDER holds the files of WordNet 3.0 (Debian's package wordnet-base puts them into /usr/share/wordnet).
"""

from __future__ import annotations

import sys
from collections import Counter
from hashlib import sha256
from pathlib import Path

import numpy as np

from training.links import MODELS

DIGESTS = {
    "noun": "a490d99d93d017bf4822fe2f0ffa51fd73911ce271dc7535fade21f8814b5a04",
    "verb": "e2ac24816c3a8289dcb72aaa9cf8db81fdf25ec34d792bfc96ac5b7a20c8b4ae",
}
# The senses of a word come with the most frequent first; further ones are rare, and make "run" like "tend".
SENSES = 3


def senses(index: str) -> dict[str, list[int]]:
    """Return the first synsets of each word of one part of speech, those of words of letters only."""
    found = {}
    for line in index.splitlines():
        if line.startswith(" "):
            continue  # the licence
        word, _, synsets, pointers, *rest = line.split()
        if word.isalpha():
            found[word] = [int(offset) for offset in rest[int(pointers) + 2 :][: min(int(synsets), SENSES)]]
    return found


def main() -> None:
    """Write the table: words, each with the synsets that it shares with others."""
    arrays: dict[str, np.ndarray[tuple[int], np.dtype[np.int32 | np.uint8]]] = {}
    for pos, digest in DIGESTS.items():
        data = (Path(sys.argv[1]) / f"index.{pos}").read_bytes()
        if sha256(data).hexdigest() != digest:
            raise SystemExit(f"index.{pos} is not that of WordNet 3.0")
        found = senses(data.decode("ascii"))
        often = Counter(synset for its in found.values() for synset in its)
        kept = {word: own for word, its in found.items() if (own := [s for s in its if often[s] > 1])}
        words = sorted(kept)
        arrays[f"{pos} words"] = np.frombuffer("\n".join(words).encode("ascii"), np.uint8)
        arrays[f"{pos} counts"] = np.array([len(kept[word]) for word in words], np.uint8)
        arrays[f"{pos} synsets"] = np.array([s for word in words for s in kept[word]], np.int32)
        print(f"{pos}: {len(words):,} words")
    np.savez_compressed(MODELS / "synonyms.npz", allow_pickle=False, **arrays)


if __name__ == "__main__":
    main()
