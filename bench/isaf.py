"""ISAF press releases (development, 200): the day on which the operation began, told from the text alone."""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.geoparsing import gazetteer, places_of
from bench.table import Row, skipped
from whosays.model.report import Published
from whosays.model.resolution import TimeMention
from whosays.resolving.gazetteer.names import fold
from whosays.resolving.times import resolve_times

DATA = "ISAF (dev)"
_SAYING = r"(?:confirmed|announced|said|reported)"
_CLOSE = {"minute", "day", "days"}


def reports(data: Path) -> list[dict[str, Any]]:
    """The releases with their gold fields, in file order."""
    lines = (data / "isaf" / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def start_date(text: str) -> str | None:
    """The first day told in the body, else the day of the dateline; null when the text gives no year."""
    found = resolve_times(text, [], Published())[0]
    head = _head_end(text, found)
    body = [m for m in found if m.start >= head and m.type in {"DATE", "TIME"} and m.function == "at"]
    told = [
        m
        for m in body
        if m.earliest and m.precision in _CLOSE and m.value != "PRESENT_REF" and not _of_saying(text, m)
    ]
    if told:
        return str(told[0].earliest)[:10]
    dated = [m for m in found if m.start < head and m.earliest and m.precision == "day"]
    return str(dated[-1].earliest)[:10] if dated else None


def _of_saying(text: str, mention: TimeMention) -> bool:
    """Whether the words tell when something was confirmed, not when it happened."""
    before, after = text[max(0, mention.start - 30) : mention.start], text[mention.end : mention.end + 20]
    return re.search(_SAYING + r"\s+$", before) is not None or re.match(r"\s+" + _SAYING, after) is not None


def _head_end(text: str, found: Sequence[TimeMention]) -> int:
    """Where the body begins: after a dateline in brackets, else after a date that heads the text."""
    brackets = [m.end for m in found if m.end < 600 and re.match(r"\s*\)", text[m.end : m.end + 3])]
    headings = [
        m.end for m in found if m.start < 80 and re.match(r":|\s*[\n\u2028]", text[m.end : m.end + 3])
    ]
    return brackets[0] if brackets else max(headings, default=0)


def province(text: str) -> str | None:
    """The Afghan province that the body names most surely: by its own name first, else by a place that lies in it."""
    votes: dict[str, float] = {}
    for i, place in enumerate(p for p in places_of(text) if p.literal and p.country == "AF" and p.admin1):
        if _in_dateline(text, place.start):
            continue
        weight = (3.0 if place.precision == "province" else 1.0) * (1.5 if not votes else 1.0) * 0.98**i
        votes[str(place.admin1)] = votes.get(str(place.admin1), 0.0) + weight
    return max(votes, key=lambda name: votes[name]) if votes else None


def _in_dateline(text: str, start: int) -> bool:
    """Whether a name is that of the city a release was filed from."""
    return re.match(r"KABUL,? ?(?:,? Afghanistan)?\s*\(|Kabul, Afghanistan\s*\(", text[start : start + 40]) is not None


def same_province(answer: str | None, gold: str) -> bool:
    """Whether two spellings name one province."""
    if answer is None:
        return False
    spelt = {fold(hit.place.name) for hit in gazetteer().lookup(gold) if hit.place.kind == "admin1" and hit.place.country == "AF"}
    return fold(answer) in spelt | {fold(gold)}


def run(data: Path | None) -> list[Row]:
    """The rows of this set that concern times and places."""
    if data is None or not (data / "isaf").is_dir():
        return skipped(DATA, "isaf is not in the data folder")
    rows = reports(data)
    answers = [(start_date(row["text"]), row["gold"]["start_date"]) for row in rows]
    right = sum(answer == gold for answer, gold in answers)
    given = sum(answer is not None for answer, _ in answers)
    provinces = [(province(row["text"]), row["gold"]["province"][0]) for row in rows]
    note = "from the text alone; releases without a year stay undated"
    return [
        Row(DATA, "start date", right / len(rows), None, note),
        Row(DATA, "province", sum(same_province(*pair) for pair in provinces) / len(rows), 0.94),
        Row(
            DATA,
            "start date where one is given",
            right / given if given else None,
            None,
            f"{given} of {len(rows)}",
        ),
    ]
