"""The persons, bodies and places of an article, each with every mention of it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from crosslight.model import Actor, ActorKind, Span
from crosslight.parsing.document import Field
from crosslight.parsing.forenames import Gender, full_forename, gender
from crosslight.parsing.names import Name, names, person_words
from crosslight.parsing.nouns import is_any_body, is_body
from crosslight.parsing.pronouns import Mention, resolve
from crosslight.parsing.words import Words

_ALIASES = {
    "us": "united states", "u.s": "united states", "usa": "united states", "u.s.a": "united states",
    "america": "united states", "united states of america": "united states", "uk": "united kingdom",
    "u.k": "united kingdom", "britain": "united kingdom", "great britain": "united kingdom",
    "eu": "european union", "e.u": "european union", "un": "united nations", "u.n": "united nations",
    "isis": "islamic state", "isil": "islamic state", "daesh": "islamic state",
}  # fmt: skip
# What these are called where the article uses no longer name.
_FULL = {
    "united states": "United States", "european union": "European Union", "united nations": "United Nations",
    "islamic state": "Islamic State",
}  # fmt: skip
_SMALL = frozenset(("of", "the", "and", "for", "in", "on", "&", "de", "al"))
# What a body's name may end with and lose: not "United Nations" for "United Nations Security Council".
_GENERIC = frozenset(
    "international inc corp corporation company group ltd plc festival party movement".split()
)
# Bodies whose matter stands before or after them.
_OF = frozenset("department ministry office bureau agency committee board university".split())
_LINE = 30  # words: no headline's name is longer
_BRACKETED = re.compile(r"(?:['’]s)?\s?\(\s?[\"“]?([A-Z][A-Za-z&.-]{1,9})[\"”]?\)")
_ORDER: tuple[ActorKind, ...] = ("person", "body", "place", "group", "other")


@dataclass(slots=True)
class _Group:
    """The names that are taken for one thing; `words` are those of a person's fullest name."""

    words: list[str] = field(default_factory=list)
    key: str = ""
    members: list[tuple[int, Name]] = field(default_factory=list)


def actors(fields: Sequence[Field], tables: Sequence[Words]) -> tuple[Actor, ...]:
    """Return the actors of one article (its fields, headline first) in the order of their first mention.

    `tables` holds the words of each field.
    """
    found = [(number, name) for number, table in enumerate(tables) for name in names(table)]
    found = _headlined(tables, found) if len(tables) > 1 else found
    persons, rest = _persons(_with_surnames(tables, _mended(tables, found)))
    groups = persons + _others(tables, rest)
    pronouns = _pronouns(tables, persons)
    made = [
        _actor(fields, tables, group, pronouns[number] if number < len(persons) else [])
        for number, group in enumerate(groups)
    ]
    place = {(one.article, one.name): number for number, one in enumerate(fields)}
    return tuple(
        sorted(made, key=lambda a: (place[a.mentions[0].article, a.mentions[0].field], a.mentions[0].start))
    )


def _headlined(tables: Sequence[Words], found: list[tuple[int, Name]]) -> list[tuple[int, Name]]:
    """Cut a headline's names, where capitals run on, to what the text calls so ("Hesby Claims Victory")."""
    known: dict[tuple[str, ...], ActorKind] = {}
    for number, name in found:
        if number:
            parts = tuple(name.text.casefold().split())
            known[parts] = name.kind
            if name.kind == "person":
                known.setdefault(parts[-1:], name.kind)
    cut = []
    for number, name in found:
        parts = tuple(name.text.casefold().split())
        if not number and _LINE > len(parts) == name.after - name.first > 1 and parts not in known:
            for end in range(len(parts) - 1, 0, -1):
                if parts[:end] in known:
                    after = name.first + end
                    text = tables[0].quote(name.first, after)
                    name = replace(name, after=after, text=text, kind=known[parts[:end]])
                    break
        cut.append((number, name))
    return cut


def _mended(tables: Sequence[Words], found: list[tuple[int, Name]]) -> list[tuple[int, Name]]:
    """Call a body what the article treats as a thing ("X, which runs the trams")."""
    things = {
        name.text
        for number, name in found
        if name.kind == "person" and not name.titles and _is_thing(tables[number], name)
    }
    return [(n, replace(name, kind="body") if name.text in things else name) for n, name in found]


def _is_thing(table: Words, name: Name) -> bool:
    following = table.lower[name.after : name.after + 2]
    if following[:1] == ["which"] or following == [",", "which"]:
        return True
    top = table.top(name.first, name.after)
    head = table.head[top]
    # "its operator, X"; not "the company's founder, X".
    return table.dep[top] == "appos" and head < top and is_any_body(table.lemma[head])


def _with_surnames(tables: Sequence[Words], found: list[tuple[int, Name]]) -> list[tuple[int, Name]]:
    """Add the surnames of known persons where no name was seen, as at the start of a headline."""
    known = {person_words(n.text)[-1] for _, n in found if n.kind == "person" and len(n.text.split()) > 1}
    small = {form for table in tables for form in table.form if form.islower()}
    taken = {(number, i) for number, name in found for i in range(name.first, name.after)}
    more = [
        (number, Name(i, i + 1, table.form[i], "person", ()))
        for number, table in enumerate(tables)
        for i, lower in enumerate(table.lower)
        if lower in known
        and (number, i) not in taken
        and table.form[i][0].isupper()
        and (table.pos[i] == "PROPN" or lower not in small)
    ]
    return sorted(found + more, key=lambda item: (item[0], item[1].first))


def _persons(found: Sequence[tuple[int, Name]]) -> tuple[list[_Group], list[tuple[int, Name]]]:
    """Group the names of persons by surname, then forename; return also the names that are no person's."""
    groups: list[_Group] = []
    by_last: dict[str, list[_Group]] = defaultdict(list)
    by_first: dict[str, list[_Group]] = defaultdict(list)
    for _, name in found:
        parts = person_words(name.text)
        if name.kind != "person" or len(parts) < 2:
            continue
        group = next((g for g in by_last[parts[-1]] if _compatible(g.words, parts)), None)
        if group is None:
            group = _Group(parts)
            groups.append(group)
            by_last[parts[-1]].append(group)
            by_first[parts[0]].append(group)
            if parts[-1].endswith(" jr"):
                by_last[parts[-1][:-3]].append(group)
        elif len(parts) > len(group.words):
            group.words = parts
    rest = []
    # Names of persons first, so that they are known when a lone word is read.
    for number, name in sorted(found, key=lambda item: item[1].kind != "person"):
        parts = person_words(name.text)
        group = _owner(name, parts, by_last, by_first)
        if group is None and name.kind in ("body", "other") and len(parts) == 1:
            # "Trump" in "the Trump administration": a body only where no person has that name.
            group = next((g for g in by_last.get(parts[0], ()) if g.words == parts), None)
        if group is None and name.kind == "person" and parts:
            group = _Group(parts)
            groups.append(group)
            by_last[parts[-1]].append(group)
        if group is None:
            rest.append((number, name))
        else:
            group.members.append((number, name))
    return [g for g in groups if g.members], rest


def _owner(
    name: Name, parts: list[str], by_last: dict[str, list[_Group]], by_first: dict[str, list[_Group]]
) -> _Group | None:
    if not parts or (name.kind == "place" and len(parts) > 1) or name.kind == "group":
        return None
    same = by_last.get(parts[-1], [])
    if len(parts) > 1:
        return next((g for g in same if _compatible(g.words, parts)), None)
    # A place or body of one word is a person's only where that person is known by a longer name.
    if name.kind != "person":
        same = [g for g in same if len(g.words) > 1]
    if len(same) == 1 and same[0].words[-1] != parts[-1] and not same[0].members:
        # Named so before the son is named: the father.
        return None
    told = gender("", name.titles)
    # "Mr. Trump" is not Melania Trump, though nobody else of that name is named in full.
    same = [g for g in same if not told or gender(" ".join(g.words)) in (None, told)]
    if len(same) > 1:
        # "Trump" is the father as long as both are named.
        same = [g for g in same if g.words[-1] == parts[-1]] or same
        fit = [g for g in same if told and gender(" ".join(g.words)) == told]
        # Else who is only ever named so, else the one who was named last, by any name.
        alone = [g for g in same if g.words == parts]
        return (fit or alone or sorted(same, key=_last_place))[-1]
    if same:
        return same[0]
    return by_first[parts[0]][0] if name.kind == "person" and by_first.get(parts[0]) else None


def _last_place(group: _Group) -> tuple[int, int]:
    return (group.members[-1][0], group.members[-1][1].first) if group.members else (-1, -1)


def _compatible(a: list[str], b: list[str]) -> bool:
    """Tell whether two names with one surname can be one person's: forenames equal, short or initial."""
    if a[-1] != b[-1]:
        return False
    if len(a) == 1 or len(b) == 1:
        return True
    x, y = a[0], b[0]
    return (
        full_forename(x) == full_forename(y)
        or x in b
        or y in a
        or (min(len(x), len(y)) <= 3 and (x.startswith(y) or y.startswith(x)))
    )


def _others(tables: Sequence[Words], found: Sequence[tuple[int, Name]]) -> list[_Group]:
    """Group the names of bodies and places: equal, known by an acronym, or a shorter form."""
    keys: dict[str, _Group] = {}
    short = dict(_ALIASES)
    long_names = {_key(name.text) for _, name in found if len(name.text.split()) > 1}
    for number, name in found:
        table = tables[number]
        bracket = _BRACKETED.match(table.text, table.end[name.after - 1])
        if bracket and len(name.text.split()) > 1:
            short.setdefault(_key(bracket.group(1)), _key(name.text))
    initials = {"".join(w[0] for w in key.split() if w not in _SMALL): key for key in sorted(long_names)}
    shorter = _shorter({_key(name.text) for _, name in found if name.kind == "body"})
    latest: dict[str, str] = {}
    for number, name in found:
        key = _key(name.text)
        if name.text.isupper() and key not in short and key in initials:
            short[key] = initials[key]
        key = short.get(key, key)
        if name.kind in ("body", "other"):
            key = shorter.get(key, key)
            if is_body(key):
                # "The Department": the body named last whose name holds the word.
                key = latest.get(key, key)
            latest.update((word, key) for word in key.split())
        keys.setdefault(key, _Group(key=key)).members.append((number, name))
    return list(keys.values())


def _shorter(names_: set[str]) -> dict[str, str]:
    """Return the shorter forms of the bodies' names, two words or more, with the longest form of each."""
    forms: dict[str, str] = {}
    for key in sorted(names_, key=lambda k: (len(k), k)):
        parts = key.split()
        for cut in range(1, len(parts) - 1):
            forms[" ".join(parts[cut:])] = key
        cut_off = " ".join(parts[:-1])
        generic = parts[-1] in _GENERIC and (len(parts) > 2 or cut_off in names_)
        if generic or (len(parts) > 2 and cut_off in names_ and not is_body(parts[-1])):
            forms[cut_off] = key
        for k in range(len(parts) - 2):
            if parts[k] in _OF and parts[k + 1] == "of":
                # "Department of Justice": "Justice Department".
                rest = parts[k + 2 : -1] if len(parts) > k + 3 and parts[-1] == "affairs" else parts[k + 2 :]
                forms[" ".join([*rest, parts[k]])] = key
    return forms


def _key(text: str) -> str:
    words_ = [w.strip(".,'’\"“”") for w in text.casefold().replace("-", " ").split()]
    if words_ and words_[0] == "the":
        words_ = words_[1:]
    return " ".join(w for w in words_ if w)


def _pronouns(tables: Sequence[Words], persons: Sequence[_Group]) -> list[list[tuple[int, int]]]:
    """Return for each person the pronouns that mean it, as field number and token."""
    genders: list[Gender | None] = [
        gender(" ".join(group.words), [t for _, name in group.members for t in name.titles])
        for group in persons
    ]
    named: list[list[Mention]] = [[] for _ in tables]
    for person, group in enumerate(persons):
        for number, name in group.members:
            named[number].append(Mention(person, tables[number].top(name.first, name.after)))
    found: list[list[tuple[int, int]]] = [[] for _ in persons]
    for number, table in enumerate(tables):
        for mention in resolve(table, named[number], genders):
            found[mention.person].append((number, mention.token))
    return found


def _actor(
    fields: Sequence[Field], tables: Sequence[Words], group: _Group, pronouns: Sequence[tuple[int, int]]
) -> Actor:
    spans: list[tuple[int, Span]] = []
    for number, name in group.members:
        table = tables[number]
        spans.append((number, fields[number].span(table.start[name.first], table.end[name.after - 1])))
    for number, token in pronouns:
        spans.append((number, fields[number].span(tables[number].start[token], tables[number].end[token])))
    # In a headline's capitals a name is easily read too long.
    inner = [name for number, name in group.members if fields[number].name == "text"]
    texts = Counter(name.text for name in inner or [name for _, name in group.members])
    fullest = max(texts, key=lambda text: (len(text.split()), len(text), texts[text], text))
    fullest = _FULL.get(group.key, fullest)
    kinds = Counter(name.kind for _, name in group.members)
    kind: ActorKind = "person" if group.words else max(_ORDER, key=lambda k: (kinds[k], -_ORDER.index(k)))
    ordered = sorted(spans, key=lambda item: (item[0], item[1].start))
    return Actor(" ".join(fullest.split()), kind, tuple(span for _, span in ordered))
