"""Acts that are only looked ahead to: nouns that are subjects of what would be ("a raid would not surprise me"), and the end of an infinitive."""

from dataclasses import dataclass
from typing import Final

from whosays.lexicon.factuality import FactualityLexicon
from whosays.text.tree import VERBAL, Tree

COPULAS: Final = frozenset(["be", "look", "seem", "appear", "remain", "become"])
WOULD: Final = frozenset(["would", "could", "may", "might", "'d"])
SURPRISE: Final = frozenset(["surprise", "shock", "astonish", "startle", "unexpected", "surprising"])
LOOMING: Final = frozenset(["loom", "impend"])
TOLLS: Final = frozenset(["toll", "number", "count", "figure", "total", "casualty", "death", "dead", "tally"])
CHANGES: Final = frozenset(["rise", "climb", "increase", "grow", "mount", "go", "reach", "exceed", "top", "pass", "soar", "change", "double"])
CHOOSING: Final = frozenset(["choose", "choice", "decide", "decision", "option", "alternative", "dilemma", "opt", "pick"])


@dataclass(frozen=True, slots=True)
class Prospect:
    """What is made of an act not yet done: its certainty ("PR", "CT-"), or null where nothing is said of it at all."""

    certainty: str | None
    reason: str


def of_subject(tree: Tree, node: int, came: int, words: FactualityLexicon) -> Prospect | None:
    """What the verb at `node` makes of the act at its subject `came`; null where it tells of it as done."""
    if tree.tokens[came].dep not in ("nsubj", "nsubjpass") or tree.tokens[node].pos not in VERBAL:
        return None
    return _toll_to_come(tree, node, came) or _has_yet(tree, node) or _predicate(tree, node, words) or _would(tree, node, came)


def _has_yet(tree: Tree, node: int) -> Prospect | None:
    """ "An offensive has yet to begin"."""
    yet = tree.tokens[node].lemma.lower() == "have" and any(tree.tokens[c].lemma.lower() == "yet" for c in tree.below[node])
    return Prospect("CT-", "'has yet to': not done so far") if yet and tree.child(node, "xcomp") is not None else None


def _toll_to_come(tree: Tree, node: int, came: int) -> Prospect | None:
    """ "The toll may still rise": a figure that nobody gives."""
    if tree.tokens[came].lemma.lower() not in TOLLS or tree.tokens[node].lemma.lower() not in CHANGES:
        return None
    open_yet = any(tree.tokens[c].tag == "MD" for c in tree.below[node])
    if open_yet and not any(tree.tokens[n].pos == "NUM" for n in tree.nodes(node)):
        return Prospect(None, "what the toll may become")
    return None


def _predicate(tree: Tree, node: int, words: FactualityLexicon) -> Prospect | None:
    """ "An assault is imminent", "looks unlikely", "looms"."""
    verb = tree.tokens[node].lemma.lower()
    if verb in LOOMING:
        return Prospect("PR", f"{tree.tokens[node].text!r}: not yet done")
    word = tree.child(node, "acomp", "attr", "oprd") if verb in COPULAS else None
    effect = words.prospects.get(tree.tokens[word].lemma.lower()) if word is not None else None
    if word is None or effect is None or tree.child(word, "ccomp", "xcomp") is not None:
        return None
    if tree.negated(node):
        effect = effect[:2] if effect.endswith("-") else f"{effect}-"
    return Prospect(effect, f"{tree.tokens[word].text!r}: not yet done")


def _would(tree: Tree, node: int, came: int) -> Prospect | None:
    """ "A raid would not surprise me", "a fresh offensive would be a disaster": some act of the kind, not one that happened."""
    if not any(tree.tokens[c].tag == "MD" and tree.tokens[c].text.lower() in WOULD for c in tree.below[node]) or not _indefinite(tree, came):
        return None
    below = {tree.tokens[c].lemma.lower() for c in tree.nodes(node) if c > node}
    if tree.tokens[node].lemma.lower() in SURPRISE or below & SURPRISE:
        return Prospect("PS", f"{tree.tokens[node].text!r}: looked ahead to")
    if tree.tokens[node].lemma.lower() == "be" and tree.child(node, "attr", "acomp") is not None:
        return Prospect(None, "what an act of the kind would be")
    return None if happens(tree, node) else Prospect(None, "what an act of the kind would do")


def happens(tree: Tree, node: int) -> bool:
    """Whether a verb says of its subject that it comes about, or is done, by one of the few verbs for that."""
    lemma = tree.tokens[node].lemma.lower()
    return tree.child(node, "auxpass") is not None or lemma in (
        "take", "occur", "happen", "go", "begin", "start", "continue", "end", "be", "come", "erupt", "break", "resume", "follow", "materialise", "materialize",
    )


def _indefinite(tree: Tree, noun: int) -> bool:
    """A noun with an indefinite article and no clause that tells it as done."""
    if tree.tokens[noun].pos not in ("NOUN", "PROPN") or tree.child(noun, "relcl", "acl") is not None:
        return False
    return any(tree.tokens[c].text.lower() in ("a", "an", "another", "any", "further") for c in tree.all(noun, "det", "amod"))


# --- infinitives ---------------------------------------------------------------------------------------------------------


def aimed_at(tree: Tree, node: int, came: int, words: FactualityLexicon) -> str | None:
    """What an infinitive is to its verb where that does not bring it about: "aim", "planned" (is to), "negative" (has yet to); else null."""
    token, below = tree.tokens[node], tree.tokens[came]
    if below.dep != "xcomp" or token.pos not in VERBAL or not infinitive(tree, came) or _perfect(tree, came):
        return None
    lemma = token.lemma.lower()
    if lemma == "be" and not any(c < came for c in tree.all(node, "acomp", "attr", "prep", "advmod")) and tree.child(node, "nsubj") is not None:
        return "planned"
    if lemma == "have":
        return "negative" if any(tree.tokens[c].lemma.lower() == "yet" for c in tree.below[node]) else None
    particle = tree.child(node, "prt")
    phrasal = f"{lemma}-{tree.tokens[particle].text.lower()}" if particle is not None else lemma
    known = words.brings_about | words.verbs.keys()
    return None if lemma in known or phrasal in known or lemma in words.modals or lemma == "be" else "aim"


VERDICTS: Final = frozenset(
    ["necessary", "important", "essential", "vital", "crucial", "wrong", "right", "possible", "impossible", "difficult", "hard", "easy", "better", "wise", "unwise",
     "dangerous", "legal", "illegal", "lawful", "unlawful", "mistake", "crime", "idea", "time", "duty", "task", "goal", "priority", "folly", "pointless", "useless", "enough"]
)


def judged(tree: Tree, node: int, came: int) -> bool:
    """ "It would not be necessary to bomb the city": what one might do, weighed by a verdict on it."""
    if tree.tokens[came].dep not in ("xcomp", "ccomp", "csubj", "advcl", "acl") or not infinitive(tree, came):
        return False
    verb = node if tree.tokens[node].lemma.lower() in COPULAS else tree.tokens[node].head
    word = tree.child(verb, "acomp", "attr")
    subject = tree.child(verb, "nsubj", "expl")
    its = subject is not None and tree.tokens[subject].text.lower() in ("it", "this", "that", "there")
    return its and word is not None and tree.tokens[word].lemma.lower() in VERDICTS


def infinitive(tree: Tree, node: int) -> bool:
    """Whether verb `node` has a "to" of its own."""
    return any(tree.tokens[c].lemma.lower() == "to" and tree.tokens[c].dep == "aux" for c in tree.below[node])


def _perfect(tree: Tree, node: int) -> bool:
    return any(tree.tokens[c].lemma == "have" and tree.tokens[c].dep == "aux" for c in tree.below[node])


def chosen_between(tree: Tree, node: int) -> bool:
    """ "a choice between fighting and fleeing", "had to choose between them": neither is told as done."""
    token = tree.tokens[node]
    return token.pos == "ADP" and token.lemma.lower() == "between" and tree.tokens[token.head].lemma.lower() in CHOOSING


NEARLY: Final = frozenset(["close", "short", "verge", "brink", "edge", "near", "shy"])


def nearly(tree: Tree, node: int) -> bool:
    """ "came close to capturing the airport", "stopped short of storming it", "on the verge of seizing it": not done."""
    token = tree.tokens[node]
    return token.pos in ("ADP", "SCONJ") and token.lemma.lower() in ("to", "of") and tree.tokens[token.head].lemma.lower() in NEARLY


def had_it_been(tree: Tree, node: int) -> bool:
    """A condition told by its order alone: "Had the army attacked", "Should they attack"."""
    first = next((c for c in tree.below[node] if tree.tokens[c].dep in ("aux", "nsubj", "nsubjpass", "mark")), None)
    return tree.tokens[node].dep == "advcl" and first is not None and tree.tokens[first].dep == "aux" and tree.tokens[first].text.lower() in ("had", "should", "were")
