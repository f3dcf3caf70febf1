import csv
import io

import pytest

from crosslight.errors import ReadError
from crosslight.model import Article, Unread
from crosslight.reading.mediacloud import read
from crosslight.reading.text import LONGEST

COLUMNS = [
    "id",
    "indexed_date",
    "language",
    "media_name",
    "media_url",
    "publish_date",
    "title",
    "url",
    "text",
]
SAYS = 'The ferry "Morwenna" ran aground,\nthe coast guard said.'
ROW = {
    "id": "abc",
    "language": "en",
    "media_name": "The Gull",
    "media_url": "gull.example",
    "publish_date": "2026-03-04",
    "title": "Ferry aground",
    "url": "https://gull.example/1",
    "text": SAYS,
}


def table(*rows: dict[str, str], columns: list[str] = COLUMNS) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def reading(data: bytes | str) -> list[Article | Unread]:
    return list(read(io.BytesIO(data.encode() if isinstance(data, str) else data), "t.csv"))


def test_a_row_is_an_article() -> None:
    assert reading(table(ROW)) == [
        Article(
            id="abc",
            text=SAYS,
            headline="Ferry aground",
            outlet="The Gull",
            published="2026-03-04",
            url="https://gull.example/1",
            language="en",
            source="t.csv",
        )
    ]


def test_older_exports_and_missing_names() -> None:
    columns = ["stories_id", "publish_date", "title", "url", "media_url", "story_text"]
    row = {**ROW, "stories_id": "7", "publish_date": "2026-03-04 10:20:30.5", "story_text": SAYS}
    (found,) = reading(table(row, columns=columns).replace("stories_id", "Stories_ID "))
    assert isinstance(found, Article)
    assert (found.id, found.outlet, found.published) == ("7", "gull.example", "2026-03-04T10:20:30.500000")


def test_rows_without_text_are_unread() -> None:
    empty, good = reading(table({**ROW, "text": " "}, ROW))
    assert empty == Unread("t.csv:2", "has no `text`")
    assert isinstance(good, Article)


def test_a_table_of_addresses_alone_says_so_once() -> None:
    why = "has no column `text`: its rows, 2 in all, name articles without text"
    assert reading(table(ROW, ROW, columns=COLUMNS[:-1])) == [Unread("t.csv", why)]


def test_rows_that_are_short_long_or_broken_do_not_stop_the_others() -> None:
    rows = "abc\n" + "," * 20 + "\n\n" + table(ROW).split("\n", 1)[1]
    found = reading(table() + rows)
    assert [isinstance(one, Article) for one in found] == [False, False, True]


def test_a_quotation_mark_that_is_never_closed_takes_no_more_than_the_longest_text() -> None:
    found = reading(table(ROW) + '"never closed\n' + "x,y\n" * (LONGEST // 4) + table(ROW).split("\n", 1)[1])
    assert isinstance(found[0], Article)
    assert "is no row of a table: field larger than field limit" in str(found[1])


def test_a_line_without_end_is_no_row() -> None:
    found = reading(table(ROW) + "x" * (3 * LONGEST) + "\n" + table(ROW).split("\n", 1)[1])
    assert isinstance(found[0], Article)
    assert isinstance(found[-1], Article)
    assert len(found) <= 5


def test_the_limit_of_the_process_is_as_it_was() -> None:
    before = csv.field_size_limit()
    reading(table(ROW))
    assert csv.field_size_limit() == before


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_spreadsheets_write_other_encodings_and_line_ends(encoding: str) -> None:
    (found,) = reading(table({**ROW, "title": "Fähre läuft auf Grund: “nass”"}).encode(encoding))
    assert isinstance(found, Article)
    assert found.headline == "Fähre läuft auf Grund: “nass”"


def test_odd_values_are_left_out_and_said() -> None:
    found, *said = reading(table({**ROW, "publish_date": "4/3/2026", "url": "../../etc/hosts"}))
    assert isinstance(found, Article)
    assert (found.published, found.url) == (None, "")
    assert len(said) == 2


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ("a,b,c\n1,2,3\n", "is no table of Media Cloud: it has no column `title`"),
        ("title;publish_date\n", "is no table of Media Cloud: it has no column `title`"),
        (b"", "is no table of Media Cloud: it has no column `title`"),
        (table(), "has no rows"),
        (b"title,publish_date\n\0\1", "is binary: it has NUL bytes"),
        (b"PK\x03\x04", "is a ZIP archive or an office document, not text"),
    ],
)
def test_other_tables_are_refused(data: bytes | str, why: str) -> None:
    with pytest.raises(ReadError) as caught:
        reading(data)
    assert caught.value.why == why
