"""What people decide: stored at once, refused where somebody else was quicker, repeated without harm."""

from collections.abc import Sequence

from whosays import api
from whosays.desk.asking import Ask, Refusal, bad
from whosays.desk.lines import claims_by_id, judgement_lines
from whosays.desk.shapes.lines import JudgementLine
from whosays.desk.shapes.review import NewJudgement, NewJudgements, StoredJudgement, StoredJudgements
from whosays.errors import ConflictError, NotFoundError
from whosays.model.judgement import Judgement

MOST = 100
"""Judgements in one batch."""
LONGEST_NAME = 100
WITHOUT_JOINING = ("accept", "assess")


def judge(ask: Ask) -> StoredJudgement:
    """Record what a person decided; 409 where the record was changed since it was seen."""
    new: NewJudgement = ask.taken(NewJudgement)
    known = ask.office.answered.get(new.key or "")
    if known is not None:
        answer: StoredJudgement = known
        return answer
    done = _stored(ask, [new])[0]
    ask.office.remember(new.key, done)
    return done


def judge_many(ask: Ask) -> StoredJudgements:
    """Record several decisions of one person, all or none."""
    many: NewJudgements = ask.taken(NewJudgements)
    if not 0 < len(many.judgements) <= MOST:
        raise bad(f"a batch holds 1 to {MOST} judgements, this one {len(many.judgements)}")
    if len({new.by for new in many.judgements}) != 1:
        raise bad("a batch is of one person: every judgement has the same by")
    return StoredJudgements(rows=_stored(ask, many.judgements))


def _stored(ask: Ask, new: Sequence[NewJudgement]) -> list[StoredJudgement]:
    by = who(new[0].by)
    decisions = [
        api.Decision(one.kind, one.on, one.field, None, one.to, one.reason, one.quote, one.expected) for one in new
    ]
    try:
        done = api.decide(decisions, by=by, ledger=ask.office.ledger, settings=ask.office.settings, join=False)
    except ConflictError as error:
        raise _conflict(ask, new, str(error)) from None
    bears = any(one.kind not in WITHOUT_JOINING for one in new)
    ask.office.judged(bears_on_incidents=bears)
    return [_answer(ask, judgement) for judgement in done]


def who(by: str) -> str:
    """The name of the one who decides.

    Raises:
        Refusal: no name, or one that is too long.
    """
    name = " ".join(by.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise bad(f"by is the name of who decides, 1 to {LONGEST_NAME} letters")
    return name


def _answer(ask: Ask, judgement: Judgement) -> StoredJudgement:
    claim_id = claim_of(ask, judgement)
    lines = claims_by_id(ask.book, [claim_id]) if claim_id else []
    line = lines[0] if lines else None
    kind, on = judgement.kind, judgement.on
    version = line.version if line is not None and kind not in ("join", "split", "assess") else ask.book.version(kind, on)
    return StoredJudgement(judgement=_line(ask, judgement), version=version, line=line, joining=ask.office.joining)


def claim_of(ask: Ask, judgement: Judgement) -> str | None:
    """The claim that a judgement bears on."""
    if judgement.kind in ("accept", "reject", "edit"):
        return judgement.on
    if judgement.kind == "add":
        return str(judgement.after["claim_id"])
    if judgement.kind == "withdraw":
        old = ask.book.judgement_records([judgement.on])
        return claim_of(ask, old[0].judgement) if old else None
    return None


def _line(ask: Ask, judgement: Judgement) -> JudgementLine:
    return judgement_lines(ask.book, ask.book.judgement_records([judgement.judgement_id]))[0]


def _conflict(ask: Ask, new: Sequence[NewJudgement], message: str) -> Refusal:
    """What now stands, so that the page can show both."""
    one = next((one for one in new if one.on in message), new[0])
    records = ask.book.judgements_on([one.on]).get(one.on, ())
    lines = claims_by_id(ask.book, [one.on])
    try:
        version = ask.book.version(one.kind, one.on)
    except NotFoundError:
        version = "gone"
    return Refusal(409, "conflict", message, on=one.on, version=version, line=lines[0] if lines else None, judgements=judgement_lines(ask.book, records))
