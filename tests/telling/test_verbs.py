from itertools import combinations

import pytest

from crosslight.model import Article, Span
from crosslight.parsing import parse
from crosslight.parsing.verbs import KINDS
from crosslight.telling.verbs import lemma_and_kind

TEXT = (
    "Holm has claimed that the quay was shut. Lund pointed out that it rained. According to Holm, it snowed. "
    "Lund admitted it, the union denied it, and Holm danced around it."
)


@pytest.mark.parametrize(
    ("cue", "lemma", "kind"),
    [
        ("has claimed", "claim", "doubting"),
        ("pointed out", "point out", "presenting"),
        ("According to", "according to", "neutral"),
        ("admitted", "admit", "conceding"),
        ("denied", "deny", "denying"),
        ("danced around", "dance", "other"),
    ],
)
def test_a_cue_is_known_by_its_lemma(cue: str, lemma: str, kind: str) -> None:
    (report,) = parse([Article("a", TEXT)])
    start = TEXT.index(cue)
    assert lemma_and_kind(report, Span("a", "text", start, start + len(cue))) == (lemma, kind)


def test_no_word_is_of_two_kinds() -> None:
    for (one, its), (other, others) in combinations(KINDS.items(), 2):
        assert its.isdisjoint(others), (one, other)
