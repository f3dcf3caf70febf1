"""The actors of several articles that are one: full names and short ones, initials, peoples and parties."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crosslight.aligning.names import core, initials, same
from crosslight.aligning.terms import sentences_in
from crosslight.model import Actor, ActorKind, Parsed, Span
from crosslight.parsing.forenames import Gender, gender
from crosslight.telling.countries import country
from crosslight.telling.places import place

_PRONOUNS = frozenset(
    """he him his himself she her hers herself it its itself they them their theirs themselves who whom whose
    which that this these those one we us our ours i me my mine you your yours""".split()
)
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_OTHER = re.compile(r"\b(?:non|anti|pro)[-‐‑]", re.IGNORECASE)
_ADDRESS = re.compile(r"\b(Mr|Mrs|Ms|Miss)\.?\s+$")
# A last name that two people share is the one's who is in so many times as many articles as any other.
# Not tuned.
DOMINANT = 3
# Letters that the name of a party and that of its people share: "Democratic" and "Democrats".
STEM = 6


_HALVES = frozenset((side,) for side in ("north", "south", "east", "west"))


@dataclass(frozen=True, slots=True)
class Called:
    """An actor of one article, with the mentions that name it."""

    article: int
    actor: Actor
    mentions: tuple[Span, ...]
    gender: Gender | None


def called_in(article: int, parsed: Parsed) -> Iterator[Called]:
    """Yield the actors of an article that it calls by a name outside noise."""
    for actor in parsed.actors:
        mentions = tuple(
            span
            for span in sorted(set(actor.mentions), key=place)
            if parsed.article.quote(span).casefold() not in _PRONOUNS
            and next(sentences_in(parsed, span), None) is not None
            and not _denied(parsed, span)
        )
        if mentions and core(actor.name):
            yield Called(article, actor, mentions, _gender(parsed, actor, mentions))


def _denied(parsed: Parsed, span: Span) -> bool:
    """Tell whether a name stands in "non-Lebanese" or "anti-Israel": these are others."""
    field = parsed.article.text if span.field == "text" else parsed.article.headline
    return _OTHER.search(field, max(0, span.start - 5), span.start + 1) is not None


def _gender(parsed: Parsed, actor: Actor, mentions: Sequence[Span]) -> Gender | None:
    if actor.kind != "person":
        return None
    fields = {"headline": parsed.article.headline, "text": parsed.article.text}
    address = (_ADDRESS.search(fields[m.field], max(0, m.start - 6), m.start) for m in mentions)
    return gender(actor.name, [found[1] for found in address if found])


def merged(called: Sequence[Called]) -> list[list[Called]]:
    """Bring together the actors that are one, in the order of their first mention."""
    by_core: dict[frozenset[str], list[Called]] = {}
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
    for i, other in (*_peoples(groups), *_parties(groups)):
        parent[root(i)] = root(other)
    found: dict[int, list[Called]] = {}
    for i, its in enumerate(groups):
        found.setdefault(root(i), []).extend(its)
    return list(found.values())


def _peoples(groups: Sequence[Sequence[Called]]) -> Iterator[tuple[int, int]]:
    """Yield peoples ("Iranian") with their countries, and "the North" with the one country that begins so."""
    cores = [core(group[0].actor.name) for group in groups]
    by_core = {words: i for i, words in enumerate(cores)}
    for i, (words, group) in enumerate(zip(cores, groups, strict=True)):
        own = country(group[0].actor.name)
        if own in by_core and kind_of(groups[by_core[own]]) != "person":
            yield i, by_core[own]
        longer = [j for j, other in enumerate(cores) if len(other) == 2 and other[:1] == words]
        if words in _HALVES and len(longer := [j for j in longer if kind_of(groups[j]) == "place"]) == 1:
            yield i, longer[0]


def _parties(groups: Sequence[Sequence[Called]]) -> Iterator[tuple[int, int]]:
    """Yield the people of a party ("Conservatives") with the party."""
    cores = [core(group[0].actor.name) for group in groups]
    parties = {words[0][:STEM]: i for i, words in enumerate(cores) if len(words) == 2 and words[1] == "party"}
    for i, words in enumerate(cores):
        if len(words) == 1 and kind_of(groups[i]) in ("group", "body") and words[0][:STEM] in parties:
            yield i, parties[words[0][:STEM]]


def _fuller(groups: Sequence[Sequence[Called]]) -> Iterator[tuple[int, list[int]]]:
    """Yield each group with those that may be the same under a fuller name, or another spelling of it."""
    by_last: dict[str, list[int]] = {}
    by_first: dict[str, list[int]] = {}
    by_initials: dict[str, list[int]] = {}
    for i, group in enumerate(groups):
        by_first.setdefault(core(group[0].actor.name)[0], []).append(i)
        by_last.setdefault(core(group[0].actor.name)[-1], []).append(i)
        for letters in sorted(initials(group[0].actor.name)):
            by_initials.setdefault(letters, []).append(i)
    for i, group in enumerate(groups):
        name, words = group[0].actor.name, core(group[0].actor.name)
        # "NY" is the city and not the "New Yorkers": a people has initials only where it is a party's name.
        short = [
            j
            for j in (by_initials.get(words[0], []) if len(words) == 1 else [])
            if kind_of(groups[j]) != "group" or kind_of(group) == "group"
        ]
        # "East Jerusalem" is no fuller name of "Jerusalem".
        alike = [] if kind_of(group) == "place" else by_last[words[-1]]
        found = [
            j
            for j in alike
            if kind_of(groups[j]) == kind_of(group)
            and len(core(groups[j][0].actor.name)) >= len(words)
            and same(name, groups[j][0].actor.name)
            and len({one.gender for one in (*group, *groups[j])} - {None}) < 2
        ]
        # The family name may come first: "Kim" and "Kim Jong Un".
        longer = [
            j
            for j in (by_first[words[0]] if kind_of(group) == "person" and not found[1:] else [])
            if kind_of(groups[j]) == "person" and core(groups[j][0].actor.name)[: len(words)] == words
        ]
        yield i, [j for j in dict.fromkeys((*short, *found, *longer)) if j != i]


def _chosen(groups: Sequence[Sequence[Called]], others: Sequence[int]) -> Sequence[int]:
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


def kind_of(group: Sequence[Called]) -> ActorKind:
    """Return the kind that most articles take it for."""
    kinds = Counter(c.actor.kind for c in group)
    if kinds["place"] and kinds["group"]:
        del kinds["group"]  # a country and its people
    return kinds.most_common(1)[0][0]


def title_of(its: Sequence[Called]) -> str:
    """Return the name of two words or more that most articles use, else the one they use most.

    A country has its own name, not that of its people.
    """
    kind = kind_of(its)
    fit = [c for c in its if c.actor.kind == kind and country(c.actor.name) is None]
    names = Counter(c.actor.name for c in fit or its)
    full = Counter({name: n for name, n in names.items() if len(_ARTICLE.sub("", name).split()) > 1})
    return (full or names).most_common(1)[0][0]
