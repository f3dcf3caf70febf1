"""A dossier as one self-contained HTML page: no network, and no script but the page's own."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.metadata import version
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from crosslight.model import Dossier
from crosslight.reporting.page import Page
from crosslight.reporting.view import view
from crosslight.reporting.words import RELATIONS, STATUSES, listed, several

# Speakers in the first table: what a screen holds; the others are one click away.
SPEAKERS = 15


def to_html(dossier: Dossier) -> str:
    """Return a dossier as a page.

    All text of articles is escaped by the template engine, every anchor is made of numbers, and the
    content security policy of the page lets nothing run or load but its own style and script.
    """
    seen = view(dossier)
    style, script = _own("page.css"), _own("page.js")
    return _environment().get_template("page.html.j2").render(
        view=seen,
        page=Page(seen),
        statuses=list(STATUSES.items()),
        relations=list(RELATIONS.values()),
        most_speakers=SPEAKERS,
        style=style,
        style_hash=_hash(style),
        script=script,
        script_hash=_hash(script),
        version=version("crosslight"),
    )  # fmt: skip


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("crosslight.reporting"), autoescape=True, undefined=StrictUndefined
    )
    environment.globals |= {"listed": listed, "several": several}
    return environment


@cache
def _own(name: str) -> Markup:
    """Return one of the page's own files: these alone are put on the page as they are."""
    return Markup((files(__package__) / name).read_text("utf-8"))  # noqa: S704 - a file of this package


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
