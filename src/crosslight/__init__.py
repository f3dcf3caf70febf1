"""Crosslight reads many reports of one event and lays them side by side, statement by statement.

import crosslight

dossier = crosslight.compare(["a.txt", "b.html"], published="2023-04-09")
page = crosslight.to_html(dossier)
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crosslight.comparing import compare
    from crosslight.errors import CompareError, CrosslightError, LibraryError, PipelineError, ReadError
    from crosslight.grouping import Grouper, group
    from crosslight.library import Library
    from crosslight.model import Article, Dossier, Grouping, Link, Parsed, Point, Span, Story
    from crosslight.parsing import parse
    from crosslight.reading import Reading, read
    from crosslight.reporting.html import to_html
    from crosslight.reporting.json import to_json
    from crosslight.reporting.markdown import to_markdown

__all__ = [
    "Article",
    "CompareError",
    "CrosslightError",
    "Dossier",
    "Grouper",
    "Grouping",
    "Library",
    "LibraryError",
    "Link",
    "Parsed",
    "PipelineError",
    "Point",
    "ReadError",
    "Reading",
    "Span",
    "Story",
    "compare",
    "group",
    "parse",
    "read",
    "to_html",
    "to_json",
    "to_markdown",
]

_ROOMS = {
    "comparing": ("compare",),
    "errors": ("CompareError", "CrosslightError", "LibraryError", "PipelineError", "ReadError"),
    "grouping": ("Grouper", "group"),
    "library": ("Library",),
    "model": ("Article", "Dossier", "Grouping", "Link", "Parsed", "Point", "Span", "Story"),
    "parsing": ("parse",),
    "reading": ("Reading", "read"),
    "reporting.html": ("to_html",),
    "reporting.json": ("to_json",),
    "reporting.markdown": ("to_markdown",),
}


def __getattr__(name: str) -> object:
    """Import a room when something of it is first asked for: spaCy alone takes a second to load."""
    for room, names in _ROOMS.items():
        if name in names:
            return getattr(import_module(f"crosslight.{room}"), name)
    raise AttributeError(f"module 'crosslight' has no attribute {name!r}")
