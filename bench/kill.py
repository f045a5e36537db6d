"""`python -m bench.kill [--kills 50]`: kill -9 at random moments while reading; the resumed run must end as an undisturbed one.

By hand, not in CI (which kills a few times). After each kill the ledger must verify and hold all that it held before. With `--cheap` the reader
is one that costs nothing, so that the kills fall on the runner and the ledger and not on the loading of the parser.
"""

import argparse
import hashlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench import speed_corpus
from whosays import api
from whosays.errors import LedgerError, LedgerVersionError

CHEAP = "import sys; sys.path.insert(0, 'tests/cli'); import cheap; cheap.install(); from whosays.cli.main import main; main()"
REAL = "from whosays.cli.main import main; main()"
code = REAL


def start(corpus: Path, ledger: Path, workers: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", code, "read", str(corpus), "--ledger", str(ledger), "--workers", str(workers), "-q"]
    return subprocess.Popen(command, stderr=subprocess.DEVNULL)


def export(ledger: Path) -> str:
    with tempfile.NamedTemporaryFile() as file:
        api.export("jsonl", Path(file.name), ledger)
        return hashlib.sha256(Path(file.name).read_bytes()).hexdigest()


def stored(ledger: Path) -> int:
    """How many reports the ledger holds, after checking that it is whole."""
    if not ledger.exists():
        return 0
    try:
        with api.open_ledger(ledger) as book:
            verified = book.verify()
            assert verified.ok, verified
            return book.info().reports
    except LedgerVersionError:
        return 0  # killed before the first table was there


def counted(ledger: Path) -> int:
    """How many reports the ledger holds, without a look at the rest."""
    try:
        with api.open_ledger(ledger) as book:
            return book.info().reports
    except LedgerError:
        return 0


def killed(corpus: Path, ledger: Path, workers: int, chance: random.Random, longest: float) -> bool:
    """Start a run and kill it at a random moment, four times of five after it has stored something; whether it was still running."""
    process = start(corpus, ledger, workers)
    before = counted(ledger)
    early = chance.random() < 0.2
    while not early and process.poll() is None and counted(ledger) == before:
        time.sleep(0.01)
    time.sleep(chance.uniform(0.0, longest))
    if process.poll() is not None:
        return False
    process.send_signal(signal.SIGKILL)
    process.wait()
    return True


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--reports", type=int, default=300)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--longest", type=float, default=3.0, help="seconds between something stored and the kill, at most")
    parser.add_argument("--cheap", action="store_true", help="a reader that costs nothing")
    options = parser.parse_args()
    global code  # noqa: PLW0603 - a script's one switch
    code = CHEAP if options.cheap else REAL
    chance = random.Random(7)
    done = 0
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus"
        corpus.mkdir()
        speed_corpus.write(corpus / "reports.jsonl", options.reports)
        whole = Path(folder) / "whole.ledger"
        assert start(corpus, whole, 1).wait() == 0
        wanted = export(whole)
        round_ = 0
        while done < options.kills:
            ledger = Path(folder) / f"killed-{round_}.ledger"
            round_ += 1
            before = 0
            while done < options.kills and killed(corpus, ledger, options.workers, chance, options.longest):
                done += 1
                now = stored(ledger)
                assert now >= before, "a stored report was lost"
                print(f"kill {done}: {now} reports stored, verified; load {os.getloadavg()[0]:.1f}", flush=True)
                before = now
            assert start(corpus, ledger, options.workers).wait() == 0
            assert stored(ledger) == options.reports
            assert export(ledger) == wanted, "the export differs from that of an undisturbed run"
            print(f"ledger {round_}: same export as an undisturbed run", flush=True)
            ledger.unlink()


if __name__ == "__main__":
    main()
