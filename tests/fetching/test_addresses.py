import pytest

from crosslight.fetching.addresses import AddressError, checked, is_public


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822", "::ffff:8.8.8.8"]
)
def test_public_addresses(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",  # noqa: S104 - to be refused
        "10.0.0.1",
        "100.64.0.1",
        "127.0.0.1",
        "127.255.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "192.0.2.1",
        "192.168.1.1",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "::ffff:10.0.0.1",
        "::ffff:127.0.0.1",
        "64:ff9b::a00:1",
        "2001:db8::1",
        "2002:7f00:1::",
        "2001:0:7f00:1::",
        "fc00::1",
        "fe80::1%eth0",
        "fec0::1",
        "ff02::1",
    ],
)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


def test_one_bad_address_spoils_a_name() -> None:
    both = ["93.184.216.34", "10.0.0.1"]
    with pytest.raises(AddressError, match="not public"):
        checked("gull.example", 80, allow_local=False, resolve=lambda *_: both)
    assert checked("gull.example", 80, allow_local=True, resolve=lambda *_: both) == both
    with pytest.raises(AddressError, match="no address"):
        checked("gull.example", 80, allow_local=True, resolve=lambda *_: [])


def test_a_name_that_is_none_has_no_address() -> None:
    with pytest.raises(AddressError, match="no address"):
        checked("a" * 70 + ".example", 80, allow_local=True)
