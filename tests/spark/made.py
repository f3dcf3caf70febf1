"""Made-up articles for tests of grouping at scale: each story has words of its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
import pyarrow as pa

from crosslight.model import Article

COLUMNS = ("id", "headline", "text", "outlet", "published")


def made(count: int, seed: int = 3, each: int = 4, days: int = 30) -> list[Article]:
    """Return articles, about so many to a story, over so many days; one in ten is a copy."""
    random = np.random.default_rng(seed)
    common = [_word(n) for n in range(400)]
    found: list[Article] = []
    while len(found) < count:
        own = [_word(int(n)) for n in random.integers(1_000, 60_000, 24)]
        first = int(random.integers(days))
        told: list[str] = []
        for _ in range(int(random.integers(1, 2 * each))):
            words = [
                own[int(random.integers(24))]
                if random.random() < 0.5
                else common[int(400 * random.random() ** 3)]
                for _ in range(110)
            ]
            copied = told and random.random() < 0.1
            told.append(told[-1] + " " + " ".join(words[:9]) if copied else " ".join(words))
            day = date(2021, 3, 1) + timedelta(days=first + int(random.integers(3)))
            headline = " ".join(own[int(i)] for i in random.integers(0, 24, 7))
            found.append(Article(f"m{len(found)}", told[-1], headline, published=day.isoformat()))
    return found[:count]


def table(articles: Sequence[Article]) -> pa.Table:
    """Return articles as the table that grouping takes."""
    return pa.table({name: pa.array([getattr(a, name) for a in articles], pa.string()) for name in COLUMNS})


def _word(n: int) -> str:
    word, rest = "", n + 1
    while rest:
        rest, at = divmod(rest, 35)
        word += "bdfklmn"[at % 7] + "aeiou"[at // 7]
    return (word + "s").capitalize() if n % 3 == 0 else word + "t"
