"""Saved web pages: trafilatura finds the main text, JSON-LD and trafilatura what the page says of it."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from functools import cache
from types import ModuleType
from typing import Any, BinaryIO

from crosslight.errors import ReadError
from crosslight.model import Article, Unread
from crosslight.reading.dates import iso
from crosslight.reading.encoding import mend
from crosslight.reading.jsonld import Metadata, metadata, plain
from crosslight.reading.links import is_web
from crosslight.reading.text import LONGEST, damage, decoded_or_error, too_long

# A page saved as one file carries its pictures; trafilatura too stops at 20 MB (its MAX_FILE_SIZE).
MOST_BYTES = 20_000_000
CHARSET = re.compile(rb"""(?:charset|encoding)\s{0,9}=\s{0,9}["']?([\w.:-]{1,40})""", re.ASCII)
# Where the HTML standard has a page declare its encoding, with room for those that do it late.
HEAD = 4096
# What browsers write at the top of a page they save.
SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d{1,6}\)(\S{1,2000})")
# A line that reads as a sentence: menus, captions and buttons are shorter or have no full stop.
SENTENCE_WORDS = 6
SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")
# Words in such lines that make an article: a page that calls itself one needs a sentence, any other more than
# the notes of own-made sign-in, error and menu pages ("The page you are looking for could not be found").
PROSE_IN_ARTICLE = SENTENCE_WORDS
PROSE = 20
# Extraction that keeps less than half of the words that the page has in paragraphs, or in its JSON-LD, has
# lost some: teasers and comments seldom make up half of a page's paragraphs.
SUSPICIOUS = 0.5


def read(stream: BinaryIO, source: str) -> Iterator[Article | Unread]:
    """Yield the one article of a page, without an id; raise ReadError where there is none."""
    data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise ReadError(source, f"is larger than {MOST_BYTES // 1_000_000} MB: no saved page")
    label = CHARSET.search(data[:HEAD])
    decoded = decoded_or_error(data, source, label[1].decode("ascii") if label else "")
    yield _article(decoded.text, source)
    yield from damage(decoded, source)


@cache
def _trafilatura() -> ModuleType:
    """Import trafilatura, which takes most of a second, when the first page is read; keep it quiet."""
    import trafilatura

    for name in ("trafilatura", "htmldate", "courlan", "justext", "readability"):
        # Without any handler, Python prints their warnings; a program's own handlers still get them.
        logging.getLogger(name).addHandler(logging.NullHandler())
    return trafilatura


def _article(page: str, source: str) -> Article:
    try:
        tree = _trafilatura().load_html(page)
        document = None if tree is None else _extracted(tree)
    except Exception as error:  # a page may trip lxml or trafilatura in any way, and the rest must go on
        raise ReadError(source, f"the page could not be taken apart ({type(error).__name__})") from error
    if tree is None or document is None:
        raise ReadError(source, "has no text in it")
    scripts = [node.text or "" for node in tree.iterfind(".//script[@type='application/ld+json']")]
    title = plain(tree.findtext(".//title")) + " " + plain(document.title)
    said = metadata(scripts, title)
    text = _text(tree, document.text or "", said)
    prose = sum(len(words) for line in text.splitlines() if (words := _sentence(line)))
    if prose < (PROSE_IN_ARTICLE if said or tree.find(".//article") is not None else PROSE):
        raise ReadError(source, "has no article in it: no running text was found")
    if len(text) > LONGEST:
        raise ReadError(source, too_long())
    said = said or Metadata()
    return Article(
        id="",
        text=text,
        headline=said.headline or plain(document.title),
        outlet=said.outlet or plain(document.sitename),
        published=said.published or _date(document.date),
        url=said.url or _url(document.url, page),
        byline=said.byline or plain(document.author).replace("; ", ", "),
        source=source,
    )


def _extracted(tree: Any, **options: Any) -> Any:
    return _trafilatura().bare_extraction(
        tree,
        include_comments=False,
        with_metadata=True,
        # Notes to browsers without scripts are no text of the page.
        prune_xpath=["//noscript"],
        # The date must be stated, not guessed from the page's text, and the same on any day of reading.
        date_extraction_params={"original_date": True, "extensive_search": False, "max_date": "2100-01-01"},
        **options,
    )


def _text(tree: Any, text: str, said: Metadata | None) -> str:
    """Return the extracted text, or a longer reading of the page where paragraphs were lost."""
    paragraphs = sum(len((node.text_content() or "").split()) for node in tree.iterfind(".//p"))
    if len(text.split()) < SUSPICIOUS * paragraphs:
        recalled = _extracted(tree, favor_recall=True)
        text = max(text, (recalled and recalled.text) or "", key=len)
    body = said.body if said else ""
    if len(text.split()) < SUSPICIOUS * len(body.split()):
        text = body
    return mend(text)[0]


def _sentence(line: str) -> list[str]:
    """Return the words of a line that reads as running text, none of any other."""
    words = line.split()
    return words if len(words) >= SENTENCE_WORDS and SENTENCE_END.search(line[-9:].rstrip()) else []


def _date(value: object) -> str | None:
    try:
        return iso(plain(value))
    except ValueError:
        return None


def _url(canonical: object, page: str) -> str:
    saved = SAVED_FROM.search(page[:HEAD])
    return next((url for url in (plain(canonical), saved[1] if saved else "") if is_web(url)), "")
