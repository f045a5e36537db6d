"""Options that several verbs share."""

import contextlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from whosays.model.types import GROUPS, TYPES
from whosays.settings import Settings

if TYPE_CHECKING:
    from whosays.api import ClaimFilter

Decorated = TypeVar("Decorated", bound=Callable[..., Any])
FACTUALITY: Final = ("CT+", "PR+", "PS+", "CT-", "PR-", "PS-", "UU")
MODALITY: Final = ("actual", "planned", "predicted", "hypothetical", "habitual", "threatened", "attempted")
JUDGED: Final = ("machine", "accepted", "edited", "added", "rejected")


def ledger_option(function: Decorated) -> Decorated:
    """`--ledger FILE`, by default `whosays.ledger` in the working folder."""
    return click.option(
        "--ledger", default="whosays.ledger", metavar="FILE", type=click.Path(path_type=Path), show_default=True, help="The ledger.",
    )(function)


def format_option(*formats: str) -> Callable[[Decorated], Decorated]:
    """`--format`, the first one by default."""
    return click.option("--format", "form", default=formats[0], show_default=True, type=click.Choice(formats), help="Shape of the output.")


class Box(click.ParamType[Any]):
    """A box `S,W,N,E` in degrees; west greater than east crosses the antimeridian."""

    name = "S,W,N,E"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Four numbers within their bounds."""
        if isinstance(value, tuple):
            return value
        try:
            south, west, north, east = (float(part) for part in value.split(","))
        except ValueError:
            self.fail(f"{value!r} is no box; expected S,W,N,E in degrees, such as 34,35,37,40", param, ctx)
        if not (-90 <= south <= north <= 90 and -180 <= west <= 180 and -180 <= east <= 180):
            self.fail(f"{value!r} is out of bounds; expected -90 <= S <= N <= 90 and W, E within -180..180", param, ctx)
        return (south, west, north, east)


class Day(click.ParamType[Any]):
    """An ISO date; a year or a month means its first day, or with `last` its last."""

    name = "DATE"

    def __init__(self, *, last: bool = False) -> None:
        self.last = last

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The ISO date."""
        import calendar
        from datetime import date

        match = re.fullmatch(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", str(value))
        if match is not None:
            year, month, day = (int(part or 0) for part in match.groups())
            month = month or (12 if self.last else 1)
            with contextlib.suppress(ValueError):  # no such day
                return date(year, month, day or (calendar.monthrange(year, month)[1] if self.last else 1)).isoformat()
        return self.fail(f"{value!r} is no date; expected YYYY, YYYY-MM or YYYY-MM-DD", param, ctx)


_FILTERS: Final = (
    click.option("--type", "types", multiple=True, type=click.Choice(sorted(TYPES)), metavar="TYPE", help="A claim type, such as air_strike."),
    click.option("--group", "groups", multiple=True, type=click.Choice(list(GROUPS)), help="A group of types."),
    click.option("--actor", metavar="NAME", help="Who did it, by name, alias or id."),
    click.option("--participant", metavar="NAME", help="Anyone who takes part."),
    click.option("--source", metavar="NAME", help="Anyone in the chain who says it."),
    click.option("--outlet", metavar="NAME", help="The outlet of the report."),
    click.option("--place", metavar="NAME", help="A place of the act, by name."),
    click.option("--equipment", metavar="NAME", help="Equipment used or shown."),
    click.option("--box", type=Box(), help="A place within south, west, north, east (degrees)."),
    click.option("--country", metavar="CODE", help="A place in this country (ISO 3166 alpha-2)."),
    click.option("--from", "since", type=Day(), help="Happened on or after this day."),
    click.option("--to", "until", type=Day(last=True), help="Happened on or before this day."),
    click.option("--factuality", multiple=True, type=click.Choice(FACTUALITY), metavar="VALUE", help="CT+ PR+ PS+ CT- PR- PS- UU, by the innermost source."),
    click.option("--modality", multiple=True, type=click.Choice(MODALITY), metavar="VALUE", help="actual, planned, habitual, ..."),
    click.option("--judged", multiple=True, type=click.Choice(JUDGED), help="How people judged it (all but rejected)."),
    click.option("--report", metavar="ID", help="One report, by id or name."),
    click.option("--incident", metavar="ID", help="The claims of one incident."),
    click.option("--words", "text", metavar="WORDS", help="Words in the claim's sentence."),
    click.option("--sure", "confidence", type=click.FloatRange(0, 1), help="Reading at least this sure (0..1)."),
    click.option("--superseded", is_flag=True, help="Also claims of older versions of a report."),
)


def filter_options(function: Decorated) -> Decorated:
    """The filters of claims; options given twice mean either, different ones mean all."""
    for option in reversed(_FILTERS):
        function = option(function)
    return function


def claim_filter(values: dict[str, Any]) -> "ClaimFilter":
    """The filter that the options ask for."""
    from whosays.api import ClaimFilter

    return ClaimFilter(**values)


def settings(**changes: Any) -> Settings:
    """The settings with what the command line gives; the cache folder is `$XDG_CACHE_HOME/whosays` where that is set."""
    import os
    from dataclasses import replace

    given = {name: value for name, value in changes.items() if value is not None}
    cache = os.environ.get("WHOSAYS_CACHE") or os.environ.get("XDG_CACHE_HOME")
    if cache and "cache_dir" not in given:
        given["cache_dir"] = Path(cache) if os.environ.get("WHOSAYS_CACHE") else Path(cache) / "whosays"
    return replace(Settings(), **given)
