"""Rules for cue verbs: "X said that Y", "Y, X said", "denied these meetings", "accused X of Y", "warned of Y"."""

from collections.abc import Sequence
from dataclasses import replace

from whosays.lexicon.speech import Cue
from whosays.model.reading import Speech
from whosays.model.span import Span
from whosays.reading.speech_denying import is_told
from whosays.reading.speech_figures import COUNTING, gives_figure, of_counted
from whosays.reading.speech_ground import (
    Ground,
    attribution,
    clauses_in_medium,
    negated_cue,
    reduced_passive,
    speaker_of,
    verb_entry,
    withheld,
)
from whosays.text.tree import VERBAL, Tree, first


def trailing(ground: Ground, i: int) -> list[Speech]:
    """ "<clause>, <who> said." at a sentence's end, whatever the parser makes of it: the words before the comma are the content."""
    entry = verb_entry(ground, i)
    tree, sentence = ground.tree, ground.sentence(i)
    if entry is None or "quote" not in entry.frames or tree.tokens[i].tag not in ("VBD", "VBZ", "VBP") or tree.negated(i):
        return []
    after = [tree.tokens[n] for n in range(i + 1, sentence.last)]
    if any(t.pos in VERBAL or t.text in (",", ":", ";") or t.dep == "mark" for t in after) or len(after) > TRAILING_WORDS:
        return []
    comma = next((n for n in range(i - 1, sentence.first, -1) if tree.tokens[n].text in (",", "”", '"')), None)
    if comma is None:
        return []
    who = [n for n in range(comma + 1, i) if tree.tokens[n].pos != "PUNCT"]
    head = next((n for n in who if tree.tokens[n].pos in ("NOUN", "PROPN", "PRON") and tree.tokens[n].dep not in ("compound", "amod", "poss", "nmod")), None)
    before = [n for n in range(sentence.first, comma) if tree.tokens[n].pos in VERBAL or tree.tokens[n].tag in ("VBD", "VBN", "VBZ", "VBP")]
    opens = tree.tokens[who[0]] if who else None
    if head is None or opens is None or not before or opens.pos in ("SCONJ", "ADP", "CCONJ", "VERB", "AUX") or opens.tag in ("WP", "WDT") or _own_clause(tree, who):
        return []
    content = (Span(_after_concession(ground, sentence.first, comma), tree.tokens[comma - 1].end),)
    source = Span(tree.tokens[who[0]].start, tree.tokens[who[-1]].end)
    return [replace(attribution(ground, i, head, content, entry, "trailing"), source=(source,))]


def _after_concession(ground: Ground, first: int, comma: int) -> int:
    """Where the words said begin: behind "Although Islamabad denies it," which is another's."""
    tree = ground.tree
    start = tree.tokens[first].start
    if tree.tokens[first].text.lower() not in CONTRASTS:
        return start
    end = next((n for n in range(first, comma) if tree.tokens[n].text == ","), None)
    speaks = end is not None and any((entry := verb_entry(ground, n)) is not None and entry.stance == "denying" for n in range(first, end))
    return tree.tokens[end + 1].start if speaks and end is not None else start


TRAILING_WORDS = 7
"""So many words may stand behind a trailing cue (whom it was told, on which day)."""


def _own_clause(tree: Tree, who: Sequence[int]) -> bool:
    """Whether the words between comma and cue hold a finite verb outside a relative clause: then they are no noun phrase."""
    for n in who:
        token = tree.tokens[n]
        if token.pos in VERBAL and token.tag in ("VBD", "VBZ", "VBP", "MD") and token.dep not in ("relcl", "aux", "auxpass"):
            return True
    return False


def verb_that(ground: Ground, i: int) -> list[Speech]:
    """A cue verb with a clause as its content: "X said that Y", "Y, X said", "X told Z Y"."""
    entry = verb_entry(ground, i)
    if entry is None or not entry.frames & {"that", "quote"} or negated_cue(ground, i):
        return []
    tree = ground.tree
    clauses = [c for c in tree.all(i, "ccomp") if _is_content_clause(ground, c, i) and not _cut_off(ground, c, i)]
    infinitives = [c for c in tree.all(i, "xcomp") if tree.tokens[c].pos in VERBAL and ("to" in entry.frames or _gerund(ground, c))]
    # "On 17 March X claimed to have killed": the parser may call the date a clause; the infinitive is the content.
    clauses = infinitives or clauses or clauses_in_medium(ground, i)
    if "np" in entry.frames and tree.all(i, "dobj"):
        clauses = [c for c in clauses if tree.child(c, "nsubj", "nsubjpass", "mark", "csubj", "expl") is not None]
        if not clauses:
            return []
    if not clauses:
        return _parenthetical(ground, i, entry)
    source = speaker_of(ground, i)
    if tree.tokens[i].dep == "relcl" and source is not None and not tree.under(source, i):
        inner = tree.child(i, "nsubj")
        if inner is not None and tree.antecedent(inner) == inner:
            source = inner
    skip = _not_content(i, source) + _contrasts(ground, clauses) + _goes_on(ground, clauses, source)
    nodes = [node for clause in clauses for node in tree.nodes(clause, skip) if node != i]
    content = tree.cover(nodes)
    antecedent = _relative_antecedent(ground, i)
    if antecedent is not None:
        content = tuple(sorted(tree.spans(antecedent, (i,)) + content))
    if not content:
        return []
    return [attribution(ground, i, source, content, entry, "verb_that")]


def _gerund(ground: Ground, i: int) -> bool:
    """ "admitted selling fuel", "reported seeing fighters", "denied having shelled": a clause without "to"."""
    tree = ground.tree
    parts = [i, *tree.all(i, "aux", "auxpass")]
    return tree.tokens[min(parts)].tag == "VBG" and not any(tree.tokens[c].text.lower() == "to" for c in parts)


def _cut_off(ground: Ground, clause: int, cue: int) -> bool:
    """Whether a semicolon parts the clause from the cue: two headlines in one, not speech and content."""
    low, high = sorted((clause, cue))
    return any(ground.tree.tokens[n].text == ";" for n in range(low, high))


def _is_content_clause(ground: Ground, clause: int, cue: int) -> bool:
    token = ground.tree.tokens[clause]
    if token.pos in VERBAL or token.pos in ("ADJ", "NOUN", "PROPN", "ADV", "NUM", "ADP"):
        wh = [c for c in ground.tree.below[clause] if ground.tree.tokens[c].tag in ("WRB", "WP") and c < clause]
        return not (wh and ground.tree.tokens[cue].lemma in ("ask", "wonder", "question"))
    return False


CONTRASTS = frozenset(["while", "whereas", "although", "though"])


def _contrasts(ground: Ground, clauses: Sequence[int]) -> list[int]:
    """ "X said A, while Y reported B": the clause set against the content, with a speaker of its own, is not what X said."""
    tree = ground.tree
    found = []
    for clause in clauses:
        for node in tree.nodes(clause):
            marked = any(tree.tokens[c].dep in ("mark", "advmod") and tree.tokens[c].lemma.lower() in CONTRASTS for c in tree.below[node])
            if tree.tokens[node].dep == "advcl" and marked and tree.child(node, "nsubj", "nsubjpass") is not None and (verb_entry(ground, node) is not None or gives_figure(tree, node)):
                found.append(node)
    return found


def _not_content(cue: int, source: int | None) -> list[int]:
    """Branches that stand under the content only by mistake of the parser: the cue and its source."""
    return [cue] if source is None else [cue, source]


def _goes_on(ground: Ground, clauses: Sequence[int], source: int | None) -> list[int]:
    """ "Denied that A had been lost and said B": what the parser joins to the content though the same speaker says it anew."""
    tree = ground.tree
    return [
        c for clause in clauses for c in tree.all(clause, "conj")
        if source is not None and verb_entry(ground, c) is not None and tree.child(c, "nsubj", "nsubjpass") is None and tree.child(c, "ccomp") is not None and speaker_of(ground, c) == source
    ]


def _relative_antecedent(ground: Ground, i: int) -> int | None:
    """In "a victory he said was helped by X" the noun that the reported clause is about."""
    tree = ground.tree
    token = tree.tokens[i]
    if token.dep != "relcl" or tree.child(i, "nsubj") is None:
        return None
    subject = tree.child(i, "nsubj")
    if subject is not None and tree.antecedent(subject) != subject:
        return None
    return token.head if tree.tokens[token.head].pos in ("NOUN", "PROPN") else None


def _parenthetical(ground: Ground, i: int, entry: Cue) -> list[Speech]:
    """A cue verb whose content does not hang below it: "Y, X said", "a victory he said was helped", "as X reported"."""
    tree = ground.tree
    token = tree.tokens[i]
    source = speaker_of(ground, i)
    if token.dep == "relcl":
        own = tree.child(i, "nsubj")
        source = own if own is not None and tree.antecedent(own) == own else source
    if source is None:
        return []
    head = token.head
    if token.dep == "relcl" and i + 1 < len(tree.tokens) and tree.tokens[i + 1].pos in VERBAL and token.head < i:
        following = i + 1
        while tree.tokens[following].dep in ("aux", "auxpass") and tree.tokens[following].head > following:
            following = tree.tokens[following].head
        nodes = [n for n in tree.nodes(following, (i,)) if n > i] + [
            n for n in tree.nodes(head, (i,)) if n < i
        ]
        return [attribution(ground, i, source, tree.cover(nodes), entry, "relative_said")]
    if token.dep in ("parataxis", "advcl") and head != i and tree.tokens[head].pos in (*VERBAL, "NOUN", "PROPN", "ADJ"):
        if token.dep == "advcl" and not _has_as(ground, i):
            return []
        nodes = tree.nodes(head, (i,))
        rule = "as_reported" if token.dep == "advcl" else "parenthetical"
        return [attribution(ground, i, source, tree.cover(nodes), entry, rule)]
    return []


def _has_as(ground: Ground, i: int) -> bool:
    return any(
        ground.tree.tokens[c].lemma.lower() == "as" and ground.tree.tokens[c].dep in ("mark", "advmod", "prep")
        for c in ground.tree.below[i]
    )


def _responsibility(ground: Ground, i: int) -> Cue | None:
    """ "takes responsibility for": said of an act of one's own."""
    tree = ground.tree
    if tree.tokens[i].lemma.lower() not in ("take", "accept", "assume", "own"):
        return None
    taken = tree.child(i, "dobj")
    if taken is None or tree.tokens[taken].lemma.lower() not in ("responsibility", "credit"):
        return None
    return Cue("neutral", "CT", frozenset(["np"]))


def verb_noun(ground: Ground, i: int) -> list[Speech]:
    """A cue verb whose object is the content: "denied these meetings", "confirmed the attack", "reported movements"."""
    entry = _responsibility(ground, i) or verb_entry(ground, i)
    if entry is None or "np" not in entry.frames or negated_cue(ground, i):
        return []
    tree = ground.tree
    if any(tree.child(c, "nsubj", "nsubjpass", "mark", "csubj", "expl") is not None for c in tree.all(i, "ccomp")):
        return []
    objects = tree.all(i, "dobj")
    if not objects and tree.tokens[i].dep == "relcl" and tree.tokens[tree.tokens[i].head].lemma.lower() in ground.words.said_nouns | {"something", "one", "thing"}:
        objects = [tree.tokens[i].head]  # "a charge the group rejects", "something the army denied"
    passive = tree.child(i, "auxpass") is not None
    if passive:
        subject = tree.child(i, "nsubjpass")
        objects = [subject] if subject is not None else []
    if not objects and "to" not in entry.frames:
        return []
    source = speaker_of(ground, i)
    if (source is None and not passive) or (entry.stance == "denying" and _other_refusal(ground, i, objects)):
        return []
    clauses = tree.all(i, "xcomp") + (_joined_clause(ground, i) if "that" in entry.frames else [])
    apart = (i,) if source is None else (i, source)
    counting = of_counted(tree, i) if tree.tokens[i].lemma.lower() in COUNTING else []
    doing = [c for o in objects[-1:] for c in tree.all(i, "advcl") if c > o and tree.tokens[c].tag == "VBG" and not any(tree.tokens[n].text == "," for n in range(o, c))]
    nodes = [n for o in [*objects, *clauses, *doing, *counting] for n in tree.nodes(o, apart)]  # "described soldiers beating prisoners"
    content = tree.cover(nodes)
    if not content or (source is None and tree.tokens[i].lemma not in ("report", "deny", "confirm")):
        return []
    told = entry.stance == "denying" and (tree.tokens[i].lemma.lower() in PLAIN_DENIALS or any(is_told(ground, o) for o in objects))
    return [attribution(ground, i, source, content, entry, "denied_words" if told else "verb_noun")]


PLAIN_DENIALS = frozenset(["disown", "disclaim", "disavow", "repudiate", "refute", "debunk"])
"""Verbs that say nothing but a denial."""


def _other_refusal(ground: Ground, i: int, objects: Sequence[int]) -> bool:
    """ "Denied the envoys access", "dismissed his deputy", "rejected the offer": what is refused is a thing, a person or a wish, no words."""
    tree = ground.tree
    lemma = tree.tokens[i].lemma.lower()
    for o in objects:
        noun = tree.tokens[o].lemma.lower()
        if lemma == "deny" and (noun in REFUSED or (tree.child(i, "dative") is not None and not is_told(ground, o))):
            return True
        if lemma in ("reject", "dismiss") and (noun in OFFERS or (lemma == "dismiss" and ground.nouns.kind(noun) in ("official_person", "official_group", "expert", "person"))):
            return True
    return False


REFUSED = frozenset(["access", "entry", "permission", "visa", "passage", "right", "request", "leave", "bail", "asylum", "aid", "care", "treatment", "food", "water", "justice", "chance", "opportunity"])
"""What is denied to people."""
OFFERS = frozenset(["offer", "proposal", "demand", "request", "appeal", "bid", "ultimatum", "invitation", "call", "truce", "ceasefire", "deal", "plan", "amendment", "resolution", "motion", "candidate"])
"""What is rejected or dismissed without being called untrue."""


def _joined_clause(ground: Ground, i: int) -> list[int]:
    """In "claimed delegations of A and B were arriving" the clause that the parser joins to the cue though it is its content."""
    tree = ground.tree
    found = []
    for c in tree.all(i, "conj"):
        subject = tree.child(c, "nsubj", "nsubjpass")
        comma = any(tree.tokens[n].text == "," for n in range(i, c) if tree.tokens[n].head == i)
        if subject is not None and tree.tokens[subject].pos != "PRON" and not comma:
            found.append(c)
    return found


def hearsay_passive(ground: Ground, i: int) -> list[Speech]:
    """Someone unnamed says: "is said to have fled", "was reported killed", "it is believed that", "two said dead"."""
    entry = verb_entry(ground, i)
    tree = ground.tree
    reduced = reduced_passive(ground, i)
    if entry is None or not (reduced or tree.child(i, "auxpass") is not None) or negated_cue(ground, i):
        return []
    clause = tree.child(i, "xcomp", "ccomp", "oprd", "acomp")
    if clause is None:
        return []
    subject = tree.child(i, "nsubjpass", "nsubj")
    source = speaker_of(ground, i)
    nodes = tree.nodes(clause, (i,)) + (tree.nodes(subject) if subject is not None else [])
    return [attribution(ground, i, source, tree.cover(nodes), entry, "hearsay_passive")]


def accuse(ground: Ground, i: int) -> list[Speech]:
    """An accusation: "X accused Y of shelling Z", "X blamed Y for the attack"; the content is Y and the act."""
    entry = verb_entry(ground, i)
    if ground.tree.tokens[i].lemma.lower() in ("hold", "find", "deem", "consider"):
        return _held_responsible(ground, i)
    if entry is None or "accuse" not in entry.frames:
        return []
    tree = ground.tree
    reduced = tree.tokens[i].dep == "acl" and tree.tokens[i].tag == "VBN"
    passive = tree.child(i, "auxpass") is not None or reduced
    accused = tree.tokens[i].head if reduced else tree.child(i, "nsubjpass" if passive else "dobj")
    agent = tree.prep(i, "by")
    source = agent if reduced else speaker_of(ground, i)
    deed = tree.prep(i, "of", "for", "on")
    if deed is None and accused is not None:
        deed = _deed_behind(ground, accused)
    if deed is None and agent is not None:
        deed = tree.prep(agent, "of", "for")
    if accused is None or deed is None or (source is None and not passive):
        return []
    apart = (i,) if source is None else (i, source)
    content = tree.cover(tree.nodes(accused, apart) + tree.nodes(deed))
    return [attribution(ground, i, source, content, entry, "accuse")]


def _deed_behind(ground: Ground, accused: int) -> int | None:
    """ "accused the border police of uprooting pylons": the parser may hang the deed on the accused, or read it as part of a noun's name ("laying mines")."""
    tree = ground.tree
    deed = tree.prep(accused, "of", "for")
    if deed is None:
        return None
    opens = tree.tokens[min(tree.nodes(deed))]
    return deed if tree.tokens[deed].tag == "VBG" or (opens.text.lower().endswith("ing") and opens.head == deed) else None


HEARING = frozenset(["hear", "learn", "understand", "gather", "know"])
"""Verbs by which one has something from another, with "from" and a clause."""


def heard_from(ground: Ground, i: int) -> list[Speech]:
    """ "heard from colleagues in Axum that soldiers had killed men": those heard tell it."""
    tree = ground.tree
    if tree.tokens[i].lemma.lower() not in HEARING or tree.tokens[i].pos != "VERB" or negated_cue(ground, i):
        return []
    source = tree.prep(i, "from")
    clauses = [c for c in tree.all(i, "ccomp", "advcl", "acl") if c > i and _introduced_by_that(ground, c)]
    if source is not None and not clauses:
        clauses = [c for c in tree.nodes(source) if tree.tokens[c].dep in ("acl", "relcl", "ccomp") and _introduced_by_that(ground, c)][:1]
    if source is None or not clauses:
        return []
    content = tree.spans(clauses[0], (i, source))
    return [attribution(ground, i, source, content, Cue("neutral", "CT"), "heard_from")]


def _introduced_by_that(ground: Ground, clause: int) -> bool:
    return any(ground.tree.tokens[c].text.lower() == "that" and ground.tree.tokens[c].dep == "mark" for c in ground.tree.below[clause])


def _held_responsible(ground: Ground, i: int) -> list[Speech]:
    """ "holds the service responsible for the poisoning"."""
    tree = ground.tree
    for c in tree.all(i, "ccomp", "oprd", "acomp", "xcomp"):
        if tree.tokens[c].lemma.lower() not in ("responsible", "accountable", "liable"):
            continue
        accused = first(tree.child(c, "nsubj"), tree.child(i, "dobj"))
        deed, source = tree.prep(c, "for"), tree.subject(i)
        if accused is not None and deed is not None and source is not None and source != accused and not tree.negated(i):
            content = tree.cover(tree.nodes(accused) + tree.nodes(deed))
            return [attribution(ground, i, source, content, Cue("neutral", "CT"), "held_responsible")]
    return []


WITHHELD = frozenset(["confirm", "deny", "acknowledge", "admit", "verify", "corroborate", "comment", "dispute", "elaborate"])
"""Verbs that say, when negated, that somebody took no stand: "did not confirm", "neither confirmed nor denied", "declined to comment on"."""


def unsaid(ground: Ground, i: int) -> list[Speech]:
    """Somebody takes no stand: what is spoken of stays open under a neutral link."""
    tree = ground.tree
    if tree.tokens[i].lemma.lower() not in WITHHELD or tree.tokens[i].pos != "VERB" or not withheld(tree, i):
        return []
    source = speaker_of(ground, i)
    nodes = [n for c in tree.all(i, "ccomp", "dobj") if c > i for n in tree.nodes(c)]
    about = tree.prep(i, "on", "about")
    nodes = nodes or (tree.nodes(about) if about is not None else [])
    if source is None or not nodes:
        return []
    return [attribution(ground, i, source, tree.cover(nodes), Cue("neutral", "UU"), "unsaid")]


def of_content(ground: Ground, i: int) -> list[Speech]:
    """A cue verb with "of": "warned of attacks", "complained of looting", "spoke of clashes"."""
    entry = verb_entry(ground, i)
    if entry is None or "of" not in entry.frames or negated_cue(ground, i):
        return []
    tree = ground.tree
    deed = tree.prep(i, "of")
    source = speaker_of(ground, i)
    if deed is None or source is None:
        return []
    return [attribution(ground, i, source, tree.spans(deed), entry, "of_content")]


def colon(ground: Ground, i: int) -> list[Speech]:
    """A cue verb before a colon: what follows in the sentence, else the next sentence or all sentences of its quotation, is the content."""
    tree = ground.tree
    entry = verb_entry(ground, i)
    sentence = ground.sentence(i)
    if entry is None or "quote" not in entry.frames or tree.all(i, "ccomp") or (tree.child(i, "dobj") is not None and not _reflexive(ground, i)):
        return []
    if ground.text[sentence.end - 1] == ":":
        content = _sentences_after(ground, i) if tree.tokens[i].head == i else None
    else:
        content = _rest_after_colon(ground, i)
    source = speaker_of(ground, i)
    return [attribution(ground, i, source, (content,), entry, "colon")] if source is not None and content is not None else []


def _reflexive(ground: Ground, i: int) -> bool:
    """ "corrected himself: it had been a grenade", "corrected this: ..."."""
    found = ground.tree.child(i, "dobj")
    return found is not None and ground.tree.tokens[found].lemma.lower() in ("it", "this", "that", "himself", "herself", "itself", "themselves")


def _rest_after_colon(ground: Ground, i: int) -> Span | None:
    """The clause behind a colon that no other verb parts from the cue, or null."""
    tree, sentence = ground.tree, ground.sentence(i)
    mark = next((n for n in range(i + 1, sentence.last) if tree.tokens[n].text == ":"), None)
    if mark is None or any(tree.tokens[n].pos in VERBAL for n in range(i + 1, mark)) or not any(tree.tokens[n].pos in VERBAL for n in range(mark, sentence.last)):
        return None
    return Span(tree.tokens[mark + 1].start, sentence.end)


def _sentences_after(ground: Ground, i: int) -> Span | None:
    """The sentences that a sentence ending in a colon introduces, or null where none follows."""
    sentence = ground.sentence(i)
    if sentence.i + 1 >= len(ground.sentences):
        return None
    following = ground.sentences[sentence.i + 1]
    quotes = [q for q in ground.quotes if q.start <= following.start + 1 < q.end]
    if quotes:
        return Span(following.start, max([following.end, *(q.end for q in quotes)]))
    return Span(following.start, max(s.end for s in ground.sentences[sentence.i + 1 :] if s.paragraph == following.paragraph))
