"""Saved web pages: trafilatura finds the main text, JSON-LD and trafilatura what the page says of it."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
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
# Pictures inside the page: libxml2 takes no attribute of more than 10 MB.
PICTURE = re.compile(r"""(?<=["'(])data:[\w.+-]{1,60}/[\w.+-]{1,60};base64,[A-Za-z0-9+/=]+""")
# Trafilatura takes 50 µs for an element, so this is under three seconds; news pages have a tenth of it.
MOST_ELEMENTS = 50_000
# libxml2 drops what is nested 256 deep; its tree then ends a step or two before.
DEEPEST = 250
# A line that reads as running text has six words and the end of a sentence; menus and buttons have not.
SENTENCE_WORDS = 6
SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]{0,3}(?=\s|$)")
# Words in such lines that make an article: a page that calls itself one needs a sentence, any other more than
# the notes of own-made sign-in, error and menu pages ("The page you are looking for could not be found").
PROSE_IN_ARTICLE = SENTENCE_WORDS
PROSE = 20
# Extraction that keeps less than half of the words of the page's longest <article>, or of the text in its
# JSON-LD, has lost paragraphs.
SUSPICIOUS = 0.5


def read(stream: BinaryIO, source: str, declared: str = "") -> Iterator[Article | Unread]:
    """Yield the one article of a page, without an id; raise ReadError where there is none.

    `declared` is the encoding that came with the page.
    """
    data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise ReadError(source, f"is larger than {MOST_BYTES // 1_000_000} MB: no saved page")
    if not declared and (label := CHARSET.search(data[:HEAD])):
        declared = label[1].decode("ascii")
    decoded = decoded_or_error(data, source, declared)
    page = PICTURE.sub("", decoded.text)
    tree = _tree(page, source)
    if _depth(tree) > DEEPEST:
        yield Unread(source, f"what lies more than {DEEPEST} elements deep could not be read")
    yield _article(tree, page, source)
    yield from damage(decoded, source)


@cache
def _trafilatura() -> ModuleType:
    """Import trafilatura, which takes most of a second, when the first page is read; keep it quiet."""
    import trafilatura

    for name in ("trafilatura", "htmldate", "courlan", "justext", "readability"):
        # Without any handler, Python prints their warnings; a program's own handlers still get them.
        logging.getLogger(name).addHandler(logging.NullHandler())
    return trafilatura


def _tree(page: str, source: str) -> Any:
    try:
        tree = _trafilatura().load_html(page)
    except Exception as error:  # a page may trip the parser in any way, and the other inputs must go on
        raise ReadError(source, f"the page could not be parsed ({type(error).__name__})") from error
    if tree is None:
        raise ReadError(source, "is no web page")
    if sum(1 for _ in islice(tree.iter(), MOST_ELEMENTS + 1)) > MOST_ELEMENTS:
        raise ReadError(source, f"has more than {MOST_ELEMENTS:,} elements: no single report")
    return tree


def _depth(tree: Any) -> int:
    """Return how deep the elements are nested."""
    depths: dict[Any, int] = {}
    for node in tree.iter():
        depths[node] = depths.get(node.getparent(), 0) + 1
    return max(depths.values())


def _article(tree: Any, page: str, source: str) -> Article:
    try:
        document = _extracted(tree)
        recalled = _extracted(tree, favor_recall=True) if _lossy(tree, document) else None
    except Exception as error:  # the same holds for the extraction
        raise ReadError(source, f"the page could not be taken apart ({type(error).__name__})") from error
    if document is None:
        raise ReadError(source, "has no article in it: no text was found")
    scripts = [node.text or "" for node in tree.iterfind(".//script[@type='application/ld+json']")]
    title = plain(tree.findtext(".//title"))
    said = metadata(scripts, f"{title} {plain(document.title)}")
    text = max((found.text or "" for found in (document, recalled) if found), key=len)
    text = mend(_fuller(text, said.body if said else ""))[0]
    marked = said is not None or tree.find(".//article") is not None
    if _prose(text) < (PROSE_IN_ARTICLE if marked else PROSE):
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


def _lossy(tree: Any, document: Any) -> bool:
    """Tell whether extraction kept too little of the longest <article> of the page."""
    articles = tree.xpath("//article[not(ancestor::article)]")
    lengths = (sum(map(_words, article.iterfind(".//p"))) for article in articles)
    return document is not None and len((document.text or "").split()) < SUSPICIOUS * max(lengths, default=0)


def _fuller(text: str, body: str) -> str:
    """Return the extracted text, or the body in JSON-LD where that has lines or many words more."""
    words, more = len(text.split()), len(body.split())
    # Trafilatura takes a short page's text from there too, as one line.
    same_in_lines = words <= more and "\n" in body and "\n" not in text
    return body if same_in_lines or words < SUSPICIOUS * more else text


def _words(element: Any) -> int:
    return len(element.text_content().split())


def _prose(text: str) -> int:
    """Count the words in lines that read as running text, up to the end of their last sentence."""
    ends = (
        (line, max((m.end() for m in SENTENCE_END.finditer(line)), default=0)) for line in text.splitlines()
    )
    counts = (len(line[:end].split()) for line, end in ends)
    return sum(count for count in counts if count >= SENTENCE_WORDS)


def _date(value: object) -> str | None:
    try:
        return iso(plain(value))
    except ValueError:
        return None


def _url(canonical: object, page: str) -> str:
    saved = SAVED_FROM.search(page[:HEAD])
    return next((url for url in (plain(canonical), saved[1] if saved else "") if is_web(url)), "")
