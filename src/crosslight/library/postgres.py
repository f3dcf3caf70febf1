"""What only PostgreSQL knows: how a library on a server is opened, its full-text indexes, and its errors.

`sqlite` has the same functions for a file; `dialects` says which of the two a library is in. psycopg is
loaded where a server is asked for, and nowhere else.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import (
    URL,
    BigInteger,
    ColumnElement,
    Connection,
    Engine,
    Select,
    TableClause,
    case,
    column,
    create_engine,
    event,
    func,
    literal_column,
    make_url,
    select,
    table,
    text,
)
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.sql.expression import BindParameter

from crosslight.errors import LibraryError
from crosslight.library.tables import INDEXES, NUMBERED, WITHIN, articles, gists, metadata

SCHEMES: Final = ("postgresql://", "postgres://")
# What a library's table `meta` has for a comment, and by what its writers lock ("CrLi").
MARK: Final = "A library of Crosslight"
APPLICATION: Final = 0x43724C69
# How a server is asked for, unless its address says otherwise; whoever is silent for so many milliseconds is
# taken to be gone.
ASKED: Final[Mapping[str, object]] = {
    "application_name": "crosslight",
    "connect_timeout": 10,
    "tcp_user_timeout": 20_000,
}
# Words of a text that can be found: PostgreSQL has room for a megabyte of them in one place.
LONGEST = 100_000
# Places that are ranked, the newest that match: of 100,000 articles more have only words that tell little.
RANKED = 10_000
# Texts that a question typed so far is held against, as in SQLite.
NEWEST = 5_000
# Okapi BM25 (Robertson and Zaragoza 2009) with its usual settings, as in SQLite; a sentence has some twenty
# words, and rarely one of them twice, so that how often it stands there is not asked.
K1, B, USUAL = 1.2, 0.75, 20
# PostgreSQL's texts cannot hold the sign U+0000. It is stored as two others, the first of which is none that
# any text should have (Unicode, noncharacters); where it stands in a text all the same, as two as well.
_ESCAPE = "\ufdd0"
# Names and addresses may be of any length, of which a B-tree has no room: where they are looked for as they
# are, a hash of them stands in the index; where parts of them are, no index helps.
_LONG: Final = (
    "DROP INDEX articles_story, articles_outlet, actors_name, quotations_speaker",
    "ALTER TABLE articles DROP CONSTRAINT articles_id_key, ADD EXCLUDE USING hash (id WITH =)",
    "CREATE INDEX articles_story ON articles (story)",
    "CREATE INDEX articles_outlet ON articles USING hash (outlet)",
    "ALTER TABLE fetches DROP CONSTRAINT fetches_pkey, ADD EXCLUDE USING hash (url WITH =)",
    "ALTER TABLE actors DROP CONSTRAINT actors_pkey",
    "CREATE INDEX actors_seq ON actors (seq)",
    "ALTER TABLE unread DROP CONSTRAINT unread_pkey",
    "CREATE INDEX unread_input ON unread USING hash (input)",
)
_WORD = re.compile(r"[^\W_]+")
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
    ("55P03", "another process has been writing to it for more than {patience:g} seconds"),
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
        _adapt(connection)
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
            # One writer at a time, as in a file; the lock goes with the transaction, or the connection.
            own = "current_schema()::regnamespace::oid::int"
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({APPLICATION}, {own})")

    try:
        with plainly(name(place), patience), made.connect() as connection:
            if not create and is_ours(connection) is None:
                raise LibraryError(name(place), "there is no library yet: `crosslight add` makes one")
            return made, _read_only(connection)
    except BaseException:
        made.dispose()
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


def _adapt(connection: Any) -> None:
    """Let the sign that PostgreSQL cannot hold through, and back."""
    from psycopg.adapt import Buffer
    from psycopg.types.string import StrDumperUnknown, TextLoader

    class Out(StrDumperUnknown):
        def dump(self, obj: str) -> Buffer | None:
            return super().dump(_escaped(obj))

    class In(TextLoader):
        def load(self, data: Buffer) -> str:
            return _unescaped(str(bytes(data), "utf-8"))

    connection.adapters.register_dumper(str, Out)
    connection.adapters.register_loader("text", In)


def _escaped(said: str) -> str:
    if "\0" not in said and _ESCAPE not in said:
        return said
    return said.replace(_ESCAPE, f"{_ESCAPE}1").replace("\0", f"{_ESCAPE}0")


def _unescaped(said: str) -> str:
    if _ESCAPE not in said:
        return said
    return said.replace(f"{_ESCAPE}0", "\0").replace(f"{_ESCAPE}1", _ESCAPE)


def is_ours(connection: Connection) -> bool | None:
    """Tell whether the tables of a database are a library; None where there are none yet."""
    own = "relnamespace = to_regnamespace(current_schema()::text) AND relkind IN ('r', 'p', 'v', 'm', 'f')"
    extra = "EXISTS (SELECT FROM pg_depend WHERE objid = c.oid AND deptype = 'e')"
    found = connection.exec_driver_sql(
        "SELECT relname, obj_description(c.oid, 'pg_class') FROM pg_class AS c "  # noqa: S608 - fixed
        f"WHERE {own} AND NOT {extra}"
    )
    told = {row[0]: row[1] for row in found}
    return told.get("meta") == MARK if told else None


def settle(connection: Connection) -> None:
    """Do what stands outside of any transaction, once for a library: nothing."""


def make(connection: Connection) -> None:
    """Make the tables, the full-text indexes and the numbers of rows, and mark whose tables these are.

    Raises LibraryError where the server has no pgvector, or keeps texts in another encoding than UTF-8.
    """
    _fit(connection)
    metadata.create_all(connection)
    run = connection.exec_driver_sql
    for statement in _LONG:
        run(statement)
    # Letters in lower case and without accents come in; English endings are cut off (Porter 1980), and no
    # word is left out.
    run("CREATE TEXT SEARCH DICTIONARY crosslight_porter (TEMPLATE = snowball, Language = 'porter')")
    run("CREATE TEXT SEARCH CONFIGURATION crosslight (PARSER = 'default')")
    kinds = "asciiword, word, numword, int, uint, float, sfloat, version"
    run(f"ALTER TEXT SEARCH CONFIGURATION crosslight ADD MAPPING FOR {kinds} WITH crosslight_porter")
    for name in INDEXES:
        run(f"CREATE TABLE {name} (number bigint PRIMARY KEY, words tsvector NOT NULL)")
        run(f"CREATE INDEX {name}_words ON {name} USING gin (words) WITH (fastupdate = off)")
    # A sequence would leave gaps after what was not stored, and then stories would have other numbers.
    run('CREATE TABLE numbers (name text COLLATE "C" PRIMARY KEY, last bigint NOT NULL)')
    run(
        "CREATE FUNCTION next_number(text) RETURNS bigint LANGUAGE sql BEGIN ATOMIC "
        "UPDATE numbers SET last = last + 1 WHERE name = $1 RETURNING last; END"
    )
    for name in (*NUMBERED, "changes"):
        run("INSERT INTO numbers VALUES (%s, 0)", (name,))
    for name in NUMBERED:
        (key,) = (one.name for one in metadata.tables[name].primary_key)
        run(f"ALTER TABLE {name} ALTER COLUMN {key} SET DEFAULT next_number('{name}')")
        run(f"DROP SEQUENCE {name}_{key}_seq")
    run(f"COMMENT ON TABLE meta IS '{MARK}'")


def _fit(connection: Connection) -> None:
    own = name(connection.engine.url.render_as_string())
    encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
    if encoding != "UTF8":
        raise LibraryError(own, f"keeps texts as {encoding}: a library needs a database in UTF8")
    known = "SELECT to_regtype('halfvec') IS NOT NULL"
    if connection.exec_driver_sql(known).scalar_one():
        return
    try:
        with connection.begin_nested():
            connection.exec_driver_sql("CREATE EXTENSION IF NOT EXISTS vector")
    except DBAPIError as error:
        code = getattr(error.orig, "sqlstate", "")
        why = "its owner must say CREATE EXTENSION vector in it" if code == "42501" else "install it there"
        raise LibraryError(own, f"the server has no pgvector extension here: {why}") from error
    if not connection.exec_driver_sql(known).scalar_one():
        raise LibraryError(
            own, "its pgvector extension is older than 0.7, or in a schema that is not searched"
        )


def index(connection: Connection, name: str, rows: Sequence[tuple[int, str]]) -> None:
    """Put numbered texts into a full-text index."""
    if rows:
        put = f"INSERT INTO {name} VALUES (%s, to_tsvector('crosslight', %s))"  # noqa: S608 - one of INDEXES
        connection.exec_driver_sql(put, [(number, " ".join(_tokens(words))) for number, words in rows])


def unindex(connection: Connection, name: str, rows: Sequence[tuple[int, str]]) -> None:
    """Take numbered texts out of a full-text index, whatever their words."""
    if rows:
        numbers = [number for number, _ in rows]
        connection.exec_driver_sql(f"DELETE FROM {name} WHERE number = ANY(%s)", (numbers,))  # noqa: S608 - one of INDEXES


def indexed(connection: Connection, name: str, low: int, high: int) -> list[int]:
    """Return the numbers between two, the last excluded, that a full-text index has."""
    own = _own(name).c.number
    return [*connection.execute(select(own).where(own >= low, own < high).order_by(own)).scalars()]


def matches(
    connection: Connection,
    name: str,
    terms: Sequence[str],
    every: bool,
    conditions: Sequence[ColumnElement[bool]],
    most: int,
) -> list[int]:
    """Return the numbers of the texts that have some or all of these words and phrases, best first (BM25).

    The conditions are on their articles.
    """
    queries = [query for query in map(_query, terms) if query]
    if not queries:
        return []
    own = _own(name)
    has = [_has(own, query) for query in queries]
    places = select(own.c.number, func.length(own.c.words).label("size"))
    places = places.add_columns(*(one.label(f"has_{n}") for n, one in enumerate(has)))
    places = places.where(_has(own, (" & " if every else " | ").join(f"({query})" for query in queries)))
    if conditions:
        places = places.join_from(own, articles, articles.c.seq == own.c.number.op("/")(WITHIN))
        places = places.where(*conditions)
    found = places.order_by(own.c.number.desc()).limit(RANKED).cte("found")
    each = [found.c[f"has_{n}"] for n in range(len(queries))]
    counts = select(*(func.count().filter(one).label(f"in_{n}") for n, one in enumerate(each))).subquery()
    whole: Select[tuple[float]] = select(literal_column("reltuples")).select_from(text("pg_class"))
    rows = func.greatest(whole.where(text(f"oid = '{name}'::regclass")).scalar_subquery(), RANKED)
    weights = [
        case((one, func.ln(1 + rows / func.greatest(counts.c[f"in_{n}"], 1))), else_=0)
        for n, one in enumerate(each)
    ]
    score = sum(weights, start=literal_column("0")) / (1 - B + B * found.c.size / USUAL + 1 / K1)
    ranked = select(found.c.number).join_from(found, counts, text("true"))
    return [*connection.execute(ranked.order_by(score.desc(), found.c.number).limit(most)).scalars()]


def stands_in(connection: Connection, name: str, word: str, most: int) -> int:
    """Return in how many texts a word or phrase stands, `most` where it is more."""
    if not (query := _query(word)):
        return 0
    own = _own(name)
    some = select(own.c.number).where(_has(own, query)).limit(most).subquery()
    return connection.execute(select(func.count()).select_from(some)).scalar_one()


def beginning(name: str, words: Sequence[str]) -> Select[tuple[int]]:
    """Return a query for the numbers of the newest texts that have all words; the last may go on.

    Of one or two letters it may not: too much begins with them.
    """
    own = _own(name)
    queries = [query for query in map(_query, words) if query]
    if queries and len(words[-1]) > 2 and _query(words[-1]):
        queries[-1] += ":*"
    found = select(own.c.number).where(_has(own, " & ".join(f"({query})" for query in queries)))
    return found.order_by(own.c.number.desc()).limit(NEWEST)


def number(name: str) -> ColumnElement[int]:
    """Return the column that numbers the texts of a full-text index."""
    return literal_column(f"{name}.number", BigInteger)


def _own(name: str) -> TableClause:
    return table(name, column("number", BigInteger), column("words"))


def _has(own: TableClause, query: str) -> ColumnElement[bool]:
    asked = func.to_tsquery(literal_column("'crosslight'"), query)
    return own.c.words.bool_op("@@")(asked)


def _query(term: str) -> str:
    """Return a query for a word or phrase as it stands, "" where it has no letter or digit."""
    return " <-> ".join(f"'{token}'" for token in _tokens(term))


def _tokens(said: str) -> list[str]:
    """Return words as they are indexed, their endings still on: as SQLite's tokenizer cuts and folds them."""
    plain = said[:LONGEST].lower()
    if not plain.isascii():
        apart = unicodedata.normalize("NFD", plain)
        plain = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return _WORD.findall(plain)


def nearest(
    connection: Connection, query: NDArray[np.float32], among: Select[tuple[int]] | None, most: int
) -> list[int] | None:
    """Return the numbers of the articles that are nearest to a question, by lead or whole; nearest first.

    Exact, as in a file: every vector is looked at.
    """
    asked = BindParameter("asked", str(query.astype(float).tolist())).op("::")(text(f"halfvec({len(query)})"))
    far = func.least(gists.c.lead.op("<=>")(asked), gists.c.whole.op("<=>")(asked)).label("far")
    near = select(gists.c.seq, far)
    if among is not None:
        near = near.where(gists.c.seq.in_(among))
    found = near.order_by(far, gists.c.seq).limit(most).subquery()
    return [*connection.execute(select(found.c.seq).where(found.c.far < 1).order_by(found.c.far)).scalars()]


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


def last_numbers(connection: Connection) -> dict[str, int]:
    """Return the last number that each table gave: it is not given again, whatever is deleted."""
    found = connection.exec_driver_sql("SELECT name, last FROM numbers WHERE name <> 'changes'")
    return {str(row[0]): int(row[1]) for row in found}


def number_after(connection: Connection, last: Mapping[str, int]) -> None:
    """Let tables go on after these numbers."""
    for name in NUMBERED:
        put = "UPDATE numbers SET last = %s WHERE name = %s"
        connection.exec_driver_sql(put, (last.get(name, 0), name))


@contextmanager
def plainly(name: str, patience: float) -> Iterator[None]:
    """Say what goes wrong with a library in one line."""
    try:
        yield
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


def _outside(connection: Connection) -> Connection:
    """Return a connection outside any transaction."""
    return connection.execution_options(isolation_level="AUTOCOMMIT")


def _vacuum(connection: Connection, command: str) -> Connection:
    free = _outside(connection)
    for name in (*metadata.tables, *INDEXES, "numbers"):
        free.exec_driver_sql(f"{command} {name}")
    return free
