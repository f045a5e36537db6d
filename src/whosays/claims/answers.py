"""Which claim a claim that is denied answers: of those that somebody else asserts near it, the one for which its signs speak most."""

from collections.abc import Sequence
from typing import Final

from whosays.claims.answering import candidates, score
from whosays.claims.ground import Ground
from whosays.lexicon import speech as speech_lexicon
from whosays.model.claim import Aspect, Claim, Relation

LEAST: Final = -0.1
"""The least score of what a denial answers."""
LEAST_ALIKE: Final = -1.2
"""The same where the two may be one act, or the one follows on the other: in whole reports such answers come late (both chosen on the incidents of the samples)."""
ALIKE: Final = frozenset(["may be one act", "answers what was just told", "follows it outright"])


def unanswering(g: Ground, claims: Sequence[Claim]) -> list[Claim]:
    """The claims that somebody denies though none of `claims` asserts what is denied."""
    return [c for c in claims if c.factuality.endswith("-") and c.modality == "actual" and c.attribution and not answered(g, c, claims)]


def answered(g: Ground, claim: Claim, claims: Sequence[Claim]) -> list[Relation]:
    """A claim that its own source denies answers the likeliest of the claims that somebody else asserts near it; none where that is not likely."""
    if not claim.factuality.endswith("-") or claim.modality != "actual":
        return []
    scored = [(score(g, c, claim), c) for c in candidates(g, claim, claims)]
    likely = [(total, c) for (total, signs), c in scored if total > (LEAST_ALIKE if ALIKE & set(signs) else LEAST)]
    if not likely:
        return []
    over = claim.phase == "ends"  # who denies an abduction does not deny the release
    _, target = max(likely, key=lambda p: ((p[1].phase == "ends") == over, p[0], -abs(p[1].trigger.start - claim.trigger.start)))
    cue = claim.attribution[-1].cue if claim.attribution else None
    words = cue or claim.trigger
    return [Relation("denies", target.claim_id, _aspect(g, claim), words.text, words.start, words.end, "denies the act claimed there")]


def _aspect(g: Ground, claim: Claim) -> Aspect:
    """What is denied: an act denied with its doer named as the denier disputes the doer; "not on Monday" the time; else the whole."""
    head = g.reading.token_at(claim.trigger.start)
    if any("it was not" in reason or "had no part" in reason for reason in claim.reasons) or (head is not None and any(g.tree.tokens[n].lemma.lower() in speech_lexicon.load().part_nouns for n in g.tree.up(head))):
        return "actor"
    for what, spans in (("place", [(p.start, p.end) for p in claim.places]), ("time", [(claim.time.start, claim.time.end)]), ("count", [(c.start, c.end) for c in claim.counts])):
        if any(_right_after_not(g, start) for start, _ in spans if start is not None):
            return what  # type: ignore[return-value]
    actors = {r.entity_id or r.name for r in claim.role("actor")}
    if claim.attribution:
        source = claim.attribution[-1].source
        if (source.entity_id or source.name) in actors:
            return "actor"
    return "whole"


def _right_after_not(g: Ground, start: int) -> bool:
    """Whether "not" stands right before the words at `start`, or before their preposition."""
    i = g.reading.token_at(start)
    if i is None:
        return False
    before = [g.tree.tokens[n] for n in range(max(0, i - 2), i)]
    words = [t.text.lower() for t in before if t.pos != "ADP" and t.tag != "DT"]
    return bool(words) and words[-1] == "not"
