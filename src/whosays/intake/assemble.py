"""Building a text out of pieces, each remembered as a block."""

from dataclasses import replace

from whosays.intake.draft import Block, Draft, Kind
from whosays.model.report import DropReason

GAP = "\n\n"


class Assembly:
    """A text under construction: pieces in order with an empty line between them, and the block each became."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._blocks: list[Block] = []
        self._length = 0

    def add(self, piece: str, kind: Kind = "text", hint: DropReason | None = None) -> int | None:
        """Add a piece and tell where it begins; one without any filled character is left out."""
        piece = piece.strip()
        if not piece:
            return None
        start = self._append(piece)
        self._blocks.append(Block(start, self._length, kind, hint))
        return start

    def add_all(self, text: str, blocks: tuple[Block, ...]) -> None:
        """Add a text that has blocks already."""
        if text.strip():
            start = self._append(text)
            self._blocks += [
                replace(block, start=block.start + start, end=block.end + start) for block in blocks
            ]

    def _append(self, piece: str) -> int:
        if self._parts:
            self._parts.append(GAP)
            self._length += len(GAP)
        start = self._length
        self._parts.append(piece)
        self._length += len(piece)
        return start

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self._parts)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Its blocks so far."""
        return tuple(self._blocks)

    def draft(self) -> Draft:
        """A Draft of what was gathered, without any data about it."""
        return Draft(self.text, self.blocks)
