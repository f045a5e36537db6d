"""Whether one telling can be what a denial answers: of one act by type, participants and time, or the telling just before; and what the two have in common."""

from typing import Final

from whosays.claims.ground import Ground
from whosays.claims.shared_words import shares
from whosays.claims.sources import source_of
from whosays.model.claim import Claim
from whosays.model.types import GROUP_OF

ANSWERED_WITHIN: Final = 2
"""How many sentences after the telling an outright denial of something else can still be the answer to it."""
AHEAD: Final = 1
"""How many sentences after its denial a telling may stand: "Ankara denies any incursion. Villagers said commandos had crossed"."""
DEEDS: Final = ("force", "control", "harm", "posture", "support", "unrest")


def answers_near(g: Ground, told: Claim, denial: Claim) -> bool:
    """Whether a denial in other words answers the telling just before: "a drone killed the chief ... denied that it had aircraft there".

    An outright denial, or one with a party or thing of the telling; both of deeds, and of no days that differ. Of a telling behind it, the denial must share a word or party.
    """
    if not denial.attribution or not told.attribution or GROUP_OF[told.type] not in DEEDS or GROUP_OF[denial.type] not in DEEDS:
        return False
    gap = sentences_after(g, told, denial)
    if gap is None or not -AHEAD <= gap <= ANSWERED_WITHIN or (dated(told) and dated(denial) and not overlap(told, denial)):
        return False
    if _other_victims(told, denial) or (denial.type in ("casualties", "killing") and not tells_harm(told)) or denial.type in ("disappearance", "displacement"):
        return False
    alike = {GROUP_OF[told.type], GROUP_OF[denial.type]} <= FIGHTING
    tied = _shared(told, denial) or names_denier(g, told, denial)
    if told.trigger.start > denial.trigger.start:
        return told_with(g, told, denial) or (denial.attribution[-1].stance == "denying" and (tied or _in_common(g, told, denial)))
    outright = denial.attribution[-1].stance == "denying" or goes_on_denying(g, denial)
    return (outright and (alike or tied or _in_common(g, told, denial))) or (alike and tied)


def just_told(g: Ground, told: Claim, denial: Claim) -> bool:
    """Whether an outright denial follows the telling at once: whatever it denies in words of its own, it answers that."""
    if not denial.attribution or not told.attribution or denial.attribution[-1].stance != "denying" or told.trigger.start > denial.trigger.start:
        return False
    if denial.type in WISHES:
        return False
    apart = dated(told) and dated(denial) and not overlap(told, denial)
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


def told_with(g: Ground, told: Claim, denial: Claim) -> bool:
    """ "The ministry said no aircraft had flown, after residents spoke of helicopters": whether the telling hangs on the words of denying, as what they answer."""
    cues = [link.cue for claim in (told, denial) for link in claim.attribution[-1:] if link.cue is not None]
    heads = [g.reading.token_at(cue.start) for cue in cues]
    if len(heads) != len(("told", "denial")) or heads[0] is None or heads[1] is None or heads[0] == heads[1]:
        return False
    verbs = [next((n for n in g.tree.up(i) if g.tree.tokens[n].pos == "VERB"), i) for i in heads if i is not None]
    return verbs[0] != verbs[1] and g.tree.under(verbs[0], verbs[1])


def goes_on_denying(g: Ground, denial: Claim) -> bool:
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
    return bool(lost or (mine and theirs and not alike and not _shared(told, denial) and not _may_be(told, denial, "target")))


TAKEN: Final = frozenset(["abduction", "detention"])
"""What "nobody is missing" denies."""
FIGHTING: Final = frozenset(["force", "control", "harm"])


def overlap(a: Claim, b: Claim) -> bool:
    """Whether the days of two dated claims meet."""
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


def one_act(a: Claim, b: Claim) -> bool:
    """Whether two claims can speak of one act: like types and no participant that differs by name."""
    groups = {GROUP_OF[a.type], GROUP_OF[b.type]}
    across = (groups == {"force", "harm"} and "casualties" in (a.type, b.type) and tells_harm(a)) or (a.type in TAKEN and b.type == "disappearance")
    if a.type != b.type and not ((len(groups) == 1 and groups <= FIGHTING) or across):
        return False
    for role in ("actor", "target"):
        mine = {r.entity_id or r.name.casefold() for r in a.role(role)}
        theirs = {r.entity_id or r.name.casefold() for r in b.role(role)}
        if mine and theirs and not mine & theirs and a.type != b.type and not _may_be(a, b, role):
            return False
    return not (dated(a) and dated(b) and (a.time.latest or "") < (b.time.earliest or "")) or a.time.precision == "open"


ANYBODY: Final = frozenset(["no", "nobody", "none", "any", "anyone", "anybody", "neither", "not", "nothing"])
"""First words of a denial's party that is nobody in particular."""
BACK: Final = frozenset(["the", "these", "those", "this", "that", "such"])
"""First words of a party named before."""
PEOPLE: Final = frozenset(["people", "person", "persons", "men", "man", "women", "woman", "children", "civilians", "villagers", "residents", "inhabitants", "others", "victims", "dead"])
"""Last words of a party that may be anybody without arms: a told one that a denied "no civilian" may answer, a denied one that "these men" takes up."""


def _may_be(told: Claim, denial: Claim, role: str) -> bool:
    """Whether a denial's party, though named otherwise, may be the one told of: nobody at all, "no civilian" where people without arms were told of, "these men"."""
    theirs = [r.name.casefold().split(" ")[-1].rstrip("s") for r in told.role(role)]
    unarmed = any(r.name.casefold().split(" ")[-1] in PEOPLE for r in told.role(role))
    for r in denial.role(role):
        words = r.text.casefold().split(" ")
        if words[0] in ANYBODY and (len(words) == 1 or words == ["no", "one"] or unarmed or words[-1].rstrip("s") in theirs):
            return True
        if words[0] in BACK and words[-1] in PEOPLE and not told.role(role)[0].entity_id:
            return True
    return False


def same_harm(told: Claim, denial: Claim) -> bool:
    """Of two acts of unlike types, whether the denial is somebody's, of harm only where harm was told, and of harm to the same people."""
    harm = denial.type in ("killing", "casualties")
    return bool(denial.attribution) and (not harm or tells_harm(told)) and not _other_victims(told, denial)


def tells_harm(told: Claim) -> bool:
    """Whether people are said to have come to harm: who denies that denies no strike that hurt nobody."""
    return told.type in ("killing", "casualties", "interception", "destruction") or any(count.what in ("killed", "injured") for count in told.counts)


def dated(claim: Claim) -> bool:
    """Whether both ends of a claim's time are known."""
    return claim.time.earliest is not None and claim.time.latest is not None
