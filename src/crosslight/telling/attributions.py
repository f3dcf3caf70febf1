"""How each outlet attributes the same point: by which word, to whom, or not at all."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from crosslight.aligning.names import same
from crosslight.aligning.statements import SHARE
from crosslight.aligning.terms import Term, sentences_in, terms
from crosslight.model import Attribution, Parsed, Point, Span, Speech, Statement, Verb, Voiced, Voicing
from crosslight.telling.places import marked, place, within
from crosslight.telling.speakers import named
from crosslight.telling.verbs import HEDGES, lemma_and_kind

_ORDER: tuple[Voicing, ...] = ("fact", "kind", "source", "verb", "same", "apart")
# Two linked statements make the same claim where they share so many content words of what is claimed, and
# this much of the shorter. Chosen by eye on half of the gold stories.
COMMON, SHARED = 3, 0.5


def attributions(parsed: Sequence[Parsed], points: Sequence[Point]) -> tuple[Attribution, ...]:
    """Return the points that two outlets tell and one attributes, those told most differently first.

    A statement is stated as fact where no speech holds it, it is not quoted, and has no word such as
    "allegedly" or "accused". What outlets differ in is read off linked statements that make the same
    claim; where there are any, the other statements of the point are left out.
    """
    reports = {p.article.id: _Report(p) for p in parsed}
    found = []
    for point in points:
        if len({reports[s.span.article].outlet for s in point.statements}) < 2:
            continue
        owners: dict[str, set[str]] = {}
        for statement in point.statements:
            report = reports[statement.span.article]
            for key in report.keys(statement.span):
                owners.setdefault(key, set()).add(report.outlet)
        shared = frozenset(key for key, its in owners.items() if len(its) > 1)
        held = {s.span: reports[s.span.article].claim(s, shared) for s in point.statements}
        if not all(claim.voiced.stated for claim in held.values()):
            found.append(_attribution(point, held))
    return tuple(sorted(found, key=lambda a: _ORDER.index(a.differ)))


def _attribution(point: Point, held: Mapping[Span, _Claim]) -> Attribution:
    # A headline that is sharper than its own article is no difference between outlets.
    told = {span.article for span, claim in held.items() if not claim.headline}
    # Who disputes a claim does not make it.
    ends = [
        (link.a, link.b)
        for link in point.links
        if link.relation != "dispute" and link.a in held and link.b in held
    ]
    pairs = {
        (a, b): _differ(held[a], held[b])
        for a, b in ends
        if not any(held[span].headline and span.article in told for span in (a, b))
    }
    compared = {span for pair, differ in pairs.items() if differ != "apart" for span in pair}
    return Attribution(
        point.id,
        min(pairs.values(), key=_ORDER.index, default="apart"),
        tuple(claim.voiced for span, claim in held.items() if not compared or span in compared),
    )


@dataclass(frozen=True, slots=True)
class _Claim:
    """How a statement is attributed, and the content words of what it claims."""

    outlet: str
    headline: bool
    voiced: Voiced
    words: tuple[Term, ...]


class _Report:
    """The speech of an article, found by sentence."""

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        self.outlet = parsed.article.outlet or parsed.article.id
        self._marks = marked(parsed)
        self._speech: dict[Span, list[tuple[int, Speech, Span | None]]] = {}
        sentences = sorted((s.span for s in parsed.sentences if s.noise is None), key=place)
        starts = [place(s) for s in sentences]
        cues: dict[str, Span] = {}
        for speech in sorted((s for s in parsed.speech if s.content), key=lambda s: place(s.content[0])):
            cue = speech.cue or cues.get(speech.speaker or "")
            if speech.cue and speech.speaker:
                cues[speech.speaker] = speech.cue
            held: dict[Span, int] = {}
            for part in (*speech.content, *([speech.cue] if speech.cue else [])):
                for n in range(max(0, bisect_right(starts, place(part)) - 1), len(sentences)):
                    sentence = sentences[n]
                    if place(sentence) >= (part.field != "headline", part.end):
                        break
                    if overlap := sentence.overlap(part):
                        held[sentence] = held.get(sentence, 0) + overlap * (part != speech.cue)
            for sentence, overlap in held.items():
                self._speech.setdefault(sentence, []).append((overlap, speech, cue))

    def keys(self, span: Span) -> frozenset[str]:
        """Return what tells the words of a span apart."""
        return frozenset(key for t in terms(self.parsed, span) if t.content for key in t.keys)

    def _hedges(self, span: Span) -> Iterator[Span]:
        """Yield the words by which a sentence that no speech holds is put on somebody's word all the same."""
        for sentence in sentences_in(self.parsed, span):
            for word in sentence.words:
                if not {word.lemma, word.text.casefold()}.isdisjoint(HEDGES):
                    yield Span(span.article, span.field, word.start, word.end)

    def claim(self, statement: Statement, shared: frozenset[str]) -> _Claim:
        """Return what a statement claims; `shared` are the keys of the words that outlets share in it."""
        span = statement.span
        words = tuple(t for t in terms(self.parsed, span) if t.content)
        common = [t for t in words if not t.keys.isdisjoint(shared)]
        its = []
        for overlap, speech, cue in self._speech.get(span, []):
            inside = len(_inside(speech, common))
            # What is shared is what is said, or most of the sentence is.
            if overlap >= SHARE * len(span) or (overlap and 2 * inside >= max(1, len(common))):
                its.append((inside, overlap, speech, cue))
        if not its and statement.speakers:
            # The sentence tells that something is said, whatever else it shares with others.
            its = [(0, overlap, speech, cue) for overlap, speech, cue in self._speech.get(span, [])]
        its.sort(key=lambda held: (-held[0], held[1]))
        verbs: dict[Span, Verb] = {}
        for _, _, speech, cue in its:
            if cue is not None:
                verbs.setdefault(cue, Verb(cue, *lemma_and_kind(self.parsed, cue), speech.speaker or ""))
        if not its:
            for word in self._hedges(span):
                verbs[word] = Verb(word, *lemma_and_kind(self.parsed, word), "")
        quoted = sum(map(len, within(span, self._marks))) >= SHARE * len(span)
        voiced = Voiced(span, tuple(verbs.values()), not (verbs or its or quoted or statement.speakers))
        headline = self.parsed.headline is not None and self.parsed.headline.covers(span)
        return _Claim(self.outlet, headline, voiced, _inside(its[0][2], words) if its else words)


def _inside(speech: Speech, words: Sequence[Term]) -> tuple[Term, ...]:
    return tuple(t for t in words if any(c.start <= t.start and t.end <= c.end for c in speech.content))


def _differ(a: _Claim, b: _Claim) -> Voicing:
    short, long = sorted((a.words, b.words), key=len)
    keys = {key for t in long for key in t.keys}
    common = sum(not t.keys.isdisjoint(keys) for t in short)
    if a.outlet == b.outlet or common < COMMON or common < SHARED * len(short):
        return "apart"
    if a.voiced.stated or b.voiced.stated:
        return "apart" if a.voiced.stated and b.voiced.stated else "fact"
    if not (a.voiced.verbs and b.voiced.verbs):
        return "apart"
    one, other = a.voiced.verbs[0], b.voiced.verbs[0]
    if named(one.speaker) and named(other.speaker) and not same(one.speaker, other.speaker):
        return "source"
    if one.kind != other.kind:
        return "kind"
    return "same" if one.lemma == other.lemma else "verb"
