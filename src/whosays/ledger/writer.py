"""The writing side: readings, originals, issues and incidents, each in one transaction with its row of history."""

import dataclasses
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final, Literal, TypeVar

from whosays.errors import GroundingError
from whosays.ledger import history, index, rows
from whosays.ledger.codec import encode, fold, pack, sha256, squeeze, unpack
from whosays.ledger.database import Database
from whosays.ledger.effective import ReportFold
from whosays.ledger.grounding import check_claim, check_item, check_report
from whosays.ledger.joining import JoiningIndex, JoiningSource
from whosays.ledger.records import Outcome, ReadingState
from whosays.model.claim import Claim
from whosays.model.entity import Entity, Item
from whosays.model.incident import Incident
from whosays.model.issue import Issue
from whosays.model.report import Report

T = TypeVar("T")


class ReadingWriter:
    """Stores what was read. `by` goes into the history."""

    def __init__(self, db: Database, by: str, clock: history.Clock) -> None:
        self.db = db
        self.by = by
        self.clock = clock

    @contextmanager
    def together(self) -> Iterator[None]:
        """Make the calls inside one transaction."""
        with self.db.transaction():
            yield

    def append(self, kind: str, note: Mapping[str, Any], entries: Sequence[history.Entry]) -> int:
        """Put a row into the history."""
        return history.append(self.db, self.clock, kind, by=self.by, note=note, entries=entries)

    def store_original(self, data: bytes) -> str | None:
        """Keep original bytes under their SHA-256; null when that original was redacted."""
        sha = sha256(data)
        with self.db.transaction():
            if self.db.value("SELECT 1 FROM redacted WHERE sha256 = ?", (sha,)):
                return None
            if self.db.value("SELECT 1 FROM originals WHERE sha256 = ?", (sha,)):
                return sha
            self.db.run(
                "INSERT INTO originals (sha256, size, codec, data) VALUES (?, ?, 'zlib', ?)", (sha, len(data), squeeze(data)),
            )
            self.append("original", {"original": sha, "bytes": len(data)}, [(f"original:{sha}", rows.original_parts(self.db, sha))])
        return sha

    def store_reading(
        self,
        report: Report,
        claims: Sequence[Claim],
        *,
        entities: Sequence[Entity] = (),
        items: Sequence[Item] = (),
        issues: Sequence[Issue] = (),
        state: ReadingState | None = None,
        strict: bool = False,
    ) -> Outcome:
        """Store a report with all that was read in it; see `Writer.store_reading`."""
        check_report(report)
        kept, bad_claims = _sift(report, _unique(report, claims), _claim_problem, strict=strict)
        kept_items, bad_items = _sift(report, items, _item_problem, strict=strict)
        refused = (*bad_claims, *bad_items)
        with self.db.transaction():
            if self._is_redacted(report):
                return Outcome(report.report_id, "redacted", refused=(_redacted_issue(report),))
            reading = _Reading(report, kept, tuple(entities), kept_items, (*issues, *refused), state or ReadingState())
            kind, superseded = self._store(reading)
        return Outcome(report.report_id, kind, len(kept), refused, superseded)

    def _is_redacted(self, report: Report) -> bool:
        """Whether these words were removed: the original is known as redacted, and the text is not the redacted one."""
        if not self.db.value("SELECT 1 FROM redacted WHERE sha256 = ?", (report.sha256,)):
            return False
        stored = self.db.value(
            "SELECT t.text FROM reports r JOIN texts t ON t.report = r.key WHERE r.report_id = ?", (report.report_id,),
        )
        return stored is None or unpack(stored) != report.text

    def _store(self, reading: "_Reading") -> tuple[Any, tuple[str, ...]]:
        report = reading.report
        found = self.db.row("SELECT key FROM reports WHERE report_id = ?", (report.report_id,))
        others = self._live_versions(report)
        before = None
        if found:
            before = (rows.report_parts(self.db, found[0]), rows.reading_parts(self.db, found[0]))
        if report.replaces is None:
            report = dataclasses.replace(report, replaces=self._predecessor(report.report_id, others))
        key = self._put_report(report, found[0] if found else None, reading.state)
        self._put_reading(key, dataclasses.replace(reading, report=report), fresh=found is None)
        now = (rows.report_parts(self.db, key), rows.reading_parts(self.db, key))
        if before == now and not others:
            return "unchanged", ()
        self._record(reading, before, now, others)
        return ("replaced" if found else "stored"), tuple(other for _, other in others)

    def _live_versions(self, report: Report) -> list[tuple[int, str]]:
        """Live reports of the same name and other bytes, (key, id)."""
        found = self.db.rows(
            "SELECT key, report_id FROM reports WHERE doc_id = ? AND live = 1 AND report_id <> ? ORDER BY report_id",
            (pack(report.doc_id), report.report_id),
        )
        return [(row[0], row[1]) for row in found]

    def _predecessor(self, report_id: str, others: Sequence[tuple[int, str]]) -> str | None:
        """The version that a report replaces: what it replaced before when it is read again, else the live one."""
        stored = self.db.row("SELECT payload FROM reports WHERE report_id = ?", (report_id,))
        if stored:
            replaced: str | None = json.loads(stored[0])["replaces"]
            return replaced
        return others[0][1] if others else None

    def _put_report(self, report: Report, key: int | None, state: ReadingState) -> int:
        values = (pack(report.doc_id), report.sha256, state.reader, encode(state), rows.report_payload(report))
        if key is None:
            key = self.db.value(
                """INSERT INTO reports (report_id, doc_id, sha256, live, reader, state, payload) VALUES (?, ?, ?, 1, ?, ?, ?)
                   RETURNING key""",
                (report.report_id, *values),
            )
            self.db.run("INSERT INTO texts (report, text) VALUES (?, ?)", (key, pack(report.text)))
        else:
            self.db.run(
                "UPDATE reports SET doc_id = ?, sha256 = ?, live = 1, reader = ?, state = ?, payload = ? WHERE key = ?", (*values, key),
            )
            self.db.run("UPDATE texts SET text = ? WHERE report = ?", (pack(report.text), key))
            index.drop_words(self.db, "report", key)
        assert key is not None
        index.add_words(self.db, "report", key, fold(kept_text(report)))
        return key

    def _put_reading(self, key: int, reading: "_Reading", *, fresh: bool) -> None:
        if not fresh:
            for table in ("machine_claims", "items", "report_entities", "entity_names", "issues"):
                self.db.run(f"DELETE FROM {table} WHERE report = ?", (key,))  # noqa: S608
        self._put_machine_claims(key, reading.claims)
        self.db.many(
            "INSERT OR IGNORE INTO items (report, item_id, payload) VALUES (?, ?, ?)",
            [(key, item.item_id, encode(item)) for item in reading.items],
        )
        put_entities(self.db, key, reading.entities)
        self.db.many(
            "INSERT INTO issues (report, batch, payload) VALUES (?, 0, ?)", [(key, encode(issue)) for issue in reading.issues],
        )
        reindex(self.db, key)

    def _put_machine_claims(self, key: int, claims: Sequence[Claim]) -> None:
        taken = {row[1]: row[0] for row in self.db.rows("SELECT key, claim_id FROM claims WHERE report = ?", (key,))}
        last = self.db.value("SELECT coalesce(max(key), 0) FROM claims")
        out = []
        for claim in sorted(claims, key=rows.in_text):
            payload = encode(claim)
            number = taken.get(claim.claim_id)
            if number is None:
                last += 1
                number = last
            out.append((number, claim.claim_id, key, rows.claim_digest(payload), payload))
        self.db.many("INSERT INTO machine_claims (key, claim_id, report, digest, payload) VALUES (?, ?, ?, ?, ?)", out)

    def _record(
        self,
        reading: "_Reading",
        before: tuple[list[bytes], list[bytes]] | None,
        now: tuple[list[bytes], list[bytes]],
        others: Sequence[tuple[int, str]],
    ) -> None:
        """Supersede the other versions and write the row of history."""
        report_id = reading.report.report_id
        entries: list[history.Entry] = []
        if before is None or before[0] != now[0]:
            entries.append((f"report:{report_id}", now[0]))
        entries.append((f"reading:{report_id}", now[1]))
        for other, other_id in others:
            self.db.run("UPDATE reports SET live = 0 WHERE key = ?", (other,))
            reindex(self.db, other)
            entries.append((f"report:{other_id}", rows.report_parts(self.db, other)))
        note = {"report": report_id, "claims": len(reading.claims), "superseded": [other_id for _, other_id in others]}
        self.append("reading", note, entries)

    def store_issues(self, issues: Sequence[Issue]) -> None:
        """Keep issues of inputs that never became a report; those already there are left out."""
        with self.db.transaction():
            there = "SELECT 1 FROM issues WHERE report IS NULL AND payload = ?"
            new = [payload for payload in sorted({encode(issue) for issue in issues}) if not self.db.value(there, (payload,))]
            if not new:
                return
            seq = history.next_seq(self.db)
            self.db.many("INSERT INTO issues (report, batch, payload) VALUES (NULL, ?, ?)", [(seq, payload) for payload in new])
            self.append("issues", {"issues": len(new)}, [(f"issues:{seq}", rows.issues_parts(self.db, str(seq)))])

    def note_settings(self, settings: Mapping[str, Any]) -> None:
        """Put the settings of a run into the history."""
        self.remark("settings", settings)

    def remark(self, kind: Literal["settings", "case", "export"], said: Mapping[str, Any]) -> int:
        """Put a row with free words into the history: a run's settings, a change to a case, a lifted coarsening. Returns its number."""
        with self.db.transaction():
            seq = history.next_seq(self.db)
            words = json.dumps(said, sort_keys=True, default=str, ensure_ascii=True)
            self.db.run("INSERT INTO remarks (seq, payload) VALUES (?, ?)", (seq, pack(words)))
            self.append(kind, {}, [(f"remark:{seq}", rows.remark_parts(self.db, str(seq)))])
        return seq

    def joining(self) -> tuple[JoiningIndex, JoiningSource]:
        """What the joining of incidents remembers, and what it asks; see `Writer.joining`."""
        return JoiningIndex(self.db), JoiningSource(self.db)

    def replace_incidents(self, incidents: Sequence[Incident], retired: Sequence[str] | None = None) -> tuple[str, ...]:
        """Store incidents; returns the ids that changed. See `Writer.replace_incidents`."""
        with self.db.transaction():
            new = {incident.incident_id: incident for incident in incidents}
            gone = [name for name in self._stored_incidents(retired) if name not in new]
            changed = [key for key in sorted(new) if self._put_incident(new[key])]
            before = {key: self._claims_of(key) for key in gone}
            for key in gone:
                self.db.run("DELETE FROM incidents WHERE incident_id = ?", (key,))
                self.db.run("DELETE FROM incident_claims WHERE incident_id = ?", (key,))
            for key in gone:
                self._retire(key, before[key])
            touched = tuple(sorted({*changed, *gone}))
            if touched:
                entries = [(f"incident:{key}", rows.incident_parts(self.db, key)) for key in touched]
                self.append("incidents", {"stored": len(changed), "retired": len(gone)}, entries)
        return touched

    def _stored_incidents(self, among: Sequence[str] | None) -> list[str]:
        """Ids of stored incidents in order, all or those `among` the given ones."""
        if among is None:
            return [row[0] for row in self.db.rows("SELECT incident_id FROM incidents ORDER BY incident_id")]
        there = "SELECT 1 FROM incidents WHERE incident_id = ?"
        return [name for name in sorted(set(among)) if self.db.value(there, (name,))]

    def _put_incident(self, incident: Incident) -> bool:
        payload = encode(dataclasses.replace(incident, assessment=None))  # an assessment is a judgement, and stays one
        stored = self.db.value("SELECT payload FROM incidents WHERE incident_id = ?", (incident.incident_id,))
        if stored == payload:
            return False
        self.db.run("DELETE FROM incident_claims WHERE incident_id = ?", (incident.incident_id,))
        self.db.run(
            "INSERT OR REPLACE INTO incidents (incident_id, type, payload) VALUES (?, ?, ?)",
            (incident.incident_id, incident.type, payload),
        )
        self.db.many(
            "INSERT OR IGNORE INTO incident_claims (claim_id, incident_id) VALUES (?, ?)",
            [(claim, incident.incident_id) for claim in incident.claims],
        )
        self.db.run("DELETE FROM redirects WHERE incident_id = ?", (incident.incident_id,))
        return True

    def _claims_of(self, incident_id: str) -> list[str]:
        sql = "SELECT claim_id FROM incident_claims WHERE incident_id = ? ORDER BY claim_id"
        return [row[0] for row in self.db.rows(sql, (incident_id,))]

    def _retire(self, incident_id: str, claims: Sequence[str]) -> None:
        """Redirect a retired id to the incident that now holds most of its claims (smallest id on a tie), or to nothing."""
        votes: dict[str, int] = {}
        for claim in claims:
            for (heir,) in self.db.rows("SELECT incident_id FROM incident_claims WHERE claim_id = ?", (claim,)):
                votes[heir] = votes.get(heir, 0) + 1
        target = min(votes, key=lambda heir: (-votes[heir], heir)) if votes else None
        self.db.run("INSERT OR REPLACE INTO redirects (incident_id, target) VALUES (?, ?)", (incident_id, target))


@dataclasses.dataclass(frozen=True, slots=True)
class _Reading:
    report: Report
    claims: Sequence[Claim]
    entities: Sequence[Entity]
    items: Sequence[Item]
    issues: Sequence[Issue]
    state: ReadingState


def put_entities(db: Database, key: int, entities: Sequence[Entity]) -> None:
    """Store what one report says of entities, and the names under which they are found."""
    merged = {entity.entity_id: entity for entity in entities}
    db.many(
        "INSERT INTO report_entities (report, entity_id, payload) VALUES (?, ?, ?)",
        [(key, name, encode(merged[name])) for name in sorted(merged)],
    )
    names = {
        (fold(text), entity.entity_id, key)
        for entity in merged.values()
        for text in (entity.name, *(alias.text for alias in entity.aliases))
    }
    db.many("INSERT INTO entity_names (folded, entity_id, report) VALUES (?, ?, ?)", sorted(names))


def reindex(db: Database, key: int) -> ReportFold:
    """Bring the derived rows of a report up to its machine claims and judgements, touching only what changed."""
    found = db.row("SELECT payload, live, doc_id FROM reports WHERE key = ?", (key,))
    assert found is not None
    home = index.Home(key, unpack(found[2]), json.loads(found[0])["outlet"], bool(found[1]))
    folded = rows.fold_report(db, key)
    marks = {row[0]: (row[1], row[2]) for row in db.rows("SELECT claim_id, key, mark FROM claims WHERE report = ?", (key,))}
    machine = {row[1]: row[0] for row in db.rows("SELECT key, claim_id FROM machine_claims WHERE report = ?", (key,))}
    wanted = {
        claim_id: index.row_of(one.claim, one.judged, home, changed=one.changed) for claim_id, one in folded.claims.items()
    }
    mark = index.COLUMNS.index("mark")
    same = {name for name, row in wanted.items() if name in marks and marks[name][1] == row[mark]}
    gone = [marks[claim_id][0] for claim_id in sorted(set(marks) - same)]
    last = db.value("SELECT coalesce(max(key), 0) FROM claims")
    last = max([last, *machine.values()])
    new = []
    for claim_id, row in wanted.items():
        if claim_id not in same:
            last += claim_id not in machine
            new.append(index.Filed(machine.get(claim_id, last), folded.claims[claim_id].claim, row))
    index.refile(db, gone, new, home.outlet)
    return folded


REFILE: Final = "refile"
"""Mark in `meta` that claims are filed as an older version filed them."""


def refile_pending(db: Database) -> bool:
    """File every claim anew where a migration asked for it; whether it did. One transaction: seconds for each 100,000 claims."""
    if not db.value("SELECT 1 FROM meta WHERE name = ?", (REFILE,)):
        return False
    with db.transaction():
        db.run("UPDATE claims SET mark = x''")
        for (key,) in db.rows("SELECT key FROM reports ORDER BY key"):
            reindex(db, key)
        db.run("DELETE FROM meta WHERE name = ?", (REFILE,))
    return True


def kept_text(report: Report) -> str:
    """The text with what was set aside blanked, code point by code point."""
    text = report.text
    for gone in sorted(report.dropped, key=lambda dropped: dropped.start, reverse=True):
        text = text[: gone.start] + " " * (gone.end - gone.start) + text[gone.end :]
    return text


def _unique(report: Report, claims: Sequence[Claim]) -> list[Claim | Issue]:
    """The claims, a second one of the same id made an Issue."""
    seen: set[str] = set()
    out: list[Claim | Issue] = []
    for claim in claims:
        if claim.claim_id in seen:
            out.append(Issue("ledger", "duplicate_claim", report.doc_id, f"claim {claim.claim_id} was read twice; the first is kept"))
        else:
            out.append(claim)
        seen.add(claim.claim_id)
    return out


def _claim_problem(report: Report, claim: Claim) -> None:
    check_claim(report, claim)


def _item_problem(report: Report, item: Item) -> None:
    check_item(report, item)


def _sift(
    report: Report, records: Sequence[T | Issue], check: Callable[[Report, T], None], *, strict: bool,
) -> tuple[list[T], list[Issue]]:
    """The records that hold, and an Issue for each that does not."""
    kept: list[T] = []
    refused: list[Issue] = []
    for record in records:
        if isinstance(record, Issue):
            refused.append(record)
            continue
        try:
            check(report, record)
        except GroundingError as error:
            if strict:
                raise
            refused.append(Issue("ledger", "not_grounded", report.doc_id, str(error)))
        else:
            kept.append(record)
    return kept, refused


def _redacted_issue(report: Report) -> Issue:
    message = "words of this input were redacted from the ledger; it is not read again (give a redacted copy to read it)"
    return Issue("ledger", "redacted", report.doc_id, message)
