"""What the desk keeps between requests: connections to look through, counts in memory, the joiner, and what is being read."""

import getpass
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from queue import Empty, Full, LifoQueue
from typing import TYPE_CHECKING, Any, Final, TypeVar

from whosays import api
from whosays.errors import LedgerError
from whosays.settings import Settings

if TYPE_CHECKING:
    from whosays.api import Counting

T = TypeVar("T")
LOOKING: Final = 4
"""Connections kept open for reading."""
JOIN_AFTER_S: Final = 1.5
"""Quiet seconds after a judgement before the incidents are joined anew: an editor's burst makes one joining."""
KEPT_KEYS: Final = 2_000
"""Answers to judgements that are remembered by the page's own key, so that a repeated request stores nothing twice."""
REST: Final = 4.0
"""Times as long as the last loading took before the counts of a large ledger are loaded anew: while a folder is read, they are always behind."""
PAGE_CACHE_KIB: Final = 16_384
"""Page cache of each reading connection."""


@dataclass(slots=True)
class Access:
    """Who may come in: the token of the start URL, the sessions it was exchanged for, and the password beyond loopback."""

    host: str = "127.0.0.1"
    port: int = 0
    password: str | None = None
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    sessions: set[str] = field(default_factory=set)
    names: frozenset[str] = frozenset()

    def new_session(self) -> str:
        """A fresh session."""
        made = secrets.token_urlsafe(32)
        self.sessions.add(made)
        return made


class Office:
    """One ledger at a desk. Reading connections are handed out one request at a time; every write opens its own."""

    def __init__(self, ledger: Path, access: Access, settings: Settings | None = None, *, user: str | None = None) -> None:
        """`user` is whom the page proposes as the one who judges.

        Raises:
            LedgerError: no ledger there, or it cannot be written.
        """
        self.ledger = ledger
        self.access = access
        self.settings = settings or Settings()
        self.user = user or _user()
        self.answered: OrderedDict[str, Any] = OrderedDict()
        self.readings: dict[str, Any] = {}
        self._pool: LifoQueue[api.LedgerView] = LifoQueue(LOOKING)
        self._lock = threading.Lock()
        self._wanted = threading.Event()
        self._stop = threading.Event()
        self._last_judged = self._not_before = 0.0
        self._too_large = False
        self._kept: dict[str, tuple[int, Any]] = {}
        self.joining = False
        self.loading = False
        api.bring_up(ledger, settings=self.settings)
        self._threads = [
            threading.Thread(target=self._join, name="joiner", daemon=True),
            threading.Thread(target=self._load, name="loader", daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    @cached_property
    def counting(self) -> "Counting":
        """The counts in memory; what they need is imported when they are first asked for."""
        return api.counting()

    @contextmanager
    def looking(self) -> Iterator[api.LedgerView]:
        """A ledger to look at, for this request alone."""
        try:
            book = self._pool.get_nowait()
        except Empty:
            book = api.open_ledger(self.ledger, settings=self.settings, page_cache_kib=PAGE_CACHE_KIB)
        try:
            yield book
        except LedgerError:
            book.close()
            raise
        except BaseException:
            self._give_back(book)
            raise
        self._give_back(book)

    def _give_back(self, book: api.LedgerView) -> None:
        try:
            self._pool.put_nowait(book)
        except Full:
            book.close()
        if self._stop.is_set():
            self._empty()

    def counts(self, book: api.LedgerView) -> "Counting":
        """The counts, brought up to the ledger; of a large ledger that was changed a lot, in the background."""
        if self.counting.ready and not self.counting.refresh(book, wait=False):
            self.load_again()
        elif not self.counting.ready:
            self.counting.refresh(book)
        return self.counting

    def load_again(self) -> None:
        """Have the counts loaded anew in the background."""
        with self._lock:
            if self.loading or time.monotonic() < self._not_before:
                return
            self.loading = True
        threading.Thread(target=self._load, name="loader", daemon=True).start()

    def _load(self) -> None:
        self.loading = True
        began = time.monotonic()
        try:
            with self.looking() as book:
                self.counting.refresh(book)
                self.counting.join(book)
                behind = book.columns_behind()
            if behind:
                api.keep_columns(self.ledger, self.counting, settings=self.settings)
        except LedgerError:
            return  # the next request meets the same error and tells it; columns that are not kept cost the next start its time
        finally:
            now = time.monotonic()
            self._not_before = now + REST * (now - began)
            self.loading = False

    def kept(self, name: str, head: int, compute: Callable[[], T]) -> T:
        """What was computed for this state of the ledger, or is computed now."""
        known = self._kept.get(name)
        if known is None or known[0] != head:
            known = (head, compute())
            self._kept[name] = known
        found: T = known[1]
        return found

    # --- the joiner

    def judged(self, *, bears_on_incidents: bool) -> None:
        """A judgement was stored."""
        if bears_on_incidents and not self._too_large:
            self._last_judged = time.monotonic()
            self.joining = True
            self._wanted.set()

    def _join(self) -> None:
        while not self._stop.is_set():
            self._wanted.wait()
            if self._stop.is_set():
                return
            quiet = time.monotonic() - self._last_judged
            if quiet < JOIN_AFTER_S:
                self._stop.wait(JOIN_AFTER_S - quiet)
                continue
            self._wanted.clear()
            try:
                self._too_large = not api.join_incidents(self.ledger, settings=self.settings)
            except LedgerError:
                self._wanted.set()  # another process writes: try again
                self._stop.wait(JOIN_AFTER_S)
                continue
            self.joining = self._wanted.is_set()

    @property
    def behind(self) -> bool:
        """Whether the ledger is too large to have its incidents joined anew at once: the next `read` does it."""
        return self._too_large

    def remember(self, key: str | None, answer: Any) -> None:
        """Keep the answer to a request that the page may repeat."""
        if key:
            with self._lock:
                self.answered[key] = answer
                while len(self.answered) > KEPT_KEYS:
                    self.answered.popitem(last=False)

    def close(self) -> None:
        """Let go of everything."""
        self._stop.set()
        self._wanted.set()
        for job in self.readings.values():
            if not job.running:
                job.clear()
        self._empty()

    def _empty(self) -> None:
        while True:
            try:
                self._pool.get_nowait().close()
            except Empty:
                return


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "editor"
