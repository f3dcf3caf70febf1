import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from crosslight import cli
from tests.grouping.newsroom import long_report, reports


def run(*args: object, input: str | None = None) -> Result:
    result = CliRunner().invoke(cli.app, [str(arg) for arg in args], input=input)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def rows(ids: tuple[str, ...] = ("bridge", "mine", "orchestra")) -> str:
    return "".join(
        json.dumps(
            {"id": a.id, "title": a.headline, "text": a.text, "outlet": a.outlet, "published": a.published}
        )
        + "\n"
        for a in reports()
        if a.id.startswith(ids)
    )


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    path = tmp_path / "feed.jsonl"
    path.write_text(rows(), "utf-8")
    return path


def test_stories_are_written_as_json(feed: Path, tmp_path: Path) -> None:
    result = run("group", feed, "--json", tmp_path / "stories.json")
    assert result.exit_code == 0
    assert result.stdout == ""
    told = json.loads((tmp_path / "stories.json").read_text("utf-8"))
    assert [len(story["articles"]) for story in told["stories"]] == [3, 3, 3]
    assert told["unread"] == []


def test_the_same_input_gives_the_same_bytes(feed: Path, tmp_path: Path) -> None:
    outputs = [tmp_path / "1.json", tmp_path / "2.json"]
    for output in outputs:
        run("group", feed, "--json", output)
    assert outputs[0].read_bytes() == outputs[1].read_bytes()


def test_without_an_output_stories_are_printed() -> None:
    result = run("group", "-", input=rows())
    assert result.exit_code == 0
    assert "9 articles, 3 stories" in result.stdout
    assert "Harbour Post, Evening Bell and North Radio" in result.stdout


def test_what_cannot_be_read_is_told_and_the_rest_goes_on(feed: Path, tmp_path: Path) -> None:
    with feed.open("a") as stream:
        stream.write("{broken\n")
    result = run("group", feed, tmp_path / "missing.txt", "--json", "-")
    assert result.exit_code == 3
    told = json.loads(result.stdout)
    assert len(told["stories"]) == 3
    assert len(told["unread"]) == 2
    assert "missing.txt" in result.stderr


def test_an_id_given_twice_is_told(tmp_path: Path) -> None:
    path = tmp_path / "twice.jsonl"
    path.write_text("".join(json.dumps({"id": 7, "text": long_report(n)}) + "\n" for n in range(2)), "utf-8")
    told = json.loads(run("group", path, "--json", "-").stdout)
    assert sorted(name for story in told["stories"] for name in story["articles"]) == ["7", "7-2"]
    assert "given twice" in told["unread"][0]["why"]


def test_nothing_to_group_is_an_error_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "empty.jsonl"
    path.write_text("", "utf-8")
    result = run("group", path)
    assert result.exit_code == 1
    assert len(result.stderr.strip().splitlines()[-1]) > 0
    assert "Traceback" not in result.stderr


def test_an_output_that_is_a_folder_or_an_input_is_refused(feed: Path, tmp_path: Path) -> None:
    assert run("group", feed, "--json", feed).exit_code == 2
    assert run("group", feed, "--json", tmp_path).exit_code == 2
    assert run("compare", feed, "--html", tmp_path).exit_code == 2
    assert run("compare", "--group", feed, "--html", feed).exit_code == 2
    assert run("compare", "--group", feed, "--html", "-").exit_code == 2


def test_each_story_is_compared_and_has_a_page_in_the_index(tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonl"
    alone = json.dumps({"id": "alone", "text": "Rain fell on the hills. Nobody minded it.", "title": "Rain"})
    path.write_text(rows(("bridge", "mine")) + alone + "\n", "utf-8")
    result = run("compare", "--group", path, "--html", tmp_path / "pages", "--json", tmp_path / "data")
    assert result.exit_code == 0
    assert sorted(p.name for p in (tmp_path / "pages").iterdir()) == [
        "index.html",
        "story-1.html",
        "story-2.html",
    ]
    index = (tmp_path / "pages" / "index.html").read_text("utf-8")
    assert 'href="story-1.html"' in index
    assert "Rain" in index
    dossier = json.loads((tmp_path / "data" / "story-1.json").read_text("utf-8"))
    assert [article["id"] for article in dossier["articles"]] == ["bridge-0", "bridge-1", "bridge-2"]


def test_a_story_in_another_language_is_left_out_and_told(tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonl"
    german = (
        "Der Landtag in Harnau hat am Montag nach langem Streit das neue Schulgesetz beschlossen, sagte die "
        "Ministerin Ilse Brandt."
    )
    told = [
        json.dumps({"id": n, "text": f"{german} {more}", "title": "Landtag beschließt Schulgesetz"})
        for n, more in enumerate(("Die Opposition stimmte dagegen.", "Lehrer begrüßten das Gesetz."))
    ]
    path.write_text("\n".join(told) + "\n" + rows(("mine",)), "utf-8")
    result = run("compare", "--group", path, "--html", tmp_path / "pages")
    assert result.exit_code == 3
    assert "English" in result.stderr
    assert (tmp_path / "pages" / "story-2.html").exists()
    assert "English" in (tmp_path / "pages" / "index.html").read_text("utf-8")
