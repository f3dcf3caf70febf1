"""How grouping grows on Spark: `python -m bench.scaling [SIZE...]`; with `same`, that it is the same.

The stream is made up as in bench.streams, of shorter articles and with more words, and written once to
Parquet with the story of each article. Times are of the clock and of all processes' processors: the
driver, its Java machine and the Python workers. Memory is the most that any one of them held.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from pyspark.sql import SparkSession

from bench.data import here
from bench.streams import COPIED, SEED, word
from crosslight.grouping import Grouper, stories
from crosslight.model import Article
from crosslight.spark import session as sessions
from crosslight.spark.grouping import group
from training.stories import SETS, collection

SIZES = (10_000, 30_000, 100_000, 300_000, 1_000_000)
# Agency shorts: what is made up and read is not what is measured.
VOCABULARY, LENGTH = 200_000, 120
# Words that are a story's own, and how often one of them stands in its articles: on 3,000 articles one
# machine finds the planted stories about as well (B-cubed 0.98) as those of the real sets.
OWN, SHARE = 30, 0.5
A_DAY = 1_000
# As many as one machine ever holds open, in ten days: it closes none, so all get the second look there too.
SAME, SAME_A_DAY = 20_000, 2_000
MEMORY = "3g"


@dataclass(frozen=True, slots=True)
class Size:
    """A stream of so many articles: seconds of clock and processors, memory in megabytes, and B-cubed F1."""

    articles: int
    clock: float
    processor: float
    worker: int
    java: int
    driver: int
    planted: float
    stories: int


class Watch:
    """Watches the processes that descend from this one: their processor time and the most memory of each."""

    def __init__(self) -> None:
        self._most: dict[str, int] = {}
        self._ticks: dict[int, float] = {}
        self._kinds: dict[int, str] = {}
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Watch:
        self._look()
        self._before = dict(self._ticks)
        self._most.clear()
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()
        self._look()

    @property
    def processor(self) -> float:
        """Return the processor seconds of all of them."""
        return sum(self.each().values())

    def each(self) -> dict[str, float]:
        """Return the processor seconds of each kind."""
        found = {"driver": 0.0, "java": 0.0, "worker": 0.0}
        for pid, ticks in self._ticks.items():
            found[self._kinds[pid]] += ticks - self._before.get(pid, 0.0)
        return found

    def most(self, kind: str) -> int:
        """Return the most megabytes that one process of a kind held: driver, java or worker."""
        return self._most.get(kind, 0)

    def _run(self) -> None:
        while not self._over.wait(0.5):
            self._look()

    def _look(self) -> None:
        tick = os.sysconf("SC_CLK_TCK")
        parents: dict[int, int] = {}
        told: dict[int, tuple[str, float, int]] = {}
        for path in Path("/proc").glob("[0-9]*"):
            try:
                fields = (path / "stat").read_text().rsplit(")", 1)[1].split()
                name = (path / "exe").readlink().name
                pid = int(path.name)
                parents[pid] = int(fields[1])
                seconds = (int(fields[11]) + int(fields[12])) / tick
                told[pid] = (name, seconds, int(fields[21]) * os.sysconf("SC_PAGE_SIZE") >> 20)
            except (OSError, ValueError):
                continue
        for pid, (name, seconds, memory) in told.items():
            above, at = {pid}, pid
            while (at := parents.get(at, 0)) > 1:
                above.add(at)
            if os.getpid() in above:
                kind = "driver" if pid == os.getpid() else "java" if name.startswith("java") else "worker"
                self._kinds[pid] = kind
                self._ticks[pid] = max(seconds, self._ticks.get(pid, 0.0))
                self._most[kind] = max(memory, self._most.get(kind, 0))


def table(count: int, a_day: int = A_DAY, length: int = LENGTH) -> Iterator[pa.Table]:
    """Yield made-up articles day by day, with their stories."""
    random = np.random.default_rng(SEED)
    made = [word(n) for n in range(VOCABULARY)]
    ranks = 1 / np.arange(1, VOCABULARY + 1)
    often = np.cumsum(ranks / ranks.sum())
    live: list[tuple[int, np.ndarray[Any, Any], list[str]]] = []
    begun = 0
    for day, first in enumerate(range(0, count, a_day)):
        live = live[-a_day // 5 :]
        size = min(a_day, count - first)
        drawn = np.minimum(np.searchsorted(often, random.random((size, length))), VOCABULARY - 1)
        told_own = random.random((size, length)) < SHARE
        which = random.integers(0, OWN, (size, length + 8))
        chance = random.random((size, 4))
        rows: list[tuple[str, str, str]] = []
        labels = []
        for n in range(size):
            if not live or chance[n, 0] < 0.3:
                live.append((begun, random.integers(2_000, VOCABULARY, OWN), []))
                begun += 1
            label, own, told = live[int(chance[n, 1] * len(live))]
            if told and chance[n, 2] < COPIED:
                body = told[int(chance[n, 3] * len(told))]
            else:
                words = np.where(told_own[n], own[which[n, :length]], drawn[n])
                body = " ".join([made[i] for i in words.tolist()])
                told.append(body)
            headline = " ".join([made[i] for i in own[which[n, length:]].tolist()])
            rows.append((f"a{first + n}", headline, body))
            labels.append(label)
        ids, headlines, texts = zip(*rows, strict=True)
        published = (date(2021, 1, 1) + timedelta(days=day)).isoformat()
        yield pa.table(
            {
                "id": ids, "headline": headlines, "text": texts, "outlet": pa.nulls(size, pa.string()),
                "published": [published] * size, "label": pa.array(labels, pa.int32()),
            }
        )  # fmt: skip


def write(path: Path, count: int, a_day: int, length: int) -> None:
    """Write a stream to Parquet, once."""
    if path.exists():
        return
    writer = None
    for part in table(count, a_day, length):
        writer = writer or pq.ParquetWriter(path.with_suffix(".part"), part.schema, compression="zstd")
        writer.write_table(part)
    assert writer is not None
    writer.close()
    path.with_suffix(".part").rename(path)


def session(folder: Path, master: str = "local[2]") -> SparkSession:
    """Start Spark with two cores on this machine."""
    conf = {"spark.driver.memory": MEMORY, "spark.local.dir": str(folder / "local")}
    return sessions.session(master, folder / "spark.log", **conf)


def bcubed(found: Mapping[str, object], gold: Mapping[str, object]) -> float:
    """Return the B-cubed F1 of two clusterings of the same articles."""
    ours, theirs = Counter(found.values()), Counter(gold.values())
    both = Counter((found[i], gold[i]) for i in gold)
    precision = sum(n * n / ours[f] for (f, _), n in both.items()) / len(gold)
    recall = sum(n * n / theirs[g] for (_, g), n in both.items()) / len(gold)
    return 2 * precision * recall / (precision + recall)


def measure(spark: SparkSession, path: Path, folder: Path) -> Size:
    """Group one stream, write the result, and score it against what was planted."""
    out, scratch = folder / "out", folder / "scratch"
    with Watch() as watch:
        begun = time.monotonic()
        group(spark, spark.read.parquet(str(path)), str(scratch)).write.mode("overwrite").parquet(str(out))
        clock = time.monotonic() - begun
    planted = pq.read_table(path, columns=["id", "label"])
    found = pq.read_table(out, columns=["id", "story"])
    gold = dict(zip(planted["id"].to_pylist(), planted["label"].to_pylist(), strict=True))
    own = dict(zip(found["id"].to_pylist(), found["story"].to_pylist(), strict=True))
    shutil.rmtree(scratch)
    shutil.rmtree(out)
    worker, java, driver = (watch.most(kind) for kind in ("worker", "java", "driver"))
    score = bcubed(own, gold)
    return Size(len(gold), clock, watch.processor, worker, java, driver, score, len({*own.values()}))


def same(
    spark: SparkSession, articles: list[Article], folder: Path
) -> tuple[float, dict[str, str], dict[str, str]]:
    """Return how far Spark and one machine agree on articles, and the stories of each."""
    columns = {
        name: pa.array([getattr(a, name) for a in articles], pa.string())
        for name in ("id", "headline", "text", "outlet", "published")
    }
    rows = group(spark, spark.createDataFrame(pa.table(columns)), str(folder / "scratch")).toArrow()
    many = dict(zip(rows["id"].to_pylist(), rows["story"].to_pylist(), strict=True))
    one = {name: story.id for story in stories(articles, Grouper()) for name in story.articles}
    return bcubed(many, one), many, one


def main() -> None:
    """Print what was asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("sizes", nargs="*")
    parser.add_argument("--a-day", type=int)
    parser.add_argument("--length", type=int, default=LENGTH)
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    folder = asked.folder or Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    if asked.sizes == ["same"]:
        spark = session(folder, "local-cluster[2,1,2048]")
        made = [
            Article(r["id"], r["text"], r["headline"], "", r["published"])
            for part in table(SAME, asked.a_day or SAME_A_DAY, asked.length)
            for r in part.to_pylist()
        ]
        print(f"{SAME:,} made-up articles: B-cubed {same(spark, made, folder)[0]:.4f} between the two")
        for name in SETS if here() else ():
            data = collection(name)
            agreed, many, one = same(spark, list(data.articles), folder)
            gold = {a.id: int(n) for a, n in zip(data.articles, data.story, strict=True)}
            print(
                f"{name}: {agreed:.4f} between the two; against readers {bcubed(many, gold):.4f}, "
                f"one machine {bcubed(one, gold):.4f}"
            )
        return
    spark = session(folder)
    sizes, a_day = [], asked.a_day or A_DAY
    for count in [int(n) for n in asked.sizes] or SIZES:
        path = folder / f"stream-{count}-{a_day}-{asked.length}.parquet"
        write(path, count, a_day, asked.length)
        sizes.append(measure(spark, path, folder))
        print(json.dumps(asdict(sizes[-1])), flush=True)
    if len(sizes) > 1:
        for name in ("clock", "processor"):
            logs = np.log([[s.articles, getattr(s, name)] for s in sizes])
            print(f"{name} grows as n^{np.polyfit(logs[:, 0], logs[:, 1], 1)[0]:.2f}")


if __name__ == "__main__":
    main()
