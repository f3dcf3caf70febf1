import io
import time
import tracemalloc
from collections.abc import Iterator

import pytest

from crosslight.errors import ReadError
from crosslight.model import Article, Unread
from crosslight.reading.cutting import LONGEST_ITEM, Cut
from crosslight.reading.feed import BATCH, TOO_LONG, read
from crosslight.reading.teasers import TEASER

URL = "https://gull.example/news/feed.xml"
SAYS = "The ferry Morwenna ran aground off Tern Island on Monday, the coast guard said."
LONG = "Nobody was hurt, the harbour master said. " * (TEASER // 7 + 1)
ITEM = (
    "<item><title>Ferry {n}</title><link>/a/{n}</link><guid isPermaLink='false'>g{n}</guid>"
    "<description>{text}</description></item>"
)
HEAD = '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel><title>The Gull</title>'
TAIL = "</channel></rss>"


def rss(*items: str, head: str = HEAD, tail: str = TAIL) -> str:
    return head + "".join(items) + tail


def item(n: int = 1, text: str = LONG) -> str:
    return ITEM.format(n=n, text=text)


def reading(data: bytes | str, url: str = URL) -> list[Article | Unread]:
    return list(read(io.BytesIO(data.encode() if isinstance(data, str) else data), "f.xml", url))


def articles(data: bytes | str, url: str = URL) -> list[Article]:
    return [found for found in reading(data, url) if isinstance(found, Article)]


def unread(data: bytes | str, url: str = URL) -> list[Unread]:
    return [found for found in reading(data, url) if isinstance(found, Unread)]


def test_an_item_of_rss_is_an_article() -> None:
    feed = rss(
        "<language>en-GB</language>",
        "<item><title>Ferry &amp;amp; rocks</title><link>/a/1?x=1&amp;y=2</link><guid>https://gull.example/1</guid>"
        "<pubDate>Wed, 04 Mar 2026 18:00:00 +0200</pubDate><dc:creator>Ada Gull</dc:creator>"
        f"<description>Short.</description><content:encoded><![CDATA[<p>{SAYS}</p><p>{LONG}</p>]]>"
        "</content:encoded></item>",
        head=HEAD.replace(
            "<rss",
            '<rss xmlns:dc="http://purl.org/dc/elements/1.1/" '
            'xmlns:content="http://purl.org/rss/1.0/modules/content/"',
        ),
    )
    assert reading(feed) == [
        Article(
            id="https://gull.example/1",
            text=f"{SAYS}\n{LONG.strip()}",
            headline="Ferry & rocks",
            outlet="The Gull",
            published="2026-03-04T18:00:00+02:00",
            url="https://gull.example/a/1?x=1&y=2",
            language="en-GB",
            byline="Ada Gull",
            source="f.xml",
        )
    ]


def test_an_entry_of_atom_is_an_article() -> None:
    feed = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de" xml:base="https://tern.example/">
    <title type="html">The &lt;b&gt;Tern&lt;/b&gt;</title><link rel="self" href="https://tern.example/atom"/>
    <entry><id>tag:tern.example,2026:1</id><title type="text">3 &lt; 4</title><link href="b/2"/>
    <updated>2026-03-05T08:00:00Z</updated><published>2026-03-04T18:00:00+02:00</published>
    <author><name>B. Tern</name></author><author><name>C. Tern</name></author>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{SAYS}</p><p>{LONG}</p></div></content>
    </entry></feed>"""
    (found,) = articles(feed, "")
    assert (found.id, found.headline, found.outlet) == ("tag:tern.example,2026:1", "3 < 4", "The Tern")
    assert (found.url, found.published) == ("https://tern.example/b/2", "2026-03-04T18:00:00+02:00")
    assert (found.language, found.byline) == ("de", "B. Tern, C. Tern")
    assert found.text == f"{SAYS}\n{LONG.strip()}"


def test_items_of_rss_1_stand_beside_the_channel() -> None:
    feed = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
    <channel rdf:about="x"><title>The Auk</title><items><rdf:Seq/></items></channel>
    <item rdf:about="https://auk.example/1"><title>Ferry</title><link>https://auk.example/1</link>
    <description>{LONG}</description></item></rdf:RDF>"""
    (found,) = reading(feed)
    assert isinstance(found, Article)
    assert (found.outlet, found.url) == ("The Auk", "https://auk.example/1")


def test_the_source_of_a_passed_on_item_is_its_outlet() -> None:
    passed = item().replace("</item>", '<source url="https://tern.example/">The Tern</source></item>')
    assert [one.outlet for one in articles(rss(passed, item(2)))] == ["The Tern", "The Gull"]


def test_a_teaser_is_an_article_and_told_so() -> None:
    feed = rss(item(1, SAYS), item(2, f"&lt;p&gt;{SAYS}&lt;/p&gt;"), item(3))
    assert [one.text for one in articles(feed)] == [SAYS, SAYS, LONG.strip()]
    assert unread(feed) == [Unread("f.xml", "2 of 3 items: only a teaser, no full text", kept=True)]


def test_an_item_without_text_is_unread() -> None:
    assert reading(rss(item(1, " "), item(2)))[0] == Unread("f.xml:1", "has no `text`")
    assert len(articles(rss(item(1, ""), item(2)))) == 1


def test_a_feed_without_items_is_said() -> None:
    assert reading(rss()) == [Unread("f.xml", "has no items", kept=True)]


@pytest.mark.parametrize(
    ("url", "own", "expected"),
    [
        (URL, "https://tern.example/", "https://gull.example/a/1"),
        ("", "https://tern.example/x/", "https://tern.example/a/1"),
        ("", "", ""),
        ("", "javascript:alert(1)", ""),
    ],
)
def test_relative_links_are_made_absolute(url: str, own: str, expected: str) -> None:
    feed = rss(item(), head=f"{HEAD}<link>{own}</link>")
    assert [one.url for one in articles(feed, url)] == [expected]
    assert ["no web address" in one.why for one in unread(feed, url)] == [True] * (not expected)


def test_links_that_would_act_are_left_out() -> None:
    feed = rss(
        item().replace("/a/1", "javascript:alert(1)"), item(2).replace("/a/2", "file:///../../etc/hosts")
    )
    assert [one.url for one in articles(feed)] == ["", ""]
    assert unread(feed)[0].why == "2 of 2 items: the link is no web address: left out"


@pytest.mark.parametrize(
    ("stated", "published"),
    [
        ("Wed, 04 Mar 2026 18:00:00 GMT", "2026-03-04T18:00:00+00:00"),
        ("4 Mar 2026 18:00 EST", "2026-03-04T18:00:00-05:00"),
        ("2026-03-04T18:00:00+02:00", "2026-03-04T18:00:00+02:00"),
        ("2026-03-04", "2026-03-04"),
        ("Sun Jan 04 16:29:06 PST 2026", "2026-01-04T16:29:06-08:00"),
        ("yesterday", None),
        ("2026-03", None),
        ("Wed, 99 Mar 2026 18:00:00 GMT", None),
        ("9" * 5000, None),
    ],
)
def test_dates_keep_their_time_zone(stated: str, published: str | None) -> None:
    feed = rss(item().replace("</item>", f"<pubDate>{stated}</pubDate></item>"))
    assert [one.published for one in articles(feed)] == [published]
    assert ["`published`" in one.why for one in unread(feed)] == [True] * (published is None)


BOMB = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><rss version="2.0"><channel><title>The Gull</title>"""
OUTSIDE = """<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]><rss version="2.0"><channel>"""


@pytest.mark.parametrize("head", [BOMB, OUTSIDE])
def test_entities_are_refused(head: str) -> None:
    with pytest.raises(ReadError, match="declares entities of its own"):
        reading(rss(item(1, "&c;&x;"), head=head))


def test_entities_that_are_declared_later_are_nothing() -> None:
    late = item(1, "&c;" + LONG) + '<!ENTITY c "' + "ha" * 50 + '">' + item(2, "&c;" + LONG)
    assert [one.text.count("ha") for one in articles(rss(late))] == [LONG.count("ha")] * 2


def test_a_document_type_from_elsewhere_is_not_fetched() -> None:
    doctype = '<!DOCTYPE rss PUBLIC "-//N//DTD RSS 0.91//EN" "http://my.example/rss-0.91.dtd">'
    (found,) = articles(rss(item(1, "caf&eacute; " + LONG), head=HEAD.replace("<rss", f"{doctype}<rss")))
    assert found.text.startswith("café Nobody")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ("<html><body>no</body></html>", "its root is <html>"),
        ("<opml/>", "its root is <opml>"),
        ("no markup", "it has no element"),
        ("<!-- never closed " + "<rss>" * 9, "it has no element"),
        (b"PK\x03\x04", "is a ZIP archive"),
        (b"<rss><channel>\0\x01", "is binary"),
    ],
)
def test_what_is_no_feed_is_refused(data: bytes | str, why: str) -> None:
    with pytest.raises(ReadError) as caught:
        reading(data)
    assert why in caught.value.why


def test_a_feed_that_breaks_off_keeps_its_whole_items() -> None:
    feed = rss(item(1), item(2), item(3))
    for cut in range(len(HEAD), len(feed), 61):
        whole = feed[:cut].count("</item>")
        assert len(articles(feed[:cut])) == whole
        said = [one.why for one in unread(feed[:cut]) if "breaks off" in one.why]
        assert said[-1] == "breaks off: it has no </rss>"


@pytest.mark.parametrize(
    "spoilt",
    [
        item(2).replace("Ferry", "Fish & <b>chips"),
        item(2).replace("Ferry", "\x08\x0bFerry\x1f"),
        item(2).replace("<description>", "<description><p class=x>&nbsp;"),
        item(2).replace("Nobody", "<![CDATA[ <item> ]]> <!-- </item> --> Nobody"),
    ],
)
def test_markup_that_is_not_well_formed_spoils_nothing_else(spoilt: str) -> None:
    found = articles(rss(item(1), spoilt, item(3)))
    assert (found[0].headline, found[-1].headline) == ("Ferry 1", "Ferry 3")
    assert all("Nobody was hurt" in one.text for one in found)


def test_of_what_is_not_well_formed_only_what_can_be_told_apart_is_kept() -> None:
    found = reading(rss(item(1), item(2).replace("</title>", ""), item(3)))
    assert [getattr(one, "id", "") for one in found] == ["g1", "", "g3"]
    assert found[1] == Unread("f.xml:2", "has no `text`")


def test_an_item_that_is_never_closed_is_left_out() -> None:
    feed = rss(item(1), item(2).replace("</item>", ""), item(3))
    assert [one.id for one in articles(feed)] == ["g1", "g3"]
    assert unread(feed)[0] == Unread("f.xml:2", "breaks off")


def test_an_item_without_end_is_passed_over() -> None:
    feed = rss(item(1), item(2, "x" * 2 * LONGEST_ITEM), item(3))
    assert [one.id for one in articles(feed)] == ["g1", "g3"]
    assert unread(feed)[0] == Unread("f.xml:2", TOO_LONG)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1", "cp1251"])
@pytest.mark.parametrize("declared", [True, False])
def test_the_encoding_is_found_also_where_another_is_declared(encoding: str, declared: bool) -> None:
    word = "Паром" if encoding == "cp1251" else "Fähre"
    label = encoding.removesuffix("-sig") if declared or encoding == "cp1251" else "us-ascii"
    feed = rss(item(1, f"{word} {LONG}"), head=HEAD.replace("utf-8", label))
    (found,) = articles(feed.encode(encoding))
    assert found.text.startswith(word)


def test_bytes_that_are_no_text_are_replaced_and_counted() -> None:
    feed = rss(item(1, "Fähre und Mühle " + LONG)).encode().replace(b"Ferry 1", b"Ferry \xff 1")
    assert articles(feed)[0].headline == "Ferry \ufffd 1"
    assert unread(feed)[-1].why == "1 place not valid UTF-8, replaced by U+FFFD"


def test_a_long_feed_is_read_as_it_comes_and_not_held() -> None:
    def pieces(items: int) -> Iterator[str]:
        yield HEAD
        yield from (item(n) for n in range(items))

    cut = Cut(pieces(20_000))
    tracemalloc.start()
    assert sum(one.state == "whole" for one in cut) == 20_000
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()
    assert not cut.closed


def test_items_are_numbered_through_all_batches() -> None:
    feed = rss(*(item(n, "" if n == BATCH + 5 else LONG) for n in range(2 * BATCH + 3)))
    assert unread(feed)[0].input == f"f.xml:{BATCH + 6}"
    assert len(articles(feed)) == 2 * BATCH + 2


@pytest.mark.parametrize(
    "piece", ["<item>", "<item ", "<![CDATA[", "<!--", "</item>", "<", "]]>", "<x:item>", "<p>"]
)
def test_time_grows_with_length(piece: str) -> None:
    def seconds(times: int) -> float:
        began = time.process_time()
        reading(rss("<item>", piece * times, "</item>"))
        return time.process_time() - began

    seconds(10)
    assert seconds(16_000) < 9 * seconds(4_000) + 0.2
