"""What the joining of incidents remembers from one run to the next: names of reports, claims by block, components.

All of it is derived from the claims and reports, and made anew when it is missing; reports, names, claims and blocks go by number.
"""

import json
from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from whosays.ledger.codec import decode
from whosays.ledger.database import Database
from whosays.model.claim import Claim
from whosays.model.incident import Incident
from whosays.model.report import Report

Row = tuple[int, int, int, int]
"""A claim's standing in a block: block, along, claim, flags."""
Filed = tuple[int, str, int, int, bytes]
"""A claim: its number, id, the number of its report, its component, and what is seen of it at a glance."""
Marked = tuple[int, str, int | None, Sequence[int], Collection[int]]
"""A report: its number, id, day of publication (ordinal), turns and marks."""

TABLES: Final = ("joining_reports", "joining_marks", "joining_standings", "joining_claims")


class JoiningIndex:
    """The remembered rows of one ledger; every call belongs inside the transaction that stores the incidents."""

    def __init__(self, db: Database) -> None:
        self.db = db

    # --- whole ---------------------------------------------------------------------------------------------------------

    def version(self) -> str | None:
        """By which rules the rows were made; null where nothing is remembered."""
        found = self.db.value("SELECT value FROM meta WHERE name = 'joining'")
        return bytes(found).decode() if found is not None else None

    def begin(self, version: str) -> None:
        """Forget everything, and note by which rules the rows to come are made."""
        for table in TABLES:
            self.db.run(f"DELETE FROM {table}")  # noqa: S608 - the names stand in this file
        self.db.run("INSERT OR REPLACE INTO meta (name, value) VALUES ('joining', ?)", (version.encode(),))

    def fill(self, reports: Iterable[Marked], standings: Iterable[tuple[int, int, int, int, int]], claims: Iterable[Filed]) -> None:
        """All reports (number, id, day, turns, marks), standings (with the report's number) and claims of a ledger of which nothing is remembered.

        Rows go in in the order of their keys, and indexes are made last: a million rows in any order take many times as long.
        """
        with self._bare():
            self._fill_reports(reports)
            self.db.many("INSERT OR IGNORE INTO joining_standings (block, along, claim, flags, report) VALUES (?, ?, ?, ?, ?)", standings)
            self.file(sorted(claims))

    def _fill_reports(self, reports: Iterable[Marked]) -> None:
        import numpy as np

        known: list[tuple[int, str, int | None, bytes]] = []
        marks, holders = array("q"), array("q")
        for number, report_id, day, turns, found in reports:
            known.append((number, report_id, day, _told(turns)))
            marks.extend(found)
            holders.extend((number,) * len(found))
        self.db.many("INSERT INTO joining_reports (report, report_id, day, turns) VALUES (?, ?, ?, ?)", sorted(known))
        mark, holder = np.frombuffer(marks, dtype=np.int64), np.frombuffer(holders, dtype=np.int64)
        order = np.lexsort((holder, mark))
        for first in range(0, len(order), SLICE):
            part = order[first : first + SLICE]
            self.db.many("INSERT INTO joining_marks (mark, report) VALUES (?, ?)", zip(mark[part].tolist(), holder[part].tolist(), strict=True))

    @contextmanager
    def _bare(self) -> Iterator[None]:
        """The tables without their indexes; made again as the schema has them."""
        sql = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL ORDER BY name"
        found = [row for table in TABLES for row in self.db.rows(sql, (table,))]
        for name, _ in found:
            self.db.run(f"DROP INDEX {name}")
        yield
        for _, made in found:
            self.db.run(made)

    # --- reports and their names -----------------------------------------------------------------------------------------

    def put_report(self, number: int, report_id: str, day: int | None, turns: Sequence[int], marks: Collection[int]) -> None:
        """A report in the place of what was known of it; `day` of publication as an ordinal."""
        self.drop_report(number)
        self.db.run("INSERT INTO joining_reports (report, report_id, day, turns) VALUES (?, ?, ?, ?)", (number, report_id, day, _told(turns)))
        self.db.many("INSERT INTO joining_marks (mark, report) VALUES (?, ?)", [(mark, number) for mark in marks])

    def drop_report(self, number: int) -> None:
        """Forget a report and its marks."""
        self.db.run("DELETE FROM joining_reports WHERE report = ?", (number,))
        self.db.run("DELETE FROM joining_marks WHERE report = ?", (number,))

    def report(self, number: int) -> tuple[str, tuple[int, ...]] | None:
        """Id and turns of a report; null for an unknown one."""
        found = self.db.row("SELECT report_id, turns FROM joining_reports WHERE report = ?", (number,))
        return (found[0], tuple(json.loads(found[1]))) if found else None

    def marks(self, number: int) -> set[int]:
        """The marks of a report."""
        return {row[0] for row in self.db.rows("SELECT mark FROM joining_marks WHERE report = ?", (number,))}

    def counted(self, number: int, most: int) -> list[tuple[int, int]]:
        """The even marks of a report with the number of reports that hold each, counted up to `most`."""
        sql = """SELECT m.mark, (SELECT count(*) FROM (SELECT 1 FROM joining_marks k WHERE k.mark = m.mark LIMIT ?))
                 FROM joining_marks m WHERE m.report = ? AND m.mark & 1 = 0"""
        return [(row[0], row[1]) for row in self.db.rows(sql, (most, number))]

    def count(self, mark: int, most: int) -> int:
        """How many reports hold a mark, counted up to `most`."""
        number: int = self.db.value("SELECT count(*) FROM (SELECT 1 FROM joining_marks WHERE mark = ? LIMIT ?)", (mark, most))
        return number

    def days(self, mark: int) -> Iterator[int]:
        """The days of publication of the dated reports that hold a mark, one by one."""
        sql = """SELECT r.day FROM joining_marks m JOIN joining_reports r ON r.report = m.report WHERE m.mark = ? AND r.day IS NOT NULL"""
        return (row[0] for row in self.db.each(sql, (mark,)))

    def holders(self, mark: int) -> list[int]:
        """The reports that hold a mark."""
        return [row[0] for row in self.db.rows("SELECT report FROM joining_marks WHERE mark = ?", (mark,))]

    # --- blocks ------------------------------------------------------------------------------------------------------------

    def standings(self, report: int) -> set[Row]:
        """The standings of a report's claims."""
        sql = "SELECT block, along, claim, flags FROM joining_standings WHERE report = ?"
        return {(row[0], row[1], row[2], row[3]) for row in self.db.rows(sql, (report,))}

    def add(self, row: Row, report: int) -> None:
        """One more standing."""
        self.db.run("INSERT OR IGNORE INTO joining_standings (block, along, claim, flags, report) VALUES (?, ?, ?, ?, ?)", (*row, report))

    def remove(self, row: Row) -> None:
        """One standing less."""
        self.db.run("DELETE FROM joining_standings WHERE block = ? AND along = ? AND claim = ?", row[:3])

    def block(self, block: int, most: int) -> list[tuple[int, int]]:
        """The first claims of a block in its order, up to `most`, with their flags."""
        sql = "SELECT claim, flags FROM joining_standings WHERE block = ? ORDER BY along, claim LIMIT ?"
        return [(row[0], row[1]) for row in self.db.rows(sql, (block, most))]

    def beside(self, row: Row, reach: int) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
        """The claims that stand at most `reach` places after, and those before, the nearest first, with their flags."""
        after = """SELECT claim, flags FROM joining_standings WHERE block = ?1 AND (along, claim) > (?2, ?3) ORDER BY along, claim LIMIT ?4"""
        before = """SELECT claim, flags FROM joining_standings WHERE block = ?1 AND (along, claim) < (?2, ?3) ORDER BY along DESC, claim DESC LIMIT ?4"""
        values = (*row[:3], reach)
        return [(one[0], one[1]) for one in self.db.rows(after, values)], [(one[0], one[1]) for one in self.db.rows(before, values)]

    # --- claims and components ----------------------------------------------------------------------------------------------

    def filed(self, claims: Iterable[int]) -> list[Filed]:
        """The claims that are known among these."""
        sql = f"SELECT {_FILED} FROM joining_claims WHERE claim IN (SELECT value FROM json_each(?))"  # noqa: S608 - columns named below
        return [(row[0], row[1], row[2], row[3], row[4]) for row in self.db.rows(sql, (json.dumps(list(claims)),))]

    def of_report(self, report: int) -> list[Filed]:
        """The claims of a report."""
        return self._filed("report", report)

    def of_component(self, component: int) -> list[Filed]:
        """The claims of a component."""
        return self._filed("component", component)

    def _filed(self, column: str, value: int) -> list[Filed]:
        sql = f"SELECT {_FILED} FROM joining_claims WHERE {column} = ?"  # noqa: S608 - two columns, named above
        return [(row[0], row[1], row[2], row[3], row[4]) for row in self.db.rows(sql, (value,))]

    def file(self, rows: Iterable[Filed]) -> None:
        """Claims with their components."""
        sql = f"INSERT OR REPLACE INTO joining_claims ({_FILED}) VALUES (?, ?, ?, ?, ?)"  # noqa: S608 - columns named below
        self.db.many(sql, rows)

    def unfile(self, claims: Iterable[int]) -> None:
        """Forget claims."""
        self.db.many("DELETE FROM joining_claims WHERE claim = ?", [(claim,) for claim in claims])


_FILED: Final = "claim, claim_id, report, component, glance"


def _told(turns: Sequence[int]) -> bytes:
    return json.dumps(list(turns)).encode()


SLICE: Final = 1 << 18
"""So many marks are turned into Python's numbers at a time."""


class JoiningSource:
    """Reports, claims and incidents as the ledger has them now, for the joining."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def reports(self, ids: Collection[str]) -> list[Report]:
        """The live reports among these."""
        from whosays.ledger import rows

        found = [self.db.row("SELECT key FROM reports WHERE report_id = ? AND live = 1", (name,)) for name in sorted(ids)]
        return [rows.load_report(self.db, row[0]) for row in found if row]

    def claims_of(self, ids: Collection[str]) -> list[Claim]:
        """The live claims of these reports that nobody rejected."""
        return [claim for name in sorted(ids) for claim in self._claims("r.report_id = ?", name)]

    def claims(self, ids: Collection[str]) -> list[Claim]:
        """The live claims of these ids that nobody rejected."""
        return [claim for name in sorted(ids) for claim in self._claims("c.claim_id = ?", name)]

    def _claims(self, condition: str, value: str) -> Iterator[Claim]:
        sql = f"""SELECT coalesce(c.payload, m.payload) FROM claims c JOIN reports r ON r.key = c.report
                  LEFT JOIN machine_claims m ON m.key = c.key WHERE {condition} AND c.live = 1 AND c.judged <> 'rejected'"""  # noqa: S608
        for (payload,) in self.db.rows(sql, (value,)):
            yield decode(payload, Claim)

    def homes(self, ids: Collection[str]) -> dict[str, str]:
        """The stored incident of each of these claims that has one."""
        sql = "SELECT incident_id FROM incident_claims WHERE claim_id = ?"
        return {name: row[0] for name in sorted(ids) if (row := self.db.row(sql, (name,)))}

    def incidents(self, ids: Collection[str]) -> list[Incident]:
        """The stored incidents among these."""
        found = [self.db.value("SELECT payload FROM incidents WHERE incident_id = ?", (name,)) for name in sorted(ids)]
        return [decode(payload, Incident) for payload in found if payload is not None]
