"""Attribution chains: which attributions hold an act, from the outermost source to the innermost."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from whosays.claims.carriers import outer_links
from whosays.claims.ground import Ground
from whosays.claims.implied import with_implied
from whosays.claims.sources import entity_of, source_of
from whosays.lexicon import nouns as noun_lexicon
from whosays.model.claim import Form, Link, Said
from whosays.model.reading import Reading, Speech
from whosays.model.resolution import TimeMention
from whosays.model.span import quote
from whosays.text.quotes import quotations
from whosays.text.tree import Tree

FIRST_PERSON: Final = frozenset(["we", "our", "us", "i", "my", "me", "ours", "mine", "ourselves", "myself"])


def speeches_over(reading: Reading, start: int, head: int) -> list[Speech]:
    """Attributions whose content holds the act that begins at `start` with head token `head`, outermost first."""
    cue_of = [s for s in reading.speeches if s.asserted and s.cue_head != head and any(c.start <= start < c.end for c in s.reach)]
    cue_of = [s for s in cue_of if not (s.denies and s.cue_head is not None and _told_aside(reading, head, s.cue_head))]
    reach = {id(s): sum(c.end - c.start for c in s.reach) for s in cue_of}

    def width(speech: Speech) -> int:
        """The cited stand inside whoever cites them, however far their own words reach."""
        if "rule:citing_bare" not in speech.votes or speech.cue_head is None:
            return reach[id(speech)]
        before = max(speech.cue_head - 2, 0)  # "a report by the Post, citing officials": what stands before the comma
        above = {*tree.up(speech.cue_head), *(tree.up(before) if tree.tokens[speech.cue_head - 1].text == "," else ())}
        return min([reach[id(speech)], *(reach[id(s)] for s in cue_of if s is not speech and ({s.cue_head, s.source_head} & above or (s.content == speech.content and not _inside(s, speech))))])

    tree = Tree(reading.tokens, reading.children)
    ordered = sorted(cue_of, key=lambda s: (-width(s), "rule:citing_bare" in s.votes, s.cue[0].start))
    return with_implied(tree, head, ordered)


def _inside(inner: Speech, outer: Speech) -> bool:
    """Whether the cue of one attribution stands in the words of the other."""
    return bool(inner.cue) and any(c.start <= inner.cue[0].start < c.end for c in outer.reach)


def _told_aside(reading: Reading, head: int, cue: int) -> bool:
    """Whether the act stands in a clause between commas inside what is denied: "denied the killing of the priest, whose body was found on Monday"."""
    node = head
    while node != cue and reading.tokens[node].head != node:
        if reading.tokens[node].dep == "relcl":
            first = node
            while any(c < first and reading.tokens[c].dep != "punct" for c in reading.children[first]):
                first = min(c for c in reading.children[first] if reading.tokens[c].dep != "punct")
            if first > 0 and reading.tokens[first - 1].text == ",":
                return True
        node = reading.tokens[node].head
    return False


def chain(g: Ground, speeches: Sequence[Speech]) -> tuple[Link, ...]:
    """Links for the attributions, outermost first; one who speaks of the same act twice in a row stands once, innermost."""
    links: list[Link] = []
    for speech in speeches:
        for link in (*outer_links(g, speech), _link(g, speech)):
            if link is None:
                continue
            if links and (_one_speaker(links[-1], link) or _speaks_for(g, links[-1], link)):
                # "said that they saw": the speaker's telling, not his seeing, is the link.
                links[-1] = links[-1] if "rule:perceived" in speech.votes else link
            else:
                links.append(link)
    return tuple(links)


def _one_speaker(a: Link, b: Link) -> bool:
    if a.source.entity_id is not None and a.source.entity_id == b.source.entity_id:
        return True
    return a.source.name == b.source.name and a.source.name != ""


SPOKESMEN: Final = frozenset(["spokesman", "spokeswoman", "spokesperson"])


def _speaks_for(g: Ground, outer: Link, inner: Link) -> bool:
    """Whether the outer source is only the voice of the inner one: "The ministry rejected the report, its spokeswoman said"."""
    words = g.reading.tokens_in(outer.source.start, outer.source.end)
    head = next((i for i in words if g.tree.tokens[i].lemma.lower() in SPOKESMEN), None)
    if head is None:
        return False
    owners = [g.mention_of[c] for c in (*g.tree.all(head, "poss", "compound"), g.tree.prep(head, "of", "for")) if c is not None and c in g.mention_of]
    return any(m.name == inner.source.name or (inner.source.entity_id is not None and entity_of(g, m) == inner.source.entity_id) for m in owners)


def _link(g: Ground, speech: Speech) -> Link | None:
    """One link; an attribution to nobody in particular makes none (its hedge counts in factuality)."""
    if not speech.source or speech.source_head is None:
        return _unowned(g, speech)
    if g.tree.tokens[speech.source_head].text.lower() in FIRST_PERSON:
        return None  # The report's own voice, or in a quotation that of the link outside.
    source = source_of(g, speech.source[0], speech.source_head)
    cue = quote(g.report.text, speech.cue[0].start, speech.cue[-1].end) if speech.cue else None
    return Link(
        source, cue, tuple((c.start, c.end) for c in speech.reach), speech.stance, _medium(g, speech), _form(g, speech),
        _said(g, speech), speech.carried, f"found by {', '.join(speech.votes)}" if speech.votes else "",
    )


def _unowned(g: Ground, speech: Speech) -> Link | None:
    """ "Reports that the chief was killed": whose they are is not told, the reports themselves are the source."""
    head = speech.cue_head
    if head is None or "rule:noun_cue" not in speech.votes or g.tree.tokens[head].pos != "NOUN":
        return None
    cue = quote(g.report.text, speech.cue[0].start, speech.cue[-1].end)
    source = replace(source_of(g, speech.cue[0], head), kind="anonymous", entity_id=None)
    content = tuple((c.start, c.end) for c in speech.reach)
    return Link(source, cue, content, speech.stance, "", _form(g, speech), _said(g, speech), speech.carried, "words that the report leaves to nobody")


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
