"""How the outlets tell it, in every format, from two real parses."""

from __future__ import annotations

import io
import json
from functools import cache

from jsonschema import Draft202012Validator
from lxml.html import HtmlElement, document_fromstring
from rich.console import Console

from crosslight.model import Dossier, FigurePair, Speaker
from crosslight.reporting import to_html, to_json, to_markdown
from crosslight.reporting.emphasis import height
from crosslight.reporting.pictures import when_of
from crosslight.reporting.terminal import render
from crosslight.reporting.view import View, view
from crosslight.telling.distinctive import distinctive
from crosslight.telling.loaded import loaded
from crosslight.telling.omissions import coverage, omissions
from crosslight.telling.openings import openings
from crosslight.telling.positions import positions
from crosslight.telling.speakers import speakers
from crosslight.telling.timeline import timeline
from crosslight.telling.voices import sides, voices
from crosslight.telling.wording import wording
from tests.records import span
from tests.reporting.test_json import SCHEMA
from tests.telling.manners import COURIER, GAZETTE, points, reports, told


@cache
def dossier() -> Dossier:
    """Return a dossier of the parts that are told here; its dates are said to be in conflict."""
    its = points()
    pair = FigurePair(span(COURIER, "Friday"), span(GAZETTE, "Friday"), "different", "", "", "", "")
    heard: tuple[Speaker, ...] = speakers(reports())
    return Dossier(
        reports(),
        points=tuple(its),
        links=tuple(link for point in its for link in point.links),
        timeline=timeline(reports(), told(), its, [pair]),
        speakers=heard,
        omissions=omissions(its, reports(), {}),
        wording=wording(told(), its),
        loaded=loaded(reports(), its),
        distinctive=distinctive(reports()),
        openings=openings(reports(), told(), its),
        positions=positions(reports(), its),
        coverage=coverage(its, reports(), {}),
        voices=voices(reports()),
        sides=sides(reports(), heard),
    )


@cache
def seen() -> View:
    return view(dossier())


@cache
def page() -> HtmlElement:
    return document_fromstring(to_html(dossier()))


def text(section: str) -> str:
    (found,) = page().xpath(f"//*[@id='{section}']")
    return " ".join(str(found.text_content()).split())


def test_every_row_of_json_is_described_and_has_its_places() -> None:
    told = json.loads(to_json(dossier()))
    Draft202012Validator(SCHEMA).validate(told)
    articles = {one["id"]: one for one in told["articles"]}
    act = told["wording"][0]["acts"][1]
    assert articles[act["article"]][act["field"]][act["start"] : act["end"]] == "cleared"
    assert (act["text"], act["form"], act["outlet"]) == (
        "violently cleared the market hall",
        "active",
        "Lorne Courier",
    )
    assert {row["lemma"]: row["kind"] for row in told["loaded"]}["violently"] == "intensifier"
    assert told["headlines"][0]["first"]["end"] == len("Vardian guards")
    assert [row["point"] for row in told["positions"]] == ["p1", "p2", "p3"]
    assert told["timeline"][0]["conflicts"]


def test_acts_stand_in_the_lanes_of_their_reports() -> None:
    row = seen().worded[0]
    assert [[use.words for use in cell] for cell in row.cells] == [
        ["emptied the market hall", "violently cleared the market hall", "brutal Vardian raid on the hall"],
        ["reopened the hall"],
        [],
    ]
    first = row.cells[0][1]
    assert (first.form, first.agent, first.count) == ("active", "Vardian guards", 1)
    assert [piece.text for piece in first.line.pieces if piece.marked] == [
        "violently cleared the market hall"
    ]


def test_the_page_tells_who_acts_what_weighs_and_what_is_quoted() -> None:
    assert "active, who acts: Vardian guards" in text("wording")
    assert "passive, nobody is named as acting" in text("wording")
    assert "◆ evaluates" in text("wording")
    assert "shameful attack on the hall" in text("wording") and "quoted" in text("wording")
    assert "Vardian guards → " in text("openings").replace("acts:", "")
    assert "further down here: point 2" in text("openings")


def test_no_word_calls_an_outlet_biased() -> None:
    for written in (text("wording"), text("omissions"), to_markdown(dossier())):
        assert "bias" not in written.casefold()


def test_pictures_are_drawn_without_styles_or_scripts_and_have_their_numbers_in_tables() -> None:
    pictures = page().xpath("//figure[contains(@class, 'picture')]//svg")
    assert len(pictures) == 3
    for picture in pictures:
        assert picture.xpath("./title") and picture.xpath("./desc")
        assert not picture.xpath(".//@style | .//@fill | .//@onclick | .//script | .//style")
    assert page().xpath("//section[@id='openings']//table") and page().xpath("//section[@id='voices']//table")


def test_positions_run_from_the_headline_to_the_last_line() -> None:
    picture = seen().positions
    assert [lane.label for lane, _ in picture.lanes] == ["Lorne Courier", "The Gazette", "Weekly Digest"]
    first, *_, last = picture.tracks
    assert [stop.where for stop in first.stops] == ["0%", "0%"]
    assert first.stops[0].y == picture.top
    assert all(stop.y > picture.top for stop in last.stops)
    assert first.path.startswith(f"M{first.stops[0].x} ")
    # Points at one place are numbered as one.
    assert picture.labels[0][2] == "1–2"


def test_bars_are_as_long_as_the_words() -> None:
    for bar in seen().voices.bars:
        assert sum(part.words for part in bar.segments) == bar.quoted + bar.reported
        assert sum(part.width for part in bar.segments) <= bar.width + 1
    assert seen().voices.heard[0].name == "Tessa Vorne"


def test_times_are_drawn_with_their_conflicts() -> None:
    picture = seen().times
    assert picture is not None
    conflicts = {lane.label for lane, _, its in picture.lanes if any(one.conflict for one in its)}
    assert conflicts == {"Lorne Courier", "The Gazette"}
    assert {when_of(event) for event in dossier().timeline} >= {"Friday, 6 June 2031"}


def test_omissions_tell_what_a_report_could_not_have() -> None:
    rows = {row.number: row for row in seen().omissions}
    assert [(lane.label, why) for lane, why in rows[1].lacking] == [
        ("Weekly Digest", "published before the day that it tells of")
    ]
    assert "published before the day that it tells of" in text("omissions")
    assert [height(at) for at in (0, 0.3, 0.7)] == ["at the top", "in the upper half", "in the lower half"]


def test_markdown_and_terminal_tell_the_same() -> None:
    markdown = to_markdown(dossier())
    assert "**violently cleared the market hall**" in markdown
    assert "| ▲ violently (intensifies) |" in markdown
    assert "≠ dated otherwise" in markdown
    for width in (80, 160):
        out = io.StringIO()
        render(dossier(), Console(file=out, width=width, color_system=None))
        written = " ".join(out.getvalue().split())
        assert "who acts: Vardian guards" in written
        assert "What they leave out" in written and "dated otherwise" in written
