"""Denials by phrases: "brushed aside the claim", "scoffed at the report", "distanced itself from the attack", "there is no truth in the story".

A verb that denies only with its particle, preposition or object is no cue alone: "challenged the conclusion" denies, "challenged the army" does not.
"""

from whosays.lexicon.speech import Cue
from whosays.model.reading import Speech
from whosays.model.span import Span
from whosays.reading.speech_ground import Ground, attribution, negated_cue, speaker_of
from whosays.text.tree import Tree

DENIAL = Cue("denying", "CT")


def set_aside(ground: Ground, i: int) -> list[Speech]:
    """ "brushed aside the claim", "laughed off the report", "scoffed at the accusation", "poured scorn on the story", "challenged that conclusion"."""
    tree = ground.tree
    token = tree.tokens[i]
    if token.pos != "VERB" or negated_cue(ground, i):
        return []
    lemma = token.lemma.lower()
    found = _object_of(ground, i, lemma)
    if found is None:
        return []
    about, last = found
    source = speaker_of(ground, i)
    if source is None or source == about:
        return []
    cue = Span(token.start, tree.tokens[last].end) if last > i else Span(token.start, token.end)
    content = tree.spans(about)
    if any(c.start < cue.end and cue.start < c.end for c in content):
        cue = Span(token.start, token.end)
    return [attribution(ground, i, source, content, DENIAL, "set_aside", cue_words=(cue,))]


def _object_of(ground: Ground, i: int, lemma: str) -> tuple[int, int] | None:
    """What the phrase at verb `i` denies and the last token of the phrase, or null where it denies nothing."""
    tree, words = ground.tree, ground.words
    apart = tree.prep(i, "from") if lemma in words.denying_apart and _reflexive(tree, i) else None
    if apart is not None:
        return apart, tree.tokens[apart].head if tree.tokens[tree.tokens[apart].head].pos == "ADP" else i
    ruled_out = _ruled_out(ground, i, lemma)
    if ruled_out is not None:
        return ruled_out
    if lemma in words.denying_words:
        about = _worded_object(ground, i)
        return (about, i) if about is not None else None
    for particle in words.denying_phrases.get(lemma, ()):
        last = _phrase_end(tree, i, particle)
        if last is None:
            continue
        about = _behind(ground, last) or _worded_object(ground, i)
        if about is not None and (is_told(ground, about) or last in tree.up(about)):
            return about, last
    return None


def _phrase_end(tree: Tree, i: int, particle: str) -> int | None:
    """The last token of the phrase's words ("aside", "scorn on", "at"), each under the verb and close behind the one before; null where one lacks."""
    last = i
    for word in particle.split():
        following = (n for n in range(last + 1, min(last + PHRASE_GAP, len(tree.tokens))) if tree.tokens[n].text.lower() == word and i in tree.up(n))
        last = next(following, -1)
        if last < 0:
            return None
    return last


PHRASE_GAP = 8
"""How many tokens may part the words of a phrase ("brushed the minister's latest claim aside")."""


def _behind(ground: Ground, last: int) -> int | None:
    """The object of the preposition that ends the phrase, where it is something told."""
    tree = ground.tree
    found = tree.child(last, "pobj", "pcomp") if tree.tokens[last].pos in ("ADP", "SCONJ") else None
    return found if found is not None and is_told(ground, found) else None


def _worded_object(ground: Ground, i: int) -> int | None:
    """The object or passive subject of verb `i` where it is something told."""
    tree = ground.tree
    passive = tree.child(i, "auxpass") is not None
    found = tree.child(i, "nsubjpass") if passive else tree.child(i, "dobj")
    return found if found is not None and is_told(ground, found) else None


def is_told(ground: Ground, noun: int) -> bool:
    """Whether the noun is a word for what was said or shown, a part in a deed, or a pronoun for it."""
    token = ground.tree.tokens[noun]
    lemma = token.lemma.lower()
    if token.pos == "PRON":
        return lemma in ("it", "this", "that", "these", "those", "both", "all", "which", "something")
    return lemma in ground.words.said_nouns or lemma in ground.words.part_nouns


def _ruled_out(ground: Ground, i: int, lemma: str) -> tuple[int, int] | None:
    """ "ruled out that any aircraft was involved": with a clause, or a part in a deed; "ruled out talks" speaks of the future and denies nothing."""
    tree = ground.tree
    out = next((c for c in tree.below[i] if tree.tokens[c].text.lower() == "out" and c == i + 1), None) if lemma == "rule" else None
    if out is None:
        return None
    clause = tree.child(i, "ccomp")
    if clause is not None and clause > i:
        return clause, out
    about = tree.child(i, "dobj")
    return (about, out) if about is not None and is_told(ground, about) else None


def _reflexive(tree: Tree, i: int) -> bool:
    found = tree.child(i, "dobj")
    return found is not None and tree.tokens[found].lemma.lower() in ("himself", "herself", "itself", "themselves", "themself", "oneself")
