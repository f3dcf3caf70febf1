"""Arrays as bytes, so that a row carries thousands of numbers: the engine moves few, large rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from crosslight.grouping.bags import SIGNALS, Bag, Floats, Weighed
from crosslight.grouping.words import TERMS, Ints

Array = NDArray[Any]
# A row for one group of the next step: which group, what kind of rows, and the arrays.
PARCEL = "to int, kind int, body binary"


def pack(*arrays: Array) -> bytes:
    """Return arrays as bytes."""
    return msgspec.msgpack.encode([(a.dtype.str, np.ascontiguousarray(a).tobytes()) for a in arrays])


def unpack(body: bytes) -> list[Array]:
    """Return the arrays that were packed, read-only."""
    return [np.frombuffer(raw, dtype) for dtype, raw in _PACKED.decode(body)]


_PACKED = msgspec.msgpack.Decoder(list[tuple[str, bytes]])


def unpacked(bodies: Sequence[bytes], *dtypes: str) -> list[Array]:
    """Return what was packed in several parcels of the same kind, joined array by array."""
    parts = [unpack(body) for body in bodies]
    return [
        np.concatenate([np.zeros(0, dtype), *(part[n] for part in parts)]) for n, dtype in enumerate(dtypes)
    ]


def parcels(rows: Sequence[tuple[int, int, bytes]]) -> pa.RecordBatch:
    """Return (group, kind, body) as a batch of rows."""
    to, kind, body = zip(*rows, strict=True) if rows else ((), (), ())
    return pa.RecordBatch.from_arrays(
        [pa.array(to, pa.int32()), pa.array(kind, pa.int32()), pa.array(body, pa.binary())],
        ["to", "kind", "body"],
    )


def posted(to: Array, *arrays: Array, kind: int = 0) -> pa.RecordBatch:
    """Return the rows of some arrays as parcels to the groups named in `to`, in the order of the groups."""
    order = np.argsort(to, kind="stable")
    to = to[order]
    starts = np.flatnonzero(np.diff(to, prepend=-1))
    ends = np.append(starts, len(to))[1:]
    arrays = tuple(a[order] for a in arrays)
    return parcels(
        [
            (int(to[first]), kind, pack(*(a[first:last] for a in arrays)))
            for first, last in zip(starts.tolist(), ends.tolist(), strict=True)
        ]
    )


def bodies(table: pa.Table, kind: int = 0) -> list[bytes]:
    """Return the bodies of the parcels of one kind in a table."""
    return [
        body
        for k, body in zip(table["kind"].to_pylist(), table["body"].to_pylist(), strict=True)
        if k == kind
    ]


@dataclass(frozen=True, slots=True)
class Ragged:
    """Arrays of different lengths, one after the other."""

    values: Array
    sizes: Ints

    def __iter__(self) -> Iterator[Array]:
        ends = np.cumsum(self.sizes).tolist()
        return (self.values[e - s : e] for e, s in zip(ends, self.sizes.tolist(), strict=True))


def binary(column: pa.ChunkedArray | pa.Array, dtype: str) -> Ragged:
    """Return the arrays in a column of bytes without copying each."""
    joined = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if isinstance(joined, pa.ChunkedArray):
        joined = pa.concat_arrays(joined.chunks) if joined.num_chunks else pa.array([], pa.binary())
    wide = "<i8" if pa.types.is_large_binary(joined.type) else "<i4"
    offsets = np.frombuffer(joined.buffers()[1] or b"\0" * 8, wide)
    offsets = offsets[joined.offset : joined.offset + len(joined) + 1].astype(np.int64)
    raw = joined.buffers()[2] or b""
    first, last = (int(offsets[0]), int(offsets[-1])) if len(joined) else (0, 0)
    size = np.dtype(dtype).itemsize
    values = np.frombuffer(memoryview(raw)[first:last], dtype)
    return Ragged(values, np.diff(offsets) // size)


def bag_columns(bags: Sequence[Bag]) -> list[list[bytes]]:
    """Return the places, how often each, and the starts of bags as bytes: numbers as small as they are."""
    return [
        [bag.places.astype("<i4").tobytes() for bag in bags],
        [bag.counts.astype("<f4").tobytes() for bag in bags],
        [bag.starts.astype("<i4").tobytes() for bag in bags],
    ]


def bags(places: Ragged, counts: Ragged, starts: Ragged, *, terms: bool = False) -> list[Bag]:
    """Return the bags; their distinct terms only where they are asked for."""
    found = []
    for own, often, begun in zip(places, counts, starts, strict=True):
        wide, first = own.astype(np.int64), begun.astype(np.int64)
        found.append(Bag(wide, often, first, terms_of(own, begun) if terms else _NONE))
    return found


def terms_of(places: Array, starts: Array) -> Ints:
    """Return the distinct terms of a bag, as `bag` counts them: those of its body and its phrases."""
    body, phrases = places[1 : int(starts[1])], places[int(starts[-1]) + 1 :]
    both = np.concatenate([body, phrases - (len(SIGNALS) - 1) * TERMS])
    return np.unique(both).astype(np.int64)


def pack_weighed(numbers: Array, weighed: Sequence[Weighed]) -> bytes:
    """Return numbered bags with their weights as bytes."""
    return pack(
        np.asarray(numbers, "<i4"),
        np.array([len(w) for _, w in weighed], "<i4"),
        np.concatenate([np.zeros(0, "<i4"), *(b.places.astype("<i4") for b, _ in weighed)]),
        np.concatenate([np.zeros(0, "<f4"), *(w for _, w in weighed)]),
        np.concatenate([np.zeros(0, "<i4"), *(b.starts.astype("<i4") for b, _ in weighed)]),
    )


def unpack_weighed(bodies: Sequence[bytes]) -> dict[int, Weighed]:
    """Return the bags by their numbers."""
    found: dict[int, Weighed] = {}
    for body in bodies:
        numbers, sizes, places, weights, starts = unpack(body)
        begun = starts.reshape(-1, len(SIGNALS)).astype(np.int64)
        both = zip(Ragged(places, sizes), Ragged(weights, sizes), strict=True)
        for number, (own, held), first in zip(numbers.tolist(), both, begun, strict=True):
            found[number] = (Bag(own, _counts(held), first, _NONE), held)
    return found


_NONE: Ints = np.zeros(0, np.int64)


def _counts(weights: Floats) -> Floats:
    """Stand in for counts, which nobody asks for once the weights are known."""
    return weights[:0]
