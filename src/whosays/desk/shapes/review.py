"""What people decide: new judgements, the review queue, agreement of reviewers."""

from typing import Any

from whosays.desk.shapes.claims import ClaimLine
from whosays.desk.shapes.lines import JudgementLine
from whosays.desk.shapes.root import Shape
from whosays.model.claim import Claim
from whosays.model.judgement import JudgementKind
from whosays.model.span import Quote


class Context(Shape, frozen=True, kw_only=True):
    """The paragraph around a claim, `start`, `end` in the report."""

    text: str
    start: int
    end: int


class ReviewItem(Shape, frozen=True, kw_only=True):
    """A claim to judge: its words first, then the reading and why it is in doubt."""

    line: ClaimLine
    claim: Claim
    version: str
    context: Context
    judgements: list[JudgementLine]
    why: list[str]


class ReviewRows(Shape, frozen=True, kw_only=True):
    """The queue."""

    rows: list[ReviewItem]
    total: int
    cursor: str | None


class Agreement(Shape, frozen=True, kw_only=True):
    """Two reviewers on the claims that both judged: how many alike, as a share, and Cohen's kappa (null where undefined)."""

    a: str
    b: str
    claims: int
    agree: int
    share: float
    kappa: float | None


class Disagreement(Shape, frozen=True, kw_only=True):
    """A claim that two reviewers judged differently."""

    claim_id: str
    a: str
    a_says: str
    b: str
    b_says: str


class Agreements(Shape, frozen=True, kw_only=True):
    """Agreement of all pairs of reviewers."""

    pairs: list[Agreement]
    disagreements: list[Disagreement]


class NewJudgement(Shape, frozen=True, kw_only=True):
    """What a person decides; `expected` is the version that was seen, `key` any unique string that makes a repeat harmless."""

    by: str
    kind: JudgementKind
    on: str
    field: str | None = None
    to: Any = None
    reason: str = ""
    quote: Quote | None = None
    expected: str | None = None
    key: str | None = None


class NewJudgements(Shape, frozen=True, kw_only=True):
    """Several decisions of one person, all or none."""

    judgements: list[NewJudgement]


class StoredJudgement(Shape, frozen=True, kw_only=True):
    """A stored judgement, and the claim as it now stands."""

    judgement: JudgementLine
    version: str
    line: ClaimLine | None
    joining: bool


class StoredJudgements(Shape, frozen=True, kw_only=True):
    """Stored judgements."""

    rows: list[StoredJudgement]
