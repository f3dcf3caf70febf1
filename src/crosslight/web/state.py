"""What a server holds, and how a request gets it.

A route asks for it by its type: `def stories(library: OwnLibrary) -> ...`, `def page(desk: OwnDesk)`.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from crosslight.library import Library
from crosslight.web.desk import Desk


def desk(request: Request) -> Desk:
    """Return what the server of a request holds."""
    found = request.app.state.desk
    assert isinstance(found, Desk)  # noqa: S101 - `app` puts it there
    return found


def library(request: Request) -> Library:
    """Return the library of a request's server."""
    return desk(request).library


OwnDesk = Annotated[Desk, Depends(desk)]
OwnLibrary = Annotated[Library, Depends(library)]
