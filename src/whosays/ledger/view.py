"""The reading side: every list in one stated order, whatever the order of writing."""

import base64
import dataclasses
import json
from collections.abc import Iterator, Sequence
from typing import Any, Final

from whosays.errors import LedgerError, NotFoundError
from whosays.ledger import history, rows
from whosays.ledger.codec import decode, fold, pack, unpack, unsqueeze
from whosays.ledger.database import Database
from whosays.ledger.effective import ON_CLAIMS, Anchor
from whosays.ledger.index import LINKED
from whosays.ledger.query import ORDERS, where
from whosays.ledger.records import (
    ClaimFilter,
    ClaimRow,
    FacetName,
    HistoryRow,
    Info,
    JudgedRecord,
    Order,
    Page,
    ReportRow,
    Seen,
    Status,
    StoredReport,
)
from whosays.model.claim import Claim
from whosays.model.entity import Alias, Entity, EntityRelation, Item
from whosays.model.incident import Incident
from whosays.model.issue import Issue
from whosays.model.judgement import Judgement, JudgementKind
from whosays.model.report import Report

PAGE: Final = 1000
"""Claims fetched at a time when all are wanted: bounded memory, and no read transaction held while the caller works."""

CLAIM_COLUMNS: Final = "coalesce(c.payload, m.payload), c.judged, c.doc_id, c.live"
"""What a `ClaimRow` is made of, as SQL over `claims c` and `machine_claims m`."""
_EVERYTHING: Final = ClaimFilter()


class View:
    """Queries over one connection."""

    def __init__(self, db: Database) -> None:
        self.db = db

    # reports

    def seen(self, doc_id: str, sha256: str, reader: str | None = None) -> Seen:
        """Whether these bytes under this name are in the ledger, and by that reader."""
        if self.db.value("SELECT 1 FROM redacted WHERE sha256 = ?", (sha256,)):
            return "redacted"
        found = self.db.row(
            "SELECT live, reader FROM reports WHERE doc_id = ? AND sha256 = ? ORDER BY live DESC, report_id", (pack(doc_id), sha256),
        )
        if found is None or (reader is not None and found[1] != reader):
            return "new"
        return "stored" if found[0] else "superseded"

    def reports(self, *, superseded: bool = False) -> Iterator[ReportRow]:
        """All reports by (doc_id, report_id)."""
        sql = """SELECT r.report_id, r.doc_id, r.sha256, r.live, r.state, r.payload,
                   (SELECT count(*) FROM claims c WHERE c.report = r.key AND c.judged <> 'rejected')
                 FROM reports r WHERE r.live >= ? ORDER BY r.doc_id, r.report_id"""
        for report_id, doc_id, sha, live, state, payload, claims in self.db.each(sql, (int(not superseded),)):
            report = decode(payload, Report)
            yield ReportRow(
                report_id, unpack(doc_id), sha, _status(live), report.title, report.outlet, report.published.value, report.language,
                rows.load_state(state), claims,
            )

    def report(self, wanted: str) -> StoredReport:
        """One report by id, unique prefix or doc_id (newest version)."""
        with self.db.snapshot():
            key = self.report_key(wanted)
            found = self.db.row("SELECT live, state, redacted FROM reports WHERE key = ?", (key,))
            assert found is not None
            return StoredReport(
                rows.load_report(self.db, key), _status(found[0]), rows.load_state(found[1]),
                items=tuple(sorted(self._records("items", key, Item), key=_item_order)),
                issues=tuple(sorted(self._records("issues", key, Issue), key=_issue_order)),
                redacted=bool(found[2]),
            )

    def _records(self, table: str, key: int, kind: type[Any]) -> list[Any]:
        return [decode(row[0], kind) for row in self.db.rows(f"SELECT payload FROM {table} WHERE report = ?", (key,))]  # noqa: S608

    def report_key(self, wanted: str) -> int:
        """The key of a report by id, unique prefix or doc_id.

        Raises:
            NotFoundError, AmbiguousIdError: as named.
        """
        found: int | None = self.db.value("SELECT key FROM reports WHERE doc_id = ? ORDER BY live DESC, report_id", (pack(wanted),))
        if found is None:
            name = rows.find_id(self.db, "report", wanted, (("reports", "report_id"),))
            found = self.db.value("SELECT key FROM reports WHERE report_id = ?", (name,))
        assert found is not None
        return found

    def original(self, sha256: str) -> bytes | None:
        """The original bytes, or null when redacted or never kept."""
        data = self.db.value("SELECT data FROM originals WHERE sha256 = ?", (sha256,))
        return unsqueeze(data) if data is not None else None

    # claims

    def claims(
        self, wanted: ClaimFilter | None = None, *, order: Order = "document", limit: int | None = None, cursor: str | None = None,
    ) -> Page:
        """Claims in order; see `Store.claims`."""
        columns = ORDERS[order]
        found = where(wanted or _EVERYTHING)
        if cursor is not None:
            found.add(f"({', '.join(columns)}) > ({', '.join('?' * len(columns))})", *_read_cursor(cursor, order))
        keys = ", ".join(columns)
        sorted_by = ", ".join(f"{column} AS k{n}" for n, column in enumerate(columns))
        names = ", ".join(f"s.k{n}" for n in range(len(columns)))
        # The keys are sorted first and the records fetched after, so that the sorter carries no payloads.
        sql = f"""SELECT {CLAIM_COLUMNS}, {names}
                  FROM (SELECT c.key, {sorted_by} FROM claims c WHERE {found.sql} ORDER BY {keys} LIMIT ?) s
                  CROSS JOIN claims c ON c.key = s.key LEFT JOIN machine_claims m ON m.key = c.key ORDER BY {names}"""  # noqa: S608
        got = self.db.rows(sql, (*found.values, -1 if limit is None else limit + 1))
        more = limit is not None and len(got) > limit
        got = got[:limit] if limit is not None else got
        after = _write_cursor(order, got[-1][4:]) if more and got else None
        return Page(tuple(claim_row(row) for row in got), after)

    def each_claim(self, wanted: ClaimFilter | None = None, *, order: Order = "document") -> Iterator[ClaimRow]:
        """As `claims`, one by one in bounded memory."""
        cursor = None
        while True:
            page = self.claims(wanted, order=order, limit=PAGE, cursor=cursor)
            yield from page.rows
            cursor = page.cursor
            if cursor is None:
                return

    def count(self, wanted: ClaimFilter | None = None) -> int:
        """How many claims the filter finds."""
        found = where(wanted or _EVERYTHING)
        number: int = self.db.value(f"SELECT count(*) FROM claims c WHERE {found.sql}", found.values)  # noqa: S608
        return number

    def claim(self, wanted: str) -> ClaimRow:
        """One claim by id or unique prefix."""
        claim_id = rows.find_id(self.db, "claim", wanted, (("claims", "claim_id"),))
        sql = f"SELECT {CLAIM_COLUMNS} FROM claims c LEFT JOIN machine_claims m ON m.key = c.key WHERE c.claim_id = ?"  # noqa: S608
        found = self.db.row(sql, (claim_id,))
        if found is None:
            raise NotFoundError(f"no claim has the id {wanted!r}")
        return claim_row(found)

    def machine_claim(self, claim_id: str) -> Claim | None:
        """What the machine read, whatever people judged."""
        payload = self.db.value("SELECT payload FROM machine_claims WHERE claim_id = ?", (claim_id,))
        return decode(payload, Claim) if payload is not None else None

    def facets(
        self, by: Sequence[FacetName] = ("type", "country", "source", "month"), wanted: ClaimFilter | None = None, *, limit: int = 50,
    ) -> dict[str, tuple[tuple[str, int], ...]]:
        """Counts of claims by value, most first, then by value."""
        with self.db.snapshot():
            return {name: self._facet(name, wanted, limit) for name in by}

    def _facet(self, name: FacetName, wanted: ClaimFilter | None, limit: int) -> tuple[tuple[str, int], ...]:
        if wanted is None or wanted == _EVERYTHING:
            sql = "SELECT value, n FROM terms WHERE kind = ? AND n > 0 ORDER BY n DESC, value LIMIT ?"
            return tuple((unpack(value), n) for value, n in self.db.rows(sql, (name, limit)))
        found = where(wanted)
        if name in _COLUMN_FACETS:
            sql = f"""SELECT {_COLUMN_FACETS[name]} AS value, count(*) AS n FROM claims c WHERE {found.sql}
                      GROUP BY value HAVING value IS NOT NULL ORDER BY n DESC, value LIMIT ?"""  # noqa: S608
            return tuple((value, n) for value, n in self.db.rows(sql, (*found.values, limit)))
        if name == "group":
            return self._group_facet(wanted, limit)
        sql = f"""SELECT t.value, f.n FROM (
                    SELECT l.term AS term, count(*) AS n FROM claims c CROSS JOIN claim_terms l ON l.claim = c.key AND l.kind = ?
                    WHERE {found.sql} GROUP BY l.term) f JOIN terms t ON t.key = f.term
                  ORDER BY f.n DESC, t.value LIMIT ?"""  # noqa: S608
        return tuple((unpack(value), n) for value, n in self.db.rows(sql, (LINKED[name], *found.values, limit)))

    def _group_facet(self, wanted: ClaimFilter, limit: int) -> tuple[tuple[str, int], ...]:
        from whosays.model.types import GROUP_OF

        groups: dict[str, int] = {}
        for kind, n in self._facet("type", wanted, -1):
            group = GROUP_OF.get(kind, "")
            groups[group] = groups.get(group, 0) + n
        ordered = sorted(groups.items(), key=lambda item: (-item[1], item[0]))
        return tuple(ordered[:limit] if limit >= 0 else ordered)

    # incidents, entities, items, issues

    def incidents(self, *, claim_id: str | None = None) -> Iterator[Incident]:
        """Incidents by id, with a person's assessment; with `claim_id`, those that hold it."""
        assessed = self._assessments()
        sql = "SELECT incident_id, payload FROM incidents ORDER BY incident_id"
        values: tuple[Any, ...] = ()
        if claim_id is not None:
            sql = """SELECT incident_id, payload FROM incidents
                     WHERE incident_id IN (SELECT incident_id FROM incident_claims WHERE claim_id = ?) ORDER BY incident_id"""
            values = (claim_id,)
        for incident_id, payload in self.db.each(sql, values):
            yield _assessed(decode(payload, Incident), assessed.get(incident_id))

    def incident(self, wanted: str) -> Incident:
        """One incident by id, retired id or unique prefix."""
        name = rows.find_id(self.db, "incident", wanted, (("incidents", "incident_id"), ("redirects", "incident_id")))
        payload = self.db.value("SELECT payload FROM incidents WHERE incident_id = ?", (self.follow(name),))
        if payload is None:
            raise NotFoundError(f"incident {name} was retired and none took its place")
        incident = decode(payload, Incident)
        return _assessed(incident, self._assessments().get(incident.incident_id))

    def follow(self, incident_id: str) -> str:
        """Where a retired id leads; the id itself when it is in use or leads nowhere."""
        passed = {incident_id}
        while not self.db.value("SELECT 1 FROM incidents WHERE incident_id = ?", (incident_id,)):
            target = self.db.value("SELECT target FROM redirects WHERE incident_id = ?", (incident_id,))
            if target is None or target in passed:
                return incident_id
            passed.add(target)
            incident_id = target
        return incident_id

    def _assessments(self) -> dict[str, str]:
        """The last standing assessment of each incident, by the id that it has now."""
        found = {}
        for one in self.judgements("assess"):
            found[self.follow(one.judgement.on)] = str(one.judgement.after)
        return found

    def entities(self, name: str | None = None) -> Iterator[Entity]:
        """Entities by id, what all live reports say of each merged."""
        sql = """SELECT e.entity_id, e.payload FROM report_entities e JOIN reports r ON r.key = e.report
                 WHERE r.live = 1 AND (? IS NULL OR e.entity_id IN (SELECT entity_id FROM entity_names WHERE folded = ?))
                 ORDER BY e.entity_id, r.doc_id, r.report_id"""
        folded = fold(name) if name is not None else None
        group: list[Entity] = []
        for entity_id, payload in self.db.each(sql, (folded, folded)):
            if group and group[0].entity_id != entity_id:
                yield merged(group)
                group = []
            group.append(decode(payload, Entity))
        if group:
            yield merged(group)

    def entity(self, wanted: str, *, most: int | None = None) -> Entity:
        """One entity by id or unique prefix; with `most`, from what so many reports say of it at most."""
        name = rows.find_id(self.db, "entity", wanted, (("report_entities", "entity_id"),))
        among = "report_entities" if most is None else "(SELECT * FROM report_entities WHERE entity_id = ?1 ORDER BY report LIMIT ?2)"
        sql = f"""SELECT e.payload FROM {among} e JOIN reports r ON r.key = e.report WHERE e.entity_id = ?1
                  ORDER BY r.live DESC, r.doc_id, r.report_id"""  # noqa: S608
        return merged([decode(row[0], Entity) for row in self.db.rows(sql, (name,) if most is None else (name, most))])

    def items(self, report_id: str | None = None) -> Iterator[Item]:
        """Footage and papers of live reports by (doc_id, start, item_id)."""
        sql = """SELECT r.key FROM reports r WHERE (? IS NULL AND r.live = 1) OR r.report_id = ? ORDER BY r.doc_id, r.report_id"""
        for (key,) in self.db.rows(sql, (report_id, report_id)):
            yield from sorted(self._records("items", key, Item), key=_item_order)

    def issues(self, report_id: str | None = None) -> Iterator[Issue]:
        """Issues by (source, stage, code, message)."""
        sql = """SELECT payload FROM issues WHERE ? IS NULL
                 OR report = (SELECT key FROM reports WHERE report_id = ?)"""
        yield from sorted((decode(row[0], Issue) for row in self.db.rows(sql, (report_id, report_id))), key=_issue_order)

    # judgements and history

    def judgements(self, *kinds: JudgementKind, on: str | None = None, withdrawn: bool = False) -> tuple[JudgedRecord, ...]:
        """Judgements in the order in which they were made, with the claim each hangs on."""
        marks = ", ".join("?" * len(kinds)) or "NULL"
        sql = f"""SELECT j.seq, h.at, j.payload, j.report_id FROM judgements j JOIN history h ON h.seq = j.seq
                  WHERE (? = 0 OR j.kind IN ({marks})) AND (? IS NULL OR j.on_id = ?) ORDER BY j.seq"""  # noqa: S608
        with self.db.snapshot():
            found = self.db.rows(sql, (len(kinds), *kinds, on, on))
            gone = rows.withdrawn_ids(self.db)
            folds = {report_id: self._fold(report_id) for report_id in sorted({row[3] for row in found if row[3]})}
        out = []
        for seq, at, payload, report_id in found:
            judgement = decode(payload, Judgement)
            name = judgement.judgement_id
            if name in gone and not withdrawn:
                continue
            hangs, orphans = folds.get(report_id, ({}, {}))
            lost = orphans.get(name, "")
            if judgement.kind in ON_CLAIMS and name not in gone and name not in hangs and not lost:
                lost = "its report is not in the ledger"
            out.append(JudgedRecord(judgement, seq, at, name in gone, hangs.get(name), lost))
        return tuple(out)

    def _fold(self, report_id: str) -> tuple[Any, Any]:
        key = self.db.value("SELECT key FROM reports WHERE report_id = ?", (report_id,))
        if key is None:
            return {}, {}
        folded = rows.fold_report(self.db, key)
        return folded.hangs, folded.orphans

    def history(self, *, after: int = 0, limit: int | None = None) -> Iterator[HistoryRow]:
        """Writes in order, from row `after` + 1."""
        yield from history.rows(self.db, after, limit)

    def info(self) -> Info:
        """Counts and the head of the history."""
        with self.db.snapshot():
            number = self.db.value
            length, head = history.head(self.db)
            judged = self.db.rows("SELECT judged, count(*) FROM claims WHERE live = 1 GROUP BY judged ORDER BY judged")
            return Info(
                path=str(self.db.path),
                version=number("PRAGMA user_version"),
                bytes=number("PRAGMA page_count") * number("PRAGMA page_size"),
                reports=number("SELECT count(*) FROM reports WHERE live = 1"),
                superseded=number("SELECT count(*) FROM reports WHERE live = 0"),
                claims=dict(judged),
                incidents=number("SELECT count(*) FROM incidents"),
                entities=number("SELECT count(DISTINCT entity_id) FROM report_entities"),
                judgements=number("SELECT count(*) FROM judgements"),
                issues=number("SELECT count(*) FROM issues"),
                history=length,
                head=head.hex(),
            )

    def anchor_of(self, judgement_id: str) -> Anchor:
        """The anchor stored with a judgement."""
        return decode(self.db.value("SELECT anchor FROM judgements WHERE judgement_id = ?", (judgement_id,)), Anchor)


_COLUMN_FACETS: Final = {
    "type": "c.type", "factuality": "c.factuality", "modality": "c.modality", "judged": "c.judged", "month": "substr(c.earliest, 1, 7)",
}


def merged(group: Sequence[Entity]) -> Entity:
    """What several reports say of one entity, as one: name and kind of the first, every alias and relation once, sorted."""
    first = group[0]
    aliases = {alias for one in group for alias in one.aliases}
    relations = {relation for one in group for relation in one.relations}
    lexicon = next((one.lexicon for one in group if one.lexicon), None)
    return dataclasses.replace(
        first, aliases=tuple(sorted(aliases, key=_alias_order)), relations=tuple(sorted(relations, key=_relation_order)), lexicon=lexicon,
    )


def _alias_order(alias: Alias) -> tuple[str, str]:
    return alias.text, alias.origin


def _relation_order(one: EntityRelation) -> tuple[str, ...]:
    return one.kind, one.entity_id, one.earliest or "", one.latest or "", one.claim_id or ""


def _item_order(item: Item) -> tuple[int, str]:
    return item.quote.start, item.item_id


def _issue_order(issue: Issue) -> tuple[Any, ...]:
    return issue.source, issue.stage, issue.code, issue.message, (issue.span.start, issue.span.end) if issue.span else (-1, -1)


def _assessed(incident: Incident, words: str | None) -> Incident:
    return dataclasses.replace(incident, assessment=words) if words is not None else incident


def _status(live: int) -> Status:
    return "live" if live else "superseded"


def claim_row(row: Sequence[Any]) -> ClaimRow:
    """A row of `CLAIM_COLUMNS` as a record."""
    return ClaimRow(decode(row[0], Claim), row[1], unpack(row[2]), _status(row[3]))


def _write_cursor(order: Order, values: Sequence[Any]) -> str:
    plain = [value.hex() if isinstance(value, bytes) else value for value in values]
    return base64.urlsafe_b64encode(json.dumps([order, *plain]).encode()).decode()


def _read_cursor(cursor: str, order: Order) -> list[Any]:
    """The sort values that a cursor holds.

    Raises:
        LedgerError: not a cursor of this order.
    """
    try:
        made_for, *values = json.loads(base64.urlsafe_b64decode(cursor))
    except ValueError as error:
        raise LedgerError("this cursor did not come from a page of claims") from error
    if made_for != order or len(values) != len(ORDERS[order]):
        raise LedgerError("this cursor belongs to another order of claims")
    try:
        plain: list[Any] = [*values[:-3], bytes.fromhex(values[-3]), *values[-2:]]
    except (TypeError, ValueError) as error:
        raise LedgerError("this cursor did not come from a page of claims") from error
    return plain
