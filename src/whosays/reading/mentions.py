"""Who and what the text names or describes: names by lexicon and recogniser, noun phrases by head noun, pronouns."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from whosays.lexicon.actors import ActorLexicon
from whosays.lexicon.nouns import NounLexicon
from whosays.model.reading import MentionType, Token
from whosays.model.span import Span
from whosays.reading.parser import NamedSpan
from whosays.text.tree import Tree

KIND_TYPES: Final[dict[str, MentionType]] = {
    "state": "location", "state_force": "organisation", "foreign_force": "organisation", "political": "organisation",
    "international_org": "organisation", "monitor": "organisation", "outlet": "organisation", "rebel": "armed_group",
    "militia": "armed_group", "jihadist": "armed_group", "pmc": "armed_group", "tribal": "armed_group",
    "criminal": "armed_group",
}
LABEL_TYPES: Final[dict[str, MentionType]] = {
    "PERSON": "person", "ORG": "organisation", "GPE": "location", "LOC": "location", "FAC": "facility",
    "NORP": "nationality", "MONEY": "money", "LAW": "document", "WORK_OF_ART": "document", "CARDINAL": "quantity",
    "QUANTITY": "quantity",
}
NOMINAL_TYPES: Final[dict[str, MentionType]] = {
    "official_person": "person", "official_group": "organisation", "armed_group": "armed_group", "witness": "person",
    "expert": "person", "anonymous": "person", "outlet": "organisation", "document": "document", "footage": "document",
    "organisation": "organisation", "person": "person",
}
PRONOUNS: Final[frozenset[str]] = frozenset(
    ["he", "she", "they", "it", "him", "her", "them", "his", "hers", "their", "its", "himself", "herself", "itself",
     "themselves"]
)


NAME_WORDS: Final[dict[MentionType, frozenset[str]]] = {
    "armed_group": frozenset(["brigade", "brigades", "battalion", "battalions", "militia", "militias", "liwa", "jaish", "kataib", "katibat", "harakat", "front"]),
    "organisation": frozenset(["army", "party", "ministry", "council", "movement", "committee", "agency", "organisation", "organization", "observatory", "coalition", "forces"]),
}
"""Words that make a name one of an armed group or a body, whatever the recogniser calls it."""


RANKS: Final = re.compile(
    r"(?:(?:Brig|Maj|Col|Lt|Gen|Sgt|Capt|Cpl|Cdr|Cmdr|Adm|Supt|Insp|Pte|Pvt|Engr|Adj|Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov)\.[\s-]*|(?:Brigadier|Major|Lieutenant|Colonel|General|Captain|Sergeant)\s+)+(?=\S)"
)
"""Ranks and titles before a person's name, which are no part of it."""
UNKNOWN: Final = "unknown"
"""Kind of a name whose type is only a guess."""
ARMED: Final = frozenset(["armed", "militant", "insurgent", "jihadist", "paramilitary", "terrorist", "rebel", "guerrilla"])
"""Adjectives that make a group one that bears arms."""


@dataclass(frozen=True, slots=True)
class Found:
    """A mention before coreference. `form`: name, nominal or pronoun; `kind` a lexicon kind or the noun's kind."""

    start: int
    end: int
    head: int
    form: str
    type: MentionType
    kind: str | None
    entity: str | None
    words: str
    plural: bool
    definite: bool


def find_mentions(
    text: str, tokens: Sequence[Token], tree: Tree, named: Sequence[NamedSpan],
    paragraphs: Sequence[Span], actors: ActorLexicon, nouns: NounLexicon,
) -> list[Found]:
    """Mentions in text order; of two that overlap the lexicon's name wins over the recogniser's, a name over a nominal of the same head."""
    found = [m for m in _lexicon_names(tree, text, paragraphs, actors) if not _part_of_name(text, m, named)]
    taken = [(m.start, m.end) for m in found]
    for name in named:
        if name.label in LABEL_TYPES and not _overlaps(name.start, name.end, taken) and not _generic(text, tree, name, nouns):
            found.append(_recognised(text, name))
            taken.append((name.start, name.end))
    named_heads = {m.head for m in found}
    for token in tokens:
        if token.i not in named_heads:
            nominal = _nominal(text, tree, token, nouns)
            if nominal is not None:
                found.append(nominal)
    covered = [(m.start, m.end) for m in found] + [(n.start, n.end) for n in named if n.label in NO_NAMES]
    found.extend(
        _bare_name(text, tree, token) for token in tokens
        if token.pos == "PROPN" and token.dep in BARE_NAME_PLACES and not _overlaps(token.start, token.end, covered)
    )
    return sorted(_by_full_names(found, text), key=lambda m: (m.start, -m.end))


def _by_full_names(found: Sequence[Found], text: str) -> list[Found]:
    """Names set right by the full names of the report: a bare surname is a person; a headline's verb is no part of a name."""
    full = Counter(m.words for m in found if m.type == "person" and m.form == "name" and " " in m.words)
    surnames = {name.split()[-1] for name in full}
    return [_like_full_name(m, full, surnames, text) for m in found]


def _like_full_name(mention: Found, full: Counter[str], surnames: set[str], text: str) -> Found:
    if mention.form != "name" or mention.entity is not None:
        return mention
    if mention.type == "organisation" and mention.words in surnames and not mention.words.isupper():
        return replace(mention, type="person", kind=None)
    shorter, _, last = mention.words.rpartition(" ")
    if mention.type == "person" and shorter in full and full[shorter] >= full[mention.words] and text[mention.start : mention.end].endswith(last):
        end = mention.end - len(text[mention.start : mention.end]) + len(text[mention.start : mention.end].removesuffix(last).rstrip())
        return replace(mention, end=end, words=shorter)
    return mention


NO_NAMES: Final = frozenset(["DATE", "TIME", "ORDINAL", "PERCENT", "CARDINAL", "MONEY", "QUANTITY"])
"""Labels of the recogniser for what is no name at all."""
BARE_NAME_PLACES: Final = frozenset(["nsubj", "nsubjpass", "dobj", "pobj", "poss", "appos", "conj", "dative", "attr"])
"""Where in a clause a proper noun that neither lexicon nor recogniser knows still names someone or something."""


def _generic(text: str, tree: Tree, name: NamedSpan, nouns: NounLexicon) -> bool:
    """Whether the recogniser took a common noun at the start of a sentence for a name: "Rebels took ..."."""
    token = tree.tokens[name.head]
    alone = token.start == name.start and token.end == name.end and token.tag in ("NN", "NNS")
    return alone and name.label in ("ORG", "PERSON", "GPE", "NORP") and nouns.kind(token.lemma) is not None and text[name.start : name.end] != token.text.upper()


def _bare_name(text: str, tree: Tree, token: Token) -> Found:
    """A name that nobody knows: an acronym is taken for a body, else for a person, until coreference knows better."""
    span = tree.base_np(token.i)
    words = [w for w in text[span.start : token.end].split() if w[:1].isupper()]
    name = " ".join(words[1:] if words[:1] in (["The"], ["A"], ["An"]) else words) or token.text
    kind: MentionType = "organisation" if token.text.isupper() and len(token.text) > 1 else "person"
    return Found(token.start, token.end, token.i, "name", kind, UNKNOWN, None, name, False, True)


def _overlaps(start: int, end: int, taken: Sequence[tuple[int, int]]) -> bool:
    return any(start < e and s < end for s, e in taken)


def _lexicon_names(tree: Tree, text: str, paragraphs: Sequence[Span], actors: ActorLexicon) -> list[Found]:
    """Actors of the lexicon; a country's bare name is left to the places, its ministries are actors."""
    found = []
    for hit in actors.find_spans(text, [(p.start, p.end) for p in paragraphs]):
        head = head_of(tree, hit.start, hit.end)
        if head is None or hit.ambiguous or (hit.kind == "state" and "." not in hit.entity_id):
            continue
        kind = "organisation" if hit.kind == "state" else KIND_TYPES[hit.kind]
        plural = tree.tokens[head].tag in ("NNS", "NNPS")
        found.append(Found(hit.start, hit.end, head, "name", kind, hit.kind, hit.entity_id, hit.name, plural, True))
    return found


def _part_of_name(text: str, mention: Found, named: Sequence[NamedSpan]) -> bool:
    """Whether a longer name holds this one behind another capitalised word ("Free Syrian Army" is not the Syrian army)."""
    for name in named:
        if name.label in ("ORG", "PERSON") and name.start < mention.start and mention.end <= name.end:
            before = text[name.start : mention.start].split()
            if any(word[:1].isupper() and word.lower() != "the" for word in before):
                return True
    return False


def head_of(tree: Tree, start: int, end: int) -> int | None:
    """The highest token of the tree inside `[start, end)`, or null where no token lies there."""
    low, high = 0, len(tree.tokens)
    while low < high:
        middle = (low + high) // 2
        if tree.tokens[middle].end <= start:
            low = middle + 1
        else:
            high = middle
    inside = []
    while low < len(tree.tokens) and tree.tokens[low].start < end:
        inside.append(low)
        low += 1
    for i in inside:
        if tree.tokens[i].pos != "PUNCT" and (tree.tokens[i].head == i or tree.tokens[i].head not in inside):
            return i
    return inside[0] if inside else None


def _recognised(text: str, name: NamedSpan) -> Found:
    start, end = name.start, name.end
    words = text[start:end]
    for article in ("the ", "The "):
        if words.startswith(article):
            words, start = words[len(article) :], start + len(article)
    rank = RANKS.match(words) if name.label == "PERSON" else None
    if rank:
        words, start = words[rank.end() :], start + rank.end()
    for tail in ("'s", "’s", "'", "’"):
        if words.endswith(tail):
            words, end = words[: -len(tail)], end - len(tail)
            break
    kind = LABEL_TYPES[name.label]
    if kind in ("person", "location", "facility", "nationality", "organisation"):
        kind = next((t for t, last in NAME_WORDS.items() if set(words.lower().replace("-", " ").split()) & last), kind)
    return Found(start, end, name.head, "name", kind, None, None, " ".join(words.split()), False, True)


def _nominal(text: str, tree: Tree, token: Token, nouns: NounLexicon) -> Found | None:
    lower = token.text.lower()
    if token.pos == "PRON" and lower in PRONOUNS:
        plural = lower in ("they", "them", "their", "themselves")
        return Found(token.start, token.end, token.i, "pronoun", "person", None, None, lower, plural, True)
    if token.pos not in ("NOUN", "PROPN"):
        return None
    kind = nouns.kind(token.lemma)
    if kind is None or token.dep == "compound":
        return None
    if kind == "organisation" and any(nouns.kind(tree.tokens[c].lemma) == "armed_group" or tree.tokens[c].lemma.lower() in ARMED for c in tree.below[token.i]):
        kind = "armed_group"
    span = tree.base_np(token.i)
    first = next(t for t in (tree.tokens[i] for i in _np_nodes(tree, token.i, span)) if t.start >= span.start)
    definite = first.text.lower() in ("the", "this", "these", "that", "those", "its", "his", "their", "her", "both")
    start = first.end if first.pos == "DET" or first.text.lower() in ("the", "a", "an") else span.start
    words = " ".join(text[start : span.end].split())
    return Found(
        span.start, span.end, token.i, "nominal", NOMINAL_TYPES[kind], kind, None, words or token.text,
        token.tag in ("NNS", "NNPS"), definite,
    )


def _np_nodes(tree: Tree, i: int, span: Span) -> list[int]:
    node = i
    while node > 0 and tree.tokens[node - 1].start >= span.start:
        node -= 1
    return list(range(node, i + 1))
