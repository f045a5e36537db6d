"""What the joining asks of a ledger: what is remembered between two joinings, and reports, claims and incidents as they are now."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Protocol

from whosays.incidents.blocks import Row
from whosays.model.claim import Claim
from whosays.model.incident import Incident
from whosays.model.report import Report

Filed = tuple[int, str, int, int, bytes]
"""A claim: its number, id, the number of its report, its component, and what is seen of it at a glance."""
Marked = tuple[int, str, int | None, Sequence[int], Collection[int]]
"""A report: its number, id, day of publication (ordinal), turns and marks."""


class Index(Protocol):
    """What is remembered between two joinings; see `ledger.joining.JoiningIndex`."""

    def begin(self, version: str) -> None:
        """Forget everything and note the rules."""
        ...

    def fill(self, reports: Iterable[Marked], standings: Iterable[tuple[int, int, int, int, int]], claims: Iterable[Filed]) -> None:
        """Reports, standings and claims of a whole ledger."""
        ...

    def put_report(self, number: int, report_id: str, day: int | None, turns: Sequence[int], marks: Collection[int]) -> None:
        """A report with its marks, in place of what was known."""
        ...

    def drop_report(self, number: int) -> None:
        """Forget a report."""
        ...

    def report(self, number: int) -> tuple[str, tuple[int, ...]] | None:
        """Id and turns of a report."""
        ...

    def marks(self, number: int) -> set[int]:
        """The marks of a report."""
        ...

    def counted(self, number: int, most: int) -> list[tuple[int, int]]:
        """The names of a report with the number of their holders, up to `most`."""
        ...

    def count(self, mark: int, most: int) -> int:
        """The number of holders of a mark, up to `most`."""
        ...

    def days(self, mark: int) -> Iterator[int]:
        """The days of publication of the dated reports that hold a mark, one by one."""
        ...

    def holders(self, mark: int) -> list[int]:
        """The reports that hold a mark."""
        ...

    def standings(self, report: int) -> set[Row]:
        """The standings of a report's claims."""
        ...

    def add(self, row: Row, report: int) -> None:
        """One more standing."""
        ...

    def remove(self, row: Row) -> None:
        """One standing less."""
        ...

    def block(self, block: int, most: int) -> list[tuple[int, int]]:
        """The first claims of a block with their flags, up to `most`."""
        ...

    def beside(self, row: Row, reach: int) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
        """The claims at most `reach` places after, and those before, the nearest first, with flags."""
        ...

    def filed(self, claims: Iterable[int]) -> list[Filed]:
        """The known among these claims."""
        ...

    def of_report(self, report: int) -> list[Filed]:
        """The claims of a report."""
        ...

    def of_component(self, component: int) -> list[Filed]:
        """The claims of a component."""
        ...

    def file(self, rows: Iterable[Filed]) -> None:
        """Claims with their components."""
        ...

    def unfile(self, claims: Iterable[int]) -> None:
        """Forget claims."""
        ...


class Source(Protocol):
    """The ledger as it is now; see `ledger.joining.JoiningSource`."""

    def reports(self, ids: Collection[str]) -> list[Report]:
        """The live reports among these."""
        ...

    def claims_of(self, ids: Collection[str]) -> list[Claim]:
        """The live claims of these reports."""
        ...

    def claims(self, ids: Collection[str]) -> list[Claim]:
        """The live claims of these ids."""
        ...

    def homes(self, ids: Collection[str]) -> dict[str, str]:
        """The stored incident of each of these claims."""
        ...

    def incidents(self, ids: Collection[str]) -> list[Incident]:
        """The stored incidents among these."""
        ...
