"""Records to bytes and back: MessagePack by msgspec, compressed; never pickle.

The words of a sentence are stored column by column, and what the text says already is left out: a third
of what the records take field by field.
"""

from __future__ import annotations

import gc
import zlib
from collections.abc import Hashable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from threading import Lock
from typing import Any, TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from crosslight.library.halves import WIDTH
from crosslight.model import Article, FieldName, Parsed, Sentence, Span, Word

T = TypeVar("T")
Ints8 = NDArray[np.int8]
# Level 6 of 9: beyond it, a hundredth less takes twice the time.
_LEVEL = 6
# What msgspec knows of a dataclass it learns when it first decodes one, and while one thread is at that, it
# crashes another that decodes the same (msgspec 0.22: 13 of 20 processes, with eight threads).
_BUILDING = Lock()


class _Words(msgspec.Struct, array_like=True, frozen=True):
    """The words of one sentence: `lemmas` are empty where they are the word itself in lower case."""

    field: FieldName
    start: int
    end: int
    noise: str | None
    starts: list[int]
    lengths: list[int]
    lemmas: list[str]
    pos: list[str]
    tags: list[str]
    deps: list[str]
    heads: list[int]
    entities: list[str]


def pack(record: object) -> bytes:
    """Return a record as bytes."""
    return zlib.compress(msgspec.msgpack.encode(record), _LEVEL)


def unpack(data: bytes, kind: type[T]) -> T:
    """Return the record of a type that `pack` made into bytes."""
    asked: Any = kind
    with _BUILDING:
        decoder: msgspec.msgpack.Decoder[T] = _decoder(asked)
    with _unswept():
        return decoder.decode(zlib.decompress(data))


@contextmanager
def _unswept() -> Iterator[None]:
    """Keep Python from looking for garbage meanwhile.

    Of what is decoded nothing is garbage, and to look again and again takes four times as long as to decode
    a dossier of 20 reports.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@cache
def _decoder(kind: Hashable) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(kind)


def pack_parsed(parsed: Parsed) -> bytes:
    """Return what was found in an article as bytes, without the article."""
    bare = replace(parsed, article=Article(parsed.article.id, ""), sentences=())
    return pack((bare, [_columns(sentence) for sentence in parsed.sentences]))


class _Bare(msgspec.Struct, array_like=True, frozen=True):
    """What `_Words` begins with: the sentence without its words, which are skipped."""

    field: FieldName
    start: int
    end: int
    noise: str | None


def unpack_parsed(data: bytes, article: Article, *, words: bool = True) -> Parsed:
    """Return what was found in this article; without the words of its sentences in a third of the time."""
    kind: Any = tuple[Parsed, list[_Words]] if words else tuple[Parsed, list[_Bare]]
    bare: Parsed
    columns: list[_Words] | list[_Bare]
    bare, columns = unpack(data, kind)
    return replace(bare, article=article, sentences=tuple(_sentence(one, article) for one in columns))


def pack_vectors(vectors: Iterable[NDArray[np.float32]]) -> bytes:
    """Return vectors, whatever their length, as signed bytes: cosines stay as they are, to 0.005."""
    rows = np.asarray([*vectors], np.float32).reshape(-1, WIDTH)
    most = np.maximum(np.abs(rows).max(axis=1, keepdims=True, initial=0), 1e-9)
    whole: Ints8 = np.rint(rows * (127 / most)).astype(np.int8)
    return whole.tobytes()


def unpack_vectors(data: bytes) -> Ints8:
    """Return (n, 384) vectors; their lengths mean nothing."""
    return np.frombuffer(data, np.int8).reshape(-1, WIDTH)


def cosines(rows: Ints8, query: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the cosines of vectors with a query of length one."""
    wide = rows.astype(np.float32)
    lengths = np.sqrt(np.einsum("ij,ij->i", wide, wide))
    return np.asarray(wide @ query / np.maximum(lengths, 1e-9), np.float32)


def _columns(sentence: Sentence) -> _Words:
    words = sentence.words
    at = [word.start for word in words]
    return _Words(
        sentence.span.field,
        sentence.span.start,
        sentence.span.end,
        sentence.noise,
        # As steps: small numbers that are much alike take less room.
        [here - before for before, here in zip([sentence.span.start, *at], at, strict=False)],
        [word.end - word.start for word in words],
        ["" if word.lemma == word.text.lower() else word.lemma for word in words],
        [word.pos for word in words],
        [word.tag for word in words],
        [word.dep for word in words],
        [word.head for word in words],
        [word.entity for word in words],
    )


def _sentence(one: _Words | _Bare, article: Article) -> Sentence:
    span = Span(article.id, one.field, one.start, one.end)
    if isinstance(one, _Bare):
        return Sentence(span, (), one.noise)
    whole = article.text if one.field == "text" else article.headline
    words, start = [], one.start
    for step, length, lemma, pos, tag, dep, head, entity in zip(
        one.starts, one.lengths, one.lemmas, one.pos, one.tags, one.deps, one.heads, one.entities, strict=True
    ):
        start += step
        said = whole[start : start + length]
        words.append(Word(start, start + length, said, lemma or said.lower(), pos, tag, dep, head, entity))
    return Sentence(span, tuple(words), one.noise)
