"""Every type in the terms of ACLED, PLOVER and CAMEO."""

import pytest

from whosays.lexicon.codebooks import OUTSIDE, codes, side_of, table
from whosays.model.types import TYPES

SUB_EVENTS = {
    "Armed clash", "Government regains territory", "Non-state actor overtakes territory", "Chemical weapon", "Air/drone strike",
    "Suicide bomb", "Shelling/artillery/missile attack", "Remote explosive/landmine/IED", "Grenade", "Sexual violence", "Attack",
    "Abduction/forced disappearance", "Peaceful protest", "Protest with intervention", "Excessive force against protesters",
    "Violent demonstration", "Mob violence", "Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use",
    "Headquarters or base established", "Looting/property destruction", "Non-violent transfer of territory", "Other",
}
PLOVER = {
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST",
    "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
}


def test_every_type_has_a_row() -> None:
    assert set(table()) == TYPES


@pytest.mark.parametrize("kind", sorted(TYPES))
def test_codes_are_of_the_books(kind: str) -> None:
    found = codes(kind, "armed", "civilian")
    assert found.acled is None or found.acled in SUB_EVENTS
    assert found.event_acled is None or found.event_acled in SUB_EVENTS | OUTSIDE
    assert found.plover is None or found.plover in PLOVER
    assert found.cameo is None or (found.cameo.isdigit() and len(found.cameo) in {3, 4})


@pytest.mark.parametrize(
    ("kind", "actor", "target", "acled"),
    [
        ("territory_gained", "state", "armed", "Government regains territory"),
        ("territory_gained", "armed", "state", "Non-state actor overtakes territory"),
        ("territory_gained", "foreign", "unknown", "Non-state actor overtakes territory"),
        ("attack", "armed", "civilian", "Attack"),
        ("attack", "armed", "state", "Armed clash"),
        ("attack", "state", "protesters", "Excessive force against protesters"),
        ("killing", "state", "armed", "Armed clash"),
        ("casualties", "unknown", "unknown", None),
    ],
)
def test_codes_by_participants(kind: str, actor: str, target: str, acled: str | None) -> None:
    assert codes(kind, actor, target).acled == acled  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("phrase", "side"),
    [
        ("Syrian government forces", "state"), ("two policemen", "state"), ("Taliban militants", "armed"), ("five villagers", "civilian"),
        ("anti-government protesters", "protesters"), ("the valley", "unknown"),
    ],
)
def test_sides_from_words(phrase: str, side: str) -> None:
    assert side_of(None, phrase) == side
