"""Denials by phrases: "brushed aside the claim", "scoffed at the report", "distanced itself from the attack", "there is no truth in the story".

A verb that denies only with its particle, preposition or object is no cue alone: "challenged the conclusion" denies, "challenged the army" does not.
"""

from whosays.lexicon.speech import Cue
from whosays.model.reading import Speech
from whosays.model.span import Span
from whosays.reading.speech_ground import Ground, attribution, negated_cue, speaker_of
from whosays.text.tree import Tree, first

DENIAL = Cue("denying", "CT")


def set_aside(ground: Ground, i: int) -> list[Speech]:
    """ "brushed aside the claim", "laughed off the report", "scoffed at the accusation", "poured scorn on the story", "challenged that conclusion"."""
    tree = ground.tree
    token = tree.tokens[i]
    if token.pos != "VERB" or negated_cue(ground, i):
        return []
    lemma = token.lemma.lower()
    found = _object_of(ground, i, lemma)
    if found is None:
        return []
    about, last = found
    source = speaker_of(ground, i)
    if source is None or source == about:
        return []
    cue = Span(token.start, tree.tokens[last].end) if last > i else Span(token.start, token.end)
    content = tree.spans(about)
    if any(c.start < cue.end and cue.start < c.end for c in content):
        cue = Span(token.start, token.end)
    return [attribution(ground, i, source, content, DENIAL, "set_aside", cue_words=(cue,))]


def denied_by(ground: Ground, i: int) -> list[Speech]:
    """ "A charge denied by the government", "claims rejected by Kyiv as false": a participle on words told, with whoever denies them."""
    tree, words = ground.tree, ground.words
    token = tree.tokens[i]
    entry = words.verbs.get(token.lemma.lower())
    denies = (entry is not None and entry.stance == "denying") or token.lemma.lower() in words.denying_words
    by = tree.child(i, "agent")
    source = first(tree.child(by, "pobj") if by is not None else None, tree.prep(i, "by"))
    if not denies or token.tag not in ("VBN", "VBD") or token.dep != "acl" or source is None or not is_told(ground, token.head) or negated_cue(ground, i):
        return []
    return [attribution(ground, i, source, tree.spans(token.head, (i,)), DENIAL, "denied_words")]


def dismissed_as(ground: Ground, i: int) -> list[Speech]:
    """ "Dismissed as fabricated a report by X that it had armed rebels", "refuted as untrue the claim": the words told stand behind the verdict.

    The parser loses the object there, so the words are found by their order: verb, "as", a word of untruth, the noun of telling with all that follows it. The telling
    itself comes second where its teller is named.
    """
    tree, words = ground.tree, ground.words
    token = tree.tokens[i]
    entry = words.verbs.get(token.lemma.lower())
    denies = (entry is not None and entry.stance == "denying") or token.lemma.lower() in words.belying | words.denying_words
    if token.pos != "VERB" or not denies or negated_cue(ground, i) or tree.child(i, "auxpass") is not None:
        return []
    last = ground.sentence(i).last
    verdict = next((n for n in range(i + 2, min(i + VERDICT_WORDS, last)) if tree.tokens[i + 1].text.lower() == "as" and {tree.tokens[n].lemma.lower(), tree.tokens[n].text.lower()} & words.untrue), None)
    source = speaker_of(ground, i)
    if verdict is None or source is None:
        return []
    noun = next((n for n in range(verdict + 1, min(verdict + TOLD_WORDS, last)) if tree.tokens[n].lemma.lower() in words.said_nouns and tree.tokens[n].pos == "NOUN"), None)
    if noun is None or any(tree.tokens[n].pos in ("PUNCT", "VERB") and tree.tokens[n].text not in "“”\"'’" for n in range(verdict + 1, noun)):
        return []
    end = next((n for n in range(noun + 1, last) if tree.tokens[n].text in (".", ";") or (tree.tokens[n].text == "," and n + 1 < last and tree.tokens[n + 1].tag == "VBG")), last)
    begins = next((n for n in range(verdict + 1, noun + 1) if tree.tokens[n].pos != "PUNCT"), noun)
    told = attribution(ground, i, source, tree.cover(range(begins, end)), DENIAL, "set_aside", cue_words=(Span(token.start, token.end),))
    return [told, *_teller_behind(ground, noun, end)]


def _teller_behind(ground: Ground, noun: int, end: int) -> list[Speech]:
    """ "A report by UN experts that ...": the telling that is dismissed, where the noun names its teller and a that-clause follows."""
    tree = ground.tree
    that = next((n for n in range(noun + 1, end) if tree.tokens[n].text.lower() == "that" and tree.tokens[n].tag in ("IN", "WDT")), None)
    if that is None:
        return []
    by = next((n for n in range(noun + 1, that) if tree.tokens[n].text.lower() in ("by", "from", "of")), None)
    teller = first(tree.child(by, "pobj") if by is not None else None, tree.child(noun, "poss"))
    if teller is None or not (teller < that):
        return []
    span = Span(tree.tokens[noun].start, tree.tokens[noun].end)
    entry = ground.words.nouns.get(tree.tokens[noun].lemma.lower()) or Cue("neutral", "CT")
    return [attribution(ground, noun, teller, tree.cover(range(that, end)), entry, "noun_cue", cue_words=(span,))]


VERDICT_WORDS = 6
"""Within so many tokens of the verb the word of untruth stands."""
TOLD_WORDS = 8
"""Within so many tokens of that word the noun of telling stands."""


def _object_of(ground: Ground, i: int, lemma: str) -> tuple[int, int] | None:
    """What the phrase at verb `i` denies and the last token of the phrase, or null where it denies nothing."""
    tree, words = ground.tree, ground.words
    apart = tree.prep(i, "from") if lemma in words.denying_apart and _reflexive(tree, i) else None
    if apart is not None:
        return apart, tree.tokens[apart].head if tree.tokens[tree.tokens[apart].head].pos == "ADP" else i
    freed = _freed_of(ground, i) if lemma in words.denying_of else None
    if freed is not None:
        return freed
    ruled_out = _ruled_out(ground, i, lemma)
    if ruled_out is not None:
        return ruled_out
    if lemma in words.denying_words:
        about = _worded_object(ground, i)
        about = about if about is not None or lemma not in SPEAKERS_TOO else _speaker_denied(ground, i)
        return (about, i) if about is not None else None
    for particle in words.denying_phrases.get(lemma, ()):
        last = _phrase_end(tree, i, particle)
        if last is None:
            continue
        about = _behind(ground, last) or _worded_object(ground, i)
        if about is not None and (is_told(ground, about) or last in tree.up(about)):
            return about, last
    return None


def _freed_of(ground: Ground, i: int) -> tuple[int, int] | None:
    """ "Cleared its soldiers of any wrongdoing", "absolved the police of blame": what somebody is freed of, where it is a part in a deed or something told."""
    tree = ground.tree
    whom = tree.child(i, "dobj", "nsubjpass")
    found = first(tree.prep(i, "of"), tree.prep(whom, "of") if whom is not None else None)
    return (found, i) if found is not None and is_told(ground, found) else None


SPEAKERS_TOO = frozenset(["contradict", "gainsay"])
"""Verbs that deny what somebody said with him as their object: "contradicted him"."""


def _speaker_denied(ground: Ground, i: int) -> int | None:
    found = ground.tree.child(i, "dobj")
    if found is None:
        return None
    token = ground.tree.tokens[found]
    return found if token.text.lower() in ("him", "her", "them") or ground.nouns.kind(token.lemma) in ("official_person", "official_group", "person", "witness") else None


def _phrase_end(tree: Tree, i: int, particle: str) -> int | None:
    """The last token of the phrase's words ("aside", "scorn on", "at"), each under the verb and close behind the one before; null where one lacks."""
    last = i
    for word in particle.split():
        following = (n for n in range(last + 1, min(last + PHRASE_GAP, len(tree.tokens))) if tree.tokens[n].text.lower() == word and i in tree.up(n))
        last = next(following, -1)
        if last < 0:
            return None
    return last


PHRASE_GAP = 8
"""How many tokens may part the words of a phrase ("brushed the minister's latest claim aside")."""


def _behind(ground: Ground, last: int) -> int | None:
    """The object of the preposition that ends the phrase, where it is something told."""
    tree = ground.tree
    found = tree.child(last, "pobj", "pcomp") if tree.tokens[last].pos in ("ADP", "SCONJ") else None
    return found if found is not None and is_told(ground, found) else None


def _worded_object(ground: Ground, i: int) -> int | None:
    """The object or passive subject of verb `i` where it is something told."""
    tree = ground.tree
    passive = tree.child(i, "auxpass") is not None
    found = tree.child(i, "nsubjpass") if passive else tree.child(i, "dobj")
    return found if found is not None and is_told(ground, found) else None


def is_told(ground: Ground, noun: int) -> bool:
    """Whether the noun is a word for what was said or shown, a part in a deed, or a pronoun for it."""
    token = ground.tree.tokens[noun]
    lemma = token.lemma.lower()
    if token.pos == "PRON":
        return lemma in ("it", "this", "that", "these", "those", "both", "all", "which", "something")
    return lemma in ground.words.said_nouns or lemma in ground.words.part_nouns


def _ruled_out(ground: Ground, i: int, lemma: str) -> tuple[int, int] | None:
    """ "ruled out that any aircraft was involved": with a clause, or a part in a deed; "ruled out talks" speaks of the future and denies nothing."""
    tree = ground.tree
    out = next((c for c in tree.below[i] if tree.tokens[c].text.lower() == "out" and c == i + 1), None) if lemma == "rule" else None
    if out is None:
        return None
    clause = tree.child(i, "ccomp")
    if clause is not None and clause > i:
        return clause, out
    about = tree.child(i, "dobj")
    return (about, out) if about is not None and is_told(ground, about) else None


def _reflexive(tree: Tree, i: int) -> bool:
    found = tree.child(i, "dobj")
    return found is not None and tree.tokens[found].lemma.lower() in ("himself", "herself", "itself", "themselves", "themself", "oneself")
