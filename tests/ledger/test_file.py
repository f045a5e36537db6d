"""The file: versions, other files, full disks, other processes, kill -9."""

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import apsw
import pytest

from tests.ledger.making import make_report, sample_claims, store_sample
from whosays.errors import (
    LedgerBusyError,
    LedgerError,
    LedgerFullError,
    LedgerReadOnlyError,
    LedgerVersionError,
    NotFoundError,
)
from whosays.ledger import database
from whosays.ledger.ledger import Ledger
from whosays.settings import Settings

ROOT = Path(__file__).parents[2]
QUICK = Settings(busy_timeout_s=0.2)


def python(code: str, *args, **kwargs) -> subprocess.Popen:
    env = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    command = [sys.executable, "-c", textwrap.dedent(code), *map(str, args)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, env=env, text=True, **kwargs)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "t.ledger"


def test_only_create_makes_a_ledger(path):
    for mode in ("read", "write"):
        with pytest.raises(NotFoundError):
            Ledger.open(path, QUICK, mode)
    assert not path.exists()
    Ledger.open(path, QUICK, "create").close()
    with Ledger.open(path) as ledger:
        assert ledger.info().reports == 0
        assert ledger.verify().ok


def test_a_reader_cannot_write(path):
    Ledger.open(path, QUICK, "create").close()

    def write():
        with Ledger.open(path) as ledger, ledger.writing():
            pass

    with pytest.raises(LedgerReadOnlyError):
        write()
    with Ledger.open(path) as ledger, pytest.raises(LedgerReadOnlyError):
        ledger.db.run("DELETE FROM reports")


def test_a_newer_ledger_is_refused_and_left_alone(path):
    Ledger.open(path, QUICK, "create").close()
    con = apsw.Connection(str(path))
    con.execute(f"PRAGMA user_version = {len(database.MIGRATIONS) + 1}")
    con.close()
    before = path.read_bytes()
    for mode in ("read", "write", "create"):
        with pytest.raises(LedgerVersionError, match="newer"):
            Ledger.open(path, QUICK, mode)
    assert path.read_bytes() == before


OTHER_FILES = [
    (b"not a ledger at all, but long enough to be mistaken for something " * 20, "text"),
    (b"\x00" * 5000, "zeros"),
    (b"SQLite format 3\x00" + b"\x07" * 3000, "a broken header"),
]


@pytest.mark.parametrize("mode", ["read", "write", "create"])
@pytest.mark.parametrize(("data", "why"), OTHER_FILES, ids=[case[1] for case in OTHER_FILES])
def test_other_files_are_refused_and_left_alone(path, data, why, mode):
    path.write_bytes(data)
    with pytest.raises(LedgerError):
        Ledger.open(path, QUICK, mode)
    assert path.read_bytes() == data, why


def test_another_programs_database_is_refused(path):
    con = apsw.Connection(str(path))
    con.execute("CREATE TABLE cats (name)")
    con.close()
    for mode in ("read", "write", "create"):
        with pytest.raises(LedgerVersionError, match="not a whosays ledger"):
            Ledger.open(path, QUICK, mode)


def test_a_folder_is_no_ledger(tmp_path):
    with pytest.raises(LedgerError):
        Ledger.open(tmp_path, QUICK, "create")
    with pytest.raises(LedgerError):
        Ledger.open(tmp_path / "no" / "such" / "folder.ledger", QUICK, "create")


def test_migrations_bring_an_older_ledger_up(path, monkeypatch):
    with Ledger.open(path, QUICK, "create") as ledger:
        _, claims = store_sample(ledger)
    known = database.MIGRATIONS
    real = {name: database.files("whosays.ledger").joinpath(name).read_text("utf-8") for name in known}

    class Fake:
        def joinpath(self, name):
            self.name = name
            return self

        def read_text(self, _):
            return real.get(self.name) or "ALTER TABLE items ADD COLUMN extra TEXT; UPDATE items SET extra = 'x';"

    monkeypatch.setattr(database, "MIGRATIONS", (*known, "more.sql"))
    monkeypatch.setattr(database, "files", lambda _: Fake())
    with pytest.raises(LedgerVersionError, match="older"):
        Ledger.open(path)
    with Ledger.open(path, QUICK, "write") as ledger:
        assert ledger.info().version == len(known) + 1
        assert ledger.db.rows("SELECT extra FROM items") == [("x",)]
        assert [row.claim for row in ledger.claims().rows] == claims
        assert ledger.verify().ok


def test_a_failed_migration_changes_nothing(path, monkeypatch):
    Ledger.open(path, QUICK, "create").close()

    class Broken:
        def joinpath(self, _):
            return self

        def read_text(self, _):
            return "CREATE TABLE half (x); INSERT INTO nowhere VALUES (1);"

    monkeypatch.setattr(database, "MIGRATIONS", (*database.MIGRATIONS, "more.sql"))
    monkeypatch.setattr(database, "files", lambda _: Broken())
    with pytest.raises(apsw.SQLError):
        Ledger.open(path, QUICK, "write")
    monkeypatch.undo()
    with Ledger.open(path) as ledger:
        assert ledger.info().version == len(database.MIGRATIONS)
        assert not ledger.db.rows("SELECT * FROM sqlite_schema WHERE name = 'half'")


def test_two_writers_in_one_process_wait_or_fail_clearly(path):
    with Ledger.open(path, QUICK, "create") as first, Ledger.open(path, QUICK, "write") as second:
        with first.writing() as one, one.together():
            one.note_settings({})
            started = time.monotonic()
            with second.writing() as two, pytest.raises(LedgerBusyError, match="another process"):
                two.note_settings({})
            assert 0.15 < time.monotonic() - started < 5
        store_sample(second)
        assert first.verify().ok


def test_a_writer_in_another_process_waits_its_turn(path):
    Ledger.open(path, QUICK, "create").close()
    code = """
        import sys, time
        from whosays.ledger.ledger import Ledger
        with Ledger.open(sys.argv[1], mode="write") as ledger, ledger.writing(by="other") as writer, writer.together():
            writer.note_settings({})
            print("busy", flush=True)
            time.sleep(float(sys.argv[2]))
    """
    other = python(code, path, 0.7)
    assert other.stdout.readline() == "busy\n"
    with Ledger.open(path, QUICK, "write") as ledger, pytest.raises(LedgerBusyError):
        store_sample(ledger)
    with Ledger.open(path, Settings(busy_timeout_s=20), "write") as ledger:
        store_sample(ledger)
        assert [row.by for row in ledger.history()] == ["other", "machine", "machine"]
        assert ledger.verify().ok
    assert other.wait() == 0


def test_a_reader_sees_whole_reports_while_another_process_writes(path):
    Ledger.open(path, QUICK, "create").close()
    code = """
        import sys
        from tests.ledger.making import store_sample
        from whosays.ledger.ledger import Ledger
        with Ledger.open(sys.argv[1], mode="write") as ledger:
            for number in range(30):
                store_sample(ledger, f"r{number}")
    """
    other = python(code, path)
    while other.poll() is None:
        with Ledger.open(path, QUICK) as ledger:
            with ledger.db.snapshot():
                assert ledger.count() == 2 * len(list(ledger.reports()))
            assert ledger.verify().ok
    assert other.wait() == 0


WRITER = """
    import sys
    from tests.ledger.making import store_sample
    from whosays.ledger.ledger import Ledger
    with Ledger.open(sys.argv[1], mode="create") as ledger:
        done = {row.doc_id for row in ledger.reports()}
        print("ready", flush=True)
        for number in range(int(sys.argv[2])):
            if f"r{number:03}" not in done:
                store_sample(ledger, f"r{number:03}")
"""


def test_killed_at_any_moment_the_ledger_is_whole_and_resumes(path, tmp_path):
    count, rng = 40, random.Random(7)
    for _ in range(6):
        writer = python(WRITER, path, count)
        assert writer.stdout.readline() == "ready\n"
        time.sleep(rng.uniform(0, 0.12))
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        with Ledger.open(path, QUICK) as ledger:
            found = ledger.verify()
            assert found.ok, found.reason
            assert ledger.count() == 2 * ledger.info().reports
    assert python(WRITER, path, count).wait() == 0
    assert python(WRITER, tmp_path / "u.ledger", count).wait() == 0
    with Ledger.open(path) as killed, Ledger.open(tmp_path / "u.ledger") as undisturbed:
        assert killed.claims() == undisturbed.claims()
        assert list(killed.reports()) == list(undisturbed.reports())
        assert killed.facets() == undisturbed.facets()
        assert killed.verify().ok


def test_a_full_disk_stores_nothing_by_halves(path):
    with Ledger.open(path, QUICK, "create") as ledger:
        store_sample(ledger, "a")
        head = ledger.info().head
        pages = ledger.db.value("PRAGMA page_count")
        ledger.db.run(f"PRAGMA max_page_count = {pages + 6}")
        big = make_report("big", "Rebels left Tarvos. " * 20_000)
        with ledger.writing() as writer, pytest.raises(LedgerFullError, match="full"):
            writer.store_reading(big, [])
        assert ledger.info().head == head
        assert ledger.seen("big", big.sha256) == "new"
        assert ledger.search("left") == ()
        assert ledger.verify().ok
        ledger.db.run("PRAGMA max_page_count = 1000000")
        with ledger.writing() as writer:
            writer.store_reading(big, [])
        assert ledger.seen("big", big.sha256) == "stored"


def test_a_full_file_system(path):
    """As above on a real file system of two mebibytes, where one can be mounted."""
    mount = path.parent / "small"
    mount.mkdir()
    tool = shutil.which("mount")
    command = [tool, "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(mount)]
    if tool is None or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("no small file system can be mounted here")
    try:
        with Ledger.open(mount / "t.ledger", QUICK, "create") as ledger:
            stored = 0

            def fill():
                nonlocal stored
                for number in range(500):
                    store_sample(ledger, f"r{number}")
                    stored = number + 1

            with pytest.raises(LedgerFullError):
                fill()
            assert stored > 5
            assert ledger.verify().ok
            assert ledger.count() >= 2 * stored
    finally:
        subprocess.run([shutil.which("umount"), str(mount)], check=True)


def test_a_read_only_file_or_folder(path):
    """Rights do not bind root, so another user tries."""
    with Ledger.open(path, QUICK, "create") as ledger:
        store_sample(ledger)
    folder = path.parent
    path.chmod(0o444)
    folder.chmod(0o555)
    code = """
        import os, sys
        from whosays.errors import LedgerReadOnlyError
        from whosays.ledger.ledger import Ledger
        if os.getuid() == 0:
            os.setgid(65534)
            os.setuid(65534)
        try:
            os.listdir(os.path.dirname(sys.argv[1]))
        except PermissionError:
            print("hidden")
            sys.exit()
        with Ledger.open(sys.argv[1]) as ledger:
            print(ledger.count(), ledger.verify().ok)
        for mode in ("write", "create"):
            try:
                Ledger.open(sys.argv[1], mode=mode)
            except LedgerReadOnlyError as error:
                print("refused", flush=True)
        try:
            Ledger.open(sys.argv[1] + ".new", mode="create")
        except LedgerReadOnlyError as error:
            print("refused", flush=True)
    """
    outer = [folder.parent, folder.parent.parent]
    modes = [parent.stat().st_mode for parent in outer]
    with contextlib.suppress(PermissionError):
        for parent in outer:
            parent.chmod(parent.stat().st_mode | 0o055)
    try:
        said, _ = python(code, path).communicate()
    finally:
        for parent, mode in zip(outer, modes, strict=True):
            parent.chmod(mode)
        folder.chmod(0o755)
    if said == "hidden\n":
        pytest.skip("the other user cannot reach the test folder")
    assert said == "2 True\nrefused\nrefused\nrefused\n"


def test_a_damaged_page_is_reported_not_crashed_on(path):
    with Ledger.open(path, QUICK, "create") as ledger:
        for number in range(20):
            store_sample(ledger, f"r{number}")
        root = ledger.db.value("SELECT rootpage FROM sqlite_schema WHERE name = 'machine_claims'")
    data, size = bytearray(path.read_bytes()), 4096
    data[(root - 1) * size : root * size] = b"\xff" * size
    path.write_bytes(data)
    with Ledger.open(path, QUICK) as ledger:
        found = ledger.verify()
        assert not found.ok
        assert "damaged" in found.reason
        with pytest.raises(LedgerError, match="damaged"):
            list(ledger.each_claim())


def test_human_work_waits_for_the_disk_and_bulk_reading_does_not(path):
    with Ledger.open(path, QUICK, "create") as ledger:
        levels = []
        for by in ("machine", "Ana"):
            with ledger.writing(by=by):
                levels.append(ledger.db.value("PRAGMA synchronous"))
        assert levels == [1, 2]
        assert ledger.db.value("PRAGMA journal_mode") == "wal"


def test_same_claims_whatever_the_file(path):
    with Ledger.open(path, QUICK, "create") as ledger:
        report, claims = store_sample(ledger)
        assert sample_claims(report) == claims


def test_a_ledger_of_version_1_is_filed_anew(path):
    with Ledger.open(path, QUICK, "create") as ledger:
        store_sample(ledger)
        ledger.db.run("DELETE FROM claim_terms WHERE kind IN (11, 12)")
        ledger.db.run("DELETE FROM terms WHERE kind IN ('equipment', 'spot')")
        ledger.db.run("PRAGMA user_version = 1")
        assert not ledger.verify().ok
    with Ledger.open(path, QUICK, "write") as ledger:
        assert ledger.info().version == len(database.MIGRATIONS)
        assert ledger.verify().ok
        assert ledger.db.value("SELECT count(*) FROM terms WHERE kind = 'spot'") == 1
