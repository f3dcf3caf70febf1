"""Compare now: texts, files and addresses that are compared at once, and are not put into the library."""

from __future__ import annotations

import io
import json
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from typing import Annotated, Final

import anyio
from fastapi import APIRouter, Depends, File, Form, Path, Request, UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import Response, StreamingResponse

from crosslight.model import Article, Unread
from crosslight.reading.reader import contents, filled
from crosslight.reporting import to_json
from crosslight.web.desk import Desk
from crosslight.web.jobs import Job
from crosslight.web.problems import responses
from crosslight.web.records import Comparison, DossierRecord
from crosslight.web.state import OwnDesk, desk

UPLOADS: Final = "/api/v1/comparisons"
# How often a comparison is looked at, and after how long without news a line is sent that keeps the
# connection open.
LOOK, BEAT = 0.25, 15.0

# FastAPI copies a default for each request.
NONE: Final[list[str]] = []
FILES: Final[list[UploadFile]] = []
router = APIRouter(tags=["comparisons"])
Id = Annotated[str, Path(max_length=100, description="As `POST /comparisons` gave it.")]
_Name = Annotated[str, Form(max_length=200)]
Given = Callable[[str], Iterable[Article | Unread]]


def held(desk: Annotated[Desk, Depends(desk)], id: Id) -> Job:
    """Return a comparison by its id; raise HTTPException (404)."""
    job = desk.jobs.get(id)
    if job is None:
        raise HTTPException(404, "There is no such comparison, or no more: they are kept for an hour.")
    return job


OwnJob = Annotated[Job, Depends(held)]


@router.post("/comparisons", status_code=202, responses=responses(429))
def compare(
    request: Request,
    desk: OwnDesk,
    texts: Annotated[list[str], Form(description="Reports, as text.")] = NONE,
    outlets: Annotated[list[_Name], Form(description="The outlet of each text, in their order.")] = NONE,
    files: Annotated[list[UploadFile], File(description="Reports, as files of any known kind.")] = FILES,
    urls: Annotated[list[str], Form(description="Addresses, which are fetched.")] = NONE,
    published: Annotated[str, Form(max_length=40, description="Date of what does not say one.")] = "",
) -> Comparison:
    """Compare reports now; what comes of it is kept for an hour, and not put into the library."""
    loaded = [(file.filename or "file", file.file.read()) for file in files]
    pasted = [*zip(texts, [*outlets, *[""] * len(texts)], strict=False)]
    fetch: Given = request.app.state.fetch
    job = desk.jobs.add(
        lambda: filled(_given(pasted, loaded, urls, fetch), published=published.strip() or None)
    )
    if job is None:
        raise HTTPException(429, "Too many comparisons are waiting.", {"Retry-After": "30"})
    return Comparison.of(job)


@router.get("/comparisons/{id}", responses=responses(404))
def get_comparison(job: OwnJob) -> Comparison:
    """Tell how far a comparison is."""
    return Comparison.of(job)


@router.get(
    "/comparisons/{id}/events",
    response_class=StreamingResponse,
    responses={
        **responses(404),
        200: {
            "description": "Server-sent events: `progress` with a Comparison, the last one `end`.",
            "content": {"text/event-stream": {"schema": {"type": "string"}}},
        },
    },
)
def follow_comparison(desk: OwnDesk, job: OwnJob) -> StreamingResponse:
    """Tell of a comparison while it runs, as server-sent events."""
    return StreamingResponse(_events(desk, job), media_type="text/event-stream")


@router.get(
    "/comparisons/{id}/dossier",
    response_class=Response,
    responses={**responses(404, 409), 200: {"model": DossierRecord, "description": "The dossier."}},
)
def get_compared(job: OwnJob) -> Response:
    """Give the dossier of a comparison that is done."""
    if job.dossier is None:
        raise HTTPException(409, job.error or f"The comparison is {job.state}.")
    return Response(to_json(job.dossier), media_type="application/json")


@router.delete("/comparisons/{id}", status_code=204, responses=responses(404))
def delete_comparison(desk: OwnDesk, job: OwnJob) -> Response:
    """Stop a comparison, or throw away what came of it."""
    desk.jobs.cancel(job.id)
    return Response(status_code=204)


def _given(
    texts: Sequence[tuple[str, str]], files: Sequence[tuple[str, bytes]], urls: Sequence[str], fetch: Given
) -> Iterator[Article | Unread]:
    for n, (text, outlet) in enumerate(texts, start=1):
        name = f"text-{n}"
        if text.strip():
            yield Article(name, text, outlet=" ".join(outlet.split()), source=name)
        else:
            yield Unread(name, "is empty")
    for name, data in files:
        # The name says only of what kind the file is: it is not looked for anywhere.
        yield from contents(io.BytesIO(data), name.replace("\\", "/").rpartition("/")[2])
    for url in urls:
        yield from fetch(url.strip())


async def _events(desk: Desk, job: Job) -> AsyncIterator[str]:
    told, quiet = None, 0.0
    now: Job | None = job
    while now is not None:
        if now != told:
            name = "end" if now.is_over else "progress"
            yield f"event: {name}\ndata: {json.dumps(Comparison.of(now).model_dump())}\n\n"
            told, quiet = now, 0.0
            if now.is_over:
                return
        elif quiet >= BEAT:
            yield ": \n\n"
            quiet = 0.0
        await anyio.sleep(LOOK)
        quiet += LOOK
        now = desk.jobs.get(job.id)
