import io

import pytest

from crosslight.errors import ReadError
from crosslight.model import Article, Unread
from crosslight.reading.text import LONGEST, read


def reading(data: bytes) -> list[Article | Unread]:
    return list(read(io.BytesIO(data), "a.txt"))


def test_the_whole_file_is_the_text() -> None:
    text = "Ferry <script>alert(1)</script> aground\r\n\r\nBy A. Gull\r\n\u00a0It ran aground.\r\n"
    assert reading(text.encode()) == [Article(id="", text=text, source="a.txt")]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "is empty"),
        (b" \r\n\t\xc2\xa0\n", "has only white space"),
        (b"\xef\xbb\xbf", "has only"),
        (b"%PDF-1.4", "is a PDF"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(ReadError, match=why):
        reading(data)


@pytest.mark.parametrize("data", [b"word " * 4_000_000, b"a" * (LONGEST + 1)])
def test_what_is_too_long_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError, match="longer than 1,000,000 characters"):
        reading(data)


def test_damage_is_reported_beside_the_article() -> None:
    article, unread = reading("It’s “here” and “there”".encode() + b"\xe2\x80")
    assert isinstance(article, Article)
    assert article.text == "It’s “here” and “there”\ufffd"
    assert unread == Unread("a.txt", "1 place not valid UTF-8, replaced by U+FFFD", kept=True)
