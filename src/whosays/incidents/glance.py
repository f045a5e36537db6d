"""What the index remembers of a claim, so that most pairs that cannot be one are passed over without their reports being read again."""

from typing import Final

from whosays.incidents.rules import NEAR_DAYS, Seen, types_apart

Glance = tuple[str, int | None, int | None, int]
"""Type, first and last day (ordinals, null where open) and flags of a claim."""
OWN_TIME: Final = 1
"""Flag: the days stand in the claim's own words."""
REAL: Final = 2
"""Flag: told as done or tried, not as planned."""
BULLETIN: Final = 4
"""Flag: the report tells of acts at many places."""


def glance(item: Seen) -> Glance:
    """What of a prepared claim is remembered; all of it hangs on the claims of its report alone."""
    return item.claim.type, *item.days, OWN_TIME * item.own_time | REAL * item.real | BULLETIN * item.bulletin


def forbidden(one: Glance, other: Glance) -> bool:
    """Whether days, a plan and a fact, or types forbid a tie at a glance, whatever is known of names: `rules.score` is VETO then."""
    kind, first, last, flags = one
    other_kind, other_first, other_last, other_flags = other
    slack = 1 if flags & other_flags & OWN_TIME else NEAR_DAYS
    if last is not None and other_first is not None and last + slack < other_first:
        return True
    if other_last is not None and first is not None and other_last + slack < first:
        return True
    return bool((flags ^ other_flags) & REAL) or types_apart(kind, other_kind)
