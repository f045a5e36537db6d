"""Reading and Resolution to claims: for every act that the text asserts, who says so, of whom, where, when, and how firmly.

The main function is `build`; its order is the order of a careful reader's questions.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from whosays.claims import circumstances, discourse, parties, relations
from whosays.claims.agents import with_agents
from whosays.claims.answers import unanswering
from whosays.claims.authorship import author
from whosays.claims.chains import chain, speeches_over
from whosays.claims.choosing.parties import Cast
from whosays.claims.choosing.parties import chosen as likely_parties
from whosays.claims.counts import find_counts
from whosays.claims.credits import credited
from whosays.claims.denials import pro_denials
from whosays.claims.denied_acts import as_accusation, denied_acts
from whosays.claims.described import with_camps
from whosays.claims.ellipsis import bare_tolls
from whosays.claims.factuality import Assessment, assess
from whosays.claims.gathered import is_act, taken_up, tolls_folded
from whosays.claims.ground import Ground, ground
from whosays.claims.issuer import issuer
from whosays.claims.items import find_items, grounded
from whosays.claims.matters import figurative, of_peace, of_war
from whosays.claims.placing import act_places, weighed
from whosays.claims.roles import find_roles, pointed_at
from whosays.claims.sides import with_sides
from whosays.claims.sources import entity_of
from whosays.claims.standing import (
    against_besiegers,
    without_accusations_of_authors,
    without_bare_rejections,
    without_repeats,
    without_told_accusations,
)
from whosays.lexicon import codebooks, equipment
from whosays.lexicon import factuality as factuality_lexicon
from whosays.lexicon import speech as speech_lexicon
from whosays.model import ids
from whosays.model.claim import Claim, ClaimPlace, Equipment, Factuality, Link, Role
from whosays.model.entity import Alias, Entity, Item
from whosays.model.issue import Issue
from whosays.model.reading import Argument, Event, Reading, Speech
from whosays.model.report import Report
from whosays.model.resolution import Resolution
from whosays.model.span import Span, quote
from whosays.model.types import GROUP_OF

LEAST_EVENT_SCORE: Final = 0.5
"""Acts that the reading found less sure than this make no claim (own judgement, on the development samples)."""
LEAST_DENIED_SCORE: Final = 0.2
"""The same for acts that a source denies or confirms."""


@dataclass(frozen=True, slots=True)
class Passed:
    """An act that was read but makes no claim, and why."""

    start: int
    end: int
    type: str
    reason: str


@dataclass(frozen=True, slots=True)
class Built:
    """What one report claims; `passed` are the acts that make no claim, each with its reason."""

    claims: tuple[Claim, ...]
    entities: tuple[Entity, ...]
    items: tuple[Item, ...]
    passed: tuple[Passed, ...]
    issues: tuple[Issue, ...] = ()


def build(report: Report, reading: Reading, resolution: Resolution) -> Built:
    """The claims of one report in text order, with the entities and items that they speak of."""
    g = ground(report, reading, resolution)
    g = replace(g, voice=issuer(g), war=of_war(g), civic=of_peace(g))
    acts = frozenset(event.head for event in reading.events)
    claims: dict[str, Claim] = {}
    passed: list[Passed] = []
    for event in tolls_folded(g, taken_up(g, reading.events)):
        if event.type is None:
            continue
        for made in _tellings(g, event, acts):
            if isinstance(made, Passed):
                passed.append(made)
            elif made.claim_id not in claims:
                claims[made.claim_id] = made
    for event in denied_acts(g, list(claims.values()), unanswering(g, list(claims.values()))):
        for made in _tellings(g, event, acts):
            if isinstance(made, Claim) and made.factuality != "UU":
                claims.setdefault(made.claim_id, as_accusation(made))
    told = discourse.fill(g, against_besiegers(without_repeats(g, without_accusations_of_authors(list(claims.values())))))
    told = tuple(c if c is old else _coded(g, c) for c, old in zip(with_camps(g, with_sides(g, with_agents(g, told))), told, strict=True))
    told = tuple(sorted((*told, *(_coded(g, c) for c in (*bare_tolls(g, told), *pro_denials(g, told)))), key=lambda c: (c.trigger.start, c.trigger.end)))
    related = relations.relate(g, without_told_accusations(g, without_bare_rejections(told)))
    items = find_items(g, related)
    related = grounded(related, items)
    return Built(related, _entities(g, related), items, tuple(passed))


def _tellings(g: Ground, event: Event, acts: frozenset[int]) -> list[Claim | Passed]:
    """The claims of one act: one as a rule, two where somebody denies what another said ("the army rejected the monitor's claim that ...")."""
    speeches = speeches_over(g.reading, event.start, event.head)
    outer = next((n for n, s in enumerate(speeches[:-1]) if s.denies and not speeches[n + 1].denies), None)
    if outer is None:
        return [_claim(g, event, acts, speeches)]
    if not any(s.source for s in speeches[outer + 1 :]):
        return [_claim(g, event, acts, speeches[: outer + 1])]
    return [_claim(g, event, acts, speeches[outer + 1 :]), _claim(g, event, acts, speeches[: outer + 1])]


def _claim(g: Ground, event: Event, acts: frozenset[int], speeches: Sequence[Speech]) -> Claim | Passed:
    figure = figurative(g, event, war=g.war) or ("nobody is called 'it' who is taken captive" if _captive_it(g, event) else "")
    if figure:
        return Passed(event.start, event.end, event.type or "", figure)
    # "denied these meetings": words that only point back are the whole content of a denial.
    vouched = bool(speeches) and (speeches[-1].denies or _confirms(g, event, speeches[-1]) or _said_not_to_be(g, event) or _content_of_noun(g, event, speeches[-1]))
    event = _first_told(g, event)
    if event.score < (LEAST_DENIED_SCORE if vouched else LEAST_EVENT_SCORE):
        return Passed(event.start, event.end, event.type or "", f"not sure enough that this is an act: {event.reason}")
    assessment = _assess(g, event, speeches, acts)
    if assessment.skip:
        return Passed(event.start, event.end, event.type or "", f"{assessment.skip}: {'; '.join(assessment.reasons)}")
    links = credited(g, event.start, chain(g, speeches))
    cast = cast_of(g, event, speeches)
    arguments = _with_author(g, event, likely_parties(g, cast) if weighed(g, event.head) else cast.found)
    speaker = links[-1].source.name if links and _quoted(g, event) else ""
    named = _counted(g, event, [a for a in arguments if a.role not in parties.PARTIES or not parties.unresolved(g, a, speaker)])
    cues = asserting_cues(g) - {event.head}
    content = speeches[-1].reach if speeches else ()
    sentence = g.reading.sentences[g.tree.tokens[event.head].sentence]
    evidence = quote(g.report.text, sentence.start, sentence.end)
    roles = parties.distinct([parties.role(g, argument, links) for argument in named])
    counts = find_counts(g.report.text, g.reading, event, arguments)
    source = links[-1].source if links else None
    source_span = (source.start, source.end) if source else None
    draft = Claim(
        ids.claim_id(g.report.report_id, (event.start, event.end), source_span),
        g.report.report_id, event.type or "", quote(g.report.text, event.start, event.end), (evidence,), roles,
        _no_party(act_places(g, event, acts, cues, content), event.type or "", roles),
        circumstances.act_time(g, event.head, acts, cues, content),
        counts, _equipment(g, event, sentence.start, sentence.end, roles, content), links, assessment.factuality,
        _author(assessment, links), assessment.modality, event.phase,
        confidence=_confidence(event, speeches, roles), reader=g.reading.reader,
        reasons=tuple(r for r in (event.reason, *assessment.reasons) if r),
    )
    return _coded(g, draft)


def cast_of(g: Ground, event: Event, speeches: Sequence[Speech]) -> Cast:
    """The participants that the rules find and those at which only the trained head points, without those who tell the act."""
    # Who speaks stands outside the words spoken: the same token as a party of the act is the parser's mistake.
    above = g.tree.tokens[event.head].head if g.tree.tokens[event.head].dep == "xcomp" else None
    speakers = {s.source_head for s in speeches if s.cue_head != above}  # "claimed to have killed": the speaker acts
    found = tuple(a for a in find_roles(g.reading, event, g.scene) if a.head not in speakers)
    return Cast(event, found, tuple(a for a in pointed_at(g.scene, event, found) if a.head not in speakers) if g.pointed else ())


def asserting_cues(g: Ground) -> frozenset[int]:
    """Tokens by which somebody says something."""
    return frozenset(s.cue_head for s in g.reading.speeches if s.cue_head is not None and s.asserted)


def _said_not_to_be(g: Ground, event: Event) -> bool:
    """ "The shooting never happened, the chief said": an act only pointed back to is denied anew."""
    token = g.tree.tokens[event.head]
    verb = g.tree.tokens[token.head]
    return token.dep in ("nsubj", "nsubjpass") and verb.lemma.lower() in ("happen", "occur", "take", "exist") and g.tree.negated(verb.i)


def _captive_it(g: Ground, event: Event) -> bool:
    """ "Claimed to have captured all of it": a thing, whatever people the pronoun was taken for."""
    taken = g.tree.child(event.head, "dobj")
    whole = g.tree.prep(taken, "of") if taken is not None else None
    return event.type == "detention" and whole is not None and g.tree.tokens[whole].text.lower() == "it"


def _content_of_noun(g: Ground, event: Event, speech: Speech) -> bool:
    """ "Accusations that Turkey was supporting the group": a clause on a noun for what was said is told, and does not describe the noun."""
    return "only describes its noun" in event.reason and "rule:noun_cue" in speech.votes and g.tree.tokens[event.head].head == speech.cue_head


def _confirms(g: Ground, event: Event, speech: Speech) -> bool:
    """ "The mayor confirmed the attack": an act only pointed back to is told anew by whoever confirms it."""
    token = g.tree.tokens[event.head]
    return speech.stance == "endorsing" and token.dep in ("dobj", "nsubjpass") and token.head == speech.cue_head


def _with_author(g: Ground, event: Event, arguments: tuple[Argument, ...]) -> tuple[Argument, ...]:
    """The arguments, with the one who is said to be behind the act as its actor where none is named with it."""
    named = any(a.role == "actor" for a in arguments)
    behind = None if named else author(g.reading, g.tree, event)
    return arguments if behind is None else (*arguments, behind)


def _quoted(g: Ground, event: Event) -> bool:
    """Whether the act stands in quotation marks: an odd number of them, or an open one, before it in its paragraph."""
    sentence = g.reading.sentences[g.tree.tokens[event.head].sentence]
    start = g.reading.sentences[max(0, g.tree.tokens[event.head].sentence - 1)].start
    before = g.report.text[start : event.start] if g.reading.sentences[max(0, g.tree.tokens[event.head].sentence - 1)].paragraph == sentence.paragraph else g.report.text[sentence.start : event.start]
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”")


def _counted(g: Ground, event: Event, arguments: Sequence[Argument]) -> list[Argument]:
    """The arguments without bare numbers, which name nobody; "11 soldiers had been killed and 27 captured" captures soldiers."""
    found = []
    for argument in arguments:
        if not parties.is_bare_number(g, argument):
            found.append(argument)
        elif argument.role == "target":
            above = g.tree.tokens[event.head].head if g.tree.tokens[event.head].dep == "conj" else None
            whose = g.tree.child(above, "nsubjpass", "dobj") if above is not None else None
            if whose is not None and g.tree.tokens[whose].pos == "NOUN":
                span = g.tree.base_np(whose)
                found.append(replace(argument, start=span.start, end=span.end, head=whose, reason=f"{argument.reason}; counted like them"))
    return found


def _no_party(places: tuple[ClaimPlace, ...], kind: str, roles: Sequence[Role]) -> tuple[ClaimPlace, ...]:
    """Without the places that are parties of an act of talk, support or organisation: "ties to Ruritania" happen nowhere."""
    if GROUP_OF.get(kind) not in ("talk", "support", "organisation"):
        return places
    return tuple(p for p in places if not any(r.start <= p.start < r.end for r in roles))


FIRST_TOLD: Final = 0.55
"""Score of an act that its words treat as known ("the raid") where the report has told of no such act before."""


def _first_told(g: Ground, event: Event) -> Event:
    if event.score >= LEAST_EVENT_SCORE or "refers back" not in event.reason or "a heading" in event.reason or not is_act(event):
        return event
    family = GROUP_OF.get(event.type or "")
    if any(e.start < event.start and e.type is not None and GROUP_OF[e.type] == family for e in g.reading.events):
        return event
    return replace(event, score=FIRST_TOLD, reason=f"{event.reason}; but nothing of the kind was told before")


def _assess(g: Ground, event: Event, speeches: Sequence[Speech], acts: frozenset[int]) -> Assessment:
    innermost = speeches[-1] if speeches else None
    denied = innermost is not None and innermost.denies
    commit = "CT"
    if innermost is not None and innermost.cue_head is not None:
        lemma = g.tree.tokens[innermost.cue_head].lemma.lower()
        lexicon = speech_lexicon.load()
        entry = lexicon.verbs.get(lemma) or lexicon.nouns.get(lemma)
        commit = entry.commit if entry is not None else "CT"
    stops = frozenset(s.cue_head for s in speeches if s.cue_head is not None)
    value = assess(g.reading, g.tree, event.head, stops, factuality_lexicon.load(), denied=denied, commit=commit)
    cues = frozenset(s.cue_head for s in g.reading.speeches if s.cue_head is not None)
    if value.modality == "actual" and circumstances.habitual_time(g, event.head, acts, cues) is not None:
        value = value.noted("a time expression of repetition governs it", modality="habitual")
    return value


def _author(assessment: Assessment, links: Sequence[Link]) -> Factuality:
    return "UU" if links else assessment.factuality


def _confidence(event: Event, speeches: Sequence[Speech], roles: Sequence[Role]) -> float:
    value = event.score
    for speech in speeches:
        value *= 0.7 + 0.3 * speech.score
    if not roles:
        value *= 0.8
    return round(min(max(value, 0.01), 0.99), 2)


# --- equipment -----------------------------------------------------------------------------------------------------------


def _equipment(
    g: Ground, event: Event, start: int, end: int, roles: Sequence[Role], content: Sequence[Span],
) -> tuple[Equipment, ...]:
    """Equipment named under the act or in its clause; used by its actor where there is one."""
    user = next((role.name for role in roles if role.role == "actor"), "")
    found = []
    low, high = g.tree.subtree_span(_clause_head(g, event.head))
    for hit in equipment.load().find(g.report.text[start:end]):
        at = start + hit.start
        if not low <= at < high or (content and not any(c.start <= at < c.end for c in content)):
            continue
        words = g.report.text[at : start + hit.end]
        found.append(Equipment(words, at, start + hit.end, hit.name, hit.class_, None, user))
    return tuple(found)


def _clause_head(g: Ground, head: int) -> int:
    """The verb of the clause in which the act stands, or the act itself."""
    for node in g.tree.up(head):
        if g.tree.tokens[node].pos in ("VERB", "AUX"):
            return node
    return head


# --- codes, entities -----------------------------------------------------------------------------------------------------


def _coded(g: Ground, claim: Claim) -> Claim:
    sides = [_side(g, next(iter(claim.role(role)), None)) for role in ("actor", "target")]
    codes = codebooks.codes(claim.type, sides[0], sides[1])
    return replace(claim, acled=codes.acled, plover=codes.plover, cameo=codes.cameo)


def _side(g: Ground, role: Role | None) -> codebooks.Side:
    """On which side a participant stands, by its kind in the actor lexicon or the head noun of its words."""
    if role is None:
        return "unknown"
    heads = g.reading.tokens_in(role.start, role.end)
    mention = next((g.mention_of[i] for i in heads if i in g.mention_of), None)
    last = g.tree.tokens[heads[-1]].lemma if heads else ""
    return codebooks.side_of(mention.kind if mention else None, last)


def _entities(g: Ground, claims: Sequence[Claim]) -> tuple[Entity, ...]:
    """One entity for every id that a role or source of the claims bears, with the names it goes by in this report."""
    wanted: set[str] = set()
    for claim in claims:
        wanted |= {role.entity_id for role in claim.roles if role.entity_id}
        wanted |= {link.source.entity_id for link in claim.attribution if link.source.entity_id}
    found: dict[str, Entity] = {}
    for mention in g.reading.mentions:
        entity = entity_of(g, mention)
        if entity not in wanted or entity is None:
            continue
        known = found.get(entity) or Entity(entity, mention.name, mention.kind or mention.type, (), (), mention.entity)
        words = " ".join(g.report.text[mention.start : mention.end].split())
        if not mention.pronoun and words[:1].isupper() and all(alias.text != words for alias in known.aliases):
            known = replace(known, aliases=(*known.aliases, Alias(words, g.report.report_id)))
        found[entity] = known
    return tuple(found[key] for key in sorted(found))


