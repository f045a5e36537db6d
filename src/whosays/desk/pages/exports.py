"""Exports of what is filtered, protected by default; lifting that needs a reason, which is written into the history."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final
from urllib.parse import parse_qsl

from whosays import api
from whosays.desk.asking import Ask, Download, Refusal, bad
from whosays.desk.filters import filter_of
from whosays.desk.pages.judging import who
from whosays.desk.shapes.overview import Lift

MEDIA: Final = {
    "csv": "text/csv; charset=utf-8", "jsonl": "application/x-ndjson", "geojson": "application/geo+json",
    "parquet": "application/vnd.apache.parquet", "brief": "text/html; charset=utf-8",
}
PIECE: Final = 1 << 16


def export(ask: Ask) -> Download:
    """What a filter finds as a file: csv, jsonl, geojson, parquet or a brief to print; places coarsened, private names left out."""
    form, wanted = _form(ask), filter_of(ask)
    title, view = ask.one("title"), ask.flag("view")
    ask.whole()
    return _made(ask, form, wanted, title, None, inline=view and form == "brief")


def lifted(ask: Ask) -> Download:
    """The same with exact places or the names of private persons; the reason goes into the history."""
    form, lift = _form(ask), ask.taken(Lift)
    if not (lift.exact or lift.names):
        raise bad("nothing is lifted: exact or names must be true (without them, GET the export)")
    if not lift.reason.strip():
        raise Refusal(422, "refused", "exact places and names of private persons need a reason, which is written into the history")
    other = Ask(ask.office, ask.book, ask.path, tuple(parse_qsl(lift.filter.removeprefix("?"), keep_blank_values=True)))
    wanted = filter_of(other)
    other.whole()
    done = api.Lift(who(lift.by), lift.reason, exact=lift.exact, names=lift.names)
    api.log_lift(ask.office.ledger, done, form, wanted, ask.office.settings)
    return _made(ask, form, wanted, lift.title, done, inline=False)


def _form(ask: Ask) -> str:
    form = ask.path["form"]
    if form not in MEDIA:
        raise Refusal(404, "not_found", f"there is no export {form!r}; there are: {', '.join(MEDIA)}")
    return form


def _made(ask: Ask, form: str, wanted: api.ClaimFilter, title: str | None, lift: api.Lift | None, *, inline: bool) -> Download:
    name = f"{ask.office.ledger.stem}.{'html' if form == 'brief' else form}"
    if form == "brief":
        case = ask.one("case")
        found = ask.book.case(case) if case else None
        data = api.brief(ask.book, wanted, title=title or (found.name if found else None), lift=lift, case=found)
        return Download(name, MEDIA[form], data, inline)
    return Download(name, MEDIA[form], _file(ask, form, wanted, lift))


def _file(ask: Ask, form: str, wanted: api.ClaimFilter, lift: api.Lift | None) -> Iterator[bytes]:
    """The file piece by piece: made whole first, so that an error is told before anything is sent."""
    with tempfile.TemporaryDirectory(prefix="whosays-export-") as folder:
        path = Path(folder) / "out"
        api.export_rows(api.protected(ask.book, api.exported(ask.book, wanted), lift), form, path)
        file = path.open("rb")  # lives on without its folder
    return _pieces(file)


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while piece := file.read(PIECE):
            yield piece
