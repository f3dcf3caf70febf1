"""Who is meant by a role: "the mayor", "the ministry", "the newspaper", "the statement"."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from crosslight.model import Actor
from crosslight.parsing.nouns import MEDIA
from crosslight.parsing.words import Words

# Nouns that name no role: they would catch any person's apposition.
_WEAK = frozenset(
    "man woman person people one member year part time former official source us uk eu un".split()
)


# Titles that are one office, short and long, for men and for women.
_OFFICES = (
    "rep representative congressman congresswoman lawmaker legislator",
    "sen senator lawmaker legislator",
    "gov governor",
    "president president-elect",
    "mp parliamentarian lawmaker legislator",
    "spokesman spokeswoman spokesperson",
    "chairman chairwoman chair chairperson",
    "councilman councilwoman councillor councilor",
    "attorney lawyer",
    "ceo executive",
    "gen general",
    "lt lieutenant",
    "prof professor",
    "judge justice",
)
_SAME: Mapping[str, frozenset[str]] = {
    title: frozenset(t for office in _OFFICES if title in office.split() for t in office.split())
    for title in {t for office in _OFFICES for t in office.split()}
}


# "The president" is more likely who is called so without a country.
_OWN, _FOREIGN = 3, 1


@dataclass(frozen=True, slots=True)
class Place:
    """A mention of an actor by name: its field, and the tokens from `first` to `after`."""

    field: int
    first: int
    after: int
    actor: int


@dataclass(frozen=True, slots=True)
class Roles:
    """The roles that an article gives to its persons, its bodies by the words of their names, and what it
    calls them ("X, a project run by").

    `homes` holds the stems of the places and peoples in the titles of a person.
    """

    persons: Mapping[str, Counter[int]]
    homes: Mapping[int, frozenset[str]]
    bodies: Mapping[str, tuple[int, ...]]
    things: Mapping[str, tuple[int, ...]]
    media: tuple[int, ...]


def roles(tables: Sequence[Words], actors: Sequence[Actor], places: Sequence[Place]) -> Roles:
    """Read the roles beside names: a title before, an apposition after, "X is the mayor"."""
    persons: dict[str, Counter[int]] = defaultdict(Counter)
    homes: dict[int, set[str]] = defaultdict(set)
    things: dict[str, list[int]] = defaultdict(list)
    for place in places:
        if actors[place.actor].kind in ("body", "other"):
            for thing in _things_of(tables[place.field], place):
                things[thing].append(place.actor)
        if actors[place.actor].kind == "person":
            home = _home(tables[place.field], place)
            homes[place.actor] |= home
            weight = _FOREIGN if home else _OWN
            for role in _roles_of(tables[place.field], place):
                for same in _SAME.get(role, (role,)):
                    if same not in _WEAK:
                        persons[same][place.actor] += weight
    bodies: dict[str, list[int]] = defaultdict(list)
    media = []
    for number, actor in enumerate(actors):
        if actor.kind in ("body", "other"):
            parts = [w.strip(".,'’").casefold() for w in actor.name.split()]
            for part in {_singular(w) for w in parts}:
                bodies[part].append(number)
            if parts and (parts[-1] in MEDIA or (len(parts) > 1 and parts[0] in MEDIA)):
                media.append(number)
    called, kinds = ({word: tuple(found) for word, found in table.items()} for table in (bodies, things))
    return Roles(persons, {k: frozenset(v) for k, v in homes.items()}, called, kinds, tuple(media))


def _home(words: Words, place: Place) -> set[str]:
    """Return the stems of what the title says of where it is ("Norwegian Prime Minister Ida Holm")."""
    found = set()
    i = place.first - 1
    while i >= 0 and place.first - i < 7 and words.pos[i] in ("NOUN", "PROPN", "ADJ"):
        if words.entity[i] in ("NORP", "GPE"):
            found.add(stem(words.lower[i]))
        i -= 1
    return found


def stem(word: str) -> str:
    """Return what a place and its people have in common ("Norway" and "Norwegian")."""
    return word[:4]


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _roles_of(words: Words, place: Place) -> set[str]:
    """Return the lemmas of the nouns that stand beside a person's name as its roles."""
    top = words.top(place.first, place.after)
    found = set()
    i = place.first - 1
    while i >= 0 and place.first - i < 7 and words.pos[i] in ("NOUN", "PROPN", "ADJ"):
        i -= 1
    # "Defence Minister" and "Minister", not "Defence".
    title = words.lower[i + 1 : place.first]
    found |= {" ".join(title[k:]).rstrip(".") for k in range(len(title))}
    for child in words.children[top]:
        if words.dep[child] == "appos" and words.pos[child] in ("NOUN", "PROPN"):
            found |= _named_role(words, child)
    head = words.head[top]
    if words.dep[top] == "appos" and words.pos[head] in ("NOUN", "PROPN"):
        found |= _named_role(words, head)
    if words.dep[top] == "nsubj" and words.lemma[head] == "be":
        attr = words.child(head, "attr")
        if attr is not None and words.pos[attr] == "NOUN":
            found |= _named_role(words, attr)
    return found


def _things_of(words: Words, place: Place) -> Iterator[str]:
    """Yield the lemmas of the nouns that an apposition calls a body."""
    top = words.top(place.first, place.after)
    for child in words.children[top]:
        if words.dep[child] == "appos" and words.pos[child] == "NOUN":
            yield words.lemma[child]
    if words.dep[top] == "appos" and words.pos[words.head[top]] == "NOUN":
        yield words.lemma[words.head[top]]


def _named_role(words: Words, noun: int) -> set[str]:
    """Return a role's noun, and with the noun before it ("interior secretary")."""
    role = {words.lower[noun]}
    if noun and words.dep[noun - 1] in ("compound", "amod"):
        role.add(words.lower[noun - 1] + " " + words.lower[noun])
    return role
