"""Tells place names from persons, common words, and the governments, peoples and institutions that bear a place's name.

Each rule is a pure function that returns a reason or None; the lists at the end are tried in order.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from whosays.model.reading import Reading, Token
from whosays.resolving.places import words
from whosays.resolving.places.candidates import Candidate

Verdict = Literal["place", "bearer", "none"]
LARGE_TOWN = 100_000
"""Inhabitants from which a lone capitalised name is believed to be a town without more support."""
SMALL_TOWN = 15_000
"""The same where a recogniser calls the name an organisation, which it often does for towns."""
KNOWN_BEARER = 50_000
"""Inhabitants from which a name inside a longer name is believed to be that of the town."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a rule may look at."""

    reading: Reading
    candidate: Candidate

    @property
    def head(self) -> Token:
        """The token of the candidate that the rest of the sentence hangs on: its last name word."""
        tokens = self.reading.tokens
        span = range(self.candidate.first, self.candidate.last)
        return next((tokens[i] for i in span if tokens[i].head not in span), tokens[self.candidate.last - 1])

    def token(self, i: int) -> Token | None:
        """The token `i` of the same sentence, else None."""
        tokens = self.reading.tokens
        if 0 <= i < len(tokens) and tokens[i].sentence == tokens[self.candidate.first].sentence:
            return tokens[i]
        return None

    @property
    def before(self) -> Token | None:
        """The token before the name, a `the` skipped."""
        token = self.token(self.candidate.first - 1)
        return self.token(self.candidate.first - 2) if token is not None and token.text.lower() == "the" else token

    @property
    def after(self) -> Token | None:
        """The token after the name."""
        return self.token(self.candidate.last)


Rule = Callable[[Context], str | None]


def is_state(candidate: Candidate) -> bool:
    """Whether the name may stand for a government: a country, or a large town (a capital by metonymy)."""
    return any(h.place.kind == "country" or h.place.population > 400_000 for h in candidate.hits)


def after_locative(context: Context) -> bool:
    """Whether a preposition of place stands before the name."""
    before = context.before
    if before is None:
        return False
    if before.text.lower() in ("to", "for", "on"):
        head = context.reading.tokens[before.head]
        heads = {head.lemma.lower(), context.reading.tokens[head.head].lemma.lower() if head.pos in ("ADP", "ADV", "PART") else ""}
        return bool(heads & words.MOTION)
    return before.text.lower() in words.STRONG_LOCATIVE


def fought_over(context: Context) -> bool:
    """Whether the name is the bare object of a verb that takes places in reports of fighting, or has outskirts and the like."""
    head = context.head
    verb = context.reading.tokens[head.head]
    before = context.token(context.candidate.first - 1)
    if head.dep == "nsubjpass" or (head.dep == "nsubj" and verb.lemma.lower() == "fall"):
        return verb.lemma.lower() in words.BESIEGED
    if head.dep == "dobj" and before is not None and before.i == verb.i:
        return verb.lemma.lower() in words.OF_A_PLACE
    if before is None or before.text.lower() != "of":
        return False
    owner = context.token(before.i - 1)
    return owner is not None and (owner.lemma.lower() in words.SEATS or owner.text.lower() in words.SEATS)


def opens_without_support(context: Context) -> str | None:
    """A lone capitalised word that opens a sentence and that nothing but a recogniser takes for a place."""
    c, tokens = context.candidate, context.reading.tokens
    opens = c.first == context.reading.sentences[tokens[c.first].sentence].first
    if not opens or c.hits or c.feature or c.qualifiers or c.cues or c.last > c.first + 1:
        return None
    return "opens a sentence, and nothing else speaks of a place"


def the_river(context: Context) -> bool:
    """Whether `the` stands before the name of a river, sea, desert or range, as it must."""
    before = context.token(context.candidate.first - 1)
    natural = {"river", "sea", "desert", "mountain", "region", "island"}
    return before is not None and before.text.lower() == "the" and any(h.place.kind in natural for h in context.candidate.hits)


def ends_in_a_kind(candidate: Candidate) -> bool:
    """Whether a name of several words ends in a word for a kind of place ("South-West Region")."""
    head, _, kind = candidate.folded.rpartition(" ")
    return bool(head) and kind in words.features()


def has_support(context: Context) -> bool:
    """Whether something besides the letters says that this is a place."""
    c = context.candidate
    return the_river(context) or fought_over(context) or bool(c.cues or c.feature or c.qualifiers) or ends_in_a_kind(c) or after_locative(context) or (c.hint is not None and c.hint.type in ("location", "facility"))


# rules that drop the span: it names no place at all


def part_of_a_person(context: Context) -> str | None:
    """The words are part of a person's name."""
    c, hint = context.candidate, context.candidate.hint
    if hint is None or hint.type != "person":
        return None
    exact = hint.start >= c.start and hint.end <= c.end
    of = context.before is not None and context.before.text.lower() == "of"
    if exact and (after_locative(context) or of or fought_over(context) or c.qualifiers or c.feature or c.cues):
        return None
    if exact and any(h.place.kind in ("country", "admin1") or h.place.population > 1_000_000 for h in c.hits if h.rank == 0):
        return None
    return f"part of the person name '{hint.name}'"


def follows_a_title(context: Context) -> str | None:
    """A title of a person stands before the name."""
    before = context.token(context.candidate.first - 1)
    if before is not None and before.text.rstrip(".").lower() in words.PERSON_TITLES and before.text[0].isupper() and not context.candidate.qualifiers:
        return f"follows the title '{before.text}'"
    return None


def reads_as_a_word(context: Context) -> str | None:
    """A common word, surname or given name, with nothing that makes it a place."""
    c = context.candidate
    if " " in c.text or c.text.lower() not in words.NOT_PLACES:
        return None
    if c.text.isupper() and any(h.place.kind == "country" for h in c.hits):
        return None
    located = c.hint is not None and c.hint.type == "location"
    if c.qualifiers or (located and after_locative(context)):
        return None
    return "reads as a common word or personal name"


def not_a_name_here(context: Context) -> str | None:
    """The parser does not take it for a name, and nothing else does."""
    c = context.candidate
    if context.head.pos in ("PROPN", "NOUN", "X", "ADJ") or " " in c.text.strip() or has_support(context):
        return None
    return f"parsed as {context.head.pos.lower()}"


def names_a_road(context: Context) -> str | None:
    """The name of a road that borrows it, or a word for roads itself."""
    after = context.after
    if context.candidate.text.rstrip(".").lower() in words.ROADS:
        return "a word for roads"
    if after is not None and after.text.rstrip(".").lower() in words.ROADS and after.text[0].isupper():
        return f"names a '{after.text.lower()}'"
    return None


def names_a_germ(context: Context) -> str | None:
    """A virus, disease or such that bears the name of a place."""
    after = context.after
    if after is not None and after.lemma.lower() in ("virus", "disease", "fever", "strain", "flu", "haemorrhagic", "hemorrhagic", "vaccine", "outbreak") and not is_state(context.candidate):
        return f"names a {after.lemma.lower()}"
    return None


def weak_inside_a_name(context: Context) -> str | None:
    """Part of a longer capitalised name, and of no well-known place."""
    if not (inside_an_institution(context) or modifies_a_name(context)):
        return None
    after = context.after
    least = 0 if after is not None and after.text.lower() in words.LOCAL_BODIES else KNOWN_BEARER
    known = any(_weight(h.place.kind, h.place.population, 0) > least for h in context.candidate.hits if h.rank == 0 or h.place.kind == "country")
    common = context.candidate.text.lower() in words.NOT_PLACES and not any(h.place.kind == "country" for h in context.candidate.hits)
    return None if known and not common else "a word of a longer name, and no well-known place"


def taken_for_something_else(context: Context) -> str | None:
    """A recogniser takes the very words for an organisation, person, people or thing, and nothing speaks for a place."""
    c = context.candidate
    if c.hint is None or c.hint.type in ("location", "facility") or has_support(context):
        return None
    if c.hint.start < c.start or c.hint.end > c.end:
        return None
    least = SMALL_TOWN if c.hint.type == "organisation" and not c.text.isupper() else 1_000_000
    if any(h.place.kind in ("country", "admin1") or h.place.population >= least for h in c.hits if h.rank == 0 or h.place.kind == "country"):
        return None
    return f"taken for a {c.hint.type} here"


def small_and_unsupported(context: Context) -> str | None:
    """A small town's name with nothing beside it that speaks of a place."""
    c = context.candidate
    if has_support(context):
        return None
    best = max((_weight(h.place.kind, h.place.population, h.rank) for h in c.hits), default=0)
    if best >= LARGE_TOWN:
        return None
    return "the only places of this name are small, and nothing here speaks of a place"


def _weight(kind: str, population: int, rank: int) -> int:
    if kind in ("country", "admin1", "continent", "sea") and rank < 2:
        return 10_000_000
    if kind in ("desert", "region", "admin2") and rank < 2:
        return LARGE_TOWN
    return population // (1 if rank == 0 else 5)


def is_a_people(context: Context) -> str | None:
    """The word names a people here ("Somali troops"), and not the region of the same name."""
    c = context.candidate
    if c.hint is None or c.hint.type != "nationality" or c.qualifiers or c.feature or c.cues or after_locative(context):
        return None
    if ends_in_a_kind(c):
        return None
    return "a people" if c.hint.start <= c.start and c.hint.end >= c.end and not any(h.place.kind == "country" for h in c.hits) else None


# rules that keep it, but not as a place of an act


def inside_an_institution(context: Context) -> str | None:
    """The name is part of a longer name of an organisation or armed group."""
    c, hint = context.candidate, context.candidate.hint
    if hint is None or hint.type not in ("organisation", "armed_group", "document", "weapon", "vehicle"):
        return None
    if c.feature and hint.start >= c.start and hint.end <= context.reading.tokens[c.end_token - 1].end:
        return None
    if (hint.start < c.start or hint.end > c.end + 2) and not c.qualifiers:
        return f"part of the name '{' '.join(hint.name.split())}'"
    return None


def modifies_a_name(context: Context) -> str | None:
    """The name modifies another capitalised name ("Washington Post")."""
    after, c = context.after, context.candidate
    if after is None or not after.text[0].isupper() or after.pos != "PROPN" or (c.feature_span and c.feature_span[0] == c.last):
        return None
    if context.head.dep in ("compound", "nmod") and context.head.head > c.last - 1:
        return f"modifies the name '{context.reading.tokens[context.head.head].text}'"
    return None


def modifies_an_actor(context: Context) -> str | None:
    """The name modifies a noun for a government, force or team."""
    after = context.after
    actors = words.ACTOR_NOUNS | {"forces", "troops"}
    if after is not None and {after.lemma.lower(), after.text.lower()} & actors and context.head.dep in ("compound", "nmod", "amod"):
        return f"names an actor: '{context.candidate.text} {after.text}'"
    return None


def initials_as_adjective(context: Context) -> str | None:
    """The initials of a country say whose something is, as an adjective would ("U.S. citizens", "UK bases"), unless it is land, water or a town."""
    c, head = context.candidate, context.head
    letters = c.text.replace(".", "")
    if not letters.isupper() or len(letters) > _MOST_INITIALS or not any(h.place.kind == "country" for h in c.hits):
        return None
    joined, behind = context.token(c.last), context.token(c.last + 1)
    if joined is not None and joined.text == "-":
        return f"an adjective: '{c.text}-{behind.text}'" if behind is not None and behind.pos == "VERB" else None
    owned = context.reading.tokens[head.head]
    if head.dep not in ("compound", "nmod", "amod") or head.head < c.last or owned.lemma.lower() in words.LAND:
        return None
    return f"an adjective: '{c.text} {owned.text}'"


_MOST_INITIALS = 4  # USSR


def possesses_an_actor(context: Context) -> str | None:
    """The name owns a government, force or office ("Syria's army")."""
    head = context.head
    if head.dep != "poss" or not is_state(context.candidate):
        return None
    owned = context.reading.tokens[head.head]
    children = context.reading.children[owned.i]
    nouns = [owned.lemma.lower(), *(context.reading.tokens[k].lemma.lower() for k in children if context.reading.tokens[k].dep in ("compound", "amod"))]
    found = next((n for n in nouns if n in words.POSSESSED_ACTORS), None)
    return f"owner of '{owned.text}', an actor" if found else None


def speaks_or_wills(context: Context) -> str | None:
    """The name is the subject of a verb of speech, will or state action."""
    head = context.head
    if head.dep not in ("nsubj", "agent") and not (head.dep == "pobj" and context.reading.tokens[head.head].dep == "agent"):
        return None
    verb = context.reading.tokens[head.head]
    if verb.dep == "agent":
        verb = context.reading.tokens[verb.head]
    if not is_state(context.candidate) or verb.lemma.lower() not in words.SPEECH_LIKE | words.ACTING:
        return None
    return f"subject of '{verb.lemma}': the government, not the place"


DROPS: tuple[Rule, ...] = (
    part_of_a_person, follows_a_title, reads_as_a_word, not_a_name_here, names_a_road, names_a_germ, weak_inside_a_name, is_a_people, opens_without_support,
)
BEARERS: tuple[Rule, ...] = (inside_an_institution, modifies_a_name, modifies_an_actor, initials_as_adjective, possesses_an_actor, speaks_or_wills)
LAST: tuple[Rule, ...] = (taken_for_something_else, small_and_unsupported)


def judge(reading: Reading, candidate: Candidate) -> tuple[Verdict, str]:
    """Whether the span names a place, a bearer of a place's name, or nothing of the kind, and the reason."""
    context = Context(reading, candidate)
    for rule in DROPS:
        reason = rule(context)
        if reason:
            return "none", reason
    for rule in BEARERS:
        reason = rule(context)
        if reason:
            return "bearer", reason
    for rule in LAST:
        reason = rule(context)
        if reason:
            return "none", reason
    return "place", ""


def across_report(reading: Reading, verdicts: list[tuple[Candidate, Verdict, str]]) -> list[tuple[Candidate, Verdict, str]]:
    """Bare names that are a person's surname or a germ elsewhere in the report are that here too, unless the words say a place."""
    surnames = _surnames(reading)
    germs = {c.folded for c, verdict, why in verdicts if verdict == "none" and why.startswith("names a ") and "'" not in why}
    checked = []
    for candidate, verdict, why in verdicts:
        told = has_support(Context(reading, candidate)) and (after_locative(Context(reading, candidate)) or candidate.qualifiers or candidate.feature)
        if verdict == "none" or told:
            checked.append((candidate, verdict, why))
        elif candidate.text.lower() in surnames:
            checked.append((candidate, "none", "surname of a person of this report"))
        elif candidate.folded in germs:
            checked.append((candidate, "none", "a germ of this report"))
        else:
            checked.append((candidate, verdict, why))
    return checked


def _surnames(reading: Reading) -> frozenset[str]:
    """Last words, lower case, of the persons that the report names in full."""
    found = set()
    for mention in reading.mentions:
        if mention.type == "person" and not mention.pronoun:
            span = reading.tokens_in(mention.start, mention.end)
            words_ = [reading.tokens[i].text for i in span if reading.tokens[i].text[0].isupper()]
            if len(words_) > 1:
                found.add(words_[-1].lower())
    return frozenset(found)
