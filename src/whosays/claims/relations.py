"""Ties between the claims of one report: a denial and what it denies, repeats, the same, separate and additional acts."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from whosays.claims.ground import Ground
from whosays.lexicon import speech as speech_lexicon
from whosays.model.claim import Aspect, Claim, Relation, RelationKind
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
        for relation in (*_denial(g, claim, claims), *_worded(g, claim, earlier), *_repeat(claim, earlier)):
            if all(relation.claim_id != known.claim_id for known in found[claim.claim_id]):
                found[claim.claim_id].append(relation)
    _bare_denials(g, claims, found)
    by_id = {claim.claim_id: claim for claim in claims}
    return tuple(_completed(replace(claim, relations=tuple(found[claim.claim_id])), by_id) for claim in claims)


def _completed(claim: Claim, by_id: Mapping[str, Claim]) -> Claim:
    """"M23 denied the abductions": whose and whom, the denial takes from the claim that it denies, where its own words name nobody."""
    denied = next((by_id[r.claim_id] for r in claim.relations if r.kind == "denies" and r.claim_id and r.claim_id in by_id), None)
    if denied is None or claim.role("actor", "target") or denied.type != claim.type:
        return claim
    roles = tuple(replace(r, reason=f"taken over from the claim it denies; {r.reason}".rstrip("; ")) for r in denied.role("actor", "target", "member"))
    places = claim.places or denied.places
    return replace(claim, roles=(*claim.roles, *roles), places=places)


# --- denials -------------------------------------------------------------------------------------------------------------


def _denial(g: Ground, claim: Claim, claims: Sequence[Claim]) -> list[Relation]:
    """A claim that its own source denies answers the nearest claim of the same act that somebody else asserts."""
    if not claim.factuality.endswith("-") or claim.modality != "actual":
        return []
    asserted = [c for c in claims if c.claim_id != claim.claim_id and not c.factuality.endswith("-") and not _one_teller(c, claim)]
    others = [c for c in asserted if _one_act(c, claim) and (c.type == claim.type or _same_harm(c, claim))] or [c for c in asserted if _answers(g, c, claim)]
    if not others:
        return []
    over = claim.phase == "ends"  # who denies an abduction does not deny the release
    target = min(others, key=lambda c: ((c.phase == "ends") != over, GROUP_OF[c.type] != GROUP_OF[claim.type], c.type != claim.type, c.trigger.start > claim.trigger.start, abs(c.trigger.start - claim.trigger.start)))
    cue = claim.attribution[-1].cue if claim.attribution else None
    words = cue or claim.trigger
    return [Relation("denies", target.claim_id, _aspect(g, claim), words.text, words.start, words.end, "denies the act claimed there")]


ANSWERED_WITHIN: Final = 2
"""How many sentences after the telling an outright denial of something else can still be the answer to it."""
DEEDS: Final = ("force", "control", "harm", "posture", "support", "unrest")


def _answers(g: Ground, told: Claim, denial: Claim) -> bool:
    """Whether a denial in other words answers the telling just before: "a drone killed the chief ... denied that it had aircraft there".

    An outright denial, or one with a party or thing of the telling; both of deeds, and of no days that differ.
    """
    at, before = g.reading.token_at(denial.trigger.start), g.reading.token_at(told.trigger.start)
    if at is None or before is None or not denial.attribution or not told.attribution or GROUP_OF[told.type] not in DEEDS or GROUP_OF[denial.type] not in DEEDS:
        return False
    gap = g.tree.tokens[at].sentence - g.tree.tokens[before].sentence
    if not 0 <= gap <= ANSWERED_WITHIN or told.trigger.start > denial.trigger.start or (_dated(told) and _dated(denial) and not _overlap(told, denial)):
        return False
    family = {GROUP_OF[told.type], GROUP_OF[denial.type]}
    if _other_victims(told, denial) or (denial.type in ("casualties", "killing") and not _tells_harm(told)) or denial.type in ("disappearance", "displacement"):
        return False
    return (denial.attribution[-1].stance == "denying" and (family <= FIGHTING or _shared(told, denial))) or (family <= FIGHTING and _shared(told, denial))


def _other_victims(told: Claim, denial: Claim) -> bool:
    """Whether both tell of harm to people, and to others: "army losses" against "any civilian"."""
    if not {told.type, denial.type} <= {"killing", "casualties"}:
        return False
    mine, theirs = ({r.name.casefold() for r in c.role("target")} for c in (told, denial))
    lost = told.type == "casualties" and not mine and denial.role("target")
    return bool(lost or (mine and theirs and not _shared(told, denial) and not _nobody(mine, theirs)))


TAKEN: Final = frozenset(["abduction", "detention"])
"""What "nobody is missing" denies."""
FIGHTING: Final = frozenset(["force", "control", "harm"])


def _overlap(a: Claim, b: Claim) -> bool:
    return (a.time.earliest or "") <= (b.time.latest or "") and (b.time.earliest or "") <= (a.time.latest or "")


def _shared(a: Claim, b: Claim) -> bool:
    """Whether a party of one claim, by name or entity, is a party or the speaker of the other."""
    mine = {r.entity_id or r.name.casefold() for r in a.roles}
    theirs = {r.entity_id or r.name.casefold() for r in b.roles} | {link.source.entity_id or link.source.name.casefold() for link in b.attribution[-1:]}
    return bool(mine & theirs)


def _one_teller(a: Claim, b: Claim) -> bool:
    """Whether both claims have the same innermost source: nobody denies his own telling by telling of something else that did not happen."""
    if not a.attribution or not b.attribution:
        return not a.attribution and not b.attribution
    mine, theirs = a.attribution[-1].source, b.attribution[-1].source
    return (mine.entity_id or mine.name) == (theirs.entity_id or theirs.name)


def _one_act(a: Claim, b: Claim) -> bool:
    """Whether two claims can speak of one act: like types and no participant that differs by name."""
    groups = {GROUP_OF[a.type], GROUP_OF[b.type]}
    across = (groups == {"force", "harm"} and "casualties" in (a.type, b.type) and _tells_harm(a)) or (a.type in TAKEN and b.type == "disappearance")
    if a.type != b.type and not ((len(groups) == 1 and groups <= FIGHTING) or across):
        return False
    for role in ("actor", "target"):
        mine = {r.entity_id or r.name.casefold() for r in a.role(role)}
        theirs = {r.entity_id or r.name.casefold() for r in b.role(role)}
        if mine and theirs and not mine & theirs and a.type != b.type and not _nobody(mine, theirs):
            return False
    return not (_dated(a) and _dated(b) and (a.time.latest or "") < (b.time.earliest or "")) or a.time.precision == "open"


ANYBODY: Final = frozenset(["no", "nobody", "none", "any", "anyone", "anybody", "neither"])
"""First words of a denial's party that is nobody in particular."""
PEOPLE: Final = frozenset(["people", "person", "persons", "men", "women", "children", "civilians", "villagers", "residents", "inhabitants", "others"])
"""Last words of a told party that a denied "no civilian" may answer."""


def _nobody(told: set[str], denied: set[str]) -> bool:
    """Whether a denial's party is nobody at all, or "no civilian" where people without arms were told of: not where soldiers were."""
    for name in denied:
        words = name.split(" ")
        if words[0] in ANYBODY and (len(words) == 1 or words == ["no", "one"] or any(other.split(" ")[-1] in PEOPLE or other.split(" ")[-1].rstrip("s") == words[-1].rstrip("s") for other in told)):
            return True
    return False


def _same_harm(told: Claim, denial: Claim) -> bool:
    """Of two acts of unlike types, whether the denial is somebody's, of harm only where harm was told, and of harm to the same people."""
    harm = denial.type in ("killing", "casualties")
    return bool(denial.attribution) and (not harm or _tells_harm(told)) and not _other_victims(told, denial)


def _tells_harm(told: Claim) -> bool:
    """Whether people are said to have come to harm: who denies that denies no strike that hurt nobody."""
    return told.type in ("killing", "casualties", "interception", "destruction") or any(count.what in ("killed", "injured") for count in told.counts)


def _dated(claim: Claim) -> bool:
    return claim.time.earliest is not None and claim.time.latest is not None


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
