"""Whether two claims speak of one happening: a visible list of rules, each with a score and a reason.

Scores are steps of evidence on one scale: a pair is tied from `LINK` upwards; `VETO` forbids it whatever else speaks for it. The weights stand in `weights`.
Splink was looked at: its comparison levels are what this list is, but it needs a database engine, and weights of the EM kind need far more labelled
or repeated pairs than a ledger of a few reports has; so it does not serve here.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Final

from whosays.incidents import names
from whosays.incidents.story import NO_STORIES, Stories, named
from whosays.incidents.weights import W
from whosays.model.claim import Claim, ClaimPlace
from whosays.model.types import GROUP_OF

LINK: Final = 3.3
"""Least sum of scores that ties two claims."""
VETO: Final = -100.0
"""Score of a rule that forbids a tie."""
SLACK_KM: Final = 15.0
"""How far apart two places with radii may lie beyond them and still be one, kilometres."""
EARTH_KM: Final = 6371.0
NEAR_DAYS: Final = 7
"""A report speaks of "the attack" without a date for about so many days after it, days."""

Score = tuple[float, str]
Rule = Callable[["Seen", "Seen"], Score | None]

OWN_FAMILY: Final = frozenset(["abduction", "detention", "siege", "weapons_seizure", "torture", "sexual_violence", "looting"])
LOOSE: Final = frozenset(["casualties", "attack", "killing", "destruction"])
"""Types that say little of the kind of attack, so that they can belong to any."""
EXPLOSIVE: Final = frozenset(["shelling", "bombing", "suicide_bombing", "air_strike", "drone_strike", "chemical_attack", "grenade_attack"])
"""Attacks with explosives, which reports confuse with one another."""
FLYING: Final = frozenset(["shelling", "drone_strike", "air_strike"])
"""Attacks with what can be shot down on its way."""
HARM: Final = EXPLOSIVE | LOOSE
"""Acts that a denial of any of them may speak of."""
FROM_THE_AIR: Final = frozenset(["air_strike", "drone_strike"])
BATTLE: Final = frozenset(["armed_clash", "offensive", "attack", "casualties", "killing", "territory_gained", "territory_transferred"])
"""A fight for a place, its dead and its outcome can be one happening."""
GAINS: Final = frozenset(["territory_gained", "territory_transferred"])
NO_HAPPENING: Final = frozenset(["identity", "affiliation"])
SHARP: Final = frozenset(["site", "settlement"])
WIDE: Final = frozenset(["country", "region", "province", "sea_air"])


@dataclass(frozen=True, slots=True)
class Seen:
    """A claim with what the rules ask of it, worked out once.

    `own_place`/`own_time` tell whether the words stand in the claim's own sentence or were taken over from elsewhere in the report; `bound` that a toll
    stands in a sentence that tells of one act only, to which it belongs; `names` are the names in the claim's sentence, by number; `bulletin` that the
    report tells of acts at many places.
    """

    claim: Claim
    family: str
    days: tuple[int | None, int | None]
    place: ClaimPlace | None
    own_place: bool
    own_time: bool
    actors: frozenset[str]
    targets: frozenset[str]
    killed: frozenset[int | None]
    real: bool
    more: bool = False
    bound: bool = False
    stories: Stories = NO_STORIES
    names: frozenset[int] = frozenset()
    bulletin: bool = False


def family(kind: str) -> str:
    """The family of types that can speak of one happening."""
    if kind in BATTLE or kind == "casualties" or (GROUP_OF[kind] == "force" and kind not in OWN_FAMILY):
        return "violence"
    if kind in ("abduction", "detention", "disappearance"):
        return "captivity"
    if kind in ("protest", "riot"):
        return "unrest"
    return "talks" if kind in ("talks", "visit", "agreement") else kind


def seen(claim: Claim, stories: Stories = NO_STORIES, *, bound: bool = False, bulletin: bool = False) -> Seen:
    """A claim prepared for the rules."""
    place = _place(claim)
    killed = frozenset(c.best or c.low or c.high for c in claim.counts if c.what == "killed" and c.scope == "incident") or _NOBODY
    return Seen(
        claim, family(claim.type), (_day(claim.time.earliest), _day(claim.time.latest)), place, place is not None and _inside(claim, place.start),
        claim.time.start is not None and _inside(claim, claim.time.start), _parties(claim, "actor"), _parties(claim, "target", "member"), killed,
        claim.modality in ("actual", "attempted"), _more(claim), bound, stories, _names(claim, stories), bulletin,
    )


def _place(claim: Claim) -> ClaimPlace | None:
    return next((p for p in claim.places if p.relation not in ("from", "towards") and p.precision != "country"), None)


_NOBODY: Final[frozenset[int | None]] = frozenset()


def _inside(claim: Claim, at: int) -> bool:
    return any(words.start <= at < words.end for words in claim.evidence)


def _more(claim: Claim) -> bool:
    return any(MORE.search(r.text) for r in claim.role("target", "member")) or any(MORE.search(c.text) for c in claim.counts)


def _names(claim: Claim, stories: Stories) -> frozenset[int]:
    return stories.names(claim.report_id) & frozenset().union(*(named(words.text) for words in claim.evidence))


def _day(value: str | None) -> int | None:
    return date.fromisoformat(value[:10]).toordinal() if value else None


def _parties(claim: Claim, *roles: str) -> frozenset[str]:
    found = set()
    for role in claim.role(*roles):
        found.add(role.entity_id or role.name.casefold())
        words = role.name.casefold().split()
        found.add(words[-1] if words else "")
    return frozenset(found - {""})


def types_compatible(a: Seen, b: Seen) -> Score | None:
    """The same type speaks for one happening; a toll or a bare attack can belong to any kind of attack; other pairs cannot be one."""
    one, other = a.claim.type, b.claim.type
    if a.claim.report_id == b.claim.report_id and one in EXPLOSIVE and other in EXPLOSIVE and (one in FROM_THE_AIR) != (other in FROM_THE_AIR):
        return W["air_and_ground"], "kinds of attack that one report keeps apart"
    return _types(one, other)


def types_apart(one: str, other: str) -> bool:
    """Whether two types forbid a tie."""
    return _types(one, other)[0] <= VETO


def best_of_types(one: str, other: str) -> float:
    """The score of two types in two reports."""
    return _types(one, other)[0]


@lru_cache(maxsize=8192)
def _types(one: str, other: str) -> Score:
    """What two types say, whatever the reports."""
    kin = family(one)
    if one == other:
        return W["two_tolls" if one == "casualties" else "same_type"], "the same type"
    if kin != family(other):
        return VETO, "types that cannot be one act"
    if "killing" in (one, other) and {one, other} & GAINS:
        return W["killing_and_gain"], "a killing and a change of control, seldom told of one act"
    if one in BATTLE and other in BATTLE:
        return W["fight_and_toll" if {one, other} == {"armed_clash", "casualties"} else "one_fight"], f"{one} and {other} can be one fight"
    if {one, other} & GAINS:
        return VETO, "an attack and a change of control"
    if {one, other} == {"killing", "destruction"}:
        return W["killing_and_destruction"], "a killing and a destruction, seldom told of one act"
    if "interception" not in (one, other) and (one in LOOSE or other in LOOSE):
        return W["killing_and_act" if "killing" in (one, other) else "loose_type"], f"{one} and {other} can be one act"
    if "interception" in (one, other):
        return (W["intercepted"], "what was fired was intercepted") if {one, other} & FLYING else (VETO, "different kinds of attack")
    if {one, other} == {"bombing", "suicide_bombing"}:
        return W["bombs"], "a bomb, carried or laid"
    if one in EXPLOSIVE and other in EXPLOSIVE:
        return W["explosives"], "kinds of attack that reports confuse"
    return (W["kin_types"], "types of one family") if kin in ("captivity", "talks", "unrest") else (VETO, "different kinds of attack")


def means_apart(a: Seen, b: Seen) -> Score | None:
    """Who was executed, stabbed or hanged did not die of a bomb, a shell or a strike from the air."""
    for one, other in ((a, b), (b, a)):
        if other.claim.type in EXPLOSIVE and _by_hand(one.claim.trigger.text):
            return W["by_hand"], f"{one.claim.trigger.text!r} is no {other.claim.type}"
    return None


@lru_cache(maxsize=16384)
def _by_hand(words: str) -> bool:
    return BY_HAND.match(words) is not None


BY_HAND: Final = re.compile(r"(?:execut|behead|decapitat|stabb|lynch|hang|strangl|slit|hack|beat|tortur)", re.IGNORECASE)
"""Words for a killing by somebody who stood beside the victim."""


def intervals_overlap(a: Seen, b: Seen) -> Score | None:
    """Days that overlap speak for one happening the more precise they are; disjoint ones forbid it, unless a date was only taken over."""
    (a1, a2), (b1, b2) = a.days, b.days
    if _apart(a1, a2, b1, b2):
        return _disjoint(a, b)
    if a1 is None or a2 is None or b1 is None or b2 is None:
        return _open_dates(a, b)
    width = max(a2 - a1, b2 - b1)
    if width <= 1:
        if a.claim.report_id == b.claim.report_id and not (a.own_time and b.own_time):
            return W["same_day_inside"], "the same day, as far as the report tells"
        return W["same_day"], "the same day"
    return (W["same_week"], "dates within a week that overlap") if width <= NEAR_DAYS else (W["same_month"], "dates that overlap loosely")


def _apart(a1: int | None, a2: int | None, b1: int | None, b2: int | None) -> bool:
    return (a2 is not None and b1 is not None and a2 < b1) or (b2 is not None and a1 is not None and b2 < a1)


def _disjoint(a: Seen, b: Seen) -> Score:
    """Neighbouring days in two reports can be one night told from two sides; a date from another sentence can be the wrong one."""
    (a1, a2), (b1, b2) = a.days, b.days
    gap = min(abs(x - y) for x, y in ((a2, b1), (b2, a1)) if x is not None and y is not None)
    if gap == 1 and (a.claim.report_id != b.claim.report_id or not (a.own_time and b.own_time)):
        if "-" in a.claim.factuality + b.claim.factuality:
            return W["next_day_denied"], "neighbouring days, one of them of a denial"
        return W["next_day_told" if a.own_time and b.own_time else "next_day"], "neighbouring days"
    if gap <= NEAR_DAYS and any("-" in side.claim.factuality and not side.own_time for side in (a, b)):
        return W["next_day_denied"], "other days, that of the denial from another sentence"
    if gap <= NEAR_DAYS and not (a.own_time and b.own_time):
        return W["other_day_taken"], "other days, one of them from another sentence"
    return VETO, "dates that do not overlap"


def days_forbid(a: Seen, b: Seen) -> bool:
    """Whether days alone forbid a tie, told at a glance; what is left the rules decide."""
    (a1, a2), (b1, b2) = a.days, b.days
    slack = 1 if a.own_time and b.own_time else NEAR_DAYS
    return (a2 is not None and b1 is not None and a2 + slack < b1) or (b2 is not None and a1 is not None and b2 + slack < a1)


def _open_dates(a: Seen, b: Seen) -> Score | None:
    """A date that is open says nothing inside one report; across reports it is a want, less so where one is told soon after the other."""
    if a.claim.report_id == b.claim.report_id:
        return W["open_inside"], "no other date in the same report"
    if a.days[1] is not None and b.days[1] is not None:
        return (W["open_week"], "told within a week") if abs(a.days[1] - b.days[1]) <= NEAR_DAYS else (W["open_far"], "no date that would tell, told far apart")
    if (a.place is None or b.place is None) and not a.names & b.names and not a.targets & b.targets:
        return W["open_unplaced"], "neither date nor place nor name that would tell"
    return W["open_both" if a.days[1] == b.days[1] else "open"], "no date that would tell"


def places_near(a: Seen, b: Seen) -> Score | None:
    """One named place speaks for one happening; places apart by more than their radii forbid it, unless one was taken over from another sentence."""
    one, other = a.place, b.place
    if one is None or other is None:
        return None
    inherited = not (a.own_place or b.own_place) or (a.claim.report_id == b.claim.report_id and not (a.own_place and b.own_place))
    if _one_place(one, other):
        if one.precision in WIDE:
            return W["same_wide_place"], f"both in {one.name}"
        return (W["same_place_taken"], f"both at {one.name}, as far as the report tells") if inherited else (W["same_place"], f"both at {one.name}")
    if one.precision in SHARP and other.precision in SHARP and a.own_place and b.own_place and a.claim.report_id == b.claim.report_id:
        return W["two_places_inside"], "one report names two places"
    gap = apart_km(one, other)
    if gap is None:
        if names.alike(one.name, other.name):
            return W["alike_place"], f"{one.name} and {other.name} can be one name"
        return _unlocated(a, b)
    if gap <= SLACK_KM:
        if one.precision in SHARP and other.precision in SHARP and gap > 0.0:
            return W["next_place"], "neighbouring places"
        return W["possible_place"], "places that can be one at their precision"
    if not (a.own_place and b.own_place):
        return W["far_place_taken"], f"places {gap:.0f} km apart beyond their radii, one of them from another sentence"
    if gap > MISREAD_KM and a.claim.report_id != b.claim.report_id and _shared(a, b) >= WEAK_STORY:
        return W["misread_place"], f"places {gap:.0f} km apart in reports that share rare names: one may be misread"
    return VETO, f"places {gap:.0f} km apart beyond their radii"


MISREAD_KM: Final = 1000.0
"""Reports of one story do not name places so far apart for one kind of act within days; a name found in another country is misread, kilometres."""


def _unlocated(a: Seen, b: Seen) -> Score:
    """Names that nobody could locate: one report that gives two names means two places, unless they differ in size; a sentence may name both."""
    one, other = a.place, b.place
    if one is not None and other is not None and a.claim.report_id != b.claim.report_id:
        if (named(one.name) and named(one.name) <= b.names) or (named(other.name) and named(other.name) <= a.names):
            return W["both_named"], "one sentence names the place of the other"
        if one.precision != other.precision:
            return W["other_size_place"], "different place names of different size"
    if not (a.own_place and b.own_place):
        return W["other_name_taken"], "different place names, one of them from another sentence"
    return (W["two_places_inside"], "one report names two places") if a.claim.report_id == b.claim.report_id else (W["other_name"], "different place names")


def _one_place(one: ClaimPlace, other: ClaimPlace) -> bool:
    return (one.geonameid is not None and one.geonameid == other.geonameid) or one.name == other.name or names.folded(one.name) == names.folded(other.name)


DEFAULT_RADIUS_KM: Final[Mapping[str, float]] = {"site": 2.0, "settlement": 3.0, "near_settlement": 15.0, "district": 30.0, "province": 100.0, "region": 200.0}
"""Radius where the gazetteer gives none, kilometres: the authors' round figures."""


def apart_km(a: ClaimPlace, b: ClaimPlace) -> float | None:
    """By how many kilometres two places lie apart beyond their radii; null where one has no coordinates."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    p1, p2 = math.radians(a.lat), math.radians(b.lat)
    h = math.sin((p2 - p1) / 2) ** 2 + math.cos(p1) * math.cos(p2) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return max(0.0, 2 * EARTH_KM * math.asin(math.sqrt(h)) - radius_of(a) - radius_of(b))


def radius_of(place: ClaimPlace) -> float:
    """The radius of a place, kilometres; by its precision where the gazetteer gives none."""
    return place.radius_km if place.radius_km is not None else DEFAULT_RADIUS_KM.get(place.precision, 0.0)


def same_participants(a: Seen, b: Seen) -> Score | None:
    """Shared actors and targets speak for one happening; named targets that differ speak against it."""
    actor = None if a.actors.isdisjoint(b.actors) else (W["same_actor"], "a shared actor")
    target = _targets(a, b)
    if actor is None or target is None:
        return actor or target
    return actor[0] + target[0], f"{actor[1]}, {target[1]}"


def _targets(a: Seen, b: Seen) -> Score | None:
    if not a.targets or not b.targets:
        return None
    if not a.targets.isdisjoint(b.targets):
        return W["same_target"], "a shared target"
    if a.family == "captivity":
        return W["other_captives"], "different captives"
    if "casualties" in (a.claim.type, b.claim.type):
        return None
    # Two outlets name one target in their own words; one report that names two means two.
    return W["other_target_inside" if a.claim.report_id == b.claim.report_id else "other_target"], "different targets"


def same_figures(a: Seen, b: Seen) -> Score | None:
    """The same number of dead speaks for one happening, one many times the other against it."""
    if not a.killed or not b.killed:
        return None
    if any(count is not None and count > FEW_DEAD for count in a.killed & b.killed):
        return W["same_figure"], "the same figure of dead"
    if a.claim.report_id == b.claim.report_id and a.killed == b.killed == {1} and not a.targets & b.targets:
        return W["one_each"], "one dead each, told as two"
    if a.claim.report_id != b.claim.report_id and _many_times(a, b):
        return W["other_size"], "figures of dead of different size"
    return None


FEW_DEAD: Final = 2
"""One dead here and one dead there are no sign of one happening."""
MANY_TIMES: Final = 5
"""Two tolls of one happening seldom differ by more than this factor."""


def _many_times(a: Seen, b: Seen) -> bool:
    most = [max(count or 0 for count in side.killed) for side in (a, b)]
    least = [min(count or 0 for count in side.killed) for side in (a, b)]
    return max(least) > MANY_TIMES * max(1, min(most))


MORE: Final = re.compile(r"\b(another|more(?! than)|further|additional)\b", re.IGNORECASE)


def another(a: Seen, b: Seen) -> Score | None:
    """"Another four were killed": four besides those told of before, in the same report."""
    if a.claim.report_id != b.claim.report_id or not (a.more or b.more) or a.family != b.family:
        return None
    return W["another"], "told as others than those before"


def also(a: Seen, b: Seen) -> Score | None:
    """"They also shelled": another act of the kind than the one told before, in the same report."""
    if a.claim.report_id != b.claim.report_id or a.claim.type != b.claim.type or a.claim.type == "casualties":
        return None
    later = max(a.claim, b.claim, key=lambda claim: claim.trigger.start)
    words = next((quote for quote in later.evidence if quote.start <= later.trigger.start < quote.end), None)
    if words is None or not ALSO.search(words.text[: later.trigger.start - words.start]):
        return None
    return W["also"], "told as done too"


ALSO: Final = re.compile(r"\balso (?:\w+ ){0,2}$", re.IGNORECASE)


def same_words(a: Seen, b: Seen) -> Score | None:
    """The same word for the act, in two reports."""
    if a.claim.report_id == b.claim.report_id or word_stem(a.claim.trigger.text) != word_stem(b.claim.trigger.text):
        return None
    return W["same_word"], f"both say {a.claim.trigger.text!r}"


@lru_cache(maxsize=16384)
def word_stem(words: str) -> str:
    """The beginning of the first word: enough to know "shelled" and "shelling" for one."""
    return words.split(" ", 1)[0][:STEM_LETTERS].casefold()


STEM_LETTERS: Final = 5


def same_names(a: Seen, b: Seen) -> Score | None:
    """Two sentences of two reports that hold a rare name: a place that no gazetteer knows, a street, a ship, a victim."""
    if a.claim.report_id == b.claim.report_id:
        return None
    shared = a.names & b.names
    if not shared:
        return None
    if a.place is not None and b.place is not None:
        shared -= named(a.place.name) | named(b.place.name)  # what places say is said by `places_near`
    rare = sum(a.stories.rare(name) for name in shared)
    if not rare:
        return None
    return (W["one_name"], "both sentences hold one rare name") if rare == 1 else (W["names"], f"both sentences hold {rare} rare names")


def same_story(a: Seen, b: Seen) -> Score | None:
    """Two reports that share rare names tell one story; reports that share none seldom speak of one act. Of which act two bulletins tell, their names do not say."""
    if a.claim.report_id == b.claim.report_id:
        return None
    return story_between(a.stories, a.claim.report_id, b.claim.report_id, bulletins=a.bulletin and b.bulletin)


def story_between(stories: Stories, one: str, other: str, *, bulletins: bool) -> Score | None:
    """What the names of two reports say."""
    told = story_step(stories, one, other)
    if told == NO_WORD or (bulletins and told < APART_STORY):
        return None
    name, words = STORIES[told]
    return W[name], words


def story_step(stories: Stories, one: str, other: str) -> int:
    """What two reports share, as a place in `STORIES`; NO_WORD where that says nothing."""
    if not stories.known(one, other):
        return NO_WORD
    shared = stories.shared(one, other)
    if shared >= WEAK_STORY:
        return 0 if shared >= ONE_STORY else 1 if shared >= STRONG_STORY else 2
    return APART_STORY if stories.outspoken(one, other) else NO_WORD


def _shared(a: Seen, b: Seen) -> float:
    return a.stories.shared(a.claim.report_id, b.claim.report_id) if a.stories.known(a.claim.report_id, b.claim.report_id) else 0.0


ONE_STORY: Final = 0.45
STRONG_STORY: Final = 0.35
WEAK_STORY: Final = 0.2
"""Shares (0..1) of the weight of the telling words of the shorter report, from which two reports tell one story."""


APART_STORY: Final = 3
NO_WORD: Final = 4
STORIES: Final = (
    ("one_story", "the reports tell one story"), ("strong_story", "the reports share many rare names"), ("weak_story", "the reports share rare names"),
    ("no_story", "the reports share few rare names"),
)


def only_kind(a: Seen, b: Seen) -> Score | None:
    """Of the many acts of two bulletins, kind and day alone do not tell which ones are one."""
    if not (a.bulletin and b.bulletin) or a.targets & b.targets or a.actors & b.actors or (places_near(a, b) or _NOTHING)[0] > 0.0:
        return None
    if any(a.stories.rare(name) for name in a.names & b.names):
        return None
    return W["only_kind"], "two reports of acts at many places, and no place, party or name that both give"


_NOTHING: Final[Score] = (0.0, "")
BULLETIN_PLACES: Final = 5
"""A report whose claims lie at so many places or more is a bulletin, where none of them holds more than `BULLETIN_SHARE` of those claims."""
BULLETIN_SHARE: Final = 0.34
"""A third: with more, the report has a main story. Both are the authors' judgement; no figure of the development reports moves with them."""


def told_apart(a: Seen, b: Seen) -> Score | None:
    """What the text itself says: a separate incident, another one, the same one, or a denial of it."""
    if not (a.claim.relations or b.claim.relations):
        return None
    for one, other in ((a, b), (b, a)):
        for relation in one.claim.relations:
            if relation.claim_id != other.claim.claim_id:
                continue
            if relation.kind in ("separate", "additional"):
                return VETO, f"the text says {relation.text!r}"
            if relation.kind in ("denies", "repeats", "same", "answers", "corrects"):
                return W["told_same" if relation.kind == "same" else "told_tie"], f"one {relation.kind} the other"
    return None


def answers(a: Seen, b: Seen) -> Score | None:
    """What one report denies has been said: by another that tells of such an act."""
    if a.claim.report_id == b.claim.report_id or a.claim.factuality.endswith("-") == b.claim.factuality.endswith("-"):
        return None
    one, other = a.claim.type, b.claim.type
    return (W["answer"], "one denies such an act") if one == other or (one in HARM and other in HARM) else None


def one_sentence(a: Seen, b: Seen) -> Score | None:
    """Two acts of one type in one sentence from one source are two acts; a toll beside its act is part of it."""
    if not _one_sentence(a, b):
        return None
    if a.claim.type == b.claim.type:
        return W["twins"], "two acts of one type in one sentence"
    if "casualties" in (a.claim.type, b.claim.type) or "killing" in (a.claim.type, b.claim.type):
        if a.bound or b.bound:
            return W["bound_toll"], "a toll told in the sentence of its act, the only one there"
        return W["toll_in_sentence"], "a toll told in the sentence of its act"
    return W["one_sentence"], "told in one sentence"


def _one_sentence(a: Seen, b: Seen) -> bool:
    return a.claim.report_id == b.claim.report_id and a.claim.evidence == b.claim.evidence


def near_in_text(a: Seen, b: Seen) -> Score | None:
    """A report that goes on speaks of the same happening; a toll follows its act, and seldom comes before it."""
    if a.claim.report_id != b.claim.report_id or a.claim.evidence == b.claim.evidence:
        return None
    if abs(a.claim.trigger.start - b.claim.trigger.start) > CLOSE_CHARS:
        return None
    if _turned(a, b):
        return None
    first, then = (a, b) if a.claim.trigger.start < b.claim.trigger.start else (b, a)
    if first.claim.type == "casualties" and then.claim.type != "casualties":
        return W["toll_before"], "told close together, the toll before the act"
    return W["close"], "told close together"


CLOSE_CHARS: Final = 500
"""About one paragraph, code points."""


def another_matter(a: Seen, b: Seen) -> Score | None:
    """A report that says "Elsewhere" or "On the other hand" between two acts speaks of two."""
    if a.claim.report_id != b.claim.report_id or not _turned(a, b):
        return None
    return W["turn"], "the report turns to another matter in between"


def _turned(a: Seen, b: Seen) -> bool:
    return a.stories.turn(a.claim.report_id, a.claim.evidence[0].end - 1, b.claim.evidence[0].end - 1)


def bound_toll(a: Seen, b: Seen) -> Score | None:
    """A toll told in the sentence of its act belongs to that act, and less to others of the report."""
    if a.claim.report_id != b.claim.report_id or not (a.bound or b.bound) or a.claim.evidence == b.claim.evidence:
        return None
    if a.claim.type != b.claim.type:
        return None
    return W["toll_of_another"], "a toll that its own sentence ties to another act"


def same_modality(a: Seen, b: Seen) -> Score | None:
    """What happened and what is only planned, threatened or predicted are kept apart."""
    return None if a.real == b.real else (VETO, "one is told as fact, the other as a plan or prediction")


RULES: Final[tuple[Rule, ...]] = (
    types_compatible, means_apart, same_modality, told_apart, answers, intervals_overlap, places_near, same_participants, same_figures, another, also, same_words, same_names, same_story, only_kind, one_sentence, near_in_text,
    another_matter, bound_toll,
)


WITHIN: Final = tuple(rule for rule in RULES if rule not in (answers, same_words, same_names, same_story, only_kind))
"""The rules that can speak of two claims of one report."""
ACROSS: Final = tuple(rule for rule in RULES if rule not in (another, also, one_sentence, near_in_text, another_matter, bound_toll))
"""The rules that can speak of two claims of two reports."""


def score(a: Seen, b: Seen) -> tuple[float, tuple[str, ...]]:
    """The sum of all rules for a pair and their reasons; VETO or less when one forbids the tie."""
    total, reasons = 0.0, []
    for rule in WITHIN if a.claim.report_id == b.claim.report_id else ACROSS:
        found = rule(a, b)
        if found is None:
            continue
        total += found[0]
        reasons.append(found[1])
        if found[0] <= VETO:
            return VETO, (found[1],)
    return total, tuple(reasons)


def joinable(claim: Claim) -> bool:
    """Whether a claim speaks of one happening at all: no habit, no standing fact, no total over a period."""
    if claim.modality in ("habitual", "hypothetical") or claim.type in NO_HAPPENING:
        return False
    if claim.type not in ("siege", "ceasefire") and _of_a_period(claim):
        return False
    scopes = {count.scope for count in claim.counts}
    return claim.type not in TOLLS or not scopes or bool(scopes & {"incident", "part"})


TOLLS: Final = frozenset(["casualties", "destruction", "displacement", "disappearance"])
"""Types that are told by their figures, so that a total over a period is no happening."""
_NUMBER: Final = r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|several|few|many)"
PERIOD: Final = re.compile(
    r"\b[Ss]ince (?:the (?:beginning|start|outbreak) of|(?:early|mid|late)\b|last (?:week|month|year)|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b|(?:19|20)\d\d)"
    rf"|\b(?:in|over|during|within|for) (?:the )?(?:(?:past|last) )?{_NUMBER} (?:weeks|months|years)\b|\bthis (?:week|month|year)\b|\bso far\b"
    r"|\b(?:most|every|many) (?:days?|nights?|weeks?|months?)\b",
)
"""Words for a stretch of time in which things happened again and again."""
RANK: Final = re.compile(r"\b(?:worst|first|\w+(?:li|ri|ge|ie)est|biggest|most (?:serious|lethal|deadly|violent|severe))\b", re.IGNORECASE)
""""The deadliest attack in two years" is one attack."""
NARROW_DAYS: Final = 3
"""A claim whose own words give so few days speaks of one happening, whatever else its sentence says."""


def _of_a_period(claim: Claim) -> bool:
    """Whether a claim's sentence tells of a stretch of time, and its own words give no narrow day in it."""
    text = claim.evidence[0].text
    if PERIOD.search(text) is None or RANK.search(text) is not None:
        return False
    first, last = _day(claim.time.earliest), _day(claim.time.latest)
    own = claim.time.start is not None and _inside(claim, claim.time.start)
    return not own or first is None or last is None or last - first > NARROW_DAYS


def prepared(claims: Sequence[Claim], stories: Stories = NO_STORIES, wanted: Collection[str] | None = None) -> list[Seen]:
    """The claims that can be joined, by id, so that no order of reading matters; only those `wanted` (ids), of whose reports all claims are given."""
    able = [claim for claim in sorted(claims, key=lambda c: c.claim_id) if joinable(claim)]
    acts: dict[tuple[str, int], list[Claim]] = defaultdict(list)
    for claim in able:
        if claim.type != "casualties" and family(claim.type) == "violence":
            acts[_sentence(claim)].append(claim)
    bulletins = _bulletins(able)
    return [_with_act(claim, acts.get(_sentence(claim), ()), stories, bulletin=claim.report_id in bulletins) for claim in able if wanted is None or claim.claim_id in wanted]


def _bulletins(claims: Sequence[Claim]) -> set[str]:
    """The reports of these claims that tell of acts at many places, none of them the main one."""
    places: dict[str, Counter[str]] = defaultdict(Counter)
    for claim in claims:
        place = _place(claim)
        if place is not None:
            places[claim.report_id][names.folded(place.name)] += 1
    return {report for report, found in places.items() if len(found) >= BULLETIN_PLACES and max(found.values()) <= BULLETIN_SHARE * found.total()}


def _with_act(claim: Claim, acts: Sequence[Claim], stories: Stories, *, bulletin: bool) -> Seen:
    """A claim prepared; a toll in a sentence that tells of one act is bound to it, and takes over the day that its own words do not give."""
    if claim.type != "casualties" or len(acts) != 1:
        return seen(claim, stories, bulletin=bulletin)
    toll, act = seen(claim, stories, bound=True, bulletin=bulletin), seen(acts[0], stories)
    return replace(toll, days=act.days, own_time=True) if act.own_time and not toll.own_time else toll


def _sentence(claim: Claim) -> tuple[str, int]:
    return claim.report_id, claim.evidence[0].start
