"""Items: footage and papers that a report speaks of, and the claims that they show. Nothing is fetched."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from whosays.claims import ground as grounds
from whosays.model import ids
from whosays.model.claim import Claim, Ground
from whosays.model.entity import Item, ItemKind
from whosays.model.reading import Mention
from whosays.model.span import quote

KINDS: Final[dict[str, ItemKind]] = {
    "video": "video", "footage": "video", "clip": "video", "film": "video", "recording": "video", "livestream": "video",
    "photo": "photo", "photograph": "photo", "picture": "photo", "image": "photo", "screenshot": "photo", "imagery": "photo",
    "post": "post", "tweet": "post", "broadcast": "broadcast", "audio": "broadcast",
    "letter": "document", "document": "document", "memo": "document", "memorandum": "document", "leaflet": "document",
    "transcript": "document",
}


def find_items(g: grounds.Ground, claims: Sequence[Claim]) -> tuple[Item, ...]:
    """One item for every piece of footage or paper that the report names, at its first mention, in text order."""
    found: list[Item] = []
    seen: set[int] = set()
    for mention in g.reading.mentions:
        kind = KINDS.get(g.tree.tokens[mention.head].lemma.lower())
        if kind is None or mention.pronoun or (mention.cluster is not None and mention.cluster in seen):
            continue
        if mention.cluster is not None:
            seen.add(mention.cluster)
        words = quote(g.report.text, mention.start, mention.end)
        shows = tuple(c.claim_id for c in claims if _shown_by(g, c, mention))
        item = ids.item_id(g.report.report_id, mention.start, mention.end)
        found.append(Item(item, g.report.report_id, kind, words, _publisher(g, mention), None, shows, ()))
    return tuple(found)


def grounded(claims: Sequence[Claim], items: Sequence[Item]) -> tuple[Claim, ...]:
    """The claims, each with the items that the report offers in its support."""
    found = []
    for claim in claims:
        shown = tuple(Ground("supports", i.quote.text, i.quote.start, i.quote.end, i.item_id) for i in items if claim.claim_id in i.shows)
        found.append(replace(claim, grounds=(*claim.grounds, *shown)) if shown else claim)
    return tuple(found)


def _shown_by(g: grounds.Ground, claim: Claim, mention: Mention) -> bool:
    """Whether a link of the claim's chain is this item, by any of its mentions."""
    spans = [(m.start, m.end) for m in g.reading.mentions if m.cluster is not None and m.cluster == mention.cluster]
    spans.append((mention.start, mention.end))
    return any(
        link.source.kind in ("footage", "document") and any(link.source.start <= s and e <= link.source.end for s, e in spans)
        for link in claim.attribution
    )


def _publisher(g: grounds.Ground, mention: Mention) -> str:
    """Who put the item out, where its own noun phrase or its verb says so; else empty."""
    head = mention.head
    for verb in (*g.tree.all(head, "acl"),):
        by = g.tree.child(verb, "agent")
        node = g.tree.child(by, "pobj") if by is not None else None
        if node is not None:
            return _name(g, node)
    owner = g.tree.child(head, "poss")
    if owner is not None:
        return _name(g, owner)
    token = g.tree.tokens[head]
    if token.dep == "dobj" and g.tree.tokens[token.head].lemma.lower() in ("release", "publish", "post", "share", "upload", "issue", "broadcast", "air"):
        subject = g.tree.subject(token.head)
        return _name(g, subject) if subject is not None else ""
    return ""


def _name(g: grounds.Ground, node: int) -> str:
    mention = g.mention_of.get(node)
    if mention is not None:
        return mention.name
    span = g.tree.base_np(node)
    return " ".join(g.report.text[span.start : span.end].split())
