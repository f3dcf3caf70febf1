"""News agencies: which one an article carries, by its dateline, byline or closing line."""

from __future__ import annotations

import re

from crosslight.model import Article

# Agencies by the name they are shown under, with what else they are called. General knowledge, not complete:
# a credit in a dateline counts also where its name is not here.
_AGENCIES = {
    "Reuters": ("thomson reuters", "reuters staff"),
    "AP": ("associated press", "the associated press", "apnews"),
    "AFP": ("agence france-presse", "agence france presse"),
    "UPI": ("united press international",),
    "dpa": ("deutsche presse-agentur", "dpa international"),
    "EFE": ("agencia efe",),
    "ANSA": (),
    "TASS": ("itar-tass",),
    "Interfax": (),
    "RIA Novosti": ("ria",),
    "Xinhua": ("xinhua news agency",),
    "Kyodo": ("kyodo news",),
    "Jiji": ("jiji press",),
    "Yonhap": ("yonhap news agency",),
    "KCNA": ("korean central news agency",),
    "PTI": ("press trust of india",),
    "ANI": ("asian news international",),
    "IANS": ("indo-asian news service",),
    "UNI": ("united news of india",),
    "APP": ("associated press of pakistan",),
    "Anadolu": ("anadolu agency", "anadolu ajansi"),
    "PA Media": ("press association", "pa news agency"),
    "Canadian Press": ("the canadian press",),
    "AAP": ("australian associated press",),
    "Bernama": (),
    "Antara": (),
    "National News Agency": (),
    "WAFA": (),
    "SANA": (),
    "SPA": ("saudi press agency",),
    "KUNA": ("kuwait news agency",),
    "WAM": ("emirates news agency",),
    "Petra": ("petra news agency",),
    "MENA": ("middle east news agency",),
    "IRNA": (),
    "ISNA": (),
    "Tasnim": ("tasnim news agency",),
    "Ukrinform": (),
    "BelTA": (),
    "PAP": ("polish press agency",),
    "MTI": (),
    "BTA": ("bulgarian news agency",),
    "Tanjug": (),
    "APA": ("austria press agency",),
    "Belga": (),
    "Ritzau": (),
    "NTB": (),
    "Tribune News Service": ("tns",),
}
_NAMES = {name.casefold(): agency for agency, others in _AGENCIES.items() for name in (agency, *others)}
# Lines at the head and at the foot of a text in which a credit may stand, and how far into a line.
_LINES, _REACH = 6, 120
_ABBREVIATION = 5
# "LONDON (Reuters) - ", "New Delhi, Aug 23 (IANS) The", "(CNN) --", "Geneva | AFP |"
_DATELINE = re.compile(r"(?P<place>[^()|!?]{0,60}?)\((?P<credit>[^()]{2,40})\)(?P<dash>\s*[-–—:])?")
_BARS = re.compile(r"[^|]{2,60}\|\s*(?P<credit>[^|]{2,30}?)\s*\|")
_CREDIT = re.compile(
    r"(?:by|source|via|copyright|©|[-–—/])?[\s:]*(?P<credit>[^\d]{2,40}?)[\s.]*(?:\d{4})?", re.IGNORECASE
)
_SPLIT = re.compile(r"\s*[,/;|&]\s*|\s+and\s+")


def agency(name: str) -> str | None:
    """Return the agency that a name stands for ("Associated Press" is "AP"), or None."""
    name = name.strip().casefold().removeprefix("the ").removeprefix("www.")
    return _NAMES.get(name) or _NAMES.get(name.removesuffix(".com"))


def carried(article: Article) -> str | None:
    """Return the agency whose text an article carries, or None where nothing says so.

    Read from the outlet (an agency itself), the byline, a dateline in the first lines of the text, or
    a credit that stands alone in its first or last lines. Captions credit photographers: they do not
    count.
    """
    found = agency(article.outlet) or _credited(article.byline)
    if found:
        return found
    lines = [line.strip() for line in article.text.splitlines() if line.strip()]
    for line in lines[:_LINES]:
        if found := _dateline(line[:_REACH]):
            return found
    alone = (line.strip("()[] ") for line in (*lines[:_LINES], *lines[-_LINES // 2 :]) if len(line) < _REACH)
    return next((found for line in alone if (found := _credited(line))), None)


def _dateline(line: str) -> str | None:
    if match := _BARS.match(line):
        return agency(match["credit"])
    match = _DATELINE.match(line)
    if not match:
        return None
    names = _SPLIT.split(match["credit"])
    known = next((found for name in names if (found := agency(name))), None)
    place = match["place"].strip()
    capitals = not place or place.split(",")[0].isupper()
    if known and (match["dash"] or capitals or place[-1].isdigit()):
        return known
    # A name that is not on the list is a credit only where a place in capitals, or nothing, and a dash
    # enclose it; longer ones are places ("(NEW YORK) - ").
    unknown = names[0].isupper() and len(names[0]) <= _ABBREVIATION
    return names[0] if unknown and capitals and (match["dash"] or not place) else None


def _credited(line: str) -> str | None:
    """Return the agency where a byline or credit line names nothing but agencies."""
    match = _CREDIT.fullmatch(line.strip())
    if not match:
        return None
    names = [agency(name) for name in _SPLIT.split(match["credit"])]
    return names[0] if names and None not in names else None
