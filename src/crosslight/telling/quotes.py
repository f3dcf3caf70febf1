"""Who is quoted where, and how the quotations of the same words differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from crosslight.aligning.names import core, fullest, same
from crosslight.aligning.terms import Term, terms
from crosslight.model import Parsed, Quotation, Span
from crosslight.telling.differences import stretches, wordwise
from crosslight.telling.places import marked, place, within

# Fewer words in quotation marks are a name or a phrase, not a quotation.
SHORTEST = 4
# The share of the shorter quotation's content words that stand, in order and beside another shared word, in
# both.
SAME_SPEAKER = 0.5
OTHER_SPEAKER = 0.75
# The words of the shorter may stand in a part of the longer that is so many times as long: outlets cut. What
# is shorter than a clause counts as one.
SPREAD, CLAUSE = 3, 10
# Of a longer quotation only so many words are compared; the longest in the gold stories has 56.
LONGEST = 500
# So many content words must be the same; where a quotation has fewer, all of its words are looked at.
COMMON = 3
# Words in more quotations of the story than this propose no pair; a story of ten articles rarely has a name
# in so many, and the work stays linear in the number of quotations.
FREQUENT = 40
_MARKS = "\"“”„‟«»‹›‘’‚'` \t\n\r\xa0"


@dataclass(frozen=True, slots=True)
class _Quoted:
    """What stands in quotation marks within one speech: the stretches and their words."""

    spans: tuple[Span, ...]
    words: tuple[Term, ...]
    speaker: str

    @property
    def article(self) -> str:
        return self.spans[0].article

    @property
    def telling(self) -> tuple[Term, ...]:
        """The words by which it is known again: those with content, or all where these are too few."""
        content = tuple(t for t in self.words if t.content)
        return content if len(content) >= COMMON else self.words


def quotes(parsed: Sequence[Parsed]) -> tuple[Quotation, ...]:
    """Return the quotations of four words or more, in the order of articles and of their text.

    The same words in several places are one quotation, also where they are cut, bracketed, spelled or
    translated otherwise; `differs` are the words that another article, which quotes them, does not have.
    """
    found = [quoted for p in parsed for quoted in _quoted(p)]
    group = list(range(len(found)))

    def root(i: int) -> int:
        while group[i] != i:
            group[i] = group[group[i]]
            i = group[i]
        return i

    partners: dict[int, list[int]] = {}
    for i, j in _candidates(found):
        if _alike(found[i], found[j]):
            group[root(j)] = root(i)
            partners.setdefault(i, []).append(j)
            partners.setdefault(j, []).append(i)
    members: dict[int, list[int]] = {}
    for i in range(len(found)):
        members.setdefault(root(i), []).append(i)
    full = _full([q.speaker for q in found if q.speaker])
    return tuple(
        Quotation(
            _speaker([found[i].speaker for i in its], full),
            tuple(span for i in its for span in found[i].spans),
            tuple(span for i in its for span in _differs(found[i], [found[j] for j in partners.get(i, [])])),
        )
        for its in members.values()
    )


def _quoted(parsed: Parsed) -> list[_Quoted]:
    """Return the quoted parts of each speech, in the order of the text.

    Of a speech within a speech ("the agency wrote that Holm said ...") the words are the inner speaker's.
    """
    marks = marked(parsed)
    seen: set[Span] = set()
    found: list[_Quoted] = []
    for speech in sorted(parsed.speech, key=lambda s: sum(map(len, s.content))):
        if speech.mode == "indirect":
            continue
        parts = [
            (span, words)
            for content in sorted(speech.content, key=place)
            for span in within(content, marks)
            if span not in seen and (words := terms(parsed, span))
        ]
        seen.update(span for span, _ in parts)
        for group in _grouped(parts):
            words = tuple(t for _, its in group for t in its)
            if len(words) >= SHORTEST:
                spans = tuple(_trimmed(parsed, span) for span, _ in group)
                found.append(_Quoted(spans, words[:LONGEST], speech.speaker or ""))
    return sorted(found, key=lambda q: (place(q.spans[0]), -q.spans[0].end))


def _grouped(parts: list[tuple[Span, tuple[Term, ...]]]) -> list[list[tuple[Span, tuple[Term, ...]]]]:
    """Make each stretch a quotation of its own; those too short for one go with their neighbour."""
    groups: list[list[tuple[Span, tuple[Term, ...]]]] = []
    for part in parts:
        if groups and (len(part[1]) < SHORTEST or sum(len(words) for _, words in groups[-1]) < SHORTEST):
            groups[-1].append(part)
        else:
            groups.append([part])
    return groups


def _trimmed(parsed: Parsed, span: Span) -> Span:
    text = parsed.article.quote(span)
    start = span.start + len(text) - len(text.lstrip(_MARKS))
    # The comma before the closing mark is the reporting sentence's.
    return Span(span.article, span.field, start, span.start + len(text.rstrip(_MARKS + ",")))


def _candidates(found: Sequence[_Quoted]) -> Iterator[tuple[int, int]]:
    """Yield the pairs that share two words which are not in too many quotations."""
    holders: dict[str, list[int]] = {}
    for i, quoted in enumerate(found):
        for key in sorted({key for t in quoted.telling for key in t.keys}):
            holders.setdefault(key, []).append(i)
    shared = Counter(
        pair for held in holders.values() if len(held) <= FREQUENT for pair in combinations(held, 2)
    )
    return (pair for pair, count in sorted(shared.items()) if count > 1)


def _alike(a: _Quoted, b: _Quoted) -> bool:
    """Tell whether two quotations are one: most of the shorter stands in one part of the longer."""
    short, long = sorted((a, b), key=lambda q: len(q.telling))
    in_short, in_long = wordwise(short.words, long.words)
    telling = {t.start for t in long.telling}
    anchors = [i for i, x in enumerate(in_long) if x.run > 1 and x.term.start in telling]
    if not anchors or anchors[-1] - anchors[0] > SPREAD * max(len(in_short), CLAUSE):
        return False
    # Between the anchors the order is free: "the Resistance Axis", "the axis of resistance".
    keys = {key for x in in_long[anchors[0] : anchors[-1] + 1] for key in x.term.keys}
    own = {t.start for t in short.telling}
    words = [x.term for x in in_short if x.term.start in own]
    shared = sum(not t.keys.isdisjoint(keys) for t in words)
    strangers = _named(a.speaker) and _named(b.speaker) and not same(a.speaker, b.speaker)
    return shared >= COMMON and shared >= (OTHER_SPEAKER if strangers else SAME_SPEAKER) * len(words)


def _differs(quoted: _Quoted, partners: Sequence[_Quoted]) -> Iterator[Span]:
    """Yield the stretches that some other article, which quotes these words, does not have."""
    lacking: dict[Term, bool] = {}
    for article in dict.fromkeys(p.article for p in partners if p.article != quoted.article):
        its = [wordwise(quoted.words, p.words)[0] for p in partners if p.article == article]
        had = {x.term.start for aligned in its for x in aligned if x.run}
        for aligned in its:
            for x in aligned:
                lacking[x.term] = lacking.get(x.term, False) or x.term.start not in had
    words = sorted(lacking, key=lambda t: t.start)
    for span in quoted.spans:
        inside = [t for t in words if span.start <= t.start and t.end <= span.end]
        for start, end in stretches(inside, (lacking[t] for t in inside)):
            yield Span(span.article, span.field, start, end)


def _speaker(names: Sequence[str], full: Mapping[str, str]) -> str:
    """Return the speaker most named, in the fullest form that the story has; empty where none is named."""
    named = [full[n] for n in names if _named(n)] or [n for n in names if n]
    return max(dict.fromkeys(named), key=named.count, default="")


def _named(speaker: str) -> bool:
    """Tell whether a speaker has a name: "unnamed: officials" and "the office" may be anyone."""
    return not speaker.startswith("unnamed") and not speaker.islower() and bool(speaker)


def _full(names: Sequence[str]) -> dict[str, str]:
    """Return for each name its fullest form; a last name that two people share stays as it is."""
    by_last: dict[str, list[str]] = {}
    for name in names:
        by_last.setdefault((core(name) or ("",))[-1], []).append(name)
    full = {}
    for its in by_last.values():
        for name in dict.fromkeys(its):
            forms = [n for n in its if same(name, n)]
            longest = fullest(forms)
            full[name] = longest if all(same(n, longest) for n in forms) else name
    return full
