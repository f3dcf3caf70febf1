"""The same quotation in several articles: cut, bracketed, translated otherwise, or told in other words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from crosslight.aligning.names import same
from crosslight.aligning.terms import Term, sentences_in
from crosslight.model import Link, Parsed, Quotation, Span
from crosslight.telling.differences import stretches, wordwise
from crosslight.telling.edits import edits
from crosslight.telling.places import place
from crosslight.telling.speakers import full_names, named
from crosslight.telling.utterances import COMMON, SHORTEST, Utterance, utterances

# The share of the shorter quotation's content words that stand, in order and beside another shared word, in
# both.
SAME_SPEAKER = 0.5
OTHER_SPEAKER = 0.75
# The words of the shorter may stand in a part of the longer that is so many times as long: outlets cut. What
# is shorter than a clause counts as one.
SPREAD, CLAUSE = 3, 10
# Words in more quotations of the story than this propose a pair only with the next few that have them: the
# work stays linear in the number of quotations. A story of ten articles rarely has a name in so many.
FREQUENT, NEXT = 40, 8
# A paraphrase and a quotation have so many content words in common, and this share of those of the shorter;
# where their sentences are linked, less is enough. Chosen by eye on half of the gold stories.
REPORTED = 0.5
LINKED_COMMON, LINKED_REPORTED, SURE = 2, 0.4, 0.8


# What a quoted part and the words before it have between them: a space and a quotation mark.
_TOUCH = 3


@dataclass(frozen=True, slots=True)
class _Groups:
    """Utterances found to be one: the group of each, and those that each was found alike with."""

    root: list[int]
    partners: dict[int, list[int]]


def quotes(parsed: Sequence[Parsed], links: Sequence[Link] = ()) -> tuple[Quotation, ...]:
    """Return the quotations of four words or more, in the order of articles and of their text.

    The same words in several places are one quotation, also where they are cut, bracketed, spelled or
    translated otherwise; beside them stands what the same speaker is reported to have said in the same
    words, or of sentences that `links` tie. `differs` are the words that another article, which quotes
    them, does not have.
    """
    by_id = {p.article.id: p for p in parsed}
    linked = _Linked(by_id, links)
    every = [one for p in parsed for one in utterances(p)]
    found = [one for one in every if one.quoted and len(one.words) >= SHORTEST]
    snippets = [one for one in every if one.quoted and len(one.words) < SHORTEST]
    reported = [one for one in every if not one.quoted]
    groups = _grouped(found)
    beside = _beside(found, reported, _retold, linked)
    cut = _beside(found, snippets, _snipped, linked)
    members: dict[int, list[int]] = {}
    for i, root in enumerate(groups.root):
        members.setdefault(root, []).append(i)
    full = full_names([s.speaker for p in parsed for s in p.speech if s.speaker])
    framing = _framing(reported)
    return tuple(
        _quotation(
            its,
            found,
            groups,
            [u for i in its for u in cut.get(i, ())],
            [u for i in its for u in beside.get(i, ())],
            full,
            framing,
            by_id,
        )
        for its in members.values()
    )


def _quotation(
    its: Sequence[int],
    found: Sequence[Utterance],
    groups: _Groups,
    snippets: Sequence[Utterance],
    reported: Sequence[Utterance],
    full: Mapping[str, str],
    framing: Mapping[tuple[str, str, int], Utterance],
    by_id: Mapping[str, Parsed],
) -> Quotation:
    quoted = [found[i] for i in its]
    order = {name: n for n, name in enumerate(by_id)}
    in_order = sorted((*quoted, *snippets), key=lambda u: (order[u.article], place(u.spans[0])))
    differs = [
        span for i in its for span in _differs(found[i], [found[j] for j in groups.partners.get(i, ())])
    ]
    keys = frozenset().union(*(t.keys for u in quoted for t in u.words))
    differs += [span for one in reported for span in _marked(one, keys)]
    versions = _versions(its, found, groups, snippets)
    fullest = max(versions, key=lambda a: sum(len(u.words) for u in versions[a]))
    told: dict[str, list[Utterance]] = {}
    for one in reported:
        told.setdefault(one.article, []).append(one)
    for article, version in versions.items():
        told.setdefault(article, []).extend(_around(version, framing))
    return Quotation(
        _speaker([u.speaker for u in quoted], full),
        tuple(span for u in in_order for span in u.spans),
        tuple(differs),
        tuple(span for u in reported for span in u.spans),
        tuple(span for u in versions[fullest] for span in u.spans),
        tuple(
            edit
            for article, version in sorted(versions.items(), key=lambda v: order[v[0]])
            if article != fullest
            for edit in edits(versions[fullest], version, told.get(article, ()), by_id[article])
        ),
    )


def _versions(
    its: Sequence[int], found: Sequence[Utterance], groups: _Groups, snippets: Sequence[Utterance]
) -> dict[str, list[Utterance]]:
    """Return what each article has of a quotation, once where it has the same words again.

    Of these it is the place with the most words that the longest quotation shares.
    """
    longest = max(its, key=lambda i: len(found[i].words))
    shared = {i: sum(x.run > 0 for x in wordwise(found[i].words, found[longest].words)[0]) for i in its}
    kept: dict[str, list[int]] = {}
    for i in sorted(its, key=lambda i: (-shared[i], i)):
        own = kept.setdefault(found[i].article, [])
        if set(groups.partners.get(i, ())).isdisjoint(own):
            own.append(i)
    versions = {article: [found[i] for i in sorted(own)] for article, own in kept.items()}
    for snippet in snippets:
        versions.setdefault(snippet.article, [snippet])
    return versions


def _grouped(found: Sequence[Utterance]) -> _Groups:
    group = list(range(len(found)))

    def root(i: int) -> int:
        while group[i] != i:
            group[i] = group[group[i]]
            i = group[i]
        return i

    partners: dict[int, list[int]] = {}
    for i, j in _candidates(found):
        if _alike(found[i], found[j]):
            first, second = sorted((root(i), root(j)))
            group[second] = first
            partners.setdefault(i, []).append(j)
            partners.setdefault(j, []).append(i)
    return _Groups([root(i) for i in range(len(found))], partners)


def _holders(found: Sequence[Utterance]) -> dict[str, list[int]]:
    holders: dict[str, list[int]] = {}
    for i, one in enumerate(found):
        for key in sorted({key for t in one.telling for key in t.keys}):
            holders.setdefault(key, []).append(i)
    return holders


def _candidates(found: Sequence[Utterance]) -> Iterator[tuple[int, int]]:
    """Yield the pairs that share two words which are not in too many quotations, or stand near."""
    shared = Counter(pair for held in _holders(found).values() for pair in _near(held))
    return (pair for pair, count in sorted(shared.items()) if count > 1)


def _near(held: Sequence[int]) -> Iterator[tuple[int, int]]:
    if len(held) <= FREQUENT:
        yield from combinations(held, 2)
        return
    for n, i in enumerate(held):
        for j in held[n + 1 : n + 1 + NEXT]:
            yield i, j


def _alike(a: Utterance, b: Utterance) -> bool:
    """Tell whether two quotations are one: most of the shorter stands in one part of the longer."""
    strangers = named(a.speaker) and named(b.speaker) and not same(a.speaker, b.speaker)
    least = OTHER_SPEAKER if strangers else SAME_SPEAKER
    short, long = sorted((a, b), key=lambda q: len(q.telling))
    # Most pairs share too little in any order: these need no alignment.
    if not _shares(short.telling, long.words, least):
        return False
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
    return shared >= COMMON and shared >= least * len(words)


def _shares(short: Sequence[Term], long: Sequence[Term], least: float) -> bool:
    keys = {key for t in long for key in (*t.keys, t.whole) if key}
    shared = sum(t.whole in keys or not t.keys.isdisjoint(keys) for t in short)
    return shared >= COMMON and shared >= least * len(short)


class _Linked:
    """Which sentences links tie surely."""

    def __init__(self, parsed: Mapping[str, Parsed], links: Sequence[Link]) -> None:
        self._parsed = parsed
        self._near: dict[Span, set[Span]] = {}
        for link in links:
            if link.probability >= SURE:
                self._near.setdefault(link.a, set()).add(link.b)
                self._near.setdefault(link.b, set()).add(link.a)

    def near(self, one: Utterance) -> frozenset[Span]:
        """Return the sentences that are tied to those in which an utterance stands."""
        return frozenset().union(*(self._near.get(sentence, ()) for sentence in self.sentences(one)))

    def sentences(self, one: Utterance) -> set[Span]:
        """Return the sentences in which an utterance stands."""
        return {s.span for span in one.spans for s in sentences_in(self._parsed[span.article], span)}


def _beside(
    found: Sequence[Utterance],
    others: Sequence[Utterance],
    fit: Callable[[Utterance, Utterance, bool], float],
    linked: _Linked,
) -> dict[int, list[Utterance]]:
    """Return for each quotation those others, of other articles and the same speaker, that fit it best."""
    holders = _holders(found)
    beside: dict[int, list[Utterance]] = {}
    for one in others:
        shared = Counter(
            i
            for key in sorted({key for t in one.words for key in t.keys})
            for i in holders.get(key, ())[:FREQUENT]
            if found[i].article != one.article and _by_one(found[i].speaker, one.speaker)
        )
        near = linked.near(one)
        fits = []
        for i, _ in shared.most_common(NEXT):
            tied = bool(near) and not near.isdisjoint(linked.sentences(found[i]))
            if score := fit(one, found[i], tied):
                fits.append((score, -i))
        if fits:
            beside.setdefault(-max(fits)[1], []).append(one)
    return beside


def _framing(reported: Sequence[Utterance]) -> dict[tuple[str, str, int], Utterance]:
    """Return the reported words by where they begin and end: a quoted part may stand right there."""
    return {
        (span.article, span.field, at): one
        for one in reported
        for span in one.spans
        for at in (*range(span.start - _TOUCH, span.start), *range(span.end, span.end + _TOUCH + 1))
    }


def _around(
    version: Sequence[Utterance], framing: Mapping[tuple[str, str, int], Utterance]
) -> list[Utterance]:
    """Return the reported words that a quoted part stands in: "he and the mayor “knew of it”"."""
    places = [(s.article, s.field, at) for u in version for s in u.spans for at in (s.start, s.end)]
    return [framing[at] for at in places if at in framing]


def _by_one(a: str, b: str) -> bool:
    return bool(a and b) and (a == b or (named(a) and named(b) and same(a, b)))


def _retold(reported: Utterance, quoted: Utterance, linked: bool) -> float:
    """Return how much of the shorter a paraphrase and a quotation share, 0 where that is too little."""
    keys = {key for t in quoted.telling for key in t.keys}
    own = [t for t in reported.words if t.content]
    shared = sum(not t.keys.isdisjoint(keys) for t in own)
    share = shared / max(1, min(len(own), len(quoted.telling)))
    if linked:
        return share if shared >= LINKED_COMMON and share >= LINKED_REPORTED else 0.0
    return share if shared >= COMMON and share >= REPORTED else 0.0


def _snipped(snippet: Utterance, quoted: Utterance, linked: bool) -> float:
    """Return 1 where a few quoted words stand in a quotation in the same order, else 0.

    A single word does so by chance, where the sentences are not linked.
    """
    if not any(t.content for t in snippet.words) or (len(snippet.words) == 1 and not linked):
        return 0.0
    width = len(snippet.words)
    return float(
        any(
            all(not a.keys.isdisjoint(b.keys) for a, b in zip(snippet.words, quoted.words[i:], strict=False))
            for i in range(len(quoted.words) - width + 1)
        )
    )


def _marked(one: Utterance, keys: frozenset[str]) -> Iterator[Span]:
    """Yield the stretches of a paraphrase that no quotation has."""
    for span in one.spans:
        inside = [t for t in one.words if span.start <= t.start and t.end <= span.end]
        for start, end in stretches(inside, (t.content and t.keys.isdisjoint(keys) for t in inside)):
            yield Span(span.article, span.field, start, end)


def _differs(quoted: Utterance, partners: Sequence[Utterance]) -> Iterator[Span]:
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
    known = [full[n] for n in names if named(n)] or [n for n in names if n]
    return max(dict.fromkeys(known), key=known.count, default="")
