"""What a report speaks of: words of war, or the stage, the pitch, the market and the weather, where attacks and sieges are figures of speech."""

from collections.abc import Sequence
from typing import Final

from whosays.claims.ground import Ground
from whosays.lexicon.events import event_lexicon
from whosays.model.reading import Event, Token
from whosays.model.types import GROUP_OF

SPORT_WORDS: Final = 2
"""So many words of sport in one sentence make its attacks, strikes and sieges figures of speech."""


def of_war(g: Ground) -> bool:
    """Whether anything in the report, besides the acts themselves, speaks of war: a noun of its people and things, or a known armed body."""
    classes = event_lexicon().classes
    warlike = classes["warlike"] | classes["war"]
    heads = {event.head for event in g.reading.events if event.type is not None}
    if any(m.type == "armed_group" and m.entity is not None for m in g.reading.mentions):
        return True
    tokens = g.reading.tokens
    for token in tokens:
        if token.pos not in ("NOUN", "PROPN", "ADJ") or token.i in heads:
            continue
        low = token.lemma.lower()
        if low in warlike or (token.i and f"{tokens[token.i - 1].text.lower()} {low}" in warlike):
            return True
    return False


def of_peace(g: Ground) -> bool:
    """Whether the report speaks more of elections, courts and business than of war: counted by their words."""
    classes = event_lexicon().classes
    lemmas = [t.lemma.lower() for t in g.reading.tokens if t.pos in ("NOUN", "PROPN", "ADJ")]
    civic = sum(lemma in classes["civic"] for lemma in lemmas)
    return civic >= CIVIC_WORDS and civic > sum(lemma in classes["war"] for lemma in lemmas)


CIVIC_WORDS: Final = 4
"""Fewer words of elections and courts say nothing of what a report is about."""
CIVIC_GROUPS: Final = frozenset(["talk", "support", "organisation"])
"""Groups of acts that parties, courts and companies do as well as the sides of a conflict."""


def _civic(g: Ground, event: Event, tokens: Sequence[Token]) -> str:
    """The word that makes an act of talk one of an election or a court, where no word beside it is of war; else empty."""
    classes = event_lexicon().classes
    if GROUP_OF.get(event.type or "") not in CIVIC_GROUPS:
        return ""
    lemmas = {t.lemma.lower() for t in tokens if t.pos in ("NOUN", "PROPN", "ADJ") and t.i != event.head}
    if lemmas & (classes["war"] | classes["hostility"]) or any(t.i in g.mention_of and g.mention_of[t.i].type == "armed_group" for t in tokens):
        return ""
    return min(lemmas & classes["civic"], default="")


def figurative(g: Ground, event: Event, *, war: bool) -> str:
    """Why the act is a figure of speech, or nothing of war; empty where it is an act. `war`: the report speaks of war elsewhere."""
    sentence = g.reading.sentences[g.tree.tokens[event.head].sentence]
    tokens = g.reading.tokens[sentence.first : sentence.last]
    classes = event_lexicon().classes
    if len({t.lemma.lower() for t in tokens} & classes["sport"]) >= SPORT_WORDS:
        return "the sentence speaks of sport"
    if g.civic and (word := _civic(g, event, tokens)):
        return f"the report speaks more of elections and courts than of war, and the sentence of {word!r}"
    peaceful = sorted({t.lemma.lower() for t in tokens if t.pos in ("NOUN", "PROPN")} & classes["other_field"])
    return f"nothing in the report speaks of war, and the sentence speaks of {peaceful[0]!r}" if peaceful and not war else ""
