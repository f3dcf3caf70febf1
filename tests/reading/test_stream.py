import gzip
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from crosslight.errors import ReadError
from crosslight.model import Article, Unread
from crosslight.reading import read, stream
from crosslight.reading.ids import default_id, digest

Write = Callable[[str, bytes | str], Path]
REPORT = "The ferry ran aground off Tern Island on Monday, the coast guard said."
RSS = f"<rss><channel><item><title>A</title><link>https://g.example/1</link><description>{REPORT}</description></item>"
TABLE = f'title,publish_date,text\nA,2026-03-04,"{REPORT}"\n'
NINJS = f'{{"uri": "urn:1", "body_text": "{REPORT}"}}'
WARC = (
    "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: https://g.example/1\r\nContent-Type: text/plain\r\n"
    f"WARC-Date: 2026-03-05T10:00:00Z\r\nContent-Length: {len(REPORT)}\r\n\r\n{REPORT}\r\n\r\n"
)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(name: str, content: bytes | str) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


def test_every_format_is_known_by_its_suffix(write: Write, tmp_path: Path) -> None:
    files: dict[str, bytes | str] = {
        "a.txt": REPORT,
        "b.jsonl": f'{{"text": "{REPORT}"}}',
        "c.warc": WARC,
        "d.WARC.GZ": gzip.compress(WARC.encode()),
        "e.xml": RSS,
        "f.rss": RSS,
        "g.atom": RSS,
        "h.json": NINJS,
        "i.csv": TABLE,
        "j.opml": "<opml/>",
    }
    for name, content in files.items():
        write(name, content)
    found = list(stream([tmp_path]))
    articles = [one for one in found if isinstance(one, Article)]
    assert [Path(one.source).name for one in articles] == [name for name in files if name != "j.opml"]
    assert {one.text for one in articles} == {REPORT}
    (failed,) = [one for one in found if isinstance(one, Unread) and not one.kept]
    assert failed.why.startswith("is a list of feeds (0), not of reports")
    assert {one.text for one in read([tmp_path]).articles} == {REPORT}


def test_articles_come_as_they_are_read(write: Write) -> None:
    rows = write("rows.jsonl", f'{{"text": "{REPORT}"}}\n' * 3)
    found = stream([rows, rows.with_name("missing.txt")])
    assert isinstance(next(found), Article)
    rows.write_text("")
    assert isinstance(next(found), Article), "held by the buffer of the file"


def test_ids_that_are_given_are_kept_and_two_may_be_the_same(write: Write) -> None:
    rows = write("rows.jsonl", f'{{"id": "a", "text": "{REPORT}"}}\n' * 2)
    assert [getattr(one, "id", None) for one in stream([rows])] == ["a", "a"]


def test_default_ids() -> None:
    row = Article("", REPORT, source="x/rows.jsonl", url="https://g.example/1")
    assert default_id(Article("", REPORT, source="x/report.final.txt")) == "report.final"
    assert default_id(row) != default_id(Article("", REPORT + "!", source="x/rows.jsonl", url=row.url))
    for source in ("x/a.warc.gz", "https://g.example/1.html"):
        assert default_id(Article("", REPORT, source=source, url=row.url)) == digest(row.url)
    without = Article("", REPORT, source="x/feed.xml")
    assert default_id(without) == default_id(Article("", REPORT, source="y/feed.xml"))
    assert default_id(without) != default_id(Article("", REPORT + "!", source="x/feed.xml"))


def test_what_an_input_does_not_say_is_filled_in(write: Write) -> None:
    feed = write(
        "gull.xml",
        RSS + RSS.partition("<channel>")[2].replace("<title>", "<pubDate>2026-01-02</pubDate><title>"),
    )
    outlets = [("Gull", "gull.*"), ("Tern", "tern.*")]
    found = list(stream([feed], published="2026-03-04", outlets=outlets, today=date(2026, 1, 1)))
    assert [(one.outlet, one.published) for one in found if isinstance(one, Article)] == [
        ("Gull", "2026-03-04"),
        ("Gull", "2026-01-02"),
    ]
    said = [one for one in found if isinstance(one, Unread)]
    assert said[-1] == Unread("outlet Tern=tern.*", "fits no input", kept=True)
    assert [one.why for one in said if "future" in one.why] == ["is dated in the future: 2026-03-04"]


def test_a_wrong_date_is_said_before_anything_is_read() -> None:
    with pytest.raises(ReadError, match="published"):
        stream([], published="soon")


def test_standard_input() -> None:
    (found,) = stream("-", stdin=io.BytesIO(f'{{"text": "{REPORT}"}}'.encode()))
    assert isinstance(found, Article)
    assert len(found.id) == 16
