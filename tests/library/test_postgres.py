"""What holds for a library on a server alone: how it is asked for, who may do what, and what may go wrong."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from crosslight.errors import LibraryError
from crosslight.library import Library, dialects
from crosslight.library.store import Store, note, noted
from crosslight.library.tables import texts
from crosslight.model import Article
from crosslight.web import app
from tests.grouping.newsroom import reports
from tests.library.server import NOBODY, Server, UnavailableError, server

SECRET = "s3cr3t-word"  # noqa: S105 - of nobody
ALL = "ALL TABLES IN SCHEMA public"


@pytest.fixture
def own(postgres: Server) -> Iterator[str]:
    """Give the name of a database of the test's own."""
    name = postgres.database()
    yield name
    postgres.drop(name)


def refused(place: str, create: bool = True) -> str:
    """Return why a library cannot be opened."""
    with pytest.raises(LibraryError) as caught:
        Library(place, create=create, patience=0.3)
    told = str(caught.value)
    assert "\n" not in told
    assert SECRET not in told
    return caught.value.why


def test_who_cannot_be_reached_is_told(postgres: Server, own: str) -> None:
    assert refused("postgresql://desk@127.0.0.1:9/news") == "no server answers at this address"
    assert refused(f"postgresql://desk:{SECRET}@nowhere.invalid/news") == "no server answers at this address"
    assert refused(postgres.url("rumour")) == "has no such database, or knows no such user"
    assert refused(postgres.url(own, "nobody")) == "has no such database, or knows no such user"
    assert refused(postgres.url(own), create=False).startswith("there is no library yet: `crosslight add`")
    assert refused(f"{postgres.url(own)}&sslrumour={SECRET}").startswith("its address has a part")


@pytest.mark.parametrize(
    "place",
    [
        f"postgresql://desk:a@{SECRET}@host/news",
        f"postgresql://desk:a:{SECRET}@host:{SECRET}/news",
        f"postgresql://host:{SECRET}/news",
        f"postgresql://desk@/news?host=/nowhere&password={SECRET}",
        f"postgresql://desk:{SECRET}@/news?host=/nowhere",
        f"postgres://desk:{SECRET}@[::1]:9/news?sslkey=/x&passfile=/{SECRET}",
    ],
)
def test_no_message_has_a_password(place: str) -> None:
    pytest.importorskip("psycopg")
    assert refused(place)
    assert SECRET not in dialects.at(place).name(place)


def test_a_wrong_password_is_told() -> None:
    try:
        with server() as made:
            made.run(f"CREATE ROLE desk LOGIN PASSWORD '{SECRET}'", "ALTER DATABASE postgres OWNER TO desk")
            rules = made.folder / "data" / "pg_hba.conf"
            rules.write_text("local all postgres trust\nlocal postgres desk scram-sha-256\n")
            made.run("SELECT pg_reload_conf()")
            url = made.url("postgres", "desk", SECRET)
            assert refused(made.url("postgres", "desk", "wrong")) == "the user or the password is wrong"
            assert refused(made.url("postgres", "desk")) == "it asks for a password"
            assert refused(made.url("template1", "desk", SECRET)) == "does not let this user in from here"
            made.run("CREATE EXTENSION vector")
            with Library(url) as library:
                library.add(reports()[:1], compare=False)
                assert SECRET not in library.name
                with pytest.raises(LibraryError) as caught:
                    library.forget("rumour")
                assert SECRET not in str(caught.value)
            command = [sys.executable, "-m", "crosslight", "check", "--library", url]
            done = subprocess.run(command, capture_output=True, text=True)  # noqa: S603 - ours
            assert done.returncode == 0, done.stderr
            assert "whole, 1 articles" in done.stdout
            assert SECRET not in done.stdout + done.stderr
    except UnavailableError as error:
        pytest.skip(str(error))


def test_without_psycopg_it_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert refused("postgresql://desk@host/news") == "needs psycopg: pip install 'crosslight[postgres]'"


def test_a_library_in_a_file_needs_nothing_of_it() -> None:
    program = (
        "import sys; sys.modules['psycopg'] = None; from crosslight.library import Library; "
        "print([name for name, one in sys.modules.items() if name.startswith('psycopg') and one])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)  # noqa: S603 - ours
    assert (done.stdout, done.stderr) == ("[]\n", "")


def test_a_server_without_pgvector_is_told(postgres: Server, own: str) -> None:
    postgres.run("CREATE ROLE guest LOGIN", database=own)
    postgres.run("CREATE SCHEMA guests AUTHORIZATION guest", database=own)
    in_schema = "&options=-csearch_path%3Dguests"
    # It may make tables, but not what only an administrator may.
    told = refused(postgres.url(own, "guest") + in_schema)
    assert told.startswith("the server has no pgvector extension here: ")
    postgres.run("CREATE EXTENSION vector", database=own)
    # It is in the schema `public`, which is not searched.
    assert "not searched" in refused(postgres.url(own, "guest") + in_schema)
    Library(postgres.url(own, "guest") + in_schema + "%2Cpublic").close()
    assert refused(postgres.url(own, "guest")) == "there is no library yet, and no right to make one"
    postgres.run("DROP OWNED BY guest", "DROP ROLE guest", database=own)


def test_tables_of_another_program_are_left_alone(postgres: Server, own: str) -> None:
    postgres.run("CREATE TABLE meta (name text, value text)", database=own)
    assert refused(postgres.url(own)) == "is not a library of Crosslight"
    assert refused(postgres.url(own), create=False) == "is not a library of Crosslight"
    tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
    assert postgres.run(tables, database=own) == [(1,)]


def test_another_encoding_is_told(postgres: Server) -> None:
    postgres.run("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'")
    assert refused(postgres.url("latin")) == "keeps texts as LATIN1: a library needs a database in UTF8"
    postgres.drop("latin")


def test_who_may_only_read_can_ask_everything(postgres: Server, own: str) -> None:
    with Library(postgres.url(own)) as library:
        library.add(reports()[:4], compare=False)
    postgres.run("CREATE ROLE reader LOGIN", f"GRANT SELECT ON {ALL} TO reader", database=own)
    with Library(postgres.url(own, "reader"), create=False) as library:
        assert library.search("bridge pillar")
        assert library.stories()
        assert library.story("story-1").links
        assert library.check() == []
        with pytest.raises(LibraryError, match="cannot be written to: it is read-only"):
            library.add(reports())
    postgres.run("DROP OWNED BY reader", "DROP ROLE reader", database=own)


def test_who_may_not_even_read_is_told(postgres: Server, own: str) -> None:
    Library(postgres.url(own)).close()
    postgres.run("CREATE ROLE stranger LOGIN", database=own)
    assert refused(postgres.url(own, "stranger")) == "this user has no right to it"
    postgres.run("DROP ROLE stranger", database=own)


def test_a_connection_that_is_lost_is_told_and_made_anew(postgres: Server, own: str) -> None:
    ends = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = "
    )
    store = Store(postgres.url(own), create=True)

    def cut() -> None:
        with store.writing() as connection:
            note(connection, "colour", "red")
            postgres.run(f"{ends}'{own}'")
            note(connection, "colour", "blue")

    before = store.changes()
    with pytest.raises(LibraryError, match=r"^[^\n]*the connection to the server was lost; what was stored"):
        cut()
    with pytest.raises(LibraryError, match="the connection to the server was lost"):
        store.changes()
    assert store.changes() == before
    with store.reading() as connection:
        assert noted(connection, "colour") == ""
    with store.writing() as connection:
        note(connection, "colour", "green")
    assert store.changes() == before + 1
    store.close()


def test_who_waits_for_many_is_patient_and_for_one_is_not(postgres: Server, own: str) -> None:
    store, patient = Store(postgres.url(own), create=True), Store(postgres.url(own), patience=1.5)

    def other() -> None:
        with store.writing() as connection:
            note(connection, "colour", "red")
            time.sleep(0.8)

    threads = [threading.Thread(target=other) for _ in range(3)]
    for thread in threads:
        thread.start()
        time.sleep(0.05)
    # All of them come first, and take longer together than anybody would wait for one.
    with patient.writing() as connection:
        assert noted(connection, "colour") == "red"
    for thread in threads:
        thread.join()
    with (
        store.writing(),
        pytest.raises(
            LibraryError, match=r"another process has been writing to it for more than 1\.5 seconds"
        ),
        patient.writing(),
    ):
        pass
    store.close()
    patient.close()


def test_a_served_library_is_told_anew_and_outlives_its_connections(postgres: Server, own: str) -> None:
    ends = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{own}'"  # noqa: S608 - our own
    with Library(postgres.url(own)) as library:
        library.add(reports()[:3], compare=False)
        with TestClient(app(postgres.url(own), hosts=("testserver",))) as web:
            first = web.get("/api/v1/stories")
            assert (first.status_code, len(first.json()["stories"])) == (200, 3)
            assert web.get("/api/v1/stories").headers["etag"] == first.headers["etag"]
            library.add(reports()[3:], compare=False)
            assert web.get("/api/v1/stories").headers["etag"] != first.headers["etag"]
            postgres.run(ends)
            assert web.get("/api/v1/stories").status_code == 200
            postgres.run(f"ALTER DATABASE {own} ALLOW_CONNECTIONS false", ends)
            gone = web.get("/api/v1/stories")
            assert (gone.status_code, gone.headers["content-type"]) == (503, "application/problem+json")
            assert own not in gone.text
            postgres.run(f"ALTER DATABASE {own} ALLOW_CONNECTIONS true")
            assert web.get("/api/v1/stories").status_code == 200


def test_signs_that_postgresql_cannot_hold_come_back(postgres: Server, own: str) -> None:
    odd = ("a\0b", "\0\0", "\ufdd0", "\ufdd00", "\ufdd01\0", "\0\ufdd01", "plain")
    with Library(postgres.url(own)) as library:
        library.add(
            [Article(f"n{n}", f"A ferry sank. {said}", said) for n, said in enumerate(odd)], compare=False
        )
        with library._store.reading() as connection:
            assert connection.execute(select(texts.c.headline).order_by(texts.c.seq)).scalars().all() == [
                *odd
            ]
        assert library.search("a\0b ferry")
        assert library.check() == []


def test_words_without_end_can_be_kept(postgres: Server, own: str) -> None:
    line = " ".join(f"wort{n}" for n in range(60_000)) + " " + "lang" * 2_000
    with Library(postgres.url(own)) as library:
        library.add([Article("long", f"Der Landtag hat beschlossen: {line}")], compare=False)
        assert library.search("wort77", "statements")
        assert library.check() == []


def test_what_was_numbered_and_not_stored_leaves_no_gap(postgres: Server, own: str) -> None:
    store = Store(postgres.url(own), create=True)

    def fails() -> None:
        with store.writing() as connection:
            connection.exec_driver_sql("INSERT INTO runs (began, read, new, updated) VALUES ('', 0, 0, 0)")
            raise ValueError

    with pytest.raises(ValueError):
        fails()
    with store.writing() as connection:
        connection.exec_driver_sql("INSERT INTO runs (began, read, new, updated) VALUES ('', 0, 0, 0)")
        assert connection.exec_driver_sql("SELECT run FROM runs").scalars().all() == [1]
    store.close()


def test_a_full_disk_is_told_and_all_is_added_when_there_is_room() -> None:
    try:
        with server() as made, disk(made.folder / "disk") as sized:
            made.run(
                f"CREATE TABLESPACE small LOCATION '{made.folder / 'disk'}'",
                "CREATE DATABASE small TABLESPACE small",
            )
            with Library(made.url("small")) as library:
                with pytest.raises(LibraryError, match=r"the disk is full; what was stored before"):
                    for n in range(60):
                        library.take([Article(f"{n}-{m}", os.urandom(9_000).hex()) for m in range(32)])
                held = library.counts().articles
                assert held % 32 == 0
                sized("60m,remount")
                library.take([Article("last", "A ferry sank.")])
                assert library.counts().articles == held + 1
    except UnavailableError as error:
        pytest.skip(str(error))


@contextmanager
def disk(place: Path) -> Iterator[Callable[[str], int]]:
    """Give a disk that holds little more than an empty database, and what gives it another size."""
    mount, umount = shutil.which("mount"), shutil.which("umount")
    place.mkdir()

    def sized(options: str) -> int:
        command = [str(mount), "-t", "tmpfs", "-o", f"size={options}", "tmpfs", str(place)]
        return subprocess.run(command, capture_output=True, check=False).returncode  # noqa: S603 - a fixed command

    if mount is None or umount is None or sized(f"13m,mode=700,uid={NOBODY},gid={NOBODY}"):
        pytest.skip("no disk can be mounted here")
    try:
        yield sized
    finally:
        # Lazily: the server goes after it.
        subprocess.run([umount, "--lazy", str(place)], check=True)  # noqa: S603 - a fixed command
