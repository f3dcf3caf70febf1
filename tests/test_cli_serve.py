from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from crosslight import cli
from tests.library.shelf import filled


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with filled(tmp_path_factory.mktemp("serve")) as made:
        found = made.story("story-1")
        made.judge(found, found.links[0].a, found.links[0].b, "confirmed", by="Ann")
        return made.path


@contextmanager
def served(library: Path, *options: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Run `crosslight serve` meanwhile, and give the address that it prints."""
    command = [
        sys.executable,
        "-m",
        "crosslight",
        "serve",
        "--library",
        str(library),
        "--port",
        "0",
        *options,
    ]
    with subprocess.Popen(  # noqa: S603 - ours
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as process:
        try:
            assert process.stdout is not None
            told = process.stdout.readline()
            found = re.search(r"http://\S+", told)
            assert found, told
            yield found[0], process
        finally:
            process.kill()


def test_a_library_is_served_until_it_is_interrupted(library: Path) -> None:
    with served(library, "--no-browser") as (address, process):
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", address)
        page = httpx.get(address, headers={"Accept": "text/html"})
        assert page.headers["content-type"].startswith("text/html")
        assert len(httpx.get(f"{address}api/v1/stories").json()["stories"]) == 3
        refused = httpx.get(f"{address}api/v1/stories", headers={"Host": "rebound.example"})
        assert refused.status_code == 403
        assert "server" not in refused.headers
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)
        assert (process.returncode, errors) == (0, "")


def test_beyond_this_machine_it_asks_for_a_token(library: Path) -> None:
    with served(library, "--no-browser", "--host", "0.0.0.0") as (address, _):  # noqa: S104 - what is tested
        plain, _, token = address.partition("?token=")
        assert len(token) > 40
        with httpx.Client() as browser:
            assert browser.get(f"{plain}api/v1/stories").status_code == 401
            assert browser.get(address).status_code == 200
            assert browser.get(f"{plain}api/v1/stories").status_code == 200
            assert browser.get(f"{plain}api/v1/stories", headers={"Host": "x.example"}).status_code == 403


def test_what_is_in_the_way_is_told_in_a_line(library: Path, tmp_path: Path) -> None:
    none = CliRunner().invoke(cli.app, ["serve", "--library", str(tmp_path / "none.db")])
    assert (none.exit_code, "there is no library yet" in none.stderr) == (1, True)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        args = ["serve", "--library", str(library), "--port", port, "--no-browser"]
        result = CliRunner().invoke(cli.app, args)
    assert result.exit_code == 1
    assert f"cannot listen on 127.0.0.1, port {port}" in result.stderr


def test_judgements_are_exported(library: Path, tmp_path: Path) -> None:
    file = tmp_path / "judged.jsonl"
    done = CliRunner().invoke(cli.app, ["export", "--library", str(library), "--judgements", str(file)])
    assert done.exit_code == 0
    (line,) = file.read_text("utf-8").splitlines()
    told = json.loads(line)
    assert (told["verdict"], told["by"], told["relation"]) == ("confirmed", "Ann", told["machine"])
    assert told["a"]["text"]
    assert told["b"]["text"]
