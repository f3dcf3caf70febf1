"""How fast a library takes in, finds and lists, and what it keeps when killed: `python -m bench.library`.

    python -m bench.library [ARTICLES]         add, search and list (100,000 articles unless told otherwise)
    python -m bench.library --keep FILE [ARTICLES]   the same in a library that stays, and is gone on with
    python -m bench.library --ask [ARTICLES]   search and list alone, in minutes instead of hours: the parses
                                           of 400 articles stand for those of all
    python -m bench.library --kill [TIMES]     kill `add`, then `watch`, at random moments (200 unless told)

The stream is made up: short reports in plain English, a thousand a day, each of one of a few hundred events
that begin that day or the day before, in its own words, one in ten a copy. Rates are of the clock: adding
writes to the disk.
"""

# ruff: noqa: S311 - draws for made-up texts and moments, no secrets

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import update

from crosslight.grouping import Grouper
from crosslight.library import Library, derived, membership
from crosslight.library.listing import ORDERS
from crosslight.library.making import parsed_by
from crosslight.library.parsing import means
from crosslight.library.searching import WITHINS
from crosslight.library.tables import articles
from crosslight.library.taking import take
from crosslight.model import Article
from crosslight.parsing import parse
from tests.library.killing import exported, kill, run
from tests.library.newsstand import stand
from tests.library.wire import lines, wire

ARTICLES, KILLS, SEED = 100_000, 200, 6
A_DAY, A_STORY, COPIED = 1_000, 4, 0.1
QUESTIONS = 200
# Of so many articles that are added, so many are then parsed alone: the two are timed in turns.
TURN, TIMED = 5_000, 250
# Sentences of a report, so that 100,000 take an hour and not three. What each article costs, however short it
# is, weighs the more.
SENTENCES = 2
# Articles whose parses stand for those of all where only questions are timed.
PARSED = 400

PLACES = (
    "Arlen Brask Corvale Dunmere Eskar Falwick Garrow Hestmark Ilden Jorvale Kessen Lorne Marwick Norrby "
    "Ostmere Pellan Quarle Rosmark Sollen Tarnvik Ulver Varnmouth Westry Yarrow Zelmar"
).split()
NAMES = (
    "Abel Brandt Castell Dorn Ekman Farrow Garrick Holm Iversen Jansen Kovac Lund Moreau Norling Okoro "
    "Petrov Quist Reyes Sandoval Tamm Ueda Voss Weller Ximenes Yilmaz Zoric"
).split()
WHO = "minister mayor judge union engineer teacher doctor farmer captain spokesman".split()
WHAT = (
    "bridge ferry tunnel school hospital harbour railway budget strike election flood storm fire factory "
    "museum festival airport dam pipeline reservoir"
).split()
DID = (
    "closed opened delayed approved rejected damaged rebuilt sold searched flooded praised blamed counted "
    "postponed inspected"
).split()
# Some 2,000 more nouns, as a language has that is not spoken.
FIRST = (
    "stone river market winter copper signal garden amber barley cedar chapel cinder clover coal cotton "
    "crane dairy ember falcon fern flint fox frost glass grain hazel heron honey iron ivory juniper "
    "kelp lark lime linen maple marble meadow mint moss oak orchard otter pearl peat pine plum quartz "
    "raven reed rose rye saddle salt sand silver slate sparrow spruce thistle timber tin turf velvet "
    "walnut wheat willow wool "
).split()
SECOND = (
    "gate side keeper works line field house yard road mill post bank stead brook ridge hall fold wick land "
    "mark crest cliff shaw march reach haven pier quay lock weir"
).split()
MORE = [f"{a}{b}" for a in FIRST for b in SECOND]


@dataclass(frozen=True, slots=True)
class Added:
    """Seconds an article took to be added, and to be parsed and grouped only: on the clock, of the processor.

    Vectors are made on a core of their own where one is free, so that the clock flatters, and the processor
    does not.
    """

    articles: int
    clock: float
    processor: float
    bare_clock: float
    bare_processor: float
    size: int  # bytes of the file


@dataclass(frozen=True, slots=True)
class Asked:
    """Milliseconds that questions took: the median, and what 95 of 100 took at most."""

    median: float
    p95: float


def stream(count: int, seed: int = SEED) -> Iterator[Article]:
    """Yield made-up reports in the order in which they come."""
    draw = random.Random(seed)
    events: list[tuple[str, ...]] = []
    told: dict[tuple[str, ...], str] = {}
    for n in range(count):
        if n % A_DAY == 0:
            events = events[-A_DAY // A_STORY :]
        if not events or draw.random() < 1 / A_STORY:
            events.append(_event(draw))
        which = draw.randrange(max(0, len(events) - 2 * A_DAY // A_STORY), len(events))
        event = events[which]
        headline, text = _report(draw, event)
        if event in told and draw.random() < COPIED:
            text = told[event]
        told[event] = text
        published = date(2021, 1, 1) + timedelta(days=n // A_DAY)
        outlet = f"The {PLACES[draw.randrange(len(PLACES))]} {draw.choice(('Post', 'Herald', 'Courier'))}"
        yield Article(f"a{n}", text, headline, outlet, published.isoformat())


def _event(draw: random.Random) -> tuple[str, ...]:
    return (
        draw.choice(PLACES),
        draw.choice(WHAT),
        draw.choice(DID),
        draw.choice(NAMES),
        draw.choice(WHO),
        draw.choice(NAMES),
        draw.choice(WHO),
        str(draw.randrange(3, 4_000)),
        *(draw.choice(MORE) for _ in range(12)),
    )


def _report(draw: random.Random, event: Sequence[str]) -> tuple[str, str]:
    place, what, did, name, who, other, role, number, *own = event
    some = [draw.choice(MORE) for _ in range(2)]
    said = draw.choice(("said", "told reporters", "warned", "insisted"))
    cost, hour = draw.randrange(2, 90), draw.randrange(1, 12)
    sentences = [
        f"The {what} in {place} was {did} on Monday after {number} people asked for the {own[0]}.",
        f"“We never saw such a {own[1]} before, and the {own[6]} was no help,” {said} {name}, the {who}.",
        f"{other}, a {role}, denied that the {own[2]} had been {draw.choice(DID)} without a {own[7]}.",
        f"Work on the {own[3]} will cost {cost} million crowns, according to the {own[8]} council.",
        f"In {draw.choice(PLACES)} the {own[9]} near the {own[4]} stayed open until {hour} p.m.",
        f"A {own[5]} is planned for next year, when the {own[10]} of {place} and {own[11]} is ready.",
        f"The {some[0]} has not said what it makes of the {some[1]}.",
    ]
    kept = sorted(draw.sample(range(len(sentences)), SENTENCES))
    return f"{place} {what} {did} after {own[0]} and {own[1]} talks", " ".join(sentences[i] for i in kept)


def added(count: int, place: Path, progress: Callable[[str], None] = print) -> Added:
    """Add a stream; time the bare work on stretches of it by turns with that, since a machine has moods.

    What a library has of the stream already is not added again, and not counted.
    """
    given = list(stream(count))
    means([(0, 0, parsed) for parsed in parse(stream(20, SEED + 1))])
    taken, bare, timed = np.zeros(2), np.zeros(2), 0
    with Library(place) as library:
        known = library.counts().articles
        for first in range(known, count, TURN):
            part = given[first : first + TURN]
            start = _now()
            library.add(part, compare=False)
            taken += _now() - start
            start = _now()
            for _ in parse(part[:TIMED]):
                timed += 1
            bare += _now() - start
            rate, alone = (first + len(part) - known) / taken[0], timed / bare[0]
            progress(f"{first + len(part):,} added, {rate:.1f} a second; parsed alone {alone:.1f} a second")
        size = library.counts().size
    grouper = Grouper()
    start = _now()
    for n, article in enumerate(given, start=1):
        grouper.add(article)
        if n % TURN == 0 or n == count:
            grouper.stories()
    grouping = _now() - start
    clock, processor = (taken / (count - known)).tolist()
    bare_clock, bare_processor = (bare / timed + grouping / count).tolist()
    return Added(count, clock, processor, bare_clock, bare_processor, size)


def _now() -> NDArray[np.float64]:
    """Return the seconds of the clock and of the processor."""
    return np.array([time.perf_counter(), time.process_time()])


def shelved(count: int, place: Path) -> float:
    """Make a library of so many articles from the parses of a few; return its bytes for each."""
    base = list(parse(stream(min(count, PARSED))))
    vectors = means([(0, 0, parsed) for parsed in base])
    with Library(place) as library:
        for first in range(0, count, A_DAY):
            numbers = range(first, min(first + A_DAY, count))
            day = (date(2021, 1, 1) + timedelta(days=first // A_DAY)).isoformat()
            own = [replace(base[n % len(base)].article, id=f"a{n}", published=day) for n in numbers]
            with library._store.writing() as connection:
                take(connection, own, datetime(2021, 1, 1, tzinfo=UTC))
                for n, article in zip(numbers, own, strict=True):
                    parsed = replace(base[n % len(base)], article=article)
                    derived.put(connection, n + 1, 1, parsed_by(), parsed, vectors[n % len(base)])
                    story = n - n % A_STORY + 1
                    connection.execute(update(articles).where(articles.c.seq == n + 1).values(story=story))
                membership.refresh(connection, {n - n % A_STORY + 1 for n in numbers})
        return library.counts().size / count


def asked(place: str | Path) -> dict[str, Asked]:
    """Time questions of two to four words, and each list of stories."""
    draw = random.Random(SEED)
    words = [*PLACES, *NAMES, *WHO, *WHAT, *DID, *MORE]
    found: dict[str, list[float]] = {}
    with Library(place, create=False) as library:
        library.search("harbour strike", "statements")
        for n in range(QUESTIONS):
            question = " ".join(draw.sample(words, draw.randrange(2, 5)))
            within = WITHINS[n % len(WITHINS)]
            found.setdefault("search", []).append(_timed(partial(library.search, question, within)))
        for n in range(QUESTIONS // 4):
            for order in ORDERS:
                found.setdefault("stories", []).append(_timed(partial(library.stories, order)))
            outlet, actor = f"The {PLACES[n % len(PLACES)]} Post", NAMES[n % len(NAMES)]
            asking = partial(library.stories, outlet=outlet, actor=actor)
            found.setdefault("stories, filtered", []).append(_timed(asking))
    return {
        name: Asked(float(np.median(taken)), float(np.percentile(taken, 95))) for name, taken in found.items()
    }


def killed(times: int, progress: Callable[[str], None] = print) -> None:
    """Kill `add` and `watch` at random moments, half of the times each; say what came of it."""
    moments = random.Random(SEED)
    with TemporaryDirectory() as folder, stand([*wire(27)]) as server:
        feed = Path(folder) / "feed.jsonl"
        feed.write_text(lines([*wire(27)]), "utf-8")
        common = ("--no-compare", "--library")
        commands = {
            "add": ("add", feed, *common),
            "watch": ("watch", f"{server.url}/feed", "--once", "--allow-local", *common),
        }
        for name, command in commands.items():
            plain = Path(folder) / f"{name}.db"
            took = run(*command, plain)
            expected = exported(plain)
            done = in_time = rounds = 0
            while done < times // 2:
                rounds += 1
                library = Path(folder) / f"{name}-{rounds}.db"
                # A few kills one after the other, then a run to the end: a library is killed on what it left.
                for _ in range(min(moments.randrange(1, 6), times // 2 - done)):
                    left = kill(library, (*command, library), moments.uniform(0, took))
                    done, in_time = done + 1, in_time + left.in_time
                run(*command, library)
                assert exported(library) == expected, f"{library} differs from an undisturbed run"
                progress(
                    f"{name}: {done} kills, {in_time} before the end, {rounds} libraries, all as undisturbed"
                )


def _timed(what: Callable[[], object]) -> float:
    start = time.perf_counter()
    what()
    return 1e3 * (time.perf_counter() - start)


def main() -> None:
    """Print what was measured."""
    args = sys.argv[1:]
    if args[:1] == ["--kill"]:
        killed(int(args[1]) if len(args) > 1 else KILLS)
        return
    ask, keep = args[:1] == ["--ask"], args[:1] == ["--keep"]
    first = 2 * keep + ask
    count = int(args[first]) if len(args) > first else ARTICLES
    with TemporaryDirectory() as folder:
        place = Path(args[1]) if keep else Path(folder) / "library.db"
        if ask:
            print(f"{shelved(count, place):,.0f} bytes each")
            tell(asked(place))
            return
        found = added(count, place)
        clock, processor = found.bare_clock / found.clock, found.bare_processor / found.processor
        print(f"{count:,} articles, {1 / found.clock:.1f} a second, {found.size / count:,.0f} bytes each")
        print(f"rate, of that of parsing and grouping alone: {clock:.0%}; by processor time {processor:.0%}")
        tell(asked(place))


def tell(found: Mapping[str, Asked]) -> None:
    """Print how long questions took."""
    for name, times in found.items():
        print(f"{name}: {times.median:.0f} ms, 95 of 100 within {times.p95:.0f} ms")


if __name__ == "__main__":
    main()
