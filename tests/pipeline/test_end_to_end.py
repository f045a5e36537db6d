"""The whole way over the samples: workers, order, kills and second reads do not show in what is exported."""

import random
import shutil
import signal
import subprocess
import sys
import time

import pytest

from tests.conftest import SAMPLES
from whosays import api
from whosays.export.files import FORMATS
from whosays.settings import Settings

COMMAND = [sys.executable, "-c", "from whosays.cli.main import main; main()"]


def exported(ledger, tmp_path):
    out = {}
    for form in FORMATS:
        path = tmp_path / f"export.{form}"
        api.export(form, path, ledger)
        out[form] = path.read_bytes()
    return out


def incidents(ledger):
    with api.open_ledger(ledger) as book:
        return [api.incident_line(incident, book) for incident in book.incidents()]


def test_two_workers_and_another_order_give_the_same(samples_ledger, tmp_path):
    paths = sorted(SAMPLES.iterdir())
    random.Random(3).shuffle(paths)
    other = tmp_path / "other.ledger"
    summary = api.read(paths, other, settings=Settings(workers=2))
    assert summary.failed == 0
    assert exported(other, tmp_path) == exported(samples_ledger, tmp_path)
    assert incidents(other) == incidents(samples_ledger)


def test_everything_was_read(samples_ledger):
    with api.open_ledger(samples_ledger) as book:
        rows = list(book.reports())
        assert len(rows) >= 23
        for row in rows:
            assert row.state.share_read == 1.0, row.doc_id
        assert book.verify().ok


@pytest.mark.slow
def test_killed_runs_end_as_an_undisturbed_one(samples_ledger, tmp_path):
    chance = random.Random(5)
    ledger = tmp_path / "killed.ledger"
    command = [*COMMAND, "read", str(SAMPLES), "--ledger", str(ledger), "--workers", "2", "-q"]
    wanted = exported(samples_ledger, tmp_path)
    before = 0
    for _ in range(3):
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 120
        target = before + chance.randint(1, 5)  # killed while the next few reports are read, however fast the machine is
        while process.poll() is None and stored(ledger) < target and time.monotonic() < deadline:
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
        process.wait()
        with api.open_ledger(ledger) as book:
            assert book.verify().ok
        assert stored(ledger) >= before
        before = stored(ledger)
    assert subprocess.run(command, check=False).returncode == 0
    assert exported(ledger, tmp_path) == wanted
    assert incidents(ledger) == incidents(samples_ledger)


def stored(ledger):
    from whosays.errors import WhosaysError

    try:
        with api.open_ledger(ledger) as book:
            return book.info().reports
    except WhosaysError:
        return 0


@pytest.mark.slow
def test_a_killed_worker_costs_nothing(samples_ledger, tmp_path):
    """The report in the hand of the worker that is killed is given to another."""
    ledger = tmp_path / "l.ledger"
    process = subprocess.Popen([*COMMAND, "read", str(SAMPLES), "--ledger", str(ledger), "--workers", "2", "-q"], stderr=subprocess.PIPE)
    deadline = time.monotonic() + 120
    while stored(ledger) < 2 and time.monotonic() < deadline:
        time.sleep(0.05)
    children = open(f"/proc/{process.pid}/task/{process.pid}/children").read().split()  # noqa: SIM115, PTH123
    subprocess.run(["kill", "-9", children[0]], check=False)
    process.communicate(timeout=300)
    assert process.returncode == 0
    with api.open_ledger(ledger) as book:
        assert not [issue for issue in book.issues() if issue.code == "worker_died"]
        assert book.verify().ok
    assert exported(ledger, tmp_path) == exported(samples_ledger, tmp_path)


def test_a_second_read_loads_no_parser_and_changes_nothing(samples_ledger, tmp_path):
    ledger = shutil.copy(samples_ledger, tmp_path / "l.ledger")
    code = (
        "import sys; from whosays import api; "
        f"s = api.read([{str(SAMPLES)!r}], {str(ledger)!r}); "
        "print(s.read, s.unchanged, sorted({'spacy', 'onnxruntime', 'whosays.pipeline'} & set(sys.modules)))"
    )
    with api.open_ledger(ledger) as book:
        before = book.info()
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout.decode()
    assert out.startswith("0 ")
    assert out.strip().endswith("[]")
    with api.open_ledger(ledger) as book:
        assert book.info() == before


def test_rereading_without_a_new_reader_differs_in_nothing(samples_ledger, tmp_path):
    ledger = shutil.copy(samples_ledger, tmp_path / "l.ledger")
    for diff in api.reread(ledger, ["bojaya-1", "mali-group-statement.txt"]):
        assert (diff.added, diff.removed, diff.changed) == ((), (), ())
    assert exported(ledger, tmp_path) == exported(samples_ledger, tmp_path)
