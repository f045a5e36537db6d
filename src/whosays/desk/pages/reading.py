"""Add reports: files are handed in, read by a process of their own, and watched while they are."""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import msgspec

from whosays.desk.asking import Ask, Refusal, bad
from whosays.desk.shapes.reading import Batch, ReadDocument, Reading, StartReading, Unread
from whosays.model.ids import short_hash
from whosays.model.issue import Issue

MOST_FILES: Final = 500
"""Files of one batch."""
_NAME: Final = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
UNREAD: Final = frozenset({"language_not_read", "unknown_language", "language_unknown", "language"})
"""Codes of the Issues that tell of a language the reader does not know."""


@dataclass(slots=True)
class Job:
    """A batch of files and the process that reads it."""

    batch: str
    folder: Path
    ledger: Path
    files: int = 0
    state: Any = "waiting"
    documents: list[ReadDocument] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    message: str = ""
    began: float = 0.0
    ended: float = 0.0
    started: bool = False

    @property
    def running(self) -> bool:
        """Whether it is being read."""
        return self.state in ("reading", "joining")

    def run(self, arguments: list[str]) -> None:
        """Read the batch to its end; what the process says is taken line by line."""
        try:
            self._run(arguments)
        except OSError as error:
            self.state, self.message = "failed", f"the reader could not be started: {error.strerror or error}"
        finally:
            self.ended = time.monotonic()
            self.clear()

    def clear(self) -> None:
        """Remove the files that were handed in: the ledger keeps originals."""
        shutil.rmtree(self.folder.parent, ignore_errors=True)

    def _run(self, arguments: list[str]) -> None:
        command = [sys.executable, "-c", "from whosays.cli.main import main; main()", "read", ".", "--format", "jsonl", *arguments]
        with (
            (self.folder.parent / f"{self.batch}.said").open("w+b") as said,
            subprocess.Popen(command, cwd=self.folder, stdout=subprocess.PIPE, stderr=said) as process,  # noqa: S603 - our own program
        ):
            assert process.stdout is not None
            for line in process.stdout:
                self.take(json.loads(line))
                if len(self.documents) >= self.files:
                    self.state = "joining"
            status = process.wait()
            said.seek(0)
            words = said.read().decode("utf-8", "replace").strip()
        failed = status not in (0, 1) or (status == 1 and not self.documents and not self.issues)
        self.state = "failed" if failed else "done"
        self.message = words.splitlines()[-1] if failed and words else ""

    def take(self, told: dict[str, Any]) -> None:
        """One line of the reader: a document, or an Issue of an input."""
        if "issue" in told:
            self.issues.append(msgspec.convert(told["issue"], Issue))
            return
        known = {name: told[name] for name in ("doc_id", "report_id", "kind", "claims", "words", "share_read", "language")}
        self.documents.append(ReadDocument(**known, issues=msgspec.convert(told["issues"], list[Issue])))

    def shown(self) -> Reading:
        """How far it is."""
        unread = [
            Unread(doc_id=one.doc_id, language=one.language)
            for one in self.documents
            if any("language" in issue.code for issue in one.issues)
        ]
        seconds = (self.ended or time.monotonic()) - self.began if self.began else 0.0
        return Reading(
            batch=self.batch, state=self.state, done=len(self.documents), files=self.files, documents=list(self.documents),
            issues=list(self.issues), unread=unread, message=self.message, seconds=round(seconds, 1),
        )


def hand_in(ask: Ask) -> Batch:
    """Take the bytes of one file into a batch, a new one where none is named."""
    name, batch = ask.one("name"), ask.one("batch")
    ask.whole()
    if name is None:
        raise bad("name is missing: the file's name")
    job = _job(ask, batch) if batch else _new(ask)
    if job.started:
        raise Refusal(409, "conflict", "this batch is being read already; begin a new one")
    if job.files >= MOST_FILES:
        raise Refusal(413, "too_large", f"a batch holds at most {MOST_FILES} files; begin a new one")
    if len(ask.body) > ask.office.settings.max_bytes:
        raise Refusal(413, "too_large", f"{name} is larger than {ask.office.settings.max_bytes} bytes (setting max_bytes)")
    path = _free(job.folder, _plain(name))
    path.write_bytes(ask.body)
    job.files += 1
    state = ask.book.seen(path.name, hashlib.sha256(ask.body).hexdigest())
    known = "replaces" if state == "new" and ask.book.versions_of(path.name) else state
    return Batch(batch=job.batch, name=path.name, bytes=len(ask.body), known=known)


def _plain(name: str) -> str:
    """A file's own name, without its folders, that no file system refuses and that is no option."""
    last = _NAME.sub("_", name.replace("\\", "/")).rsplit("/", 1)[-1].strip().lstrip(".-")
    stem, dot, suffix = last.rpartition(".")
    cut = f"{stem[:120]}{dot}{suffix[:12]}" if dot else last[:120]
    return cut or "report"


def _free(folder: Path, name: str) -> Path:
    path, number = folder / name, 1
    while path.exists():
        number += 1
        stem, dot, suffix = name.rpartition(".")
        path = folder / (f"{stem} ({number}){dot}{suffix}" if dot else f"{name} ({number})")
    return path


def _new(ask: Ask) -> Job:
    office = ask.office
    folder = Path(tempfile.mkdtemp(prefix="whosays-desk-"))
    inner = folder / "in"
    inner.mkdir()
    batch = short_hash("batch", str(folder), time.monotonic_ns())
    job = Job(batch, inner, office.ledger.absolute())
    office.readings[batch] = job
    return job


def _job(ask: Ask, batch: str) -> Job:
    job: Job | None = ask.office.readings.get(batch)
    if job is None:
        raise Refusal(404, "not_found", f"no batch {batch!r} was handed in since the desk was started")
    return job


def start(ask: Ask) -> Batch:
    """Read a batch; watch it at /api/reading/BATCH."""
    wanted: StartReading = ask.taken(StartReading)
    job = _job(ask, wanted.batch)
    if not job.files:
        raise bad("this batch holds no file")
    if job.started or any(other.running for other in ask.office.readings.values()):
        raise Refusal(409, "conflict", "a batch is being read; wait until it is done")
    job.started, job.state, job.began = True, "reading", time.monotonic()
    given = {"outlet": wanted.outlet, "author": wanted.author, "published": wanted.published, "language": wanted.language}
    arguments = ["--ledger", str(job.ledger)]
    for name, value in given.items():
        if value:
            arguments.append(f"--{name}={value}")
    threading.Thread(target=job.run, args=(arguments,), name="reading", daemon=True).start()
    return Batch(batch=job.batch)


def progress(ask: Ask) -> Reading:
    """How far a batch is, document by document."""
    ask.whole()
    return _job(ask, ask.path["batch"]).shown()
