"""Small reports and claims for the ledger's tests: an invented river war, every span taken from the text."""

import dataclasses
import hashlib

from whosays.model import ids
from whosays.model.claim import Claim, ClaimPlace, ClaimTime, Count, Link, Role, Source
from whosays.model.entity import Alias, Entity, Item
from whosays.model.report import Dropped, Report
from whosays.model.span import Quote, Span, quote

TEXT = (
    "Harbour Daily\n"
    "The Oskan ministry said on 3 May 1911 that rebels shelled Tarvos, killing at least four people.\n"
    "Colonel Edda Brandt denied that her men had attacked the town.\n"
    "Subscribe to our letter!\n"
)


def words(text: str, wanted: str, nth: int = 0) -> Quote:
    at = -1
    for _ in range(nth + 1):
        at = text.index(wanted, at + 1)
    return quote(text, at, at + len(wanted))


def make_report(doc_id: str = "a.txt", text: str = TEXT, **changes) -> Report:
    sha = changes.pop("sha256", None) or hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    lines, at = [], 0
    for line in text.split("\n"):
        if line:
            lines.append(Span(at, at + len(line)))
        at += len(line) + 1
    dropped = ()
    if text == TEXT:
        dropped = (Dropped(lines[-1].start, lines[-1].end, "newsletter"),)
        lines = lines[:-1]
    made = Report(ids.report_id(doc_id, sha), doc_id, sha, doc_id, text, tuple(lines), dropped, outlet="Harbour Daily")
    return dataclasses.replace(made, **changes)


def make_claim(report: Report, trigger: Quote, kind: str = "shelling", source: Quote | None = None, **changes) -> Claim:
    text = report.text
    line = text.rfind("\n", 0, trigger.start) + 1
    end = text.find("\n", trigger.end)
    line = min(line, trigger.start)
    chain = ()
    if source is not None:
        who = Source(source.text, source.start, source.end, source.text, "official")
        chain = (Link(who, None, ((trigger.start, trigger.end),)),)
    made = Claim(
        ids.claim_id(report.report_id, (trigger.start, trigger.end), (source.start, source.end) if source else None),
        report.report_id, kind, trigger, (quote(text, line, end if end >= 0 else len(text)),),
        attribution=chain, author_factuality="UU" if chain else "CT+", reader="r1",
    )
    return dataclasses.replace(made, **changes)


def role_of(found: Quote, role: str, name: str | None = None, entity: str | None = None) -> Role:
    return Role(role, found.text, found.start, found.end, name or found.text, entity)


def sample_claims(report: Report) -> list[Claim]:
    """A shelling said by a ministry, and a colonel's denial of an attack."""
    text = report.text
    town = words(text, "Tarvos")
    day = words(text, "3 May 1911")
    four = words(text, "at least four")
    rebels = words(text, "rebels")
    ministry, colonel = words(text, "The Oskan ministry"), words(text, "Colonel Edda Brandt")
    shelling = make_claim(
        report, words(text, "shelled"), source=ministry,
        roles=(role_of(rebels, "actor", "River Front", ids.entity_id("world", "River Front")),),
        places=(ClaimPlace(town.text, town.start, town.end, "in", "Tarvos", "settlement", 44.5, 20.25, 3.0, country="RS", admin1="Osk"),),
        time=ClaimTime("day", "explicit", "within", "1911-05-03", "1911-05-03", day.text, day.start, day.end),
        counts=(Count("killed", four.text, four.start, four.end, low=4),),
        confidence=0.8, reasons=("frame shell/SUBJ",),
    )
    denial = make_claim(
        report, words(text, "attacked"), "attack", colonel, roles=(role_of(words(text, "her men"), "actor", "Edda Brandt's men"),),
        factuality="CT-", confidence=0.6,
    )
    return [shelling, denial]


def sample_entities(report: Report) -> list[Entity]:
    front = Entity(
        ids.entity_id("world", "River Front"), "River Front", "armed_group",
        (Alias("RF", "lexicon"), Alias("rebels", report.report_id)), lexicon="river_front",
    )
    brandt = Entity(ids.entity_id(report.report_id, "Edda Brandt"), "Edda Brandt", "person", (Alias("Colonel Edda Brandt", report.report_id),))
    return [front, brandt]


def sample_item(report: Report) -> Item:
    found = words(report.text, "Harbour Daily")
    return Item(ids.item_id(report.report_id, found.start, found.end), report.report_id, "document", found)


def store_sample(ledger, doc_id: str = "a.txt", **changes):
    """A stored sample report; returns (report, claims)."""
    report = make_report(doc_id, **changes)
    claims = sample_claims(report)
    with ledger.writing() as writer:
        writer.store_original(report.text.encode())
        writer.store_reading(report, claims, entities=sample_entities(report), items=[sample_item(report)])
    return report, claims
