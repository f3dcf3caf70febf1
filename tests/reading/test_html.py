import io
import logging
import subprocess
import sys

import pytest

from crosslight.errors import ReadError
from crosslight.model import Article, Unread
from crosslight.reading.html import MOST_BYTES, MOST_ELEMENTS, read

FIRST = (
    "The ferry Morwenna ran aground off Tern Island on Monday with 41 people on board, the coast guard said."
)
SECOND = (
    "“Nobody was hurt,” the harbour master, Ida Brandt, told reporters at the pier — “and nobody was wet.”"
)
THIRD = "Divers are to look at the hull on Tuesday, and the ferry line said it would run buses to the bridge."
BODY = f"<h1>Ferry runs aground</h1><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"


def reading(data: bytes | str) -> list[Article | Unread]:
    return list(read(io.BytesIO(data.encode() if isinstance(data, str) else data), "a.html"))


def article(page: bytes | str) -> Article:
    (found,) = reading(page)
    assert isinstance(found, Article)
    return found


def page(body: str, head: str = "") -> str:
    return (
        f"<!DOCTYPE html><html><head><title>Ferry runs aground</title>{head}</head><body>{body}</body></html>"
    )


def test_paragraphs_are_kept_apart_and_menus_left_out() -> None:
    menu = "<nav><ul><li><a href='/w'>Weather</a></li><li><a href='/s'>Sport</a></li></ul></nav>"
    text = article(page(f"{menu}<article>{BODY}</article><footer><a href='/i'>Imprint</a></footer>")).text
    assert [line for line in text.splitlines() if line != "Ferry runs aground"] == [FIRST, SECOND, THIRD]


def test_a_repeated_caption_stays_repeated() -> None:
    caption = "<p>The ferry on the rocks.</p>"
    body = caption.join(f"<p>{line}</p>" for line in (FIRST, SECOND, THIRD))
    assert article(page(f"<article>{body}</article>")).text.count("The ferry on the rocks.") == 2


def test_json_ld_comes_before_other_signs() -> None:
    head = """<meta property="og:site_name" content="gull.example">
    <meta property="article:published_time" content="2026-03-09">
    <link rel="canonical" href="https://gull.example/ferry">
    <script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ferry aground at Tern Island",
    "datePublished": "2026-03-04T18:00:00Z", "author": {"name": "A. Gull"}, "publisher": {"name": "The Gull"}}
    </script>"""
    found = article(page(f"<article>{BODY}</article>", head))
    assert found.headline == "Ferry aground at Tern Island"
    assert found.published == "2026-03-04T18:00:00+00:00"
    assert (found.byline, found.outlet, found.url) == ("A. Gull", "The Gull", "https://gull.example/ferry")


def test_without_json_ld_the_page_itself_speaks() -> None:
    head = """<meta property="og:site_name" content="The Gull"><meta name="author" content="Ada Gull">
    <meta property="article:published_time" content="2026-03-09T10:00:00Z">
    <meta property="og:url" content="https://gull.example/ferry">
    <script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2026-02-30"}</script>"""
    found = article(page(f"<article>{BODY}</article>", head))
    assert (found.headline, found.published, found.outlet) == ("Ferry runs aground", "2026-03-09", "The Gull")
    assert (found.byline, found.url) == ("Ada Gull", "https://gull.example/ferry")


def test_an_unstated_date_stays_unknown() -> None:
    body = f"<article>{BODY}<p>The line was founded on 3 May 1998.</p></article><p>© 2019 The Gull</p>"
    assert article(page(body)).published is None


def test_a_date_after_today_is_read_like_any_other() -> None:
    head = '<meta property="article:published_time" content="2062-03-09">'
    assert article(page(f"<article>{BODY}</article>", head)).published == "2062-03-09"


def test_a_saved_page_knows_where_it_comes_from() -> None:
    comment = "<!-- saved from url=(0026)https://gull.example/ferry -->"
    assert article(page(BODY).replace("<html>", f"<html>{comment}")).url == "https://gull.example/ferry"


def test_an_address_that_no_page_may_link_to_is_left_out() -> None:
    assert article(page(BODY, '<link rel="canonical" href="javascript:alert(1)">')).url == ""


@pytest.mark.parametrize("declaration", ['<meta charset="windows-1252">', '<meta charset="iso-8859-1">', ""])
def test_pages_in_windows_1252(declaration: str) -> None:
    assert SECOND in article(page(BODY, declaration).encode("cp1252")).text


def test_a_page_in_utf_8_that_declares_something_else() -> None:
    assert SECOND in article(page(BODY, '<meta charset="iso-8859-1">')).text


def test_a_page_with_an_xml_declaration() -> None:
    assert SECOND in article('<?xml version="1.0" encoding="iso-8859-1"?>' + page(BODY)).text


def test_damaged_pages_are_read_and_reported() -> None:
    found, unread = reading(page(BODY).encode() + b"<p>\xff</p>")
    assert isinstance(found, Article)
    assert unread == Unread("a.html", "1 place not valid UTF-8, replaced by U+FFFD", kept=True)


def test_broken_html_is_still_read() -> None:
    text = article(f"<html><body><div><b><p>{FIRST}<p>{SECOND}</div></article></i><td>{THIRD}").text
    assert FIRST in text
    assert SECOND in text


def test_a_script_in_a_headline_is_text() -> None:
    head = """<script type="application/ld+json">
    {"@type": "NewsArticle", "headline": "<script>alert(1)<\\/script> aground"}</script>"""
    assert article(page(BODY, head)).headline == "<script>alert(1)</script> aground"


def test_scripts_and_notes_to_browsers_are_no_text() -> None:
    script = "<script>let x = 'Nobody should read this sentence.';</script>"
    body = f"{script}{BODY}<noscript>Turn scripts on.</noscript>"
    text = article(page(body)).text
    assert "Nobody should" not in text
    assert "Turn scripts on" not in text


def test_the_body_in_json_ld_helps_where_the_page_shows_only_a_part() -> None:
    head = f"""<script type="application/ld+json">{{"@type": "NewsArticle",
    "articleBody": "{FIRST}\\n{SECOND}\\n{THIRD}"}}</script>"""
    assert article(page(f"<article><p>{FIRST}</p></article>", head)).text.splitlines() == [
        FIRST,
        SECOND,
        THIRD,
    ]


def test_pictures_inside_the_page_do_not_hide_its_text() -> None:
    picture = f'<img src="data:image/png;base64,{"A" * 11_000_000}">'
    assert THIRD in article(page(f"<article>{picture}{BODY}</article>")).text


STORIES = "".join(f"<li><a href='/{n}'>Report number {n} on the harbour</a></li>" for n in range(40))


@pytest.mark.parametrize(
    "body",
    [
        "",
        f"<ul>{STORIES}</ul><p>All rights reserved.</p>",
        "<h1>404</h1><p>The page you are looking for could not be found.</p>",
        "<form><label>Name</label><input><p>Please sign in to go on reading.</p></form>",
        "<div id='app'></div><noscript>You need to enable JavaScript to run this app.</noscript>",
        "<script>var text = 'The ferry ran aground.';</script>",
    ],
)
def test_a_page_without_an_article_is_refused(body: str) -> None:
    with pytest.raises(ReadError, match="has no article in it"):
        reading(page(body))


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "is empty"),
        (b" \n", "has only white space"),
        (b"%PDF-1.4", "is a PDF"),
        (b"<p>\0</p>", "is binary"),
        (b"<" * 100_000, "is no web page"),
        (b"a " * (MOST_BYTES // 2 + 1), "is larger than 20 MB"),
        (page("<b>a</b>" * MOST_ELEMENTS).encode(), "has more than 50,000 elements"),
        (page("<p>" + "The ferry ran aground. " * 50_000).encode(), "is longer than 1,000,000 characters"),
    ],
)
def test_what_is_no_page_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(ReadError, match=why):
        reading(data)


def test_text_nested_too_deeply_is_reported() -> None:
    found, unread = reading(page(f"<article>{BODY}</article>" + "<div>" * 300 + f"<p>{THIRD}</p>"))[::-1]
    assert isinstance(found, Article)
    assert unread == Unread("a.html", "what lies more than 250 elements deep could not be read")


def test_a_page_that_trips_the_extractor_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    def trip(*_: object, **__: object) -> None:
        raise RecursionError

    monkeypatch.setattr("trafilatura.bare_extraction", trip)
    with pytest.raises(ReadError, match=r"could not be taken apart \(RecursionError\)"):
        reading(page(BODY))


def test_the_page_itself_is_not_logged() -> None:
    with pytest.raises(ReadError):
        reading(page(""))
    assert any(
        isinstance(handler, logging.NullHandler) for handler in logging.getLogger("trafilatura").handlers
    )


def test_trafilatura_is_imported_only_for_pages() -> None:
    code = "import sys, crosslight.reading; print('trafilatura' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603  # own code
    assert done.stdout == "False\n"
