from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from itertools import pairwise

import pytest
from lxml import html as lxml_html
from lxml.html import HtmlElement

from crosslight.model import (
    Article,
    Dossier,
    Link,
    Origin,
    Parsed,
    Point,
    Quotation,
    Sentence,
    Span,
    Statement,
    Unread,
)
from crosslight.reporting.html import to_html
from tests.reporting import ferry


def tree(page: str) -> HtmlElement:
    return lxml_html.document_fromstring(page)


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


@pytest.fixture(scope="module")
def page() -> HtmlElement:
    return tree(to_html(ferry.dossier()))


def reports(*texts: str, outlet: str = "Outlet") -> Dossier:
    """A dossier of one-sentence reports, all in one point."""
    parsed = []
    for i, text in enumerate(texts):
        article = Article(id=f"a{i}", outlet=f"{outlet} {i}", text=text, headline=text[:40], language="en")
        headline = Span(article.id, "headline", 0, len(article.headline))
        sentences = (Sentence(headline, ()), Sentence(Span(article.id, "text", 0, len(text)), ()))
        parsed.append(Parsed(article, "en", headline, sentences, (), (), (), (), ()))
    spans = [Span(p.article.id, "text", 0, len(p.article.text)) for p in parsed]
    links = (Link(spans[0], spans[1], "agree", 0.9, (texts[0],)),)
    outlets = tuple(p.article.outlet for p in parsed)
    origins = (Origin(texts[0], "source", ("a0", "a1")),)
    statements = tuple(Statement(span, (texts[0],)) for span in spans)
    point = Point("p1", "single", statements, outlets, origins, links, (spans[0],))
    quote = Quotation(texts[0], (spans[0],))
    return Dossier(
        tuple(parsed), links=links, points=(point,), quotes=(quote,), unread=(Unread(texts[0], texts[0]),)
    )


def test_ids_are_unique_and_made_of_numbers(page: HtmlElement) -> None:
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-z]+(\d+)?(-\d+)*(-title|-desc)?", i) for i in ids)


def test_every_link_within_the_page_has_its_target(page: HtmlElement) -> None:
    targets = {href[1:] for href in page.xpath("//@href") if href.startswith("#")}
    assert len(targets) > 40
    assert targets <= set(page.xpath("//@id"))


def test_headings_step_down_one_level_at_a_time(page: HtmlElement) -> None:
    levels = [int(h.tag[1]) for h in page.iter("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_parts_stand_in_the_order_of_the_design(page: HtmlElement) -> None:
    assert page.xpath("//main/section/@id") == [
        *("headlines", "answer", "points", "figures", "timeline"),
        *("quotes", "attributions", "voices", "wording", "names", "openings", "omissions"),
        *("alone", "reports", "unread"),
    ]
    assert {s.get("aria-labelledby") for s in page.xpath("//main/section")} <= set(page.xpath("//h2/@id"))


def test_nothing_is_loaded_and_the_policy_names_what_is_there(page: HtmlElement) -> None:
    assert not page.xpath("//*[@src] | //link | //img | //iframe | //object | //@style | //*[@onclick]")
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'; ")
    for tag in ("style", "script"):
        (element,) = page.xpath(f"//{tag}")
        digest = base64.b64encode(hashlib.sha256(element.text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
        assert not re.search(r"url\(|@import|https?:", element.text)


def test_only_web_addresses_of_articles_become_links() -> None:
    dossier = reports("One thing happened.", "One thing happened.")
    for url in ("javascript:alert(1)", "data:text/html,x", "https://", "http://[bad", "file:///etc/passwd"):
        first = dossier.articles[0]
        bad = replace(first, article=replace(first.article, url=url))
        page = tree(to_html(replace(dossier, articles=(bad, *dossier.articles[1:]))))
        assert all(href.startswith("#") for href in page.xpath("//@href"))


def test_the_numbers_count_points_by_status(page: HtmlElement) -> None:
    counts = {li.get("class"): li.xpath("string(span[1])") for li in page.xpath("//ul[@class='counts']/li")}
    assert counts == {"corroborated": "3", "disputed": "1", "conflicting": "1", "single": "1", "alone": "11"}


def test_outlets_stand_in_the_same_order_in_every_point(page: HtmlElement) -> None:
    for point in page.xpath("//article[contains(@class, 'point ')]"):
        outlets = [words(o) for o in point.xpath(".//span[@class='outlet']")]
        assert outlets == ["Ansel Courier", "The Meridian Post", "Northern Wire"]


def test_a_point_marks_what_differs_and_names_who_speaks(page: HtmlElement) -> None:
    point = page.get_element_by_id("point-4")
    assert [words(m) for m in point.iter("mark")] == ["Nobody could", "no one could"]
    assert {words(by) for by in point.xpath(".//span[@class='by']")} == {"Captain Oda Brandt", "Strait Lines"}
    assert "⇄ disputed" in words(point.find(".//h3"))
    assert "2 outlets, 2 origins" in words(point)
    assert "nothing on this" in words(point)


def test_the_relation_is_said_in_words_with_its_number_and_reasons(page: HtmlElement) -> None:
    details = page.get_element_by_id("point-4").find(".//details")
    assert "⇄ dispute ×2, likely to sure" in words(details.find("summary"))
    assert "Captain Oda Brandt against Strait Lines" in words(details)
    assert "(0.82)" in words(details)


def test_what_goes_beyond_the_shared_part_is_told_apart() -> None:
    point = tree(to_html(ferry.parted())).get_element_by_id("point-1")
    assert [words(e) for e in point.find_class("beyond")] == [
        "At least a dozen people were killed on Tuesday evening when",
        "off the coast of Port Ansel, the coastguard said",
    ]
    reasons = words(point.find_class("reasons")[0])
    assert "… the ferry Maribel burned …" in reasons
    assert "At least a dozen people" not in reasons
    # What goes beyond has no other marks; the words of the other outlets keep theirs.
    assert not point.xpath(".//*[@class='beyond']//mark")
    assert "at least 12" in [words(m) for m in point.iter("mark")]


def test_statements_that_are_shared_whole_have_nothing_beyond(page: HtmlElement) -> None:
    assert not page.find_class("point")[0].find_class("beyond")


def test_two_outlets_with_one_source_are_one_origin(page: HtmlElement) -> None:
    header = words(page.get_element_by_id("point-3").find("header"))
    assert header.startswith("Point 3 ○ from one origin 2 outlets, 1 origin: ")
    assert header.endswith("Harbour Authority, in Ansel Courier and The Meridian Post")


def test_a_copy_is_folded_into_its_original_and_named(page: HtmlElement) -> None:
    assert "word for word in Evening Lamp" in words(page.get_element_by_id("point-1"))
    assert page.get_element_by_id("report-3").xpath(".//sup/a/@href") == ["#point-1"]


def test_a_click_leads_to_the_sentence_and_back(page: HtmlElement) -> None:
    line = page.get_element_by_id("point-6").xpath(".//div[@class='line']")[0]
    there = page.get_element_by_id(line.xpath(".//a/@href")[0][1:])
    assert words(there).startswith("Divers will go down again on Thursday.")
    assert "#point-6" in there.xpath(".//a/@href")


def test_a_statement_of_one_outlet_leads_to_its_sentence_and_back(page: HtmlElement) -> None:
    sole = page.xpath("//section[@id='alone']//div[@class='sole'][1]")[0]
    there = page.get_element_by_id(sole.xpath(".//a/@href")[0][1:])
    assert f"#{sole.get('id')}" in there.xpath(".//a/@href")


def test_articles_stand_in_full_with_noise_and_its_reason() -> None:
    page = tree(to_html(ferry.dossier()))
    noise = [words(n) for n in page.xpath("//div[@class='text']//span[@class='noise']")]
    assert noise[1] == "Share this article [share prompt]"
    for column, article in enumerate(ferry.ARTICLES.values()):
        report = page.get_element_by_id(f"report-{column}")
        for extra in report.xpath(".//sup | .//small"):
            extra.drop_tree()
        shown = "".join(words(report).split())
        assert "".join(article.text.split()) in shown


def test_figures_that_differ_come_first_with_their_values(page: HtmlElement) -> None:
    rows = page.xpath("//table[@class='figures']/tbody/tr")
    assert [words(row.find("th")) for row in rows] == ["people killed", "crew", "divers return", "passengers"]
    assert [words(m) for m in rows[0].iter("mark")] == ["12", "Fourteen", "a dozen"]
    assert "Ansel Courier 12, The Meridian Post 14: different, sure" in words(rows[0])


def test_the_timeline_is_never_more_exact_than_the_text(page: HtmlElement) -> None:
    assert [words(h) for h in page.xpath("//ol[@class='timeline']/li/h3")] == [
        *("2029", "January 2031", "Tuesday, 4 March 2031"),
        *("Thursday, 6 March 2031", "5 to 9 March 2031", "no date"),
    ]


def test_events_of_one_day_stand_together_and_shared_ones_side_by_side() -> None:
    dossier = ferry.dossier()
    day = dossier.timeline[2]
    parts = [
        replace(day, statements=spans) for spans in (day.statements, *((s,) for s in day.statements[:2]))
    ]
    page = tree(to_html(replace(dossier, timeline=tuple(parts))))
    (item,) = page.xpath("//ol[@class='timeline']/li")
    assert [len(row.xpath(".//div[@class='line']")) for row in item.xpath("ul")] == [3, 2]


def test_quotations_of_the_same_words_stand_side_by_side(page: HtmlElement) -> None:
    speaker = page.get_element_by_id("speaker-1")
    assert words(speaker.find("h3")) == "Captain Oda Brandt"
    assert [words(m) for m in speaker.iter("mark")] == [
        "We found the engine room door",
        "the",
        "Nobody",
        "no one",
    ]
    assert [words(by) for by in speaker.find_class("by")] == ["≈ reported, not quoted"]
    assert "rescuers had found the engine room door" in words(speaker)
    assert "Not quoted but reported at the beginning: We found the engine room door" in words(speaker)


def test_who_is_quoted_how_long_is_one_click_from_each_attribution(page: HtmlElement) -> None:
    first, second = page.xpath("//table[@class='who']/tbody/tr")
    assert [[words(part) for part in cell] for cell in first[1:]] == [
        ["Ansel Courier", "13 words quoted", "told"],
        ["The Meridian Post", "10 words quoted, 7 words reported", "said"],
        ["Northern Wire", "—"],
    ]
    assert words(second[0]) == "a police spokeswoman"
    there = page.get_element_by_id(first.xpath(".//span[@class='cues']/a/@href")[0][1:])
    assert words(there).startswith('"We found the engine room door')


def test_the_verbs_of_a_point_stand_side_by_side_and_facts_first(page: HtmlElement) -> None:
    section = page.get_element_by_id("attributions")
    first, second = section.find_class("voiced")
    assert "≠ fact or attributed point 5" in words(first)
    assert [words(by) for by in first.find_class("by")] == [
        "■ stated as fact",
        "quoted, nobody is named for it",
    ]
    assert [words(by) for by in second.find_class("by")] == [
        "“denied” (denying) — Strait Lines",
        "“said” — Strait Lines",
    ]
    assert [words(m) for m in second.iter("mark")] == ["denied", "said"]
    assert second.xpath("./p/a/@href") == ["#point-4"]
    assert "1 other point, of which no two outlets make the same claim, left out" in words(section)


def test_what_was_left_out_is_told_with_the_reason(page: HtmlElement) -> None:
    assert [words(li) for li in page.xpath("//section[@id='unread']//li")] == [
        "Le Phare d'Ansel: language fr: only English is compared",
        "scan.pdf: a PDF, not text",
    ]
    assert words(page.get_element_by_id("report-4")).startswith("Le Phare d'Ansel Wednesday")
    assert page.xpath("//article[@id='report-4']/div/@lang") == ["fr"]


ATTACK = (
    "</p></script><script>alert(1)</script><img src=x onerror=alert(1)> \"' onclick=x {{ 7 * 7 }} &lt;b&gt;"
)


def test_text_of_articles_never_becomes_markup() -> None:
    page = tree(to_html(reports(ATTACK, ATTACK, outlet=ATTACK)))
    assert len(page.xpath("//script")) == 1
    assert not page.xpath("//img | //*[@onerror or @onclick]")
    line = words(page.xpath("//div[@class='line']/p")[0])
    assert line.startswith(ATTACK)


def test_control_characters_are_shown_and_cannot_turn_the_text_around() -> None:
    text = "Bell\x07 escape\x1b[31m null\x00 turn\u202eback \ud800 c1\x9b tag\U000e0041 end."
    page = to_html(reports(text, text))
    assert (
        "Bell[U+0007] escape[U+001B][31m null[U+0000] turn[U+202E]back \ufffd c1[U+009B] tag\ufffd end."
        in page
    )
    page.encode("utf-8")
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", page)


def test_right_to_left_text_is_isolated() -> None:
    page = tree(to_html(reports("اندلع حريق في العبارة.", "اندلع حريق في السفينة.", outlet="المنارة")))
    assert all(p.get("dir") == "auto" for p in page.xpath("//div[@class='line']/p"))
    labels = page.xpath("//span[contains(@class, 'outlet')]")
    assert labels
    assert all(label.find("bdi") is not None for label in labels)


def test_many_reports_show_only_the_columns_that_have_the_point() -> None:
    dossier = reports(*(f"Report {i} says one thing." for i in range(9)))
    point = dossier.points[0]
    few = replace(point, statements=point.statements[2:4], outlets=point.outlets[2:4])
    page = tree(to_html(replace(dossier, points=(few,))))
    cells = page.get_element_by_id("point-1").xpath(".//li[contains(@class, 'cell')]/span")
    assert [words(c) for c in cells] == ["Outlet 2", "Outlet 3"]
    assert not page.xpath("//div[contains(@class, 'heads')]")


def test_a_long_list_says_what_it_folds() -> None:
    text = " ".join(f"Fact number {i} is told." for i in range(12))
    dossier = reports(text, "Something else.")
    spans = [Span("a0", "text", m.start(), m.end()) for m in re.finditer(r"Fact.*?\.", text)]
    first = replace(dossier.articles[0], sentences=tuple(Sentence(s, ()) for s in spans))
    points = tuple(
        Point(f"p{i}", "single", (Statement(s),), ("Outlet 0",), (), ()) for i, s in enumerate(spans)
    )
    page = tree(to_html(replace(dossier, articles=(first, dossier.articles[1]), points=points)))
    cell = page.xpath("//section[@id='alone']//li")[0]
    assert words(cell.find("h3")) == "Outlet 0 12"
    assert words(cell.find("details/summary")) == "4 more"
    assert len(cell.xpath(".//details//div[@class='sole']")) == 4


def test_an_empty_dossier_still_makes_a_page() -> None:
    page = tree(to_html(Dossier(())))
    assert "No two outlets tell the same thing" in words(page)


def test_the_same_dossier_gives_the_same_page() -> None:
    assert to_html(ferry.dossier()) == to_html(ferry.dossier())
