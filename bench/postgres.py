"""A library on a server of PostgreSQL: many writers at once, and how fast it answers.

    python -m bench.postgres                 20 writers at once, of 100 articles, on a server of its own
    python -m bench.postgres --writers N ARTICLES
    python -m bench.postgres --ask FILE      copy a library into a server of its own, then ask it
                                             (`bench.library --keep FILE` makes one of 100,000 articles)
    python -m bench.postgres --ask URL       ask one that is there

Each writer is a process of its own, `crosslight add`, and is given a third of the articles: some that nobody
else has, some that others have too, in an order of its own. Afterwards nothing may be lost or be there
twice, and one undisturbed run over the same articles in the order in which they came must give the same
bytes. Questions are those of `bench.library`, and are asked of a file beside the server to compare.
"""

# ruff: noqa: S311 - draws for made-up articles, no secrets

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.library import SEED, asked, stream, tell
from crosslight.library import Library
from crosslight.model import Article
from tests.library.killing import exported, start
from tests.library.server import server
from tests.library.wire import lines

WRITERS, ARTICLES = 20, 100
# Of the articles, so many go to each writer.
SHARE = 3
# What a server for a team has at least: the default of 128 MB is for the smallest machines.
SETTINGS = ("shared_buffers=512MB",)


def written(writers: int, count: int, progress: Callable[[str], None] = print) -> None:
    """Let many processes add at once; raise AssertionError where anything is lost, or there twice."""
    given = [*stream(count, SEED)]
    draw = random.Random(SEED)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        made = stack.enter_context(server(SETTINGS))
        url = made.url(made.database())
        feeds = []
        for n in range(writers):
            own = {one.id: one for one in given[n::writers]}
            own |= {one.id: one for one in draw.sample(given, count // SHARE)}
            feeds.append(folder / f"{n}.jsonl")
            feeds[-1].write_text(lines(draw.sample([*own.values()], len(own))), "utf-8")
        began = time.perf_counter()
        running = [start("add", feed, "--library", url, "--no-compare") for feed in feeds]
        for process in running:
            _, errors = process.communicate()
            assert process.returncode == 0, errors.decode()
        took = time.perf_counter() - began
        held = exported(url)
        progress(f"{writers} writers, {sum(map(_rows, feeds)):,} articles given, {count:,} of them different")
        _whole(given, held)
        progress(f"{len(held.splitlines()):,} stored, each once; check finds nothing; {took:.0f} seconds")
        ordered = {one.id: one for one in given}
        again = folder / "again.db"
        with Library(again) as library:
            library.add([ordered[json.loads(line)["id"]] for line in held.splitlines()], compare=False)
        assert _stories(exported(again)) == _stories(held), "one run has other stories"
        assert exported(again) == held, "one undisturbed run holds something else"
        progress("one undisturbed run over the same articles gives the same bytes")


def _rows(feed: Path) -> int:
    return len(feed.read_text("utf-8").splitlines())


def _whole(given: Sequence[Article], held: str) -> None:
    rows = [json.loads(line) for line in held.splitlines()]
    found = sorted((row["id"], row["outlet"], row["title"], row["text"]) for row in rows)
    assert found == sorted((one.id, one.outlet, one.headline, one.text) for one in given)
    assert not [row["id"] for row in rows if row["version"] != 1 or not row["story"]]


def _stories(held: str) -> list[list[str]]:
    stories: dict[str, list[str]] = {}
    for line in held.splitlines():
        row = json.loads(line)
        stories.setdefault(row["story"], []).append(row["id"])
    return sorted(map(sorted, stories.values()))


def answered(place: str) -> None:
    """Print how long questions take, on a server and in the file that was copied to it."""
    if "://" in place:
        tell(asked(place))
        return
    with server(SETTINGS) as made, Library(place, create=False) as library:
        url = made.url(made.database())
        began = time.perf_counter()
        library.copy_to(url)
        count = library.counts()
        with Library(url, create=False) as copy:
            size = copy.counts().size
        print(f"{count.articles:,} articles copied in {time.perf_counter() - began:.0f} seconds")
        print(f"{count.size:,} bytes in the file, {size:,} on the server")
        for name, where in (("server", url), ("file", place)):
            print(name)
            tell(asked(where))


def main() -> None:
    """Print what was measured."""
    args = sys.argv[1:]
    if args[:1] == ["--ask"]:
        answered(args[1])
    else:
        numbers = [int(arg) for arg in args[1:]]
        written(*(numbers or (WRITERS, ARTICLES)))


if __name__ == "__main__":
    main()
