import dataclasses

import apsw
import pytest

from tests.ledger.making import (
    TEXT,
    make_claim,
    make_report,
    role_of,
    sample_claims,
    sample_entities,
    store_sample,
    words,
)
from whosays.errors import LedgerBusyError, NotFoundError
from whosays.ledger.ledger import Ledger
from whosays.ledger.records import ClaimFilter
from whosays.model import ids
from whosays.model.entity import Alias, Entity
from whosays.model.incident import Facet, FacetValue, Incident, Origins
from whosays.model.issue import Issue
from whosays.settings import Settings


def bytes_on_disk(ledger) -> bytes:
    path = ledger.db.path
    return b"".join(file.read_bytes() for file in sorted(path.parent.iterdir()) if file.name.startswith(path.name))


def indexed_words(ledger) -> set[str]:
    con = ledger.db._con
    found = set()
    for table in ("report_words", "report_grams", "claim_words", "claim_grams"):
        con.execute(f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.v_{table} USING fts5vocab(main, {table}, row)")
        found |= {row[0] for row in con.execute(f"SELECT term FROM temp.v_{table}")}
    return found


def person_everywhere(ledger):
    """A person's name in every kind of place."""
    report = make_report(title="Brandt denies", author="Edda Brandt", url="https://x.example/edda-brandt-denies")
    claims = sample_claims(report)
    claims[1] = dataclasses.replace(claims[1], reasons=("source Colonel Edda Brandt by title",))
    she = make_claim(
        report, words(report.text, "shelled"), "attack", roles=(role_of(words(report.text, "rebels"), "actor", "Edda Brandt"),),
        reasons=("rebels led by Edda Brandt",),
    )
    name = Alias("Brandt", report.report_id)
    brandt = Entity(ids.entity_id("world", "Edda Brandt"), "Edda Brandt", "person", (name, Alias("the colonel", report.report_id)))
    incident = Incident(
        claims[0].claim_id, "attack", (claims[0].claim_id,), "reported", Origins(1, 1), sources=("EDDA BRANDT",),
        facets=(Facet("who", (FacetValue("Edda Brandt", ("Harbour Daily > Edda Brandt",), (claims[0].claim_id,)),), Origins(1, 1)),),
        reasons=("Edda Brandt's denial names the town",),
    )
    with ledger.writing() as writer:
        writer.store_original(report.text.encode())
        issue = Issue("reading", "odd", report.doc_id, "who is Edda Brandt?")
        writer.store_reading(report, [*claims, she], entities=[*sample_entities(report), brandt], issues=[issue])
        writer.store_issues([Issue("intake", "odd", "z/edda_brandt.txt", "no text")])
        writer.replace_incidents([incident])
    with ledger.writing(by="Ana") as writer:
        writer.judge("accept", claims[1].claim_id, reason="Edda Brandt called me")
        writer.judge("edit", claims[0].claim_id, field="roles.0.name", after="Edda Brandt")
        writer.judge("assess", incident.incident_id, after="Edda Brandt lies")
        writer.note_settings({"note": "for Edda Brandt"})
    return report, claims


def test_a_person_leaves_no_trace_and_the_chain_holds(ledger):
    report, _ = person_everywhere(ledger)
    head = ledger.info().head
    assert b"Brandt" in bytes_on_disk(ledger)
    with ledger.writing(by="Ana") as writer:
        done = writer.redact(person="Edda Brandt", reason="Edda Brandt asked for it")
    assert done.reports == (report.report_id,)
    raw = bytes_on_disk(ledger)
    for word in (b"Brandt", b"brandt", b"BRANDT", ids.entity_id("world", "Edda Brandt").encode()):
        assert word not in raw, word
    assert not {word for word in indexed_words(ledger) if "brandt" in word}
    assert ledger.verify().ok
    assert ledger.verify(head).ok
    last = list(ledger.history())[-1]
    assert (last.kind, last.by, last.note["target"]) == ("redaction", "Ana", "person")
    assert last.remark.endswith("asked for it")


def test_what_is_left_still_stands_on_its_words(ledger):
    report, claims = person_everywhere(ledger)
    with ledger.writing(by="Ana") as writer:
        writer.redact(person="Edda Brandt", reason="asked")
    kept = ledger.report(report.report_id)
    assert len(kept.report.text) == len(report.text)
    assert kept.redacted
    assert kept.report.text.splitlines()[1] == report.text.splitlines()[1]
    assert kept.report.url is None or "brandt" not in kept.report.url
    denial = ledger.claim(claims[1].claim_id).claim
    source = denial.attribution[0].source
    assert kept.report.text[source.start:source.end] == source.text == 19 * "█"
    assert ledger.claim(claims[0].claim_id).claim.attribution == claims[0].attribution
    assert ledger.original(report.sha256) is None
    assert ledger.count() == 3
    assert ledger.search("Brandt") == ()
    assert ledger.search("ministry")


def test_a_span_goes_with_all_that_was_read_in_it(ledger):
    report, claims = store_sample(ledger)
    at = words(report.text, "Tarvos")
    with ledger.writing(by="Ana") as writer:
        writer.redact(report_id=report.report_id, span=(at.start, at.end), reason="a shelter in Tarvos")
    assert b"Tarvos" not in bytes_on_disk(ledger)
    assert b"tarvos" not in bytes_on_disk(ledger)
    claim = ledger.claim(claims[0].claim_id).claim
    assert claim.places == ()
    assert claim.roles == claims[0].roles
    assert ledger.count(ClaimFilter(box=(-90, -180, 90, 180))) == 0
    assert ledger.db.value("SELECT count(*) FROM place_boxes") == 0
    assert ledger.facets(["place"])["place"] == ()
    assert ledger.verify().ok


def test_a_span_with_the_trigger_takes_the_claim_along(ledger):
    report, claims = store_sample(ledger)
    at = words(report.text, "denied that her men had attacked")
    with ledger.writing(by="Ana") as writer:
        writer.redact(report_id="a.txt", span=(at.start, at.end), reason="wrong")
    assert [row.claim.claim_id for row in ledger.claims().rows] == [claims[0].claim_id]
    assert ledger.verify().ok


def test_a_whole_report_goes_in_all_its_versions(ledger):
    old, _ = store_sample(ledger)
    new = make_report(text=TEXT.replace("four", "nine"))
    with ledger.writing() as writer:
        writer.store_reading(new, [make_claim(new, words(new.text, "shelled"))])
    with ledger.writing(by="Ana") as writer:
        writer.judge("reject", ledger.claims().rows[0].claim.claim_id, reason="no shelling of Tarvos")
        writer.judge("add", new.report_id, after=make_claim(new, words(new.text, "killing"), "killing"))
        done = writer.redact(report_id=new.report_id, reason="court order")
    assert set(done.reports) == {old.report_id, new.report_id}
    raw = bytes_on_disk(ledger)
    for word in (b"Tarvos", b"shelled", b"ministry", b"Brandt", b"killing at"):
        assert word not in raw, word
    assert ledger.count(ClaimFilter(superseded=True)) == 0
    assert set(ledger.report(new.report_id).report.text) == {"█", "\n"}
    assert ledger.verify().ok
    assert all(one.orphan for one in ledger.judgements("reject", "add"))


def test_the_same_bytes_do_not_bring_it_back(ledger):
    report, claims = store_sample(ledger)
    with ledger.writing(by="Ana") as writer:
        writer.redact(person="Edda Brandt", reason="asked")
    before = ledger.claims().rows
    with ledger.writing() as writer:
        assert writer.store_original(report.text.encode()) is None
        outcome = writer.store_reading(report, claims)
        other = writer.store_reading(make_report("copy.txt"), [])
    assert (outcome.kind, other.kind) == ("redacted", "redacted")
    assert [issue.code for issue in outcome.refused] == ["redacted"]
    assert ledger.seen("a.txt", report.sha256) == "redacted"
    assert ledger.claims().rows == before
    assert b"Brandt" not in bytes_on_disk(ledger)


def test_the_redacted_text_can_be_read_again(ledger):
    report, _ = store_sample(ledger)
    with ledger.writing(by="Ana") as writer:
        writer.redact(person="Edda Brandt", reason="asked")
    left = ledger.report(report.report_id).report
    with ledger.writing() as writer:
        assert writer.store_reading(left, [make_claim(left, words(left.text, "shelled"))]).kind == "replaced"
    assert ledger.verify().ok


def test_other_reports_are_left_alone(ledger):
    store_sample(ledger, "a.txt")
    other = make_report("b.txt", "Rebels left Tarvos.")
    claim = make_claim(other, words(other.text, "left"), "withdrawal")
    with ledger.writing() as writer:
        writer.store_original(other.text.encode())
        writer.store_reading(other, [claim])
    with ledger.writing(by="Ana") as writer:
        writer.redact(person="Edda Brandt", reason="asked")
    assert ledger.report("b.txt").report == other
    assert ledger.original(other.sha256) == other.text.encode()
    assert ledger.claim(claim.claim_id).claim == claim


def test_a_name_is_found_however_it_is_written(ledger):
    text = "EDDA  BRANDT, E\u0301dda Brandt and Edda\nBrandt met Brandtson."
    report = make_report("n", text)
    with ledger.writing() as writer:
        writer.store_reading(report, [])
    with ledger.writing(by="Ana") as writer:
        writer.redact(person="edda brandt", reason="asked")
    left = ledger.report("n").report.text
    assert "randt," not in left
    assert left.casefold().count("brandt") == 1
    assert left.endswith("met Brandtson.")
    assert left.count("\n") == 1


def test_a_name_only_in_the_original_is_found(ledger):
    raw = '<meta name="author" content="Edda Brandt"><p>Rebels left.'.encode("utf-16")
    with ledger.writing() as writer:
        sha = writer.store_original(raw)
        writer.store_reading(make_report("h.html", "Rebels left.", sha256=sha), [])
    with ledger.writing(by="Ana") as writer:
        assert writer.redact(person="Edda Brandt", reason="asked").originals == 1
    assert ledger.original(sha) is None
    assert ledger.verify().ok


def test_a_name_that_stands_nowhere(ledger):
    store_sample(ledger)
    head = ledger.info().head
    with ledger.writing(by="Ana") as writer:
        for unknown in ("Nobody Here", "...", ""):
            with pytest.raises(NotFoundError):
                writer.redact(person=unknown, reason="asked")
    assert ledger.info().head == head


def test_a_reader_that_holds_the_file_delays_the_wiping_and_the_next_writer_does_it(tmp_path):
    path = tmp_path / "t.ledger"
    settings = Settings(busy_timeout_s=0.1)
    ledger = Ledger.open(path, settings, "create")
    store_sample(ledger)
    reader = apsw.Connection(str(path))
    reader.execute("BEGIN").execute("SELECT count(*) FROM reports").fetchall()
    with ledger.writing(by="Ana") as writer, pytest.raises(LedgerBusyError):
        writer.redact(person="Edda Brandt", reason="asked")
    assert ledger.search("Brandt") == ()
    reader.close()
    ledger.close()
    with Ledger.open(path, settings, "write") as again:
        assert b"Brandt" not in bytes_on_disk(again)
        assert again.verify().ok


def test_salts_cannot_vanish_without_a_redaction(ledger):
    store_sample(ledger)
    con = ledger.db._con
    with pytest.raises(apsw.ConstraintError):
        con.execute("UPDATE entries SET salt = NULL")
    con.execute("UPDATE entries SET salt = NULL, destroyed_by = 2 WHERE seq = 1")
    found = ledger.verify()
    assert not found.ok


def test_what_the_joining_remembered_is_forgotten(ledger):
    report, _ = store_sample(ledger)
    with ledger.writing() as writer:
        index, _ = writer.joining()
        index.begin("1")
        index.put_report(1, report.report_id, None, (), {2, 4})
        writer.redact(report_id=report.report_id, reason="asked")
        assert index.version() is None
        assert index.marks(1) == set()
