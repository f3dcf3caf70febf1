import io
import json
from typing import Any

import pytest

from crosslight.errors import ReadError
from crosslight.model import Article, Unread
from crosslight.reading.json import read

SAYS = "The ferry Morwenna ran aground off Tern Island on Monday.\nNobody was hurt, the coast guard said."
MARKUP = "".join(f"<p>{line}</p>" for line in SAYS.splitlines())
URL = "https://gull.example/news/feed.json"
ONE: dict[str, Any] = {"id": "1", "url": "a/1", "title": "Ferry &amp; rocks", "content_text": SAYS}


def reading(data: object, url: str = URL) -> list[Article | Unread]:
    raw = data if isinstance(data, bytes) else json.dumps(data).encode()
    return list(read(io.BytesIO(raw), "f.json", url))


def article(data: object, url: str = URL) -> Article:
    (found,) = reading(data, url)
    assert isinstance(found, Article)
    return found


def feed(*items: object, **fields: object) -> dict[str, object]:
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "The Gull",
        "items": list(items),
        **fields,
    }


def ninjs(**fields: object) -> dict[str, object]:
    return {"uri": "urn:gull:1", "body_text": SAYS, **fields}


def test_an_item_of_json_feed_is_an_article() -> None:
    item = {
        **ONE,
        "date_published": "2026-03-04T18:00:00+02:00",
        "authors": [{"name": "A. Gull"}, {"url": "x"}],
    }
    assert article(feed(item, language="en")) == Article(
        id="1",
        text=SAYS,
        headline="Ferry & rocks",
        outlet="The Gull",
        published="2026-03-04T18:00:00+02:00",
        url="https://gull.example/news/a/1",
        language="en",
        byline="A. Gull",
        source="f.json",
    )


def test_json_feed_1_names_one_author_and_may_number_its_items() -> None:
    old = feed({**ONE, "id": 7, "author": {"name": "B. Gull"}, "date_modified": "2026-03-05"})
    found = article({**old, "version": "https://jsonfeed.org/version/1"})
    assert (found.id, found.byline, found.published) == ("7", "B. Gull", "2026-03-05")


@pytest.mark.parametrize(
    ("own", "url", "expected"),
    [
        ({}, URL, "https://gull.example/news/a/1"),
        ({"feed_url": "https://tern.example/x/feed.json"}, "", "https://tern.example/x/a/1"),
        ({"home_page_url": "https://tern.example/"}, "", "https://tern.example/a/1"),
    ],
)
def test_relative_links_are_made_absolute(own: dict[str, str], url: str, expected: str) -> None:
    assert article(feed(ONE, **own), url).url == expected


def test_markup_is_taken_away_and_paragraphs_are_kept() -> None:
    assert article(feed({"id": "1", "content_html": MARKUP})).text == SAYS
    assert article(ninjs(body_text=SAYS.replace("\n", " "), body_xhtml=MARKUP)).text == SAYS
    assert article(ninjs(body_text="One. " + SAYS, body_html=MARKUP)).text == "One. " + SAYS
    assert article(ninjs(body_text="Only this, 3 < 4.")).text == "Only this, 3 < 4."


def test_a_teaser_is_an_article_and_told_so() -> None:
    found = reading(feed({"id": "1", "summary": "Ferry runs aground."}, ONE))
    assert [one.text for one in found if isinstance(one, Article)] == ["Ferry runs aground.", SAYS]
    assert found[-1] == Unread("f.json", "1 of 2 items: only a teaser, no full text", kept=True)
    found = reading(ninjs(body_text="", description_text="Ferry runs aground."))
    assert found[-1] == Unread("f.json", "1 item: only a description, no body", kept=True)


def test_an_item_of_ninjs_is_an_article() -> None:
    item = ninjs(
        type="text",
        pubstatus="usable",
        firstcreated="2026-03-04T18:00:00Z",
        versioncreated="2026-03-04T19:00:00Z",
        headline="Ferry aground",
        byline="A. Gull",
        copyrightholder="Gull Agency",
        language="en-GB",
    )
    assert article(item) == Article(
        id="urn:gull:1",
        text=SAYS,
        headline="Ferry aground",
        outlet="Gull Agency",
        published="2026-03-04T18:00:00+00:00",
        language="en-GB",
        byline="A. Gull",
        source="f.json",
    )


def test_ninjs_3_has_lists_and_camel_case() -> None:
    item = {
        "uri": "https://agency.example/items/1",
        "versionCreated": "2026-03-04T19:00:00Z",
        "infoSources": [{"name": "Gull Agency"}],
        "by": "Von A. Möwe",
        "headlines": [
            {"role": "sub", "value": "Nobody hurt"},
            {"role": "main", "value": "Ferry <i>aground</i>"},
        ],
        "bodies": [{"role": "rich", "contentType": "application/xhtml+xml", "value": MARKUP}],
    }
    found = article(item)
    assert (found.headline, found.text, found.outlet, found.byline) == (
        "Ferry aground",
        SAYS,
        "Gull Agency",
        "Von A. Möwe",
    )
    assert (found.url, found.published) == (item["uri"], "2026-03-04T19:00:00+00:00")


def test_ninjs_may_come_as_a_list() -> None:
    found = reading(
        [ninjs(), ninjs(uri="urn:gull:2", type="picture"), ninjs(uri="urn:gull:3", pubstatus="canceled"), {}]
    )
    assert isinstance(found[0], Article)
    assert found[1:] == [
        Unread("f.json:2", "is of type 'picture', not text"),
        Unread("f.json:3", "is 'canceled' by its publisher, so not to be used"),
        Unread("f.json:4", "has no `uri`: no item of ninjs"),
    ]


@pytest.mark.parametrize(
    ("item", "why"),
    [
        ({"id": "1"}, "has no `text`"),
        ({"id": "1", "content_text": 7, "content_html": ["x"]}, "has no `text`"),
        ("text", "is a string, not an object with `text`"),
        (None, "is null, not an object with `text`"),
        (
            {"id": "1", "content_text": "x" * 1_000_001},
            "is longer than 1,000,000 characters: no single report",
        ),
    ],
)
def test_an_item_without_text_does_not_stop_the_others(item: object, why: str) -> None:
    bad, good = reading(feed(item, ONE))
    assert bad == Unread("f.json:1", why)
    assert isinstance(good, Article)


def test_odd_fields_are_left_out_and_said() -> None:
    odd = {**ONE, "url": "javascript:alert(1)", "date_published": "soon", "authors": "me", "title": ["x"]}
    found, *said = reading(feed(odd, title=7))
    assert isinstance(found, Article)
    assert (found.url, found.published, found.byline, found.headline, found.outlet) == ("", None, "", "", "")
    assert [one.why.split(":")[0] for one in said if isinstance(one, Unread)] == [
        "`outlet` is a number, not a string",
        "`published` 'soon' is no ISO date (YYYY-MM-DD) or date-time",
        "1 item",
    ]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "is empty"),
        (b'"text"', "is neither an object nor a list"),
        (b"7", "is neither an object nor a list"),
        (b"{}", "is neither ninjs nor JSON Feed"),
        (b'{"version": "2", "text": "x"}', "is neither ninjs nor JSON Feed"),
        (b'{"uri": "x", "body_te', "is broken JSON: "),
        (
            b'{"version": "https://jsonfeed.org/version/1", "items": {"a": 1}}',
            "is broken JSON: expected `array`",
        ),
        (b"[" * 100_000, "is JSON nested too deeply"),
        (b'{"uri": ' + b"[" * 100_000, "is JSON nested too deeply"),
        (b'{"uri": ' + b"9" * 5000 + b"}", "is broken JSON: integer value out of range"),
        (b"%PDF", "is a PDF, not text"),
        (b'{"uri": "\0"}', "is binary: it has NUL bytes"),
    ],
)
def test_other_documents_are_refused(data: bytes, why: str) -> None:
    with pytest.raises(ReadError) as caught:
        reading(data)
    assert caught.value.why.startswith(why)


def test_a_document_that_breaks_off_keeps_its_whole_items() -> None:
    for whole in (json.dumps(feed(ONE, ONE, ONE)).encode(), json.dumps([ninjs(), ninjs(), ninjs()]).encode()):
        mark = SAYS.encode()[-6:] + b'"}'
        ends = [n for n in range(len(whole)) if whole[:n].endswith(mark)]
        assert len(ends) == 3
        for cut in range(ends[0], len(whole), 37):
            found = reading(whole[:cut])
            articles = [one for one in found if isinstance(one, Article)]
            assert len(articles) == sum(end <= cut for end in ends)
            assert "what stands before the break was read" in str(found[-1])


def test_an_empty_feed_is_said() -> None:
    assert reading(feed()) == [Unread("f.json", "has no items", kept=True)]
    assert reading([]) == [Unread("f.json", "has no items", kept=True)]


def test_other_encodings_and_lone_surrogates() -> None:
    assert article(json.dumps(feed(ONE)).encode("utf-16")).text == SAYS
    found = reading(feed({**ONE, "content_text": "One \ud800."}))
    assert isinstance(found[0], Article)
    assert found[0].text == "One \ufffd."
    assert "lone surrogates" in str(found[1])
