"""Ties between the claims of one report: a denial and what it denies, repeats, the same, separate and additional acts."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from whosays.claims.answers import answered
from whosays.claims.counters import countered
from whosays.claims.ground import Ground
from whosays.lexicon import speech as speech_lexicon
from whosays.model.claim import Claim, Relation, RelationKind
from whosays.model.reading import Speech
from whosays.model.span import Quote
from whosays.model.types import GROUP_OF

BACKWARD: Final = frozenset(["this", "these", "that", "those", "the", "such", "any"])
SEPARATE: Final = frozenset(["separate", "another", "different", "second", "third", "further", "other"])
ADDITIONAL: Final = frozenset(["additional", "more"])
SAME: Final = frozenset(["same"])


def relate(g: Ground, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims with their relations, in text order."""
    found: dict[str, list[Relation]] = {claim.claim_id: list(claim.relations) for claim in claims}
    for number, claim in enumerate(claims):
        earlier = claims[:number]
        for relation in (*answered(g, claim, claims), *countered(g, claim, claims), *_worded(g, claim, earlier), *_repeat(claim, earlier)):
            if all(relation.claim_id != known.claim_id for known in found[claim.claim_id]):
                found[claim.claim_id].append(relation)
    _bare_denials(g, claims, found)
    by_id = {claim.claim_id: claim for claim in claims}
    return tuple(_completed(replace(claim, relations=tuple(found[claim.claim_id])), by_id) for claim in claims)


def _completed(claim: Claim, by_id: Mapping[str, Claim]) -> Claim:
    """"M23 denied the abductions": whose and whom, the denial takes from the claim that it denies, where its own words name nobody."""
    denied = next((by_id[r.claim_id] for r in claim.relations if r.kind == "denies" and r.claim_id and r.claim_id in by_id), None)
    if denied is None or not claim.factuality.endswith("-") or claim.role("actor", "target") or denied.type != claim.type:
        return claim
    roles = tuple(replace(r, reason=f"taken over from the claim it denies; {r.reason}".rstrip("; ")) for r in denied.role("actor", "target", "member"))
    places = claim.places or denied.places
    return replace(claim, roles=(*claim.roles, *roles), places=places)


# --- rejected words ----------------------------------------------------------------------------------------------------


def _bare_denials(g: Ground, claims: Sequence[Claim], found: dict[str, list[Relation]]) -> None:
    """"dismissed the report", "rejected the accusation": what is denied is what someone said, not an act named there.

    The relation hangs on the rejection claim (trigger at the cue) where there is one.
    """
    for speech in g.reading.speeches:
        if speech.stance != "denying" or not speech.content or not _about_words(g, speech):
            continue
        rejection = next((c for c in claims if speech.cue[0].start <= c.trigger.start < speech.cue[-1].end), None)
        before = [c for c in claims if c.attribution and c.evidence[0].end <= speech.cue[0].start]
        if rejection is None or not before or any(r.kind == "denies" for r in found[rejection.claim_id]):
            continue
        cue = Quote(g.report.text[speech.cue[0].start : speech.cue[0].end], speech.cue[0].start, speech.cue[0].end)
        relation = Relation("denies", before[-1].claim_id, "unclear", cue.text, cue.start, cue.end, "rejects what was said just before")
        if all(r.claim_id != relation.claim_id for r in found[rejection.claim_id]):
            found[rejection.claim_id].append(relation)


def _about_words(g: Ground, speech: Speech) -> bool:
    said = speech_lexicon.load().said_nouns
    for span in speech.content:
        for i in g.reading.tokens_in(span.start, span.end):
            token = g.tree.tokens[i]
            if token.lemma.lower() in said and token.dep in ("dobj", "pobj", "conj", "nsubjpass"):
                return True
    return False


# --- wording -------------------------------------------------------------------------------------------------------------


def _worded(g: Ground, claim: Claim, earlier: Sequence[Claim]) -> list[Relation]:
    """What the text itself says of the tie: "a separate incident", "the same attack", "another four"."""
    for i in g.reading.tokens_in(claim.evidence[0].start, claim.evidence[0].end):
        token = g.tree.tokens[i]
        lower = token.lemma.lower()
        kind: RelationKind | None = None
        if lower in SEPARATE:
            kind = "separate"
        elif lower in ADDITIONAL:
            kind = "additional"
        elif lower in SAME:
            kind = "same"
        if kind is None or not _governs_act(g, token.head, claim):
            continue
        target = next((c for c in reversed(earlier) if GROUP_OF[c.type] == GROUP_OF[claim.type] and c.evidence != claim.evidence), None)
        if target is not None:
            return [Relation(kind, target.claim_id, "unclear", token.text, token.start, token.end, f"the text says {token.text!r}")]
    return []


INCIDENT_NOUNS: Final = frozenset(["incident", "attack", "strike", "clash", "operation", "raid", "episode", "event", "ambush", "shelling", "explosion"])


def _governs_act(g: Ground, noun: int, claim: Claim) -> bool:
    """Whether the word stands with the act itself or with a noun for incidents in the act's own clause."""
    token = g.tree.tokens[noun]
    if claim.trigger.start <= token.start < claim.trigger.end:
        return True
    if token.lemma.lower() not in INCIDENT_NOUNS:
        return False
    return any(claim.trigger.start <= g.tree.tokens[node].start < claim.trigger.end for node in g.tree.up(noun))


def _repeat(claim: Claim, earlier: Sequence[Claim]) -> list[Relation]:
    """The same source saying the same again later: the later claim repeats the first."""
    if not claim.attribution or claim.factuality.endswith("-"):
        return []
    source = claim.attribution[-1].source
    for other in earlier:
        if not other.attribution or other.type != claim.type or other.evidence == claim.evidence:
            continue
        same_source = (other.attribution[-1].source.entity_id or other.attribution[-1].source.name) == (source.entity_id or source.name)
        if same_source and other.factuality == claim.factuality and _same_parties(other, claim):
            return [Relation("repeats", other.claim_id, "whole", claim.trigger.text, claim.trigger.start, claim.trigger.end, "the same source says the same again")]
    return []


def _same_parties(a: Claim, b: Claim) -> bool:
    for role in ("actor", "target"):
        mine = {r.entity_id or r.name.casefold() for r in a.role(role)}
        theirs = {r.entity_id or r.name.casefold() for r in b.role(role)}
        if mine != theirs:
            return False
    return bool(a.role("actor", "target"))
