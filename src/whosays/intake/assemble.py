"""Building a text out of pieces, each remembered as a block."""

from whosays.intake.draft import Block, Kind
from whosays.model.report import DropReason

GAP = "\n\n"


class Assembly:
    """A text under construction: pieces in order with an empty line between them, and the block each became."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._blocks: list[Block] = []
        self._length = 0

    def add(self, piece: str, kind: Kind = "text", hint: DropReason | None = None) -> None:
        """Add a piece; one without any filled character is left out."""
        piece = piece.strip()
        if not piece:
            return
        if self._parts:
            self._parts.append(GAP)
            self._length += len(GAP)
        self._blocks.append(Block(self._length, self._length + len(piece), kind, hint))
        self._parts.append(piece)
        self._length += len(piece)

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self._parts)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Its blocks so far."""
        return tuple(self._blocks)
