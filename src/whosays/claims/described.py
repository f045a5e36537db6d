"""Bare descriptions of a side ("the rebels", "soldiers", "two helicopter gunships") as the body that they can only be in this report.

Each is likely (PR) and says why; its words stay as the role's text. Where a rival is named, the description stays what it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from whosays.claims.camps import GROUP_KINDS, LAND, STATE_NOUNS, UNLISTED, Camp, Camps, camps, side_of
from whosays.claims.ground import Ground
from whosays.claims.members import CRAFT, MEMBERS
from whosays.claims.unowned import is_unowned, with_owners
from whosays.lexicon import demonyms, equipment
from whosays.model.claim import Claim, Role
from whosays.model.types import GROUP_OF

ROLES: Final = frozenset(["actor", "target", "beneficiary", "origin_party"])
TOLD: Final = frozenset(["force", "control", "posture", "harm", "support", "talk"])
"""Groups of acts whose parties a description may name; who joins, leaves or leads is said of men, not of the body."""
INSURGENT: Final = frozenset(["rebel", "jihadist"])
GROUP_NOUNS: Final[dict[str, tuple[frozenset[str] | None, frozenset[str] | None]]] = {
    "rebel": (frozenset(["rebel"]), INSURGENT), "guerrilla": (frozenset(["rebel"]), INSURGENT), "guerilla": (frozenset(["rebel"]), INSURGENT),
    "separatist": (frozenset(["rebel"]), INSURGENT), "insurgent": (INSURGENT, INSURGENT), "jihadist": (frozenset(["jihadist"]), INSURGENT), "jihadi": (frozenset(["jihadist"]), INSURGENT),
    "islamist": (frozenset(["jihadist"]), INSURGENT), "extremist": (frozenset(["jihadist"]), INSURGENT), "militant": (None, None), "terrorist": (None, None), "fighter": (None, None),
    "militiaman": (frozenset(["militia"]), None), "paramilitary": (frozenset(["militia"]), frozenset(["militia"])),
}
"""Nouns for those who fight a state: the kinds of group that they can describe, and the kinds that rival one another for it; null is every kind."""
ANYBODY: Final = frozenset(["militant", "terrorist", "fighter", "extremist"])
"""Nouns for anyone's men: the group must be named often before they are its."""
OF_A_WAR: Final = frozenset(["rebel", "guerrilla", "guerilla", "separatist"])
"""Nouns for the men of one rising against a state; others, when counted, may be of a cell that nobody names."""
OFTEN: Final = 3
"""So often (own judgement)."""
OWN_STATE: Final = frozenset(["government", "federal", "regime", "junta", "regular", "loyalist"])
"""Words before the noun that make men and craft the state's own, whoever else fights beside it."""
PLAIN: Final = frozenset(["armed", "security", "army", "military", "police", "rebel", "guerrilla", "insurgent", "militant", "jihadist", "islamist", "terrorist", "separatist", "air", "war", "fighter",
                          "attack", "combat", "transport", "helicopter", "jet", "heavy", "several", "many", "more", "dozen", "hundred", "strike"])
"""Words before the noun that single nobody out."""
SURE: Final = frozenset(["police", "policeman", "policewoman", "government", "regime", "junta"])
"""Nouns that name the home state's even where foreign troops stand in the country."""
AWAY: Final = frozenset(["of", "from", "under", "with", "by", "behind", "against", "for", "including", "like"])
"""Prepositions behind a noun that tell of which men it speaks."""


def with_camps(g: Ground, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims, bare descriptions of a side named where the report leaves no doubt whom they can mean; acts of nobody given to the side that alone can do them."""
    if not any(is_unowned(c) or any(_bare_role(r) for r in c.roles) for c in claims):
        return tuple(claims)
    known = camps(g, claims)
    named = [_with_names(g, c, known) for c in claims]
    return with_owners(g, named, known) if any(is_unowned(c) for c in claims) else tuple(named)


def _bare_role(role: Role) -> bool:
    """Whether the party goes by words that may be a description: one word, or a last word without capital."""
    return role.role in ROLES and (" " not in role.name or not role.name.rpartition(" ")[2][:1].isupper())


def _with_names(g: Ground, claim: Claim, known: Camps) -> Claim:
    abroad = GROUP_OF[claim.type] != "talk" and bool(claim.places) and claim.places[0].country in known.abroad
    if GROUP_OF[claim.type] not in TOLD or abroad:
        return claim
    meant = [(_enemy(g, claim, r, known) or _meant(g, r, known)) if _bare_role(r) else None for r in claim.roles]
    if not any(meant) or _within_a_camp(claim, meant, known):
        return claim
    return replace(claim, roles=tuple(r if m is None else _named(r, *m) for r, m in zip(claim.roles, meant, strict=True)))


def _named(role: Role, camp: Camp, why: str) -> Role:
    return replace(role, name=camp.name, entity_id=camp.entity_id, certainty="PS" if role.certainty == "PS" else "PR", reason=f"{role.reason}; PR: {why}".lstrip("; "))


def _within_a_camp(claim: Claim, meant: Sequence[tuple[Camp, str] | None], known: Camps) -> bool:
    """Whether the names would set a camp against itself: mutineers and rivals bear the same bare words."""
    sides: dict[bool, set[str]] = {True: set(), False: set()}
    for role, found in zip(claim.roles, meant, strict=True):
        if role.role in ROLES:
            sides[role.role == "actor"].add(_camp_of(found[0]) if found is not None else side_of(role, known))
    clash = claim.type == "armed_clash" and len([m for m in meant if m]) > 1 and len(sides[True]) == 1
    return clash or bool(sides[True] & sides[False] - {""})


def _camp_of(camp: Camp) -> str:
    return "group" if camp.kind in GROUP_KINDS or camp.kind == UNLISTED else "state"


# --- whom a description can mean -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Words:
    """A bare description: the token at its head, its noun's lemma, the lemmas of the words before it, and whether other words take it up."""

    head: int
    lemma: str
    before: frozenset[str]
    taken: bool = False


def _meant(g: Ground, role: Role, known: Camps) -> tuple[Camp, str] | None:
    """The body that the words of a role can only mean, and why."""
    words = _described(g, role)
    if words is None:
        return None
    if words.lemma in GROUP_NOUNS and not words.before & OWN_STATE:
        camp = known.group(*GROUP_NOUNS[words.lemma], _least(g, words))
        return (camp, f"{words.lemma!r} can only be the one armed group that the report names") if camp is not None else None
    if words.lemma in STATE_NOUNS or (words.before & OWN_STATE and words.lemma in (MEMBERS | CRAFT) - {"militia"}):
        return _of_state(g, words, known)
    return None


def _least(g: Ground, words: _Words) -> int:
    """How often the group must be named before such words are its."""
    counted = any(g.tree.tokens[i].dep == "nummod" for i in g.tree.below[words.head])
    return OFTEN if words.lemma in ANYBODY or (counted and words.lemma not in OF_A_WAR) else 1


def _of_state(g: Ground, words: _Words, known: Camps) -> tuple[Camp, str] | None:
    own = bool(words.before & OWN_STATE) or words.lemma in SURE or (words.lemma == "force" and "security" in words.before)
    if not own and ((known.foreign and words.lemma != "army") or _another_country(g, words.head, known)):
        return None
    if words.lemma == "force" and not words.before & (OWN_STATE | {"security", "armed", "military", "army"}):
        return None
    suffixes = ("police",) if "police" in words.before else (LAND if "army" in words.before else STATE_NOUNS.get(words.lemma, ("forces", "army")))
    camp = known.body(suffixes) if not words.taken or known.forces.keys() & set(suffixes) else None
    why = f"{words.lemma!r} is the state's own" if own or known.foreign else f"{words.lemma!r} is the state's: the report names no other state's forces"
    return (camp, why) if camp is not None else None


def _another_country(g: Ground, head: int, known: Camps) -> bool:
    """Whether the sentence names another country, whose the men or craft may be."""
    sentence = g.reading.sentences[g.tree.tokens[head].sentence]
    return any(hit.iso2 != known.country and known.country not in hit.others for hit in demonyms.load().find(g.report.text[sentence.start : sentence.end]))


def _enemy(g: Ground, claim: Claim, role: Role, known: Camps) -> tuple[Camp, str] | None:
    """ "The enemy" in the mouth of one side is the other."""
    tokens = [g.tree.tokens[i] for i in g.reading.tokens_in(role.start, role.end)]
    if [t.lemma.lower() for t in tokens if t.pos != "DET"] != ["enemy"]:
        return None
    source = claim.attribution[-1].source if claim.attribution else None
    entity = source.entity_id if source is not None else (g.voice[1] if g.voice is not None else None)
    if entity is not None and any(c.entity_id == entity for c in known.groups):
        camp = None if known.foreign else known.body(("forces", "army"))
    elif any(c.entity_id == entity for c in known.forces.values()) or (source is not None and source.kind == "official"):
        camp = known.group(None, None, 1)
    else:
        camp = None
    return (camp, "the enemy of who speaks, and no other is named") if camp is not None else None


def _described(g: Ground, role: Role) -> _Words | None:
    """The bare description that a role's words are, or that a doer's pronoun takes up; null where anything singles it out."""
    tokens = g.reading.tokens_in(role.start, role.end)
    head = next((i for i in tokens if g.tree.tokens[i].head not in tokens or g.tree.tokens[i].head == i), None)
    mention = g.mention_of.get(head) if head is not None else None
    if head is None or (mention is not None and mention.entity is not None):
        return None
    told = [m.head for m in g.reading.mentions if mention is not None and mention.cluster is not None and m.cluster == mention.cluster and not m.pronoun]
    if mention is not None and mention.pronoun:
        if not told or role.role != "actor" or not _plain(g, told[0]):
            return None
        return _Words(told[0], g.tree.tokens[told[0]].lemma.lower(), _before(g, told[0]), taken=True)
    named = role.name.lower().removeprefix("the ")
    if g.tree.tokens[head].text.lower() not in named.split() and (whose := g.tree.all(head, "poss")):  # whose men they are was told: "its troops" are the army
        return _Words(head, named, frozenset(), taken=g.tree.tokens[whose[0]].pos == "PRON") if named in STATE_NOUNS else None
    return _Words(head, g.tree.tokens[head].lemma.lower(), _before(g, head)) if all(_plain(g, i) for i in {head, *told}) else None


def _plain(g: Ground, head: int) -> bool:
    """Whether nothing before or behind the noun says which men are meant."""
    for i in g.tree.below[head]:
        token = g.tree.tokens[i]
        if token.dep in ("amod", "compound", "nmod") and (demonyms.load().by_word(token.text) or (token.lemma.lower() not in PLAIN | OWN_STATE and not _designation(g, head))):
            return False
        if token.dep in ("amod", "compound", "nmod") and g.tree.child(i, "conj") is not None:
            return False  # "government and opposition forces" are two
        if token.dep == "poss" and token.lemma.lower() not in OWN_STATE:
            return False
        if token.dep in ("relcl", "appos", "neg") or (token.dep == "acl" and i > head) or (token.dep == "prep" and token.lemma.lower() in AWAY):
            return False
        if token.dep == "det" and token.text.lower() in ("no", "another", "any", "which", "other"):
            return False
    return True


def _designation(g: Ground, head: int) -> bool:
    """Whether the words before a craft name its make: "Mi-35 gunships"."""
    span = g.tree.base_np(head)
    return g.tree.tokens[head].lemma.lower() in CRAFT and bool(equipment.load().find(g.report.text[span.start : g.tree.tokens[head].start]))


def _before(g: Ground, head: int) -> frozenset[str]:
    return frozenset(g.tree.tokens[i].lemma.lower() for i in g.tree.all(head, "amod", "compound", "nmod", "poss"))
