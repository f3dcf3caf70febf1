"""Names to addresses: only those that everybody may reach."""

from __future__ import annotations

import socket
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

# RFC 6052: what follows the prefix is the IPv4 address that a gateway then calls.
GATEWAY = IPv6Network("64:ff9b::/96")

# Gives the addresses of a host and port, as `socket.getaddrinfo` does.
Resolve = Callable[[str, int], list[str]]


class AddressError(ValueError):
    """A name without an address, or with one that must not be called."""


def resolve(host: str, port: int) -> list[str]:
    """Return the addresses of a host, as the system finds them."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise AddressError("its host has no address") from error
    return list(dict.fromkeys(str(place[0]) for *_, place in found))


def checked(host: str, port: int, *, allow_local: bool, resolve: Resolve = resolve) -> list[str]:
    """Return the addresses of a host; raise AddressError if there is none, or any is not public.

    A host that has a public and a private address is one whose name is used to reach into a network.
    """
    found = resolve(host, port)
    if not found:
        raise AddressError("its host has no address")
    if not allow_local and any(not is_public(address) for address in found):
        raise AddressError("its host has an address that is not public")
    return found


def is_public(address: str) -> bool:
    """Tell whether an address is one of the open internet, also where it is wrapped into another."""
    ip = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address):
        inner = _inner(ip)
        if inner:
            return all(map(_is_public, inner))
    return _is_public(ip)


def _inner(ip: IPv6Address) -> list[IPv4Address]:
    """Return the IPv4 addresses that an IPv6 address leads to."""
    if ip.ipv4_mapped:
        return [ip.ipv4_mapped]
    if ip.sixtofour:
        return [ip.sixtofour]
    if ip.teredo:
        return list(ip.teredo)
    return [IPv4Address(int(ip) & 0xFFFFFFFF)] if ip in GATEWAY else []


def _is_public(ip: IPv4Address | IPv6Address) -> bool:
    # Each by itself: what `is_global` counts has changed from one Python to the next.
    apart = (
        ip.is_private,
        ip.is_loopback,
        ip.is_link_local,
        ip.is_multicast,
        ip.is_reserved,
        ip.is_unspecified,
    )
    return ip.is_global and not any(apart) and not (isinstance(ip, IPv6Address) and ip.is_site_local)
