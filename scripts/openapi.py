"""Writes web/openapi.json from the desk's route table and record types: `python scripts/openapi.py` (and `--check` to compare only)."""

import json
import sys
from pathlib import Path

from whosays.desk.openapi import document
from whosays.desk.routes import ROUTES

FILE = Path(__file__).parents[1] / "web" / "openapi.json"


def text() -> str:
    """The file's text."""
    return json.dumps(document(ROUTES), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit(FILE.read_text("utf-8") != text())
    FILE.write_text(text(), "utf-8")
