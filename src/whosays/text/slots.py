"""Syntactic slots of a predicate: who is subject, object, complement or modifier of a word, across the usual rearrangements.

All functions are pure; tokens are named by their number. The relation names are those of spaCy's English models (CLEAR style).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from whosays.model.reading import Token

Children = Sequence[Sequence[int]]

SUBJECTS: Final = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECTS: Final = frozenset({"nsubjpass", "csubjpass"})
RELATIVES: Final = frozenset({"who", "which", "that", "whom", "whose"})
NOMINAL: Final = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
VERBAL: Final = frozenset({"VERB", "AUX"})
# Nouns that only measure the noun after "of": "dozens of soldiers" are soldiers.
# Forms whose lemma the parser's rules get wrong ("bases" -> "basis").
MENDED: Final = {
    "bases": "base", "raped": "rape", "raping": "rape", "uses": "use", "corpses": "corpse", "installed": "install", "axed": "axe",
    "salvos": "salvo", "demos": "demo", "airdropped": "airdrop", "overflew": "overfly", "waterboarded": "waterboard", "shelled": "shell",
    "reappointed": "reappoint", "reoccupied": "reoccupy", "struck": "strike", "tanks": "tank", "kidnaped": "kidnap", "axes": "axe",
    "raged": "rage", "raging": "rage", "counter-attacked": "counter-attack", "counter-attacking": "counter-attack", "headed": "head", "heading": "head",
}
PARTITIVES: Final = frozenset({
    "amount", "quantity", "stash", "container", "canister", "cylinder", "load", "truckload", "cargo", "stockpile", "consignment", "arsenal",
    "dozen", "hundred", "thousand", "million", "score", "ten", "number", "handful", "couple", "pair",
    "series", "lot", "majority", "part", "rest", "all", "some", "many", "most", "several", "few", "two",
    "three", "one", "barrage", "wave", "total", "group", "batch", "convoy", "column", "type", "kind",
    "sort", "half", "quarter", "third", "string", "spate", "round", "hail", "salvo", "volley", "bunch",
    "array", "range", "variety", "member", "remainder", "percent", "each", "none", "both", "any",
    "pound", "kilogram", "kilogramme", "kilo", "kg", "gram", "gramme", "ton", "tonne", "litre", "liter", "gallon", "ounce", "box", "crate", "sack", "bag",
})
# Nouns that only count or class the act after "of": what hangs on them hangs on the act.
_CASES: Final = frozenset({
    "case", "incident", "act", "instance", "series", "wave", "spate", "string", "campaign", "round", "report", "number", "exchange", "barrage",
    "dozen", "score", "hundred", "episode", "pattern",
})
# Of these, the words that only say how many.
QUANTITIES: Final = frozenset({
    "dozen", "hundred", "thousand", "million", "score", "ten", "number", "handful", "couple", "pair", "lot", "few", "several", "many",
    "total", "quarter", "third", "half", "most", "some", "dozens", "scores", "hundreds", "thousands", "tens",
})
# Prepositions of two or three words that work as one.
COMPLEX: Final = frozenset({
    "at hands of", "in support of", "in favour of", "in favor of", "on behalf of", "with help of", "with support of", "in protest against",
    "in protest at", "in clashes with", "in response to", "in retaliation for", "with backing of", "in fighting with", "in presence of",
    "from hands of", "in conjunction with", "in collaboration with", "in coordination with", "in cooperation with", "in tandem with",
})
# First words of prepositions in two words ("according to"): the second is no preposition of the verb's own.
_COMPOUNDING: Final = frozenset({"according", "due", "owing", "thanks", "prior", "because", "instead", "regardless", "such", "ahead", "contrary"})
_EFFORTS: Final = frozenset({"make", "have", "launch", "begin", "take", "seek", "win", "get", "mount", "give", "plan", "start", "announce"})
# Verbs without a passive: a past participle after a noun is a misread past tense ("a convoy headed north").
_INTRANSITIVE: Final = frozenset({"head", "march", "advance", "arrive", "retreat", "clash", "erupt", "flee", "travel", "explode"})
# Participles whose first part ("tank-backed", "rebel-held") says nothing of the noun's own kind.
_EPITHETS: Final = frozenset({"back", "hold", "lead", "control", "base", "support", "fund", "backed", "held", "led"})
# Nouns of place whose apposition, not they, acts ("Logar province, a coalition force detained ...": a comma misread).
# Verbs of harm and capture that always have an object: with a counted subject and none, the auxiliary is left out.
DONE_TO: Final = frozenset({
    "kill", "wound", "injure", "hurt", "detain", "arrest", "capture", "abduct", "kidnap", "behead", "execute", "murder", "seize", "destroy", "burn", "damage",
    "displace", "evacuate", "rescue", "free", "release", "hospitalise", "hospitalize", "shoot", "torch", "recover", "torture", "rape", "maim", "massacre",
})
# Of these, verbs that are never without one.
ALWAYS_OF: Final = frozenset({"ambush", "kidnap", "abduct", "behead", "murder", "detain", "arrest", "wound", "injure", "torture", "displace", "rescue", "kill"})
_LAID_WASTE: Final = frozenset({"loot", "ransack", "plunder", "wreck", "ruin", "flatten", "gut", "raze", "vandalise", "vandalize", "poison"})
_COMING_UPON: Final = frozenset({"find", "discover", "leave"})
_PLACES: Final = frozenset({"province", "district", "city", "town", "region", "area", "governorate", "village", "county", "valley"})
_ACCUSING: Final = frozenset({"accuse", "suspect", "blame", "charge", "convict", "condemn", "acquit"})
_PARTICLES: Final = frozenset({"back", "down", "up", "out", "away", "off", "over", "together"})
_PREP_DEPS: Final = frozenset({"prep", "agent", "dative", "prt", "advmod"})
_CLAUSAL: Final = frozenset({"xcomp", "ccomp", "acomp", "attr", "oprd", "advcl"})
_PARTICIPIAL: Final = frozenset({"acl", "amod", "advcl", "relcl", "ROOT", "pcomp", "xcomp", "ccomp", "oprd", "dep", "parataxis", "appos"})
_INNER: Final = frozenset({"compound", "amod", "nmod", "npadvmod", "advmod", "conj", "pobj", "prep"})

_LINKING: Final = frozenset({
    ("on", "hand"), ("on", "contrary"), ("by", "contrast"), ("in", "contrast"), ("in", "addition"), ("in", "fact"), ("in", "turn"), ("by", "way"),
    ("for", "example"), ("for", "instance"), ("in", "particular"), ("in", "general"), ("on", "whole"),
})
"""Prepositions with the noun by which they only link sentences: "on the other hand" calls on nobody."""



@dataclass(frozen=True, slots=True)
class Words:
    """The tokens of a report and, for each, the numbers of its children in text order."""

    tokens: Sequence[Token]
    children: Children

    def kids(self, i: int, *deps: str) -> list[int]:
        """Children of `i` whose relation is one of `deps`, in text order."""
        return [c for c in self.children[i] if self.tokens[c].dep in deps]

    def lemma(self, i: int) -> str:
        """Lower-case lemma of token `i`, the parser's known slips mended."""
        token = self.tokens[i]
        return MENDED.get(token.text.lower()) or token.lemma.lower()

    def low(self, i: int) -> str:
        """Lower-case text of token `i`."""
        return self.tokens[i].text.lower()

    def conjuncts(self, i: int) -> list[int]:
        """`i` and everything coordinated after it, in text order."""
        out, queue = [i], [i]
        while queue:
            for c in self.kids(queue.pop(0), "conj"):
                if self.tokens[c].pos != "VERB" or self.tokens[i].pos == "VERB":
                    out.append(c)
                    queue.append(c)
        return out

    def nouns(self, heads: Sequence[int]) -> list[int]:
        """The coordinated nominal members of `heads`."""
        out: list[int] = []
        for head in heads:
            kinds = NOMINAL | {"ADJ", "X"}
            out.extend(c for c in self.conjuncts(head) if c == head or self.tokens[c].pos in kinds)
        return out

    def subtree(self, i: int) -> Iterator[int]:
        """Token `i` and all below it, in no particular order."""
        stack = [i]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(self.children[node])

    def content(self, i: int) -> list[int]:
        """`i`, and what it measures: "dozens of soldiers" gives dozens and soldiers."""
        out = [i]
        while self.lemma(out[-1]) in PARTITIVES or self.tokens[out[-1]].pos in {"NUM", "DET"}:
            below = [p for prep in self.kids(out[-1], "prep") if self.low(prep) == "of" for p in self.kids(prep, "pobj")]
            if not below or below[0] in out:
                break
            out.append(below[0])
        return out

    def passive(self, i: int) -> bool:
        """Whether verb `i` is passive, be it finite, a reduced relative or a participle before its noun."""
        token = self.tokens[i]
        kinds = {self.tokens[c].dep for c in self.children[i]}
        if kinds & (PASSIVE_SUBJECTS | {"auxpass"}):
            return True
        if kinds & SUBJECTS:
            return self._small_clause(token, kinds) or self._found(token, kinds) or self._gapped(token, kinds) or self._headline(token, kinds)
        if self.lemma(i) in _INTRANSITIVE:
            return False
        if token.tag != "VBN":
            return token.tag == "VBD" and token.dep == "acl"
        if any(self.tokens[c].dep == "aux" and self.lemma(c) in {"have", "'ve"} for c in self.children[i]):
            return False
        if token.dep == "conj" and self.tokens[token.head].pos in VERBAL:
            return self.passive(token.head) and ("dobj" not in kinds or self.tokens[token.head].tag == "VBN")
        return token.dep in _PARTICIPIAL and "dobj" not in kinds

    def _found(self, token: Token, kinds: set[str]) -> bool:
        """What somebody came upon, "found the market looted and the wharf burned", misread as a past tense."""
        head = self.tokens[token.head]
        come_upon = head.i != token.i and self.lemma(head.i) in _COMING_UPON and not kinds & {"aux", "dobj", "ccomp", "xcomp", "prt", "dative", "mark"}
        return come_upon and token.tag in {"VBN", "VBD"} and token.dep in {"ccomp", "conj"} and self.lemma(token.i) in DONE_TO | _LAID_WASTE

    def _gapped(self, token: Token, kinds: set[str]) -> bool:
        """A participle whose auxiliary is left out: "three were killed and 12 people detained", "..., ten of them beheaded", "6 injured"."""
        if kinds & {"aux", "dobj", "auxpass", "ccomp", "xcomp", "prt", "dative"} or token.tag not in {"VBN", "VBD"} or self.lemma(token.i) not in DONE_TO:
            return False
        head = self.tokens[token.head]
        if token.dep == "conj" and head.i != token.i and {"auxpass", "nsubjpass"} <= {self.tokens[c].dep for c in self.children[head.i]}:
            return True
        subject = next(iter(self.kids(token.i, "nsubj")), token.i)
        counted = self.tokens[subject].pos == "NUM" or any(self.tokens[c].pos == "NUM" for c in self.kids(subject, "nummod"))
        return counted and token.dep in {"ROOT", "advcl", "ccomp", "conj", "dep", "parataxis"}

    def _headline(self, token: Token, kinds: set[str]) -> bool:
        """A headline's passive, "Soldiers ambushed in the north": a verb that always has an object, without one, behind a noun without article."""
        if kinds & {"aux", "dobj", "auxpass", "ccomp", "xcomp", "prt", "dative", "conj", "advcl"} or token.tag not in {"VBN", "VBD"} or self.lemma(token.i) not in ALWAYS_OF:
            return False
        subject = next(iter(self.kids(token.i, "nsubj")), token.i)
        after = self.low(token.i + 1) if token.i + 1 < len(self.tokens) else ""
        bare = after not in {"between", "over", "around", "about", "under", "up"} and self.tokens[subject].pos == "NOUN" and not self.kids(subject, "det", "poss", "relcl")
        return bare and subject == token.i - 1 and token.dep in {"ROOT", "ccomp", "conj", "parataxis"}

    def _small_clause(self, token: Token, kinds: set[str]) -> bool:
        """A small clause, "left dozens wounded": a bare participle with its own subject."""
        bare = token.tag == "VBN" and not kinds & {"aux", "dobj"}
        return bare and token.dep in {"ccomp", "advcl", "oprd", "xcomp", "dep", "conj"}

    def prepositions(self, i: int) -> dict[str, list[int]]:
        """For each preposition under `i`, its coordinated complements; complex ones under all their words too."""
        out: dict[str, list[int]] = {}
        for c in self.children[i]:
            if self.tokens[c].dep in _PREP_DEPS:
                self._collect(c, out)
        return out

    def _collect(self, prep: int, out: dict[str, list[int]], depth: int = 0) -> None:
        name = self.low(prep)
        if name == "with" and prep and self.low(prep - 1) in {"along", "together"}:
            name = "along with"
        for c in self.children[prep]:
            dep = self.tokens[c].dep
            if dep == "prep" and name in _COMPOUNDING:
                out.setdefault(f"{name} {self.low(c)}", []).extend(self.nouns(self.kids(c, "pobj")))
            elif dep in {"pobj", "pcomp"}:
                if (name, self.lemma(c)) in _LINKING:
                    continue
                out.setdefault(name, []).extend(self.nouns([c]))
                self._complex(name, c, out)
            elif dep in {"prep", "conj"} and depth < 2:
                self._collect(c, out, depth + 1)

    def _complex(self, name: str, noun: int, out: dict[str, list[int]]) -> None:
        for prep in self.kids(noun, "prep"):
            key = f"{name} {self.low(noun)} {self.low(prep)}"
            if key in COMPLEX:
                for c in self.kids(prep, "pobj", "pcomp"):
                    out.setdefault(key, []).extend(self.nouns([c]))


@dataclass(slots=True)
class Slots:
    """The syntactic neighbours of a predicate by slot name; `of_verb`/`of_noun` build them.

    Names: `subj obj iobj` (logical: voice undone), `obj2` (object of a passive verb), `comp` (clause, adjective or predicative complements),
    `prt` (particles), `poss mod num det` (of nouns: possessors, words before the noun, numbers, determiners), `gov` (the word
    above), and the bare prepositions. `inherited` says which slots were filled from another clause, with the reason.
    """

    at: dict[str, list[int]] = field(default_factory=dict)
    inherited: dict[str, str] = field(default_factory=dict)
    passive: bool = False

    def get(self, name: str) -> list[int]:
        """Head tokens in slot `name`, in the order in which they were found."""
        return self.at.get(name, [])

    def put(self, name: str, heads: Sequence[int], reason: str = "") -> None:
        """Adds `heads` to slot `name`, without doubles."""
        if not heads:
            return
        row = self.at.setdefault(name, [])
        row.extend(h for h in heads if h not in row)
        if reason:
            self.inherited[name] = reason


def of_verb(words: Words, i: int, depth: int = 0) -> Slots:
    """Slots of verb `i`, with voice undone and subjects shared with other clauses filled in."""
    slots = Slots(passive=words.passive(i))
    for name, heads in words.prepositions(i).items():
        slots.put(name, heads)
    for c in words.children[i]:
        if not _twice_named(words, c):
            _direct(words, c, slots)
    if any(words.low(h).endswith(("self", "selves")) for h in slots.get("by")):
        slots.at.pop("by")  # "left by themselves": nobody made them
    if slots.passive:
        slots.put("subj", slots.get("by"))
    elif words.kids(i, "nsubj") and words.kids(i, "dobj"):
        slots.at.pop("by", None)  # an active verb with subject and object has no agent: the parser's slip
    _counted_object(words, i, slots)
    _helped(words, i, slots)
    _displayed(words, i, slots)
    _shared_object(words, i, slots)
    _relative(words, i, slots)
    if not slots.get("obj" if slots.passive else "subj"):
        slots.put("obj" if slots.passive else "subj", _fronted(words, i), "noun that the parser hangs on a date before it")
    if not slots.get("obj") and slots.passive:
        _shared(words, i, slots, "obj", depth)
    if not slots.get("subj") and not slots.passive:
        _shared(words, i, slots, "subj", depth)
    if not slots.get("subj") and slots.passive:
        slots.put("subj", _shared_agent(words, i), "agent shared with a coordinated verb")
    return slots


def _shared_agent(words: Words, i: int) -> list[int]:
    """The agent behind the last of coordinated passives: "was shot at and detained by soldiers"."""
    for c in words.kids(i, "conj"):
        if words.tokens[c].tag == "VBN" and not words.kids(c, *SUBJECTS, *PASSIVE_SUBJECTS):
            return words.nouns([p for by in words.kids(c, "agent") for p in words.kids(by, "pobj")])
    return []


_DATED: Final = frozenset({
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
})
_FINITE: Final = frozenset({"VBD", "VBZ"})


def _fronted(words: Words, i: int) -> list[int]:
    """The subject that the parser hangs on the date or place before it: "On 10 August armed men attacked", "by 18:00 troops had taken"."""
    token = words.tokens[i]
    finite = token.tag in _FINITE or any(words.tokens[c].tag in _FINITE for c in words.kids(i, "aux", "auxpass"))
    if not finite or token.dep in {"relcl", "acl", "xcomp", "amod"} or words.kids(i, *SUBJECTS, *PASSIVE_SUBJECTS, "expl"):
        return []
    opening = [c for c in words.kids(i, "prep") if c < i]
    found = [n for prep in opening for n in _with_conjuncts(words, words.kids(prep, "pobj")) if n < i and _after_date(words, n)]
    return found[-1:]


def _with_conjuncts(words: Words, heads: Sequence[int]) -> list[int]:
    return [n for head in heads for n in (head, *words.conjuncts(head)[1:])]


def _after_date(words: Words, noun: int) -> bool:
    """Whether a common noun has taken a date, a clock time or a place before it in, or stands coordinated with one."""
    token = words.tokens[noun]
    if token.tag not in {"NNS", "NN", "NNPS"} or words.lemma(noun) in _DATED or words.lemma(noun) in _HOURS:
        return False
    if token.dep == "conj" and words.lemma(token.head) in _DATED:
        return True
    before = [words.tokens[c] for c in words.children[noun] if c < noun]
    if before and before[0].pos == "PROPN" and before[0].dep == "compound" and token.dep == "pobj" and token.tag == "NNS" and token.head == before[0].i - 1:
        return True  # "In Awasse militants beheaded": the place is the preposition's, the men are the verb's
    return any(t.text.lower() in _DATED or ":" in t.text or (t.lemma.lower() in _PLACES | {"gorge", "outskirt"} and t.dep == "compound") for t in before)


_HOURS: Final = frozenset({"hour", "morning", "evening", "night", "afternoon", "day", "week", "month", "year", "noon", "dawn", "time", "local"})


def _twice_named(words: Words, c: int) -> bool:
    """Whether `c` only describes the name right behind it, which the parser makes a second subject: "the rights group X urged".

    Also a description put first: "the son of a fisherman, he is said to have joined".
    """
    if words.tokens[c].dep in SUBJECTS | PASSIVE_SUBJECTS and _taken_up_behind(words, c):
        return True
    if c + 1 >= len(words.tokens) or words.tokens[c].pos != "NOUN" or words.tokens[c].dep not in SUBJECTS | PASSIVE_SUBJECTS:
        return False
    after = words.tokens[c + 1]
    name = next((n for n in words.kids(words.tokens[c].head, "nsubj", "nsubjpass") if n > c), None)
    return name is not None and words.tokens[name].pos == "PROPN" and after.pos == "PROPN" and min(words.subtree(name)) == c + 1


def _taken_up_behind(words: Words, c: int) -> bool:
    """Whether a pronoun stands as second subject behind a comma, which takes up the noun `c`."""
    token = words.tokens[c]
    later = [n for n in words.kids(token.head, *SUBJECTS, *PASSIVE_SUBJECTS) if n > c]
    return token.pos == "NOUN" and bool(later) and words.tokens[later[0]].tag == "PRP" and words.low(later[0] - 1) == ","


def _direct(words: Words, c: int, slots: Slots) -> None:
    dep = words.tokens[c].dep
    if dep in {"prep", "advmod"} and words.low(c) in _PARTICLES and not words.kids(c, "pobj", "pcomp"):
        slots.put("prt", [c])
    if dep in SUBJECTS:
        slots.put("obj" if slots.passive else "subj", words.nouns(_acting(words, _described(words, c))))
    elif dep in PASSIVE_SUBJECTS:
        slots.put("obj", words.nouns([_described(words, c)]))
    elif dep in {"dobj", "obj"}:
        if not _remark(words, c):
            slots.put("obj2" if slots.passive else "obj", words.nouns([c]))
    elif dep == "dative" and words.tokens[c].pos in NOMINAL:
        slots.put("iobj", words.nouns([c]))
    elif dep == "prt" or (dep == "advmod" and words.low(c) in _PARTICLES):
        slots.put("prt", [c])
    elif dep in _CLAUSAL:
        slots.put("comp", [c])


def _remark(words: Words, c: int) -> bool:
    """Whether a second object behind a comma is a remark on the whole clause: "ordered the army to stop, an instruction that nobody heeded"."""
    first = min(words.subtree(c))
    before = [n for n in words.kids(words.tokens[c].head, "dobj") if n < c]
    return bool(before) and first > 0 and words.low(first - 1) in {",", "-", "—", "–"} and words.low(first) in {"a", "an"} and bool(words.kids(c, "relcl", "acl"))


def _described(words: Words, c: int) -> int:
    """The noun behind a clause that the parser takes for the subject, "a school sheltering families was hit"; else `c` itself."""
    if words.tokens[c].dep not in {"csubj", "csubjpass"} or words.tokens[c].tag != "VBG":
        return c
    return next(iter(words.kids(c, "nsubj")), c)


def _helped(words: Words, i: int, slots: Slots) -> None:
    """Whom a verb of help helps: "helped its planes strike", where the parser makes the helped a subject."""
    if slots.get("obj") or words.lemma(i) not in {"help", "let", "make"}:
        return
    for c in words.kids(i, "ccomp"):
        if words.tokens[c].tag in {"VB", "VBP"}:
            slots.put("obj", words.nouns(words.kids(c, "nsubj")), "subject of what it helped to do")


def _displayed(words: Words, i: int, slots: Slots) -> None:
    """What people "were shown training": a participle that the parser takes for the first part of a compound."""
    token = words.tokens[i]
    if is_displayed(words, i):
        slots.put("obj", [token.head], "noun after a participle")
        slots.put("subj", words.nouns(words.kids(words.tokens[token.head].head, "nsubjpass")), "subject of the verb of display")


def is_displayed(words: Words, i: int) -> bool:
    """Whether token `i` is a participle after a passive verb of display, mistaken for a noun: "shown training members"."""
    token = words.tokens[i]
    if token.dep not in {"compound", "amod"} or not token.text.endswith("ing") or words.tokens[token.head].dep not in {"dobj", "attr", "oprd"}:
        return False
    verb = words.tokens[token.head].head
    return words.lemma(verb) in {"show", "see", "film", "picture", "photograph", "hear", "observe"} and words.passive(verb)


def _counted_object(words: Words, i: int, slots: Slots) -> None:
    """A quantity as object, "detained between 12 and 15 men", "killed over 30": a quantity that the parser takes for a prepositional phrase."""
    if slots.get("obj") or slots.passive or words.tokens[i].pos != "VERB":
        return
    for name in ("between", "over", "around", "about", "under"):
        counted = [h for h in slots.get(name) if words.kids(h, "nummod") and words.tokens[h].tag == "NNS"]
        if counted and words.tokens[i].i + 1 < len(words.tokens) and words.low(i + 1) == name:
            slots.put("obj", counted, f"a quantity after '{name}'")
            slots.at.pop(name)
            return


def _shared_object(words: Words, i: int, slots: Slots) -> None:
    """An object after two verbs: "killed and wounded scores of fighters"."""
    if slots.get("obj") or slots.passive or words.tokens[i].pos != "VERB" or any(name in slots.at for name in ("prt", "comp")):
        return
    for c in words.kids(i, "conj"):
        if words.tokens[c].tag == words.tokens[i].tag and c - i <= 3 and not words.kids(c, "nsubj"):
            slots.put("obj", words.nouns(words.kids(c, "dobj")), "object shared with a coordinated verb")


def _acting(words: Words, subject: int) -> list[int]:
    if words.lemma(subject) in _PLACES or words.lemma(subject) in _DATED:  # "5 May: artillery pounded"
        return words.kids(subject, "appos")[:1] or [subject]
    return [subject]


def _relative(words: Words, i: int, slots: Slots) -> None:
    """Replaces relative pronouns by their antecedent and reads reduced relatives and participles before a noun."""
    token = words.tokens[i]
    if token.head == i:
        return
    if token.dep == "relcl":
        _antecedent(words, i, token.head, slots)
    elif token.dep == "acl" and words.tokens[token.head].pos in NOMINAL:
        if token.tag == "VBG" or words.lemma(i) in _INTRANSITIVE:
            slots.put("subj", [token.head], "participle after its noun")
        elif slots.passive and not slots.get("obj"):
            slots.put("obj", [token.head], "participle after its noun")
        elif token.tag == "VB" and not slots.get("subj"):
            slots.put("subj", _owner_of_noun(words, token.head), "infinitive after a noun")
    elif token.dep == "amod":
        slots.put("obj" if token.tag in {"VBN", "VBD"} else "subj", [token.head], "participle before its noun")


def _antecedent(words: Words, verb: int, head: int, slots: Slots) -> None:
    if any(words.tokens[c].tag == "WRB" for c in words.children[verb]):
        return
    for name, row in slots.at.items():
        if name == "obj" and len(row) > 1 and any(words.low(h) == "that" for h in row):
            slots.at[name] = [h for h in row if words.low(h) != "that"]  # "the tale that fighters killed settlers": a conjunction
            return
        if any(words.low(h) in RELATIVES for h in row):
            head = _named(words, head)
            slots.at[name] = [head if words.low(h) in RELATIVES else h for h in row]
            slots.inherited[name] = "relative pronoun"
            return
    if any(words.low(c) == "whose" for row in slots.at.values() for h in row for c in words.kids(h, "poss")):
        return
    apart = any(words.low(n) in {":", ";", "—", "–"} for n in range(head + 1, min(words.subtree(verb), default=head)))
    if slots.get("subj") and not slots.get("obj") and not slots.passive and not apart:
        slots.put("obj", [_named(words, head)], "bare relative clause")


def _named(words: Words, noun: int) -> int:
    """The name that a describing noun stands beside, "Damasak, a town they attacked"; else the noun itself."""
    token = words.tokens[noun]
    return token.head if token.dep == "appos" and token.pos == "NOUN" and words.tokens[token.head].pos == "PROPN" else noun


def _owner_of_noun(words: Words, noun: int) -> list[int]:
    poss = words.kids(noun, "poss")
    if poss:
        return poss
    agents = [a for c in words.kids(noun, "acl", "relcl") for by in words.kids(c, "agent") for a in words.kids(by, "pobj")]
    if agents:
        return agents
    token = words.tokens[noun]
    if token.dep == "dobj" and words.lemma(token.head) in _EFFORTS:
        return words.nouns(words.kids(token.head, "nsubj"))
    return []


def _shared(words: Words, i: int, slots: Slots, name: str, depth: int) -> None:
    """Fills subject (or passive subject) `name` of verb `i` from the clause it hangs on."""
    token = words.tokens[i]
    head = words.tokens[token.head]
    if head.i == i or depth > 3:
        return
    if token.dep == "conj" and head.pos in VERBAL:
        head = _finite_above(words, token, head)
        said = _verb_of_saying(words, i, head.i)
        if said is not None and name == "subj":
            slots.put(name, words.nouns(words.kids(said, "nsubj")), "shared subject of coordinated verbs")
            return
        above = of_verb(words, head.i, depth + 1)
        slots.put(name, above.get("obj" if above.passive else "subj"), "shared subject of coordinated verbs")
    elif token.dep in {"xcomp", "advcl", "ccomp"} and head.pos in VERBAL:
        if token.dep != "ccomp" or token.tag in {"VBG", "VB", "VBN"}:
            _controlled(words, token, slots, name, depth)
        elif own := _stranded(words, i, head.i):
            slots.put(name, own, "subject that the parser hangs on the verb before")
    elif token.dep in {"xcomp", "advcl"} and head.pos == "ADJ":
        slots.put(name, _subject_of_adjective(words, head.i), "subject of the adjective")
    elif token.dep == "pcomp":
        _after_preposition(words, head, slots, name, depth)


def _finite_above(words: Words, token: Token, head: Token) -> Token:
    """The verb with which a finite one is coordinated, where the parser hangs it on an infinitive: "forced them to stay and shot at them"."""
    if token.tag == "VBD" and head.tag == "VB" and head.dep == "xcomp" and any(words.tokens[c].tag == "TO" for c in words.children[head.i]):
        above = words.tokens[head.head]
        return above if above.tag in {"VBD", "VBN"} else head
    return head


def _stranded(words: Words, i: int, head: int) -> list[int]:
    """The subject of a told clause that the parser makes the object of the telling ("says its soldiers, with help, took the town") or of a participle."""
    if words.tokens[head].tag == "VBG" and words.kids(head, "nsubj") and head < i:
        return words.nouns(words.kids(head, "nsubj"))
    return words.nouns([c for c in words.kids(head, "dobj") if head < c < i])


def _verb_of_saying(words: Words, i: int, head: int) -> int | None:
    """The verb before "and" with which `i` goes on, where the parser hangs both on the words quoted: "'...,' he said, and accused the rebels"."""
    between = [c for c in words.kids(head, "parataxis") if c < i and words.kids(c, "nsubj") and words.kids(c, "cc")]
    return between[-1] if between else None


def _controlled(words: Words, token: Token, slots: Slots, name: str, depth: int) -> None:
    above = of_verb(words, token.head, depth + 1)
    objects = above.get("obj")
    if above.passive:
        slots.put(name, objects, "subject of the governing passive verb")
    elif token.dep == "xcomp" and objects:
        slots.put(name, objects, "object of the governing verb")
    else:
        slots.put(name, above.get("subj"), "subject of the governing verb")


def _subject_of_adjective(words: Words, adjective: int) -> list[int]:
    head = words.tokens[adjective].head
    return words.nouns(words.kids(head, "nsubj", "nsubjpass")) if head != adjective else []


def _after_preposition(words: Words, prep: Token, slots: Slots, name: str, depth: int) -> None:
    """The actor behind a preposition: "accused X of killing", "responsible for shelling", "by shelling": whose act it is."""
    if prep.head == prep.i:
        return
    above, low = words.tokens[prep.head], prep.text.lower()
    if above.pos in VERBAL:
        verb = of_verb(words, above.i, depth + 1)
        of_object = low in {"of", "for", "from"} and verb.get("obj")
        if of_object:
            slots.put(name, verb.get("obj"), f"object of '{above.lemma}'")
        elif not (verb.passive and low == "by"):
            slots.put(name, verb.get("obj" if verb.passive else "subj"), f"subject of '{above.lemma}'")
    elif above.pos == "ADJ":
        slots.put(name, _subject_of_adjective(words, above.i), "subject of the adjective")
    elif low in {"of", "for"} and above.dep == "pobj" and words.low(above.head) == "by":
        _behind_accuser(words, above, slots, name, depth)


def _behind_accuser(words: Words, agent: Token, slots: Slots, name: str, depth: int) -> None:
    """ "Accused by X of financing Y", where the parser hangs the act on X: the accused does it."""
    verb = words.tokens[words.tokens[agent.head].head]
    if verb.pos in VERBAL and verb.lemma in _ACCUSING:
        slots.put(name, of_verb(words, verb.i, depth + 1).get("obj"), f"object of '{verb.lemma}'")


def of_noun(words: Words, i: int) -> Slots:
    """Slots of event noun `i`: what stands before it, after it and above it."""
    slots = Slots()
    for c in words.children[i]:
        token = words.tokens[c]
        if token.dep == "poss":
            slots.put("poss", words.nouns([_whose(words, c)]))
        elif token.dep in {"compound", "amod", "nmod", "npadvmod"} and c < i:
            slots.put("mod", [c, *_modifiers(words, c)])
        elif token.dep in {"nummod", "quantmod"}:
            slots.put("num", [c])
        elif token.dep == "det":
            slots.put("det", [c])
        elif token.dep in {"acl", "relcl"}:
            slots.put("comp", [c])
    for name, heads in words.prepositions(i).items():
        slots.put(name, heads)
    for name, heads in _of_case(words, i).items():
        slots.put(name, heads, "what the word before 'of' has")
    if words.tokens[i].head != i:
        slots.put("gov", [words.tokens[i].head])
    return slots


def _of_case(words: Words, i: int) -> dict[str, list[int]]:
    """Who and against whom, where they hang on a word that only counts the act: "eleven cases of rape by soldiers"."""
    above = words.tokens[words.tokens[i].head]
    if above.text.lower() != "of" or words.lemma(above.head) not in _CASES:
        return {}
    return {name: heads for name, heads in words.prepositions(above.head).items() if name in {"by", "against", "between"}}


def _whose(words: Words, i: int) -> int:
    """The noun that "whose" stands for, "the town whose capture ..."; else `i` itself."""
    if words.low(i) != "whose":
        return i
    node = i
    for _ in range(6):
        node = words.tokens[node].head
        if words.tokens[node].dep == "relcl":
            noun = words.tokens[words.tokens[node].head]
            named = noun.dep == "appos" and words.tokens[noun.head].pos == "PROPN"  # "Konna, the town whose capture"
            return noun.head if named else noun.i
    return i


def _modifiers(words: Words, i: int) -> list[int]:
    out: list[int] = []
    for c in words.children[i]:
        token = words.tokens[c]
        if token.pos != "PUNCT" and token.dep in _INNER and words.lemma(i) not in _EPITHETS:
            out += [c, *_modifiers(words, c)]
    return out
