"""Denials that answer words which no claim tells: "denied the charges that Honduras had levelled", "refuted the accusation by the commission".

The charge that they name becomes an accusation by whoever is said to make it, so that the denial has something to deny.
"""

from collections.abc import Sequence
from typing import Final

from whosays.claims.chains import chain, speeches_over
from whosays.claims.denial_words import CHARGES, Denial
from whosays.claims.ground import Ground
from whosays.claims.parties import role
from whosays.claims.tellers import teller, told_noun
from whosays.model import ids
from whosays.model.claim import Claim, Role
from whosays.model.reading import Argument, Speech
from whosays.model.span import quote
from whosays.text.tree import first

CONFIDENCE: Final = 0.5


def charge(g: Ground, denial: Denial) -> Claim | None:
    """The accusation that a denial names with its maker, where the noun is a word for a charge; else null."""
    noun = next((n for s in denial.speeches[-1:] if (n := told_noun(g, s)) is not None), None)
    who = teller(g, noun) if noun is not None else None
    if noun is None or who is None or g.tree.tokens[noun].lemma.lower() not in CHARGES:
        return None
    token = g.tree.tokens[noun]
    over = [s for s in speeches_over(g.reading, token.start, noun) if s.stance != "denying" and s.cue_head != noun]
    links = chain(g, over)
    accused = g.tree.prep(noun, "against")
    for clause in g.tree.all(noun, "acl", "relcl"):
        accused = first(accused, g.tree.prep(clause, "against"))
    parties = [_party(g, "actor", who, "who makes the accusation")] + ([_party(g, "target", accused, "whom it is against")] if accused is not None else [])
    return _made(g, (token.start, token.end), noun, "accusation", [role(g, a, links) for a in parties], denial.speeches[:-1], "a charge named where it is denied")


def _party(g: Ground, name: str, head: int, why: str) -> Argument:
    span = g.tree.base_np(head)
    return Argument(name, span.start, span.end, head, reason=why)


def _made(g: Ground, at: tuple[int, int], head: int, kind: str, roles: Sequence[Role], over: Sequence[Speech], why: str) -> Claim:
    links = chain(g, over)
    sentence = g.reading.sentences[g.tree.tokens[head].sentence]
    source = (links[-1].source.start, links[-1].source.end) if links else None
    return Claim(
        ids.claim_id(g.report.report_id, at, source), g.report.report_id, kind, quote(g.report.text, *at), (quote(g.report.text, sentence.start, sentence.end),),
        tuple(roles), attribution=links, factuality="CT+", author_factuality="UU" if links else "CT+", confidence=CONFIDENCE, reader=g.reading.reader, reasons=(why,),
    )
