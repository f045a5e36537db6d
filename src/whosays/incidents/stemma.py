"""How the accounts of one incident hang together: who copies, quotes or draws on the same origin as whom."""

import re
from collections.abc import Mapping, Sequence
from functools import cached_property

from whosays.model.claim import Claim
from whosays.model.incident import StemmaEdge
from whosays.model.report import Report

SHINGLE_WORDS = 8
"""So many words in a row that two reports share are no chance (literature on near-duplicate detection uses 5 to 10)."""


class Stemma:
    """Ties between the reports of a ledger, worked out only for those asked about."""

    def __init__(self, reports: Mapping[str, Report]) -> None:
        """`reports` by id."""
        self.reports = reports
        self._shingles: dict[str, frozenset[int]] = {}

    @cached_property
    def outlets(self) -> dict[str, str]:
        """Report ids by folded outlet name, for quotations that name an outlet."""
        return {r.outlet.casefold(): i for i, r in sorted(self.reports.items()) if r.outlet}

    def outlet(self, report_id: str) -> str:
        """How a report's own voice is called: its outlet, else its document."""
        report = self.reports.get(report_id)
        return (report.outlet or report.doc_id) if report is not None else report_id

    def shingles(self, report_id: str) -> frozenset[int]:
        """Hashes of all runs of SHINGLE_WORDS words in the main text."""
        if report_id not in self._shingles:
            report = self.reports.get(report_id)
            words = re.findall(r"\w+", " ".join(report.text[p.start : p.end] for p in report.paragraphs).lower()) if report else []
            runs = (" ".join(words[i : i + SHINGLE_WORDS]) for i in range(len(words) - SHINGLE_WORDS + 1))
            self._shingles[report_id] = frozenset(_stable_hash(run) for run in runs)
        return self._shingles[report_id]

    def shared(self, a: str, b: str) -> int:
        """How many word runs two reports share."""
        return len(self.shingles(a) & self.shingles(b))

    def edges(self, claims: Sequence[Claim]) -> tuple[StemmaEdge, ...]:
        """Edges between the accounts of an incident's claims, sorted."""
        ids = sorted({c.report_id for c in claims})
        found = [e for i, a in enumerate(ids) for b in ids[i + 1 :] if (e := self._copy(a, b)) is not None]
        found += [e for c in claims if (e := self._quotes(c)) is not None]
        found += self._same_origin(claims)
        return tuple(sorted(set(found), key=lambda e: (e.kind, e.origin, e.to)))

    def _copy(self, a: str, b: str) -> StemmaEdge | None:
        runs = self.shared(a, b)
        if not runs:
            return None
        first, second = self._by_time(a, b)
        directed = first is not None
        words = f"{runs} runs of {SHINGLE_WORDS} words"
        reason = "shares text with; the earlier published comes first" if directed else "shares text with; times do not tell who copies"
        return StemmaEdge("copies", self._name(second or b), self._name(first or a), directed, words, reason)

    def _name(self, report_id: str) -> str:
        report = self.reports.get(report_id)
        return report.doc_id if report is not None else report_id

    def _by_time(self, a: str, b: str) -> tuple[str | None, str | None]:
        """The two reports earliest first where publication times tell them apart, else two nulls."""
        times = {i: self.reports[i].published.value for i in (a, b) if i in self.reports}
        first, second = times.get(a), times.get(b)
        if not first or not second or first[:10] == second[:10]:
            return None, None
        return (a, b) if first < second else (b, a)

    def _quotes(self, claim: Claim) -> StemmaEdge | None:
        for link in claim.attribution:
            other = self.outlets.get(link.source.name.casefold())
            if link.source.kind == "outlet" and other is not None and other != claim.report_id:
                return StemmaEdge("quotes", self._name(claim.report_id), self._name(other), True, link.source.text, "its words name the outlet")
        return None

    def _same_origin(self, claims: Sequence[Claim]) -> list[StemmaEdge]:
        by_source: dict[str, set[str]] = {}
        for claim in claims:
            source = origin(claim)
            if source is not None:
                by_source.setdefault(source, set()).add(self._name(claim.report_id))
        return [
            StemmaEdge("same_origin", b, a, False, source, f"both draw on {source}")
            for source, names in sorted(by_source.items())
            for a, b in zip(sorted(names), sorted(names)[1:], strict=False)
        ]


def origin(claim: Claim) -> str | None:
    """The innermost named source of a claim; null for the report's own voice and for nameless sources."""
    if not claim.attribution:
        return None
    source = claim.attribution[-1].source
    return None if source.kind == "anonymous" else source.name


def _stable_hash(text: str) -> int:
    import hashlib

    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
