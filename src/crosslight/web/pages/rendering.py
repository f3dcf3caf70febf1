"""Templates to pages: text of articles is escaped, made visible, and never markup."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from crosslight.reporting.words import RELATIONS, STATUSES, listed, several, visible
from crosslight.web.pages.judging import told
from crosslight.web.pages.words import days

SHARED = "crosslight.reporting"
OWN = "crosslight.web"


def page(
    template: str, status: int = 200, headers: Mapping[str, str] | None = None, **held: Any
) -> HTMLResponse:
    """Return a page made of a template and what it shows."""
    return HTMLResponse(environment().get_template(template).render(held), status, headers)


@cache
def environment() -> Environment:
    """Return what templates are made with: those of the stand-alone page are among them."""
    made = Environment(
        loader=ChoiceLoader([PackageLoader(OWN), PackageLoader(SHARED)]),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=False,
    )
    made.globals |= {
        "listed": listed,
        "several": several,
        "days": days,
        "statuses": STATUSES,
        "relations": RELATIONS,
        "version": version("crosslight"),
        "judgement": told,
        "static": _static,
    }
    # Compiled now, so that no page waits for it.
    for name in made.list_templates():
        made.get_template(name)
    return made


def _shown(value: Any) -> Any:
    """Make what would hide or move text visible, whatever it comes from."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def _static(name: str) -> str:
    """Return the address of a file of ours, which changes when the file does."""
    package, folder = (SHARED, "") if name == "page.css" else (OWN, "static")
    data = (files(package) / folder / name if folder else files(package) / name).read_bytes()
    return f"/static/{name}?{hashlib.sha256(data).hexdigest()[:12]}"
