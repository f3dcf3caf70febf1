import time
from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest

from crosslight.grouping import Grouper, stories
from crosslight.model import Article, Story
from tests.grouping.newsroom import EVENTS, long_report, reports


def partition(found: Iterable[Story]) -> set[frozenset[str]]:
    return {frozenset(story.articles) for story in found}


EXPECTED = {frozenset(f"{event}-{n}" for n in range(3)) for event in EVENTS}


@pytest.mark.parametrize("dated", [True, False])
def test_events_are_kept_apart_and_their_reports_together(dated: bool) -> None:
    assert partition(stories(reports(dated))) == EXPECTED


def test_the_order_of_arrival_does_not_matter() -> None:
    articles = [*reports(), Article("copy", reports()[0].text + " More follows.", "Bridge shut")]
    expected = partition(stories(articles))
    for seed in range(5):
        order = np.random.default_rng(seed).permutation(len(articles))
        assert partition(stories([articles[i] for i in order])) == expected


def test_an_article_is_told_at_once_where_it_belongs_and_why() -> None:
    grouper = Grouper()
    first, *_, last = [grouper.add(article) for article in reports()[:4]]
    assert last.story == first.story
    assert last.why[0].startswith("names: ")
    assert "Harnau" in last.why[0]
    assert "same day" in last.why
    assert last.probability > 0.5
    assert first.why == ()


def test_each_article_is_in_one_story_with_its_reasons_and_what_came_second() -> None:
    found = stories(reports(dated=False))
    assert [story.id for story in found] == ["story-1", "story-2", "story-3"]
    for story in found:
        assert [one.article for one in story.assigned] == list(story.articles)
        assert story.headline in {article.headline for article in reports()}
        for one in story.assigned:
            assert one.story == story.id
            assert one.second != story.id
            assert one.second_probability < one.probability


def test_of_copies_the_earliest_is_the_primary_then_the_longest() -> None:
    body = long_report(1)
    late = Article("late", body + " " + long_report(2, 50), "", published="2021-05-07")
    early = Article("early", body, "", published="2021-05-06T09:00:00+00:00")
    cut = Article("cut", " ".join(body.split()[:200]), "", published="2021-05-06T10:00:00+00:00")
    (story,) = stories([late, cut, early])
    assert [family[0] for family in story.copies] == ["early"]
    assert set(story.copies[0]) == {"early", "late", "cut"}
    told = {copy.article: copy for copy in story.carried}
    assert told["cut"].rule == "earlier"
    assert told["cut"].share == 1
    assert told["late"].share == pytest.approx(300 / 350, abs=0.02)
    undated = [replace(article, published=None) for article in (cut, early, late)]
    (story,) = stories(undated)
    assert story.copies[0][0] == "late"
    assert {copy.rule for copy in story.carried} == {"longer"}


def test_a_report_that_carries_a_part_of_another_is_no_copy() -> None:
    agency = Article("agency", long_report(1), published="2021-05-06")
    reuses = Article(
        "reuses", " ".join([*long_report(1).split()[:120], long_report(2)]), published="2021-05-07"
    )
    told = [copy for story in stories([agency, reuses]) for copy in story.carried]
    assert [(copy.article, copy.of, copy.whole, copy.rule) for copy in told] == [
        ("reuses", "agency", False, "earlier")
    ]
    assert told[0].share == pytest.approx(118 / 418, abs=0.02)


def test_a_long_report_that_takes_over_an_earlier_short_one_is_no_copy_and_makes_it_none() -> None:
    short = Article("short", " ".join(long_report(1).split()[:100]), published="2021-05-06")
    takes = Article("long", short.text + " " + long_report(2), published="2021-05-07")
    for articles in ([short, takes], [takes, short]):
        found = stories(articles)
        assert not any(story.copies for story in found)
        told = {c.article: c for story in found for c in story.carried}
        assert (told["long"].of, told["long"].whole) == ("short", False)


def test_two_long_reports_that_both_hold_a_short_one_are_no_copies_of_each_other() -> None:
    short = " ".join(long_report(1).split()[:60])
    articles = [
        Article("short", short),
        Article("a", short + " " + long_report(2)),
        Article("b", short + " " + long_report(3)),
    ]
    carried = {c.article: c for story in stories(articles) for c in story.carried if c.whole}
    assert set(carried) == {"short"}


def test_ten_thousand_copies_of_one_text_take_linear_time() -> None:
    def took(count: int) -> float:
        start = time.process_time()
        (story,) = stories([Article(str(n), body, f"Headline {n}") for n in range(count)])
        assert len(story.articles) == count
        assert len(story.copies[0]) == count
        return time.process_time() - start

    body = long_report(1, 60)
    took(50)
    # Six times as many: 36 times as long if each were held against each.
    assert took(1_800) < 15 * took(300)


@pytest.mark.parametrize(
    "odd",
    [
        Article("odd", ""),
        Article("odd", " \n\t"),
        Article("odd", "Harnau"),
        Article("odd", "x" * 2_000_000),
        Article("odd", "Der Landtag stimmte am Montag nach langem Streit für das neue Schulgesetz."),
        Article("odd", "月曜日、サルン川の橋が閉鎖された。"),
        Article("odd", "\ud800 \u202e"),
    ],
)
def test_odd_articles_stand_alone_and_disturb_nothing(odd: Article) -> None:
    assert partition(stories([odd, *reports()])) == {*EXPECTED, frozenset(["odd"])}


def test_empty_articles_are_not_each_other() -> None:
    found = stories([Article("a", ""), Article("b", ""), Article("c", "…")])
    assert partition(found) == {frozenset("a"), frozenset("b"), frozenset("c")}
    assert [story.headline for story in found] == ["", "", ""]


def test_two_megabytes_do_not_hold_up_the_rest() -> None:
    start = time.process_time()
    stories([Article("long", "harbour ferry crack " * 110_000), *reports()])
    assert time.process_time() - start < 10


def test_an_id_that_is_given_twice_is_made_unique() -> None:
    articles = reports()
    articles[1] = replace(articles[1], id=articles[0].id)
    found = stories(articles)
    ids = sorted(name for story in found for name in story.articles)
    assert len(ids) == len(set(ids)) == len(articles)
    assert "bridge-0-2" in ids


def test_dates_that_cannot_be_do_not_close_what_is_open() -> None:
    grouper = Grouper(fewest=0)
    articles = reports()
    articles.insert(2, Article("future", long_report(5), "Odd date", published="9999-12-31"))
    articles.insert(4, Article("none", long_report(6), "No date", published="soon"))
    found = stories(articles, grouper)
    assert partition(found) >= EXPECTED
    assert sum(len(story.articles) for story in found) == len(articles)


def test_memory_holds_the_window_and_closed_stories_are_handed_out_once() -> None:
    grouper = Grouper(window=3, fewest=0)
    handed: list[Story] = []
    most = 0
    for n in range(1_200):
        day = f"2021-{1 + n // 280:02d}-{1 + n // 10 % 28:02d}"
        grouper.add(Article(f"a{n}", long_report(n, 40), f"Report {n}", published=day))
        handed += grouper.closed()
        most = max(most, grouper.open)
    assert most < 600
    rest = grouper.stories()
    assert grouper.closed() or rest
    ids = [name for story in [*handed, *rest] for name in story.articles]
    assert len(ids) == len(set(ids))
    assert handed
    assert "a0" in handed[0].articles


@pytest.mark.parametrize("stop", [1, 4, 8])
def test_it_goes_on_where_it_stopped(stop: int) -> None:
    articles = reports()
    first = Grouper()
    for article in articles[:stop]:
        first.add(article)
    known = {one.article: one.story for story in first.stories() for one in story.assigned}
    second = Grouper.resumed((article, known[article.id]) for article in articles[:stop])
    told = [second.add(article) for article in articles[stop:]]
    assert partition(second.stories()) == EXPECTED
    assert all(one.why for one in told if one.article[-1] != "0")


def test_a_story_goes_on_with_those_of_its_articles_that_were_closed() -> None:
    first = Grouper(window=3, fewest=0)
    *told, late = [a for a in reports() if a.id[:-2] == next(iter(EVENTS))]
    articles = [replace(a, published="2021-05-03") for a in told]
    late = replace(late, published="2021-05-09")
    for article in articles:
        first.add(article)
    (story,) = first.stories()
    closed = [(one, "Bridge closed") for one in story.assigned[:1]]
    second = Grouper.resumed([(articles[1], story.id)], closed, window=30, fewest=0)
    second.add(late)
    (found,) = second.stories()
    assert found.articles == (articles[0].id, articles[1].id, late.id)
    assert found.assigned[0] == replace(story.assigned[0], story=found.id)


def test_without_days_the_oldest_make_room() -> None:
    grouper = Grouper(fewest=0, most=100)
    for n in range(400):
        grouper.add(Article(f"a{n}", long_report(n, 40)))
    grouper.stories()
    assert grouper.open == 100
    assert sum(len(story.articles) for story in grouper.closed()) == 300


def test_a_story_that_goes_on_keeps_its_name_and_its_closed_articles() -> None:
    grouper = Grouper(window=2, fewest=0)
    first, second, third = EVENTS["bridge"]
    name = grouper.add(Article("a", first[1], first[0], published="2021-05-01")).story
    grouper.add(Article("b", second[1], second[0], published="2021-05-03"))
    (story,) = grouper.stories()
    assert (story.id, story.articles) == (name, ("a", "b"))
    for n in range(5):
        grouper.add(Article(f"other-{n}", long_report(n), published="2021-05-04"))
    grouper.add(Article("c", third[1], third[0], published="2021-05-04"))
    told = {story.id: story.articles for story in grouper.stories()}
    assert told[name] == ("a", "b", "c")


def test_the_same_input_gives_the_same_records() -> None:
    assert stories(reports()) == stories(reports())
