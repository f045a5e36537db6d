"""Denials that name no act of their own: "Kigali denied it", "the army called the claim a lie", "said this was untrue", "despite its denials".

Each becomes a claim that denies the act told before, with that act's parties and place. Nothing is denied where nothing was told within reach.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from whosays.claims.chains import chain
from whosays.claims.contrary import contraries, others_did, rules_out
from whosays.claims.denial_words import Denial, denials
from whosays.claims.ground import Ground
from whosays.claims.parties import role
from whosays.claims.refusals import charge
from whosays.claims.shared_words import shares
from whosays.model import ids
from whosays.model.claim import Claim, Link, Relation, Role
from whosays.model.reading import Argument
from whosays.model.span import quote
from whosays.model.types import GROUP_OF

REACH: Final = 2
"""How many sentences back what is denied may stand."""
FAR: Final = 4
"""The same for a charge or an accusation, which the report may come back to."""
CHARGED: Final = ("force", "control", "harm", "posture", "support", "unrest", "organisation")
"""Groups of acts that a charge can be of."""


def pro_denials(g: Ground, claims: Sequence[Claim]) -> list[Claim]:
    """The claims that deny an act told before by a pronoun or a word for what was said, in text order."""
    found: list[Claim] = []
    for denial in sorted((*denials(g, claims), *contraries(g), *others_did(g)), key=lambda d: (d.loose, d.start, d.end)):
        links = chain(g, denial.speeches)
        told = [c for c in _told(g, claims, denial, links) if not denial.loose or denial.of or _hangs_on(g, c, denial) or _tied(g, denial, c)]
        if denial.of and any(r.claim_id == t.claim_id for c in found for r in c.relations for t in told if c.evidence[0].start <= denial.start < c.evidence[0].end):
            continue  # "alive and well": one state is enough
        if not told and denial.refuses and links:
            found += _unanswering(g, denial, links, (*claims, *found))
            continue
        taken = [*found, *(c for c in claims if c.factuality.endswith("-") and c.type != "accusation")]
        if told and links and not any(c.trigger.start < denial.end and denial.start < c.trigger.end for c in taken):
            found.append(_claim(g, denial, links, told))
    return sorted(found, key=lambda c: (c.trigger.start, c.trigger.end))


def _unanswering(g: Ground, denial: Denial, links: tuple[Link, ...], known: Sequence[Claim]) -> list[Claim]:
    """The claims of a denial that answers nothing told: the charge that it names and its denial; none where it names no maker, or the words make a claim already."""
    named = charge(g, denial)
    if named is not None and not _over(named, [c for c in known if c.type != "rejection"]):
        return [named, _claim(g, denial, links, [named])]
    return []


def _over(claim: Claim, known: Sequence[Claim]) -> bool:
    return any(c.trigger.start < claim.trigger.end and claim.trigger.start < c.trigger.end for c in known)


# --- what is denied ------------------------------------------------------------------------------------------------------


def _told(g: Ground, claims: Sequence[Claim], denial: Denial, links: Sequence[Link]) -> list[Claim]:
    """The claims that are denied: those of the nearest telling by somebody else, the one with the denier as its doer first."""
    sentence = g.tree.tokens[denial.at].sentence
    his = _told_by(g, claims, denial) if denial.teller is not None else []
    if his or (denial.teller is not None and denial.far):
        return his
    near = [c for c in claims if rules_out(g, denial, c) and not c.factuality.endswith("-") and 0 <= sentence - _sentence_of(g, c) <= (FAR if denial.far else REACH) and not _same_speaker(c, links)]
    before = [c for c in near if c.trigger.start < denial.start]
    if denial.far:
        before = [c for c in before if GROUP_OF[c.type] in CHARGED or c.type == "accusation"]
    before = [c for c in before if c.attribution or not _beside_denier(g, c, denial)]
    if not before and denial.ahead:
        before = [c for c in near if _sentence_of(g, c) == sentence]
    if not before:
        return _told_next(g, claims, denial, links)
    if not before:
        return []
    last = max(_sentence_of(g, c) for c in before)
    if denial.aspect == "actor" and sentence - last > 1 and g.tree.prep(denial.at, "in", "for", "with", "behind") is None:
        before = _main_act(claims, denial) or before  # "it was not involved": in what the report is about
        last = max(_sentence_of(g, c) for c in before)
    latest = [c for c in before if _sentence_of(g, c) == last]
    attributed = [c for c in latest if c.attribution]
    latest = attributed or latest
    teller = latest[-1].attribution
    together = [c for c in latest if c.attribution == teller]
    accused = [c for c in together if any(_is(links, r.entity_id, r.name) for r in c.role("actor"))]
    counted = [c for c in together if c.counts] if denial.aspect == "count" else []
    main = (accused or counted or together)[-1]
    return [main] if denial.loose or counted else [main, *(c for c in together if c is not main)]


def _told_by(g: Ground, claims: Sequence[Claim], denial: Denial) -> list[Claim]:
    """ "Called Maduro's charges absurd": what he told last, however far back; nothing where no claim is his."""
    span = g.tree.base_np(denial.teller or 0)
    his = [
        c for c in claims
        if c.trigger.start < denial.start and not c.factuality.endswith("-") and (GROUP_OF[c.type] in CHARGED or c.type in ("accusation", "threat"))
        and (_names_teller(g, c, (span.start, span.end)))
    ]
    if not his:
        return []
    last = _sentence_of(g, his[-1])
    together = [c for c in his if _sentence_of(g, c) == last]
    accused = [c for c in together if any(_is(chain(g, denial.speeches), r.entity_id, r.name) for r in c.role("actor", "target"))]
    main = (accused or together)[-1]
    return [main, *(c for c in together if c is not main)]


def _names_teller(g: Ground, claim: Claim, words: tuple[int, int]) -> bool:
    """Whether the innermost source of a claim, or the accuser of an accusation in the report's own voice, is the one named by `words`."""
    spans = [(link.source.start, link.source.end) for link in claim.attribution[-1:]]
    if claim.type == "accusation" and not claim.attribution:
        spans = [(r.start, r.end) for r in claim.role("actor")]
    return bool(spans) and shares(g, spans, [words])


def _beside_denier(g: Ground, claim: Claim, denial: Denial) -> bool:
    """ "The delegate at the talks denied it", "the union called for calm and rejected the charge": what describes the denier or what else he does is not what is denied."""
    at = g.reading.token_at(claim.trigger.start)
    named = any(s.start <= claim.trigger.start < s.end for speech in denial.speeches for s in speech.source)
    joined = at is not None and any(g.tree.tokens[n].head == at and g.tree.tokens[n].dep == "conj" for n in (denial.at, *(s.cue_head for s in denial.speeches if s.cue_head is not None)))
    return named or joined


def _told_next(g: Ground, claims: Sequence[Claim], denial: Denial, links: Sequence[Link]) -> list[Claim]:
    """ "Moscow denies any part in it. Kyiv had said that Russian agents blew up the depot": the first telling behind a denial that opens the matter."""
    sentence = g.tree.tokens[denial.at].sentence
    words = [(s.start, s.end) for speech in denial.speeches for s in (*speech.reach, *speech.source)]
    behind = [
        c for c in claims
        if c.attribution and not c.factuality.endswith("-") and c.trigger.start > denial.end and 0 <= _sentence_of(g, c) - sentence <= 1 and not _same_speaker(c, links)
        and (_hangs_on(g, c, denial) or ((not denial.loose or denial.of) and shares(g, list(c.attribution[-1].content), words)))
    ]
    return [c for c in behind if rules_out(g, denial, c)][:1]


def _hangs_on(g: Ground, told: Claim, denial: Denial) -> bool:
    """ "No plane had flown, the ministry said after residents spoke of jets": the telling is told as what is answered."""
    if not told.attribution:
        return False
    cue, outer = told.attribution[-1].cue, denial.speeches[-1].cue_head if denial.speeches else None
    inner = g.reading.token_at(cue.start) if cue is not None else None
    return inner is not None and outer is not None and inner != outer and g.tree.under(inner, outer) and g.tree.tokens[denial.at].sentence == g.tree.tokens[inner].sentence


def _main_act(claims: Sequence[Claim], denial: Denial) -> list[Claim]:
    """The first act of force that the report tells, where it stands before the denial."""
    first_told = next((c for c in claims if GROUP_OF[c.type] == "force" and not c.factuality.endswith("-")), None)
    return [first_told] if first_told is not None and first_told.trigger.start < denial.start else []


def _same_speaker(claim: Claim, links: Sequence[Link]) -> bool:
    if not claim.attribution:
        return False
    source = claim.attribution[-1].source
    return _is(links[-1:], source.entity_id, source.name)


def _is(links: Sequence[Link], entity: str | None, name: str) -> bool:
    return any((entity is not None and link.source.entity_id == entity) or (name != "" and link.source.name == name) for link in links[-1:])


def _sentence_of(g: Ground, claim: Claim) -> int:
    at = g.reading.token_at(claim.trigger.start)
    return g.tree.tokens[at].sentence if at is not None else -REACH - 1


def _with_denier(link: Link, roles: tuple[Role, ...]) -> tuple[Role, ...]:
    """ "It was not involved": whose doing is denied is the denier, whoever else was told of."""
    source = link.source
    own = Role("actor", source.text, source.start, source.end, source.name, source.entity_id, reason="denies to have had a part in it")
    return (own, *(r for r in roles if r.role != "actor"))


def _claim(g: Ground, denial: Denial, links: tuple[Link, ...], told: Sequence[Claim]) -> Claim:
    main = told[0]
    words = quote(g.report.text, denial.start, denial.end)
    sentence = g.reading.sentences[g.tree.tokens[denial.at].sentence]
    span = (links[-1].source.start, links[-1].source.end)
    taken = tuple(replace(r, reason="taken over from the claim it denies") for r in main.roles)
    if denial.doer is not None:
        return _by_another(g, denial, links, main)
    alone = main.type != "accusation" and (denial.aspect == "actor" or _accused_too(links[-1], taken))
    roles = _with_denier(links[-1], taken) if alone else taken
    relations = tuple(Relation("denies", c.claim_id, denial.aspect, words.text, denial.start, denial.end, "denies what was told just before") for c in told)
    return Claim(
        ids.claim_id(g.report.report_id, (denial.start, denial.end), span), g.report.report_id, main.type, words,
        (quote(g.report.text, sentence.start, sentence.end),), roles, main.places, main.time, (), (), links, "CT-", "UU", "actual",
        relations=relations, confidence=0.6, reader=g.reading.reader, reasons=(f"a denial of the claim told before ({main.trigger.text!r})",),
    )


def _accused_too(link: Link, roles: Sequence[Role]) -> bool:
    """ "Both Rwanda and Uganda were arming it ... Uganda called the findings rubbish": one of several accused denies for himself."""
    actors = [r for r in roles if r.role == "actor"]
    return len(actors) > 1 and any(r.entity_id == link.source.entity_id or r.name == link.source.name for r in actors)


def _by_another(g: Ground, denial: Denial, links: tuple[Link, ...], main: Claim) -> Claim:
    """ "It was bandits who did it": the act told before, asserted of another doer."""
    doer = denial.doer or 0
    span = g.tree.base_np(doer)
    words, evidence = quote(g.report.text, denial.start, denial.end), g.reading.sentences[g.tree.tokens[denial.at].sentence]
    actor = role(g, Argument("actor", span.start, span.end, doer, reason="said to have done it instead"), links)
    kept = tuple(replace(r, reason="taken over from the claim that it answers") for r in main.roles if r.role != "actor")
    relation = Relation("denies", main.claim_id, "actor", words.text, denial.start, denial.end, "gives the act another doer")
    return Claim(
        ids.claim_id(g.report.report_id, (denial.start, denial.end), (links[-1].source.start, links[-1].source.end)), g.report.report_id, main.type, words,
        (quote(g.report.text, evidence.start, evidence.end),), (actor, *kept), main.places, main.time, (), (), links, "CT+", "UU", "actual",
        relations=(relation,), confidence=0.5, reader=g.reading.reader, reasons=(f"another doer of the act told before ({main.trigger.text!r})",),
    )


def _tied(g: Ground, denial: Denial, told: Claim) -> bool:
    """Whether the words of a loose denial share something with the telling just before them: a word, a party, a country, or a pronoun."""
    at = g.reading.token_at(told.trigger.start)
    if at is None or not told.attribution or g.tree.tokens[denial.at].sentence - g.tree.tokens[at].sentence > 1:
        return False
    cue = denial.speeches[-1] if denial.speeches else None
    if cue is not None and cue.stance == "denying":
        return True
    words = [(s.start, s.end) for s in (cue.reach if cue is not None else ())]
    inside = [i for start, end in words for i in g.reading.tokens_in(start, end)]
    back = any(g.tree.tokens[i].text.lower() in ("it", "there", "that", "those", "them") and g.tree.tokens[i].dep in ("dobj", "pobj", "advmod", "det") for i in inside)
    return back or _we_are_not(g, denial, told) or shares(g, list(told.attribution[-1].content), words)


def _we_are_not(g: Ground, denial: Denial, told: Claim) -> bool:
    """ "'We are not thieves,' its spokesman said": what somebody says of his own side after a telling that has a doer."""
    subject = g.tree.child(denial.at, "nsubj")
    attribute = g.tree.child(denial.at, "attr")
    ours = subject is not None and (g.tree.tokens[subject].text.lower() == "we" or any(g.tree.tokens[c].text.lower() == "our" for c in g.tree.below[subject]))
    return ours and attribute is not None and g.tree.tokens[attribute].pos == "NOUN" and bool(told.role("actor", "target"))
