"""The claim types of the contract, by group. Their codes in other books are data: see `whosays.lexicon.codebooks`."""

from typing import Final

GROUPS: Final[dict[str, tuple[str, ...]]] = {
    "force": (
        "air_strike", "drone_strike", "shelling", "bombing", "suicide_bombing", "grenade_attack", "chemical_attack", "armed_clash",
        "attack", "offensive", "killing", "abduction", "detention", "torture", "sexual_violence", "siege", "destruction", "looting",
        "weapons_seizure", "interception",
    ),
    "control": ("territory_gained", "territory_transferred", "base_established", "withdrawal", "surrender"),
    "posture": (
        "deployment", "movement", "exercise", "training", "patrol", "overflight", "mobilisation", "presence", "weapon_use",
    ),
    "support": ("arms_supply", "military_support", "intelligence_sharing", "humanitarian_aid", "financing", "award"),
    "organisation": ("appointment", "dismissal", "formation", "affiliation", "identity", "split"),
    "talk": (
        "talks", "visit", "agreement", "ceasefire", "ceasefire_violation", "demand", "offer", "accusation", "rejection", "threat",
        "sanction", "responsibility_claim",
    ),
    "unrest": ("protest", "riot"),
    "harm": ("casualties", "displacement", "disappearance"),
}

TYPES: Final[frozenset[str]] = frozenset(kind for kinds in GROUPS.values() for kind in kinds)

GROUP_OF: Final[dict[str, str]] = {kind: group for group, kinds in GROUPS.items() for kind in kinds}
