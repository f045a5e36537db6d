"""Issues: what went wrong with an input, said clearly, while the rest goes on."""

from dataclasses import dataclass
from typing import Literal

from whosays.model.span import Span

Stage = Literal["intake", "reading", "resolving", "claims", "incidents", "ledger", "export"]


@dataclass(frozen=True, slots=True)
class Issue:
    """One problem: `code` is stable and lower_snake, `source` the file or document, `message` names place and expectation."""

    stage: Stage
    code: str
    source: str
    message: str
    span: Span | None = None
