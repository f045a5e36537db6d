import itertools
from datetime import UTC, datetime, timedelta

import pytest

from whosays.ledger.ledger import Ledger
from whosays.settings import Settings

STORES = {"sqlite": lambda path: Ledger.open(path, Settings(busy_timeout_s=0.2), "create", clock=ticking())}


def ticking():
    ticks = itertools.count()
    return lambda: datetime(1911, 6, 1, tzinfo=UTC) + timedelta(seconds=next(ticks))


@pytest.fixture(params=sorted(STORES))
def store(request, tmp_path):
    """An empty store of each kind: whatever a store is made of, the contract holds."""
    made = STORES[request.param](tmp_path / "t.ledger")
    yield made
    made.close()


@pytest.fixture
def ledger(tmp_path):
    made = STORES["sqlite"](tmp_path / "t.ledger")
    yield made
    made.close()
