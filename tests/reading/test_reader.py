import io
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from crosslight.errors import ReadError
from crosslight.model import Unread
from crosslight.reading import read

Write = Callable[[str, bytes | str], Path]
REPORT = "The ferry ran aground off Tern Island on Monday, the coast guard said."


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(name: str, content: bytes | str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


def test_files_come_in_the_order_given_and_folders_sorted(write: Write, tmp_path: Path) -> None:
    for name in ("in/b.txt", "in/a.md", "in/deep/c.TXT", "in/.hidden.txt", "in/.git/d.txt", "z.txt"):
        write(name, REPORT)
    reading = read([tmp_path / "z.txt", str(tmp_path / "in")])
    assert [article.id for article in reading.articles] == ["z", "a", "b", "c"]
    assert reading.unread == ()


def test_one_name_may_stand_without_a_list(write: Write) -> None:
    assert len(read(str(write("a.txt", REPORT))).articles) == 1


def test_a_file_named_twice_is_read_once(write: Write, tmp_path: Path) -> None:
    path = write("a.txt", REPORT)
    (tmp_path / "link.txt").symlink_to(path)
    reading = read([path, tmp_path, str(path)])
    assert [article.id for article in reading.articles] == ["a"]
    assert reading.unread == ()


def test_a_copy_under_another_name_is_an_article_of_its_own(write: Write) -> None:
    reading = read([write("x/a.txt", REPORT), write("y/a.txt", REPORT)])
    assert [article.id for article in reading.articles] == ["a", "a-2"]


def test_parts_of_a_saved_page_are_passed_over(write: Write, tmp_path: Path) -> None:
    write("page.html", f"<article><p>{REPORT}</p></article><p></p>")
    write("page_files/advert.html", f"<article><p>{REPORT}</p></article><p></p>")
    write("other_files/a.txt", REPORT)
    reading = read([tmp_path])
    assert [article.id for article in reading.articles] == ["page", "a"]
    assert reading.unread == ()


def test_other_kinds_in_a_folder_are_reported_in_one_line(write: Write, tmp_path: Path) -> None:
    write("a.txt", REPORT)
    for n in range(7):
        write(f"scan{n}.pdf", "%PDF")
    reading = read([tmp_path])
    assert len(reading.articles) == 1
    (unread,) = reading.unread
    assert unread.input == str(tmp_path)
    assert "scan0.pdf" in unread.why
    assert unread.why.endswith("and 2 more")


def test_a_folder_with_nothing_in_it_says_so(tmp_path: Path) -> None:
    (unread,) = read([tmp_path]).unread
    assert unread.why.startswith("has no file of a known kind (.atom, .csv, .htm")


def test_a_link_to_a_folder_is_reported_and_not_followed(write: Write, tmp_path: Path) -> None:
    write("a.txt", REPORT)
    (tmp_path / "around").symlink_to(tmp_path)
    reading = read([tmp_path])
    assert len(reading.articles) == 1
    assert reading.unread == (Unread(str(tmp_path / "around"), "is a link to a folder: not followed"),)


def test_what_cannot_be_opened_is_reported_and_the_rest_read(write: Write, tmp_path: Path) -> None:
    good = write("good.txt", REPORT)
    odd = write("notes.docx", "x")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    bad = ["missing.txt", "missing", "pipe.txt", "loop.txt", "nul\0.txt", "x" * 300 + ".txt"]
    reading = read(["https://news.example/a.html", odd, *(tmp_path / name for name in bad), good])
    assert [article.id for article in reading.articles] == ["good"]
    assert [unread.why for unread in reading.unread] == [
        "is a web address: save the page, or give it to `crosslight add`",
        "is of an unknown kind; known are .atom, .csv, .htm, .html, .json, .jsonl, .md, .opml, .rss, .txt, "
        ".warc, .warc.gz, .xml",
        "no such file or folder",
        "no such file or folder",
        "is neither a file nor a folder",
        "too many levels of symbolic links",
        "embedded null byte",
        "file name too long",
    ]


def test_permission_denied(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    path, good = write("a.txt", REPORT), write("good.txt", REPORT)
    opened = Path.open

    def closed(self: Path, mode: str) -> object:
        # The tests may run as a user whom no permission stops.
        if self == path:
            raise PermissionError(13, "Permission denied", str(self))
        return opened(self, mode)

    monkeypatch.setattr(Path, "open", closed)
    reading = read([path, good])
    assert [article.id for article in reading.articles] == ["good"]
    assert reading.unread == (Unread(str(path), "permission denied"),)


def test_every_report_is_one_line_of_valid_unicode(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/two\nlines\xff.txt"
    Path(os.fsdecode(name)).write_bytes(b"")
    Path(os.fsdecode(name.replace(b".txt", b".md"))).write_text(REPORT)
    reading = read([tmp_path])
    assert reading.articles[0].id == "two\\nlines\\udcff"
    assert reading.unread[0].input.endswith("two\\nlines\\udcff.txt")


def test_standard_input_is_json_lines() -> None:
    stream = io.BytesIO(b'{"id": "a", "text": "One."}\n{"id": "b"}\n')
    reading = read(["-", "-"], stdin=stream)
    assert [(article.id, article.source) for article in reading.articles] == [("a", "-")]
    assert reading.unread == (Unread("-:2", "has no `text`"),)
    assert read(["-"]).unread == (Unread("-", "no standard input was given"),)


def test_an_input_that_breaks_off_keeps_what_was_read() -> None:
    class Torn(io.BytesIO):
        def readline(self, size: int | None = -1, /) -> bytes:
            if line := super().readline(size):
                return line
            raise OSError(5, "Input/output error")

    reading = read(["-"], stdin=Torn(b'{"text": "One."}\n'))
    assert len(reading.articles) == 1
    assert reading.unread == (Unread("-", "input/output error"),)


def test_ids_given_by_rows_are_kept_before_those_of_files(write: Write) -> None:
    text = write("a.txt", REPORT)
    rows = write("rows.jsonl", '{"id": "a", "text": "One."}\n{"id": "a-2", "text": "Two."}\n')
    reading = read([text, rows])
    assert [article.id for article in reading.articles] == ["a-3", "a", "a-2"]
    assert reading.unread == ()


def test_two_rows_with_one_id_are_both_kept_and_reported(write: Write) -> None:
    rows = write("rows.jsonl", '{"id": "a", "text": "One."}\n{"id": "a", "text": "Two."}\n')
    reading = read([rows])
    assert [(article.id, article.text) for article in reading.articles] == [("a", "One."), ("a-2", "Two.")]
    assert reading.unread == (Unread(f"{rows} (a)", "id given twice: now a-2", kept=True),)


def test_a_row_without_id_gets_a_digest_of_what_it_says(write: Write) -> None:
    row = '{"text": "One.", "outlet": "%s"}\n'
    first = write("one.jsonl", row % "Gull" + row % "Tern" + row % "Gull")
    second = write("two.jsonl", row % "Tern")
    gull, tern, again = (article.id for article in read([first]).articles)
    assert len(gull) == 16
    assert gull != tern
    assert again == f"{gull}-2"
    assert [article.id for article in read([second]).articles] == [tern]


def test_published_and_outlet_fill_only_what_an_input_does_not_say(write: Write) -> None:
    text = write("gull-1.txt", REPORT)
    own = '{"id": "x", "text": "One.", "outlet": "Own", "published": "2026-01-02"}'
    rows = write("rows.jsonl", own + '\n{"id": "y", "text": "Two."}\n')
    outlets = [("Gull", "gull-*"), ("Tern", "y"), ("Never", "*/rows.jsonl"), ("Nobody", "zzz*")]
    reading = read([text, rows], published="2026-03-04", outlets=outlets)
    assert [(article.outlet, article.published) for article in reading.articles] == [
        ("Gull", "2026-03-04"),
        ("Own", "2026-01-02"),
        ("Tern", "2026-03-04"),
    ]
    assert reading.unread == (Unread("outlet Nobody=zzz*", "fits no input", kept=True),)


@pytest.mark.parametrize("wrong", ["2026-02-30", "yesterday", "04/03/2026", "2026", ""])
def test_published_must_be_a_date(wrong: str) -> None:
    with pytest.raises(ReadError, match="published"):
        read([], published=wrong)


def test_a_future_date_is_kept_and_reported(write: Write) -> None:
    rows = write("rows.jsonl", '{"id": "a", "text": "One.", "published": "2062-03-04"}\n')
    assert read([rows]).unread == ()
    reading = read([rows], today=date(2026, 3, 4))
    assert reading.articles[0].published == "2062-03-04"
    assert reading.unread == (Unread(f"{rows} (a)", "is dated in the future: 2062-03-04", kept=True),)
    assert read([rows], today=date(2062, 3, 3)).unread == ()


def test_reading_twice_gives_the_same(write: Write, tmp_path: Path) -> None:
    write("a.txt", REPORT)
    write("b.jsonl", '{"text": "One."}\nbroken\n')
    write("c.html", f"<article><p>{REPORT}</p></article><p></p>")
    assert read([tmp_path]) == read([tmp_path])
