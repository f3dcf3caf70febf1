import gzip
import io
import time
from collections.abc import Iterator

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crosslight.errors import ReadError
from crosslight.model import Article, Unread
from crosslight.reading.warc import LONGEST_HEADER, MOST_BREAKS, read

SAYS = (
    "The ferry Morwenna ran aground off Tern Island on Monday with {n} people on board, the coast guard said."
)
PAGE = (
    "<html><head><title>Ferry {n}</title></head>"
    "<body><article><p>{says}</p><p>{says}</p></article></body></html>"
)


def page(n: int) -> bytes:
    return PAGE.format(n=n, says=SAYS.format(n=n)).encode()


def records(
    *bodies: bytes,
    packed: bool = True,
    kind: str = "response",
    media: str = "text/html; charset=utf-8",
    status: str = "200 OK",
    headers: tuple[tuple[str, str], ...] = (),
    length: int | None = None,
) -> bytes:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    for n, body in enumerate(bodies):
        http = StatusAndHeaders(status, [("Content-Type", media), *headers], protocol="HTTP/1.1")
        record = writer.create_warc_record(
            f"https://gull.example/{n}",
            kind,
            payload=io.BytesIO(body),
            length=length or len(body),
            warc_content_type="" if kind == "response" else media,
            http_headers=http if kind == "response" else None,
            warc_headers_dict={"WARC-Date": "2026-03-05T10:00:00Z"},
        )
        writer.write_record(record)
    return out.getvalue()


def reading(data: bytes) -> list[Article | Unread]:
    return list(read(io.BytesIO(data), "a.warc.gz"))


def articles(data: bytes) -> list[Article]:
    return [found for found in reading(data) if isinstance(found, Article)]


def unread(data: bytes) -> list[Unread]:
    return [found for found in reading(data) if isinstance(found, Unread)]


@pytest.mark.parametrize("packed", [True, False])
def test_pages_are_read_one_by_one_with_their_addresses(packed: bool) -> None:
    first, second = articles(records(page(41), page(42), packed=packed))
    assert (first.url, first.published, first.source) == ("https://gull.example/0", None, "a.warc.gz")
    assert (second.url, second.headline) == ("https://gull.example/1", "Ferry 42")
    assert SAYS.format(n=42) in second.text
    (note,) = unread(records(page(41), page(42), packed=packed))
    assert note == Unread("a.warc.gz", "2 records: no date of publication", kept=True)


def test_the_date_is_that_on_the_page() -> None:
    said = b'<head><meta property="article:published_time" content="2026-03-02">'
    (found,) = reading(records(page(41).replace(b"<head>", said)))
    assert isinstance(found, Article)
    assert found.published == "2026-03-02"


def test_texts_and_pages_without_a_response_are_read_too() -> None:
    (text,) = articles(records(SAYS.encode(), kind="conversion", media="text/plain"))
    assert text.text == SAYS
    (found,) = articles(records(page(7), kind="resource", media="text/html"))
    assert found.headline == "Ferry 7"


def test_what_is_no_report_is_passed_over_and_counted() -> None:
    data = records(b"x", media="image/png") + records(page(1), status="404 Not Found")
    data += records(b"x", kind="metadata", media="text/plain") + records(page(41))
    assert len(articles(data)) == 1
    assert [one.why for one in unread(data)][:2] == [
        "1 record: neither a web page nor text",
        "1 record: status 404, not 200",
    ]


def test_the_encoding_of_the_response_and_chunks_are_undone() -> None:
    body = page(41).replace(b"coast guard", "Küstenwache, sagte Jörg Möwe".encode("latin-1"))
    (found,) = articles(records(body, media="text/html; charset=iso-8859-1"))
    assert "Küstenwache, sagte Jörg Möwe" in found.text
    chunked = b"".join(b"%x\r\n%s\r\n" % (len(c), c) for c in (body[:90], body[90:])) + b"0\r\n\r\n"
    (again,) = articles(
        records(chunked, media="text/html; charset=latin-1", headers=(("Transfer-Encoding", "chunked"),))
    )
    assert again.text == found.text


def test_a_packed_page_is_unpacked_and_one_that_was_unpacked_is_left() -> None:
    coded = (("Content-Encoding", "gzip"),)
    assert articles(records(gzip.compress(page(41)), headers=coded)) == articles(records(page(41)))
    assert articles(records(page(41), headers=coded)) == articles(records(page(41)))


def test_a_page_that_unpacks_without_end_is_refused_and_the_rest_read() -> None:
    bomb = records(gzip.compress(b"\0" * 30_000_000), headers=(("Content-Encoding", "gzip"),))
    assert [one.why for one in unread(bomb)] == ["unpacks to more than 200 times its size: a bomb"]
    assert len(articles(bomb + records(page(41)))) == 1


@pytest.mark.parametrize("packed", [True, False])
def test_an_archive_that_breaks_off_keeps_what_came_before(packed: bool) -> None:
    data = records(page(41), page(42), packed=packed)[:-60]
    assert [one.headline for one in articles(data)] == ["Ferry 41"]
    broken = unread(data)[0]
    assert "breaks off" in broken.why
    assert broken.input == "a.warc.gz:2"
    assert not broken.kept


@pytest.mark.parametrize("packed", [True, False])
def test_after_a_broken_record_reading_goes_on(packed: bool) -> None:
    first, second, third = (records(page(n), packed=packed) for n in (41, 42, 43))
    broken = second[:40] + bytes(255 - b for b in second[40:80]) + second[80:]
    if not packed:
        broken = second.replace(b"WARC/1", b"WORC/1")
    data = first + broken + third
    assert [one.headline for one in articles(data)] == ["Ferry 41", "Ferry 43"]
    (said,) = [one for one in unread(data) if not one.kept]
    assert said.why.startswith(f"at byte {len(first):,}: ")
    assert said.why.endswith(f"reading goes on at byte {len(first) + len(broken):,}")


def test_a_wrong_length_spoils_only_its_own_record() -> None:
    wrong = records(page(42), packed=False).replace(b"Content-Length: ", b"Content-Length: 9")
    data = records(page(41), packed=False) + wrong + records(page(43), packed=False)
    assert [one.headline for one in articles(data)] == ["Ferry 41", "Ferry 43"]


def test_an_archive_may_be_packed_as_one() -> None:
    data = gzip.compress(records(page(41), page(42), packed=False))
    assert [one.headline for one in articles(data)] == ["Ferry 41", "Ferry 42"]


def test_a_header_without_end_is_refused() -> None:
    data = b"WARC/1.0\r\nWARC-Type: response\r\nX: " + b"x" * (2 * LONGEST_HEADER) + b"\r\n\r\n"
    (said,) = unread(records(page(41)) + gzip.compress(data))[:1]
    assert "a header is longer than 1,048,576 bytes" in said.why


def test_a_member_that_unpacks_without_end_is_left_behind() -> None:
    bomb = gzip.compress(b"WARC/1.0\r\nContent-Length: 99999999\r\n\r\n" + b"\0" * 50_000_000)
    data = records(page(41)) + bomb + records(page(43))
    assert [one.headline for one in articles(data)] == ["Ferry 41", "Ferry 43"]
    assert "a bomb; reading goes on" in unread(data)[0].why


def test_an_archive_that_is_all_breaks_is_given_up() -> None:
    data = b"WARC/1.0\r\nbroken\r\n\r\n" * (MOST_BREAKS + 20)
    said = unread(records(page(41), packed=False) + data)
    assert said[MOST_BREAKS].why == f"breaks more than {MOST_BREAKS} times: the rest is left out"


@pytest.mark.parametrize("data", [b"", b"\n\n", gzip.compress(b"")])
def test_nothing_is_no_archive(data: bytes) -> None:
    with pytest.raises(ReadError, match="no record"):
        reading(data)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"hello there", "no record begins here"),
        (b"\x1f\x8bhello", "is broken: what is packed cannot be unpacked"),
        (gzip.compress(b"hello"), "no record begins here"),
        (gzip.compress(bytes(90))[:-9], "breaks off within what is packed"),
        (b"WARC/1.0\r\n", "a record does not say its length"),
        (b"WARC/1.0\r\nContent-Length: 9\r\n\r\nabc", "a record breaks off, 6 bytes before its end"),
        (bytes(500), "no record begins here"),
    ],
)
def test_other_files_are_no_archive(data: bytes, why: str) -> None:
    assert reading(data) == [Unread("a.warc.gz:1", f"at byte 0: {why}; nothing after it")]


def test_nothing_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    odd = records(page(41), packed=False).replace(b"https://gull.example/0", b"<https://gull.example/a b>")
    (found,) = articles(odd + b"trailing rubbish\r\n")
    assert found.url == "https://gull.example/a%20b"
    assert capsys.readouterr() == ("", "")


def test_names_in_an_archive_are_never_paths() -> None:
    odd = records(page(41), packed=False).replace(b"https://gull.example/0", b"file:///../../etc/passwd")
    (found,) = articles(odd)
    assert found.url == ""


def test_records_are_not_held() -> None:
    class Endless(io.RawIOBase):
        """The same record again and again; counts what is asked for."""

        asked = 0

        def __init__(self) -> None:
            self._one = records(page(41))

        def readable(self) -> bool:
            return True

        def seekable(self) -> bool:
            return True

        def seek(self, offset: int, whence: int = 0, /) -> int:
            assert whence == 0
            self.asked = offset
            return offset

        def tell(self) -> int:
            return self.asked

        def read(self, size: int = -1, /) -> bytes:
            at = self.asked % len(self._one)
            data = (self._one[at:] + self._one * (size // len(self._one) + 1))[:size]
            self.asked += len(data)
            return data

    found: Iterator[Article | Unread] = read(Endless(), "a.warc.gz")  # type: ignore[arg-type] # reads, seeks and tells
    assert [isinstance(next(found), Article) for _ in range(3)] == [True] * 3


def test_what_looks_like_a_member_again_and_again_takes_no_time() -> None:
    began = time.process_time()
    data = records(page(41)) + b"\x1f\x8b\x08\x00" * 2_000_000
    (said,) = [one for one in unread(data) if not one.kept]
    assert said.why.endswith("nothing after it")
    assert time.process_time() - began < 5
