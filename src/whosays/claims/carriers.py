"""Links outside an attribution that its own words name: "told AFP", "in a statement carried by X", "a video released by RT".

Each rule looks at one attribution and gives at most one link, with its reason. What modifies the saying is looked for wherever the parser hung it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from whosays.claims.ground import Ground
from whosays.claims.sources import is_outlet, source_of
from whosays.lexicon import demonyms
from whosays.lexicon import nouns as noun_lexicon
from whosays.lexicon import speech as speech_lexicon
from whosays.model.claim import Link
from whosays.model.reading import Speech
from whosays.model.span import Quote, Span


@dataclass(frozen=True, slots=True)
class Carrier:
    """Who carried the words: the token that heads its name, the word that says how (or null), and the reason."""

    node: int
    cue: int | None
    reason: str
    anyone: bool = False
    """Whether bodies that are no outlets count too: footage is put out by anybody."""


def outer_links(g: Ground, speech: Speech) -> tuple[Link, ...]:
    """Links outside an attribution that its own words name, outermost first."""
    found: list[Link] = []
    through = next((link for rule in THROUGH_RULES for link in [_made(g, speech, rule(g, speech))] if link is not None), None)
    aired = _made(g, speech, _airer(g, speech))
    for link in (aired, through, _made(g, speech, _publisher(g, speech))):
        if link is not None and not _same(link, speech, found):
            found.append(link)
    return tuple(found)


def _same(link: Link, speech: Speech, found: list[Link]) -> bool:
    """Whether the link names the speaker again, or a link found already."""
    own = any(s.start <= link.source.start < s.end for s in speech.source[:1]) and not link.cue
    return own or any(link.source.start == known.source.start for known in found)


def _made(g: Ground, speech: Speech, carrier: Carrier | None) -> Link | None:
    if carrier is None or carrier.node == speech.source_head or not (carrier.anyone or _may_carry(g, carrier.node)):
        return None
    tree = g.tree
    token = tree.tokens[carrier.node]
    if any(c.start <= token.start < c.end for c in speech.reach):
        return None
    near = [s for s in tree.spans(carrier.node) if s.start <= token.start < s.end]
    mention = g.mention_of.get(carrier.node)
    span = near[0] if near and carrier.anyone else (Span(mention.start, mention.end) if mention is not None else tree.base_np(carrier.node))
    source = source_of(g, span, carrier.node)
    if g.report.outlet and source.name.casefold() == g.report.outlet.casefold():
        return None
    cue = tree.tokens[carrier.cue] if carrier.cue is not None else None
    words = Quote(cue.text, cue.start, cue.end) if cue is not None else None
    content = tuple((c.start, c.end) for c in speech.reach)
    return Link(source if carrier.anyone else replace(source, kind="outlet"), words, content, "neutral", reason=carrier.reason)


def _may_carry(g: Ground, node: int) -> bool:
    """Whether the noun can be a news outlet: one by lexicon or by its words, or a proper name that nobody knows as anything else."""
    mention, token = g.mention_of.get(node), g.tree.tokens[node]
    if mention is not None and is_outlet(mention):
        return token.tag != "NNS" and token.lemma.lower() not in REPORTERS and (token.pos == "PROPN" or _specified(g, node))
    if token.pos != "PROPN":
        return False
    if mention is None:
        return True
    if mention.type == "nationality":
        return demonyms.load().by_word(mention.name) is None
    known = mention.entity is not None or mention.kind not in (None, "unknown")
    return not known and (mention.type == "organisation" or (mention.type == "person" and " " not in mention.name))


def _specified(g: Ground, node: int) -> bool:
    """Whether a common noun says which outlet: "Swiss television", not "state television" or "a Mauritanian news agency"."""
    named = any(g.tree.tokens[c].text[:1].isupper() for c in g.tree.below[node] if g.tree.tokens[c].dep in ("amod", "compound", "nmod", "appos", "poss"))
    return named and not any(g.tree.tokens[c].text.lower() in ("a", "an", "some", "several") for c in g.tree.below[node])


REPORTERS: Final = frozenset(["reporter", "journalist", "correspondent", "medium", "media", "press"])
"""Those who hear for whom nobody knows: "told reporters", "told the media" name no outlet."""


# --- told ----------------------------------------------------------------------------------------------------------------


TO_WHOM: Final = frozenset(
    ["say", "speak", "confirm", "admit", "reveal", "disclose", "explain", "deny", "complain", "acknowledge", "announce", "describe", "concede", "recount", "add", "testify"]
)
"""Verbs of saying whose hearer stands behind "to": "confirmed to AFP"."""


def _told(g: Ground, speech: Speech) -> Carrier | None:
    """ "told AFP", "confirmed to AFP"."""
    if speech.cue_head is None:
        return None
    lemma = g.tree.tokens[speech.cue_head].lemma.lower()
    if lemma == "tell":
        node = g.tree.child(speech.cue_head, "dobj", "dative")
        hearers = [node] if node is not None else []
    elif lemma in TO_WHOM:
        node = g.tree.prep(speech.cue_head, "to")
        hearers = [node] if node is not None else []
    else:
        return None
    hearers = [c for h in hearers for c in g.tree.conjuncts(h)]
    found = next((h for h in hearers if _may_carry(g, h)), None)
    return Carrier(found, None, "the source told this outlet") if found is not None else None


# --- what the saying came through ----------------------------------------------------------------------------------------


QUOTING: Final = frozenset(["quoted", "cited", "carried", "paraphrased"])
ASKING: Final = frozenset(["ask", "interview", "question", "contact", "reach", "quiz", "approach", "press", "meet"])
"""What an outlet does to a source before it speaks: "Asked by X, the army denied", "reached by X"."""
HEARING: Final = frozenset(["speak", "talk", "write", "appear", "phone"])
"""What a source does toward an outlet beside its saying: "speaking to X", "writing in X"."""


def _quoted(g: Ground, speech: Speech) -> Carrier | None:
    """Who quotes the source: "a rescue group, quoted by a channel, reported ...", "the minister, as cited by X, said ..."."""
    tree = g.tree
    if speech.source_head is None or speech.cue_head is None:
        return None
    for c in range(*sorted((speech.source_head, speech.cue_head))):
        token = tree.tokens[c]
        above = tree.tokens[token.head]
        # The parser hangs "as quoted by" on the source, on the cue, or on the comma before it.
        if token.text.lower() in QUOTING and (token.head in (speech.source_head, speech.cue_head) or above.pos == "PUNCT"):
            node = tree.prep(c, "by")
            if node is not None:
                return Carrier(node, c, "quotes the source", anyone=True)
    return None


def _spoke_to(g: Ground, speech: Speech) -> Carrier | None:
    """ "speaking to X", "Asked by X", "who spoke to X"."""
    for c in _adjuncts(g, speech):
        token = g.tree.tokens[c]
        if token.pos not in ("VERB", "AUX") or token.dep not in ("advcl", "acl", "relcl", "amod", "csubj", "nsubj", "dep"):
            continue
        lemma = token.lemma.lower()
        if lemma in HEARING:
            node = g.tree.prep(c, "to", "with", "for", "in", "on")
        elif lemma in ASKING and token.tag == "VBN":
            node = g.tree.prep(c, "by")
        else:
            continue
        if node is not None:
            return Carrier(node, c, f"the source was {token.text.lower()} there")
    return None


THROUGH: Final = frozenset(
    ["interview", "comment", "remark", "conversation", "call", "address", "speech", "telegram", "briefing", "appearance", "chat", "answer", "reply", "column", "op-ed", "article", "appeal", "plea",
     "complaint", "note", "questionnaire", "broadcast", "bulletin", "correspondence", "exchange", "podcast", "programme", "program", "show"]
)
"""Nouns for an utterance, beside those of papers and footage: "in an interview with X"."""
CARRYING: Final = frozenset(
    ["carry", "publish", "broadcast", "relay", "air", "print", "release", "quote", "run", "report", "read", "send", "give", "show", "leak", "hand", "obtain", "see", "review", "post",
     "share", "provide", "receive", "distribute", "circulate", "translate", "address", "make", "record", "film", "repeat", "echo", "reprint", "excerpt", "transcribe"]
)
"""Verbs by which words reach an outlet, or by which it passes them on."""


def _through(g: Ground, speech: Speech) -> Carrier | None:
    """ "in a statement carried by X", "in an interview with X", "in a message sent to X", "in a BBC interview"."""
    for c in _adjuncts(g, speech):
        token = g.tree.tokens[c]
        if token.pos != "ADP" or token.lemma.lower() not in ("in", "by", "through", "via", "on", "during", "to", "at"):
            continue
        noun = g.tree.child(c, "pobj")
        if noun is None:
            continue
        if not _utterance(g, noun):
            mention = g.mention_of.get(noun)
            if token.lemma.lower() in ("on", "via", "through") and mention is not None and is_outlet(mention) and not _platform(g, noun):
                return Carrier(noun, None, "the source said it there")
            continue
        for carrier in _carriers_of(g, noun):
            if carrier.anyone or _may_carry(g, carrier.node):
                return carrier
    return None


def _platform(g: Ground, noun: int) -> bool:
    return g.tree.tokens[noun].lemma.lower() in ("page", "website", "site", "account", "channel", "network") and g.tree.tokens[noun].pos != "PROPN"


def _utterance(g: Ground, noun: int) -> bool:
    lemma = g.tree.tokens[noun].lemma.lower()
    return lemma in THROUGH or noun_lexicon.load().kind(lemma) in ("document", "footage")


def _carriers_of(g: Ground, noun: int) -> Iterator[Carrier]:
    """Who passed on the utterance or footage at `noun`, in the order of how plainly the words say so."""
    tree = g.tree
    footage = noun_lexicon.load().kind(tree.tokens[noun].lemma) == "footage"
    for passed in tree.all(noun, "acl", "relcl"):
        if tree.tokens[passed].lemma.lower() not in CARRYING:
            continue
        node = tree.prep(passed, "by") or tree.prep(passed, "to", "on", "with", "for", "in")
        if node is None and tree.child(passed, "auxpass") is None and tree.tokens[passed].dep == "relcl":
            node = tree.child(passed, "nsubj")
        if node is not None and tree.antecedent(node) == node and not _own_page(g, node):
            yield Carrier(node, passed, "what the source said went through this outlet", anyone=footage)
    node = tree.prep(noun, "with", "to", "for")
    if node is not None:
        asked = tree.tokens[noun].lemma.lower() in INTERVIEWS and tree.tokens[node].pos == "PROPN" and not _named_person(g, node)
        yield Carrier(node, noun, "what the source said went through this outlet", anyone=asked)
    for c in tree.all(noun, "poss", "compound", "nmod"):
        mention = g.mention_of.get(c)
        if mention is not None and is_outlet(mention):
            yield Carrier(c, noun, "what the source said went through this outlet")


INTERVIEWS: Final = frozenset(["interview", "podcast", "chat"])
"""What one gives to an outlet, whatever the recogniser takes its name for ("an interview with Lusa")."""


def _named_person(g: Ground, node: int) -> bool:
    mention = g.mention_of.get(node)
    return mention is not None and (mention.entity is not None or (mention.type == "person" and " " in mention.name)) and not is_outlet(mention)


def _own_page(g: Ground, node: int) -> bool:
    """ "posted on its Telegram channel": the speaker's own page is no other voice."""
    return _platform(g, node) and any(g.tree.tokens[c].tag == "PRP$" for c in g.tree.all(node, "poss"))


def _adjuncts(g: Ground, speech: Speech) -> list[int]:
    """What modifies the saying and stands outside its content."""
    if speech.cue_head is None:
        return []
    found = g.tree.adjuncts(speech.cue_head, speech.source_head)
    return [c for c in found if not any(k.start <= g.tree.tokens[c].start < k.end for k in speech.reach)]


THROUGH_RULES: Final[tuple[Callable[[Ground, Speech], Carrier | None], ...]] = (_quoted, _told, _through, _spoke_to)
"""Tried in this order; the first that names an outlet is the link outside the source."""


# --- footage and papers as sources ---------------------------------------------------------------------------------------


def _publisher(g: Ground, speech: Speech) -> Carrier | None:
    """For footage or papers as source: who put them out, where the sentence says so."""
    paper = _paper(g, speech)
    if paper is None:
        return None
    tree = g.tree
    published = speech_lexicon.load().publishing
    for c in tree.all(paper, "acl", "relcl"):
        lemma = tree.tokens[c].lemma.lower()
        node = tree.prep(c, "by")
        if node is None or not (lemma in published | CARRYING or _made_public(g, c)):
            continue
        # A paper's author may report; who "reported" or "reviewed" another's is an outlet.
        if paper == speech.source_head and tree.tokens[c].dep == "acl" and lemma in published:
            return Carrier(node, c, f"put out the {tree.tokens[paper].lemma}", anyone=True)
        if _may_carry(g, node):
            return Carrier(node, c, f"passed on the {tree.tokens[paper].lemma}")
    return None


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


def _airer(g: Ground, speech: Speech) -> Carrier | None:
    """ "The radio carried an appeal by families who say ...", "the Red Crescent relayed a call from nurses, who said": who passes on the utterance of the source."""
    tree = g.tree
    if speech.source_head is None or speech.cue_head is None or tree.tokens[speech.cue_head].dep not in ("relcl", "acl"):
        return None
    above = [n for n in tree.up(speech.source_head) if n != speech.source_head][:3]
    verb = next((n for n in above if tree.tokens[n].pos == "VERB"), None)
    if verb is None or tree.tokens[verb].lemma.lower() not in CARRYING | speech_lexicon.load().citing | speech_lexicon.load().publishing:
        return None
    aired = tree.child(verb, "dobj")
    subject = tree.subject(verb)
    if aired is None or subject is None or subject == speech.source_head or tree.negated(verb):
        return None
    if aired != speech.source_head and not _utterance(g, aired):
        return None
    return Carrier(subject, verb, "passes on what the source says", anyone=True)
