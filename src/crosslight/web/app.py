"""The server: one application over one library."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Collection, Iterable
from contextlib import asynccontextmanager
from importlib.metadata import version
from pathlib import Path

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

from crosslight.library import Library
from crosslight.model import Article, Unread
from crosslight.web import api, document, pages, problems
from crosslight.web.answers import Answers
from crosslight.web.api.comparisons import UPLOADS
from crosslight.web.desk import Desk
from crosslight.web.guard import LOOPBACK, Guard
from crosslight.web.jobs import Jobs
from crosslight.web.limits import MOST_UPLOADED, Limits

STATIC = Path(__file__).parent / "static"
# Level 5 of 9, at which a dossier of 20 reports takes 60 ms; 9 takes three times that for a hundredth less.
LEVEL = 5
LIMITS = Limits(by_path=dict.fromkeys((UPLOADS, pages.UPLOADS), MOST_UPLOADED))
# What lies at an address: the articles, and why there is none.
Fetch = Callable[[str], Iterable[Article | Unread]]


def no_fetch(url: str) -> Iterable[Article | Unread]:
    """Refuse an address."""
    return [Unread(url, "addresses are not fetched here")]


def app(
    library: str | Path,
    *,
    token: str | None = None,
    hosts: Collection[str] = LOOPBACK,
    fetch: Fetch = no_fetch,
    jobs: Jobs | None = None,
    limits: Limits = LIMITS,
) -> FastAPI:
    """Return the application over a library that is there; raise LibraryError where it cannot be opened.

    It answers to the names in `hosts` only and, where there is a `token`, only who shows it. Addresses that
    a reader wants compared are given to `fetch`, and to nothing else.
    """
    desk = Desk(Library(library, create=False), jobs or Jobs())

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        # Compiles the templates now, that no reader waits for it: it takes longer than to show a story.
        pages.environment()
        yield
        desk.close()

    made = FastAPI(
        title="Crosslight",
        version=version("crosslight"),
        description="A library of news reports and their comparisons, as JSON. docs/api.md tells of it.",
        lifespan=life,
        # Its own page of the document would be loaded from elsewhere.
        docs_url=None,
        redoc_url=None,
        # Names in the document are those of the functions: clients that are generated call them so.
        generate_unique_id_function=lambda route: route.name,
    )
    made.state.desk, made.state.fetch = desk, fetch
    made.include_router(api.router)
    made.include_router(pages.router)
    made.mount("/static", StaticFiles(directory=STATIC, check_dir=False), name="static")
    problems.tell(made, pages.failure)
    document.correct(made)
    made.add_middleware(GZipMiddleware, compresslevel=LEVEL)
    made.add_middleware(Answers, state=desk.library.changes)
    made.add_middleware(Guard, hosts=hosts, token=token, limits=limits)
    return made
