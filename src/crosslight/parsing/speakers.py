"""The speaker behind the words that name a source: its full name as the article lets a reader resolve it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from crosslight.model import Actor
from crosslight.parsing.document import Field
from crosslight.parsing.forenames import gender
from crosslight.parsing.mentions import Mentions
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
from crosslight.parsing.phrases import (
    LOOSE,
    brief,
    giver,
    head_of,
    listed,
    members,
    plain,
    subjects,
    trimmed,
    without_owner,
)
from crosslight.parsing.roles import Roles, roles, stem
from crosslight.parsing.words import Words

_THIRD = frozenset(("he", "she", "him", "her", "his", "hers"))
_GROUP_PRONOUNS = frozenset(("they", "it", "its", "their", "them"))
_FIRST = frozenset(("i", "we", "my", "our", "me", "us"))
_RELATIVE = frozenset(("who", "which", "that", "whom"))
_DEFINITE = frozenset(("the", "this", "that", "its", "his", "her", "their"))
_BOTH = frozenset(("both", "two", "pair", "duo", "couple"))
_PLURAL = frozenset(("NNS", "NNPS"))
_PLURAL_PRONOUNS = frozenset(("they", "their", "them"))
# Bodies of somebody: "the campaign" is no other body that was named before.
_OWNED = frozenset("campaign administration government office team military army".split())
# Offices that each country has: another one's is another person.
_HIGH = frozenset(
    "minister president premier chancellor secretary ambassador king queen governor mayor".split()
)
_SAME_OFFICE = {"premier": "prime minister"}
_ANYONE = ("person", "man", "woman")
_OFTEN = 3  # mentions of the body that an article is about
_SITES = frozenset("website site page account blog channel feed twitter facebook instagram".split())
_AUTHOR = frozenset(("by", "from", "of"))


class Speakers:
    """Resolves sources in one article, in the order of the text: later words lean on earlier ones."""

    def __init__(self, fields: Sequence[Field], tables: Sequence[Words], actors: Sequence[Actor]) -> None:
        self._tables = tables
        self._actors = actors
        self._named = Mentions(fields, tables, actors)
        self._at = self._named.at
        self._roles: Roles = roles(tables, actors, self._named.places)
        self._issued: dict[tuple[int, str], str] = {}
        self._persons = frozenset(actor.name for actor in actors if actor.kind == "person")
        self._bodies = frozenset(actor.name for actor in actors if actor.kind == "body")
        # What most is said of: "the company", long after it was named.
        most = max((a for a in actors if a.kind == "body"), key=lambda a: len(a.mentions), default=None)
        self._main = most.name if most and len(most.mentions) >= _OFTEN else None

    def before(self, field: int, token: int) -> str | None:
        """Return the person or body that was the subject last, in the 60 words before a token."""
        return self._named.before(field, token)

    def name(
        self, field: int, source: tuple[int, int], last: str | None, cue: tuple[int, int] | None = None
    ) -> str:
        """Return the speaker's full name, or `unnamed: ...`; `last` is who spoke before."""
        words = self._tables[field]
        source = trimmed(words, source, cue)
        head = head_of(words, source, self._at[field])
        if words.lower[head] in _RELATIVE and words.dep[words.head[head]] == "relcl":
            pronoun, head = head, words.head[words.head[head]]
            source = trimmed(words, (words.left[head], max(pronoun, head + 1)))
        at = self._at[field]
        if ends := self._named.ending(field, source):
            return ends
        lower = words.lower[head]
        if lower in _FIRST and not (lower == "us" and words.form[head].isupper()):
            return last or f"unnamed: {lower}"
        if lower in _BOTH and (joint := self._named.joint(field, head)):
            return joint
        if words.pos[head] == "PRON" or lower in _THIRD:
            if head in at:
                return self._actors[at[head]].name
            if lower in _GROUP_PRONOUNS | _THIRD:
                named = last if last and not last.startswith("unnamed") else None
                if lower in _THIRD:
                    near = named if named in self._persons else self.before(field, head)
                    return near if near and near in self._persons else f"unnamed: {lower}"
                return self._antecedent(field, head, last) or last or f"unnamed: {lower}"
        acronym = head in at and words.form[head].isupper() and source[1] - head == 1
        titled = acronym and lower in self._roles.persons
        if titled and self._actors[at[head]].kind not in ("person", "place"):
            # "The EAM", where "EAM Roe" is a person's title.
            return self._actors[self._roles.persons[lower].most_common(1)[0][0]].name
        if persons := self._named.namely(field, source, head):
            return persons
        several = self._enumerated(field, source) or members(words, source, head)
        if len(several) > 1 and any(i in at for i in several):
            return self._together(field, source, several)
        if head in at:
            actor = self._actors[at[head]]
            generic = is_body(actor.name.casefold()) and head > source[0]
            if (actor.kind == "group" or generic) and source[1] - source[0] > 1:
                return plain(words.quote(source[0], head + 1 if generic else source[1]))
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

    def _together(self, field: int, source: tuple[int, int], heads: Sequence[int]) -> str:
        """Return the names of several speakers; those without a name as they are called."""
        words, at = self._tables[field], self._at[field]
        names: list[str] = []
        for i, head in enumerate(heads):
            following = heads[i + 1] if i + 1 < len(heads) else source[1]
            if i + 1 < len(heads):
                following = max(head + 1, min(following, words.left[following]))
                one = head not in at and words.tag[head] == "NN" and is_person(words.lemma[head])
                if one and self._is_person(at, heads[i + 1]):
                    continue  # "the columnist and host Ida Holm" is one
            after = min(max(head + 1, words.right[head]), following)
            while after > head + 1 and words.pos[after - 1] in (*LOOSE, "DET"):
                after -= 1
            phrase = (max(words.left[head], source[0]), after)
            name = self._actors[at[head]].name if head in at else brief(words, phrase, head)
            if name not in names:
                names.append(name)
        return listed(names)

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
            several = [i for i in members(words, source, named) if i in at]
            return self._together(field, source, several or [named])
        # "The Lebanese Al Mayadeen network" is no Lebanese.
        proper = [c for c in beside if self._actors[at[c]].kind not in ("group", "place")]
        if proper and is_media(lemma) and words.tag[head] not in _PLURAL:
            return self._actors[at[proper[-1]]].name
        if is_document(lemma):
            return self._issuer(field, source, head, last)
        owner = self._owner(field, head)
        if owner and is_body(lemma):
            return f"{owner}’s {plain(words.quote(head, head + 1))}"
        if words.tag[head] in _PLURAL and (joint := self._named.joint(field, head, words.lower[head])):
            return joint
        if (found := self._titled(words, head)) is not None:
            return found
        if self._definite(words, head) and (found := self._by_role(field, source, head, last)):
            return found
        common = words.pos[head] != "PROPN"
        owner = owner or (self._land(field, head) if common else None)
        if owner and (is_person(lemma) or (words.tag[head] in _PLURAL and is_people(lemma))):
            return f"unnamed: {without_owner(words, source, head)} of {owner}"
        opening = head == words.sentences[words.sentence[head]][0]
        if opening and source[1] - head == 1 and (is_body(lemma) or is_person(lemma)):
            # A capital that only opens the sentence: "Union says", "Police said".
            return "unnamed: " + words.lower[head]
        inner = [i for i in range(source[0], min(source[1], head)) if i in at]
        if inner and (is_body(lemma) or words.pos[head] == "PROPN"):
            return plain(words.quote(inner[0], head + 1))
        if words.pos[head] == "PROPN":
            first = head
            while first > source[0] and words.pos[first - 1] == "PROPN":
                first -= 1
            return plain(words.quote(first, head + 1))
        if words.form[head][0].isupper() and words.form[source[1] : source[1] + 1] == [":"]:
            # A label is a name, whatever the tagger took it for.
            return plain(words.quote(*source))
        return "unnamed: " + brief(words, source, head)

    def _titled(self, words: Words, head: int) -> str | None:
        """Return who alone has the title with a name in it ("a Harbour Union spokesman")."""
        if not head or words.pos[head - 1] != "PROPN" or words.tag[head] in _PLURAL:
            return None
        people = self._roles.persons.get(words.lower[head - 1] + " " + words.lower[head])
        return self._actors[next(iter(people))].name if people and len(people) == 1 else None

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
        for role in (longer, lower, _SAME_OFFICE.get(lower, lower)):
            people = self._fitting(self._roles.persons.get(role), home)
            if people:
                (first, most), *others = people.most_common(2)
                if others and any(self._actors[a].name == last for a in people if 3 * people[a] > most):
                    return last
                near = self._named.nearest(field, head, tuple(people))
                # One who has the title far more often has it here too.
                clear = near is None or not others or most >= 3 * others[0][1]
                return self._actors[first if clear or near is None else near].name
        # "The UN-backed court" is not the court of the UN.
        inner = any(i in self._at[field] and words.head[i] == head for i in range(source[0], head))
        if is_media(lemma) and self._roles.media and not inner:
            near = self._named.nearest(field, head, self._roles.media)
            return self._actors[near if near is not None else self._roles.media[0]].name
        if not inner:
            near = self._named.nearest(
                field, head, self._roles.bodies.get(lemma, ()) if is_body(lemma) else ()
            )
            if near is None:
                near = self._named.nearest(field, head, self._roles.things.get(lemma, ()))
            if near is not None:
                return self._actors[near].name
            if (earlier := self._named.earlier(field, head)) is not None:
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
            return (
                last if fits and last in self._persons else self._named.before(field, head, ("person",), told)
            )
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
        if self._definite(words, head) and (earlier := self._named.earlier(field, head)) is not None:
            top = head_of(words, earlier, at)
            issuer = (
                self._author(field, earlier, top, None) if words.lemma[top] == words.lemma[head] else None
            )
            if issuer and not issuer.startswith("unnamed"):
                return self._issued.setdefault((field, words.lemma[head]), issuer)
        if not is_word(words.lemma[head]):
            # A lawsuit or study is not of the person who was quoted last.
            return self._issued.get((field, words.lemma[head])) or "unnamed: " + brief(words, source, head)
        if self._definite(words, head):
            spoke = last and (not last.startswith("unnamed") or is_media(last.split()[-1].casefold()))
            told = last if spoke else self.before(field, head)
            if told:
                return told
        return "unnamed: " + plain(words.quote(*source))

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
                return self._together(field, source, [m for m in members(words, source, i) if m in at])
            if words.lower[by] != "of":
                phrase = (words.left[i], min(words.right[i], source[1]))
                return self.name(field, phrase, last)
        maker = words.child(head, "compound")
        if maker is not None and maker >= source[0] and is_body(words.lemma[maker]):
            # "the union statement"
            return self._by_role(field, (maker, maker + 1), maker, last) or "unnamed: " + words.lower[maker]
        for child in words.children[head]:
            if words.dep[child] == "poss" and words.lower[child] in _GROUP_PRONOUNS:
                return self._group(field, child) or last or "unnamed: " + plain(words.quote(*source))
        if (by_whom := giver(words, head)) is not None and by_whom in at:
            actor = self._actors[at[by_whom]]
            # A person releases or dismisses a report that others wrote.
            if actor.kind != "person" or is_word(words.lemma[head]):
                return actor.name
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

    def _group(self, field: int, head: int, kinds: Sequence[str] = ("body", "place", "group")) -> str | None:
        return self._named.group(field, head, kinds, self._roles.media)

    def _antecedent(self, field: int, head: int, last: str | None) -> str | None:
        """Return what subject, in its sentence or the two before, "they" or "it" means."""
        words, at = self._tables[field], self._at[field]
        plural = words.lower[head] in _PLURAL_PRONOUNS
        for i in subjects(words, head):
            if i in at:
                kind = self._actors[at[i]].kind
                joint = len(members(words, (i, words.right[i]), i)) > 1
                fits = kind in ("body", "place", "group") if not joint else plural
            else:
                lemma = words.lemma[i]
                many = words.tag[i] in _PLURAL or lemma == "police"
                body = is_body(lemma) or is_any_body(lemma)
                fits = (many and is_people(lemma)) or body if plural else body and not many
            if fits:
                return self.name(field, (words.left[i], words.right[i]), last)
        return self._group(field, head)
