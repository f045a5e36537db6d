"""Attribution by rules: who (source) says (cue) what (content), from syntax and quotation marks.

Each rule looks at one cue word and proposes at most one attribution; the trained head's proposals are merged in
`reading.attribution`. Spans are code points of the report's text.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from whosays.lexicon.nouns import NounLexicon
from whosays.lexicon.speech import Cue, SpeechLexicon
from whosays.model.reading import Sentence, Speech, Token
from whosays.model.span import Span
from whosays.text.quotes import Quotation, quotations
from whosays.text.tree import VERBAL, Tree

SCARE_QUOTE_WORDS = 4
"""A quotation of at most so many words that no cue governs marks distance, not speech."""


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


Rule = Callable[[Ground, int], list[Speech]]


def find_speeches(
    text: str, tokens: Sequence[Token], children: Sequence[tuple[int, ...]], sentences: Sequence[Sentence],
    paragraphs: Sequence[Span], words: SpeechLexicon, nouns: NounLexicon,
) -> list[Speech]:
    """Attributions that the rules find, in order of their cues; parents are not set yet."""
    quotes = [q for span in paragraphs for q in quotations(text, span.start, span.end)]
    ground = Ground(text, Tree(tokens, children), sentences, quotes, words, nouns)
    found: dict[int, Speech] = {}
    for i in range(len(tokens)):
        for rule in RULES:
            for speech in rule(ground, i):
                key = speech.cue_head if speech.cue_head is not None else i
                if key not in found:
                    found[key] = speech
    return _with_quotes(ground, [found[i] for i in sorted(found)])


# --- spans -----------------------------------------------------------------------------------------------------------


def _source_span(ground: Ground, head: int) -> tuple[Span, ...]:
    """The source's words: its noun phrase with apposition and short prepositional parts, without clauses."""
    tree = ground.tree
    skip = [
        node for node in tree.nodes(head)
        if node != head and (tree.tokens[node].dep in ("relcl", "advcl", "ccomp", "parataxis")
                             or (tree.tokens[node].dep == "acl" and _that_clause(ground, node)))
    ]
    spans = tree.spans(head, skip)
    near = [s for s in spans if s.start <= tree.tokens[head].start < s.end]
    return tuple(near) or (Span(tree.tokens[head].start, tree.tokens[head].end),)


def _cue_span(ground: Ground, i: int) -> tuple[Span, ...]:
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


def _speech(
    ground: Ground, cue: int, source: int | None, content: tuple[Span, ...], entry: Cue, rule: str,
    cue_span: tuple[Span, ...] | None = None, carried: bool = False,
) -> Speech:
    source_span = _source_span(ground, source) if source is not None else ()
    return Speech(
        source=source_span,
        cue=cue_span or _cue_span(ground, cue),
        content=_up_to_source(ground, content, source_span),
        stance=entry.stance,
        carried=carried,
        source_head=source,
        cue_head=cue,
        votes=(f"rule:{rule}",),
        denies=entry.stance == "denying",
    )


def _negated_cue(ground: Ground, i: int) -> bool:
    """Whether the saying itself is denied, asked or only possible: "did not say", "could not confirm", "if X confirms"."""
    tree = ground.tree
    if tree.negated(i):
        return True
    if any(tree.tokens[c].dep == "mark" and tree.tokens[c].lemma.lower() in ("if", "whether") for c in tree.below[i]):
        return True
    head = tree.tokens[i].head
    return head != i and tree.tokens[i].dep == "xcomp" and tree.tokens[head].lemma.lower() in (
        "decline", "refuse", "fail", "unable",
    )


def trailing(ground: Ground, i: int) -> list[Speech]:
    """ "<clause>, <who> said." at a sentence's end, whatever the parser makes of it: the words before the comma are the content."""
    entry = _entry(ground, i)
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
    before = [n for n in range(sentence.first, comma) if tree.tokens[n].pos in VERBAL]
    if head is None or not before or tree.tokens[who[0]].pos in ("SCONJ", "ADP", "CCONJ", "VERB", "AUX") or _own_clause(tree, who):
        return []
    content = (Span(sentence.start, tree.tokens[comma - 1].end),)
    source = Span(tree.tokens[who[0]].start, tree.tokens[who[-1]].end)
    return [replace(_speech(ground, i, head, content, entry, "trailing"), source=(source,))]


TRAILING_WORDS = 7
"""So many words may stand behind a trailing cue (whom it was told, on which day)."""


def _own_clause(tree: Tree, who: Sequence[int]) -> bool:
    """Whether the words between comma and cue hold a finite verb outside a relative clause: then they are no noun phrase."""
    for n in who:
        token = tree.tokens[n]
        if token.pos in VERBAL and token.tag in ("VBD", "VBZ", "VBP", "MD") and token.dep not in ("relcl", "aux", "auxpass"):
            return True
    return False


# --- verb rules --------------------------------------------------------------------------------------------------------


def _entry(ground: Ground, i: int) -> Cue | None:
    token = ground.tree.tokens[i]
    if token.pos not in VERBAL and token.tag not in ("VBG", "VBN", "VBD", "VBZ"):
        return None
    return ground.words.verbs.get(token.lemma.lower())


def verb_that(ground: Ground, i: int) -> list[Speech]:
    """A cue verb with a clause as its content: "X said that Y", "Y, X said", "X told Z Y"."""
    entry = _entry(ground, i)
    if entry is None or not entry.frames & {"that", "quote"} or _negated_cue(ground, i):
        return []
    tree = ground.tree
    clauses = [c for c in tree.all(i, "ccomp") if _is_content_clause(ground, c, i) and not _cut_off(ground, c, i)]
    infinitives = [c for c in tree.all(i, "xcomp") if tree.tokens[c].pos in VERBAL] if "to" in entry.frames else []
    # "On 17 March X claimed to have killed": the parser may call the date a clause; the infinitive is the content.
    clauses = infinitives or clauses
    if "np" in entry.frames and tree.all(i, "dobj"):
        clauses = [c for c in clauses if tree.child(c, "nsubj", "nsubjpass", "mark", "csubj", "expl") is not None]
        if not clauses:
            return []
    if not clauses:
        return _parenthetical(ground, i, entry)
    source = _speaker(ground, i)
    if tree.tokens[i].dep == "relcl" and source is not None and not tree.under(source, i):
        inner = tree.child(i, "nsubj")
        if inner is not None and tree.antecedent(inner) == inner:
            source = inner
    skip = _not_content(i, source) + _contrasts(ground, clauses)
    nodes = [node for clause in clauses for node in tree.nodes(clause, skip) if node != i]
    content = tree.cover(nodes)
    antecedent = _relative_antecedent(ground, i)
    if antecedent is not None:
        content = tuple(sorted(tree.spans(antecedent, (i,)) + content))
    if not content:
        return []
    return [_speech(ground, i, source, content, entry, "verb_that")]


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
            if tree.tokens[node].dep == "advcl" and marked and tree.child(node, "nsubj", "nsubjpass") is not None and _entry(ground, node) is not None:
                found.append(node)
    return found


def _not_content(cue: int, source: int | None) -> list[int]:
    """Branches that stand under the content only by mistake of the parser: the cue and its source."""
    return [cue] if source is None else [cue, source]


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
    source = _speaker(ground, i)
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
        return [_speech(ground, i, source, tree.cover(nodes), entry, "relative_said")]
    if token.dep in ("parataxis", "advcl") and head != i and tree.tokens[head].pos in (*VERBAL, "NOUN", "PROPN", "ADJ"):
        if token.dep == "advcl" and not _has_as(ground, i):
            return []
        nodes = tree.nodes(head, (i,))
        rule = "as_reported" if token.dep == "advcl" else "parenthetical"
        return [_speech(ground, i, source, tree.cover(nodes), entry, rule)]
    return []


def _has_as(ground: Ground, i: int) -> bool:
    return any(
        ground.tree.tokens[c].lemma.lower() == "as" and ground.tree.tokens[c].dep in ("mark", "advmod", "prep")
        for c in ground.tree.below[i]
    )


def _speaker(ground: Ground, i: int) -> int | None:
    """Who says verb `i`: its subject, the agent of a passive, or the noun that a participle modifies."""
    tree = ground.tree
    if tree.child(i, "auxpass") is not None:
        agent = tree.child(i, "agent")
        return tree.child(agent, "pobj") if agent is not None else None
    subject = tree.subject(i)
    if subject is None:
        return None
    if tree.tokens[subject].lemma.lower() in ("it", "there") and tree.tokens[subject].dep == "expl":
        return None
    return _behind_document(ground, subject)


def _behind_document(ground: Ground, noun: int) -> int:
    """From a paper or piece of footage to whoever put it out, where the sentence says so; else the noun itself.

    "released a statement claiming": the releaser; "a statement by the ministry said": the ministry; "the ministry's report": the ministry.
    """
    tree = ground.tree
    token = tree.tokens[noun]
    if ground.nouns.kind(token.lemma) != "document" and token.lemma.lower() not in ground.words.nouns:
        return noun
    verb = tree.tokens[token.head]
    if token.dep == "dobj" and verb.lemma.lower() in ground.words.publishing:
        releaser = tree.subject(token.head)
        if releaser is not None:
            return releaser
    owner = tree.child(noun, "poss") or tree.prep(noun, "by", "from")
    if owner is not None and tree.tokens[owner].pos in ("NOUN", "PROPN"):
        return owner
    return noun


def verb_noun(ground: Ground, i: int) -> list[Speech]:
    """A cue verb whose object is the content: "denied these meetings", "confirmed the attack", "reported movements"."""
    entry = _entry(ground, i)
    if entry is None or "np" not in entry.frames or _negated_cue(ground, i):
        return []
    tree = ground.tree
    if any(tree.child(c, "nsubj", "nsubjpass", "mark", "csubj", "expl") is not None for c in tree.all(i, "ccomp")):
        return []
    objects = tree.all(i, "dobj")
    if not objects and tree.tokens[i].dep == "relcl" and tree.tokens[tree.tokens[i].head].lemma.lower() in ground.words.said_nouns:
        objects = [tree.tokens[i].head]  # "a charge the group rejects"
    passive = tree.child(i, "auxpass") is not None
    if passive:
        subject = tree.child(i, "nsubjpass")
        objects = [subject] if subject is not None else []
    if not objects and "to" not in entry.frames:
        return []
    source = _speaker(ground, i)
    if source is None and not passive:
        return []
    clauses = tree.all(i, "xcomp") + (_joined_clause(ground, i) if "that" in entry.frames else [])
    apart = (i,) if source is None else (i, source)
    nodes = [n for o in [*objects, *clauses] for n in tree.nodes(o, apart)]
    content = tree.cover(nodes)
    if not content or (source is None and tree.tokens[i].lemma not in ("report", "deny", "confirm")):
        return []
    return [_speech(ground, i, source, content, entry, "verb_noun")]


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
    return [_speech(ground, i, source, tree.spans(nouns[0], (i, source)), Cue("denying", "CT"), "called_untrue")]


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
    """Someone unnamed says: "is said to have fled", "was reported killed", "it is believed that"."""
    entry = _entry(ground, i)
    tree = ground.tree
    if entry is None or tree.child(i, "auxpass") is None or _negated_cue(ground, i):
        return []
    clause = tree.child(i, "xcomp", "ccomp", "oprd")
    if clause is None:
        return []
    subject = tree.child(i, "nsubjpass")
    source = _speaker(ground, i)
    nodes = tree.nodes(clause, (i,)) + (tree.nodes(subject) if subject is not None else [])
    return [_speech(ground, i, source, tree.cover(nodes), entry, "hearsay_passive")]


def accuse(ground: Ground, i: int) -> list[Speech]:
    """An accusation: "X accused Y of shelling Z", "X blamed Y for the attack"; the content is Y and the act."""
    entry = _entry(ground, i)
    if entry is None or "accuse" not in entry.frames:
        return []
    tree = ground.tree
    reduced = tree.tokens[i].dep == "acl" and tree.tokens[i].tag == "VBN"
    passive = tree.child(i, "auxpass") is not None or reduced
    accused = tree.tokens[i].head if reduced else tree.child(i, "nsubjpass" if passive else "dobj")
    agent = tree.prep(i, "by")
    source = agent if reduced else _speaker(ground, i)
    deed = tree.prep(i, "of", "for", "on")
    if deed is None and agent is not None:
        deed = tree.prep(agent, "of", "for")
    if accused is None or deed is None or (source is None and not passive):
        return []
    apart = (i,) if source is None else (i, source)
    content = tree.cover(tree.nodes(accused, apart) + tree.nodes(deed))
    return [_speech(ground, i, source, content, entry, "accuse")]


def of_content(ground: Ground, i: int) -> list[Speech]:
    """A cue verb with "of": "warned of attacks", "complained of looting", "spoke of clashes"."""
    entry = _entry(ground, i)
    if entry is None or "of" not in entry.frames or _negated_cue(ground, i):
        return []
    tree = ground.tree
    deed = tree.prep(i, "of")
    source = _speaker(ground, i)
    if deed is None or source is None:
        return []
    return [_speech(ground, i, source, tree.spans(deed), entry, "of_content")]


def citing(ground: Ground, i: int) -> list[Speech]:
    """Two links at once: "TASS quoted a general as saying Y", "media is citing sources as saying Y"."""
    tree = ground.tree
    if tree.tokens[i].lemma.lower() not in ("quote", "cite") or tree.tokens[i].pos not in VERBAL:
        return []
    passive = tree.child(i, "auxpass") is not None
    quoted = tree.child(i, "nsubjpass") if passive else tree.child(i, "dobj")
    outer = _speaker(ground, i)
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
    speeches = [_speech(ground, inner_cue, quoted, content, inner_entry, "citing")]
    if outer is not None:
        whole = tree.cover(tree.nodes(quoted) + tree.nodes(inner_cue))
        speeches.append(_speech(ground, i, outer, whole, entry, "citing"))
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


def _bare_citing(ground: Ground, i: int, quoted: int, entry: Cue) -> list[Speech]:
    """"..., X said, citing officials": the cited speak what X says; where nobody says it, the clause above."""
    tree = ground.tree
    if tree.tokens[i].dep not in ("advcl", "acl", "prep") or tree.tokens[i].tag != "VBG":
        return []
    main = tree.tokens[i].head
    told = next((found for rule in RULES if rule is not citing for found in [rule(ground, main)] if found), [])
    if told:
        return [_speech(ground, i, quoted, told[0].content, entry, "citing_bare")]
    clause = tree.child(main, "ccomp")
    nodes = tree.nodes(clause, (i, main)) if clause is not None else tree.nodes(main, (i,))
    return [_speech(ground, i, quoted, tree.cover(nodes), entry, "citing_bare")]


# --- other cues --------------------------------------------------------------------------------------------------------


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
    clause = _clause_of(ground, token.head, i)
    nodes = tree.nodes(clause, (i,))
    cue = (Span(token.start, tree.tokens[to].end),)
    entry = Cue("neutral", "CT")
    return [_speech(ground, i, source, tree.cover(nodes), entry, "according_to", cue_span=cue)]


def _clause_of(ground: Ground, head: int, phrase: int) -> int:
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
    return [_speech(ground, i, footage, tree.cover(nodes), entry, "footage_shows")]


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
    clause = next((c for host in hosts for c in tree.all(host, "acl", "ccomp", "relcl") if _that_clause(ground, c)), None)
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
    return [_speech(ground, i, owner, tree.spans(clause, skip), entry, "noun_cue", cue_span=cue)]


def _that_clause(ground: Ground, i: int) -> bool:
    tree = ground.tree
    return any(tree.tokens[c].dep in ("mark", "nsubj", "nsubjpass", "dobj") and tree.tokens[c].lemma.lower() == "that" for c in tree.below[i])


def colon(ground: Ground, i: int) -> list[Speech]:
    """A cue verb at a sentence that ends with a colon: the next sentence, or all sentences of its quotation, is the content."""
    tree = ground.tree
    entry = _entry(ground, i)
    sentence = ground.sentence(i)
    if entry is None or "quote" not in entry.frames or ground.text[sentence.end - 1] != ":":
        return []
    if tree.all(i, "ccomp", "dobj") or sentence.i + 1 >= len(ground.sentences) or tree.tokens[i].head != i:
        return []
    source = _speaker(ground, i)
    following = ground.sentences[sentence.i + 1]
    if source is None:
        return []
    end = following.end
    for quote in ground.quotes:
        if quote.start <= following.start + 1 < quote.end:
            end = max(end, quote.end)
    if not any(q.start <= following.start + 1 < q.end for q in ground.quotes):
        end = max(s.end for s in ground.sentences[sentence.i + 1 :] if s.paragraph == following.paragraph)
    return [_speech(ground, i, source, (Span(following.start, end),), entry, "colon")]


RULES: tuple[Rule, ...] = (
    citing, accuse, called_untrue, trailing, footage_shows, verb_that, hearsay_passive, verb_noun, of_content, according_to, noun_cue, colon,
)
"""Tried in this order at every token; the first that speaks for a cue wins."""


# --- quotations --------------------------------------------------------------------------------------------------------


def _with_quotes(ground: Ground, speeches: list[Speech]) -> list[Speech]:
    """Let quotations lengthen contents, find speakers of quotations without content, and carry speakers on."""
    speeches = list(speeches)
    speaker: Speech | None = None
    for quote in ground.quotes:
        inside = ground.text[quote.inner_start : quote.inner_end].split()
        k = _quoting(speeches, quote)
        if k is not None:
            if len(inside) > SCARE_QUOTE_WORDS:
                speeches[k] = _lengthened(speeches[k], quote)
            speaker = speeches[k]
            continue
        if len(inside) <= SCARE_QUOTE_WORDS:
            continue
        bare = _bare_cue(ground, quote, speeches)
        if bare is not None:
            speeches.append(bare)
            speaker = bare
        elif speaker is not None and _near(ground, speaker, quote) and _own_sentence(ground, quote):
            speeches.append(replace(
                speaker, content=(Span(quote.start, quote.end),), carried=True, votes=("rule:carried_quote",),
            ))
    return sorted(speeches, key=lambda s: (s.cue[0].start, s.content[0].start if s.content else 0))


def _quoting(speeches: Sequence[Speech], quote: Quotation) -> int | None:
    """Number of the attribution whose content meets the quotation and whose cue stands outside it, innermost first."""
    best: tuple[int, int] | None = None
    for k, speech in enumerate(speeches):
        if any(quote.start <= c.start < quote.end for c in speech.cue):
            continue
        if any(s.start < quote.end and quote.start < s.end for s in speech.content):
            size = sum(s.end - s.start for s in speech.content)
            if best is None or size < best[0]:
                best = (size, k)
    return best[1] if best is not None else None


def _lengthened(speech: Speech, quote: Quotation) -> Speech:
    spans = [s for s in speech.content if not (s.start < quote.end and quote.start < s.end)]
    met = [s for s in speech.content if s.start < quote.end and quote.start < s.end]
    cues = sorted(speech.cue)
    start = min([quote.start, *(s.start for s in met)])
    end = max([quote.end, *(s.end for s in met)])
    if any(start < c.start < end for c in cues) or any(start < s.start < end for s in speech.source):
        spans += [*met, Span(quote.start, quote.end)]
    else:
        spans.append(Span(start, end))
    return replace(speech, content=tuple(sorted(set(spans))))


def _bare_cue(ground: Ground, quote: Quotation, speeches: Sequence[Speech]) -> Speech | None:
    """A cue verb beside a quotation that the parser did not tie to it: in the same sentence, just before or after."""
    tree = ground.tree
    taken = {s.cue_head for s in speeches}
    for sentence in ground.sentences:
        if sentence.end < quote.start - 2 or sentence.start > quote.end + 2:
            continue
        for i in range(sentence.first, sentence.last):
            token = tree.tokens[i]
            if quote.start <= token.start < quote.end or i in taken:
                continue
            entry = _entry(ground, i)
            gap = min(abs(token.start - quote.end), abs(quote.start - token.end))
            if entry is None or "quote" not in entry.frames or gap > 80 or _negated_cue(ground, i):
                continue
            source = _speaker(ground, i)
            if source is None or quote.start <= tree.tokens[source].start < quote.end:
                continue
            return _speech(ground, i, source, (Span(quote.start, quote.end),), entry, "quote_beside")
    return None


def _near(ground: Ground, speaker: Speech, quote: Quotation) -> bool:
    """Whether the quotation stands within two sentences of the speaker's last words."""
    last = max(s.end for s in (*speaker.content, *speaker.cue))
    between = [s for s in ground.sentences if last <= s.start and s.end <= quote.start]
    return last <= quote.start and len(between) <= 1


def _own_sentence(ground: Ground, quote: Quotation) -> bool:
    """Whether the quotation begins a sentence: a free quotation, not words quoted inside the reporter's own sentence."""
    return any(quote.start - 1 <= s.start <= quote.inner_start + 1 for s in ground.sentences)


def nested(speeches: Sequence[Speech]) -> tuple[Speech, ...]:
    """The attributions in text order with `parent` set: the smallest other content that holds this cue and source."""
    ordered = sorted(speeches, key=lambda s: (s.cue[0].start, -sum(c.end - c.start for c in s.reach)))
    sizes = [sum(c.end - c.start for c in s.reach) for s in ordered]
    result: list[Speech] = []
    for k, speech in enumerate(ordered):
        parents = [
            (sizes[j], j) for j, other in enumerate(ordered)
            if j != k and sizes[j] > 0 and _holds(other, speech) and not _holds_strictly_back(speech, other, sizes[k], sizes[j])
        ]
        result.append(replace(speech, parent=min(parents)[1] if parents else None))
    return tuple(result)


def _holds(outer: Speech, inner: Speech) -> bool:
    cue = inner.cue[0]
    return any(c.start <= cue.start and cue.end <= c.end for c in outer.reach)


def _holds_strictly_back(inner: Speech, outer: Speech, inner_size: int, outer_size: int) -> bool:
    """Two attributions that hold each other's cue: the smaller one is the inner one, a tie goes to text order."""
    return _holds(inner, outer) and (inner_size, inner.cue[0].start) > (outer_size, outer.cue[0].start)

