"""What went wrong, in one shape everywhere: problem details (RFC 9457)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from crosslight.errors import CompareError, JudgementError, LibraryError, MissingError, PipelineError
from crosslight.reading.encoding import mend
from crosslight.web.document import PROBLEM, allowed

# A page that tells of a problem: of the request, its status, title and detail.
Failure = Callable[[Request, int, str, str], Response]
_Handler = Callable[[Request, Exception], Awaitable[Response]]
_STATUSES: Mapping[type[Exception], int] = {
    MissingError: 404,
    JudgementError: 409,
    CompareError: 409,
    LibraryError: 503,
    PipelineError: 503,
}


class Fault(BaseModel):
    """What is wrong with one part of a request."""

    where: str
    why: str


class Problem(BaseModel):
    """Why a request was not done."""

    type: Annotated[str, Field(description="Always about:blank: the status says it all.")] = "about:blank"
    title: str
    status: int
    detail: str = ""
    errors: list[Fault] = []


class ProblemResponse(JSONResponse):
    """A problem as JSON."""

    media_type = PROBLEM


def problem(
    status: int, detail: str = "", errors: list[Fault] | None = None, headers: Mapping[str, str] | None = None
) -> ProblemResponse:
    """Return the response that tells of a problem."""
    title = HTTPStatus(status).phrase
    told = Problem(title=title, status=status, detail=mend(detail)[0], errors=errors or [])
    return ProblemResponse(told.model_dump(), status, headers)


def responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return what the OpenAPI document says of the problems of a route, those that all have included."""
    every = {400, 401, 403, 408, 413, 422, *statuses}
    return {status: {"model": Problem, "description": HTTPStatus(status).phrase} for status in sorted(every)}


def tell(made: FastAPI, failure: Failure | None = None) -> None:
    """Let an application tell every problem so; to a browser that asks for a page, as a page."""

    def answer(
        request: Request,
        status: int,
        detail: str,
        errors: list[Fault] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        wants_page = "text/html" in request.headers.get("accept", "")
        if failure is None or not wants_page or request.url.path.startswith("/api/"):
            return problem(status, detail, errors, headers)
        found = failure(request, status, HTTPStatus(status).phrase, detail)
        found.headers.update(headers or {})
        return found

    async def refused(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)  # noqa: S101 - it is registered for these
        if error.status_code == 405 and (methods := allowed(made, request.url.path)):
            error.headers = {**(error.headers or {}), "Allow": ", ".join(methods)}
        said = str(error.detail)
        detail = "" if said == HTTPStatus(error.status_code).phrase else said
        return answer(request, error.status_code, detail, None, error.headers)

    async def unfit(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)  # noqa: S101 - it is registered for these
        faults = [
            Fault(where=mend(".".join(str(part) for part in one["loc"]))[0][:200], why=str(one["msg"])[:200])
            for one in error.errors()
        ]
        return answer(request, 422, "The request is not as the OpenAPI document says.", faults)

    def known(status: int) -> _Handler:
        async def handler(request: Request, error: Exception) -> Response:
            # Without the path of the library: that is nobody's affair who asks from outside.
            return answer(request, status, error.why if isinstance(error, LibraryError) else str(error))

        return handler

    made.add_exception_handler(HTTPException, refused)
    made.add_exception_handler(RequestValidationError, unfit)
    for kind, status in _STATUSES.items():
        made.add_exception_handler(kind, known(status))
