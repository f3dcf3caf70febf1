import json
from pathlib import Path

import pytest

import crosslight
from crosslight.errors import ReadError
from crosslight.grouping import group
from crosslight.model import Article, Unread
from tests.grouping.newsroom import reports


def test_files_and_articles_are_grouped_together(tmp_path: Path) -> None:
    first, *rest = reports()
    row = {"id": first.id, "title": first.headline, "text": first.text, "published": first.published}
    path = tmp_path / "more.jsonl"
    path.write_text(json.dumps(row) + "\n{broken\n", "utf-8")
    seen: list[tuple[str, int, int]] = []
    found = crosslight.group([*rest, path], progress=lambda *step: seen.append(step))
    assert len(found.stories) == 3
    assert [one for one in found.unread if "more.jsonl" in one.input]
    assert seen[0] == ("grouping", 0, 9)


def test_stories_come_in_the_order_of_their_first_articles() -> None:
    articles = reports()[::-1]
    found = group(articles)
    assert [story.articles[0] for story in found.stories] == [articles[n].id for n in range(3)]
    assert [story.id for story in found.stories] == ["story-1", "story-2", "story-3"]


def test_what_was_not_read_is_passed_on() -> None:
    left = Unread("a.pdf", "is no text")
    assert group([Article("a", "Rain")], unread=[left]).unread == (left,)
    assert group([]).stories == ()


def test_a_date_that_is_none_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Rain fell.", "utf-8")
    with pytest.raises(ReadError):
        group([path], published="soon")
