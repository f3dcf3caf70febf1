from crosslight.grouping.copies import COPIED, Text, Texts, text
from crosslight.grouping.words import words
from crosslight.model import Article
from tests.grouping.newsroom import long_report


def of(body: str) -> Text:
    return text(words(Article("a", body)).every)


def changed(body: str, every: int = 20) -> str:
    """Return a text with every so-manieth word replaced."""
    return " ".join(f"changed{n}" if n % every == 0 else word for n, word in enumerate(body.split()))


def test_a_copy_with_some_words_changed_and_a_part_dropped_is_found() -> None:
    texts = Texts()
    whole = long_report(1)
    assert texts.add(0, of(whole)) == []
    (found,) = texts.add(1, of("Another first line. " + changed(whole)[:1500]))
    assert found.number == 0
    assert COPIED < found.own < 1


def test_reports_written_apart_share_nothing() -> None:
    texts = Texts()
    assert [texts.add(n, of(long_report(n))) for n in range(20)] == [[]] * 20


def test_a_third_of_a_text_reused_is_told_with_its_share() -> None:
    texts = Texts()
    texts.add(0, of(long_report(1)))
    reused = " ".join([*long_report(1).split()[100:200], *long_report(2).split()[:200]])
    (found,) = texts.add(1, of(reused))
    assert 0.28 < found.own < 0.36
    # It is no copy: what copies it is found.
    assert texts.add(2, of(reused))[0].number == 1


def test_a_first_version_stands_in_the_long_report_that_comes_later() -> None:
    texts = Texts()
    texts.add(0, of(" ".join(long_report(1).split()[:90])))
    (found,) = texts.add(1, of(long_report(1)))
    assert found.other == 1
    assert found.own < COPIED


def test_a_line_or_two_is_never_a_copy() -> None:
    texts = Texts()
    texts.add(0, of("Police said on Monday that nobody had been hurt in the fire."))
    assert texts.add(1, of("Police said on Monday that nobody had been hurt in the fire.")) == []


def test_of_many_copies_one_is_kept_so_that_time_is_linear() -> None:
    texts = Texts()
    body = of(long_report(1))
    found = [texts.add(n, body) for n in range(2_000)]
    assert all([shared.number for shared in one] == [0] for one in found[1:])


def test_what_is_removed_is_forgotten() -> None:
    texts = Texts()
    texts.add(0, of(long_report(1)))
    texts.add(1, of(long_report(2)))
    texts.remove([0, 7])
    assert texts.add(2, of(long_report(1))) == []
    assert [shared.number for shared in texts.add(3, of(long_report(2)))] == [1]
