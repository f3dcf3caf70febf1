from pathlib import Path

import pytest

from crosslight.errors import WriteError
from crosslight.spark.folder import opened

MADE_OF = {"inputs": "abc", "options": {"published": None}, "version": "1"}


def test_what_is_written_is_there_when_it_is_whole(tmp_path: Path) -> None:
    with opened(tmp_path / "out", MADE_OF) as folder:
        with folder.writing("parses/part=1") as place:
            Path(place).mkdir(parents=True)
            assert not folder.has("parses/part=1")
        assert folder.has("parses/part=1")
        with pytest.raises(ValueError, match="broken"), folder.writing("parses/part=2") as place:
            raise ValueError("broken")
        assert not folder.has("parses/part=2")
        folder.tidy()
    with opened(tmp_path / "out", MADE_OF) as folder:
        assert folder.has("parses/part=1")


@pytest.mark.parametrize("what", ["inputs", "options", "version"])
def test_a_folder_is_made_of_one_thing(tmp_path: Path, what: str) -> None:
    with opened(tmp_path / "out", MADE_OF):
        pass
    with (
        pytest.raises(WriteError, match=f"made of other {what}: name another folder"),
        opened(tmp_path / "out", {**MADE_OF, what: "new"}),
    ):
        pass


def test_a_folder_with_anything_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").touch()
    with pytest.raises(WriteError, match="is not empty"), opened(tmp_path, MADE_OF):
        pass
    (tmp_path / "manifest.json").write_text("no JSON", "utf-8")
    with pytest.raises(WriteError, match="is not the manifest"), opened(tmp_path, MADE_OF):
        pass
    with pytest.raises(WriteError, match="No such file"), opened(tmp_path / "a" / "b", MADE_OF):
        pass


def test_two_jobs_do_not_share_a_folder(tmp_path: Path) -> None:
    with (
        opened(tmp_path / "out", MADE_OF),
        pytest.raises(WriteError, match="another job is at work"),
        opened(tmp_path / "out", MADE_OF),
    ):
        pass
    with opened(tmp_path / "out", MADE_OF):
        pass
