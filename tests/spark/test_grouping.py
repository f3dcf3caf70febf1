"""Grouping as Spark jobs: the same stories as one machine, whatever the partitions and the order."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

pytest.importorskip("pyspark", reason="crosslight[spark] is not installed")

from crosslight.grouping import stories
from crosslight.model import Article, Story
from crosslight.spark import grouping
from tests.grouping.newsroom import EVENTS, long_report, reports
from tests.spark.made import made, table

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

Row = dict[str, Any]
# A report of one flood every few days: the first and the last are weeks apart.
FLOOD = (
    "The river Ulm has flooded the lower town of Brannock, and {}. Governor Tilda Voss sent boats from the "
    "Castor yard to bring people out of the flooded streets of Brannock; the dyke at Ulm mill had burst."
)
LATER = (
    "boats took people out at night",
    "schools are shut",
    "the dyke is mended with stone",
    "all are home",
)
DAYS = (1, 11, 21, 31)


@cache
def corpus() -> tuple[Article, ...]:
    flood = (
        Article(
            f"flood-{n}",
            FLOOD.format(what),
            "Flood in Brannock as Ulm dyke bursts",
            "",
            f"2021-03-{day:02}",
        )
        for n, (what, day) in enumerate(zip(LATER, DAYS, strict=True))
    )
    copies = (
        Article(f"copy-{n}", long_report(1), f"A long report {n}", published=f"2021-03-{n + 1:02}")
        for n in range(9)
    )
    part = Article("part", f"{long_report(2)} {' '.join(long_report(1).split()[:140])}", "", "", "2021-03-09")
    teaser = Article("teaser", "Too short.", "", "", "no date")
    return (*made(120), *reports(), *flood, *copies, part, teaser)


def grouped(spark: SparkSession, articles: Sequence[Article], folder: Path, parts: int = 3) -> dict[str, Row]:
    rows = spark.createDataFrame(table(articles)).repartition(parts)
    return {row["id"]: row for row in grouping.group(spark, rows, str(folder)).toArrow().to_pylist()}


def partition(rows: Iterable[Row]) -> set[frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row["story"], set()).add(row["id"])
    return {frozenset(ids) for ids in found.values()}


def partition_of(found: Iterable[Story]) -> set[frozenset[str]]:
    return {frozenset(story.articles) for story in found}


@pytest.fixture(name="rows", scope="module")
def _rows(spark: SparkSession, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Row]:
    return grouped(spark, corpus(), tmp_path_factory.mktemp("grouping"))


def test_stories_are_those_of_one_machine(rows: dict[str, Row]) -> None:
    articles = corpus()
    assert {*rows} == {article.id for article in articles}
    one, many = partition_of(stories(articles)), partition(rows.values())
    assert len(one & many) >= 0.98 * len(one)
    assert {frozenset(f"{event}-{n}" for n in range(3)) for event in EVENTS} <= many


def test_a_story_that_goes_on_past_the_window_is_one(rows: dict[str, Row]) -> None:
    assert len({rows[f"flood-{n}"]["story"] for n in range(len(DAYS))}) == 1


def test_copies_are_with_their_text_and_say_whose_it_is(rows: dict[str, Row]) -> None:
    assert len({rows[f"copy-{n}"]["story"] for n in range(9)}) == 1
    assert rows["copy-0"]["copy_of"] is None
    for n in range(1, 9):
        row = rows[f"copy-{n}"]
        assert (row["copy_of"], row["copy_share"], row["copy_whole"]) == ("copy-0", 1.0, True)
        assert row["why"][0] == "copy of copy-0: 100%"
    assert rows["part"]["copy_of"] == "copy-0" and rows["part"]["copy_whole"] is False
    assert rows["part"]["story"] != rows["copy-0"]["story"]


def test_each_article_says_why_it_is_there_and_what_came_second(rows: dict[str, Row]) -> None:
    one = {told.article: told for story in stories(corpus()) for told in story.assigned}
    assert rows["teaser"]["why"] == [] and rows["teaser"]["second"] is None
    assert any(reason.startswith("names: ") and "Harnau" in reason for reason in rows["bridge-0"]["why"])
    for name, row in rows.items():
        assert 0 <= row["probability"] <= 1 and row["second"] != row["story"]
        if len(row["why"]) == len(one[name].why):
            assert row["probability"] == pytest.approx(one[name].probability, abs=0.2)


def test_neither_partitions_nor_order_nor_the_size_of_tasks_matter(
    spark: SparkSession, rows: dict[str, Row], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grouping, "BUCKET", 48)
    monkeypatch.setattr(grouping, "LEAST_BUCKET", 48)
    articles = corpus()
    shuffled = [articles[i] for i in np.random.default_rng(4).permutation(len(articles))]
    again = grouped(spark, shuffled, tmp_path, parts=5)
    assert {n: row["story"] for n, row in again.items()} == {n: row["story"] for n, row in rows.items()}
    for name in ("copy_of", "copy_share", "copy_whole", "why", "second"):
        assert {n: row[name] for n, row in again.items()} == {n: row[name] for n, row in rows.items()}


def test_without_dates_stories_are_found_as_well_and_a_run_goes_on(
    spark: SparkSession, tmp_path: Path
) -> None:
    articles = [replace(article, published=None) for article in (*reports(), *made(40))]
    rows = grouped(spark, articles, tmp_path)
    many = partition(rows.values())
    assert len(many & partition_of(stories(articles))) >= 0.95 * len(many)

    # A run that was cut off goes on where it was.
    [kept] = tmp_path.iterdir()
    before = {path.name: path.stat().st_mtime_ns for path in kept.iterdir()}
    shutil.rmtree(kept / "linked")
    assert grouped(spark, articles, tmp_path) == rows
    after = {path.name: path.stat().st_mtime_ns for path in kept.iterdir()}
    assert {name for name in after if after[name] != before[name]} == {"linked"}


def test_no_articles_have_no_stories(spark: SparkSession, tmp_path: Path) -> None:
    assert grouped(spark, [], tmp_path) == {}
