"""How fast stories and copies are found, and how that grows: `python -m bench.streams [MOST]`, on one core.

The stream is made up: a thousand articles a day, their words drawn as often as words of a language are
(Zipf), each story with words of its own, one article in ten a copy. Articles are read
(`grouping.read`) before the clock runs, as that needs no other article. Times are of the processor.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from bench.data import here
from crosslight.grouping import Grouper
from crosslight.grouping.copies import Texts, text
from crosslight.grouping.read import read
from crosslight.grouping.words import words
from crosslight.model import Article
from training.stories import SETS, collection

SIZES = (1_000, 3_000, 10_000, 30_000, 100_000)
A_DAY = 1_000
SEED = 5
VOCABULARY, LENGTH = 60_000, 400
# Words that are a story's own, and how often one of them stands in its articles.
OWN, SHARE = 60, 0.25
COPIED = 0.1


@dataclass(frozen=True, slots=True)
class Size:
    """A stream up to so many articles: milliseconds of the processor for each, and what was open at most."""

    articles: int
    each: float
    latest: float
    open: int
    stories: int
    memory: int  # megabytes, of the whole process


def stream(count: int) -> Iterator[Article]:
    """Yield made-up articles in the order of their days."""
    random = np.random.default_rng(SEED)
    made = [word(n) for n in range(VOCABULARY)]
    ranks = 1 / np.arange(1, VOCABULARY + 1)
    often = np.cumsum(ranks / ranks.sum())
    live: list[tuple[list[str], list[str]]] = []
    for n in range(count):
        if n % A_DAY == 0:
            live = live[-A_DAY // 5 :]  # what was begun the day before may go on
        if not live or random.random() < 0.3:
            live.append(([made[i] for i in random.integers(2_000, VOCABULARY, OWN)], []))
        own, told = live[int(random.integers(max(0, len(live) - 2 * A_DAY), len(live)))]
        if told and random.random() < COPIED:
            body = told[int(random.integers(len(told)))]
        else:
            drawn = [made[i] for i in np.searchsorted(often, random.random(LENGTH))]
            for at in np.flatnonzero(random.random(LENGTH) < SHARE).tolist():
                drawn[at] = own[int(random.integers(OWN))]
            body = " ".join(drawn)
            told.append(body)
        headline = " ".join(own[i] for i in random.integers(0, OWN, 8))
        day = date(2021, 1, 1) + timedelta(days=n // A_DAY)
        yield Article(f"a{n}", body, headline, published=day.isoformat())


def curve(most: int = max(SIZES)) -> list[Size]:
    """Group ever longer streams, and time each article."""
    grouper, found, closed, taken, before, most_open = Grouper(), [], 0, 0.0, (0, 0.0), 0
    for n, article in enumerate(stream(most), start=1):
        known = read(article)
        start = time.process_time()
        grouper.add(article, known)
        closed += len(grouper.closed())
        taken += time.process_time() - start
        most_open = max(most_open, grouper.open)
        if n in SIZES:
            latest = (taken - before[1]) / (n - before[0])
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            found.append(Size(n, 1e3 * taken / n, 1e3 * latest, most_open, closed, memory))
            before = (n, taken)
    return found


def real() -> list[tuple[str, int, float]]:
    """Group the four sets and return for each how many articles it has, and the milliseconds for each."""
    found = []
    for name in SETS:
        articles = collection(name).articles
        known = [read(article) for article in articles]
        grouper = Grouper()
        start = time.process_time()
        for article, own in zip(articles, known, strict=True):
            grouper.add(article, own)
        grouper.stories()
        found.append((name, len(articles), 1e3 * (time.process_time() - start) / len(articles)))
    return found


def copies(count: int = 20_000) -> float:
    """Return how many articles a second are looked up among those before, their words read first."""
    every = [words(article).every for article in stream(count)]
    texts = Texts()
    start = time.process_time()
    for n, own in enumerate(every):
        texts.add(n, text(own))
    return count / (time.process_time() - start)


def word(n: int) -> str:
    """Return a made-up word, another one for each number; one in three begins with a capital."""
    syllables = [c + v for c in "bcdfghklmnprstvz" for v in "aeiou"]
    word = ""
    rest = n + 1
    while rest:
        rest, at = divmod(rest, len(syllables))
        word += syllables[at]
    return (word + "n").capitalize() if n % 3 == 0 else word + "n"


def main() -> None:
    """Print the speed of copies, of the real sets where they are here, and the curve."""
    print(f"copies: {copies():,.0f} articles a second")
    for name, count, each in real() if here() else ():
        print(f"{name}: {count} articles, {each:.2f} ms each, {1e3 / each:.0f} a second")
    for size in curve(*map(int, sys.argv[1:2])):
        print(
            f"{size.articles:>7,} articles: {size.each:.2f} ms each, {size.latest:.2f} ms lately "
            f"({1e3 / size.each:.0f} a second), {size.open:,} open at most, {size.memory} MB"
        )


if __name__ == "__main__":
    main()
