"""Where the library stands with each feed: how it answered last, and when it may be asked again."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from sqlalchemy import Connection, delete, insert, select

from crosslight.library.tables import fetches


@dataclass(frozen=True, slots=True)
class Visit:
    """The last visit to a feed; times are in seconds since 1970."""

    url: str
    etag: str = ""
    last_modified: str = ""
    checked: float | None = None
    status: int = 0
    failures: int = 0
    not_before: float = 0.0


def last(connection: Connection, url: str) -> Visit:
    """Return the last visit to a feed, an empty one where there was none."""
    row = connection.execute(select(fetches).where(fetches.c.url == url)).first()
    return Visit(**row._mapping) if row else Visit(url)


def keep(connection: Connection, visit: Visit) -> None:
    """Store a visit instead of the one before."""
    connection.execute(delete(fetches).where(fetches.c.url == visit.url))
    connection.execute(insert(fetches).values(**asdict(visit)))
