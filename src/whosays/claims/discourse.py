"""Time and place that a sentence leaves unsaid because the report told them before: narrative progression.

A careful reader takes "five were killed" in the third sentence to speak of the place and day of the lead. Each value taken over
says so in its reason; what the report does not bind to an earlier telling stays open.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from whosays.claims.chains import Ground
from whosays.model.claim import Claim, ClaimPlace, ClaimTime
from whosays.model.resolution import PlaceMention
from whosays.model.types import GROUP_OF

NARRATED: Final = frozenset(["force", "control", "harm", "unrest"])
"""Groups of acts that a report tells as one story; talk, support and organisation are not placed or dated by it."""
PLACE_NOUNS: Final = frozenset(
    ["town", "city", "village", "hamlet", "area", "region", "province", "district", "island", "base", "airport", "airbase", "camp", "port",
     "suburb", "quarter", "neighbourhood", "neighborhood", "settlement", "pass", "valley", "site", "compound", "hospital", "crossing"]
)
PERFECT_HAVE: Final = frozenset(["has", "have", "'ve", "'s"])


def fill(g: Ground, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims with time and place taken over from earlier tellings where their own sentence has none."""
    ordered = _retyped(g, sorted(claims, key=lambda c: (c.trigger.start, c.trigger.end)))
    lead = _lead(g, ordered)
    scene = _scene(ordered, lead)
    placed: list[Claim] = []
    for claim in ordered:
        filled = claim
        if not filled.places:
            filled = _with_place(g, filled, placed, scene)
        if _timeless(filled):
            filled = _with_time(g, filled, placed, lead)
        placed.append(filled)
    return tuple(placed)


def _lead(g: Ground, claims: Sequence[Claim]) -> Claim | None:
    """The claim that tells when and where the story happens: the first of the body with both, else the first dated."""
    title_end = g.report.title_span.end if g.report.title_span else 0
    body = [c for c in claims if c.trigger.start >= title_end and GROUP_OF[c.type] in NARRATED and c.modality == "actual"]
    dated = [c for c in body[:6] if c.time.earliest and c.time.latest and c.time.precision in ("day", "days", "minute")]
    both = [c for c in dated if c.places]
    return next(iter(both or dated), None)


def _latest(told: Sequence[Claim], otherwise: Claim | None) -> Claim | None:
    return told[-1] if told else otherwise


def _timeless(claim: Claim) -> bool:
    """Whether no calendar day is known; an hour without its day counts as none."""
    if claim.time.earliest is None and claim.time.latest is None:
        return True
    # An hour without its own day: the story's day is surer than that of the last date named.
    return "day spoken of" in claim.time.reason and "night" not in claim.time.text.lower()


def _paragraph(g: Ground, claim: Claim) -> tuple[int, int]:
    """The paragraph of a claim and, where it is a list, the item."""
    i = g.reading.token_at(claim.trigger.start)
    if i is None:
        return -1, 0
    sentence = g.reading.sentences[g.tree.tokens[i].sentence]
    items = sum(
        g.report.text[s.start : s.start + 2].startswith(BULLETS)
        for s in g.reading.sentences[: sentence.i + 1] if s.paragraph == sentence.paragraph
    )
    return sentence.paragraph, items


BULLETS: Final = ("•", ">>", "- ", "* ", "– ", "▪", "·")


# --- types ---------------------------------------------------------------------------------------------------------------

SPECIFIC: Final = frozenset(["air_strike", "drone_strike", "shelling", "bombing", "suicide_bombing", "grenade_attack", "chemical_attack"])
"""Kinds of attack that a bare "was hit" or "the attack" takes up when the report told before how the same target was struck."""


def _retyped(g: Ground, claims: Sequence[Claim]) -> list[Claim]:
    """"Shells struck a hospital ... the hospital was hit again": the bare attack is of the kind told before of the same target."""
    found: list[Claim] = []
    for claim in claims:
        told = claim
        if claim.type == "attack":
            before = [c for c in found if c.type in SPECIFIC and (_head_words(c) & _head_words(claim) or _goes_on(g, c, claim))]
            if before:
                reason = f"of the kind told before of the same target or just before ({before[-1].trigger.text!r})"
                told = replace(
                    claim, type=before[-1].type, reasons=(*claim.reasons, reason), acled=before[-1].acled, plover=before[-1].plover,
                    cameo=before[-1].cameo,
                )
        found.append(told)
    return found


BARE: Final = frozenset(["hit", "strike", "target", "raid", "attack"])
"""Words for an attack that do not tell its kind."""


def _goes_on(g: Ground, before: Claim, claim: Claim) -> bool:
    """Whether a bare attack goes on with the telling of the sentence before: one paragraph, no doer or weapon of its own."""
    i, j = g.reading.token_at(before.trigger.start), g.reading.token_at(claim.trigger.start)
    if i is None or j is None or g.tree.tokens[j].lemma.lower() not in BARE or claim.role("instrument"):
        return False
    gap = g.tree.tokens[j].sentence - g.tree.tokens[i].sentence
    doers = {r.name for r in claim.role("actor")}
    return 0 < gap <= NEXT_SENTENCES and (not doers or bool(doers & {r.name for r in before.role("actor")}))


NEXT_SENTENCES: Final = 2
"""How far a telling goes on without naming its kind again."""


def _head_words(claim: Claim) -> set[str]:
    """Last words of the targets' own noun phrases, lower case."""
    return {role.text.lower().split(" of ")[0].split(" at ")[0].split(" in ")[0].split()[-1] for role in claim.role("target") if role.text.strip()}


# --- places --------------------------------------------------------------------------------------------------------------


def _with_place(g: Ground, claim: Claim, before: Sequence[Claim], lead: Claim | None) -> Claim:
    taken_up = _anaphoric_place(g, claim, before)
    if taken_up is not None:
        return replace(claim, places=(taken_up,))
    if GROUP_OF[claim.type] not in NARRATED:
        return claim
    same = [c for c in before if c.evidence == claim.evidence and c.places and GROUP_OF[c.type] in NARRATED]
    near = [c for c in before if _specific(c) and _paragraph(g, c) == _paragraph(g, claim) and GROUP_OF[c.type] in NARRATED]
    source = _latest(same or near, lead)
    if source is None or not source.places or source.modality != "actual":
        return claim
    where = "the same sentence" if same else ("this paragraph" if near else "the report's main story")
    place = replace(source.places[0], reason=f"taken over from {where}: {source.places[0].name}")
    return replace(claim, places=(place,))


def _specific(claim: Claim) -> bool:
    """Whether the claim's first place is nearer than a province, and not where something came from or goes."""
    return bool(claim.places) and claim.places[0].precision not in ("country", "province", "region") and claim.places[0].relation not in ("from", "towards")


SCENE_CLAIMS: Final = 2
SCENE_SHARE: Final = 0.4
"""A place is where the report's story happens when at least so many claims, and this share of those with a place of their own, name it."""


def _scene(claims: Sequence[Claim], lead: Claim | None) -> Claim | None:
    """Where the report's story happens: the claim with the specific place that most narrated claims name, the lead's at a tie."""
    told = [c for c in claims if GROUP_OF[c.type] in NARRATED and c.modality == "actual" and _specific(c)]
    if lead is not None and _specific(lead):
        told.insert(0, lead)
    counts: dict[str, int] = {}
    for claim in told:
        counts[claim.places[0].name] = counts.get(claim.places[0].name, 0) + 1
    best = max(counts.values(), default=0)
    if best < SCENE_CLAIMS or best < SCENE_SHARE * len(told):
        return lead if lead is not None and _specific(lead) and lead.places[0].relation == "in" else None
    return next(c for c in told if counts[c.places[0].name] == best)


def _anaphoric_place(g: Ground, claim: Claim, earlier: Sequence[Claim]) -> ClaimPlace | None:
    """ "the town", "there": a place named before, where such words stand in the act's own clause."""
    head = g.reading.token_at(claim.trigger.start)
    if head is None:
        return None
    sentence = g.reading.sentences[g.tree.tokens[head].sentence]
    for i in range(sentence.first, sentence.last):
        token = g.tree.tokens[i]
        lower = token.lemma.lower()
        bare = lower in PLACE_NOUNS and token.tag == "NN" and _definite(g, i)
        there = lower == "there" and token.dep == "advmod"
        if (bare or there) and _in_clause(g, i, head):
            antecedent = _place_spoken_of(g, token.start, earlier)
            if antecedent is not None:
                return _taken(g, antecedent, token.text)
    return None


def _definite(g: Ground, i: int) -> bool:
    children = g.tree.below[i]
    determined = any(g.tree.tokens[c].dep == "det" and g.tree.tokens[c].text.lower() in ("the", "this", "that") for c in children)
    modified = any(g.tree.tokens[c].dep in ("amod", "compound", "nmod", "appos", "relcl", "acl") for c in children)
    named = any(g.tree.tokens[c].lemma.lower() == "of" for c in children)
    return determined and not modified and not named


def _in_clause(g: Ground, i: int, head: int) -> bool:
    """Whether token `i` hangs, through nouns and prepositions, on the act or on the verb that the act hangs on."""
    above = set()
    for node in g.tree.up(head):
        above.add(node)
        if g.tree.tokens[node].pos in ("VERB", "AUX"):
            break
    for node in g.tree.up(i):
        if node in above:
            return True
        if node != i and g.tree.tokens[node].pos in ("VERB", "AUX"):
            return False
    return False


def _place_spoken_of(g: Ground, start: int, earlier: Sequence[Claim]) -> PlaceMention | None:
    """Of the towns and sites named before, those first where something was told to happen: the one named most often, the latest at a tie."""
    near = ("site", "settlement", "near_settlement", "district", "unlocated")
    before = [p for p in g.places if p.end <= start and p.literal and p.precision in near]
    counts: dict[str, int] = {}
    for place in before:
        counts[place.name] = counts.get(place.name, 0) + 1
    scenes = {p.name for c in earlier if GROUP_OF[c.type] in NARRATED and c.modality == "actual" for p in c.places}
    return max(before, key=lambda p: (p.name in scenes, counts[p.name], p.start), default=None)


def _taken(g: Ground, place: PlaceMention, words: str) -> ClaimPlace:
    return ClaimPlace(
        g.report.text[place.start : place.end], place.start, place.end, "in", place.name, place.precision, place.lat, place.lon,
        place.radius_km, place.geometry, place.country, place.admin1, place.geonameid, f"{words!r} takes up the place named before; {place.reason}",
    )


# --- times ---------------------------------------------------------------------------------------------------------------


def _with_time(g: Ground, claim: Claim, before: Sequence[Claim], lead: Claim | None) -> Claim:
    """A past act takes the day of its story; a perfect only an end: the day of the story or of publication."""
    if claim.modality not in ("actual", "habitual", "attempted"):
        return claim
    if claim.time.start is not None and not any(words in claim.time.reason for words in ("day is not stated", "day spoken of")):
        return claim  # Its own words date it, to a day that the report leaves open.
    tense = _tense(g, claim)
    if tense == "pluperfect" and claim.attribution:
        tense = "past"  # "said that they had taken the town": the tense is the reporter's, the act is the story's.
    if tense == "present" and claim.type in STANDING:
        return _today(g, claim)
    if tense == "perfect" or claim.modality == "habitual" or GROUP_OF[claim.type] not in NARRATED:
        return _until(claim, g.report.published.value, "publication", "no later than the report")
    same = [c for c in before if c.evidence == claim.evidence and _whole_days(c)]
    near = [c for c in before if _whole_days(c) and _paragraph(g, c) == _paragraph(g, claim) and GROUP_OF[c.type] in NARRATED]
    source = _latest(same or near, lead)
    if source is None or not _whole_days(source) or _later_than_publication(g, source):
        return claim if claim.time.earliest or claim.time.latest else _until(claim, g.report.published.value, "publication", "no later than the report")
    where = "the same sentence" if same else ("this paragraph" if near else "the lead")
    if tense == "pluperfect":
        return _until(claim, source.time.latest, "anchored", f"before the time told in {where}")
    time = replace(
        source.time, text=claim.time.text, start=claim.time.start, end=claim.time.end, basis="anchored", anchor=source.time.text or source.time.anchor,
        reason=f"the day is taken over from {where}",
    )
    return replace(claim, time=time)


STANDING: Final = frozenset(["presence", "siege", "weapon_use"])
"""Types that last: told in the present they hold when the report is published."""


def _today(g: Ground, claim: Claim) -> Claim:
    day = (g.report.published.value or "")[:10]
    if len(day) < len("2000-01-01"):
        return claim
    return replace(claim, time=ClaimTime("day", "publication", "within", day, day, reason="told in the present of the day of publication"))


def _whole_days(claim: Claim) -> bool:
    return bool(claim.time.earliest and claim.time.latest and claim.modality == "actual" and claim.time.precision in ("day", "days", "minute"))


def _later_than_publication(g: Ground, claim: Claim) -> bool:
    published = g.report.published.value
    return bool(published and claim.time.earliest and claim.time.earliest[:10] > published[:10])


def _until(claim: Claim, day: str | None, basis: str, reason: str) -> Claim:
    if not day or len(day) < len("2000-01-01"):
        return claim
    time = ClaimTime("open", basis, "within", None, day[:10], claim.time.text, claim.time.start, claim.time.end, reason=reason)  # type: ignore[arg-type]
    return replace(claim, time=time)


def _tense(g: Ground, claim: Claim) -> str:
    """`past`, `perfect`, `pluperfect`, `present` or `none` of the verb that carries the act."""
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
        if token.tag in ("VBZ", "VBP") or any(h in ("is", "are") for h in helpers):
            return "present"
        if token.tag in ("VBD", "VBN", "VBG"):
            return "past"
    return "none"
