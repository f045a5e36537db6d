"""Rules for those who are quoted by others: "TASS quoted a general as saying Y", "X said, citing officials"."""

from whosays.lexicon.speech import Cue
from whosays.model.reading import Speech
from whosays.reading.speech_ground import Ground, attribution, speaker_of
from whosays.reading.speech_verbs import accuse, of_content, trailing, verb_noun, verb_that
from whosays.text.tree import VERBAL


def citing(ground: Ground, i: int) -> list[Speech]:
    """Two links at once: "TASS quoted a general as saying Y", "media is citing sources as saying Y"."""
    tree = ground.tree
    if tree.tokens[i].lemma.lower() not in ("quote", "cite") or tree.tokens[i].pos not in VERBAL:
        return []
    passive = tree.child(i, "auxpass") is not None
    quoted = tree.child(i, "nsubjpass") if passive else tree.child(i, "dobj")
    outer = speaker_of(ground, i)
    if quoted is None:
        return []
    inner_cue = _as_saying(ground, i, quoted)
    entry = ground.words.verbs["cite"]
    if inner_cue is None:
        return _bare_citing(ground, i, quoted, entry)
    clause = tree.child(inner_cue, "ccomp")
    clause = tree.child(inner_cue, "dobj") if clause is None else clause  # "as telling lawmakers that ...": not the hearers
    nodes = tree.nodes(clause, (i, quoted)) if clause is not None else tree.nodes(inner_cue, (inner_cue,))
    content = tree.cover(nodes)
    inner_entry = ground.words.verbs.get(tree.tokens[inner_cue].lemma.lower(), entry)
    speeches = [attribution(ground, inner_cue, quoted, content, inner_entry, "citing")]
    if outer is not None:
        whole = tree.cover(tree.nodes(quoted) + tree.nodes(inner_cue))
        speeches.append(attribution(ground, i, outer, whole, entry, "citing"))
    return speeches


def _as_saying(ground: Ground, i: int, quoted: int) -> int | None:
    tree = ground.tree
    for node in (i, quoted):
        for c in tree.below[node]:
            if tree.tokens[c].lemma.lower() == "as":
                found = tree.child(c, "pcomp", "pobj")
                if found is not None:
                    return found
            if tree.tokens[c].dep in ("advcl", "acl", "ccomp", "xcomp") and any(
                tree.tokens[g].lemma.lower() == "as" for g in tree.below[c]
            ):
                return c
    return None


TELLING = (accuse, trailing, verb_that, verb_noun, of_content)
"""Rules that find what the one who cites says himself."""


def _bare_citing(ground: Ground, i: int, quoted: int, entry: Cue) -> list[Speech]:
    """"..., X said, citing officials": the cited speak what X says; where nobody says it, the clause above."""
    tree = ground.tree
    if tree.tokens[i].dep not in ("advcl", "acl", "prep") or tree.tokens[i].tag != "VBG":
        return []
    main = tree.tokens[i].head
    told = next((found for rule in TELLING for found in [rule(ground, main)] if found), [])
    if told:
        return [attribution(ground, i, quoted, told[0].content, entry, "citing_bare")]
    clause = tree.child(main, "ccomp")
    nodes = tree.nodes(clause, (i, main)) if clause is not None else tree.nodes(main, (i,))
    return [attribution(ground, i, quoted, tree.cover(nodes), entry, "citing_bare")]
