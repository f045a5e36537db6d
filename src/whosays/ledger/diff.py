"""A newer reading of a report against the stored one."""

import dataclasses
from collections.abc import Mapping, Sequence

from whosays.ledger.records import Change, ReadingDiff
from whosays.ledger.rows import in_text
from whosays.model.claim import Claim


def diff(report_id: str, stored: Mapping[str, Claim], claims: Sequence[Claim]) -> ReadingDiff:
    """Claims added, removed and changed, in text order; `reader` alone is no change."""
    new = {claim.claim_id: claim for claim in claims}
    both = [(stored[key], new[key]) for key in new if key in stored]
    changes = [Change(old, now, changed_fields(old, now)) for old, now in both]
    return ReadingDiff(
        report_id,
        added=tuple(sorted((new[key] for key in new if key not in stored), key=in_text)),
        removed=tuple(sorted((stored[key] for key in stored if key not in new), key=in_text)),
        changed=tuple(sorted((one for one in changes if one.fields), key=lambda one: in_text(one.after))),
    )


def changed_fields(old: Claim, new: Claim) -> tuple[str, ...]:
    """Names of the fields in which two readings differ, in the order of the contract."""
    names = [field.name for field in dataclasses.fields(Claim) if field.name != "reader"]
    return tuple(name for name in names if getattr(old, name) != getattr(new, name))
