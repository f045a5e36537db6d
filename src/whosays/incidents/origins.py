"""How many origins stand behind a set of claims, as a range, after copies, citations and same sources are folded."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from whosays.incidents.names import folded
from whosays.incidents.reuse import Shared
from whosays.incidents.stemma import Stemma, named_source, source_key
from whosays.model.claim import Claim
from whosays.model.incident import Origins
from whosays.model.span import Span

Voice = tuple[str, str]
"""Kind (`named`, `unnamed` or `own`) and key of where a claim comes from."""


OWN_WORDS: Final = (["version"], ["story"])
""""An earlier version of this story said" is the report's own voice."""


DETERMINERS: Final = frozenset(["another", "other", "second", "third", "two", "three", "several"])
"""Words that set a nameless source apart from the one named before."""


class Fold:
    """The voices behind an incident's claims, with those made one that words or shared text show to be one."""

    def __init__(self, claims: Sequence[Claim], shared: Sequence[tuple[str, str, Shared]], stemma: Stemma) -> None:
        """`claims` sorted by id; `shared` as `Stemma.shared` gives it."""
        self._stemma = stemma
        self._root: dict[Voice, Voice] = {}
        self._voice = {claim.claim_id: self._first_voice(claim) for claim in claims}
        self._beside = {claim.claim_id: second for claim in claims if (second := _second(claim))}
        self._citing = {claim.report_id for claim in claims if claim.attribution}
        for one, other in self._twins(claims, shared):
            self._unite(self._voice[one.claim_id], self._voice[other.claim_id])
        self._outlets(claims)
        self._shortened(claims)

    def _first_voice(self, claim: Claim) -> Voice:
        """Where a claim comes from by its own words: a named source, a nameless one of this report, or the report's own voice."""
        if not claim.attribution or folded(claim.attribution[-1].source.name).split()[-1:] in OWN_WORDS:
            return "own", folded(self._stemma.outlet(claim.report_id))
        key = named_source(claim)
        if key is not None:
            return "named", key
        source = claim.attribution[-1].source
        return "unnamed", f"{source.kind}|{claim.report_id}|{source.name.casefold()}"

    def _outlets(self, claims: Sequence[Claim]) -> None:
        """A source that is the outlet of another report here is that report's own voice."""
        own = {voice[1] for voice in self._voice.values() if voice[0] == "own"}
        for claim in claims:
            for link in claim.attribution[-1:]:
                name = folded(link.source.name)
                key = source_key(link.source)
                if name in own and key is not None:
                    self._unite(("named", key), ("own", name))

    def _shortened(self, claims: Sequence[Claim]) -> None:
        """"The source" is the "military source" of its report, "the ministry" the "defence ministry", where only one voice can be meant."""
        names = {(c.report_id, words): self._voice[c.claim_id] for c in claims if c.attribution and (words := tuple(folded(c.attribution[-1].source.name).split()))}
        for (report, words), voice in names.items():
            longer = {
                self._find(other) for (told, more), other in names.items()
                if told == report and len(more) > len(words) and more[-len(words) :] == words and not set(more) & DETERMINERS
            }
            if len(words) == 1 and len(longer) == 1:
                self._unite(voice, longer.pop())

    @staticmethod
    def _twins(claims: Sequence[Claim], shared: Sequence[tuple[str, str, Shared]]) -> Iterator[tuple[Claim, Claim]]:
        """Claims of two reports that stand in one shared passage and say the same; claims that differ are never folded."""
        by_report: dict[str, list[Claim]] = {}
        for claim in claims:
            by_report.setdefault(claim.report_id, []).append(claim)
        for a, b, what in shared:
            for left, right in what.passages:
                for one in (c for c in by_report.get(a, ()) if _within(c, left)):
                    yield from ((one, other) for other in by_report.get(b, ()) if _within(other, right) and _says_the_same(one, other))

    def _find(self, voice: Voice) -> Voice:
        while voice in self._root:
            voice = self._root[voice]
        return voice

    def _unite(self, one: Voice, other: Voice) -> None:
        left, right = self._find(one), self._find(other)
        if left != right:
            # A named voice stays: it tells more than a nameless one or a report's own.
            keep, gone = sorted((left, right), key=lambda v: (v[0] != "named", v))
            self._root[gone] = keep

    def count(self, claims: Sequence[Claim]) -> Origins:
        """The range of origins behind these claims.

        At most: every named source, every nameless one, and the own voice of a report that names no source for the incident (one that does is
        taken to rest on them). At least: the named ones, and of the nameless ones those that cannot be one of them: a nameless source may be somebody whom
        another report names, or a nameless one of its kind in another report, but one report that speaks of two means two.
        """
        named: dict[Voice, set[tuple[str, str]]] = {}
        unnamed: set[Voice] = set()
        own = set()
        for claim in claims:
            voice = self._find(self._voice[claim.claim_id])
            if voice[0] == "named":
                kind = claim.attribution[-1].source.kind if claim.attribution else "outlet"
                named.setdefault(voice, set()).add((kind, claim.report_id))
            elif voice[0] == "unnamed":
                unnamed.add(voice)
            elif claim.report_id not in self._citing:
                own.add(voice)
            if claim.claim_id in self._beside:
                unnamed.add(self._find(self._beside[claim.claim_id]))
        return Origins(max(1, len(named) + _surely_others(named, unnamed)), max(1, len(named) + len(unnamed) + len(own)))


SEVERAL: Final = re.compile(r"(?P<first>[^,;]+?) and (?P<second>[^,;]*?\b(?P<head>[a-z]+s))[\s,]*")
"""Two kinds of sources named as one: "residents and medics", "witnesses and U.N. officials"; the head of the second in the plural."""


def _second(claim: Claim) -> Voice | None:
    """The second of two kinds of sources to which a claim is attributed at once; null for one."""
    source = claim.attribution[-1].source if claim.attribution else None
    found = SEVERAL.fullmatch(source.text) if source is not None else None
    if source is None or found is None or re.search(r"\b(?:of|for)\b", found["first"]):
        return None
    return "unnamed", f"{source.kind}|{claim.report_id}|{found['second'].casefold()}"


def _surely_others(named: Mapping[Voice, set[tuple[str, str]]], unnamed: Iterable[Voice]) -> int:
    """How many nameless sources there are at least beside the named: for every kind, in the report that has most of them."""
    most: dict[str, int] = {}
    for (kind, report), number in Counter((voice[1].split("|")[0], voice[1].split("|")[1]) for voice in unnamed).items():
        elsewhere = sum(any(k == kind for k, _ in told) and all(r != report for _, r in told) for told in named.values())
        most[kind] = max(most.get(kind, 0), number - elsewhere)
    return sum(most.values())


def _within(claim: Claim, passage: Span) -> bool:
    """Whether at least half of the claim's sentence lies in the passage."""
    words = claim.evidence[0]
    overlap = min(words.end, passage.end) - max(words.start, passage.start)
    return 2 * overlap >= words.end - words.start


def _says_the_same(a: Claim, b: Claim) -> bool:
    return a.type == b.type and a.factuality == b.factuality and a.trigger.text.casefold() == b.trigger.text.casefold() and _figures(a) == _figures(b)


def _figures(claim: Claim) -> Mapping[tuple[object, ...], None]:
    return dict.fromkeys((c.what, c.scope, c.low, c.best, c.high) for c in claim.counts)
