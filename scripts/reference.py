"""Writes docs/reference from the docstrings of the code: `python scripts/reference.py` (and `--check` to compare only)."""

import ast
import dataclasses
import inspect
import itertools
import re
import sys
import typing
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import click

from whosays import api, errors, settings
from whosays.cli import exits
from whosays.cli.main import command_tree, whosays
from whosays.desk.filters import PARAMS
from whosays.desk.routes import ROUTES
from whosays.export import flat
from whosays.ledger import records as ledger_records
from whosays.model import claim, entity, incident, issue, judgement, report, resolution, span, types
from whosays.model.wire import WIRE_NAMES

FOLDER = Path(__file__).parents[1] / "docs" / "reference"
MADE = "<!-- Made from the code by scripts/reference.py; do not edit. -->\n\n"
LIBRARY = ("read", "open_ledger", "annotate", "Annotator", "annotate_lines", "explain", "export", "exported", "brief", "judge", "decide", "redact", "reread", "import_places")


def pages() -> dict[str, str]:
    """Each page's name with its text."""
    return {
        "cli.md": cli(), "library.md": library(), "records.md": records(), "settings.md": attributes(settings, "Settings", "Settings"),
        "exit-codes.md": exit_codes(), "errors.md": errors_page(), "exports.md": exports(), "types.md": types_page(), "desk.md": desk(),
    }


def cli() -> str:
    """Every verb with its help."""
    out = ["# The command line\n"]
    for path, command in verbs():
        context = click.Context(command, info_name=path, terminal_width=80, **whosays.context_settings)
        out += [f"## `{path}`\n", "```", command.get_help(context), "```\n"]
    return MADE + "\n".join(out)


def verbs() -> Iterator[tuple[str, click.Command]]:
    """The program, its verbs, and the verbs under those."""
    yield "whosays", whosays
    for name, command in command_tree().items():
        yield f"whosays {name}", command
        if isinstance(command, click.Group):
            for below in sorted(command.commands):
                yield f"whosays {name} {below}", command.commands[below]


def library() -> str:
    """The functions of `whosays.api`."""
    out = ["# The library\n", "Everything here is in `whosays.api`; `read`, `open_ledger`, `annotate` and `explain` also in `whosays`.\n"]
    for name in LIBRARY:
        value = getattr(api, name)
        out += [f"## {name}\n", f"```python\n{name}{_signature(value)}\n```\n", _doc(value) + "\n"]
        if inspect.isclass(value):
            for method, function in inspect.getmembers(value, inspect.isfunction):
                if not method.startswith("_"):
                    out += [f"### {name}.{method}\n", f"```python\n{method}{_signature(function)}\n```\n", _doc(function) + "\n"]
    out += ["# What it returns\n"]
    for kind in (api.ReadingSummary, api.ClaimExplanation, api.IncidentExplanation, *_classes(ledger_records)):
        out += _record(kind)
    return MADE + "\n".join(out)


def _signature(value: Any) -> str:
    text = str(inspect.signature(value)).replace("whosays.model.", "").replace("whosays.", "")
    return text if len(text) < 90 else text.replace("(", "(\n    ", 1).replace(", ", ",\n    ")


def records() -> str:
    """The records of the ledger, field by field, under their names in JSON."""
    out = ["# Records\n", "Offsets are `[start, end)` in Unicode code points of the report's text. Fields stand under their names in JSON.\n"]
    for module in (span, report, claim, resolution, entity, incident, judgement, issue):
        for kind in _classes(module):
            out += _record(kind)
    return MADE + "\n".join(out)


def _classes(module: ModuleType) -> list[type[Any]]:
    """The dataclasses that a module defines, in its order."""
    own = [value for value in vars(module).values() if dataclasses.is_dataclass(value) and value.__module__ == module.__name__]
    return typing.cast("list[type[Any]]", own)


def _record(kind: type[Any]) -> list[str]:
    out = [f"## {kind.__name__}\n", _doc(kind) + "\n", "| field | type | default |", "|---|---|---|"]
    for field in dataclasses.fields(kind):
        name = WIRE_NAMES.get((kind.__name__, field.name), field.name)
        default = "" if field.default is dataclasses.MISSING else f"`{_short(field.default)}`"
        out.append(f"| `{name}` | {_type(field.type)} | {default} |")
    return [*out, ""]


def _short(value: Any) -> str:
    return f"{type(value).__name__}()" if dataclasses.is_dataclass(value) else repr(value)


def _type(kind: Any) -> str:
    if typing.get_origin(kind) is typing.Literal:
        return " \\| ".join(f"`{value}`" for value in typing.get_args(kind))
    words = kind if isinstance(kind, str) else kind.__name__ if isinstance(kind, type) and not typing.get_args(kind) else str(kind)
    for gone in ("typing.", "whosays.model.claim.", "whosays.model.span.", "whosays.model.", "collections.abc."):
        words = words.replace(gone, "")
    return words.replace("|", "\\|")


def desk() -> str:
    """Every path of the desk's API."""
    out = ["# The desk's API\n", "Shapes: [openapi.json](../../web/openapi.json). Meaning, errors and the way in: [API.md](../../web/API.md).\n"]
    for route in ROUTES:
        out += [f"## {route.method} `{re.sub(r':path}', '}', route.path)}`\n", " ".join(route.says.split()) + "\n"]
        out += ["Takes the filter.\n"] if route.filtered else []
        out += [f"Takes `{route.takes.__name__}`.\n"] if route.takes is not None else []
        out += [f"- `{param.name}`: {param.says}" for param in route.query]
        out += [""] if route.query else []
        out += ["Gives a file.\n" if route.gives is bytes else f"Gives `{getattr(route.gives, '__name__', route.gives)}`.\n"]
    out += ["# The filter\n", *(f"- `{param.name}`{' (repeats)' if param.repeats else ''}: {param.says}" for param in PARAMS), ""]
    return MADE + "\n".join(out)


def exit_codes() -> str:
    """The exit statuses."""
    out = ["# Exit statuses\n", "| status | name | meaning |", "|---|---|---|"]
    said = _said(exits, "Exit")
    out += [f"| {status.value} | {status.name} | {said[status.name]} |" for status in exits.Exit]
    return MADE + "\n".join([*out, ""])


def attributes(module: ModuleType, name: str, title: str) -> str:
    """The fields of one class, with the sentence below each."""
    out = [f"# {title}\n", "| name | type | default | what it does |", "|---|---|---|---|"]
    said = _said(module, name)
    for field in dataclasses.fields(getattr(module, name)):
        default = "(see text)" if field.default is dataclasses.MISSING else f"`{field.default!r}`"
        out.append(f"| `{field.name}` | {_type(field.type)} | {default} | {said[field.name]} |")
    return MADE + "\n".join([*out, ""])


def _said(module: ModuleType, name: str) -> dict[str, str]:
    """The string below each attribute of a class."""
    tree = ast.parse(inspect.getsource(module))
    body = next(node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == name).body
    said = {}
    for node, below in itertools.pairwise(body):
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        if isinstance(target, ast.Name) and isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant):
            said[target.id] = " ".join(str(below.value.value).split())
    return said


def errors_page() -> str:
    """Every error, with the exit status that the command line gives it."""
    out = ["# Errors\n", "| error | when | exit status |", "|---|---|---|"]
    kinds = [kind for kind in vars(errors).values() if inspect.isclass(kind) and issubclass(kind, errors.WhosaysError)]
    out += [f"| `{kind.__name__}` | {_doc(kind)} | {int(exits.status_of(kind()))} |" for kind in kinds]
    return MADE + "\n".join([*out, ""])


def exports() -> str:
    """The columns of flat exports."""
    out = ["# Exports\n", "CSV, Parquet and the properties of GeoJSON features have these columns; an empty cell means that the report gives nothing.\n"]
    out += ["| column | type |", "|---|---|", *(f"| `{name}` | {kind.__name__} |" for name, kind, _ in flat.COLUMNS), ""]
    for function in (flat.source_path, flat.names, flat.figure):
        out.append(f"- `{function.__name__}`: {_doc(function)}")
    out += ["", "Parquet adds `record`, the whole claim as JSON. JSON Lines holds whole claims (see records) with `doc_id`, `judged` and `report`.", ""]
    return MADE + "\n".join(out)


def types_page() -> str:
    """The claim types by group."""
    out = ["# Claim types\n", "| group | types |", "|---|---|"]
    out += [f"| {group} | {', '.join(kinds)} |" for group, kinds in types.GROUPS.items()]
    return MADE + "\n".join([*out, ""])


def _doc(value: Any) -> str:
    return inspect.cleandoc(value.__doc__ or "").strip()


def main() -> int:
    """Write the pages, or with `--check` say which differ (exit status 1)."""
    wanted = pages()
    stale = [name for name, text in wanted.items() if not (FOLDER / name).is_file() or (FOLDER / name).read_text("utf-8") != text]
    stale += [path.name for path in sorted(FOLDER.glob("*.md")) if path.name not in wanted]
    if "--check" in sys.argv:
        print("\n".join(stale) or "docs/reference is up to date")  # noqa: T201
        return 1 if stale else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in wanted.items():
        (FOLDER / name).write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
