"""What people decide: rows of their own, checked before they are kept."""

import dataclasses
from collections.abc import Mapping
from typing import Any

from whosays.errors import JudgementError, NotFoundError
from whosays.ledger import history, rows
from whosays.ledger.codec import decode, encode
from whosays.ledger.effective import Anchor, anchor, claim_from_wire, edit, innermost, value_of
from whosays.ledger.grounding import check_claim
from whosays.ledger.view import View
from whosays.ledger.writer import ReadingWriter, reindex
from whosays.model import ids
from whosays.model.claim import Claim
from whosays.model.judgement import Judgement, JudgementKind
from whosays.model.report import Report
from whosays.model.span import Quote, check_quote
from whosays.model.types import TYPES
from whosays.model.wire import to_wire


class JudgingWriter(ReadingWriter):
    """Stores judgements beside readings."""

    def judge(
        self,
        kind: JudgementKind,
        on: str,
        *,
        field: str | None = None,
        before: Any = None,
        after: Any = None,
        reason: str = "",
        quote: Quote | None = None,
    ) -> Judgement:
        """Record what a person decided; see `Writer.judge`."""
        if kind == "withdraw":
            return self.withdraw(on, reason=reason)
        with self.db.transaction():
            draft = Judgement("", self.by, kind, on, field, to_wire(before), to_wire(after), reason, quote)
            if kind in ("accept", "reject", "edit"):
                return self._on_claim(draft)
            if kind == "add":
                return self._add(draft, after)
            if kind in ("join", "split", "same", "not_same", "assess"):
                return self._on_any(draft)
        raise JudgementError(f"there is no judgement of kind {kind!r}")

    def _on_claim(self, draft: Judgement) -> Judgement:
        view = View(self.db)
        claim = view.claim(draft.on).claim
        report = self._report(claim.report_id)
        anchored = anchor(claim)
        before = draft.before
        if draft.kind == "edit":
            before = _checked_edit(report, claim, draft)
        elif draft.field is not None or draft.after is not None:
            raise JudgementError(f"{draft.kind} takes no field and no new value; use edit for that")
        if draft.quote is not None:
            check_quote(report.text, draft.quote.text, draft.quote.start, draft.quote.end)
        return self._keep(
            dataclasses.replace(
                draft, on=claim.claim_id, before=before, quote=draft.quote or claim.trigger, report_id=claim.report_id,
            ),
            anchored,
        )

    def _add(self, draft: Judgement, after: Any) -> Judgement:
        report = self._report(draft.on)
        claim = _added(report, to_wire(after))
        check_claim(report, claim)
        _check_type(claim.type)
        if self.db.value("SELECT 1 FROM claims WHERE claim_id = ?", (claim.claim_id,)):
            raise JudgementError(f"claim {claim.claim_id} is there already; edit it instead")
        done = dataclasses.replace(draft, on=report.report_id, after=to_wire(claim), quote=claim.trigger, report_id=report.report_id)
        return self._keep(done, Anchor(innermost(claim)))

    def _on_any(self, draft: Judgement) -> Judgement:
        """Judgements on incidents, entities and pairs: kept for the clusterer and the resolver, on ids that exist."""
        on = self._known(draft.on)
        if draft.kind == "assess":
            if not isinstance(draft.after, str):
                raise JudgementError("assess takes the words of the assessment")
            return self._keep(dataclasses.replace(draft, on=on), Anchor())
        others = [draft.after] if isinstance(draft.after, str) else draft.after
        if not isinstance(others, list) or not others or not all(isinstance(one, str) for one in others):
            raise JudgementError(f"{draft.kind} takes the id, or a list of ids, of the other side")
        return self._keep(dataclasses.replace(draft, on=on, after=[self._known(one) for one in others]), Anchor())

    def _known(self, wanted: str) -> str:
        return rows.find_id(
            self.db, "record", wanted,
            (("claims", "claim_id"), ("incidents", "incident_id"), ("redirects", "incident_id"), ("report_entities", "entity_id")),
        )

    def _report(self, wanted: str) -> Report:
        return rows.load_report(self.db, View(self.db).report_key(wanted))

    def withdraw(self, judgement_id: str, *, reason: str = "") -> Judgement:
        """Take a judgement back; the row stays."""
        with self.db.transaction():
            name = rows.find_id(self.db, "judgement", judgement_id, (("judgements", "judgement_id"),))
            if name in rows.withdrawn_ids(self.db):
                raise JudgementError(f"judgement {name} is withdrawn already")
            found = self.db.value("SELECT payload FROM judgements WHERE judgement_id = ?", (name,))
            old = decode(found, Judgement)
            return self._keep(Judgement("", self.by, "withdraw", name, reason=reason, report_id=old.report_id), Anchor())

    def _keep(self, draft: Judgement, anchored: Anchor) -> Judgement:
        seq = history.next_seq(self.db)
        done = dataclasses.replace(draft, judgement_id=ids.judgement_id(self.by, draft.on, seq))
        self.db.run(
            "INSERT INTO judgements (seq, judgement_id, kind, on_id, report_id, anchor, payload) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (seq, done.judgement_id, done.kind, done.on, done.report_id, encode(anchored), encode(done)),
        )
        note = {"judgement": done.judgement_id, "kind": done.kind, "on": done.on, "field": done.field}
        self.append("judgement", note, [(f"judgement:{done.judgement_id}", rows.judgement_parts(self.db, done.judgement_id))])
        if done.report_id is not None:
            self._refold(done)
        return done

    def _refold(self, done: Judgement) -> None:
        """Bring the claims of the judged report up to date, and refuse a judgement that does not hold even now."""
        key = self.db.value("SELECT key FROM reports WHERE report_id = ?", (done.report_id,))
        if key is None:
            raise NotFoundError(f"no report has the id {done.report_id!r}")
        lost = reindex(self.db, key).orphans.get(done.judgement_id)
        if lost:
            raise JudgementError(lost)


def _checked_edit(report: Report, claim: Claim, draft: Judgement) -> Any:
    """The present value of the edited field.

    Raises:
        JudgementError, GroundingError: the edit cannot be made.
    """
    if draft.field is None:
        raise JudgementError("edit takes the name of a field")
    present = value_of(claim, draft.field)
    if draft.before is not None and draft.before != present:
        raise JudgementError(f"{draft.field} is {present!r}, not {draft.before!r}: it changed since you looked")
    edited = edit(claim, draft.field, draft.after)
    check_claim(report, edited)
    _check_type(edited.type)
    return present


def _check_type(kind: str) -> None:
    if kind not in TYPES:
        raise JudgementError(f"there is no claim type {kind!r}")


def _added(report: Report, wire: Any) -> Claim:
    """The claim to add, its ids filled in.

    Raises:
        JudgementError: not a claim.
    """
    if not isinstance(wire, Mapping):
        raise JudgementError("add takes a claim, with type, trigger and evidence")
    drafted = claim_from_wire({**wire, "claim_id": "", "report_id": report.report_id})
    name = ids.claim_id(report.report_id, (drafted.trigger.start, drafted.trigger.end), innermost(drafted))
    return dataclasses.replace(drafted, claim_id=name)
