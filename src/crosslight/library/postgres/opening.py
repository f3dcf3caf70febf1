"""How a library on a server is opened, and what goes wrong there, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from crosslight.errors import LibraryError
from crosslight.library.postgres.making import UnfitError, is_ours
from crosslight.library.postgres.signs import adapt

SCHEMES: Final = ("postgresql://", "postgres://")
# By what its writers lock ("CrLi"), beside the schema that the library is in.
APPLICATION: Final = 0x43724C69
_TURN: Final = f"{APPLICATION}, current_schema()::regnamespace::oid::int"
# The transaction that has the lock now, and how it is told that one has waited too long for it.
_AT_WORK: Final = f"""
SELECT virtualtransaction FROM pg_locks WHERE locktype = 'advisory' AND granted AND classid = {APPLICATION}
AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
AND objid = current_schema()::regnamespace::oid
"""  # noqa: S608 - a number
_TIMED_OUT: Final = "55P03"
# How a server is asked for, unless its address says otherwise; whoever is silent for so many milliseconds is
# taken to be gone.
ASKED: Final[Mapping[str, object]] = {
    "application_name": "crosslight",
    "connect_timeout": 10,
    "tcp_user_timeout": 20_000,
}
# By what a server tells that it cannot be reached, or does not let one in: it gives no code for it.
_REFUSED: Final = (
    ("password authentication failed", "the user or the password is wrong"),
    ("no password supplied", "it asks for a password"),
    ("does not exist", "has no such database, or knows no such user"),
    ("too many", "has no connection left"),
    ("starting up", "is starting up"),
    ("shutting down", "is shutting down"),
    ("pg_hba.conf", "does not let this user in from here"),
    ("invalid connection option", "its address has a part that means nothing"),
)
_TOLD: Final = (
    (_TIMED_OUT, "another process has been writing to it for more than {patience:g} seconds"),
    ("40", "another process was at work on the same: try again"),
    ("53100", "the disk is full; what was stored before is safe"),
    ("53300", "has no connection left"),
    ("53", "the server has no room left; what was stored before is safe"),
    ("25006", "cannot be written to: it is read-only"),
    ("42501", "this user has no right to it"),
    ("3F000", "has no schema that this user may write to"),
    ("57014", "the server took too long, and gave up"),
    ("57P", "the connection to the server was lost; what was stored before is safe"),
    ("08", "the connection to the server was lost; what was stored before is safe"),
    ("XX00", "is damaged; `crosslight check` says where"),
)


def name(place: str | Path) -> str:
    """Return what a library is called in messages: its address, without a password wherever it may stand."""
    try:
        url = _url(place)
    except LibraryError as error:
        return error.library
    where = {key: url.query[key] for key in ("host", "port") if key in url.query}
    return URL.create(
        "postgresql", url.username, None, url.host, url.port, url.database, where
    ).render_as_string()


def opened(place: str | Path, create: bool, patience: float) -> tuple[Engine, bool]:
    """Return an engine over a library on a server, and whether it can only be read; raise LibraryError.

    What the engine begins is for writing where an option `write` says so: then it waits for others that
    write. Else it sees the library as it was when it began.
    """
    url = _url(place)
    try:
        import psycopg
    except ImportError as error:
        raise LibraryError(name(place), "needs psycopg: pip install 'crosslight[postgres]'") from error
    asked = {key: value for key, value in ASKED.items() if key not in url.query}
    made = create_engine(
        url.set(drivername="postgresql+psycopg"),
        connect_args={**asked, "client_encoding": "utf8"},
        pool_pre_ping=True,
    )

    @event.listens_for(made, "connect")
    def _connected(connection: psycopg.Connection[Any], _: object) -> None:
        adapt(connection)
        connection.autocommit = True
        # Compiling a query takes longer than any of ours.
        connection.execute("SET jit = off")
        connection.execute(f"SET lock_timeout = {max(1, round(1000 * patience))}")
        connection.autocommit = False

    @event.listens_for(made, "begin")
    def _begun(connection: Connection) -> None:
        write = connection.get_execution_options().get("write", False)
        driver: Any = connection.connection.driver_connection
        level = psycopg.IsolationLevel
        driver.isolation_level = level.READ_COMMITTED if write else level.REPEATABLE_READ
        driver.read_only = not write
        if write:
            _take_turn(connection)

    try:
        with plainly(name(place), patience), made.connect() as connection:
            if not create and is_ours(connection) is None:
                raise LibraryError(name(place), "there is no library yet: `crosslight add` makes one")
            return made, _read_only(connection)
    except BaseException:
        made.dispose()
        raise


def _take_turn(connection: Connection) -> None:
    """Wait till nobody else writes, as in a file; the lock goes with the transaction, or the connection.

    However many wait before, only one that writes for longer than the patience of who waits is given up on.
    """
    run = connection.exec_driver_sql
    if run(f"SELECT pg_try_advisory_xact_lock({_TURN})").scalar_one():
        return
    at_work: object = ""
    while True:
        try:
            run(f"SELECT pg_advisory_xact_lock({_TURN})")
            return
        except DBAPIError as error:
            # Nothing was done yet that could be lost.
            connection.connection.rollback()
            before, at_work = at_work, run(_AT_WORK).scalar()
            if getattr(error.orig, "sqlstate", "") != _TIMED_OUT or before == at_work:
                raise


def _url(place: str | Path) -> URL:
    unread = LibraryError(
        "postgresql://", "its address cannot be read: in a password @ is %40, / %2F and : %3A"
    )
    try:
        url = make_url(str(place))
    except (ArgumentError, ValueError):
        # Not from these: they may name what was taken for a port, and is a password.
        raise unread from None
    if "@" in (url.host or ""):
        raise unread
    return url


def _read_only(connection: Connection) -> bool:
    """Tell whether a user may not write, or nobody may (a copy that follows another server)."""
    may = "has_table_privilege(to_regclass('articles')::oid, 'INSERT')"
    new = "has_schema_privilege(current_schema(), 'CREATE')"
    never = "pg_is_in_recovery() OR current_setting('default_transaction_read_only')::bool"
    found = connection.exec_driver_sql(f"SELECT {never} OR NOT coalesce({may}, {new}, true)")
    return bool(found.scalar_one())


@contextmanager
def plainly(name: str, patience: float) -> Iterator[None]:
    """Say what goes wrong with a library in one line."""
    try:
        yield
    except UnfitError as error:
        raise LibraryError(name, str(error)) from error
    except DBAPIError as error:
        raise LibraryError(name, _why(error, patience)) from error


def _why(error: DBAPIError, patience: float) -> str:
    code = getattr(error.orig, "sqlstate", None) or ""
    for begin, why in _TOLD:
        if code.startswith(begin):
            return why.format(patience=patience)
    said = " ".join(f"{error.orig}".split())
    if code:
        return said
    if error.statement or error.connection_invalidated:
        return "the connection to the server was lost; what was stored before is safe"
    return next((why for sign, why in _REFUSED if sign in said), "no server answers at this address")
