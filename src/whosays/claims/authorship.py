"""Who is said to be behind an act that a noun names: "X was behind the attack", "could be responsible for it", "denied involvement in it"."""

from collections.abc import Iterator
from typing import Final

from whosays.model.reading import Argument, Event, Reading
from whosays.text.tree import VERBAL, Tree

BEARING: Final = frozenset(["responsible", "accountable", "culpable", "guilty", "complicit", "implicated", "involved", "implicate", "involve"])
"""What one is for or in an act that one has done."""
BLAMING: Final = frozenset(["blame", "accuse", "suspect", "convict", "charge", "condemn", "acquit", "fault"])
"""Verbs by which somebody lays an act at the door of their object."""
PART: Final = frozenset(["responsibility", "involvement", "role", "part", "hand", "complicity", "participation", "guilt", "blame", "connection", "link"])
"""What one has in, or for, an act that one has done."""
HAVING: Final = frozenset(["have", "deny", "admit", "play", "take", "accept", "acknowledge", "disclaim", "bear", "reject", "share", "disavow", "refute", "disown"])
"""Verbs whose subject it is that has the part, or denies it."""


def author(reading: Reading, tree: Tree, event: Event) -> Argument | None:
    """The one who is said to be behind the act, as its actor; null where nobody is, or where it is no noun."""
    for node in _named_by(tree, event.head):
        prep = tree.tokens[node].head
        if tree.tokens[node].dep not in ("pobj", "pcomp") or tree.tokens[prep].pos not in ("ADP", "SCONJ"):
            continue
        who = _behind(tree, prep)
        if who is not None and not event.start <= tree.tokens[who].start < event.end:
            return _argument(reading, tree, who)
    return None


def _named_by(tree: Tree, head: int) -> Iterator[int]:
    """The act, and the words that only carry it: "carrying out the attack", "the planning of the attack"."""
    yield head
    above = tree.tokens[head].head
    if tree.tokens[head].dep == "dobj" and tree.tokens[above].tag == "VBG":
        yield above
    if tree.tokens[head].dep == "conj":
        yield above


def _behind(tree: Tree, prep: int) -> int | None:
    word, above = tree.tokens[prep].lemma.lower(), tree.tokens[prep].head
    lemma = tree.tokens[above].lemma.lower()
    if word == "behind" and tree.tokens[above].pos in VERBAL and lemma in ("be", "stand", "lie"):
        return tree.subject(above)
    if word in ("for", "of", "with") and lemma in BLAMING and tree.tokens[above].pos == "VERB":
        return tree.child(above, "nsubjpass") if tree.child(above, "auxpass") is not None else tree.child(above, "dobj")
    if word in ("for", "in", "of") and lemma in BEARING:
        verb = above if tree.tokens[above].pos == "VERB" else tree.tokens[above].head
        return tree.subject(verb) if tree.tokens[verb].pos in VERBAL else None
    if word in ("for", "in", "with", "to") and lemma in PART and tree.tokens[above].pos == "NOUN":
        return _whose_part(tree, above)
    return None


def _whose_part(tree: Tree, noun: int) -> int | None:
    owner = tree.child(noun, "poss")
    if owner is not None:
        return owner
    verb = tree.tokens[noun].head
    of_object = tree.tokens[noun].dep in ("dobj", "conj") and tree.tokens[verb].pos in VERBAL
    return tree.subject(verb) if of_object and tree.tokens[verb].lemma.lower() in HAVING and tree.child(verb, "auxpass") is None else None


def _argument(reading: Reading, tree: Tree, who: int) -> Argument | None:
    if tree.tokens[who].tag in ("WP", "WDT") or tree.tokens[who].pos not in ("NOUN", "PROPN", "PRON") or tree.tokens[who].lemma.lower() in ("this", "that", "there", "what", "nobody", "none", "nothing"):
        return None
    span = tree.base_np(who)
    start = span.start
    if tree.tokens[reading.tokens_in(start, span.end)[0]].dep == "det":
        start = tree.tokens[reading.tokens_in(start, span.end)[0] + 1].start
    return Argument("actor", start, span.end, who, reason="said to be behind the act")
