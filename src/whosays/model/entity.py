"""Entities and items: who and what the claims of a ledger speak of."""

from dataclasses import dataclass
from typing import Literal

from whosays.model.span import Quote

ItemKind = Literal["video", "photo", "post", "document", "broadcast"]


@dataclass(frozen=True, slots=True)
class Alias:
    """A name under which an entity goes, and where it comes from (`lexicon`, or a report_id)."""

    text: str
    origin: str


@dataclass(frozen=True, slots=True)
class EntityRelation:
    """A tie between entities as a claim or the lexicon states it; bounds are inclusive ISO dates or null."""

    kind: str
    entity_id: str
    earliest: str | None = None
    latest: str | None = None
    claim_id: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """An actor, source or person; a person without a public role never gets an id across reports."""

    entity_id: str
    name: str
    kind: str
    aliases: tuple[Alias, ...] = ()
    relations: tuple[EntityRelation, ...] = ()
    lexicon: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """Footage or a paper that a report speaks of; nothing is fetched, `url` is inert text."""

    item_id: str
    report_id: str
    kind: ItemKind
    quote: Quote
    published_by: str = ""
    url: str | None = None
    shows: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
