from crosslight.aligning.terms import terms
from crosslight.model import Figure, Moment, Span
from crosslight.telling.differences import differing, stretches, wordwise
from tests.records import article, parsed, span, texts


def differ(a: str, b: str, *more: str) -> list[str]:
    """Return what differs between statements that each stand alone in an article."""
    found = [parsed(article(f"a{i}", line)) for i, line in enumerate((a, b, *more))]
    spans = [p.sentences[0].span for p in found]
    return texts(found, differing({p.article.id: p for p in found}, spans))


def test_words_that_no_other_article_shares_are_joined_over_function_words() -> None:
    assert differ("The ferry sank off the coast of Norway.", "The ferry sank in a storm at night.") == [
        "coast of Norway",
        "storm at night",
    ]


def test_case_marks_punctuation_and_inflection_are_no_difference() -> None:
    assert differ('Ferries "SANK", officials said.', "The ferry sank, an official said") == []


def test_spelling_is_no_difference() -> None:
    assert (
        differ(
            "The co-operation centre was organised in Zürich.",
            "The cooperation center was organized in Zurich.",
        )
        == []
    )
    assert differ("Al-Noor harbour", "Al Noor harbor") == []


def test_function_words_alone_are_no_difference_but_a_negation_is() -> None:
    assert differ("It was the captain.", "This is a captain.") == []
    assert differ("The captain was not hurt.", "The captain was hurt.") == ["not"]


def test_a_word_one_of_three_articles_shares_is_shared() -> None:
    assert differ("The red ferry", "The old ferry", "The old red barge") == ["barge"]


def test_words_of_the_same_article_do_not_count_as_shared() -> None:
    a = parsed(article("a", "The ferry sank.", "The ferry burned."))
    b = parsed(article("b", "The ship burned."))
    spans = [*(s.span for s in a.sentences), b.sentences[0].span]
    assert texts((a, b), differing({"a": a, "b": b}, spans)) == ["ferry sank", "ferry", "ship"]


def test_one_article_alone_has_no_differences() -> None:
    a = parsed(article("a", "The ferry sank.", "The ferry burned."))
    assert differing({"a": a}, [s.span for s in a.sentences]) == ()


def test_numbers_are_compared_by_value() -> None:
    a, b = article("a", "It cost 2 billion euros."), article("b", "It cost 2bn")
    assert differ("It cost 3 euros", "It cost 2 euros") == ["3", "2"]
    left = parsed(a, figures=[Figure(span(a, "2 billion euros"), 2e9, 2e9, 2e9, "EUR", "")])
    right = parsed(b, figures=[Figure(span(b, "2bn"), 2e9, 2e9, 2e9, "EUR", "")])
    spans = [left.sentences[0].span, right.sentences[0].span]
    assert differing({"a": left, "b": right}, spans) == ()


def test_days_are_compared_by_date() -> None:
    a, b = article("a", "It sank on Friday."), article("b", "It sank on August 22.")
    left = parsed(a, moments=[Moment(span(a, "Friday"), "DATE", "", "2025-08-22", "2025-08-22")])
    right = parsed(b, moments=[Moment(span(b, "August 22"), "DATE", "", "2025-08-22", "2025-08-22")])
    spans = [left.sentences[0].span, right.sentences[0].span]
    assert differing({"a": left, "b": right}, spans) == ()


def test_noise_and_what_lies_outside_the_span_take_no_part() -> None:
    a = parsed(article("a", "The ferry sank.", "Read more here"), noise=["Read more here"])
    b = parsed(article("b", "The ferry sank."))
    assert differing({"a": a, "b": b}, [Span("a", "text", 0, 30), b.sentences[0].span]) == ()
    inner = [span(a.article, "ferry"), span(b.article, "sank")]
    assert texts((a, b), differing({"a": a, "b": b}, inner)) == ["ferry", "sank"]


def test_wordwise_marks_the_words_one_side_lacks() -> None:
    a, b = (
        parsed(article("a", "We co-operate with all of them")),
        parsed(article("b", "We cooperate with none of them")),
    )
    left, right = wordwise(terms(a, a.sentences[0].span), terms(b, b.sentences[0].span))
    assert [a.article.text[x.term.start : x.term.end] for x in left if not x.run] == ["all"]
    assert [b.article.text[x.term.start : x.term.end] for x in right if not x.run] == ["none"]


def test_stretches_end_with_a_marked_word() -> None:
    its = terms(p := parsed(article("a", "storm at night in the old harbor")), p.sentences[0].span)
    marks = [t.key in {"storm", "night"} for t in its]
    assert [p.article.text[a:b] for a, b in stretches(its, marks)] == ["storm at night"]
