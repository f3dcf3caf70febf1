"""What the articles call each person, body and place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crosslight.aligning.names import core, initials, same
from crosslight.aligning.terms import sentences_in
from crosslight.model import Actor, Name, Naming, Parsed, Span
from crosslight.telling.places import place, quoted, within

_PRONOUNS = frozenset(
    """he him his himself she her hers herself it its itself they them their theirs themselves who whom whose
    which that this these those one we us our ours i me my mine you your yours""".split()
)
_EDGES = re.compile(r"^(?:the|a|an)\s+|[’']s?$", re.IGNORECASE)
# A last name that two people share is the one's who is in so many times as many articles as any other.
# Not tuned.
DOMINANT = 3


@dataclass(frozen=True, slots=True)
class _Called:
    """An actor of one article, with the mentions that name it."""

    article: int
    actor: Actor
    mentions: tuple[Span, ...]


def naming(parsed: Sequence[Parsed]) -> tuple[Naming, ...]:
    """Return the actors of all articles, merged, with each name for them and its places.

    Those that most articles name come first, then those with the most mentions. Pronouns and noise are
    left out. A place is quoted where it stands in quotation marks and the words are a speaker's.
    """
    things = _merged([called for i, p in enumerate(parsed) for called in _called(i, p)])
    things.sort(key=lambda its: (-len({c.article for c in its}), -sum(len(c.mentions) for c in its)))
    quotations = [quoted(p) for p in parsed]
    return tuple(_naming(its, parsed, quotations) for its in things)


def _called(article: int, parsed: Parsed) -> Iterator[_Called]:
    for actor in parsed.actors:
        mentions = tuple(
            span
            for span in sorted(set(actor.mentions), key=place)
            if parsed.article.quote(span).casefold() not in _PRONOUNS
            and next(sentences_in(parsed, span), None) is not None
        )
        if mentions and core(actor.name):
            yield _Called(article, actor, mentions)


def _merged(called: Sequence[_Called]) -> list[list[_Called]]:
    """Bring together the actors that are one, in the order of their first mention."""
    by_core: dict[frozenset[str], list[_Called]] = {}
    for one in called:
        by_core.setdefault(frozenset(core(one.actor.name)), []).append(one)
    groups = list(by_core.values())
    parent = list(range(len(groups)))

    def root(i: int) -> int:
        while parent[i] != i:
            i = parent[i]
        return i

    for i, others in _fuller(groups):
        for other in _chosen(groups, others):
            parent[root(i)] = root(other)
    merged: dict[int, list[_Called]] = {}
    for i, its in enumerate(groups):
        merged.setdefault(root(i), []).extend(its)
    return list(merged.values())


def _fuller(groups: Sequence[Sequence[_Called]]) -> Iterator[tuple[int, list[int]]]:
    """Yield each group with those that may be the same under a fuller name, or another spelling of it."""
    by_last: dict[str, list[int]] = {}
    by_initials: dict[str, list[int]] = {}
    for i, group in enumerate(groups):
        by_last.setdefault(core(group[0].actor.name)[-1], []).append(i)
        for letters in sorted(initials(group[0].actor.name)):
            by_initials.setdefault(letters, []).append(i)
    for i, group in enumerate(groups):
        name, words = group[0].actor.name, core(group[0].actor.name)
        # "NY" is the city and not the "New Yorkers": a people has initials only where it is a party's name.
        short = [
            j
            for j in (by_initials.get(words[0], []) if len(words) == 1 else [])
            if _kind(groups[j]) != "group" or _kind(group) == "group"
        ]
        # "East Jerusalem" is no fuller name of "Jerusalem".
        alike = [] if _kind(group) == "place" else by_last[words[-1]]
        found = [
            j
            for j in alike
            if _kind(groups[j]) == _kind(group)
            and len(core(groups[j][0].actor.name)) >= len(words)
            and same(name, groups[j][0].actor.name)
        ]
        yield i, [j for j in dict.fromkeys((*short, *found)) if j != i]


def _chosen(groups: Sequence[Sequence[_Called]], others: Sequence[int]) -> Sequence[int]:
    """Return those names that a short one stands for: all where they are one name, else the foremost."""
    names = {j: groups[j][0].actor.name for j in others}
    if len(others) < 2:
        return others
    longest = max(others, key=lambda j: len(core(names[j])))
    if all(same(names[j], names[longest]) for j in others):
        return others
    counts = {j: len({c.article for c in groups[j]}) for j in others}
    first, second = sorted(others, key=lambda j: -counts[j])[:2]
    return [first] if counts[first] >= DOMINANT * counts[second] else []


def _kind(group: Sequence[_Called]) -> str:
    return Counter(c.actor.kind for c in group).most_common(1)[0][0]


def _naming(its: Sequence[_Called], parsed: Sequence[Parsed], quotations: Sequence[Sequence[Span]]) -> Naming:
    surfaces: dict[str, list[tuple[str, Span, bool]]] = {}
    for called in its:
        for span in called.mentions:
            text = _EDGES.sub("", " ".join(parsed[called.article].article.quote(span).split()))
            is_quoted = next(within(span, quotations[called.article]), None) is not None
            surfaces.setdefault(text.casefold().replace("’", "'"), []).append((text, span, is_quoted))
    names = [
        Name(
            Counter(text for text, _, _ in group).most_common(1)[0][0],
            tuple(span for _, span, _ in group),
            tuple(is_quoted for _, _, is_quoted in group),
        )
        for group in sorted(surfaces.values(), key=len, reverse=True)
    ]
    return Naming(_title(its), Counter(c.actor.kind for c in its).most_common(1)[0][0], tuple(names))


def _title(its: Sequence[_Called]) -> str:
    """Return the name of two words or more that most articles use, else the one they use most."""
    names = Counter(c.actor.name for c in its)
    full = Counter({name: n for name, n in names.items() if len(_EDGES.sub("", name).split()) > 1})
    return (full or names).most_common(1)[0][0]
