"""The pages: HTML over the same functions as the API."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from crosslight.web.pages import about, article, assets, comparing, searching, stories, story
from crosslight.web.pages.comparing import UPLOADS
from crosslight.web.pages.rendering import environment, page

__all__ = ["UPLOADS", "environment", "failure", "router"]

router = APIRouter(include_in_schema=False)
for part in (stories, story, article, searching, comparing, about, assets):
    router.include_router(part.router)


def failure(request: Request, status: int, title: str, detail: str) -> Response:  # noqa: ARG001 - as it is called
    """Return the page that tells why there is no other."""
    return page("failure.html.j2", status, code=status, title=title, detail=detail)
