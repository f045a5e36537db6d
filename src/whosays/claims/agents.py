"""Who did an act whose own clause names no doer: told just before it, or the side of the speaker who tells of the enemy's losses.

Each party taken over says so in its reason and is only likely (PR), but for captors, who let go whom they hold.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from whosays.claims.ground import Ground
from whosays.claims.parties import body_of_speaker
from whosays.lexicon import demonyms
from whosays.model.claim import Claim, Role
from whosays.model.types import GROUP_OF

DONE: Final = frozenset(["killing", "destruction", "looting", "weapons_seizure", "detention", "abduction", "torture", "attack", "sexual_violence"])
"""Acts that somebody did, though "were burned" names nobody."""
HELD: Final = frozenset(["abduction", "detention"])
REACH: Final = 1
"""How many sentences back the doer may be told, within one paragraph (own judgement: further back others act too)."""
CAPTIVES_REACH: Final = 8
"""How many sentences back the taking may be told of whom a sentence sets free."""
STATE_MEN: Final = frozenset(["soldier", "troop", "policeman", "police", "serviceman", "conscript", "guard", "officer", "gendarme", "army", "paramilitary", "marine"])
REBEL_MEN: Final = frozenset(["rebel", "insurgent", "militant", "terrorist", "guerrilla", "bandit", "gunman", "jihadist", "separatist", "extremist", "fighter", "militiaman", "kidnapper"])
STATE_KINDS: Final = frozenset(["state_force", "foreign_force", "official_group", "state"])
REBEL_KINDS: Final = frozenset(["rebel", "militia", "jihadist", "armed_group", "tribal", "criminal"])


def with_agents(g: Ground, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims in text order, acts without a doer given the one that the report tells beside them."""
    done: list[Claim] = []
    for claim in claims:
        done.append(_with_opponents(g, _with_agent(g, claim, done), done))
    return tuple(done)


def _with_agent(g: Ground, claim: Claim, before: Sequence[Claim]) -> Claim:
    if claim.role("actor") or claim.type not in DONE or claim.modality != "actual" or claim.factuality[-1] != "+":
        return claim
    if claim.type in HELD and claim.phase == "ends":
        return _added(claim, _captors(g, claim, before))
    if not _passive(g, claim):
        return claim
    return _added(claim, _teller(g, claim, before) or _told_before(g, claim, before))


def _added(claim: Claim, roles: Sequence[Role]) -> Claim:
    named = {r.entity_id or r.name for r in claim.roles}
    fresh = tuple(r for r in roles if (r.entity_id or r.name) not in named)
    return replace(claim, roles=(*claim.roles, *fresh)) if fresh else claim


def _passive(g: Ground, claim: Claim) -> bool:
    """Whether the act is a passive without agent: "were burned", "12 people detained"."""
    head = g.reading.token_at(claim.trigger.start)
    return head is not None and g.tree.tokens[head].tag in ("VBN", "VBD") and g.tree.child(head, "agent") is None


def _told_on_its_own(g: Ground, claim: Claim) -> bool:
    """Whether the act goes on with the telling: not one only mentioned ("searching for drivers seized on Sunday")."""
    head = g.reading.token_at(claim.trigger.start)
    return head is not None and not any(g.tree.tokens[i].dep in ("relcl", "acl", "amod", "xcomp", "advcl", "pcomp") for i in _clauses(g, head))


def _clauses(g: Ground, head: int) -> list[int]:
    """The verb and those with which it is coordinated, up to the first."""
    found = [head]
    while g.tree.tokens[found[-1]].dep == "conj":
        found.append(g.tree.tokens[found[-1]].head)
    return found


def _sentence(g: Ground, claim: Claim) -> int:
    head = g.reading.token_at(claim.trigger.start)
    return g.tree.tokens[head].sentence if head is not None else -1


def _chain(claim: Claim) -> list[str]:
    return [link.source.entity_id or link.source.name for link in claim.attribution]


def _captors(g: Ground, claim: Claim, before: Sequence[Claim]) -> list[Role]:
    """Who took those now let go: the latest telling of the same kind of taking."""
    for told in reversed(before):
        near = _sentence(g, claim) - _sentence(g, told) <= CAPTIVES_REACH
        if near and told.type == claim.type and told.phase != "ends" and told.role("actor") and told.factuality[-1] == "+":
            return [replace(r, reason=f"who had taken them ({told.trigger.text!r})") for r in told.role("actor")]
    return []


def _told_before(g: Ground, claim: Claim, before: Sequence[Claim]) -> list[Role]:
    """The doer of the act told just before, in the same paragraph and by the same teller."""
    now = _sentence(g, claim)
    for told in reversed(before if _told_on_its_own(g, claim) else ()):
        then = _sentence(g, told)
        if now - then > REACH or g.reading.sentences[then].paragraph != g.reading.sentences[now].paragraph:
            return []
        if GROUP_OF[told.type] != "force" or told.modality != "actual" or told.factuality[-1] != "+" or _chain(told) != _chain(claim):
            continue
        actors = told.role("actor")
        if not actors or told.type == "armed_clash":
            return []
        if any(_same_side(g, actor, victim) for actor in actors for victim in claim.role("target")):
            return []
        return [replace(r, certainty="PR", reason=f"PR: does what is told just before ({told.trigger.text!r})") for r in actors]
    return []


def _lemmas(g: Ground, role: Role) -> set[str]:
    return {g.tree.tokens[i].lemma.lower() for i in g.reading.tokens_in(role.start, role.end)}


def _side(g: Ground, role: Role) -> str:
    """`state`, `rebel` or empty, by the kind of who is named or the words for him."""
    kinds = {m.kind for m in g.reading.mentions if m.start < role.end and role.start < m.end}
    if kinds & STATE_KINDS or _lemmas(g, role) & STATE_MEN:
        return "state"
    return "rebel" if kinds & REBEL_KINDS - {"armed_group"} or _lemmas(g, role) & REBEL_MEN else ""


def _same_side(g: Ground, actor: Role, victim: Role) -> bool:
    side = _side(g, actor)
    same = (actor.entity_id or actor.name) == (victim.entity_id or victim.name)
    return same or (side != "" and side == _side(g, victim))


def _teller(g: Ground, claim: Claim, before: Sequence[Claim]) -> list[Role]:
    """The side of a speaker at arms who tells of the enemy's losses without saying who dealt them: "38 soldiers were killed", say the rebels."""
    links = claim.attribution
    if not links or links[-1].source.kind not in ("official", "armed_group") or links[-1].stance == "denying":
        return []
    name, entity = body_of_speaker(g, links[-1].source)
    kinds = {m.kind for m in g.reading.mentions if m.name == name} | {m.type for m in g.reading.mentions if m.name == name and m.type == "armed_group"}
    enemies = STATE_MEN if kinds & REBEL_KINDS else (REBEL_MEN if kinds & STATE_KINDS else frozenset())
    tellings = [c for c in (*before, claim) if _sentence(g, c) == _sentence(g, claim) and _chain(c) == _chain(claim)]
    if not any(_lemmas(g, r) & enemies for c in tellings for r in c.role("target")) or demonyms.load().by_word(name) is not None:
        return []
    source = links[-1].source
    return [Role("actor", source.text, source.start, source.end, name, entity, "PR", "PR: the side that tells of its enemy's losses")]


# --- from whom -----------------------------------------------------------------------------------------------------------


def _with_opponents(g: Ground, claim: Claim, before: Sequence[Claim]) -> Claim:
    """Weapons seized without saying from whom are those of whom the same side struck just before."""
    if claim.type != "weapons_seizure" or claim.role("target") or not claim.role("actor"):
        return claim
    now, actors = _sentence(g, claim), {r.entity_id or r.name for r in claim.role("actor")}
    for told in reversed(before):
        then = _sentence(g, told)
        if now - then > REACH + 1 or g.reading.sentences[then].paragraph != g.reading.sentences[now].paragraph:
            return claim
        same = actors & {r.entity_id or r.name for r in told.role("actor")} or not told.role("actor")
        struck = [r for r in told.role("target") if _side(g, r)]
        if same and struck and told.type in ("attack", "armed_clash", "killing", "casualties", "offensive"):
            return _added(claim, [replace(r, certainty="PR", reason=f"PR: who was struck just before ({told.trigger.text!r})") for r in struck])
    return claim
