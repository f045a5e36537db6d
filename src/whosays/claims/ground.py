"""What the floor of claims looks at, made once a report."""

from dataclasses import dataclass

from whosays.claims import unlisted
from whosays.claims.scene import Scene, of_reading
from whosays.model.reading import Mention, Reading
from whosays.model.report import Report
from whosays.model.resolution import PlaceMention, Resolution
from whosays.text.tree import Tree


@dataclass(frozen=True, slots=True)
class Ground:
    """What chain building looks at, made once a report."""

    report: Report
    reading: Reading
    resolution: Resolution
    tree: Tree
    mention_of: dict[int, Mention]
    places: tuple[PlaceMention, ...]
    scene: Scene
    """What the rules for participants look at."""
    voice: tuple[str, str | None] | None = None
    """Name and entity id of the body whose statement the report is, for its "we"."""
    war: bool = True
    """Whether the report speaks of war besides the acts that it tells."""
    civic: bool = False
    """Whether it speaks more of elections, courts and business than of war."""
    pointed: bool = False
    """Whether the trained head has looked for participants and places."""
    lower: frozenset[str] = frozenset()
    """Words that the report writes small somewhere."""
    acts: frozenset[int] = frozenset()
    """Tokens of the acts that have a type."""
    speakers: frozenset[int] = frozenset()
    """Tokens of those who say something."""


def ground(report: Report, reading: Reading, resolution: Resolution) -> Ground:
    """The ground for one report; of several mentions with one head the named one counts."""
    best: dict[int, Mention] = {}
    for mention in reading.mentions:
        known = best.get(mention.head)
        if known is None or (known.entity is None and mention.entity is not None):
            best[mention.head] = mention
    tree = Tree(reading.tokens, reading.children)
    places = unlisted.places(report.text, reading, tree, resolution, best)
    return Ground(
        report, reading, resolution, tree, best, places, of_reading(reading), pointed=any(e.pointed for e in reading.events),
        lower=frozenset(token.text for token in reading.tokens if token.text.islower()),
        acts=frozenset(e.head for e in reading.events if e.type is not None),
        speakers=frozenset(s.source_head for s in reading.speeches if s.source_head is not None),
    )
