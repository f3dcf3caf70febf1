"""The whole way as Spark jobs: inputs to articles, parses, stories and dossiers, all as Parquet.

Every table is written in parts, each whole or not at all, and what is there is not made again: a part is
what a stop in the middle can cost. Two parts are at work at a time, so that no core waits for the last task
of one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from crosslight.errors import CrosslightError
from crosslight.library.making import compared_by, parsed_by
from crosslight.model import Unread
from crosslight.reading.reader import day_of, fits_none
from crosslight.spark import comparing, ids, parsing, reading, tables
from crosslight.spark.folder import WORK, Folder, opened
from crosslight.spark.guard import Limits, Work, watched
from crosslight.spark.parts import STRETCH, Part, Plan, line_ends, numbered, plan

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

# Told of each step as it goes on: its name, how much is done, how much there is to do.
Progress = Callable[[str, int, int], None]
Group = Callable[["SparkSession", "DataFrame", str], "DataFrame"]

# Parts of a table, at most, and what one holds at least: bytes read, articles parsed, stories compared. So a
# stop costs some minutes of two cores where there is little, and a hundredth of all where there is much.
PARTS = 100
READ, PARSED, COMPARED = 2**30, 10_000, 1_000
# Bytes of which the line ends are counted sooner than a job for it has begun.
COUNTED_HERE = 2**30
# Articles of a task: to parse, half a minute of work; and of stories to compare.
TASK, GATHERED_TASK = 1_000, 200
# How much of what was not read is told by name; the table has all.
NAMED = 100
FOUND, RENAMED, GROUPED = f"{WORK}/found", f"{WORK}/renamed", f"{WORK}/grouped"
GATHERED, COMPARISONS = f"{WORK}/gathered", f"{WORK}/compared"


def _silent(step: str, done: int, total: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Works:
    """What is done to one part, one article, one story, and within which limits; tests do worse things."""

    read: Work = reading.part
    parse: Work = parsing.parsed
    compare: Work = comparing.compared
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class Done:
    """How many articles were read, and of these copies; stories, and of these compared; what was not read.

    `lost` counts what could not be read, parsed or compared; `unread` has the first of that, and after it
    what was read with something odd.
    """

    articles: int
    copies: int
    stories: int
    compared: int
    lost: int
    unread: tuple[Unread, ...]


def run(
    session: SparkSession,
    inputs: Sequence[str | Path],
    out: Path,
    *,
    published: str | None = None,
    outlets: Sequence[tuple[str, str]] = (),
    today: date | None = None,
    progress: Progress = _silent,
    group: Group | None = None,
    works: Works | None = None,
    stretch: int = STRETCH,
) -> Done:
    """Read, parse, group and compare inputs, and write tables of all that to the folder `out`.

    The options are those of `reading.read`. What is in the folder already is not made again, if it was made
    of the same; else WriteError is raised. Raises ReadError if `published` is no date, PipelineError where a
    model is missing, and CrosslightError where there is no article at all.
    """
    published = day_of(published)
    planned = plan(inputs, stretch)
    if group is None:
        from crosslight.spark import grouping

        group = grouping.group
    options = {"published": published, "outlets": [list(pair) for pair in outlets], "stretch": stretch}
    made_of = {"inputs": _digest(planned), "options": options, "version": compared_by()}
    with opened(out.absolute(), made_of) as folder:
        job = _Job(session, folder, works or Works(), progress)
        if not folder.has("unread"):
            day = None if today is None else today.isoformat()
            job.read(planned, published, day)
            job.name(outlets)
            job.parse()
            job.group(group)
            job.compare()
            job.tell(planned, outlets)
            folder.tidy()
        return job.done()


def _digest(planned: Plan) -> str:
    marks = [*planned.files, *((one.input, one.why) for one in planned.unread)]
    return blake2b(repr(marks).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


class _Job:
    """The stages, one after the other, each of which finds what the last one left in the folder."""

    def __init__(self, session: SparkSession, folder: Folder, works: Works, progress: Progress) -> None:
        self._session = session
        self._folder = folder
        self._works = works
        self._progress = progress
        self._cores = max(2, session.sparkContext.defaultParallelism)

    def read(self, planned: Plan, published: str | None, today: str | None) -> None:
        """Parts of inputs to what is found in them."""
        parts = self._counted(planned.parts)
        size = max(READ, sum(part.end - part.start for part in parts) // PARTS)
        held: dict[int, list[Part]] = {}
        before = 0
        for part in parts:
            held.setdefault(before // size, []).append(part)
            before += part.end - part.start
        work, limits = self._works.read, self._works.limits

        def found(batches: Any) -> Any:
            return reading.found(batches, watched(work, limits), published, today)

        def frame(own: list[Part]) -> DataFrame:
            return self._parts(own).mapInArrow(found, tables.spark(tables.FOUND))

        self._all("reading", FOUND, {n: partial(frame, own) for n, own in held.items()})

    def _counted(self, parts: Sequence[Part]) -> list[Part]:
        """Return parts with the numbers of their first lines, which are counted where a file was cut."""
        cut = [part for part in parts if not part.whole]
        if not cut:
            return list(parts)
        if sum(part.end - part.start for part in cut) < COUNTED_HERE:
            return numbered(parts, {part.number: line_ends(part.path, part.start, part.end) for part in cut})
        counts = self._parts(cut).mapInArrow(reading.counted, tables.spark(tables.COUNTED)).collect()
        return numbered(parts, {row["number"]: row["ends"] for row in counts})

    def _parts(self, parts: Sequence[Part]) -> DataFrame:
        """Return parts as a frame, each by itself, or some small files together."""
        table = pa.Table.from_pylist([asdict(part) for part in parts], tables.PARTS)
        size = sum(part.end - part.start for part in parts)
        tasks = min(len(parts), max(4 * self._cores, 2 * size // STRETCH))
        return self._session.createDataFrame(table).coalesce(1).repartition(tasks)

    def name(self, outlets: Sequence[tuple[str, str]]) -> None:
        """What is found to articles: each with an id of its own, and an outlet if its file or id tells it."""
        if self._folder.has("articles"):
            return
        from pyspark.sql import functions as sql

        found = self._table(FOUND, tables.FOUND).where("why is null")
        if not self._folder.has(RENAMED):
            twice = found.groupBy("family", "id").count().where("count > 1")
            families = twice.select("family").distinct()
            asked = found.select("family", "number", "id", "given", "source").join(families, "family")
            self._put(
                RENAMED, asked.groupBy("family").applyInArrow(ids.renamed, tables.spark(tables.RENAMED))
            )
        renamed = self._table(RENAMED, tables.RENAMED).select("number", "renamed")
        articles = (
            found.join(renamed, "number", "left")
            .withColumn("id", sql.coalesce("renamed", "id"))
            .select(*tables.ARTICLES.names)
        )
        count = found.count()
        if not count:
            raise CrosslightError("there is no article to read")
        if outlets:
            # Whole articles: a thousand times ten thousand characters are ten megabytes.
            self._session.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", "1000")
            own = partial(ids.placed, outlets=tuple(outlets))
            articles = articles.mapInArrow(lambda batches: own(batches), tables.spark(tables.ARTICLES))
        self._put("articles", self._cut(articles, "id", count, PARSED), "part")
        self._session.conf.unset("spark.sql.execution.arrow.maxRecordsPerBatch")

    def parse(self) -> None:
        """Articles to parses."""
        work, limits, made_by = self._works.parse, self._works.limits, parsed_by()

        def parses(batches: Any) -> Any:
            return parsing.parses(batches, watched(work, limits), made_by)

        def frame(own: DataFrame, count: int) -> DataFrame:
            spread = own.repartition(self._tasks(count, TASK))
            return spread.mapInArrow(parses, tables.spark(tables.PARSES))

        self._all("parsing", "parses", self._held("articles", tables.ARTICLES, frame))

    def group(self, group: Group) -> None:
        """Articles to stories, and to copies among them."""
        self._progress("grouping", 0, 1)
        if not self._folder.has(GROUPED):
            articles = self._table("articles", tables.ARTICLES).selectExpr(
                "id", "title as headline", "text", "outlet", "published"
            )
            scratch = self._folder.place(f"{WORK}/grouping")
            scratch.mkdir(parents=True, exist_ok=True)
            self._put(GROUPED, group(self._session, articles, str(scratch)))
        grouped = self._session.read.parquet(str(self._folder.place(GROUPED)))
        self._put("stories", grouped.select("id", "story", "second", "probability", "why"))
        copies = grouped.where("copy_of is not null")
        self._put("copies", copies.selectExpr("id", "copy_of", "copy_share share", "copy_whole whole"))
        self._progress("grouping", 1, 1)

    def compare(self) -> None:
        """Stories of two articles or more to dossiers, links and points."""

        if not self._folder.has(GATHERED):
            stories = self._session.read.parquet(str(self._folder.place("stories"))).select("id", "story")
            several = stories.groupBy("story").count().where("count > 1").select("story")
            parses = self._table("parses", tables.PARSES).select("id", "record", "why")
            gathered = stories.join(several, "story").join(self._table("articles", tables.ARTICLES), "id")
            self._put(
                GATHERED, self._cut(gathered.join(parses, "id"), "story", several.count(), COMPARED), "part"
            )
        work, limits = self._works.compare, self._works.limits

        def story(own: pa.Table) -> pa.Table:
            return comparing.story(own, watched(work, limits))

        def frame(own: DataFrame, count: int) -> DataFrame:
            spread = own.repartition(self._tasks(count, GATHERED_TASK), "story")
            return spread.groupBy("story").applyInArrow(story, tables.spark(tables.COMPARED))

        self._all("comparing", COMPARISONS, self._held(GATHERED, tables.GATHERED, frame))
        compared = self._table(COMPARISONS, tables.COMPARED).where("dossier is not null")
        self._put("dossiers", compared.select("story", "dossier"))
        for table in ("links", "points"):
            self._put(table, compared.selectExpr("story", f"inline({table})"))

    def tell(self, planned: Plan, outlets: Sequence[tuple[str, str]]) -> None:
        """All that could not be read, parsed or compared, or was odd, in one table: the last one."""
        from pyspark.sql import functions as sql

        told = [*planned.unread]
        if outlets:
            articles = self._table("articles", tables.ARTICLES)
            own = partial(ids.fitted, outlets=tuple(outlets))
            fit = articles.mapInArrow(lambda batches: own(batches), tables.spark(tables.FITTED)).distinct()
            used = {row["outlet"] for row in fit.collect()}
            told += [fits_none(pair) for n, pair in enumerate(outlets) if n not in used]
        given = pa.Table.from_pylist([asdict(one) for one in told], tables.UNREAD)
        lost = sql.lit(False).alias("kept")
        parses = self._table("parses", tables.PARSES).select(sql.col("id").alias("input"), "why", lost)
        compared = self._table(COMPARISONS, tables.COMPARED)
        unread = [
            self._session.createDataFrame(given),
            self._table(FOUND, tables.FOUND).select("input", "why", "kept"),
            self._table(RENAMED, tables.RENAMED).select("input", "why", "kept"),
            parses,
            compared.select(sql.col("story").alias("input"), "why", lost),
        ]
        whole = unread[0]
        for one in unread[1:]:
            whole = whole.union(one)
        self._put("unread", whole.where("why is not null").coalesce(1))

    def done(self) -> Done:
        """What is in the folder, in numbers."""
        unread = self._table("unread", tables.UNREAD)
        named = unread.orderBy("kept", "input", "why").limit(NAMED).collect()
        return Done(
            self._count("articles"),
            self._session.read.parquet(str(self._folder.place("copies"))).where("whole").count(),
            self._session.read.parquet(str(self._folder.place("stories"))).select("story").distinct().count(),
            self._count("dossiers"),
            unread.where("not kept").count(),
            tuple(Unread(row["input"], row["why"], row["kept"]) for row in named),
        )

    def _all(self, step: str, name: str, frames: Mapping[int, Callable[[], DataFrame]]) -> None:
        """Write the parts of a table that are not there yet, two at a time."""
        missing = {n: frame for n, frame in frames.items() if not self._folder.has(f"{name}/part={n}")}
        self._progress(step, len(frames) - len(missing), len(frames))
        pool = ThreadPoolExecutor(2)
        try:
            began = [
                pool.submit(lambda n, frame: self._put(f"{name}/part={n}", frame()), n, frame)
                for n, frame in missing.items()
            ]
            for done, future in enumerate(as_completed(began), start=len(frames) - len(missing) + 1):
                future.result()
                self._progress(step, done, len(frames))
        except BaseException:
            # What is at work would go on for as long as it takes, though nobody waits for it.
            self._session.sparkContext.cancelAllJobs()
            raise
        finally:
            pool.shutdown(cancel_futures=True)

    def _held(
        self, name: str, schema: pa.Schema, frame: Callable[[DataFrame, int], DataFrame]
    ) -> dict[int, Callable[[], DataFrame]]:
        """Return for each part of a table what makes a frame of it."""
        parts = sorted(self._folder.place(name).glob("part=*"))
        return {
            int(part.name.partition("=")[2]): partial(self._framed, part, schema, frame) for part in parts
        }

    def _framed(
        self, part: Path, schema: pa.Schema, frame: Callable[[DataFrame, int], DataFrame]
    ) -> DataFrame:
        """Make a frame of a part, whose rows are counted without a job."""
        count = sum(pq.read_metadata(file).num_rows for file in part.glob("*.parquet"))
        return frame(self._session.read.schema(tables.spark(schema)).parquet(str(part)), count)

    def _put(self, name: str, frame: DataFrame, by: str = "") -> None:
        """Write a table, or a part of one, unless it is there; with `by`, in parts by that column."""
        if self._folder.has(name):
            return
        with self._folder.writing(name) as place:
            writer = frame.write.mode("overwrite")
            (writer.partitionBy(by) if by else writer).parquet(place)

    def _cut(self, frame: DataFrame, by: str, count: int, least: int) -> DataFrame:
        """Give rows the number of the part they belong to, those that are alike in a column the same."""
        from pyspark.sql import functions as sql

        parts = min(PARTS, -(-count // least)) or 1
        return frame.withColumn("part", sql.pmod(sql.xxhash64(by), sql.lit(parts))).repartition(parts, "part")

    def _table(self, name: str, schema: pa.Schema) -> DataFrame:
        if not self._folder.has(name):  # of nothing there is no part
            return self._session.createDataFrame([], tables.spark(schema))
        place = str(self._folder.place(name))
        return self._session.read.schema(tables.spark(schema)).parquet(place).select(*schema.names)

    def _count(self, name: str) -> int:
        return self._session.read.parquet(str(self._folder.place(name))).count()

    def _tasks(self, count: int, each: int) -> int:
        """Return how many tasks so many things are: of a few, one for each, as long as cores wait."""
        return max(1, min(count, max(-(-count // each), 2 * self._cores)))
