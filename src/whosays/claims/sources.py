"""Who a source is: the words, what they denote, its kind, what it is described as."""

from typing import Final

from whosays.claims.ground import Ground
from whosays.lexicon import nouns as noun_lexicon
from whosays.model import ids
from whosays.model.claim import Source, SourceKind
from whosays.model.reading import Mention
from whosays.model.span import Span

ACTOR_SOURCE: Final[dict[str, SourceKind]] = {
    "state": "official", "state_force": "official", "foreign_force": "official", "political": "organisation",
    "international_org": "organisation", "monitor": "organisation", "outlet": "outlet", "rebel": "armed_group",
    "militia": "armed_group", "jihadist": "armed_group", "pmc": "armed_group", "tribal": "armed_group",
    "criminal": "armed_group", "official_person": "official", "official_group": "official",
    "armed_group": "armed_group", "witness": "witness", "expert": "expert", "anonymous": "anonymous",
    "document": "document", "footage": "footage", "organisation": "organisation", "person": "person",
}


ANONYMITY: Final = ("on condition of anonymity", "who asked not to be named", "did not want to be named", "not authorised to speak",
                    "not authorized to speak", "who declined to be named", "anonymously", "requested anonymity", "asked not to be identified")


def source_of(g: Ground, span: Span, head: int) -> Source:
    """The source at `span`: its own words, what they denote, its kind, and how the report describes it."""
    token = g.tree.tokens[head]
    mention = g.mention_of.get(head)
    words = g.report.text[span.start : span.end]
    name = mention.name if mention is not None else g.report.text[g.tree.base_np(head).start : token.end]
    kind = _kind(g, mention, head, words)
    entity = entity_of(g, mention) if mention is not None else None
    return Source(words, span.start, span.end, " ".join(name.split()), kind, entity, _described(g, span, mention, head))


def entity_of(g: Ground, mention: Mention) -> str | None:
    """The id of what a mention denotes: lexicon and public names share it across reports, others only within this one."""
    if mention.entity is not None:
        return ids.entity_id("world", mention.entity)
    if mention.pronoun and mention.cluster is None:
        return None
    if mention.type == "location":
        return ids.entity_id("world", mention.name.casefold())
    proper = mention.name[:1].isupper()
    if proper and mention.public and (mention.type != "person" or " " in mention.name):
        return ids.entity_id("world", mention.name.casefold())
    return ids.entity_id(g.report.report_id, f"{mention.cluster}:{mention.name}")


def _kind(g: Ground, mention: Mention | None, head: int, words: str) -> SourceKind:
    lower = words.lower()
    sentence = g.reading.sentences[g.tree.tokens[head].sentence]
    around = g.report.text[sentence.start : sentence.end].lower()
    if any(phrase in around for phrase in ANONYMITY) or lower.endswith(("sources", "source")):
        return "anonymous"
    lemma_kind = noun_lexicon.load().kind(g.tree.tokens[head].lemma)
    if mention is not None:
        if mention.type == "person" and _titled(g, mention) and mention.kind not in ("expert", "witness"):
            return "official"
        if mention.kind in ACTOR_SOURCE:
            return ACTOR_SOURCE[mention.kind]
        if mention.type == "person" and any(p.start <= g.tree.tokens[head].start < p.end for p in g.places):
            return "official"  # "Kigali rejected": a capital speaks for its government.
        if mention.type in ("location", "nationality"):
            return "official"
        if mention.type == "organisation" and mention.kind is None:
            return organisation_kind(mention.name)
    if lemma_kind in ACTOR_SOURCE:
        return ACTOR_SOURCE[lemma_kind]
    return "person"


_ORGANISATION_WORDS: Final[tuple[tuple[tuple[str, ...], SourceKind], ...]] = (
    (("ministry", "government", "army", "police", "department", "command", "presidency", "parliament", "pentagon", "kremlin", "authority", "navy", "forces"), "official"),
    (("news", "agency", "television", "tv", "radio", "times", "post", "press", "media", "herald", "broadcasting", "channel", "daily", "gazette", "wire", "journal", "tribune",
      "desk", "mirror", "observer", "standard", "telegraph", "guardian", "chronicle", "courier", "kurier", "dispatch", "examiner", "express", "newspaper", "website", "zeitung",
      "tageblatt", "nachrichten", "presse", "diario", "diário", "jornal", "correio", "correo", "akhbar", "online", "weekly", "magazine", "broadcaster", "newswire", "bulletin", "register", "sentinel", "herald", "star", "sun", "mail"), "outlet"),
    (("brigade", "front", "battalion", "liwa", "jaish", "harakat", "militia", "movement"), "armed_group"),
)


def organisation_kind(name: str) -> SourceKind:
    """The kind of source that the words of an unknown body's name tell."""
    words = set(name.lower().split())
    for keys, kind in _ORGANISATION_WORDS:
        if words & set(keys):
            return kind
    return "organisation"


def is_outlet(mention: Mention) -> bool:
    """Whether a mention names a news outlet, by the lexicon or by the words of its name."""
    if mention.kind == "outlet" or (mention.type == "organisation" and organisation_kind(mention.name) == "outlet"):
        return True
    # The recogniser takes unknown titles for places or persons: "Garowe Desk", "Le Matin".
    words = mention.name.split()
    if mention.entity is not None or mention.pronoun or len(words) < 2 or mention.kind not in (None, "unknown"):
        return False
    return words[0].lower() in ARTICLES or (words[-1][:1].isupper() and organisation_kind(words[-1]) == "outlet")


ARTICLES: Final = frozenset(["le", "la", "el", "les", "los", "der", "die", "das", "il", "o"])
"""Articles with which newspapers' names begin; lower-case in persons' and places' names."""


def same_outlet(outlet: str | None, name: str) -> bool:
    """Whether a name is the report's own outlet's, whole or short: "Meridian" in a report of the Meridian Press Service."""
    if not outlet or not name:
        return False
    known, words = outlet.casefold().split(), name.casefold().removeprefix("the ").split()
    initials = "".join(word[0] for word in known)
    return known[: len(words)] == words or (len(known) > 1 and words == [initials])


def _titled(g: Ground, mention: Mention) -> bool:
    """Whether any mention of the same person carries a title of office."""
    lexicon = noun_lexicon.load()
    for other in g.reading.mentions:
        if other.cluster is not None and other.cluster == mention.cluster:
            if other.kind == "official_person":
                return True
            for node in g.tree.below[other.head]:
                token = g.tree.tokens[node]
                if token.dep in ("compound", "appos", "nmod") and lexicon.kind(token.lemma) == "official_person":
                    return True
    return False


def _described(g: Ground, span: Span, mention: Mention | None, head: int) -> str:
    """The report's own words for the source beside its name: the apposition, or the words before the name."""
    appos = g.tree.child(head, "appos")
    if appos is not None:
        found = g.tree.spans(appos)
        if found:
            return " ".join(g.report.text[found[0].start : found[0].end].split())
    if mention is not None and mention.start > span.start and not mention.pronoun:
        before = g.report.text[span.start : mention.start].strip()
        return " ".join(w for w in before.split() if w.lower() not in ("the", "a", "an"))
    return ""
