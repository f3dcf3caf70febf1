"""Compare now: reports that are pasted, given as files or by their addresses, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Depends, File, Form, Query, Request, UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from crosslight.errors import MissingError
from crosslight.model import Dossier, Status
from crosslight.reporting import to_html, to_json, to_markdown
from crosslight.reporting.annotations import to_annotations
from crosslight.reporting.csv import to_csv
from crosslight.reporting.view import View
from crosslight.web.api import comparisons
from crosslight.web.api.comparisons import OwnJob
from crosslight.web.jobs import Job
from crosslight.web.pages import article
from crosslight.web.pages.choosing import Choice, Order
from crosslight.web.pages.place import Views, views
from crosslight.web.pages.rendering import page
from crosslight.web.pages.story import What, numbered, reasons, shown
from crosslight.web.state import OwnDesk

router = APIRouter()

# Where the page sends what is to be compared: as large as the API takes it.
UPLOADS: Final = "/compare"
# Boxes for texts: two that are seen, and others behind "more reports".
BOXES: Final = 6
OwnViews = Annotated[Views, Depends(views)]
As = Literal["html", "markdown", "json", "csv", "annotations"]
_WRITERS: Mapping[As, tuple[Callable[[Dossier], str], str, str]] = {
    "html": (to_html, "text/html", "html"),
    "markdown": (to_markdown, "text/markdown", "md"),
    "json": (to_json, "application/json", "json"),
    "csv": (to_csv, "text/csv", "csv"),
    "annotations": (to_annotations, "application/ld+json", "jsonld"),
}


@router.get("/compare")
def ask() -> Response:
    """Show the form."""
    return _form()


@router.post(UPLOADS)
def begin(
    request: Request,
    desk: OwnDesk,
    texts: Annotated[list[str] | None, Form()] = None,
    outlets: Annotated[list[str] | None, Form()] = None,
    files: Annotated[list[UploadFile] | None, File()] = None,
    urls: Annotated[str, Form(max_length=20_000)] = "",
    published: Annotated[str, Form(max_length=40)] = "",
) -> Response:
    """Take reports in, and lead to where they are compared."""
    names = [*(outlets or ()), *[""] * len(texts or ())]
    pasted = [(text, name) for text, name in zip(texts or (), names, strict=False) if text.strip()]
    named = [file for file in files or () if file.filename]
    addresses = [url for url in urls.split() if url]
    if not (pasted or named or addresses):
        return _form("Nothing was given: paste two reports, choose files, or give addresses.", 400)
    try:
        job = comparisons.compare(
            request,
            desk,
            [text for text, _ in pasted],
            [" ".join(name.split())[:200] for _, name in pasted],
            named,
            addresses,
            published,
        )
    except HTTPException as error:
        return _form(str(error.detail), error.status_code)
    return RedirectResponse(f"/comparisons/{job.id}", 303)


@router.get("/comparisons/{id}")
def comparison(
    job: OwnJob,
    held: OwnViews,
    view: What = "points",
    status: Annotated[list[Status], Query()] = [],  # noqa: B006 - FastAPI copies it
    told: str = "",
    lacking: str = "",
    actor: str = "",
    order: Order = "told",
    part: Annotated[int, Query(ge=1, le=10_000)] = 1,
    report: Annotated[list[int], Query(max_length=50)] = [],  # noqa: B006
) -> Response:
    """Show how far a comparison is, or what came of it."""
    if job.dossier is None:
        return page("comparison.html.j2", here="/compare", job=job)
    choice = Choice(tuple(dict.fromkeys(status)), told, lacking, actor, order, part)
    return shown(_base(job), held.of(job.dossier), view, choice, report, None)


@router.get("/comparisons/{id}/points/{number}")
def point(job: OwnJob, number: int, held: OwnViews, bare: bool = False, every: bool = False) -> Response:
    """Show one point of a comparison with the reasons for it."""
    laid = _laid(job, held)
    return reasons(_base(job), laid, numbered(laid, number), {}, bare, every)


@router.get("/comparisons/{id}/articles/{number}")
def report(job: OwnJob, number: int, held: OwnViews) -> Response:
    """Show a report of a comparison in full."""
    laid = _laid(job, held)
    if not 0 <= number < len(laid.columns):
        raise MissingError("this comparison", f"has no report {number}")
    return article.shown(_base(job), laid, laid.columns[number])


@router.get("/comparisons/{id}/export/{form}")
def export(job: OwnJob, form: As) -> Response:
    """Give a comparison as a file."""
    if job.dossier is None:
        raise HTTPException(409, job.error or f"The comparison is {job.state}.")
    write, media, suffix = _WRITERS[form]
    # Saved, not shown: the page has a style and a script of its own, which ours do not let run.
    headers = {"Content-Disposition": f'attachment; filename="comparison.{suffix}"'}
    return Response(write(job.dossier).encode("utf-8", "replace"), media_type=media, headers=headers)


def _laid(job: Job, held: Views) -> View:
    if job.dossier is None:
        raise HTTPException(409, job.error or f"The comparison is {job.state}.")
    return held.of(job.dossier)


def _base(job: Job) -> str:
    return f"/comparisons/{job.id}"


def _form(why: str = "", status: int = 200) -> Response:
    return page("compare.html.j2", status, here="/compare", why=why, boxes=BOXES)
