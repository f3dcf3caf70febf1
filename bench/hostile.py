"""What comes of broken and hostile input: `python -m bench.hostile [--write]`, five minutes on one core.

Makes each input in a temporary folder and reads it in a process of its own, so that its time and its
memory are its own; then fetches from servers that misbehave. Prints a Markdown table of what was tried
and what came of it; with `--write`, puts it into docs/formats.md. Where something else came of it than is
written here, it says so.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from http.server import BaseHTTPRequestHandler
from pathlib import Path

from bench.hostile_inputs import GB, HEAD, MB, TAIL, Case, cases, item, page, zeros
from crosslight.errors import FetchError
from crosslight.fetching import Fetcher, articles_of
from crosslight.model import Article
from crosslight.reading import stream
from tests.fetching.server import Answer, serving

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "formats.md"
# So much of what is said is looked through for what must be said.
ENOUGH = 9


@dataclass(frozen=True, slots=True)
class Came:
    """What came of an input: articles, what was said of it at first, how much was said, and the cost."""

    articles: int
    said: list[str]
    count: int
    seconds: float
    memory: float


def read(place: Path) -> None:
    """Read an input and print what came of it: run in a process of its own."""
    began, articles, count = time.perf_counter(), 0, 0
    said: list[str] = []
    for found in stream([place]):
        if isinstance(found, Article):
            articles += 1
        else:
            count += 1
            said += [found.why] * (len(said) < ENOUGH)
    print(json.dumps([articles, said, count, time.perf_counter() - began, peak()]))


def peak() -> float:
    """Return the most memory that this process has had, in MB."""
    status = Path("/proc/self/status")
    if status.exists():
        # What getrusage says on Linux may be that of the process which started this one.
        return int(status.read_text().split("VmHWM:")[1].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MB


def came(case: Case) -> Came:
    """Make an input, read it, and return what came of it; tell where that is not what must come of it."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / case.name
        case.make(place)
        done = subprocess.run(
            [sys.executable, "-m", "bench.hostile", "--read", str(place)],
            capture_output=True,
            cwd=ROOT,
            check=True,
            text=True,
        )
    found = Came(*json.loads(done.stdout))
    said = any(case.said in one for one in found.said) if case.said else not found.said
    if done.stderr or not said or found.articles != case.articles:
        print(f"UNEXPECTED: {case}: {found} {done.stderr}", file=sys.stderr)
    return found


def _drip(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-")
    while not handler.server.over.wait(0.05):  # type: ignore[attr-defined] # it is the server of the tests
        handler.wfile.write(b"x")


def _endless(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while not handler.server.over.is_set():  # type: ignore[attr-defined] # likewise
        handler.wfile.write(b"x" * 65536)


def servers() -> Iterator[tuple[str, Answer, str]]:
    """Yield what a server does, and what must be said of it; "" where an article must come of it."""
    rss = (HEAD + item(1, link="/1") + TAIL).encode()
    html = {"Content-Type": "text/html"}
    yield "a feed that is called a page", (200, html, rss), ""
    yield "a page that is called a feed", (200, {"Content-Type": "application/rss+xml"}, page()), ""
    yield "a picture that is called a page", (200, html, b"\x89PNG\r\n"), "is a PNG picture"
    yield "one byte of the header each 50 ms, without end", _drip, "took too long"
    yield "a body without end", _endless, "is larger than 20 MB"
    yield "gzip bomb of 1 GB", (200, {**html, "Content-Encoding": "gzip"}, zeros(GB)), "a bomb"
    yield "redirects in a circle", (302, {"Location": "/x"}, b""), "redirects more than 5 times"
    yield "redirect to a file", (302, {"Location": "file:///etc/hosts"}, b""), "only http and https"
    yield "redirect with a password", (302, {"Location": "http://a:b@127.0.0.1/"}, b""), "name or password"
    yield "asks for patience", (429, {"Retry-After": "99"}, b""), "status 429"


def served() -> Iterator[tuple[str, str, float]]:
    """Yield what each server does, what came of it, and the seconds that it took."""
    for tried, answer, wanted in servers():
        with serving() as server:
            server.answers["/x"] = answer
            began = time.perf_counter()
            try:
                fetched = Fetcher(allow_local=True, longest=2).fetch(f"{server.url}/x")
            except FetchError as error:
                said = error.why.replace(server.url, "")
            else:
                found = list(articles_of(fetched))
                said = "1 article" if isinstance(found[0], Article) else found[0].why
            if (wanted or "1 article") not in said:
                print(f"UNEXPECTED: {tried}: {said}", file=sys.stderr)
            yield tried, said, time.perf_counter() - began


def table() -> str:
    """Return both tables."""
    lines = [
        "| what was tried | articles | what was said | seconds | memory at most |",
        "|---|---|---|---|---|",
    ]
    for case in cases():
        found = came(case)
        more = f" (and {found.count - 1:,} more)" if found.count > 1 else ""
        first = next((one for one in found.said if case.said in one), "")
        said = f"{first}{more}".replace("|", "\\|").replace("<", "&lt;")
        lines.append(
            f"| {case.tried} | {found.articles:,} | {said} | {found.seconds:.1f} | {found.memory:.0f} MB |"
        )
        print(lines[-1], file=sys.stderr)
    lines += ["", "| what the server does | what came of it | seconds |", "|---|---|---|"]
    lines += [f"| {tried} | {said} | {seconds:.1f} |" for tried, said, seconds in served()]
    today = date.today().isoformat()
    when = f"\nMeasured {today} with `python -m bench.hostile`; the deadline for the servers was two seconds."
    return "\n".join([*lines, when])


def main() -> None:
    """Print the tables, and write them where asked."""
    if sys.argv[1:2] == ["--read"]:
        read(Path(sys.argv[2]))
        return
    made = table()
    print(made)
    # Not before: it brings models with it, and this module is also what reads in a process of its own.
    from bench.table import replaced

    if "--write" in sys.argv[1:]:
        PAGE.write_text(replaced(PAGE.read_text("utf-8"), "hostile", made), "utf-8")


if __name__ == "__main__":
    main()
