"""Media types: what a header says of the bytes that follow it."""

from __future__ import annotations

import re

_TYPE = re.compile(r"\s{0,99}([\w!#$&^.+-]{1,127}/[\w!#$&^.+-]{1,127})", re.ASCII)
_CHARSET = re.compile(r""";\s{0,99}charset\s{0,9}=\s{0,9}["']?([\w.:-]{1,40})""", re.ASCII | re.IGNORECASE)


def media_type(header: str) -> tuple[str, str]:
    """Return the media type in small letters, and the encoding that stands beside it; "" for neither."""
    kind, charset = _TYPE.match(header), _CHARSET.search(header)
    return kind[1].lower() if kind else "", charset[1] if charset else ""


def is_html(kind: str) -> bool:
    """Tell whether a media type is that of a web page."""
    return kind in ("text/html", "application/xhtml+xml")
