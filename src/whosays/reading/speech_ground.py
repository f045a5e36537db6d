"""What every rule of attribution looks at, and the spans that rules share: source, cue, content."""

from collections.abc import Sequence
from dataclasses import dataclass

from whosays.lexicon.nouns import NounLexicon
from whosays.lexicon.speech import Cue, SpeechLexicon
from whosays.model.reading import Sentence, Speech
from whosays.model.span import Span
from whosays.text.quotes import Quotation
from whosays.text.tree import VERBAL, Tree, first


@dataclass(frozen=True, slots=True)
class Ground:
    """What every rule may look at."""

    text: str
    tree: Tree
    sentences: Sequence[Sentence]
    quotes: Sequence[Quotation]
    words: SpeechLexicon
    nouns: NounLexicon

    def sentence(self, i: int) -> Sentence:
        """The sentence of token `i`."""
        return self.sentences[self.tree.tokens[i].sentence]


def source_span(ground: Ground, head: int) -> tuple[Span, ...]:
    """The source's words: its noun phrase with apposition and short prepositional parts, without clauses."""
    tree = ground.tree
    skip = [
        node for node in tree.nodes(head)
        if node != head and (tree.tokens[node].dep in ("relcl", "advcl", "ccomp", "parataxis")
                             or (tree.tokens[node].dep == "acl" and (that_clause(ground, node) or tree.tokens[node - 1].text == ",")))
    ]
    spans = tree.spans(head, skip)
    near = [s for s in spans if s.start <= tree.tokens[head].start < s.end]
    return tuple(near) or (Span(tree.tokens[head].start, tree.tokens[head].end),)


def cue_span(ground: Ground, i: int) -> tuple[Span, ...]:
    """The cue verb with its auxiliaries, negation and particle, as far as they stand together."""
    tree = ground.tree
    nodes = [i] + [c for c in tree.below[i] if tree.tokens[c].dep in ("aux", "auxpass", "neg", "prt")]
    run = [i]
    for node in sorted((n for n in nodes if n < i), reverse=True):
        if node >= run[0] - 2:
            run.insert(0, node)
    for node in sorted(n for n in nodes if n > i):
        if node == run[-1] + 1:
            run.append(node)
    return (Span(tree.tokens[run[0]].start, tree.tokens[run[-1]].end),)


def _parted(ground: Ground, cue: int, content: tuple[Span, ...], source: tuple[Span, ...]) -> bool:
    """ "The report was denied by X": whether the cue stands between content and source, and so is no part of what is denied."""
    return bool(content and source) and content[-1].end <= ground.tree.tokens[cue].start < source[0].start


def _up_to_source(ground: Ground, content: tuple[Span, ...], source: tuple[Span, ...]) -> tuple[Span, ...]:
    """In "<content>, X said" all words from the sentence's start to X are content, whatever an adjunct hangs on."""
    if not content or not source or source[0].start < content[-1].end:
        return content
    sentence = next((s for s in ground.sentences if s.start <= source[0].start < s.end), None)
    if sentence is None or content[-1].start < sentence.start:
        return content
    gap = ground.text[content[-1].end : source[0].start]
    end = content[-1].end + len(gap.rstrip(' ,"”—–-'))
    first = content[0]
    start = sentence.start if _verbless(ground, sentence.start, first.start) else first.start
    return (Span(start, max(end, content[-1].end)),) if ";" not in ground.text[start:end] else content


def _verbless(ground: Ground, start: int, end: int) -> bool:
    if end <= start:
        return True
    return not any(t.pos in VERBAL for t in ground.tree.tokens if start <= t.start < end)


def attribution(
    ground: Ground, cue: int, source: int | None, content: tuple[Span, ...], entry: Cue, rule: str,
    cue_words: tuple[Span, ...] | None = None, carried: bool = False,
) -> Speech:
    """The attribution of cue token `cue` to source token `source`, found by `rule`; its stance is the lexicon entry's."""
    words = source_span(ground, source) if source is not None else ()
    return Speech(
        source=words,
        cue=cue_words or cue_span(ground, cue),
        content=content if entry.stance == "denying" and _parted(ground, cue, content, words) else _up_to_source(ground, content, words),
        stance=entry.stance,
        carried=carried,
        source_head=source,
        cue_head=cue,
        votes=(f"rule:{rule}",),
        denies=entry.stance == "denying",
    )


def negated_cue(ground: Ground, i: int) -> bool:
    """Whether the saying itself is denied, asked or only possible: "did not say", "nobody has said", "could not confirm", "if X confirms"."""
    tree = ground.tree
    if tree.negated(i) or by_nobody(tree, i):
        return True
    if any(tree.tokens[c].dep == "mark" and tree.tokens[c].lemma.lower() in ("if", "whether") for c in tree.below[i]):
        return True
    head = tree.tokens[i].head
    return head != i and tree.tokens[i].dep == "xcomp" and tree.tokens[head].lemma.lower() in (
        "decline", "refuse", "fail", "unable",
    )


def by_nobody(tree: Tree, i: int) -> bool:
    """ "No group said that it was behind it", "nobody has said so"."""
    subject = tree.child(i, "nsubj")
    return subject is not None and (tree.tokens[subject].text.lower() in NOBODY or any(tree.tokens[c].text.lower() in ("no", "neither") and tree.tokens[c].dep == "det" for c in tree.below[subject]))


NOBODY = frozenset(["nobody", "none", "neither", "no-one"])


def withheld(tree: Tree, i: int) -> bool:
    """Whether the saying at `i` is said not to happen: "did not", "neither ... nor", "no longer", "refused to"; an if-clause or a bare passive is none."""
    token = tree.tokens[i]
    words = {tree.tokens[c].text.lower() for c in tree.below[i]}
    if words & {"if", "unless"} or (tree.child(i, "auxpass") is not None and tree.child(i, "agent") is None):
        return False
    if token.dep == "conj":
        words |= {tree.tokens[c].text.lower() for c in tree.below[token.head]} & {"neither", "nor"}
    longer = any(tree.tokens[c].text.lower() == "longer" for c in tree.below[i])
    subject = tree.child(i, "nsubj")
    nobody = subject is not None and any(tree.tokens[c].text.lower() in ("neither", "no", "none") for c in (subject, *tree.below[subject]))
    refused = token.dep == "xcomp" and tree.tokens[token.head].lemma.lower() in ("decline", "refuse", "fail", "unable")
    return tree.negated(i) or bool(words & {"neither", "nor"}) or longer or nobody or refused


def reduced_passive(ground: Ground, i: int) -> bool:
    """Headlines leave out the auxiliary: "two said to be dead", "dozens feared killed" have no speaker, what stands before is spoken of."""
    tree = ground.tree
    token = tree.tokens[i]
    if token.lemma.lower() not in HEARSAY_VERBS or token.tag not in ("VBN", "VBD") or i + 2 > len(tree.tokens) - 1:
        return False
    following, second = tree.tokens[i + 1], tree.tokens[i + 2]
    bare = (following.pos == "ADJ" and following.dep != "amod") or following.tag == "VBN" or following.lemma.lower() in ("dead", "missing")
    infinitive = following.lemma.lower() == "to" and second.lemma.lower() in ("be", "have")
    return (bare or infinitive) and tree.child(i, "auxpass") is None


HEARSAY_VERBS = frozenset(["say", "report", "believe", "think", "rumour", "rumor", "presume", "suppose", "allege", "suspect", "fear", "understand", "repute"])
"""Verbs whose passive tells hearsay."""


def verb_entry(ground: Ground, i: int) -> Cue | None:
    """The lexicon's entry for token `i` as a verb of saying, or null."""
    token = ground.tree.tokens[i]
    if token.pos not in VERBAL and token.tag not in ("VBG", "VBN", "VBD", "VBZ"):
        return None
    return ground.words.verbs.get(token.lemma.lower())


def speaker_of(ground: Ground, i: int) -> int | None:
    """Who says verb `i`: its subject, the agent of a passive, or the noun that a participle modifies."""
    tree = ground.tree
    if tree.child(i, "auxpass") is not None:
        agent = tree.child(i, "agent")
        return tree.child(agent, "pobj") if agent is not None else None
    by = tree.child(i, "agent")
    if by is not None and tree.tokens[i].tag == "VBN" and tree.child(i, "aux") is None:
        return tree.child(by, "pobj")  # "as alleged by certain agencies"
    if reduced_passive(ground, i):
        return None
    subject = _nearest_subject(ground, i)
    if subject is None:
        return None
    if tree.tokens[subject].lemma.lower() in ("it", "there") and (tree.tokens[subject].dep == "expl" or _dummy(tree, i)):
        return None
    own = tree.child(i, "nsubj", "nsubjpass")
    if own is None and tree.tokens[subject].dep == "nsubjpass" and tree.tokens[i].dep == "conj" and ground.nouns.kind(tree.tokens[subject].lemma) is None:
        subject = _who_goes_on(ground, i, subject)
    if own is not None and own != subject and tree.tokens[own].text.lower() == "who":
        subject = _people(ground, subject)
    return behind_document(ground, subject)


def _dummy(tree: Tree, i: int) -> bool:
    """ "It is instructive to mention that": the subject is nobody."""
    above = tree.tokens[i].head
    below_to_be = tree.tokens[above].pos in ("ADJ", "NOUN") or tree.child(above, "acomp", "attr") is not None
    return tree.tokens[i].tag == "VB" and tree.tokens[i].dep in ("xcomp", "ccomp", "advcl") and above != i and below_to_be


def _who_goes_on(ground: Ground, i: int, subject: int) -> int:
    """ "He denied that the district had been lost and said ...": the parser joins the saying to the passive clause; no district speaks, whoever tells of it goes on."""
    tree = ground.tree
    if tree.tokens[subject].pos != "NOUN":
        return subject
    for node in tree.up(tree.tokens[i].head):
        teller = tree.child(node, "nsubj") if node != i and verb_entry(ground, node) is not None else None
        if teller is not None and tree.tokens[teller].i != subject:
            return tree.antecedent(teller)
    return subject


def _people(ground: Ground, noun: int) -> int:
    """ "refugees from Ardamata who say": the parser may hang the clause on the place; "who" are people."""
    tree = ground.tree
    token = tree.tokens[noun]
    above = tree.tokens[token.head]
    if token.dep != "pobj" or above.lemma.lower() not in ("from", "in", "of", "at", "near", "with", "for"):
        return noun
    host = tree.tokens[above.head]
    if above.lemma.lower() == "of" and host.dep == "appos" and ground.nouns.kind(host.lemma) in ("person", "official_person", "expert"):
        return host.head  # "A. K., a member of the provincial council, who said"
    kind = ground.nouns.kind(token.lemma)
    if host.pos != "NOUN" or kind in PEOPLE or token.pos not in ("NOUN", "PROPN"):
        return noun
    return host.i if ground.nouns.kind(host.lemma) in PEOPLE or host.tag == "NNS" else noun


PEOPLE = frozenset(["person", "witness", "expert", "official_person", "official_group", "anonymous", "armed_group"])
"""Kinds of noun, in the lexicon of nouns, that "who" can stand for."""


def _nearest_subject(ground: Ground, i: int) -> int | None:
    """The subject; of two that the parser gives one verb ("Quoting officials, Burma Link reported") the nearer before it."""
    tree = ground.tree
    own = [c for c in tree.all(i, "nsubj", "nsubjpass") if c < i]
    found = tree.antecedent(own[-1]) if len(own) > 1 else tree.subject(i)
    before = tree.tokens[i - 1] if i else None
    if before is not None and tree.tokens[i].tag == "VBG" and before.pos == "NOUN" and ground.nouns.kind(before.lemma) == "document":
        return before.i  # "a rebel communique announcing": the paper, whatever verb the parser hangs the participle on.
    if found is None:
        # "State media, quoting an officer, denied": the parser may give the subject to the participle between the commas.
        between = [c for c in tree.all(i, "advcl") if c < i and tree.tokens[c].tag == "VBG" and tree.tokens[c - 1].text == ","]
        found = next((s for c in between for s in tree.all(c, "nsubj") if s < c - 1), None)
    return found


def behind_document(ground: Ground, noun: int) -> int:
    """From a paper or piece of footage to whoever put it out, where the sentence says so; else the noun itself.

    "released a statement claiming": the releaser; "a statement by the ministry said": the ministry; "the ministry's report": the ministry.
    """
    tree = ground.tree
    token = tree.tokens[noun]
    if ground.nouns.kind(token.lemma) != "document" and token.lemma.lower() not in ground.words.nouns:
        return noun
    verb = tree.tokens[token.head]
    if token.dep == "dobj" and publishes(ground, verb.i):
        releaser = tree.subject(token.head)
        if releaser is not None:
            return releaser
    owner = first(tree.child(noun, "poss"), tree.prep(noun, "by", "from"), _signer(ground, noun), _of_whom(ground, noun))
    if owner is not None and tree.tokens[owner].pos in ("NOUN", "PROPN") and ground.nouns.kind(tree.tokens[owner].lemma) != "footage":
        return owner
    return noun


def publishes(ground: Ground, verb: int) -> bool:
    """Whether the verb puts out or passes on its object: "released", "passed on"."""
    tree = ground.tree
    lemma = tree.tokens[verb].lemma.lower()
    passed = lemma in ("pass", "hand", "give") and any(tree.tokens[c].text.lower() in ("on", "along", "out") and tree.tokens[c].dep in ("prt", "prep", "advmod") for c in tree.below[verb])
    return lemma in ground.words.publishing or passed


def _of_whom(ground: Ground, noun: int) -> int | None:
    """ "A communiqué of the Azawad movement": whose paper it is, where what stands behind "of" can speak."""
    found = ground.tree.prep(noun, "of")
    if found is None or ground.tree.tokens[found].pos not in ("NOUN", "PROPN") or ground.tree.tokens[noun].lemma.lower() not in PRONOUNCEMENTS:
        return None
    kind = ground.nouns.kind(ground.tree.tokens[found].lemma)
    speaks = ground.tree.tokens[noun].lemma.lower() in ANNOUNCEMENTS
    if speaks and any(ground.tree.tokens[c].text.lower() in ("the", "a") for c in ground.tree.below[found]):
        return found
    if kind is None and ground.tree.tokens[found].pos == "PROPN" and ground.tree.tokens[found].text.isupper():
        return found
    return found if kind is not None and kind not in ("document", "footage", "person") else None


ANNOUNCEMENTS = frozenset(["statement", "communique", "communiqué", "declaration", "announcement", "release", "bulletin"])
"""Papers that only a body puts out: whatever stands behind "of" speaks."""
PRONOUNCEMENTS = frozenset(["statement", "communique", "communiqué", "declaration", "announcement", "bulletin", "message", "report", "letter", "dispatch", "release", "account", "testimony"])
"""Papers by which a body speaks; "a video of the army" shows it."""


def _signer(ground: Ground, noun: int) -> int | None:
    """Whose paper it is: "a statement signed by the chief of staff", "a claim made by the rebels"."""
    for c in ground.tree.all(noun, "acl"):
        if ground.tree.tokens[c].lemma.lower() in ("sign", "make", "write", "issue", "author", "attribute"):
            found = ground.tree.prep(c, "by", "to")
            if found is not None:
                return found
    return None


def medium_of(ground: Ground, noun: int) -> int | None:
    """The verb of saying through whose "in", "on" or "to" the noun is what was spoken or written in, or null."""
    tree = ground.tree
    if tree.tokens[noun].dep != "pobj" or tree.tokens[tree.tokens[noun].head].lemma.lower() not in ("in", "on", "during", "via", "through", "by"):
        return None
    verb = tree.tokens[tree.tokens[noun].head].head
    return verb if verb_entry(ground, verb) is not None else None


def clauses_in_medium(ground: Ground, i: int) -> list[int]:
    """ "said in a statement that ...": that-clauses which the parser hung on the paper instead of the verb `i`."""
    tree = ground.tree
    found = []
    for c in tree.all(i, "prep"):
        noun = tree.child(c, "pobj")
        if noun is not None and c > i and ground.nouns.kind(tree.tokens[noun].lemma) in ("document", "footage"):
            found += [n for n in tree.nodes(noun) if tree.tokens[n].dep in ("acl", "ccomp", "relcl", "advcl") and _introduced(ground, n)]
    return found[:1]


def _introduced(ground: Ground, clause: int) -> bool:
    return any(ground.tree.tokens[c].text.lower() == "that" and ground.tree.tokens[c].dep == "mark" for c in ground.tree.below[clause])


def that_clause(ground: Ground, i: int) -> bool:
    """Whether "that" introduces the clause of token `i`, or stands in it for what it is about."""
    tree = ground.tree
    return any(tree.tokens[c].dep in ("mark", "nsubj", "nsubjpass", "dobj") and tree.tokens[c].lemma.lower() == "that" for c in tree.below[i])
