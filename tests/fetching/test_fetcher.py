import gzip
import zlib
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler
from time import monotonic, time

import httpcore
import pytest

from crosslight.errors import FetchError
from crosslight.fetching import Fetched, Fetcher, fetch
from crosslight.fetching.fetcher import MOST_HOPS, user_agent
from tests.fetching.server import Server, unused_port

PAGE = b"<p>The ferry ran aground.</p>"
HTML = {"Content-Type": "text/html; charset=utf-8"}


def why(url: str, **options: float) -> FetchError:
    with pytest.raises(FetchError) as caught:
        Fetcher(allow_local=True, **options).fetch(url)  # type: ignore[arg-type] # sizes and seconds
    assert "\n" not in str(caught.value)
    assert str(caught.value) == f"{url}: {caught.value.why}"
    return caught.value


def test_a_page_comes_with_what_its_server_says_of_it(server: Server) -> None:
    server.answers["/a"] = (
        200,
        {**HTML, "ETag": '"x1"', "Last-Modified": "Wed, 04 Mar 2026 18:00:00 GMT"},
        PAGE,
    )
    found = fetch(f"{server.url}/a#part", allow_local=True)
    assert found == Fetched(
        f"{server.url}/a", 200, PAGE, HTML["Content-Type"], '"x1"', "Wed, 04 Mar 2026 18:00:00 GMT"
    )
    path, headers = server.seen[-1]
    assert path == "/a"
    assert headers["user-agent"] == user_agent()
    assert user_agent().startswith("crosslight/")
    assert "if-none-match" not in headers


def test_what_has_not_changed_is_not_sent_again(server: Server) -> None:
    server.answers["/a"] = 304, {"ETag": '"x1"'}, b""
    found = fetch(f"{server.url}/a", etag='"x1"', last_modified="then", allow_local=True)
    assert (found.status, found.body, found.etag) == (304, b"", '"x1"')
    assert server.seen[-1][1]["if-none-match"] == '"x1"'
    assert server.seen[-1][1]["if-modified-since"] == "then"
    assert why(f"{server.url}/a").why == "status 304"


def test_a_validator_that_cannot_be_sent_back_is_not_kept(server: Server) -> None:
    server.answers["/a"] = 200, {**HTML, "ETag": '"caf\xe9"'}, PAGE
    assert fetch(f"{server.url}/a", etag="a\r\nX: y", allow_local=True).etag == ""
    assert "x" not in server.seen[-1][1]


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", gzip.compress(PAGE)),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", zlib.compress(PAGE)[2:-4]),
        ("identity", PAGE),
    ],
)
def test_what_comes_packed_is_unpacked(server: Server, coding: str, body: bytes) -> None:
    server.answers["/a"] = 200, {**HTML, "Content-Encoding": coding}, body
    assert fetch(f"{server.url}/a", allow_local=True).body == PAGE


@pytest.mark.parametrize(
    ("coding", "body", "reason"),
    [
        ("gzip", gzip.compress(b"\0" * 30_000_000), "unpacks to more than 200 times its size: a bomb"),
        ("gzip", gzip.compress(PAGE)[:-6], "breaks off within what is packed"),
        ("deflate", b"\x78\x9c" + b"x" * 50, "is broken: what is packed cannot be unpacked"),
        ("br", b"x" * 50, "is packed as 'br', which is not known here"),
    ],
)
def test_what_cannot_be_unpacked_is_refused(server: Server, coding: str, body: bytes, reason: str) -> None:
    server.answers["/a"] = 200, {**HTML, "Content-Encoding": coding}, body
    assert why(f"{server.url}/a").why == reason


def test_redirects_are_followed_to_the_end(server: Server) -> None:
    server.answers["/a"] = 301, {"Location": "b"}, b""
    server.answers["/b"] = 302, {"Location": f"{server.url}/c"}, b"moved"
    server.answers["/c"] = 200, HTML, PAGE
    assert fetch(f"{server.url}/a", allow_local=True).url == f"{server.url}/c"


def test_a_circle_of_redirects_ends(server: Server) -> None:
    server.answers["/a"] = 302, {"Location": "/a"}, b""
    assert why(f"{server.url}/a").why == f"redirects more than {MOST_HOPS} times"
    assert len(server.paths()) == MOST_HOPS + 1


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("http://name:word@127.0.0.1/", "has a name or password in its address: refused (at 127.0.0.1)"),
        ("file:///notes", "is no web address: only http and https are fetched (at file:/notes)"),
        (
            "ftp://gull.example/",
            "is no web address: only http and https are fetched (at ftp://gull.example/)",
        ),
        ("http://[::1", "could not be fetched: Invalid URL in location header: Invalid port: ':1'."),
    ],
)
def test_each_redirect_is_checked(server: Server, location: str, reason: str) -> None:
    server.answers["/a"] = 302, {"Location": location}, b""
    assert why(f"{server.url}/a").why == reason


def test_a_redirect_from_the_open_internet_into_a_network_is_refused(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.answers["/a"] = 302, {"Location": "http://inside.example/secret"}, b""
    addresses = {"outside.example": "93.184.216.34", "inside.example": "10.0.0.7"}
    connect = httpcore.SyncBackend.connect_tcp
    called = []

    def routed(self: httpcore.SyncBackend, host: str, port: int, *_: object) -> httpcore.NetworkStream:
        called.append((host, port))
        return connect(self, "127.0.0.1", server.server_port)

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", routed)
    fetcher = Fetcher(resolve=lambda host, _: [addresses[host]])
    with pytest.raises(FetchError) as caught:
        fetcher.fetch("http://outside.example/a")
    assert caught.value.why.startswith(
        "its host has an address that is not public (at http://inside.example/"
    )
    assert server.paths() == ["/a"]
    assert set(called) == {("93.184.216.34", 80)}


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost:631/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.1.2.3/",
        "http://0.0.0.0/",
    ],
)
def test_addresses_that_are_not_public_are_not_called(url: str) -> None:
    with pytest.raises(FetchError, match=r"not public|no address"):
        fetch(url)


def test_a_name_is_asked_for_once_and_that_address_is_called(server: Server) -> None:
    """DNS rebinding: the second answer, which would lead inside, is never asked for."""
    answers = [["127.0.0.1"], ["10.0.0.7"]]
    asked = []

    def resolve(host: str, _port: int) -> list[str]:
        asked.append(host)
        return answers[len(asked) - 1]

    server.answers["/a"] = 200, HTML, PAGE
    found = Fetcher(allow_local=True, resolve=resolve).fetch(f"http://gull.example:{server.server_port}/a")
    assert found.body == PAGE
    assert asked == ["gull.example"]
    assert server.seen[-1][1]["host"] == f"gull.example:{server.server_port}"


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("gull.example/a", "is no web address: only http and https are fetched"),
        ("javascript:alert(1)", "is no web address: only http and https are fetched"),
        ("http://", "is no web address: only http and https are fetched"),
        ("https://a:b@gull.example/", "has a name or password in its address: refused"),
        ("http://gull.example/a\nb", "is no web address"),
        ("http://\ud800.example/", "is no web address"),
    ],
)
def test_what_is_no_web_address_is_not_fetched(url: str, reason: str) -> None:
    with pytest.raises(FetchError) as caught:
        fetch(url)
    assert caught.value.why.startswith(reason)
    assert "\n" not in str(caught.value)


def test_a_status_other_than_ok_is_a_failure_with_the_time_to_wait(server: Server) -> None:
    server.answers["/a"] = 429, {"Retry-After": "120"}, b""
    server.answers["/b"] = 503, {"Retry-After": formatdate(time() + 600, usegmt=True)}, b""
    server.answers["/c"] = 500, {"Retry-After": "soon"}, b""
    first, second, third = (why(f"{server.url}/{name}") for name in "abc")
    assert (first.why, first.status, first.retry_after) == ("status 429", 429, 120)
    assert second.retry_after is not None
    assert 590 < second.retry_after <= 600
    assert (third.status, third.retry_after) == (500, None)


def test_a_body_without_end_is_cut_off(server: Server) -> None:
    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while not server.over.is_set():
            handler.wfile.write(b"x" * 65536)

    server.answers["/a"] = endless
    assert why(f"{server.url}/a", most_bytes=500_000).why == "is larger than 0.5 MB"


@pytest.mark.parametrize("start", [b"", b"HTTP/1.1 200 OK\r\nX-", b"HTTP/1.1 200 OK\r\n\r\n"])
def test_a_server_that_drips_is_left_at_the_deadline(server: Server, start: bytes) -> None:
    def dripping(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(start)
        while not server.over.wait(0.05):
            handler.wfile.write(b"x")

    server.answers["/robots.txt"] = 200, {}, b""
    server.answers["/a"] = dripping
    began = monotonic()
    said = why(f"{server.url}/a", longest=0.5).why
    # The drip need not look like HTTP: then that is said.
    assert said == "took too long" or "illegal" in said
    assert monotonic() - began < 3


def test_a_server_that_says_nothing_is_left_after_the_timeout(server: Server) -> None:
    def silent(_handler: BaseHTTPRequestHandler) -> None:
        server.over.wait(5)

    server.answers["/a"] = silent
    began = monotonic()
    assert why(f"{server.url}/a", timeout=0.3).why == "took too long"
    assert monotonic() - began < 3


def test_a_server_that_hangs_up_or_is_not_there_is_said(server: Server) -> None:
    server.answers["/robots.txt"] = 200, {}, b""

    def leaving(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx")

    server.answers["/a"] = leaving
    assert why(f"{server.url}/a").why.startswith("could not be fetched: ")
    assert "could not be fetched" in why(f"http://127.0.0.1:{unused_port()}/a").why


def test_robots_are_asked_once_for_each_site_and_obeyed(server: Server) -> None:
    server.answers["/robots.txt"] = (
        200,
        {},
        b"User-agent: crosslight\nDisallow: /no\n\nUser-agent: *\nDisallow: /",
    )
    server.answers["/a"] = server.answers["/no"] = 200, HTML, PAGE
    fetcher = Fetcher(allow_local=True)
    assert fetcher.fetch(f"{server.url}/a").body == PAGE
    with pytest.raises(FetchError, match=r"its robots\.txt asks not to fetch it"):
        fetcher.fetch(f"{server.url}/no")
    assert [path for path, _ in server.seen] == ["/robots.txt", "/a"]


def test_a_redirect_is_asked_of_robots_too(server: Server) -> None:
    server.answers["/robots.txt"] = 200, {}, b"User-agent: *\nDisallow: /no"
    server.answers["/a"] = 302, {"Location": "/no"}, b""
    assert why(f"{server.url}/a").why == f"its robots.txt asks not to fetch it (at {server.url}/no)"
    assert server.paths() == ["/a"]


@pytest.mark.parametrize(
    ("answer", "open"),
    [
        ((404, {}, b"User-agent: *\nDisallow: /"), True),
        ((403, {}, b""), True),
        ((503, {}, b""), False),
        ((429, {}, b""), False),
        ((302, {"Location": "/robots.txt"}, b""), False),
        ((302, {"Location": "/rules"}, b""), False),
        ((200, {}, b"\xff\xfe\0\1 no rules"), True),
        ((200, {}, b"#" * 600_000 + b"\nUser-agent: *\nDisallow: /"), True),
    ],
)
def test_what_a_site_without_good_robots_allows(
    server: Server, answer: tuple[int, dict[str, str], bytes], open: bool
) -> None:
    server.answers["/robots.txt"] = answer
    server.answers["/rules"] = 200, {}, b"User-agent: *\nDisallow: /"
    server.answers["/a"] = 200, HTML, PAGE
    if open:
        assert fetch(f"{server.url}/a", allow_local=True).body == PAGE
    else:
        assert "robots.txt" in why(f"{server.url}/a").why
        assert server.paths() in ([], ["/rules"])
