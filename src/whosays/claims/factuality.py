"""How far an act is claimed as fact: polarity, certainty and modality, read off the path from the act to what governs it.

The value is for the innermost source (the contract's `factuality`). Questions, if-clauses and motives make no claims: they come
back with `skip`, the reason.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from whosays.claims.prospects import (
    Prospect,
    aimed_at,
    chosen_between,
    had_it_been,
    infinitive,
    judged,
    nearly,
    of_subject,
)
from whosays.lexicon.factuality import FactualityLexicon
from whosays.model.claim import Factuality, Modality
from whosays.model.reading import Reading, Token
from whosays.text.tree import VERBAL, Tree

HAPPEN: Final = frozenset(
    ["take", "occur", "happen", "materialise", "materialize", "go", "begin", "start", "continue", "end", "be", "come", "erupt", "break", "resume", "follow"]
)
"""Verbs that say of a noun that it took place: their negation and modals are the noun's."""
LIGHT: Final = frozenset(
    ["carry", "conduct", "launch", "mount", "stage", "make", "wage", "hold", "undertake", "do", "perform", "commit", "execute", "lead",
     "perpetrate", "deliver", "open", "set", "impose", "suffer", "sustain", "face", "see", "witness", "have", "come", "report", "enter", "sign", "reach", "join"]
)
"""Verbs that lend a noun its tense: "carried out a strike", "will hold talks"."""
FACTIVE_STOPS: Final = frozenset(["relcl", "appos", "advcl", "acl", "parataxis", "amod"])
"""Relations across which the governing clause says nothing about the act below."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """What was found; `skip` is a reason to make no claim, else null. `presupposed`: told as known, whatever is done about it; `met`: so far as some other act deals with it."""

    positive: bool = True
    certainty: str = "CT"
    modality: Modality = "actual"
    skip: str | None = None
    left_open: bool = False
    denied: bool = False
    presupposed: bool = False
    met: bool = False
    reasons: tuple[str, ...] = field(default=())

    def noted(self, reason: str, **changes: object) -> "Assessment":
        """A copy with changes and one more reason."""
        return replace(self, reasons=(*self.reasons, reason), **changes)  # type: ignore[arg-type]

    @property
    def factuality(self) -> Factuality:
        """The contract's value; what is only imagined is UU. How far off a plan is, the modality says."""
        if self.modality == "hypothetical" or self.left_open:
            return "UU"
        return f"{self.certainty}{'+' if self.positive else '-'}"  # type: ignore[return-value]


_WEAKER: Final = {"CT": 0, "PR": 1, "PS": 2, "UU": 3}


def weakest(a: str, b: str) -> str:
    """The lower of two certainties."""
    return max(a, b, key=lambda c: _WEAKER[c])


def assess(
    reading: Reading, tree: Tree, head: int, stops: frozenset[int], words: FactualityLexicon, *, denied: bool, commit: str,
) -> Assessment:
    """Assess the act at token `head`.

    `stops` are the cues of the attributions that hold the act (what they do is the chain's affair). `denied`: that source denies the content;
    `commit`: CT, PR, PS or UU, how far its verb commits it.
    """
    value = Assessment(denied=denied, met=_somebodys(tree, head))
    if _is_question(reading, tree, head):
        return value.noted("a question asserts nothing", skip="question")
    for node, came_from in _path(tree, head, stops, words):
        value = _step(tree, node, came_from, value, words)
        if value.skip or value.presupposed:
            return value
    value = _at_cue(tree, head, stops, _called_off(tree, head, _cleft(tree, head, value)))
    if commit in ("PR", "PS"):
        value = value.noted(f"the source's verb commits it to {commit} only", certainty=weakest(value.certainty, commit))
    if commit == "UU" and value.modality == "actual":
        value = value.noted("the source expects, asks or hopes", modality="predicted")
    if denied:
        # Who denies another's hedged words denies the act, not the hedge.
        value = value.noted("the source denies it", positive=not value.positive, certainty="CT" if commit == "CT" else value.certainty)
    return value


def _somebodys(tree: Tree, head: int) -> bool:
    """ "No group said it was behind the bombing": an act of which it is asked only whose it was."""
    above = tree.tokens[head].head
    known = any(tree.tokens[c].text.lower() in ("the", "this", "that", "these", "those") for c in tree.below[head])
    return tree.tokens[head].dep == "pobj" and tree.tokens[above].lemma.lower() == "behind" and known


def _cleft(tree: Tree, head: int, value: Assessment) -> Assessment:
    """ "It was not the army that fired": denied of the army, whatever else may be true."""
    for node in tree.up(head):
        token = tree.tokens[node]
        if token.dep == "relcl" and tree.tokens[token.head].dep == "attr":
            verb = tree.tokens[token.head].head
            it = tree.child(verb, "nsubj", "expl")
            if it is not None and tree.tokens[it].lemma.lower() == "it" and tree.negated(verb):
                return value.noted("denied of the one named ('it was not ... that')", positive=not value.positive)
        if token.pos in VERBAL and token.dep not in ("aux", "auxpass", "conj", "xcomp"):
            return value
    return value


CALLED_OFF: Final = frozenset(["cancel", "call", "postpone", "abandon", "abort", "scrap", "fail", "collapse", "drop"])
"""Verbs by which what was planned comes to nothing; "call" only with "off"."""


def _called_off(tree: Tree, head: int, value: Assessment) -> Assessment:
    """ "were due to meet, but the meeting was cancelled": a plan that the same sentence gives up did not come about."""
    if value.modality not in ("planned", "predicted") or not value.positive:
        return value
    above = set(tree.up(head))
    for node in above:
        for c in tree.all(node, "conj"):
            off = tree.tokens[c].lemma.lower() in CALLED_OFF and (tree.tokens[c].lemma.lower() != "call" or tree.child(c, "prt") is not None)
            but = any(tree.tokens[x].text.lower() in ("but", "yet") for x in tree.below[node] if x < c)
            if off and but and c not in above and not tree.negated(c) and (tree.child(c, "auxpass") is not None or tree.tokens[c].lemma.lower() in ("fail", "collapse")):
                return value.noted(f"but it was {tree.tokens[c].text!r}", positive=False, modality="planned")
    return value


def _at_cue(tree: Tree, head: int, stops: frozenset[int], value: Assessment) -> Assessment:
    """What the cue itself leaves open or takes back: "did not confirm", "reports could not be verified", "withdrew its statement"."""
    cue = next((node for node in tree.up(head) if node in stops), None)
    if cue is None:
        return value
    token = tree.tokens[cue]
    above = tree.tokens[token.head]
    if token.lemma.lower() in PROMISING and value.modality == "actual" and any(tree.tokens[n].head == cue and infinitive(tree, n) for n in tree.up(head)):
        return value.noted(f"{token.text!r} speaks of what is to come", modality="threatened" if token.lemma.lower() == "threaten" else "planned")
    if token.lemma.lower() in COMMITTING and token.lemma.lower() not in SPEAKING and _unsaid(tree, cue):
        return value.noted(f"{token.text!r} is not said to be so, nor not to be so", left_open=True)
    if token.pos == "NOUN" and token.dep in ("dobj", "nsubjpass", "nsubj") and above.lemma.lower() in COMMITTING and _unsaid(tree, above.i):
        return value.noted(f"the {token.text!r} has not been confirmed", left_open=True)
    if token.pos == "NOUN" and token.dep in ("dobj", "nsubjpass") and above.lemma.lower() in RETRACTING:
        return value.noted(f"the {token.text!r} is taken back by {above.text!r}", positive=False)
    return value


PROMISING: Final = frozenset(["vow", "pledge", "promise", "threaten", "swear"])
"""Verbs of saying whose infinitive is yet to come."""
SPEAKING: Final = frozenset(["say", "know", "establish"])
RETRACTING: Final = frozenset(["withdraw", "retract", "recant", "disown", "rescind"])
"""Verbs by which somebody takes back what was said."""

def _is_question(reading: Reading, tree: Tree, head: int) -> bool:
    sentence = reading.sentences[tree.tokens[head].sentence]
    last = tree.tokens[sentence.last - 1]
    return last.text == "?" or (last.text in "”\"'’" and sentence.last - 2 >= sentence.first and tree.tokens[sentence.last - 2].text == "?")


def _path(tree: Tree, head: int, stops: frozenset[int], words: FactualityLexicon) -> Iterator[tuple[int, int | None]]:
    """The act and its ancestors as long as they bear on it, each with the node it was reached from."""
    came: int | None = None
    for node in tree.up(head):
        if node in stops:
            return
        if came is not None and not _bears(tree, node, came, words):
            return
        yield node, came
        if tree.tokens[node].dep in FACTIVE_STOPS and not infinitive(tree, node):
            return
        came = node


def _bears(tree: Tree, node: int, came: int, words: FactualityLexicon) -> bool:
    """Whether what governs `node` says something about the act reached through `came`."""
    token, below = tree.tokens[node], tree.tokens[came]
    if below.dep == "conj" and tree.child(came, "nsubj", "nsubjpass") is not None:
        return False
    if below.dep in ("nsubj", "nsubjpass") and token.pos in VERBAL and of_subject(tree, node, came, words) is None:
        return token.lemma.lower() in HAPPEN or tree.child(node, "auxpass") is not None or below.dep == "nsubjpass"
    return True


def _step(tree: Tree, node: int, came: int | None, value: Assessment, words: FactualityLexicon) -> Assessment:
    token = tree.tokens[node]
    own = came is None
    if came is not None:
        value = _embedded(tree, node, came, value, words)
        if value.skip:
            return value
    shares = own or token.dep == "aux" or _lends(tree, node, came)
    if shares:
        value = _modified(tree, node, came, value, words)
    if value.skip:
        return value
    return _clause(tree, node, value, words)


def _lends(tree: Tree, node: int, came: int | None) -> bool:
    """Whether the verb at `node` lends its negation and modals to what it was reached from."""
    token, below = tree.tokens[node], tree.tokens[came] if came is not None else None
    if below is None or token.pos not in VERBAL:
        return False
    lemma = token.lemma.lower()
    if below.dep == "conj" and _set_against(tree, node, below.i):
        return False
    if below.dep in ("conj", "xcomp", "nsubjpass"):
        return True
    if below.dep in ("nsubj", "attr", "acomp", "oprd"):
        return lemma in HAPPEN
    if lemma == "join" and any(tree.tokens[c].text.lower() == "the" for c in tree.below[below.i]):
        return False  # what others do already
    if below.dep == "prep" and (below.lemma.lower(), lemma) in AUTHORSHIP:
        return True
    return below.dep in ("dobj", "pobj", "prep") and lemma in LIGHT


AUTHORSHIP: Final = frozenset([("behind", "be"), ("behind", "stand"), ("behind", "lie"), ("in", "involve"), ("in", "implicate")])
"""Prepositions and verbs by which somebody is said to be behind an act: their modals and negation are those of his doing it."""


def _set_against(tree: Tree, node: int, came: int) -> bool:
    """ "not killed but captured": what is set against the negated verb is not negated."""
    return tree.negated(node) and any(tree.tokens[c].text.lower() == "but" for c in tree.below[node] if node < c < came)


def _modified(tree: Tree, node: int, came: int | None, value: Assessment, words: FactualityLexicon) -> Assessment:
    """What the direct modifiers of one word do."""
    for c in tree.below[node]:
        token = tree.tokens[c]
        lower = token.text.lower()
        if token.dep == "neg" or lower in ("never", "n't", "not") or (token.dep in ("det", "advmod", "preconj") and lower in ("no", "neither", "nor")):
            if not (lower == "not" and c + 1 < len(tree.tokens) and tree.tokens[c + 1].text.lower() in ("only", "just", "least")):
                value = value.noted(f"negated by {token.text!r}", positive=not value.positive)
        elif lower == "longer" and any(tree.tokens[x].text.lower() == "no" for x in tree.below[c]):
            value = value.noted("'no longer': not any more", positive=not value.positive)
        elif token.tag == "MD" and token.dep in ("aux", "auxpass"):
            value = _modal(tree, node, c, value, words)
        elif (token.dep in ("advmod", "amod", "nmod", "npadvmod") or token.pos == "ADV") and not _of_the_doer(tree, c):
            value = _adverb(token, value, words)
        elif token.dep == "det" and lower == "any" and not value.denied:  # "denied any kidnapping": this very one
            value = value.noted("'any' speaks of no particular act", modality="hypothetical", skip="hypothetical")
    if tree.tokens[node].pos in VERBAL and _negative_party(tree, node, came):
        value = value.noted("negated by a party of none ('no', 'not one', 'none')", positive=not value.positive)
    if came is None:
        value = _hedged_doing(tree, node, value, words)
    return _future(tree, node, value)


def _hedged_doing(tree: Tree, node: int, value: Assessment, words: FactualityLexicon) -> Assessment:
    """ "strikes allegedly carried out by the army": the hedge on the participle that lends the act its doing is the act's."""
    for verb in tree.all(node, "acl", "relcl"):
        if tree.tokens[verb].lemma.lower() in LIGHT and tree.tokens[verb].tag in ("VBN", "VBD"):
            for c in tree.below[verb]:
                if tree.tokens[c].dep == "advmod" and not _of_the_doer(tree, c) and tree.tokens[c].text.lower() in words.adverbs:
                    value = _adverb(tree.tokens[c], value, words)
    return value


def _of_the_doer(tree: Tree, c: int) -> bool:
    """Whether a hedge speaks of who did it only: "shelled, most likely by rebels"."""
    return c + 1 < len(tree.tokens) and tree.tokens[c + 1].text.lower() == "by"


def _negative_party(tree: Tree, node: int, came: int | None) -> bool:
    """Whether subject or object of a verb is nobody or nothing: "not one soldier", "fired no shells", "none of them"."""
    for c in tree.all(node, "nsubj", "nsubjpass", "dobj", "attr"):
        if c == came:
            continue  # The act itself: its own "no" has counted.
        if tree.tokens[c].lemma.lower() in ("none", "nobody", "nothing"):
            return True
        for g in tree.below[c]:
            lower = tree.tokens[g].text.lower()
            if lower in ("no", "neither") and tree.tokens[g].dep in ("det", "preconj"):
                return True
            if tree.tokens[g].dep in ("nummod", "neg") and (lower == "not" or any(tree.tokens[x].text.lower() == "not" for x in tree.below[g])):
                return True
    return False


def _modal(tree: Tree, node: int, c: int, value: Assessment, words: FactualityLexicon) -> Assessment:
    lower = tree.tokens[c].text.lower()
    effect = words.modals.get(lower)
    if effect in ("PS", "PR"):
        perfect = any(tree.tokens[x].lemma == "have" and tree.tokens[x].dep == "aux" for x in tree.below[node])
        if lower == "can" and tree.tokens[node].lemma.lower() in ("see", "hear"):
            return value
        if lower in ("must", "should", "can", "ca") and not perfect:
            return value.noted(f"{lower!r} says what ought to be or can be", modality="hypothetical", skip="hypothetical")
        return value.noted(f"{lower!r} leaves it open", certainty=weakest(value.certainty, effect))
    if effect == "FUT":
        return value.noted(f"{lower!r} speaks of the future", modality=_ahead(tree, node, value))
    if effect == "HYP":
        reported = any(tree.tokens[a].dep == "ccomp" for a in tree.up(node))
        kind = "predicted" if reported else "hypothetical"
        if kind == "hypothetical":
            return value.noted(f"{lower!r} speaks of what would be", modality=kind, skip="hypothetical")
        return value.noted(f"{lower!r} speaks of what would be", modality=kind if value.modality == "actual" else value.modality)
    return value


def _ahead(tree: Tree, node: int, value: Assessment) -> Modality:
    """A future act is predicted with a hedge or without a doer's will, else planned."""
    hedged = any(tree.tokens[c].lemma.lower() in ("likely", "probably", "possibly", "perhaps") for c in tree.below[node])
    if value.modality != "actual":
        return value.modality
    return "predicted" if hedged or value.certainty != "CT" else "planned"


def _future(tree: Tree, node: int, value: Assessment) -> Assessment:
    token = tree.tokens[node]
    head = tree.tokens[token.head]
    if token.dep == "xcomp" and head.lemma.lower() == "go" and head.tag == "VBG" and infinitive(tree, node):
        return value.noted("'going to' speaks of the future", modality="planned")
    return value


def _adverb(token: Token, value: Assessment, words: FactualityLexicon) -> Assessment:
    lower = token.text.lower() if token.tag in ("VBN", "VBG") else token.lemma.lower()
    effect = words.adverbs.get(lower) or words.adverbs.get(token.text.lower()) or _hearsay_adjective(lower)
    if effect is not None:
        if effect.endswith("-"):
            return value.noted(f"{token.text!r} makes it unlikely or untrue", positive=not value.positive, certainty=weakest(value.certainty, effect[:2]))
        return value.noted(f"hedged by {token.text!r}", certainty=weakest(value.certainty, effect.rstrip("+")))
    if lower in words.habit and value.modality == "actual":
        return value.noted(f"{token.text!r} speaks of a habit", modality="habitual")
    if lower in ("planned", "scheduled", "intended", "proposed", "upcoming", "expected", "imminent", "anticipated", "future"):
        return value.noted(f"{token.text!r}: not yet done", modality="planned")
    if lower in ("attempted", "failed", "abortive", "unsuccessful", "botched", "ill-fated"):
        return value.noted(f"{token.text!r}: tried, without success", modality="attempted")
    if lower in ("foiled", "thwarted", "averted", "prevented", "aborted"):
        return value.noted(f"{token.text!r}: kept from being done", modality="attempted", positive=False)
    if lower in ("regular", "daily", "routine", "frequent", "periodic", "weekly", "nightly", "habitual", "recurrent") and value.modality == "actual":
        return value.noted(f"{token.text!r} speaks of a habit", modality="habitual")
    if lower in ("possible", "potential", "hypothetical"):
        return value.noted(f"{token.text!r} leaves it open", certainty="PS", modality="hypothetical", skip="hypothetical")
    return value


def _hearsay_adjective(lower: str) -> str | None:
    return {"purported": "PS", "alleged": "PS", "supposed": "PS", "apparent": "PR", "suspected": "PS", "unconfirmed": "PS",
            "reported": "PR", "presumed": "PR", "rumoured": "PS", "rumored": "PS"}.get(lower)


def _embedded(tree: Tree, node: int, came: int, value: Assessment, words: FactualityLexicon) -> Assessment:
    """What a governing verb, noun or preposition makes of the act below it."""
    token, below = tree.tokens[node], tree.tokens[came]
    lemma = token.lemma.lower()
    if token.pos in VERBAL and below.dep in ("ccomp", "dobj", "nsubjpass", "xcomp") and lemma in COMMITTING and not value.met and _unsaid(tree, node):
        return value.noted(f"{token.text!r} is not said to be so, nor not to be so", left_open=True)
    if _no_part(tree, node, came) and not value.denied:
        return value.noted("denied of the one who had no part in it", positive=not value.positive)
    if chosen_between(tree, node):
        return value.noted("one of two things to choose between", modality="hypothetical", skip="to be chosen, not done")
    if nearly(tree, node) and below.pos != "NOUN":
        return value.noted(f"{tree.tokens[token.head].text!r}: all but done", positive=not value.positive, modality="attempted")
    if _looked_into(tree, node, came, words):
        return value.noted(f"{token.text!r} is about an act that has been", presupposed=True)
    ahead = of_subject(tree, node, came, words)
    if ahead is not None:
        return _looked_ahead_to(value, ahead)
    if judged(tree, node, came) or _weighed(tree, node, came):
        return value.noted(f"{token.text!r} weighs it, without saying that it happened", modality="hypothetical", skip="weighed, not told")
    if token.dep == "prep" or token.pos == "ADP":
        return _under_preposition(token, value)
    if token.pos in VERBAL or token.pos == "ADJ":
        return _under_verb(tree, node, came, value, words)
    if token.pos in ("NOUN", "PROPN"):
        return _under_noun(tree, node, came, value, words)
    return value


PART: Final = frozenset(["part", "role", "hand", "involvement", "responsibility", "connection", "link", "share"])
"""What one has in a deed or has not."""


def _no_part(tree: Tree, node: int, came: int) -> bool:
    """ "Played no part in the bombing", "was not involved in it", "had nothing to do with it": the deed is denied of its doer."""
    token, below = tree.tokens[node], tree.tokens[came]
    if below.dep != "prep" or below.lemma.lower() not in ("in", "for", "with", "to", "behind"):
        return False
    lemma = token.lemma.lower()
    if lemma == "do":
        return any(tree.tokens[n].lemma.lower() == "nothing" for n in tree.up(node)) or (tree.tokens[token.head].lemma.lower() == "anything" and tree.negated(tree.tokens[token.head].head))
    if lemma in PART and token.pos == "NOUN":
        return any(tree.tokens[c].text.lower() in ("no", "any") for c in tree.below[node]) and (tree.negated(token.head) or any(tree.tokens[c].text.lower() == "no" for c in tree.below[node]))
    return False  # "Not behind it", "not involved in it", "not responsible": the verb's own negation counts.


def _looked_ahead_to(value: Assessment, ahead: Prospect) -> Assessment:
    if ahead.certainty is None:
        return value.noted(ahead.reason, modality="hypothetical", skip="hypothetical")
    positive = not value.positive if ahead.certainty.endswith("-") else value.positive
    return value.noted(ahead.reason, modality="predicted", positive=positive, certainty=weakest(value.certainty, ahead.certainty[:2]))


def _looked_into(tree: Tree, node: int, came: int, words: FactualityLexicon) -> bool:
    """ "investigate the shelling", "look into the reported use": an act that somebody looks at, answers or mourns has been."""
    token, below = tree.tokens[node], tree.tokens[came]
    if token.lemma.lower() not in words.presupposing:
        return False
    if below.dep in ("dobj", "nsubjpass"):
        return below.pos != "VERB" and token.lemma.lower() not in ("look", "respond")
    return below.dep == "prep" and below.lemma.lower() in ("into", "to", "for", "over", "at", "on", "of") and tree.child(came, "pobj") is not None


GOVERNED: Final = frozenset(["xcomp", "ccomp", "dobj", "pcomp", "prep", "nsubjpass", "oprd", "acomp", "pobj", "agent", "dative"])
LINKING: Final = frozenset(["to", "for", "from", "of", "on", "in", "against"])


def _under_verb(tree: Tree, node: int, came: int, value: Assessment, words: FactualityLexicon) -> Assessment:
    below = tree.tokens[came]
    if below.dep not in GOVERNED or (below.dep in ("prep", "agent", "dative") and below.lemma.lower() not in LINKING):
        return value
    lemma = tree.tokens[node].lemma.lower()
    if words.verbs.get(lemma) != "negative" and _deals_with(tree, node, came):
        value = replace(value, met=True)
    particle = tree.child(node, "prt")
    phrasal = f"{lemma}-{tree.tokens[particle].text.lower()}" if particle is not None else lemma
    aim = aimed_at(tree, node, came, words)
    if aim == "aim":
        return value.noted(f"what {tree.tokens[node].text!r} is for, not what was done", modality="hypothetical", skip="motive")
    effect = aim or words.verbs.get(phrasal) or words.verbs.get(lemma)
    if effect is None or _other_sense(tree, node, came, effect):
        return value
    return _apply(effect, tree.tokens[node].text, value)


def _deals_with(tree: Tree, node: int, came: int) -> bool:
    """ "Refused to lift the siege", "failed to repel the assault": whether an infinitive deals with an act known to the reader, so that its own failing is not that act's."""
    if tree.tokens[node].dep != "xcomp" or tree.tokens[node].lemma.lower() in LIGHT | BRINGING or tree.tokens[came].dep not in ("dobj", "prep"):
        return False
    act = came if tree.tokens[came].dep == "dobj" else tree.child(came, "pobj")
    return act is not None and tree.tokens[act].pos == "NOUN" and any(
        tree.tokens[c].dep == "poss" or tree.tokens[c].text.lower() in ("the", "this", "that", "these", "those") for c in tree.below[act]
    )


BRINGING: Final = frozenset(["begin", "start", "resume", "continue", "complete", "finish", "implement", "order", "approve", "authorise", "authorize", "attempt", "try", "plan", "prepare", "organise", "organize",
                             "pursue", "press", "finance", "allow", "permit", "give", "repeat", "renew", "expand", "widen", "confirm", "prove", "claim"])
"""Verbs by which an act comes about, beside `LIGHT`: who refuses to begin it leaves it undone."""


def _under_noun(tree: Tree, node: int, came: int, value: Assessment, words: FactualityLexicon) -> Assessment:
    token, below = tree.tokens[node], tree.tokens[came]
    if token.lemma.lower() in KNOWING and below.dep in ("prep", "acl", "pobj", "ccomp") and _none_of(tree, node):
        return value.noted(f"there is no {token.text!r} of it", left_open=True)
    effect = words.nouns.get(token.lemma.lower())
    if effect is None or below.dep not in ("acl", "prep", "pobj", "ccomp", "pcomp"):
        return value
    if below.dep == "prep" and below.lemma.lower() not in (LINKING | {"at"}) - {"from"}:
        return value
    if effect == "negative" and token.dep == "dobj" and words.verbs.get(tree.tokens[token.head].lemma.lower()) == "demanded":
        return value.noted(f"an {token.text!r} of it is demanded", modality="hypothetical", skip="demanded, not done")
    if any(tree.tokens[c].text.lower() == "no" for c in tree.below[node]):
        value = value.noted(f"there is no {token.text!r}", positive=not value.positive)
    return _apply(effect, token.text, value)


KNOWING: Final = frozenset(["information", "knowledge", "evidence", "record", "indication", "sign", "proof", "confirmation", "detail", "word", "news", "idea", "trace", "clue"])
"""Nouns whose absence leaves an act open: "has no information about a strike", "without confirmation of"."""


def _none_of(tree: Tree, node: int) -> bool:
    """Whether there is none of what the noun names: "no evidence", "not any proof", "had not received information"."""
    if any(tree.tokens[c].text.lower() in ("no", "little", "neither") for c in tree.below[node]):
        return True
    verb = tree.tokens[node].head
    return tree.tokens[node].dep == "dobj" and tree.negated(verb)


def _other_sense(tree: Tree, node: int, came: int, effect: str) -> bool:
    """Whether the governing verb stands to the act in another way than its lexicon sense."""
    below = tree.tokens[came]
    lemma = tree.tokens[node].lemma.lower()
    if effect == "demanded" and lemma in ("help", "enable", "allow", "tell", "call"):
        return lemma == "help" or below.dep in ("dobj", "ccomp")
    if lemma in ("set", "mean", "arrange", "call", "press", "offer", "consider", "train", "stage", "end") and below.dep in ("dobj", "nsubjpass", "prep"):
        return True
    if effect in ("possible", "probable") and below.dep in ("dobj", "prep"):
        return True
    return effect == "simulated" and below.dep not in ("dobj", "prep", "pobj", "nsubjpass", "xcomp")


def _under_preposition(token: Token, value: Assessment) -> Assessment:
    lower = token.lemma.lower()
    if lower == "without":
        return value.noted("'without' denies it", positive=not value.positive)
    return value


_EFFECT_MODALITY: Final[dict[str, Modality]] = {
    "attempted": "attempted", "planned": "planned", "predicted": "predicted", "threatened": "threatened", "demanded": "hypothetical",
}


def _apply(effect: str, word: str, value: Assessment) -> Assessment:
    reason = f"under {word!r} ({effect})"
    if effect == "negative" and value.met:
        return value
    if effect == "negative":
        return value.noted(reason, positive=not value.positive)
    if effect in ("possible", "probable"):
        return value.noted(reason, certainty=weakest(value.certainty, "PS" if effect == "possible" else "PR"))
    if effect in ("simulated", "imagined"):
        return value.noted(reason, modality="hypothetical", skip=effect)
    if effect == "demanded":
        return value.noted(reason, modality="hypothetical", skip="demanded, not done")
    if effect == "attempted":
        return value.noted(reason, modality="attempted")
    if value.modality != "actual":
        return value
    return value.noted(reason, modality=_EFFECT_MODALITY[effect])


COMMITTING: Final = frozenset(
    ["confirm", "deny", "acknowledge", "verify", "admit", "corroborate", "say", "know", "establish", "comment", "dispute", "authenticate",
     "substantiate", "elaborate"]
)
"""Verbs whose own negation leaves what they govern open: "neither confirmed nor denied the strike"."""


def _unsaid(tree: Tree, node: int) -> bool:
    words = {tree.tokens[c].text.lower() for c in tree.below[node]}
    head = tree.tokens[node].head
    if tree.tokens[node].dep == "conj":
        words |= {tree.tokens[c].text.lower() for c in tree.below[head]} & {"neither", "nor"}
    longer = any(tree.tokens[c].text.lower() == "longer" for c in tree.below[node])
    subject = tree.child(node, "nsubj", "nsubjpass")
    if subject is not None:
        words |= {tree.tokens[c].text.lower() for c in (subject, *tree.below[subject])} & {"neither", "no", "none"}
    refused = tree.tokens[node].dep == "xcomp" and tree.tokens[head].lemma.lower() in ("decline", "refuse", "fail", "unable")
    return tree.negated(node) or bool(words & {"neither", "nor", "no", "none"} - {"no"}) or longer or refused or _of_nobody(tree, subject)


def _of_nobody(tree: Tree, subject: int | None) -> bool:
    return subject is not None and (tree.tokens[subject].text.lower() in ("nobody", "none") or any(tree.tokens[c].text.lower() == "no" for c in tree.below[subject]))


WEIGHING: Final = frozenset(["see", "consider", "regard", "view", "deem", "judge", "call", "make", "find"])
"""Verbs that weigh an act ("sees retaking the town as key", "makes the capture vital") without saying that it happened."""


def _weighed(tree: Tree, node: int, came: int) -> bool:
    token, below = tree.tokens[node], tree.tokens[came]
    if token.pos == "ADJ" and below.dep == "nsubj" and below.pos == "NOUN":  # the verdict as a small clause: "make the capture so vital"
        return tree.tokens[token.head].lemma.lower() in WEIGHING and token.dep in ("ccomp", "xcomp", "oprd")
    if token.lemma.lower() not in WEIGHING or below.dep not in ("dobj", "xcomp", "ccomp", "nsubj"):
        return False
    bare = below.tag == "VBG" or (below.pos == "NOUN" and token.lemma.lower() in ("make", "deem", "consider"))
    verdict = any(tree.tokens[c].lemma.lower() == "as" or tree.tokens[c].pos == "ADJ" for c in (*tree.below[node], *tree.below[came]) if c > came)
    return bare and verdict


def _preferred_to(tree: Tree, node: int) -> bool:
    """ "... rather than provide assistance", "instead of attacking": named as what is not done."""
    before = " ".join(tree.tokens[n].text.lower() for n in range(max(0, node - 4), node))
    return "rather than" in before or "instead of" in before


def _clause(tree: Tree, node: int, value: Assessment, words: FactualityLexicon) -> Assessment:
    """What the kind of clause does: conditions and purposes make no claims."""
    token = tree.tokens[node]
    if token.pos not in VERBAL:
        return value
    if had_it_been(tree, node):
        return value.noted("a condition by the order of its words", skip="condition", modality="hypothetical")
    if _preferred_to(tree, node):
        return value.noted("named as what is not done ('rather than', 'instead of')", modality="hypothetical", skip="not done")
    for c in tree.below[node]:
        mark = tree.tokens[c]
        if mark.dep == "mark" and mark.lemma.lower() in words.conditions and mark.lemma.lower() != "once":
            return value.noted(f"under the condition {mark.text!r}", skip="condition", modality="hypothetical")
    if token.dep == "advcl" and infinitive(tree, node) and not _came_to(tree, token.head):
        return value.noted("an infinitive of purpose is a motive", skip="motive", modality="hypothetical")
    if token.dep == "acl" and infinitive(tree, node):
        if _in_order_to(tree, token.head):
            return value.noted("an infinitive of purpose is a motive", skip="motive", modality="hypothetical")
        noun = tree.tokens[token.head].lemma.lower()
        if noun not in words.nouns and noun not in ("first", "last", "only", "second") and not _perfect(tree, node):
            return value.noted("an infinitive under a noun is a purpose", skip="motive", modality="hypothetical")
    return value


def _perfect(tree: Tree, verb: int) -> bool:
    """ "Its claim to have taken the town": an infinitive of what has been is no purpose."""
    return any(tree.tokens[c].dep == "aux" and tree.tokens[c].lemma.lower() == "have" for c in tree.below[verb])


def _came_to(tree: Tree, verb: int) -> bool:
    """Whether an infinitive after the verb tells what was done: "used it to attack", "went on to attack"."""
    lemma = tree.tokens[verb].lemma.lower()
    return lemma in ("use", "employ") or (lemma == "go" and any(tree.tokens[c].text.lower() == "on" for c in tree.below[verb]))


def _in_order_to(tree: Tree, noun: int) -> bool:
    """Whether a noun is that of "in order to" or "in a bid to", by which a purpose is told."""
    token = tree.tokens[noun]
    return token.dep == "pobj" and tree.tokens[token.head].lemma.lower() == "in" and token.lemma.lower() == "order"
