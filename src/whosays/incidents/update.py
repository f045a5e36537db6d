"""Joining what changed: a report that is added, read again or judged is compared with its likely fellows, and only the components that it touches are made anew.

The result is the same as joining all claims at once. What a claim is compared with depends on blocks (`blocks`), on the names of the reports (`story`) and on
standing phrases (`reuse`); the index remembers all three, so that it is known which other claims a change concerns:

1. names: a name that becomes rare, known or common changes what is known of the reports that hold it: pairs of claims for which a rule finds something else by it;
2. blocks: a claim that comes or goes moves pairs apart or together, its own and, in a large block, those of its neighbours;
3. ties: the claims of changed reports are compared anew, and every component that they are or were tied to is made again, as is one in which a pair scores
   something else, or in which a tie is lost or to which one is made.
"""

import gc
import itertools
from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from whosays.incidents.blocks import LARGEST_BLOCK, LOOSE, REACH, UNSURE, Blocks, Row, standings, told_anew
from whosays.incidents.bounds import Bounds
from whosays.incidents.cluster import assessed, clustered, components, grouped, judged
from whosays.incidents.describe import describe
from whosays.incidents.glance import BULLETIN, glances, packed, types_by_checksum, unpacked
from whosays.incidents.memory import Filed, Index, Marked, Source
from whosays.incidents.numbers import number
from whosays.incidents.relations import related, ties_others
from whosays.incidents.reuse import is_standing, phrases, published_day, standing_phrases
from whosays.incidents.rules import (
    APART_STORY,
    LINK,
    Seen,
    family,
    prepared,
    score,
    story_between,
    story_step,
)
from whosays.incidents.stemma import Stemma
from whosays.incidents.story import (
    KNOWN,
    LEAST_SHARED,
    NAMELESS,
    OUTSPOKEN,
    RARELY,
    Names,
    Stories,
    names_of,
    step,
)
from whosays.model.claim import Claim
from whosays.model.incident import Incident
from whosays.model.judgement import Judgement
from whosays.model.report import Report

if TYPE_CHECKING:
    from whosays.incidents.glance import Glances

RULES: Final = "6"
"""Raised whenever blocks, rules, names, phrases or descriptions change, so that a ledger joined by older ones is joined anew."""

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Change:
    """Incidents to store in place of those that are `gone` (ids; one may come again)."""

    incidents: tuple[Incident, ...]
    gone: tuple[str, ...]


def _pair(a: int, b: int) -> Pair:
    return (a, b) if a < b else (b, a)


def _inside(rows: Mapping[int, Filed], a: int, b: int) -> bool:
    """Whether two claims stand in one component."""
    return a in rows and b in rows and rows[a][3] == rows[b][3]


def _between(rows: Mapping[int, Filed], a: int, b: int) -> bool:
    """Whether two claims stand in two components."""
    return a in rows and b in rows and rows[a][3] != rows[b][3]


def _says(stories: Stories, one: str, other: str, *, bulletins: bool) -> tuple[float, bool]:
    """What the stories of two reports add to the score of their claims, and whether they are near enough for a place that was misread."""
    found = story_between(stories, one, other, bulletins=bulletins)
    return (found[0] if found is not None else 0.0), story_step(stories, one, other) < APART_STORY


def _by_block(rows: Iterable[tuple[Row, int]]) -> Iterator[list[tuple[Row, int]]]:
    """Standings with their reports, block by block, in the order of each."""
    for _, told in itertools.groupby(sorted(rows), key=lambda one: one[0][0]):
        yield list(told)


def _neighbours(rows: Sequence[Row]) -> set[Pair]:
    """The pairs that a block of these standings, in order, proposes."""
    reach = REACH if len(rows) > LARGEST_BLOCK else len(rows)
    return {_pair(a[2], b[2]) for i, a in enumerate(rows) for b in rows[i + 1 : i + 1 + reach] if (a[3] | b[3]) & (LOOSE | UNSURE) != LOOSE}


# --- all at once ----------------------------------------------------------------------------------------------------------


def rebuild(index: Index, claims: Collection[Claim], reports: Collection[Report], judgements: Sequence[Judgement]) -> tuple[Incident, ...]:
    """All incidents made anew, and everything remembered for the next change."""
    with _no_garbage():
        printed = {report.report_id: array("q", phrases(report)) for report in reports}
        standing = standing_phrases((published_day(report), printed[report.report_id]) for report in reports)
        done = clustered(claims, reports, judgements, standing)
        index.begin(RULES)
        reports_of = _numbers(done.items)
        index.fill(
            (_marked(report, done.stories.told(report.report_id), printed[report.report_id]) for report in reports),
            ((*row, reports_of[owner]) for *row, owner in done.blocks.rows()),  # type: ignore[misc]
            _filed(done.items, done.components, done.told),
        )
    return done.incidents


def _numbers(items: Sequence[Seen]) -> list[int]:
    """The number of each claim's report."""
    known = {name: number(name) for name in {item.claim.report_id for item in items}}
    return [known[item.claim.report_id] for item in items]


def _marked(report: Report, names: Names, printed: Sequence[int]) -> Marked:
    """A report with its marks: its phrases, and the names of one that makes claims."""
    return number(report.report_id), report.report_id, published_day(report), names.turns, {*names.words, *printed}


@contextmanager
def _no_garbage() -> Iterator[None]:
    """A million claims are no garbage: looking through them for some again and again takes a sixth of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _filed(items: Sequence[Seen], found: Iterable[Sequence[int]], told: "Glances") -> list[Filed]:
    out, reports = [], _numbers(items)
    for component in found:
        numbers = [number(items[i].claim.claim_id) for i in component]
        home = min(numbers)
        out += [(n, items[i].claim.claim_id, reports[i], home, told[i].tobytes()) for n, i in zip(numbers, component, strict=True)]
    return out


# --- what changed ----------------------------------------------------------------------------------------------------------


def update(index: Index, source: Source, changed: Collection[str], judgements: Sequence[Judgement], asked: Collection[str] = ()) -> Change:
    """The incidents that reports `changed` (ids: new, read again, judged or gone) and claims `asked` (of whom people spoke) make anew."""
    with _no_garbage():
        return _Update(index, source, tuple(judgements)).run({number(name): name for name in changed}, {number(name) for name in asked})


@dataclass(slots=True)
class _Moved:
    """Pairs of claims of reports that did not change, the lesser number first, with what is made of those of one component and of two."""

    apart: set[Pair] = field(default_factory=set)
    """A block that proposed them does so no longer."""
    together: set[Pair] = field(default_factory=set)
    """A block proposes them now."""
    rescored: set[Pair] = field(default_factory=set)
    """Of one component, and a rule may find something else for them."""
    raised: set[Pair] = field(default_factory=set)
    """Of two components, and they may score more than before."""

    def rescore(self, ones: Sequence[Filed], others: Sequence[Filed], *, raised: bool) -> None:
        """All pairs of one of these claims and one of those may score more (`raised`), or less."""
        homes: dict[int, list[int]] = {}
        for row in others:
            homes.setdefault(row[3], []).append(row[0])
        for one in ones:
            self.rescored.update(_pair(one[0], other) for other in homes.get(one[3], ()) if other != one[0])
            if raised:
                self.raised.update(_pair(one[0], row[0]) for row in others if row[3] != one[3])


@dataclass(slots=True)
class _Update:
    """One joining of what changed; reports and claims go by number."""

    index: Index
    source: Source
    judgements: tuple[Judgement, ...]
    told: dict[str, list[Claim]] = field(default_factory=dict)
    """The claims of reports that were read."""
    seen: dict[int, Seen] = field(default_factory=dict)
    files: dict[int, Filed] = field(default_factory=dict)
    """Claims as they were filed."""
    glances: dict[int, tuple[str, bytes]] = field(default_factory=dict)
    """The report (id) and glance of claims; of changed reports as they are now."""
    stories: Stories = field(default_factory=Stories)
    before: Stories = field(default_factory=Stories)
    """What the names of reports that did not change told before."""
    names: dict[int, str] = field(default_factory=dict)
    """The ids of reports."""
    filed: dict[int, list[Filed]] = field(default_factory=dict)
    """The claims of reports as they were filed."""
    bulletins: dict[int, bool] = field(default_factory=dict)
    """Which reports are bulletins."""
    blocks: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    rows: dict[int, dict[int, Row]] = field(default_factory=dict)
    """The standings of claims by block, once all are in place."""
    turned: dict[int, int] = field(default_factory=dict)
    """Names of which another step is known now, with the number of reports that held them before."""
    rarer: dict[int, bool] = field(default_factory=dict)
    """Those of them that became rare (true) or only ceased to be."""

    def run(self, changed: Mapping[int, str], asked: set[int]) -> Change:
        before = {row[0]: row for report in changed for row in self.index.of_report(report)}
        renamed, restated = self._put_names(changed)
        moved = self._put_standings(changed, renamed - set(changed))
        now = set(self.seen)
        items = [self.seen[n] for n in sorted(now)]
        self.glances.update((n, (item.claim.report_id, told)) for n, item, told in zip(sorted(now), items, packed(glances(items)), strict=True))
        self._rarer_pairs(moved)
        self._storied(renamed - set(changed), moved)
        gone = set(before) - now
        homes = {row[3] for row in before.values()} | {row[3] for row in self.index.filed(asked)}
        homes |= {row[3] for report in restated for row in self.index.of_report(report)}
        homes |= self._tied((now | asked) - gone)
        homes |= self._moved_homes(moved, homes)
        members = self._members(homes, now) - gone
        self.index.unfile(gone)
        return self._made(members, {before[n][1] for n in gone}, {*changed.values(), *map(self._name, restated)})

    # --- names and phrases -------------------------------------------------------------------------------------------------

    def _put_names(self, changed: Mapping[int, str]) -> tuple[set[int], set[int]]:
        """Put the names of the changed reports; the reports of which other names are telling now, and those that hold a phrase that became standing or ceased to be."""
        live = {report.report_id: report for report in self.source.reports(changed.values())}
        speaking = {claim.report_id for claim in self._claims_of(changed.values())}
        renamed: set[int] = set()
        restated: set[int] = set()
        for n, name in sorted(changed.items()):
            report = live.get(name)
            names = names_of(report) if report is not None and name in speaking else NAMELESS
            marks = {*names.words, *phrases(report)} if report is not None else set()
            old = self.index.marks(n)
            moved = sorted(old | marks) if report is not None else sorted(old)
            states = {mark: self._state(mark) for mark in moved}
            held = {mark: self.index.count(mark, KNOWN + 1) for mark in moved if not mark & 1}
            if report is None:
                self.index.drop_report(n)
            else:
                self.index.put_report(n, name, published_day(report), names.turns, marks)
            for mark in moved:
                if (state := self._state(mark)) != states[mark]:
                    (restated if mark & 1 else renamed).update(self.index.holders(mark))
                    if not mark & 1:
                        self.turned.setdefault(mark, held[mark])
                        if RARELY in (state, states[mark]):
                            self.rarer[mark] = state == RARELY or self.rarer.get(mark, False)
        return renamed, restated

    def _state(self, mark: int) -> int:
        """What the holders of a mark know of it: the step of a name, whether a phrase stands."""
        return self._stands(mark) if mark & 1 else step(self.index.count(mark, KNOWN + 1))

    def _stands(self, phrase: int) -> bool:
        """Whether a phrase stands; of one that thousands print, the first few tell."""
        first, last = date.max.toordinal(), 0
        for held, day in enumerate(self.index.days(phrase), start=1):
            first, last = min(first, day), max(last, day)
            if is_standing(held, first, last):
                return True
        return False

    # --- blocks ------------------------------------------------------------------------------------------------------------

    def _put_standings(self, changed: Mapping[int, str], renamed: set[int]) -> _Moved:
        """Bring the blocks of these reports up to date; what that moved apart or together."""
        self._learn({*changed.values(), *map(self._name, renamed)} - {""})
        new: dict[int, set[Row]] = {report: set() for report in {*changed, *renamed}}
        for item in prepared(self._claims_of(changed.values()), self.stories):
            self.seen[number(item.claim.claim_id)] = item
            new[number(item.claim.report_id)].update(standings(item, self.stories))
        old = {report: self.index.standings(report) for report in new}
        new |= {report: self._told_anew(report, old[report]) for report in renamed}
        moved = _Moved()
        for rows in _by_block((row, report) for report in new for row in old[report] - new[report]):
            self._remove(rows, renamed, moved)
        for rows in _by_block((row, report) for report in new for row in new[report] - old[report]):
            self._add(rows, renamed, moved)
        return moved

    def _remove(self, rows: Sequence[tuple[Row, int]], renamed: AbstractSet[int], moved: _Moved) -> None:
        """Take standings with their reports, in order, out of one block."""
        whole = len(rows) > 1 and len(self.index.block(rows[0][0][0], len(rows) + 1)) == len(rows)
        if whole:
            moved.apart |= _neighbours([row for row, _ in rows])
        for row, report in rows:
            if report in renamed and not whole:
                moved.apart |= {_pair(row[2], other) for other in self._beside(row, self.index.block(row[0], LARGEST_BLOCK + 1))}
            self.index.remove(row)
            if not whole:
                moved.together |= self._moved(row, removed=True)

    def _add(self, rows: Sequence[tuple[Row, int]], renamed: AbstractSet[int], moved: _Moved) -> None:
        """Put standings with their reports, in order, into one block."""
        whole = len(rows) > 1 and not self.index.block(rows[0][0][0], 1)
        if whole:
            moved.together |= _neighbours([row for row, _ in rows])
        for row, report in rows:
            self.index.add(row, report)
            if not whole:
                moved.apart |= self._moved(row, removed=False)
            if report in renamed and not whole:
                moved.together |= {_pair(row[2], other) for other in self._beside(row, self.index.block(row[0], LARGEST_BLOCK + 1))}

    def _told_anew(self, report: int, rows: Iterable[Row]) -> set[Row]:
        """The standings of a report's claims by what its names tell now."""
        doors = self.stories.doors(self._name(report))
        of_claim: dict[int, list[Row]] = {}
        for row in rows:
            of_claim.setdefault(row[2], []).append(row)
        filed = self._of_report(report)
        kinds = dict(zip((row[0] for row in filed), unpacked(row[4] for row in filed)["kind"].tolist(), strict=True))
        return {row for claim, told in of_claim.items() for row in told_anew(told, family(types_by_checksum()[kinds[claim]]), doors)}

    def _moved(self, row: Row, *, removed: bool) -> set[Pair]:
        """The pairs of others that a claim which came or went moved apart or together: in a block that became large or small, or along a window."""
        members = self.index.block(row[0], LARGEST_BLOCK + 2)
        if len(members) == LARGEST_BLOCK + (not removed):
            pairs = ((a, b) for i, a in enumerate(members) for b in members[i + 1 :] if row[2] not in (a[0], b[0]))
        elif len(members) <= LARGEST_BLOCK:
            return set()
        else:
            after, before = self.index.beside(row, REACH)
            pairs = ((a, b) for i, a in enumerate(before) for b in after[REACH - 1 - i : REACH - i])
        return {_pair(a[0], b[0]) for a, b in pairs if (row[3] & LOOSE | (a[1] | b[1]) & UNSURE) != LOOSE}

    def _beside(self, row: Row, members: list[tuple[int, int]]) -> list[int]:
        """The claims that a block proposes for a claim; `members` the first of them, one more than a small block holds at most."""
        if len(members) > LARGEST_BLOCK:
            members = [one for side in self.index.beside(row, REACH) for one in side]
        return [claim for claim, flags in members if claim != row[2] and (row[3] | flags) & (LOOSE | UNSURE) != LOOSE]

    def _moved_homes(self, moved: _Moved, known: Collection[int]) -> set[int]:
        """The components, beside those `known`, in which a pair scores something else or a tie is lost, and those between which one is made."""
        rows = self._files(n for pairs in (moved.apart, moved.together) for pair in pairs for n in pair)
        found = {self.files[a][3] for a, _ in self._worth(moved.rescored, tie=False)}
        done = found | set(known)
        lost = self._worth((pair for pair in moved.apart if _inside(rows, *pair) and rows[pair[0]][3] not in done), tie=True)
        together = ((a, b) for a, b in moved.together if _between(rows, a, b) and not {rows[a][3], rows[b][3]} <= done)
        raised = ((a, b) for a, b in moved.raised if not {self.files[a][3], self.files[b][3]} <= done)
        made = self._worth({*together, *raised}, tie=True)
        self._load({n for pair in (*lost, *made) for n in pair})
        found |= {rows[a][3] for a, b in lost if self._ties(a, b) and not self._meet(a, b)}
        return found | {self.files[n][3] for a, b in made if self._ties(a, b) and ((a, b) in moved.together or self._meet(a, b)) for n in (a, b)}

    def _worth(self, pairs: Iterable[Pair], *, tie: bool) -> list[Pair]:
        """Those of these pairs of known claims, in order, that a glance does not forbid; `tie`: that can be tied."""
        import numpy as np

        told = np.array(list(pairs), dtype=np.int64).reshape(-1, 2)
        numbers, at = np.unique(told, return_inverse=True)
        one, other = at.reshape(-1, 2).T
        known = [self.glances[n] for n in numbers.tolist()]
        bounds = Bounds(unpacked(seen for _, seen in known), [name for name, _ in known], self.stories, self._learn)
        kept = told[(bounds.worth if tie else bounds.able)(one, other)].tolist()
        return sorted((a, b) for a, b in kept)

    def _ties(self, a: int, b: int) -> bool:
        return a in self.seen and b in self.seen and self._score(a, b) >= LINK

    def _meet(self, a: int, b: int) -> bool:
        """Whether a block proposes two claims."""
        one, other = self._standing(a), self._standing(b)
        shared = [one[block] for block in one.keys() & other.keys() if (one[block][3] | other[block][3]) & (LOOSE | UNSURE) != LOOSE]
        return any(len(self._block(row[0])) <= LARGEST_BLOCK or b in self._fellows(row) for row in shared)

    def _standing(self, claim: int) -> Mapping[int, Row]:
        """The standings of a claim that is filed, by block."""
        if claim not in self.rows:
            self.rows[claim] = {}
            for report in {row[2] for row in self.index.filed([claim])}:
                for row in self.index.standings(report):
                    self.rows.setdefault(row[2], {})[row[0]] = row
        return self.rows[claim]

    def _proposed(self, claims: Iterable[int]) -> set[Pair]:
        """The pairs with one of these claims that blocks propose."""
        found: set[Pair] = set()
        wanted = set(claims)
        for report in {number(self.seen[n].claim.report_id) for n in wanted}:
            for row in self.index.standings(report):
                if row[2] in wanted:
                    found.update((row[2], other) for other in self._fellows(row))
        return found

    def _fellows(self, row: Row) -> list[int]:
        """The claims that a block proposes for a claim once all are in place."""
        return self._beside(row, self._block(row[0]))

    def _block(self, block: int) -> list[tuple[int, int]]:
        """The claims of a block once all are in place, one more than a small block holds at most."""
        if block not in self.blocks:
            self.blocks[block] = self.index.block(block, LARGEST_BLOCK + 1)
        return self.blocks[block]

    # --- ties --------------------------------------------------------------------------------------------------------------

    def _rarer_pairs(self, moved: _Moved) -> None:
        """The pairs of claims whose sentences both hold a name that became rare or ceased to be."""
        self._load(row[0] for report in {holder for name in self.rarer for holder in self.index.holders(name)} for row in self._of_report(report))
        holding: dict[int, list[int]] = {}
        for n, item in self.seen.items():
            for name in item.names & self.rarer.keys():
                holding.setdefault(name, []).append(n)
        rows = self._files(n for told in holding.values() for n in told)
        for name, told in holding.items():
            filed = [rows[n] for n in told if n in rows]
            for at, row in enumerate(filed):
                moved.rescore([row], filed[at + 1 :], raised=self.rarer[name])

    def _storied(self, renamed: Collection[int], moved: _Moved) -> None:
        """The pairs of claims of reports whose stories say more or less of them than before, one of the reports renamed."""
        holders: dict[int, list[int]] = {}
        for report in sorted(renamed):
            claims = self._of_report(report)
            for other in self._other_stories(report, holders) if claims else ():
                change = self._story_change(report, other)
                if change is not None:
                    moved.rescore(claims, self._of_report(other), raised=change)

    def _story_change(self, one: int, other: int) -> bool | None:
        """Whether what the stories of two reports say of their claims is now more (true) or less than before; null where it is the same."""
        names = self._name(one), self._name(other)
        bulletins = self._bulletin(one) and self._bulletin(other)
        (now, near), (before, nearly) = (_says(stories, *names, bulletins=bulletins) for stories in (self.stories, self.before))
        return None if (now, near) == (before, nearly) else now > before or near > nearly

    def _bulletin(self, report: int) -> bool:
        """Whether a report tells of acts at many places."""
        if report not in self.bulletins:
            rows = self._of_report(report)
            self.bulletins[report] = bool(rows) and bool(unpacked([rows[0][4]])["flags"][0] & BULLETIN)
        return self.bulletins[report]

    def _other_stories(self, report: int, holders: dict[int, list[int]]) -> list[int]:
        """The reports with which a renamed one shares more or less than before; `holders` those of names as far as they are known."""
        name = self._name(report)
        now, before = self.stories.telling(name), self.before.telling(name)
        shared: Counter[int] = Counter()
        for word in now | before:
            if word not in holders:
                holders[word] = self.index.holders(word)
            shared.update(holders[word])
        likely = {other for other, words in shared.items() if words >= LEAST_SHARED}
        if (len(now) < OUTSPOKEN) != (len(before) < OUTSPOKEN):
            likely |= self._around(report)
        names = {self._name(other): other for other in likely - {report}}
        self._learn(names)
        return [other for key, other in sorted(names.items()) if story_step(self.stories, name, key) != story_step(self.before, name, key)]

    def _around(self, report: int) -> set[int]:
        """The reports of the claims that a report's claims are proposed for or stand in one component with."""
        found = {row[2] for home in {row[3] for row in self._of_report(report)} for row in self.index.of_component(home)}
        if len(self.stories.telling(self._name(report))) >= OUTSPOKEN:  # nothing is said for a tie
            return found
        fellows = {other for row in self.index.standings(report) for other in self._fellows(row)}
        return found | {row[2] for row in self._files(fellows).values()}

    def _name(self, report: int) -> str:
        if report not in self.names:
            found = self.index.report(report)
            self.names[report] = found[0] if found is not None else ""
        return self.names[report]

    def _tied(self, active: set[int]) -> set[int]:
        """The components to be made anew: of the active claims, and of all that they are tied to now."""
        self._load(active)
        active &= set(self.seen)
        pairs = self._proposed(active)
        rows = self._files({n for pair in pairs for n in pair} | active)
        found = {rows[n][3] for n in active if n in rows}
        likely = self._worth(((a, b) for a, b in pairs if b in rows and rows[b][3] not in found), tie=True)
        self._load({b for _, b in likely})
        for a, b in likely:
            if rows[b][3] not in found and self._ties(a, b):
                found.add(rows[b][3])
        return found

    def _score(self, a: int, b: int) -> float:
        one, other = self.seen[a], self.seen[b]
        return score(one, other)[0] if one.claim.claim_id < other.claim.claim_id else score(other, one)[0]

    def _members(self, homes: set[int], now: set[int]) -> set[int]:
        """The claims of these components, those `now` read, and those that a person's word joins to them."""
        spoken = [(number(a), number(b)) for a, b, _ in judged(self.judgements, "join", "same")]
        where = {row[0]: row[3] for row in self.index.filed({n for pair in spoken for n in pair})} if spoken else {}
        found, todo, done = set(now), set(homes), set[int]()
        while True:
            todo |= {where[n] for a, b in spoken if a in found or b in found for n in (a, b) if n in where}
            if not (todo := todo - done):
                return found
            found.update(row[0] for home in todo for row in self.index.of_component(home))
            done |= todo

    # --- making anew ----------------------------------------------------------------------------------------------------------

    def _made(self, members: set[int], gone: set[str], stale: Collection[str]) -> Change:
        """The incidents of these claims; what stored ones say stands where it is of the same claims, and no report of theirs is `stale` (ids)."""
        self._load(members)
        items = sorted((self.seen[n] for n in members if n in self.seen), key=lambda item: item.claim.claim_id)
        numbers = [number(item.claim.claim_id) for item in items]
        told, blocks = glances(items), Blocks(items, self.stories)
        bounds = Bounds(told, [item.claim.report_id for item in items], self.stories)
        for *row, _ in blocks.rows():
            self.rows.setdefault(row[2], {})[row[0]] = (row[0], row[1], row[2], row[3])
        known: dict[Pair, float] = {}
        found = components(items, blocks.pairs(bounds), lambda a, b: self._meet(numbers[a], numbers[b]), known)
        self.index.file(_filed(items, found, told))
        old = set(self.source.homes({item.claim.claim_id for item in items} | gone).values())
        incidents = self._described([([items[i].claim for i in group], reasons) for group, reasons in grouped(items, found, bounds, self.judgements, known)], old, stale)
        return self._with_relations(incidents, old, {item.claim.report_id for item in items})

    def _described(self, groups: Sequence[tuple[list[Claim], tuple[str, ...]]], old: set[str], stale: Collection[str]) -> list[Incident]:
        """The incidents of these groups of claims, with the reasons given; of those stored under the ids `old`, what still holds."""
        stored = {incident.claims: incident for incident in self.source.incidents(old)}
        kept = [stored.get(tuple(c.claim_id for c in claims)) if all(c.report_id not in stale for c in claims) else None for claims, _ in groups]
        reports = {report.report_id: report for report in self.source.reports({c.report_id for (claims, _), one in zip(groups, kept, strict=True) if one is None for c in claims})}
        stemma = Stemma(reports, frozenset(p for report in reports.values() for p in phrases(report) if self._stands(p)))
        grades = assessed(self.judgements)
        return [
            replace(one, relations=(), reasons=reasons, assessment=grades.get(one.incident_id)) if one is not None else describe(claims, reasons, stemma, grades)
            for (claims, reasons), one in zip(groups, kept, strict=True)
        ]

    def _with_relations(self, incidents: list[Incident], old: set[str], reports: set[str]) -> Change:
        """The incidents with their ties to others, and the others whose ties to them change."""
        claims = {claim.claim_id: claim for claim in self._claims_of(reports)}
        mine = {claim for incident in incidents for claim in incident.claims}
        homes = {claim: home for claim, home in self.source.homes(set(claims) - mine).items() if home not in old}
        others = self.source.incidents({homes[name] for name, claim in claims.items() if name in homes and ties_others(claim)})
        if others:
            more = {found[0] for n in {number(c) for one in others for c in one.claims} for row in self.index.filed([n]) if (found := self.index.report(row[2]))}
            claims |= {claim.claim_id: claim for claim in self._claims_of(more - reports)}
            homes = {claim: home for claim, home in self.source.homes(set(claims) - mine).items() if home not in old}
        done = related([*incidents, *(replace(one, relations=()) for one in others)], claims, homes)
        return Change(tuple(sorted(done, key=lambda one: one.incident_id)), tuple(sorted(old)))

    # --- claims prepared ------------------------------------------------------------------------------------------------------

    def _files(self, claims: Iterable[int]) -> dict[int, Filed]:
        """The known among these claims as they were filed, before anything is made anew."""
        wanted = set(claims)
        self._know(self.index.filed(wanted - self.files.keys()))
        return {n: self.files[n] for n in wanted if n in self.files}

    def _of_report(self, report: int) -> list[Filed]:
        """The claims of a report as they were filed, before anything is made anew."""
        if report not in self.filed:
            self.filed[report] = self.index.of_report(report)
            self._know(self.filed[report])
        return self.filed[report]

    def _know(self, rows: Iterable[Filed]) -> None:
        for row in rows:
            self.files[row[0]] = row
            self.glances.setdefault(row[0], (self._name(row[2]), row[4]))

    def _load(self, claims: Iterable[int]) -> None:
        """Prepare claims that are not yet; with all claims of their reports at hand, since a toll hangs on the act in its sentence."""
        filed = self._files(n for n in claims if n not in self.seen).values()
        ids = {self._name(report) for report in {row[2] for row in filed}} - {""}
        if ids:
            self._learn(ids)
            for item in prepared(self._claims_of(ids), self.stories, {row[1] for row in filed}):
                self.seen.setdefault(number(item.claim.claim_id), item)

    def _claims_of(self, ids: Iterable[str]) -> list[Claim]:
        """The claims of these reports, each report read once."""
        wanted = sorted(set(ids))
        missing = [name for name in wanted if name not in self.told]
        self.told.update((name, []) for name in missing)
        for claim in self.source.claims_of(missing) if missing else ():
            self.told[claim.report_id].append(claim)
        return [claim for name in wanted for claim in self.told[name]]

    def _learn(self, ids: Collection[str]) -> None:
        """What the names of these reports tell, beside those known before: what is known of names does not change any more."""
        for name in ids:
            if not self.stories.known(name, name):
                told = self.index.counted(number(name), KNOWN + 1)
                found = self.index.report(number(name))
                known = Names(frozenset(word for word, _ in told), found[1] if found else ())
                self.stories.learn({name: known}, dict(told))
                self.before.learn({name: known}, {word: self.turned.get(word, count) for word, count in told})
