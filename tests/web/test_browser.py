"""The five things that a reader does, in a real browser, on a phone and at a desk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from tests.web.browsing import SIZES, Reader, chromium, site

# Every kind of page, with something on it.
PAGES = {
    "stories": "/",
    "points": "/stories/story-1",
    "filtered": "/stories/story-1?status=disputed&order=doubt&told=Southmarch+Radio",
    "side": "/stories/story-1?view=side",
    "three": "/stories/story-1?view=side&report=0&report=1&report=2",
    "matrix": "/stories/story-1?view=matrix",
    "timeline": "/stories/story-1?view=timeline",
    "quotes": "/stories/story-1?view=quotes",
    "figures": "/stories/story-1?view=figures",
    "naming": "/stories/story-1?view=naming",
    "wording": "/stories/story-1?view=wording",
    "openings": "/stories/story-1?view=openings",
    "voices": "/stories/story-1?view=voices",
    "missing": "/stories/story-1?view=missing",
    "point": "/stories/story-1/points/1",
    "article": "/articles/coast-today",
    "search": "/search?q=brakes+of+the+tram",
    "compare": "/compare",
    "about": "/about",
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def address(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    assert browser.is_connected()
    with site(tmp_path_factory.mktemp("site")) as found:
        yield found


@pytest.fixture(params=SIZES)
def reader(
    request: pytest.FixtureRequest, browser: Browser, address: str, tmp_path: Path
) -> Iterator[Reader]:
    found = Reader(browser, address, tmp_path, request.param)
    yield found
    found.close()


def test_a_reader_finds_a_story_by_filter_and_search(reader: Reader) -> None:
    page = reader.open("/")
    stories = page.locator(".stories .story")
    everything = stories.count()
    assert everything > 1
    page.get_by_label("Words").fill("tram")
    expect(stories).to_have_count(1)
    expect(page).to_have_url(re.compile(r"\?q=tram$"))
    reader.shoot("search-as-you-type")
    page.get_by_label("Words").fill("")
    expect(stories).to_have_count(everything)
    page.get_by_text("Time, outlet, actor, language").click()
    page.get_by_role("combobox", name="Outlet").fill("coast today")
    expect(stories).to_have_count(1)
    reader.check()
    # The address has the choice: it is good without the script too.
    page.goto(page.url)
    expect(stories).to_have_count(1)
    page.keyboard.press("/")
    page.keyboard.type("brakes")
    page.keyboard.press("Enter")
    expect(page.locator(".found .story")).not_to_have_count(0)
    reader.check()
    reader.shoot("found")
    page.locator(".found .go").first.click()
    expect(page).to_have_url(re.compile(r"/articles/[^#]+#[th]\d+-\d+$"))
    expect(page.locator(".s:target")).to_be_in_viewport()


def test_a_reader_works_through_the_points_of_a_story(reader: Reader) -> None:
    page = reader.open("/stories/story-1")
    points = page.locator(".point")
    everything = points.count()
    reader.shoot("points")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(points.nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(points.first).to_be_focused()
    page.keyboard.press("o")
    why = points.first.locator("ol.why > li")
    expect(why.first).to_contain_text(re.compile(r"\(0\.\d\d\)"))
    # A judgement: whose it is, is asked once.
    name = f"Nora {reader.width}"
    why.first.get_by_role("button", name="Right").click()
    page.get_by_label("Your name").fill(name)
    page.get_by_role("button", name="Keep").click()
    expect(why.first.locator(".judged").filter(has_text=f"{name} confirmed")).to_be_visible()
    other = "agree" if "overlap, " in why.first.inner_text() else "overlap"
    why.first.get_by_label("It is").select_option(other)
    why.first.get_by_role("button", name="Correct").click()
    own = why.first.locator(".judged").filter(has_text=f"{name} corrected to “{other}”")
    expect(own).to_be_visible()
    reader.shoot("judged")
    own.get_by_role("button", name="take back").click()
    expect(own).to_have_count(0)
    reader.check()
    page.locator(".top .tallies a", has_text="disputed").click()
    expect(points).to_have_count(1)
    page.get_by_role("link", name="show all").click()
    expect(points).to_have_count(everything)
    page.get_by_text("Filter and sort").click()
    page.get_by_label("Not told by").select_option("Coast Today")
    expect(page).to_have_url(re.compile(r"lacking=Coast\+Today$"))
    assert 0 < points.count() < everything
    reader.check()


def test_a_reader_goes_to_the_article_and_comes_back_by_a_permalink(reader: Reader) -> None:
    page = reader.open("/stories/story-1")
    point = page.locator(".point").nth(3)
    words = point.locator(".line p").first.inner_text()
    point.locator("a.go").first.click()
    marked = page.locator(".s:target")
    expect(marked).to_be_in_viewport()
    assert marked.inner_text()[:30] in words
    reader.shoot("article")
    marked.locator("sup a").first.click()
    expect(page).to_have_url(re.compile(r"/stories/story-1#point-4$"))
    expect(page.locator("#point-4")).to_be_in_viewport()
    permalink = page.locator("#point-4 .permalink").get_attribute("href")
    assert permalink is not None
    page.goto(permalink)
    expect(page).to_have_url(re.compile(r"/stories/story-1#point-4$"))
    # Any place leads to its sentence, not only a whole one.
    reader.open("/articles/coast-today")
    start = page.locator(".text .s").nth(3).get_attribute("id")
    assert start is not None
    first, last = map(int, start[1:].split("-"))
    page.goto(f"/articles/coast-today#t{first + 2}-{last - 2}")
    expect(page).to_have_url(re.compile(f"#{start}$"))
    reader.check()


def test_a_reader_lays_two_reports_side_by_side_and_adds_a_link(reader: Reader) -> None:
    page = reader.open("/stories/story-1?view=side")
    assert page.locator(".spread.facing").count() > 5
    reader.shoot("side")
    page.get_by_role("button", name="Choose sentences").click()
    alone = page.locator(".spread:not(.facing, .heads)")
    alone.locator(".page-a").get_by_role("button", name="choose").last.click()
    alone.locator(".page-b .line p").last.click(position={"x": 4, "y": 4})
    expect(page.locator(".line.chosen")).to_have_count(2)
    page.get_by_role("button", name="Add the link").click()
    page.get_by_label("Your name").fill("Nora")
    page.get_by_role("button", name="Keep").click()
    expect(page.locator(".picked")).to_contain_text("Added")
    reader.check()


def test_a_reader_compares_two_texts_now(reader: Reader) -> None:
    page = reader.open("/compare")
    page.get_by_label("Outlet").nth(0).fill("The Harbour Post")
    page.get_by_label("Report 1").fill(
        "Ferry fire injures nine at Lowport\n\nNine people were injured when a ferry caught fire in Lowport "
        "harbour on Monday, police said. The fire began in the engine room, the owner of the ferry said."
    )
    page.get_by_label("Outlet").nth(1).fill("Lowport Radio")
    page.get_by_label("Report 2").fill(
        "Eleven hurt in Lowport ferry fire\n\nEleven people were injured when a ferry caught fire in the "
        "harbour of Lowport on Monday, the fire brigade said. The fire began in the kitchen, a witness said."
    )
    reader.shoot("compare")
    page.get_by_role("button", name="Compare").click()
    expect(page).to_have_url(re.compile(r"/comparisons/"))
    expect(page.locator(".point").first).to_be_visible(timeout=120_000)
    expect(page.locator("main")).to_contain_text("The Harbour Post")
    reader.shoot("compared")
    reader.check()
    page.locator("a.why").first.click()
    expect(page.locator("ol.why > li").first).to_be_visible()
    page.locator("a.go").first.click()
    expect(page.locator(".s:target")).to_be_in_viewport()
    reader.check()


def test_a_reader_exports_and_prints(reader: Reader) -> None:
    page = reader.open("/stories/story-1")
    for word, suffix in (("Page (HTML)", "html"), ("Markdown", "md"), ("Table (CSV)", "csv")):
        if not page.locator(".export[open]").count():
            page.locator(".export summary").click()
        with page.expect_download() as waiting:
            page.get_by_role("link", name=word).click()
        path = waiting.value.path()
        assert waiting.value.suggested_filename == f"story-1.{suffix}"
        assert "Varnmouth" in path.read_text("utf-8")
    page.emulate_media(media="print")
    expect(page.locator(".bar")).to_be_hidden()
    expect(page.locator(".point").first).to_be_visible()
    reader.shoot("print")
    assert len(page.pdf()) > 10_000


def test_without_a_script_everything_is_there_but_what_only_it_can_do(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/?q=tram")
    page.get_by_role("link", name=re.compile("tram")).first.click()
    page.get_by_text("Filter and sort").click()
    page.locator("select[name=told]").select_option("Coast Today")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".shown")).to_contain_text("of")
    page.locator("a.why").first.click()
    expect(page.locator("ol.why > li").first).to_be_visible()
    expect(page.locator(".judge").first).to_be_hidden()
    page.goto("/compare")
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing was given")
    context.close()


@pytest.mark.parametrize(("scheme", "size"), [("light", "desktop"), ("dark", "desktop"), ("dark", "phone")])
@pytest.mark.parametrize("name", PAGES)
def test_no_page_has_a_serious_barrier(
    browser: Browser, address: str, tmp_path: Path, name: str, scheme: str, size: str
) -> None:
    reader = Reader(browser, address, tmp_path, size, scheme)
    page = reader.open(PAGES[name])
    page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true; })")
    if name == "points":
        page.locator("a.why").first.click()
        page.locator("ol.why").first.wait_for()
    found = Axe().run(page).response["violations"]
    serious = [
        (
            one["id"],
            [node["html"][:160] for node in one["nodes"]][:4],
            one["nodes"][0]["failureSummary"][:300],
        )
        for one in found
        if one["impact"] in ("serious", "critical")
    ]
    assert serious == []
    reader.shoot(name)
    reader.close()
