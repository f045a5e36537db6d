"""How the accounts of one incident hang together: who shares text with, quotes, cites or draws on the same origin as whom."""

import itertools
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from whosays.incidents.names import folded
from whosays.incidents.reuse import Reuse, Shared
from whosays.lexicon import owners
from whosays.model.claim import Claim, Source
from whosays.model.incident import StemmaEdge
from whosays.model.report import Report

HEAD_CHARS: Final = 400
"""A credit to an agency stands in the first so many code points of a report's text, or at its end."""
TITLES: Final = frozenset(
    ["brig", "brigadier", "gen", "general", "maj", "major", "col", "colonel", "lt", "lieutenant", "capt", "captain", "sgt", "cmdr", "commander", "mr", "mrs", "ms", "dr", "prof", "president", "minister", "spokesman", "spokeswoman", "spokesperson", "the", "a", "an", "its", "their", "his", "her", "our"]
)
INSTITUTIONS: Final = frozenset(
    ["army", "military", "government", "police", "ministry", "presidency", "navy", "air force", "coalition", "directorate", "parliament", "cabinet", "prosecutor"]
)
"""A word for a body of which a country has one names a source without a capital."""
PERSONS: Final = frozenset(["person", "official", "expert", "witness"])
"""Kinds of sources that are one man or woman, where the name ends in a capital."""
PEOPLE: Final = PERSONS | {"anonymous"}
SHORTEST_NAME: Final = 3
"""A last name of so few letters or fewer may be an initial."""


class Stemma:
    """Ties between the reports of a ledger, worked out only for those asked about."""

    def __init__(self, reports: Mapping[str, Report], standing: frozenset[int] | None = None) -> None:
        """`reports` by id; `standing` as `Reuse` takes it."""
        self.reports = reports
        self._reuse = Reuse(reports, standing)

    def outlet(self, report_id: str) -> str:
        """How a report's own voice is called: its outlet, else its document."""
        report = self.reports.get(report_id)
        return (report.outlet or report.doc_id) if report is not None else report_id

    def shared(self, claims: Sequence[Claim]) -> list[tuple[str, str, Shared]]:
        """The pairs of reports behind the claims that share text."""
        ids = {c.report_id for c in claims}
        return self._reuse.among(ids) if len(ids) > 1 else []

    def edges(self, claims: Sequence[Claim], shared: Sequence[tuple[str, str, Shared]] | None = None) -> tuple[StemmaEdge, ...]:
        """Edges between the accounts of an incident's claims, sorted."""
        ids = sorted({c.report_id for c in claims})
        if len(ids) < 2:
            return ()
        found = [self._copy(a, b, what) for a, b, what in (shared if shared is not None else self.shared(claims))]
        found += self._citations(claims, ids)
        found += self._same_source(claims)
        found += self._same_owner(ids)
        return tuple(sorted(set(found), key=lambda e: (e.kind, e.origin, e.to, e.evidence)))

    # --- shared text ---------------------------------------------------------------------------------------------------

    def _copy(self, a: str, b: str, shared: Shared) -> StemmaEdge:
        """An edge for shared text, from the one that took to the one it took from where words or times tell, else undirected."""
        words = f"{shared.words} words in {len(shared.passages)} passage{'s' if len(shared.passages) > 1 else ''}"
        for taker, giver in ((a, b), (b, a)):
            credit = self.credit(taker, giver)
            if credit:
                return StemmaEdge("copies", self._name(taker), self._name(giver), True, f"{words}; credit {credit!r}", "shares text with the outlet that it credits")
        first, second = self._by_time(a, b)
        if first is not None and second is not None:
            return StemmaEdge("copies", self._name(second), self._name(first), True, words, "shares text with the earlier published")
        return StemmaEdge("copies", self._name(b), self._name(a), False, words, "shares text with; neither times nor words tell who took from whom")

    def credit(self, taker: str, giver: str) -> str:
        """The words with which a report credits another's outlet, empty when it does not."""
        report, other = self.reports.get(taker), self.reports.get(giver)
        if report is None or other is None or not other.outlet or report.outlet == other.outlet:
            return ""
        name = re.escape(other.outlet)
        for part in (report.text[:HEAD_CHARS], report.text[-HEAD_CHARS:]):
            found = re.search(rf"\({name}\)|\b(?:by|from|source:|courtesy of) {name}\b|\b{name} (?:reported|reports|said)\b|^{name}\s*[-–—]", part, re.IGNORECASE | re.MULTILINE)
            if found:
                return found.group()
        return ""

    def _name(self, report_id: str) -> str:
        report = self.reports.get(report_id)
        return report.doc_id if report is not None else report_id

    def _by_time(self, a: str, b: str) -> tuple[str | None, str | None]:
        """The two reports earliest first where publication times tell them apart, else two nulls."""
        times = {i: self.reports[i].published.value for i in (a, b) if i in self.reports}
        first, second = times.get(a), times.get(b)
        if not first or not second:
            return None, None
        least = min(len(first), len(second), len("2000-01-01"))
        if first[:least] == second[:least]:
            return None, None
        return (a, b) if first < second else (b, a)

    # --- sources -------------------------------------------------------------------------------------------------------

    def _citations(self, claims: Sequence[Claim], ids: Sequence[str]) -> list[StemmaEdge]:
        """One report names the outlet of another as its source: it quotes the words, or cites."""
        outlets = {folded(report.outlet): i for i in reversed(ids) if (report := self.reports.get(i)) is not None and report.outlet}
        found = []
        for claim in claims:
            for link in claim.attribution:
                other = outlets.get(folded(link.source.name))
                if other is not None and self.outlet(other) != self.outlet(claim.report_id):
                    kind, how = ("quotes", "quotes") if link.form == "verbatim" else ("cites", "names as its source")
                    found.append(StemmaEdge(kind, self._name(claim.report_id), self._name(other), True, link.source.text, f"{how} the outlet of the other"))  # type: ignore[arg-type]
        return found

    def _same_source(self, claims: Sequence[Claim]) -> list[StemmaEdge]:
        """Reports of different outlets that draw on one named source."""
        told: dict[str, dict[str, str]] = defaultdict(dict)
        for claim in claims:
            key = named_source(claim)
            if key is not None:
                told[key].setdefault(self._name(claim.report_id), claim.attribution[-1].source.name)
        found = []
        for names in told.values():
            ordered = sorted(names)
            found += [StemmaEdge("same_origin", b, a, False, names[b], f"both draw on {names[a]}") for a, b in itertools.pairwise(ordered)]
        return found

    def _same_owner(self, ids: Sequence[str]) -> list[StemmaEdge]:
        """Different outlets of one owner: drawn, never folded."""
        by_owner: dict[str, dict[str, str]] = defaultdict(dict)
        for i in ids:
            outlet = self.outlet(i)
            owner = owners.owner(outlet)
            if owner is not None:
                by_owner[owner].setdefault(outlet, self._name(i))
        found = []
        for owner, names in sorted(by_owner.items()):
            ordered = sorted(names.values())
            found += [StemmaEdge("same_owner", b, a, False, owner, f"both belong to {owner}; not folded") for a, b in itertools.pairwise(ordered)]
        return found


def named_source(claim: Claim) -> str | None:
    """A key of the innermost source where it has a name of its own; null for the report's own voice and for nameless sources."""
    return source_key(claim.attribution[-1].source) if claim.attribution else None


def source_key(source: Source) -> str | None:
    """One key for the spellings of one named source; null for one without a name, who may be anybody.

    A person is known by the last name, whatever the report's id for the person: persons have no id across reports. "A diplomat" and "an officer of the
    Congolese army" have no name. A body that every state has ("the defence ministry") is known by its words, others by their entity.
    """
    words = [word for word in folded(source.name).split() if word not in TITLES]
    shown = [word for word in re.findall(r"[^\W_]+", source.name) if word.casefold() not in TITLES]
    if not words or not shown or source.kind == "anonymous":
        return None
    body = words[-1] in INSTITUTIONS
    if source.kind in PEOPLE and not body and not shown[-1][:1].isupper():
        return None
    capital = [word for word in shown if word[:1].isupper()]
    if not capital or (len(shown) > 1 and capital == shown[:1] and source.name.startswith(shown[0])):
        # A capital at the very beginning of several words may be the sentence's.
        return " ".join(words) if body else None
    if source.kind in PERSONS and shown[-1][:1].isupper() and len(shown[-1]) > SHORTEST_NAME and not body:
        return words[-1]
    return " ".join(words) if body or source.entity_id is None else source.entity_id
