from crosslight.grouping.bags import Frequencies, background, bag
from crosslight.grouping.reasons import reasons
from crosslight.grouping.space import Entry
from crosslight.grouping.words import words
from crosslight.model import Article
from tests.grouping.newsroom import reports


def told(own: Article, *others: Article) -> tuple[str, ...]:
    read = words(own)
    entries = [Entry(bag(r), r.day) for r in map(words, others)]
    return reasons(read.top, Entry(bag(read), read.day), entries, Frequencies(background()))


def test_names_and_words_are_those_that_others_have() -> None:
    bridge = [article for article in reports() if article.id.startswith("bridge")]
    names, common, days = told(*bridge)
    assert names.startswith("names: ") and "Sarn" in names
    assert common.startswith("words: ") and "pillar" in common
    assert days == "same day"


def test_days_apart_are_counted_to_the_nearest() -> None:
    first = Article("a", "Ferry burns", published="2021-05-01")
    near, far = (Article("b", "Rain", published=f"2021-05-{day}") for day in ("02", "09"))
    assert told(first, near, far) == ("a day apart",)
    assert told(first, far) == ("8 days apart",)
    assert told(first, Article("c", "Rain")) == ()


def test_an_article_alone_has_no_reasons() -> None:
    assert told(reports()[0]) == ()
    assert told(reports()[0], Article("empty", "")) == ()
