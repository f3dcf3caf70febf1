from __future__ import annotations

from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console

from crosslight.model import Dossier, Point, Statement, Unread
from crosslight.reporting.terminal import POINTS, render
from tests.reporting import ferry


def written(dossier: Dossier, width: int = 100, color: bool = False) -> str:
    out = StringIO()
    render(
        dossier,
        Console(file=out, width=width, force_terminal=color, color_system="truecolor" if color else None),
    )
    return out.getvalue()


def test_the_parts_stand_in_the_order_of_the_page() -> None:
    text = written(ferry.dossier())
    titles = (
        "Points",
        "Figures and dates",
        "Timeline",
        "Who is quoted where",
        "How they attribute",
        "In one outlet alone",
        "Left out",
    )
    places = [text.index(f"\n{title}\n") for title in titles]
    assert places == sorted(places)


def test_outlets_stand_beside_each_other_where_they_fit() -> None:
    (head,) = [line for line in written(ferry.dossier(), 120).splitlines()[:3] if "Courier" in line]
    assert head.split() == "Ansel Courier The Meridian Post Northern Wire".split()


@pytest.mark.parametrize("width", [20, 40, 80, 120, 300])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    lines = written(ferry.dossier(), width).splitlines()
    assert max(map(len, lines)) <= width


def test_outlets_stand_beneath_each_other_on_a_narrow_terminal() -> None:
    lines = [line.strip() for line in written(ferry.dossier(), 60).splitlines() if line.strip()]
    assert lines[1:3] == ["Ansel Courier", "Ferry fire off Port Ansel kills 12"]
    assert lines[4] == "The Meridian Post"


def test_markup_in_articles_is_not_read_and_escapes_do_not_reach_the_terminal() -> None:
    evil = "[bold red]loud[/] [link=https://x.example]x[/link] \x1b]0;title\x07 \x9b31m \u202eback"
    dossier = ferry.dossier()
    first = dossier.articles[0]
    article = replace(first.article, outlet=evil)
    text = written(
        replace(
            dossier,
            articles=(replace(first, article=article), *dossier.articles[1:]),
            unread=(Unread(evil, evil),),
        ),
        width=300,
    )
    assert (
        "[bold red]loud[/] [link=https://x.example]x[/link] [U+001B]]0;title[U+0007] [U+009B]31m [U+202E]back"
        in text
    )
    assert not any(c in text for c in "\x1b\x07\x9b\u202e")


def test_what_differs_is_underlined_where_the_terminal_has_it() -> None:
    assert "\x1b[4;33mNobody could\x1b[0m" in written(ferry.dossier(), color=True)


def test_a_long_list_says_what_it_leaves_out() -> None:
    dossier = ferry.dossier()
    point = dossier.points[5]
    many = tuple(replace(point, id=f"p{i}") for i in range(POINTS + 7))
    assert f"7 of {POINTS + 7} left out here" in written(replace(dossier, points=many))
    wire = [Statement(s.span) for s in dossier.articles[2].sentences]
    alone = tuple(Point(f"p{i}", "single", (s,), ("Northern Wire",), (), ()) for i, s in enumerate(wire))
    assert f"{len(wire) - 5} more left out here" in written(replace(dossier, points=alone))


def test_an_empty_dossier_is_no_error() -> None:
    assert "No two outlets tell the same thing." in written(Dossier(()))
