from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from crosslight import cli
from crosslight.errors import WriteError
from tests.story import HERALD, POST, RADIO

try:
    import pty
except ImportError:
    pty = None  # type: ignore[assignment]  # no terminals of this kind on Windows

# The program as it is installed, wherever its script lies; a test's parent may ignore interrupts.
PROGRAM = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from crosslight.__main__ import main
main()
"""

# Interrupted after so many seconds of its own work, however busy the machine is with other things.
INTERRUPTED = """
import signal, sys
from crosslight.__main__ import main
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGVTALRM, lambda *_: signal.raise_signal(signal.SIGINT))
signal.setitimer(signal.ITIMER_VIRTUAL, float(sys.argv.pop(1)))
try:
    main()
finally:
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
"""


def run(*args: object, input: str | bytes | None = None) -> Result:
    result = CliRunner().invoke(cli.app, [str(arg) for arg in args], input=input)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def start(*args: object, program: str = PROGRAM, **more: object) -> subprocess.Popen[bytes]:
    """Start the program in a process of its own."""
    command = [sys.executable, "-c", program, *map(str, args)]
    piped = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **more}
    return subprocess.Popen(command, **piped)  # type: ignore[call-overload,no-any-return]  # noqa: S603 - ours


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """Return a folder with two reports."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for one in (HERALD, POST):
        (folder / f"{one.id}.txt").write_text(one.text, "utf-8")
    return folder


def test_without_an_output_the_comparison_is_printed(reports: Path) -> None:
    result = run("compare", reports, "--published", "2021-06-04", "--outlet", "Valley Post=post*")
    assert result.exit_code == 0
    assert "2 reports of one event, side by side" in result.stdout
    assert "Valley Post" in result.stdout
    assert result.stderr == ""


def test_every_output_is_written_and_nothing_printed(reports: Path, tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("d.json", "d.html", "d.md")]
    result = run("compare", reports, "--json", files[0], "--html", files[1], "--markdown", files[2])
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    dossier = json.loads(files[0].read_text("utf-8"))
    assert dossier["crosslight"] == version("crosslight")
    assert [article["id"] for article in dossier["articles"]] == ["herald", "post"]
    assert files[1].read_text("utf-8").startswith("<!doctype html>")
    assert "herald" in files[2].read_text("utf-8")


def test_a_dash_is_standard_output(reports: Path) -> None:
    result = run("compare", reports, "--json", "-")
    assert json.loads(result.stdout)["schema"] == 1
    assert not Path("-").exists()


def test_parse_writes_a_row_for_each_article(reports: Path, tmp_path: Path) -> None:
    result = run("parse", reports)
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["article"] for row in rows] == ["herald", "post"]
    assert all(row["sentences"] for row in rows)
    written = run("parse", reports, "--jsonl", tmp_path / "rows.jsonl")
    assert written.stdout == ""
    assert (tmp_path / "rows.jsonl").read_text("utf-8") == result.stdout


def test_json_lines_come_from_standard_input() -> None:
    rows = "".join(json.dumps({"id": a.id, "text": a.text}) + "\n" for a in (POST, RADIO))
    result = run("compare", "-", "--json", "-", input=rows)
    assert [article["id"] for article in json.loads(result.stdout)["articles"]] == ["post", "radio"]


def test_less_probable_links_can_be_left_out(reports: Path) -> None:
    some = json.loads(run("compare", reports, "--json", "-", "--min-probability", "0.9").stdout)["links"]
    more = json.loads(run("compare", reports, "--json", "-", "--min-probability", "0").stdout)["links"]
    assert len(some) < len(more)


def test_the_version_is_told() -> None:
    result = run("--version")
    assert (result.exit_code, result.stdout) == (0, f"crosslight {version('crosslight')}\n")


@pytest.mark.parametrize(
    "args",
    [
        ["nonsense"],
        ["compare"],
        ["compare", "REPORTS", "--nonsense"],
        ["compare", "REPORTS", "--json"],
        ["compare", "REPORTS", "--json", "REPORTS"],
        ["compare", "REPORTS", "--outlet", "Post"],
        ["compare", "REPORTS", "--outlet", "=post*"],
        ["compare", "REPORTS", "--outlet", "Post="],
        ["compare", "REPORTS", "--published", "nonsense"],
        ["compare", "REPORTS", "--published", "2023-02-30"],
        ["compare", "REPORTS", "--min-probability", "2"],
        ["compare", "REPORTS", "--min-probability", "nan"],
        ["compare", "REPORTS", "--json", "-", "--html", "-"],
        ["compare", "REPORTS", "--json", "same", "--html", "./same"],
        ["parse", "REPORTS", "--jsonl", "REPORTS"],
        ["parse", "REPORTS", "--published", "nonsense"],
    ],
    ids=" ".join,
)
def test_wrong_usage(args: Sequence[str], reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(reports.parent)
    result = run(*(str(reports) if arg == "REPORTS" else arg for arg in args))
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Error" in result.stderr
    assert sorted(path.name for path in reports.parent.iterdir()) == ["reports"]


@pytest.mark.parametrize("option", ["--json", "--html", "--markdown"])
def test_an_input_is_never_written_over(option: str, reports: Path) -> None:
    (reports / "link.txt").symlink_to(reports / "post.txt")
    for output in ("post.txt", "link.txt", "../reports/herald.txt"):
        assert run("compare", reports, option, reports / output).exit_code == 2
    assert (reports / "post.txt").read_text("utf-8") == POST.text
    assert (reports / "herald.txt").read_text("utf-8") == HERALD.text


def test_parse_never_writes_over_its_input(tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    rows.write_text(json.dumps({"text": POST.text}))
    assert run("parse", rows, "--jsonl", rows).exit_code == 2
    assert json.loads(rows.read_text())["text"] == POST.text


def test_a_missing_pipeline_is_said(reports: Path) -> None:
    for command in ("compare", "parse"):
        result = run(command, reports, "--pipeline", "no_such_pipeline")
        assert result.exit_code == 1
        assert result.stderr == "crosslight: pipeline no_such_pipeline: not installed\n"


def test_a_folder_that_is_not_there_is_said_before_any_work(reports: Path, tmp_path: Path) -> None:
    began = time.monotonic()
    result = run("compare", reports, "--pipeline", "no_such_pipeline", "--json", tmp_path / "no" / "d.json")
    assert result.exit_code == 1
    assert result.stderr == f"crosslight: {tmp_path / 'no' / 'd.json'}: its folder does not exist\n"
    assert time.monotonic() - began < 5


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_to_is_said(reports: Path) -> None:
    reports.chmod(0o500)
    result = run("compare", reports, "--json", reports / "d.json")
    reports.chmod(0o700)
    assert result.exit_code == 1
    assert "Permission denied" in result.stderr


@pytest.mark.parametrize("option", ["--json", "--html", "--markdown"])
def test_a_full_disk_leaves_the_old_file(
    option: str, reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / "d"
    old.write_text("old")

    def full(self: Path, target: Path) -> None:
        raise OSError(28, f"No space left on device: {self.parent == target.parent}")

    monkeypatch.setattr(Path, "replace", full)
    result = run("compare", reports, option, old)
    assert result.exit_code == 1
    assert result.stderr == f"crosslight: {old}: No space left on device: True\n"
    assert old.read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["d", "reports"]


@pytest.mark.skipif(pty is None, reason="needs a pseudo-terminal")
def test_progress_is_shown_on_a_terminal(reports: Path) -> None:
    ours, theirs = pty.openpty()
    process = start("compare", reports, stderr=theirs)
    os.close(theirs)
    out = process.communicate()[0]
    shown = os.read(ours, 100_000)
    os.close(ours)
    assert process.returncode == 0
    assert b"side by side" in out
    assert b"loading" in shown or b"reading" in shown


def test_nobody_reading_on_is_no_error(reports: Path) -> None:
    for command in ("compare", "parse"):
        process = start(command, reports)
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        process.stderr.close()
        assert process.wait() == 1


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="no device that is always full")
def test_standard_output_that_is_full_is_said(reports: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
        process = start("parse", reports, stdout=full, env=buffered)
        assert process.communicate()[1] == b"crosslight: standard output: No space left on device\n"
    assert process.returncode == 1


def test_standard_output_that_is_closed_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(WriteError, match="standard output: is closed"):
        cli._write(cli.DASH, ["text"])


def test_a_pipe_gets_no_progress_no_colour_and_only_letters_that_it_has(reports: Path) -> None:
    (reports / "more.txt").write_text(RADIO.text.replace("Quarle", "Quärle \N{FERRY}"), "utf-8")
    process = start("compare", reports, env={**os.environ, "PYTHONIOENCODING": "ascii"})
    out, err = process.communicate()
    assert (process.returncode, err) == (0, b"")
    assert b"Qu?rle" in out
    assert b"\x1b" not in out


@pytest.mark.skipif(sys.platform == "win32", reason="signals are others there")
@pytest.mark.parametrize("seconds", [0.001, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6])
def test_an_interrupt_ends_it_without_a_traceback(reports: Path, tmp_path: Path, seconds: float) -> None:
    process = start(seconds, "compare", reports, "--json", tmp_path / "d.json", program=INTERRUPTED)
    out, err = process.communicate()
    assert b"Traceback" not in err
    assert out == b""
    # The shell shows 130 for both; 0 where it was done before.
    assert process.returncode in (130, -signal.SIGINT, 0)
    assert {path.name for path in tmp_path.iterdir()} <= {"reports", "d.json"}


def test_the_same_input_gives_the_same_bytes(reports: Path, tmp_path: Path) -> None:
    """Twice, with other hashes, and from another folder."""
    found = []
    for seed, folder in (("1", reports), ("2", tmp_path / "elsewhere")):
        if folder != reports:
            reports.rename(folder)
        files = [tmp_path / f"{seed}.{kind}" for kind in ("json", "html", "md")]
        args = (".", "--json", files[0], "--html", files[1], "--markdown", files[2])
        process = start("compare", *args, cwd=folder, env={**os.environ, "PYTHONHASHSEED": seed})
        assert process.communicate() == (b"", b"")
        found.append([file.read_bytes() for file in files])
    assert found[0] == found[1]


def test_pages_do_not_tell_where_the_reports_lay(reports: Path) -> None:
    for option in ("--html", "--markdown"):
        assert str(reports) not in run("compare", reports, option, "-").stdout
