"""Finds the spans of a reading that may name a place, and what the gazetteer has for each."""

from dataclasses import dataclass, field
from itertools import pairwise

from whosays.lexicon import actors, demonyms
from whosays.model.reading import Mention, Reading, Token
from whosays.resolving.gazetteer.index import Gazetteer
from whosays.resolving.gazetteer.names import fold, skeleton
from whosays.resolving.gazetteer.place import Hit
from whosays.resolving.places import words
from whosays.resolving.places.words import Feature

MAX_TOKENS = 7
"""Longest place name looked for, tokens with their hyphens."""
MAX_FEATURE_WORDS = 3
SMALL = 50_000
"""Inhabitants below which a match that leaves out the next capitalised word gives way to one by consonants that does not."""
PARTIES = frozenset({"D", "R", "I"})
"""Letters of parties before a hyphen and a state ("D-S.C.")."""
FARTHEST_BODY = 3
"""Words behind a name among which that of an institution may begin ("Mansfield Volunteer Fire Department")."""
GREAT = 1_000_000
"""Inhabitants from which a town goes by its initials ("L.A.")."""
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "agent", "poss"})
SURE_PLACE = frozenset({"in", "near", "outside"})
"""Prepositions after which even a name that nobody lists is a place."""
AFTER_NAMES = frozenset(["village", "town", "township", "neighbourhood", "neighborhood", "quarter", "suburb", "district", "subdistrict", "hamlet", "province", "governorate", "camp", "valley", "mountain", "mountains", "river", "island", "checkpoint", "crossing", "airport", "airbase", "air base", "junction", "roundabout", "forest", "oil field", "oilfield", "gas field", "dam", "lake", "hills", "region"])
"""Words for kinds of places that make a place of the name before them."""
WATERSIDE = frozenset({"bank", "banks", "shore", "shores", "side", "mouth", "waters", "crossing", "bend"})
UP_TO = (["up", "to"], [",", "up", "to"], ["as", "far", "as"], ["down", "to"], ["all", "the", "way", "to"])
LINKING = frozenset({"linking", "links", "linked", "connecting", "connects", "joining"})
"""Words before the first of two ends of a road."""
LONGEST_LIST = 12
"""Tokens of a list of names before the one in question."""
MIN_UNLISTED_NAME = 4
"""Letters from which a name that no gazetteer lists is kept after `in` or `near`."""
_CALENDAR = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "day", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"})
MIN_SKELETON_NAME = 4
"""Letters up to which a name is never looked up by its consonants."""


@dataclass(slots=True)
class Candidate:
    """Tokens `[first, last)` that may name a place. `feature` is the feature word beside it, `hint` the recogniser's type.

    `feature_span` are the tokens of the feature word. `cues` are reasons to believe the span is a place at all. `people` is the country (ISO
    3166) of the people's name that stands before it ("Syrian Kurdistan"); `article`: `the` stands before it, and it modifies nothing;
    `institution` are the countries (ISO 3166) that alone have bodies of the kind whose name the name opens ("Paris High School");
    `part` is the direction before it ("southern Lebanon"); `beside`: the words speak of a point ("at", "south of", "5 km from").
    """

    first: int
    last: int
    start: int
    end: int
    text: str
    folded: str
    hits: tuple[Hit, ...]
    hint: Mention | None = None
    feature: Feature | None = None
    feature_span: tuple[int, int] | None = None
    qualifiers: tuple[str, ...] = ()
    cues: list[str] = field(default_factory=list)
    people: str = ""
    article: bool = False
    part: str = ""
    institution: tuple[str, ...] = ()
    beside: bool = False

    @property
    def told(self) -> bool:
        """Whether a recogniser takes it for a place."""
        return self.hint is not None and self.hint.type in ("location", "facility")

    @property
    def end_token(self) -> int:
        """The token after the name and the feature word behind it."""
        return max(self.last, self.feature_span[1]) if self.feature_span else self.last


@dataclass(frozen=True, slots=True)
class Search:
    """What the search for names looks at."""

    text: str
    tokens: tuple[Token, ...]
    by_token: dict[int, Mention]
    gazetteer: Gazetteer


def hints(reading: Reading) -> dict[int, Mention]:
    """The named mention that covers each token; the longest wins, pronouns and descriptions in lower case left out."""
    found: dict[int, Mention] = {}
    for mention in sorted(reading.mentions, key=lambda m: (m.end - m.start, m.start)):
        span = reading.tokens_in(mention.start, mention.end)
        if mention.pronoun or mention.type in ("quantity", "money") or _is_clause(reading.tokens, span):
            continue
        for i in span:
            found[i] = mention
    return found


def _is_clause(tokens: tuple[Token, ...], span: range) -> bool:
    """Whether a verb or owner stands inside the words: a recogniser took "Rebels entered Bambari" or "Dhaka's coast guard" for a name."""
    if any(tokens[i].text in ("'s", "’s") for i in span[1:-1]) and tokens[span[-1]].text.islower():
        return True
    return any(tokens[i].pos == "VERB" and tokens[i].text.islower() and i not in (span[0], span[-1]) for i in span)


def find(text: str, reading: Reading, gazetteer: Gazetteer) -> list[Candidate]:
    """Candidates in text order, none overlapping, the longest name at each place first."""
    search = Search(text, reading.tokens, hints(reading), gazetteer)
    found: list[Candidate] = []
    for sentence in reading.sentences:
        i = sentence.first
        while i < sentence.last:
            candidate = _at(search, i, sentence.last, found[-1] if found else None) if _opens(reading.tokens, i, sentence.last) else None
            if candidate is None:
                i += 1
            else:
                _beside(candidate, reading.tokens, sentence.first, sentence.last)
                _dateline(candidate, reading.tokens, sentence.first, sentence.last)
                _sites(candidate, gazetteer)
                if candidate.hits or candidate.told or candidate.cues:
                    found.append(candidate)
                i = candidate.end_token
    _join(found, reading.tokens)
    _share_kinds(found, reading.tokens)
    _take_peoples(found, reading.tokens)
    return found


def _share_kinds(found: list[Candidate], tokens: tuple[Token, ...]) -> None:
    """A word for several places goes with each name of its list ("Sukma and Bijapur districts")."""
    for a, b in reversed(list(pairwise(found))):
        several = b.feature is not None and b.feature.word.endswith("s") and (b.feature_span is None or b.feature_span[0] >= b.last)
        if several and a.feature is None and [t.text.lower() for t in tokens[a.last : b.first]] in (["and"], [","], [",", "and"], ["or"]):
            a.feature, a.feature_span = b.feature, None


def _water(candidate: Candidate, tokens: tuple[Token, ...]) -> None:
    """What has banks and shores is a river or lake, whatever town bears its name ("the left bank of the Dnipro")."""
    before = [token.text.lower() for token in tokens[max(0, candidate.first - 3) : candidate.first]]
    if candidate.feature is None and before[1:] == ["of", "the"] and before[0] in WATERSIDE and any(h.place.kind in ("river", "lake", "sea") for h in candidate.hits):
        candidate.feature = words.features()["river" if any(h.place.kind == "river" for h in candidate.hits) else "lake"]


def _beside_words(tokens: tuple[Token, ...], first: int) -> bool:
    """Whether the words before the name speak of a point on the map."""
    before = [token.text.lower() for token in tokens[max(0, first - 3) : first] if token.text.lower() != "the"]
    if not before:
        return False
    of_side = len(before) > 1 and before[-1] in ("of", "from") and (before[-2] in words.DIRECTIONS or before[-2] in words.POINTED)
    return before[-1] in ("at", "near", "outside") or of_side


def _take_peoples(found: list[Candidate], tokens: tuple[Token, ...]) -> None:
    """What the word straight before says: whose the place is ("Syrian Kurdistan"), which part of it is meant, whether it bears an article."""
    known = demonyms.load().peoples
    for candidate in found:
        i = candidate.first - 1
        head = tokens[candidate.last - 1]
        candidate.article = i >= 0 and tokens[i].text.lower() == "the" and candidate.feature is None and head.head < candidate.last
        _water(candidate, tokens)
        candidate.institution = _institution(candidate, tokens)
        candidate.beside = candidate.feature is None and _beside_words(tokens, candidate.first)
        candidate.part = tokens[i].text.lower() if i >= 0 and tokens[i].text.lower() in words.DIRECTIONS else ""
        if i >= 0 and tokens[i].text[0].isupper() and tokens[i].head in range(candidate.first, candidate.last):
            candidate.people = known.get(tokens[i].text.lower(), "")


def _institution(candidate: Candidate, tokens: tuple[Token, ...]) -> tuple[str, ...]:
    """The countries of the institution whose name the candidate opens, in the words straight behind it."""
    known = words.institutions() | words.local_bodies()
    for i in range(candidate.last, min(candidate.last + FARTHEST_BODY, len(tokens) - 1)):
        if not tokens[i].text[0].isalpha() or tokens[i].sentence != tokens[candidate.first].sentence or tokens[i].pos == "VERB":
            return ()
        pair = f"{tokens[i].text} {tokens[i + 1].text}".lower()
        if pair in known:
            return known[pair]
    return ()


def _join(found: list[Candidate], tokens: tuple[Token, ...]) -> None:
    """Names joined by `and`, a list's commas or a road's `to` to a name that the words before it make a place are places with it."""
    for k, candidate in enumerate(found):
        if tokens[candidate.last - 1].dep in SUBJECTS:
            continue
        listed = _listed_after(tokens, candidate.first)
        if listed in words.STRONG_LOCATIVE and (tokens[candidate.first - 1].text != "," or _goes_on(candidate, tokens)):
            candidate.cues.append(f"in a list after '{listed}'")
        elif k and _joined_to(found[k - 1], candidate, tokens):
            candidate.cues.append(f"joined to {found[k - 1].text}")


def _joined_to(a: Candidate, b: Candidate, tokens: tuple[Token, ...]) -> bool:
    fought = a.first > 0 and tokens[a.first - 1].pos == "VERB" and tokens[a.first - 1].lemma.lower() in words.OF_A_PLACE
    if tokens[a.first].sentence != tokens[b.first].sentence or not (a.told or a.cues or (a.hits and (fought or _after_preposition(tokens, a.first)))):
        return False
    gap = [token.text.lower() for token in tokens[a.end_token : b.first]]
    to = gap in UP_TO or _ends_stretch(a, b.first, tokens)
    return gap in (["and"], ["or"], ["&"], [",", "and"], [",", "or"]) or to or (gap == [","] and _goes_on(b, tokens))


def _listed_after(tokens: tuple[Token, ...], first: int) -> str:
    """The preposition before the list of names that token `first` ends or goes on ("at Mbau and Oicha"); empty where there is no such list."""
    if first < 3 or tokens[first - 1].text.lower() not in ("and", "or", ","):
        return ""
    for i in range(first - 2, max(-1, first - LONGEST_LIST), -1):
        text = tokens[i].text
        if tokens[i].sentence != tokens[first].sentence:
            return ""
        if not (_named(text) or text in (",", "-") or text.lower() in ("and", "or", "the") or text in words.ARTICLES):
            return text.lower() if _named(tokens[i + 1].text) or tokens[i + 1].text.lower() == "the" else ""
    return ""


def _goes_on(candidate: Candidate, tokens: tuple[Token, ...]) -> bool:
    """Whether the list goes on behind the name: another name, or the last one after `and`."""
    after = [token.text for token in tokens[candidate.end_token : candidate.end_token + 2]]
    if len(after) < 2 or tokens[candidate.end_token].sentence != tokens[candidate.first].sentence:
        return False
    return (after[0] in ("and", "or") and _named(after[1])) or (after[0] == "," and (_named(after[1]) or after[1] in ("and", "or")))


def _opens(tokens: tuple[Token, ...], i: int, last: int) -> bool:
    text = tokens[i].text
    if text in PARTIES and i + 2 < last and tokens[i + 1].text == "-" and tokens[i + 2].start == tokens[i].start + 2:
        return False
    if _named(text):
        # Keys of names leave `the` out, so that a name never needs to begin with it.
        return text.lower() != "the"
    if text not in words.ARTICLES or i + 1 >= last:
        return False
    after = i + 2 if tokens[i + 1].text == "-" else i + 1
    return after < last and tokens[after].text[:1].isupper()


def _named(text: str) -> bool:
    """Whether a token can be a word of a name: a capital, or a letter of a script without capitals."""
    first = text[0]
    return first.isupper() or (first > "\u0590" and first.isalpha() and not first.islower())


def _ends(tokens: tuple[Token, ...], first: int, last: int) -> list[int]:
    """Ends of the names that may begin at token `first`, longest first."""
    ends = []
    for j in range(first, min(first + MAX_TOKENS, last)):
        text = tokens[j].text
        if _named(text) or (j > first and (text.isdigit() or _elided(text))) or (text.lower() in words.ARTICLES and j == first):
            if _named(text) or text.isdigit() or _elided(text):
                ends.append(j + 1)
                if j + 1 < last and tokens[j + 1].text == "." and len(text) <= 3:
                    ends.append(j + 2)
        elif text.lower() not in words.CONNECTORS or _dash_between_spaces(tokens, j):
            break
    return ends[::-1]


def _elided(text: str) -> bool:
    """Whether a word is a name behind a French or Italian elision ("d'Ivoire")."""
    return len(text) > 2 and text[1] in "'’" and text[0] in "dl" and text[2].isupper()


def _dash_between_spaces(tokens: tuple[Token, ...], i: int) -> bool:
    return tokens[i].text in ("-", "–") and tokens[i - 1].end < tokens[i].start


def _at(search: Search, first: int, last: int, previous: Candidate | None) -> Candidate | None:
    """The longest name that begins at token `first`; `previous` is the name found before it."""
    tokens = search.tokens
    short = _abbreviation(search, first)
    if short:
        return short
    ends = _ends(tokens, first, last)
    for end in ends:
        start, stop = tokens[first].start, tokens[end - 1].end
        name = search.text[start:stop]
        folded = fold(name)
        hits = _letter_case(name, search.gazetteer.lookup(name)) if folded else ()
        if hits:
            if _cut_short(tokens, first, end, ends, search.by_token):
                break
            longer = _by_consonants(search, first, ends[0]) if end < ends[0] and _weak(hits) else None
            return longer or Candidate(first, end, start, stop, name, folded, hits, search.by_token.get(first))
    return _by_hint(search, first, ends, previous)


def _abbreviation(search: Search, i: int) -> Candidate | None:
    """A state's abbreviation after a comma ("Alexandria, La."), one with its dots that a recogniser takes for a place, or one of three capitals."""
    tokens, token = search.tokens, search.tokens[i]
    known = words.abbreviations().get(token.text) or words.abbreviations().get(token.text + ".")
    after_comma = i > 0 and tokens[i - 1].text == ","
    mention = search.by_token.get(i)
    dotted = token.text.endswith(".") and len(token.text) > 2 and mention is not None
    told = dotted and mention is not None and (mention.type == "location" or _opens_body(tokens, i, mention))
    if known is None or not (after_comma or told or (len(token.text) == 3 and token.text.isupper())):
        return None
    hits = tuple(h for h in search.gazetteer.lookup(known[1]) if h.place.kind == "admin1" and h.place.country == known[0])
    candidate = Candidate(i, i + 1, token.start, token.end, token.text, fold(known[1]), hits, qualifiers=("abbreviation",))
    candidate.cues.append("abbreviation of a state")
    return candidate if hits else None


def _opens_body(tokens: tuple[Token, ...], i: int, mention: Mention) -> bool:
    """Whether initials open the name of a body or building ("the S.C. Highway Patrol"), or follow a party's letter ("D-S.C.")."""
    if i > 1 and tokens[i - 1].text == "-" and tokens[i - 2].text in PARTIES:
        return True
    opens = mention.start in (tokens[i].start, tokens[i - 1].start if i and tokens[i - 1].text.lower() == "the" else -1)
    return opens and mention.type in ("organisation", "facility") and tokens[i].text.count(".") > 1 and _named(tokens[min(i + 1, len(tokens) - 1)].text)


def _weak(hits: tuple[Hit, ...]) -> bool:
    """Whether the places of a name are all small."""
    return all(h.place.kind == "settlement" and h.place.population < SMALL for h in hits)


def _cut_short(tokens: tuple[Token, ...], first: int, end: int, ends: list[int], by_token: dict[int, Mention]) -> bool:
    """Whether the match is a common first word of a longer place name ("East" of "East Bank") that the gazetteer lacks."""
    mention = by_token.get(first)
    if mention is None or mention.type != "location" or tokens[first].text.lower() not in words.NOT_PLACES or end != first + 1:
        return False
    return mention.start <= tokens[first].start and any(e > end and tokens[e - 1].end <= mention.end for e in ends)


def _letter_case(name: str, hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """Short names match only in their own letter case: US, UK, but not `Us` or `In`."""
    initials, name = "." in name and name.isupper(), name.replace(".", "")
    if len(name) > 3 or not name.isalpha() or not name.isascii():
        return hits
    if initials and len(name) > 1 and all(hit.place.kind == "settlement" for hit in hits):
        return tuple(hit for hit in hits if hit.place.population >= GREAT)
    return tuple(hit for hit in hits if hit.place.name == name or (name.isupper() and hit.place.kind == "country"))


def _by_hint(search: Search, first: int, ends: list[int], previous: Candidate | None) -> Candidate | None:
    """A name the gazetteer lacks: by its consonants, or kept so that it can be unlocated where a recogniser calls it a place."""
    if not ends:
        return None
    if search.text[search.tokens[first].start : search.tokens[ends[-1] - 1].end].lower() in demonyms.load().peoples or (
        len(ends) > 1 and search.text[search.tokens[first].start : search.tokens[ends[-2] - 1].end].lower() in demonyms.load().peoples
    ):
        return None
    if _opener(search.tokens[first]) and len(ends) > 1 and _goes_without(search, first, ends[0]):
        return None
    by_consonants = next((c for e in _ends_of_one(search.tokens, first, ends) if (c := _by_consonants(search, first, e))), None)
    if by_consonants:
        return by_consonants
    mention = search.by_token.get(first)
    told = mention is not None and mention.type in ("location", "facility")
    end = next((e for e in ends if mention is not None and search.tokens[e - 1].end <= mention.end), ends[-1])
    unlisted = not told and _unlisted(search, first, end, previous)
    if not (told or unlisted or _site_word(search.tokens, end, len(search.tokens))) or _goes_without(search, first, end):
        return None
    start, stop = search.tokens[first].start, search.tokens[end - 1].end
    name = search.text[start:stop]
    folded = fold(name)
    if not folded or folded.split()[-1] in words.ROADS or folded.split()[0] in words.ROADS or any(c.isdigit() for c in folded):
        return None
    candidate = Candidate(first, end, start, stop, name, folded, (), mention if told else None)
    if unlisted:
        candidate.cues.append(f"stands after '{search.tokens[first - 1].text.lower()}'")
    return candidate


def _ends_of_one(tokens: tuple[Token, ...], first: int, ends: list[int]) -> list[int]:
    """The longest end, and those of the names that hold no `and`."""
    return [end for end in ends if end == ends[0] or not any(tokens[i].text.lower() == "and" for i in range(first, end))]


def _goes_without(search: Search, first: int, end: int) -> bool:
    """Whether a name that no gazetteer lists is better left to its last words ("State of Illinois"), or is a people or a day."""
    tokens = search.tokens
    opening = tokens[first].text.lower()
    if end == first + 1:
        return opening in demonyms.load().peoples or opening in words.NOT_PLACES or (tokens[first].pos == "NOUN" and opening.endswith("s"))
    if any(tokens[i].text.lower() in _CALENDAR for i in range(first, end)):
        return True
    if not _opener(tokens[first]):
        return False
    return any(_named(tokens[i].text) and search.gazetteer.lookup(search.text[tokens[i].start : tokens[end - 1].end]) for i in range(first + 1, end))


def _opener(token: Token) -> bool:
    """Whether a word often stands before a name with a capital of its own: a direction, "State", "Greater"."""
    word = token.text.lower()
    return word in words.DIRECTIONS or word in words.COMMON_OPENERS or word in words.SHORT_DIRECTIONS


def _unlisted(search: Search, first: int, end: int, previous: Candidate | None) -> bool:
    """Whether a name that nobody lists must be a place: no acronym, actor, person in full or idea, and its words say so."""
    tokens = search.tokens
    if first == 0 or tokens[end - 1].pos not in ("PROPN", "NOUN") or not _reads_as_name(search, first, end):
        return False
    if _kind_after(tokens, end) or (previous is not None and _ends_stretch(previous, first, tokens)):
        return True
    before = tokens[first - 1].text.lower()
    if before in ("of", "between", "from") and first > 1:
        kind = words.features().get(tokens[first - 2].text.lower())
        return bool(kind and before == "of") or tokens[first - 2].text.lower() in words.ROADS
    if before in SURE_PLACE and end == first + 1:
        return tokens[tokens[first - 1].head].lemma.lower() not in words.MENTAL
    return _listed_after(tokens, first) in SURE_PLACE and _ends_as_object(tokens, end - 1)


def _ends_stretch(a: Candidate, first: int, tokens: tuple[Token, ...]) -> bool:
    """Whether the name at token `first` is the other end of a stretch that begins or goes on with place `a`."""
    gap = [token.text.lower() for token in tokens[a.end_token : first]]
    if gap in UP_TO:
        return a.told or bool(a.cues) or _after_preposition(tokens, a.first)
    before = [token.text.lower() for token in tokens[max(0, a.first - 2) : a.first]]
    if not before or not (a.told or a.cues or a.hits):
        return False
    return (gap == ["and"] and before[-1] == "between") or (gap == ["to"] and before[-1] == "from") or (gap in (["with"], ["to"], ["and"]) and before[-1] in LINKING)


def _ends_as_object(tokens: tuple[Token, ...], i: int) -> bool:
    """Whether a name is joined to the object of a preposition."""
    joined = False
    for _ in range(LONGEST_LIST):
        if tokens[i].dep not in ("conj", "compound", "appos"):
            break
        joined, i = joined or tokens[i].dep == "conj", tokens[i].head
    return joined and tokens[i].dep == "pobj"


def _reads_as_name(search: Search, first: int, end: int) -> bool:
    """Whether the words are a name in title case of no actor, people, common word, or person named in full."""
    tokens, name = search.tokens, search.text[search.tokens[first].start : search.tokens[end - 1].end]
    if len(name) < MIN_UNLISTED_NAME or not any(c.islower() for c in tokens[first].text) or tokens[first].text.lower() in words.NOT_PLACES:
        return False
    mention = search.by_token.get(first)
    if mention is not None and (mention.type not in ("person", "organisation") or mention.end - mention.start > len(name)):
        return False
    if mention is not None and mention.type == "person" and end > first + 1 and not _kind_after(tokens, end) and tokens[end - 1].dep != "conj":
        return False
    return not actors.load().find(name) and not demonyms.load().find(name)


def _kind_after(tokens: tuple[Token, ...], end: int) -> bool:
    """Whether a word for a kind of settlement or site stands straight after in lower case ("Bab al-Tabbaneh quarter")."""
    feature = _feature_from(tokens, end, len(tokens))
    return feature is not None and tokens[end].text.islower() and tokens[end].sentence == tokens[end - 1].sentence and tokens[end].pos == "NOUN" and feature[0].word in AFTER_NAMES


def _by_consonants(search: Search, first: int, end: int) -> Candidate | None:
    """A name known only by its consonants, where a recogniser or a preposition speaks for a place."""
    mention = search.by_token.get(first)
    told = mention is not None and mention.type in ("location", "facility")
    if not told and not _after_preposition(search.tokens, first):
        return None
    start, stop = search.tokens[first].start, search.tokens[end - 1].end
    name = search.text[start:stop]
    folded = fold(name)
    if name.isupper() or len(name) <= MIN_SKELETON_NAME or not skeleton(folded):
        return None
    hits = search.gazetteer.lookup_skeleton(name)
    return Candidate(first, end, start, stop, name, folded, hits, mention if told else None) if hits else None


def _after_preposition(tokens: tuple[Token, ...], first: int) -> bool:
    """Whether the token is a name right after a preposition of place, or joined by `and` to one."""
    if first == 0:
        return False
    return tokens[first - 1].text.lower() in words.STRONG_LOCATIVE | {"and"}


def _site_word(tokens: tuple[Token, ...], i: int, last: int) -> Feature | None:
    found = _feature_from(tokens, i, last)
    return found[0] if found and found[0].site else None


def _feature_from(tokens: tuple[Token, ...], i: int, last: int) -> tuple[Feature, int] | None:
    """The longest feature word that begins at token `i`, and the token after it."""
    known = words.features()
    for size in range(min(MAX_FEATURE_WORDS, last - i), 0, -1):
        phrase = " ".join(tokens[k].text.lower() for k in range(i, i + size))
        if phrase in known:
            return known[phrase], i + size
    return None


def _beside(candidate: Candidate, tokens: tuple[Token, ...], first: int, last: int) -> None:
    """Attach the feature word after the name, before it with `of`, or straight before it."""
    after = _feature_from(tokens, candidate.last, last)
    if after:
        candidate.feature, candidate.feature_span = after[0], (candidate.last, after[1])
        return
    i = candidate.first - 1
    if i >= first and tokens[i].text.lower() == "the":
        i -= 1
    if i > first and tokens[i].text.lower() == "of":
        _take_before(candidate, tokens, i - 1, first)
    elif i >= first:
        _take_before(candidate, tokens, i, first, straight=True)


def _dateline(candidate: Candidate, tokens: tuple[Token, ...], first: int, last: int) -> None:
    """A name in capitals that opens a sentence before a dash or bracket is where the report was filed."""
    after = tokens[candidate.last].text if candidate.last < last else ""
    if candidate.first == first and candidate.text.isupper() and len(candidate.text) > 3 and after in ("—", "–", "--", "-", "(", ","):
        candidate.cues.append("dateline")


def _take_before(candidate: Candidate, tokens: tuple[Token, ...], i: int, first: int, *, straight: bool = False) -> None:
    known = words.features()
    for size in (2, 1):
        if i - size + 1 < first:
            continue
        phrase = " ".join(tokens[k].text.lower() for k in range(i - size + 1, i + 1))
        feature = known.get(phrase)
        if feature and not (straight and feature.word not in ("mount", "lake", "village", "town", "city", "camp", "province")):
            candidate.feature, candidate.feature_span = feature, (i - size + 1, i + 1)
            return


def _sites(candidate: Candidate, gazetteer: Gazetteer) -> None:
    """Where a site word stands beside the name, look for the site itself (`Shayrat` + `air base`)."""
    feature = candidate.feature
    if feature is not None and feature.word in ("county", "counties"):
        counties = tuple(h for h in gazetteer.lookup(f"{candidate.text} county") if h.place.kind in feature.kinds)
        candidate.hits = (*counties, *(h for h in candidate.hits if h.place.id not in {c.place.id for c in counties}))
    if feature is None or not feature.site:
        return
    for ending in dict.fromkeys((feature.site, "air base", "airport", "international airport") if "air" in feature.site else (feature.site,)):
        hits = tuple(h for h in gazetteer.lookup(f"{candidate.text} {ending}") if h.place.kind in feature.kinds)
        if hits:
            candidate.hits = hits
            candidate.cues.append(f"site named with '{feature.word}'")
            return
