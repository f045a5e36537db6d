"""Rules for cues that are no verbs: "X's claim that", "according to X", "in a video released by X", words called untrue."""

from whosays.lexicon.speech import Cue
from whosays.model.reading import Speech
from whosays.model.span import Span
from whosays.reading.speech_ground import Ground, attribution, that_clause
from whosays.text.tree import VERBAL


def called_untrue(ground: Ground, i: int) -> list[Speech]:
    """Another's words called untrue: "called the claim ridiculous", "denounced as false a report that ..."."""
    tree = ground.tree
    if tree.tokens[i].lemma.lower() not in ground.words.belying or tree.tokens[i].pos != "VERB" or tree.negated(i):
        return []
    clause = {tree.tokens[n].lemma.lower() for n in tree.nodes(i)}
    if not clause & ground.words.untrue:
        return []
    nouns = [n for n in tree.nodes(i) if tree.tokens[n].lemma.lower() in ground.words.said_nouns and tree.tokens[n].dep in ("dobj", "nsubj", "pobj", "nsubjpass", "attr", "oprd")]
    nouns = [n for n in nouns if n > i]
    source = tree.subject(i)
    if not nouns or source is None or source in nouns:
        return []
    return [attribution(ground, i, source, tree.spans(nouns[0], (i, source)), Cue("denying", "CT"), "called_untrue")]


def according_to(ground: Ground, i: int) -> list[Speech]:
    """"according to X": everything in the clause that it modifies but the phrase itself."""
    tree = ground.tree
    token = tree.tokens[i]
    if token.lemma.lower() not in ("accord", "according") or token.text.lower() != "according":
        return []
    to = tree.child(i, "prep")
    source = tree.child(to, "pobj") if to is not None else tree.child(i, "pobj")
    if source is None or to is None:
        return []
    clause = clause_of(ground, token.head, i)
    nodes = tree.nodes(clause, (i,))
    cue = (Span(token.start, tree.tokens[to].end),)
    entry = Cue("neutral", "CT")
    return [attribution(ground, i, source, tree.cover(nodes), entry, "according_to", cue_words=cue)]


def clause_of(ground: Ground, head: int, phrase: int) -> int:
    """The clause that an adjunct speaks about: the nearest verb above; set off by a comma, the whole that verb belongs to."""
    tree = ground.tree
    apart = phrase == ground.sentence(phrase).first or tree.tokens[phrase - 1].text in (",", "–", "—", "-")
    clause = head
    for node in tree.up(head):
        token = tree.tokens[node]
        if token.pos in VERBAL and token.dep not in ("aux", "auxpass", "acl", "amod"):
            clause = node
            joined = token.dep == "conj" and tree.child(node, "nsubj", "nsubjpass") is None
            if not (joined or (apart and token.dep in ("advcl", "conj"))):
                break
    return clause


def footage_shows(ground: Ground, i: int) -> list[Speech]:
    """Footage as a source in the passive: "in a video released by RT, troops were shown training"."""
    tree = ground.tree
    token = tree.tokens[i]
    if token.lemma.lower() not in ("show", "see", "depict", "picture", "film", "capture", "hear") or tree.child(i, "auxpass") is None:
        return []
    footage = _footage_phrase(ground, i)
    subject = tree.child(i, "nsubjpass")
    if footage is None or subject is None:
        return []
    rest = tree.all(i, "xcomp", "ccomp", "dobj", "advcl", "oprd")
    nodes = tree.nodes(subject) + [n for c in rest for n in tree.nodes(c)]
    entry = Cue("endorsing", "CT")
    return [attribution(ground, i, footage, tree.cover(nodes), entry, "footage_shows")]


def _footage_phrase(ground: Ground, i: int) -> int | None:
    tree = ground.tree
    for c in tree.below[i]:
        if tree.tokens[c].dep in ("prep", "agent") and tree.tokens[c].lemma.lower() in ("in", "on", "by"):
            noun = tree.child(c, "pobj")
            if noun is not None and ground.nouns.kind(tree.tokens[noun].lemma) in ("footage", "document"):
                return noun
    return None


def noun_cue(ground: Ground, i: int) -> list[Speech]:
    """A saying noun with its content: "the claim that", "reports of shelling", "X's denial of talks"."""
    tree = ground.tree
    token = tree.tokens[i]
    entry = ground.words.nouns.get(token.lemma.lower())
    if entry is None or token.pos != "NOUN":
        return []
    owner = tree.child(i, "poss") or tree.prep(i, "by", "from", "among")
    hosts = (i,) if owner is None else (i, owner)
    clause = next((c for host in hosts for c in tree.all(host, "acl", "ccomp", "relcl") if that_clause(ground, c)), None)
    if clause is None:
        clause = tree.prep(i, "of")
    if clause is None or tree.tokens[clause].pos == "PRON":
        return []
    verb = tree.tokens[token.head]
    if owner is None and token.dep == "dobj" and verb.lemma.lower() in ground.words.publishing | {"make", "repeat", "deny", "reject"}:
        owner = tree.subject(token.head)
    if owner is None and tree.tokens[clause].dep == "pobj" and entry.stance == "neutral":
        return []
    cue = (Span(token.start, token.end),)
    skip = (i,) if owner is None else (i, owner)
    return [attribution(ground, i, owner, tree.spans(clause, skip), entry, "noun_cue", cue_words=cue)]
