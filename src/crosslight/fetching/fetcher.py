"""One address fetched: politely, within limits, and from nowhere but the open internet."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from importlib.metadata import metadata

import httpcore
import httpx

from crosslight.errors import FetchError
from crosslight.fetching import robots
from crosslight.fetching.addresses import AddressError, Resolve, resolve
from crosslight.fetching.network import Backend, Deadline, Transport
from crosslight.reading.encoding import printable
from crosslight.reading.inflate import UnfitError, inflated

# As much as a saved page may have; feeds have a tenth of it. It holds for what comes, and for what that
# unpacks to.
MOST_BYTES = 20_000_000
# Browsers follow 20 redirects; more than three are hardly ever meant.
MOST_HOPS = 5
# For connecting, and between two pieces of a response; news sites answer within two seconds.
TIMEOUT = 15.0
# For all of it, redirects included.
LONGEST = 60.0
REDIRECTS = (301, 302, 303, 307, 308)
NOT_MODIFIED = 304
ACCEPT = (
    "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, "
    "application/xml;q=0.9, application/json;q=0.9, text/plain;q=0.8, */*;q=0.1"
)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came from an address: `url` is where it lay after redirects, `media` its Content-Type.

    With status 304 there is no body: it is as it was.
    """

    url: str
    status: int
    body: bytes = b""
    media: str = ""
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class _Answer:
    """One response, and its body where it is no redirect."""

    status: int
    headers: httpx.Headers
    body: bytes


def fetch(url: str, *, etag: str = "", last_modified: str = "", allow_local: bool = False) -> Fetched:
    """Fetch one address, as `Fetcher.fetch` does."""
    return Fetcher(allow_local=allow_local).fetch(url, etag=etag, last_modified=last_modified)


class Fetcher:
    """Fetches addresses one after the other, and remembers what their sites ask of robots."""

    def __init__(
        self,
        *,
        allow_local: bool = False,
        most_bytes: int = MOST_BYTES,
        timeout: float = TIMEOUT,
        longest: float = LONGEST,
        resolve: Resolve = resolve,
    ) -> None:
        self._allow_local, self._resolve = allow_local, resolve
        self._most_bytes, self._timeout, self._longest = most_bytes, timeout, longest
        self._robots = robots.Robots()
        self._context = httpcore.default_ssl_context()

    def fetch(self, url: str, *, etag: str = "", last_modified: str = "") -> Fetched:
        """Fetch an address, or learn that it is as it was; raise FetchError, with the reason in one line.

        Only http and https to public addresses (any with `allow_local`), no credentials, robots.txt
        obeyed, redirects followed and checked one by one, all within the limits.
        """
        headers = {"If-None-Match": _fit(etag), "If-Modified-Since": _fit(last_modified)}
        with self._client() as client:
            try:
                return self._follow(client, _address(url), {k: v for k, v in headers.items() if v})
            except FetchError as error:
                # Told of the address that was asked for, wherever it led.
                where = "" if error.url in ("", url) else f" (at {error.url})"
                raise FetchError(
                    printable(url), f"{error.why}{where}", error.status, error.retry_after
                ) from error

    def _client(self) -> httpx.Client:
        backend = Backend(Deadline(self._longest), self._resolve, allow_local=self._allow_local)
        return httpx.Client(
            transport=Transport(backend, self._context),
            headers={"User-Agent": user_agent(), "Accept": ACCEPT, "Accept-Encoding": "gzip, deflate"},
            timeout=self._timeout,
            # No proxy and no netrc file: they would call for us what we do not check.
            trust_env=False,
        )

    def _follow(self, client: httpx.Client, url: httpx.URL, headers: Mapping[str, str]) -> Fetched:
        for _ in range(MOST_HOPS + 1):
            self._ask_leave(client, url)
            answer = self._get(client, url, headers, self._most_bytes)
            if answer.status in REDIRECTS and "location" in answer.headers:
                url = _address(answer.headers["location"], url)
                continue
            unchanged = answer.status == NOT_MODIFIED and bool(headers)
            if answer.status != 200 and not unchanged:
                raise FetchError(
                    str(url),
                    f"status {answer.status}",
                    answer.status,
                    _retry_after(answer.headers, time.time()),
                )
            return Fetched(
                url=str(url),
                status=answer.status,
                body=b"" if unchanged else self._unpacked(answer, url),
                media=answer.headers.get("content-type", ""),
                etag=_fit(answer.headers.get("etag", "")),
                last_modified=_fit(answer.headers.get("last-modified", "")),
            )
        raise FetchError(str(url), f"redirects more than {MOST_HOPS} times")

    def _ask_leave(self, client: httpx.Client, url: httpx.URL) -> None:
        """Raise FetchError where the site's robots.txt does not let us in."""

        def get(address: str) -> tuple[int, bytes]:
            place = httpx.URL(address)
            for _ in range(MOST_HOPS + 1):
                answer = self._get(client, place, {}, robots.MOST_BYTES, cut=True)
                if answer.status not in REDIRECTS or "location" not in answer.headers:
                    return answer.status, self._unpacked(answer, place)
                place = _address(answer.headers["location"], place)
            return 0, b""

        origin = f"{url.scheme}://{url.netloc.decode('ascii')}"
        try:
            leave = self._robots.allow(origin, str(url), time.time(), get)
        except FetchError as error:
            # The site cannot be reached: that it is its robots.txt which was asked for first says nothing.
            raise FetchError(str(url), error.why, error.status, error.retry_after) from error
        if leave is None:
            raise FetchError(str(url), "its robots.txt cannot be read for now: left alone")
        if not leave:
            raise FetchError(str(url), "its robots.txt asks not to fetch it")

    def _get(
        self, client: httpx.Client, url: httpx.URL, headers: Mapping[str, str], most: int, cut: bool = False
    ) -> _Answer:
        """Return one response; raise FetchError. With `cut`, what is too long is cut, not refused."""
        body = bytearray()
        try:
            with client.stream("GET", url, headers=headers) as response:
                if response.status_code not in REDIRECTS:
                    for piece in response.iter_raw():
                        body += piece
                        if len(body) > most:
                            break
                answer = _Answer(response.status_code, response.headers, bytes(body[:most]))
        except (httpx.TimeoutException, httpcore.TimeoutException) as error:
            raise FetchError(str(url), "took too long") from error
        except AddressError as error:
            raise FetchError(str(url), str(error)) from error
        except (httpx.HTTPError, httpcore.NetworkError, httpcore.ProtocolError) as error:
            raise FetchError(str(url), f"could not be fetched: {_words(error)}") from error
        if len(body) > most and not cut:
            raise FetchError(str(url), f"is larger than {most / 1_000_000:g} MB")
        return answer

    def _unpacked(self, answer: _Answer, url: httpx.URL) -> bytes:
        try:
            return inflated(answer.body, answer.headers.get("content-encoding", ""), self._most_bytes)
        except UnfitError as error:
            raise FetchError(str(url), str(error)) from error


def user_agent() -> str:
    """Return the name under which Crosslight asks: its version, and where to read about it."""
    about = metadata("crosslight")
    pages = [line.partition(",")[2].strip() for line in about.get_all("Project-URL") or ()]
    return f"crosslight/{about['Version']}" + (f" (+{pages[0]})" if pages else "")


def _address(given: str, base: httpx.URL | None = None) -> httpx.URL:
    """Return an address that may be asked; raise FetchError for any other."""
    try:
        url = base.join(given) if base else httpx.URL(given)
    except (httpx.InvalidURL, ValueError) as error:
        raise FetchError(printable(given)[:200], "is no web address") from error
    if url.scheme not in ("http", "https") or not url.host:
        raise FetchError(printable(str(url))[:200], "is no web address: only http and https are fetched")
    if url.userinfo:
        raise FetchError(url.host, "has a name or password in its address: refused")
    return url.copy_with(fragment=None)


def _fit(validator: str) -> str:
    """Return what a server gave to tell versions apart, "" where it could not be sent back as it is."""
    return validator if validator.isascii() and validator.isprintable() and len(validator) < 1000 else ""


def _retry_after(headers: httpx.Headers, now: float) -> float | None:
    """Return for how many seconds a server asks to be left alone (RFC 9110, section 10.2.3)."""
    value = headers.get("retry-after", "").strip()[:40]
    if value.isascii() and value.isdigit():
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - now)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _words(error: Exception) -> str:
    """Return what went wrong, as far as it is one line."""
    words = printable(str(error))[:200]
    return words or type(error).__name__
