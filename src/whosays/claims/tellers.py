"""Whose words a noun for what was said names: "Maduro's charges", "a claim by the army", "charges raised by the commission"."""

from typing import Final

from whosays.claims.ground import Ground
from whosays.lexicon import speech as speech_lexicon
from whosays.model.reading import Speech
from whosays.text.tree import first

MAKING: Final = frozenset(["make", "raise", "level", "bring", "lay", "file", "put", "direct", "hurl", "voice", "advance", "air", "issue", "publish", "report", "spread", "repeat", "press", "circulate"])
"""Verbs by which somebody makes a charge or a claim."""


def told_noun(g: Ground, speech: Speech) -> int | None:
    """The word for what was said that is denied: "charges" in "denied the charges raised by the commission"; null where none is named."""
    said = speech_lexicon.load().said_nouns
    inside = [i for span in speech.reach for i in g.reading.tokens_in(span.start, span.end)]
    return next((i for i in inside if g.tree.tokens[i].lemma.lower() in said and g.tree.tokens[i].pos == "NOUN" and g.tree.tokens[i].head not in inside), None)


def makes(g: Ground, clause: int) -> bool:
    """Whether the clause on a noun for what was said tells only who said it: "the charges that Honduras has levelled", "raised by the commission"; the parser may take it for their content."""
    tree = g.tree
    return tree.tokens[clause].lemma.lower() in MAKING and tree.child(clause, "dobj") is None and (tree.tokens[clause].dep == "relcl" or tree.child(clause, "nsubj") is not None or tree.tokens[clause].tag == "VBN")


def teller(g: Ground, noun: int) -> int | None:
    """Who is said to have told the words that `noun` names: "Maduro's charges", "a claim by the army", "charges raised by the commission", "that Honduras levelled"; else null."""
    tree = g.tree
    own = first(tree.child(noun, "poss"), tree.prep(noun, "by", "from"))
    for clause in tree.all(noun, "acl", "relcl"):
        if own is None and tree.tokens[clause].lemma.lower() in MAKING:
            by = tree.child(clause, "agent")
            subject = tree.child(clause, "nsubj")
            own = first(tree.child(by, "pobj") if by is not None else None, tree.prep(clause, "by"), subject if makes(g, clause) else None)
    return own if own is not None and tree.tokens[own].pos in ("NOUN", "PROPN") else None
