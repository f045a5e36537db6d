"""Links outside footage and papers that speak, and outside utterances that somebody airs: "a video released by RT", "carried an appeal by families who say"."""


from typing import Final

from whosays.claims.carrier_words import CARRYING, Carrier, may_carry, utterance
from whosays.claims.ground import Ground
from whosays.lexicon import nouns as noun_lexicon
from whosays.lexicon import speech as speech_lexicon
from whosays.model.reading import Speech
from whosays.text.tree import first

# --- footage and papers as sources ---------------------------------------------------------------------------------------


def publisher(g: Ground, speech: Speech) -> Carrier | None:
    """For footage or papers as source: who put them out, where the sentence says so."""
    paper = _paper(g, speech)
    if paper is None:
        return None
    tree = g.tree
    published = speech_lexicon.load().publishing
    for c in _clauses_on(g, paper):
        lemma = tree.tokens[c].lemma.lower()
        node = first(tree.prep(c, "by"), _putter_out(g, c))
        if node is None or not (lemma in published | CARRYING or _made_public(g, c)):
            continue
        # A paper's author may report; who "reported" or "reviewed" another's is an outlet.
        if ((paper == speech.source_head and tree.tokens[c].dep == "acl") or tree.prep(c, "by") is None) and lemma in published:
            return Carrier(node, c, f"put out the {tree.tokens[paper].lemma}", anyone=True)
        if may_carry(g, node):
            return Carrier(node, c, f"passed on the {tree.tokens[paper].lemma}")
    return None


def _clauses_on(g: Ground, paper: int) -> list[int]:
    """The clauses that say what became of the paper; set off by a comma, the parser may hang them on its owner."""
    tree = g.tree
    own = tree.all(paper, "acl", "relcl")
    under = [n for n in tree.nodes(paper) if tree.tokens[n].dep == "acl" and tree.tokens[n].tag == "VBN" and tree.tokens[n - 1].text == ","]
    return list(dict.fromkeys([*own, *under]))


def _putter_out(g: Ground, clause: int) -> int | None:
    """ "Pages of which the security service released": the subject of a clause about parts of the paper."""
    tree = g.tree
    if tree.tokens[clause].dep != "relcl" or tree.child(clause, "auxpass") is not None or tree.child(clause, "agent") is not None:
        return None
    of_which = any(tree.tokens[n].text.lower() in ("which", "whose") and n < clause for n in tree.nodes(clause))
    subject = tree.child(clause, "nsubj")
    return subject if of_which and subject is not None and tree.tokens[subject].tag not in ("WDT", "WP") else None


def _made_public(g: Ground, verb: int) -> bool:
    return g.tree.tokens[verb].lemma.lower() == "make" and any(g.tree.tokens[c].text.lower() in ("public", "available") for c in g.tree.below[verb])


def _paper(g: Ground, speech: Speech) -> int | None:
    """The paper or footage that speaks: the source itself, or the subject of the cue behind which the source stands ("a cable from the embassy reported")."""
    heads = [speech.source_head]
    if speech.cue_head is not None and g.tree.tokens[speech.cue_head].pos == "NOUN":
        return speech.cue_head  # "the army's claim, repeated by every newspaper"
    if speech.cue_head is not None:
        heads.append(g.tree.child(speech.cue_head, "nsubj", "nsubjpass"))
        heads.append(g.tree.prep(speech.cue_head, "to"))  # "according to minutes seen by X"
    for head in heads:
        if head is not None and noun_lexicon.load().kind(g.tree.tokens[head].lemma) in ("footage", "document"):
            return head
    return None


# --- utterances that somebody airs ---------------------------------------------------------------------------------------


def airer(g: Ground, speech: Speech) -> Carrier | None:
    """ "The radio carried an appeal by families who say ...", "published a call in which a soldier says ...": who passes on the utterance of the source."""
    tree = g.tree
    if speech.source_head is None or speech.cue_head is None or tree.tokens[speech.cue_head].dep not in ("relcl", "acl"):
        return None
    inside = tree.tokens[speech.cue_head].head
    start = inside if utterance(g, inside) and tree.prep(speech.cue_head, "in", "on") is not None else speech.source_head
    above = [n for n in tree.up(start) if n != start][:3]
    verb = next((n for n in above if tree.tokens[n].pos == "VERB"), None)
    if verb is None or tree.tokens[verb].lemma.lower() not in CARRYING | speech_lexicon.load().citing | speech_lexicon.load().publishing:
        return None
    aired = tree.child(verb, "dobj")
    subject = tree.subject(verb)
    if aired is None or subject is None or subject == speech.source_head or tree.negated(verb):
        return None
    if aired != speech.source_head and not utterance(g, aired):
        return None
    return Carrier(subject, verb, "passes on what the source says", anyone=True)


# --- further off ---------------------------------------------------------------------------------------------------------


def hearer(g: Ground, speech: Speech) -> Carrier | None:
    """ "The agency's correspondent heard from port workers that ...": an outlet that was told."""
    if "rule:heard_from" not in speech.votes or speech.cue_head is None:
        return None
    node = g.tree.subject(speech.cue_head)
    if node is None or noun_lexicon.load().kind(g.tree.tokens[node].lemma) != "outlet":
        return Carrier(node, speech.cue_head, "was told by the source") if node is not None else None
    return Carrier(node, speech.cue_head, "was told by the source", anyone=True)


def met_before(g: Ground, speech: Speech) -> Carrier | None:
    """ "A ranger spoke to the Virunga Post. He said ...": the outlet to which the sentence before has the speaker speak."""
    tree = g.tree
    head = speech.source_head
    mention = g.mention_of.get(head) if head is not None else None
    if head is None or mention is None or not mention.pronoun or mention.cluster is None:
        return None
    here = tree.tokens[head].sentence
    for other in g.reading.mentions:
        if other.cluster != mention.cluster or other.pronoun or here - tree.tokens[other.head].sentence != 1:
            continue
        verb = tree.tokens[tree.tokens[other.head].head]
        if verb.lemma.lower() in ("speak", "talk", "write") and tree.tokens[other.head].dep == "nsubj" and not tree.negated(verb.i):
            node = tree.prep(verb.i, "to", "with")
        elif verb.lemma.lower() == "interview" and tree.tokens[other.head].dep == "dobj":
            node = tree.subject(verb.i)
        else:
            continue
        if node is not None and may_carry(g, node):
            return Carrier(node, verb.i, "to whom the source spoke, by the sentence before")
    return None


def in_paper(g: Ground, speech: Speech) -> Carrier | None:
    """ "In the UN's report, survivors say ...", "in a film by X": whose paper the source speaks in, where that is another."""
    tree = g.tree
    if speech.cue_head is None:
        return None
    for c in tree.adjuncts(speech.cue_head, speech.source_head):
        noun = tree.child(c, "pobj") if tree.tokens[c].lemma.lower() == "in" else None
        if noun is None or tree.tokens[noun].lemma.lower() not in REPORTING:
            continue
        owner = first(tree.child(noun, "poss"), tree.prep(noun, "by", "of"))
        if owner is not None and tree.tokens[owner].pos in ("NOUN", "PROPN") and _another(g, owner, speech):
            return Carrier(owner, noun, f"in whose {tree.tokens[noun].lemma} the source speaks", anyone=True)
    return None


def _another(g: Ground, owner: int, speech: Speech) -> bool:
    if speech.source_head is None or g.tree.tokens[speech.source_head].pos == "PRON":
        return False
    a, b = g.mention_of.get(owner), g.mention_of.get(speech.source_head)
    return a is None or b is None or (a.cluster != b.cluster if a.cluster is not None else a.name != b.name)


REPORTING: Final = frozenset(["report", "documentary", "film", "study", "survey", "investigation", "dossier", "podcast"])
"""Papers and films that let others speak."""
PAPER_RULES: Final = (hearer, met_before, in_paper)
"""Tried, in this order, where the words of the saying itself name no outlet."""
