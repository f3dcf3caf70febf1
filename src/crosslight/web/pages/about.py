"""What the marks and words mean, and the keys."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from crosslight.reporting.view import ALONE
from crosslight.reporting.words import FIGURES
from crosslight.web.pages.rendering import page
from crosslight.web.state import OwnLibrary

router = APIRouter()


@router.get("/about")
def about(library: OwnLibrary) -> Response:
    """Explain the pages."""
    return page("about.html.j2", here="/about", counts=library.counts(), alone=ALONE, figures=FIGURES)
