import pytest

from crosslight.aligning.terms import fold, sentences_in, terms
from crosslight.model import Span
from tests.records import article, parsed, span


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("organised", "organized"),
        ("harbour", "harbor"),
        ("centres", "centers"),
        ("travelled", "traveled"),
        ("defence", "defense"),
        ("programme", "program"),
        ("U.N.", "UN"),
        ("São", "Sao"),
        ("1,200", "1200"),
    ],
)
def test_variants_of_a_word_fold_to_one(british: str, american: str) -> None:
    assert fold(british) == fold(american)


@pytest.mark.parametrize(("a", "b"), [("2.5", "25"), ("rise", "rice"), ("our", "or"), ("hall", "hal")])
def test_different_words_stay_different(a: str, b: str) -> None:
    assert fold(a) != fold(b)


def test_a_long_run_of_letters_is_folded_at_once() -> None:
    assert len(fold("our" * 1_000_000)) == 3_000_000


def test_terms_leave_punctuation_out_and_know_hyphenated_words() -> None:
    its = parsed(article("a", "The co-operation (of all) ended."))
    found = terms(its, its.sentences[0].span)
    assert [t.key for t in found] == ["the", "co", "operation", "of", "all", "ended"]
    assert [t.whole for t in found if t.whole] == ["cooperation", "cooperation"]
    assert [t.key for t in found if t.content] == ["co", "operation", "ended"]


def test_a_name_in_capitals_is_no_function_word_and_a_negation_is_none() -> None:
    its = parsed(article("a", "US and WHO told us no"))
    assert [t.key for t in terms(its, its.sentences[0].span) if t.content] == ["us", "who", "told", "no"]


def test_sentences_in_a_span_are_found_in_both_fields_without_noise() -> None:
    its = parsed(article("a", "One.", "Two.", "Three.", headline="Head"), noise=["Two."])
    text = Span("a", "text", 0, 99)
    assert [its.article.quote(s.span) for s in sentences_in(its, text)] == ["One.", "Three."]
    assert [its.article.quote(s.span) for s in sentences_in(its, span(its.article, "hre"))] == ["Three."]
    assert [s.span.field for s in sentences_in(its, Span("a", "headline", 0, 4))] == ["headline"]
