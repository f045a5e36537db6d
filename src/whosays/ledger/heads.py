"""Reports without their text, as lists show them."""

import base64
import dataclasses
import json
from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal

from whosays.errors import LedgerError
from whosays.ledger import rows
from whosays.ledger.codec import decode, pack
from whosays.ledger.database import Database
from whosays.ledger.query import found_in, sought
from whosays.ledger.records import ReportHead
from whosays.model.report import Report

ReportOrder = Literal["name", "date"]

_COLUMNS: Final = """r.report_id, r.payload, r.live, r.state, r.redacted,
    (SELECT count(*) FROM claims c WHERE c.report = r.key AND c.judged <> 'rejected'), (SELECT count(*) FROM issues i WHERE i.report = r.key)"""
_FIELD: Final = "coalesce(json_extract(CAST(r.payload AS TEXT), '$.{}'), '')"
_DATE: Final = "coalesce(json_extract(CAST(r.payload AS TEXT), '$.published.value'), '~')"


def _head(row: Sequence[Any]) -> ReportHead:
    _, payload, live, state, redacted, claims, issues = row
    report = dataclasses.replace(decode(payload, Report), text="", paragraphs=())
    status: Literal["live", "superseded"] = "live" if live else "superseded"
    return ReportHead(report, status, rows.load_state(state), claims, issues, bool(redacted))


def heads(db: Database, report_ids: Sequence[str]) -> Mapping[str, ReportHead]:
    """The reports with these ids."""
    marks = ", ".join("?" * len(report_ids))
    sql = f"SELECT {_COLUMNS} FROM reports r WHERE r.report_id IN ({marks})"  # noqa: S608
    return {row[0]: _head(row) for row in db.rows(sql, tuple(report_ids))}


def versions_of(db: Database, doc_id: str) -> tuple[ReportHead, ...]:
    """All versions of a report, the one that stands first."""
    sql = f"SELECT {_COLUMNS} FROM reports r WHERE r.doc_id = ? ORDER BY r.live DESC, r.report_id"  # noqa: S608
    return tuple(_head(row) for row in db.rows(sql, (pack(doc_id),)))


@dataclasses.dataclass(frozen=True, slots=True)
class HeadFilter:
    """Which reports are listed; every field that is set must hold. `words` stand in the text."""

    words: str | None = None
    outlet: str | None = None
    language: str | None = None
    with_issues: bool = False
    superseded: bool = False


def find_heads(
    db: Database, wanted: HeadFilter, *, order: ReportOrder, limit: int, cursor: str | None,
) -> tuple[tuple[ReportHead, ...], int, str | None]:
    """Reports by name or by date of publication (undated last), how many there are, and the next cursor.

    Raises:
        LedgerError: no cursor of this order.
    """
    conditions, values = _conditions(wanted)
    where = " AND ".join(conditions)
    total: int = db.value(f"SELECT count(*) FROM reports r WHERE {where}", values)  # noqa: S608
    keys = ("r.doc_id", "r.report_id") if order == "name" else (_DATE, "r.doc_id", "r.report_id")
    if cursor is not None:
        conditions.append(f"({', '.join(keys)}) > ({', '.join('?' * len(keys))})")
        values = [*values, *_read(cursor, order, len(keys))]
    conditions[0] = "+r.live >= ?"  # no index on it: the one by name brings the rows in order
    sql = f"""SELECT {_COLUMNS}, {', '.join(keys)} FROM reports r WHERE {' AND '.join(conditions)}
              ORDER BY {', '.join(keys)} LIMIT ?"""  # noqa: S608
    found = db.rows(sql, (*values, limit + 1))
    more = len(found) > limit
    found = found[:limit]
    after = _write(order, found[-1][7:]) if more else None
    return tuple(_head(row[:7]) for row in found), total, after


def _conditions(wanted: HeadFilter) -> tuple[list[str], list[Any]]:
    conditions, values = ["r.live >= ?"], [int(not wanted.superseded)]
    more: list[Any] = list(values)
    for one in sought(wanted.words or ""):
        condition, found = found_in("report", one)
        conditions.append(f"r.key IN ({condition})")
        more.extend(found)
    for name in ("outlet", "language"):
        value = getattr(wanted, name)
        if value is not None:
            conditions.append(f"{_FIELD.format(name)} = ?")
            more.append(value)
    if wanted.with_issues:
        conditions.append("r.key IN (SELECT report FROM issues WHERE report IS NOT NULL)")
    return conditions, more


def _write(order: ReportOrder, values: Sequence[Any]) -> str:
    plain = [value.hex() if isinstance(value, bytes) else value for value in values]
    return base64.urlsafe_b64encode(json.dumps([f"reports {order}", *plain]).encode()).decode()


def _read(cursor: str, order: ReportOrder, number: int) -> list[Any]:
    try:
        values: list[Any]
        made_for, *values = json.loads(base64.urlsafe_b64decode(cursor))
        values[-2] = bytes.fromhex(values[-2])
    except (ValueError, TypeError, IndexError) as error:
        raise LedgerError("this cursor did not come from a page of reports") from error
    if made_for != f"reports {order}" or len(values) != number:
        raise LedgerError("this cursor belongs to another order of reports")
    return values
