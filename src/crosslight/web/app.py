"""The server: one application over one library."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from pathlib import Path

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from crosslight.library import Library
from crosslight.web import pages
from crosslight.web.desk import Desk

STATIC = Path(__file__).parent / "static"


def app(library: str | Path) -> FastAPI:
    """Return the application over a library that is there; raise LibraryError where it cannot be opened."""
    own = Library(library, create=False)

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        yield
        own.close()

    made = FastAPI(
        title="Crosslight", version=version("crosslight"), lifespan=life, docs_url=None, redoc_url=None
    )
    made.state.desk = Desk(own)
    made.include_router(pages.router)
    made.mount("/static", StaticFiles(directory=STATIC, check_dir=False), name="static")
    return made
