"""Where an act happened whose own sentence names no place: the place taken up by "the town", of the telling before, or of the story."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from whosays.claims.choosing.places import WIDE, only_place
from whosays.claims.ground import Ground
from whosays.claims.place_words import bare_place_noun
from whosays.claims.placing import weighed
from whosays.claims.story import latest, narrated, paragraph, tense_of, told_again
from whosays.model.claim import Claim, ClaimPlace
from whosays.model.resolution import PlaceMention
from whosays.model.types import GROUP_OF

ON_THE_SPOT: Final = frozenset(["movement", "patrol", "presence"])
"""Posture told in the past beside other acts of the same paragraph, where they happened: "fighters walked down the avenue"."""
SITES: Final = frozenset(["island", "base", "airport", "airbase", "camp", "port", "pass", "valley", "compound", "hospital", "crossing"])
"""Nouns that only take up a place of their own kind: "the airport" is no town named before."""


def with_place(g: Ground, claim: Claim, before: Sequence[Claim], lead: Claim | None) -> Claim:
    """The claim with the place that the report told before: `before` are the claims before it, `lead` tells where the story happens."""
    taken_up = _anaphor(g, claim, before)
    if taken_up is not None:
        return _with_antecedent(g, claim, *taken_up)
    if claim.places:
        return claim
    again = told_again(g, claim, [c for c in before if c.places])
    if again is not None:
        return replace(claim, places=tuple(replace(p, reason=f"as told before of the same act: {p.name}") for p in again.places))
    at = g.reading.token_at(claim.trigger.start)
    alone = None if at is not None and weighed(g, at) else _only_place(g, claim)
    if alone is not None:
        return replace(claim, places=(claim_place(g, alone, f"the only place that the sentence names; {alone.reason}"),))
    if _of_long(claim):
        return claim
    if tense_of(g, claim) == "never" or not (narrated(claim) or (claim.type in ON_THE_SPOT and tense_of(g, claim) == "past")):
        return claim
    same = [c for c in before if c.evidence == claim.evidence and c.places and narrated(c)]
    here = paragraph(g, claim)
    near = [c for c in before if _specific(c) and narrated(c) and c.modality == "actual" and paragraph(g, c) == here]
    source = latest(same or near, None)
    mark = _mark_before(g, claim, here[0]) if source is None and narrated(claim) else None
    if mark is not None:
        return replace(claim, places=(claim_place(g, mark, f"the place named before in this paragraph; {mark.reason}"),))
    head = section(g, claim) if source is None else None
    if head is not None:
        return replace(claim, places=(claim_place(g, head, "the place that heads this part of the report"),))
    source = source or (lead if narrated(claim) else None)
    if source is None or not source.places or source.modality != "actual":
        return claim
    where = "the same sentence" if same else ("this paragraph" if near else "the report's main story")
    place = replace(source.places[0], reason=f"taken over from {where}: {source.places[0].name}")
    return replace(claim, places=(place,))


LONG: Final = timedelta(days=45)
"""What is told of so long a time is told of no one place named elsewhere."""


def _of_long(claim: Claim) -> bool:
    """Whether the claim sums up months or years, or a habit: "more than 300,000 killed since 2011" happened in no town of the sentence before."""
    if claim.modality == "habitual" or any(c.scope == "period_total" for c in claim.counts):
        return True
    first, last = claim.time.earliest, claim.time.latest
    return bool(first and last) and date.fromisoformat(str(last)[:10]) - date.fromisoformat(str(first)[:10]) > LONG


def _only_place(g: Ground, claim: Claim) -> PlaceMention | None:
    """The one place of the act's sentence that says where, be it tied to the act or not; none of a speaker who is not from there."""
    evidence = claim.evidence[0]
    place = only_place([p for p in g.places if evidence.start <= p.start < evidence.end])
    if place is None or not (narrated(claim) or GROUP_OF[claim.type] in ("talk", "posture")):
        return None
    return None if _of_speech(g, claim, place) or _beside(g, claim, place) else place


def _of_speech(g: Ground, claim: Claim, place: PlaceMention) -> bool:
    """Whether the place only says where it was said: "a commander in the capital said by telephone", "told reporters in the port"."""
    for speech in g.reading.speeches:
        told = any(c.start <= claim.trigger.start < c.end for c in speech.content)
        if told and not any(c.start <= place.start < c.end for c in speech.content):
            return True
    return False


def _beside(g: Ground, claim: Claim, place: PlaceMention) -> bool:
    """Whether the place stands in a relative clause in which the act does not."""
    i, head = g.reading.token_at(place.start), g.reading.token_at(claim.trigger.start)
    if i is None or head is None:
        return True
    above = set(g.tree.up(head))
    return any(n not in above and g.tree.tokens[n].dep == "relcl" for n in g.tree.up(i))


def _mark_before(g: Ground, claim: Claim, paragraph_: int) -> PlaceMention | None:
    """The last town or site named in an earlier sentence of the paragraph, as where something is and not in a clause beside the story."""
    start = claim.evidence[0].start
    for place in reversed(g.places):
        if place.start >= start or not place.literal or place.precision in WIDE or place.relation not in ("in", "near"):
            continue
        i = g.reading.token_at(place.start)
        if i is None or g.reading.sentences[g.tree.tokens[i].sentence].paragraph != paragraph_:
            continue
        if not any(g.tree.tokens[n].dep == "relcl" for n in g.tree.up(i)) and not _said_there(g, i):
            return place
    return None


def _said_there(g: Ground, i: int) -> bool:
    """Whether token `i` lies in the words of a saying, but not in what is said."""
    start = g.tree.tokens[i].start
    for speech in g.reading.speeches:
        if speech.cue_head is None or speech.cue_head not in g.tree.up(i):
            continue
        if not any(c.start <= start < c.end for c in speech.content):
            return True
    return False


HEADING_CHARS: Final = 60
"""Longest line that heads a part of a report."""


def section(g: Ground, claim: Claim) -> PlaceMention | None:
    """The place that heads the claim's part of the report: "BUTHIDAUNG: Shells fell", or a line of its own above."""
    text = g.report.text
    start = claim.evidence[0].start
    paragraph_start = max(text.rfind("\n\n", 0, start) + 2, 0) if "\n\n" in text[:start] else 0
    for place in reversed(g.places):
        if place.start > start:
            continue
        line_start = text.rfind("\n", 0, place.start) + 1
        line_end = text.find("\n", place.end)
        before, after = text[line_start : place.start], text[place.end : line_end if line_end >= 0 else len(text)]
        if before.strip(" -•*·#0123456789.)(") or not place.literal:
            continue
        if place.start >= paragraph_start and after.startswith((":", " -", " –", " —")) and len(place.name) < HEADING_CHARS:
            return place
        if place.end <= paragraph_start and not after.strip(" :") and line_start > 0:
            return place
    return None


def narrowed(claims: Sequence[Claim]) -> list[Claim]:
    """The claims, those of a wide place placed as a later and fuller telling of the same act places it: news names the town last."""
    found = []
    for n, claim in enumerate(claims):
        later = _fuller(claim, claims[n + 1 :]) if claim.places and all(p.precision in WIDE for p in claim.places) else None
        if later is None:
            found.append(claim)
        else:
            place = replace(later.places[0], reason=f"the place that the report names later for the same act ({later.trigger.text!r})")
            found.append(replace(claim, places=(place, *claim.places)))
    return found


def within(g: Ground, claims: Sequence[Claim]) -> list[Claim]:
    """The claims, those without a place that tell what an act of the same words did placed where that act was: "dozens dead in battle for the town"."""
    found = []
    for claim in claims:
        inner = _inner(g, claim, claims) if not claim.places and GROUP_OF[claim.type] in ("harm", "force") else None
        place = None if inner is None else replace(inner.places[0], reason=f"where the act was in which it happened ({inner.trigger.text!r}): {inner.places[0].name}")
        found.append(claim if place is None else replace(claim, places=(place,)))
    return found


def _inner(g: Ground, claim: Claim, claims: Sequence[Claim]) -> Claim | None:
    """The act named by a noun behind "in", "during" or "by" under the words of this one."""
    head = g.reading.token_at(claim.trigger.start)
    if head is None:
        return None
    above = [head, g.tree.tokens[head].head]  # "dozens said dead in battle": the parser may hang it on the verb of saying
    nouns = {o for node in above for prep in g.tree.all(node, "prep", "agent") if prep > head and g.tree.tokens[prep].lemma.lower() in ("in", "during", "by") for o in g.tree.all(prep, "pobj")}
    return next((c for c in claims if c.places and c.evidence == claim.evidence and g.reading.token_at(c.trigger.end - 1) in nouns), None)


def _fuller(claim: Claim, later: Sequence[Claim]) -> Claim | None:
    """The first later claim of the same kind of act on the same target that names a nearer place in the same country."""
    wide = claim.places[0]
    for other in later:
        if other.type == claim.type and _specific(other) and other.places[0].country in (wide.country, None) and target_words(claim) & target_words(other):
            return other
    return None


def target_words(claim: Claim) -> set[str]:
    """Last words of the targets' own noun phrases, lower case."""
    return {role.text.lower().split(" of ")[0].split(" at ")[0].split(" in ")[0].split()[-1] for role in claim.role("target") if role.text.strip()}


def _specific(claim: Claim) -> bool:
    """Whether the claim's first place is nearer than a province, and not where something came from or goes."""
    return bool(claim.places) and claim.places[0].precision not in WIDE and claim.places[0].relation not in ("from", "towards")


SCENE_CLAIMS: Final = 2
SCENE_SHARE: Final = 0.4
"""A place is where the report's story happens when at least so many claims, and this share of those with a place of their own, name it."""


def scene_of(claims: Sequence[Claim], first: Claim | None, headline: Claim | None = None) -> Claim | None:
    """Where the report's story happens: the claim with the specific place that most narrated claims name, the first one's at a tie.

    `first` is the claim that opens the story, `headline` one whose place the headline names. A report whose acts lie in many places, a digest, a briefing, has no such place.
    """
    told = [c for c in claims if narrated(c) and c.modality == "actual" and _specific(c)]
    if first is not None and _specific(first):
        told.insert(0, first)
    counts: dict[str, int] = {}
    for claim in told:
        counts[claim.places[0].name] = counts.get(claim.places[0].name, 0) + 1
    best = max(counts.values(), default=0)
    if best < SCENE_CLAIMS or best < SCENE_SHARE * len(told):
        return headline
    return next(c for c in told if counts[c.places[0].name] == best)


def _with_antecedent(g: Ground, claim: Claim, words: str, place: PlaceMention) -> Claim:
    """The claim in the place that its words take up, which also names a target told by the same words: "they took the town"."""
    told = f"{words!r} takes up the place named before"
    found = claim_place(g, place, f"{told}; {place.reason}")
    roles = tuple(replace(r, name=found.text, reason=f"{r.reason}; {told}") if r.role == "target" and r.name == words else r for r in claim.roles)
    return replace(claim, places=(*claim.places, found), roles=roles)


def _anaphor(g: Ground, claim: Claim, earlier: Sequence[Claim]) -> tuple[str, PlaceMention] | None:
    """ "the town", "there" in the act's own clause, and the place named before that they take up."""
    head = g.reading.token_at(claim.trigger.start)
    if head is None:
        return None
    sentence = g.reading.sentences[g.tree.tokens[head].sentence]
    for i in range(sentence.first, sentence.last):
        token = g.tree.tokens[i]
        lower = token.lemma.lower()
        bare = bare_place_noun(g, i)
        there = lower == "there" and token.dep == "advmod"
        if (bare or there) and _in_clause(g, i, head) and (not claim.places or _goal(g, claim, i)):
            antecedent = _place_spoken_of(g, token.start, earlier, lower if lower in SITES else "", there=there)
            if antecedent is not None:
                return token.text, antecedent
    return None


def _goal(g: Ground, claim: Claim, i: int) -> bool:
    """Whether the claim knows only where a movement began, and token `i` tells where it went."""
    return all(p.relation == "from" for p in claim.places) and g.tree.tokens[g.tree.tokens[i].head].lemma.lower() in ("to", "into", "towards", "toward")


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


def _place_spoken_of(g: Ground, start: int, earlier: Sequence[Claim], kind: str, *, there: bool = False) -> PlaceMention | None:
    """Of the towns and sites named before, those first where something was told to happen: the one named most often, the latest at a tie.

    `kind`: a noun that the place's own words must hold, or empty. `there`: the word is "there", which takes up the place named last.
    """
    near = ("site", "settlement", "near_settlement", "district", "unlocated")
    before = [p for p in g.places if p.end <= start and p.literal and p.precision in near and kind in _words_around(g, p)]
    counts: dict[str, int] = {}
    for place in before:
        counts[place.name] = counts.get(place.name, 0) + 1
    if there:
        return max(before, key=lambda p: p.start, default=None)
    scenes = {p.name for c in earlier if narrated(c) and c.modality == "actual" for p in c.places}
    return max(before, key=lambda p: (p.name in scenes, counts[p.name], p.start), default=None)


def _words_around(g: Ground, place: PlaceMention) -> str:
    """The place's name and the words of its area, small letters ("the air base at X", "X Pass")."""
    behind = g.report.text[place.area_end : place.area_end + 20].split()[:1]
    return " ".join([place.name, g.report.text[max(0, place.area_start - 20) : place.area_end], *behind]).lower()


def claim_place(g: Ground, place: PlaceMention, reason: str) -> ClaimPlace:
    """A place named elsewhere in the report as that of an act, by the words that name it there."""
    return ClaimPlace(
        g.report.text[place.start : place.end], place.start, place.end, "in", place.name, place.precision, place.lat, place.lon,
        place.radius_km, place.geometry, place.country, place.admin1, place.geonameid, reason,
    )
