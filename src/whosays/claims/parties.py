"""The participants of a claim: whom the words of a role denote, by coreference, lexicon, or in the mouth of who speaks."""

from collections.abc import Sequence
from typing import Final

from whosays.claims.chains import FIRST_PERSON
from whosays.claims.ground import Ground
from whosays.claims.issuer import PLURAL_FIRST
from whosays.claims.sources import entity_of
from whosays.lexicon import demonyms, nouns
from whosays.model import ids
from whosays.model.claim import Certainty, Link, Role, Source
from whosays.model.reading import Argument


def role(g: Ground, argument: Argument, links: Sequence[Link]) -> Role:
    """The participant that an argument is; `links` are the chain of the claim, whose innermost source "we" may stand for."""
    text = g.report.text[argument.start : argument.end]
    mention = g.mention_of.get(argument.head)
    spoken = _first_person(g, argument, links)
    reason = argument.reason
    if spoken is not None:
        name, entity, why = spoken
        reason = f"{reason}; {why}".lstrip("; ")
    elif mention is not None and mention.type not in ("nationality", "quantity"):
        name, entity = _with_owner(g, mention.name, argument), entity_of(g, mention)
        reason = "; ".join(part for part in (reason, mention.reason) if part)
    else:
        name, entity = _plain_name(g, argument)
        name = _with_owner(g, name, argument)
    return Role(argument.role, text, argument.start, argument.end, _unquoted(name), entity, _certainty(g, argument), reason)


MEMBERS: Final = frozenset(
    ["unit", "force", "troop", "fighter", "soldier", "man", "guerrilla", "brother", "sister", "bloc", "army", "movement", "group", "militia", "brigade",
     "mujahid", "mujahideen", "lion", "hero", "artillery", "aviation", "gunner", "pilot", "comrade", "combatant", "police", "ministry", "command"]
)
"""Nouns for those by whom a body acts: "our units" are the body itself."""


def _first_person(g: Ground, argument: Argument, links: Sequence[Link]) -> tuple[str, str | None, str] | None:
    """Name, entity and reason of a party in the first person; null for any other, and where nobody tells who speaks."""
    word = g.tree.tokens[argument.head].text.lower()
    if word in FIRST_PERSON and word not in PLURAL_FIRST:
        return (links[-1].source.name, links[-1].source.entity_id, f"{word!r} is the source") if links else None
    ours = word not in PLURAL_FIRST
    if ours and g.tree.tokens[g.reading.tokens_in(argument.start, argument.end).start].text.lower() != "our":
        return None
    body = _body_of_speaker(g, links[-1].source) if links else g.voice
    if body is None:
        return None
    why = "the body for which the source speaks" if links else "the body whose statement this is"
    if not ours or _is_member(g, argument.head, body[0]):
        return *body, f"{word!r} is {why}"
    rest = g.report.text[argument.start : argument.end].split(None, 1)[-1]
    return f"{body[0]}'s {' '.join(rest.split())}", None, f"'our' is {why}"


def _is_member(g: Ground, head: int, body: str) -> bool:
    lemma = g.tree.tokens[head].lemma.lower()
    return lemma in MEMBERS or lemma in body.lower().split()


def _body_of_speaker(g: Ground, source: Source) -> tuple[str, str | None]:
    """Whom "we" stands for in the mouth of a spokesman: the body that his title names, else himself."""
    for mention in g.reading.mentions:
        if mention.name == source.name and not mention.pronoun:
            found = _body_in_title(g, mention.head)
            if found is not None:
                return found
    return source.name, source.entity_id


def _body_in_title(g: Ground, head: int) -> tuple[str, str | None] | None:
    """The body named in a title before or after a name: "army spokesman X", "X, spokesman of the Front"."""
    for node in _title_nodes(g, head):
        mention = g.mention_of.get(node)
        if mention is not None and mention.type in ("organisation", "armed_group"):
            return mention.name, entity_of(g, mention)
        lemma = g.tree.tokens[node].lemma
        if nouns.load().kind(lemma) == "official_group":
            own = next((m for m in g.reading.mentions if g.tree.tokens[m.head].lemma.lower() == lemma.lower() and m.type == "organisation"), None)
            return (own.name, entity_of(g, own)) if own is not None else (g.tree.tokens[node].text.lower(), None)
    return None


TITLE_DEPS: Final = ("compound", "poss", "nmod", "amod", "appos", "prep", "pobj")


def _title_nodes(g: Ground, head: int) -> list[int]:
    """Words of the title around a name's head, nearest first."""
    found = [head]
    for node in found:
        found.extend(c for c in g.tree.below[node] if g.tree.tokens[c].dep in TITLE_DEPS and (g.tree.tokens[c].dep != "prep" or g.tree.tokens[c].lemma in ("of", "for")))
    return found[1:]


def _unquoted(name: str) -> str:
    """The name without a quotation mark whose other half stands outside it."""
    for opening, closing in ("“”", '""'):
        odd = name.count(opening) % 2 if opening == closing else name.count(opening) != name.count(closing)
        if odd:
            name = name.replace(opening, "").replace(closing, "")
    return name


def distinct(roles: Sequence[Role]) -> tuple[Role, ...]:
    """One party named twice in a sentence ("Daesh (ISIS)") stands once a role, by its first words."""
    kept: dict[tuple[str, str], Role] = {}
    for one in roles:
        kept.setdefault((one.role, one.entity_id or one.name.casefold()), one)
    return tuple(kept.values())


def _with_owner(g: Ground, name: str, argument: Argument) -> str:
    """ "its planes" names whose planes they are."""
    first, _, rest = name.partition(" ")
    if first.lower() not in ("its", "their", "his", "her") or not rest:
        return name
    start = g.reading.tokens_in(argument.start, argument.end).start
    owner = next((g.mention_of[i] for i in range(start, argument.head) if i in g.mention_of and g.mention_of[i].pronoun), None)
    if owner is None or owner.cluster is None:
        return name
    return f"{owner.name}'s {rest}"


def is_bare_number(g: Ground, argument: Argument) -> bool:
    """Whether the argument is a figure that counts nothing named beside it: "27 captured", "twelve are dead"."""
    return all(g.tree.tokens[i].pos in ("NUM", "DET", "ADV", "ADP", "SYM", "PUNCT") or g.tree.tokens[i].lemma.lower() in BARE
               for i in g.reading.tokens_in(argument.start, argument.end))


BARE: Final = frozenset(["dozen", "score", "hundred", "thousand", "other", "more", "several", "some", "many", "few", "at", "least", "than", "about", "another"])


def _plain_name(g: Ground, argument: Argument) -> tuple[str, str | None]:
    """The words as name, without their article and number of a part ("five of his men"); a demonym alone names its country."""
    words = " ".join(g.report.text[argument.start : argument.end].split())
    _, of, whole = words.partition(" of ")
    if of and g.tree.tokens[argument.head].pos == "NUM":
        words = whole
    country = demonyms.load().by_word(words)
    if country is not None:
        return country.name, ids.entity_id("world", country.name.casefold())
    first, _, rest = words.partition(" ")
    return (rest if rest and first.lower() in ("the", "a", "an") else words), None


HEDGES: Final[dict[str, Certainty]] = {
    "likely": "PR", "probably": "PR", "apparently": "PR", "presumably": "PR", "believed": "PR", "possibly": "PS", "perhaps": "PS",
    "allegedly": "PS", "reportedly": "PR", "suspected": "PS", "alleged": "PS", "presumed": "PR", "unidentified": "CT",
}


def _certainty(g: Ground, argument: Argument) -> Certainty:
    """How sure the report is of this participant: a hedge right before its words or their preposition."""
    first = g.reading.tokens_in(argument.start, argument.end).start
    window = range(max(0, first - 3), argument.head + 1)
    value: Certainty = "CT"
    for i in window:
        token = g.tree.tokens[i]
        hedge = HEDGES.get(token.text.lower())
        if hedge is None or hedge == "CT" or token.sentence != g.tree.tokens[argument.head].sentence:
            continue
        governed = g.tree.tokens[token.head]
        before_by = g.tree.tokens[i + 1].text.lower() == "by" and i + 1 < first
        if i >= first or before_by or governed.dep in ("prep", "agent") or token.head == argument.head:
            value = hedge
    return value
