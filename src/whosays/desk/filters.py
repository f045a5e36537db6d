"""The filter in a query string: the names of the command line, one grammar for every page and export."""

import calendar
import re
from datetime import date
from typing import Any, Final

from whosays.api import ClaimFilter
from whosays.desk.asking import Ask, Param, bad
from whosays.model.types import GROUPS, TYPES

FACTUALITY: Final = {
    "CT+": "certainly happened", "PR+": "probably happened", "PS+": "possibly happened", "CT-": "certainly did not happen",
    "PR-": "probably did not happen", "PS-": "possibly did not happen", "UU": "left open whether it happened",
}
MODALITY: Final = ("actual", "planned", "predicted", "hypothetical", "habitual", "threatened", "attempted")
JUDGED: Final = ("machine", "accepted", "edited", "added", "rejected")

PARAMS: Final = (
    Param("type", "a claim type", repeats=True),
    Param("group", "a group of types", repeats=True),
    Param("factuality", "CT+ PR+ PS+ CT- PR- PS- UU, by the innermost source", repeats=True),
    Param("modality", "actual, planned, ...", repeats=True),
    Param("judged", "how people judged it (without it: all but rejected)", repeats=True),
    *(Param(name, f"{says}, by name (=Name exactly) or id") for name, says in (
        ("actor", "who did it"), ("participant", "anyone who takes part"), ("source", "anyone in the chain"),
    )),
    *(Param(name, f"{says}, by name (=Name exactly)") for name, says in (
        ("outlet", "the outlet of the report"), ("place", "a place of the act"), ("equipment", "equipment used or shown"),
    )),
    Param("country", "ISO 3166 alpha-2"),
    Param("box", "S,W,N,E in degrees"),
    Param("from", "happened on or after"),
    Param("to", "happened on or before"),
    Param("report", "a report, by id or name"),
    Param("incident", "an incident's id"),
    Param("words", "words of the claim's sentence"),
    Param("sure", "reading at least this sure, 0..1"),
    Param("superseded", "1: also claims of older versions of a report"),
    Param("case", "the claims of a case"),
)
_NAMES: Final = ("actor", "participant", "source", "outlet", "place", "equipment", "country", "report", "words")
_ALWAYS: Final = ("superseded",)


def filter_of(ask: Ask) -> ClaimFilter:
    """The filter that a request asks for.

    Raises:
        Refusal: a value that is out of its bounds.
    """
    given: dict[str, Any] = {
        "types": _closed(ask, "type", tuple(sorted(TYPES))),
        "groups": _closed(ask, "group", tuple(GROUPS)),
        "factuality": _closed(ask, "factuality", tuple(FACTUALITY)),
        "modality": _closed(ask, "modality", MODALITY),
        "judged": _closed(ask, "judged", JUDGED),
        "box": _box(ask.one("box")),
        "since": _day(ask.one("from"), "from", last=False),
        "until": _day(ask.one("to"), "to", last=True),
        "confidence": _share(ask.one("sure")),
        "incident": ask.one("incident"),
        "superseded": ask.flag("superseded"),
        "among": _case(ask),
    }
    for name in _NAMES:
        given["text" if name == "words" else name] = ask.one(name)
    if given["incident"] is not None:
        given["incident"] = ask.book.follow(given["incident"])
    return ClaimFilter(**given)


def _closed(ask: Ask, name: str, known: tuple[str, ...]) -> tuple[str, ...]:
    values = tuple(dict.fromkeys(value.replace(" ", "+") if name == "factuality" else value for value in ask.all(name)))
    for value in values:
        if value not in known:
            raise bad(f"{name} is {value!r}; expected one of {', '.join(known)}")
    return values


def _case(ask: Ask) -> tuple[str, ...]:
    wanted = ask.one("case")
    if wanted is None:
        return ()
    return ask.book.case_claims(ask.book.case(wanted)) or ("none",)


def _box(value: str | None) -> tuple[float, float, float, float] | None:
    if value is None:
        return None
    try:
        south, west, north, east = (float(part) for part in value.split(","))
    except ValueError:
        raise bad(f"box is {value!r}; expected S,W,N,E in degrees, such as 34,35,37,40") from None
    if not (-90 <= south <= north <= 90 and -180 <= west <= 180 and -180 <= east <= 180):
        raise bad(f"box is {value!r}; expected -90 <= S <= N <= 90 and W, E within -180..180")
    return south, west, north, east


def _day(value: str | None, name: str, *, last: bool) -> str | None:
    if value is None:
        return None
    match = re.fullmatch(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", value, re.ASCII)
    if match is not None:
        year, month, day = (int(part or 0) for part in match.groups())
        month = month or (12 if last else 1)
        try:
            return date(year, month, day or (calendar.monthrange(year, month)[1] if last else 1)).isoformat()
        except (ValueError, calendar.IllegalMonthError):
            pass
    raise bad(f"{name} is {value!r}; expected YYYY, YYYY-MM or YYYY-MM-DD")


def _share(value: str | None) -> float | None:
    if value is None:
        return None
    try:
        share = float(value)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise bad(f"sure is {value!r}; expected a number from 0 to 1")
    return share
