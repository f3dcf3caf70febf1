"""Names of people and bodies as they are compared between articles."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import JaroWinkler

from crosslight.aligning.terms import fold
from crosslight.parsing.forenames import full_forename
from crosslight.parsing.nouns import is_body

_WORD = re.compile(r"[^\W_]+(?:[.’'&][^\W_]+)*")
_POSSESSIVE = re.compile(r"[’']s\b|(?<=s)[’'](?=\s|$)")
# Words that join the parts of a name, count, or stand before a speaker without a name.
_LINKS = frozenset(
    """a an the of for from in at on by to with and or its his her their our my some several many two three
    one senior top other who which that released issued posted published given made sent said unnamed
    anonymous unidentified mr mrs ms miss mx dr sir""".split()
)
# What a source speaks through. The second list is words that also end names ("Fox News"): dropped only where
# they are written small.
_VOICES = frozenset(
    """statement statements spokesman spokeswoman spokesperson spokespeople spokesmen spokespersons official
    officials source sources representatives""".split()
)
_PAPERS = frozenset(
    """press release report reports tweet tweets post posts letter document documents filing interview remark
    remarks comment comments conference briefing announcement video message speech email memo notice data
    figures office readout website page account news site channel newspaper network outlet agency""".split()
)
# What says only that a body is one.
_GENERIC = frozenset(
    """group groups movement organization organisation militia party inc corp corporation company co ltd llc
    plc limited gmbh ag terrorist militant""".split()
)
# Offices and ranks: before a name they, and all that stands before them, tell nothing that the name does not.
_OFFICES = frozenset(
    """prof professor lord lady baron baroness madam rev reverend father archbishop bishop cardinal pope rabbi
    imam sheikh ayatollah king queen prince princess president premier minister chancellor secretary
    undersecretary governor gov lieutenant lt colonel col general gen brigadier brig major maj captain capt
    sergeant sgt corporal cpl admiral adm commander cmdr senator sen representative rep congressman
    congresswoman mayor judge ambassador envoy mp chairman chairwoman ceo founder director leader boss chief
    lawmaker spokesman spokeswoman spokesperson""".split()
)
_SECRETARY = re.compile(r"\b(secretary|minister) (?:of|for) (?:the )?(\w+)(?= [A-Z])", re.IGNORECASE)
# Abbreviations whose letters are not (only) those of the words.
_SHORT = {
    "usa": ("united", "state"),
    "us": ("united", "state"),
    "america": ("united", "state"),
    "uk": ("united", "kingdom"),
    "britain": ("united", "kingdom"),
    "un": ("united", "nation"),
    "eu": ("european", "union"),
}
# First names this alike are one name spelled in two ways: "Ghislaine" and "Ghislane" are at 0.97, "Iran" and
# "Iraq" at 0.88, "John" and "Joan" at 0.85.
_ALIKE = 0.9


@lru_cache(maxsize=4096)
def core(name: str) -> tuple[str, ...]:
    """Return the words that tell a name apart, folded: no offices, no "a statement released by", no "group".

    Words are dropped only while others are left: "the Prime Minister" is ("prime", "minister").
    """
    name = name.removeprefix("unnamed:")
    name = _POSSESSIVE.sub("", name if joint(name) else name.split(",")[0])
    words = [(fold(w), w) for w in _WORD.findall(_SECRETARY.sub(r"\1", name))]
    words = words[_office(words) :]
    for dropped, small in ((_LINKS, False), (_VOICES, False), (_PAPERS, True), (_GENERIC, False)):
        words = [
            (w, as_is) for w, as_is in words if w not in dropped or (small and not as_is.islower())
        ] or words
    folded = [w for w, _ in words]
    # Plurals: "States" and "State" in "U.S. State(s)"; both sides lose the same letter.
    folded = [w[:-1] if len(w) > 3 and w[-1] == "s" != w[-2] else w for w in folded]
    return _SHORT.get(folded[0], tuple(folded)) if len(folded) == 1 else tuple(folded)


def joint(name: str) -> bool:
    """Tell whether a name is that of several speakers: "Ida Holm and Jon Lund", not "Town and Dock Bank"."""
    before, _, after = name.rpartition(" and ")
    if not before:
        return False
    words = after.split()
    named = len(words) > 1 and words[0][:1].isupper() and not is_body(words[-1].casefold())
    return named and (len(before.split()) > 1 or "," in before or before.islower())


@lru_cache(maxsize=1 << 14)
def same(a: str, b: str) -> bool:
    """Tell whether two names may stand for one: a last name for the full one, initials, another spelling.

    "Mikati" and "Prime Minister Najib Mikati" are the same, as are "IDF" and "Israel Defense Forces";
    "Donald Trump" and "Melania Trump" are not.
    """
    x, y = core(a), core(b)
    if not x or not y or joint(a) != joint(b):
        return False
    if set(x) == set(y) or (len(y) == 1 and y[0] in initials(a)) or (len(x) == 1 and x[0] in initials(b)):
        return True
    if x[-1] != y[-1]:
        return False
    return set(x) <= set(y) or set(y) <= set(x) or (len(x) > 1 < len(y) and _first_names(x[0], y[0]))


def initials(name: str) -> frozenset[str]:
    """Return the initials of a name of several words, with its small words and without."""
    words = [w.casefold() for w in _WORD.findall(_POSSESSIVE.sub("", name))]
    large = [w for w in words if w not in _LINKS]
    return frozenset("".join(w[0] for w in kind) for kind in (words, large) if 1 < len(kind) < 7)


def fullest(names: list[str]) -> str:
    """Return the name with the most words that tell it apart; of several the most used, then the first."""
    return max(dict.fromkeys(names), key=lambda n: (len(core(n)), names.count(n)))


def _office(words: list[tuple[str, str]]) -> int:
    """Return where the name after the last office begins, 0 where no name comes after one."""
    for place in range(len(words) - 1, 0, -1):
        after, written = words[place]
        if words[place - 1][0] in _OFFICES:
            # "President of Lebanon" and "governor's office" are no people with an office before their name.
            named = written[0].isupper() and after not in _LINKS | _PAPERS | _VOICES | _OFFICES
            return place if named else 0
    return 0


def _first_names(a: str, b: str) -> bool:
    if min(len(a), len(b)) == 1:
        return a[0] == b[0]
    return full_forename(a) == full_forename(b) or JaroWinkler.normalized_similarity(a, b) >= _ALIKE
