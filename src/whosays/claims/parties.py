"""The participants of a claim: whom the words of a role denote, by coreference, lexicon, or in the mouth of who speaks."""

from collections.abc import Sequence
from typing import Final

from whosays.claims.chains import FIRST_PERSON
from whosays.claims.ground import Ground
from whosays.claims.issuer import PLURAL_FIRST
from whosays.claims.members import MEMBERS, MONTHS, Body, body_of
from whosays.claims.sources import entity_of
from whosays.lexicon import demonyms, nouns
from whosays.model import ids
from whosays.model.claim import Certainty, Link, Role, Source
from whosays.model.reading import Argument, Mention
from whosays.text import numbers
from whosays.text.slots import QUANTITIES


def role(g: Ground, argument: Argument, links: Sequence[Link]) -> Role:
    """The participant that an argument is; `links` are the chain of the claim, whose innermost source "we" may stand for."""
    text = g.report.text[argument.start : argument.end]
    mention = _mention(g, argument)
    spoken = _first_person(g, argument, links)
    reason, certainty = argument.reason, _certainty(g, argument)
    body = _acting_body(g, argument) if spoken is None and argument.role in PARTIES else None
    if spoken is not None:
        name, entity, why = spoken
        reason = f"{reason}; {why}".lstrip("; ")
    elif body is not None:
        name, entity, certainty = body.name, body.entity_id, min(certainty, body.certainty, key=SURENESS.index)
        reason = f"{reason}; {body.reason}".lstrip("; ")
    elif mention is not None and mention.type not in ("nationality", "quantity"):
        name, entity = _with_owner(g, _without_figure(mention.name), argument), entity_of(g, mention)
        reason = "; ".join(part for part in (reason, mention.reason) if part)
    else:
        name, entity = _plain_name(g, argument)
        name = _with_owner(g, name, argument)
    return Role(argument.role, text, argument.start, argument.end, _unquoted(name), entity, certainty, reason)


def _mention(g: Ground, argument: Argument) -> Mention | None:
    """The mention that the argument's words are: "the latter" is the last that was named, "ten of them" are they; a topic described keeps its words."""
    head = argument.head
    if g.tree.tokens[head].lemma.lower() == "latter":
        return _latter(g, head)
    whole = part_of(g, head)
    found = g.mention_of.get(head)
    if whole is not None and (found is None or g.tree.tokens[whole].pos == "PRON"):
        taken = g.mention_of.get(whole)
        return taken if taken is not None and taken.pronoun else found
    described = argument.role == "topic" and found is not None and not found.pronoun and g.tree.tokens[head].pos == "NOUN"
    return None if described else found


def part_of(g: Ground, head: int) -> int | None:
    """The noun or pronoun of which a number or a quantity is a part: "eighteen of them", "most of the column"; null for any other head."""
    token = g.tree.tokens[head]
    if token.pos not in ("NUM", "DET", "PRON", "ADJ") and token.lemma.lower() not in QUANTITIES:
        return None
    of = next((c for c in g.tree.below[head] if g.tree.tokens[c].dep == "prep" and g.tree.tokens[c].lemma.lower() == "of"), None)
    return g.tree.child(of, "pobj") if of is not None else None


def _latter(g: Ground, head: int) -> Mention | None:
    """Of two named before, the last: another's name that stands before "the latter", within a sentence."""
    now = g.tree.tokens[head]
    named = [m for m in g.reading.mentions if m.end <= now.start and not m.pronoun and m.name[:1].isupper() and m.name.split()[-1][:1].isupper() and now.sentence - g.tree.tokens[m.head].sentence <= 1]
    parties_ = [m for m in named if m.type in ("organisation", "armed_group", "person")]
    return parties_[-1] if parties_ else None


def unresolved(g: Ground, argument: Argument, speaker: str = "") -> bool:
    """Whether the argument is a pronoun of the third person that stands for nobody whom the report has named: it tells no reader anything.

    `speaker` is who says the act in words quoted: "he" in his own mouth is another.
    """
    mention = g.mention_of.get(argument.head)
    if speaker and mention is not None and mention.pronoun and mention.type == "person" and mention.name == speaker:
        return True
    whole = part_of(g, argument.head)
    head = argument.head if whole is None else whole
    return g.tree.tokens[head].text.lower() in THIRD and _mention(g, argument) is None and head not in g.mention_of


THIRD: Final = frozenset(["he", "him", "she", "her", "they", "them", "it", "himself", "herself", "themselves", "itself", "those", "these"])
PARTIES: Final = frozenset(["actor", "target", "member", "beneficiary", "origin_party"])
SURENESS: Final[tuple[Certainty, ...]] = ("PS", "PR", "CT")
"""From the least sure to the surest."""


def _acting_body(g: Ground, argument: Argument) -> Body | None:
    """The body whose members the argument names; of victims that are counted the words stay, since not the body was struck."""
    first = g.reading.tokens_in(argument.start, argument.end).start
    if argument.role != "actor" and _counted_men(g, argument):
        return None
    whole = part_of(g, argument.head)
    head, first = _taken_up(g, argument.head if whole is None else whole, first)
    return body_of(g, head, first) or _of_commander(g, head)


def _taken_up(g: Ground, head: int, first: int) -> tuple[int, int]:
    """For a pronoun the description that it takes up ("his forces ... they"), as head and first token; else the argument's own."""
    mention = g.mention_of.get(head)
    if mention is None or not mention.pronoun:
        return head, first
    told = [m for m in g.reading.mentions if m.cluster == mention.cluster and m.start < mention.start and not m.pronoun]
    return (told[-1].head, g.reading.tokens_in(told[-1].start, told[-1].end).start) if told else (head, first)


def _of_commander(g: Ground, head: int) -> Body | None:
    """ "His forces", where the man's title names the body that he commands: "army chief X ... his forces"."""
    if g.tree.tokens[head].lemma.lower() not in MEMBERS:
        return None
    for i in g.tree.all(head, "poss"):
        owner = g.mention_of.get(i)
        if owner is None or owner.type != "person" or owner.cluster is None:
            continue
        for mention in g.reading.mentions:
            body = _body_in_title(g, mention.head) if mention.cluster == owner.cluster and not mention.pronoun else None
            if body is not None:
                return Body(*body, "CT", f"whose {g.tree.tokens[head].text} they are by his title")
    return None


def _counted_men(g: Ground, argument: Argument) -> bool:
    return any(g.tree.tokens[i].pos == "NUM" for i in g.reading.tokens_in(argument.start, argument.end))


def _first_person(g: Ground, argument: Argument, links: Sequence[Link]) -> tuple[str, str | None, str] | None:
    """Name, entity and reason of a party in the first person; null for any other, and where nobody tells who speaks."""
    word = g.tree.tokens[argument.head].text.lower()
    start = g.tree.tokens[g.reading.tokens_in(argument.start, argument.end).start].text.lower()
    if (word in FIRST_PERSON and word not in PLURAL_FIRST) or start == "my":
        return _of_source(g, argument, links)
    ours = word in PLURAL_FIRST
    member = ours or start == "our" or _of_ours(g, argument.head)
    if not member:
        return None
    body = _speaking_body(g, argument, links)
    if body is None:
        return None
    why = "the body for which the source speaks" if links else "the body whose statement this is"
    himself = bool(links) and links[-1].source.kind != "armed_group" and body[0] == links[-1].source.name and links[-1].source.entity_id == body[1]
    if ours or (_is_member(g, argument.head, body[0]) and not (himself and _one_man(g, body[0]))):
        return *body, f"{word if ours else 'our'!r} is {why}"
    rest = g.report.text[argument.start : argument.end].split(None, 1)[-1]
    return f"{body[0]}'s {' '.join(rest.split())}", None, f"'our' is {why}"


def _one_man(g: Ground, name: str) -> bool:
    """Whether the name is a person's: "our army" in his mouth is not he."""
    return any(m.name == name and m.type == "person" for m in g.reading.mentions)


def _of_source(g: Ground, argument: Argument, links: Sequence[Link]) -> tuple[str, str | None, str] | None:
    """ "I" is the source; "my brother" is the source's."""
    if not links:
        return None
    source = links[-1].source
    words = g.report.text[argument.start : argument.end].split()
    if words[0].lower() == "my" and len(words) > 1:
        return f"{source.name}'s {' '.join(words[1:])}", None, "'my' is the source's"
    return source.name, source.entity_id, f"{words[-1].lower()!r} is the source"


def _of_ours(g: Ground, head: int) -> bool:
    """ "a team of ours", "units under our command"."""
    tree = g.tree
    of, under = tree.prep(head, "of"), tree.prep(head, "under")
    if of is not None and tree.tokens[of].text.lower() in ("ours", "us"):
        return True
    return under is not None and any(tree.tokens[c].text.lower() == "our" for c in tree.all(under, "poss"))


def _speaking_body(g: Ground, argument: Argument, links: Sequence[Link]) -> tuple[str, str | None] | None:
    """Whom "we" stands for: in quoted words the body of the source; in words only reported, and outside, that whose statement the report is."""
    if not links or (g.voice is not None and links[-1].form == "indirect" and not _in_quotes(g, argument)):
        return g.voice
    return body_of_speaker(g, links[-1].source)


def _in_quotes(g: Ground, argument: Argument) -> bool:
    sentence = g.reading.sentences[g.tree.tokens[argument.head].sentence]
    before = g.report.text[sentence.start : argument.start]
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”")


def _is_member(g: Ground, head: int, body: str) -> bool:
    lemma = g.tree.tokens[head].lemma.lower()
    return lemma in MEMBERS or lemma in body.lower().split()


def body_of_speaker(g: Ground, source: Source) -> tuple[str, str | None]:
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
    token = g.tree.tokens[head]
    titled = token.dep == "appos" and nouns.load().kind(g.tree.tokens[token.head].lemma) == "official_person"
    found = [head, token.head] if titled else [head]
    for node in found:
        found.extend(c for c in g.tree.below[node] if g.tree.tokens[c].dep in TITLE_DEPS and (g.tree.tokens[c].dep != "prep" or g.tree.tokens[c].lemma in ("of", "for")))
    return list(dict.fromkeys(found[1:]))


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
    if first.lower() == "whose" and rest:
        return _with_relative_owner(g, rest, argument)
    if first.lower() not in ("its", "their", "his", "her") or not rest:
        return name
    start = g.reading.tokens_in(argument.start, argument.end).start
    owner = next((g.mention_of[i] for i in range(start, argument.head) if i in g.mention_of and g.mention_of[i].pronoun), None)
    if owner is None or owner.cluster is None:
        return name
    return f"{owner.name}'s {rest}"


def _with_relative_owner(g: Ground, rest: str, argument: Argument) -> str:
    """ "civilians whose minibus was struck": the civilians' minibus."""
    clause = next((n for n in g.tree.up(argument.head) if g.tree.tokens[n].dep == "relcl"), None)
    if clause is None:
        return rest
    owner = g.tree.tokens[clause].head
    known = g.mention_of.get(owner)
    return f"{known.name if known is not None else g.tree.tokens[owner].text}'s {rest}"


def is_bare_number(g: Ground, argument: Argument) -> bool:
    """Whether the argument is a figure that counts nothing named beside it: "27 captured", "twelve are dead"."""
    return all(g.tree.tokens[i].pos in ("NUM", "DET", "ADV", "ADP", "SYM", "PUNCT") or g.tree.tokens[i].lemma.lower() in BARE
               for i in g.reading.tokens_in(argument.start, argument.end))


BARE: Final = frozenset(["dozen", "score", "hundred", "thousand", "other", "more", "several", "some", "many", "few", "at", "least", "than", "about", "another"])


def _uncounted(g: Ground, argument: Argument) -> str:
    """The words without the figure, the clock time or the date that stands before what they name: "14 residents" are residents."""
    tokens = [g.tree.tokens[i] for i in g.reading.tokens_in(argument.start, argument.end)]
    rest = list(tokens)
    while len(rest) > 1 and rest[0].i < argument.head and (rest[0].pos == "NUM" or rest[0].text.lower() in COUNTING or rest[0].lemma.lower() in MONTHS):
        rest = rest[1:]
    return " ".join(g.report.text[rest[0].start : argument.end].split()) if rest else ""


def _without_figure(name: str) -> str:
    """A description without the figure before it; names in capitals ("21 Brigade") keep theirs."""
    words = name.split()
    if not words or any(w[:1].isupper() for w in words[1:]):
        return name
    while len(words) > 1 and (words[0].lower() in COUNTING - {"a", "the", "up", "to", "as"} or numbers.number(words[0]) is not None):
        words = words[1:]
    return " ".join(words)


COUNTING: Final = frozenset(["at", "least", "some", "about", "around", "nearly", "almost", "over", "more", "than", "up", "to", "an", "estimated", "a", "the", "roughly",
                             "approximately", "between", "and", "or", "hundred", "thousand", "only", "just", "another", "further", "as", "many"])


def _plain_name(g: Ground, argument: Argument) -> tuple[str, str | None]:
    """The words as name, without their article and number of a part ("five of his men"); a demonym alone names its country."""
    words = _uncounted(g, argument)
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
