"""Keeping a library on a server: what has changed, how large it is, and room that is given back."""

from __future__ import annotations

from sqlalchemy import Connection

from crosslight.library.tables import INDEXES, metadata


def written(connection: Connection) -> None:
    """Count what is stored, in the transaction that stores it."""
    connection.exec_driver_sql("UPDATE numbers SET last = last + 1 WHERE name = 'changes'")


def changes(connection: Connection) -> int:
    """Return a number that is another whenever anything was stored, by whatever process."""
    try:
        found = _outside(connection).exec_driver_sql("SELECT last FROM numbers WHERE name = 'changes'")
        return int(found.scalar_one())
    finally:
        connection.rollback()


def size(connection: Connection) -> int:
    """Return how many bytes a library takes on the server."""
    own = "relnamespace = current_schema()::regnamespace AND relkind = 'r'"
    found = connection.exec_driver_sql(f"SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE {own}")  # noqa: S608 - fixed
    return int(found.scalar() or 0)


def damage(connection: Connection) -> list[str]:  # noqa: ARG001 - as in the other store
    """Return what the server finds broken: nothing, it tells when it reads what is."""
    return []


def index_damage(connection: Connection) -> list[str]:  # noqa: ARG001 - as in the other store
    """Return what the server finds broken in the full-text indexes: nothing, as above."""
    return []


def merge_indexes(connection: Connection) -> None:
    """Bring each full-text index into one piece: it has no others."""


def purge(connection: Connection) -> bool:
    """Give up what was deleted; False while another process reads, which may see it still."""
    free = _vacuum(connection, "VACUUM")
    others = "datname = current_database() AND pid <> pg_backend_pid() AND backend_xmin IS NOT NULL"
    found = free.exec_driver_sql(f"SELECT count(*) FROM pg_stat_activity WHERE {others}")  # noqa: S608 - fixed
    return not found.scalar_one()


def vacuum(connection: Connection) -> None:
    """Write the tables anew, without their gaps: whoever reads or writes waits meanwhile."""
    _vacuum(connection, "VACUUM (FULL, ANALYZE)")


def learn(connection: Connection) -> None:
    """Let the server learn how the tables are filled, after many rows came at once."""
    for name in (*metadata.tables, *INDEXES):
        connection.exec_driver_sql(f"ANALYZE {name}")


def _outside(connection: Connection) -> Connection:
    """Return a connection outside any transaction."""
    return connection.execution_options(isolation_level="AUTOCOMMIT")


def _vacuum(connection: Connection, command: str) -> Connection:
    free = _outside(connection)
    for name in (*metadata.tables, *INDEXES, "numbers"):
        free.exec_driver_sql(f"{command} {name}")
    return free
