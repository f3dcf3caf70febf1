"""Datelines: where and by whom a report was filed ("HARBOUR CITY, March 3 (Agency) —"), before it begins."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crosslight.parsing.document import Field

_PLACE = r"[A-Z][\w.'’-]{1,20}(?: [A-Z][\w.'’-]{0,20}){0,3}"
_DASH = r"(?:—|–|--|-|\|)"
# A place, perhaps more of it and a day, then an agency in brackets or a dash behind capitals.
_FILED = re.compile(
    rf"^[ \t]*{_PLACE}(?:, (?:{_PLACE}|\w[\w.]{{0,12}}(?: \d{{1,2}})?)){{0,3}}"
    rf" ?\([A-Z][\w./ -]{{1,25}}\) ?(?:{_DASH} ?)?(?=[\"“A-Z])"
    r"|^[ \t]*[A-Z][A-Z .'’-]{2,30}(?:, [\w.]{1,20}(?: \w{1,12}){0,3}){0,2}"
    r" ?(?:—|–|--|\|| - ) ?(?=[\"“A-Z])",
    re.MULTILINE,
)
# "Harbour City: " is one only where it is a place, else a label.
_LABEL = re.compile(rf"^[ \t]*{_PLACE}: (?=[A-Z])", re.MULTILINE)


def datelines(field: Field, text: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each dateline of an analysed field, in order; `text` is the field's."""
    found = [match.span() for match in _FILED.finditer(text)]
    for match in _LABEL.finditer(text):
        span = field.doc.char_span(match.start(), match.end(), alignment_mode="contract")
        places = [token.ent_type_ == "GPE" for token in span or () if token.text[0].isalpha()]
        if places and all(places):
            found.append(match.span())
    end = 0
    for start, after in sorted(found):
        if start >= end:
            yield start, after
            end = after
