"""The rows of the quality table, and where public data are found."""

import os
from dataclasses import dataclass
from pathlib import Path

ENVIRONMENT_VARIABLE = "WHOSAYS_BENCH_DATA"


@dataclass(frozen=True, slots=True)
class Row:
    """One measured figure. `floor` is the least that a gate accepts (None: not gated); `lower_is_better` for errors."""

    data: str
    metric: str
    figure: float | None
    floor: float | None = None
    note: str = ""
    lower_is_better: bool = False

    @property
    def holds(self) -> bool:
        """Whether the figure meets its floor; a skipped row (figure None) holds."""
        if self.figure is None or self.floor is None:
            return True
        # Figures are compared as printed, so that a floor copied from the table always holds.
        figure = round(self.figure, 3)
        return figure <= self.floor if self.lower_is_better else figure >= self.floor


def skipped(data: str, why: str) -> list[Row]:
    """The one row that says that a data set was not measured and why."""
    return [Row(data, "skipped", None, None, why)]


def data_folder(option: str | None = None) -> Path | None:
    """The folder of public data: the option, else the environment variable, else None."""
    name = option or os.environ.get(ENVIRONMENT_VARIABLE)
    return Path(name) if name else None


def render(rows: list[Row]) -> str:
    """The table as text, one row a line."""
    lines = [f"{'data':34} {'metric':44} {'figure':>8} {'floor':>8}  note"]
    for row in rows:
        figure = "-" if row.figure is None else f"{row.figure:.3f}"
        floor = "-" if row.floor is None else f"{row.floor:.3f}"
        mark = "" if row.holds else "  BELOW ITS FLOOR"
        lines.append(f"{row.data:34} {row.metric:44} {figure:>8} {floor:>8}  {row.note}{mark}")
    return "\n".join(lines)
