import io
import json

import pytest

from crosslight.errors import ReadError
from crosslight.model import Article, Unread
from crosslight.reading.jsonl import LONGEST_LINE, read
from crosslight.reading.text import LONGEST


def reading(data: bytes | str) -> list[Article | Unread]:
    return list(read(io.BytesIO(data.encode() if isinstance(data, str) else data), "r.jsonl"))


def row(**fields: object) -> list[Article | Unread]:
    return reading(json.dumps({"text": "One.", **fields}))


def test_every_field_is_kept_verbatim() -> None:
    fields = {
        "id": "a/1",
        "outlet": "Gull",
        "url": "https://gull.example/a?b=1&c=2",
        "language": "en",
        "byline": "A. Tern",
    }
    text, title = " One.\r\n\u00a0Two\u2028\x07\u202e \u0000", "  <script>alert(1)</script> "
    line = json.dumps({**fields, "text": text, "title": title, "published": "2026-03-04", "more": [1]})
    assert reading(line) == [
        Article(text=text, headline=title, published="2026-03-04", source="r.jsonl", **fields)
    ]


def test_absent_null_and_empty_fields_are_the_same() -> None:
    nothing = dict.fromkeys(("id", "title", "outlet", "published", "url", "language", "byline"))
    assert row(**nothing) == row() == row(id="", published="", url="")


def test_blank_lines_are_no_rows_but_count() -> None:
    _, unread = reading('\ufeff{"text": "One."}\r\n\r\n \n{"text": ""}')
    assert unread == Unread("r.jsonl:4", "`text` is empty")


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('{"text": "One."', "is not JSON: Expecting ',' delimiter at column 16"),
        ("[1]", "is a list, not an object with `text`"),
        ("null", "is null, not an object with `text`"),
        ("{}", "has no `text`"),
        ('{"text": null}', "has no `text`"),
        ('{"text": 1}', "`text` is a number, not a string"),
        ('{"text": ["One."]}', "`text` is a list, not a string"),
        ('{"text": " \\n"}', "`text` is empty"),
        ("[" * 100_000, "is JSON nested too deeply"),
        ('{"text": "One.", "id": ' + "9" * 5000 + "}", "is JSON with a number that is too long"),
        ('{"text": "' + "a" * (LONGEST + 1) + '"}', "is longer than 1,000,000 characters: no single report"),
        ("a" * (LONGEST_LINE + 1), "is longer than 1,000,000 characters: no single report"),
        ("One.\0", "is binary: it has NUL bytes"),
    ],
)
def test_a_bad_line_is_reported_by_number_and_the_rest_read(line: str, why: str) -> None:
    first, bad, last = reading('{"text": "One."}\n' + line + '\n{"text": "Two."}\n')
    assert isinstance(first, Article)
    assert bad == Unread("r.jsonl:2", why)
    assert isinstance(last, Article)
    assert last.text == "Two."


@pytest.mark.parametrize("field", ["title", "outlet", "published", "url", "language", "byline", "id"])
def test_a_field_of_a_wrong_type_is_left_out_and_reported(field: str) -> None:
    article, unread = row(**{field: ["x"]})
    assert article == row()[0]
    assert unread == Unread("r.jsonl:1", f"`{field}` is a list, not a string: left out", kept=True)


def test_a_number_may_be_an_id() -> None:
    (article,) = row(id=17)
    assert isinstance(article, Article)
    assert article.id == "17"
    assert len(row(id=True)) == 2


@pytest.mark.parametrize("published", ["2026-02-30", "4 March 2026", "2026"])
def test_a_date_that_is_none_is_left_out_and_reported(published: str) -> None:
    article, unread = row(published=published)
    assert isinstance(article, Article)
    assert article.published is None
    assert isinstance(unread, Unread)
    assert unread.why.startswith(f"`published` '{published}' is no ")


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/hosts", "//x.example", "http://[", "https://a.example/\n"]
)
def test_an_address_that_no_page_may_link_to_is_left_out(url: str) -> None:
    article, unread = row(url=url)
    assert isinstance(article, Article)
    assert article.url == ""
    assert unread == Unread("r.jsonl:1", "`url` is no web address: left out", kept=True)


def test_lone_surrogates_are_replaced_in_place() -> None:
    article, unread = reading(r'{"text": "a\ud800b\ud83d\ude00c"}')
    assert isinstance(article, Article)
    assert article.text == "a\ufffdb😀c"
    assert unread == Unread("r.jsonl:1", "`text`: lone surrogates replaced by U+FFFD: 1", kept=True)


def test_rows_in_utf_16_are_read() -> None:
    first, second = reading('{"text": "“One”"}\n{"text": "Two"}\n'.encode("utf-16"))
    assert isinstance(first, Article)
    assert first.text == "“One”"
    assert isinstance(second, Article)


def test_a_file_without_rows_is_refused() -> None:
    for data in ("", "\n \n"):
        with pytest.raises(ReadError, match="has no rows"):
            reading(data)
