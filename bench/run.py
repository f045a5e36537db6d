"""`python -m bench.run [NAME ...] [--data DIR]`: measure, print one table, exit 1 when a figure is below its floor."""

import argparse
import importlib
import pkgutil
import sys
from pathlib import Path

import bench
from bench.table import Row, data_folder, render

HELPERS = {"table", "run"}


def names() -> list[str]:
    """The bench modules: every module of this package with a `run(data) -> list[Row]`."""
    return sorted(info.name for info in pkgutil.iter_modules(bench.__path__) if info.name not in HELPERS)


def measure(name: str, data: Path | None) -> list[Row]:
    """Rows of one bench module; modules without `run` are helpers and give none."""
    module = importlib.import_module(f"bench.{name}")
    run = getattr(module, "run", None)
    return list(run(data)) if run is not None else []


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="bench modules (default: all)")
    parser.add_argument("--data", help="folder of public data (default: $WHOSAYS_BENCH_DATA)")
    parser.add_argument("--own", action="store_true", help="only what needs no outside data")
    options = parser.parse_args(arguments)
    data = None if options.own else data_folder(options.data)
    rows = [row for name in options.names or names() for row in measure(name, data)]
    print(render(rows))
    return 0 if all(row.holds for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
