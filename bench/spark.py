"""What Spark costs, what more executors gain, and that they write the same: `python -m bench.spark WHAT`.

`overhead [ARTICLES]` runs a whole job on two cores over short made-up articles, with the words of each read
as grouping reads them in place of its parse, against two plain processes that do the same to one half each.
`parsing [ARTICLES]` is the same with the real parser. `executors [ARTICLES]` parses on one separate executor,
then on two. `dossiers [ARTICLES]` makes the dossiers of stories of four articles on
two executors, and on one machine.

Times are of the clock and of all processors, Java's too. Each job has a process of its own.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, cast

import pyarrow as pa
import pyarrow.parquet as pq

from bench.library import stream
from bench.scaling import Watch
from bench.spark_works import entries, nothing
from crosslight.comparing import compare
from crosslight.model import Article, Unread
from crosslight.reading import jsonl
from crosslight.reading.ids import default_id
from crosslight.reporting.json import to_json
from crosslight.spark import parsing
from crosslight.spark.parts import Stretch
from crosslight.spark.tables import ARTICLES, PARSES, row_of
from tests.library.wire import lines

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

COUNTS = {"overhead": 200_000, "parsing": 2_000, "executors": 2_000, "dossiers": 800}
STORIES = 200
BATCH = 1_000


def alone(_session: SparkSession, articles: DataFrame, _scratch: str) -> DataFrame:
    """Give every article a story of its own."""
    return articles.selectExpr(
        "id", "id story", "cast(null as string) second", "1d probability", "cast(null as string) copy_of",
        "cast(null as double) copy_share", "cast(null as boolean) copy_whole", "array('') why",
    )  # fmt: skip


def fours(_session: SparkSession, articles: DataFrame, _scratch: str) -> DataFrame:
    """Make a story of every four articles that came one after the other."""
    story = "concat('s', int(substring(id, 2)) div 4) story"
    return alone(_session, articles, _scratch).drop("story").selectExpr("*", story)


WORKS = {"overhead": entries, "parsing": parsing.parsed}


def plain(what: str, file: Path, start: int, end: int, out: Path) -> None:
    """Do what a job does to one half of a file, in one loop: read, give ids, work, write two tables."""
    work = WORKS[what]
    with (
        file.open("rb") as bytes_,
        pq.ParquetWriter(out / f"articles-{start}", ARTICLES, compression="zstd") as articles,
        pq.ParquetWriter(out / f"parses-{start}", PARSES, compression="zstd") as parses,
    ):
        held: tuple[list[dict[str, Any]], list[dict[str, Any]]] = ([], [])
        for n, one in enumerate(jsonl.rows(cast(Any, Stretch(bytes_, start, end)), str(file))):
            if isinstance(one, Unread):
                continue
            row = {"number": n, **row_of(one), "id": one.id or default_id(one)}
            ((language, record),) = work(row)
            held[0].append(row)
            held[1].append({"id": row["id"], "language": language, "record": record})
            if len(held[0]) == BATCH:
                _write(articles, parses, held)
                held = ([], [])
        _write(articles, parses, held)


def _write(
    articles: pq.ParquetWriter,
    parses: pq.ParquetWriter,
    held: tuple[list[dict[str, Any]], list[dict[str, Any]]],
) -> None:
    articles.write_table(pa.Table.from_pylist(held[0], ARTICLES))
    parses.write_table(pa.Table.from_pylist(held[1], PARSES))


def job(what: str, master: str, file: Path, out: Path) -> None:
    """Run a job in this process; print the seconds of its start, of all after it, and of parsing."""
    from crosslight.spark import job as jobs
    from crosslight.spark.session import session, stop

    real = what == "dossiers"
    works = jobs.Works() if real else jobs.Works(parse=WORKS.get(what, parsing.parsed), compare=nothing)
    start = time.monotonic()
    begun = session(master, out.with_suffix(".log"))
    ready = time.monotonic()
    stamps: dict[str, list[float]] = {}

    def progress(step: str, _done: int, _total: int) -> None:
        stamps.setdefault(step, []).append(time.monotonic())

    try:
        jobs.run(begun, [file], out, group=fours if real else alone, works=works, progress=progress)
        end = time.monotonic()
    finally:
        stop(begun)
    steps = {step: round(times[-1] - times[0], 1) for step, times in stamps.items()}
    print(json.dumps({"start": round(ready - start, 1), "job": round(end - ready, 1), **steps}))


def overhead(what: str, count: int, folder: Path) -> None:
    """Print what a job takes, as a multiple of two plain loops."""
    file = _made(folder, count)
    size = file.stat().st_size
    with Watch() as loops:
        begun = time.monotonic()
        (folder / "plain").mkdir()
        halves = [(0, size // 2), (size // 2, size)]
        running = [_begin("plain", what, file, *half, folder / "plain") for half in halves]
        for one in running:
            one.wait()
        clock = time.monotonic() - begun
    with Watch() as watch:
        told = _job(what, "local[2,4]", file, folder / "out")
    print(f"two plain loops: {clock:.1f} s, processors {loops.processor:.1f} s")
    print(f"Spark: {told}, processors {watch.processor:.1f} s {dict(watch.each())}")
    whole = told["start"] + told["job"]
    started, bare = whole / clock, told["job"] / clock
    print(f"{count:,} articles: {started:.2f} times the clock, start included; {bare:.2f} without")
    print(f"{watch.processor / loops.processor:.2f} times the processors, start included")


def executors(count: int, folder: Path) -> None:
    """Print how much faster two separate executors parse than one."""
    file = _made(folder, count)
    taken = []
    for n in (1, 2):
        with Watch() as watch:
            told = _job("executors", f"local-cluster[{n},1,2048]", file, folder / f"out-{n}")
        taken.append(told["parsing"])
        rate = count / told["parsing"]
        print(f"{n}: {told}, {rate:.1f} articles a second, processors {watch.processor:.0f} s")
    print(f"two executors: {taken[0] / taken[1]:.2f} times the throughput of one")


def dossiers(count: int, folder: Path) -> None:
    """Print how many dossiers are byte for byte those of one machine."""
    file = _made(folder, count)
    _job("dossiers", "local-cluster[2,1,2048]", file, folder / "out")
    articles = {article.id: article for article in stream(count)}
    stories: dict[str, list[str]] = {}
    for row in _rows(folder / "out" / "stories"):
        stories.setdefault(row["story"], []).append(row["id"])
    found = sorted(_rows(folder / "out" / "dossiers"), key=lambda row: row["story"])[:STORIES]
    order = {name: n for n, name in enumerate(articles)}
    same = 0
    for row in found:
        own = sorted(stories[row["story"]], key=order.__getitem__)
        one = compare([_sourced(articles[name], file) for name in own])
        same += to_json(one) == row["dossier"]
    sizes = [len(stories[row["story"]]) for row in found]
    print(f"{same} of {len(found)} dossiers the same, of {min(sizes)} to {max(sizes)} articles")


def _sourced(article: Article, file: Path) -> Article:
    from dataclasses import replace

    return replace(article, source=str(file))


def _made(folder: Path, count: int) -> Path:
    file = folder / "stream.jsonl"
    with file.open("w", encoding="utf-8") as out:
        out.writelines(lines([one]) for one in stream(count))
    return file


def _rows(place: Path) -> Iterator[dict[str, Any]]:
    for file in sorted(place.rglob("*.parquet")):
        yield from pq.ParquetFile(file).read().to_pylist()


def _begin(*args: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "bench.spark", *map(str, args)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def _job(what: str, master: str, file: Path, out: Path) -> dict[str, float]:
    process = _begin("job", what, master, file, out)
    told, _ = process.communicate()
    assert process.returncode == 0
    found: dict[str, float] = json.loads(told)
    return found


def main() -> None:
    """Do what is asked for."""
    what, *args = sys.argv[1:]
    if what == "plain":
        plain(args[0], Path(args[1]), int(args[2]), int(args[3]), Path(args[4]))
        return
    if what == "job":
        job(args[0], args[1], Path(args[2]), Path(args[3]))
        return
    measures: dict[str, Callable[[int, Path], None]] = {
        "overhead": lambda count, folder: overhead("overhead", count, folder),
        "parsing": lambda count, folder: overhead("parsing", count, folder),
        "executors": executors,
        "dossiers": dossiers,
    }
    with TemporaryDirectory() as folder:
        measures[what](int(args[0]) if args else COUNTS[what], Path(folder))


if __name__ == "__main__":
    main()
