"""Processes that work side by side on items, each loading its tools once; results come as they are done.

The workers are children started anew (no fork, so no lock or open file is carried over). The item in the hand of a worker that dies is given to
another once more, then comes back as a `Failure`; a parent that dies leaves workers that end by themselves when their line closes.
"""

import contextlib
import os
import pickle
import signal
import socket
import subprocess
import sys
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection, wait
from typing import Any, Final, Generic, TypeVar

from whosays.errors import WhosaysError

Tools = TypeVar("Tools")
Item = TypeVar("Item")
Result = TypeVar("Result")

AHEAD: Final = 2
"""Items given to a worker at a time, the one in hand included, so that it never waits for the parent."""
DIED: Final = "worker_died"
"""Code of the failure of an item on which two workers died."""
STARTS: Final = 4
"""Times that workers may die one after another before finishing anything until the run gives up."""
_CHILD: Final = "import sys; from whosays.workers import serve; serve(int(sys.argv[1]))"


@dataclass(frozen=True, slots=True)
class Failure:
    """An item that could not be worked on: what happened and where, in one line, for an Issue."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Task(Generic[Tools, Item, Result]):
    """What workers do. The functions live at the top of a module, so that a child finds them; `settings` is what `load` takes.

    `prepare` is called once in the parent before anything is loaded: for what is made on first use and must not be made twice at a time.
    """

    load: Callable[[Any], Tools]
    work: Callable[[Item, Tools], Result]
    settings: Any
    prepare: Callable[[], None] | None = None

    def ready(self) -> None:
        """Prepare, where there is something to prepare."""
        if self.prepare is not None:
            self.prepare()


def run(task: Task[Any, Item, Result], items: Iterable[Item], workers: int, threads: int = 1) -> Iterator[tuple[Item, Result | Failure]]:
    """Each item with its result, in the order in which they are done; nothing is loaded before the first item.

    `workers` 1 works in this process. `threads` bounds the threads of numeric libraries in each child.

    Raises:
        WhosaysError: the tools cannot be loaded, or workers die without finishing anything.
    """
    if workers == 1:
        yield from _alone(task, items)
        return
    team = _Team(task, workers, threads)
    try:
        yield from team.run(iter(items))
    finally:
        team.close()


def _alone(task: Task[Any, Item, Result], items: Iterable[Item]) -> Iterator[tuple[Item, Result | Failure]]:
    tools = None
    for item in items:
        if tools is None:
            task.ready()
            tools = task.load(task.settings)
        result: Result | Failure = _attempt(task, item, tools)
        yield item, result


def _attempt(task: Task[Any, Any, Result], item: Any, tools: Any) -> Result | Failure:
    """The result, or what went wrong: one report that the reader cannot bear must not end the reading of a folder."""
    try:
        return task.work(item, tools)
    except Exception as error:  # noqa: BLE001 - becomes an Issue that names the error and the line
        return failure_of(error)


def failure_of(error: BaseException) -> Failure:
    """An unexpected error in one line: its kind, its words and the line of code that raised it."""
    frames = traceback.extract_tb(error.__traceback__)
    at = f" at {os.path.basename(frames[-1].filename)}:{frames[-1].lineno}" if frames else ""  # noqa: PTH119
    words = " ".join(str(error).split())[:200]
    return Failure("reader_failed", f"the reader failed on this report ({type(error).__name__}: {words}{at}); it made no claims")


class _Worker(Generic[Item]):
    """One child and the items given to it, the one in hand first."""

    def __init__(self, task: Task[Any, Any, Any], threads: int) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self.process = subprocess.Popen(  # noqa: S603 - our own interpreter and code
                [sys.executable, "-c", _CHILD, str(theirs.fileno())],
                pass_fds=(theirs.fileno(),), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, env=_environment(threads),
            )
        self.line = Connection(ours.detach())
        self.items: deque[Item] = deque()
        self.line.send(replace(task, prepare=None))

    def give(self, item: Item) -> None:
        self.items.append(item)
        with contextlib.suppress(OSError):  # it has died: the closed line tells, and the item is given to another
            self.line.send(item)

    def close(self) -> None:
        self.line.close()
        self.process.kill()
        self.process.wait()


def _environment(threads: int) -> Mapping[str, str]:
    paths = [path for path in sys.path if path]
    numeric = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), str(threads))
    return {**os.environ, **numeric, "PYTHONPATH": os.pathsep.join(paths)}


class _Team(Generic[Item, Result]):
    """The workers of one run."""

    def __init__(self, task: Task[Any, Item, Result], workers: int, threads: int) -> None:
        self.task = task
        self.size = workers
        self.threads = threads
        self.workers: list[_Worker[Item]] = []
        self.again: deque[Item] = deque()
        self.tried: list[Item] = []
        self.deaths = 0

    def run(self, items: Iterator[Item]) -> Iterator[tuple[Item, Result | Failure]]:
        more = True
        while more or self.again or any(worker.items for worker in self.workers):
            while (more or self.again) and (worker := self._free()):
                item = self.again.popleft() if self.again else next(items, _END)
                if item is _END:
                    more = False
                    break
                self._give(worker, item)
            yield from self._collect()

    def _free(self) -> "_Worker[Item] | Any":
        """The worker with the least to do; a new one (`_NEW`) while all are busy and there is room; null when all are full."""
        least = min(self.workers, key=lambda worker: len(worker.items), default=None)
        if least is not None and not least.items:
            return least
        if len(self.workers) < self.size:
            return _NEW
        return least if least is not None and len(least.items) < AHEAD else None

    def _give(self, worker: "_Worker[Item] | Any", item: Item) -> None:
        if worker is _NEW:
            if not self.workers and not self.deaths:
                self.task.ready()
            worker = _Worker(self.task, self.threads)
            self.workers.append(worker)
        worker.give(item)

    def _collect(self) -> Iterator[tuple[Item, Result | Failure]]:
        busy = [worker for worker in self.workers if worker.items]
        ready = wait([worker.line for worker in busy]) if busy else []
        for worker in [worker for worker in busy if worker.line in ready]:
            try:
                result = worker.line.recv()
            except (EOFError, OSError, pickle.UnpicklingError):
                yield from self._dead(worker)
                continue
            if isinstance(result, WhosaysError):
                raise result
            self.deaths = 0
            yield worker.items.popleft(), result

    def _dead(self, worker: _Worker[Item]) -> Iterator[tuple[Item, Failure]]:
        """A worker died (killed, out of memory): its items are given to another; the one in its hand fails when that happens twice."""
        self.deaths += 1
        worker.close()
        self.workers.remove(worker)
        if self.deaths >= STARTS:
            raise WhosaysError(f"{self.deaths} workers died one after another (status {worker.process.returncode}); is there enough memory?")
        item = worker.items.popleft()
        self.again.extend(worker.items)
        if not any(item is one for one in self.tried):
            self.tried.append(item)
            self.again.append(item)
            return
        words = f"two workers that read this report died (status {worker.process.returncode}), perhaps for lack of memory; it made no claims"
        yield item, Failure(DIED, words)

    def close(self) -> None:
        for worker in self.workers:
            worker.close()
        self.workers.clear()


_NEW: Final = object()
_END: Any = object()


def serve(handle: int) -> None:
    """A worker's life: load the tools at the first item, then answer items until the line closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent stops the work; a child only ends
    line = Connection(handle)
    inbox = _inbox(line)
    task: Task[Any, Any, Any] = next(inbox)
    tools = None
    for item in inbox:
        try:
            if tools is None:
                tools = task.load(task.settings)
            line.send(_attempt(task, item, tools))
        except WhosaysError as error:
            line.send(error)
            return
        except OSError:  # the parent is gone
            return


def _inbox(line: Connection) -> Iterator[Any]:
    """What the parent sends, taken in at once by a thread, so that neither side waits for the other to read."""
    import queue
    import threading

    box: queue.SimpleQueue[Any] = queue.SimpleQueue()

    def fill() -> None:
        try:
            while True:
                box.put(line.recv())
        except (EOFError, OSError):
            box.put(_END)

    threading.Thread(target=fill, daemon=True).start()
    while (item := box.get()) is not _END:
        yield item
