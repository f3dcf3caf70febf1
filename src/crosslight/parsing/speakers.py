"""The speaker behind the words that name a source: its full name as the article lets a reader resolve it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from crosslight.model import Actor
from crosslight.parsing.document import Field
from crosslight.parsing.roles import Place, Roles, is_body, is_document, is_media, roles
from crosslight.parsing.words import Words

_THIRD = frozenset(("he", "she", "him", "her", "his", "hers"))
_GROUP_PRONOUNS = frozenset(("they", "it", "its", "their", "them"))
_FIRST = frozenset(("i", "we", "my", "our", "me", "us"))
_RELATIVE = frozenset(("who", "which", "that", "whom"))
_LEADING = re.compile(r"(?:the|a|an|this|that|these|those|its|his|her|their|one|some)\s+", re.IGNORECASE)
_SPACES = re.compile(r"\s+")
# A modifier of the head that names who the source belongs to: "the Trump administration".
_MODIFIERS = ("compound", "nmod", "amod", "poss")


class Speakers:
    """Resolves sources in one article, in the order of the text: later words lean on earlier ones."""

    def __init__(self, fields: Sequence[Field], tables: Sequence[Words], actors: Sequence[Actor]) -> None:
        self._tables = tables
        self._actors = actors
        number = {(one.article, one.name): k for k, one in enumerate(fields)}
        self._at: list[dict[int, int]] = [{} for _ in fields]
        places = []
        for a, actor in enumerate(actors):
            for mention in actor.mentions:
                k = number.get((mention.article, mention.field))
                if k is None:
                    continue
                first, after = (
                    bisect_right(tables[k].end, mention.start),
                    bisect_left(tables[k].start, mention.end),
                )
                for i in range(first, after):
                    self._at[k][i] = a
                if after - first > 1 or tables[k].pos[first] != "PRON":
                    places.append(Place(k, first, after, a))
        self._roles: Roles = roles(tables, actors, places)
        self._places = sorted(places, key=lambda p: (p.field, p.first))
        self._starts = [(p.field, p.first) for p in self._places]

    def name(self, field: int, source: tuple[int, int], last: str | None) -> str:
        """Return the speaker's full name, or `unnamed: ...`; `last` is who spoke before."""
        words = self._tables[field]
        head = top(words, *source)
        if words.lower[head] in _RELATIVE and words.dep[words.head[head]] == "relcl":
            head = words.head[words.head[head]]
            source = (words.left[head], head + 1)
        at = self._at[field]
        lower = words.lower[head]
        if lower in _FIRST:
            return last or f"unnamed: {lower}"
        if words.pos[head] == "PRON" or lower in _THIRD:
            if head in at:
                return self._actors[at[head]].name
            if lower in _GROUP_PRONOUNS | _THIRD:
                return self._group(field, head) or last or f"unnamed: {lower}"
        if head in at:
            return self._full(words, at, source, head)
        return self._described(field, source, head, last)

    def _full(self, words: Words, at: dict[int, int], source: tuple[int, int], head: int) -> str:
        """Return the actor's name; two names joined by "and" keep both."""
        names = [self._actors[at[head]].name]
        for child in words.children[head]:
            if words.dep[child] == "conj" and child in at and child < source[1]:
                other = self._actors[at[child]].name
                if other not in names:
                    names.append(other)
        return " and ".join(names)

    def _described(self, field: int, source: tuple[int, int], head: int, last: str | None) -> str:
        words, at = self._tables[field], self._at[field]
        lemma, lower = words.lemma[head], words.lower[head]
        named = [c for c in words.children[head] if words.dep[c] == "appos" and c in at]
        if named:
            return self._actors[at[named[0]]].name
        inner = [i for i in range(source[0], min(source[1], head)) if i in at]
        definite = any(
            words.lower[c] in ("the", "this", "that", "its", "his", "her", "their")
            for c in words.children[head]
        )
        if is_document(lemma):
            return self._issuer(field, source, head, last)
        if inner and words.pos[head] in ("PROPN", "NOUN") and not words.lemma[head].startswith("spokes"):
            owner = self._actors[at[inner[-1]]]
            if is_body(lemma) or words.pos[head] == "PROPN":
                return _plain(words.quote(inner[0], head + 1))
            if owner.kind != "person" and lower not in ("officials", "authorities"):
                return "unnamed: " + _plain(words.quote(*source))
        if definite or words.pos[head] == "PROPN":
            found = self._by_role(field, head, lower, lemma, last)
            if found:
                return found
        if words.pos[head] == "PROPN":
            first = head
            while (
                first > source[0]
                and words.pos[first - 1] in ("PROPN", "PUNCT")
                and words.form[first - 1] != ","
            ):
                first -= 1
            return _plain(words.quote(first, head + 1))
        return "unnamed: " + _plain(words.quote(*source))

    def _by_role(self, field: int, head: int, lower: str, lemma: str, last: str | None) -> str | None:
        people = self._roles.persons.get(lower) or self._roles.persons.get(lemma)
        if people and lemma == lower:
            near = self._nearest(field, head, tuple(people))
            return self._actors[near if near is not None else people.most_common(1)[0][0]].name
        if is_media(lemma) and self._roles.media:
            near = self._nearest(field, head, self._roles.media)
            return self._actors[near if near is not None else self._roles.media[0]].name
        if is_body(lemma) and lemma == lower:
            bodies = self._roles.bodies.get(lemma, ())
            near = self._nearest(field, head, bodies)
            if near is not None:
                return self._actors[near].name
            recent = self._group(field, head)
            return recent or None
        return None

    def _issuer(self, field: int, source: tuple[int, int], head: int, last: str | None) -> str:
        """Return who issued a statement or report: its owner or author, else who spoke last."""
        words, at = self._tables[field], self._at[field]
        for i in range(words.left[head], words.right[head]):
            if i in at and i != head and words.dep[i] in ("poss", "pobj", "compound", "nmod"):
                return self._actors[at[i]].name
        for child in words.children[head]:
            if words.dep[child] == "poss" and words.lower[child] in _GROUP_PRONOUNS:
                return self._group(field, child) or last or "unnamed: " + _plain(words.quote(*source))
        definite = any(words.lower[c] in ("the", "this", "that") for c in words.children[head])
        if definite and last:
            return last
        return "unnamed: " + _plain(words.quote(*source))

    def _nearest(self, field: int, head: int, wanted: Sequence[int]) -> int | None:
        """Return the wanted actor that was named last before the token."""
        goal = set(wanted)
        k = bisect_left(self._starts, (field, head))
        for place in reversed(self._places[max(0, k - 200) : k]):
            if place.actor in goal:
                return place.actor
        return None

    def _group(self, field: int, head: int) -> str | None:
        """Return the body that was the subject last, within the sentence and the two before it."""
        words = self._tables[field]
        k = bisect_left(self._starts, (field, head))
        fallback = None
        for place in reversed(self._places[max(0, k - 12) : k]):
            if place.field != field or words.sentence[head] - words.sentence[place.first] > 2:
                break
            if self._actors[place.actor].kind not in ("body", "place", "group"):
                continue
            name = self._actors[place.actor].name
            if words.dep[top(words, place.first, place.after)] in ("nsubj", "nsubjpass"):
                return name
            if self._actors[place.actor].kind == "body":
                fallback = fallback or name
        return fallback


def top(words: Words, first: int, after: int) -> int:
    """Return the token whose governor lies outside the stretch."""
    return next(
        (i for i in range(first, after) if not first <= words.head[i] < after or words.head[i] == i), first
    )


def _plain(text: str) -> str:
    """Return a noun phrase without its article, in one line."""
    text = _SPACES.sub(" ", text).strip(" ,.:;—–-\"“”'")
    short = _LEADING.sub("", text, count=1) if _LEADING.match(text) else text
    return (short or text)[:200]
