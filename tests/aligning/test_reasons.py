from crosslight.aligning.reasons import MOST, reasons, wording
from crosslight.model import FigurePair, Relation, Sentence, Span, Statement, Word


def sentence(id: str, text: str) -> Sentence:
    words, start = [], 0
    for token in text.split():
        pos = "NOUN" if token[0].isalpha() and token not in ("not", "never") else "PART"
        words.append(Word(start, start + len(token), token, token.lower(), pos, "", "", 0, ""))
        start += len(token) + 1
    return Sentence(Span(id, "text", 0, len(text)), tuple(words))


def why(
    a: str,
    b: str,
    *,
    relation: Relation = "overlap",
    on: tuple[tuple[str, ...], tuple[str, ...]] = ((), ()),
    rarity: dict[str, float] | None = None,
    figures: tuple[FigurePair, ...] = (),
) -> tuple[str, ...]:
    one, other = sentence("a", a), sentence("b", b)
    statements = (Statement(one.span, on[0]), Statement(other.span, on[1]))
    return reasons(wording(one), wording(other), statements, relation, 0.5, rarity or {}, figures)


def test_shared_words_come_first_then_what_each_has_alone() -> None:
    assert why("Roof Mill", "mill river") == ("both: Mill", "only A: Roof", "only B: river")


def test_a_side_without_words_of_its_own_is_left_out() -> None:
    assert why("mill roof", "mill") == ("both: mill", "only A: roof")


def test_no_shared_word_is_said() -> None:
    assert why("roof", "river")[0] == "no word in common; meaning alike: 0.50"


def test_the_rarest_words_are_named_and_not_too_many() -> None:
    words = "one two three four five six seven eight".split()
    rarity = {word: float(n) for n, word in enumerate(words)}
    (both,) = why(" ".join(words), " ".join(words), rarity=rarity)
    named = both.removeprefix("both: ").split(", ")
    assert named == words[::-1][:MOST]


def test_words_of_one_rarity_are_in_order() -> None:
    assert why("zinc axle mill", "mill axle zinc") == ("both: axle, mill, zinc",)


def test_figures_and_speakers_are_told() -> None:
    place = Span("a", "text", 0, 1)
    pair = FigurePair(place, place, "different", "9", "11", "", "people")
    found = why("mill", "mill", figures=(pair,), on=(("Vorne", "Radio Weir"), ()))
    assert found[1:] == ("figures different: 9 / 11", "said by: Vorne / Radio Weir (A), the outlet (B)")


def test_a_denial_is_told_where_the_statements_oppose_each_other() -> None:
    assert "denial in B: never" in why("mill burned", "mill never burned", relation="dispute")
    assert not any("denial" in told for told in why("mill burned", "mill never burned"))


def test_a_source_without_a_name_is_told_by_what_it_is_called() -> None:
    assert (
        why("mill", "mill", on=(("unnamed: officials",), ()))[1] == "said by: officials (A), the outlet (B)"
    )
