"""Who acts and to whom: what the rules find around an act and what the trained head points at, weighed together, each participant by itself."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from whosays.claims.choosing import weights
from whosays.claims.choosing.places import step
from whosays.claims.ground import Ground
from whosays.claims.scene import FIRE, STRIKES
from whosays.model.reading import Argument, Event
from whosays.model.types import GROUP_OF

ROLES: Final = ("actor", "target")
HELP: Final = frozenset(("aid", "assistance", "backing", "behalf", "defence", "defense", "favor", "favour", "help", "relief", "support"))
"""Nouns of "in support of X", "on behalf of X": X neither does the act nor suffers it."""
POINTED: Final = (0.25, 0.4, 0.55, 0.7, 0.85)
"""Steps of the head's chance that words play a role."""
FAR: Final = (3, 7, 14, 25)
"""Steps of the distance between act and participant, in words."""
DROPS: Final = 0.2
"""A participant that the rules find is let go below this chance."""
ADDS: Final = {"actor": 0.8, "target": 0.7}
"""One that only the head points at is taken from this chance on: of such actors 87 in a hundred were right in real text, of such targets 74; our gold sets
name fewer actors than the labellers of real text did."""


@dataclass(frozen=True, slots=True)
class Cast:
    """One act with its participants: `found` by the rules, `pointed` at by the head and not found."""

    event: Event
    found: tuple[Argument, ...]
    pointed: tuple[Argument, ...]


def chosen(g: Ground, cast: Cast) -> tuple[Argument, ...]:
    """The participants of the act: those of other roles as found, actors and targets as all signs together make them likely."""
    kept = [a for a in cast.found if a.role not in ROLES or (chance(g, cast, a, a.role) >= DROPS and not helped(g, a))]
    for argument in cast.pointed:
        if helped(g, argument):
            continue
        likely = chance(g, cast, argument, argument.role)
        if likely >= ADDS[argument.role] and not any(argument.start < other.end and other.start < argument.end for other in kept):
            kept.append(replace(argument, reason=f"{argument.reason}, likely its {argument.role} ({likely:.2f})"))
    return tuple(sorted(kept, key=lambda a: (a.start, a.end, a.role)))


def helped(g: Ground, argument: Argument) -> bool:
    """Whether the act is told as done for the participant: "air strikes in support of the army"."""
    tokens = g.tree.tokens
    of = tokens[tokens[argument.head].head]
    if tokens[argument.head].dep != "pobj" or of.lemma.lower() != "of":
        return False
    help_noun = tokens[of.head]
    above = tokens[help_noun.head]
    return help_noun.lemma.lower() in HELP and help_noun.dep == "pobj" and above.lemma.lower() in ("in", "on", "to")


def chance(g: Ground, cast: Cast, argument: Argument, role: str) -> float:
    """The chance, 0..1, that a participant plays the role in the act."""
    return weights.chances(weights.load("parties"), [signs(g, cast, argument, role), ()])[0]


def signs(g: Ground, cast: Cast, argument: Argument, role: str) -> list[str]:
    """What speaks for and against a participant in a role; every sign bears the role's name."""
    return [f"{role}:{sign}" for sign in _signs(g, cast, argument, role)]


def _signs(g: Ground, cast: Cast, argument: Argument, role: str) -> Iterator[str]:
    event, tokens = cast.event, g.tree.tokens
    own, other = _pointed(event, argument, {role}), _pointed(event, argument, set(ROLES_OF_THE_HEAD) - {role})
    pointed = step("ptr", own, POINTED)
    by_rule = next((a.role for a in cast.found if a.head == argument.head), "none")
    rule = "same" if by_rule == role else by_rule
    kind = GROUP_OF.get(event.type or "", "none")
    yield "any"
    yield pointed
    yield step("other", other, POINTED)
    yield f"rule-{rule}"
    yield f"rule-{rule}+{pointed}"
    if rule == "same":
        yield f"why-{_why(argument.reason)}"
    yield f"g:{kind}+rule-{rule}"
    yield f"t:{event.type}+rule-{rule}"
    rivals = sum(a.role == role for a in cast.found if a.head != argument.head)
    yield f"rivals-{min(rivals, 2)}+rule-{rule}"
    yield from _words(g, argument)
    yield from _stand(g, event, argument, rule)
    if argument.head in g.speakers:
        yield "speaks"
    elif not g.speakers.isdisjoint(g.tree.up(argument.head)):
        yield "of-a-speaker"
    if tokens[argument.head].sentence != tokens[event.head].sentence:
        yield "other-sentence"
    if event.type in FIRE:
        yield f"fire+{pointed}"
    elif event.type in STRIKES:
        yield f"strike+{pointed}"


ROLES_OF_THE_HEAD: Final = ("actor", "target", "participant", "place", "instrument", "device", "communicator", "recipient", "artifact", "topic", "origin", "destination")


def _pointed(event: Event, argument: Argument, roles: set[str]) -> float:
    return max((a.score for a in event.pointed if a.role in roles and a.start < argument.end and argument.start < a.end), default=0.0)


def _why(reason: str) -> str:
    """The kind of a rule's reason: its first words, without what it quotes."""
    plain = reason.removeprefix("PR: ").removeprefix("PS: ").split("'")[0].split(";")[0].strip()
    return "-".join(plain.split()[:2]).lower()


def _words(g: Ground, argument: Argument) -> Iterator[str]:
    """What the participant's words look like."""
    token, mention = g.tree.tokens[argument.head], g.mention_of.get(argument.head)
    yield f"m:{mention.type if mention is not None else 'none'}"
    yield f"pos:{token.pos}"
    yield f"dep:{token.dep}"
    if mention is not None and mention.pronoun:
        yield "pronoun"
    if mention is not None and mention.entity is not None:
        yield "known"
    if mention is not None and mention.kind is not None:
        yield f"k:{mention.kind}"
    if any(g.tree.tokens[c].dep == "nummod" for c in g.tree.below[argument.head]):
        yield "counted"
    if token.head in g.acts and token.dep in ("compound", "amod", "poss"):
        yield "of-an-act"


def _stand(g: Ground, event: Event, argument: Argument, rule: str) -> Iterator[str]:
    """Where the participant stands by the act."""
    tokens, head = g.tree.tokens, event.head
    act, token = tokens[head], tokens[argument.head]
    form = "noun" if act.pos in ("NOUN", "PROPN") else "passive" if g.tree.child(head, "auxpass", "nsubjpass") is not None or act.tag == "VBN" else "active"
    side = "after" if argument.head > head else "before"
    yield step("far", abs(argument.head - head), FAR)
    yield f"{form}+{side}"
    yield f"{form}+{side}+rule-{rule}"
    yield f"{form}+dep:{token.dep}"
    above = tokens[token.head]
    if token.dep in ("pobj", "conj"):
        preposition = above if token.dep == "pobj" else tokens[above.head]
        yield f"{form}+p:{preposition.lemma.lower()}" if preposition.pos == "ADP" else f"{form}+listed"
    stand = "under" if g.tree.under(argument.head, head) else "same-head" if token.head == act.head else "over" if g.tree.under(head, argument.head) else "aside"
    yield f"{form}+{stand}"
    words = tokens[min(argument.head, head) + 1 : max(argument.head, head)]
    if any(t.pos == "VERB" for t in words):
        yield f"verb-between+{rule}"
    if any(t.i in g.acts for t in words):
        yield "act-between"


def labelled(found: Sequence[Argument], pointed: Sequence[Argument]) -> list[tuple[Argument, str]]:
    """Every participant with the role in which it may be chosen."""
    return [(a, a.role) for a in (*found, *pointed) if a.role in ROLES]
