import numpy as np

from crosslight.aligning.candidates import Candidates
from crosslight.aligning.standing import figured, holders, voices
from crosslight.aligning.views import Views, views
from crosslight.model import FigurePair, FigureRelation, Parsed, Span, Statement
from tests.records import article, parsed, span
from tests.story import story

A = article("a", "Nine people died.", "The mill burned.", headline="Nine dead")
B = article("b", "Eleven people died.", "Nobody said why.")


def seen() -> Views:
    reports: list[Parsed] = [parsed(A), parsed(B)]
    vector = story().vectors[0][0]
    return views(reports, [[vector] * len(p.sentences) for p in reports])


def pairs(*rows: tuple[int, int]) -> Candidates:
    a, b = (np.array(side, np.int32) for side in zip(*rows, strict=True))
    return Candidates(a, b, np.ones(len(rows), np.float32))


def figure(a: Span, b: Span, relation: FigureRelation = "different") -> FigurePair:
    return FigurePair(a, b, relation, "9", "11", "", "people")


def test_voices_and_shared_speakers_are_counted() -> None:
    views = seen()
    speakers = [("Vorne",), (), ("Vorne", "Radio"), ("Radio",), ()]
    known = {s.span: Statement(s.span, who) for s, who in zip(views.sentences, speakers, strict=True)}
    found = voices(views, pairs((0, 3), (2, 3), (1, 4), (0, 4)), known)
    assert found["voices"].tolist() == [2, 2, 0, 1]
    assert found["same_speaker"].tolist() == [0, 1, 0, 0]
    assert found["other_speaker"].tolist() == [1, 0, 0, 0]


def test_figures_count_for_the_sentences_that_hold_them() -> None:
    views = seen()
    figures = [
        figure(span(A, "Nine"), span(B, "Eleven")),
        figure(span(B, "Eleven"), span(A, "Nine", "headline"), "compatible"),
    ]
    found = figured(views, pairs((0, 3), (1, 3), (2, 3)), figures)
    assert found["figures_different"].tolist() == [0, 1, 0]
    assert found["figures_compatible"].tolist() == [1, 0, 0], "whichever report is named first"
    assert found["figures_equal"].tolist() == [0, 0, 0]


def test_a_figure_in_a_line_that_is_no_statement_has_no_holder() -> None:
    views = seen()
    outside = Span("a", "text", len(A.text) + 5, len(A.text) + 9)
    assert holders(views, [figure(span(A, "Nine"), outside)]) == {
        span(A, "Nine"): span(A, "Nine people died.")
    }
    assert holders(views, [figure(Span("c", "text", 0, 4), span(B, "why"))]) == {
        span(B, "why"): span(B, "Nobody said why.")
    }
