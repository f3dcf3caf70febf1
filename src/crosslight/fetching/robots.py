"""What a site asks of robots (RFC 9309): its robots.txt, fetched by us and kept for a day."""

from __future__ import annotations

from collections.abc import Callable
from urllib.robotparser import RobotFileParser

# RFC 9309, section 2.4: not used for longer than 24 hours.
KEPT = 24 * 3600.0
# RFC 9309, section 2.5: at least 500 kibibytes must be read; what comes after is left out.
MOST_BYTES = 500 * 1024
# The name by which a site addresses Crosslight.
AGENT = "crosslight"

# Gets a robots.txt: its status, and its text.
Get = Callable[[str], tuple[int, bytes]]


class Robots:
    """The wishes of the sites asked so far."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[float, RobotFileParser | None]] = {}

    def allow(self, origin: str, url: str, now: float, get: Get) -> bool | None:
        """Tell whether a page of a site may be fetched; None where the site would not say.

        `origin` is scheme, host and port. A site without a robots.txt (status 400 to 499) allows all; one
        that fails, or asks for patience, is left alone until it answers (RFC 9309, section 2.3.1).
        """
        until, rules = self._known.get(origin, (now, None))
        if rules is None or not now < until <= now + KEPT:
            rules = _rules(*get(f"{origin}/robots.txt"))
            if rules is None:
                return None
            self._known[origin] = now + KEPT, rules
        return rules.can_fetch(AGENT, url)


def _rules(status: int, text: bytes) -> RobotFileParser | None:
    rules = RobotFileParser()
    if 200 <= status < 300:
        rules.parse(text[:MOST_BYTES].decode("utf-8-sig", "replace").splitlines())
    elif 400 <= status < 500 and status != 429:
        rules.parse([])
    else:
        return None
    return rules
