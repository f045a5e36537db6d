"""Those by whom a body acts: whose troops, jets, units or men a party's words name, where the report says so beside them."""

from dataclasses import dataclass
from typing import Final

from whosays.claims.ground import Ground
from whosays.claims.sources import entity_of
from whosays.lexicon import demonyms
from whosays.model import ids
from whosays.model.claim import Certainty

MEMBERS: Final = frozenset(
    ["unit", "force", "troop", "fighter", "soldier", "man", "guerrilla", "brother", "sister", "bloc", "army", "movement", "group", "militia", "brigade",
     "mujahid", "mujahideen", "lion", "hero", "artillery", "aviation", "gunner", "pilot", "comrade", "combatant", "police", "ministry", "command", "team",
     "column", "detachment", "element", "scout", "commando", "marine", "ranger", "patrol", "company", "platoon", "squad", "battalion", "cadre", "sniper",
     "gunman", "militiaman", "militant", "rebel", "insurgent", "jihadist", "component", "contingent", "side", "military", "personnel",
     "serviceman", "wing", "volunteer", "division", "regiment", "corps", "garrison", "recruit", "operative", "member", "policeman", "officer", "convoy"]
)
"""Nouns for those by whom a body acts: "our units" are the body itself."""
CRAFT: Final = frozenset(
    ["aircraft", "jet", "plane", "warplane", "helicopter", "gunship", "bomber", "drone", "warship", "ship", "boat", "gunboat", "frigate", "artillery", "tank",
     "fighter-bomber", "destroyer", "submarine", "vessel", "armour", "armor", "airstrike", "battery"]
)
"""Nouns for craft and guns, which act for the state that has them: "Ruritanian jets"."""
MOVING: Final = frozenset(["convoy", "column", "patrol", "contingent", "garrison"])
"""Nouns for men on the way, who act for the state whose they are: "a Turkish convoy"."""
STRUCTURES: Final = ("Brigade", "Regiment", "Battalion", "Division", "Company", "Corps", "Army", "Front", "Force", "Forces", "Command", "Operation", "Group", "Squadron",
                     "Column", "Bloc", "Militia", "Guard", "Guards", "Fleet", "Commando", "Commandos", "Task", "Unit", "Navy", "Police")
"""Words that make a capitalised name behind "of" that of a body under arms."""
MONTHS: Final = frozenset(["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"])
BODIES: Final = ("organisation", "armed_group")
BELONGING: Final = frozenset(["belong", "loyal", "affiliate", "link", "ally", "align", "swear"])
THINKING: Final[dict[str, Certainty]] = {"believe": "PR", "think": "PR", "say": "PR", "presume": "PR", "suspect": "PS", "allege": "PS", "report": "PR", "describe": "PR", "identify": "PR"}
"""Verbs by which men are only taken for a body's, and how sure that makes it."""


@dataclass(frozen=True, slots=True)
class Body:
    """The body that acts in its members: name, entity id, how sure, and why."""

    name: str
    entity_id: str | None
    certainty: Certainty
    reason: str


def body_of(g: Ground, head: int, first: int) -> Body | None:
    """The body whose members stand at token `head`, its phrase beginning at token `first`; null where the words name none."""
    return _belonging(g, head) or _whole(g, head) or _owner(g, head, first) or _before(g, head) or _state(g, head)


def _belonging(g: Ground, head: int) -> Body | None:
    """ "gunmen believed to belong to X", "men described as X", "fighters loyal to X"."""
    token = g.tree.tokens[head]
    if any(g.tree.tokens[c].pos == "PROPN" and g.tree.tokens[c].lemma.lower() not in MONTHS for c in g.tree.all(head, "compound", "nmod")):
        return None  # "the Azov regiment, which belongs to the guard", goes by its own name
    verbs = [*g.tree.all(head, "acl", "relcl", "amod"), *([token.head] if token.dep in ("nsubj", "nsubjpass") else [])]
    for verb in verbs:
        lemma = g.tree.tokens[verb].lemma.lower()
        taken: Certainty = THINKING.get(lemma, "CT")
        if lemma in ("describe", "identify") and verb > head:
            found = _named(g, g.tree.prep(verb, "as"))
        elif lemma in BELONGING and (lemma == "belong" or verb != token.head):
            found = _named(g, g.tree.prep(verb, "to", "with"))
        elif lemma in THINKING:
            inner = next((c for c in g.tree.all(verb, "xcomp") if g.tree.tokens[c].lemma.lower() in BELONGING), None)
            found = _named(g, g.tree.prep(inner, "to", "with")) if inner is not None else None
        else:
            found = None
        if found is not None:
            return Body(*found, taken, f"{g.tree.tokens[head].text!r} are {g.tree.tokens[verb].text!r} theirs")
    return None


def _whole(g: Ground, head: int) -> Body | None:
    """ "troops of the 21st Brigade", "a column of the Special Force": members of a body that is named behind "of"."""
    if g.tree.tokens[head].lemma.lower() not in MEMBERS or g.tree.tokens[head].pos == "PROPN":
        return None
    found = _named(g, g.tree.prep(head, "of", "from"))
    return Body(*found, "CT", f"{g.tree.tokens[head].text!r} are of the body") if found is not None else None


def _named(g: Ground, node: int | None) -> tuple[str, str | None] | None:
    """Name and id of the body named at a token: a known or recognised one, or a capitalised name that ends in a word for units."""
    if node is None:
        return None
    mention = g.mention_of.get(node)
    body = mention is not None and mention.type in BODIES and (mention.entity is not None or mention.name[:1].isupper())
    span = g.tree.base_np(node)
    words = g.report.text[span.start : g.tree.tokens[node].end].split()
    words = words[1:] if words[:1] and words[0].lower() in ("the", "a", "an") else words
    structured = any(w in STRUCTURES for w in words) and all(w[:1].isupper() or w[:1].isdigit() for w in words)
    whole = " ".join(words)
    if structured and (mention is None or not body or (mention.entity is None and whole.endswith(mention.name))):
        return whole, ids.entity_id("world", whole.casefold())
    return (mention.name, entity_of(g, mention)) if body and mention is not None else None


def _owner(g: Ground, head: int, first: int) -> Body | None:
    """ "its troops", "the army's soldiers", "Ruritania's jets": members and craft of a body named as their owner."""
    lemma = g.tree.tokens[head].lemma.lower()
    if lemma not in MEMBERS and lemma not in CRAFT:
        return None
    for i in g.tree.all(head, "poss"):
        mention = g.mention_of.get(i)
        if i < first or mention is None or mention.type not in (*BODIES, "location", "nationality"):
            continue
        country = demonyms.load().by_word(mention.name)
        if mention.pronoun and (mention.cluster is None or (mention.type == "location" and country is None)):
            continue
        if mention.type in ("location", "nationality"):
            return _country(country.name, head, g) if country is not None else None
        return Body(mention.name, entity_of(g, mention), "CT", f"whose {g.tree.tokens[head].text} they are")
    return None


def _before(g: Ground, head: int) -> Body | None:
    """ "Front fighters", "air force jets": the known body whose name stands before its members or craft."""
    lemma = g.tree.tokens[head].lemma.lower()
    if lemma not in MEMBERS and lemma not in CRAFT:
        return None
    for i in g.tree.all(head, "compound", "nmod"):
        mention = g.mention_of.get(i)
        if mention is not None and mention.type in BODIES and mention.entity is not None:
            return Body(mention.name, entity_of(g, mention), "CT", f"whose {g.tree.tokens[head].text} they are")
    return None


def _state(g: Ground, head: int) -> Body | None:
    """ "Ruritanian jets" are the state's."""
    if g.tree.tokens[head].lemma.lower() not in CRAFT | MOVING:
        return None
    whose = g.tree.all(head, "amod", "compound", "nmod")
    if not whose and g.tree.tokens[head].dep == "conj":  # "Ruritanian jets and helicopters"
        whose = [i for i in g.tree.all(g.tree.tokens[head].head, "amod", "compound", "nmod") if not g.tree.all(head, "det")]
    for i in whose:
        country = demonyms.load().by_word(g.tree.tokens[i].text)
        if country is not None:
            return _country(country.name, head, g)
    return None


def _country(name: str, head: int, g: Ground) -> Body:
    return Body(name, ids.entity_id("world", name.casefold()), "CT", f"whose {g.tree.tokens[head].text} they are")
