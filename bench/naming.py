"""How well what outlets call a thing is brought together: `python -m bench.naming`, on newswcl50.

Five events, five outlets each; people marked who or what each mention means, loosely ("the White House" and
"American officials" are the United States). B-cubed over these mentions, by `gold/score_naming.py`. No rule
was fitted by a program, but who wrote them read what was wrong on all five events.
"""

from __future__ import annotations

import io
import json
import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.data import scorer, shared
from crosslight.model import Article, Name, Naming, Parsed, Span
from crosslight.parsing import parse
from crosslight.reporting.json import naming_row
from crosslight.telling.naming import naming

_FOUND = re.compile(r"B3 P (\S+) R (\S+) F1 (\S+); covered (\S+)")

# Returns what the articles of one event call what.
Way = Callable[[Sequence[Parsed]], Sequence[Naming]]


def events() -> dict[str, list[Parsed]]:
    """Parse the articles of each event."""
    rows = [*map(json.loads, shared("data/newswcl50/stories.jsonl").read_text("utf-8").splitlines())]
    articles = [Article(row["id"], row["text"], outlet=row["outlet"]) for row in rows]
    found: dict[str, list[Parsed]] = defaultdict(list)
    for row, one in zip(rows, parse(articles), strict=True):
        found[str(row["story"])].append(one)
    return found


def alone(parsed: Sequence[Parsed]) -> list[Naming]:
    """Return the entities of spaCy alone: those with the same words are one thing."""
    spans = [
        Span(one.article.id, sentence.span.field, its[0].start, its[-1].end)
        for one in parsed
        for sentence in one.sentences
        for kind, group in groupby(sentence.words, key=lambda word: word.entity)
        for its in [list(group)]
        if kind
    ]
    return _by_words(spans, parsed)


def given(parsed: Sequence[Parsed]) -> list[Naming]:
    """Return the marked mentions themselves: those with the same words are one thing."""
    marked = scorer("gold/score_naming.py").placed(shared("data/newswcl50/annotations.jsonl").parent)[0]
    ids = {one.article.id for one in parsed}
    spans = [Span(a, "text", start, end) for its in marked.values() for a, start, end, _ in its if a in ids]
    return _by_words(spans, parsed)


def _by_words(spans: Sequence[Span], parsed: Sequence[Parsed]) -> list[Naming]:
    articles = {one.article.id: one.article for one in parsed}
    places: dict[str, list[Span]] = defaultdict(list)
    for span in spans:
        places[articles[span.article].quote(span)].append(span)
    return [
        Naming(text, "other", (Name(text, tuple(its), (False,) * len(its)),)) for text, its in places.items()
    ]


def score(way: Way, data: dict[str, list[Parsed]]) -> dict[str, float]:
    """Return precision, recall, F1 and the share of mentions that are covered."""
    with TemporaryDirectory() as made, redirect_stdout(io.StringIO()) as said:
        for event, parsed in data.items():
            outlets = {one.article.id: one.article.outlet for one in parsed}
            rows = [naming_row(thing, outlets) for thing in way(parsed)]
            (Path(made) / f"{event}.json").write_text(json.dumps({"naming": rows}), "utf-8")
        scorer("gold/score_naming.py").main(str(shared("data/newswcl50/annotations.jsonl").parent), made)
    told = said.getvalue()
    found = _FOUND.search(told)
    if found is None:
        raise SystemExit(f"bench: score_naming.py said: {told}")
    return dict(zip(("precision", "recall", "f1", "covered"), map(float, found.groups()), strict=True))


WAYS: dict[str, Way] = {
    "the marked mentions themselves, by their words": given,
    "spaCy's entities, by their words": alone,
    "**Crosslight**": naming,
}


def table() -> str:
    """Return the figures as a Markdown table."""
    data = events()
    lines = [
        "| | precision | recall | F1 | mentions covered |",
        "|---|---|---|---|---|",
    ]
    for name, way in WAYS.items():
        own = score(way, data)
        lines.append(f"| {name} | " + " | ".join(f"{value:.3f}" for value in own.values()) + " |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(table())
