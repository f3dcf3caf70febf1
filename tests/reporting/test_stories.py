import json
import re
from io import StringIO

import pytest
from rich.console import Console

from crosslight.model import Article, Assignment, Copy, Grouping, Story, Unread
from crosslight.reporting.stories import facts, grouping_json, render_grouping, title, to_index

FIRE = Story(
    "story-1",
    "Ferry burns <b>in</b> harbour",
    ("a", "b", "c"),
    (("a", "b"),),
    (Copy("b", "a", 0.91234, True, "earlier"), Copy("c", "a", 0.3, False, "longer")),
    (Assignment("a", "story-1", 0.97, ("names: Harnau",), "story-2", 0.1234),),
)
ALONE = Story("story-2", "", ("d",), assigned=(Assignment("d", "story-2", 0.6, ()),))
GROUPING = Grouping((FIRE, ALONE), (Unread("x.pdf", "is <no> text"),))
ARTICLES = {
    "a": Article("a", "Text.", outlet="Harbour\x1b[31m Post"),
    "b": Article("b", "Text.", outlet="Bell"),
    "c": Article("c", "Text.", outlet="Bell"),
    "d": Article("d", "Rain fell on the hills all day.\nMore came."),
}


def test_json_has_the_fields_of_the_contract_and_the_reasons() -> None:
    told = json.loads(grouping_json(GROUPING))
    assert told["unread"] == [{"input": "x.pdf", "why": "is <no> text", "kept": False}]
    first, second = told["stories"]
    assert (first["id"], first["headline"], first["articles"]) == ("story-1", FIRE.headline, ["a", "b", "c"])
    assert first["copies"] == [["a", "b"]]
    assert first["carried"][0] == {
        "article": "b",
        "of": "a",
        "share": 0.912,
        "whole": True,
        "rule": "earlier",
    }
    assert first["assigned"] == [
        {
            "article": "a",
            "probability": 0.97,
            "sure": "sure",
            "why": ["names: Harnau"],
            "second": {"story": "story-2", "probability": 0.123},
        }
    ]
    assert second["assigned"][0]["second"] is None


def test_json_can_be_written_whatever_the_text() -> None:
    odd = Story("story-1", "\ud800", ("a",))
    assert json.loads(grouping_json(Grouping((odd,))).encode())["stories"][0]["headline"] == "\ud800"


def test_a_story_without_a_headline_is_called_by_its_first_words() -> None:
    assert title(ALONE, ARTICLES) == "Rain fell on the hills all day. More came."


def test_facts_name_outlets_once_and_count_copies() -> None:
    assert facts(FIRE, ARTICLES).startswith("3 articles · Harbour")
    assert facts(FIRE, ARTICLES).endswith("Post and Bell · 1 copy of 1 text")


def test_a_terminal_shows_stories_then_what_stands_alone() -> None:
    console = Console(width=90, record=True, file=StringIO())
    render_grouping(GROUPING, ARTICLES, console)
    shown = console.export_text()
    assert shown.index("Ferry burns <b>in</b> harbour") < shown.index("1 article alone") < shown.index("Rain")
    assert "\x1b" not in shown
    assert "4 articles, 2 stories" in shown


def test_the_index_links_what_was_compared_and_escapes_the_rest() -> None:
    page = to_index(GROUPING, ARTICLES, {"story-1": "story-1.html"})
    assert '<a href="story-1.html">Ferry burns &lt;b&gt;in&lt;/b&gt; harbour</a>' in page
    assert "is &lt;no&gt; text" in page
    assert "<script" not in page
    assert re.findall(r"(?:src|href)=\"([^\"]*)\"", page) == ["story-1.html"]
    assert page.count("not compared") == 1


@pytest.mark.parametrize("count", [1, 2])
def test_counts_are_told_in_words(count: int) -> None:
    page = to_index(Grouping((FIRE, ALONE)[:count]), ARTICLES, {})
    assert ("3 articles, 1 story" if count == 1 else "4 articles, 2 stories") in page
