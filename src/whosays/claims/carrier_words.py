"""Who can carry another's words: what makes a noun an outlet, an utterance, a page of one's own."""

from dataclasses import dataclass
from typing import Final

from whosays.claims.ground import Ground
from whosays.claims.sources import is_outlet
from whosays.lexicon import demonyms
from whosays.lexicon import nouns as noun_lexicon


@dataclass(frozen=True, slots=True)
class Carrier:
    """Who carried the words: the token that heads its name, the word that says how (or null), and the reason."""

    node: int
    cue: int | None
    reason: str
    anyone: bool = False
    """Whether bodies that are no outlets count too: footage is put out by anybody."""


def may_carry(g: Ground, node: int) -> bool:
    """Whether the noun can be a news outlet: one by lexicon or by its words, or a proper name that nobody knows as anything else."""
    mention, token = g.mention_of.get(node), g.tree.tokens[node]
    if mention is not None and token.pos == "NOUN" and mention.kind == "outlet" and not mention.pronoun and _known_again(g, node):
        return True
    if mention is not None and is_outlet(mention):
        return token.tag != "NNS" and token.lemma.lower() not in REPORTERS and (token.pos == "PROPN" or _specified(g, node))
    if token.pos != "PROPN":
        return False
    if mention is None:
        return True
    if mention.type == "nationality":
        return demonyms.load().by_word(mention.name) is None
    known = mention.entity is not None or mention.kind not in (None, "unknown")
    return not known and (mention.type == "organisation" or (mention.type == "person" and " " not in mention.name))


def _specified(g: Ground, node: int) -> bool:
    """Whether a common noun says which outlet: "Swiss television", not "state television" or "a Mauritanian news agency"."""
    named = any(g.tree.tokens[c].text[:1].isupper() for c in g.tree.below[node] if g.tree.tokens[c].dep in ("amod", "compound", "nmod", "appos", "poss"))
    return (named or g.tree.tokens[min(node + 1, len(g.tree.tokens) - 1)].pos == "PROPN") and not any(g.tree.tokens[c].text.lower() in ("a", "an", "some", "several") for c in g.tree.below[node])


def _known_again(g: Ground, node: int) -> bool:
    """ "told the same station", "denied to the agency": a definite noun that stands for an outlet named before."""
    definite = any(g.tree.tokens[c].text.lower() in ("the", "same", "that") for c in g.tree.below[node])
    mention = g.mention_of[node]
    return definite and mention.name[:1].isupper() and mention.name.casefold() != g.tree.tokens[node].text.casefold()


REPORTERS: Final = frozenset(["reporter", "journalist", "correspondent", "medium", "media", "press"])
"""Those who hear for whom nobody knows: "told reporters", "told the media" name no outlet."""


THROUGH: Final = frozenset(
    ["interview", "comment", "remark", "conversation", "call", "address", "speech", "telegram", "briefing", "appearance", "chat", "answer", "reply", "column", "op-ed", "article", "appeal", "plea",
     "complaint", "note", "questionnaire", "broadcast", "bulletin", "correspondence", "exchange", "podcast", "programme", "program", "show"]
)
"""Nouns for an utterance, beside those of papers and footage: "in an interview with X"."""
CARRYING: Final = frozenset(
    ["carry", "publish", "broadcast", "relay", "air", "print", "release", "quote", "run", "report", "read", "send", "give", "show", "leak", "hand", "obtain", "see", "review", "post",
     "share", "provide", "receive", "distribute", "circulate", "translate", "address", "make", "record", "film", "repeat", "echo", "reprint", "excerpt", "transcribe"]
)
"""Verbs by which words reach an outlet, or by which it passes them on."""


def platform(g: Ground, noun: int) -> bool:
    """Whether the noun is a page or channel without a name of its own."""
    return g.tree.tokens[noun].lemma.lower() in ("page", "website", "site", "account", "channel", "network") and g.tree.tokens[noun].pos != "PROPN"


def utterance(g: Ground, noun: int) -> bool:
    """Whether the noun names something spoken, written or filmed through which words reach others."""
    lemma = g.tree.tokens[noun].lemma.lower()
    return lemma in THROUGH or noun_lexicon.load().kind(lemma) in ("document", "footage")


INTERVIEWS: Final = frozenset(["interview", "podcast", "chat"])
"""What one gives to an outlet, whatever the recogniser takes its name for ("an interview with Lusa")."""


def named_person(g: Ground, node: int) -> bool:
    """Whether the name is that of a person, or of somebody known who is no outlet."""
    mention = g.mention_of.get(node)
    return mention is not None and (mention.entity is not None or (mention.type == "person" and " " in mention.name)) and not is_outlet(mention)


def own_page(g: Ground, node: int) -> bool:
    """ "posted on its Telegram channel": the speaker's own page is no other voice."""
    return platform(g, node) and any(g.tree.tokens[c].tag == "PRP$" for c in g.tree.all(node, "poss"))


