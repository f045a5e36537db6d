"""Light verbs: verbs that carry an event noun and lend it their arguments ("carried out a strike", "clashes broke out")."""

from whosays.lexicon.events import EventLexicon, LightKind
from whosays.text.slots import Words, of_verb


def light_noun(words: Words, lexicon: EventLexicon, verb: int) -> tuple[int, LightKind] | None:
    """The event noun that `verb` only carries and the kind of light verb, or null."""
    rows = lexicon.light.get(words.lemma(verb))
    if rows is None:
        return None
    for kind, rest in rows:
        for noun in _places(words, verb, kind, rest):
            if _is_event_noun(words, lexicon, noun):
                return noun, kind
    return None


def _is_event_noun(words: Words, lexicon: EventLexicon, i: int) -> bool:
    lemma, nouns = words.lemma(i), lexicon.frames["n"]
    return lemma in nouns or (lemma.endswith("s") and lemma[:-1] in nouns)


def _places(words: Words, verb: int, kind: LightKind, rest: str) -> list[int]:
    """Where the noun of a light verb stands: its subject (occur), its object, or behind the preposition of `rest`."""
    slots = of_verb(words, verb)
    phrase = rest.split()
    if kind == "occur":
        if slots.passive or (phrase and not has_words(words, verb, phrase)):
            return []
        return slots.get("subj")
    if phrase and phrase[-1] in slots.at:
        return slots.get(phrase[-1])
    if phrase and not has_words(words, verb, phrase):
        return []
    return [part for head in slots.get("obj") for part in words.content(head)]


def has_words(words: Words, verb: int, phrase: list[str]) -> bool:
    """Whether the first word of `phrase` hangs on the verb or follows it."""
    if any(words.low(c) == phrase[0] for c in words.children[verb]):
        return True
    return verb + 1 < len(words.tokens) and words.low(verb + 1) == phrase[0]
