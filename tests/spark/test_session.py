from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest
from typer.testing import CliRunner

from crosslight.cli import app
from crosslight.errors import CrosslightError, PipelineError
from crosslight.spark.session import needed, plain

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


def java(folder: Path, says: str) -> None:
    """Write a program that says which Java it is."""
    (folder / "bin").mkdir()
    program = folder / "bin" / "java"
    program.write_text(f"#!/bin/sh\necho '{says}' >&2\n", "utf-8")
    program.chmod(0o755)


def test_without_java_one_line_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "a.txt").write_text("A report.", "utf-8")
    result = CliRunner().invoke(app, ["spark", str(tmp_path / "a.txt"), "--out", str(tmp_path / "out")])
    assert result.exit_code == 1
    assert "install a Java 17 runtime" in result.stderr
    assert result.stderr.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_an_old_java_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    java(tmp_path, 'openjdk version "11.0.2" 2019-01-15')
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(CrosslightError, match="is Java 11: install a Java 17 runtime"):
        needed()


def test_without_pyspark_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    have = {"pyarrow", "pandas"}
    monkeypatch.setattr("crosslight.spark.session.find_spec", lambda name: name if name in have else None)
    with pytest.raises(CrosslightError, match=r"needs pyspark: pip install 'crosslight\[spark\]'"):
        needed()


def test_a_property_must_have_a_value() -> None:
    result = CliRunner().invoke(app, ["spark", "a.txt", "--out", "out", "--conf", "spark.cores.max"])
    assert result.exit_code == 2


def test_what_workers_raise_of_ours_is_told_in_its_own_words(spark: SparkSession, tmp_path: Path) -> None:
    def unfit(_batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        raise PipelineError("model x: file not found")

    with pytest.raises(CrosslightError, match=r"^model x: file not found \("), plain(tmp_path / "spark.log"):
        spark.range(1).mapInArrow(unfit, "id long").collect()
