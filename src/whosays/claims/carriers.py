"""Links outside an attribution that its own words name: "told AFP", "in a statement carried by X", "a video released by RT".

Each rule looks at one attribution and gives at most one link, with its reason. What modifies the saying is looked for wherever the parser hung it.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from whosays.claims.aired import PAPER_RULES, airer, publisher
from whosays.claims.carrier_words import (
    CARRYING,
    INTERVIEWS,
    Carrier,
    may_carry,
    named_person,
    own_page,
    platform,
    utterance,
)
from whosays.claims.ground import Ground
from whosays.claims.sources import is_outlet, same_outlet, source_of
from whosays.lexicon import nouns as noun_lexicon
from whosays.model.claim import Link
from whosays.model.reading import Speech
from whosays.model.span import Quote, Span
from whosays.text.tree import first


def outer_links(g: Ground, speech: Speech) -> tuple[Link, ...]:
    """Links outside an attribution that its own words name, outermost first."""
    found: list[Link] = []
    through = next((link for rule in THROUGH_RULES for link in [_made(g, speech, rule(g, speech))] if link is not None), None)
    through = through or next((link for rule in PAPER_RULES for link in [_made(g, speech, rule(g, speech))] if link is not None), None)
    aired = _made(g, speech, airer(g, speech))
    for link in (aired, through, _made(g, speech, publisher(g, speech))):
        if link is not None and not _same(link, speech, found):
            found.append(link)
    return tuple(found)


def _same(link: Link, speech: Speech, found: list[Link]) -> bool:
    """Whether the link names the speaker again, or a link found already."""
    own = any(s.start <= link.source.start < s.end for s in speech.source[:1]) and not link.cue
    return own or any(link.source.start == known.source.start for known in found)


def _made(g: Ground, speech: Speech, carrier: Carrier | None) -> Link | None:
    if carrier is None or carrier.node == speech.source_head or not (carrier.anyone or may_carry(g, carrier.node)):
        return None
    tree = g.tree
    token = tree.tokens[carrier.node]
    if any(c.start <= token.start < c.end for c in speech.reach):
        return None
    near = [s for s in tree.spans(carrier.node) if s.start <= token.start < s.end]
    mention = g.mention_of.get(carrier.node)
    span = near[0] if near and carrier.anyone else (Span(mention.start, mention.end) if mention is not None else tree.base_np(carrier.node))
    span = _with_name(g, span, carrier.node)
    source = source_of(g, span, carrier.node)
    if same_outlet(g.report.outlet, source.name):
        return None
    cue = tree.tokens[carrier.cue] if carrier.cue is not None else None
    words = Quote(cue.text, cue.start, cue.end) if cue is not None else None
    content = tuple((c.start, c.end) for c in speech.reach)
    return Link(source if carrier.anyone else replace(source, kind="outlet"), words, content, "neutral", reason=carrier.reason)


def _with_name(g: Ground, span: Span, node: int) -> Span:
    """ "The channel Rojava Today": with the name behind the noun, which the parser may take for something else."""
    if g.tree.tokens[node].pos != "NOUN":
        return span
    last = node
    while last + 1 < len(g.tree.tokens) and g.tree.tokens[last + 1].pos == "PROPN" and g.tree.tokens[last + 1].sentence == g.tree.tokens[node].sentence:
        last += 1
    return Span(span.start, max(span.end, g.tree.tokens[last].end))


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
    found = next((h for h in hearers if may_carry(g, h)), None)
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
            node = tree.prep(c, "in", "on")
            if node is not None and may_carry(g, node):
                return Carrier(node, c, "quotes the source")
    return None


MESSENGERS: Final = frozenset(["whatsapp", "telegram", "signal", "skype", "zoom", "facebook", "messenger", "viber", "facetime", "wechat", "line", "discord"])
"""Services by which somebody is reached: no outlet tells what is said there."""


def _spoke_to(g: Ground, speech: Speech) -> Carrier | None:
    """ "speaking to X", "Asked by X", "who spoke to X"."""
    for c in _adjuncts(g, speech):
        token = g.tree.tokens[c]
        if token.pos not in ("VERB", "AUX") or token.dep not in ("advcl", "acl", "relcl", "amod", "csubj", "nsubj", "dep"):
            continue
        lemma = token.lemma.lower()
        if lemma in HEARING:
            node = g.tree.prep(c, "to", "with", "for", "in", "on")
            node = _behind_programme(g, node)
        elif lemma in ("tell", "inform") and token.tag == "VBG":
            node = g.tree.child(c, "dobj", "dative")
        elif lemma in ASKING and token.tag == "VBN":
            node = g.tree.prep(c, "by", "on")
            if node is not None and g.tree.tokens[node].text.casefold() in MESSENGERS:
                continue
        else:
            continue
        if node is not None:
            return Carrier(node, c, f"the source was {token.text.lower()} there")
    return None


def _through(g: Ground, speech: Speech) -> Carrier | None:
    """ "in a statement carried by X", "in an interview with X", "in a message sent to X", "in a BBC interview"."""
    for c in _adjuncts(g, speech):
        token = g.tree.tokens[c]
        if token.pos != "ADP" or token.lemma.lower() not in ("in", "by", "through", "via", "on", "during", "to", "at"):
            continue
        noun = g.tree.child(c, "pobj")
        if noun is None:
            continue
        if not utterance(g, noun):
            mention = g.mention_of.get(noun)
            if token.lemma.lower() in ("on", "via", "through") and mention is not None and is_outlet(mention) and not platform(g, noun):
                return Carrier(noun, None, "the source said it there")
            continue
        for carrier in _carriers_of(g, noun):
            if carrier.anyone or may_carry(g, carrier.node):
                return carrier
    return None


def _carriers_of(g: Ground, noun: int) -> Iterator[Carrier]:
    """Who passed on the utterance or footage at `noun`, in the order of how plainly the words say so."""
    tree = g.tree
    footage = noun_lexicon.load().kind(tree.tokens[noun].lemma) == "footage"
    for passed in tree.all(noun, "acl", "relcl"):
        if tree.tokens[passed].lemma.lower() not in CARRYING:
            continue
        node = first(tree.prep(passed, "by"), tree.prep(passed, "to", "on", "with", "for", "in"))
        if node is None and tree.child(passed, "auxpass") is None and tree.tokens[passed].dep == "relcl":
            node = tree.child(passed, "nsubj")
        if node is not None and tree.antecedent(node) == node and not own_page(g, node):
            yield Carrier(node, passed, "what the source said went through this outlet", anyone=footage)
    by = tree.prep(noun, "by") if footage else None
    if by is not None:
        yield Carrier(by, noun, "put out what the source says", anyone=True)
    node = tree.prep(noun, "with", "to", "for")
    if node is not None:
        asked = tree.tokens[noun].lemma.lower() in INTERVIEWS and tree.tokens[node].pos == "PROPN" and not named_person(g, node)
        yield Carrier(node, noun, "what the source said went through this outlet", anyone=asked)
    for c in tree.all(noun, "poss", "compound", "nmod"):
        mention = g.mention_of.get(c)
        if mention is not None and is_outlet(mention):
            yield Carrier(c, noun, "what the source said went through this outlet")


def _adjuncts(g: Ground, speech: Speech) -> list[int]:
    """What modifies the saying and stands outside its content."""
    if speech.cue_head is None:
        return []
    found = g.tree.adjuncts(speech.cue_head, speech.source_head)
    return [c for c in found if not any(k.start <= g.tree.tokens[c].start < k.end for k in speech.reach)]


def _behind_programme(g: Ground, node: int | None) -> int | None:
    """ "Speaking on Radio X's morning programme": whose programme it is."""
    if node is None or not utterance(g, node):
        return node
    owner = next((c for c in g.tree.all(node, "poss", "compound", "nmod") if may_carry(g, c)), None)
    return owner if owner is not None else g.tree.prep(node, "of", "on")


THROUGH_RULES: Final[tuple[Callable[[Ground, Speech], Carrier | None], ...]] = (_quoted, _told, _through, _spoke_to)
"""Tried in this order; the first that names an outlet is the link outside the source."""


