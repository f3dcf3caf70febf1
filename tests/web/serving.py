"""A server for tests: in this process, without a network, over a library of nine invented reports."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from crosslight.web import app
from tests.library.shelf import filled

# What the client calls the server.
HOST = "testserver"
API = "/api/v1"


@contextmanager
def client(folder: Path, **options: Any) -> Iterator[TestClient]:
    """Give a client of a server over a library in a folder, which is made where it is not there."""
    path = folder / "library.db"
    if not path.exists():
        filled(folder).close()
    with TestClient(app(path, **{"hosts": (HOST,), **options})) as made:
        yield made
