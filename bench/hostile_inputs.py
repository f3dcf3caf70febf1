"""Broken and hostile inputs, and what must come of each."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

SAYS = "The ferry Morwenna ran aground off Tern Island on Monday, the coast guard said. "
LONG = SAYS * 8
ITEMS = 100_000
MB = 2**20
GB = 2**30
HEAD = '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>The Gull</title>'
TAIL = "</channel></rss>"


@dataclass(frozen=True, slots=True)
class Case:
    """An input: its name in the table, its file, what makes it, and what must come of it."""

    tried: str
    name: str
    make: Callable[[Path], None]
    articles: int
    said: str = ""


def item(n: int, text: str = LONG, link: str = "") -> str:
    """Return an item of RSS."""
    return (
        f"<item><title>Ferry {n}</title><link>{link or f'https://gull.example/{n}'}</link>"
        f"<guid isPermaLink='false'>g{n}</guid><description>{text}</description></item>"
    )


def feed(*items: str, head: str = HEAD, tail: str = TAIL, encoding: str = "utf-8") -> Callable[[Path], None]:
    """Return what writes a feed."""
    return written((head + "".join(items) + tail).encode(encoding))


def written(*parts: bytes) -> Callable[[Path], None]:
    """Return what writes these bytes."""

    def make(path: Path) -> None:
        path.write_bytes(b"".join(parts))

    return make


def many(begin: str, one: Callable[[int], str], end: str) -> Callable[[Path], None]:
    """Return what writes as many items as there may be."""

    def make(path: Path) -> None:
        with path.open("w", encoding="utf-8") as out:
            out.write(begin)
            out.writelines(map(one, range(ITEMS)))
            out.write(end)

    return make


def record(
    body: bytes,
    *,
    packed: bool = True,
    media: str = "text/html",
    url: str = "https://gull.example/1",
    **more: str,
) -> bytes:
    """Return a record of a web archive."""
    out = io.BytesIO()
    headers = [("Content-Type", media), *((name.replace("_", "-"), value) for name, value in more.items())]
    writer = WARCWriter(out, gzip=packed)
    writer.write_record(
        writer.create_warc_record(
            url,
            "response",
            payload=io.BytesIO(body),
            http_headers=StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1"),
            warc_headers_dict={"WARC-Date": "2026-03-05T10:00:00Z"},
        )
    )
    return out.getvalue()


def page(n: int = 1) -> bytes:
    """Return a page with a report."""
    body = f"<article><p>{SAYS}</p><p>{n} people were on board, the harbour master said.</p></article>"
    return f"<html><head><title>Ferry {n}</title></head><body>{body}</body></html>".encode()


def huge(path: Path) -> None:
    """Write an archive with a film of a gigabyte, most of it a hole in the file."""
    film = record(b"x" * 1000, packed=False, media="video/mp4")
    head, body = film.split(b"\r\n\r\n", 1)
    length = next(line for line in head.split(b"\r\n") if line.startswith(b"Content-Length"))
    head = head.replace(length, b"Content-Length: %d" % GB)
    with path.open("wb") as out:
        out.write(record(page(), packed=False) + head + b"\r\n\r\n" + body[:-4])
        out.seek(GB - len(body) + 4, io.SEEK_CUR)
        out.write(b"\r\n\r\n" + record(page(2), packed=False))


def bomb(size: int) -> bytes:
    """Return a gzip member that unpacks to so many bytes, with the header of a record before them."""
    packing = zlib.compressobj(9, zlib.DEFLATED, 31)
    out = packing.compress(b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: %d\r\n\r\n" % size)
    out += b"".join(packing.compress(bytes(MB)) for _ in range(size // MB))
    return out + packing.flush()


def zeros(size: int) -> bytes:
    """Return so many zeros, packed."""
    packing = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(packing.compress(bytes(MB)) for _ in range(size // MB)) + packing.flush()


def spoilt(data: bytes, at: int) -> bytes:
    """Return the bytes with some of them turned around."""
    return data[:at] + bytes(255 - b for b in data[at : at + 50]) + data[at + 50 :]


LAUGHS = "<!DOCTYPE rss [" + '<!ENTITY a0 "ha">' + "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)
) + "]>"  # fmt: skip
OUTSIDE = (
    '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY % y SYSTEM "http://127.0.0.1/y">]>'
)
JSON_HEAD = '{"version": "https://jsonfeed.org/version/1.1", "title": "The Gull", "items": ['
TABLE = "id,title,publish_date,media_name,url,text\n"


def _json(n: int) -> str:
    return json.dumps({"id": str(n), "url": f"https://gull.example/{n}", "content_text": LONG}) + (
        "," if n < ITEMS - 1 else "]}"
    )


def _row(n: int) -> str:
    return f'{n},Ferry {n},2026-03-04,The Gull,https://gull.example/{n},"{LONG}"\n'


def _names(folder: Path) -> None:
    folder.mkdir()
    for name in (
        "..\\..\\up.txt",
        "a\nb.txt",
        "-rf.txt",
        "%2e%2e%2fup.txt",
        "\udcff.txt",
        "con.txt",
        "é" * 100 + ".txt",
    ):
        (folder / name).write_text(SAYS, "utf-8")
    (folder / "out.txt").symlink_to("/etc/hostname-that-is-not-there")
    (folder / "around").symlink_to(folder)


def cases() -> Iterator[Case]:
    """Yield every input, with what must come of it."""
    goods = [record(page(n)) for n in range(1000)]
    third = sum(map(len, goods[:333])) + 100
    yield Case("nothing: a text of one line, for comparison", "a.txt", written(SAYS.encode()), 1)
    yield Case("archive of 1,000 pages", "a.warc.gz", written(*goods), 1000, "no date of publication")
    yield Case(
        "the same, cut off within page 334", "a.warc.gz", written(b"".join(goods)[:third]), 333, "breaks off"
    )
    broken = [spoilt(one, 60) if n % 10 == 5 else one for n, one in enumerate(goods)]
    yield Case(
        "the same, every tenth record spoilt", "a.warc.gz", written(*broken), 900, "reading goes on at"
    )
    plain = record(page(), packed=False)
    long = plain.replace(b"Content-Length: ", b"Content-Length: 9")
    yield Case("archive with a wrong length", "a.warc", written(plain, long, plain), 2, "reading goes on at")
    yield Case("archive of 1 GB with a film in it", "a.warc", huge, 2, "neither a web page nor text")
    yield Case(
        "gzip bomb of 1 GB as a record",
        "a.warc.gz",
        written(goods[0], bomb(GB), goods[1]),
        2,
        "a bomb; reading goes on",
    )
    packed = record(zeros(GB), Content_Encoding="gzip")
    yield Case("gzip bomb of 1 GB as a page", "a.warc.gz", written(goods[0], packed, goods[1]), 2, "a bomb")
    endless = gzip.compress(b"WARC/1.0\r\nX: " + b"x" * 100 * MB)
    yield Case("header of 100 MB", "a.warc.gz", written(goods[0], endless), 1, "a header is longer than")
    tricks = [
        record(page(), packed=False, url=u) for u in ("file:///../../etc/hosts", "https://g.example/\0")
    ]
    yield Case("path tricks and NULs in addresses", "a.warc", written(*tricks), 2, "no date of publication")
    yield Case(
        "bytes of no meaning",
        "a.warc.gz",
        written(b"\x1f\x8b\x08\0" + bytes(range(256)) * 4000),
        0,
        "is broken",
    )
    yield Case(f"feed of {ITEMS:,} items", "a.xml", many(HEAD, item, TAIL), ITEMS)
    bad = HEAD.replace("Gull", "Gull & <b>sons")
    yield Case("the same, not well-formed", "a.xml", many(bad, item, TAIL), ITEMS)
    yield Case(
        "feed cut off within item 3", "a.xml", feed(item(1), item(2), item(3)[:-9], tail=""), 2, "breaks off"
    )
    yield Case(
        "feed with unclosed elements", "a.xml", feed(item(1), "<item><title>x", item(2)), 2, "breaks off"
    )
    laughs = HEAD.replace("<rss", LAUGHS + "<rss")
    yield Case(
        "billion laughs", "a.xml", feed(item(1, "&a9;"), head=laughs), 0, "declares entities of its own"
    )
    blown = HEAD.replace("<rss", f'<!DOCTYPE rss [<!ENTITY a "{"x" * MB}">]><rss')
    yield Case(
        "one entity of 1 MB, 10,000 times",
        "a.xml",
        feed(item(1, "&a;" * 10_000), head=blown),
        0,
        "declares entities",
    )
    outside = HEAD.replace("<rss", OUTSIDE + "<rss")
    yield Case(
        "entities from files and addresses",
        "a.xml",
        feed(item(1, "&x;"), head=outside),
        0,
        "declares entities",
    )
    yield Case(
        "500,000 elements, each within the last",
        "a.xml",
        feed("<item>", "<p>" * 500_000, "</item>"),
        0,
        "50,000 elements",
    )
    yield Case(
        "item of 100 MB", "a.xml", feed(item(1), item(2, "x" * 100 * MB), item(3)), 2, "is longer than"
    )
    yield Case(
        "tag of 50 MB", "a.xml", feed("<rss ", "x='y' " * (50 * MB // 6), head=""), 0, "no item in its first"
    )
    yield Case("items that are never closed, 500,000", "a.xml", feed("<item>" * 500_000), 0, "breaks off")
    western = feed(item(1, "Fähre: “nass” " + LONG), encoding="cp1252")
    yield Case("feed in windows-1252 that says UTF-8", "a.xml", western, 1)
    yield Case(
        "feed in UTF-8 that says UTF-16", "a.xml", feed(item(1), head=HEAD.replace("utf-8", "utf-16")), 1
    )
    damaged = (
        (HEAD + item(1, "Fähre, Mühle, Möwe") + item(2) + TAIL).encode().replace(b"Ferry 2", b"\xff\xfe")
    )
    yield Case("feed with bytes that are no text", "a.xml", written(damaged), 2, "replaced by U+FFFD")
    yield Case("feed with NULs", "a.xml", feed(item(1), "\0"), 0, "has NUL bytes")
    yield Case("relative links, and no address of the feed", "a.xml", feed(item(1, link="/1")), 1, "left out")
    acting = feed(item(1, link="javascript:alert(1)"), item(2, link="file:///../../etc/hosts"))
    yield Case("links that would act", "a.xml", acting, 2, "left out")
    yield Case("page that is called a feed", "a.xml", written(page()), 0, "its root is <html>")
    yield Case(f"JSON Feed of {ITEMS:,} items", "a.json", many(JSON_HEAD, _json, ""), ITEMS)
    cut = (JSON_HEAD + _json(0) + _json(1)[:-40]).encode()
    yield Case("JSON Feed cut off within item 2", "a.json", written(cut), 1, "before the break")
    yield Case(
        "1,000,000 lists, each within the last", "a.json", written(b"[" * 1_000_000), 0, "nested too deeply"
    )
    number = f'{{"uri": {"9" * MB}}}'.encode()
    yield Case("number of 1,000,000 digits", "a.json", written(number), 0, "out of range")
    yield Case(f"table of {ITEMS:,} rows", "a.csv", many(TABLE, _row, ""), ITEMS)
    opened = (TABLE + _row(1) + '"never closed\n' + "x,y\n" * MB + _row(2)).encode()
    yield Case("table with an open quotation mark", "a.csv", written(opened), 2, "no row of a table")
    line = (TABLE + _row(1)).encode() + b"x" * 100 * MB + b"\n" + _row(2).encode()
    yield Case("table with a line of 100 MB", "a.csv", written(line), 2, "no row of a table")
    yield Case(
        "table in windows-1252",
        "a.csv",
        written((TABLE + _row(1)).replace("Ferry", "Fähre").encode("cp1252")),
        1,
    )
    none = b"title,publish_date,url\n" + b"x,2026-03-04,https://g.example/\n" * ITEMS
    yield Case(f"table of {ITEMS:,} rows without text", "a.csv", written(none), 0, "has no column `text`")
    opml = f"{LAUGHS.replace('rss', 'opml')}<opml>&a9;</opml>".encode()
    yield Case("billion laughs in a list of feeds", "a.opml", written(opml), 0, "declares entities")
    yield Case("folder with odd names and links in circles", "folder", _names, 6, "is a link to a folder")
