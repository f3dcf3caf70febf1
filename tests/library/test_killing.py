from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

from tests.library.conftest import Shelves
from tests.library.killing import exported, kill, run, start
from tests.library.shelf import Shelf
from tests.library.wire import lines, wire

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are killed otherwise there")


@pytest.fixture(scope="module")
def feed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("feed") / "feed.jsonl"
    path.write_text(lines([*wire(27)]), "utf-8")
    return path


@pytest.fixture(scope="module")
def undisturbed(feed: Path, shelves: Shelves, tmp_path_factory: pytest.TempPathFactory) -> str:
    with shelves(tmp_path_factory.mktemp("undisturbed")) as shelf:
        library = shelf.at("a.db")
        run("add", feed, "--library", library, "--no-compare")
        return exported(library)


def test_a_run_that_is_killed_again_and_again_ends_with_the_same(
    feed: Path, undisturbed: str, shelf: Shelf
) -> None:
    library = shelf.at("a.db")
    command = ("add", feed, "--library", library, "--no-compare")
    moments = random.Random(6)  # noqa: S311 - moments of kills, no secret
    held = 0
    for _ in range(3):
        left = kill(library, command, moments.uniform(0, 1.5), begun=True)
        # What was stored stays.
        assert left.articles >= held
        held = left.articles
    run(*command)
    assert exported(library) == undisturbed


def test_two_that_add_at_once_add_everything_once(feed: Path, undisturbed: str, shelf: Shelf) -> None:
    library = shelf.at("a.db")
    both = [start("add", feed, "--library", library, "--no-compare") for _ in range(2)]
    for process in both:
        _, errors = process.communicate()
        assert process.returncode == 0, errors.decode()
    # Which of the two stores the next batch is chance, but each takes the articles in their order.
    assert exported(library) == undisturbed
