"""Short stable ids: the same input gives the same id on every run and machine."""

import hashlib

ID_HEX_DIGITS = 16
"""Length of an id: 64 bits, so one collision is expected only near four thousand million records."""


def short_hash(*parts: str | int | None) -> str:
    """The first 16 hex digits of SHA-256 over the parts, each length-prefixed so that no two lists collide.

    Lone surrogates (possible in text decoded from damaged input) hash by their own code point.
    """
    digest = hashlib.sha256()
    for part in parts:
        data = ("" if part is None else str(part)).encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()[:ID_HEX_DIGITS]


def report_id(name: str, sha256: str) -> str:
    """Id of a report: `name` is the id given with it or its relative path with `/`, `sha256` that of its bytes."""
    return short_hash("report", name, sha256)


def claim_id(report: str, trigger: tuple[int, int], source: tuple[int, int] | None) -> str:
    """Id of a claim: report, trigger span and innermost source span, never type, time or place."""
    start, end = source if source is not None else (None, None)
    return short_hash("claim", report, trigger[0], trigger[1], start, end)


def item_id(report: str, start: int, end: int) -> str:
    """Id of a piece of footage or a paper that a report speaks of, by where it is first named."""
    return short_hash("item", report, start, end)


def entity_id(scope: str, name: str) -> str:
    """Id of an entity: `scope` is `world` for public ones and the report's id for others."""
    return short_hash("entity", scope, name)


def judgement_id(by: str, on: str, sequence: int) -> str:
    """Id of a judgement: who, on what record, and its number in the ledger's history."""
    return short_hash("judgement", by, on, sequence)
