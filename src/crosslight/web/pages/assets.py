"""The style that all pages share with the stand-alone page."""

from __future__ import annotations

from importlib.resources import files

from fastapi import APIRouter
from starlette.responses import Response

router = APIRouter()


@router.get("/static/page.css")
def page_css() -> Response:
    """Return the style of the stand-alone page: it lies in its own room."""
    style = (files("crosslight.reporting") / "page.css").read_bytes()
    # Its address has its digest, so that it may be kept.
    return Response(style, media_type="text/css", headers={"Cache-Control": "max-age=31536000, immutable"})
