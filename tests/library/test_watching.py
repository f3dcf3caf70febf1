from __future__ import annotations

import json
import random
import signal
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select, update

from crosslight.cli.pages import Pages
from crosslight.fetching import Fetcher
from crosslight.library import Library
from crosslight.library.tables import fetches
from tests.grouping.newsroom import long_report, reports
from tests.library.killing import exported, kill, run, start
from tests.library.newsstand import stand
from tests.library.shelf import Shelf, changed
from tests.library.wire import wire
from tests.test_cli_library import run as invoke


def own(library: str | Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in exported(library).splitlines()]


def again(library: str | Path) -> None:
    """Let all feeds be due."""
    with Library(library) as opened, opened._store.writing() as connection:
        connection.execute(update(fetches).values(not_before=0))


def watching(url: str, library: str | Path) -> tuple[str | Path, ...]:
    """Return the command that visits the feed once."""
    return ("watch", f"{url}/feed", "--once", "--allow-local", "--no-compare", "--library", library)


def test_what_is_new_in_a_feed_is_added(shelf: Shelf) -> None:
    library = shelf.at("a.db")
    first, *rest = reports()
    with stand([first, rest[0]]) as server:
        command = watching(server.url, library)
        assert invoke(*command).exit_code == 0
        assert [(row["id"], row["outlet"], row["title"]) for row in own(library)] == [
            ("bridge-0", "The Stand", first.headline),
            ("orchestra-0", "The Stand", rest[0].headline),
        ]
        # Too early: nobody is asked.
        asked = len(server.asked)
        assert "0  read" in invoke(*command).stdout
        assert len(server.asked) == asked
        again(library)
        invoke(*command)
        assert server.asked[-1] == ("/feed", 304)
        server.articles = [changed(first, "12,000", "13,000"), *rest[1:3]]
        again(library)
        told = " ".join(invoke(*command).stdout.split())
        assert "3 read 2 new 1 updated" in told
        assert len(own(library)) == 4


def test_a_feed_that_fails_is_named_and_asked_less(shelf: Shelf, tmp_path: Path) -> None:
    library, feeds = shelf.at("a.db"), tmp_path / "feeds.opml"
    with stand(reports()[:1]) as server:
        feeds.write_text(
            f"<opml><body><outline text='Good' xmlUrl='{server.url}/feed'/>"
            f"<outline text='Gone Times' xmlUrl='{server.url}/gone'/></body></opml>"
        )
        result = invoke("watch", feeds, "--once", "--allow-local", "--no-compare", "--library", library)
        assert result.exit_code == 3
        assert f"Gone Times ({server.url}/gone): status 404" in result.stderr
        assert "status 404" in result.stdout
        assert len(own(library)) == 1
    with Library(library) as opened, opened._store.reading() as connection:
        found = {row.url[-4:]: row for row in connection.execute(select(fetches))}
    assert (found["gone"].failures, found["feed"].failures) == (1, 0)
    assert found["gone"].not_before > found["feed"].not_before
    assert found["feed"].etag


def test_pages_behind_teasers_are_fetched_once(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    library = shelf.at("a.db")
    monkeypatch.setattr("crosslight.cli.pages.PAUSE", 0.001)
    told = [replace(one, text=f"{one.text} {long_report(n)}") for n, one in enumerate(reports()[:3])]
    short = reports()[3]
    with stand([told[0], short], teasers=True) as server:
        command = watching(server.url, library)
        assert "2 of 2 items: only a teaser" in invoke(*command).stderr
        assert [row["text"] for row in own(library)] == [server.told(told[0]), server.told(short)]
        again(library)
        server.articles = [*told, short]
        result = invoke(*command, "--pages")
        assert result.exit_code == 0
        assert f"{server.url}/{short.id}: has no more than the teaser of 10 words" in result.stderr
        assert "only a teaser" not in result.stderr
        rows = {row["id"]: row for row in own(library)}
        assert [rows[one.id]["text"] for one in told] == [one.text for one in told]
        assert rows[told[0].id]["title"] == told[0].headline
        assert rows[told[0].id]["earlier"]
        # The page of the short one is asked for again, as the feed was: it may be there by now.
        asked = len(server.asked)
        server.articles = [told[2], told[0], short]
        again(library)
        told_again = " ".join(invoke(*command, "--pages").stdout.split())
        assert [path for path, _ in server.asked[asked:]][1:] == ["/feed", f"/{short.id}"]
    assert "3 read 0 new 0 updated" in told_again


def test_pages_of_one_host_are_fetched_slowly(shelf: Shelf) -> None:
    waits: list[float] = []
    with Library(shelf.at("a.db")) as library, stand(reports()[:3], teasers=True) as server:
        given = [replace(one, text="Short.", url=f"{server.url}/{one.id}") for one in reports()[:3]]
        pages = Pages(library, Fetcher(allow_local=True), waits.append)
        assert len([*pages.reports(given)]) == 6
    # None before the first, and after it up to a second more each, as none was really waited for.
    assert len(waits) == 2
    assert 0 < waits[0] <= 1 < waits[1] <= 2


def test_addresses_can_be_added(shelf: Shelf) -> None:
    library = shelf.at("a.db")
    with stand(reports()[:2]) as server:
        inputs = (f"{server.url}/page", f"{server.url}/feed", f"{server.url}/gone")
        refused = invoke("add", *inputs, "--library", library, "--no-compare")
        assert refused.exit_code == 3
        assert server.asked == []
        result = invoke("add", *inputs, "--library", library, "--no-compare", "--allow-local")
        assert result.exit_code == 3
        assert "status 404" in result.stderr
        rows = own(library)
    assert len(rows) == 3
    assert rows[0]["url"] == inputs[0]
    assert rows[0]["text"] == reports()[0].text


def test_without_a_feed_there_is_nothing_to_watch(tmp_path: Path) -> None:
    result = invoke("watch", tmp_path / "no.opml", "--library", tmp_path / "a.db")
    assert result.exit_code == 1
    assert "no such file or folder" in result.stderr
    assert result.stderr.endswith("crosslight: there is no feed to watch\n")
    assert not (tmp_path / "a.db").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="signals are others there")
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_cleanly(sign: signal.Signals, shelf: Shelf) -> None:
    library = shelf.at("a.db")
    with stand(reports()) as server:
        process = start("watch", f"{server.url}/feed", "--allow-local", "--no-compare", "--library", library)
        limit = time.monotonic() + 60
        while ("/feed", 200) not in server.asked and time.monotonic() < limit:
            time.sleep(0.05)
        time.sleep(1)
        process.send_signal(sign)
        _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (0, b"")
    assert len(own(library)) == 9


@pytest.mark.skipif(sys.platform == "win32", reason="processes are killed otherwise there")
def test_a_watch_that_is_killed_misses_nothing(shelf: Shelf) -> None:
    library, other = shelf.at("a.db"), shelf.at("b.db")
    moments = random.Random(7)  # noqa: S311 - moments of kills, no secret
    with stand([*wire(18)]) as server:
        command = ("watch", f"{server.url}/feed", "--once", "--allow-local", "--no-compare", "--library")
        run(*command, other)
        for _ in range(2):
            kill(library, (*command, library), moments.uniform(0, 1.0), begun=True)
        run(*command, library)
    assert exported(library) == exported(other)
