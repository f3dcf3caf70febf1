"""The same act in other words, loaded words and words that stand out, laid out by report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from crosslight.model import Act, Construction, Dossier, LoadedKind, Span
from crosslight.reporting.sources import Line, Sources
from crosslight.reporting.words import Term, listed, one_line

DIFFERENCES = {"word": "other words", "construction": "another construction", "manner": "another manner"}
FORMS: dict[Construction, str] = {
    "active": "active",
    "passive": "passive",
    "agentless": "passive",
    "noun": "as a noun",
}
NOBODY = "nobody is named as acting"
KINDS: dict[LoadedKind, Term] = {
    "evaluative": Term("◆", "evaluates", "a word that by itself praises or blames"),
    "intensifier": Term("▲", "intensifies", "a word that turns up what it stands with"),
    "hedge": Term("◇", "hedges", "a word that leaves open whether it is so"),
}
# So much of the sentence on either side of a word tells what it is said of.
REACH = 34

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ActUse:
    """One way in which a report words an act: the first place, how often, how, who acts, and upon what."""

    line: Line
    words: str
    form: str
    agent: str
    patient: str
    count: int
    quoted: bool


@dataclass(frozen=True, slots=True)
class WordingRow:
    """One act: in what the reports differ, in which points it stands, and why it is one act."""

    number: int
    differ: str
    points: tuple[int, ...]
    cells: tuple[tuple[ActUse, ...], ...]
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WordUse:
    """A word in one report: its first place, how often it stands there, and how often it is quoted."""

    line: Line
    count: int
    quoted: int


@dataclass(frozen=True, slots=True)
class LoadedRow:
    """A loaded word, its kind, the points whose sentences have it, and each report's use of it, if any."""

    word: str
    kind: LoadedKind
    term: Term
    points: tuple[int, ...]
    cells: tuple[WordUse | None, ...]
    why: str


@dataclass(frozen=True, slots=True)
class DistinctiveRow:
    """A word that one report uses more than the others."""

    word: str
    use: WordUse
    z: str
    why: str


def wordings(dossier: Dossier, sources: Sources, numbers: Mapping[str, int]) -> tuple[WordingRow, ...]:
    """Return the acts that two reports in lanes of their own tell; `numbers` are those of the points."""
    rows: list[WordingRow] = []
    for one in dossier.wording:
        cells = tuple(uses(acts, sources) for acts in _laid(one.acts, lambda act: act.span, sources))
        if sum(map(bool, cells)) > 1:
            differ = listed([DIFFERENCES[kind] for kind in one.differ])
            points = tuple(numbers[name] for name in one.points if name in numbers)
            rows.append(WordingRow(len(rows) + 1, differ, points, cells, tuple(map(one_line, one.why))))
    return tuple(rows)


def uses(acts: Sequence[Act], sources: Sources) -> tuple[ActUse, ...]:
    """Return the acts of one report, those in the same words once."""
    found: dict[tuple[str, str, bool], ActUse] = {}
    for act in acts:
        words = sources.line(act.phrase).words
        agent = sources.line(act.agent).words if act.agent else ""
        form = FORMS[act.form] if agent or act.form == "active" else f"{FORMS[act.form]}, {NOBODY}"
        key = words.casefold(), form, act.quoted
        if key in found:
            found[key] = replace(found[key], count=found[key].count + 1)
        else:
            patient = sources.line(act.patient).words if act.patient else ""
            line = sources.excerpt(act.phrase, REACH)
            found[key] = ActUse(line, words, form, agent, patient, 1, act.quoted)
    return tuple(found.values())


def loaded(dossier: Dossier, sources: Sources, numbers: Mapping[str, int]) -> tuple[LoadedRow, ...]:
    """Return the loaded words in the order of the dossier."""
    rows = []
    for one in dossier.loaded:
        places = list(zip(one.places, one.quoted, strict=True))
        cells = tuple(_use(its, sources) for its in _laid(places, lambda pair: pair[0], sources))
        if any(cells):
            points = tuple(numbers[name] for name in one.points if name in numbers)
            why = one_line(one.why)
            rows.append(LoadedRow(one_line(one.lemma), one.kind, KINDS[one.kind], points, cells, why))
    return tuple(rows)


def distinctive(dossier: Dossier, sources: Sources) -> tuple[tuple[DistinctiveRow, ...], ...]:
    """Return for each lane the words that stand out in its report."""
    found = []
    for its in _laid(dossier.distinctive, lambda one: one.places[0], sources):
        used = ((one, _use([(span, False) for span in one.places], sources)) for one in its)
        found.append(
            tuple(
                DistinctiveRow(one_line(one.word), use, f"{one.z:.1f}", one_line(one.why))
                for one, use in used
                if use
            )
        )
    return tuple(found)


def _laid(items: Iterable[T], span: Callable[[T], Span], sources: Sources) -> list[list[T]]:
    """Lay things into the lanes of their reports; those of copies are left out: they are the original's."""
    cells: dict[int, list[T]] = {lane.index: [] for lane in sources.lanes}
    for item in items:
        column = sources.column(span(item).article)
        if column in cells:
            cells[column].append(item)
    return list(cells.values())


def _use(places: Sequence[tuple[Span, bool]], sources: Sources) -> WordUse | None:
    if not places:
        return None
    # Where it stands in the report's own voice is shown before where it is quoted.
    first = next((span for span, quoted in places if not quoted), places[0][0])
    return WordUse(sources.excerpt(first, REACH), len(places), sum(quoted for _, quoted in places))
