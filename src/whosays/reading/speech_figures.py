"""Rules for those who give figures: "police put the toll at 11", "the register lists 31 deaths", "gives a new toll: seven dead"."""

from typing import Final

from whosays.lexicon.speech import Cue
from whosays.model.reading import Speech
from whosays.model.span import Span
from whosays.reading.speech_ground import Ground, attribution, negated_cue, speaker_of
from whosays.text.tree import VERBAL, Tree

FIGURES: Final = frozenset(["toll", "number", "figure", "count", "tally", "total", "loss", "casualty", "dead", "death", "fatality", "breakdown", "strength"])
"""Nouns for what is counted."""
SETTING: Final = frozenset(["put", "place", "set", "peg"])
"""Verbs by which somebody gives a figure "at" so many."""
GIVING: Final = frozenset(["give", "list", "release", "publish", "offer", "provide", "issue", "compile"])
"""Verbs by which somebody gives a figure as their object."""
COUNTING: Final = frozenset(["count", "tally", "log", "tabulate"])
"""Verbs by which somebody counts for himself."""
MANY: Final = frozenset(["dozen", "score", "hundred", "thousand"])


def gives_figure(tree: Tree, i: int) -> bool:
    """Whether a verb can give a figure: "put the toll at", "list 31 deaths"."""
    counted = tree.child(i, "dobj")
    return tree.tokens[i].lemma.lower() in SETTING | GIVING and tree.tokens[i].pos in VERBAL and counted is not None and tree.tokens[counted].lemma.lower() in FIGURES


def of_counted(tree: Tree, verb: int) -> list[int]:
    """ "Counted 29 dead", "put it at 11 dead and 60 wounded": what the parser hangs on the verb says what the number before it counts."""
    after = [c for c in tree.all(verb, "advcl", "oprd", "acomp", "conj") if c > verb and tree.tokens[c - 1].pos == "NUM"]
    return [c for c in after if (tree.tokens[c].pos == "ADJ" or tree.tokens[c].tag == "VBN") and tree.child(c, "nsubj", "nsubjpass", "auxpass") is None]


def figure_told(ground: Ground, i: int) -> list[Speech]:
    """What somebody gives as a figure, with the number; a verb that gives none ("put losses on the enemy") says nothing."""
    tree = ground.tree
    counted = tree.child(i, "dobj") if gives_figure(tree, i) and not negated_cue(ground, i) and tree.child(i, "auxpass") is None else None
    source = speaker_of(ground, i) if counted is not None else None
    if counted is None or source is None:
        return []
    said = [counted, *of_counted(tree, i)]
    if tree.tokens[i].lemma.lower() in SETTING:
        at = next((p for above in [*tree.nodes(counted), i] for p in tree.all(above, "prep") if tree.tokens[p].text.lower() == "at"), None)
        if at is None:
            return []
        said.append(at)
    content = _with_list(ground, i, tree.cover([n for part in said for n in tree.nodes(part, (i, source))]))
    sentence = ground.sentence(i)
    inside = [tree.tokens[n] for n in range(sentence.first, sentence.last) if any(c.start <= tree.tokens[n].start < c.end for c in content)]
    if not any(t.pos == "NUM" or t.lemma.lower() in MANY for t in inside):
        return []
    return [attribution(ground, i, source, content, Cue("neutral", "CT"), "figure_told")]


def _with_list(ground: Ground, i: int, content: tuple[Span, ...]) -> tuple[Span, ...]:
    """The content with what a colon adds in the sentence: "a new toll for the town: seven dead and 26 wounded"."""
    tree, sentence = ground.tree, ground.sentence(i)
    colon = next((n for n in range(i, sentence.last - 1) if tree.tokens[n].text == ":"), None)
    if colon is None or not content:
        return content
    last = next(n for n in range(sentence.last - 1, colon, -1) if tree.tokens[n].pos != "PUNCT" or n == colon + 1)
    return (Span(content[0].start, tree.tokens[last].end),)
