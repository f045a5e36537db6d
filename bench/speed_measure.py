"""`python -m bench.speed_measure [REPORTS ...] [--workers 1 2]`: words a second, peak memory, and growth with the number of reports.

By hand, not in CI: the figures depend on the machine and on what else it does; `cpu` (seconds of processor time, children included)
depends less on the latter. Memory is the sum of the peaks of the parent and its workers.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from bench import speed_corpus


@dataclass(frozen=True, slots=True)
class Figures:
    """One run: wall and processor seconds, words, and the highest sum of resident memory seen, in MB."""

    wall: float
    cpu: float
    words: int
    memory: float


def read_watched(corpus: Path, ledger: Path, workers: int, words: int) -> Figures:
    """Read the corpus in a process of its own, watched from outside."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    command = [sys.executable, "-m", "whosays.cli.main", "read", str(corpus), "--ledger", str(ledger), "--workers", str(workers), "-q"]
    process = subprocess.Popen(command)
    peak = _Peak(process.pid)
    peak.start()
    if process.wait() != 0:
        raise SystemExit(f"read ended with status {process.returncode}")
    peak.done = True
    wall = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Figures(wall, cpu, words, peak.highest)


class _Peak(threading.Thread):
    """Looks at the resident memory of a process and its children ten times a second."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid = pid
        self.highest = 0.0
        self.done = False

    def run(self) -> None:
        while not self.done:
            self.highest = max(self.highest, sum(_resident(pid) for pid in _family(self.pid)))
            time.sleep(0.1)


def _family(pid: int) -> list[int]:
    try:
        below = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return [pid]
    return [pid, *(one for child in below for one in _family(int(child)))]


def _resident(pid: int) -> float:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    except (OSError, IndexError):
        return 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reports", nargs="*", type=int, default=[400])
    parser.add_argument("--workers", nargs="*", type=int, default=[1, 2])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for workers in options.workers:
            for number in options.reports:
                corpus = Path(folder) / f"{number}.jsonl"
                words = speed_corpus.write(corpus, number)
                ledger = Path(folder) / f"{workers}-{number}.ledger"
                first = read_watched(corpus, ledger, workers, words)
                again = read_watched(corpus, ledger, workers, words)
                load = os.getloadavg()[0]
                print(
                    f"{number} reports, {workers} workers: {words / first.wall:.0f} words/s wall, {words / first.cpu:.0f} words/s of processor time "
                    f"({first.wall:.1f} s wall, {first.cpu:.1f} s cpu), peak {first.memory:.0f} MB; again {again.wall:.2f} s wall, {again.cpu:.2f} s cpu "
                    f"({again.cpu / first.cpu:.1%}); load {load:.1f}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
