"""Finds the spans of a reading that may name a place, and what the gazetteer has for each."""

from dataclasses import dataclass, field

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
MIN_SKELETON_NAME = 4
"""Letters up to which a name is never looked up by its consonants."""


@dataclass(slots=True)
class Candidate:
    """Tokens `[first, last)` that may name a place. `feature` is the feature word beside it, `hint` the recogniser's type.

    `feature_span` are the tokens of the feature word. `cues` are reasons to believe the span is a place at all.
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
        if mention.pronoun or mention.type in ("quantity", "money"):
            continue
        for i in reading.tokens_in(mention.start, mention.end):
            found[i] = mention
    return found


def find(text: str, reading: Reading, gazetteer: Gazetteer) -> list[Candidate]:
    """Candidates in text order, none overlapping, the longest name at each place first."""
    search = Search(text, reading.tokens, hints(reading), gazetteer)
    found: list[Candidate] = []
    for sentence in reading.sentences:
        i = sentence.first
        while i < sentence.last:
            candidate = _at(search, i, sentence.last) if _opens(reading.tokens, i, sentence.last) else None
            if candidate is None:
                i += 1
            else:
                _beside(candidate, reading.tokens, sentence.first, sentence.last)
                _dateline(candidate, reading.tokens, sentence.first, sentence.last)
                _sites(candidate, gazetteer)
                if candidate.hits or (candidate.hint and candidate.hint.type in ("location", "facility")):
                    found.append(candidate)
                i = candidate.last
    return found


def _opens(tokens: tuple[Token, ...], i: int, last: int) -> bool:
    text = tokens[i].text
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
        if _named(text) or (j > first and text.isdigit()) or (text.lower() in words.ARTICLES and j == first):
            if _named(text) or text.isdigit():
                ends.append(j + 1)
                if j + 1 < last and tokens[j + 1].text == "." and len(text) <= 3:
                    ends.append(j + 2)
        elif text.lower() not in words.CONNECTORS:
            break
    return ends[::-1]


def _at(search: Search, first: int, last: int) -> Candidate | None:
    """The longest name that begins at token `first`."""
    tokens = search.tokens
    short = _abbreviation(tokens, first, search.gazetteer)
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
    return _by_hint(search, first, ends)


def _abbreviation(tokens: tuple[Token, ...], i: int, gazetteer: Gazetteer) -> Candidate | None:
    """A state's abbreviation after a comma ("Alexandria, La."), or one of three capitals anywhere."""
    token = tokens[i]
    known = words.abbreviations().get(token.text) or words.abbreviations().get(token.text + ".")
    after_comma = i > 0 and tokens[i - 1].text == ","
    if known is None or not (after_comma or (len(token.text) == 3 and token.text.isupper())):
        return None
    hits = tuple(h for h in gazetteer.lookup(known[1]) if h.place.kind == "admin1" and h.place.country == known[0])
    candidate = Candidate(i, i + 1, token.start, token.end, token.text, fold(known[1]), hits, qualifiers=("abbreviation",))
    candidate.cues.append("abbreviation of a state")
    return candidate if hits else None


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
    name = name.replace(".", "")
    if len(name) > 3 or not name.isalpha() or not name.isascii():
        return hits
    return tuple(hit for hit in hits if hit.place.name == name or (name.isupper() and hit.place.kind == "country"))


def _by_hint(search: Search, first: int, ends: list[int]) -> Candidate | None:
    """A name the gazetteer lacks: by its consonants, or kept so that it can be unlocated where a recogniser calls it a place."""
    if not ends:
        return None
    by_consonants = _by_consonants(search, first, ends[0])
    if by_consonants:
        return by_consonants
    mention = search.by_token.get(first)
    told = mention is not None and mention.type in ("location", "facility")
    end = next((e for e in ends if mention is not None and search.tokens[e - 1].end <= mention.end), ends[-1])
    if not told and not _site_word(search.tokens, end, len(search.tokens)):
        return None
    start, stop = search.tokens[first].start, search.tokens[end - 1].end
    name = search.text[start:stop]
    folded = fold(name)
    if not folded or folded.split()[-1] in words.ROADS or folded.split()[0] in words.ROADS or any(c.isdigit() for c in folded):
        return None
    return Candidate(first, end, start, stop, name, folded, (), mention if told else None)


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
    if feature is None or not feature.site:
        return
    for ending in dict.fromkeys((feature.site, "air base", "airport", "international airport") if "air" in feature.site else (feature.site,)):
        hits = tuple(h for h in gazetteer.lookup(f"{candidate.text} {ending}") if h.place.kind in feature.kinds)
        if hits:
            candidate.hits = hits
            candidate.cues.append(f"site named with '{feature.word}'")
            return
