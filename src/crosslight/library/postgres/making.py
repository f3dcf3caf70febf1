"""The tables of a library on a server: whose they are, and how they are made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from crosslight.library.tables import INDEXES, NUMBERED, metadata

# What the table `meta` has for a comment.
MARK: Final = "A library of Crosslight"
# Names and addresses may be of any length, of which a B-tree has no room: where they are looked for as they
# are, a hash of them stands in the index; where parts of them are, no index helps.
_LONG: Final = (
    "DROP INDEX articles_story, articles_outlet, actors_name, quotations_speaker",
    "ALTER TABLE articles DROP CONSTRAINT articles_id_key, ADD EXCLUDE USING hash (id WITH =)",
    "CREATE INDEX articles_story ON articles (story)",
    "CREATE INDEX articles_outlet ON articles USING hash (outlet)",
    "CREATE INDEX articles_outlet_folded ON articles USING hash (lower(outlet))",
    "ALTER TABLE fetches DROP CONSTRAINT fetches_pkey, ADD EXCLUDE USING hash (url WITH =)",
    "ALTER TABLE actors DROP CONSTRAINT actors_pkey",
    "CREATE INDEX actors_seq ON actors (seq)",
    "ALTER TABLE unread DROP CONSTRAINT unread_pkey",
    "CREATE INDEX unread_input ON unread USING hash (input)",
)


class UnfitError(Exception):
    """A database cannot hold a library, and why."""


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

    Raises UnfitError where the server has no pgvector, or keeps texts in another encoding than UTF-8.
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
    encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
    if encoding != "UTF8":
        raise UnfitError(f"keeps texts as {encoding}: a library needs a database in UTF8")
    known = "SELECT to_regtype('halfvec') IS NOT NULL"
    if connection.exec_driver_sql(known).scalar_one():
        return
    try:
        with connection.begin_nested():
            connection.exec_driver_sql("CREATE EXTENSION IF NOT EXISTS vector")
    except DBAPIError as error:
        code = getattr(error.orig, "sqlstate", "")
        why = "its owner must say CREATE EXTENSION vector in it" if code == "42501" else "install it there"
        raise UnfitError(f"the server has no pgvector extension here: {why}") from error
    if not connection.exec_driver_sql(known).scalar_one():
        raise UnfitError("its pgvector extension is older than 0.7, or in a schema that is not searched")


def last_numbers(connection: Connection) -> dict[str, int]:
    """Return the last number that each table gave: it is not given again, whatever is deleted."""
    found = connection.exec_driver_sql("SELECT name, last FROM numbers WHERE name <> 'changes'")
    return {str(row[0]): int(row[1]) for row in found}


def number_after(connection: Connection, last: Mapping[str, int]) -> None:
    """Let tables go on after these numbers."""
    for name in NUMBERED:
        put = "UPDATE numbers SET last = %s WHERE name = %s"
        connection.exec_driver_sql(put, (last.get(name, 0), name))
