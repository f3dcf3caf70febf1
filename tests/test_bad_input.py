"""Every kind of bad input, through the command line: a clear message or a correct page, never a traceback."""

from __future__ import annotations

import json
import re
import shutil
import time
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from crosslight import cli
from tests.story import HERALD, POST, RADIO

GERMAN = (
    "Bei einer Explosion in einer Mühle in Quarle sind am Dienstag neun Menschen ums Leben gekommen, teilte "
    "die Polizei mit. Das Dach der Mühle wurde zerstört, am Fluss gingen Scheiben zu Bruch."
)
NOISE = "READ MORE: Ten mills that changed the valley\n\nLoading...\n\nShare this article\n"


def row(text: str = RADIO.text, **fields: object) -> str:
    return json.dumps({"text": text, **fields}) + "\n"


@pytest.fixture
def given(tmp_path: Path) -> Path:
    """Return a folder with two good reports."""
    for one in (HERALD, POST):
        (tmp_path / f"{one.id}.txt").write_text(one.text, "utf-8")
    return tmp_path


def put(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def run(*args: object, input: bytes | None = None) -> Result:
    result = CliRunner().invoke(cli.app, [str(arg) for arg in args], input=input)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result


def compared(*inputs: object, input: bytes | None = None) -> tuple[int, str, Any]:
    """Compare; return the exit code, what is said, and the dossier where there is one."""
    result = run("compare", *inputs, "--json", "-", input=input)
    dossier = json.loads(result.stdout) if result.stdout else None
    if dossier:
        texts = {one["id"]: one for one in dossier["articles"]}
        for link in dossier["links"]:
            for end in (link["a"], link["b"]):
                text = texts[end["article"]][end.get("field", "text")]
                assert 0 <= end["start"] < end["end"] <= len(text)
    assert all(line.startswith("crosslight: ") for line in result.stderr.splitlines())
    return result.exit_code, result.stderr, dossier


UNREADABLE = {
    "empty": ("bad.txt", b"", "is empty"),
    "white space": ("bad.txt", b" \n\t\r\n", "has only white space"),
    "binary": ("bad.txt", bytes(range(256)) * 50, "is binary"),
    "PDF": ("bad.txt", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "is a PDF, not text"),
    "20 MB of one line": ("bad.txt", b"a word " * 3_000_000, "is longer than"),
    "20 MB of one row": ("bad.jsonl", b'{"text": "' + b"a word " * 3_000_000 + b'"}', "is longer than"),
    "no article": (
        "bad.html",
        b"<html><body><nav><a href=x>Home</a></nav></body></html>",
        "has no article in it",
    ),
    "broken row": ("bad.jsonl", b'{"text": "unfinished', "bad.jsonl:1: is not JSON"),
    "no text": ("bad.jsonl", b'{"title": "Mill blast"}\n', "bad.jsonl:1: has no `text`"),
    "headline only": ("bad.jsonl", b'{"title": "Mill blast", "text": ""}\n', "`text` is empty"),
    "text of numbers": ("bad.jsonl", b'{"text": [1, 2]}\n', "`text` is a list"),
    "a row of a word": ("bad.jsonl", b'"text"\n', "is a string, not an object"),
    "unknown kind": ("bad.docx", b"PK\x03\x04", "is of an unknown kind"),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_what_cannot_be_read_is_said_and_the_rest_goes_on(case: str, given: Path) -> None:
    name, content, why = UNREADABLE[case]
    bad = put(given, name, content)
    code, said, dossier = compared(bad, given / "herald.txt", given / "post.txt")
    assert code == 3
    assert why in said
    assert said.count("\n") == 1
    assert [one["id"] for one in dossier["articles"]] == ["herald", "post"]
    assert [one["why"] in said for one in dossier["unread"]] == [True]


@pytest.mark.parametrize("case", UNREADABLE)
def test_what_cannot_be_read_leaves_too_little(case: str, given: Path) -> None:
    name, content, why = UNREADABLE[case]
    bad, page = put(given, name, content), given / "page.html"
    result = run("compare", bad, given / "post.txt", "--html", page)
    assert result.exit_code == 1
    assert why in result.stderr
    assert result.stderr.endswith("crosslight: comparing needs two reports or more; there is one\n")
    assert not page.exists()
    result = run("parse", bad)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert why in result.stderr


def test_one_report_is_too_few(given: Path) -> None:
    for inputs in ([given / "post.txt"], [given / "post.txt", given / "post.txt"]):
        assert compared(*inputs) == (
            1,
            "crosslight: comparing needs two reports or more; there is one\n",
            None,
        )


def test_what_is_not_there_is_said(given: Path) -> None:
    code, said, _ = compared(given / "nothing.txt")
    assert code == 1
    assert said.splitlines() == [
        f"crosslight: {given / 'nothing.txt'}: no such file or folder",
        "crosslight: comparing needs two reports or more; there is none",
    ]
    assert compared(given / "nothing.txt", given)[0] == 3


def test_standard_input_without_rows() -> None:
    code, said, _ = compared("-", input=b"")
    assert (code, said.splitlines()[0]) == (1, "crosslight: -: has no rows")


def test_rows_that_are_broken_do_not_break_the_others(given: Path) -> None:
    rows = put(
        given, "rows.jsonl", row(id="radio") + "{broken\n" + '{"title": "x"}\n' + row(POST.text, id="post")
    )
    code, said, dossier = compared(rows)
    assert code == 3
    assert [line.split(":")[2] for line in said.splitlines()] == ["2", "3"]
    assert [one["id"] for one in dossier["articles"]] == ["radio", "post"]
    assert len(dossier["unread"]) == 2


def test_an_id_given_twice_is_said_and_told_apart(given: Path) -> None:
    code, said, dossier = compared(put(given, "rows.jsonl", row(id="x") + row(POST.text, id="x")))
    assert code == 0
    assert "id given twice: now x-2" in said
    assert [one["id"] for one in dossier["articles"]] == ["x", "x-2"]


def test_dates_that_cannot_be(given: Path) -> None:
    rows = (
        row(published="2999-01-01") + row(POST.text, published="2023-02-31") + row(HERALD.text, published=7)
    )
    code, said, dossier = compared(put(given, "rows.jsonl", rows))
    assert code == 0
    assert "is dated in the future: 2999-01-01" in said
    assert "'2023-02-31' is no possible date" in said
    assert "`published` is a number" in said
    assert [one["published"] for one in dossier["articles"]] == ["2999-01-01", None, None]


def test_another_language_is_said_kept_and_left_out(given: Path) -> None:
    german = put(given, "zeitung.txt", GERMAN)
    code, said, dossier = compared(given)
    assert code == 3
    assert said == "crosslight: zeitung: language de: only English is compared\n"
    assert [one["id"] for one in dossier["articles"]] == ["herald", "post", "zeitung"]
    code, said, dossier = compared(german, given / "post.txt")
    assert (code, dossier) == (1, None)
    assert "comparing needs two reports in English; 1 of 2 are in another language" in said
    result = run("parse", german)
    assert result.exit_code == 3
    assert json.loads(result.stdout)["sentences"] == []
    assert result.stderr == "crosslight: zeitung: language de: only English is parsed\n"


READ: dict[str, tuple[str, bytes | str]] = {
    "invalid UTF-8": ("odd.txt", RADIO.text.encode() + b"\n\nThe \xff\xfe\x81 mill."),
    "cut UTF-8": ("odd.txt", (RADIO.text * 4 + "Mühle").encode()[:-3] + b" and more"),
    "broken HTML": (
        "odd.html",
        "<html><head><title>Mill blast</title><body><article><p>"
        + HERALD.text.replace("\n\n", "<p>")
        + "</i><div><b",
    ),
    "CRLF": ("odd.txt", RADIO.text.replace("\n", "\r\n")),
    "lone CR": ("odd.txt", RADIO.text.replace("\n", "\r")),
    "line separators": ("odd.txt", RADIO.text.replace("\n", "\u2028")),
    "one word": ("odd.txt", "Mill"),
    "signs": ("odd.txt", "... !!! ??? --- \"\" ''"),
    "numbers": ("odd.txt", "12 13 14 15\n\n" * 5),
    "invisible": ("odd.txt", "\u200b\u2060\u200b\n"),
    "noise": ("odd.txt", NOISE),
    "astral": ("odd.txt", RADIO.text.replace("mill", "\N{FIRE}\U0001f468\u200d\U0001f469 mill")),
    "surrogates": (
        "odd.jsonl",
        '{"text": "The mill \\ud800 burned in Quarle, police said.", "title": "x\\udc00"}',
    ),
    "control": ("odd.jsonl", row(RADIO.text.replace("mill", "\x07\x00\x1b[31mmill"))),
    "right to left": ("odd.txt", RADIO.text.replace("mill", "\u202emill\u202c \u200f\u05d0\u05d1")),
    "script": ("odd.jsonl", row(title="<script>alert(1)</script><img src=x onerror=alert(1)> Mill & co")),
    "quotation marks": ("odd.txt", '"' * 100 + RADIO.text),
    "brackets": ("odd.txt", "(" * 100 + RADIO.text),
    "one long word": ("odd.txt", RADIO.text + " " + "mill" * 5_000),
    "huge headline": ("odd.jsonl", row(title="Mill burns in Quarle " * 60)),
}


# A page has the script that Crosslight ships, and no other.
OWN_SCRIPTS = 1


class Page(HTMLParser):
    """What a page holds that could act, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.acting: list[str] = []
        self.scripts = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.scripts += tag == "script"
        self.acting += [name for name, _ in attrs if name.startswith("on")]
        if tag in ("img", "iframe", "object", "embed"):
            self.acting.append(tag)


@pytest.mark.parametrize("case", READ)
def test_what_is_odd_is_compared_all_the_same(case: str, given: Path) -> None:
    odd = put(given, *READ[case])
    good = given / "post.txt"
    pages = [given / "out.html", given / "out.md"]
    code, _, dossier = compared(odd, good, "--html", pages[0], "--markdown", pages[1])
    assert code == 0
    assert len(dossier["articles"]) == 2
    page = Page(pages[0].read_text("utf-8"))
    assert page.acting == []
    assert page.scripts == OWN_SCRIPTS
    assert pages[1].read_text("utf-8")
    shown = run("compare", odd, good)
    assert shown.exit_code == 0
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", shown.stdout), "a terminal obeys control characters"
    assert run("parse", odd).exit_code == 0


def test_offsets_count_code_points(given: Path) -> None:
    text = RADIO.text.replace("Eleven", "\N{FIRE}\N{FIRE} Eleven")
    _, _, dossier = compared(put(given, "odd.txt", text), given / "post.txt")
    (odd,) = (one for one in dossier["articles"] if one["id"] == "odd")
    assert odd["text"] == text
    starts = [end["start"] for x in dossier["links"] for end in (x["a"], x["b"]) if end["article"] == "odd"]
    assert starts
    sentences = [line["start"] for line in json.loads(run("parse", given / "odd.txt").stdout)["sentences"]]
    assert set(starts) <= set(sentences)
    assert text.index("The roof") in sentences


def test_text_is_kept_to_the_last_space(given: Path) -> None:
    text = "\ufeff" + RADIO.text.replace("\n", "\r\n") + " \u00a0\r\n\r\n"
    _, _, dossier = compared(put(given, "odd.txt", text), given / "post.txt")
    assert dossier["articles"][0]["text"] == text.removeprefix("\ufeff")


def test_reports_of_noise_alone_have_nothing_in_common(given: Path) -> None:
    code, _, dossier = compared(put(given, "x.txt", NOISE), put(given, "y.txt", NOISE + "Advertisement\n"))
    assert code == 0
    assert dossier["links"] == []


def test_copies_are_found_and_corroborate_nothing(given: Path) -> None:
    for name in ("again", "once-more"):
        shutil.copy(given / "post.txt", given / f"{name}.txt")
    code, _, dossier = compared(given / "post.txt", given / "again.txt", given / "once-more.txt")
    assert code == 0
    assert [one["copy_of"] for one in dossier["articles"]].count(None) == 1
    assert {point["status"] for point in dossier["points"] if len(point["outlets"]) > 1} <= {"single"}


def test_fifty_reports_take_seconds(given: Path) -> None:
    text = "Nine people died in the explosion at the Quarle mill, police said.\n\nThe mayor of town {} wept."
    rows = [row(text.format(n), id=f"x{n}", outlet=f"O{n}") for n in range(50)]
    began = time.process_time()
    code, _, dossier = compared(put(given, "rows.jsonl", "".join(rows)))
    assert code == 0
    assert len(dossier["articles"]) == 50
    assert time.process_time() - began < 30


def test_time_grows_with_the_length_of_a_report(given: Path) -> None:
    def seconds(times: int) -> float:
        long = put(given, "long.txt", "\n\n".join(f"{RADIO.text} Part {n}." for n in range(times)))
        began = time.process_time()
        assert run("parse", long).exit_code == 0
        return time.process_time() - began

    seconds(5)  # what is loaded once
    # Four times the text: sixteen times the time, were it quadratic.
    assert seconds(120) < 8 * seconds(30)
