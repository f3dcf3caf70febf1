"""One session of Spark for all tests of this room."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from crosslight.errors import CrosslightError
from crosslight.spark.session import needed, session, stop
from tests.spark.cheap import SMALL

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


@pytest.fixture(name="spark", scope="session")
def _spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkSession]:
    """Give a session on two cores, where a task is tried four times; skip where it cannot be had."""
    try:
        needed()
    except CrosslightError as error:
        pytest.skip(str(error))
    begun = session("local[2,4]", tmp_path_factory.mktemp("spark") / "spark.log", **SMALL)
    yield begun
    stop(begun)
