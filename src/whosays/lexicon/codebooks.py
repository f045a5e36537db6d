"""Our claim types in the terms of ACLED, PLOVER and CAMEO: a table, and the two types whose ACLED code needs the participants."""

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Final, Literal

Side = Literal["state", "armed", "foreign", "civilian", "protesters", "unknown"]

#: ACLED labels that annotate may give to an event outside our types (records.md), never to a claim.
OUTSIDE: Final = frozenset(
    {
        "Attribution of responsibility", "Diplomatic event", "Man-made disaster", "Natural disaster", "Organised crime",
    }
)
_BY_PARTICIPANTS: Final = "*"
# Kinds of the actor lexicon and words of a head noun that tell which side a participant is on.
_STATE_KINDS: Final = frozenset({"state_force", "state", "government", "police", "official", "state_body", "military"})
_FOREIGN_KINDS: Final = frozenset({"foreign_force", "foreign_state", "peacekeeper", "coalition"})
_ARMED_KINDS: Final = frozenset({"rebel", "militia", "armed_group", "terrorist", "separatist", "gang", "political_militia", "communal_militia"})


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes of one type; null where a book has none. `acled` is the claim's, `event_acled` the one annotate shows."""

    acled: str | None
    event_acled: str | None
    plover: str | None
    mode: str | None
    context: str | None
    cameo: str | None


@lru_cache(maxsize=1)
def table() -> dict[str, Codes]:
    """All types with their codes, `*` standing for "by participants"."""
    text = resources.files("whosays.lexicon").joinpath("data", "codes.tsv").read_text("utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return {cells[0]: Codes(*(_codes(cells))) for cells in (line.split("\t") for line in lines[1:])}


def _codes(cells: list[str]) -> tuple[str | None, ...]:
    padded = [cell or None for cell in [*cells[1:], *[""] * 6][:6]]
    return (padded[0], padded[1] or padded[0], *padded[2:])


def side_of(kind: str | None, phrase: str = "") -> Side:
    """Which side a participant is on, from its kind in the actor lexicon, else from its words ("Syrian government forces")."""
    if kind in _STATE_KINDS:
        return "state"
    if kind in _FOREIGN_KINDS:
        return "foreign"
    if kind in _ARMED_KINDS:
        return "armed"
    if kind == "civilian":
        return "civilian"
    return _side_of_words(re.findall(r"[\w'-]+", phrase.lower()))


def _side_of_words(words: list[str]) -> Side:
    from whosays.lexicon.events import event_lexicon

    civilians = event_lexicon().classes["civilian"]
    stems = {word.removesuffix("'s") for word in words} | {_singular(word.removesuffix("'s")) for word in words}
    if stems & _PROTESTERS:
        return "protesters"
    if stems & _ARMED_NOUNS:
        return "armed"
    if stems & _STATE_NOUNS:
        return "state"
    if stems & civilians:
        return "civilian"
    return "armed" if stems & _ARMED_LATER else "unknown"


def _singular(word: str) -> str:
    if word in {"gunmen", "policemen", "servicemen", "militiamen", "women", "men"}:
        return word[:-2] + "an"
    return "child" if word == "children" else word.removesuffix("s")


_PROTESTERS: Final = frozenset({"protester", "demonstrator", "protestor", "crowd", "rally", "protest", "marcher", "demonstration"})
_ARMED_LATER: Final = frozenset({"group", "opposition", "fighter", "force", "faction", "gang", "attacker", "assailant", "bandit", "mob"})
_STATE_NOUNS: Final = frozenset(
    {
        "army", "police", "soldier", "soldiers", "government", "regime", "navy", "serviceman", "servicemen", "officer", "policeman", "military",
        "authorities", "authority", "troop", "troops", "ministry", "security", "barracks", "convoy", "garrison", "checkpoint", "post", "peacekeeper", "trooper", "guard", "airman", "gendarme", "ranger", "marine", "state",
    }
)
_ARMED_NOUNS: Final = frozenset(
    {
        "rebel", "rebels", "militant", "militants", "insurgent", "fighters", "guerrilla", "islamist", "al-shabaab", "al-shabab", "houthi", "hezbollah", "ypg", "pkk", "mujahideen", "mujahidin", "jihadist", "terrorist", "gunman", "gunmen",
        "militia", "militiaman", "separatist", "extremist", "taliban", "isis", "isil", "daesh", "is",
    }
)


def codes(kind: str, actor: Side = "unknown", target: Side = "unknown") -> Codes:
    """The codes of a claim of type `kind` with the sides of its actor and target.

    Raises:
        KeyError: for a type that is not in model/types.py.
    """
    row = table()[kind]
    if row.acled != _BY_PARTICIPANTS:
        return row
    label = _by_participants(kind, actor, target)
    return Codes(label, label, row.plover, row.mode, row.context, row.cameo)


def _by_participants(kind: str, actor: Side, target: Side) -> str | None:
    """territory_gained by who takes; attack, killing and casualties by who suffers."""
    if kind == "territory_gained":
        if actor == "unknown":
            return "Government regains territory" if target == "armed" else "Non-state actor overtakes territory"
        return "Government regains territory" if actor == "state" else "Non-state actor overtakes territory"
    if target == "protesters":
        return "Excessive force against protesters"
    if target == "civilian":
        return "Attack"
    if actor == "protesters":
        return "Mob violence"
    if target in {"state", "armed", "foreign"}:
        return "Armed clash"
    return "Attack" if kind in {"attack", "killing"} else None
