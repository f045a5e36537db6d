"""What a report tells as one story: which acts are narrated, in which paragraph, and which claim leads."""

from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from whosays.claims.ground import Ground
from whosays.claims.period import PROSE_TOKENS
from whosays.model.claim import Claim
from whosays.model.types import GROUP_OF

NARRATED: Final = frozenset(["force", "control", "harm", "unrest"])
"""Groups of acts that a report tells as one story; talk, support and organisation are not placed or dated by it."""
BULLETS: Final = ("•", ">>", "- ", "* ", "– ", "▪", "·")
LEAD_CLAIMS: Final = 6
"""So many narrated claims of the body may tell when and where the story happens."""


def narrated(claim: Claim) -> bool:
    """Whether the claim's act belongs to the story of its report."""
    return GROUP_OF[claim.type] in NARRATED


def lead_of(g: Ground, claims: Sequence[Claim]) -> Claim | None:
    """The claim that tells when and where the story happens: the first of the body with both, else the first dated."""
    title_end = g.report.title_span.end if g.report.title_span else 0
    last = _opening_end(g, title_end)
    body = [c for c in claims if title_end <= c.trigger.start < last and narrated(c) and c.modality == "actual"]
    return next((c for c in body[:LEAD_CLAIMS] if whole_days(c) and not _aside(g, c)), None)


def _aside(g: Ground, claim: Claim) -> bool:
    """Whether a relative clause tells the act: "the successor of X, who was killed on 3 January" says nothing of the story's day."""
    head = g.reading.token_at(claim.trigger.start)
    return head is not None and any(g.tree.tokens[node].dep == "relcl" for node in g.tree.up(head))


LEAD_PARAGRAPHS: Final = 2
"""Paragraphs of the body in which a story tells when and where it happens."""


def first_placed(g: Ground, claims: Sequence[Claim]) -> Claim | None:
    """The first narrated claim of the opening paragraphs that has a place of its own."""
    title_end = g.report.title_span.end if g.report.title_span else 0
    last = _opening_end(g, title_end)
    return next((c for c in claims if title_end <= c.trigger.start < last and narrated(c) and c.modality == "actual" and c.places), None)


def headlined(g: Ground, claims: Sequence[Claim]) -> Claim | None:
    """The first claim whose place the headline names: what the report is about happens there."""
    title = g.report.title_span
    if title is None:
        return None
    named = {p.name for p in g.places if title.start <= p.start < title.end and p.literal and p.precision not in ("country", "province", "region")}
    return next((c for c in claims if narrated(c) and c.places and c.places[0].name in named), None)


def _opening_end(g: Ground, title_end: int) -> int:
    """Where the paragraphs end that may lead the report."""
    prose = {s.paragraph for s in g.reading.sentences if s.start >= title_end and s.last - s.first >= PROSE_TOKENS}
    numbers = sorted(prose)[:LEAD_PARAGRAPHS]
    return max((s.end for s in g.reading.sentences if s.paragraph in numbers), default=0)


def whole_days(claim: Claim) -> bool:
    """Whether the claim's time is known to a day, or to a few."""
    return bool(claim.time.earliest and claim.time.latest and claim.modality == "actual" and claim.time.precision in ("day", "days", "minute"))


def paragraph(g: Ground, claim: Claim) -> tuple[int, int]:
    """The paragraph of a claim and, where it is a list, the item."""
    i = g.reading.token_at(claim.trigger.start)
    if i is None:
        return -1, 0
    sentence = g.reading.sentences[g.tree.tokens[i].sentence]
    upwards = takewhile(lambda s: s.paragraph == sentence.paragraph, reversed(g.reading.sentences[: sentence.i + 1]))
    return sentence.paragraph, sum(g.report.text[s.start : s.start + 2].startswith(BULLETS) for s in upwards)


def latest(told: Sequence[Claim], otherwise: Claim | None) -> Claim | None:
    """The last of the tellings, or `otherwise` where there is none."""
    return told[-1] if told else otherwise


PERFECT_HAVE: Final = frozenset(["has", "have", "'ve", "'s"])


def tense_of(g: Ground, claim: Claim) -> str:
    """`past`, `perfect`, `pluperfect`, `present`, `now` (in progress when told), `never` (denied as a habit) or `none` of the verb that carries the act."""
    head = g.reading.token_at(claim.trigger.start)
    if head is None:
        return "none"
    for node in g.tree.up(head):
        token = g.tree.tokens[node]
        if token.pos not in ("VERB", "AUX"):
            continue
        helpers = [g.tree.tokens[c].text.lower() for c in g.tree.below[node] if g.tree.tokens[c].dep in ("aux", "auxpass")]
        if "had" in helpers:
            return "pluperfect"
        if PERFECT_HAVE & set(helpers):
            return "perfect"
        if _in_progress(g, node, helpers, claim):
            return "now"
        if token.tag in ("VBZ", "VBP", "VB") and g.tree.negated(node) and {"do", "does"} & set(helpers) and node == head:
            return "never"
        if token.tag in ("VBZ", "VBP") or any(h in ("is", "are") for h in helpers):
            return "present"
        if token.tag in ("VBD", "VBN", "VBG"):
            return "past"
    return "none"


def _in_progress(g: Ground, node: int, helpers: Sequence[str], claim: Claim) -> bool:
    """ "Are shelling", and "said they were shelling", whose past is that of the saying: in progress when it is told."""
    if g.tree.tokens[node].tag != "VBG" or g.tree.tokens[node].lemma.lower() == "miss":
        return False
    return bool({"is", "are", "'re"} & set(helpers)) or bool({"was", "were"} & set(helpers) and claim.attribution)


POINTING: Final = frozenset(["the", "this", "that", "these", "those", "such"])


def told_again(g: Ground, claim: Claim, before: Sequence[Claim]) -> Claim | None:
    """The latest claim of the same act: pointed at ("the abductions", "denied it"), or of the same target in the perfect."""
    if not narrated(claim):
        return None
    same = [c for c in before if c.type == claim.type and c.modality == "actual" and (c.phase == "ends") == (claim.phase == "ends")]
    if _pointed_at(g, claim):
        return latest(same, None)
    if tense_of(g, claim) == "perfect":
        return latest([c for c in same if _targets(c) & _targets(claim) or _sites(c) & _sites(claim)], None)
    return None


def _pointed_at(g: Ground, claim: Claim) -> bool:
    """Whether the words of the act are a noun that points back: "the raid", "these abductions"."""
    head = g.reading.token_at(claim.trigger.start)
    for i in g.reading.tokens_in(claim.trigger.start, claim.trigger.end) if head is not None else ():
        token = g.tree.tokens[i]
        if token.pos == "NOUN" and any(g.tree.tokens[c].text.lower() in POINTING for c in g.tree.below[i] if g.tree.tokens[c].dep == "det"):
            return not any(g.tree.tokens[c].dep in ("amod", "nummod", "relcl", "acl") for c in g.tree.below[i])
    return False


def _targets(claim: Claim) -> set[str]:
    return {r.entity_id or r.name.casefold() for r in claim.role("target")}


def _sites(claim: Claim) -> set[str]:
    return {p.name for p in claim.places if p.precision in ("site", "settlement", "district")}
