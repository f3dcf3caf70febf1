"""The speaker behind the words that name a source: its full name as the article lets a reader resolve it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from crosslight.model import Actor
from crosslight.parsing.document import Field
from crosslight.parsing.forenames import Gender, gender
from crosslight.parsing.names import is_title
from crosslight.parsing.nouns import (
    is_any_body,
    is_body,
    is_document,
    is_media,
    is_people,
    is_person,
    is_word,
)
from crosslight.parsing.roles import Place, Roles, roles, stem
from crosslight.parsing.sources import LIGHT
from crosslight.parsing.words import Words

_THIRD = frozenset(("he", "she", "him", "her", "his", "hers"))
_GROUP_PRONOUNS = frozenset(("they", "it", "its", "their", "them"))
_FIRST = frozenset(("i", "we", "my", "our", "me", "us"))
_RELATIVE = frozenset(("who", "which", "that", "whom"))
_LEADING = re.compile(r"(?:the|a|an|this|that|these|those|its|his|her|their|one|some)\s+", re.IGNORECASE)
_DEFINITE = frozenset(("the", "this", "that", "its", "his", "her", "their"))
_BOTH = frozenset(("both", "two", "pair", "duo", "couple"))
_PLURAL = frozenset(("NNS", "NNPS"))
_PLURAL_PRONOUNS = frozenset(("they", "their", "them"))
_SUBJECTS = frozenset(("nsubj", "nsubjpass"))
_NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "NUM"))
_QUANTITIES = frozenset(("ADJ", "DET", "NUM"))
_LOOSE = frozenset(("PUNCT", "SPACE", "CCONJ", "SCONJ", "ADP", "PART"))
# Bodies of somebody: "the campaign" is no other body that was named before.
_OWNED = frozenset("campaign administration government office team military army".split())
# Offices that each country has: another one's is another person.
_HIGH = frozenset(
    "minister president premier chancellor secretary ambassador king queen governor mayor".split()
)
_ANYONE = ("person", "man", "woman")
_WHOSE = frozenset(("poss", "compound", "amod", "nmod"))
_OFTEN = 3  # mentions of the body that an article is about
_BACK = 8  # uses of a noun, and persons named together, that are looked at
_SITES = frozenset("website site page account blog channel feed twitter facebook instagram".split())
_JOINT_REACH = 60  # tokens from two persons named together to "both"
_CLIMB = 6  # verbs above a pronoun whose subjects it may mean
_LONG = 300  # tokens of a sentence that are looked at
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
        self._issued: dict[tuple[int, str], str] = {}
        self._media = frozenset(self._roles.media)
        self._nouns: list[dict[str, list[int]]] = [defaultdict(list) for _ in fields]
        for k, table in enumerate(tables):
            for i, lemma in enumerate(table.lemma):
                if is_body(lemma) or is_any_body(lemma) or is_document(lemma):
                    self._nouns[k][lemma].append(i)
        self._joints = list(self._coordinations(places))
        self._persons = frozenset(actor.name for actor in actors if actor.kind == "person")
        self._bodies = frozenset(actor.name for actor in actors if actor.kind == "body")
        # What most is said of: "the company", long after it was named.
        most = max((a for a in actors if a.kind == "body"), key=lambda a: len(a.mentions), default=None)
        self._main = most.name if most and len(most.mentions) >= _OFTEN else None
        self._places = sorted(places, key=lambda p: (p.field, p.first))
        self._starts = [(p.field, p.first) for p in self._places]

    def _coordinations(self, places: Sequence[Place]) -> Iterator[tuple[tuple[int, int], str, str]]:
        """Yield the persons whom the text names together: where, their names, and what they are called."""
        for place in sorted(places, key=lambda p: (p.field, p.first)):
            words, at = self._tables[place.field], self._at[place.field]
            top = words.top(place.first, place.after)
            if self._actors[place.actor].kind != "person" or words.dep[top] == "conj":
                continue
            members = [
                i
                for i in _members(words, (top, len(words)), top)
                if i in at and self._actors[at[i]].kind == "person"
            ]
            if len(members) > 1:
                role = words.head[top] if words.dep[top] == "appos" else place.first - 1
                called = words.lower[role] if role >= 0 and words.tag[role] in _PLURAL else ""
                names = list(dict.fromkeys(self._actors[at[i]].name for i in members))
                yield (place.field, members[-1]), _listed(names), called

    def name(self, field: int, source: tuple[int, int], last: str | None) -> str:
        """Return the speaker's full name, or `unnamed: ...`; `last` is who spoke before."""
        words = self._tables[field]
        source = _trimmed(words, source)
        head = _head(words, source, self._at[field])
        if words.lower[head] in _RELATIVE and words.dep[words.head[head]] == "relcl":
            pronoun, head = head, words.head[words.head[head]]
            source = _trimmed(words, (words.left[head], max(pronoun, head + 1)))
        at = self._at[field]
        lower = words.lower[head]
        if lower in _FIRST and not (lower == "us" and words.form[head].isupper()):
            return last or f"unnamed: {lower}"
        if lower in _BOTH and (joint := self._joint(field, head)):
            return joint
        if words.pos[head] == "PRON" or lower in _THIRD:
            if head in at:
                return self._actors[at[head]].name
            if lower in _GROUP_PRONOUNS | _THIRD:
                named = last if last and not last.startswith("unnamed") else None
                if lower in _THIRD:
                    return (named if named in self._persons else None) or f"unnamed: {lower}"
                return self._antecedent(field, head, last) or last or f"unnamed: {lower}"
        acronym = words.form[head].isupper() and source[1] - head == 1
        if (
            acronym
            and head in at
            and lower in self._roles.persons
            and self._actors[at[head]].kind not in ("person", "place")
        ):
            # "The EAM", where "EAM Roe" is a person's title.
            return self._actors[self._roles.persons[lower].most_common(1)[0][0]].name
        members = _members(words, source, head)
        if (named := self._enumerated(field, source)) is not None:
            members = named
        if len(members) > 1 and any(i in at for i in members):
            return self._together(field, source, members)
        if head in at:
            actor = self._actors[at[head]]
            generic = is_body(actor.name.casefold()) and head > source[0]
            if (actor.kind == "group" or generic) and source[1] - source[0] > 1:
                return _plain(words.quote(source[0], head + 1 if generic else source[1]))
            return actor.name
        return self._described(field, source, head, last)

    def _enumerated(self, field: int, source: tuple[int, int]) -> list[int] | None:
        """Return the heads of the names that fill a source, with commas and "and" between them."""
        words, at = self._tables[field], self._at[field]
        heads: list[int] = []
        joined = False
        for i in range(*source):
            if i in at:
                if joined or not heads or at[i] != at[heads[-1]]:
                    heads.append(i)
                heads[-1] = i
                joined = False
            elif words.form[i] == "," or words.lower[i] in ("and", "&"):
                joined = True
            elif words.lower[i] != "the":
                return None
        ands = "and" in words.lower[source[0] : source[1]]
        return heads if ands and len(heads) > 1 else None

    def _together(self, field: int, source: tuple[int, int], members: Sequence[int]) -> str:
        """Return the names of several speakers; those without a name as they are called."""
        words, at = self._tables[field], self._at[field]
        names: list[str] = []
        for i, head in enumerate(members):
            following = members[i + 1] if i + 1 < len(members) else source[1]
            if i + 1 < len(members):
                following = max(head + 1, min(following, words.left[following]))
                one = head not in at and words.tag[head] == "NN" and is_person(words.lemma[head])
                if one and self._is_person(at, members[i + 1]):
                    continue  # "the columnist and host Ida Holm" is one
            after = min(max(head + 1, words.right[head]), following)
            while after > head + 1 and words.pos[after - 1] in (*_LOOSE, "DET"):
                after -= 1
            phrase = (max(words.left[head], source[0]), after)
            name = self._actors[at[head]].name if head in at else _brief(words, phrase, head)
            if name not in names:
                names.append(name)
        return _listed(names)

    def _is_person(self, at: Mapping[int, int], i: int) -> bool:
        return i in at and self._actors[at[i]].kind == "person"

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
            members = [i for i in _members(words, source, named) if i in at]
            return self._together(field, source, members or [named])
        # "The Lebanese Al Mayadeen network" is no Lebanese.
        proper = [c for c in beside if self._actors[at[c]].kind not in ("group", "place")]
        if proper and is_media(lemma):
            return self._actors[at[proper[-1]]].name
        if is_document(lemma):
            return self._issuer(field, source, head, last)
        owner = self._owner(field, head)
        if owner and is_body(lemma):
            return f"{owner}’s {_plain(words.quote(head, head + 1))}"
        if words.tag[head] in _PLURAL and (joint := self._joint(field, head, words.lower[head])):
            return joint
        if (found := self._titled(words, head)) is not None:
            return found
        if self._definite(words, head) and (found := self._by_role(field, source, head, last)):
            return found
        common = words.pos[head] != "PROPN"
        owner = owner or (self._land(field, head) if common else None)
        if owner and (is_person(lemma) or (words.tag[head] in _PLURAL and is_people(lemma))):
            return f"unnamed: {_of(words, source, head)} of {owner}"
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

    def _titled(self, words: Words, head: int) -> str | None:
        """Return who alone has the title with a name in it ("a Harbour Union spokesman")."""
        if not head or words.pos[head - 1] != "PROPN" or words.tag[head] in _PLURAL:
            return None
        people = self._roles.persons.get(words.lower[head - 1] + " " + words.lower[head])
        return self._actors[next(iter(people))].name if people and len(people) == 1 else None

    def _joint(self, field: int, head: int, role: str | None = None) -> str | None:
        """Return the persons named together last, before the token, by a role or by any."""
        end = bisect_left(self._joints, ((field, head),))
        for k in range(end - 1, max(-1, end - _BACK - 1), -1):
            place, names, its = self._joints[k]
            if place[0] != field or (role is None and head - place[1] > _JOINT_REACH):
                break
            if role is None or role == its:
                return names
        return None

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
        home = self._home(field, source, head)
        for role in (longer, lower):
            people = self._fitting(self._roles.persons.get(role), home)
            if people:
                (first, most), *others = people.most_common(2)
                if others and any(self._actors[a].name == last for a in people if 3 * people[a] > most):
                    return last
                near = self._nearest(field, head, tuple(people))
                # One who has the title far more often has it here too.
                clear = near is None or not others or most >= 3 * others[0][1]
                return self._actors[first if clear or near is None else near].name
        # "The UN-backed court" is not the court of the UN.
        inner = any(i in self._at[field] and words.head[i] == head for i in range(source[0], head))
        if is_media(lemma) and self._roles.media and not inner:
            near = self._nearest(field, head, self._roles.media)
            return self._actors[near if near is not None else self._roles.media[0]].name
        if not inner:
            near = self._nearest(field, head, self._roles.bodies.get(lemma, ()) if is_body(lemma) else ())
            if near is None:
                near = self._nearest(field, head, self._roles.things.get(lemma, ()))
            if near is not None:
                return self._actors[near].name
            if (earlier := self._earlier(field, head)) is not None:
                return self._described(field, earlier, earlier[1] - 1, None)
            if is_any_body(lemma) and lemma not in _OWNED:
                said = last if last in self._bodies else None
                return self._group(field, head, ("body",)) or said or self._main
        if last and last.startswith("unnamed") and lower in (*_ANYONE, last.split()[-1].casefold()):
            return last
        if (
            last
            and last.startswith("unnamed")
            and is_person(lower)
            and is_person(last.split()[-1].casefold())
        ):
            return last
        owned = any(i in self._at[field] and words.dep[i] == "poss" for i in words.children[head])
        if is_person(lower) and not owned and not (home and lower in _HIGH):
            told = gender("", (lower,))
            fits = told is None or last is None or gender(last) in (None, told)
            return last if fits and last in self._persons else self.before(field, head, ("person",), told)
        return None

    def _home(self, field: int, source: tuple[int, int], head: int) -> set[str]:
        """Return the stems of the places, peoples and bodies in a role ("Norway's prime minister")."""
        words, at = self._tables[field], self._at[field]
        found = set()
        for i in range(source[0], source[1]):
            beside = words.head[i] == head or words.dep[i] == "pobj"
            if i in at and i != head and beside and self._actors[at[i]].kind in ("place", "group"):
                found.add(stem(words.lower[i]))
        return found

    def _fitting(self, people: Counter[int] | None, home: set[str]) -> Counter[int]:
        """Return those who have a role in no other place than the one that it is said to be in."""
        homes = self._roles.homes
        return Counter(
            {a: n for a, n in (people or {}).items() if not home or not homes.get(a) or home & homes[a]}
        )

    def _earlier(self, field: int, head: int) -> tuple[int, int] | None:
        """Return the phrase before a token that calls a body or text by the same noun and by whose it is."""
        words, at = self._tables[field], self._at[field]
        same = self._nouns[field].get(words.lemma[head], ())
        for k in range(bisect_left(same, head) - 1, max(-1, bisect_left(same, head) - _BACK), -1):
            i = same[k]
            text = is_document(words.lemma[i])
            if i in at or (text and head - i > _JOINT_REACH):
                continue
            first = words.left[i]
            if text or any(c in at and words.dep[c] in _WHOSE for c in words.children[i]):
                return (first, words.right[i] if text else i + 1)
        return None

    def _owner(self, field: int, head: int) -> str | None:
        """Return whose the office, team or lawyers are: a person by name or role ("the mayor's office")."""
        words, at = self._tables[field], self._at[field]
        owner = words.child(head, "poss")
        if owner is None:
            return None
        if owner in at:
            return self._actors[at[owner]].name if self._actors[at[owner]].kind == "person" else None
        if words.pos[owner] == "PRON" or not is_person(words.lemma[owner]):
            return None
        people = self._roles.persons.get(words.lower[owner])
        return self._actors[people.most_common(1)[0][0]].name if people else words.lower[owner]

    def _land(self, field: int, head: int) -> str | None:
        """Return whose "prime minister" it is, where a place or body owns the office ("Norway's")."""
        owner = self._tables[field].child(head, "poss")
        actor = self._at[field].get(owner) if owner is not None else None
        return self._actors[actor].name if actor is not None else None

    def _issuer(self, field: int, source: tuple[int, int], head: int, last: str | None) -> str:
        """Return who issued a statement or report: its owner or author, else who spoke last."""
        words = self._tables[field]
        found = self._author(field, source, head, last)
        if found is not None:
            if not found.startswith("unnamed"):
                self._issued[field, words.lemma[head]] = found
            return found
        at = self._at[field]
        if self._definite(words, head) and (earlier := self._earlier(field, head)) is not None:
            top = _head(words, earlier, at)
            issuer = (
                self._author(field, earlier, top, None) if words.lemma[top] == words.lemma[head] else None
            )
            if issuer and not issuer.startswith("unnamed"):
                return self._issued.setdefault((field, words.lemma[head]), issuer)
        if not is_word(words.lemma[head]):
            # A lawsuit or study is not of the person who was quoted last.
            return self._issued.get((field, words.lemma[head])) or "unnamed: " + _brief(words, source, head)
        if self._definite(words, head):
            spoke = last and (not last.startswith("unnamed") or is_media(last.split()[-1].casefold()))
            told = last if spoke else self.before(field, head)
            if told:
                return told
        return "unnamed: " + _plain(words.quote(*source))

    def _author(self, field: int, source: tuple[int, int], head: int, last: str | None) -> str | None:
        """Return whom the words around a text say that it is from."""
        words, at = self._tables[field], self._at[field]
        for i in range(*source):
            if i in at and words.head[i] == head and words.dep[i] in ("poss", "compound", "nmod"):
                return self._actors[at[i]].name
            by = words.head[i]
            if words.dep[i] != "pobj" or words.lower[by] not in _AUTHOR or not source[0] <= by < source[1]:
                continue
            if i in at and (words.head[by] == head or words.lower[by] != "of"):
                return self._together(field, source, [m for m in _members(words, source, i) if m in at])
            if words.lower[by] != "of":
                phrase = (words.left[i], min(words.right[i], source[1]))
                return self.name(field, phrase, last)
        maker = words.child(head, "compound")
        if maker is not None and maker >= source[0] and is_body(words.lemma[maker]):
            # "the union statement"
            return self._by_role(field, (maker, maker + 1), maker, last) or "unnamed: " + words.lower[maker]
        for child in words.children[head]:
            if words.dep[child] == "poss" and words.lower[child] in _GROUP_PRONOUNS:
                return self._group(field, child) or last or "unnamed: " + _plain(words.quote(*source))
        if (giver := _giver(words, head)) is not None and giver in at:
            return self._actors[at[giver]].name
        if (host := self._host(field, head)) is not None:
            return host
        return None

    def _host(self, field: int, head: int) -> str | None:
        """Return on whose site or account a text stands ("a statement on the school's website")."""
        words = self._tables[field]
        on = words.child(head, "prep")
        site = words.child(on, "pobj") if on is not None and words.lower[on] == "on" else None
        owner = words.child(site, "poss") if site is not None and words.lemma[site] in _SITES else None
        if owner is None or words.pos[owner] == "PRON":
            return None
        return self.name(field, (words.left[owner], owner + 1), None)

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
            if self._actors[place.actor].kind not in kinds or place.actor in self._media:
                continue
            name = self._actors[place.actor].name
            if words.dep[words.top(place.first, place.after)] in ("nsubj", "nsubjpass"):
                return name
            if self._actors[place.actor].kind == "body":
                fallback = fallback or name
        return fallback

    def _antecedent(self, field: int, head: int, last: str | None) -> str | None:
        """Return what subject, in its sentence or the two before, "they" or "it" means."""
        words, at = self._tables[field], self._at[field]
        plural = words.lower[head] in _PLURAL_PRONOUNS
        for i in self._subjects(words, head):
            if i in at:
                kind = self._actors[at[i]].kind
                joint = len(_members(words, (i, words.right[i]), i)) > 1
                fits = kind in ("body", "place", "group") if not joint else plural
            else:
                lemma = words.lemma[i]
                many = words.tag[i] in _PLURAL or lemma == "police"
                body = is_body(lemma) or is_any_body(lemma)
                fits = (many and is_people(lemma)) or body if plural else body and not many
            if fits:
                return self.name(field, (words.left[i], words.right[i]), last)
        return self._group(field, head)

    def _subjects(self, words: Words, head: int) -> Iterator[int]:
        """Yield the noun subjects before a token: of the verbs above its own, then by sentence backwards."""
        seen = {head}
        verb = words.head[head]
        for _ in range(_CLIMB):
            for child in words.children[verb]:
                if child < head and words.dep[child] in _SUBJECTS and child not in seen:
                    seen.add(child)
                    if words.pos[child] in ("NOUN", "PROPN"):
                        yield child
            if words.head[verb] == verb:
                break
            verb = words.head[verb]
        number = words.sentence[head]
        for sentence in range(number, max(-1, number - 3), -1):
            first, after = words.sentences[sentence]
            for i in range(first, min(after, head, first + _LONG)):
                if words.dep[i] in _SUBJECTS and i not in seen and words.pos[i] in ("NOUN", "PROPN"):
                    yield i


def _giver(words: Words, text: int) -> int | None:
    """Return who issues a text or does something in it ("X issued a statement", "X claimed it in a note")."""
    verb = words.head[text]
    if words.dep[text] == "pobj" and words.lower[verb] == "in":
        verb = words.head[verb]
        if words.dep[verb] == "dobj":
            verb = words.head[verb]
        return words.child(verb, "nsubj") if words.pos[verb] == "VERB" else None
    given = words.dep[text] == "dobj" and words.lemma[verb] in LIGHT
    return words.child(verb, "nsubj") if given else None


def _trimmed(words: Words, source: tuple[int, int]) -> tuple[int, int]:
    """Return a source without what cannot begin or end a noun phrase."""
    first, after = source
    while after - 1 > first and (words.pos[after - 1] in _LOOSE or words.tag[after - 1] == "POS"):
        after -= 1
    while first + 1 < after and words.pos[first] in _LOOSE:
        first += 1
    return first, after


def _head(words: Words, source: tuple[int, int], at: Mapping[int, int]) -> int:
    """Return the token that the phrase is about: the first noun, name or pronoun governed from outside it."""
    first, after = source
    tops = [i for i in range(first, after) if not first <= words.head[i] < after or words.head[i] == i]
    fit = [i for i in tops if words.pos[i] in _NOMINAL or i in at]
    if fit or (tops and words.pos[tops[0]] in _QUANTITIES):
        return (fit or tops)[0]
    inner = [i for i in range(first, after) if words.pos[i] in _NOMINAL and words.dep[i] != "poss"]
    return (inner or tops or [first])[0]


def _members(words: Words, source: tuple[int, int], head: int) -> list[int]:
    """Return the heads of the noun phrases that "and" and commas join, the given one first."""
    found = [head]
    for i in found:
        found += [
            c
            for c in words.children[i]
            if words.dep[c] == "conj" and i < c < source[1] and words.pos[c] in ("NOUN", "PROPN")
        ]
    return sorted(found)


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _of(words: Words, source: tuple[int, int], head: int) -> str:
    """Return what an owner's people are called, without the owner ("former lawyers")."""
    owner = words.child(head, "poss")
    first = words.right[owner] if owner is not None and owner < head else source[0]
    return _plain(words.quote(min(first, head), head + 1))


def _brief(words: Words, source: tuple[int, int], head: int) -> str:
    """Return an unnamed source's phrase up to its first comma, dash or date behind the head."""
    after = source[1]
    for i in range(head + 1, source[1]):
        dated = (
            words.lower[i] in ("on", "in", "at")
            and i + 1 < source[1]
            and words.entity[i + 1] in ("DATE", "TIME")
        )
        told = words.dep[i] == "acl" and words.tag[i] == "VBG"
        if words.form[i] in (",", "—", "–", "--", "(", ";") or dated or told:
            after = i
            break
    return _plain(words.quote(source[0], after))


def _plain(text: str) -> str:
    """Return a noun phrase without its article, in one line."""
    text = _SPACES.sub(" ", text).strip(" ,.:;—–-\"“”'")
    short = _LEADING.sub("", text, count=1) if _LEADING.match(text) else text
    return (short or text)[:200]
