"""Names in one field: what the pipeline calls an entity, mended, and what it overlooks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crosslight.model import ActorKind
from crosslight.parsing.forenames import is_forename
from crosslight.parsing.nouns import is_wellknown_body
from crosslight.parsing.words import Words

_KINDS: dict[str, ActorKind] = {
    "PERSON": "person", "ORG": "body", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "group",
    "PRODUCT": "other", "EVENT": "other", "LAW": "other", "WORK_OF_ART": "other",
}  # fmt: skip
_TITLES = frozenset(
    "mr mrs ms miss mx dr prof professor sir dame lord lady king queen prince princess duke duchess"
    " pope president vice-president premier chancellor minister secretary senator sen representative"
    " rep congressman congresswoman governor gov mayor councilman councilwoman councillor ambassador"
    " general gen lt lt.-col lt-col lieutenant col colonel maj major capt captain sgt sergeant adm"
    " admiral cmdr commander cpl justice judge attorney chief sheriff officer detective inspector"
    " superintendent constable commissioner director chairman chairwoman chair ceo spokesman"
    " spokeswoman spokesperson speaker leader lawmaker reverend rev father brother sister bishop"
    " archbishop cardinal imam sheikh sheik rabbi ayatollah analyst former ex-president actor"
    " actress singer coach author professor lawyer aide adviser advisor candidate nominee foreign"
    " prime deputy vice acting first republican democrat democratic us u.s. mp".split()
)
# Of these only those that no body or place has before its name ("Minister Roe", not "Director Roe Films").
_RANKS = frozenset(
    "mr mrs ms miss dr prof sir president vice-president premier chancellor minister senator sen"
    " representative rep congressman congresswoman governor gov mayor ambassador gen lt col sgt sheriff"
    " spokesman spokeswoman spokesperson councilman councilwoman".split()
)
# Titles that are surnames or end the name of a body too ("Judge", "King", "US").
_NAMESAKES = frozenset(
    "king prince duke bishop major father brother sister us u.s. democrat democratic republican mp"
    " pope".split()
)
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv", "mp", "kc", "qc"))
_ARTICLES = frozenset(("the", "a", "an", "this", "that", "its", "their", "his", "her", "our"))
_BODY_WORDS = frozenset(
    "agency army association authority bank board bureau campaign center centre church club college"
    " commission committee company conference congress corporation corp council court department"
    " federation force forces foundation government group guard house inc institute league ltd media"
    " ministry movement network news office organization organisation parliament party police post"
    " press senate service society times tribune union university administration herald journal"
    " globe coalition command navy trust fund airlines airways railway railways rail transit transport"
    " hospital hospitals school schools academy museum theatre theater library laboratory labs"
    " technologies systems industries holdings partners motors foods stores energy electric insurance"
    " airport brigade brigades battalion regiment corps squad orchestra records studios studio"
    " entertainment brothers sons conservancy chamber cabinet embassy secretariat tribunal office".split()
)
_ACRONYM = re.compile(r"[A-Z][A-Z&.]{1,6}[A-Z]s?|[A-Z]{2}")
_ARABIC = re.compile(r"^(al|el)-")
# A party and state ("R", "D-Mont."), a month, or nothing with two letters.
_PARTY = re.compile(r"\W*\w?\W*|[A-Z]-[A-Z][\w.]*|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)\.?")
_NOT_NAMES = frozenset(
    "AM PM AN A I OK TV CEO CFO COO UPDATE BREAKING READ MORE PHOTO VIDEO RELATED WATCH LIVE EST"
    " EDT GMT BST PST UTC AP CT ET PT DNA HIV AIDS COVID PDF FAQ GDP IQ ID US UK EU UN DC MP MPS II"
    " III IV NO YES".split()
) - {"US", "UK", "EU", "UN", "AP"}
_PARTICLES = frozenset(
    "de da di do dos del der den la le el al bin ibn bint van von und y abu ben ul".split()
)
# Words for peoples, where the pipeline reads them as part of a person's name ("American Ida Holm").
_PEOPLE = re.compile(
    r"(?:[A-Z][a-z]{2,9}(?:ian|ese)|American|Mexican|German|African|Moroccan|Greek|French|British|Irish|Scottish"
    r"|Spanish|Polish|Turkish|Danish|Swedish|Finnish|Jewish|Dutch|Welsh|Swiss|Czech|Iraqi|Israeli|Pakistani"
    r"|Saudi|Yemeni|Afghan|Kurdish|Filipino|Thai)"
)
_SITES = frozenset(
    "garden gardens square park street avenue road beach river lake island county city springs heights hall"
    " hill bridge airport stadium field bay valley station act day prize award building tower plaza".split()
)
# What a sentence opens with, in capitals, and is read as part of a name.
_OPENERS = frozenset(
    "though although while when as after before since because but and following despite citing meanwhile"
    " however if until unlike including with for".split()
)
# Words without the space between them: what remains of a link's or a list's markup.
_GLUED = re.compile(r"[a-z]{4}[A-Z][a-z]{2}")
_ADDRESSES = ("http", "www.", "@", "#")
# In title case they are read as part of the name before them.
_HEADLINE_VERBS = frozenset(
    "says said say calls called tells told asks asked wants vows slams urges warns denies to is was"
    " will has on in at for with over after as and".split()
)
_DASHES = frozenset(("—", "–", "--"))


@dataclass(frozen=True, slots=True)
class Name:
    """A name at tokens `first` to `after` of a field: its text without title, and the title's words."""

    first: int
    after: int
    text: str
    kind: ActorKind
    titles: tuple[str, ...]


def names(words: Words) -> list[Name]:
    """Return the names of a field in the order of the text, without overlaps."""
    found: list[Name] = []
    taken = [False] * len(words)
    for first, after, kind in _entities(words):
        if (name := _name(words, first, after, kind)) is not None:
            found.append(name)
            taken[first:after] = [True] * (after - first)
    for first, after in _runs(words, taken):
        if (name := _name(words, first, after, None)) is not None:
            found.append(name)
    return sorted(found, key=lambda name: name.first)


def is_title(word: str) -> bool:
    """Tell whether a word in small letters is a title or office of a person."""
    return word.rstrip(".") in _TITLES


def person_words(text: str) -> list[str]:
    """Return the words of a person's name that tell persons apart, in small letters."""
    parts = [w.strip(".,'’\"“”()").casefold() for w in text.split()]
    kept = [_ARABIC.sub("", w) for w in parts if w and w not in ("al", "el", "bin") and w not in _SUFFIXES]
    # Father and son are two persons.
    return [*kept[:-1], kept[-1] + " jr"] if kept and "jr" in parts else kept


def _entities(words: Words) -> Iterator[tuple[int, int, ActorKind]]:
    """Yield the entities of the pipeline, a person's name grown over the proper nouns beside it."""
    i, n = 0, len(words)
    while i < n:
        label = words.entity[i]
        if label not in _KINDS:
            i += 1
            continue
        j = i + 1
        while j < n and words.entity[j] == label and not words.begins[j]:
            j += 1
        end = j
        if label == "PERSON":
            while (
                end < n
                and words.pos[end] == "PROPN"
                and not words.entity[end]
                and words.form[end][0].isupper()
            ):
                end += 1
        if label in ("ORG", "GPE"):
            # "Harbour Safety" in "the Harbour Safety Project"; "Brightwater" in "Brightwater City Council".
            grown = end
            while (
                grown < n
                and words.pos[grown] == "PROPN"
                and not words.entity[grown]
                and words.form[grown][0].isupper()
                and words.head[grown - 1] >= grown
                and words.dep[grown - 1] == "compound"
            ):
                grown += 1
            if grown == end:
                grown = _coupled(words, i, end)
            if label == "ORG" or (grown > end and words.lower[grown - 1] in _BODY_WORDS):
                label, end = ("ORG", grown) if grown > end else (label, end)
        # An entity never crosses a line or a dash.
        stop = next((k for k in range(i, end) if "\n" in words.form[k] or _dash(words, k)), end)
        if stop > i:
            yield i, stop, _KINDS[label]
        i = max(end, i + 1)


def _coupled(words: Words, first: int, end: int) -> int:
    """Return where a body's name ends whose matter is two things ("Association of Towns and Villages")."""
    matter = next((i for i in range(first, end) if words.lower[i] in ("of", "for")), end)
    other = end + 1
    if words.lower[end : end + 1] != ["and"] or other >= len(words) or not words.form[other][0].isupper():
        return end
    joined = words.dep[other] == "conj" and matter < words.head[other] < end
    return other + 1 if joined and words.entity[other] in ("", "ORG") else end


def _runs(words: Words, taken: list[bool]) -> Iterator[tuple[int, int]]:
    """Yield capitalised runs and acronyms that are no entity; a lone word at a sentence start is none."""
    for first, after in words.sentences:
        letters = [f for f in words.form[first:after] if f.isalpha() and len(f) > 3]
        capitals = sum(f[0].isupper() for f in letters)
        if letters and capitals > 0.7 * len(letters) and len(letters) > 3:
            continue  # a headline in title case, or all capitals: case tells nothing
        i = first
        while i < after:
            if taken[i] or not _proper(words, i):
                i += 1
                continue
            j = i + 1
            while j < after and not taken[j] and (_proper(words, j) or (_joint(words, j, after, taken))):
                j += 1
            opening = i == first or words.form[i - 1] in ("“", '"', "‘", ":", "•", "-")
            alone = j == i + 1
            acronym = (
                alone and _ACRONYM.fullmatch(words.form[i]) is not None and words.form[i] not in _NOT_NAMES
            )
            if acronym or not alone or (not opening and words.tag[i] == "NNP"):
                yield i, j
            i = j


def _proper(words: Words, i: int) -> bool:
    form = words.form[i]
    if words.entity[i] in ("DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "ORDINAL", "QUANTITY"):
        return False
    return form[0].isupper() and (words.tag[i] in ("NNP", "NNPS") or _ACRONYM.fullmatch(form) is not None)


def _dash(words: Words, i: int) -> bool:
    """Tell whether a token is a dash between words, not a hyphen inside one."""
    return words.form[i] in _DASHES or (words.form[i] == "-" and i > 0 and words.start[i] > words.end[i - 1])


def _joint(words: Words, j: int, after: int, taken: list[bool]) -> bool:
    return (
        words.form[j] in ("-", "–", "of", "al", "bin", "&")
        and not _dash(words, j)
        and j + 1 < after
        and not taken[j + 1]
        and _proper(words, j + 1)
    )


def _name(words: Words, first: int, after: int, kind: ActorKind | None) -> Name | None:
    while first < after and (words.lower[first] in _ARTICLES or not words.form[first][0].isalnum()):
        first += 1
    while first + 1 < after and (
        words.lower[first] in _OPENERS
        or words.pos[first] == "SCONJ"
        or (words.form[first].islower() and words.pos[first] == "ADJ")
    ):
        first += 1
    if words.lower[first + 1 : first + 2] == ["and"] and words.form[first].islower():
        first += 2  # "the company and President Ida Holm"
    while after > first and (
        words.lower[after - 1] in ("'s", "’s", "'", "’", "and", "of", "for", "in", "on", "at")
        or (not words.form[after - 1][-1].isalnum() and words.form[after - 1][-1] != ".")
    ):
        after -= 1
    kind = _mended(words, first, after, kind)
    if kind == "person":
        after = next((i for i in range(first + 1, after) if not _in_person(words, i)), after)
        if after - first > 2 and _PEOPLE.fullmatch(words.form[first]):
            first += 1
    titles: list[str] = []
    if kind == "person" and _ACRONYM.fullmatch(words.form[first]) and len(words.form[first]) > 2:
        if after - first == 1 and len(words.form[first]) < 5:
            kind = "body"
        elif after - first > 1 and not words.form[after - 1].isupper():
            # "CEO Jane Roe", whatever the letters stand for.
            titles.append(words.lower[first])
            first += 1
    while first < after - 1 and words.lower[first].rstrip(".") in _TITLES and kind in ("person", None):
        titles.append(words.lower[first].rstrip("."))
        first += 1
    if first >= after:
        return None
    if kind == "person" or kind is None:
        titles += _titles_before(words, first)
    while kind == "person" and words.lower[after - 1] in _PARTICLES and after - first > 1:
        # "Ida van der", cut before "Holm".
        if after == len(words) or not words.form[after][0].isupper():
            break
        after += 1
    text = words.quote(first, after).replace("\n", " ")
    if after - first == 1 and words.pos[first] in ("DET", "PRON", "ADV", "SCONJ", "ADP"):
        return None
    if _GLUED.search(text) or text.startswith(_ADDRESSES):
        return None
    ends = text.split()[-1].casefold().strip(".,")
    if (
        # "Foreign Minister", not "Department of Justice".
        (ends in _TITLES - _NAMESAKES and (after - first < 3 or words.lower[after - 2] not in ("of", "for")))
        or text.upper() in _NOT_NAMES
        or _PARTY.fullmatch(text)
    ):
        return None
    if kind in (None, "other", "person") and _bodily(text):
        kind = "body"
    elif kind is None:
        kind = "person" if any(t in _TITLES for t in titles) else "body" if text.isupper() else "other"
    elif kind in ("body", "place", "other") and set(titles) & {"mr", "mrs", "ms", "miss", "dr"}:
        kind = "person"
    if not any(c.isupper() for c in text) or (kind == "person" and not text[0].isupper()):
        return None
    # A headline's verbs in capitals are read as names: no name of a person or body holds one.
    if (
        after - first > 2
        and kind in ("person", "body")
        and any(words.pos[i] in ("VERB", "AUX") for i in range(first, after))
    ):
        return None
    return Name(first, after, text, kind, tuple(titles))


def _mended(words: Words, first: int, after: int, kind: ActorKind | None) -> ActorKind | None:
    """Return the kind that the words of a name and the title before it tell, else the one it has."""
    if after <= first:
        return kind
    length = after - first
    text = words.quote(first, after)
    if kind == "person":
        if is_wellknown_body(text.casefold()):
            return "body"
        # "Harbour University HSF": no surname is written so.
        last = words.form[after - 1]
        shouted = all(form.isupper() for form in words.form[first:after])
        if length > 1 and last.isupper() and last.isalpha() and len(last) > 2 and not shouted:
            return "body"
        return kind
    if kind not in ("body", "place", "other") or _bodily(text) or words.form[after - 1].isupper():
        return kind
    for i in (first - 1, first):
        if i >= 0 and words.lower[i].rstrip(".") in _RANKS and words.form[i][0].isupper() and after - i < 5:
            return "person" if after - i > 1 else kind
    if length > 2 and _PEOPLE.fullmatch(words.form[first]):
        first += 1
        length -= 1
    stop = next((i for i in range(first + 1, after) if words.lower[i] == "of"), after)
    capitals = all(words.form[i][0].isupper() or words.lower[i] in _PARTICLES for i in range(first, stop))
    named = (
        1 < stop - first < 4
        and capitals
        and words.lower[stop - 1] not in _SITES
        and is_forename(words.lower[first], sure=kind == "place")
    )
    return "person" if named else kind


def _in_person(words: Words, i: int) -> bool:
    """Tell whether a token can stand inside a person's name: "de" can, "accused" and "Says" cannot."""
    form = words.form[i]
    if words.lower[i] in _HEADLINE_VERBS or words.lower[i] == "of":
        return False
    return not form.isalpha() or form[0].isupper() or words.lower[i] in _PARTICLES


def _titles_before(words: Words, first: int) -> list[str]:
    """Return the title words before a name in its own noun phrase ("Hamas political chief …")."""
    found = []
    i = first - 1
    while (
        i >= words.sentences[words.sentence[first]][0]
        and first - i < 7
        and (words.pos[i] in ("PROPN", "NOUN", "ADJ") or words.form[i] in (".", "-", "–"))
    ):
        found.append(words.lower[i].rstrip("."))
        i -= 1
    return found


def _bodily(text: str) -> bool:
    return text.split()[-1].casefold().strip(".") in _BODY_WORDS
