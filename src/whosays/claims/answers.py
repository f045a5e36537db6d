"""Which claim a claim that is denied answers: the act that somebody else asserts, by type, participants, place and time, or by the telling just before."""

from collections.abc import Sequence
from typing import Final

from whosays.claims.ground import Ground
from whosays.claims.shared_words import shares
from whosays.claims.sources import source_of
from whosays.lexicon import speech as speech_lexicon
from whosays.model.claim import Aspect, Claim, Relation
from whosays.model.types import GROUP_OF


def unanswering(g: Ground, claims: Sequence[Claim]) -> list[Claim]:
    """The claims that somebody denies though none of `claims` asserts what is denied."""
    return [c for c in claims if c.factuality.endswith("-") and c.modality == "actual" and c.attribution and not answered(g, c, claims)]


def answered(g: Ground, claim: Claim, claims: Sequence[Claim]) -> list[Relation]:
    """A claim that its own source denies answers the nearest claim of the same act that somebody else asserts."""
    if not claim.factuality.endswith("-") or claim.modality != "actual":
        return []
    asserted = [c for c in claims if c.claim_id != claim.claim_id and not c.factuality.endswith("-") and not one_teller(c, claim)]
    others = [c for c in asserted if _one_act(c, claim) and (c.type == claim.type or _same_harm(c, claim))] or [c for c in asserted if _answers(g, c, claim)]
    others = others or [c for c in asserted if _just_told(g, c, claim)]
    if not others:
        return []
    over = claim.phase == "ends"  # who denies an abduction does not deny the release
    target = min(others, key=lambda c: ((c.phase == "ends") != over, c.trigger.start > claim.trigger.start, GROUP_OF[c.type] != GROUP_OF[claim.type], c.type != claim.type, abs(c.trigger.start - claim.trigger.start)))
    cue = claim.attribution[-1].cue if claim.attribution else None
    words = cue or claim.trigger
    return [Relation("denies", target.claim_id, _aspect(g, claim), words.text, words.start, words.end, "denies the act claimed there")]


ANSWERED_WITHIN: Final = 2
"""How many sentences after the telling an outright denial of something else can still be the answer to it."""
AHEAD: Final = 1
"""How many sentences after its denial a telling may stand: "Ankara denies any incursion. Villagers said commandos had crossed"."""
DEEDS: Final = ("force", "control", "harm", "posture", "support", "unrest")


def _answers(g: Ground, told: Claim, denial: Claim) -> bool:
    """Whether a denial in other words answers the telling just before: "a drone killed the chief ... denied that it had aircraft there".

    An outright denial, or one with a party or thing of the telling; both of deeds, and of no days that differ. Of a telling behind it, the denial must share a word or party.
    """
    if not denial.attribution or not told.attribution or GROUP_OF[told.type] not in DEEDS or GROUP_OF[denial.type] not in DEEDS:
        return False
    gap = sentences_after(g, told, denial)
    if gap is None or not -AHEAD <= gap <= ANSWERED_WITHIN or (_dated(told) and _dated(denial) and not _overlap(told, denial)):
        return False
    if _other_victims(told, denial) or (denial.type in ("casualties", "killing") and not _tells_harm(told)) or denial.type in ("disappearance", "displacement"):
        return False
    alike = {GROUP_OF[told.type], GROUP_OF[denial.type]} <= FIGHTING
    tied = _shared(told, denial) or names_denier(g, told, denial)
    if told.trigger.start > denial.trigger.start:
        return _told_with(g, told, denial) or (denial.attribution[-1].stance == "denying" and (tied or _in_common(g, told, denial)))
    outright = denial.attribution[-1].stance == "denying" or _goes_on_denying(g, denial)
    return (outright and (alike or tied or _in_common(g, told, denial))) or (alike and tied)


def _just_told(g: Ground, told: Claim, denial: Claim) -> bool:
    """Whether an outright denial follows the telling at once: whatever it denies in words of its own, it answers that."""
    if not denial.attribution or not told.attribution or denial.attribution[-1].stance != "denying" or told.trigger.start > denial.trigger.start:
        return False
    if denial.type in WISHES:
        return False
    apart = _dated(told) and _dated(denial) and not _overlap(told, denial)
    return sentences_after(g, told, denial) in (0, 1) and GROUP_OF[told.type] in DEEDS and not apart and not _other_victims(told, denial)


WISHES: Final = frozenset(["demand", "offer", "rejection", "threat", "sanction", "ceasefire", "accusation"])
"""What is turned down, not denied: "rejected its demand"."""


def sentences_after(g: Ground, told: Claim, denial: Claim) -> int | None:
    """How many sentences the denial stands after the telling; less than 0 where before."""
    at, before = g.reading.token_at(denial.trigger.start), g.reading.token_at(told.trigger.start)
    return None if at is None or before is None else g.tree.tokens[at].sentence - g.tree.tokens[before].sentence


def spoken(claim: Claim) -> list[tuple[int, int]]:
    """The words that the innermost source of a claim says."""
    return list(claim.attribution[-1].content) if claim.attribution else [(claim.evidence[0].start, claim.evidence[0].end)]


def names_denier(g: Ground, told: Claim, denial: Claim) -> bool:
    """Whether the words of the telling name the denier, be it by the country: "Armenian gunners ... Yerevan said"."""
    source = denial.attribution[-1].source
    return shares(g, spoken(told), [(source.start, source.end)])


def _in_common(g: Ground, told: Claim, denial: Claim) -> bool:
    source = denial.attribution[-1].source
    return shares(g, spoken(told), [*spoken(denial), (source.start, source.end)])


def _told_with(g: Ground, told: Claim, denial: Claim) -> bool:
    """ "The ministry said no aircraft had flown, after residents spoke of helicopters": whether the telling hangs on the words of denying, as what they answer."""
    cues = [link.cue for claim in (told, denial) for link in claim.attribution[-1:] if link.cue is not None]
    heads = [g.reading.token_at(cue.start) for cue in cues]
    if len(heads) != len(("told", "denial")) or heads[0] is None or heads[1] is None or heads[0] == heads[1]:
        return False
    verbs = [next((n for n in g.tree.up(i) if g.tree.tokens[n].pos == "VERB"), i) for i in heads if i is not None]
    return verbs[0] != verbs[1] and g.tree.under(verbs[0], verbs[1])


def _goes_on_denying(g: Ground, denial: Claim) -> bool:
    """ "The spokesman denied the charge. 'We have fired no heavy weapons,' he said": whether the speaker denied outright just before."""
    at = g.reading.token_at(denial.trigger.start)
    source = denial.attribution[-1].source
    if at is None:
        return False
    here = g.tree.tokens[at].sentence
    for speech in g.reading.speeches:
        if not speech.asserted or speech.stance != "denying" or speech.source_head is None or not 0 <= here - g.tree.tokens[speech.source_head].sentence <= 1:
            continue
        if speech.cue[0].start < denial.trigger.start and source_of(g, speech.source[0], speech.source_head).name == source.name:
            return True
    return False


def _other_victims(told: Claim, denial: Claim) -> bool:
    """Whether both tell of harm to people, and to others: "army losses" against "any civilian"."""
    if not {told.type, denial.type} <= {"killing", "casualties"}:
        return False
    mine, theirs = ({r.name.casefold() for r in c.role("target")} for c in (told, denial))
    lost = told.type == "casualties" and not mine and denial.role("target")
    alike = {name.split(" ")[-1] for name in mine} & {name.split(" ")[-1] for name in theirs}  # "two of his own men", "the men"
    return bool(lost or (mine and theirs and not alike and not _shared(told, denial) and not _nobody(mine, theirs)))


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


def one_teller(a: Claim, b: Claim) -> bool:
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
