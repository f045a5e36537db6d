"""whosays: who says that what happened, where, when and to whom.

The library's verbs live in :mod:`whosays.api`; they are re-exported lazily here so that ``import whosays`` costs nothing.
"""

from typing import Any

__version__ = "0.1.0"

_VERBS = ("annotate", "explain", "open_ledger", "read")


def __getattr__(name: str) -> Any:
    """Load a library verb on first use (PEP 562)."""
    if name in _VERBS:
        from whosays import api

        return getattr(api, name)
    raise AttributeError(f"module 'whosays' has no attribute {name!r}")
