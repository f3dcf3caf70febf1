import pytest

from crosslight.fetching.robots import KEPT, MOST_BYTES, Robots

SITE = "https://gull.example"


class Site:
    """A robots.txt, and how often it was asked for."""

    def __init__(self, text: bytes = b"", status: int = 200) -> None:
        self.text, self.status, self.asked = text, status, 0

    def __call__(self, url: str) -> tuple[int, bytes]:
        assert url == f"{SITE}/robots.txt"
        self.asked += 1
        return self.status, self.text


def allows(site: Site, path: str) -> bool | None:
    return Robots().allow(SITE, SITE + path, 0, site)


def test_our_own_rules_come_before_those_for_all() -> None:
    site = Site(b"\xef\xbb\xbfUser-Agent: Crosslight\nDisallow: /a # yes\n\nUser-agent: *\nDisallow: /")
    assert allows(site, "/a/b") is False
    assert allows(site, "/b") is True


def test_the_rules_for_others_do_not_bind() -> None:
    assert allows(Site(b"User-agent: Otherbot\nDisallow: /"), "/a") is True


@pytest.mark.parametrize(
    ("status", "leave"), [(404, True), (410, True), (401, True), (500, None), (429, None)]
)
def test_a_site_without_rules(status: int, leave: bool | None) -> None:
    assert allows(Site(b"User-agent: *\nDisallow: /", status), "/a") is leave


def test_what_comes_after_the_limit_is_left_out() -> None:
    assert allows(Site(b"User-agent: *\n" + b"#" * MOST_BYTES + b"\nDisallow: /"), "/a") is True


def test_rules_are_kept_for_a_day_and_failures_not_at_all() -> None:
    robots, site = Robots(), Site(status=500)
    for _ in range(2):
        assert robots.allow(SITE, f"{SITE}/a", 0, site) is None
    assert site.asked == 2
    site.status = 200
    for now in (0, KEPT - 1, KEPT, KEPT + 1):
        assert robots.allow(SITE, f"{SITE}/a", now, site)
    assert site.asked == 4
    # The clock was set back.
    robots.allow(SITE, f"{SITE}/a", -KEPT, site)
    assert site.asked == 5
