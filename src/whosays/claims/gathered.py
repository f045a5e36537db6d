"""Acts gathered before they make claims: a toll told with the act that caused it, a verb of support that takes up the kind told before."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from whosays.claims.ground import Ground
from whosays.model.reading import Event
from whosays.model.types import GROUP_OF


def tolls_folded(g: Ground, events: Sequence[Event]) -> list[Event]:
    """ "30 were killed in the fight for the town": the toll belongs to the act that its own clause names, were it named before or not."""
    by_head = {event.head: event for event in events}
    acts: set[int] = set()
    folded: set[int] = set()
    for event in events:
        act = _act_of_toll(g, event, by_head) if event.type == "casualties" else None
        if act is not None:
            acts.add(act)
        if act is not None and not _of_nobody(g, event.head):
            folded.add(event.head)  # "no civilian died in the raid": the toll is denied, not the raid
    found = []
    for event in events:
        if event.head in acts:
            found.append(replace(event, score=max(event.score, TOLD_BY_TOLL), reason=f"{event.reason}; its toll is told with it"))
        elif event.head not in folded:
            denied = event.type == "casualties" and event.score < TOLD_BY_TOLL and _of_nobody(g, event.head)
            found.append(replace(event, score=TOLD_BY_TOLL, reason=f"{event.reason}; said of nobody") if denied else event)
    return found


NOBODY: Final = frozenset(["no", "none", "nobody", "neither", "nothing"])


def _of_nobody(g: Ground, verb: int) -> bool:
    """ "No civilians were killed", "nobody died", "killed none of them", "were not hurt": whether verb `verb` says of nobody that he came to harm."""
    parties = g.tree.all(verb, "nsubj", "nsubjpass", "dobj")
    words = [g.tree.tokens[n] for party in parties for n in (party, *g.tree.below[party])]
    return g.tree.tokens[verb].pos == "VERB" and (g.tree.negated(verb) or any(t.text.lower() in NOBODY for t in words))


TOLD_BY_TOLL: Final = 0.6
"""Score of an act that words only point back to ("the fight") when the same clause tells its toll."""


def _act_of_toll(g: Ground, event: Event, by_head: Mapping[int, Event]) -> int | None:
    for c in g.tree.below[event.head]:
        if g.tree.tokens[c].dep == "prep" and g.tree.tokens[c].lemma.lower() in ("in", "during"):
            noun = g.tree.child(c, "pobj")
            if noun is not None and any(g.tree.tokens[d].text.lower() in ("those", "such") for d in g.tree.below[noun]):
                return None  # "died in those strikes": what is news is the toll
            act = by_head.get(noun) if noun is not None else None
            if act is not None and act.type is not None and GROUP_OF[act.type] == "force" and act.type not in ("siege", "killing") and is_act(act):
                return noun
    return None


def is_act(event: Event) -> bool:
    """Whether an event is told as an act: "the war" that people died in is none, so their toll stands alone."""
    return "war_background" not in event.reason


TAKE_UP_SENTENCES: Final = 4
"""How far back a verb of support may take its kind from."""


def taken_up(g: Ground, events: Sequence[Event]) -> list[Event]:
    """"helped with coordinates ... was helped along by rebels": the same verb of support again is of the kind told before."""
    told: dict[str, Event] = {}
    found = []
    for event in events:
        lemma = g.tree.tokens[event.head].lemma.lower()
        before = told.get(lemma)
        open_kind = event.type in (None, "military_support")
        if open_kind and before is not None and before.type != event.type and g.tree.prep(event.head, "by") is not None:
            if g.tree.tokens[event.head].sentence - g.tree.tokens[before.head].sentence <= TAKE_UP_SENTENCES:
                event = replace(event, type=before.type, score=0.6, reason=f"the same verb as before: {before.reason}")  # noqa: PLW2901
        elif event.type is not None and GROUP_OF[event.type] == "support" and g.tree.tokens[event.head].pos == "VERB":
            told[lemma] = event
        elif event.type is None and (means := _by_means_of(g, event, events)) is not None:
            told[lemma] = means
        found.append(event)
    return found


def _by_means_of(g: Ground, event: Event, events: Sequence[Event]) -> Event | None:
    """The act of support told in the means of a verb that is no act itself: "helped with coordinates provided by rebels"."""
    means = g.tree.prep(event.head, "with")
    if means is None:
        return None
    return next((e for e in events if e.type is not None and GROUP_OF[e.type] == "support" and e.head != event.head and g.tree.under(e.head, means)), None)
