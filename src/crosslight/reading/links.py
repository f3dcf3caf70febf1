"""Web addresses: those that a page may link to, and links that are relative to one."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit


def is_web(url: str) -> bool:
    """Tell whether an address is plain http or https with a host: `javascript:` and the like are not."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and url.isprintable()


def absolute(link: str, base: str) -> str:
    """Return a link as seen from the address `base`; as it is where it, or `base`, is no address."""
    try:
        return urljoin(base, link) if link else ""
    except ValueError:
        return link
