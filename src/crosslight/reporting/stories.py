"""Stories as JSON, on a terminal, and as the index page of their comparisons."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from crosslight.model import Article, Assignment, Copy, Grouping, Story
from crosslight.reporting.json import SCHEMA, Row, dumps
from crosslight.reporting.words import likelihood, listed, one_line, several

# Outlets named beside a headline; the others are counted.
NAMED = 8
# Headlines of stories of one article that a terminal shows.
ALONE = 20


def grouping_json(grouping: Grouping) -> str:
    """Return stories as indented JSON: the same articles and version give the same bytes."""
    found: Row = {
        "crosslight": version("crosslight"),
        "schema": SCHEMA,
        "stories": [_story(story) for story in grouping.stories],
        "unread": [{"input": u.input, "why": u.why, "kept": u.kept} for u in grouping.unread],
    }
    return dumps(found, indent=1) + "\n"


def render_grouping(grouping: Grouping, articles: Mapping[str, Article], console: Console) -> None:
    """Write stories to a console: first those of several articles, then those of one."""
    together = [story for story in grouping.stories if len(story.articles) > 1]
    alone = [story for story in grouping.stories if len(story.articles) == 1]
    total = sum(len(story.articles) for story in grouping.stories)
    console.print(Text(f"{several(total, 'article')}, {_stories(len(grouping.stories))}", "bold"), "")
    for story in together:
        console.print(Text(title(story, articles), "bold"))
        console.print(Padding(Text(facts(story, articles), "dim"), (0, 0, 0, 2)))
    if alone:
        console.print("", Text(f"{several(len(alone), 'article')} alone", "bold"))
        for story in alone[:ALONE]:
            console.print(Padding(Text(title(story, articles)), (0, 0, 0, 2)))
        if len(alone) > ALONE:
            console.print(Padding(Text(f"and {len(alone) - ALONE} more, in --json", "dim"), (0, 0, 0, 2)))


def to_index(grouping: Grouping, articles: Mapping[str, Article], pages: Mapping[str, str]) -> str:
    """Return a page that lists the stories; `pages` has the file of each that was compared.

    All text of articles is escaped by the template engine, and nothing may load but the page's style.
    """
    style = Markup((files(__package__) / "page.css").read_text("utf-8"))  # noqa: S704 - our own file
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return _template().get_template("index.html.j2").render(
        stories=[
            (title(story, articles), facts(story, articles), pages.get(story.id))
            for story in sorted(grouping.stories, key=lambda story: story.id not in pages)
        ],
        unread=grouping.unread,
        heading=f"{several(sum(len(story.articles) for story in grouping.stories), 'article')}, "
        f"{_stories(len(grouping.stories))}",
        style=style,
        style_hash=f"sha256-{digest}",
        version=version("crosslight"),
    )  # fmt: skip


def title(story: Story, articles: Mapping[str, Article]) -> str:
    """Return the headline of a story, or the first words of its first article, in one line."""
    return (
        one_line(story.headline or " ".join(articles[story.articles[0]].text[:300].split()[:14])) or story.id
    )


def facts(story: Story, articles: Mapping[str, Article]) -> str:
    """Return how many articles a story has, of which outlets, and how many are copies."""
    outlets = [one_line(articles[a].outlet or a) for a in story.articles]
    told = [several(len(story.articles), "article"), listed(list(dict.fromkeys(outlets)), NAMED)]
    if story.copies:
        extra = sum(len(family) - 1 for family in story.copies)
        told.append(f"{extra} {'copy' if extra == 1 else 'copies'} of {several(len(story.copies), 'text')}")
    return " · ".join(told)


def _stories(count: int) -> str:
    return "1 story" if count == 1 else f"{count} stories"


@cache
def _template() -> Environment:
    loader = PackageLoader("crosslight.reporting")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined)


def _story(story: Story) -> Row:
    return {
        "id": story.id,
        "headline": story.headline,
        "articles": list(story.articles),
        "copies": [list(family) for family in story.copies],
        "carried": [_copy(copy) for copy in story.carried],
        "assigned": [_assignment(one) for one in story.assigned],
    }


def _copy(copy: Copy) -> Row:
    return {
        "article": copy.article,
        "of": copy.of,
        "share": round(copy.share, 3),
        "whole": copy.whole,
        "rule": copy.rule,
    }


def _assignment(one: Assignment) -> Row:
    second: Row | None = None
    if one.second is not None:
        second = {"story": one.second, "probability": round(one.second_probability, 3)}
    return {
        "article": one.article,
        "probability": round(one.probability, 3),
        "sure": likelihood(one.probability),
        "why": list(one.why),
        "second": second,
    }
