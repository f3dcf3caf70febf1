import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from unittest.mock import Mock

import pytest

from crosslight import comparing
from crosslight.comparing import compare, dossier
from crosslight.errors import CompareError, PipelineError, ReadError
from crosslight.model import Article, Unread
from crosslight.reporting import to_html, to_json, to_markdown
from tests.story import ARTICLES, HERALD, POST, RADIO, story

GERMAN = Article(
    "zeitung",
    "Bei einer Explosion in einer Mühle in Quarle sind am Dienstag neun Menschen ums Leben gekommen, "
    "teilte die Polizei mit. Das Dach der Mühle wurde zerstört.",
)


def test_a_dossier_has_every_view() -> None:
    found = dossier(story().parsed, story().vectors)
    assert [p.article for p in found.articles] == list(ARTICLES)
    for view in (found.links, found.points, found.figures, found.timeline, found.quotes, found.omissions):
        assert view
    assert found.unread == ()
    spans = {s.span for p in found.points for s in p.statements}
    assert spans == {s.span for p in found.articles for s in p.sentences if s.noise is None}


def test_comparing_articles_is_the_dossier_of_what_is_found_in_them() -> None:
    assert to_json(compare(ARTICLES)) == to_json(dossier(story().parsed, story().vectors))


def test_the_same_articles_twice_make_the_same_reports() -> None:
    one, other = compare([HERALD, POST]), compare([HERALD, POST])
    for write in (to_json, to_html, to_markdown):
        assert write(one) == write(other)


def test_reports_stay_in_the_order_given() -> None:
    found = compare([RADIO, HERALD])
    assert [p.article.id for p in found.articles] == ["radio", "herald"]
    assert found.points[0].statements[0].span.article == "radio"


def test_files_and_articles_go_together(tmp_path: Path) -> None:
    (tmp_path / "weir.txt").write_text(RADIO.text, "utf-8")
    (tmp_path / "empty.txt").write_text("")
    found = compare(
        [POST, tmp_path / "weir.txt", str(tmp_path / "empty.txt")],
        published="2031-06-05",
        outlets=[("Radio Weir", "weir.*")],
    )
    assert [(p.article.outlet, p.article.published) for p in found.articles] == [
        ("Valley Post", "2031-06-04"),
        ("Radio Weir", "2031-06-05"),
    ]
    assert [u.why for u in found.unread] == ["is empty"]


def test_another_language_is_kept_and_left_out_of_the_links() -> None:
    found = compare([GERMAN, HERALD, POST], unread=[Unread("x", "why")])
    assert [p.article.id for p in found.articles] == ["zeitung", "herald", "post"]
    assert [(u.input, u.why) for u in found.unread] == [
        ("x", "why"),
        ("zeitung", "language de: only English is compared"),
    ]
    assert found.links
    assert "zeitung" not in {s.span.article for p in found.points for s in p.statements}
    assert "zeitung" not in {name for omission in found.omissions for name in omission.lacking}
    assert "Mühle" in to_html(found)


@pytest.mark.parametrize(
    ("articles", "why"),
    [
        ([], "two reports or more; there is none"),
        ([HERALD], "two reports or more; there is one"),
        ([HERALD, GERMAN], "two reports in English; 1 of 2 are in another language"),
        ([GERMAN, replace(GERMAN, id="b")], "two reports in English; 2 of 2 are in another language"),
        ([HERALD, POST, replace(RADIO, id="post")], "two reports have the id 'post'"),
    ],
)
def test_what_cannot_be_compared_is_said(articles: Sequence[Article], why: str) -> None:
    with pytest.raises(CompareError, match=why):
        compare(articles)


def test_a_copy_is_named_and_is_no_second_origin() -> None:
    found = compare([POST, replace(POST, id="copy", outlet="Evening Copy")])
    assert found.copies == {"copy": "post"}
    shared = [p for p in found.points if len(p.outlets) == 2]
    assert shared
    assert {p.status for p in shared} == {"single"}
    assert {len(p.origins) for p in shared} == {1}


def test_one_article_three_times_is_one_origin() -> None:
    found = compare([POST, replace(POST, id="b", outlet="B"), replace(POST, id="c", outlet="C")])
    assert {p.status for p in found.points if len(p.outlets) > 1} == {"single"}


def test_less_probable_links_are_left_out() -> None:
    found = dossier(story().parsed, story().vectors, least=1.0)
    assert {link.relation for link in found.links} <= {"dispute"}


def test_progress_is_told_of_each_report_and_of_comparing() -> None:
    told: list[tuple[str, int, int]] = []
    compare([HERALD, POST], progress=lambda *step: told.append(step))
    assert [step for step in told if step[0] == "reading"] == [("reading", 0, 2), ("reading", 1, 2)]
    assert told[-1][0] == "comparing"


def test_a_date_that_is_none_and_a_missing_pipeline_are_errors(tmp_path: Path) -> None:
    with pytest.raises(ReadError):
        compare([tmp_path], published="nonsense")
    with pytest.raises(PipelineError, match="not installed"):
        compare([HERALD, POST], pipeline="no_such_pipeline")


def test_what_fails_beside_is_raised_and_leaves_no_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparing, "embedder", Mock(side_effect=PipelineError("no model")))
    before = threading.active_count()
    with pytest.raises(PipelineError, match="no model"):
        compare([HERALD, POST])
    assert threading.active_count() == before
