"""Where the actors of an article are named, and which of them a word may lean on."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from crosslight.model import Actor
from crosslight.parsing.document import Field
from crosslight.parsing.forenames import Gender, gender
from crosslight.parsing.nouns import is_any_body, is_body, is_document
from crosslight.parsing.phrases import listed, members
from crosslight.parsing.roles import Place
from crosslight.parsing.words import Words

_PLURAL = frozenset(("NNS", "NNPS"))
_WHOSE = frozenset(("poss", "compound", "amod", "nmod"))
_TITLING = frozenset(("PROPN", "NOUN", "ADJ", "DET", "PART", "NUM"))
_BRACKETS = frozenset("()[]")
_REACH = 60  # tokens
_BACK = 8  # uses of a noun, and persons named together, that are looked at


class Mentions:
    """The mentions of the actors of one article: `at` holds the actor of each token, by field."""

    def __init__(self, fields: Sequence[Field], tables: Sequence[Words], actors: Sequence[Actor]) -> None:
        self._tables = tables
        self._actors = actors
        number = {(one.article, one.name): k for k, one in enumerate(fields)}
        self.at: list[dict[int, int]] = [{} for _ in fields]
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
                    self.at[k][i] = a
                if after - first > 1 or tables[k].pos[first] != "PRON":
                    places.append(Place(k, first, after, a))
        self.places = sorted(places, key=lambda p: (p.field, p.first))
        self._starts = [(p.field, p.first) for p in self.places]
        self._nouns: list[dict[str, list[int]]] = [defaultdict(list) for _ in fields]
        for k, table in enumerate(tables):
            for i, lemma in enumerate(table.lemma):
                if is_body(lemma) or is_any_body(lemma) or is_document(lemma):
                    self._nouns[k][lemma].append(i)
        self._joints = list(self._coordinations())

    def ending(self, field: int, source: tuple[int, int]) -> str | None:
        """Return the person whose name ends a source that else only holds titles, whatever its head is."""
        words, at = self._tables[field], self.at[field]
        first = last = source[1] - 1
        while first > source[0] and at.get(first - 1) == at.get(last):
            first -= 1
        actor = self._actors[at[last]] if last in at else None
        if actor is None or actor.kind != "person" or words.pos[last] == "PRON" or first == source[0]:
            return None
        titles = all(words.pos[i] in _TITLING or words.form[i] in _BRACKETS for i in range(source[0], first))
        return actor.name if titles else None

    def namely(self, field: int, source: tuple[int, int], head: int) -> str | None:
        """Return the persons named behind a comma: "two lawmakers, Jane Roe and John Doe,"."""
        words, at = self._tables[field], self.at[field]
        if words.tag[head] not in _PLURAL or words.form[head + 1 : head + 2] != [","]:
            return None
        people = [self._actors[at[i]] for i in range(head + 2, source[1]) if i in at]
        names = list(dict.fromkeys(one.name for one in people if one.kind == "person"))
        return " and ".join(names) if len(names) > 1 else None

    def _coordinations(self) -> Iterator[tuple[tuple[int, int], str, str]]:
        """Yield the persons whom the text names together: where, their names, and what they are called."""
        for place in self.places:
            words, at = self._tables[place.field], self.at[place.field]
            top = words.top(place.first, place.after)
            if self._actors[place.actor].kind != "person" or words.dep[top] == "conj":
                continue
            together = [
                i
                for i in members(words, (top, len(words)), top)
                if i in at and self._actors[at[i]].kind == "person"
            ]
            if len(together) > 1:
                role = words.head[top] if words.dep[top] == "appos" else place.first - 1
                called = words.lower[role] if role >= 0 and words.tag[role] in _PLURAL else ""
                names = list(dict.fromkeys(self._actors[at[i]].name for i in together))
                yield (place.field, together[-1]), listed(names), called

    def joint(self, field: int, head: int, role: str | None = None) -> str | None:
        """Return the persons named together last, before the token, by a role or by any."""
        end = bisect_left(self._joints, ((field, head),))
        for k in range(end - 1, max(-1, end - _BACK - 1), -1):
            place, names, its = self._joints[k]
            if place[0] != field or (role is None and head - place[1] > _REACH):
                break
            if role is None or role == its:
                return names
        return None

    def earlier(self, field: int, head: int) -> tuple[int, int] | None:
        """Return the phrase before a token that calls a body or text by the same noun and by whose it is."""
        words, at = self._tables[field], self.at[field]
        same = self._nouns[field].get(words.lemma[head], ())
        for k in range(bisect_left(same, head) - 1, max(-1, bisect_left(same, head) - _BACK), -1):
            i = same[k]
            text = is_document(words.lemma[i])
            if i in at or (text and head - i > _REACH):
                continue
            first = words.left[i]
            if text or any(c in at and words.dep[c] in _WHOSE for c in words.children[i]):
                return (first, words.right[i] if text else i + 1)
        return None

    def before(
        self,
        field: int,
        token: int,
        kinds: Sequence[str] = ("person", "body"),
        told: Gender | None = None,
    ) -> str | None:
        """Return the actor of such a kind and gender that was the subject last, in the 60 words before."""
        words, at = self._tables[field], self.at[field]
        for i in range(token - 1, max(-1, token - _REACH), -1):
            if i in at and words.dep[i] in ("nsubj", "nsubjpass") and self._actors[at[i]].kind in kinds:
                name = self._actors[at[i]].name
                if told is None or gender(name) in (None, told):
                    return name
        return None

    def nearest(self, field: int, head: int, wanted: Collection[int]) -> int | None:
        """Return the wanted actor that was named last before the token."""
        goal = set(wanted)
        k = bisect_left(self._starts, (field, head))
        for place in reversed(self.places[max(0, k - 200) : k]):
            if place.actor in goal:
                return place.actor
        return None

    def group(self, field: int, head: int, kinds: Sequence[str], shunned: Collection[int] = ()) -> str | None:
        """Return what of these kinds was the subject last, within the sentence and the two before it."""
        words = self._tables[field]
        k = bisect_left(self._starts, (field, head))
        fallback = None
        for place in reversed(self.places[max(0, k - 12) : k]):
            if place.field != field or words.sentence[head] - words.sentence[place.first] > 2:
                break
            if self._actors[place.actor].kind not in kinds or place.actor in shunned:
                continue
            name = self._actors[place.actor].name
            if words.dep[words.top(place.first, place.after)] in ("nsubj", "nsubjpass"):
                return name
            if self._actors[place.actor].kind == "body":
                fallback = fallback or name
        return fallback
