"""Rules for cues that are no verbs: "X's claim that", "according to X", "in a video released by X", words called untrue."""

from dataclasses import replace

from whosays.lexicon import demonyms
from whosays.lexicon.speech import Cue
from whosays.model.reading import Speech
from whosays.model.span import Span
from whosays.reading.speech_ground import (
    Ground,
    attribution,
    behind_document,
    medium_of,
    publishes,
    that_clause,
)
from whosays.text.tree import VERBAL, first


def called_untrue(ground: Ground, i: int) -> list[Speech]:
    """Another's words called untrue: "called the claim ridiculous", "denounced as false a report that ..."."""
    tree = ground.tree
    if tree.tokens[i].lemma.lower() not in ground.words.belying or tree.tokens[i].pos != "VERB" or tree.negated(i):
        return []
    clause = {word for n in tree.nodes(i) for word in (tree.tokens[n].lemma.lower(), tree.tokens[n].text.lower())}  # "fabricated" is a verb to the parser
    if not clause & ground.words.untrue:
        return []
    nouns = [n for n in tree.nodes(i) if n > i and _said(ground, n) and tree.tokens[n].dep in SAID_DEPS]
    source = tree.subject(i)
    # "calls this slander": the parser takes the pronoun for the word's own determiner.
    nouns = nouns or [c for n in tree.all(i, "oprd", "dobj", "attr") for c in tree.below[n] if tree.tokens[c].text.lower() in ("this", "that", "these", "those") and c == i + 1]
    # "called the accusation propaganda": it takes both for one name.
    nouns = nouns or [c for n in tree.nodes(i) if n > i and tree.tokens[n].lemma.lower() in ground.words.untrue for c in tree.all(n, "compound", "nmod") if _said(ground, c) and tree.tokens[c].lemma.lower() not in ("figure", "number", "toll")]
    if not nouns or source is None or source in nouns:
        return []
    # "described as 'pure fabrication' a rebel communique announcing ...": the parser may tear noun and content apart.
    joined = [c for c in tree.all(i, "conj") if tree.tokens[c].pos in VERBAL]  # "called the broadcast a lie and said ..."
    nodes = [n for n in tree.nodes(i, (source, *joined, *tree.all(i, "aux", "auxpass", "neg", "advmod"))) if n >= _first_of(ground, nouns[0])]
    return [attribution(ground, i, source, tree.cover(nodes), Cue("denying", "CT"), "called_untrue")]


SAID_DEPS = frozenset(["dobj", "nsubj", "pobj", "nsubjpass", "attr", "oprd", "conj", "appos"])


def _said(ground: Ground, n: int) -> bool:
    """Whether the noun names something said or shown: a claim, a report, a video; or a pronoun for it."""
    token = ground.tree.tokens[n]
    lemma = token.lemma.lower()
    if lemma in ground.words.untrue:
        return False
    pronoun = token.pos == "PRON" and lemma in ("it", "this", "that", "they", "these", "those", "them")
    return pronoun or lemma in ground.words.said_nouns or ground.nouns.kind(lemma) in ("document", "footage")


def _first_of(ground: Ground, noun: int) -> int:
    """The first token of the noun's own phrase."""
    tree = ground.tree
    return min([noun, *(n for c in tree.below[noun] if c < noun and tree.tokens[c].dep in ("det", "amod", "poss", "compound", "nummod", "appos") for n in tree.nodes(c))])


def according_to(ground: Ground, i: int) -> list[Speech]:
    """"according to X", "per X": everything in the clause that it modifies but the phrase itself."""
    tree = ground.tree
    token = tree.tokens[i]
    if token.text.lower() == "per" and token.dep == "prep":
        return _per(ground, i)
    if token.lemma.lower() not in ("accord", "according") or token.text.lower() != "according":
        return []
    to = tree.child(i, "prep")
    source = tree.child(to, "pobj") if to is not None else tree.child(i, "pobj")
    if source is None or to is None:
        return []
    source = behind_document(ground, source)
    clause = clause_of(ground, token.head, i)
    nodes = tree.nodes(clause, (i,))
    cue = (Span(token.start, tree.tokens[to].end),)
    entry = Cue("neutral", "CT")
    return [attribution(ground, i, source, tree.cover(nodes), entry, "according_to", cue_words=cue)]


def _per(ground: Ground, i: int) -> list[Speech]:
    """ "One citizen injured, per the army": set off by a comma, of somebody who can speak; "10 shells per hour" is none."""
    tree = ground.tree
    source = tree.child(i, "pobj")
    if source is None or tree.tokens[i - 1].text not in (",", "–", "—", "-") or not (ground.nouns.kind(tree.tokens[source].lemma) or tree.tokens[source].pos == "PROPN"):
        return []
    clause = clause_of(ground, tree.tokens[i].head, i)
    cue = (Span(tree.tokens[i].start, tree.tokens[i].end),)
    return [attribution(ground, i, behind_document(ground, source), tree.cover(tree.nodes(clause, (i,))), Cue("neutral", "CT"), "per", cue_words=cue)]


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
    """A saying noun with its content: "the claim that", "reports of shelling", "X's denial of talks", "an American claim that"."""
    tree = ground.tree
    token = tree.tokens[i]
    entry = ground.words.nouns.get(token.lemma.lower())
    if entry is None or token.pos != "NOUN":
        return []
    owner = _owner(ground, i)
    if owner is None and medium_of(ground, i) is not None:
        return []  # "said in a statement that": the clause is what the verb says.
    clause = _noun_content(ground, i, owner)
    if clause is None:
        return []
    if owner is None and tree.tokens[clause].dep == "pobj" and entry.stance == "neutral" and token.text.lower() not in ("reports", "accounts"):
        return []
    cue = (Span(token.start, token.end),)
    skip = (i,) if owner is None else (i, owner)
    return [attribution(ground, i, owner, tree.spans(clause, skip), entry, "noun_cue", cue_words=cue)]


def _owner(ground: Ground, i: int) -> int | None:
    """Whose saying it is: "X's claim", "a report by X", "the report in X", "a claim made by X", "an American claim", "made the claim that"."""
    tree = ground.tree
    token = tree.tokens[i]
    made_by = next((tree.prep(c, "by") for c in tree.all(i, "acl") if tree.tokens[c].tag == "VBN" and tree.prep(c, "by") is not None), None)
    owner = first(
        tree.child(i, "poss"), tree.prep(i, "by", "from", "among"), _right_behind(ground, i), made_by, _named_in(ground, i), _adjective_owner(ground, i),
    )
    verb = tree.tokens[token.head]
    if owner is None and token.dep == "dobj" and verb.lemma.lower() in ground.words.publishing | {"make", "repeat", "withdraw", "retract"}:
        owner = tree.subject(token.head)
    return owner


def _right_behind(ground: Ground, i: int) -> int | None:
    """ "rejecting claims by the opposition that ...": the parser may hang "by" on the verb whose object the noun is."""
    tree = ground.tree
    if tree.tokens[i].dep not in ("dobj", "pobj", "nsubjpass") or i + 1 >= len(tree.tokens) or tree.tokens[i + 1].text.lower() not in ("by", "from"):
        return None
    found = tree.child(i + 1, "pobj")
    if found is not None and tree.tokens[i + 1].text.lower() == "from":
        return found if tree.tokens[tree.tokens[i].head].lemma.lower() in RECEIVING and (tree.prep(found, "of") is not None or tree.prep(i, "of") is not None) else None
    clauses = [] if found is None else [c for host in (i, found, tree.tokens[i].head) for c in tree.all(host, "acl", "ccomp", "relcl") if that_clause(ground, c) and c > i]
    return found if clauses else None


RECEIVING = frozenset(["receive", "get", "hear", "have", "collect", "gather", "obtain", "document", "record", "verify", "examine"])
"""What one does with the reports of others: "received reports from families of forced recruitment"."""


def _named_in(ground: Ground, i: int) -> int | None:
    """ "the report in The Daily Star": a paper named by what printed it, not a place."""
    found = ground.tree.prep(i, "in")
    if found is None or ground.tree.tokens[found].pos != "PROPN" or ground.tree.tokens[i].lemma.lower() not in ("report", "story", "account"):
        return None
    words = {ground.tree.tokens[n].lemma.lower() for n in ground.tree.nodes(found)}
    return found if words & {"the", "daily", "times", "post", "news"} else None


def _adjective_owner(ground: Ground, i: int) -> int | None:
    """ "an American claim", "army claims", "rebel reports": a nationality or a noun for those who speak, right before the noun."""
    tree = ground.tree
    for c in tree.all(i, "amod", "compound", "nmod"):
        token = tree.tokens[c]
        if c == i - 1 and (ground.nouns.kind(token.lemma) is not None or (token.text[:1].isupper() and demonyms.load().by_word(token.text) is not None)):
            return c
    return None


def _noun_content(ground: Ground, i: int, owner: int | None) -> int | None:
    """What the noun says: its that-clause, wherever it hangs; "to have killed"; what stands behind "of"."""
    tree = ground.tree
    hosts = [i] if owner is None else [i, owner]
    above = tree.tokens[i].head
    clauses = [c for host in hosts for c in tree.all(host, "acl", "ccomp", "relcl") if that_clause(ground, c)]
    # "denied the report in the Star that ...", "dismissed claims by X that ...": the parser may hang the clause on the verb.
    if tree.tokens[i].dep in ("dobj", "nsubjpass", "pobj") and not clauses:
        clauses = [c for c in tree.all(above, "ccomp") if that_clause(ground, c) and c > i]
    clauses += [c for c in tree.all(i, "acl", "relcl") if _perfect_infinitive(ground, c)]
    if clauses:
        return clauses[0]
    behind = first(tree.prep(i, "of"), tree.prep(owner, "of") if owner is not None and owner == _right_behind(ground, i) else None)
    return None if behind is None or tree.tokens[behind].pos == "PRON" else behind


def noun_is_that(ground: Ground, i: int) -> list[Speech]:
    """ "The army's claim is that the captain was killed by his own men": the noun's clause stands behind "be"."""
    tree = ground.tree
    token = tree.tokens[i]
    entry = ground.words.nouns.get(token.lemma.lower()) or (Cue("neutral", "CT") if token.lemma.lower() in VIEWS | ground.words.said_nouns else None)
    verb = tree.tokens[token.head]
    if entry is None or token.dep != "nsubj" or verb.lemma.lower() != "be" or tree.negated(verb.i):
        return []
    clause = next((c for c in tree.all(verb.i, "ccomp") if c > verb.i and that_clause(ground, c)), None)
    owner = _owner(ground, i)
    if clause is None or owner is None:
        return []
    cue = (Span(token.start, token.end),)
    return [attribution(ground, i, owner, tree.spans(clause), entry, "noun_is_that", cue_words=cue)]


def _perfect_infinitive(ground: Ground, i: int) -> bool:
    words = {ground.tree.tokens[c].lemma.lower() for c in ground.tree.below[i] if ground.tree.tokens[c].dep == "aux"}
    return {"to", "have"} <= words


def in_view_of(ground: Ground, i: int) -> list[Speech]:
    """ "In the view of the council, ...", "by the army's account", "in its telling": the clause is theirs."""
    tree = ground.tree
    token = tree.tokens[i]
    if token.lemma.lower() not in VIEWS or token.dep != "pobj" or tree.tokens[token.head].lemma.lower() not in ("in", "by", "on"):
        return []
    source = first(tree.child(i, "poss"), tree.prep(i, "of", "from"))
    if source is None:
        return []
    phrase = token.head
    clause = clause_of(ground, tree.tokens[phrase].head, phrase)
    content = tree.cover(tree.nodes(clause, (phrase,)))
    cue = (Span(tree.tokens[phrase].start, token.end),)
    return [attribution(ground, i, source, content, Cue("neutral", "CT"), "in_view_of", cue_words=cue)]


VIEWS = frozenset(["view", "opinion", "word", "account", "telling", "estimation", "estimate", "judgement", "judgment", "reckoning", "version", "eye", "count", "assessment"])
"""Nouns for how somebody tells or sees it, behind "in", "by" or "on"."""


def in_which(ground: Ground, i: int) -> list[Speech]:
    """ "ran a message in which the gang takes responsibility", "a video in which fighters appear to execute captives": the paper or footage is the source."""
    tree = ground.tree
    token = tree.tokens[i]
    kind = ground.nouns.kind(token.lemma)
    if kind not in ("footage", "document") or token.pos != "NOUN":
        return []
    clause = next((c for c in tree.all(i, "relcl") if _locative(ground, c)), None)
    if clause is None:
        return []
    verb = token.head
    releaser = tree.subject(verb) if token.dep == "dobj" and publishes(ground, verb) and not tree.negated(verb) else None
    content = tree.spans(clause)
    entry = Cue("endorsing" if kind == "footage" else "neutral", "CT")
    if releaser is not None and kind == "document":
        return [attribution(ground, verb, releaser, content, entry, "in_which")]
    source = i if kind == "footage" else behind_document(ground, i)
    return [attribution(ground, i, source, content, entry, "in_which", cue_words=(Span(token.start, token.end),))]


def _locative(ground: Ground, clause: int) -> bool:
    """Whether a relative clause tells what is in the noun: "in which", "where"."""
    tree = ground.tree
    found = tree.prep(clause, "in")
    where = any(tree.tokens[c].text.lower() == "where" for c in tree.below[clause])
    return where or (found is not None and tree.tokens[found].text.lower() == "which")


# --- headlines -----------------------------------------------------------------------------------------------------------


def headline(ground: Ground, i: int) -> list[Speech]:
    """ "Six killed in bombing: police", "Mayor: rebels hold the wells", "Dozens dead - monitor": a source set off by a mark."""
    tree, sentence = ground.tree, ground.sentence(i)
    mark = tree.tokens[i].text
    if mark not in (":", "–", "—", "-", "--") or sentence.last - sentence.first < LEAST_HEADLINE or sentence.first == i or i >= sentence.last - 1:
        return []
    if mark != ":" and ground.text[tree.tokens[i].start - 1 : tree.tokens[i].start].strip():
        return []  # A hyphen inside a word.
    before, after = range(sentence.first, i), range(i + 1, sentence.last)
    cited = _citing_behind(ground, after)
    after = after if cited is None else range(after.start, cited - 1)
    entry, cue = Cue("neutral", "CT"), (Span(tree.tokens[i].start, tree.tokens[i].end),)
    ends_open = ground.text[sentence.end - 1] not in ".!?"
    if ends_open and len(after) <= SOURCE_WORDS and _speaks(ground, after) is not None and any(tree.tokens[n].pos in VERBAL for n in before):
        content = (Span(sentence.start, tree.tokens[i - 1].end),)
        outer = _set_off(ground, i, after, content, entry, cue)
        source = tree.child(cited, "dobj", "pobj", "nsubj") if cited is not None else None
        return [outer] if cited is None or source is None else [outer, attribution(ground, cited, source, content, ground.words.verbs["cite"], "citing_bare")]
    quoted = tree.tokens[i + 1].text in ("“", '"', "‘", "'")
    if mark == ":" and len(before) <= SOURCE_WORDS and _speaks(ground, before, named=quoted) is not None and any(tree.tokens[n].pos in VERBAL for n in after):
        content = (Span(tree.tokens[i + 1].start, sentence.end),)
        return [_set_off(ground, i, before, content, entry, cue)]
    return []


def _citing_behind(ground: Ground, words: range) -> int | None:
    """In "...: state agency, citing army" the participle behind the comma, or null."""
    tree = ground.tree
    found = [n for n in words[1:] if tree.tokens[n].lemma.lower() in ground.words.citing and tree.tokens[n].tag == "VBG" and tree.tokens[n - 1].text == ","]
    return found[0] if found else None


LEAST_HEADLINE = 4
SOURCE_WORDS = 6
"""The longest source, in tokens, that a mark sets off."""


def _speaks(ground: Ground, words: range, *, named: bool = False) -> int | None:
    """The head of a short noun phrase that can speak: a noun for those who do; with `named` a proper name too."""
    tree = ground.tree
    if any(tree.tokens[n].pos in VERBAL or tree.tokens[n].text in (",", ";") for n in words):
        return None
    inside = [n for n in words if tree.tokens[n].pos in ("NOUN", "PROPN")]
    heads = [n for n in inside if tree.tokens[n].head not in words or tree.tokens[n].head == n]
    for n in heads:
        kind = ground.nouns.kind(tree.tokens[n].lemma)
        if kind is not None and kind not in ("person", "footage") and not (kind == "armed_group" and tree.tokens[n].lemma.lower() in MACHINES):
            return n
        titled = any(ground.nouns.kind(tree.tokens[c].lemma) in TITLES for c in tree.all(n, "compound", "nmod", "amod"))
        if tree.tokens[n].pos == "PROPN" and (named or titled):
            return n
    return None


TITLES = frozenset(["official_person", "official_group", "outlet", "expert", "organisation"])
"""Kinds of noun that before a proper name say that it can speak: "state agency X", "police chief Y"."""
MACHINES = frozenset(["warplane", "jet", "aircraft", "helicopter", "drone", "warship"])


def _set_off(ground: Ground, i: int, words: range, content: tuple[Span, ...], entry: Cue, cue: tuple[Span, ...]) -> Speech:
    tree = ground.tree
    head = _speaks(ground, words, named=True)
    source = Span(tree.tokens[words[0]].start, tree.tokens[words[-1]].end)
    return replace(attribution(ground, i, head, content, entry, "headline", cue_words=cue), source=(source,), content=content)
