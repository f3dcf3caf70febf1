from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from crosslight import cli
from tests.grouping.newsroom import reports
from tests.library.shelf import filled
from tests.test_cli_group import rows


def run(*args: object, input: str | None = None, **env: str) -> Result:
    result = CliRunner().invoke(cli.app, [str(arg) for arg in args], input=input, env=env)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def library(tmp_path: Path) -> Path:
    with filled(tmp_path) as made:
        return made.path


def test_articles_are_added_and_counted(tmp_path: Path) -> None:
    (tmp_path / "feed.jsonl").write_text(rows(("mine",)), "utf-8")
    (tmp_path / "bad.jsonl").write_text("{broken\n[]\n", "utf-8")
    inputs = (tmp_path / "feed.jsonl", tmp_path / "bad.jsonl", tmp_path / "no.txt")
    result = run("add", *inputs, "--library", tmp_path / "a.db", "--no-compare")
    assert result.exit_code == 3
    told = " ".join(result.stdout.split())
    assert "3 read 3 new 0 updated" in told
    assert "3 unread" in told
    assert "no such file or folder" in told
    assert "no.txt: no such file or folder" in result.stderr
    assert "3 articles now, in 1 story" in told
    again = run("add", inputs[0], "--library", tmp_path / "a.db")
    assert again.exit_code == 0
    assert "3 known already" in " ".join(again.stdout.split())


def test_the_library_is_where_one_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("add", "-", "--no-compare", input=rows(("mine",))).exit_code == 0
    assert (tmp_path / "crosslight.db").is_file()
    other = tmp_path / "other.db"
    assert (
        run("add", "-", "--no-compare", input=rows(("mine",)), CROSSLIGHT_LIBRARY=str(other)).exit_code == 0
    )
    assert other.is_file()
    third = tmp_path / "third.db"
    done = run(
        "add", "-", "--library", third, "--no-compare", input=rows(("mine",)), CROSSLIGHT_LIBRARY="x.db"
    )
    assert done.exit_code == 0
    assert third.is_file()
    assert not (tmp_path / "x.db").exists()


def test_stories_are_listed(library: Path) -> None:
    shown = run("stories", "--library", library).stdout
    assert shown.index("Kestrel shaft") < shown.index("Old Sarn bridge")
    assert "story-1 · 3 articles · 3 outlets · 2021-05-05" in shown
    told = json.loads(run("stories", "--library", library, "--actor", "Okoro", "--json", "-").stdout)
    assert [story["id"] for story in told["stories"]] == ["story-2"]
    none = run("stories", "--library", library, "--from", "2022-01-01")
    assert none.stdout == "No story.\n"


def test_a_story_is_shown_in_every_form(library: Path, tmp_path: Path) -> None:
    assert "3 reports of one event" in run("show", "story-1", "--library", library).stdout
    files = [tmp_path / name for name in ("d.json", "d.html", "d.md")]
    args = ("--json", files[0], "--html", files[1], "--markdown", files[2])
    assert run("show", "story-1", "--library", library, *args).exit_code == 0
    assert json.loads(files[0].read_text("utf-8"))["revisions"] == []
    assert "revisions" not in files[1].read_text("utf-8").split("</style>")[1]
    changed = rows(("bridge",)).replace("12,000 cars a day", "14,000 <b>cars</b> a day")
    run("add", "-", "--library", library, input=changed)
    assert run("show", "story-1", "--library", library, *args).exit_code == 0
    (revision,) = json.loads(files[0].read_text("utf-8"))["revisions"]
    assert [one["text"] for one in revision["removed"]] == ["12,000"]
    page = files[1].read_text("utf-8")
    assert "14,000 &lt;b&gt;</ins>" in page
    assert "<b> cars" not in page
    assert "What changed later" in files[2].read_text("utf-8")
    assert "What changed later" in run("show", "story-1", "--library", library).stdout


def test_places_are_found(library: Path) -> None:
    shown = run("search", "middle", "pillar", "--library", library).stdout
    assert "Old Sarn bridge closed" in shown
    args = ("--within", "quotations", "--speaker", "Brandt", "--library", library, "--json", "-")
    found = json.loads(run("search", "lives", *args).stdout)["found"]
    text = {article.id: article.text for article in reports()}
    assert found
    assert all(text[one["article"]][one["start"] : one["end"]] == one["words"] for one in found)
    assert run("search", "volcano", "--library", library).stdout == "Nothing found.\n"


def test_everything_can_be_written(library: Path, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    names = ("jsonl", "csv", "parquet", "ninjs", "annotations")
    options = [part for name in names for part in (f"--{name}", tmp_path / f"all.{name}")]
    assert run("export", "--library", library, *options).exit_code == 0
    assert all((tmp_path / f"all.{name}").stat().st_size for name in names)
    assert run("export", "--library", library, "--jsonl", "-").stdout == (tmp_path / "all.jsonl").read_text(
        "utf-8"
    )


def test_a_library_is_checked(library: Path) -> None:
    result = run("check", "--library", library)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "whole, 9 articles" in result.stdout
    with sqlite3.connect(library) as connection:
        connection.execute("DELETE FROM texts WHERE seq = 2")
    connection.close()
    result = run("check", "--library", library)
    assert result.exit_code == 1
    assert "orchestra-0: has no text" in result.stdout


def test_an_article_is_forgotten_and_room_given_back(library: Path) -> None:
    assert run("forget", "bridge-0", "--library", library).exit_code == 0
    assert "bytes before" in run("vacuum", "--library", library).stdout
    assert "bridge-0" not in run("export", "--jsonl", "-", "--library", library).stdout


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["stories"], "there is no library yet: `crosslight add` makes one"),
        (["check", "--library", "TEXT"], "is not a library of Crosslight"),
        (["add", "TEXT", "--library", "TEXT"], "is not a library of Crosslight"),
        (["add", "TEXT", "--library", "no/such/folder.db"], "its folder does not exist"),
        (["show", "story-10", "--library", "HERE"], "has no story story-10"),
        (["show", "story-\x1b[2J", "--library", "HERE"], r"has no story story-\x1b[2J"),
        (["forget", "rumour", "--library", "HERE"], "has no article rumour"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(
    args: list[str], told: str, library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("A ferry sank. " * 100)
    names = {"TEXT": "a.txt", "HERE": str(library)}
    result = run(*(names.get(arg, arg) for arg in args))
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.endswith(f"{told}\n")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "args",
    [
        ["add"],
        ["export"],
        ["show"],
        ["search"],
        ["stories", "--from", "nonsense"],
        ["stories", "--order", "best"],
        ["stories", "--limit", "0"],
        ["search", "x", "--to", "2023-02-30"],
        ["add", "x.txt", "--outlet", "x"],
        ["add", "x.txt", "--published", "x"],
        ["export", "--jsonl", "same", "--csv", "./same"],
        ["export", "--jsonl", "."],
    ],
    ids=" ".join,
)
def test_wrong_usage(args: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert [*tmp_path.iterdir()] == []
