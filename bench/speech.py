"""How well attributions are found on PolNeAR dev, and how fast: `python -m bench.speech`.

Scored by gold/score_speech.py: by rules alone, by the tagger alone, and by both, which is what
`crosslight parse` writes. Speed is that of both next to spaCy alone on the same text in the same run.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.data import shared
from bench.links import score
from crosslight.model import Article
from crosslight.parsing import parse
from crosslight.parsing.actors import actors
from crosslight.parsing.attributions import KEEP, Tags, tags
from crosslight.parsing.document import Field, analyse, pipeline
from crosslight.parsing.speech import speech
from crosslight.parsing.words import Words, words
from crosslight.reporting.json import speech_rows

DATA = "data/polnear/dev.jsonl"
LINE = re.compile(r"^(detected|detected80|exact|cue|source|whole) +P (\S+) +R (\S+) +F1 (\S+)", re.MULTILINE)
REPEATS = 3

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Heard:
    """One article, analysed and tagged."""

    fields: tuple[Field, ...]
    tables: list[Words]
    tags: list[Tags]


def articles() -> list[Article]:
    """Return the articles of PolNeAR dev as they are annotated."""
    rows = map(json.loads, shared(DATA).read_text(encoding="utf-8").splitlines())
    return [Article(id=row["doc"], text=row["text"]) for row in rows if row["primary"]]


def heard(given: Sequence[Article]) -> Iterator[Heard]:
    """Yield what the tagger finds in each article."""
    for fields in analyse(pipeline(), given):
        tables = [words(field.doc) for field in fields]
        yield Heard(fields, tables, [tags(table) for table in tables])


def both(one: Heard) -> list[Row]:
    """Return the attributions of an article as `crosslight parse` writes them."""
    return speech_rows(speech(one.fields, one.tables, actors(one.fields, one.tables), one.tags))


def rules(one: Heard) -> list[Row]:
    """Return what layout and quotation marks alone give to a speaker."""
    return both(replace(one, tags=[replace(found, tagged=[]) for found in one.tags]))


def model(one: Heard) -> list[Row]:
    """Return what the tagger finds, as it finds it."""
    return [
        {
            "source": _span(table, found, tagged.source) if tagged.source else None,
            "cue": _span(table, found, tagged.cue),
            "content": [_span(table, found, part) for part in tagged.content],
        }
        for table, found in zip(one.tables, one.tags, strict=True)
        for tagged in found.tagged
        if tagged.probability >= KEEP
    ]


def _span(table: Words, found: Tags, stretch: tuple[int, int]) -> Row:
    first, last = found.read.tokens[stretch[0]], found.read.tokens[stretch[1] - 1]
    return {"start": table.start[first], "end": table.end[last]}


WAYS: dict[str, Callable[[Heard], list[Row]]] = {"rules alone": rules, "tagger alone": model, "both": both}


def measure() -> dict[str, dict[str, float]]:
    """Return the F1 of each measure of the scorer, for each way."""
    found = list(heard(articles()))
    told = {}
    for name, way in WAYS.items():
        with TemporaryDirectory() as folder:
            path = Path(folder) / "speech.jsonl"
            lines = [json.dumps({"article": one.fields[0].article, "speech": way(one)}) for one in found]
            path.write_text("\n".join(lines), encoding="utf-8")
            printed = score("gold/score_speech.py", "--gold", shared(DATA), "--pred", path, "--split", "dev")
        told[name] = {key: float(f1) for key, _, _, f1 in LINE.findall(printed)}
    return told


@dataclass(frozen=True, slots=True)
class Speed:
    """Words a second of spaCy alone, and what speech and actors cost on top, as a share of its time."""

    alone: float
    on_top: float
    parsed: float  # words a second of all of `parse`, in which the tagger works beside spaCy


def speed(least: int = 24) -> Speed:
    """Time the three on the same articles, in turn, and return the medians."""
    given = articles()[:least]
    bare, top, whole = [], [], []
    for _ in range(REPEATS + 1):
        begun = time.perf_counter()
        analysed = list(analyse(pipeline(), given))
        ended = time.perf_counter()
        for fields in analysed:
            tables = [words(field.doc) for field in fields]
            speech(fields, tables, actors(fields, tables), [tags(table) for table in tables])
        told = time.perf_counter()
        for _parsed in parse(given):
            pass
        bare.append(ended - begun)
        top.append(told - ended)
        whole.append(time.perf_counter() - told)
    count = sum(len(one.text.split()) for one in given)
    # The first turn loads the models.
    alone, above, all_of = (sorted(times[1:])[REPEATS // 2] for times in (bare, top, whole))
    return Speed(count / alone, above / alone, count / all_of)


def growth() -> dict[int, float]:
    """Return for a text of so many words how many microseconds each word costs in `parse`.

    One paragraph of speech without full stops, one quotation, and turns of an interview, in thirds.
    """
    indirect = "he said that the bridge was closed and they told him "
    told = {}
    for count in (1_000, 2_000, 4_000, 8_000, 16_000, 32_000):
        third = count // 3
        text = "\n\n".join(
            [
                indirect * (third // 11),
                "“"
                + "We looked at every bolt of the bridge. " * (third // 8)
                + "It is safe,” said Jane Roe.",
                "\n\n".join(["Q: Is it safe?", "A: We looked at every bolt of it."] * (third // 12)),
            ]
        )
        begun = time.perf_counter()
        for _parsed in parse([Article(id="a", text=text)]):
            pass
        told[len(text.split())] = 1e6 * (time.perf_counter() - begun) / len(text.split())
    return told


def main() -> None:
    """Print the figures."""
    for name, figures in measure().items():
        print(name, " ".join(f"{key} {value:.3f}" for key, value in figures.items()))
    timed = speed()
    print(f"spaCy alone {timed.alone:.0f} words/s; speech and actors {timed.on_top:.2f} of its time on top")
    print(f"all of parse {timed.parsed:.0f} words/s")
    print(" ".join(f"{words} words: {cost:.0f} us a word;" for words, cost in growth().items()))


if __name__ == "__main__":
    main()
