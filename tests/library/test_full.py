"""A disk that is full, and has room again."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from crosslight.errors import LibraryError
from crosslight.library import Library
from tests.library.killing import exported
from tests.library.shelf import clock
from tests.library.wire import wire

COUNT = 27
Disk = tuple[Path, Callable[[], object]]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """Give a folder on a disk of half a megabyte, and what makes it larger."""
    place, mount, umount = tmp_path / "disk", shutil.which("mount"), shutil.which("umount")
    place.mkdir()

    def sized(size: str, *more: str) -> int:
        command = [str(mount), "-t", "tmpfs", "-o", ",".join([f"size={size}", *more]), "tmpfs", str(place)]
        return subprocess.run(command, capture_output=True, check=False).returncode  # noqa: S603 - a fixed command

    if mount is None or umount is None or sized("500k"):
        pytest.skip("no disk can be mounted here")
    try:
        yield place, lambda: sized("50m", "remount")
    finally:
        subprocess.run([umount, str(place)], check=True)  # noqa: S603 - a fixed command


def test_a_full_disk_is_told_and_all_is_added_when_there_is_room(disk: Disk, tmp_path: Path) -> None:
    place, enlarge = disk
    with Library(place / "a.db", now=clock()) as library:
        with pytest.raises(LibraryError, match=r"^[^\n]*the disk is full; what was stored before is safe$"):
            for _ in range(3):
                library.add(wire(COUNT), compare=False)
        held = library.counts().articles
    with Library(place / "a.db", now=clock()) as library:
        assert library.counts().articles == held > 0
    enlarge()
    with Library(place / "a.db", now=clock()) as library:
        assert library.check() == []
        library.add(wire(COUNT), compare=False)
    with Library(tmp_path / "b.db", now=clock()) as library:
        library.add(wire(COUNT), compare=False)
    assert exported(place / "a.db") == exported(tmp_path / "b.db")
