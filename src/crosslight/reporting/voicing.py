"""How the reports attribute the same point, side by side."""

from __future__ import annotations

from dataclasses import dataclass

from crosslight.model import Dossier, Point, Voiced
from crosslight.reporting.sources import Cells, Line, Sources, by_field
from crosslight.reporting.words import Term, named, one_line

VOICINGS = {
    "fact": Term("≠", "fact or attributed", "some state as fact what others put on someone's word"),
    "kind": Term("≠", "another kind of verb", "“said” and “claimed”: the words convey different things"),
    "source": Term("⇄", "another source", "the same claim, put on another's word"),
    "verb": Term("≈", "another verb", "verbs of one kind"),
    "same": Term("=", "the same verb", "the same verb, whatever its form"),
}
FACT = "■ stated as fact"
UNSAID = "quoted, nobody is named for it"


@dataclass(frozen=True, slots=True)
class VoicedRow:
    """A point, and what stands in each report: the verbs are marked, and named with the speaker."""

    number: int
    differ: str
    term: Term
    cells: Cells


def voicing(dossier: Dossier, sources: Sources, numbers: dict[str, int]) -> tuple[VoicedRow, ...]:
    """Return the attributions in the order of the dossier; `numbers` are those of the points shown.

    Points in which no two reports make the same claim are left out.
    """
    points: dict[str, Point] = {point.id: point for point in dossier.points}
    rows = []
    for one in dossier.attributions:
        if one.differ in VOICINGS and one.point in points and one.point in numbers:
            lines = [_line(v, sources) for v in one.statements]
            rows.append(VoicedRow(numbers[one.point], one.differ, VOICINGS[one.differ], sources.lay(lines)))
    return tuple(rows)


def _line(voiced: Voiced, sources: Sources) -> Line:
    by = "; ".join(
        _verb(sources.line(verb.span).words, verb.kind, named(verb.speaker)) for verb in voiced.verbs
    )
    marks = by_field(verb.span for verb in voiced.verbs)
    return sources.line(voiced.statement, marks, by or (FACT if voiced.stated else UNSAID))


def _verb(words: str, kind: str, speaker: str) -> str:
    # What says nothing but that something is said needs no name of its own.
    conveys = "" if kind in ("neutral", "other") else f" ({kind})"
    return one_line(f"“{words}”{conveys}" + (f" — {speaker}" if speaker else ""))
