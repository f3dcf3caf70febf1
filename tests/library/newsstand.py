"""A small server on this machine, which has a feed, a page, and a feed that fails."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from crosslight.model import Article

ITEM = (
    "<item><title>{title}</title><link>{at}/{id}</link><guid isPermaLink='false'>{id}</guid>"
    "<description>{text}</description></item>"
)


class Stand(ThreadingHTTPServer):
    """The server: `articles` are in its feed now, `asked` are the paths and answers so far.

    With `teasers` the feed has the first ten words of each, and each has a page of its own.
    """

    def __init__(self, articles: Sequence[Article], teasers: bool = False) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.articles = list(articles)
        self.teasers = teasers
        self.asked: list[tuple[str, int]] = []

    @property
    def url(self) -> str:
        """Return the address of the server."""
        return f"http://127.0.0.1:{self.server_port}"

    def feed(self) -> bytes:
        """Return the feed."""
        at = self.url if self.teasers else "http://stand.example"
        items = "".join(
            ITEM.format(title=escape(a.headline), id=escape(a.id), text=escape(self.told(a)), at=at)
            for a in self.articles
        )
        return f"<rss version='2.0'><channel><title>The Stand</title>{items}</channel></rss>".encode()

    def told(self, article: Article) -> str:
        """Return what the feed has of an article."""
        return " ".join(article.text.split()[:10]) if self.teasers else article.text

    def page(self, path: str) -> Article | None:
        """Return the article of a page."""
        named = {f"/{a.id}": a for a in self.articles if self.teasers}
        return {**named, "/page": self.articles[0]}.get(path)


class _Handler(BaseHTTPRequestHandler):
    server: Stand

    def do_GET(self) -> None:
        if self.path == "/feed":
            body, kind = self.server.feed(), "application/rss+xml"
        elif article := self.server.page(self.path):
            told = f"<p>{escape(article.text)}</p>"
            page = f"<html><head><title>Page</title></head><body><article>{told}</article></body></html>"
            body = page.encode()
            kind = "text/html"
        else:
            self.server.asked.append((self.path, 404))
            self.send_error(404)
            return
        etag = f'"{sha256(body).hexdigest()[:8]}"'
        same = self.headers.get("If-None-Match") == etag
        self.server.asked.append((self.path, 304 if same else 200))
        self.send_response(304 if same else 200)
        self.send_header("ETag", etag)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(0 if same else len(body)))
        self.end_headers()
        if not same:
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def stand(articles: Sequence[Article], teasers: bool = False) -> Iterator[Stand]:
    """Run the server meanwhile."""
    with Stand(articles, teasers) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
