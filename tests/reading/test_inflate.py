import gzip
import io
import zlib

import pytest

from crosslight.reading.inflate import RATIO, UnfitError, Unpacking, inflated

TEXT = b"The ferry Morwenna ran aground off Tern Island on Monday. " * 40


def unpacked(data: bytes, size: int = 1000) -> bytes:
    return io.BufferedReader(Unpacking(io.BytesIO(data)), size).read()


@pytest.mark.parametrize("size", [1, 7, 1000, 100_000])
def test_members_are_unpacked_one_after_the_other(size: int) -> None:
    assert unpacked(gzip.compress(TEXT) * 3 + bytes(700), size) == TEXT * 3


def test_no_read_goes_over_the_end_of_a_member() -> None:
    first = gzip.compress(TEXT)
    unpacking = Unpacking(io.BytesIO(first + gzip.compress(b"more")))
    assert (unpacking.read(100_000), unpacking.start) == (TEXT, 0)
    assert (unpacking.read(100_000), unpacking.start) == (b"more", len(first))
    assert unpacking.read(100_000) == b""


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (gzip.compress(TEXT)[:-1], "breaks off"),
        (gzip.compress(TEXT) + b"more", "goes on with what is not gzip"),
        (gzip.compress(TEXT) + b"\x1f", "goes on with what is not gzip"),
        (gzip.compress(TEXT)[:30] + b"xxxx" + gzip.compress(TEXT)[34:], "is broken"),
        (b"", "breaks off"),
    ],
)
def test_what_is_broken_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(UnfitError, match=why):
        unpacked(data)


def test_a_bomb_is_found_before_it_is_unpacked() -> None:
    unpacking = Unpacking(io.BytesIO(gzip.compress(bytes(20_000_000))))
    taken = 0
    with pytest.raises(UnfitError, match="a bomb"):
        while piece := unpacking.read(65536):
            taken += len(piece)
    assert taken < 2_000_000


def test_text_that_repeats_itself_is_no_bomb() -> None:
    page = b"<p>" + b"Nobody was hurt, the coast guard said on Monday. " * 20_000
    assert len(page) / len(gzip.compress(page)) > RATIO * 1.5
    assert inflated(gzip.compress(page), "gzip", 2**21) == page


def test_each_coding_is_undone_within_the_limit() -> None:
    assert inflated(gzip.compress(TEXT), "x-gzip", 9999) == TEXT
    assert inflated(zlib.compress(TEXT), "deflate", 9999) == TEXT
    assert inflated(zlib.compress(TEXT)[2:-4], " Deflate ", 9999) == TEXT
    assert inflated(TEXT, "gzip", 9999) == inflated(TEXT, "", 9999) == TEXT
    assert inflated(b"", "gzip", 9999) == b""
    with pytest.raises(UnfitError, match="unpacks to more than 0 MB"):
        inflated(gzip.compress(TEXT), "gzip", len(TEXT) - 1)
    with pytest.raises(UnfitError, match="not known"):
        inflated(TEXT, "zstd", 9999)
    with pytest.raises(UnfitError, match="not known"):
        inflated(gzip.compress(TEXT), "gzip, gzip", 9999)
