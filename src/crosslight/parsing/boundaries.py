"""Where sentences end: rules over the characters of one paragraph.

The trained parser breaks sentences at "Lt.-Col.", at brackets and at straight closing quotation marks;
full stops in edited news text follow few rules, so these decide, and the parser analyses what lies between.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# A run of final marks with spaced dots ("enough. ..."), and the closing marks that belong to it. Possessive,
# and never refused once begun, so that a megabyte of dots is read once. The group is atomic instead: before
# 3.11.5, Python takes a space too many with a possessive one.
_END = re.compile(r"""[.!?…。！？]++(?>(?:[ \xa0][.…]++)*)["”’'»)\]]*+""")
_SPACE = re.compile(r"\s*+")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_OPENERS = "\"“‘'«([„"
_CLOSERS = "\"”’'»)]"

# Never end a sentence: a name or a number follows.
_TITLES = _words(
    "mr mrs ms mx dr prof gen lt col sgt cpl pvt capt cmdr cdr adm maj brig sen sens rep reps gov govs rt"
    " hon rev fr msgr messrs mme mlle pres supt det insp amb atty dep vice-adm maj.-gen lt.-col lt.-gen"
    " brig.-gen lt.-gov st ste mt ft vs v viz cf eg ie e.g i.e approx ca"
)
# Before a figure they stand for a word ("No. 10", "Aug. 5"), else they may end a sentence.
_COUNTED = _words("no nos art arts sec secs vol vols fig figs pp p para ch nr")
# May end a sentence: the next word decides.
_SHORTENED = _words(
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thurs fri sat sun inc corp co"
    " cos ltd bros jr sr esq assn dept univ ave blvd rd hwy rte bldg etc al ala ariz ark calif colo conn"
    " del fla ga ill ind kan ky la mass md mich minn miss mo mont neb nev okla ore pa penn tenn tex va vt"
    " wash wis wyo ph.d u.s u.k u.n e.u min max avg dist jct"
)
# "J", "U.S", "Lt.-Col": an initial, or parts that each have their stop.
_INITIALS = re.compile(r"[^\W\d_]|(?:\w\.)+\w|(?:[A-Z][a-z]?\.-?)+[A-Z][a-z]*")
_WORD = re.compile(r"[\w’'&]*")
_BEFORE = re.compile(r"""[("“‘'«\[—–/]|(?<=[a-z][a-z])\.(?=[A-Z][a-z])""")
_CLOCK = frozenset(("a.m", "p.m", "am", "pm"))
# What follows a clock time within the sentence: a day, a month, a time zone.
_AFTER_CLOCK = _words(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july"
    " august september october november december jan feb mar apr jun jul aug sep sept oct nov dec et est"
    " edt ct cst cdt mt mst mdt pt pst pdt gmt utc bst cet cest eet ist aest jst eastern central mountain"
    " pacific greenwich israel moscow beijing"
)
# Words that begin sentences and hardly ever follow an abbreviation or an initial as part of a name.
_STARTERS = _words(
    "a an the this that these those he she it they we i you his her its their our my your who what when"
    " where why how which while although though after before since because if as at by in on for from with"
    " without of under over during between among about against according and but or so yet nor not no"
    " there here then now also however meanwhile moreover still some many most several all both each every"
    " other others another such only even once until despite earlier later last next yesterday today"
    " tomorrow additionally instead to police officials authorities is are was were has have had do does"
    " did can could will would should may might must let please"
)
# A question or an exclamation is quoted and its speaker follows: “Why?” Ms. Blanche asked.
_SPEAKER = re.compile(
    r"(?:[A-Z][\w.’'-]{0,30} ){1,4}(?:said|says|asked|asks|added|adds|wrote|writes|told|tells|replied|replies"
    r"|shouted|cried|yelled|tweeted|posted|exclaimed|chanted|continued|declared|responded|answered|joked|quipped)\b"
)
# Two sentences that lost the space between them, save the names of sites and photo credits.
_GLUED = re.compile(
    r"""(?<=[a-z][a-z])[.!?]["”’]?+(?=[A-Z][a-z])(?!Com\b|Org\b|Net\b|Credit|Photo|Image|Getty|Reuters|Agence)"""
)


def boundaries(paragraph: str) -> Iterator[int]:
    """Yield, in order, the offset of the first character of each sentence but the first."""
    cased = any(c.isupper() for c in paragraph)
    for match in _END.finditer(paragraph):
        start = _SPACE.match(paragraph, match.end()).end()  # type: ignore[union-attr]  # it matches anything
        if start == len(paragraph):
            return
        if start == match.end():
            if _GLUED.match(paragraph, match.start()):
                yield start
        elif _ends(paragraph, match, start, cased):
            yield start


def _ends(text: str, mark: re.Match[str], start: int, cased: bool) -> bool:
    """Tell whether a sentence ends at the mark, given that the next word begins at `start`."""
    following = text[start : start + 120].split("\n", 1)[0]
    bare = following.lstrip(_OPENERS)
    if not bare or bare[0] in "–—-…./|" or (cased and bare[0].islower()):
        return False
    dots = mark.group().rstrip(_CLOSERS)
    closed = len(dots) < len(mark.group())
    if dots[-1] in "!?":
        return not (closed and _SPEAKER.match(following))
    if "…" in dots or ".." in dots:
        # "the President … We think": an omission inside a sentence stands between spaces.
        return mark.start() == 0 or not text[mark.start() - 1].isspace() or (dots[0] != "…" and ". " in dots)
    if dots != ".":
        return True
    word = _word(text, mark.start())
    return _ends_at_stop(word, bare, bare != following, closed, text[: mark.start()].strip() == word)


def _ends_at_stop(word: str, bare: str, opened: bool, closed: bool, alone: bool) -> bool:
    """Tell whether a single full stop after `word` ends a sentence; `alone`: nothing stands before it."""
    low = word.lower()
    nxt = _WORD.match(bare).group().lower()  # type: ignore[union-attr]  # it matches anything
    starter = nxt.replace("’", "'").split("'")[0] in _STARTERS
    if low in _TITLES:
        return closed and low not in {"vs", "v"} and starter
    if alone and (word.isdigit() or len(word) == 1):  # the number of a list item
        return False
    if low in _COUNTED and bare[0].isdigit():
        return False
    if low in _CLOCK:
        return nxt not in _AFTER_CLOCK
    if low in _SHORTENED and word[:1].isupper():
        return starter or (opened and "." not in low)
    if _INITIALS.fullmatch(word):
        return starter or (closed and opened)
    return True


def _word(text: str, end: int) -> str:
    """Return the word that ends at `end`, without what opens it; at most 24 characters are looked at."""
    word = text[max(0, end - 24) : end].rsplit(None, 1)
    return _BEFORE.split(word[-1])[-1] if word and not text[end - 1].isspace() else ""
