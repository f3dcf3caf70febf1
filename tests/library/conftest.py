"""The tests of the library run on both stores: with files, and with a server of PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from tests.library.server import Server, UnavailableError, server
from tests.library.shelf import Databases, Folder, Shelf

Shelves = Callable[[Path], AbstractContextManager[Shelf]]


def pytest_configure(config: pytest.Config) -> None:
    """Tell of our mark."""
    config.addinivalue_line("markers", "only_in_a_file(why): the test is about files of SQLite alone")


@pytest.fixture(scope="session")
def running() -> Iterator[Server | str]:
    """Give a server that runs as long as the tests do, or why there is none."""
    try:
        with server() as made:
            yield made
    except UnavailableError as error:
        yield str(error)


@pytest.fixture
def postgres(running: Server | str) -> Server:
    """Give the server; without one, skip."""
    if isinstance(running, str):
        pytest.skip(running)
    return running


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def shelves(request: pytest.FixtureRequest) -> Shelves:
    """Give what makes a shelf in a folder, for each store."""
    if request.param == "sqlite":
        return _folder
    running = request.getfixturevalue("running")
    if isinstance(running, str):
        pytest.skip(running)
    made: dict[str, str] = {}

    @contextmanager
    def databases(_: Path) -> Iterator[Shelf]:
        shelf = Databases(running, made)
        yield shelf
        for name in shelf.names.values():
            running.drop(name)

    return databases


@pytest.fixture
def shelf(request: pytest.FixtureRequest, shelves: Shelves, tmp_path: Path) -> Iterator[Shelf]:
    """Give a shelf of the test's own."""
    mark = request.node.get_closest_marker("only_in_a_file")
    if mark and shelves is not _folder:
        pytest.skip(mark.args[0])
    with shelves(tmp_path) as made:
        yield made


@contextmanager
def _folder(folder: Path) -> Iterator[Shelf]:
    yield Folder(folder)
