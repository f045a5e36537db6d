"""`python -m bench.kill [--kills 50]`: kill -9 at random moments while reading; the resumed run must end as an undisturbed one.

By hand, not in CI (which kills a few times). Each kill is of the parent, of a worker, or of both; after each the ledger must verify.
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
from whosays.errors import LedgerVersionError


def start(corpus: Path, ledger: Path, workers: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "whosays.cli.main", "read", str(corpus), "--ledger", str(ledger), "--workers", str(workers), "-q"]
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


def killed(corpus: Path, ledger: Path, workers: int, chance: random.Random, longest: float) -> bool:
    """Start a run and kill it at a random moment; whether it was still running."""
    process = start(corpus, ledger, workers)
    time.sleep(chance.uniform(0.3, longest))
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
    parser.add_argument("--longest", type=float, default=12.0, help="seconds after which a run is killed at the latest")
    options = parser.parse_args()
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
