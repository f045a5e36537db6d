"""The places of an act by its own sentence: those that syntax ties to it, or, where the trained head has looked, those that all signs together make likely."""

from collections.abc import Sequence
from typing import Final

from whosays.claims.chains import speeches_over
from whosays.claims.choosing import places as choice
from whosays.claims.circumstances import claim_place, is_end, own_first, tied_places
from whosays.claims.ground import Ground
from whosays.model.claim import ClaimPlace
from whosays.model.reading import Event
from whosays.model.span import Span

TIED: Final = "tied to the act by the sentence"


def act_places(g: Ground, event: Event, acts: frozenset[int], cues: frozenset[int], content: Sequence[Span]) -> tuple[ClaimPlace, ...]:
    """Places of the act, its own first; an empty tuple when its sentence names none that is likely its own."""
    one = beside(g, event, acts, cues, content)
    if not weighed(g, event.head):
        return tuple(claim_place(g, p, TIED) for p in g.places if p.start in one.tied)
    chances = {place.start: chance for place, chance in choice.chosen(g, one)}
    if not chances:
        return ()
    found = own_first([p for p in g.places if p.start in chances or (p.start in one.tied and is_end(p))])
    return tuple(claim_place(g, p, TIED if p.start in one.tied else f"likelier than the others that the sentence names ({chances[p.start]:.2f})") for p in found)


def weighed(g: Ground, head: int) -> bool:
    """Whether signs are weighed for an act: the trained head has looked, and it stands in running text; the labelled texts have no headlines to learn from."""
    return g.pointed and not g.reading.sentences[g.tree.tokens[head].sentence].title


def beside(g: Ground, event: Event, acts: frozenset[int], cues: frozenset[int], content: Sequence[Span]) -> choice.Beside:
    """The act with what the rules tie to it."""
    tied = tied_places(g, event.head, acts, cues, content)
    sources = frozenset(s.source_head for s in speeches_over(g.reading, event.start, event.head) if s.source_head is not None)
    return choice.Beside(event, {place.start: n for n, place in enumerate(tied)}, cues, tuple(content), sources)
