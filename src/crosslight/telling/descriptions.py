"""What persons, bodies and things are called without their names: "the former F.B.I. director", "the deal".

A description belongs to who is called so beside the name somewhere in the story: before it ("former F.B.I.
director James Comey"), in apposition, or by "is". What no name goes with is a thing of its own where several
articles speak of it: all that is called by the same noun, and by nouns that are used in its place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from crosslight.aligning.embedding import embedder
from crosslight.model import ActorKind, Parsed
from crosslight.parsing.nouns import is_any_body, is_people, is_person
from crosslight.telling.countries import country
from crosslight.telling.phrases import Phrase
from crosslight.telling.synonyms import near

# For each word (article, sentence, number in it) the thing whose name it is part of.
Named = Mapping[tuple[int, int, int], int]
# For each noun the things that are called so, and with which other words.
Roles = Mapping[str, Mapping[int, Sequence[frozenset[str]]]]

# Nouns that anybody may be called, and those that count, date or measure.
_WEAK = frozenset(
    """man woman person people one member part time official source number lot some other kind sort way thing
    day week month year hour minute morning afternoon evening night today yesterday tomorrow weekend decade
    century moment period end start beginning middle half percent dollar million billion thousand dozen
    hundred series range case fact point question matter issue place side name word example result reason
    term level amount total rest""".split()
)
# A thing without a name is told of where so many articles speak of it, and so often in all.
ARTICLES, OFTEN = 2, 3
# Two nouns stand for one thing where they share so many of the words beside them ("Iran nuclear deal" and
# "nuclear agreement with Iran") and are this alike (cosine of their vectors). Of the pairs of newswcl50 that
# share two, six of eight above 0.43 mean one thing ("probe" and "investigation"), and two of 17 below.
SHARED, ALIKE = 2, 0.43
# What rules a country, and is called by its name.
_ALL_OF_THEM = frozenset(("both", "these", "those", "two"))
# What bears arms for a country, and what leaves open which of them it is.
_ARMED = frozenset("police army military navy gendarmerie soldier".split())
_FORCES = frozenset("force troop".split())
# "The Al Aqsa compound" is the place of that name; "the Iran deal" is no country.
_SITES = frozenset(
    """compound complex site building plaza square city town village region province district peninsula island
    airport port base camp prison hospital school area enclave territory""".split()
)
_RULE = frozenset("government regime state authority leadership republic nation country kingdom".split())


@dataclass(frozen=True, slots=True)
class Known:
    """A thing that has a name: the words that tell it apart, and its kind."""

    core: tuple[str, ...]
    kind: ActorKind


@dataclass(frozen=True, slots=True)
class Described:
    """Phrases with the things that they mean; `unnamed` are things that are only described."""

    named: Sequence[tuple[int, Phrase]]
    unnamed: Sequence[Sequence[Phrase]]


def described(
    parsed: Sequence[Parsed], phrases: Sequence[Phrase], named: Named, names: Sequence[Known]
) -> Described:
    """Find who or what each phrase means, of things that are known by their names, or without one."""
    shown = [(phrase, _beside(parsed[phrase.article], phrase, named)) for phrase in phrases]
    roles: dict[str, dict[int, list[frozenset[str]]]] = defaultdict(lambda: defaultdict(list))
    for phrase, thing in shown:
        called = thing is not None and names[thing].kind == "person"
        if thing is not None and called and phrase.head not in _WEAK and not phrase.plural:
            roles[phrase.head][thing].append(phrase.words)
    for thing, one in enumerate(names):
        if one.kind != "person" and len(one.core) > 1:
            roles[one.core[-1]][thing].append(frozenset(one.core[:-1]))
    places: dict[int, dict[int, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
    for (article, sentence, word), thing in named.items():
        places[article][thing].append((sentence, word))
    meant: list[tuple[int, Phrase]] = []
    left: list[Phrase] = []
    forces = _forces(phrases, named, names)
    for phrase, beside in shown:
        thing = forces.get(phrase, beside)
        if both := _both(parsed[phrase.article], phrase, named, names):
            meant += [(one, phrase) for one in both]
            continue
        if thing is None and (phrase.head in _RULE or phrase.head in _SITES or is_any_body(phrase.head)):
            thing = _within(phrase, named, names)
        if thing is None and phrase.definite and not phrase.plural:
            thing = _owner(phrase, roles, places[phrase.article])
        if thing is None:
            left.append(phrase)
        elif phrase.head not in _WEAK:
            meant.append((thing, phrase))
    return Described(meant, list(_unnamed(left)))


def _beside(parsed: Parsed, phrase: Phrase, named: Named) -> int | None:
    """Return the thing whose name stands beside a phrase and means the same."""
    words = parsed.sentences[phrase.sentence].words
    at = (phrase.article, phrase.sentence)
    if phrase.title:
        return named.get((*at, phrase.noun + 1))
    noun = words[phrase.noun]
    if noun.dep == "appos" and (*at, noun.head) in named:
        return named[*at, noun.head]
    for i, word in enumerate(words):
        if word.head == phrase.noun and word.dep == "appos" and (*at, i) in named:
            return named[*at, i]
        if noun.dep == "attr" and word.head == noun.head and word.dep == "nsubj" and (*at, i) in named:
            return named[*at, i]
    return None


def _within(phrase: Phrase, named: Named, names: Sequence[Known]) -> int | None:
    """Return what a phrase names and calls by its kind: a country, a body or a site, and no other name."""
    words = range(phrase.first, phrase.noun)
    found = [named.get((phrase.article, phrase.sentence, word)) for word in words]
    things = {thing for thing in found if thing is not None}
    thing = min(things, default=None)
    if thing is None or (len(things) > 1 and not is_any_body(phrase.head)):
        return None
    if phrase.head in _RULE:
        return thing if names[thing].kind == "place" else None
    if phrase.plural and phrase.head != "territory":
        return None
    last = found[-1] if phrase.head in _SITES else next((t for t in found[::-1] if t is not None), None)
    kinds = ("place", "person", "other", "body") if phrase.head in _SITES else ("body", "other")
    return last if last is not None and names[last].kind in kinds else None


def _both(parsed: Parsed, phrase: Phrase, named: Named, names: Sequence[Known]) -> list[int]:
    """Return the bodies, joined in the sentence before, that are then called "both organizations"."""
    words = parsed.sentences[phrase.sentence].words
    if not phrase.plural or not is_any_body(phrase.head) or words[phrase.first].lemma not in _ALL_OF_THEM:
        return []
    before = parsed.sentences[phrase.sentence - 1].words if phrase.sentence else ()
    subjects = [i for i, word in enumerate(before) if word.dep in ("nsubj", "nsubjpass")]
    subjects += [i for i, word in enumerate(before) if word.dep == "conj" and word.head in subjects]
    things = [named.get((phrase.article, phrase.sentence - 1, i)) for i in subjects]
    found = [t for t in dict.fromkeys(things) if t is not None and names[t].kind in ("body", "group")]
    return found if len(found) > 1 else []


def _forces(phrases: Sequence[Phrase], named: Named, names: Sequence[Known]) -> Mapping[Phrase, int]:
    """Return for "Israeli forces" the body of that country that is named, where it is the only one."""
    bodies: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for thing, one in enumerate(names):
        own = country(" ".join(one.core[:-1])) or one.core[:-1]
        if one.core[-1] in _ARMED and own:
            bodies[own].append(thing)
    found: dict[Phrase, int] = {}
    kinds: dict[tuple[str, ...], set[str]] = {
        own: {names[t].core[-1] for t in its} for own, its in bodies.items()
    }
    for phrase in phrases:
        if phrase.head in _ARMED | _FORCES:
            words = range(phrase.first, phrase.noun)
            near = [named.get((phrase.article, phrase.sentence, word)) for word in words]
            things = {thing for thing in near if thing is not None}
            own = names[min(things)].core if len(things) == 1 else ()
            if own in bodies:
                found[phrase] = bodies[own][0]
                kinds[own] |= {phrase.head} - _FORCES
    return {
        phrase: thing
        for phrase, thing in found.items()
        for own, its in bodies.items()
        if thing in its and len(its) == 1 == len(kinds[own])
    }


def _owner(phrase: Phrase, roles: Roles, places: Mapping[int, Sequence[tuple[int, int]]]) -> int | None:
    """Return who in this article is called so: of several the one named last before, else the next."""
    called = roles.get(phrase.head, {})
    fit = [t for t, ways in called.items() if any(_fits(phrase.words, way, len(called)) for way in ways)]
    here = [thing for thing in fit if thing in places]
    if not here:
        return fit[0] if len(fit) == 1 and phrase.words else None
    at = (phrase.sentence, phrase.noun)

    def distance(thing: int) -> tuple[bool, int]:
        before = [place for place in places[thing] if place < at]
        nearest = max(before) if before else min(places[thing])
        return not before, abs(phrase.sentence - nearest[0])

    return min(here, key=lambda thing: (*distance(thing), -len(places[thing]), thing))


def _fits(told: frozenset[str], way: frozenset[str], called: int) -> bool:
    """Tell whether two descriptions with one noun can mean one: one tells no more than the other."""
    return told <= way or (way <= told and (bool(way) or called == 1))


def _unnamed(left: Iterable[Phrase]) -> Iterator[list[Phrase]]:
    """Yield things without a name: what is called by one noun, or by nouns that stand for each other."""
    by: dict[str, list[Phrase]] = defaultdict(list)
    for phrase in left:
        if phrase.head not in _WEAK and not is_person(phrase.head) and not is_people(phrase.head):
            by[phrase.head].append(phrase)
    again = {head: those for head, those in by.items() if len(those) > 1}
    for heads in _synonyms(again):
        those = [phrase for head in heads for phrase in again[head]]
        if len({phrase.article for phrase in those}) >= ARTICLES and len(those) >= OFTEN:
            yield those


def _synonyms(by: Mapping[str, Sequence[Phrase]]) -> list[list[str]]:
    """Put nouns together that are alike and that the story tells apart by the same words."""
    groups = [[head] for head in sorted(by, key=lambda head: (-len(by[head]), head))]
    if len(groups) < 2:
        return groups
    vectors = np.stack([one.mean for one in embedder().embed([head for (head,) in groups])])
    place = {head: n for n, (head,) in enumerate(groups)}
    told = {head: {word for phrase in by[head] for word in phrase.words} for head in by}
    for a, b in combinations(list(place), 2):
        shared = len(told[a] & told[b])
        alike = near(a, b, "noun") or float(vectors[place[a]] @ vectors[place[b]]) >= ALIKE
        if shared >= SHARED and alike:
            one, other = (next(g for g in groups if head in g) for head in (a, b))
            if one is not other:
                one += other
                groups.remove(other)
    return groups
