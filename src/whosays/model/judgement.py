"""Judgements: what a person decided, on what words, and why; rows of their own beside the machine's reading."""

from dataclasses import dataclass
from typing import Any, Literal

from whosays.model.span import Quote

JudgementKind = Literal[
    "accept", "reject", "edit", "add", "join", "split", "same", "not_same", "assess", "withdraw",
]


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision. `on` is the record's id; `quote` anchors it on words so that it outlives re-reading.

    `before`/`after` are what the contract calls `from` and `to` (reserved words here): values of `field`. For `add`, `after` is the claim.
    For `withdraw`, `on` is the judgement withdrawn. `at` is a clock time and never leaves the history.
    """

    judgement_id: str
    by: str
    kind: JudgementKind
    on: str
    field: str | None = None
    before: Any = None
    after: Any = None
    reason: str = ""
    quote: Quote | None = None
    report_id: str | None = None
