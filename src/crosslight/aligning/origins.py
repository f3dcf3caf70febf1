"""Where a point really comes from: outlets that repeat one source, or run one text, are one origin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from crosslight.aligning.agencies import agency, carried
from crosslight.aligning.names import core, fullest, same
from crosslight.aligning.terms import Term, sentences_in, terms
from crosslight.model import Origin, OriginKind, Parsed, Statement

# Own-voice wording that two articles share for so many content words in a row was copied from one to the
# other, or from a third.
RUN = 8
# An outlet's own words are a source's where it reports them elsewhere as that source's: at least this share
# of the content words stands in the reported speech. Half, as for copies; not tuned.
REPEATED = 0.5


class Sources:
    """The reports of a story, asked for every point where its statements come from: what it reads it keeps.

    `copies` has article -> the article that it is a near-copy of.
    """

    def __init__(self, parsed: Mapping[str, Parsed], copies: Mapping[str, str]) -> None:
        self.parsed, self.copies = parsed, copies
        self.terms = cache(lambda span: terms(parsed[span.article], span))
        self.said = cache(lambda article, source: tuple(_said(parsed[article], source)))
        self.carried = cache(lambda article: carried(parsed[article].article))


@dataclass(frozen=True, slots=True)
class _Root:
    """One statement's origin before those that are the same are joined."""

    name: str
    kind: OriginKind
    statement: Statement


def origins(statements: Sequence[Statement], known: Sources) -> tuple[Origin, ...]:
    """Return the origins of a point's statements, in the order of the statements.

    - A statement on a source's word comes from that source, whoever passes it on; where the source has
      no name, from who passes it on and has one.
    - An outlet's own words come from the agency whose text the article carries, else from the outlet;
      the outlet's own headline comes from the source that its report names.
    - Near-copies, long wording shared word for word, and own words that
      the article elsewhere gives to a source of the point count once.
    """
    statements = [s for s in statements if any(sentences_in(known.parsed[s.span.article], s.span))]
    roots = [_root(s, known) for s in statements if not _echo(s, statements, known.parsed)]
    words = [known.terms(root.statement.span) for root in roots]
    sources = list(dict.fromkeys(r.name for r in roots if r.kind == "source"))
    for i, root in enumerate(roots):
        if not root.statement.speakers:
            article = root.statement.span.article
            given = (s for s in sources if any(_holds(keys, words[i]) for keys in known.said(article, s)))
            if source := next(given, None):
                roots[i] = _Root(source, "source", root.statement)
    runs = [set() if r.kind == "source" else _runs(its) for r, its in zip(roots, words, strict=True)]

    def one(i: int, j: int) -> bool:
        """Tell whether two statements have one origin."""
        a, b = roots[i], roots[j]
        if a.kind == b.kind == "source":
            return same(a.name, b.name)
        # Outlets have no short names: "Israel" is not the "Times of Israel".
        if a.name == b.name or ("source" in (a.kind, b.kind) and core(a.name) == core(b.name)):
            return True
        return a.statement.span.article != b.statement.span.article and not runs[i].isdisjoint(runs[j])

    group = list(range(len(roots)))
    for i, j in combinations(range(len(roots)), 2):
        if group[i] != group[j] and one(i, j):
            group = [group[i] if g == group[j] else g for g in group]
    return tuple(
        _origin([r for r, g in zip(roots, group, strict=True) if g == number])
        for number in dict.fromkeys(group)
    )


def _echo(statement: Statement, statements: Sequence[Statement], parsed: Mapping[str, Parsed]) -> bool:
    """Tell whether a statement is the headline of a report that names the source in its text."""
    article = statement.span.article
    headline = parsed[article].headline
    return (
        not statement.speakers
        and headline is not None
        and statement.span.overlap(headline) > 0
        and any(s.speakers for s in statements if s.span.article == article)
    )


def _root(statement: Statement, known: Sources) -> _Root:
    its = statement.span.article
    if statement.speakers:
        speaker, *way = statement.speakers
        through = agency(speaker)
        if speaker.startswith("unnamed"):
            through = next(filter(None, map(agency, way)), None) or known.carried(its)
            speaker = next((name for name in way if not name.startswith("unnamed")), speaker)
        return _Root(through or speaker, "agency" if through else "source", statement)
    if through := known.carried(its):
        return _Root(through, "agency", statement)
    primary = known.copies.get(its, "")
    if primary in known.parsed:
        through = known.carried(primary)
        return _Root(through or _outlet(known.parsed[primary]), "agency" if through else "copy", statement)
    return _Root(_outlet(known.parsed[its]), "own", statement)


def _outlet(its: Parsed) -> str:
    return its.article.outlet or its.article.id


def _runs(words: Sequence[Term]) -> set[tuple[str, ...]]:
    keys = [t.key for t in words if t.content]
    return {tuple(keys[i : i + RUN]) for i in range(len(keys) - RUN + 1)}


def _said(its: Parsed, source: str) -> Iterator[frozenset[str]]:
    """Yield the keys of the words of each speech that an article gives to a source."""
    for speech in its.speech:
        if speech.speaker and same(speech.speaker, source):
            yield frozenset(k for span in speech.content for t in terms(its, span) for k in t.keys)


def _holds(keys: frozenset[str], words: Sequence[Term]) -> bool:
    content = [t for t in words if t.content]
    shared = sum(not keys.isdisjoint(t.keys) for t in content)
    return bool(content) and shared >= REPEATED * len(content)


def _origin(roots: Sequence[_Root]) -> Origin:
    """Join statements of one origin: an agency names it before a source, a source before an outlet."""
    kinds = [r.kind for r in roots]
    articles = tuple(dict.fromkeys(r.statement.span.article for r in roots))
    for kind in ("agency", "source"):
        if kind in kinds:
            named = [r.name for r in roots if r.kind == kind]
            return Origin(fullest(named), kind, articles)
    copied = len(articles) > 1 and len({r.name for r in roots}) > 1
    return Origin(roots[0].name, "copy" if copied or "copy" in kinds else "own", articles)
