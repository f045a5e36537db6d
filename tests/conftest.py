"""What several floors' tests share: the samples read once, and the command line in this process."""

import io
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "samples"


@dataclass(frozen=True)
class Ran:
    status: int
    out: str
    err: str
    raw: bytes


@pytest.fixture
def whosays(monkeypatch):
    """The command `whosays`, called in this process with captured output; `stdin` is given as bytes."""

    def call(*arguments, stdin=b""):
        from whosays.cli.exits import guarded
        from whosays.cli.main import whosays as command

        out, err = io.BytesIO(), io.BytesIO()
        streams = {
            "stdin": io.TextIOWrapper(io.BytesIO(stdin)),
            "stdout": io.TextIOWrapper(out, "utf-8", write_through=True),
            "stderr": io.TextIOWrapper(err, "utf-8", write_through=True),
        }
        with monkeypatch.context() as patch:
            for name, stream in streams.items():
                patch.setattr(sys, name, stream)
            status = guarded(command, [str(argument) for argument in arguments])
        raw = out.getvalue()
        return Ran(status, raw.decode("utf-8", "replace"), err.getvalue().decode("utf-8", "replace"), raw)

    return call


@pytest.fixture(scope="session")
def samples_ledger(tmp_path_factory):
    """A ledger of the samples. Look only: copy it to change it."""
    from whosays import api

    path = tmp_path_factory.mktemp("samples") / "samples.ledger"
    api.read([SAMPLES], path)
    return path
