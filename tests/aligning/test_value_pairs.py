from datetime import date

import numpy as np
import pytest
from spacy.tokens import Token

from crosslight.aligning.figure_contexts import Surroundings, surroundings
from crosslight.aligning.value_features import DIFFERENT, PLACE, SAME, against, measure
from crosslight.aligning.value_pairs import judge, pair_figures
from crosslight.model import Article, FigurePair, Parsed, Sentence, Word
from crosslight.parsing.document import Field, pipeline
from crosslight.parsing.figures import figures
from crosslight.parsing.moments import moments

PUBLISHED = date(2023, 4, 9).isoformat()
A = "The ferry sank off Port Maren on Thursday, killing 12 sailors. The owner paid a fine of $84,000 in 2019."
B = "Twelve sailors were killed when the ferry sank off Port Maren on Thursday. Tickets cost $15 a day."


def word(token: Token, start: int) -> Word:
    lemma, head = token.lemma_.lower(), token.head.i - start
    end = token.idx + len(token)
    return Word(token.idx, end, token.text, lemma, token.pos_, token.tag_, token.dep_, head, token.ent_type_)


def parsed(name: str, text: str, noise: str | None = None) -> Parsed:
    field = Field(name, "text", pipeline()(text))
    sentences = tuple(
        Sentence(field.span(s.start_char, s.end_char), tuple(word(t, s.start) for t in s), noise)
        for s in field.doc.sents
    )
    article = Article(name, text, published=PUBLISHED)
    found, when = figures(field), moments(field, PUBLISHED)
    return Parsed(article, "en", None, sentences, (), (), (), found, when)


def read(name: str, text: str, noise: str | None = None) -> Surroundings:
    return surroundings(parsed(name, text, noise))


def paired(a: str, b: str, noise: str | None = None) -> dict[tuple[str, str], FigurePair]:
    one, other = parsed("a", a), parsed("b", b, noise)
    linked = np.zeros((len(one.sentences), len(other.sentences)), np.float32)
    linked[0, 0] = 0.9
    found = pair_figures(surroundings(one), surroundings(other), linked)
    return {(one.article.quote(p.a), other.article.quote(p.b)): p for p in found}


def test_figures_of_one_thing_are_paired() -> None:
    found = paired(A, B)
    assert set(found) == {("12", "Twelve"), ("Thursday", "Thursday")}
    pair = found["12", "Twelve"]
    assert (pair.relation, pair.a_value, pair.b_value, pair.about) == ("equal", "12", "12", "sailor kill")
    assert "sailor" in pair.why


def test_a_contradiction_is_called_different() -> None:
    found = paired(A, B.replace("Twelve", "Forty"))
    assert found["12", "Forty"].relation == "different"
    # What agrees still agrees.
    assert found["Thursday", "Thursday"].relation == "equal"


def test_two_counts_in_one_sentence_are_not_crossed() -> None:
    a = "The fire in Port Maren killed 12 people and wounded 30 people."
    found = paired(a, a.replace("fire", "blaze"))
    assert {key: pair.relation for key, pair in found.items()} == {
        ("12", "12"): "equal",
        ("30", "30"): "equal",
    }


def test_noise_and_unlinked_sentences_take_no_part() -> None:
    assert paired(A, B, noise="READ MORE") == {}
    one, other = read("a", A), read("b", B)
    assert pair_figures(one, other, np.zeros((len(one.lemmas), len(other.lemmas)), np.float32)) == ()


@pytest.mark.parametrize("text", ["", "Nothing is counted here."])
def test_articles_without_figures(text: str) -> None:
    one, other = read("a", A), read("b", text)
    assert pair_figures(one, other, np.ones((len(one.lemmas), len(other.lemmas)), np.float32)) == ()


def test_features_have_their_places() -> None:
    one, other = read("a", A), read("b", B.replace("Twelve", "Forty"))
    linked = np.full((len(one.lemmas), len(other.lemmas)), 0.5, np.float32)
    found = measure(one, other, linked)
    assert found.table.shape == (len(found.pairs), len(SAME))
    assert SAME[: len(PLACE)] == PLACE
    assert np.isfinite(found.table).all()
    own = judge()
    rows, table = against(found, own.same(found.table), own.placed(found))
    assert table.shape == (len(rows), len(DIFFERENT))
    assert all(found.relations[n] == "different" for n in rows)


def _told(a: str, b: str, feature: str) -> dict[tuple[str, str], float]:
    """Return a feature of each pair of figures that differ, in two sentences that are surely linked."""
    found = measure(read("a", a), read("b", b), np.array([[0.9]], np.float32))
    own = judge()
    rows, table = against(found, own.same(found.table), own.placed(found))
    column = table[:, DIFFERENT.index(feature)].tolist()
    words = [(found.pairs[row][0].words, found.pairs[row][1].words) for row in rows.tolist()]
    return dict(zip(words, column, strict=True))


def test_a_value_that_stands_beside_another_is_told() -> None:
    a = "The rate of the harbour fell to 3.5%."
    assert _told(a, "The rate of the harbour fell to 3.5% from 3.7%.", "beside") == {("3.5%", "3.7%"): 1.0}
    assert _told(a, "The rate of the harbour fell to 3.7%.", "beside") == {("3.5%", "3.7%"): 0.0}


@pytest.mark.parametrize(
    ("b", "differs"),
    [
        ("The rate of the harbour fell from 3.7%.", 1.0),
        ("The rate of the harbour fell, against 3.7%.", 1.0),
        ("A rate of 3.7% was expected for the harbour.", 1.0),
        ("The rate of the harbour fell to 3.7%.", 0.0),
    ],
)
def test_what_others_are_measured_against_is_told(b: str, differs: float) -> None:
    found = _told("The rate of the harbour fell to 3.5%.", b, "compared_differs")
    assert set(found.values()) == {differs}
