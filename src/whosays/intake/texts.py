"""Plain text: the file as it is, its lines as blocks."""

from whosays.intake.decoding import decode
from whosays.intake.draft import Draft, Drafts
from whosays.settings import Settings


def read_text(data: bytes, source: str, settings: Settings) -> Drafts:
    """One Draft of the whole file; newlines and marks stay as they are."""
    decoded = decode(data, source, max_chars=settings.max_chars)
    yield from decoded.issues
    yield Draft(decoded.text)
