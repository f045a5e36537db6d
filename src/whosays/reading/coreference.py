"""Which mentions of one report denote the same: rules in the order of their precision, each with its reason."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from whosays.lexicon import demonyms
from whosays.lexicon.nouns import NounLexicon
from whosays.model.reading import Mention, Sentence
from whosays.reading.mentions import UNKNOWN, Found
from whosays.text.tree import Tree

PERSON_REACH = 3
"""How many sentences back a personal pronoun may look."""
THING_REACH = 2
"""How many sentences back "it" and "they" may look."""
NOMINAL_REACH = 8
"""How many sentences back a definite noun phrase may look."""

FEMALE = frozenset(["she", "her", "hers", "herself"])
PLURAL = frozenset(["they", "them", "their", "themselves"])
THING = frozenset(["it", "its", "itself"])


@dataclass(slots=True)
class Cluster:
    """The mentions that denote one thing, while the text is read."""

    number: int
    type: str
    kind: str | None
    entity: str | None
    plural: bool
    names: list[str] = field(default_factory=list)
    lemmas: set[str] = field(default_factory=set)
    heads: list[int] = field(default_factory=list)
    public: bool = False
    proper: bool = False
    gender: str | None = None

    @property
    def last(self) -> int:
        """Token number of the latest mention."""
        return self.heads[-1]


@dataclass(slots=True)
class _State:
    tree: Tree
    sentences: Sequence[Sentence]
    nouns: NounLexicon
    speaking: frozenset[str]
    clusters: list[Cluster] = field(default_factory=list)
    of_head: dict[int, Cluster] = field(default_factory=dict)


def resolve(
    found: Sequence[Found], tree: Tree, sentences: Sequence[Sentence], nouns: NounLexicon, speaking: frozenset[str],
) -> tuple[Mention, ...]:
    """Mentions with cluster, name and reason, in text order. Names first see the whole text, then nominals, then pronouns in order.

    `speaking` are lemmas of verbs of saying.
    """
    state = _State(tree, sentences, nouns, speaking)
    placed: list[tuple[Found, Cluster | None, str]] = []
    for mention in _named_first(found, tree):
        cluster, reason = _place(state, mention)
        placed.append((mention, cluster, reason))
        if cluster is not None:
            cluster.heads.append(mention.head)
            cluster.gender = cluster.gender or _gender(state, mention)
            state.of_head[mention.head] = cluster
    # A pronoun without an antecedent denotes nothing that can be told.
    placed.sort(key=lambda row: (row[0].start, -row[0].end))
    return tuple(_mention(m, cluster, reason) for m, cluster, reason in placed if cluster is not None or m.form != "pronoun")


FEMALE_NOUNS = frozenset(["woman", "mother", "wife", "daughter", "sister", "girl", "widow", "grandmother", "spokeswoman", "congresswoman", "policewoman", "actress", "nun", "queen", "aunt"])
MALE_NOUNS = frozenset(["man", "father", "husband", "son", "brother", "boy", "grandfather", "king", "uncle", "gunman", "priest", "imam", "sheikh", "sheik"])
MALE = frozenset(["he", "him", "his", "himself"])


def _gender(state: _State, mention: Found) -> str | None:
    """`f` or `m` where a pronoun, a noun or a form of address tells; null where nothing does."""
    if mention.type != "person" or mention.plural:
        return None
    lemma = state.tree.tokens[mention.head].lemma.lower()
    if mention.form == "pronoun":
        return "f" if mention.words in FEMALE else ("m" if mention.words in MALE else None)
    before = state.tree.tokens[mention.head - 1].text if mention.head else ""
    titles = {before, *(state.tree.tokens[c].text for c in state.tree.below[mention.head] if state.tree.tokens[c].dep == "compound")}
    if lemma in FEMALE_NOUNS or titles & {"Mrs.", "Ms.", "Miss", "Mrs", "Ms"}:
        return "f"
    return "m" if lemma in MALE_NOUNS or titles & {"Mr.", "Mr"} else None


def _named_first(found: Sequence[Found], tree: Tree) -> list[Found]:
    """The mentions in text order, but "for its part" after the subject that it stands for."""

    def place(mention: Found) -> int:
        subject = _of_part(tree, mention)
        return mention.start if subject is None else tree.tokens[subject].end

    return sorted(found, key=lambda m: (place(m), -m.end))


def _of_part(tree: Tree, mention: Found) -> int | None:
    """The subject behind "for its part", or null for any other mention."""
    above = tree.tokens[tree.tokens[mention.head].head]
    if mention.form != "pronoun" or above.lemma.lower() != "part" or tree.tokens[above.head].lemma.lower() != "for":
        return None
    subject = tree.child(tree.tokens[above.head].head, "nsubj")
    return subject if subject is not None and subject > mention.head else None


def _place(state: _State, mention: Found) -> tuple[Cluster | None, str]:
    if mention.form == "name":
        return _name(state, mention)
    if mention.form == "pronoun":
        return _pronoun(state, mention)
    return _nominal(state, mention)


def _mention(mention: Found, cluster: Cluster | None, reason: str) -> Mention:
    name = _canonical(cluster, mention) if cluster is not None else mention.words
    return Mention(
        mention.start, mention.end, mention.type if mention.form != "pronoun" or cluster is None else cluster.type,  # type: ignore[arg-type]
        mention.head, name, cluster.entity if cluster else mention.entity, (cluster.kind if cluster else None) or mention.kind,
        cluster.number if cluster else None, cluster.public if cluster else True, mention.form == "pronoun", reason,
    )


def _canonical(cluster: Cluster, mention: Found) -> str:
    if mention.form == "nominal" and cluster.names and not cluster.entity and len(cluster.heads) <= 1:
        return mention.words
    return cluster.names[0] if cluster.names else mention.words


# --- names --------------------------------------------------------------------------------------------------------------


def fold(name: str) -> str:
    """A name without case, diacritics and the marks that transliterations disagree on."""
    plain = unicodedata.normalize("NFKD", name.lower())
    kept = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c) and c not in "'’ʿʾ`")
    return " ".join(kept.split())


def _name(state: _State, mention: Found) -> tuple[Cluster | None, str]:
    key = fold(mention.words)
    for cluster in reversed(state.clusters):
        if mention.entity is not None and cluster.entity == mention.entity:
            return cluster, "same actor in the lexicon"
    if mention.entity is None:
        for cluster in reversed(state.clusters):
            if cluster.proper and _one_name(cluster, mention, key):
                _longer(cluster, mention)
                return cluster, "same name"
    whole = _short_for(state, mention, key)
    if whole is not None:
        return whole, "short for the name before"
    joined = _apposed(state, mention)
    if joined is not None:
        _rename(joined, mention)
        return joined, "apposition or alias"
    return _new(state, mention), "named here"


NO_SHORT = frozenset(["state", "states", "nations", "union", "party", "news", "times", "post", "world"])


def _short_for(state: _State, mention: Found, key: str) -> Cluster | None:
    """The one group or body whose name has this word as its head: "the Tigers" after "Liberation Tigers of X", "the Front" after "Valley Front"."""
    if mention.entity is not None or " " in key or key in NO_SHORT or mention.type not in ("organisation", "armed_group", "person"):
        return None
    fitting = [
        c for c in state.clusters if c.proper and c.type in ("organisation", "armed_group")
        and any(len(name.split()) > 1 and fold(name.split(" of ")[0]).split()[-1:] == [key] for name in c.names)
    ]
    return fitting[0] if len(fitting) == 1 else None


def _one_name(cluster: Cluster, mention: Found, key: str) -> bool:
    """Whether the cluster goes by this name: in full whatever the recogniser calls it, in part only within one type."""
    folded = [fold(name) for name in cluster.names]
    if cluster.type == mention.type:
        return any(_same_name(key, name, mention.type) for name in folded)
    return key in folded and (len(key.split()) > 1 or UNKNOWN in (mention.kind, cluster.kind) or mention.words.isupper())


def _same_name(a: str, b: str, kind: str) -> bool:
    if a == b:
        return True
    short, long = sorted((a.split(), b.split()), key=len)
    if not short or len(short) == len(long):
        return False
    if kind == "person":
        return long[-len(short) :] == short or (len(short) == 1 and len(short[0]) > 3 and short[0] in long[-1:])
    return len(short) > 1 and long[: len(short)] == short


def _longer(cluster: Cluster, mention: Found) -> None:
    if mention.words not in cluster.names:
        cluster.names.append(mention.words)
        if cluster.entity is None:
            cluster.names.sort(key=lambda n: -len(n.split()))


def _rename(cluster: Cluster, mention: Found) -> None:
    if mention.entity is not None and cluster.entity is None:
        cluster.entity, cluster.kind = mention.entity, mention.kind
        cluster.names.insert(0, mention.words)
    elif not cluster.proper:
        cluster.names.insert(0, mention.words)
    else:
        cluster.names.append(mention.words)
    cluster.proper = True
    cluster.type = mention.type if mention.type in ("person", "organisation", "armed_group") else cluster.type


ALIAS_PHRASES = (
    "known as", "refers to itself as", "refer to themselves as", "calls itself", "call themselves", "called", "nicknamed",
    "styles itself", "calling itself", "calling themselves", "styling itself", "formerly", "aka", "a.k.a.", "alias", "nom de guerre", "renamed", "rebranded as", "dubbed",
)


def _apposed(state: _State, mention: Found) -> Cluster | None:
    """The cluster to which this name is tied by apposition, brackets or an alias phrase."""
    tree = state.tree
    token = tree.tokens[mention.head]
    if token.dep == "appos" and token.head in state.of_head:
        cluster = state.of_head[token.head]
        certain = UNKNOWN in (mention.kind, cluster.kind) or cluster.type == mention.type or "person" not in (cluster.type, mention.type)
        if certain and _compatible_types(cluster.type, mention.type) and not _lists(tree, token.head, mention.head):
            return cluster
    if mention.head >= 1 and tree.tokens[mention.head - 1].text == "(" and mention.words.isupper():
        for head, cluster in reversed(list(state.of_head.items())):
            if mention.head - 8 < head < mention.head and _acronym_of(mention.words, cluster):
                return cluster
    window = " ".join(tree.tokens[i].text.lower() for i in range(max(0, mention.head - 8), mention.head + 1))
    if any(phrase + " " in window for phrase in ALIAS_PHRASES):
        for i in tree.up(mention.head):
            if tree.tokens[i].lemma.lower() in ("refer", "know", "call", "nickname", "style", "rename", "rebrand", "dub", "aka"):
                subject = tree.subject(i)
                if tree.tokens[i].dep in ("acl", "relcl") and (subject is None or subject == i):
                    subject = tree.tokens[i].head
                if subject is not None:
                    known = state.of_head.get(subject)
                    if known is not None and _compatible_types(known.type, mention.type):
                        return known
    return None


def _lists(tree: Tree, head: int, other: int) -> bool:
    """Whether the two are members of a list rather than names of one thing."""
    return any(tree.tokens[c].dep in ("cc", "conj") for c in (*tree.below[head], *tree.below[other]))


def _compatible_types(a: str, b: str) -> bool:
    groups = {"organisation", "armed_group", "document"}
    return a == b or (a in groups and b in groups) or ("person" in (a, b) and bool({a, b} & groups)) or ("nationality" in (a, b) and "location" not in (a, b))


def _acronym_of(acronym: str, cluster: Cluster) -> bool:
    letters = [c.lower() for c in acronym if c.isalpha()]
    for name in cluster.names:
        initials = [w[0].lower() for w in name.replace("-", " ").split() if w[0].isalpha()]
        capitals = [w[0].lower() for w in name.replace("-", " ").split() if w[0].isupper()]
        if letters in (initials, capitals) or (len(letters) >= 3 and letters[:3] == capitals[:3]):
            return True
    return False


# --- noun phrases -------------------------------------------------------------------------------------------------------


def _nominal(state: _State, mention: Found) -> tuple[Cluster | None, str]:
    tree = state.tree
    token = tree.tokens[mention.head]
    if token.dep in ("appos", "attr") and token.dep == "appos" and token.head in state.of_head:
        cluster = state.of_head[token.head]
        if _compatible_types(cluster.type, mention.type) or (mention.type == "person" and cluster.type == "person"):
            cluster.lemmas.add(token.lemma.lower())
            cluster.public = cluster.public or mention.kind in ("official_person", "expert")
            return cluster, "apposition"
    told = _predicate(state, mention)
    if told is not None:
        told.lemmas.add(token.lemma.lower())
        return told, "what its subject is said to be"
    own = _own_army(state, mention)
    if own is not None:
        return own, "bare troops are those of the one army that the report speaks of"
    group = _own_group(state, mention)
    if group is not None:
        return group, "bare fighters are those of the one armed group that the report has named"
    if mention.definite:
        taken_up = _same_noun(state, mention) or _hypernym(state, mention)
        if taken_up is not None:
            return taken_up, "definite noun phrase takes up what was named before"
    return _new(state, mention), "described here"


def _predicate(state: _State, mention: Found) -> Cluster | None:
    """The named subject of which a noun phrase is said: "X is a militia" (never of "X is not" or "X may be")."""
    tree = state.tree
    token = tree.tokens[mention.head]
    if token.dep != "attr" or tree.tokens[token.head].lemma.lower() != "be" or tree.negated(token.head) or tree.child(token.head, "aux") is not None:
        return None
    subject = tree.child(token.head, "nsubj")
    known = state.of_head.get(subject) if subject is not None else None
    alike = known is not None and (known.plural == mention.plural or known.entity is not None)  # "Liwa al Quds" has no plural s
    same = known is not None and known.proper and alike and _compatible_types(known.type, mention.type)
    return known if same else None


ARMY_NOUNS = frozenset(["troop", "soldier", "military", "army", "serviceman"])


def _own_army(state: _State, mention: Found) -> Cluster | None:
    """The army whose soldiers bare "troops" are: only where the report has spoken of exactly one."""
    lemma = state.tree.tokens[mention.head].lemma.lower()
    if lemma not in ARMY_NOUNS or _modifiers(state.tree, mention.head) or _restricted(state.tree, mention.head):
        return None
    if any(state.tree.tokens[c].dep in ("nummod", "relcl") for c in state.tree.below[mention.head]) or _sent_by_another(state, mention.head):
        return None
    armies = [c for c in state.clusters if c.kind == "state_force" or c.lemmas & {"army", "military"}]
    return armies[0] if len(armies) == 1 else None


def _sent_by_another(state: _State, head: int) -> bool:
    """Whether a named subject sends the troops: "the neighbour has sent troops"."""
    token = state.tree.tokens[head]
    subject = state.tree.subject(token.head) if token.dep == "dobj" else None
    sender = state.of_head.get(subject) if subject is not None else None
    return sender is not None and sender.kind != "state_force" and state.tree.tokens[token.head].lemma.lower() in SENDING


SENDING = frozenset(["send", "deploy", "dispatch", "withdraw", "pull", "station", "move", "rush", "commit", "contribute", "lose", "have", "use", "mass", "order"])
FIGHTER_NOUNS = frozenset(["fighter", "rebel", "militant", "insurgent", "guerrilla", "jihadist", "separatist", "militiaman", "combatant"])
GROUP_KINDS = frozenset(["rebel", "militia", "jihadist", "pmc", "tribal"])


def _own_group(state: _State, mention: Found) -> Cluster | None:
    """The group whose men bare "fighters" are: only where the report has named exactly one."""
    tree = state.tree
    if tree.tokens[mention.head].lemma.lower() not in FIGHTER_NOUNS or not mention.plural or _modifiers(tree, mention.head):
        return None
    beside = [c for c in tree.below[mention.head] if not (tree.tokens[c].dep == "prep" and tree.child(c, "pcomp") is not None)]
    if any(tree.tokens[c].dep in ("nummod", "relcl", "prep", "appos", "neg") for c in beside):
        return None
    if any(tree.tokens[c].text.lower() in ("no", "other", "another", "some", "any") for c in tree.below[mention.head]):
        return None
    named = [c for c in state.clusters if c.proper and _is_group(c)]
    if len(named) > 1 and mention.definite:
        near = {c.number for c in _recent(state, mention.head, GROUP_REACH)}
        told = {c.number for c in state.clusters if tree.tokens[mention.head].lemma.lower() in c.lemmas}
        named = [c for c in named if c.number in near] if not told else []
    return named[0] if len(named) == 1 else None


GROUP_REACH = 3
"""How many sentences back "the rebels" may look for their group where the report names several."""


def _is_group(cluster: Cluster) -> bool:
    return cluster.kind in GROUP_KINDS or cluster.type == "armed_group"


def _recent(state: _State, head: int, reach: int) -> list[Cluster]:
    """Clusters mentioned within `reach` sentences before, the latest first."""
    now = state.tree.tokens[head].sentence
    near = [c for c in state.clusters if c.heads and c.last < head and now - state.tree.tokens[c.last].sentence <= reach]
    return sorted(near, key=lambda c: -c.last)


def _modifiers(tree: Tree, head: int) -> set[str]:
    return {
        tree.tokens[c].lemma.lower() for c in tree.below[head]
        if tree.tokens[c].dep in ("amod", "compound", "nmod", "poss", "nummod")
    }


def _same_noun(state: _State, mention: Found) -> Cluster | None:
    lemma = state.tree.tokens[mention.head].lemma.lower()
    mine = _modifiers(state.tree, mention.head)
    for cluster in _recent(state, mention.head, NOMINAL_REACH):
        if lemma not in cluster.lemmas or cluster.plural != mention.plural:
            continue
        if cluster.names and cluster.type == "person" and mention.kind == "official_person":
            return cluster
        theirs = set().union(*(_modifiers(state.tree, h) for h in cluster.heads))
        if not mine or mine <= theirs or not theirs:
            return cluster
    return None


def _hypernym(state: _State, mention: Found) -> Cluster | None:
    """ "the group", "the movement", "the official": the latest named thing that the noun can describe."""
    lemma = state.tree.tokens[mention.head].lemma.lower()
    sorts = _modifiers(state.tree, mention.head) - (SORT_WORDS if lemma in ("group", "movement", "faction") else frozenset())
    if sorts or mention.plural or _restricted(state.tree, mention.head):
        return None
    if mention.type == "person":
        if mention.kind not in ("official_person", "expert", "witness"):
            return None
        people = [c for c in _recent(state, mention.head, NOMINAL_REACH) if c.type == "person" and c.public and not c.plural]
        return people[0] if people else None
    if lemma not in state.nouns.groups:
        return None
    wanted = _HYPERNYM_KINDS.get(lemma)
    for cluster in _by_salience(state, _recent(state, mention.head, NOMINAL_REACH)):
        if lemma in _BY_NAME and not any(lemma in name.lower().split() for name in cluster.names):
            continue
        fits = wanted is None or cluster.kind in wanted or (cluster.kind is None and lemma in ("group", "movement", "militia", "faction", "party", "ministry"))
        office = lemma == "group" and any(w in OFFICES for name in cluster.names for w in name.lower().split())
        if cluster.type in ("organisation", "armed_group") and cluster.proper and fits and not office:
            return cluster
    return None


SORT_WORDS = frozenset(["rebel", "armed", "militant", "insurgent", "jihadist", "islamist", "separatist", "paramilitary", "extremist", "terrorist", "militia", "opposition", "guerrilla"])
"""Words that only sort a group: "the rebel group" takes up what was named before as "the group" does."""


def _restricted(tree: Tree, head: int) -> bool:
    """Whether words right behind the noun say which one is meant ("the militia called X", "the group of men")."""
    if head + 1 >= len(tree.tokens):
        return False
    after = tree.tokens[head + 1]
    return after.text.lower() in ("called", "known", "named", "of", "that", "who", "from", "behind", "led", "dubbed")


_BY_NAME = frozenset(
    ["coalition", "alliance", "front", "brigade", "council", "union", "company", "committee", "mission", "battalion", "division", "legion", "corps", "squad", "wing", "network"]
)
"""Nouns that take up only a body whose name holds them: "the coalition" is no movement that the coalition fights."""
_HYPERNYM_KINDS: dict[str, tuple[str, ...]] = {
    "militia": ("militia", "rebel", "jihadist", "pmc", "tribal"),
    "faction": ("militia", "rebel", "jihadist", "political"),
    "observatory": ("monitor",), "monitor": ("monitor",), "ministry": ("political", "state_force", "official_group"),
    "army": ("state_force", "foreign_force"), "agency": ("outlet", "international_org", "monitor"),
    "channel": ("outlet",), "outlet": ("outlet",), "newspaper": ("outlet",), "station": ("outlet",),
    "movement": ("rebel", "militia", "jihadist", "political"), "party": ("political",),
    "group": ("rebel", "militia", "jihadist", "pmc", "monitor", "tribal", "criminal", "political"),
    "government": ("political", "state", "official_group"), "regime": ("political", "state", "official_group"),
    "authority": ("political", "state", "official_group"), "police": ("state_force", "official_group"),
}


OFFICES = frozenset(["government", "ministry", "army", "police", "department", "guard", "parliament", "court", "council", "force", "forces", "presidency", "command", "navy"])
"""Words that make a body an organ of state, which nobody calls "the group"."""


def _by_salience(state: _State, clusters: Sequence[Cluster]) -> list[Cluster]:
    """Subjects before others, then the latest."""
    return sorted(clusters, key=lambda c: (-_salience(state, c), -c.last))


PLACE_WEIGHTS = {"nsubj": 1.2, "nsubjpass": 1.2, "poss": 0.2, "compound": -0.8, "amod": -0.8, "nmod": -0.8, "pobj": -0.2}
"""What a mention's place in its clause adds to its recency, in sentences; own judgement, checked on the development samples."""


def _salience(state: _State, cluster: Cluster) -> float:
    best = max(
        state.tree.tokens[head].sentence + PLACE_WEIGHTS.get(state.tree.tokens[head].dep, 0.0) for head in cluster.heads[-6:]
    )
    return best + (0.3 if cluster.proper else 0.0) - (0.5 if cluster.type == "location" else 0.0)


# --- pronouns -----------------------------------------------------------------------------------------------------------


def _pronoun(state: _State, mention: Found) -> tuple[Cluster | None, str]:
    word = mention.words
    behind = _of_part(state.tree, mention)
    if behind is not None and behind in state.of_head:
        return state.of_head[behind], "'for its part' stands for the subject behind it"
    if word.endswith(("self", "selves")):
        subject = state.tree.subject(state.tree.tokens[mention.head].head)
        own = state.of_head.get(subject) if subject is not None else None
        if own is not None:
            return own, "a reflexive takes up its subject"
    if word in PLURAL:
        wanted = [c for c in _recent(state, mention.head, THING_REACH) if c.plural or c.type in ("organisation", "armed_group", "nationality")]
    elif word in THING:
        wanted = [
            c for c in _recent(state, mention.head, THING_REACH)
            if (not c.plural or c.entity is not None) and (c.type in ("organisation", "armed_group") or (c.type == "location" and _acts_as_body(state, c, mention))) and c.names
            and (state.tree.tokens[c.last].tag not in ("NNS", "NNPS") or (c.proper and c.entity is not None))
        ]
        if _expletive(state.tree, mention.head):
            return None, "expletive"
    else:
        gender = _gender(state, mention)
        wanted = [
            c for c in _recent(state, mention.head, PERSON_REACH)
            if not c.plural and (c.type == "person" or c.lemmas & MEN_AT_ARMS) and _acts_as_person(state, c) and c.gender in (None, gender)
        ]
    wanted = [c for c in wanted if not _same_clause(state.tree, c.last, mention.head)]
    if not wanted:
        return None, "no antecedent found"
    counted = _counted_before(state, mention, wanted)
    if counted is not None:
        return counted, f"{word!r} takes up those counted before"
    if _bound_by_nobody(state.tree, mention.head):
        return None, "its subject is nobody"
    if _says(state, mention.head):
        speakers = [c for c in wanted if any(_says(state, head) for head in c.heads[-3:])]
        if speakers:
            return _by_salience(state, speakers)[0], f"{word!r} takes up who spoke before"
    return max(wanted, key=lambda c: (_weight(state, c, mention), c.last)), f"{word!r} takes up the latest fitting subject"


CRAFT_NOUNS = frozenset(["warplane", "jet", "aircraft", "helicopter", "drone", "warship", "plane", "gunship", "tank"])
HOUSES = frozenset(["church", "hospital", "clinic", "morgue", "centre", "center", "company", "firm"])
AGREES, DESCRIBED, OWNED, CRAFT, OTHER = 0.7, 1.0, 2.0, -1.5, -2.5
"""What agreement in number or known sex, standing in the clause that describes it, being named with what it owns, being a machine, and striking what is owned add to an
antecedent's salience; own judgement, checked on the development samples."""


def _weight(state: _State, cluster: Cluster, pronoun: Found) -> float:
    """How salient a cluster is as the antecedent of a pronoun."""
    value = _salience(state, cluster)
    if pronoun.words in PLURAL:
        value += AGREES if cluster.plural and not cluster.proper else 0.0
        value += CRAFT if cluster.lemmas & (CRAFT_NOUNS | HOUSES) else 0.0
    elif pronoun.words not in THING and cluster.gender is not None and cluster.gender == _gender(state, pronoun):
        value += AGREES
    heads = set(cluster.heads)
    tree = state.tree
    if _struck_by(tree, pronoun.head, heads):
        value += OTHER
    if any(tree.tokens[n].dep == "relcl" and tree.tokens[n].head in heads for n in tree.up(pronoun.head)):
        value += DESCRIBED
    owned = tree.tokens[tree.tokens[pronoun.head].head]
    if tree.tokens[pronoun.head].dep == "poss" and owned.dep == "conj" and owned.head in heads:
        value += OWNED  # "the body of one man and his equipment"
    return value


HOSTILE = frozenset(["attack", "ambush", "hit", "shell", "bomb", "storm", "strike", "raid", "destroy", "burn", "torch", "kill", "target", "bombard", "assault", "pound", "loot"])


def _struck_by(tree: Tree, pronoun: int, heads: set[int]) -> bool:
    """Whether the pronoun's thing is struck by the antecedent itself: "jihadists ambushed their convoy" tells of another's, unless it is "their own"."""
    token = tree.tokens[pronoun]
    owned = tree.tokens[token.head]
    verb = tree.tokens[owned.head]
    if token.dep != "poss" or owned.dep not in ("dobj", "nsubjpass") or verb.lemma.lower() not in HOSTILE:
        return False
    own = any(tree.tokens[c].text.lower() == "own" for c in tree.below[owned.i])
    return not own and any(tree.tokens[h].head == verb.i for h in heads)


def _counted_before(state: _State, pronoun: Found, wanted: Sequence[Cluster]) -> Cluster | None:
    """Of whom a number of "them" is a part: the latest that were counted themselves ("24 workers ... nineteen of them")."""
    tree = state.tree
    above = tree.tokens[tree.tokens[pronoun.head].head]
    if pronoun.words != "them" or above.lemma.lower() != "of" or tree.tokens[above.head].pos not in ("NUM", "DET", "PRON", "ADJ", "NOUN"):
        return None
    counted = [c for c in wanted if c.plural and any(tree.tokens[d].dep == "nummod" for d in tree.below[c.last])]
    return max(counted, key=lambda c: c.last) if counted else None


def _bound_by_nobody(tree: Tree, i: int) -> bool:
    """Whether the pronoun stands in what nobody says: "no group said it was behind the bombing"."""
    for node in tree.up(i):
        token = tree.tokens[node]
        if token.dep != "ccomp":
            continue
        subject = tree.child(token.head, "nsubj")
        if subject is None or subject >= i:
            return False
        return tree.tokens[subject].text.lower() in ("nobody", "none", "noone") or any(tree.tokens[c].text.lower() in ("no", "neither") for c in tree.below[subject])
    return False


PERSON_PLACES = ("nsubj", "nsubjpass", "poss", "appos", "attr", "dative", "agent")


MEN_AT_ARMS = frozenset(["soldier", "gunman", "marine", "pilot", "trooper", "sniper", "bomber", "attacker", "assailant", "guerrilla", "fighter", "militant", "recruit", "conscript", "ranger"])
"""Nouns for one bearer of arms, whom "he" may take up."""


def _acts_as_body(state: _State, cluster: Cluster, pronoun: Found) -> bool:
    """Whether a place may be what a pronoun in an acting place stands for: one that acts or owns elsewhere, as a capital does."""
    if state.tree.tokens[pronoun.head].dep not in ("nsubj", "agent"):
        return True
    if not any(demonyms.load().by_word(name) is not None for name in cluster.names):
        return False
    return any(state.tree.tokens[head].dep in ("nsubj", "nsubjpass", "poss", "agent", "appos") for head in cluster.heads)


def _acts_as_person(state: _State, cluster: Cluster) -> bool:
    """Whether the report treats the cluster as a person: one bare name that only stands behind prepositions may be a town."""
    if cluster.public or not cluster.proper or any(" " in name for name in cluster.names):
        return True
    return any(state.tree.tokens[head].dep in PERSON_PLACES for head in cluster.heads)


def _says(state: _State, head: int) -> bool:
    """Whether a mention is the one who speaks: the subject of a verb of saying, or who "according to" names."""
    token = state.tree.tokens[head]
    above = state.tree.tokens[token.head]
    if token.dep in ("nsubj", "nsubjpass"):
        return above.lemma.lower() in state.speaking
    return token.dep == "pobj" and state.tree.tokens[above.head].text.lower() == "according"


def _expletive(tree: Tree, i: int) -> bool:
    token = tree.tokens[i]
    verb = tree.tokens[token.head]
    if token.dep == "expl":
        return True
    return token.dep in ("nsubj", "nsubjpass") and verb.lemma.lower() in ("be", "seem", "appear", "remain") and any(
        tree.tokens[c].dep in ("ccomp", "xcomp", "acomp", "advcl") for c in tree.below[token.head]
    )


AGAINST = frozenset(["on", "upon", "at", "against", "from", "by", "to"])


def _same_clause(tree: Tree, antecedent: int, pronoun: int) -> bool:
    """Subject and object of one verb do not denote the same without a reflexive."""
    a, p = tree.tokens[antecedent], tree.tokens[pronoun]
    prep = tree.tokens[p.head]
    if p.dep == "pobj" and prep.text.lower() in AGAINST and prep.head == a.head and a.dep == "nsubj":
        return not p.text.lower().endswith(("self", "selves"))  # "fired upon them"
    return a.head == p.head and p.dep in ("dobj", "nsubj", "nsubjpass", "iobj", "dative") and not p.text.lower().endswith(("self", "selves"))


def _new(state: _State, mention: Found) -> Cluster:
    lemma = state.tree.tokens[mention.head].lemma.lower()
    title = mention.form == "name" and mention.type == "person" and _has_title(state, mention.head)
    cluster = Cluster(
        len(state.clusters), mention.type, mention.kind, mention.entity, mention.plural, [mention.words],
        set(title) if title else ({lemma} if mention.form == "nominal" else set()),
    )
    cluster.proper = mention.form == "name"
    cluster.public = mention.type != "person" or bool(title) or mention.kind in ("official_person", "expert")
    state.clusters.append(cluster)
    return cluster


def _has_title(state: _State, head: int) -> set[str]:
    """Nouns of office that stand with a person's name: "ministry spokesman X", "X, a colonel"."""
    tree = state.tree
    found = set()
    for node in tree.nodes(head):
        token = tree.tokens[node]
        if token.dep in ("compound", "appos", "nmod") and state.nouns.kind(token.lemma) in ("official_person", "expert"):
            found.add(token.lemma.lower())
    return found
