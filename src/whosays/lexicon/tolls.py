"""Tolls: the words that count the harmed, and the ties between a toll and the act that caused it."""

from typing import Final

from whosays.lexicon.events import event_lexicon
from whosays.lexicon.lightverbs import light_noun
from whosays.model.claim import CountWhat
from whosays.text.slots import Words, of_verb

_TIES: Final = frozenset({"advcl", "acl", "relcl", "conj", "ccomp", "xcomp", "oprd", "dep"})
HARM_VERBS: Final[dict[str, CountWhat]] = {
    **dict.fromkeys(("kill", "murder", "execute", "massacre", "assassinate", "slaughter", "behead", "die", "perish", "slay", "hang", "martyr", "crucify", "shoot", "gun"), "killed"),
    **dict.fromkeys(("wound", "injure", "hurt", "maim"), "injured"),
    **dict.fromkeys(("capture", "abduct", "kidnap", "arrest", "detain", "imprison", "apprehend", "jail", "seize", "round", "take"), "captured"),
    **dict.fromkeys(("displace", "uproot", "flee", "evacuate", "deport"), "displaced"),
    **dict.fromkeys(("destroy", "demolish", "down", "torch", "burn", "damage", "wreck", "sink", "raze"), "destroyed"),
    **dict.fromkeys(("disappear", "vanish"), "missing"),
}
HARM_ADJECTIVES: Final[dict[str, CountWhat]] = {
    "dead": "killed", "wounded": "injured", "injured": "injured", "missing": "missing", "killed": "killed", "hurt": "injured",
    "displaced": "displaced", "homeless": "displaced", "destroyed": "destroyed",
}
HARM_NOUNS: Final[dict[str, CountWhat]] = {
    **dict.fromkeys(("killing", "death", "massacre", "execution", "murder", "assassination", "beheading", "fatality", "slaughter"), "killed"),
    **dict.fromkeys(("injury", "wounding"), "injured"),
    **dict.fromkeys(("arrest", "capture", "detention", "abduction", "kidnapping"), "captured"),
    **dict.fromkeys(("displacement", "exodus"), "displaced"),
    **dict.fromkeys(("destruction",), "destroyed"),
    **dict.fromkeys(("disappearance",), "missing"),
}


def linked(words: Words, toll: int, act: int) -> bool:
    """Syntactic ties between a toll and the act that caused it."""
    if toll == act:
        return True
    token = words.tokens[toll]
    if words.tokens[toll].pos in {"VERB", "ADJ"} and _in_slots(words, toll, act):
        return True
    carrier = _carrier(words, act)
    if token.dep in _TIES and token.head in {act, carrier}:
        return token.dep != "conj" or token.tag == "VBG" or words.lemma(token.head) in HARM_VERBS
    if token.tag == "VBG" and token.dep in {"acl", "advcl"} and any(_within(words, token.head, over) for over in (act, carrier) if over is not None):
        return True
    if _after_semicolon(words, toll, act):
        return True
    above = words.tokens[token.head]
    if above.lemma.lower() == "leave" and above.i != toll and (_in_slots(words, above.i, act) or above.head in {act, carrier}):
        return True
    return words.tokens[act].dep == "advcl" and words.tokens[act].head == toll and words.tokens[act].tag != "VB"


def _after_semicolon(words: Words, toll: int, act: int) -> bool:
    """ "The post came under fire; one officer was wounded": a toll without doer or cause after a semicolon or colon is that of the clause before."""
    token = words.tokens[toll]
    if token.pos != "VERB" or words.lemma(toll) not in HARM_VERBS or act > toll or words.tokens[act].sentence != token.sentence:
        return False
    marks = [i for i in range(act, toll) if words.tokens[i].text in {";", ":"}]
    if len(marks) != 1 or any(words.tokens[i].pos == "VERB" for i in range(marks[0], toll)):
        return False
    slots = of_verb(words, toll)
    return slots.passive and not any(slots.get(name) for name in ("subj", "by", "in", "when"))


def _within(words: Words, noun: int, act: int) -> bool:
    """Whether a noun stands in the complement of the act: a toll hung on it by the parser is the act's."""
    node = noun
    for _ in range(6):
        if node == act:
            return node != noun
        node = words.tokens[node].head
    return False


def _in_slots(words: Words, toll: int, act: int) -> bool:
    if words.tokens[toll].pos != "VERB":
        return False
    slots = of_verb(words, toll)
    names = ("subj", "in", "by", "during", "from", "after", "when", "following", "with")
    heads = [head for name in names for head in slots.get(name)]
    if any(act in words.conjuncts(head) or act in words.content(head) for head in heads):
        return True
    return any(act in words.kids(head, "acl", "relcl") for head in heads)


def _carrier(words: Words, act: int) -> int | None:
    """The light verb above an event noun."""
    token = words.tokens[act]
    if token.pos not in {"NOUN", "PROPN"} or token.head == act:
        return None
    above = words.tokens[token.head]
    if above.pos == "ADP" and above.head != above.i:
        above = words.tokens[above.head]
    if above.pos != "VERB":
        return None
    light = light_noun(words, event_lexicon(), above.i)
    return above.i if light is not None and light[0] == act else None
