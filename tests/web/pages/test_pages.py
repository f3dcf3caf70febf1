from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import pytest
from lxml import html as lxml_html
from lxml.html import HtmlElement
from starlette.testclient import TestClient

from crosslight.library import Library
from crosslight.model import Article
from tests.grouping.newsroom import reports
from tests.web.serving import HOST, client

VIEWS = "points side matrix timeline quotes figures voices wording naming openings missing".split()
# Far more than this site has.
MOST_PAGES = 400
AS_PAGE = {"accept": "text/html"}


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with client(tmp_path_factory.mktemp("pages")) as made:
        yield made


def tree(web: TestClient, path: str) -> HtmlElement:
    answer = web.get(path)
    assert answer.status_code == 200, f"{path}: {answer.status_code}"
    return lxml_html.document_fromstring(answer.text)


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_every_link_of_every_page_leads_to_a_page_and_to_a_place_on_it(web: TestClient) -> None:
    waiting, seen = ["/"], dict[str, set[str]]()
    places: list[tuple[str, str, str]] = []
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        page = tree(web, path)
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids)), path
        seen[path] = {*ids}
        for href in page.xpath("//a/@href"):
            target, anchor = urldefrag(urljoin(path, href))
            # Exports and the API have tests of their own; filters of filters go on for ever.
            if target.startswith(("/api", "http", "/openapi")) or target.count("&") > 2:
                continue
            if target.startswith("/point?"):
                answer = web.get(target, follow_redirects=False)
                assert answer.status_code == 303
                target, anchor = urldefrag(answer.headers["location"])
            places.append((path, target, anchor))
            waiting.append(target)
        assert len(seen) < MOST_PAGES
    assert len(seen) > 40
    for path, target, anchor in places:
        assert not anchor or anchor in seen[target], f"{path} -> {target}#{anchor}"


@pytest.mark.parametrize("what", VIEWS)
def test_every_part_of_a_story_has_one_heading_of_each_level_before_the_next(
    web: TestClient, what: str
) -> None:
    page = tree(web, f"/stories/story-1?view={what}")
    levels = [int(h.tag[1]) for h in page.xpath("//main//*[self::h1 or self::h2 or self::h3]")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert page.xpath("//nav//a[@aria-current='page']")
    assert not page.xpath("//@style | //style | //script[not(@src)] | //@onclick")


def test_points_can_be_chosen_by_status_report_and_actor_and_sorted(web: TestClient) -> None:
    whole = tree(web, "/stories/story-1")
    everything = whole.xpath("//article[contains(@class, 'point')]/@id")
    statuses = {s for c in whole.xpath("//article/@class") for s in c.split()} - {"point"}
    for status in statuses:
        some = tree(web, f"/stories/story-1?status={status}")
        shown = some.xpath("//article[contains(@class, 'point')]")
        assert shown
        assert all(status in one.get("class").split() for one in shown)
    label = whole.xpath("//select[@name='told']/option/text()")[1]
    told = tree(web, f"/stories/story-1?told={label}").xpath("//article/@id")
    lacking = tree(web, f"/stories/story-1?lacking={label}").xpath("//article/@id")
    assert sorted([*told, *lacking]) == sorted(everything)
    assert told
    (name, *_) = whole.xpath("//select[@name='actor']/option/@value")[1:]
    about = tree(web, f"/stories/story-1?actor={name}").xpath("//article/@id")
    assert 0 < len(about) <= len(everything)
    doubtful = tree(web, "/stories/story-1?order=doubt").xpath("//article/@id")
    assert sorted(doubtful) == sorted(everything)
    nothing = tree(web, "/stories/story-1?actor=Nobody+at+all")
    assert "No point is like that" in words(nothing)


def test_stories_are_filtered_as_the_address_says(web: TestClient) -> None:
    page = tree(web, "/")
    titles = [words(h) for h in page.xpath("//ol/li/h2")]
    assert len(titles) == 3
    found = tree(web, "/?q=sarn")
    assert [words(h) for h in found.xpath("//ol/li/h2")] == [t for t in titles if "Sarn" in t]
    assert found.xpath("//form//input[@name='q']/@value") == ["sarn"]
    bare = web.get("/?q=sarn&bare=true").text
    assert "<html" not in bare
    assert bare.count('<li class="story"') == 1
    assert "No story is like that" in words(tree(web, "/?q=zeppelin"))
    assert web.get("/?since=yesterday").status_code == 422


def test_an_article_has_all_its_text_and_anchors_by_letters(web: TestClient) -> None:
    article = reports()[0]
    page = tree(web, f"/articles/{article.id}")
    for anchor in page.xpath("//@id"):
        if place := re.fullmatch(r"t(\d+)-(\d+)", anchor):
            own = article.text[int(place[1]) : int(place[2])]
            (shown,) = page.xpath(f"//*[@id='{anchor}']")
            assert words(shown).startswith(" ".join(own.split()))
    assert " ".join(article.text.split())[:200] in re.sub(
        r"\s*[●○≠⇄□]⁠?\d*", "", words(page.xpath("//div[contains(@class, 'text')]")[0])
    )


def test_search_leads_to_the_sentence(web: TestClient) -> None:
    page = tree(web, "/search?q=crack+in+the+pillar&within=statements")
    (first, *_) = page.xpath("//ol//a[contains(@class, 'go')]/@href")
    path, anchor = urldefrag(first)
    assert tree(web, path).xpath(f"//*[@id='{anchor}']")
    assert "crack" in words(page.xpath("//ol//p/mark")[0])
    assert "Nothing found" in words(tree(web, "/search?q=%3F%3F&within=quotations&speaker=Nobody"))


def test_what_is_not_there_is_told_as_a_page_to_a_browser(web: TestClient) -> None:
    for path in ("/stories/story-99", "/articles/none", "/comparisons/none", "/stories/story-1/points/999"):
        answer = web.get(path, headers=AS_PAGE)
        assert answer.status_code == 404
        assert "<h1>Not Found</h1>" in answer.text
    assert web.get("/stories/story-1?view=everything", headers=AS_PAGE).status_code == 422


def test_what_is_pasted_is_compared_and_shown_as_a_story_is(web: TestClient) -> None:
    bridge = [one.text for one in reports() if "Sarn" in one.text][:2]
    given = {"texts": [*bridge, ""], "outlets": ["Post", "Radio", ""]}
    answer = web.post("/compare", data=given, follow_redirects=False)
    assert answer.status_code == 303
    base = answer.headers["location"]
    with web.stream("GET", f"/api/v1{base}/events") as events:
        assert "event: end" in [*events.iter_lines()]
    page = tree(web, base)
    assert "Post" in words(page)
    for what in VIEWS:
        tree(web, f"{base}?view={what}")
    (link, *_) = page.xpath("//a[contains(@class, 'go')]/@href")
    path, anchor = urldefrag(link)
    assert path.startswith(f"{base}/articles/")
    assert tree(web, path).xpath(f"//*[@id='{anchor}']")
    assert tree(web, f"{base}/points/1").xpath("//ol[contains(@class, 'why')]/li")
    assert web.get(f"{base}/points/99").status_code == 404
    assert web.get(f"{base}/articles/99").status_code == 404
    for form in ("html", "markdown", "json", "csv", "annotations"):
        file = web.get(f"{base}/export/{form}")
        assert "attachment" in file.headers["content-disposition"]
        assert "Sarn" in file.text


def test_nothing_to_compare_is_said(web: TestClient) -> None:
    answer = web.post("/compare", data={"texts": ["", " "], "urls": " \n"})
    assert answer.status_code == 400
    assert "Nothing was given" in answer.text


def test_text_from_outside_is_never_markup(tmp_path: Path) -> None:
    evil = "\"><script>alert('x')</script><img src=x onerror=alert(1)>{{ 7 * 7 }}\u202e"
    path = tmp_path / "library.db"
    with Library(path) as library:
        library.add(
            Article(
                id=f"{evil}-{n}",
                text=f"{one.text} {evil} “{evil},” said {evil}.",
                headline=f"{one.headline} {evil}",
                outlet=f"{evil} {n}",
                published="2021-05-03",
                url=f"javascript:alert({n})",
                byline=evil,
            )
            for n, one in enumerate(reports()[:3])
        )
    with client(tmp_path) as web:
        pages = ["/", "/search?q=alert", f"/?q={evil}", f"/search?q={evil}", f"/stories/story-1?actor={evil}"]
        pages += [f"/stories/story-1?view={what}" for what in VIEWS]
        pages += ["/stories/story-1/points/1", "/stories/story-1?view=side&report=0&report=1&report=2"]
        pages += tree(web, "/stories/story-1").xpath("//p[@class='meta']/a/@href")[:1]
        for one in pages:
            page = tree(web, one)
            assert page.xpath("//script/@src") and not page.xpath("//script[not(@src)] | //main//img")
            assert not [href for href in page.xpath("//@href") if "javascript" in href]
            assert not page.xpath("//@onerror")
            text = page.text_content()
            assert "49" not in re.findall(r"\{\{.{0,9}|49", text)
            assert "\u202e" not in text


def test_a_story_of_one_report_is_shown_though_nothing_is_compared(tmp_path: Path) -> None:
    with Library(tmp_path / "library.db") as library:
        library.add(
            [Article("alone", "Nothing happened in Harnau on Monday, the mayor said.", outlet="Post")]
        )
    with client(tmp_path) as web:
        page = tree(web, "/stories/story-1")
        assert "not compared" in words(page)
        assert page.xpath("//ol//a/@href") == ["/articles/alone"]
        assert "the mayor said" in words(tree(web, "/articles/alone"))
        assert "alone" not in tree(web, "/").xpath("//ol/li/h2/a/text()")


def test_an_empty_library_says_so(tmp_path: Path) -> None:
    Library(tmp_path / "library.db").close()
    with client(tmp_path) as web:
        assert "has no story yet" in words(tree(web, "/"))
        tree(web, "/about")


def test_the_first_view_is_small_and_files_are_known_by_what_they_hold(web: TestClient) -> None:
    answer = web.get("/stories/story-1", headers={"host": HOST})
    sent = len(gzip.compress(answer.content))
    page = lxml_html.document_fromstring(answer.text)
    for path in page.xpath("//link/@href | //script/@src"):
        assert "?" in path
        file = web.get(path)
        assert file.status_code == 200
        sent += len(gzip.compress(file.content))
    assert sent < 30_000
