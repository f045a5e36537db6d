"""Records and text to bytes and back, for any string that Python can hold."""

import hashlib
import json
import re
import unicodedata
import zlib
from functools import cache
from typing import Any, Final, TypeVar

import msgspec

from whosays.errors import LedgerError

T = TypeVar("T")

ZLIB_LEVEL: Final = 6
"""zlib's own default: originals are written once and seldom read."""

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_WORD = re.compile(r"[^\W_]+")


def encode(record: Any) -> bytes:
    """Compact JSON of a record under its Python field names, as UTF-8 in which surrogates pass.

    They are not escaped: two escaped ones side by side would come back as one code point, and offsets would shift.
    """
    try:
        return msgspec.json.encode(record)
    except UnicodeEncodeError:
        return pack(json.dumps(msgspec.to_builtins(record), ensure_ascii=False, separators=(",", ":")))


def decode(data: bytes, kind: type[T]) -> T:
    """The record that `encode` was given.

    Raises:
        LedgerError: when the bytes are no such record (the ledger was damaged or edited).
    """
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError):
        pass
    try:  # msgspec refuses surrogates, json does not
        return msgspec.convert(json.loads(unpack(data)), type=kind)
    except (ValueError, msgspec.ValidationError) as error:
        raise LedgerError(f"a stored {kind.__name__} cannot be decoded: {error}") from error


def pack(text: str) -> bytes:
    """Text as UTF-8 in which lone surrogates pass; bytes sort as the code points do."""
    return text.encode("utf-8", "surrogatepass")


def unpack(data: bytes) -> str:
    """The text that `pack` was given."""
    return data.decode("utf-8", "surrogatepass")


def squeeze(data: bytes) -> bytes:
    """Original bytes, compressed."""
    return zlib.compress(data, ZLIB_LEVEL)


def unsqueeze(data: bytes) -> bytes:
    """Original bytes as they were.

    Raises:
        LedgerError: when the stored bytes are damaged.
    """
    try:
        return zlib.decompress(data)
    except zlib.error as error:
        raise LedgerError(f"a stored original cannot be decompressed: {error}") from error


def sha256(data: bytes) -> str:
    """Hexadecimal SHA-256."""
    return hashlib.sha256(data).hexdigest()


def storable(text: str) -> str:
    """The text with what SQLite's text functions cannot hold (NUL, lone surrogates) replaced, code point by code point."""
    return _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", text)


@cache
def _fold_char(char: str) -> str:
    base = unicodedata.normalize("NFKD", char)[:1].casefold()[:1]
    return base or char


def fold_in_place(text: str) -> str:
    """Case and accents away, code point by code point, so that offsets hold."""
    return "".join(map(_fold_char, text))


def fold(text: str) -> str:
    """The form under which names are compared: words without case, accents and marks, one space between them."""
    plain = unicodedata.normalize("NFKD", storable(text)).casefold()
    return " ".join(_WORD.findall("".join(c for c in plain if not unicodedata.combining(c))))
