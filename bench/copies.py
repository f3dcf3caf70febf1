"""How well copies and reuse are found: `python -m bench.copies [--list]`, a minute on one core.

Copies are planted among real reports: one word in twenty changed, a paragraph dropped, another headline;
and reports of which a third is another's text. Both come a day after the text that they carry, and all
come in random order. `--list` prints instead what is found in groundnews2025, to be read by eye.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from crosslight.grouping import stories
from crosslight.model import Article, Copy
from training.stories import collection

SOURCE = "allsides_full"
SEED = 11
# Planted of each kind; their texts have so many words, so that there is something to drop and to reuse.
PLANTED, WORDS = 300, range(250, 2_000)
CHANGED = 0.05
REUSED = 1 / 3


@dataclass(frozen=True, slots=True)
class Found:
    """Recall and precision for whole copies and for reuse, and how often the source is told from the copy."""

    copies: tuple[float, float]
    reuse: tuple[float, float]
    directions: float
    share_error: float


def planted() -> tuple[list[Article], dict[str, str], dict[str, str], dict[str, float]]:
    """Return articles in random order, the source of each copy and of each reuse, and the shares reused."""
    random = np.random.default_rng(SEED)
    real = [a for a in collection(SOURCE).articles if a.published and len(a.text.split()) in WORDS]
    chosen = [real[i] for i in random.permutation(len(real))]
    sources, hosts, rest = chosen[: 2 * PLANTED], chosen[2 * PLANTED : 3 * PLANTED], chosen[3 * PLANTED :]
    articles, copied, reused, shares = [*sources, *rest], {}, {}, {}
    for source in sources[:PLANTED]:
        text = _changed(source.text, random)
        own = Article(f"copy of {source.id}", text, _headline(text, random), "Copier", _next(source))
        articles.append(own)
        copied[own.id] = source.id
    for source, host in zip(sources[PLANTED:], hosts, strict=True):
        text, share = _mixed(source.text, host.text, random)
        own = Article(f"reuse of {source.id}", text, host.headline, "Mixer", _next(source))
        articles.append(own)
        reused[own.id], shares[own.id] = source.id, share
    return [articles[i] for i in random.permutation(len(articles))], copied, reused, shares


def measure() -> Found:
    """Plant copies, look for them and count."""
    articles, copied, reused, shares = planted()
    carried: dict[str, Copy] = {c.article: c for story in stories(articles) for c in story.carried}
    families: dict[str, set[str]] = {}
    for copy in carried.values():
        if copy.whole:
            families.setdefault(copy.of, {copy.of}).add(copy.article)
    pairs = {
        frozenset((a, b)) for family in families.values() for a in family for b in family if a < b
    }  # fmt: skip
    ours = {pair for pair in pairs if any(name in copied or name in reused for name in pair)}
    right = {frozenset(pair) for pair in copied.items()}
    parts = {
        c.article: c for c in carried.values() if not c.whole and (c.article in reused or c.article in copied)
    }
    parts_back = {c.of: c for c in carried.values() if not c.whole and c.of in reused}
    hits = [
        a
        for a, source in reused.items()
        if _tells(parts.get(a), a, source) or _tells(parts_back.get(a), a, source)
    ]
    said = {c.article for c in parts.values()} | set(parts_back)
    directed = [a for a, source in copied.items() if (c := carried.get(a)) and c.of == source]
    directed += [a for a in hits if a in parts]
    errors = [abs(parts[a].share - shares[a]) for a in hits if a in parts]
    return Found(
        (len(ours & right) / len(right), len(ours & right) / max(1, len(ours))),
        (len(hits) / len(reused), len(hits) / max(1, len(said))),
        len(directed) / max(1, len(ours & right) + len(hits)),
        float(np.mean(errors)) if errors else 1.0,
    )


def _tells(copy: Copy | None, article: str, source: str) -> bool:
    return copy is not None and {copy.article, copy.of} == {article, source}


def _changed(text: str, random: np.random.Generator) -> str:
    """Drop a paragraph (or an eighth of the sentences, where there is one only) and change words."""
    parts = [p for p in text.split("\n") if p.strip()]
    joint = "\n"
    if len(parts) < 3:
        parts, joint = text.split(". "), ". "
    size = max(1, len(parts) // 8) if joint == ". " else 1
    first = int(random.integers(0, len(parts) - size))
    words = joint.join(parts[:first] + parts[first + size :]).split(" ")
    known = text.split()
    for i in np.flatnonzero(random.random(len(words)) < CHANGED).tolist():
        words[i] = known[int(random.integers(len(known)))]
    return " ".join(words)


def _mixed(source: str, host: str, random: np.random.Generator) -> tuple[str, float]:
    """Put a run of the source's words into a report, so that it makes up a third of the whole."""
    given, own = source.split(), host.split()
    size = min(int(len(own) * REUSED / (1 - REUSED)), len(given))
    first = int(random.integers(0, len(given) - size + 1))
    at = int(random.integers(0, len(own)))
    kept = own[: max(1, round(size * (1 - REUSED) / REUSED))]
    at = min(at, len(kept))
    mixed = [*kept[:at], *given[first : first + size], *kept[at:]]
    return " ".join(mixed), size / len(mixed)


def _headline(text: str, random: np.random.Generator) -> str:
    words = text.split()
    return " ".join(words[i] for i in random.permutation(len(words))[:8])


def _next(source: Article) -> str:
    return (date.fromisoformat((source.published or "")[:10]) + timedelta(days=1)).isoformat()


def listed(articles: Sequence[Article]) -> list[tuple[Copy, Article, Article]]:
    """Return what is found among real articles, in the order of the share."""
    by_id = {article.id: article for article in articles}
    found = [c for story in stories(articles) for c in story.carried]
    return [(c, by_id[c.article], by_id[c.of]) for c in sorted(found, key=lambda c: -c.share)]


def main() -> None:
    """Print the figures, or the list."""
    if "--list" not in sys.argv[1:]:
        print(measure())
        return
    for copy, a, b in listed(collection("groundnews2025").articles):
        kind = "copy" if copy.whole else "part"
        print(
            f"{kind} {copy.share:.2f} {copy.rule:11} {a.outlet}: {a.headline!r} <- {b.outlet}: {b.headline!r}"
        )


if __name__ == "__main__":
    main()
