"""Which of the places that a sentence names is that of its act: what the rules tie to it and what the trained head points at, weighed together."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from whosays.claims.choosing import weights
from whosays.claims.circumstances import governor, in_relative_below
from whosays.claims.ground import Ground
from whosays.claims.place_words import bare_place_noun
from whosays.claims.unlisted import SITES, STRUCK
from whosays.model.reading import Argument, Event
from whosays.model.resolution import PlaceMention
from whosays.model.span import Span
from whosays.model.types import GROUP_OF

POINTED: Final = (0.25, 0.4, 0.55, 0.7, 0.85)
"""Steps of the head's chance that words are the act's place."""
OTHERWISE: Final = 0.4
"""Chance from which the head's word for another role counts."""
FAR: Final = (4, 8, 16, 30)
"""Steps of the distance between act and place, in words."""
OTHER_ROLES: Final = ("actor", "target", "origin", "destination", "participant", "instrument")
WIDE: Final = ("country", "province", "region")
"""Precisions that a nearer place may narrow."""
PREPOSITIONS: Final = frozenset(
    ["in", "at", "near", "on", "of", "from", "to", "into", "through", "over", "outside", "around", "against", "for", "by", "between", "towards", "toward", "inside",
     "across", "with", "off", "after", "along"]
)
CONNECTIVES: Final = frozenset(["and", "but", "while", "as", "after"])


@dataclass(frozen=True, slots=True)
class Beside:
    """One act with what stands beside it: `tied` are the places that the rules tie to it, by the start of their words, the best as 0."""

    event: Event
    tied: Mapping[int, int]
    cues: frozenset[int]
    content: tuple[Span, ...]
    sources: frozenset[int] = frozenset()
    """Tokens of those who say it."""


DROPS: Final = 0.1
"""A place that the rules tie to the act is let go below this chance."""
ADDS: Final = 0.55
"""One that they do not tie to it is taken from this chance on, where they tie none. This and `DROPS`: best on the development parts of the gold sets."""
ADDS_ASIDE: Final = 0.65
"""The same for one that syntax puts beside other words than the act's."""
ADDS_ALONE: Final = 0.45
"""The same for the only near place that the sentence names."""
LEAST: Final = 0.25
RIVALS: Final = 0.4
"""A place of at least `LEAST` and of this share of the best one's chance is a place of the act beside it."""


def chosen(g: Ground, one: Beside) -> list[tuple[PlaceMention, float]]:
    """The places of the act's sentence that are its own, each with its chance, in text order; empty where none is likely enough."""
    sentence = g.reading.sentences[g.tree.tokens[one.event.head].sentence]
    places = [p for p in g.places if sentence.start <= p.start < sentence.end]
    if not places:
        return []
    *odds, _none = weights.chances(weights.load("places"), [*(signs(g, one, p, places) for p in places), signs_of_none(g, one, places)])
    # What stands for a government or people ("the Russian bombardment") takes its share of the chances, but is never a place of an act.
    odds = [chance if place.literal else 0.0 for place, chance in zip(places, odds, strict=True)]
    best = max(odds)
    kept = {p.start for p, chance in zip(places, odds, strict=True) if p.start in one.tied and chance >= DROPS}
    kept |= {p.start for p in places if p.start in one.tied and _listed_with(g, p) in kept}
    if not kept and (best < _least(g, one, places, places[odds.index(best)]) or _takes_up(g, one.event.head)):
        return []
    return [(p, chance) for p, chance in zip(places, odds, strict=True) if p.start in kept or (chance >= RIVALS * best and chance >= LEAST)]


def _least(g: Ground, one: Beside, places: Sequence[PlaceMention], best: PlaceMention) -> float:
    """The chance from which a place that the rules do not tie to the act is taken."""
    if best is _alone(g, one, places):
        return ADDS_ALONE
    inside = set(g.reading.tokens_in(best.start, best.end))
    top = next((i for i in inside if g.tree.tokens[i].head not in inside), min(inside))
    return ADDS_ASIDE if _stand(g, top, inside, one.event.head) == "aside" else ADDS


def only_place(places: Sequence[PlaceMention]) -> PlaceMention | None:
    """The one place of a sentence that says where something is, of those nearer than a province where there are such; null where there are several."""
    inside = [p for p in places if p.literal and p.relation in ("in", "near")]  # "a user from Rovenky" is elsewhere
    near = [p for p in inside if p.precision not in WIDE] or inside
    return near[0] if len({p.name for p in near}) == 1 else None


def _alone(g: Ground, one: Beside, places: Sequence[PlaceMention]) -> PlaceMention | None:
    """The only place of the sentence, unless it only says where it was said, or stands in a relative clause without the act."""
    place = only_place(places)
    if place is None or (one.content and not any(c.start <= place.start < c.end for c in one.content)):
        return None
    inside = g.reading.tokens_in(place.start, place.end)
    top = next((i for i in inside if g.tree.tokens[i].head not in inside), inside[0])
    above = set(g.tree.up(one.event.head))
    beside = any(n not in above and g.tree.tokens[n].dep == "relcl" for n in g.tree.up(top))
    said = any(g.tree.under(top, source) for source in one.sources) or governor(g, inside, frozenset()) in one.cues
    return None if beside or said else place


def _listed_with(g: Ground, place: PlaceMention) -> int | None:
    """Where the place begins with which this one is listed ("between Minova and Kalehe"); null where it is not listed second."""
    tops = [i for i in g.reading.tokens_in(place.start, place.end) if g.tree.tokens[i].dep == "conj"]
    heads = [g.tree.tokens[g.tree.tokens[i].head].start for i in tops]
    return next((p.start for p in g.places for start in heads if p.start <= start < p.end and p is not place), None)


def _takes_up(g: Ground, head: int) -> bool:
    """Whether a word under the act takes up a place named before: "had taken the town and would march on the capital"."""
    return any(bare_place_noun(g, i) for i in g.tree.nodes(head))


def signs(g: Ground, one: Beside, place: PlaceMention, named: Sequence[PlaceMention]) -> list[str]:
    """What speaks for and against a place of the act's sentence, of those `named` there."""
    inside = g.reading.tokens_in(place.start, place.end)
    tokens = g.tree.tokens
    top = next((i for i in inside if tokens[i].head not in inside or tokens[i].head == i), inside[-1])
    pointed = step("ptr", _chance(one.event, place, "place"), POINTED)
    tied = one.tied.get(place.start)
    tie = "untied" if tied is None else "tied"
    preposition = _preposition(g, top)
    kind = GROUP_OF.get(one.event.type or "", "none")
    found = [pointed, "tied2" if tied else tie, f"{tie}+{pointed}", f"g:{kind}+{tie}", f"g:{kind}+prec-{place.precision}"]
    found += ["literal" if place.literal else "nonliteral", f"rel-{place.relation}", f"prec-{place.precision}", f"p:{preposition}"]
    found += [f"{tie}+p:{preposition}", f"n={min(len(named), 3)}", step("conf", place.confidence, (0.4,))]
    found += [f"ptr-{role}" for role in OTHER_ROLES if _chance(one.event, place, role) >= OTHERWISE]
    found += _syntax(g, one, set(inside), top, preposition)
    found += _between(g, one.event.head, top)
    found += _look(g, place, inside, top)
    found += _among(g, one, place, top, stand=_stand(g, top, set(inside), one.event.head))
    if any(a.role == "place" and a.score >= OTHERWISE and not _meet(a, place) for a in one.event.pointed):
        found.append("other-pointed")
    if _alone(g, one, named) is place:
        found += [f"alone+{tie}", f"alone+{pointed}"]
    if one.content and not any(c.start <= place.start < c.end for c in one.content):
        found += ["outside-content", f"outside-content+{pointed}"]
    return found


def signs_of_none(g: Ground, one: Beside, places: Sequence[PlaceMention]) -> list[str]:
    """What speaks for the act happening at none of the places that its sentence names."""
    kind = GROUP_OF.get(one.event.type or "", "none")
    found = ["null", f"null-g:{kind}"]
    if any(a.role == "place" and a.score >= OTHERWISE and not any(_meet(a, p) for p in places) for a in one.event.pointed):
        found.append("null-pointed-else")
    if g.tree.tokens[one.event.head].pos != "VERB":
        found.append("null-noun")
    if taken_up_words(g, one.event.head):
        found.append("null-anaphor")
    return found


def taken_up_words(g: Ground, head: int) -> bool:
    """Whether the act's sentence has a word that takes up a place named before: "the town", "there"."""
    sentence = g.reading.sentences[g.tree.tokens[head].sentence]
    return any(bare_place_noun(g, i) or (g.tree.tokens[i].lemma.lower() == "there" and g.tree.tokens[i].dep == "advmod") for i in range(sentence.first, sentence.last))


def step(name: str, value: float, steps: Sequence[float]) -> str:
    """The sign of the highest step that a value reaches: `name>=step`, or `name<` below the first."""
    return next((f"{name}>={least}" for least in reversed(steps) if value >= least), f"{name}<")


def _meet(argument: Argument, place: PlaceMention) -> bool:
    return argument.start < place.end and place.start < argument.end


def _chance(event: Event, place: PlaceMention, role: str) -> float:
    return max((a.score for a in event.pointed if a.role == role and _meet(a, place)), default=0.0)


def _preposition(g: Ground, top: int) -> str:
    """The preposition that a place hangs on, through the places that it is listed with; else its relation."""
    tokens = g.tree.tokens
    at = top if tokens[top].dep != "conj" else tokens[top].head
    if tokens[at].dep != "pobj":
        return f"noprep-{tokens[top].dep}"
    word = tokens[tokens[at].head].lemma.lower()
    return word if word in PREPOSITIONS else "oprep"


def _stand(g: Ground, top: int, inside: set[int], head: int) -> str:
    """Where in the tree a place stands: under the act, beside it under what the act hangs on, or aside."""
    above = governor(g, inside, frozenset())
    return "under" if g.tree.under(top, head) else "above" if above is not None and g.tree.under(head, above) else "aside"


def _among(g: Ground, one: Beside, place: PlaceMention, top: int, stand: str) -> Iterator[str]:
    """How a place stands to other places, acts and speakers of the report."""
    tokens = g.tree.tokens
    if tokens[top].text.lower() in g.lower:
        yield "also-lower"
    over = tokens[tokens[top].head].head
    sentence = g.reading.sentences[tokens[top].sentence]
    others = [p for p in g.places if p is not place and sentence.start <= p.start < sentence.end and p.literal]
    if tokens[top].dep == "pobj" and any(p.area_start <= tokens[over].start < p.end for p in others):
        yield "tells-where-another"
    if any(_tells_where(g, p, place) for p in others):
        yield "is-told-where"
    if any(g.tree.under(top, source) for source in one.sources):
        yield "of-source"
        yield f"of-source+{step('ptr', _chance(one.event, place, 'place'), POINTED)}"
    above = governor(g, g.reading.tokens_in(place.start, place.end), frozenset())
    if above is not None and above != one.event.head and above in g.acts:
        yield f"of-other-act+{stand}"
    if tokens[top].dep in ("dobj", "nsubjpass") and tokens[top].head in g.acts and tokens[top].head != one.event.head:
        yield "object-of-other-act"
    if g.report.text[place.area_end : place.area_end + 20].split(" ")[0].endswith(":") or g.report.text[place.area_end : place.area_end + 1] == ":":
        yield "heads"
    if stand == "aside" and above is not None and g.tree.tokens[above].dep in ("conj", "advcl", "ccomp"):
        yield f"aside-{g.tree.tokens[above].dep}"
    names = [p.start for p in g.places if p.name == place.name and p.start != place.start]
    yield "named-before" if any(start < place.start for start in names) else "named-later" if names else "named-once"


def _tells_where(g: Ground, other: PlaceMention, place: PlaceMention) -> bool:
    """Whether another place only says where this one lies: "the pass in the east of the country"."""
    inside = g.reading.tokens_in(other.start, other.end)
    tokens = g.tree.tokens
    top = next((i for i in inside if tokens[i].head not in inside), inside[-1])
    over = tokens[tokens[tokens[top].head].head]
    return tokens[top].dep == "pobj" and place.area_start <= over.start < place.end


def _syntax(g: Ground, one: Beside, inside: set[int], top: int, preposition: str) -> Iterator[str]:
    tokens, head = g.tree.tokens, one.event.head
    above = governor(g, inside, frozenset())
    stand = _stand(g, top, inside, head)
    yield f"st:{stand}"
    yield f"st:{stand}+p:{preposition}"
    if tokens[top].dep == "conj":
        yield "conj"
    if not preposition.startswith("noprep"):
        listed = tokens[top].head if tokens[top].dep == "conj" else top
        over = tokens[tokens[tokens[listed].head].head]
        if head in (over.i, over.head):
            yield "direct"
            yield f"direct+{preposition}"
        if over.pos in ("NOUN", "PROPN") and over.i != head:
            yield "under-noun"
            yield f"under-noun+{preposition}"
        if over.lemma.lower() in SITES | STRUCK:
            yield f"of-site+{stand}"
        if above == head:
            yield "gov=act"
    if in_relative_below(g, inside, head):
        yield "rel-below"
    if above is not None and above in one.cues and above != head:
        yield "gov-cue"


def _between(g: Ground, head: int, top: int) -> Iterator[str]:
    """What stands between act and place."""
    yield step("far", abs(top - head), FAR)
    yield "after" if top > head else "before"
    words = g.tree.tokens[min(top, head) + 1 : max(top, head)]
    if any(t.text in ",;" for t in words):
        yield "comma"
    if any(t.pos == "VERB" for t in words):
        yield "verb-between"
    if any(t.lemma.lower() in CONNECTIVES for t in words):
        yield "conn"


def _look(g: Ground, place: PlaceMention, inside: Sequence[int], top: int) -> Iterator[str]:
    """What the words of the place look like, and where they stand."""
    tokens, text = g.tree.tokens, g.report.text
    mention = next((m for m in g.reading.mentions if m.start < place.end and place.start < m.end and not m.pronoun), None)
    yield f"m:{mention.type if mention is not None else 'none'}"
    if text[place.end : place.end + 1] == "-":
        yield "hyphen"
    if text[place.end : place.end + 2] in ("'s", "’s") or tokens[top].dep == "poss":
        yield "poss"
    if tokens[top].pos != "PROPN":
        yield f"pos-{tokens[top].pos}"
    elif tokens[inside[-1]].pos != "PROPN":
        yield "tail-odd"
    sentence = g.reading.sentences[tokens[top].sentence]
    if sentence.title:
        yield "title"
    if inside[0] == sentence.first:
        yield "initial"
