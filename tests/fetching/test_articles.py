import pytest

from crosslight.fetching import Fetched, articles_of
from crosslight.model import Article, Unread
from crosslight.reading.ids import digest

SAYS = (
    "The ferry Morwenna ran aground off Tern Island on Monday with 41 people on board, the coast guard said."
)
PAGE = f"<html><head><title>Ferry aground</title></head><body><article><p>{SAYS}</p></article></body></html>"
RSS = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>The Gull</title><link>/</link>
<item><title>Ferry aground</title><link>/ferry</link><guid isPermaLink="false">f1</guid>
<description>{SAYS}</description></item>
<item><title>Another</title><link>other</link><description>{SAYS}</description></item></channel></rss>"""
URL = "https://gull.example/news/feed"


def found(body: str | bytes, media: str = "text/html") -> list[Article | Unread]:
    return list(articles_of(Fetched(URL, 200, body.encode() if isinstance(body, str) else body, media)))


def articles(body: str | bytes, media: str = "text/html") -> list[Article]:
    return [one for one in found(body, media) if isinstance(one, Article)]


def test_a_page_has_the_address_it_came_from_and_an_id_that_lasts() -> None:
    first, changed = articles(PAGE)[0], articles(PAGE.replace("41", "42"))[0]
    assert (first.url, first.source, first.headline) == (URL, URL, "Ferry aground")
    assert first.id == changed.id == digest(URL)
    assert first.text != changed.text


def test_a_page_does_not_say_itself_where_it_lies() -> None:
    canonical = PAGE.replace("<title>", '<link rel="canonical" href="https://bank.example/"><title>')
    assert articles(canonical)[0].url == URL


@pytest.mark.parametrize("media", ["application/rss+xml", "text/html", "text/plain; charset=utf-8", ""])
def test_a_feed_is_told_by_what_it_is(media: str) -> None:
    first, second = articles(RSS, media)
    assert (first.id, first.url, first.outlet) == ("f1", "https://gull.example/ferry", "The Gull")
    assert (second.id, second.url) == (digest(second.url), "https://gull.example/news/other")


def test_the_encoding_of_the_response_is_used() -> None:
    body = RSS.replace("coast guard", "Küstenwache von Möwen").replace('<?xml version="1.0"?>', "")
    assert "Küstenwache" in articles(body.encode("latin-1"), "application/xml; charset=iso-8859-1")[0].text
    assert "Küstenwache" in articles(body.encode("utf-16"), "application/xml")[0].text


def test_a_json_feed_and_a_text_are_read_too() -> None:
    item = f'{{"id": "1", "url": "a", "content_text": "{SAYS}"}}'
    feed = f'{{"version": "https://jsonfeed.org/version/1.1", "title": "The Gull", "items": [{item}]}}'
    (one,) = articles(feed, "application/feed+json")
    assert (one.id, one.url, one.text) == ("1", "https://gull.example/news/a", SAYS)
    assert articles(SAYS, "text/plain")[0].text == SAYS


@pytest.mark.parametrize(
    ("body", "media", "why"),
    [
        (b"%PDF-1.7", "application/pdf", "is application/pdf, no page and no feed"),
        (b"\x89PNG", "", "is of a kind that its server does not tell, no page and no feed"),
        (b"", "text/html", "is empty"),
        (
            "<opml><body/></opml>",
            "text/xml",
            "is a list of feeds, not of reports: give it to `crosslight watch`",
        ),
        ("<html><body>Log in</body></html>", "text/html", "has no article in it: no running text was found"),
        (
            '{"a": 1}',
            "application/json",
            "is neither ninjs nor JSON Feed: it has no `uri`, and no `version` of ",
        ),
        (b"\x89PNG\r\n", "text/html", "is a PNG picture, not text"),
    ],
)
def test_what_is_no_page_and_no_feed_is_said(body: str | bytes, media: str, why: str) -> None:
    (said,) = found(body, media)
    assert isinstance(said, Unread)
    assert said.input == URL
    assert said.why.startswith(why)
