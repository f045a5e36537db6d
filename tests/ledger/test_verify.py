"""Tampering behind the history's back is found and named."""

import apsw
import pytest

from tests.ledger.making import make_claim, make_report, store_sample, words
from whosays.model.incident import Incident, Origins
from whosays.model.issue import Issue

GUARDS = ("history_keeps", "history_stays", "history_grows", "entries_stay", "entries_keep")


def full(ledger):
    """Five kinds of writes; rows 1 original, 2 reading, 3 reading, 4 incidents, 5 issues, 6 and 7 judgements, 8 settings."""
    report, claims = store_sample(ledger)
    other = make_report("b.txt", "Rebels left Tarvos.")
    incident = Incident(claims[0].claim_id, "shelling", (claims[0].claim_id,), "reported", Origins(1, 1))
    with ledger.writing() as writer:
        writer.store_reading(other, [make_claim(other, words(other.text, "left"), "withdrawal")])
        writer.replace_incidents([incident])
        writer.store_issues([Issue("intake", "empty", "z", "z: empty")])
    with ledger.writing(by="Ana") as writer:
        writer.judge("accept", claims[0].claim_id, reason="seen")
        writer.judge("edit", claims[1].claim_id, field="type", after="bombing")
        writer.note_settings({"threads": 1})
    return report, claims


def tamper(ledger, *statements):
    """What a forger does who knows SQL: the guards away, the rows changed, the guards back."""
    con = ledger.db._con
    kept = [con.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (name,)).fetchone()[0] for name in GUARDS]
    for name in GUARDS:
        con.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        con.execute(statement)
    for sql in kept:
        con.execute(sql)


def test_a_whole_ledger_verifies(ledger):
    full(ledger)
    found = ledger.verify()
    assert (found.ok, found.length, found.first_broken, found.reason) == (True, 8, None, "")
    assert found.head == ledger.info().head == list(ledger.history())[-1].hash


CASES = [
    ("UPDATE machine_claims SET payload = CAST(replace(CAST(payload AS TEXT), 'CT-', 'CT+') AS BLOB)", 2, "claim", "a claim"),
    ("UPDATE machine_claims SET claim_id = 'ffff' WHERE claim_id = (SELECT min(claim_id) FROM machine_claims)", None, "", "a claim's id"),
    ("DELETE FROM machine_claims WHERE report = 1", 2, "reading", "claims dropped"),
    ("UPDATE claims SET factuality = 'UU' WHERE type = 'shelling'", 9, "filed otherwise", "a row for filters"),
    ("DELETE FROM claim_terms", 9, "filed otherwise", "names for filters"),
    ("DELETE FROM claims WHERE type = 'shelling'", 9, "not those", "a claim hidden"),
    ("UPDATE judgements SET payload = CAST(replace(CAST(payload AS TEXT), 'seen', 'ssen') AS BLOB)", 6, "judgement", "a judgement"),
    ("DELETE FROM judgements WHERE kind = 'accept'", 6, "judgement", "a judgement dropped"),
    ("INSERT INTO judgements SELECT 99, 'new', kind, on_id, report_id, anchor, payload FROM judgements LIMIT 1", 9, "judgement new", "slipped in"),
    ("UPDATE texts SET text = CAST(replace(CAST(text AS TEXT), 'four', 'nine') AS BLOB)", 2, "report", "a report's text"),
    ("UPDATE reports SET live = 0", 2, "report", "a report superseded"),
    ("UPDATE reports SET payload = CAST(replace(CAST(payload AS TEXT), 'Harbour', 'Hartour') AS BLOB)", 2, "report", "an outlet"),
    ("UPDATE originals SET data = x'789c030000000001'", 1, "original", "original bytes"),
    ("UPDATE originals SET data = x'00'", None, "original", "broken bytes"),
    ("UPDATE originals SET data = NULL, redacted = 1", 1, "original", "an original removed"),
    ("DELETE FROM originals", 1, "original", "an original dropped"),
    ("UPDATE incidents SET payload = CAST(replace(CAST(payload AS TEXT), 'reported', 'planned') AS BLOB)", 4, "incident", "an incident"),
    ("DELETE FROM incidents", 4, "incident", "an incident dropped"),
    ("DELETE FROM issues WHERE report IS NULL", 5, "issues", "issues dropped"),
    ("UPDATE remarks SET payload = x'00'", 8, "remark", "settings"),
    ("UPDATE history SET by = x'42' WHERE seq = 6", 6, "hash", "who did it"),
    ("UPDATE history SET at = '1999' WHERE seq = 3", 3, "hash", "when"),
    ("UPDATE history SET hash = zeroblob(32) WHERE seq = 3", 3, "hash", "a hash"),
    ("DELETE FROM history WHERE seq = 4", 4, "missing", "a row of history dropped"),
    ("DELETE FROM history WHERE seq = 1", 1, "missing", "the first row dropped"),
    ("DELETE FROM history WHERE seq > 6", 7, "cut off", "the tail cut"),
    ("DELETE FROM history WHERE seq > 6; DELETE FROM entries WHERE seq > 6", 7, "no row of the history", "the tail cut with its entries"),
    ("DELETE FROM history; DELETE FROM entries", 1, "no row of the history", "the whole history gone"),
    ("UPDATE history SET seq = -seq WHERE seq IN (5, 6); UPDATE history SET seq = 11 + seq WHERE seq < 0", 5, "", "two rows swapped"),
    ("UPDATE entries SET digest = zeroblob(32) WHERE seq = 2 AND n = 0", 2, "entries", "a digest"),
    ("UPDATE entries SET salt = NULL WHERE seq = 2 AND n = 0", 2, "salt", "a salt destroyed"),
    ("UPDATE entries SET salt = NULL, destroyed_by = 6 WHERE seq = 2", 6, "does not list", "a salt destroyed in another's name"),
    ("DELETE FROM entries WHERE seq = 7", 7, "entries", "entries dropped"),
]


@pytest.mark.parametrize(("statement", "seq", "words", "why"), CASES, ids=[case[3] for case in CASES])
def test_tampering_is_found_and_named(ledger, statement, seq, words, why):
    full(ledger)
    tamper(ledger, statement)
    found = ledger.verify()
    assert not found.ok, why
    assert words in found.reason
    if seq is not None:
        assert found.first_broken == seq, found.reason


def test_the_edited_claim_is_named(ledger):
    _, claims = full(ledger)
    tamper(
        ledger,
        f"""UPDATE machine_claims SET payload = CAST(replace(CAST(payload AS TEXT), '"CT-"', '"CT+"') AS BLOB)
            WHERE claim_id = '{claims[1].claim_id}'""",
    )
    assert claims[1].claim_id in ledger.verify().reason


def test_a_noted_head_finds_a_tail_cut_without_trace(ledger):
    full(ledger)
    noted = ledger.info().head
    tamper(ledger, "DELETE FROM remarks", "DELETE FROM history WHERE seq = 8", "DELETE FROM entries WHERE seq = 8")
    assert ledger.verify().ok  # nothing inside the file can tell
    found = ledger.verify(expect=noted)
    assert (found.ok, found.first_broken) == (False, 8)


def test_an_older_noted_head_still_holds(ledger):
    store_sample(ledger)
    noted = ledger.info().head
    full(ledger)
    assert ledger.verify(expect=noted).ok
    assert not ledger.verify(expect="ab" * 32).ok
    assert not ledger.verify(expect="é").ok


@pytest.mark.parametrize(
    "statement",
    ["UPDATE history SET by = x'00'", "DELETE FROM history", "DELETE FROM entries", "UPDATE entries SET digest = x'00'",
     "UPDATE entries SET salt = x'00'", "INSERT OR REPLACE INTO history SELECT 1, kind, at, by, note, root, prev, hash FROM history"],
)
def test_ordinary_sql_cannot_touch_the_history(ledger, statement):
    full(ledger)
    with pytest.raises(apsw.ConstraintError, match="append-only"):
        ledger.db._con.execute(statement)
    assert ledger.verify().ok


def test_equal_records_have_different_digests(ledger, tmp_path):
    """Digests are salted: the same words in two ledgers cannot be told by them."""
    from tests.ledger.conftest import STORES

    other = STORES["sqlite"](tmp_path / "u.ledger")
    store_sample(ledger)
    store_sample(other)
    sql = "SELECT digest FROM entries ORDER BY seq, n"
    assert not set(ledger.db.rows(sql)) & set(other.db.rows(sql))
    other.close()
