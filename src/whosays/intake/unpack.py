"""Gzip, unpacked with a bound: every member, never more than was allowed."""

import zlib

from whosays.intake.draft import issue
from whosays.model.issue import Issue

_GZIP = 16 + zlib.MAX_WBITS


def unpacked(data: bytes, source: str, max_bytes: int) -> tuple[bytes, Issue | None]:
    """The content of all members of a gzip file, and an Issue when it is damaged, empty, or longer than `max_bytes`.

    What a damaged file still holds is given; of one too long, nothing.
    """
    parts: list[bytes] = []
    size = 0
    rest = data
    while rest.strip(b"\0"):
        unpacker = zlib.decompressobj(_GZIP)
        try:
            part = unpacker.decompress(rest, max_bytes - size + 1)
        except zlib.error as error:
            return b"".join(parts), _damaged(source, str(error))
        parts.append(part)
        size += len(part)
        if size > max_bytes:
            return b"", issue(
                "too_large",
                source,
                f"unpacks to more than {max_bytes} bytes (setting max_bytes); it was not read",
            )
        if not unpacker.eof:
            return b"".join(parts), _damaged(source, "the file ends too early")
        rest = unpacker.unused_data
    empty = None if size else issue("empty", source, "is a gzip file of nothing; expected text")
    return b"".join(parts), empty


def _damaged(source: str, said: str) -> Issue:
    return issue(
        "gzip_damaged", source, f"cannot be unpacked to its end ({said}); what could be unpacked was read"
    )
