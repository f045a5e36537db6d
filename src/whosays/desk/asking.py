"""What a page is asked and how it answers: parameters checked, records to JSON, errors to a status and words."""

import dataclasses
import typing
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Literal

import msgspec

from whosays import errors
from whosays.model.wire import WIRE_NAMES, dumps, to_wire

if TYPE_CHECKING:
    from whosays.api import LedgerView
    from whosays.desk.office import Office

Query = Sequence[tuple[str, str]]
Method = Literal["GET", "POST"]
LIMIT: Final = 50
MOST: Final = 500
"""Rows of a page at most."""


class Refusal(Exception):  # noqa: N818 - an answer like any other, that ends the work on a request
    """An answer that is an error: a status, a stable code, words, and what else the page may need."""

    def __init__(self, status: int, code: str, message: str, **more: Any) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.more = more


def bad(message: str) -> Refusal:
    """A parameter or body that cannot be taken."""
    return Refusal(400, "bad_request", message)


@dataclass(frozen=True, slots=True)
class Download:
    """An answer that is a file. `inline` is shown in a sandbox instead of being saved."""

    name: str
    media: str
    parts: "Iterator[bytes] | bytes"
    inline: bool = False


@dataclass(frozen=True, slots=True)
class Param:
    """A query parameter, for the description of the API."""

    name: str
    says: str
    repeats: bool = False


@dataclass(frozen=True, slots=True)
class Route:
    """One path: what answers it, what it gives and takes. `filtered` paths also take the filter."""

    method: Method
    path: str
    answer: "Callable[[Ask], Any]"
    gives: Any
    takes: Any = None
    query: tuple[Param, ...] = ()
    filtered: bool = False
    raw: bool = False

    @property
    def says(self) -> str:
        """Its line in the description of the API."""
        return (self.answer.__doc__ or "").strip()


@dataclass(slots=True)
class Ask:
    """One request: the office, a ledger to look at, the path's parts, the query and the body."""

    office: "Office"
    book: "LedgerView"
    path: Mapping[str, str]
    query: Query
    body: bytes = b""
    used: set[str] = field(default_factory=set)

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of a parameter."""
        self.used.add(name)
        return tuple(value for key, value in self.query if key == name and value)

    def one(self, name: str, default: str | None = None) -> str | None:
        """The last value of a parameter."""
        found = self.all(name)
        return found[-1] if found else default

    def choice(self, name: str, choices: Sequence[str], default: str) -> Any:
        """One of a closed list."""
        value = self.one(name, default) or default
        if value not in choices:
            raise bad(f"{name} is {value!r}; expected one of {', '.join(choices)}")
        return value

    def number(self, name: str, default: int, low: int, high: int) -> int:
        """A whole number within bounds."""
        value = self.one(name)
        if value is None:
            return default
        if not value.isascii() or not value.isdecimal() or len(value) > 15 or not low <= int(value) <= high:
            raise bad(f"{name} is {value!r}; expected a whole number from {low} to {high}")
        return int(value)

    def flag(self, name: str) -> bool:
        """`1` or `true`."""
        value = self.one(name)
        if value not in (None, "0", "1", "true", "false"):
            raise bad(f"{name} is {value!r}; expected 1 or 0")
        return value in ("1", "true")

    @property
    def limit(self) -> int:
        """How many rows."""
        return self.number("limit", LIMIT, 1, MOST)

    def whole(self) -> None:
        """Refuse parameters that nobody took."""
        for name, _ in self.query:
            if name not in self.used:
                raise bad(f"there is no parameter {name!r} here; known: {', '.join(sorted(self.used))}")

    def taken(self, kind: Any) -> Any:
        """The body as a record.

        Raises:
            Refusal: no JSON, or another shape.
        """
        try:
            return msgspec.json.decode(self.body, type=kind)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise bad(f"the body is not what is expected here: {error}") from None


def wire(value: Any) -> Any:
    """An answer as JSON-ready values: the desk's own records and whosays' under the contract's names."""
    kind: Any = type(value)
    if isinstance(value, msgspec.Struct) or dataclasses.is_dataclass(kind):
        if not renames(kind):
            return msgspec.to_builtins(value)
        if isinstance(value, msgspec.Struct):
            return {info.encode_name: wire(getattr(value, info.name)) for info in msgspec.structs.fields(kind)}
        return to_wire(value)
    if isinstance(value, list | tuple):
        return [wire(part) for part in value]
    if isinstance(value, dict):
        return {key: wire(part) for key, part in value.items()}
    return value


@cache
def renames(kind: Any) -> bool:
    """Whether a type holds a record whose fields have other names in the contract: the rest is written by msgspec alone."""
    if typing.get_args(kind):
        return any(renames(part) for part in typing.get_args(kind))
    if not isinstance(kind, type) or not (issubclass(kind, msgspec.Struct) or dataclasses.is_dataclass(kind)):
        return False
    if kind.__name__ in _RENAMED and not issubclass(kind, msgspec.Struct):
        return True
    return any(renames(part) for part in typing.get_type_hints(kind).values())


_RENAMED: Final = frozenset(owner for owner, _ in WIRE_NAMES)


def encoded(value: Any, only: Sequence[str] = ()) -> bytes:
    """An answer as JSON; `only` these fields of each row."""
    plain = wire(value)
    if only and isinstance(plain, dict) and isinstance(plain.get("rows"), list):
        plain["rows"] = [{name: part for name, part in row.items() if name in only} for row in plain["rows"]]
    try:
        return msgspec.json.encode(plain)
    except UnicodeEncodeError:  # lone surrogates of damaged input
        return dumps(plain)


_STATUS: Final[tuple[tuple[type[Exception], int, str], ...]] = (
    (errors.ConflictError, 409, "conflict"),
    ((errors.NotFoundError), 404, "not_found"),
    (errors.AmbiguousIdError, 404, "not_found"),
    (errors.JudgementError, 422, "refused"),
    (errors.GroundingError, 422, "refused"),
    (errors.SettingsError, 400, "bad_request"),
    (errors.ExportError, 400, "bad_request"),
    (errors.LedgerBusyError, 503, "busy"),
    (errors.LedgerError, 500, "ledger"),
    (errors.WhosaysError, 500, "ledger"),
)


def refusal_of(error: Exception) -> Refusal | None:
    """What an error of the library means to the page."""
    if isinstance(error, Refusal):
        return error
    if isinstance(error, errors.LedgerError) and "cursor" in str(error):
        return bad(str(error))
    for kind, status, code in _STATUS:
        if isinstance(error, kind):
            return Refusal(status, code, str(error))
    return None
