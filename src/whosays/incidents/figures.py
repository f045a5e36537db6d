"""Where figures of one incident contradict each other.

Figures are compared by whom they count: civilians with civilians, soldiers with soldiers, all the dead with all the dead; and a part that is greater than
somebody's whole contradicts that whole. "At least 5" and 7, "about 500" and 450, and a toll that rises are no contradiction. Nothing is added up.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from whosays.incidents.parties import side
from whosays.incidents.stemma import Stemma
from whosays.incidents.voices import chain, speaker
from whosays.lexicon import codebooks
from whosays.model.claim import Claim, Count, CountWhat
from whosays.model.incident import Contradiction

COUNTED: Final[tuple[CountWhat, ...]] = ("killed", "injured", "captured", "missing", "displaced", "destroyed")
RISING: Final = frozenset(["rise", "rises", "risen", "rose", "raised", "climbed", "increased", "bringing", "brings", "brought", "so", "initially", "earlier"])
"""Words of a sentence that give a figure as one of a series."""
FOR_NOW: Final = ("at this moment", "at the moment", "as of now", "for now", "as yet", "until now", "up to now", "still counting", "preliminary", "provisional", "first reports")
"""Words that give a figure as known so far."""
ABOUT: Final = 0.2
"""Share by which a figure given as approximate ("about 500") may miss: the authors' judgement."""
ALL: Final = "any"
"""The group of figures that count everybody, or do not say whom."""


@dataclass(frozen=True, slots=True)
class Tally:
    """A figure of a claim and whom it counts: `civilian`, `state`, `armed`, `combatant` or `any`."""

    claim: Claim
    count: Count
    group: str


def count_contradictions(claims: Sequence[Claim], stemma: Stemma) -> Iterator[Contradiction]:
    """Figures that cannot all be true, told by different voices."""
    for what in COUNTED:
        told = [tally for claim in claims for tally in _tallies(claim, what)]
        for group in sorted({t.group for t in told}):
            differing = _sides([t for t in told if t.group == group])
            if len(differing) > 1 and _several_voices(differing, stemma):
                yield _contradiction(f"{what}{'' if group == ALL else f' ({NAMES.get(group, group)})'}", differing, stemma)
        parts = _part_beyond_whole(told)
        if parts and _several_voices(parts, stemma):
            yield _contradiction(f"{what}, a part against the whole", parts, stemma)


NAMES: Final = {"civilian": "civilians", "state": "state forces", "armed": "armed groups", "combatant": "combatants"}


def _contradiction(what: str, sides: Sequence[Sequence[Tally]], stemma: Stemma) -> Contradiction:
    named = " against ".join(f"{_shown(side[0])} ({chain(side[0].claim, stemma)})" for side in sides)
    return Contradiction("count", tuple(tuple(sorted({t.claim.claim_id for t in side})) for side in sides), f"{what}: {named}")


def _shown(tally: Tally) -> str:
    return f"{figure(tally.count)} {tally.count.of}".strip()


def _tallies(claim: Claim, what: CountWhat) -> list[Tally]:
    """The figures of a claim for the whole incident, none of a voice that is nobody's; several of one group are parts of something, and none is taken; nor the dead of a side that is not known."""
    if claim.attribution and claim.attribution[-1].source.name.casefold() in NO_VOICE:
        return []
    found = [Tally(claim, n, group) for n in claim.counts if _what(n) == what and n.scope == "incident" and n.text.casefold() not in ARTICLES and (group := _group(claim, n))]
    return [t for t in found if sum(other.group == t.group for other in found) == 1 and not (t.group == ALL and len(found) > 1)]


def _what(count: Count) -> CountWhat:
    """What is counted; people who were "destroyed" were killed."""
    return "killed" if count.what == "destroyed" and count.victims != "unstated" else count.what


NO_VOICE: Final = frozenset(["nobody", "no one", "no-one", "none", "no group", "neither"])
"""Names of a source that say that there is none: "nobody has claimed that one"."""
OWN_SIDE: Final = re.compile(r"\s*(?:\w+ )?(?:(?:of|from) (?:his|her|its|their|our|my)\b|of us\b)", re.IGNORECASE)
"""Words after a figure that make it the dead of the speaker's side: "five of his men", "only two of us"."""
ARTICLES: Final = frozenset(["a", "an", "the"])
"""The death of "a man" is no toll of the incident."""


def _group(claim: Claim, count: Count) -> str:
    """Whom a figure counts, of things destroyed which things, of civilians which of them ("children"); empty for one person, and for the dead of the speaker's side where that is not known."""
    if count.what in TAKEN and count.of.casefold().rpartition(" ")[2] not in SOME:
        found = codebooks.side_of(None, count.of) if count.of else "unknown"
        return found if found in ("state", "armed") else ALL
    if _what(count) == "destroyed":
        return count.of.casefold().rpartition(" ")[2] or ALL
    noun = count.of.casefold().rpartition(" ")[2]
    if noun not in EVERYBODY and count.best == 1:
        return ""  # "a boy was killed" tells of one of them
    if count.victims == "civilian":
        return "civilian" if noun in EVERYBODY or noun in CIVILIANS else noun
    if _own_side(claim, count):
        source = claim.attribution[-1].source if claim.attribution else None
        own = side((source.name, source.entity_id)) if source is not None else "unknown"
        return own if own != "unknown" else ""
    found = codebooks.side_of(None, count.of) if count.of else "unknown"
    if found in ("state", "armed"):
        return found
    return "combatant" if count.victims == "combatant" else ALL


TAKEN: Final[frozenset[CountWhat]] = frozenset(["captured", "missing", "displaced"])
"""People of whom reports seldom say whether they are civilians: "crew", "villagers" and "people" are counted together."""
SOME: Final = frozenset(["woman", "women", "child", "children", "girl", "girls", "boy", "boys", "man", "men", "baby", "babies", "family", "families", "household", "households"])
"""Words for some of them, who are counted apart."""


def _own_side(claim: Claim, count: Count) -> bool:
    words = next((quote for quote in claim.evidence if quote.start <= count.start < quote.end), None)
    return words is not None and OWN_SIDE.match(words.text, count.end - words.start) is not None


def _sides(told: Sequence[Tally]) -> list[list[Tally]]:
    """Figures that can be true together stand on one side; the lowest side first."""
    sides: list[list[Tally]] = []
    for tally in sorted(told, key=lambda t: (bounds(t.count), t.claim.claim_id)):
        home = next((side for side in sides if all(_meet(tally.count, other.count) for other in side)), None)
        if home is None:
            sides.append([tally])
        else:
            home.append(tally)
    return sides


def _part_beyond_whole(told: Sequence[Tally]) -> list[list[Tally]]:
    """The figures of all that are less than somebody's figure of a part, against those of the part; none when no part is too great."""
    whole = [t for t in told if t.group == ALL and t.count.of.casefold() in EVERYBODY]
    parts = [t for t in told if t.group != ALL and any(bounds(t.count)[0] > bounds(w.count)[1] for w in whole)]
    least = [w for w in whole if any(bounds(t.count)[0] > bounds(w.count)[1] for t in parts)]
    return [least, parts] if parts else []


CIVILIANS: Final = frozenset(["civilian", "civilians", "citizens", "residents", "villagers", "inhabitants", "locals", "townspeople", "others"])
"""Words that a figure of civilians counts when it counts all of them."""
EVERYBODY: Final = frozenset(["", "people", "persons", "dead", "deaths", "lives", "bodies", "victims", "casualties", "fatalities"])
"""Words that a figure counts when it counts all; "five of his men" counts one side's."""


def _several_voices(sides: Sequence[Sequence[Tally]], stemma: Stemma) -> bool:
    """Whether two sides differ in who speaks; one source that gives several figures speaks of parts, corrects itself, or follows a toll as it rises."""
    voices = [{speaker(t.claim, stemma) for t in side if not _rising(t.claim)} for side in sides]
    return any(a and b and a != b for i, a in enumerate(voices) for b in voices[i + 1 :])


def _rising(claim: Claim) -> bool:
    texts = [quote.text.casefold() for quote in claim.evidence]
    return any(word.strip(".,") in RISING for text in texts for word in text.split()) or any(words in text for text in texts for words in FOR_NOW)


def _meet(a: Count, b: Count) -> bool:
    """Whether two figures can both be true: "at least 5" and "7" can."""
    low_a, high_a = bounds(a)
    low_b, high_b = bounds(b)
    return low_a <= high_b and low_b <= high_a


def bounds(count: Count) -> tuple[float, float]:
    """The least and greatest figure that the words allow; one given as approximate may miss by `ABOUT`."""
    if count.best is not None and count.low is None and count.high is None:
        return count.best * (1 - ABOUT), count.best * (1 + ABOUT)
    if count.best is not None:
        return count.best, count.best
    return (count.low if count.low is not None else 0.0), (count.high if count.high is not None else float("inf"))


def figure(count: Count) -> str:
    """A figure in words: `9`, `about 500`, `12-15`, `at least 5`, `up to 30`."""
    if count.best is not None:
        return str(count.best) if count.low is not None or count.high is not None else f"about {count.best}"
    if count.low is not None and count.high is not None:
        return f"{count.low}-{count.high}"
    if count.low is not None:
        return f"at least {count.low}"
    return f"up to {count.high}" if count.high is not None else count.text
