from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pyarrow.parquet as pq
import pytest

from crosslight.comparing import compare
from crosslight.errors import CrosslightError, WriteError
from crosslight.library.records import pack_parsed, unpack_parsed
from crosslight.model import Article, Unread
from crosslight.parsing import parse
from crosslight.reading import Reading, read
from crosslight.reporting.json import to_json
from crosslight.spark import job
from crosslight.spark.folder import Folder
from crosslight.spark.parts import plan
from crosslight.spark.tables import article_of
from tests.library.wire import lines, wire
from tests.reading.test_warc import page, records
from tests.spark import cluster, poison
from tests.spark.cheap import CHEAP
from tests.spark.processes import below, soon
from tests.spark.standin import group

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are found as Linux tells them")

OUTLETS = [("The Gull", "*.warc*"), ("Nobody", "none")]
FRENCH = (
    "Le pont du vieux port est fermé depuis lundi, a dit la mairie. Les habitants de la ville doivent "
    "prendre le bac, qui ne passe que toutes les heures, et ils ne savent pas quand les travaux seront finis."
)


def table(out: Path, name: str) -> list[dict[str, Any]]:
    """Return the rows of a table."""
    files = sorted((out / name).rglob("*.parquet"))
    return [row for file in files for row in pq.ParquetFile(file).read().to_pylist()]


def rows(out: Path) -> dict[str, list[str]]:
    """Return all that a job wrote, whatever the order of its rows."""
    names = ("articles", "parses", "stories", "copies", "dossiers", "links", "points", "unread")
    return {name: sorted(map(repr, table(out, name))) for name in names}


def wired(folder: Path, count: int = 60, *more: str) -> Path:
    """Write articles to a file of lines."""
    path = folder / "wire.jsonl"
    told = [Article(f"x{n}", text, published="2021-05-05") for n, text in enumerate(more)]
    path.write_text(lines([*wire(count), *told]), "utf-8")
    return path


@pytest.fixture(name="whole", scope="module")
def _whole(spark: SparkSession, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Reading]:
    """Run a job over files of several kinds; return its folder, and what one machine reads."""
    folder = tmp_path_factory.mktemp("whole")
    inputs = folder / "inputs"
    inputs.mkdir()
    wired(inputs, 12)
    (inputs / "bad.jsonl").write_text('{"id": "bridge-0-0", "text": "A second one."}\nnot json\n', "utf-8")
    (inputs / "a.warc.gz").write_bytes(records(page(1), page(2)))
    (inputs / "b.warc.gz").write_bytes(records(page(1)))
    (inputs / "fr.txt").write_text(FRENCH, "utf-8")
    day = "2026-03-05"
    done = job.run(
        spark, [inputs], folder / "out", group=group, stretch=2_000, published=day, outlets=OUTLETS
    )
    reading = read([inputs], published=day, outlets=OUTLETS)
    assert (done.articles, done.lost) == (len(reading.articles), 1)
    return folder / "out", reading


def test_articles_and_their_ids_are_those_of_one_machine(whole: tuple[Path, Reading]) -> None:
    out, reading = whole
    found = sorted(table(out, "articles"), key=lambda row: row["number"])
    assert [article_of(row) for row in found] == list(reading.articles)
    assert "bridge-0-0-2" in {row["id"] for row in found}


def test_what_was_not_read_is_told_as_on_one_machine(whole: tuple[Path, Reading]) -> None:
    out, reading = whole
    found = {Unread(row["input"], row["why"], row["kept"]) for row in table(out, "unread")}
    assert found == set(reading.unread)


def test_parses_are_those_of_one_machine(whole: tuple[Path, Reading]) -> None:
    out, reading = whole
    found = {row["id"]: row for row in table(out, "parses")}
    assert found.keys() == {one.id for one in reading.articles}
    for own in parse(reading.articles[:5]):
        record = found[own.article.id]["record"]
        assert unpack_parsed(record, own.article) == unpack_parsed(pack_parsed(own), own.article)
    assert found["fr"]["language"] == "fr"


def test_dossiers_are_byte_for_byte_those_of_one_machine(whole: tuple[Path, Reading]) -> None:
    out, reading = whole
    stories: dict[str, set[str]] = {}
    for row in table(out, "stories"):
        stories.setdefault(row["story"], set()).add(row["id"])
    found = {row["story"]: row["dossier"] for row in table(out, "dossiers")}
    assert len(found) >= 2
    for story, dossier in found.items():
        own = compare([one for one in reading.articles if one.id in stories[story]])
        assert dossier == to_json(own)
        assert len([row for row in table(out, "links") if row["story"] == story]) == len(own.links)
        assert len([row for row in table(out, "points") if row["story"] == story]) == len(own.points)


def test_lines_are_counted_alike_here_and_in_a_job(
    spark: SparkSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inputs = wired(tmp_path)
    parts = plan([inputs], 2_000).parts
    own = job._Job(spark, cast(Folder, None), job.Works(), job._silent)
    here = own._counted(parts)
    before = [inputs.read_bytes()[: part.start].count(b"\n") for part in parts]
    assert len(parts) > 2
    assert [part.first for part in here] == [count + 1 for count in before]
    monkeypatch.setattr(job, "COUNTED_HERE", 0)
    assert own._counted(parts) == here


def test_a_folder_is_of_one_job(whole: tuple[Path, Reading], spark: SparkSession, tmp_path: Path) -> None:
    out, _ = whole
    with pytest.raises(WriteError, match="made of other inputs and options"):
        job.run(spark, [wired(tmp_path)], out, group=group)


def test_nothing_to_read_is_told(spark: SparkSession, tmp_path: Path) -> None:
    with pytest.raises(CrosslightError, match="no article"):
        job.run(spark, [tmp_path / "none.jsonl"], tmp_path / "out", group=group)


@pytest.fixture(name="calm", scope="module")
def _calm(spark: SparkSession, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run a job that nothing disturbs; return a folder with its input and what it wrote."""
    folder = tmp_path_factory.mktemp("calm")
    path = wired(folder, 100)
    # Of many parts, as a large job has; and without those the rows are the same.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(job, "PARSED", 30)
        job.run(spark, [path], folder / "calm", group=group, works=CHEAP)
    return folder


def test_what_crashes_hangs_or_eats_is_told_and_the_rest_goes_on(spark: SparkSession, tmp_path: Path) -> None:
    bad = (poison.CRASHES, poison.HANGS, poison.EATS, poison.TRIPS)
    done = job.run(spark, [wired(tmp_path, 12, *bad)], tmp_path / "out", group=group, works=CHEAP)
    assert [one.input for one in done.unread if not one.kept] == ["x0", "x1", "x2", "x3"]
    assert done.lost == len(bad)
    reasons = " ".join(one.why for one in done.unread)
    for words in ("crashed (SIGSEGV)", "longer than 2 seconds", "256 MB of memory", "it tripped"):
        assert words in reasons
    parses = table(tmp_path / "out", "parses")
    assert len(parses) == done.articles
    assert len([row for row in parses if row["record"]]) == done.articles - len(bad)


def test_a_worker_that_is_killed_changes_no_row(spark: SparkSession, calm: Path) -> None:
    gone: list[int] = []

    def kill() -> None:
        # The children of the calm run are still there: they are those of the workers that go on.
        soon((calm / "killed" / ".work" / "unfinished" / "parses").exists)
        children = soon(lambda: below(os.getpid(), "crosslight.spark.child tests.spark.poison parse"))
        gone.append(next(iter(children.values())))
        os.kill(gone[0], signal.SIGKILL)

    with ThreadPoolExecutor(1) as aside:
        killing = aside.submit(kill)
        job.run(spark, [calm / "wire.jsonl"], calm / "killed", group=group, works=CHEAP)
        killing.result()
    assert not Path(f"/proc/{gone[0]}").exists()
    assert rows(calm / "killed") == rows(calm / "calm")


def test_an_executor_that_is_killed_changes_no_row(calm: Path) -> None:
    command = [sys.executable, "-m", cluster.__name__, str(calm / "wire.jsonl"), str(calm / "cluster")]
    # Executors work in folders of their own, and must find the modules of these tests from there.
    found = {**os.environ, "PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path))}
    with subprocess.Popen(command, env=found) as process:  # noqa: S603 - our own program
        try:
            soon((calm / "cluster" / ".work" / "unfinished" / "parses").exists, 300)
            executors = below(process.pid, "CoarseGrainedExecutorBackend")
            assert len(executors) == 2
            os.kill(next(iter(executors)), signal.SIGKILL)
            assert process.wait(300) == 0
        finally:
            process.kill()
    assert rows(calm / "cluster") == rows(calm / "calm")


def test_a_job_that_was_stopped_goes_on_where_it_was(
    spark: SparkSession, calm: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job, "PARSED", 30)
    out = calm / "stopped"

    def stopping(step: str, done: int, _total: int) -> None:
        if step == "parsing" and done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        job.run(spark, [calm / "wire.jsonl"], out, group=group, works=CHEAP, progress=stopping)
    before = _marks(out)
    assert any("/parses/" in name for name in before)
    assert not (out / "stories").exists()
    told: list[tuple[str, int, int]] = []

    def tell(step: str, done: int, total: int) -> None:
        told.append((step, done, total))

    job.run(spark, [calm / "wire.jsonl"], out, group=group, works=CHEAP, progress=tell)
    assert next(step for step in told if step[0] == "parsing")[1] >= 1
    # What was there is there still, and was not written again.
    assert before.items() <= _marks(out).items()
    assert rows(out) == rows(calm / "calm")
    assert not (out / ".work").exists()


def _marks(out: Path) -> Mapping[str, int]:
    tables = [path for path in out.rglob("*.parquet") if ".work" not in path.parts]
    return {str(path): path.stat().st_mtime_ns for path in tables}
