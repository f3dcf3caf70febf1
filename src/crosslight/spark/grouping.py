"""Stories among millions of articles: `group` runs the functions of `crosslight.grouping` as Spark jobs.

The articles are put in the order of the single machine, read once, and numbered. Copies and near articles
are found by blocks within time windows; near ones are compared and judged as on one machine; what can come
together at all is linked by the same average linkage, component by component.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa
from pyspark.sql import DataFrame, GroupedData, SparkSession
from pyspark.sql import functions as F  # noqa: N812 - its usual name
from pyspark.sql.types import IntegerType, StructField, StructType
from pyspark.taskcontext import TaskContext

from crosslight.grouping.bags import background
from crosslight.grouping.grouper import MOST
from crosslight.grouping.index import RAREST
from crosslight.grouping.words import Ints, day
from crosslight.spark import comparison, copying, counting, linking, tables
from crosslight.spark.components import components, spread
from crosslight.spark.linking import Membership
from crosslight.spark.near import Counts, counts_of
from crosslight.spark.order import Order, order_of
from crosslight.spark.packing import PARCEL, unpack, unpacked
from crosslight.spark.rows import FOREST, GROUPED, LINKED, READ, SETTLED

# Articles compared in one task, at most and at least: some 400 MB of a worker where they are as long as news.
BUCKET, LEAST_BUCKET = 16_384, 1_024
# The lists of near articles are chosen for so much smaller parts: an article meets up to 6,000 others.
GRAINS = 8
# Keys of texts and of terms that one task sorts: some 100 MB.
SORTED = 1 << 22
# Keys of a text, about: its bands, and one in eight of its runs of words.
KEYS = 80


def group(session: SparkSession, articles: DataFrame, scratch: str) -> DataFrame:
    """Sort articles into stories; return a row for each, with its story, how surely, and whose copy it is.

    `articles` has the columns id, headline, text, outlet and published; ids are taken to be unique.
    `scratch` is a folder that every worker reaches. What a run that was cut off has written there of the
    same articles is not done again; all of it may be removed when the result has been written. Raises
    PipelineError where a model file is missing.
    """
    return _Grouping(session, scratch).run(articles)


class _Grouping:
    """One run: the steps, each of which leaves its rows in the scratch folder."""

    def __init__(self, session: SparkSession, scratch: str) -> None:
        self._session, self._scratch = session, scratch.rstrip("/")
        self._cores = session.sparkContext.defaultParallelism

    def run(self, articles: DataFrame) -> DataFrame:
        count, digest = self._known(articles)
        if not count:
            return self._session.createDataFrame([], tables.spark(GROUPED))
        bucket = int(np.clip(count // (2 * self._cores), LEAST_BUCKET, BUCKET)) // GRAINS * GRAINS
        self._scratch += f"/{count}-{digest:x}-{bucket}"
        read = self._read(articles, -(-count // bucket))
        order = self._order(read, bucket)
        counts = self._count(read, order)
        settled, known = self._settle(read, order)
        pairs = self._compare(read, order, counts, known)
        return self._link(read, order, counts, settled, known, pairs)

    def _known(self, articles: DataFrame) -> tuple[int, int]:
        """Return how many articles there are, and a sum that tells them from others."""
        columns = (F.coalesce(name, F.lit("")) for name in ("id", "headline", "text", "published"))
        mark = F.crc32(F.concat_ws("\n", *columns).cast("binary"))
        [row] = articles.agg(F.count("id").alias("count"), F.sum(mark).alias("sum")).collect()
        return row["count"], row["sum"] or 0

    def _read(self, articles: DataFrame, parts: int) -> DataFrame:
        """Read the articles in the order of the single machine."""
        own_day = F.udf(day, IntegerType(), useArrow=True)
        text = F.concat_ws("\n", F.coalesce("headline", F.lit("")), F.coalesce("text", F.lit("")))
        by = [F.col("day").asc_nulls_last(), F.col("mark"), F.col("id")]
        placed = (
            articles.select("id", "headline", "text", "outlet", "published")
            .withColumn("day", own_day("published"))
            .withColumn("mark", F.crc32(text.cast("binary")))
            .repartitionByRange(parts, *by)
            .sortWithinPartitions(*by)
            .select("id", "headline", "text", "outlet", "published")
        )
        return self._kept("read", placed.mapInArrow(_reading, tables.spark(READ)))

    def _order(self, read: DataFrame, bucket: int) -> Order:
        """Number the articles; how many each part and each day has is all that is collected."""
        parts = {row["part"]: row["count"] for row in read.groupBy("part").count().collect()}
        days = {row["day"]: row["count"] for row in read.groupBy("day").count().collect()}
        return order_of(parts, days, bucket)

    def _count(self, read: DataFrame, order: Order) -> Counts:
        """Count the terms: 2^19 numbers, whatever the articles."""
        counted = read.select("places", "starts").mapInArrow(counting.counting, PARCEL)
        added = self._grouped(counted, counting.RANGES).applyInArrow(counting.adding, PARCEL).collect()
        own = np.concatenate([unpack(row["body"])[0] for row in sorted(added, key=lambda row: row["to"])])
        return counts_of(background(), own, order.size)

    def _settle(self, read: DataFrame, order: Order) -> tuple[DataFrame, Membership]:
        """Find whose copies are whose."""
        shards = max(self._cores, order.size * KEYS // SORTED)
        keyed = read.select("part", "row", "shingles", "bands").mapInArrow(
            partial(copying.keying, order, shards), PARCEL
        )
        shared = self._grouped(keyed, shards).applyInArrow(_table(copying.sharing, order), PARCEL)
        enough = self._grouped(shared, self._buckets(order)).applyInArrow(copying.sharing_enough, PARCEL)
        found = self._components(enough, order)
        together = np.bincount(found, minlength=order.size)[found] > 1
        tasks = np.full(order.size, -1, np.int32)
        tasks[together] = spread(found[together], order.bucket)
        columns = read.select("part", "row", "id", "published", "length", "shingles")
        rows = columns.mapInArrow(partial(copying.sending_on, order, tasks), _with_to(columns))
        settled = self._kept(
            "settled",
            self._grouped(rows, self._buckets(order)).applyInArrow(
                _table(copying.settling, order, found.astype(np.int32)), tables.spark(SETTLED)
            ),
        )
        known = Membership(
            np.arange(order.size, dtype=np.int32),
            np.ones(order.size, np.bool_),
            np.zeros(order.size, np.bool_),
        )
        told = settled.select("number", "root", "laid", "follows").toArrow()
        at = told["number"].to_numpy()
        known.root[at] = told["root"].to_numpy()
        known.laid[at] = told["laid"].to_numpy()
        known.follows[at] = told["follows"].to_numpy()
        return settled, known

    def _compare(self, read: DataFrame, order: Order, counts: Counts, known: Membership) -> DataFrame:
        """Find the articles nearest to each and judge the pairs."""
        shards = max(self._cores, order.size * 2 * RAREST // SORTED)
        bags = read.select("part", "row", "places", "counts", "starts")
        laid = known.laid
        posted = bags.mapInArrow(partial(comparison.posting, order, counts, laid, shards), PARCEL)
        grain = order.bucket // GRAINS
        met = self._grouped(posted, shards).applyInArrow(_tables(comparison.meeting, order, grain), PARCEL)
        chosen = self._grouped(met, -(-order.size // grain)).applyInArrow(
            _table(comparison.choosing, order), PARCEL
        )
        near = self._kept("near", chosen)
        buckets = self._buckets(order)
        asked = self._grouped(near.mapInArrow(partial(comparison.asking, order), PARCEL), buckets)
        held = self._grouped(self._numbered(bags, order), buckets)
        sent = held.cogroup(asked).applyInArrow(_both(comparison.sending, order, counts, laid), PARCEL)
        lists, parts = self._grouped(near, buckets), self._grouped(sent, buckets)
        looked = lists.cogroup(parts).applyInArrow(_both(comparison.looking, order), PARCEL)
        judged = self._grouped(looked, buckets).applyInArrow(_table(comparison.judging, order), PARCEL)
        return self._kept("pairs", judged)

    def _link(
        self,
        read: DataFrame,
        order: Order,
        counts: Counts,
        settled: DataFrame,
        known: Membership,
        pairs: DataFrame,
    ) -> DataFrame:
        """Make stories of what can come together, and say where each article stands."""
        found = self._components(pairs, order, known).astype(np.int32)
        buckets = self._buckets(order)
        compared, tasks = np.bincount(found)[found] > 2, spread(found, order.bucket).astype(np.int32)
        columns = read.select("part", "row", "id", "places", "counts", "starts", "names", "others", "tops")
        rows = columns.mapInArrow(partial(copying.sending_on, order, tasks), _with_to(columns))
        routed = pairs.mapInArrow(partial(linking.routing, tasks, found, compared), PARCEL)
        linked = (
            self._grouped(rows, buckets)
            .cogroup(self._grouped(routed, buckets))
            .applyInArrow(_both(linking.linking, order, counts, found, known), tables.spark(LINKED))
        )
        stories = self._kept("linked", linked)
        told = stories.select("number", "first").toArrow()
        first = np.zeros(order.size, np.int32)
        first[told["number"].to_numpy()] = told["first"].to_numpy()
        _, story = np.unique(first, return_inverse=True)
        story = story.astype(np.int32)
        sizes = np.bincount(story).astype(np.int32)
        with_copies = stories.join(
            settled.select("number", "copy_of", "copy_share", "copy_whole", "copy_why"), "number", "left"
        ).withColumn("to", (F.col("number") / order.bucket).cast("int"))
        near = pairs.mapInArrow(partial(linking.standing, order, story), PARCEL)
        return (
            self._grouped(with_copies, buckets)
            .cogroup(self._grouped(near, buckets))
            .applyInArrow(_both(linking.concluding, story, sizes), tables.spark(GROUPED))
        )

    def _components(self, pairs: DataFrame, order: Order, known: Membership | None = None) -> Ints:
        """Join the forests on the driver: at most one pair, of 12 bytes, for each article."""
        bodies = pairs.where(F.col("kind") == FOREST).select("body").toArrow()["body"].to_pylist()
        a, b, weights = unpacked(bodies, "<i4", "<i4", "<f4")
        if known is not None:
            # A copy is where its root is.
            copies = np.flatnonzero(known.follows).astype(np.int32)
            a, b = np.concatenate([known.root[copies], a]), np.concatenate([copies, b])
            weights = np.concatenate([np.full(len(copies), np.inf, np.float32), weights])
        return components(order.size, a, b, weights, MOST)

    def _numbered(self, read: DataFrame, order: Order) -> DataFrame:
        """Give each article the task of its bucket."""
        starts = self._session.createDataFrame(
            [(n, int(start)) for n, start in enumerate(order.starts.tolist())], "part int, start int"
        )
        number = F.col("start") + F.col("row")
        return (
            read.join(F.broadcast(starts), "part")
            .withColumn("to", (number / order.bucket).cast("int"))
            .drop("start")
        )

    def _grouped(self, rows: DataFrame, groups: int) -> GroupedData:
        return rows.repartition(max(1, groups), "to").groupBy("to")

    def _buckets(self, order: Order) -> int:
        return -(-order.size // order.bucket)

    def _kept(self, name: str, rows: DataFrame) -> DataFrame:
        """Write rows to the scratch folder, so that nothing is done twice, nor again where it was done."""
        path = f"{self._scratch}/{name}"
        if not self._done(path):
            rows.write.mode("overwrite").parquet(path)
        return self._session.read.parquet(path)

    def _done(self, path: str) -> bool:
        """Tell whether rows have been written whole, on whatever kind of file system."""
        java: Any = self._session.sparkContext
        mark = java._jvm.org.apache.hadoop.fs.Path(f"{path}/_SUCCESS")
        return bool(mark.getFileSystem(java._jsc.hadoopConfiguration()).exists(mark))


def _reading(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    context = TaskContext.get()
    return counting.reading(context.partitionId() if context else 0, batches)


def _with_to(rows: DataFrame) -> StructType:
    return StructType([*rows.schema.fields, StructField("to", IntegerType())])


def _table(task: Callable[..., pa.Table], *known: object) -> Callable[[pa.Table], pa.Table]:
    """Return a task on all rows of one group."""

    def run(table: pa.Table) -> pa.Table:
        return task(*known, table)

    return run


def _tables(
    task: Callable[..., Iterator[pa.RecordBatch]], *known: object
) -> Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """Return a task on all rows of one group that gives more than fits into memory."""

    def run(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        return task(*known, pa.Table.from_batches(batches))

    return run


def _both(task: Callable[..., pa.Table], *known: object) -> Callable[[pa.Table, pa.Table], pa.Table]:
    """Return a task on the rows of one group in two tables."""

    def run(left: pa.Table, right: pa.Table) -> pa.Table:
        return task(*known, left, right)

    return run
