"""How well loaded words are highlighted: `python -m bench.wording`, on basil and BABE.

Readers marked the words by which a sentence is loaded: basil's `lexical` spans in whole articles, BABE's
biased words in single sentences, half of which are loaded. Counted is each word with content: highlighted
or not, marked or not. The lists were read through against one half of both, by event (basil) and by
article (BABE); the figures are of the other half. Readers agree little on such words (BABE: alpha 0.4), so
that much of what counts as wrong here is a matter of taste; lift, precision over the share of words that
are marked at all, is what a highlight is worth.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any
from zlib import crc32

from bench.data import shared
from crosslight.aligning.terms import FUNCTION
from crosslight.model import Article, LoadedKind, Word
from crosslight.parsing.document import analyse, pipeline
from crosslight.parsing.sentences import sentences
from crosslight.telling.lexicon import listed

PAGE, MARK = Path(__file__).parents[1] / "docs" / "telling.md", "wording"
# The half that the figures are of; the lists were read through against the other one.
REPORTED = 1
LEXICON = "data/babe/bias_word_lexicon.jsonl"
# The valence from which a word of VADER (4 the strongest) counts as loaded: half of the scale.
STRONG = 2.0


@dataclass(frozen=True, slots=True)
class Read:
    """One sentence: its words, and for each whether readers marked it, None for one without content."""

    words: tuple[Word, ...]
    marked: tuple[bool | None, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One way of highlighting: how many words it marks, how many of them readers marked, of how many."""

    highlighted: int
    right: int
    marked: int
    words: int

    @property
    def precision(self) -> float:
        """The share of highlighted words that readers marked."""
        return self.right / max(1, self.highlighted)

    @property
    def recall(self) -> float:
        """The share of marked words that are highlighted."""
        return self.right / max(1, self.marked)

    @property
    def base(self) -> float:
        """The share of words that readers marked: the precision of a random highlight."""
        return self.marked / max(1, self.words)

    @property
    def lift(self) -> float:
        """How many times more often a highlighted word is marked than any word."""
        return self.precision / max(1e-9, self.base)


Highlight = Callable[[Sequence[Word]], Sequence[bool]]


def basil(half: int) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """Yield the sentences of one half of the events (even or odd numbers), with the marked stretches."""
    found: dict[tuple[str, int], tuple[str, list[tuple[int, int]]]] = {}
    for row in _rows(shared("data/basil/bias.jsonl")):
        if int(row["doc"].split("_")[1]) % 2 == half:
            _, spans = found.setdefault((row["doc"], row["sent"]), (row["sentence"], []))
            if row["label"] == "lexical" and row["span"]:
                spans.append((row["span"][0], row["span"][1]))
    yield from found.values()


def babe(half: int) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """Yield the sentences of one half of the articles of SG2, with the marked words."""
    for row in _rows(shared("data/babe/bias.jsonl")):
        if row["part"] == "SG2" and crc32(row["doc"].encode()) % 2 == half:
            yield row["sentence"], [(start, end) for start, end in row["span"]]


def read(texts: Sequence[tuple[str, list[tuple[int, int]]]]) -> list[Read]:
    """Parse sentences into words with content."""
    articles = [Article(str(n), text) for n, (text, _) in enumerate(texts)]
    found = []
    for (_, spans), fields in zip(texts, analyse(pipeline(), articles), strict=True):
        for its in (s.words for field in fields for s in sentences(field)):
            marked = (any(first < w.end and w.start < last for first, last in spans) for w in its)
            found.append(
                Read(its, tuple(m if _counts(w) else None for w, m in zip(its, marked, strict=True)))
            )
    return found


def score(read: Sequence[Read], highlight: Highlight) -> Row:
    """Count what a way of highlighting marks."""
    pairs = [
        (shown, marked)
        for one in read
        for shown, marked in zip(highlight(one.words), one.marked, strict=True)
        if marked is not None
    ]
    right = sum(shown and marked for shown, marked in pairs)
    return Row(sum(shown for shown, _ in pairs), right, sum(marked for _, marked in pairs), len(pairs))


def ours(*kinds: LoadedKind) -> Highlight:
    """Return the highlight of Crosslight, of words of these kinds."""

    def highlight(words: Sequence[Word]) -> Sequence[bool]:
        shown = {
            n for found in listed(words) if found.kind in kinds for n in range(found.first, found.last + 1)
        }
        return [n in shown for n in range(len(words))]

    return highlight


def lexicon() -> Highlight:
    """Return the highlight of a plain list: BABE's own lexicon of biased words, made from news by experts."""
    rows = _rows(shared(LEXICON))
    entries = {word.casefold() for row in rows for pair in row.items() for word in pair}
    return lambda words: [w.text.casefold() in entries or w.lemma in entries for w in words]


def vader() -> Highlight | None:
    """Return the highlight of VADER's lexicon of sentiment (MIT), None where that is not installed."""
    try:
        # The file alone: the package itself would load what asks the network.
        text = (files("vaderSentiment") / "vader_lexicon.txt").read_text("utf-8")
    except ModuleNotFoundError:
        return None
    valence = {row[0]: float(row[1]) for line in text.splitlines() if len(row := line.split("\t")) > 1}
    return lambda words: [abs(valence.get(w.text.casefold(), 0.0)) >= STRONG for w in words]


def table() -> str:
    """Return the figures of the half that was not looked at as a Markdown table."""
    ways: dict[str, Highlight | None] = {
        "**Crosslight**, evaluative or intensifying": ours("evaluative", "intensifier"),
        "its evaluative words alone": ours("evaluative"),
        "its intensifiers alone": ours("intensifier"),
        "its hedges alone (not told as loaded)": ours("hedge"),
        "the lexicon that comes with BABE": lexicon(),
        f"VADER's lexicon, valence {STRONG:g} or more": vader(),
    }
    lines = [
        "| data | what highlights | words | precision | recall | lift |",
        "|---|---|---|---|---|---|",
    ]
    for data, half in (("basil", basil), ("BABE", babe)):
        held = read(list(half(REPORTED)))
        for name, way in ways.items():
            if way is not None:
                row = score(held, way)
                figures = f"{row.precision:.3f} | {row.recall:.3f} | {row.lift:.1f}"
                lines.append(f"| {data} | {name} | {row.highlighted} | {figures} |")
        # As many words as Crosslight highlights, at random: what is expected of them.
        own = score(held, ours("evaluative", "intensifier"))
        chance = f"{own.base:.3f} | {own.highlighted / own.words:.3f} | 1.0"
        lines.append(f"| {data} | as many words at random | {own.highlighted} | {chance} |")
        lines.append(f"| {data} | (marked by readers, of {own.words} words) | {own.marked} | | | |")
    return "\n".join(lines)


def _counts(word: Word) -> bool:
    return any(c.isalpha() for c in word.text) and word.text.casefold() not in FUNCTION


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def write(found: str, today: date) -> None:
    """Put the table between the marks in docs/telling.md."""
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(f"<!-- {MARK} -->")
    _, _, after = rest.partition(f"<!-- /{MARK} -->")
    when = f"Measured {today.isoformat()} with `python -m bench.wording --write`."
    PAGE.write_text(f"{before}<!-- {MARK} -->\n{found}\n\n{when}\n<!-- /{MARK} -->{after}", encoding="utf-8")


if __name__ == "__main__":
    made = table()
    if "--write" in sys.argv[1:]:
        write(made, date.today())
    print(made)
