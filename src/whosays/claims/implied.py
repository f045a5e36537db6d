"""Links that no cue word names: what people in a telling saw, and another's words called untrue by a predicate.

"Residents' neighbours had seen soldiers loot" adds the neighbours to the chain; "India's claim of a raid is unfounded" denies the raid in the mouth of whoever says so.
"""

from collections.abc import Sequence
from typing import Final

from whosays.lexicon import nouns as noun_lexicon
from whosays.lexicon import speech as speech_lexicon
from whosays.model.reading import Speech
from whosays.model.span import Span
from whosays.text.tree import VERBAL, Tree

PERCEIVING: Final = frozenset(["see", "hear", "witness", "watch", "observe", "notice", "spot"])
"""Verbs by which somebody vouches for an act with his own senses."""
SENSED: Final = frozenset(["ccomp", "xcomp", "dobj"])


def perceived(tree: Tree, head: int, speeches: Sequence[Speech]) -> Speech | None:
    """Inside a telling, the witness who saw the act at token `head`: "AFP said villagers saw soldiers loot"; null where the teller saw it, or nobody."""
    cues = {s.cue_head for s in speeches}
    came = head
    for node in tree.up(head):
        token = tree.tokens[node]
        if node in cues or (node != head and tree.tokens[came].dep not in (*SENSED, "conj")):
            return None
        if node != head and token.lemma.lower() in PERCEIVING and token.pos == "VERB":
            return _seen_by(tree, node, came, speeches)
        came = node
    return None


def _seen_by(tree: Tree, verb: int, seen: int, speeches: Sequence[Speech]) -> Speech | None:
    start = tree.tokens[verb].start
    told = any(c.start <= start < c.end for s in speeches for c in s.reach)
    who = tree.child(verb, "nsubj")
    if not told or who is None or tree.negated(verb):
        return None
    if tree.tokens[who].tag in ("WP", "WDT"):
        who = _cited_witness(tree, tree.antecedent(who))
        if who is None:
            return None
    cue = (Span(start, tree.tokens[verb].end),)
    return Speech(tree.spans(who), cue, tree.spans(seen), source_head=who, cue_head=verb, votes=("rule:perceived",))


def _cited_witness(tree: Tree, who: int) -> int | None:
    """ "Quotes witnesses who saw marines beat the farmer": those cited vouch for what they saw; others that a clause describes do not."""
    token = tree.tokens[who]
    cited = token.dep == "dobj" and tree.tokens[token.head].lemma.lower() in speech_lexicon.load().citing | {"interview"}
    return who if cited else None


UNTRUE_LINKS: Final = frozenset(["be", "remain", "prove", "turn", "seem"])


def refuted(tree: Tree, head: int) -> Speech | None:
    """A predicate that calls untrue the words telling of the act at token `head`: "reports of his forces withdrawing were pure invention"; else null.

    The denial has no source of its own: it is in the mouth of whoever says the sentence.
    """
    for node in tree.up(head):
        verb = tree.tokens[node].head
        if tree.tokens[node].dep in ("nsubj", "nsubjpass") and told_words(tree, node):
            called = untrue_predicate(tree, verb)
            if called is None:
                return None
            cue = (Span(tree.tokens[min(verb, called)].start, tree.tokens[max(verb, called)].end),)
            return Speech((), cue, tree.spans(node), "denying", cue_head=verb, votes=("rule:called_untrue",), denies=True)
        stated = _clause_called_untrue(tree, node)
        if stated is not None:
            cue = (Span(tree.tokens[min(stated)].start, tree.tokens[max(stated)].end),)
            return Speech((), cue, tree.spans(node), "denying", cue_head=stated[0], votes=("rule:called_untrue",), denies=True)
        if node != head and tree.tokens[node].pos == "VERB" and tree.tokens[node].dep not in ("acl", "relcl", "pcomp"):
            return None
    return None


CLAUSES: Final = frozenset(["ccomp", "csubj", "acl", "relcl", "advcl"])
"""Relations by which the parser hangs the clause on "it is a lie that ..."."""


def _clause_called_untrue(tree: Tree, node: int) -> tuple[int, int] | None:
    """ "It is a lie that soldiers burned the village", "it was not true that", "that they fled is false": the linking verb and the verdict over the clause of verb `node`, or null."""
    token = tree.tokens[node]
    if token.pos not in VERBAL or token.dep not in CLAUSES or token.head == node:
        return None
    above = tree.tokens[token.head]
    verb = above.head if above.dep in ("attr", "acomp", "oprd") and token.dep != "csubj" else above.i
    it = tree.child(verb, "nsubj", "expl", "nsubjpass")
    bare = it is not None and tree.tokens[it].lemma.lower() == "it" and any(tree.tokens[c].text.lower() == "that" for c in tree.below[node] if c < node)
    if not bare and token.dep != "csubj":
        return None
    called = untrue_predicate(tree, verb)
    return (verb, called) if called is not None else None


def told_words(tree: Tree, node: int) -> bool:
    """Whether the noun names something said or shown."""
    lemma = tree.tokens[node].lemma.lower()
    return lemma in speech_lexicon.load().said_nouns or lemma in speech_lexicon.load().nouns or noun_lexicon.load().kind(lemma) in ("document", "footage")


def untrue_predicate(tree: Tree, verb: int) -> int | None:
    """The word of a predicate that calls its subject untrue ("is false", "were pure invention", "is not true"), or null."""
    lacking = _without_basis(tree, verb)
    if lacking is not None:
        return lacking
    if tree.tokens[verb].lemma.lower() not in UNTRUE_LINKS or (tree.child(verb, "mark") is not None and tree.tokens[tree.child(verb, "mark") or 0].lemma.lower() in ("if", "whether")):
        return None
    words = speech_lexicon.load()
    negated = tree.negated(verb)
    for c in tree.all(verb, "acomp", "attr", "oprd", "xcomp"):
        inside = [n for n in (c, *tree.below[c]) if tree.tokens[n].pos in ("ADJ", "NOUN", "VERB", "PROPN")]
        if not negated and any(tree.tokens[n].lemma.lower() in words.untrue for n in inside):
            return c
        if negated and any(tree.tokens[n].lemma.lower() in TRUE for n in inside):
            return c
    without = tree.prep(verb, "without")
    if not negated and without is not None and tree.tokens[without].lemma.lower() in FOUNDATIONS:
        return without
    return None


def _without_basis(tree: Tree, verb: int) -> int | None:
    """ "The claim has no basis", "lacks any foundation"; else null."""
    found = tree.child(verb, "dobj") if tree.tokens[verb].lemma.lower() in ("have", "lack", "hold") else None
    if found is None or tree.tokens[found].lemma.lower() not in FOUNDATIONS:
        return None
    no = any(tree.tokens[c].text.lower() == "no" for c in tree.below[found]) or tree.negated(verb)
    return found if no or tree.tokens[verb].lemma.lower() == "lack" else None


TRUE: Final = frozenset(["true", "correct", "accurate", "right", "case", "truth", "factual", "truthful", "genuine", "exact", "fact", "real"])
"""Words of a predicate that, negated, call its subject untrue."""
FOUNDATIONS: Final = frozenset(["foundation", "basis", "merit", "substance", "truth"])
"""What a telling is said to be without."""


def with_implied(tree: Tree, head: int, speeches: Sequence[Speech]) -> list[Speech]:
    """Attributions over an act, outermost first, with those that no cue names put in their place."""
    found = list(speeches)
    for extra in (refuted(tree, head), perceived(tree, head, found)):
        if extra is None:
            continue
        outer = [k for k, s in enumerate(found) if any(c.start <= extra.cue[0].start < c.end for c in s.reach)]
        found.insert(outer[-1] + 1 if outer else 0, extra)
    return found
