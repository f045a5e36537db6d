"""What was asked to be read, as files: folders walked in order, globs opened, each real file once."""

import glob
import os
import stat
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from whosays.intake.draft import issue
from whosays.model.issue import Issue
from whosays.settings import Settings
from whosays.text.normalise import printable

STDIN = "-"
_IGNORED_SUFFIXES = (".ledger", ".ledger-wal", ".ledger-shm", ".ledger-journal")
"""Our own ledgers lie where reports lie; they are no reports."""
_KINDS = (
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)
_Seen = set[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file to read. `source` is the path as given, printable; `name` the path under the folder asked for, with `/`.

    `data` is set for what cannot be opened again (standard input). Plain data, so that it can be sent to a worker.
    """

    source: str
    name: str
    path: str | None = None
    data: bytes | None = None

    def read(self, max_bytes: int) -> bytes | Issue:
        """The bytes, or an Issue when the file cannot be read or is longer than `max_bytes`."""
        if self.path is None:
            data = self.data if self.data is not None and len(self.data) <= max_bytes else None
        else:
            try:
                data = _read_file(self.path, max_bytes)
            except OSError as error:
                return issue(
                    "unreadable",
                    self.source,
                    f"cannot be read: {error.strerror or error}; expected a readable file",
                )
        if data is None:
            return issue(
                "too_large",
                self.source,
                f"is larger than {max_bytes} bytes (setting max_bytes); it was not read",
            )
        return data


def _read_file(path: str, max_bytes: int) -> bytes | None:
    """The bytes, null when there are more than `max_bytes`; never waits for a pipe that nobody writes to."""
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(handle, "rb") as file:
        info = os.fstat(file.fileno())
        if not stat.S_ISREG(info.st_mode):
            raise OSError(0, "not a regular file")
        data = b"" if info.st_size > max_bytes else file.read(max_bytes + 1)
    return None if info.st_size > max_bytes or len(data) > max_bytes else data


def find_sources(
    paths: Sequence[str | os.PathLike[str]], *, settings: Settings
) -> Iterator[SourceFile | Issue]:
    """The files behind `paths`, in the order given and sorted inside a folder, with an Issue for what is no file.

    A path may be a file, a folder (walked to the bottom; hidden names, those that begin with a dot, and ledgers are passed
    over), a glob pattern, or `-` for standard input. A file reached twice, by a link or a second path, is given once.
    """
    seen: _Seen = set()
    for given in paths:
        path = os.fspath(given)
        if path == STDIN:
            yield _stdin(settings.max_bytes)
        elif os.path.lexists(path):
            yield from _from_path(path, seen)
        elif glob.has_magic(path):
            yield from _from_glob(path, seen)
        else:
            yield issue(
                "missing", printable(path), "does not exist; expected a file, a folder, a glob pattern or -"
            )


def _stdin(max_bytes: int) -> SourceFile:
    return SourceFile("<stdin>", "stdin", data=sys.stdin.buffer.read(max_bytes + 1))


def _from_glob(pattern: str, seen: _Seen) -> Iterator[SourceFile | Issue]:
    found = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207  Path.glob takes no absolute pattern
    if not found:
        yield issue("no_match", printable(pattern), "matches no file; expected at least one")
    for path in found:
        yield from _from_path(path, seen)


def _from_path(path: str, seen: _Seen) -> Iterator[SourceFile | Issue]:
    if Path(path).is_dir():
        yield from _walk(path, path, seen, ())
    else:
        yield from _one(path, Path(path).name, seen)


def _walk(
    root: str, folder: str, seen: _Seen, above: tuple[tuple[int, int], ...]
) -> Iterator[SourceFile | Issue]:
    """The files under `folder`; `above` holds the folders on the way down, so that a link back up is seen."""
    try:
        info = Path(folder).stat()
        names = sorted(path.name for path in Path(folder).iterdir())
    except OSError as error:
        yield issue("unreadable", printable(folder), f"the folder cannot be listed: {error.strerror}")
        return
    key = (info.st_dev, info.st_ino)
    if key in seen and key not in above:
        return
    if key in above:
        yield issue("cyclic_link", printable(folder), "is a link to a folder above it; it was not followed")
        return
    seen.add(key)
    for name in names:
        if name.startswith(".") or name.endswith(_IGNORED_SUFFIXES):
            continue
        path = str(Path(folder) / name)
        if Path(path).is_dir():
            yield from _walk(root, path, seen, (*above, key))
        else:
            yield from _one(path, os.path.relpath(path, root), seen)


def _one(path: str, name: str, seen: _Seen) -> Iterator[SourceFile | Issue]:
    """A single file, when it is one and was not given before."""
    shown = printable(path)
    try:
        info = Path(path).stat()
    except OSError as error:
        broken = Path(path).is_symlink()
        yield issue(
            "broken_link" if broken else "unreadable", shown, f"cannot be opened: {error.strerror or error}"
        )
        return
    kind = next((words for holds, words in _KINDS if holds(info.st_mode)), None)
    if kind:
        yield issue("not_a_file", shown, f"is {kind}; expected a regular file")
        return
    if (info.st_dev, info.st_ino) in seen:
        return
    seen.add((info.st_dev, info.st_ino))
    if shown != path:
        yield issue(
            "odd_name",
            shown,
            "the name holds control characters or bytes that are no UTF-8; they are shown escaped",
        )
    yield SourceFile(shown, printable(name.replace(os.sep, "/")), path)
