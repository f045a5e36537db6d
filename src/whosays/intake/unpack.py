"""Gzip, unpacked with a bound: every member, never more than was allowed."""

import zlib

from whosays.intake.draft import issue
from whosays.model.issue import Issue

_GZIP = 16 + zlib.MAX_WBITS


def unpacked(data: bytes, source: str, max_bytes: int) -> bytes | Issue:
    """The content of all members of a gzip file, or an Issue: damaged, empty, or longer than `max_bytes`.

    A web archive that breaks off is given as far as it goes: its reader says where it ends.
    """
    parts: list[bytes] = []
    size = 0
    rest = data
    while rest.strip(b"\0"):
        unpacker = zlib.decompressobj(_GZIP)
        try:
            part = unpacker.decompress(rest, max_bytes - size + 1)
        except zlib.error as error:
            return _broken(parts, source, str(error))
        parts.append(part)
        size += len(part)
        if size > max_bytes:
            return issue("too_large", source, f"unpacks to more than {max_bytes} bytes (setting max_bytes); it was not read")
        if not unpacker.eof:
            return _broken(parts, source, "the file ends too early")
        rest = unpacker.unused_data
    if not size:
        return issue("empty", source, "is a gzip file of nothing; expected text")
    return b"".join(parts)


def _broken(parts: list[bytes], source: str, said: str) -> bytes | Issue:
    """What was unpacked so far, when it is a web archive; else an Issue."""
    content = b"".join(parts)
    if content.startswith(b"WARC/"):
        return content
    return issue("gzip_damaged", source, f"cannot be unpacked ({said}); expected a whole gzip file")
