"""The speaker behind the words that name a source: its full name as the article lets a reader resolve it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from crosslight.model import Actor
from crosslight.parsing.document import Field
from crosslight.parsing.forenames import Gender, gender
from crosslight.parsing.names import is_title
from crosslight.parsing.nouns import is_any_body, is_body, is_document, is_media, is_person
from crosslight.parsing.roles import Place, Roles, roles
from crosslight.parsing.sources import LIGHT
from crosslight.parsing.words import Words

_THIRD = frozenset(("he", "she", "him", "her", "his", "hers"))
_GROUP_PRONOUNS = frozenset(("they", "it", "its", "their", "them"))
_FIRST = frozenset(("i", "we", "my", "our", "me", "us"))
_RELATIVE = frozenset(("who", "which", "that", "whom"))
_LEADING = re.compile(r"(?:the|a|an|this|that|these|those|its|his|her|their|one|some)\s+", re.IGNORECASE)
_DEFINITE = frozenset(("the", "this", "that", "its", "his", "her", "their"))
_AUTHOR = frozenset(("by", "from", "of"))
_SPACES = re.compile(r"\s+")


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
        self._persons = frozenset(actor.name for actor in actors if actor.kind == "person")
        self._bodies = frozenset(actor.name for actor in actors if actor.kind == "body")
        self._places = sorted(places, key=lambda p: (p.field, p.first))
        self._starts = [(p.field, p.first) for p in self._places]

    def name(self, field: int, source: tuple[int, int], last: str | None) -> str:
        """Return the speaker's full name, or `unnamed: ...`; `last` is who spoke before."""
        words = self._tables[field]
        head = words.top(*source)
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
                named = last if last and not last.startswith("unnamed") else None
                if lower in _THIRD:
                    return (named if named in self._persons else None) or f"unnamed: {lower}"
                return self._group(field, head) or last or f"unnamed: {lower}"
        acronym = words.form[head].isupper() and source[1] - head == 1
        if (
            acronym
            and head in at
            and lower in self._roles.persons
            and self._actors[at[head]].kind != "person"
        ):
            # "The EAM", where "EAM Roe" is a person's title.
            return self._actors[self._roles.persons[lower].most_common(1)[0][0]].name
        if head in at:
            return self._full(words, at, source, head)
        return self._described(field, source, head, last)

    def _full(self, words: Words, at: dict[int, int], source: tuple[int, int], head: int) -> str:
        """Return the actor's name; two names joined by "and" keep both."""
        if self._actors[at[head]].kind == "group" and source[1] - source[0] > 1:
            return _plain(words.quote(*source))
        names = [self._actors[at[head]].name]
        for child in words.children[head]:
            if words.dep[child] == "conj" and child in at and child < source[1]:
                other = self._actors[at[child]].name
                if other not in names:
                    names.append(other)
        return " and ".join(names)

    def _described(self, field: int, source: tuple[int, int], head: int, last: str | None) -> str:
        words, at = self._tables[field], self._at[field]
        lemma = words.lemma[head]
        beside = [c for c in words.children[head] if words.dep[c] in ("appos", "compound") and c in at]
        named = next((c for c in beside if words.dep[c] == "appos"), None)
        if named is None:
            # "Secretary of the Interior Ryan Zinke": the name closes the phrase.
            final = source[1] - 1
            closes = final in at and self._actors[at[final]].kind == "person" and words.pos[final] == "PROPN"
            loose = words.dep[final] not in ("pobj", "conj", "poss") or is_title(words.lower[head])
            named = final if closes and loose else None
        if named is not None:
            return self._actors[at[named]].name
        # "The Lebanese Al Mayadeen network" is no Lebanese.
        proper = [c for c in beside if self._actors[at[c]].kind not in ("group", "place")]
        if proper and is_media(lemma):
            return self._actors[at[proper[-1]]].name
        if is_document(lemma):
            return self._issuer(field, source, head, last)
        owner = self._owner(field, head)
        if owner and is_body(lemma):
            return f"{owner}’s {_plain(words.quote(head, head + 1))}"
        if self._definite(words, head) and (found := self._by_role(field, source, head, last)):
            return found
        opening = head == words.sentences[words.sentence[head]][0]
        if opening and source[1] - head == 1 and (is_body(lemma) or is_person(lemma)):
            # A capital that only opens the sentence: "Union says", "Police said".
            return "unnamed: " + words.lower[head]
        inner = [i for i in range(source[0], min(source[1], head)) if i in at]
        if inner and (is_body(lemma) or words.pos[head] == "PROPN"):
            return _plain(words.quote(inner[0], head + 1))
        if words.pos[head] == "PROPN":
            first = head
            while first > source[0] and words.pos[first - 1] == "PROPN":
                first -= 1
            return _plain(words.quote(first, head + 1))
        if words.form[head][0].isupper() and words.form[source[1] : source[1] + 1] == [":"]:
            # A label is a name, whatever the tagger took it for.
            return _plain(words.quote(*source))
        return "unnamed: " + _brief(words, source, head)

    def _definite(self, words: Words, head: int) -> bool:
        return words.pos[head] == "PROPN" or any(
            words.lower[c] in _DEFINITE or words.dep[c] == "poss" for c in words.children[head]
        )

    def _by_role(self, field: int, source: tuple[int, int], head: int, last: str | None) -> str | None:
        words = self._tables[field]
        lemma, lower = words.lemma[head], words.lower[head]
        if words.tag[head] in ("NNS", "NNPS"):
            return None
        longer = words.lower[head - 1] + " " + lower if head else lower
        for role in (longer, lower):
            people = self._roles.persons.get(role)
            if people:
                (first, most), *others = people.most_common(2)
                near = self._nearest(field, head, tuple(people))
                # One who has the title far more often has it here too.
                clear = near is None or not others or most >= 3 * others[0][1]
                return self._actors[first if clear or near is None else near].name
        if is_media(lemma) and self._roles.media:
            near = self._nearest(field, head, self._roles.media)
            return self._actors[near if near is not None else self._roles.media[0]].name
        if not any(i in self._at[field] for i in range(source[0], head)):
            near = self._nearest(field, head, self._roles.bodies.get(lemma, ()) if is_body(lemma) else ())
            if near is None:
                near = self._nearest(field, head, self._roles.things.get(lemma, ()))
            if near is not None:
                return self._actors[near].name
            if is_any_body(lemma):
                return self._group(field, head, ("body",)) or (last if last in self._bodies else None)
        if is_person(lower):
            told = gender("", (lower,))
            fits = told is None or last is None or gender(last) in (None, told)
            return last if fits and last in self._persons else self.before(field, head, ("person",), told)
        return None

    def _owner(self, field: int, head: int) -> str | None:
        """Return whose the office, team or campaign is: a person by name or role ("the mayor's office")."""
        words, at = self._tables[field], self._at[field]
        owner = words.child(head, "poss")
        if owner is None or words.pos[owner] == "PRON":
            return None
        if owner in at:
            return self._actors[at[owner]].name if self._actors[at[owner]].kind == "person" else None
        if not is_person(words.lemma[owner]):
            return None
        people = self._roles.persons.get(words.lower[owner])
        return self._actors[people.most_common(1)[0][0]].name if people else words.lower[owner]

    def _issuer(self, field: int, source: tuple[int, int], head: int, last: str | None) -> str:
        """Return who issued a statement or report: its owner or author, else who spoke last."""
        words, at = self._tables[field], self._at[field]
        for i in range(*source):
            if i in at and words.head[i] == head and words.dep[i] in ("poss", "compound", "nmod"):
                return self._actors[at[i]].name
            by = words.head[i]
            if words.dep[i] != "pobj" or words.lower[by] not in _AUTHOR or not source[0] <= by < source[1]:
                continue
            if i in at and (words.head[by] == head or words.lower[by] != "of"):
                return self._actors[at[i]].name
            if words.lower[by] != "of":
                phrase = (words.left[i], min(words.right[i], source[1]))
                return self._by_role(field, phrase, i, last) or "unnamed: " + _brief(words, phrase, i)
        for child in words.children[head]:
            if words.dep[child] == "poss" and words.lower[child] in _GROUP_PRONOUNS:
                return self._group(field, child) or last or "unnamed: " + _plain(words.quote(*source))
        verb = words.head[head]
        given = words.dep[head] == "dobj" and words.lemma[verb] in LIGHT
        giver = words.child(verb, "nsubj") if given else None
        if giver is not None and giver in at:
            # "X issued a statement saying that".
            return self._actors[at[giver]].name
        if self._definite(words, head):
            told = last if last and not last.startswith("unnamed") else self.before(field, head)
            if told:
                return told
        return "unnamed: " + _plain(words.quote(*source))

    def before(
        self,
        field: int,
        token: int,
        kinds: Sequence[str] = ("person", "body"),
        told: Gender | None = None,
    ) -> str | None:
        """Return the actor of such a kind and gender that was the subject last, in the 60 words before."""
        words, at = self._tables[field], self._at[field]
        for i in range(token - 1, max(-1, token - 60), -1):
            if i in at and words.dep[i] in ("nsubj", "nsubjpass") and self._actors[at[i]].kind in kinds:
                name = self._actors[at[i]].name
                if told is None or gender(name) in (None, told):
                    return name
        return None

    def _nearest(self, field: int, head: int, wanted: Sequence[int]) -> int | None:
        """Return the wanted actor that was named last before the token."""
        goal = set(wanted)
        k = bisect_left(self._starts, (field, head))
        for place in reversed(self._places[max(0, k - 200) : k]):
            if place.actor in goal:
                return place.actor
        return None

    def _group(self, field: int, head: int, kinds: Sequence[str] = ("body", "place", "group")) -> str | None:
        """Return what of these kinds was the subject last, within the sentence and the two before it."""
        words = self._tables[field]
        k = bisect_left(self._starts, (field, head))
        fallback = None
        for place in reversed(self._places[max(0, k - 12) : k]):
            if place.field != field or words.sentence[head] - words.sentence[place.first] > 2:
                break
            if self._actors[place.actor].kind not in kinds:
                continue
            name = self._actors[place.actor].name
            if words.dep[words.top(place.first, place.after)] in ("nsubj", "nsubjpass"):
                return name
            if self._actors[place.actor].kind == "body":
                fallback = fallback or name
        return fallback


def _brief(words: Words, source: tuple[int, int], head: int) -> str:
    """Return an unnamed source's phrase up to its first comma, dash or date behind the head."""
    after = source[1]
    for i in range(head + 1, source[1]):
        dated = (
            words.lower[i] in ("on", "in", "at")
            and i + 1 < source[1]
            and words.entity[i + 1] in ("DATE", "TIME")
        )
        if words.form[i] in (",", "—", "–", "--", "(", ";") or dated:
            after = i
            break
    return _plain(words.quote(source[0], after))


def _plain(text: str) -> str:
    """Return a noun phrase without its article, in one line."""
    text = _SPACES.sub(" ", text).strip(" ,.:;—–-\"“”'")
    short = _LEADING.sub("", text, count=1) if _LEADING.match(text) else text
    return (short or text)[:200]
