"""Time, place and kind of act that a sentence leaves unsaid because the report told them before: narrative progression.

A careful reader takes "five were killed" in the third sentence to speak of the place and day of the lead. Each value taken over
says so in its reason; what the report does not bind to an earlier telling stays open.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from whosays.claims.dated_anew import dated_anew
from whosays.claims.ground import Ground
from whosays.claims.story import POINTING, first_placed, headlined, lead_of, told_again
from whosays.claims.told_country import in_one_country
from whosays.claims.told_places import narrowed, scene_of, target_words, with_place, within
from whosays.claims.told_times import ahead, timeless, told, with_time
from whosays.model.claim import Claim


def fill(g: Ground, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims with time and place taken over from earlier tellings where their own sentence has none."""
    ordered = narrowed(within(g, _retyped(g, sorted(claims, key=lambda c: (c.trigger.start, c.trigger.end)))))
    lead = lead_of(g, ordered)
    scene = scene_of(ordered, first_placed(g, ordered), headlined(g, ordered))
    days = told(g, lead)
    done: list[Claim] = []
    for claim in ordered:
        placed = with_place(g, claim, done, scene) if all(p.relation == "from" for p in claim.places) else claim
        dated = with_time(g, placed, replace(days, before=done)) if timeless(placed) else ahead(g, placed)
        done.append(_with_parties(g, dated, done))
    return tuple(in_one_country(g, dated_anew(g, done)))


# --- parties -------------------------------------------------------------------------------------------------------------


def _with_parties(g: Ground, claim: Claim, before: Sequence[Claim]) -> Claim:
    """An act told again ("the raid", "the town has fallen") has the parties that were told of it, where it names none in a role itself."""
    again = told_again(g, claim, before)
    if again is None or again.evidence == claim.evidence:
        return claim
    taken = [r for kind in ("actor", "target") if not claim.role(kind) for r in again.role(kind)]
    named = {r.entity_id or r.name for r in claim.roles}
    roles = tuple(
        replace(r, reason=f"as told before of the same act ({again.trigger.text!r}); {r.reason}")
        for r in taken if (r.entity_id or r.name) not in named
    )
    return replace(claim, roles=(*claim.roles, *roles)) if roles else claim


# --- types ---------------------------------------------------------------------------------------------------------------

SPECIFIC: Final = frozenset(["air_strike", "drone_strike", "shelling", "bombing", "suicide_bombing", "grenade_attack", "chemical_attack"])
"""Kinds of attack that a bare "was hit" or "the attack" takes up when the report told before how the same target was struck."""


def _retyped(g: Ground, claims: Sequence[Claim]) -> list[Claim]:
    """"Shells struck a hospital ... the hospital was hit again": the bare attack is of the kind told before of the same target."""
    found: list[Claim] = []
    for claim in claims:
        told = claim
        if claim.modality == "actual" and (of := _of_kind(g, claim, found)) is not None:
            reason = f"of the kind told before of the same target or just before ({of.trigger.text!r})"
            told = replace(claim, type=of.type, reasons=(*claim.reasons, reason), acled=of.acled, plover=of.plover, cameo=of.cameo)
        found.append(told)
    return found


def _of_kind(g: Ground, claim: Claim, found: Sequence[Claim]) -> Claim | None:
    """The earlier act whose kind the words of this one leave open: "the attack" after a shelling, "the blast" after a suicide bombing."""
    if _is_new(g, claim):
        return None
    if claim.type == "attack" and _names_no_kind(g, claim):
        before = [c for c in found if c.type in SPECIFIC and (target_words(c) & target_words(claim) or _goes_on(g, c, claim))]
        return before[-1] if before else None
    if claim.type == "bombing" and _lemma(g, claim) in BLASTS:
        bombs = [c for c in found if c.type in ("bombing", "suicide_bombing")]
        return bombs[-1] if bombs and all(c.type == "suicide_bombing" for c in bombs) else None
    return None


def _lemma(g: Ground, claim: Claim) -> str:
    i = g.reading.token_at(claim.trigger.end - 1)
    return g.tree.tokens[i].lemma.lower() if i is not None else ""


BLASTS: Final = frozenset(["blast", "explosion", "bombing", "detonation"])
"""Words for an act of bombing that do not tell whether the bomber died in it."""


def _names_no_kind(g: Ground, claim: Claim) -> bool:
    """Whether the attack is told by a word that leaves its kind open: an assault or an ambush is a kind of its own."""
    i = g.reading.token_at(claim.trigger.start)
    if i is not None and g.tree.tokens[i].tag == "NNS" and g.tree.child(i, "det") is None:
        return False  # "stepped up attacks": of any kind
    return i is not None and (g.tree.tokens[i].lemma.lower() in BARE or g.tree.tokens[i].lemma.lower() in ("be", "come", "raid"))


def _is_new(g: Ground, claim: Claim) -> bool:
    """Whether the attack is a noun without a pointing word ("another attack", "attacks"): what it is like was not told before."""
    i = g.reading.token_at(claim.trigger.start)
    if i is None or g.tree.tokens[i].pos not in ("NOUN", "PROPN"):
        return False
    head = g.reading.token_at(claim.trigger.end - 1)
    return not any(g.tree.tokens[c].text.lower() in POINTING for c in g.tree.below[i if head is None else head] if g.tree.tokens[c].dep == "det")


BARE: Final = frozenset(["hit", "strike", "target", "attack"])
"""Words for an attack that do not tell its kind."""
FROM_THE_AIR: Final = frozenset(["air_strike", "drone_strike"])
"""Kinds of attack that "the raid" may go on with; on the ground a raid is of its own kind."""


def _goes_on(g: Ground, before: Claim, claim: Claim) -> bool:
    """Whether a bare attack goes on with the telling of the sentence before: one paragraph, no doer or weapon of its own."""
    i, j = g.reading.token_at(before.trigger.start), g.reading.token_at(claim.trigger.start)
    if i is None or j is None or claim.role("instrument"):
        return False
    lemma = g.tree.tokens[j].lemma.lower()
    if lemma not in BARE and not (lemma == "raid" and before.type in FROM_THE_AIR):
        return False
    gap = g.tree.tokens[j].sentence - g.tree.tokens[i].sentence
    doers = {r.name for r in claim.role("actor")}
    return 0 < gap <= NEXT_SENTENCES and (not doers or bool(doers & {r.name for r in before.role("actor")}))


NEXT_SENTENCES: Final = 2
"""How far a telling goes on without naming its kind again."""
