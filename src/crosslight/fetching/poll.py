"""When to ask a feed again: a state, an outcome, and the next state."""

from __future__ import annotations

from dataclasses import dataclass, replace

from crosslight.errors import FetchError
from crosslight.fetching.fetcher import Fetched

DAY = 24 * 3600.0
# How often a feed is asked that does not fail. The feeds of newsrooms change every few minutes by day, and
# their hosts ask readers for 15 to 60 minutes between two visits.
INTERVAL = 900.0
# Each wait is longer by up to this share, so that feeds that were asked together do not stay together.
JITTER = 0.2
# Each failure in a row doubles the wait, up to a day, so that a feed that is back is seen on the next.
LONGEST_BACKOFF = DAY
# No server can have a feed forgotten by asking for more.
LONGEST_WAIT = 7 * DAY
GONE = 410


@dataclass(frozen=True, slots=True)
class Poll:
    """What is known of a feed between two visits; times are in seconds since 1970."""

    url: str
    etag: str = ""
    last_modified: str = ""
    checked: float | None = None
    status: int = 0
    failures: int = 0
    not_before: float = 0.0

    def is_due(self, now: float) -> bool:
        """Tell whether the feed may be asked now; also where the clock has been set back since."""
        return now >= self.not_before or self.not_before > now + LONGEST_WAIT * (1 + JITTER)

    def after(
        self, outcome: Fetched | FetchError, now: float, jitter: float, interval: float = INTERVAL
    ) -> Poll:
        """Return the state after a visit; `jitter` is a random number from 0 to 1.

        What was fetched sets the failures to none. A failure doubles the wait, and no visit comes before
        the time that the server asked for (Retry-After), nor within a week of its saying that the feed
        is gone.
        """
        seen = replace(self, checked=now, status=outcome.status)
        stretched = 1 + JITTER * jitter
        if isinstance(outcome, Fetched):
            fresh = outcome.status != 304
            return replace(
                seen,
                etag=outcome.etag if fresh else outcome.etag or self.etag,
                last_modified=outcome.last_modified if fresh else outcome.last_modified or self.last_modified,
                failures=0,
                not_before=now + interval * stretched,
            )
        failures = self.failures + 1
        # The exponent has an end, so that numbers do not grow without one.
        wait = min(interval * 2.0 ** min(failures, 32), max(interval, LONGEST_BACKOFF))
        if outcome.status == GONE:
            wait = LONGEST_WAIT
        wait = min(max(wait, outcome.retry_after or 0.0), LONGEST_WAIT)
        return replace(seen, failures=failures, not_before=now + wait * stretched)
