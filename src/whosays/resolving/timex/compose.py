"""Joins neighbouring expressions of a run: a clock time and its day, both ends of a range, a distance and its anchor."""

from dataclasses import replace

from whosays.resolving.timex.forms import (
    Between,
    Calendar,
    Day,
    Expr,
    Offset,
    Period,
    Repeat,
    TimeOfDay,
    Weekday,
)
from whosays.resolving.timex.lexer import Run

_DAYLIKE = (Calendar, Weekday, Day, Period)
_LINKS = frozenset({"ON", "OF", "COMMA", "AT", "THE", "APPROX", "LPAR", "BY", "IN", "RPAR"})


def compose(run: Run, found: list[Expr]) -> list[Expr]:
    """The expressions of a run after joining, in text order."""
    joined = _pairs(run, found, _with_time)
    joined = _pairs(run, joined, _tied)
    for i in range(len(joined) - 1):
        _range(run, joined, i)
    return joined


def _pairs(run: Run, found: list[Expr], join) -> list[Expr]:  # type: ignore[no-untyped-def]  # noqa: ANN001
    out: list[Expr] = []
    for expr in found:
        both = join(run, out[-1], expr) if out else None
        if both is not None:
            out[-1] = both
        else:
            out.append(expr)
    return out


def _between(run: Run, a: Expr, b: Expr) -> tuple[str, ...]:
    return tuple(word.kind for word in run.words[a.last + 1 : b.first])


def _is_day(expr: Expr) -> bool:
    form = expr.form
    if isinstance(form, Calendar):
        return form.day is not None
    return isinstance(form, Weekday | Day) or (isinstance(form, Period) and form.unit == "day")


def _with_time(run: Run, a: Expr, b: Expr) -> Expr | None:
    links = _between(run, a, b)
    if isinstance(a.form, TimeOfDay) and a.part == "NI" and links == ("FROM",) and _is_day(b) and not b.part:
        return replace(b, start=a.start, first=a.first, part=a.part)  # the night from Friday to Saturday
    if len(links) > 3 or not set(links) <= _LINKS:
        return None
    a_time, b_time = isinstance(a.form, TimeOfDay), isinstance(b.form, TimeOfDay)
    if a_time and b_time:
        return replace(
            a, end=b.end, last=b.last, clock=a.clock or b.clock, part=a.part or b.part, mod=a.mod or b.mod
        )
    if a_time and isinstance(b.form, Between) and "OF" in links:
        return replace(b, start=a.start, first=a.first)  # the night of 19-20 March
    if a_time and isinstance(b.form, Repeat) is False and _is_day(b) and "IN" not in links:
        return replace(
            b,
            start=a.start,
            first=a.first,
            clock=a.clock or b.clock,
            part=a.part or b.part,
            mod=b.mod or a.mod,
        )
    if b_time and _is_day(a) and not (a.clock or (a.part and b.part)):
        return replace(
            a, end=b.end, last=b.last, clock=b.clock or a.clock, part=b.part or a.part, mod=a.mod or b.mod
        )
    if isinstance(a.form, Weekday) and isinstance(b.form, Calendar) and b.form.day and b.form.weekday is None:
        return replace(
            b,
            start=a.start,
            first=a.first,
            form=replace(b.form, weekday=a.form.weekday),
            part=a.part or b.part,
        )
    return None


def _tied(run: Run, a: Expr, b: Expr) -> Expr | None:
    form = a.form
    if not isinstance(form, Offset) or form.origin != "event":
        return None
    links = _between(run, a, b)
    if links == ("OF",) and a.rule == "eve":
        return replace(a, end=b.end, last=b.last, form=replace(form, tied=b))
    if links[:1] not in {("AFTER",), ("BEFORE",), ("FOLL",), ("FROM",)} or not set(links[1:]) <= {"THE"}:
        return None
    return replace(a, end=b.end, last=b.last, form=replace(form, tied=b))


def _one_night(a: Expr, b: Expr) -> bool:
    """Late on Friday and early Saturday: the second day begins where the first ends."""
    if not (isinstance(a.form, Weekday) and isinstance(b.form, Weekday)) or not (b.mod == "START" or b.part == "MO"):
        return False
    return b.form.weekday == a.form.weekday % 7 + 1


def _range(run: Run, joined: list[Expr], i: int) -> None:
    """Give both ends of "from A to B" the whole range."""
    a, b = joined[i], joined[i + 1]
    if not (isinstance(a.form, _DAYLIKE) and isinstance(b.form, _DAYLIKE)) or a.clock or b.clock:
        return
    links = tuple(kind for kind in _between(run, a, b) if kind != "THE")
    before = run.words[a.first - 1].kind if a.first else ""
    if links == ("AND",):
        ok = before == "BETWEEN" or _one_night(a, b)
    elif links in {("TO",), ("UNTIL",), ("THROUGH",)}:
        ok = before == "FROM" or a.part == "NI"
    else:
        ok = links in {("DASH",), ("HYPH",)}
    if ok:
        joined[i] = replace(a, form=Between(a, b, -1), mod="", part="")
        joined[i + 1] = replace(b, form=Between(a, b, 1), mod="", part="")
