"""ninjs, the IPTC's news in JSON (versions 1.0 to 3.x), to rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from crosslight.reading.links import is_web
from crosslight.reading.markup import plain

# Of the types of news items, the one that carries a report; where no type is given, it is text.
TEXT = "text"
USABLE = "usable"
BODY = "body_"


class NoReportError(ValueError):
    """An item that is no report to be used: a picture, or one that its agency has withdrawn."""


def row(item: Mapping[str, object], odd: Counter[str]) -> dict[str, object]:
    """Return the fields of an item; raise NoReportError where it must not be used, or has no text.

    Versions up to 2 write names in small letters, version 3 in camel case. The date is that of the first
    version, as that of a page is.
    """
    given = {name.lower(): value for name, value in item.items()}
    if "uri" not in given:
        raise NoReportError("has no `uri`: no item of ninjs")
    if (form := given.get("type") or TEXT) != TEXT:
        raise NoReportError(f"is of type {str(form)[:40]!r}, not text")
    # A withdrawn item is still sent, so that those who have it can take it down.
    if (status := given.get("pubstatus") or USABLE) != USABLE:
        raise NoReportError(f"is {str(status)[:40]!r} by its publisher, so not to be used")
    bodies = list(_bodies(given))
    text = best([b for form, b in bodies if not form], [b for form, b in bodies if form])
    if text is None and (summary := _main(given, "description_text", "descriptions")):
        odd["only a description, no body"] += 1
        text = summary
    uri = given.get("uri")
    dates = ("firstcreated", "contentcreated", "versioncreated")
    return {
        "id": uri,
        "text": text,
        "title": _main(given, "headline", "headlines") or _main(given, "title", "titles"),
        "outlet": given.get("copyrightholder") or _source(given.get("infosources")),
        "published": next((given[name] for name in dates if given.get(name)), None),
        "url": next((u for u in (given.get("url"), uri) if isinstance(u, str) and is_web(u)), None),
        "language": given.get("language"),
        "byline": given.get("byline") or given.get("by"),
    }


def best(texts: list[str], markups: list[str]) -> str | None:
    """Return the text as it is, or from markup where only that keeps the paragraphs apart."""
    text = next(iter(texts), None)
    if text is not None and ("\n" in text.strip() or not markups):
        return text
    marked = next(filter(None, map(plain, markups)), None)
    return marked or text


def _bodies(given: Mapping[str, object]) -> Iterator[tuple[bool, str]]:
    """Yield the bodies of an item, and whether each is markup."""
    for name, value in given.items():
        if name.startswith(BODY) and isinstance(value, str) and value.strip():
            yield name != "body_text", value
    bodies = given.get("bodies")
    for body in bodies if isinstance(bodies, list) else ():
        if isinstance(body, dict):
            fields = {str(name).lower(): value for name, value in body.items()}
            value, form = fields.get("value"), str(fields.get("contenttype") or "text/plain")
            if isinstance(value, str) and value.strip():
                yield "html" in form, value


def _main(given: Mapping[str, object], name: str, names: str) -> str | None:
    """Return a text that version 1 gives by itself, and later ones in a list, by roles."""
    if isinstance(value := given.get(name), str) and value.strip():
        return " ".join(plain(value).split())
    listed = given.get(names)
    texts = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    found = next((one for one in texts if one.get("role") == "main"), texts[0] if texts else {})
    return " ".join(plain(str(found.get("value") or "")).split()) or None


def _source(sources: object) -> str | None:
    listed = sources if isinstance(sources, list) else []
    return next((str(one["name"]) for one in listed if isinstance(one, dict) and one.get("name")), None)
