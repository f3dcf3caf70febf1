"""Digests of texts."""

from __future__ import annotations

from hashlib import blake2b


def digest(*parts: str) -> str:
    """Return the digest of some texts."""
    found = blake2b(digest_size=16)
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass")
        found.update(len(raw).to_bytes(8, "big") + raw)
    return found.hexdigest()
