"""Numbers that stand for words and ids, the same on every run and machine."""

from hashlib import blake2b


def number(*parts: str | int | None) -> int:
    """A signed number of 64 bits for these parts; two that share one would only be compared in vain."""
    text = "\x1f".join(["" if part is None else str(part) for part in parts])
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True)
