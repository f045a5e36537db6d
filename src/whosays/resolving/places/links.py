"""Finds where the text says that one place lies in another ("Paris, Texas"; "Sarmin in Idlib"; "Syria's Homs")."""

from whosays.lexicon import nouns
from whosays.model.reading import Token
from whosays.resolving.places.candidates import Candidate
from whosays.resolving.places.choose import LINKED, QUALIFIED, Link
from whosays.resolving.places.words import DIRECTIONS

NEAR_TOKENS = 7
"""Words between two names across which `in` still joins them."""
SAME_SENTENCE = 1.5
LEAST_IN_LIST = 3
"""Names from which a list is of one kind of place, not a town with its state and country."""
LIST_WORDS = frozenset({",", "and", "or", "the", "as", "well"})
"""What may stand before the last name of a list."""
BESIDE = frozenset({"outside", "km", "kms", "kilometers", "kilometres", "miles", "outskirts", "coast", "side", "front"})
"""Words whose `of` says beside and not in."""


def find(candidates: list[Candidate], tokens: tuple[Token, ...]) -> list[Link]:
    """All links between the candidates of a report, in text order."""
    found: list[Link] = []
    for j in range(1, len(candidates)):
        inner, outer = candidates[j - 1], candidates[j]
        if tokens[inner.first].sentence != tokens[outer.first].sentence:
            continue
        link = _adjacent(j, inner, outer, candidates, tokens)
        if link:
            found.append(link)
        found.extend(_linked_by_in(j, candidates, tokens))
    found.extend(_same_sentence(candidates, tokens))
    return found


def _gap(a: Candidate, b: Candidate, tokens: tuple[Token, ...]) -> list[str]:
    start = a.feature_span[1] if a.feature_span and a.feature_span[0] >= a.last else a.last
    return [token.text.lower() for token in tokens[start : b.first]]


def _adjacent(j: int, inner: Candidate, outer: Candidate, candidates: list[Candidate], tokens: tuple[Token, ...]) -> Link | None:
    gap = _gap(inner, outer, tokens)
    if _country(inner) and _country(outer):
        return None
    if (inner.folded != outer.folded and gap in ([","], ["("])) or gap == [",", "the"]:
        weight = QUALIFIED if not _in_list(j, candidates, tokens) else QUALIFIED / 3
        _qualify(inner, outer)
        return Link(j - 1, j, weight, "named after a comma" if gap[0] == "," else "named in brackets", plain=weight == QUALIFIED)
    if gap in (["'s"], ["’s"], ["'"], ["’"]):
        return Link(j, j - 1, LINKED, "owner before it")
    if not gap and outer.text[0].isupper() and inner.end + 1 == outer.start:
        return Link(j - 1, j, SAME_SENTENCE, "straight after")
    return None


def lists(candidates: list[Candidate], tokens: tuple[Token, ...]) -> list[list[int]]:
    """Candidates that stand in one list of three names or more ("Oregon, New Mexico, New York and Indiana")."""
    runs: list[list[int]] = []
    for j in range(1, len(candidates)):
        a, b = candidates[j - 1], candidates[j]
        gap = [token.text.lower() for token in tokens[a.end_token : b.first]]
        if not gap or not LIST_WORDS.issuperset(gap) or tokens[a.first].sentence != tokens[b.first].sentence:
            continue
        if runs and runs[-1][-1] == j - 1:
            runs[-1].append(j)
        else:
            runs.append([j - 1, j])
    return [run for run in runs if len(run) >= LEAST_IN_LIST]


def _country(candidate: Candidate) -> bool:
    """Whether the name is a country's own: no country lies in another, whatever stands between them ("China, Japan and ...")."""
    return any(h.place.kind == "country" and h.rank <= 1 for h in candidate.hits)


def _qualify(inner: Candidate, outer: Candidate) -> None:
    """A name before a comma and a country or unit is a place by that alone."""
    if any(h.place.kind in ("country", "admin1") for h in outer.hits):
        inner.qualifiers = (*inner.qualifiers, outer.text)


def _in_list(j: int, candidates: list[Candidate], tokens: tuple[Token, ...]) -> bool:
    """Whether the pair around a comma is part of a list ("Aleppo, Homs and Hama")."""
    behind = tokens[candidates[j].last : candidates[j + 1].first] if j + 1 < len(candidates) else ()
    words = [t.text.lower() for t in behind[:4]]
    if any(word in ("and", "or") for word in words) and LIST_WORDS.issuperset(words):
        return True
    after = [t.text.lower() for t in tokens[candidates[j].last : candidates[j].last + 1]]
    before = tokens[candidates[j - 1].first - 1].text if candidates[j - 1].first else ""
    previous = j >= 2 and candidates[j - 2].last == candidates[j - 1].first - 1 and before == ","
    following = j + 1 < len(candidates) and candidates[j + 1].first == candidates[j].last + 1 and after == [","]
    return previous and following


def _linked_by_in(j: int, candidates: list[Candidate], tokens: tuple[Token, ...]) -> list[Link]:
    outer, found = candidates[j], []
    for i in range(j - 1, max(-1, j - 4), -1):
        inner = candidates[i]
        gap = _gap(inner, outer, tokens)
        if tokens[inner.first].sentence != tokens[outer.first].sentence or len(gap) > NEAR_TOKENS:
            break
        if inner.folded != outer.folded and _says_in(gap):
            found.append(Link(i, j, LINKED, f"'{' '.join(gap[-2:])}' between", plain=_plain(gap)))
        if not _listed_with(candidates[i - 1], inner, tokens):
            break
    return found


def _plain(gap: list[str]) -> bool:
    """Whether nothing but `in`, or an apposition ("Boma, an island in"), joins the names."""
    small = {"in", "the", ",", "of", "a", "an", "eastern", "western", "northern", "southern", "central", "'s", "’s"} | set(DIRECTIONS)
    return (gap[:1] == ["in"] and small.issuperset(gap)) or (gap[:1] == [","] and gap[-1] in ("in", "of", "the") and sum(word not in small for word in gap) <= 1)


def _says_in(gap: list[str]) -> bool:
    """Whether the words between end in `in` or `of` with a name's small words, and not in `north of`."""
    if any(_speaks(word) for word in gap):
        return False
    for k in range(len(gap) - 1, max(-1, len(gap) - 5), -1):
        if gap[k] in ("in", "of"):
            return gap[k] == "in" or k == 0 or (gap[k - 1] not in DIRECTIONS and gap[k - 1] not in BESIDE)
    return False


def _speaks(word: str) -> bool:
    """Whether a word between two names is of people or a body: "X, the ministry in Y said" puts the ministry in Y, not X."""
    lexicon = nouns.load()
    return any(lexicon.kind(form) in SPEAKERS for form in (word, word.removesuffix("s")))


SPEAKERS = frozenset(["official_person", "official_group", "witness", "expert", "anonymous", "outlet", "person"])


def _listed_with(a: Candidate, b: Candidate, tokens: tuple[Token, ...]) -> bool:
    """Whether two names stand in one list, so that what holds the second holds the first too ("Kumba and Muyuka, in Cameroon")."""
    gap = _gap(a, b, tokens)
    return a.first < b.first and (gap in (["and"], ["or"], [","], [",", "and"]))


def _same_sentence(candidates: list[Candidate], tokens: tuple[Token, ...]) -> list[Link]:
    """Countries and units named anywhere in the sentence."""
    found = []
    for i, inner in enumerate(candidates):
        if any(h.place.kind in ("country", "admin1") and h.rank == 0 for h in inner.hits):
            continue
        for j in range(max(0, i - 6), min(len(candidates), i + 7)):
            outer = candidates[j]
            if inner.folded != outer.folded and tokens[inner.first].sentence == tokens[outer.first].sentence and _wide(outer):
                found.append(Link(i, j, SAME_SENTENCE, "in one sentence"))
    return found


def _wide(candidate: Candidate) -> bool:
    return any(h.place.kind in ("country", "admin1") for h in candidate.hits)
