"""Vectors of signed bytes as PostgreSQL has them: 384 numbers of half precision (pgvector's `halfvec`).

Whole numbers up to 2,048 stand in a half as they are, so that nothing is lost, and pgvector can look for the
nearest.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from sqlalchemy import Dialect
from sqlalchemy.types import UserDefinedType

WIDTH = 384


class Halves(UserDefinedType[bytes]):
    """A column of vectors, which are bytes on this side."""

    cache_ok = True

    def get_col_spec(self, **_: object) -> str:
        """Return the type as the database names it."""
        return f"halfvec({WIDTH})"

    def bind_processor(self, dialect: Dialect) -> Callable[[bytes | None], str | None]:  # noqa: ARG002 - as SQLAlchemy calls it
        """Return what makes bytes into what the database reads."""
        return lambda data: None if data is None else str(np.frombuffer(data, np.int8).tolist())

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[str], bytes]:  # noqa: ARG002 - as SQLAlchemy calls it
        """Return what makes bytes of what the database says."""
        return lambda said: np.array(said[1:-1].split(","), np.float32).astype(np.int8).tobytes()
