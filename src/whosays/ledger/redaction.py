"""Removing words for good: from text, originals, index, claims, judgements, incidents, issues, the salts of history, and the file."""

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

import msgspec

from whosays.errors import GroundingError, JudgementError, NotFoundError
from whosays.ledger import history, index, rows
from whosays.ledger.codec import decode, encode, fold, pack, unpack, unsqueeze
from whosays.ledger.database import Database
from whosays.ledger.effective import Anchor
from whosays.ledger.grounding import check_claim
from whosays.ledger.judging import JudgingWriter
from whosays.ledger.records import Redaction, RedactionTarget
from whosays.ledger.scrub import REMOVED, Scrub, block, pattern_of, without_reasons
from whosays.ledger.view import View
from whosays.ledger.writer import kept_text, put_entities, reindex
from whosays.model.claim import Claim, Role, Source
from whosays.model.entity import Entity, Item
from whosays.model.incident import Incident
from whosays.model.issue import Issue
from whosays.model.judgement import Judgement
from whosays.model.report import Report

T = TypeVar("T")
WIPE = "wipe_pending"
"""Name in table `meta`: words were removed, but the file may still hold them in old pages."""


@dataclass(slots=True)
class _Done:
    """What a redaction has touched so far."""

    subjects: set[str] = field(default_factory=set)
    reports: set[str] = field(default_factory=set)
    shas: set[str] = field(default_factory=set)
    claims: set[str] = field(default_factory=set)
    judgements: int = 0
    incidents: set[str] = field(default_factory=set)


class RedactingWriter(JudgingWriter):
    """Removes words beside storing readings and judgements."""

    def redact(
        self, *, report_id: str | None = None, person: str | None = None, span: tuple[int, int] | None = None, reason: str,
    ) -> Redaction:
        """Remove words for good; see `Writer.redact`."""
        if (report_id is None) == (person is None) or (span is not None and report_id is None):
            raise JudgementError("redact takes a report, a span of a report, or a person's name")
        with self.db.transaction():
            target: RedactionTarget = "person" if person is not None else "report" if span is None else "span"
            if person is not None:
                done, scrub = self._person(person)
            elif span is not None:
                done, scrub = self._span(report_id or "", span)
            else:
                done, scrub = self._whole(report_id or ""), Scrub()
            self._incidents(scrub if target == "person" else Scrub(), done)
            redaction = self._finish(target, scrub.string(reason), done)
        if not self.db.inside:  # within `together` the next writer to open the ledger wipes the file
            wipe(self.db)
        return redaction

    # the three targets

    def _person(self, person: str) -> tuple[_Done, Scrub]:
        forms, ids = self._forms(person)
        scrub = Scrub(pattern_of(forms), frozenset(ids))
        if scrub.pattern is None:
            raise NotFoundError("a person's name has at least one letter")
        done = _Done()
        for (key,) in self.db.rows("SELECT key FROM reports ORDER BY key"):
            report = rows.load_report(self.db, key)
            self._report_part(key, report, scrub.hits(report.text), scrub, done)
        self._other_records(scrub, done)
        self._originals_with(scrub, done)
        if not done.subjects:
            raise NotFoundError("that name stands nowhere in this ledger")
        return done, scrub

    def _forms(self, person: str) -> tuple[list[str], list[str]]:
        """The name, the aliases that share a word with it, and the ids of the persons who go by it."""
        forms, ids, words = [person], [], set(fold(person).split())
        for entity in View(self.db).entities(person):
            if entity.kind != "person":
                continue
            ids.append(entity.entity_id)
            names = (entity.name, *(alias.text for alias in entity.aliases))
            forms += [name for name in names if words & set(fold(name).split())]
        return forms, ids

    def _span(self, report_id: str, span: tuple[int, int]) -> tuple[_Done, Scrub]:
        view = View(self.db)
        chosen = rows.load_report(self.db, view.report_key(report_id))
        start, end = span
        if not 0 <= start < end <= len(chosen.text):
            raise GroundingError(f"span [{start}, {end}) does not lie in a text of {len(chosen.text)} code points")
        removed = chosen.text[start:end]
        scrub = Scrub(pattern_of([removed]))
        done = _Done()
        for key in self._versions(chosen):
            report = rows.load_report(self.db, key)
            same = report.text == chosen.text
            spans = [span] if same else scrub.hits(report.text)
            if spans:
                names = frozenset(self._names_in(key, spans, removed))
                self._report_part(key, report, spans, dataclasses.replace(scrub, names=names), done)
        return done, scrub

    def _names_in(self, key: int, spans: Iterable[tuple[int, int]], removed: str) -> Iterator[str]:
        """Folded names of sources and participants that stood in the removed words."""
        at = Scrub(spans=tuple(spans))
        inside = f" {fold(removed)} "
        for claim in rows.machine_claims(self.db, key).values():
            parts: list[Role | Source] = [*claim.roles, *(link.source for link in claim.attribution)]
            for part in parts:
                name = fold(part.name)
                if at.touches(part.start, part.end) and name and f" {name} " in inside:
                    yield name

    def _versions(self, report: Report) -> list[int]:
        """Every version of a report, and every report of the same bytes."""
        sql = "SELECT key FROM reports WHERE doc_id = ? OR sha256 = ? ORDER BY key"
        return [row[0] for row in self.db.rows(sql, (pack(report.doc_id), report.sha256))]

    def _whole(self, report_id: str) -> _Done:
        done = _Done()
        for key in self._versions(rows.load_report(self.db, View(self.db).report_key(report_id))):
            report = rows.load_report(self.db, key)
            text = block(report.text, [(0, len(report.text))])
            blank = dataclasses.replace(report, text=text, title=None, title_span=None, author=None, url=None)
            done.claims |= {row[0] for row in self.db.rows("SELECT claim_id FROM claims WHERE report = ?", (key,))}
            for table in ("machine_claims", "items", "report_entities", "entity_names", "issues"):
                self.db.run(f"DELETE FROM {table} WHERE report = ?", (key,))  # noqa: S608
            self._put_back(key, blank, done)
            self._judgements_of(report.report_id, Scrub(text=text, spans=((0, len(text)),)), done, blank=True)
            reindex(self.db, key)
        return done

    # one report

    def _report_part(self, key: int, report: Report, spans: list[tuple[int, int]], scrub: Scrub, done: _Done) -> None:
        """Take the words out of one report and all that was read in it; nothing is touched where nothing stands."""
        text = block(report.text, spans)
        here = dataclasses.replace(scrub, text=text, spans=tuple(spans))
        changed = [
            self._claims_part(key, dataclasses.replace(report, text=text), here, done),
            self._records_part("items", "item_id", key, Item, here),
            self._records_part("issues", "key", key, Issue, here),
            self._entities_part(key, here),
        ]
        new = _cleaned(report, here, Report, text)
        judged = self._judgements_of(report.report_id, here, done)
        if not (spans or any(changed) or judged or new != report):
            return
        self._put_back(key, new, done)
        reindex(self.db, key)

    def _put_back(self, key: int, report: Report, done: _Done) -> None:
        self.db.run(
            "UPDATE reports SET payload = ?, doc_id = ?, redacted = 1 WHERE key = ?",
            (rows.report_payload(report), pack(report.doc_id), key),
        )
        self.db.run("UPDATE texts SET text = ? WHERE report = ?", (pack(report.text), key))
        index.drop_words(self.db, "report", key)
        index.add_words(self.db, "report", key, fold(kept_text(report)))
        done.reports.add(report.report_id)
        done.shas.add(report.sha256)
        done.subjects |= {f"report:{report.report_id}", f"reading:{report.report_id}"}

    def _claims_part(self, key: int, report: Report, here: Scrub, done: _Done) -> bool:
        changed = False
        sql = "SELECT key, payload FROM machine_claims WHERE report = ?"
        for number, payload in self.db.rows(sql, (key,)):
            old = decode(payload, Claim)
            new = clean_claim(report, old, here)
            if new == old:
                continue
            changed = True
            done.claims.add(old.claim_id)
            if new is None:
                self.db.run("DELETE FROM machine_claims WHERE key = ?", (number,))
                continue
            data = encode(new)
            self.db.run(
                "UPDATE machine_claims SET payload = ?, digest = ? WHERE key = ?", (data, rows.claim_digest(data), number),
            )
        return changed

    def _records_part(self, table: str, column: str, key: int, kind: type[Any], here: Scrub) -> bool:
        changed = False
        found = self.db.rows(f"SELECT {column}, payload FROM {table} WHERE report = ?", (key,))  # noqa: S608
        for name, payload in found:
            old = decode(payload, kind)
            new = _converted(here.record(msgspec.to_builtins(old)), kind)
            if new != old:
                changed = True
                sql = f"UPDATE {table} SET payload = ? WHERE report = ? AND {column} = ?"  # noqa: S608
                self.db.run(sql, (encode(new), key, name))
        return changed

    def _entities_part(self, key: int, here: Scrub) -> bool:
        found = self.db.rows("SELECT payload FROM report_entities WHERE report = ?", (key,))
        old = [decode(row[0], Entity) for row in found]
        new = [kept for entity in old if (kept := clean_entity(entity, here)) is not None]
        if new == old:
            return False
        self.db.run("DELETE FROM report_entities WHERE report = ?", (key,))
        self.db.run("DELETE FROM entity_names WHERE report = ?", (key,))
        put_entities(self.db, key, new)
        return True

    def _judgements_of(self, report_id: str, here: Scrub, done: _Done, *, blank: bool = False) -> bool:
        sql = "SELECT seq, payload, anchor FROM judgements WHERE report_id = ? ORDER BY seq"
        before = done.judgements
        for seq, payload, anchored in self.db.rows(sql, (report_id,)):
            self._judgement(seq, decode(payload, Judgement), decode(anchored, Anchor), here, done, blank=blank)
        return done.judgements > before

    def _judgement(self, seq: int, old: Judgement, anchored: Anchor, here: Scrub, done: _Done, *, blank: bool) -> None:
        new = clean_judgement(old, here, blank=blank)
        if new == old:
            return
        kept = dataclasses.replace(anchored, core="") if old.kind != "add" else anchored
        self.db.run(
            "UPDATE judgements SET payload = ?, anchor = ?, on_id = ? WHERE seq = ?", (encode(new), encode(kept), new.on, seq),
        )
        done.judgements += 1
        done.subjects.add(f"judgement:{old.judgement_id}")

    # what belongs to no single report

    def _other_records(self, scrub: Scrub, done: _Done) -> None:
        for seq, payload, anchored in self.db.rows("SELECT seq, payload, anchor FROM judgements WHERE report_id IS NULL ORDER BY seq"):
            self._judgement(seq, decode(payload, Judgement), decode(anchored, Anchor), scrub, done, blank=False)
        for key, batch, payload in self.db.rows("SELECT key, batch, payload FROM issues WHERE report IS NULL"):
            old = decode(payload, Issue)
            new = _converted(scrub.record(msgspec.to_builtins(old)), Issue)
            if new != old:
                self.db.run("UPDATE issues SET payload = ? WHERE key = ?", (encode(new), key))
                done.subjects.add(f"issues:{batch}")
        for seq, payload in self.db.rows("SELECT seq, payload FROM remarks"):
            words = scrub.string(unpack(payload))
            if words != unpack(payload):
                self.db.run("UPDATE remarks SET payload = ? WHERE seq = ?", (pack(words), seq))
                done.subjects.add(f"remark:{seq}")

    def _incidents(self, scrub: Scrub, done: _Done) -> None:
        """Blank the words in incidents; one of whose claims changed retires, until the incidents are made again from what is left."""
        for name, payload in self.db.rows("SELECT incident_id, payload FROM incidents ORDER BY incident_id"):
            old = decode(payload, Incident)
            if set(old.claims) & done.claims:
                self.db.run("DELETE FROM incidents WHERE incident_id = ?", (name,))
                self.db.run("DELETE FROM incident_claims WHERE incident_id = ?", (name,))
                self._retire(name, ())
            else:
                new = _converted(scrub.record(msgspec.to_builtins(old)), Incident)
                if new == old:
                    continue
                cleaned = _converted(without_reasons(msgspec.to_builtins(new)), Incident)
                self.db.run("UPDATE incidents SET payload = ? WHERE incident_id = ?", (encode(cleaned), name))
            done.incidents.add(name)
            done.subjects.add(f"incident:{name}")

    def _originals_with(self, scrub: Scrub, done: _Done) -> None:
        """Find originals that hold the words where their report's text does not (metadata, pages cut away)."""
        for sha, data in self.db.each("SELECT sha256, data FROM originals WHERE redacted = 0"):
            if sha not in done.shas and data is not None and any(scrub.hits(text) for text in _readings(unsqueeze(data))):
                done.shas.add(sha)
                done.subjects.add(f"original:{sha}")

    # the end

    def _finish(self, target: RedactionTarget, reason: str, done: _Done) -> Redaction:
        seq = history.next_seq(self.db)
        originals = self._destroy_originals(seq, done)
        self.db.run("DELETE FROM terms WHERE n <= 0 AND key NOT IN (SELECT term FROM claim_terms)")
        self.db.run("INSERT INTO remarks (seq, payload) VALUES (?, ?)", (seq, pack(reason)))
        subjects = sorted(done.subjects)
        count, listed = history.destroy(self.db, seq, subjects)
        note = {
            "target": target, "reports": sorted(done.reports), "claims": len(done.claims), "judgements": done.judgements,
            "incidents": sorted(done.incidents), "originals": originals, "destroyed": count, "destroyed_list": listed,
        }
        entries = [(subject, parts) for subject in subjects if (parts := rows.parts_of(self.db, subject))]
        entries.append((f"remark:{seq}", rows.remark_parts(self.db, str(seq))))
        self.append("redaction", note, entries)
        self.db.run("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", (WIPE, b"1"))
        return Redaction(
            seq, target, tuple(sorted(done.reports)), len(done.claims), done.judgements, tuple(sorted(done.incidents)), originals,
        )

    def _destroy_originals(self, seq: int, done: _Done) -> int:
        destroyed = 0
        for sha in sorted(done.shas):
            self.db.run("INSERT OR IGNORE INTO redacted (sha256, seq) VALUES (?, ?)", (sha, seq))
            if self.db.value("SELECT 1 FROM originals WHERE sha256 = ? AND redacted = 0", (sha,)):
                self.db.run("UPDATE originals SET data = NULL, redacted = 1 WHERE sha256 = ?", (sha,))
                done.subjects.add(f"original:{sha}")
                destroyed += 1
        return destroyed


def wipe(db: Database) -> None:
    """Wipe the file of what was redacted, and note that it is done.

    Raises:
        LedgerBusyError: another process is reading; the next writer to open the ledger tries again.
    """
    db.wipe()
    db.run("DELETE FROM meta WHERE name = ?", (WIPE,))


def wipe_pending(db: Database) -> bool:
    """Whether words were redacted that old pages of the file may still hold."""
    return bool(db.value("SELECT 1 FROM meta WHERE name = ?", (WIPE,)))


def clean_claim(report: Report, claim: Claim, scrub: Scrub) -> Claim | None:
    """The claim without the words; null when its trigger was among them, or it no longer holds together. `report` has the new text."""
    if scrub.touches(claim.trigger.start, claim.trigger.end):
        return None
    new = _converted(scrub.record(msgspec.to_builtins(claim)), Claim)
    if new == claim:
        return claim
    new = _converted(without_reasons(msgspec.to_builtins(new)), Claim)
    try:
        check_claim(report, new)
    except GroundingError:
        return None
    return new


def clean_entity(entity: Entity, scrub: Scrub) -> Entity | None:
    """The entity without the words; null when it is the person to be removed."""
    if entity.entity_id in scrub.ids or scrub.hits(entity.name):
        return None
    aliases = tuple(alias for alias in entity.aliases if not scrub.hits(alias.text))
    relations = tuple(relation for relation in entity.relations if relation.entity_id not in scrub.ids)
    return dataclasses.replace(entity, aliases=aliases, relations=relations)


def clean_judgement(judgement: Judgement, scrub: Scrub, *, blank: bool) -> Judgement:
    """The judgement without the words; with `blank`, without any words at all."""
    new = _converted(scrub.record(msgspec.to_builtins(judgement)), Judgement)
    if judgement.on in scrub.ids:
        new = dataclasses.replace(new, on=REMOVED)
    if blank:
        return dataclasses.replace(new, before=None, after=None, reason="")
    if isinstance(new.after, dict) and _lost_trigger(judgement.after, scrub):
        return dataclasses.replace(new, after=None)
    return new


def _lost_trigger(after: Any, scrub: Scrub) -> bool:
    trigger = after.get("trigger") if isinstance(after, dict) else None
    return isinstance(trigger, dict) and scrub.touches(trigger["start"], trigger["end"])


def _cleaned(report: Report, scrub: Scrub, kind: type[Report], text: str) -> Report:
    """The report's own record without the words, with its new text."""
    bare = dataclasses.replace(report, text="")
    values = dataclasses.replace(scrub, spans=(), text=None).record(msgspec.to_builtins(bare))
    new = dataclasses.replace(_converted(values, kind), text=text)
    span = report.title_span
    if span is not None and scrub.touches(span.start, span.end):
        new = dataclasses.replace(new, title=text[span.start : span.end])
    return new


def _converted(value: Any, kind: type[T]) -> T:
    return msgspec.convert(value, kind)


def _readings(data: bytes) -> Iterator[str]:
    """Original bytes as text, in the encodings in which reports come."""
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        yield data.decode(encoding, "ignore")

