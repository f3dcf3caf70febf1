"""The gold stories as training data: our sentences with the readers' links.

A predicted sentence stands for each gold sentence of which it covers half, or that covers half of
it, as in gold/score_links.py.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from crosslight.aligning.embedding import Vectors, embedder
from crosslight.model import FieldName, Parsed, Relation, Span
from crosslight.parsing import parse
from crosslight.reading import read

GOLD = Path(__file__).parents[2] / "shared" / "gold" / "stories"
DIGEST = "2420f9b4f8a94506ca19c9a06738e832276c3168e3a3ba896ca89d5d17beb6cd"


@dataclass(frozen=True, slots=True)
class Story:
    """A story read by hand; links are by pairs of gold sentences, in sorted order."""

    name: str
    parsed: tuple[Parsed, ...]
    vectors: tuple[list[Vectors], ...]
    sentences: dict[tuple[str, str], list[Span]]
    links: dict[tuple[Span, Span], Relation]
    ignored: frozenset[tuple[Span, Span]]
    noise: frozenset[Span]

    def gold(self, span: Span) -> Iterator[Span]:
        """Yield the gold sentences that the span stands for."""
        for own in self.sentences.get((span.article, span.field), ()):
            shared = span.overlap(own)
            if shared and 2 * shared >= min(len(span), len(own)):
                yield own

    def relation(self, a: Span, b: Span) -> Relation | bool | None:
        """Return the relation of two sentences, False where they are not linked, None where it is open."""
        pairs = [tuple(sorted((x, y))) for x in self.gold(a) for y in self.gold(b)]
        for pair in pairs:
            if pair in self.links:
                return self.links[pair]
        if not pairs or any(pair in self.ignored or not self.noise.isdisjoint(pair) for pair in pairs):
            return None
        return False


def stories(folder: Path = GOLD) -> list[Story]:
    """Parse and embed every gold story, and check that the data is what the figures were measured on."""
    found = sorted(p for p in folder.iterdir() if (p / "gold.json").exists())
    digest = sha256(
        b"".join((p / name).read_bytes() for p in found for name in ("articles.jsonl", "gold.json"))
    )
    if folder == GOLD and digest.hexdigest() != DIGEST:
        raise SystemExit(f"the gold stories have changed: sha256 {digest.hexdigest()}")
    return [_story(path) for path in found]


def _story(path: Path) -> Story:
    articles = read([path / "articles.jsonl"]).articles
    gold = json.loads((path / "gold.json").read_text(encoding="utf-8"))
    parsed = tuple(parse(articles))
    sentences: dict[tuple[str, str], list[Span]] = {
        (article, "text"): [Span(article, "text", start, end) for start, end in spans]
        for article, spans in gold["sentences"].items()
    }
    for article in articles:
        if article.headline:
            sentences[article.id, "headline"] = [Span(article.id, "headline", 0, len(article.headline))]
    story = Story(
        name=path.name,
        parsed=parsed,
        vectors=tuple(
            embedder().embed([report.article.quote(s.span) for s in report.sentences]) for report in parsed
        ),
        sentences=sentences,
        links={},
        ignored=frozenset(),
        noise=frozenset(),
    )
    for link in gold["links"]:
        for pair in _pairs(story, link):
            story.links.setdefault(pair, link["relation"])
    ignored = frozenset(pair for link in gold["optional"] for pair in _pairs(story, link))
    noise = frozenset(own for span in gold["noise"] for own in story.gold(_span(span)))
    return Story(path.name, parsed, story.vectors, sentences, story.links, ignored, noise)


def _pairs(story: Story, link: dict[str, dict[str, str]]) -> Sequence[tuple[Span, Span]]:
    return [
        (min(x, y), max(x, y)) for x in story.gold(_span(link["a"])) for y in story.gold(_span(link["b"]))
    ]


def _span(span: dict[str, str]) -> Span:
    field: FieldName = "headline" if span.get("field") == "headline" else "text"
    return Span(span["article"], field, int(span["start"]), int(span["end"]))
