"""Attribution chains: which attributions hold an act, from the outermost source to the innermost."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from whosays.claims import unlisted
from whosays.lexicon import nouns as noun_lexicon
from whosays.lexicon import speech as speech_lexicon
from whosays.model import ids
from whosays.model.claim import Form, Link, Said, Source, SourceKind
from whosays.model.reading import Mention, Reading, Speech
from whosays.model.report import Report
from whosays.model.resolution import PlaceMention, Resolution, TimeMention
from whosays.model.span import Quote, Span, quote
from whosays.text.quotes import quotations
from whosays.text.tree import Tree

ACTOR_SOURCE: Final[dict[str, SourceKind]] = {
    "state": "official", "state_force": "official", "foreign_force": "official", "political": "organisation",
    "international_org": "organisation", "monitor": "organisation", "outlet": "outlet", "rebel": "armed_group",
    "militia": "armed_group", "jihadist": "armed_group", "pmc": "armed_group", "tribal": "armed_group",
    "criminal": "armed_group", "official_person": "official", "official_group": "official",
    "armed_group": "armed_group", "witness": "witness", "expert": "expert", "anonymous": "anonymous",
    "document": "document", "footage": "footage", "organisation": "organisation", "person": "person",
}
FIRST_PERSON: Final = frozenset(["we", "our", "us", "i", "my", "me", "ours", "mine", "ourselves", "myself"])
ANONYMITY: Final = ("on condition of anonymity", "who asked not to be named", "did not want to be named", "not authorised to speak",
                    "not authorized to speak", "who declined to be named", "anonymously", "requested anonymity", "asked not to be identified")


@dataclass(frozen=True, slots=True)
class Ground:
    """What chain building looks at, made once a report."""

    report: Report
    reading: Reading
    resolution: Resolution
    tree: Tree
    mention_of: dict[int, Mention]
    places: tuple[PlaceMention, ...]
    voice: tuple[str, str | None] | None = None
    """Name and entity id of the body whose statement the report is, for its "we"."""


def ground(report: Report, reading: Reading, resolution: Resolution) -> Ground:
    """The ground for one report; of several mentions with one head the named one counts."""
    best: dict[int, Mention] = {}
    for mention in reading.mentions:
        known = best.get(mention.head)
        if known is None or (known.entity is None and mention.entity is not None):
            best[mention.head] = mention
    tree = Tree(reading.tokens, reading.children)
    places = unlisted.places(report.text, reading, tree, resolution, best)
    return Ground(report, reading, resolution, tree, best, places)


def speeches_over(reading: Reading, start: int, head: int) -> list[Speech]:
    """Attributions whose content holds the act that begins at `start` with head token `head`, outermost first."""
    cue_of = [s for s in reading.speeches if s.asserted and s.cue_head != head and any(c.start <= start < c.end for c in s.reach)]
    reach = {id(s): sum(c.end - c.start for c in s.reach) for s in cue_of}

    def width(speech: Speech) -> int:
        """The cited stand inside whoever cites them, however far their own words reach."""
        if "rule:citing_bare" not in speech.votes or speech.cue_head is None:
            return reach[id(speech)]
        citing = reading.tokens[speech.cue_head].head
        return min([reach[id(speech)], *(reach[id(s)] for s in cue_of if s.cue_head == citing)])

    return sorted(cue_of, key=lambda s: (-width(s), "rule:citing_bare" in s.votes, s.cue[0].start))


def chain(g: Ground, speeches: Sequence[Speech]) -> tuple[Link, ...]:
    """Links for the attributions, outermost first; one who speaks of the same act twice in a row stands once, innermost."""
    links: list[Link] = []
    for speech in speeches:
        for link in (*_outer_links(g, speech), _link(g, speech)):
            if link is None:
                continue
            if links and _one_speaker(links[-1], link):
                links[-1] = link
            else:
                links.append(link)
    return tuple(links)


def _one_speaker(a: Link, b: Link) -> bool:
    if a.source.entity_id is not None and a.source.entity_id == b.source.entity_id:
        return True
    return a.source.name == b.source.name and a.source.name != ""


def _link(g: Ground, speech: Speech) -> Link | None:
    """One link; an attribution to nobody in particular makes none (its hedge counts in factuality)."""
    if not speech.source or speech.source_head is None:
        return None
    if g.tree.tokens[speech.source_head].text.lower() in FIRST_PERSON:
        return None  # The report's own voice, or in a quotation that of the link outside.
    source = source_of(g, speech.source[0], speech.source_head)
    cue = quote(g.report.text, speech.cue[0].start, speech.cue[-1].end) if speech.cue else None
    return Link(
        source, cue, tuple((c.start, c.end) for c in speech.reach), speech.stance, _medium(g, speech), _form(g, speech),
        _said(g, speech), speech.carried, f"found by {', '.join(speech.votes)}" if speech.votes else "",
    )


def source_of(g: Ground, span: Span, head: int) -> Source:
    """The source at `span`: its own words, what they denote, its kind, and how the report describes it."""
    token = g.tree.tokens[head]
    mention = g.mention_of.get(head)
    words = g.report.text[span.start : span.end]
    name = mention.name if mention is not None else g.report.text[g.tree.base_np(head).start : token.end]
    kind = _kind(g, mention, head, words)
    entity = entity_of(g, mention) if mention is not None else None
    return Source(words, span.start, span.end, " ".join(name.split()), kind, entity, _described(g, span, mention, head))


def entity_of(g: Ground, mention: Mention) -> str | None:
    """The id of what a mention denotes: lexicon and public names share it across reports, others only within this one."""
    if mention.entity is not None:
        return ids.entity_id("world", mention.entity)
    if mention.pronoun and mention.cluster is None:
        return None
    if mention.type == "location":
        return ids.entity_id("world", mention.name.casefold())
    proper = mention.name[:1].isupper()
    if proper and mention.public and (mention.type != "person" or " " in mention.name):
        return ids.entity_id("world", mention.name.casefold())
    return ids.entity_id(g.report.report_id, f"{mention.cluster}:{mention.name}")


def _kind(g: Ground, mention: Mention | None, head: int, words: str) -> SourceKind:
    lower = words.lower()
    sentence = g.reading.sentences[g.tree.tokens[head].sentence]
    around = g.report.text[sentence.start : sentence.end].lower()
    if any(phrase in around for phrase in ANONYMITY) or lower.endswith(("sources", "source")):
        return "anonymous"
    lemma_kind = noun_lexicon.load().kind(g.tree.tokens[head].lemma)
    if mention is not None:
        if mention.type == "person" and _titled(g, mention) and mention.kind not in ("expert", "witness"):
            return "official"
        if mention.kind in ACTOR_SOURCE:
            return ACTOR_SOURCE[mention.kind]
        if mention.type in ("location", "nationality"):
            return "official"
        if mention.type == "organisation" and mention.kind is None:
            return _organisation_kind(mention.name)
    if lemma_kind in ACTOR_SOURCE:
        return ACTOR_SOURCE[lemma_kind]
    return "person"


_ORGANISATION_WORDS: Final[tuple[tuple[tuple[str, ...], SourceKind], ...]] = (
    (("ministry", "government", "army", "police", "department", "command", "presidency", "parliament", "pentagon", "kremlin", "authority", "navy", "forces"), "official"),
    (("news", "agency", "television", "tv", "radio", "times", "post", "press", "media", "herald", "broadcasting", "channel", "daily", "gazette", "wire", "journal", "tribune"), "outlet"),
    (("brigade", "front", "battalion", "liwa", "jaish", "harakat", "militia", "movement"), "armed_group"),
)


def _organisation_kind(name: str) -> SourceKind:
    words = set(name.lower().split())
    for keys, kind in _ORGANISATION_WORDS:
        if words & set(keys):
            return kind
    return "organisation"


def _titled(g: Ground, mention: Mention) -> bool:
    """Whether any mention of the same person carries a title of office."""
    lexicon = noun_lexicon.load()
    for other in g.reading.mentions:
        if other.cluster is not None and other.cluster == mention.cluster:
            if other.kind == "official_person":
                return True
            for node in g.tree.below[other.head]:
                token = g.tree.tokens[node]
                if token.dep in ("compound", "appos", "nmod") and lexicon.kind(token.lemma) == "official_person":
                    return True
    return False


def _described(g: Ground, span: Span, mention: Mention | None, head: int) -> str:
    """The report's own words for the source beside its name: the apposition, or the words before the name."""
    appos = g.tree.child(head, "appos")
    if appos is not None:
        found = g.tree.spans(appos)
        if found:
            return " ".join(g.report.text[found[0].start : found[0].end].split())
    if mention is not None and mention.start > span.start and not mention.pronoun:
        before = g.report.text[span.start : mention.start].strip()
        return " ".join(w for w in before.split() if w.lower() not in ("the", "a", "an"))
    return ""


def _medium(g: Ground, speech: Speech) -> str:
    """Through what it was said, where the words tell: "in a statement", "on Facebook", "tweeted", "in a video"."""
    if speech.cue_head is None:
        return ""
    tree = g.tree
    cue = tree.tokens[speech.cue_head]
    if cue.lemma.lower() == "tweet":
        return "tweet"
    for c in tree.below[speech.cue_head]:
        if tree.tokens[c].dep == "prep" and tree.tokens[c].lemma.lower() in ("in", "on", "via", "through", "by"):
            noun = tree.child(c, "pobj")
            if noun is not None and _is_medium(tree, noun):
                span = tree.base_np(noun)
                return " ".join(g.report.text[span.start : span.end].split())
    if cue.dep in ("acl", "relcl") and _is_medium(tree, cue.head):
        return tree.tokens[cue.head].lemma
    return ""


def _is_medium(tree: Tree, noun: int) -> bool:
    kind = noun_lexicon.load().kind(tree.tokens[noun].lemma)
    return kind in ("document", "footage", "outlet") or tree.tokens[noun].lemma.lower() in (
        "page", "account", "twitter", "facebook", "telegram", "interview", "conference", "speech", "facebook", "x",
    )


def _form(g: Ground, speech: Speech) -> Form:
    content = g.report.text[min(c.start for c in speech.reach) : max(c.end for c in speech.reach)]
    if content.lstrip("“\"' ").lower().startswith("translation"):
        return "translated"
    length = sum(c.end - c.start for c in speech.reach)
    quoted = 0
    paragraph = next((p for p in g.report.paragraphs if p.start <= speech.reach[0].start < p.end), None)
    if paragraph is not None:
        for q in quotations(g.report.text, paragraph.start, paragraph.end):
            quoted += sum(max(0, min(c.end, q.end) - max(c.start, q.start)) for c in speech.reach)
    if quoted == 0:
        return "indirect"
    return "verbatim" if quoted >= length - 3 else "mixed"


def _said(g: Ground, speech: Speech) -> Said:
    """When the source spoke: a time that hangs on the cue itself and stands outside the content."""
    if speech.cue_head is None:
        return Said()
    for time in g.resolution.times:
        if any(c.start <= time.start < c.end for c in speech.reach) or time.function == "every":
            continue
        if _governed_by(g, time, speech.cue_head):
            return Said(time.earliest, time.latest, time.precision)
    return Said()


def _governed_by(g: Ground, time: TimeMention, verb: int) -> bool:
    tokens = g.reading.tokens_in(time.start, time.end)
    for i in tokens:
        head = g.tree.tokens[i].head
        if head not in tokens:
            if head == verb:
                return True
            token = g.tree.tokens[head]
            return token.dep in ("prep", "npadvmod", "advmod") and token.head == verb
    return False


def _outer_links(g: Ground, speech: Speech) -> tuple[Link, ...]:
    """Links outside an attribution that its own words name: "told AFP", "a video released by RT"."""
    found = [_quoted_by(g, speech) or _told_outlet(g, speech) or _through(g, speech), _publisher(g, speech)]
    return tuple(link for link in found if link is not None)


def _told_outlet(g: Ground, speech: Speech) -> Link | None:
    if speech.cue_head is None or g.tree.tokens[speech.cue_head].lemma.lower() not in ("tell", "say", "speak", "confirm"):
        return None
    tree = g.tree
    telling = g.tree.tokens[speech.cue_head].lemma.lower() == "tell"
    for node in (tree.child(speech.cue_head, "dobj", "dative"), tree.prep(speech.cue_head, "to") if not telling else None):
        mention = g.mention_of.get(node) if node is not None else None
        if node is None or mention is None or tree.tokens[node].pos != "PROPN" or not (_outlet(mention) or _told_name(mention)):
            continue
        if g.report.outlet and mention.name.casefold() == g.report.outlet.casefold():
            continue
        source = source_of(g, Span(mention.start, mention.end), node)
        content = tuple((c.start, c.end) for c in speech.reach)
        return Link(replace(source, kind="outlet"), None, content, "neutral", reason="the source told this outlet")
    return None


def _quoted_by(g: Ground, speech: Speech) -> Link | None:
    """Who quotes the source: "a rescue group, quoted by a channel, reported ...", "the minister, as cited by X, said ..."."""
    tree = g.tree
    if speech.source_head is None or speech.cue_head is None:
        return None
    for c in range(*sorted((speech.source_head, speech.cue_head))):
        token = tree.tokens[c]
        above = tree.tokens[token.head]
        # The parser hangs "as quoted by" on the source, on the cue, or on the comma before it.
        if token.text.lower() in QUOTING and (token.head in (speech.source_head, speech.cue_head) or above.pos == "PUNCT"):
            by = tree.child(c, "agent")
            node = tree.child(by, "pobj") if by is not None else None
            if node is None or any(k.start <= tree.tokens[node].start < k.end for k in speech.content):
                continue
            cue = Quote(tree.tokens[c].text, tree.tokens[c].start, tree.tokens[c].end)
            content = tuple((k.start, k.end) for k in speech.reach)
            return Link(source_of(g, tree.base_np(node), node), cue, content, "neutral", reason="quotes the source")
    return None


QUOTING: Final = frozenset(["quoted", "cited", "carried", "paraphrased"])
THROUGH: Final = frozenset(["interview", "comment", "remark", "statement", "message", "communique", "broadcast", "letter", "video", "bulletin", "address", "call", "speech", "conversation"])
CARRYING: Final = frozenset(["carry", "publish", "broadcast", "relay", "air", "print", "release", "quote", "run", "report", "read"])
"""Verbs by which an outlet passes on what another says."""


def _through(g: Ground, speech: Speech) -> Link | None:
    """Through whom it was said: "in a statement carried by X", "in an interview with X", "speaking to X"."""
    node = _carrier(g, speech.cue_head) if speech.cue_head is not None else None
    if node is None:
        return None
    mention = g.mention_of.get(node)
    named = g.tree.tokens[node].pos == "PROPN" and (mention is None or mention.type != "person" or mention.kind == "unknown")
    outlet = mention is not None and _outlet(mention) and g.tree.tokens[node].tag != "NNS"
    if not (named or outlet):
        return None
    span = g.tree.base_np(node)
    content = tuple((c.start, c.end) for c in speech.reach)
    return Link(replace(source_of(g, span, node), kind="outlet"), None, content, "neutral", reason="what the source said went through this outlet")


def _carrier(g: Ground, cue: int) -> int | None:
    tree = g.tree
    for c in tree.below[cue]:
        token = tree.tokens[c]
        if token.dep == "advcl" and token.lemma.lower() in ("speak", "talk", "write") and tree.prep(c, "to", "for") is not None:
            return tree.prep(c, "to", "for")
        noun = tree.child(c, "pobj") if token.dep == "prep" and token.lemma.lower() in ("in", "by", "through", "via", "on") else None
        if noun is None or tree.tokens[noun].lemma.lower() not in THROUGH:
            continue
        for passed in tree.all(noun, "acl"):
            if tree.tokens[passed].lemma.lower() in CARRYING and tree.prep(passed, "by", "on") is not None:
                return tree.prep(passed, "by", "on")
        found = tree.prep(noun, "with", "to")
        if found is not None:
            return found
    return None


def _told_name(mention: Mention) -> bool:
    """Whether a name that "told X" is told to is one nobody knows as an actor or a person: then it is whoever publishes it."""
    return mention.entity is None and (mention.kind is None or mention.kind == "unknown") and mention.type in ("organisation", "person") and " " not in mention.name


def _outlet(mention: Mention) -> bool:
    return mention.kind == "outlet" or (mention.type == "organisation" and _organisation_kind(mention.name) == "outlet")


def _publisher(g: Ground, speech: Speech) -> Link | None:
    """For footage or papers as source: who put them out, where the sentence says so."""
    if speech.source_head is None:
        return None
    tree = g.tree
    kind = noun_lexicon.load().kind(tree.tokens[speech.source_head].lemma)
    if kind not in ("footage", "document"):
        return None
    for c in tree.all(speech.source_head, "acl"):
        if tree.tokens[c].lemma.lower() in speech_lexicon.load().publishing:
            by = tree.child(c, "agent")
            node = tree.child(by, "pobj") if by is not None else None
            if node is not None:
                found = tree.spans(node)
                span = next((s for s in found if s.start <= tree.tokens[node].start < s.end), tree.base_np(node))
                cue = Quote(tree.tokens[c].text, tree.tokens[c].start, tree.tokens[c].end)
                content = tuple((s.start, s.end) for s in speech.reach)
                medium = tree.tokens[speech.source_head].lemma
                return Link(source_of(g, span, node), cue, content, "neutral", medium, reason=f"put out the {medium}")
    return None
