"""Who may ask, and from where: every request passes here before anything else looks at it.

A browser on this machine can be made to ask by any page that it shows. Such a page cannot choose the name
that the browser calls us by (Host), nor hide that the request is not ours (Origin, Sec-Fetch-Site); and its
own name, pointed at this machine (DNS rebinding), is none of ours.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from http.cookies import CookieError, SimpleCookie
from ipaddress import ip_address
from secrets import compare_digest
from typing import Final
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from crosslight.web.limits import Counted, Limits, SlowError, Timed, too_large
from crosslight.web.problems import problem

LOOPBACK: Final = ("localhost", "127.0.0.1", "::1")
# In a list of hosts: any address in numbers. A page cannot rebind these, since they are no names.
NUMBERS: Final = "*"
COOKIE: Final = "crosslight"
SAFE: Final = ("GET", "HEAD", "OPTIONS")
# What every answer says. Scripts and styles are files of ours, or not run; nobody may frame us; what is
# asked for by another site is not given to it.
HEADERS: Final = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    # `no-referrer` would take the Origin from forms of our own.
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
_HOST: Final = re.compile(r"(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(?::(\d{1,5}))?", re.ASCII)
# Not a redirect: on one that another site began, the browser would keep the cookie back.
_WELCOME: Final = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=/">'
    '<title>Crosslight</title><p><a href="/">Go on</a></p></html>'
)


class Guard:
    """Lets through what may be asked, within limits, and gives every answer its headers."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        hosts: Collection[str] = LOOPBACK,
        token: str | None = None,
        limits: Limits | None = None,
    ) -> None:
        """`hosts` are the names and addresses we are called by; with a `token` nobody may ask without it."""
        self._app, self._token, self._limits = app, token, limits or Limits()
        self._hosts = frozenset(host.lower().strip("[]") for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        answer = _Answer(Timed(send, self._limits.send_seconds))
        try:
            if refusal := self._refusal(scope):
                await refusal(scope, receive, answer)
                return
            counted = Counted(receive, self._limits.most_of(scope), self._limits.body_seconds)
            await self._app(scope, counted, answer)
        except SlowError:
            return
        except Exception:
            if not answer.begun:
                await problem(500, "Something went wrong on the server.")(scope, receive, answer)
            raise

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if not self._is_ours(headers):
            return problem(403, "The server is not known by this name.")
        if self._token is not None and (answer := self._unknown(scope, headers, self._token)):
            return answer
        if why := _is_foreign(scope["method"], headers):
            return problem(403, why)
        length = headers.get("content-length", "0")
        if length.isascii() and length.isdigit() and int(length[:20]) > self._limits.most_of(scope):
            refusal = too_large()
            return problem(refusal.status_code, refusal.detail, headers=refusal.headers)
        return None

    def _is_ours(self, headers: Headers) -> bool:
        named = headers.getlist("host")
        match = _HOST.fullmatch(named[0]) if len(named) == 1 else None
        if match is None:
            return False
        host = match[1].lower().strip("[]")
        return host in self._hosts or (NUMBERS in self._hosts and _is_address(host))

    def _unknown(self, scope: Scope, headers: Headers, token: str) -> Response | None:
        """Return None for who shows the token; who brings it in an address gets it as a cookie."""
        scheme, _, given = headers.get("authorization", "").partition(" ")
        if _same(_cookie(headers), token) or (scheme.lower() == "bearer" and _same(given.strip(), token)):
            return None
        query = parse_qs(scope["query_string"].decode("latin-1"), max_num_fields=None)
        if scope["method"] == "GET" and _same(query.get("token", [""])[0], token):
            answer = HTMLResponse(_WELCOME)
            answer.set_cookie(COOKIE, token, httponly=True, samesite="strict")
            return answer
        why = "Open the address with the token that `crosslight serve` printed."
        return problem(401, why, headers={"WWW-Authenticate": "Bearer"})


class _Answer:
    """What is sent, with the headers that every answer has."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.begun = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            # What is in a library changes; and it stays in no cache that others share.
            headers.setdefault("cache-control", "private, no-cache")
        await self._send(message)


def _is_foreign(method: str, headers: Headers) -> str:
    """Return why a request is one that another site makes a browser send, "" where it is none."""
    if method not in SAFE:
        origin = headers.get("origin")
        if origin is not None and not _is_own(origin, headers["host"]):
            return "The request comes from another site."
    if headers.get("sec-fetch-site", "none") in ("none", "same-origin"):
        return ""
    # From another site one may follow a link to a page, no more.
    followed = (headers.get("sec-fetch-mode"), headers.get("sec-fetch-dest")) == ("navigate", "document")
    return "" if method in SAFE and followed else "The request comes from another site."


def _is_own(origin: str, host: str) -> bool:
    try:
        found = urlsplit(origin)
    except ValueError:
        return False
    return found.scheme in ("http", "https") and found.netloc.lower() == host.lower()


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _cookie(headers: Headers) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def _same(given: str, token: str) -> bool:
    return compare_digest(given.encode("utf-8", "replace"), token.encode())
