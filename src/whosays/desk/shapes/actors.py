"""An actor: aliases, relations, equipment attributed to it."""

import msgspec

from whosays import api
from whosays.desk.shapes.claims import ClaimLine
from whosays.desk.shapes.lines import JudgementLine
from whosays.desk.shapes.root import Counted, Shape
from whosays.model.entity import Entity


class ActorLine(Shape, frozen=True, kw_only=True):
    """An actor as lists show it."""

    entity_id: str
    name: str
    kind: str
    n: int
    aliases: list[str]


class ActorRows(Shape, frozen=True, kw_only=True):
    """A page of actors."""

    rows: list[ActorLine]
    total: int
    cursor: str | None


class TieLine(Shape, frozen=True, kw_only=True):
    """A relation of an actor, with who asserts it; `claim_id` null where it is the lexicon's."""

    kind: str
    entity_id: str
    name: str
    earliest: str | None
    latest: str | None
    claim_id: str | None
    who_says: str
    words: str


class UsedLine(Shape, frozen=True, kw_only=True):
    """Equipment attributed to an actor, and who says so."""

    name: str
    class_: str = msgspec.field(name="class")
    n: int
    who_says: list[str]
    claims: list[str]


class ActorPage(Shape, frozen=True, kw_only=True):
    """All about one actor; `looked_at` claims were gone through, of `n`."""

    entity: Entity
    n: int
    looked_at: int
    roles: list[Counted]
    types: list[Counted]
    relations: list[TieLine]
    mentions: list[ClaimLine]
    timeline: api.Timeline | None
    equipment: list[UsedLine]
    places: list[Counted]
    sources: list[Counted]
    judgements: list[JudgementLine]
    version: str
