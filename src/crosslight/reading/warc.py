"""Web archives (WARC, ISO 28500): the pages and texts in them, one record at a time."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecordLoader
from warcio.statusandheaders import StatusAndHeadersParser

from crosslight.errors import ReadError
from crosslight.model import Article, Unread
from crosslight.reading import html, text
from crosslight.reading.encoding import printable
from crosslight.reading.inflate import GZIP_MAGIC, UnfitError, Unpacking, inflated
from crosslight.reading.links import is_web
from crosslight.reading.media import is_html, media_type

# What may hold a report; requests, revisits and metadata hold none.
TYPES = ("response", "resource", "conversion")
# The media type of a record that holds a response with its header.
HTTP = "application/http"
# The header of a record, or of the response in it: servers send up to 8 KB, and crawlers add 1 KB.
LONGEST_HEADER = 2**20
# A page and its header.
LONGEST_RECORD = html.MOST_BYTES + LONGEST_HEADER
OK = "200"
# After a break, reading goes on where a record seems to begin. So many breaks are no accident.
MOST_BREAKS = 1000
PIECE = 2**16
# Where a record may begin: a gzip member by its first bytes (RFC 1952: no flag above 16), else a line.
BEGINS = {True: re.compile(rb"\x1f\x8b\x08[\x00-\x1f]"), False: re.compile(rb"WARC/[01]\.\d")}
PROOF = b"WARC/"
# Bytes of a member that surely unpack to so much, whatever name stands in its header.
ENOUGH = 4096
# By chance, the bytes that begin a member turn up once in 100 MB.
MOST_TRIED = 10_000

# Without any handler, Python prints warcio's warnings; a program's own handlers still get them.
logging.getLogger("warcio").addHandler(logging.NullHandler())


class _BrokenError(ValueError):
    """A record that cannot be read to its end."""


@dataclass(frozen=True, slots=True)
class _Record:
    """What is needed of a record: its headers, what it holds, and that, where it may be a report."""

    number: int
    header: Any
    response: Any
    media: str
    charset: str
    body: bytes


def read(stream: BinaryIO, source: str) -> Iterator[Article | Unread]:
    """Yield the article of each page or text, or the reason why it has none.

    Of a record that is no page or text only the header is looked at. Where the archive is broken, reading
    goes on at the next record. Raises ReadError where there is nothing at all.
    """
    return (found for found in numbered(stream, source) if not isinstance(found, int))


def numbered(stream: BinaryIO, source: str, skipped: Container[int] = ()) -> Iterator[Article | Unread | int]:
    """Yield what `read` does, and the number of each record before it is looked at.

    Records with the numbers that are to be skipped are passed over.
    """
    odd: Counter[str] = Counter()
    empty = True
    for found in _records(stream, source):
        empty = False
        if isinstance(found, Unread):
            yield found
        elif found.number not in skipped:
            yield found.number
            yield from _article(found, source, odd)
    if empty:
        raise ReadError(source, "has no record of a web archive")
    for why, count in odd.items():
        yield Unread(source, f"{count:,} {'record' if count == 1 else 'records'}: {why}", kept=True)


def _records(stream: BinaryIO, source: str) -> Iterator[_Record | Unread]:
    """Yield the records of a file that can be searched, and where it breaks."""
    packed = stream.read(len(GZIP_MAGIC)) == GZIP_MAGIC
    at, number = 0, 0
    for _ in range(MOST_BREAKS):
        stream.seek(at)
        reader = _Reader(stream, packed)
        try:
            while (record := reader.record(number + 1)) is not None:
                number += 1
                yield record
            return
        except (UnfitError, _BrokenError, ArchiveLoadFailed) as error:
            why = "no record begins here" if isinstance(error, ArchiveLoadFailed) else str(error)
            broken = reader.start
        except Exception as error:  # a header may trip the loader in any way, and the rest must go on
            why, broken = f"a record could not be taken apart ({type(error).__name__})", reader.start
        following = _following(stream, packed, broken + 1)
        rest = "nothing after it" if following is None else f"reading goes on at byte {following:,}"
        yield Unread(f"{source}:{number + 1}", f"at byte {broken:,}: {why}; {rest}")
        if following is None:
            return
        at = following
    yield Unread(source, f"breaks more than {MOST_BREAKS} times: the rest is left out")


def _following(stream: BinaryIO, packed: bool, at: int) -> int | None:
    """Return where after `at` a record seems to begin, None if nowhere."""
    begins = BEGINS[packed]
    stream.seek(at)
    held = b""
    tried = 0
    while (piece := stream.read(PIECE)) and tried < MOST_TRIED:
        held += piece
        for found in begins.finditer(held):
            place = at + found.start()
            tried += 1
            if not packed or _proved(stream, place):
                return place
        if packed:
            stream.seek(at + len(held))
        keep = min(len(held), len(PROOF) + 2)
        at += len(held) - keep
        held = held[len(held) - keep :]
    return None


def _proved(stream: BinaryIO, at: int) -> bool:
    """Tell whether a member of gzip at this place holds a record: its first bytes turn up by chance too."""
    stream.seek(at)
    try:
        return io.BufferedReader(Unpacking(io.BytesIO(stream.read(ENOUGH)))).read(len(PROOF)) == PROOF
    except UnfitError:
        return False


class _Reader:
    """Records one after the other, from where the stream stands; `start` is where the last one began."""

    def __init__(self, stream: BinaryIO, packed: bool) -> None:
        self._stream = stream
        self._unpacking = Unpacking(stream, start=stream.tell()) if packed else None
        self._lines = _Lines(io.BufferedReader(self._unpacking, PIECE) if self._unpacking else stream)
        self._start = stream.tell()
        self._within = False

    @property
    def start(self) -> int:
        return self._unpacking.start if self._unpacking and not self._within else self._start

    def record(self, number: int) -> _Record | None:
        """Return the next record; None at the end."""
        first = self._first()
        if not first:
            return None
        loaded = ArcWarcRecordLoader().parse_record_stream(
            self._lines, statusline=first, known_format="warc", no_record_parse=True
        )
        if loaded.length is None:
            raise _BrokenError("a record does not say its length")
        rest = loaded.raw_stream
        response, body = None, b""
        media, charset = media_type(loaded.content_type or "")
        if loaded.rec_type in TYPES and media == HTTP:
            response = StatusAndHeadersParser([], verify=False).parse(rest)
            media, charset = media_type(_field(response, "Content-Type"))
        if loaded.rec_type in TYPES and _is_wanted(media) and loaded.length <= LONGEST_RECORD:
            body = _body(rest, response)
        while rest.read(PIECE):
            pass
        if rest.limit > 0:
            raise _BrokenError(f"a record breaks off, {rest.limit:,} bytes before its end")
        return _Record(number, loaded, response, media, charset, body)

    def _first(self) -> bytes:
        """Return the first line of the next record; b"" at the end."""
        while True:
            self._within = False
            if self._unpacking is None:
                self._start = self._stream.tell()
            line = self._lines.readline()
            if not line or line.strip():
                self._start, self._within = self.start, True
                self._lines.begin(len(line))
                return line


class _Lines:
    """A stream for warcio, which asks for lines of any length: here headers have an end."""

    def __init__(self, stream: BinaryIO | io.BufferedReader) -> None:
        self._stream = stream
        self.begin(0)

    def begin(self, read: int) -> None:
        self._left = LONGEST_HEADER - read

    def read(self, size: int) -> bytes:
        data = self._stream.read(size)
        self.begin(0)
        return data

    def readline(self, size: int | None = None) -> bytes:
        line = self._stream.readline(self._left if size is None else min(size, self._left))
        self._left -= len(line)
        if self._left <= 0:
            raise _BrokenError(f"a header is longer than {LONGEST_HEADER:,} bytes")
        return line


def _is_wanted(media: str) -> bool:
    return is_html(media) or media == "text/plain"


def _body(rest: Any, response: Any) -> bytes:
    if response is None or "chunked" not in _field(response, "Transfer-Encoding").lower():
        return bytes(rest.read())
    return bytes(ChunkedDataReader(rest).read())


def _field(header: Any, name: str) -> str:
    return str(header.get_header(name) or "") if header is not None else ""


def _article(record: _Record, source: str, odd: Counter[str]) -> Iterator[Article | Unread]:
    header, response = record.header.rec_headers, record.response
    if record.header.rec_type not in TYPES:
        return
    url = _field(header, "WARC-Target-URI").strip("<>")
    place = f"{source}:{record.number} ({printable(url)[:200]})"
    if not _is_wanted(record.media):
        odd["neither a web page nor text"] += 1
    elif record.header.length > LONGEST_RECORD:
        yield Unread(place, f"is larger than {html.MOST_BYTES // 1_000_000} MB: no single report")
    elif response is not None and (status := response.get_statuscode()) != OK:
        odd[f"status {printable(status)[:20]}, not {OK}"] += 1
    else:
        try:
            body = inflated(record.body, _field(response, "Content-Encoding"), html.MOST_BYTES)
            found = io.BytesIO(body)
            form = html.read if is_html(record.media) else text.read
            for one in form(found, place, record.charset):
                yield _told(one, url, source, odd)
        except (ReadError, UnfitError) as error:
            yield Unread(place, error.why if isinstance(error, ReadError) else str(error))


def _told(found: Article | Unread, url: str, source: str, odd: Counter[str]) -> Article | Unread:
    """Fill in what the record says of its page."""
    if isinstance(found, Unread):
        return found
    if found.published is None:
        # The day of its capture may be years later.
        odd["no date of publication"] += 1
    return replace(found, url=url if is_web(url) else found.url, source=source)
