"""How fast the server answers: `python -m bench.serving [READERS]` (50 readers unless told otherwise).

    first view   what it takes until the first page of a story of 20 reports is there, from a server that has
                 not opened the story before: milliseconds, and bytes as they come (compressed); the median
                 of five servers
    readers      so many at once, each asking for a list, a story, points, an article, a search, ...: of a
                 server that has answered nothing yet and without a pause, then with a pause of a second
                 between two pages, as one who reads fast, then without a pause again

The server is a process of its own, and so are the readers; all share the cores of the machine. The library
is of real reports: 20 of one event put into one story, and a few hundred of others.
"""

# ruff: noqa: S311 - draws for made-up readers, no secrets

from __future__ import annotations

import asyncio
import json
import os
import random
import re
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import httpx
import numpy as np
from sqlalchemy import delete, func, select, update

from bench.data import shared
from crosslight.library import Library, membership
from crosslight.library.tables import articles, stories
from crosslight.model import Article

READERS, ASKED, SEED = 50, 20, 7
# Reports of the story, and of all others together.
REPORTS, OTHERS = 20, 200
SERVERS = 5
PAUSE = 1.0
QUESTIONS = "ceasefire talks;interest rates;the minister said;flood damage;court ruling;Trump".split(";")
API, PAGES = "the API", "the pages"


@dataclass(frozen=True, slots=True)
class View:
    """The first view of a story: milliseconds, and bytes as they come."""

    address: str
    milliseconds: float
    size: int


@dataclass(frozen=True, slots=True)
class Answers:
    """How long answers took, in milliseconds, and how many there were, a second, and failed."""

    median: float
    p95: float
    longest: float
    rate: float
    failed: int


def shelf(path: Path) -> None:
    """Make a library of one great story and many small ones, compared."""
    held: dict[str, list[Article]] = defaultdict(list)
    for line in shared("data/groundnews2025/stories.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        article = Article(row["id"], row["text"], row["title"], row["outlet"], row["date"], row["url"])
        held[row["story"]].append(article)
    by_size = sorted(held.values(), key=len, reverse=True)
    great, others = by_size[0][:REPORTS], [one for own in by_size[1:] for one in own[:8]][:OTHERS]
    with Library(path) as library:
        library.take(great)
        library.derive(library.take(others), compare=False)
        with library._store.writing() as connection:
            # What grouping makes of them is measured elsewhere.
            connection.execute(update(articles).where(articles.c.seq <= REPORTS).values(story=1))
            first = select(articles.c.story, func.min(articles.c.seq)).group_by(articles.c.story)
            for story, number in connection.execute(first).all():
                own = update(articles).where(articles.c.story == story)
                connection.execute(own.values(story=number))
            connection.execute(delete(stories))
            numbers = connection.execute(select(articles.c.story).distinct()).scalars().all()
            membership.refresh(connection, [number for number in numbers if number is not None])
        library.derive(library.take([]))


@contextmanager
def served(path: Path) -> Iterator[str]:
    """Serve a library meanwhile, and give the address."""
    command = [
        sys.executable,
        "-m",
        "crosslight",
        "serve",
        "--library",
        str(path),
        "--port",
        "0",
        "--no-browser",
    ]
    told = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=told) as process:
        try:
            assert process.stdout is not None
            found = re.search(r"http://\S+/", process.stdout.readline())
            assert found
            yield found[0]
        finally:
            process.terminate()


def first_views(path: Path, addresses: Sequence[str]) -> list[View]:
    """Time the first view of the great story at each address, from servers that were just begun."""
    found = []
    for address in addresses:
        taken, size = [], 0
        for _ in range(SERVERS):
            with served(path) as server, httpx.Client(base_url=server, timeout=60) as client:
                # The list is where a reader comes from.
                client.get("/" if "api" not in address else "/api/v1/stories").raise_for_status()
                start = time.perf_counter()
                with client.stream("GET", address) as answer:
                    size = sum(len(part) for part in answer.iter_raw())
                taken.append(1e3 * (time.perf_counter() - start))
                answer.raise_for_status()
        found.append(View(address, median(taken), size))
    return found


def addresses(server: str) -> dict[str, list[str]]:
    """Return what readers ask for: the great story more often than others."""
    told = httpx.get(f"{server}api/v1/stories?limit=100&order=outlets").json()["stories"]
    names = ["story-1"] * 3 + [story["id"] for story in told if story["points"]][:12]
    reports = httpx.get(f"{server}api/v1/stories/story-1").json()["reports"]
    texts = [report["id"] for report in reports][:8]
    api = [
        *("/api/v1/stories", "/api/v1/stories?order=disputed", "/api/v1/stories?q=court"),
        *(f"/api/v1/stories/{name}" for name in names),
        *(f"/api/v1/stories/{name}/points" for name in names),
        *(f"/api/v1/articles/{name}" for name in texts),
        *(f"/api/v1/search?q={question}" for question in QUESTIONS),
    ]
    pages = [
        *("/", "/?order=disputed", "/?q=court"),
        *(f"/stories/{name}" for name in names * 2),
        *(f"/articles/{name}" for name in texts),
        *(f"/search?q={question}" for question in QUESTIONS),
    ]
    return {API: api, PAGES: pages}


async def read(server: str, asked: Sequence[str], readers: int, pause: float) -> Answers:
    """Let many read at once, each in an order of their own."""
    taken: list[float] = []
    failed = 0

    async def one(number: int) -> None:
        nonlocal failed
        draw = random.Random(SEED + number)
        async with httpx.AsyncClient(base_url=server, timeout=60) as client:
            await asyncio.sleep(draw.uniform(0, pause))
            for _ in range(ASKED):
                start = time.perf_counter()
                try:
                    answer = await client.get(draw.choice(asked))
                    failed += answer.status_code != 200
                except httpx.HTTPError:
                    failed += 1
                taken.append(1e3 * (time.perf_counter() - start))
                await asyncio.sleep(pause * draw.uniform(0.5, 1.5))

    start = time.perf_counter()
    await asyncio.gather(*(one(number) for number in range(readers)))
    rate = len(taken) / (time.perf_counter() - start)
    return Answers(
        float(np.median(taken)), float(np.percentile(taken, 95)), float(np.max(taken)), rate, failed
    )


def main() -> None:
    """Print what was measured."""
    readers = int(sys.argv[1]) if len(sys.argv) > 1 else READERS
    with TemporaryDirectory() as folder:
        path = Path(folder) / "library.db"
        shelf(path)
        for view in first_views(path, ("/api/v1/stories/story-1/points", "/stories/story-1")):
            print(f"first view, {view.address}: {view.milliseconds:.0f} ms, {view.size:,} bytes")
        with served(path) as server:
            for what, asked in addresses(server).items():
                for pause in (0.0, PAUSE, 0.0):
                    found = asyncio.run(read(server, asked, readers, pause))
                    print(
                        f"{readers} readers of {what}, a pause of {pause:g} s: {found.median:.0f} ms, 95 of "
                        f"100 within {found.p95:.0f} ms, the longest {found.longest:.0f} ms; "
                        f"{found.rate:.0f} answers a second, {found.failed} failed"
                    )


if __name__ == "__main__":
    main()
