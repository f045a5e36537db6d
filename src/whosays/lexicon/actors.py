"""Armed and political actors, outlets and monitors: who is who, by which names, of what kind, tied to whom."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal, get_args

from whosays.lexicon import demonyms
from whosays.lexicon._phrases import Match, PhraseIndex, Words, cut
from whosays.lexicon._tables import TableError, read_rows, split_alias, split_list
from whosays.lexicon.demonyms import Country, CountryName

ActorKind = Literal[
    "state",
    "state_force",
    "rebel",
    "militia",
    "jihadist",
    "foreign_force",
    "pmc",
    "political",
    "international_org",
    "monitor",
    "outlet",
    "tribal",
    "criminal",
]
RelationKind = Literal["part_of", "backed_by", "rival_of", "ally_of", "successor_of"]

_COLUMNS = ("id", "name", "kind", "country", "parent", "aliases", "relations", "source")
_BODY_COLUMNS = ("suffix", "parent", "kind", "name", "phrases")
_BESIDE = re.compile(r"(?:'s?)?[^\S\n]\n?")
_RELATION_PARTS = 4

# The Arabic article is written al, el or with the sun letter that follows it: al-Sham, ash-Sham, as-Sham.
_ARTICLE = re.compile(r"\b([Aa])l[- ](?=[A-Z'’])")
_SUN_LETTERS = (
    ("sh", ("ash", "as")), ("th", ("ath", "at")), ("dh", ("adh", "ad")), ("s", ("as",)), ("z", ("az", "ez")),
    ("d", ("ad", "ed")), ("t", ("at", "et")), ("n", ("an", "en")), ("r", ("ar", "er")), ("l", ("al",)),
)  # fmt: skip
# Feeds that lost their apostrophes write `Al-Qaedas affiliate`; an outlet's plural is another name (The Guardians).
_BARE_GENITIVE_KINDS = frozenset({"rebel", "militia", "jihadist", "monitor"})
_BARE_GENITIVE = re.compile(r"\b[A-Z][a-z]{3,}[a-rt-z]$")

_ARTICLES = frozenset({"al", "el"}.union(*(written for _, written in _SUN_LETTERS)))


@dataclass(frozen=True, slots=True)
class Relation:
    """A dated tie of an actor to another: years are inclusive, None where the source gives none."""

    kind: RelationKind
    actor_id: str
    since: int | None
    until: int | None


@dataclass(frozen=True, slots=True)
class Actor:
    """A row: `country` are ISO alpha-2 codes, `parent` an id or None, `source` the open source it was traced to."""

    actor_id: str
    name: str
    kind: ActorKind
    country: tuple[str, ...]
    parent: str | None
    aliases: tuple[str, ...]
    relations: tuple[Relation, ...]
    source: str


@dataclass(frozen=True, slots=True)
class ActorHit:
    """Code points `[start, end)` name the actor `entity_id`.

    `ambiguous`: the words alone do not settle it (an acronym that is also a word, or shared by several actors), and
    nothing else in the text did; `candidates` are all ids that the words could stand for, the best first.
    """

    start: int
    end: int
    entity_id: str
    name: str
    kind: ActorKind
    ambiguous: bool
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Alias:
    actor: Actor
    ambiguous: bool


@dataclass(frozen=True, slots=True)
class StateBody:
    """A body that every state has: `phrases` stand behind a country's word; `suffix` and `parent` make ids."""

    suffix: str
    parent: str
    kind: ActorKind
    name: str
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    several_words: bool
    aliases: tuple[_Alias, ...]


class ActorLexicon:
    """The actors of the table, and the state bodies that a country's name and a noun spell out (`Syrian army`)."""

    def __init__(self, actors: tuple[Actor, ...], bodies: tuple[StateBody, ...]) -> None:
        self.actors = actors
        self._by_id = {actor.actor_id: actor for actor in actors}
        self._countries = demonyms.load()
        self._index: PhraseIndex[_Alias] = PhraseIndex()
        self._body_index: PhraseIndex[StateBody] = PhraseIndex()
        self._body_by_suffix = {body.suffix: body for body in bodies}
        for actor in actors:
            self._add(actor)
        for body in bodies:
            for phrase in body.phrases:
                self._body_index.add(phrase, body)

    def _add(self, actor: Actor) -> None:
        for alias in (actor.name, *actor.aliases):
            words, ambiguous = split_alias(alias)
            for spelling in spellings(words):
                self._index.add(spelling, _Alias(actor, ambiguous))
                if actor.kind in _BARE_GENITIVE_KINDS and _BARE_GENITIVE.search(spelling):
                    self._index.add(f"{spelling}s", _Alias(actor, ambiguous))

    def get(self, entity_id: str) -> Actor | None:
        """Return the actor with this id, or None. Ids like `sy` and `sy.army` are made of a country and a body."""
        known = self._by_id.get(entity_id)
        if known is not None:
            return known
        code, _, suffix = entity_id.partition(".")
        country, body = self._countries.get(code.upper()), self._body_by_suffix.get(suffix)
        return _state_actor(country, body) if country and body else None

    def find(self, text: str) -> tuple[ActorHit, ...]:
        """Return the actors named in `text`, left to right, longest first, none overlapping."""
        return self.find_words(cut(text))

    def find_words(self, words: Words) -> tuple[ActorHit, ...]:
        """The same for a text that has been cut already."""
        return self._settled(tuple(self._scan(words)), (words,))

    def find_spans(self, text: str, spans: Iterable[tuple[int, int]]) -> tuple[ActorHit, ...]:
        """Return the actors named inside the spans (paragraphs), with offsets in `text`.

        Doubtful names are settled by the whole of the spans, so that `IS` in one paragraph is believed where another
        names the Islamic State.
        """
        found: list[_Found] = []
        parts: list[Words] = []
        for start, end in spans:
            words = cut(text[start:end])
            parts.append(words)
            found += [replace(f, start=f.start + start, end=f.end + start) for f in self._scan(words)]
        return self._settled(tuple(found), parts)

    def _settled(self, found: tuple[_Found, ...], parts: Iterable[Words]) -> tuple[ActorHit, ...]:
        sure = {
            f.aliases[0].actor.actor_id for f in found if len(f.aliases) == 1 and not f.aliases[0].ambiguous
        }
        codes: set[str] = set()
        if any(len(f.aliases) > 1 or f.aliases[0].ambiguous for f in found):
            hits = (hit for words in parts for hit in self._countries.find_words(words))
            codes = {hit.iso2 for hit in hits if not hit.others}
        return tuple(_settle(f, sure, codes) for f in found)

    def _scan(self, words: Words) -> Iterator[_Found]:
        index, size = 0, len(words.keys)
        while index < size:
            match = self._index.at(words, index)
            body = self._body_at(words, index)
            if body is not None and (match is None or body.last > match.last):
                match = body
            if match is None or _behind_article(words, match.first):
                index += 1
                continue
            start, end = words.starts[match.first], words.ends[match.last - 1]
            yield _Found(start, end, match.last - match.first > 1, _distinct(match.payloads))
            index = match.last

    def _body_at(self, words: Words, index: int) -> Match[_Alias] | None:
        """A country's word with a body's noun right behind it, or the metonym of a government."""
        country = self._countries.index.at(words, index)
        if country is None:
            return None
        body = self._noun_after(words, country)
        if body is not None:
            kind = body.payloads[0]
            names = [n for n in country.payloads if n.form != "capital" or not kind.suffix]
            aliases = tuple(_Alias(self._body(n.country, kind), n.ambiguous) for n in names)
            return Match(index, body.last, aliases) if aliases else None
        metonyms = [n for n in country.payloads if n.form == "metonym"]
        state = self._body_by_suffix[""]
        aliases = tuple(_Alias(self._body(n.country, state), n.ambiguous) for n in metonyms)
        return Match(index, country.last, aliases) if aliases else None

    def _body(self, country: Country, body: StateBody) -> Actor:
        """The table's row where it has one (the national forces of many states), else one made of the names."""
        made = _state_actor(country, body)
        return self._by_id.get(made.actor_id, made)

    def _noun_after(self, words: Words, country: Match[CountryName]) -> Match[StateBody] | None:
        if country.last >= len(words.keys):
            return None
        between = words.folded[words.ends[country.last - 1] : words.starts[country.last]]
        return self._body_index.at(words, country.last) if _BESIDE.fullmatch(between) else None


def spellings(alias: str) -> tuple[str, ...]:
    """Return an alias and its variants: the Arabic article as al, el or joined to a sun letter (al-Sham, ash-Sham).

    A possessive inside a name also stands without its apostrophe, as some feeds write it (`Peoples Protection Units`).
    """
    variants = [alias]
    bare = alias.replace("'s ", "s ")
    if bare != alias:
        variants.append(bare)
    match = _ARTICLE.search(alias)
    while match:
        tail = alias[match.end() :].lstrip("'’").lower()
        articles = next((written for letters, written in _SUN_LETTERS if tail.startswith(letters)), ())
        variants += [
            _rewrite(variant, match.group(), article)
            for variant in tuple(variants)
            for article in ("el", *articles)
            if match.group() in variant
        ]
        match = _ARTICLE.search(alias, match.end())
    return tuple(dict.fromkeys(variants))


def _behind_article(words: Words, index: int) -> bool:
    """Whether an Arabic article is joined to the word: `Abdul al-Houthi` is a man, not the movement."""
    if not index or words.keys[index - 1] not in _ARTICLES:
        return False
    return words.folded[words.ends[index - 1] : words.starts[index]] == "-"


def _rewrite(alias: str, written: str, article: str) -> str:
    joint = written[-1]
    return alias.replace(written, (article.capitalize() if written[0] == "A" else article) + joint, 1)


def _state_actor(country: Country, body: StateBody) -> Actor:
    code = country.iso2.lower()
    name = body.name.format(
        country=country.name, demonym=country.demonyms[0].rstrip("~") if country.demonyms else country.name
    )
    return Actor(
        actor_id=f"{code}.{body.suffix}" if body.suffix else code,
        name=name,
        kind=body.kind,
        country=(country.iso2,),
        parent=f"{code}.{body.parent}" if body.parent else (code if body.suffix else None),
        aliases=(),
        relations=(),
        source=country.source,
    )


def _distinct(aliases: tuple[_Alias, ...]) -> tuple[_Alias, ...]:
    """One alias for each actor: the unambiguous one where there is a choice."""
    best: dict[str, _Alias] = {}
    for alias in aliases:
        known = best.get(alias.actor.actor_id)
        if known is None or (known.ambiguous and not alias.ambiguous):
            best[alias.actor.actor_id] = alias
    return tuple(best.values())


def _settle(found: _Found, sure: set[str], codes: set[str]) -> ActorHit:
    """Pick the actor: one that the text names surely elsewhere, else the only one whose country the text names.

    A doubtful acronym needs the actor named elsewhere; for a doubtful phrase the actor's country is enough.
    """
    named = [a for a in found.aliases if a.actor.actor_id in sure]
    local = [a for a in found.aliases if codes.intersection(a.actor.country)]
    pool = next((p for p in (named, local) if len(p) == 1), list(found.aliases))
    best = pool[0]
    believed = not best.ambiguous or (found.several_words and best in local)
    settled = best.actor.actor_id in sure or (len(pool) == 1 and believed)
    ids = (best.actor.actor_id, *(a.actor.actor_id for a in found.aliases if a is not best))
    return ActorHit(
        found.start, found.end, best.actor.actor_id, best.actor.name, best.actor.kind, not settled, ids
    )


def _year(cell: str) -> int | None:
    return int(cell) if cell else None


def _relation(cell: str) -> Relation:
    parts = cell.split(":")
    if len(parts) != _RELATION_PARTS or parts[0] not in get_args(RelationKind):
        raise TableError(f"actors.tsv: the relation {cell!r} is not kind:id:from:to")
    kind: RelationKind = parts[0]  # type: ignore[assignment]  # checked above
    return Relation(kind, parts[1], _year(parts[2]), _year(parts[3]))


def _kind(cell: str) -> ActorKind:
    if cell not in get_args(ActorKind):
        raise TableError(f"actors.tsv: unknown kind {cell!r}")
    return cell  # type: ignore[return-value]  # checked above


def _actor(row: tuple[str, ...]) -> Actor:
    actor_id, name, kind, country, parent, aliases, relations, source = row
    return Actor(
        actor_id=actor_id,
        name=name,
        kind=_kind(kind),
        country=split_list(country, ";"),
        parent=parent or None,
        aliases=split_list(aliases),
        relations=tuple(_relation(cell) for cell in split_list(relations)),
        source=source,
    )


@lru_cache(maxsize=1)
def load() -> ActorLexicon:
    """Return the actors of `data/actors.tsv` and `data/state_bodies.tsv`, read once; raises TableError on a bad row."""
    bodies = tuple(
        StateBody(suffix, parent, _kind(kind), name, split_list(phrases))
        for suffix, parent, kind, name, phrases in read_rows("state_bodies.tsv", _BODY_COLUMNS)
    )
    return ActorLexicon(tuple(_actor(row) for row in read_rows("actors.tsv", _COLUMNS)), bodies)
