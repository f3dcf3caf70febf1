"""A browser for tests, a server that it sees, and a library: the example reports, and nine of a newsroom."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Queue

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from crosslight.library import Library
from crosslight.reading import read
from crosslight.web import app
from crosslight.web.serving import server
from tests.grouping.newsroom import reports

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
TRAM = Path(__file__).parent.parent.parent / "examples" / "tram"
SIZES = {"phone": (360, 740), "desktop": (1280, 860)}
# What a page did that its policy forbids, beside what stands in the console.
_VIOLATIONS = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.violations.push(`${event.violatedDirective}: ${event.blockedURI}`);
});
"""


@contextmanager
def site(folder: Path) -> Iterator[str]:
    """Give the address of a server over a library that is made in a folder."""
    path = folder / "library.db"
    with Library(path) as library:
        tram = read([TRAM], published="2026-03-10", outlets=[("Varnmouth Courier", "*courier*")])
        library.add([*tram.articles, *reports()])
    bound: Queue[int] = Queue()
    running = server(app(path), "127.0.0.1", 0, bound.put)
    thread = threading.Thread(target=running.run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{bound.get(timeout=60)}"
    finally:
        running.should_exit = True
        thread.join(timeout=20)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Give Debian's Chromium; skip where it is not there."""
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


class Reader:
    """Somebody at a browser, with their own window; what goes wrong in it is kept."""

    def __init__(self, browser: Browser, address: str, shots: Path, size: str, scheme: str = "light") -> None:
        width, height = SIZES[size]
        self.context: BrowserContext = browser.new_context(
            base_url=address,
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            reduced_motion="reduce",
        )
        # Far longer than anything takes here.
        self.context.set_default_timeout(10_000)
        self.context.add_init_script(_VIOLATIONS)
        self.page: Page = self.context.new_page()
        self.wrong: list[str] = []
        self.page.on("console", lambda m: self.wrong.append(m.text) if m.type == "error" else None)
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.width, self._shots, self._name = width, shots, f"{size}-{scheme}"

    def open(self, path: str) -> Page:
        """Go to an address, and look whether its page is as every page must be."""
        self.page.goto(path)
        self.check()
        return self.page

    def check(self) -> None:
        """Assert that nothing went wrong, and that nothing stands outside the window."""
        self.page.wait_for_load_state()
        assert self.wrong == []
        assert self.page.evaluate("window.violations") == []
        assert self.page.evaluate("document.documentElement.scrollWidth") <= self.width, self.page.url

    def shoot(self, name: str) -> None:
        """Keep what is seen."""
        path = self._shots / f"{name}-{self._name}.png"
        self.page.screenshot(path=path)
        assert path.stat().st_size > 1_000

    def close(self) -> None:
        """Close the window."""
        self.check()
        self.context.close()
