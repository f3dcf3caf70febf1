import pytest

from crosslight.errors import FetchError
from crosslight.fetching import Fetched, Poll
from crosslight.fetching.poll import DAY, INTERVAL, JITTER, LONGEST_WAIT

URL = "https://gull.example/feed"
NOW = 1_000_000.0


def failed(status: int = 503, retry_after: float | None = None) -> FetchError:
    return FetchError(URL, "status", status, retry_after)


def test_a_feed_that_was_never_asked_is_due() -> None:
    assert Poll(URL).is_due(NOW)


def test_what_was_fetched_is_asked_for_again_after_the_interval() -> None:
    poll = Poll(URL, failures=3).after(Fetched(URL, 200, b"", "", '"x"', "then"), NOW, 0)
    assert poll == Poll(URL, '"x"', "then", NOW, 200, 0, NOW + INTERVAL)
    assert not poll.is_due(NOW + INTERVAL - 1)
    assert poll.is_due(NOW + INTERVAL)


def test_what_has_not_changed_keeps_its_validators_and_what_has_changed_loses_them() -> None:
    poll = Poll(URL, '"x"', "then")
    assert (poll.after(Fetched(URL, 304), NOW, 0).etag, poll.after(Fetched(URL, 200), NOW, 0).etag) == (
        '"x"',
        "",
    )
    assert poll.after(Fetched(URL, 304, etag='"y"'), NOW, 0).etag == '"y"'
    assert poll.after(failed(), NOW, 0).last_modified == "then"


def test_each_failure_in_a_row_doubles_the_wait_up_to_a_day() -> None:
    poll, waits = Poll(URL), []
    for _ in range(200):
        poll = poll.after(failed(), NOW, 0)
        waits.append(poll.not_before - NOW)
    assert waits[:3] == [2 * INTERVAL, 4 * INTERVAL, 8 * INTERVAL]
    assert waits[-1] == DAY
    assert (poll.failures, poll.status) == (200, 503)
    assert poll.after(failed(), NOW, 0, interval=2 * DAY).not_before == NOW + 2 * DAY


@pytest.mark.parametrize(
    ("error", "wait"),
    [
        (failed(429, 5 * 3600.0), 5 * 3600.0),
        (failed(429, 1.0), 2 * INTERVAL),
        (failed(429, 1e12), LONGEST_WAIT),
        (failed(410), LONGEST_WAIT),
        (failed(0), 2 * INTERVAL),
    ],
)
def test_the_server_may_ask_for_more_time_but_not_for_ever(error: FetchError, wait: float) -> None:
    assert Poll(URL).after(error, NOW, 0).not_before == NOW + wait


def test_jitter_only_lengthens() -> None:
    waits = [Poll(URL).after(failed(429, 7200.0), NOW, jitter).not_before - NOW for jitter in (0, 0.5, 1)]
    assert waits == [7200, pytest.approx(7200 * (1 + JITTER / 2)), pytest.approx(7200 * (1 + JITTER))]


def test_a_clock_that_was_set_back_does_not_silence_a_feed() -> None:
    poll = Poll(URL).after(Fetched(URL, 200), NOW + 365 * DAY, 0)
    assert poll.is_due(NOW)
    assert not Poll(URL).after(failed(410), NOW, 1).is_due(NOW)
