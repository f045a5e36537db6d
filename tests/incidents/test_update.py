"""Joining what changed gives what joining all at once gives, in whatever order reports come, go, are read again or judged."""

import random
from dataclasses import replace

import pytest

from tests.incidents.test_cluster import GOMA, SAKE, claim, day, report
from whosays.incidents import blocks, story, update
from whosays.incidents.cluster import cluster
from whosays.ledger.database import Database
from whosays.ledger.joining import JoiningIndex
from whosays.model.claim import ClaimPlace, ClaimTime, Relation
from whosays.model.judgement import Judgement
from whosays.model.span import Quote, Span

NAMES = ["Baruke", "Kibati", "Mugunga", "Lusi", "Danko", "Perakum", "Velsov", "Telesh", "Menk", "Halvryn", "Dromlek", "Ghelmuk"]
KINDS = ["shelling", "casualties", "armed_clash", "abduction", "attack"]
TOWNS = [ClaimPlace(f"Town {n}", 5, 9, "in", f"Town {n}", "settlement", 10.0 + 3 * n, 20.0, 3.0, None, None, None, n) for n in range(9)]
STANDING = "This report was put together from accounts that nobody could check on the ground."


class Shelf:
    """A ledger of plain dictionaries."""

    def __init__(self):
        self.live, self.told, self.stored = {}, {}, {}

    def reports(self, ids):
        return [self.live[name] for name in sorted(ids) if name in self.live]

    def claims_of(self, ids):
        return [one for name in sorted(ids) for one in self.told.get(name, ()) if name in self.live]

    def claims(self, ids):
        return [one for told in self.told.values() for one in told if one.claim_id in ids]

    def homes(self, ids):
        return {one: name for name, incident in self.stored.items() for one in incident.claims if one in ids}

    def incidents(self, ids):
        return [self.stored[name] for name in sorted(ids) if name in self.stored]

    def take(self, change):
        for name in change.gone:
            self.stored.pop(name, None)
        self.stored.update({one.incident_id: one for one in change.incidents})

    def all_at_once(self, judgements):
        every = [one for name in self.live for one in self.told[name]]
        return {one.incident_id: one for one in cluster(every, self.live.values(), judgements)}


def made(number, random_):
    """A report of a few claims; some turn to another matter, answer another act or hold a standing phrase."""
    names = random_.sample(NAMES, 6)
    text = f"{' and '.join(names)} were there. They hit it in retaliation. {STANDING if random_.random() < 0.5 else ''} Elsewhere they hit it again."
    body = replace(report(f"r{number}", f"Outlet {number % 5}", text, f"2012-{1 + number % 11:02}-21"), paragraphs=(Span(0, len(text)),))
    told = []
    for at in range(random_.randrange(1, 4)):
        when = day(f"2012-11-{random_.randrange(18, 23)}") if random_.random() < 0.8 else ClaimTime(latest="2012-11-25")
        one = claim(f"r{number}c{at}", random_.choice(KINDS), report=f"r{number}", place=random_.choice([GOMA, SAKE, None]), time=when,
                    target=random_.choice(["hospital", "market"]), killed=random_.choice([None, 5, 9]), source=random_.choice([None, "Baruke"]), sentence=30 * at)
        ties = (Relation("additional", f"r{number}c0", text="another"),) if at and random_.random() < 0.3 else ()
        told.append(replace(one, relations=ties, evidence=(Quote(text[30 * at : 30 * at + 29] if at else "hit in retaliation for it", 30 * at, 30 * at + 29),)))
    return body, told


@pytest.fixture
def index(tmp_path):
    db = Database(tmp_path / "x.ledger", "create", busy_timeout_s=1)
    yield JoiningIndex(db)
    db.close()


@pytest.fixture
def small(monkeypatch):
    """Blocks, names and phrases that change their state after a few reports."""
    for module in (blocks, update):
        monkeypatch.setattr(module, "LARGEST_BLOCK", 5)
        monkeypatch.setattr(module, "REACH", 2)
    for module in (story, update):
        monkeypatch.setattr(module, "KNOWN", 8)
    monkeypatch.setattr(story, "RARE", 3)


@pytest.mark.parametrize("seed", range(6))
def test_any_order_gives_what_all_at_once_gives(index, small, seed):
    random_ = random.Random(seed)
    shelf, judgements = Shelf(), []
    index.begin(update.RULES)
    for number in range(24):
        body, told = made(number, random_)
        changed, asked = {body.report_id}, set()
        shelf.live[body.report_id], shelf.told[body.report_id] = body, told
        if number % 5 == 4:  # a report goes, another is read again with other claims
            gone, again = random_.sample(sorted(shelf.live), 2)
            del shelf.live[gone]
            if again in shelf.live:
                shelf.told[again] = [replace(one, type="shelling") for one in shelf.told[again][:2]]
            changed |= {gone, again}
        if number % 6 == 5:
            asked = set(random_.sample(sorted(one.claim_id for name in shelf.live for one in shelf.told[name]), 2))
            judgements.append(Judgement(f"j{number}", "editor", random_.choice(["join", "split"]), min(asked), after=[max(asked)], reason="seen"))
        shelf.take(update.update(index, shelf, changed, judgements, asked))
        assert shelf.stored == shelf.all_at_once(judgements), (seed, number)


def telling(number, random_):
    """A report of a few names, some far commoner than others; every third tells of acts at many places."""
    names = [name for at, name in enumerate(NAMES) if random_.random() < (0.15, 0.3, 0.6)[at % 3]]
    text = f"{' and '.join(names)} and Own{chr(97 + number)} were there. They hit it {number} times."
    body = replace(report(f"r{number}", f"Outlet {number % 5}", text, f"2012-11-{1 + number % 20:02}"), paragraphs=(Span(0, len(text)),))
    bulletin = number % 3 == 0
    return body, [
        replace(
            claim(f"r{number}c{at}", random_.choice(KINDS), report=f"r{number}", place=random_.choice(TOWNS if bulletin else [GOMA, None]),
                  time=day(f"2012-11-{random_.randrange(18, 23)}"), target=random_.choice(["hospital", "market"]), sentence=9 * at),
            evidence=(Quote(text[9 * at : 9 * at + 40], 9 * at, 9 * at + 40),),
        )
        for at in range(9 if bulletin else 2)
    ]


@pytest.mark.parametrize("seed", range(8))
def test_names_that_become_common_or_rare_one_by_one_leave_what_all_at_once_gives(index, small, monkeypatch, seed):
    for module in (story, update):
        monkeypatch.setattr(module, "OUTSPOKEN", 4)
    random_ = random.Random(seed)
    told = [telling(number, random_) for number in range(20)]
    shelf, turned = Shelf(), set()
    index.begin(update.RULES)

    def join(changed):
        one = update._Update(index, shelf, ())
        shelf.take(one.run({update.number(name): name for name in changed}, set()))
        turned.update(zip(one.turned.values(), (index.count(name, 20) for name in one.turned), strict=True))
        assert shelf.stored == shelf.all_at_once([]), (seed, changed)

    for body, claims in told:
        shelf.live[body.report_id], shelf.told[body.report_id] = body, claims
        join({body.report_id})
    assert {(1, 2), (3, 4), (8, 9)} <= turned, "names became rare, known and common"
    for name in random_.sample(sorted(shelf.live), 12):
        del shelf.live[name]
        join({name})
    assert {(9, 8), (4, 3), (2, 1)} <= turned, "and came back"


@pytest.mark.parametrize("seed", range(3))
def test_names_turn_alike_in_whatever_order_reports_come(tmp_path, small, seed):
    random_ = random.Random(seed)
    told = {body.report_id: (body, claims) for body, claims in (telling(number, random_) for number in range(16))}
    ends = []
    for turn in range(3):
        db = Database(tmp_path / f"{turn}.ledger", "create", busy_timeout_s=1)
        index, shelf, left = JoiningIndex(db), Shelf(), random_.sample(sorted(told), len(told))
        index.begin(update.RULES)
        while left:
            names, left = left[: 1 + turn], left[1 + turn :]
            for name in names:
                shelf.live[name], shelf.told[name] = told[name]
            shelf.take(update.update(index, shelf, set(names), []))
        ends.append(shelf.stored)
        db.close()
    assert ends[0] == ends[1] == ends[2] == shelf.all_at_once([])


def test_a_ledger_made_anew_is_the_one_that_grew(index, small):
    random_ = random.Random(99)
    shelf = Shelf()
    for number in range(12):
        body, told = made(number, random_)
        shelf.live[body.report_id], shelf.told[body.report_id] = body, told
    first = [one for name in shelf.live for one in shelf.told[name]]
    shelf.stored = {one.incident_id: one for one in update.rebuild(index, first, list(shelf.live.values()), [])}
    assert shelf.stored == shelf.all_at_once([])
    for number in range(12, 18):
        body, told = made(number, random_)
        shelf.live[body.report_id], shelf.told[body.report_id] = body, told
        shelf.take(update.update(index, shelf, {body.report_id}, []))
        assert shelf.stored == shelf.all_at_once([]), number


def test_a_large_block_is_seen_along_a_window(index, small):
    for place in range(6):
        index.add((7, place, place, 0), 1)
    one = update._Update(index, Shelf(), ())
    assert len(one._moved((7, 5, 5, 0), removed=False)) == 10, "the sixth makes it large: any pair of the others may be apart now"
    index.add((7, 3, 33, 0), 2)
    assert one._moved((7, 3, 33, 0), removed=False) == {(3, 5), (2, 4)}, "pairs that stood two apart across it"
    assert sorted(one._fellows((7, 0, 0, 0))) == [1, 2]
    index.remove((7, 3, 33, 0))
    assert one._moved((7, 3, 33, 0), removed=True) == {(3, 5), (2, 4)}, "and stand so again"
    index.remove((7, 5, 5, 0))
    assert len(one._moved((7, 5, 5, 0), removed=True)) == 10, "five again: all with all"


def test_a_name_that_becomes_common_touches_only_what_it_ties(index, small):
    shelf = Shelf()

    def tell(number):
        text = f"Baruke and Kibati and Town{chr(97 + number)} were there. They hit it {number} times."
        body = replace(report(f"r{number}", f"Outlet {number}", text, "2012-12-21"), paragraphs=(Span(0, len(text)),))
        shelf.live[body.report_id] = body
        shelf.told[body.report_id] = [
            replace(claim(f"r{number}c0", "shelling", report=f"r{number}", place=None, time=day(f"2012-{number + 1:02}-05"), target=f"house {number}"),
                    evidence=(Quote(text[:25], 0, 25),))
        ]
        return body.report_id

    for number in range(8):
        tell(number)
    shelf.stored = {one.incident_id: one for one in update.rebuild(index, [one for told in shelf.told.values() for one in told], list(shelf.live.values()), [])}
    assert len(shelf.stored) == 8
    change = update.update(index, shelf, {tell(8)}, [])
    assert [one.claims for one in change.incidents] == [("r8c0",)], "nine reports hold both names now, which opened doors to eight"
    shelf.take(change)
    assert shelf.stored == shelf.all_at_once([])


def test_a_ledger_made_anew_keeps_its_indexes(index):
    sql = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name LIKE 'joining_%' ORDER BY name"
    before = index.db.rows(sql)
    body, told = made(1, random.Random(1))
    with index.db.transaction():
        update.rebuild(index, told, [body], [])
    assert index.db.rows(sql) == before
    assert len([row for row in before if row[1]]) == 4
