import io

import pytest

from crosslight.errors import ReadError
from crosslight.model import Unread
from crosslight.reading import opml
from crosslight.reading.opml import Subscription, feeds

LIST = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0"><head><title>Mine</title></head><body>
<outline text="Birds">
<outline type="rss" text="The Gull" xmlUrl="https://gull.example/feed" htmlUrl="https://gull.example/"/>
<outline text="T" title="The  Tern &amp; co" xmlurl=" https://tern.example/feed "/>
<outline text="again" xmlUrl="https://gull.example/feed"/>
<outline text="own" xmlUrl="own.xml"/>
</outline></body></opml>"""
GULL = Subscription("https://gull.example/feed", "The Gull")
TERN = Subscription("https://tern.example/feed", "The Tern & co")


def listed(data: bytes | str, url: str = "") -> list[Subscription | Unread]:
    return list(feeds(io.BytesIO(data.encode() if isinstance(data, str) else data), "l.opml", url))


def test_each_feed_is_named_once() -> None:
    missing = Unread("l.opml", "names a feed without a web address: own.xml")
    assert listed(LIST) == [GULL, TERN, missing]
    assert listed(LIST, "https://auk.example/a/list")[2] == Subscription(
        "https://auk.example/a/own.xml", "own"
    )


def test_other_encodings() -> None:
    text = LIST.replace("UTF-8", "ISO-8859-1").replace("The Gull", "Die Möwe")
    assert listed(text.encode("latin-1"))[0] == Subscription(GULL.url, "Die Möwe")
    assert listed(text.encode("utf-16"))[0] == Subscription(GULL.url, "Die Möwe")


def test_a_list_that_breaks_off_keeps_what_came_before() -> None:
    found = listed(LIST[: LIST.index("again")])
    assert found[:2] == [GULL, TERN]
    assert isinstance(found[2], Unread)
    assert found[2].why.startswith("breaks at line 6: ")


def test_addresses_that_would_act_are_left_out() -> None:
    for address in ("javascript:alert(1)", "file:///../../etc/hosts", "http://", "http://[::1", "a&#10;b"):
        (said,) = listed(f'<opml><body><outline xmlUrl="{address}"/></body></opml>')
        assert isinstance(said, Unread)
        assert "\n" not in said.why


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ("<rss/>", "is no list of feeds in OPML: its root is <rss>"),
        ("hello", "is no list of feeds in OPML"),
        (b"", "is no list of feeds in OPML"),
        (b"<opml>\0", "is binary: it has NUL bytes"),
        ('<!DOCTYPE opml [<!ENTITY a "ha">]><opml/>', "declares entities of its own: refused"),
        ('<!DOCTYPE opml [<!ENTITY a SYSTEM "file:///etc/hostname">]><opml>&a;</opml>', "declares entities"),
        (b"<opml>" + b" " * 20_000_000, "is larger than 20 MB: no list of feeds"),
    ],
)
def test_what_is_no_list_is_refused(data: bytes | str, why: str) -> None:
    with pytest.raises(ReadError) as caught:
        listed(data)
    assert caught.value.why.startswith(why)


def test_a_list_is_no_report() -> None:
    said = list(opml.read(io.BytesIO(LIST.encode()), "l.opml"))
    assert said == [Unread("l.opml", "is a list of feeds (2), not of reports: give it to `crosslight watch`")]
