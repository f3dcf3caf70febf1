from __future__ import annotations

from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from crosslight.model import Dossier, Unread
from crosslight.reporting.markdown import to_markdown
from crosslight.reporting.markdown_text import escape
from tests.reporting import ferry

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def kinds(text: str) -> set[str]:
    """The kinds of all tokens that a Markdown parser sees."""
    found = set()
    for token in MARKDOWN.parse(text):
        found |= {token.type, *(child.type for child in token.children or ())}
    return found


@pytest.mark.parametrize(
    "text",
    [
        "# not a heading",
        "- not a list",
        "1. not a list",
        "+ not a list",
        "> not a quotation",
        "=====",
        "***",
        "a *b* _c_ **d** ~~e~~ `f` <b>g</b> &lt;h&gt; [i](j) ![k](l) | m | n",
        "<script>alert(1)</script>",
        "<https://x.example>",
        "[x]: https://x.example",
        "back\\slash \\*",
    ],
)
def test_escaped_text_is_only_text(text: str) -> None:
    assert kinds(escape(text)) <= {"paragraph_open", "inline", "paragraph_close", "text", "text_special"}
    shown = "".join(child.content for token in MARKDOWN.parse(escape(text)) for child in token.children or ())
    assert shown == text


def test_bare_addresses_do_not_become_links() -> None:
    assert escape("see https://x.example, www.y.example, a@b.example") == (
        "see https\\://x.example, www\\.y.example, a\\@b.example"
    )


def test_control_characters_are_shown() -> None:
    assert escape("a\x1b[31m\nb\u202e") == "a\\[U+001B\\]\\[31m b\\[U+202E\\]"


def test_the_parts_stand_in_the_order_of_the_page() -> None:
    lines = to_markdown(ferry.dossier()).splitlines()
    assert [line for line in lines if line.startswith(("# ", "## "))] == [
        "# 3 reports of one event, side by side",
        "## Points",
        "## Figures and dates",
        "## Timeline",
        "## Who is quoted where",
        "## How they attribute",
        "## Whose words fill it",
        "## How they word it",
        "## Names they use",
        "## What they put first",
        "## What they leave out",
        "## In one outlet alone",
        "## The reports",
        "## Left out",
    ]


def test_what_differs_is_bold_and_the_speaker_named() -> None:
    text = to_markdown(ferry.dossier())
    assert (
        '- **Ansel Courier**, on the word of Captain Oda Brandt: "**Nobody could** have opened it."' in text
    )
    assert "2 outlets, 1 origin: Harbour Authority, in Ansel Courier and The Meridian Post." in text
    assert "3 corroborated (by two or more origins, 1 of them only possibly), 1 disputed" in text
    assert "- scan.pdf: a PDF, not text" in text


def test_every_bold_word_is_bold_for_a_parser() -> None:
    rendered = MARKDOWN.render(to_markdown(ferry.dossier()))
    assert "**" not in rendered
    assert "<strong>Nobody could</strong>" in rendered


def test_what_goes_beyond_the_shared_part_is_in_italics() -> None:
    text = to_markdown(ferry.parted())
    assert (
        "*At least a dozen people were killed on Tuesday evening when* the ferry Maribel burned *off" in text
    )
    rendered = MARKDOWN.render(text)
    assert "<em>off the coast of Port Ansel, the coastguard said</em>." in rendered


def test_article_text_never_becomes_markup() -> None:
    evil = "</li><img src=x onerror=alert(1)> [x](javascript:alert(1)) # **b**"
    dossier = ferry.dossier()
    first = dossier.articles[0]
    article = replace(first.article, outlet=evil, byline=evil, url="https://x.example/<b>|a b")
    text = to_markdown(
        replace(
            dossier,
            articles=(replace(first, article=article), *dossier.articles[1:]),
            unread=(Unread(evil, evil),),
        )
    )
    assert not kinds(text) & {"html_inline", "html_block", "image"}
    rendered = MARKDOWN.render(text)
    assert "<img" not in rendered
    assert "javascript" not in "".join(part.split('"')[0] for part in rendered.split('href="')[1:])


def test_an_empty_dossier_is_still_a_document() -> None:
    assert "No two outlets tell the same thing" in to_markdown(Dossier(()))
