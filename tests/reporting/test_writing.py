import os
import threading
from pathlib import Path
from unittest.mock import Mock

import pytest

from crosslight.errors import WriteError
from crosslight.reporting.writing import write


def names(folder: Path) -> list[str]:
    """Return what a folder holds, what is hidden too."""
    return sorted(path.name for path in folder.iterdir())


def test_text_is_written_as_utf_8_with_its_own_line_ends(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "one\r\ntwo\n\N{FERRY}")
    assert (tmp_path / "a.txt").read_bytes() == "one\r\ntwo\n\N{FERRY}".encode()
    assert names(tmp_path) == ["a.txt"]


def test_a_name_of_many_wide_characters_is_no_hindrance(tmp_path: Path) -> None:
    path = tmp_path / ("\N{FERRY}" * 60)
    write(path, "one")
    assert path.read_text("utf-8") == "one"


def test_a_new_file_has_the_rights_of_any_other(tmp_path: Path) -> None:
    write(tmp_path / "a", "one")
    (tmp_path / "b").write_text("two")
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "b").stat().st_mode


def test_a_file_keeps_its_rights(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("old")
    path.chmod(0o600)
    write(path, "new")
    assert path.read_text() == "new"
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("old")
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "real")
    write(link, "new")
    assert link.is_symlink()
    assert (tmp_path / "real").read_text() == "new"


def test_a_pipe_is_written_to_and_stays(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text("utf-8")))
    reader.start()
    write(pipe, "through the pipe")
    reader.join(10)
    assert read == ["through the pipe"]
    assert pipe.is_fifo()
    assert names(tmp_path) == ["pipe"]


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_what_fails_halfway_leaves_the_old_file_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    path = tmp_path / "page.html"
    path.write_text("old")

    monkeypatch.setattr(Path, "replace", Mock(side_effect=error))
    with pytest.raises((WriteError, KeyboardInterrupt)) as raised:
        write(path, "new")
    if isinstance(error, OSError):
        assert str(raised.value) == f"{path}: No space left on device"
    assert path.read_text() == "old"
    assert names(tmp_path) == ["page.html"]


def test_what_cannot_be_encoded_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(UnicodeEncodeError):
        write(tmp_path / "a", "x" * 100_000 + "\ud800")
    assert names(tmp_path) == []


@pytest.mark.parametrize("name", ["missing/page.html", "file/page.html", ".", "x" * 300])
def test_where_no_file_can_be_it_is_said(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WriteError):
        write(tmp_path / name, "text")
    assert names(tmp_path) == ["file"]
