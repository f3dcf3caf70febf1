"""Ids for articles that come without one."""

from __future__ import annotations

import json
from dataclasses import astuple, replace
from hashlib import sha256
from pathlib import Path

from crosslight.model import Article, Unread
from crosslight.reading.encoding import printable
from crosslight.reading.links import is_web

# Files that hold one article.
SINGLE = (".txt", ".md", ".html", ".htm")
# What may hold articles without an id, and without an address of their own that would stay the same.
ROWS = (".jsonl", "-")
# Sixteen hexadecimal digits: among a billion articles, two get the same by chance once in forty times.
DIGEST = 16


def default_id(article: Article) -> str:
    """Return the stem of the article's file; for a row a digest of what it says; else of its address.

    So the id of what is read again from the same address, as feeds and archives have it, stays the same
    when its text changes.
    """
    path = Path(article.source)
    if path.suffix.lower() in SINGLE and not is_web(article.source):
        return path.stem
    if article.url and not article.source.lower().endswith(ROWS):
        return digest(article.url)
    return digest(json.dumps(astuple(replace(article, source=""))))


def digest(text: str) -> str:
    """Return the first digits of a text's SHA-256."""
    return sha256(text.encode()).hexdigest()[:DIGEST]


def unique(wanted: str, taken: dict[str, int]) -> str:
    """Return the id, or the id with the first free number; `taken` counts each id's uses."""
    name = wanted
    while name in taken:
        taken[wanted] += 1
        name = f"{wanted}-{taken[wanted]}"
    taken[name] = 1
    return name


def given_twice(source: str, wanted: str, now: str) -> Unread:
    """Say that an id which the input gives was taken already."""
    return Unread(f"{source} ({printable(wanted)})", f"id given twice: now {printable(now)}", kept=True)
