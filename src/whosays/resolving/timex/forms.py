"""What an expression means before it is tied to the calendar: small forms, one per way of naming a time."""

from dataclasses import dataclass
from typing import Literal

Mod = Literal["START", "MID", "END", "EARLIER", "LATER", "APPROX", "LESS", "MORE", ""]
Origin = Literal["publication", "narrative", "event"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """How many: `value` null when vague (`few`, `several`); `mod` for "about", "nearly", "more than"."""

    value: float | None
    vague: str = ""
    mod: Mod = ""


@dataclass(frozen=True, slots=True)
class Calendar:
    """A calendar unit as far as it is named. `decade` is 198 for the 1980s, `century` 20 for the 20th."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: str = ""
    quarter: int | None = None
    half: int | None = None
    decade: int | None = None
    century: int | None = None
    shift: int | None = None
    year_shift: int | None = None
    year_origin: Origin = "publication"


@dataclass(frozen=True, slots=True)
class Weekday:
    """A weekday (Monday 1): `shift` -1 "last", 0 "this", 1 "next", null bare; `week` shifts the week it lies in."""

    weekday: int
    shift: int | None = None
    week: int | None = None
    origin: Origin = "publication"


@dataclass(frozen=True, slots=True)
class Day:
    """Today plus `offset` days."""

    offset: int


@dataclass(frozen=True, slots=True)
class Period:
    """A unit counted from another: last week (-1), this year (0), that day (0 from the narrative)."""

    unit: str
    shift: int
    origin: Origin = "publication"
    fiscal: bool = False


@dataclass(frozen=True, slots=True)
class Offset:
    """A distance from a time: two days ago, a week later, three days after `tied`."""

    quantity: Quantity
    unit: str
    sign: int
    origin: Origin
    tied: "Expr | None" = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch that ends or begins at a time: the past three days (-1), the next two weeks (1)."""

    quantity: Quantity
    unit: str
    sign: int
    recent: bool = False


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time that is tied to nothing."""

    quantity: Quantity
    unit: str


@dataclass(frozen=True, slots=True)
class Repeat:
    """A set: `value` as in TIMEX3."""

    value: str


@dataclass(frozen=True, slots=True)
class Ref:
    """PAST_REF, PRESENT_REF or FUTURE_REF."""

    value: str


@dataclass(frozen=True, slots=True)
class Feast:
    """A holiday by its lower-case name; `within` narrows a long one: first day (1), last (-1), null all of it."""

    name: str
    year: int | None = None
    shift: int | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day: minutes after midnight (0..1440); `zone` a key of the zone table, `offset` as in ISO 8601."""

    minutes: int
    zone: str = ""
    offset: str = ""


@dataclass(frozen=True, slots=True)
class Between:
    """From one time to another, both included; `side` -1 or 1 where the expression names only that end."""

    first: "Expr"
    last: "Expr"
    side: int = 0


@dataclass(frozen=True, slots=True)
class TimeOfDay:
    """A clock time or a part of the day without its day."""


@dataclass(frozen=True, slots=True)
class Inside:
    """A part of a larger time: the first week of March (unit week, nth 1), the end of the month (through mod)."""

    unit: str
    nth: int
    outer: "Expr"


Form = (
    Calendar
    | Weekday
    | Day
    | Period
    | Offset
    | Stretch
    | Duration
    | Repeat
    | Ref
    | Feast
    | Between
    | TimeOfDay
    | Inside
)


@dataclass(frozen=True, slots=True)
class Expr:
    """An expression `[start, end)` with its form; `first`/`last` number its words in the run; `part` MO, AF, EV, NI, ..."""

    start: int
    end: int
    first: int
    last: int
    rule: str
    form: Form
    mod: Mod = ""
    part: str = ""
    clock: Clock | None = None
