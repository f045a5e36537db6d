"""Bad inputs through the command line: each told in a line, the rest read, nothing lost, no traceback."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from whosays import runner

GOOD = "Rebels attacked the town of Tarvos on Monday, the ministry said in a statement to reporters.\n"
CHEAP = "import sys; sys.path.insert(0, {here!r}); import cheap; cheap.install(); from whosays.cli.main import main; main()"


@pytest.fixture
def cheap(monkeypatch):
    from tests.cli import cheap as reader

    monkeypatch.setattr(runner, "_load", reader.load)
    monkeypatch.setattr(runner, "_work", reader.work)


def child(*arguments, before="", **options):
    code = before + CHEAP.format(here=str(Path(__file__).parent))
    return subprocess.run([sys.executable, "-c", code, *map(str, arguments)], capture_output=True, check=False, **options)


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "in"
    made.mkdir()
    (made / "good.txt").write_text(GOOD)
    (made / "also-good.md").write_text(f"# Title of a report\n\n{GOOD}")
    return made


@pytest.fixture
def bad(folder):
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 50)
    (folder / "cut.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog")
    (folder / "no.docx").write_bytes(b"PK\x03\x04 not a zip")
    (folder / "cut.gz").write_bytes(b"\x1f\x8b\x08\x00\x00")
    rows = [json.dumps({"id": f"r{i}", "text": GOOD}) for i in range(5)]
    rows[2] = rows[2][:-5]
    (folder / "rows.jsonl").write_text("\n".join(rows))
    (folder / "dated.jsonl").write_text(json.dumps({"id": "future", "text": GOOD, "published": "2999-01-01"}))
    (folder / "loop").symlink_to(folder)
    (folder / "broken.txt").symlink_to(folder / "nothing")
    os.mkfifo(folder / "pipe.txt")
    (folder / "evil\x1b[31m\x07name.txt").write_text(GOOD)
    (folder / "hostile.txt").write_text("Rebels attacked\x1b[2J \u202etown of\u202c =Tarvos\x07 on Monday, the ministry\x00 said in a statement.\n")
    return folder


def test_a_folder_of_bad_inputs(bad, tmp_path, whosays, cheap):
    ran = whosays("read", bad, "--ledger", tmp_path / "l.ledger")
    assert ran.status == 0
    assert "Traceback" not in ran.err
    for name in ("empty.txt", "binary.txt", "cut.pdf", "no.docx", "cut.gz", "rows.jsonl", "loop", "broken.txt", "pipe.txt", "dated.jsonl"):
        assert f"{name}" in ran.err, name
    found = {json.loads(line)["doc_id"] for line in whosays("claims", "--format", "jsonl", "--ledger", tmp_path / "l.ledger").out.splitlines()}
    assert {"good.txt", "also-good.md", "r0", "r1", "r3", "r4", "future", "hostile.txt"} <= found
    assert any("evil" in name and "\x1b" not in name for name in found)
    assert whosays("read", bad, "--strict", "--ledger", tmp_path / "m.ledger").status == 1


def test_nothing_that_a_terminal_obeys_is_shown(bad, tmp_path, whosays, cheap):
    ledger = tmp_path / "l.ledger"
    shown = whosays("read", bad, "--ledger", ledger)
    ids = [json.loads(line)["claim_id"] for line in whosays("claims", "--format", "jsonl", "--ledger", ledger).out.splitlines()]
    outputs = [shown.out, shown.err, *(whosays(*verb, "--ledger", ledger).out for verb in (["claims"], ["issues"], ["search", "attacked"], ["report"]))]
    outputs += [whosays("explain", f"claim:{name}", "--ledger", ledger).out for name in ids]
    outputs.append(whosays("report", "hostile.txt", "--text", "--ledger", ledger).out)
    for out in outputs:
        assert not set(out) & {"\x1b", "\x07", "\x00", "\u202e", "\u202c"}


def test_standard_input_is_read(whosays, tmp_path, cheap):
    ran = whosays("read", "-", "--ledger", tmp_path / "l.ledger", stdin=GOOD.encode())
    assert ran.status == 0
    assert "1 read; claims: 1" in ran.out


def test_reading_reports_as_json_lines(bad, tmp_path, whosays, cheap):
    ran = whosays("read", bad, "--format", "jsonl", "--ledger", tmp_path / "l.ledger")
    lines = [json.loads(line) for line in ran.out.splitlines()]
    documents = [line for line in lines if "doc_id" in line]
    assert {"doc_id", "kind", "claims", "share_read", "set_aside", "passed", "issues"} <= set(documents[0])
    assert sum(document["claims"] for document in documents) >= 8
    assert any(line.get("issue", {}).get("code") == "cyclic_link" for line in lines)


def test_csv_columns_by_mapping(tmp_path, whosays, cheap):
    (tmp_path / "a.csv").write_text(f'no,body,day\n7,"{GOOD.strip()}",2016-03-23\n')
    ran = whosays("read", tmp_path / "a.csv", "--map", "no=id", "--map", "body=text", "--map", "day=published", "--ledger", tmp_path / "l.ledger")
    assert ran.status == 0
    row = json.loads(whosays("claims", "--format", "jsonl", "--ledger", tmp_path / "l.ledger").out)
    assert row["doc_id"] == "7"
    assert row["report"]["published"]["value"] == "2016-03-23"


def test_a_ledger_of_a_newer_version_is_left_alone(folder, tmp_path, whosays, cheap):
    ledger = tmp_path / "l.ledger"
    whosays("read", folder, "--ledger", ledger)
    con = sqlite3.connect(ledger)
    con.execute("PRAGMA user_version = 999")
    con.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    con.close()
    before = ledger.read_bytes()
    for verb in (["read", folder], ["claims"], ["verify"]):
        ran = whosays(*verb, "--ledger", ledger)
        assert ran.status == 3
        assert "newer whosays" in ran.err
    assert ledger.read_bytes() == before


def test_a_damaged_ledger_is_told(folder, tmp_path, whosays, cheap):
    ledger = tmp_path / "l.ledger"
    whosays("read", folder, "--ledger", ledger)
    data = bytearray(ledger.read_bytes())
    data[4096 : len(data) - 100] = b"\xff" * (len(data) - 4196)
    ledger.write_bytes(data)
    ran = whosays("verify", "--ledger", ledger)
    assert ran.status in (1, 3)
    assert "Traceback" not in ran.err


def test_a_full_disk_stops_clearly_and_loses_nothing(folder, tmp_path):
    """The limit on a file's size stands for the disk: what was stored stays, and the run is resumed when there is room."""
    for i in range(60):
        (folder / f"more{i}.txt").write_text(GOOD * 40 + f"Number {i}.\n")
    ledger = tmp_path / "l.ledger"
    limit = "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000)); "
    ran = child("read", folder, "--ledger", ledger, before=limit)
    assert ran.returncode == 3, ran.stderr
    assert b"Traceback" not in ran.stderr
    assert b"l.ledger" in ran.stderr
    ran = child("read", folder, "--ledger", ledger)
    assert ran.returncode == 0, ran.stderr
    assert child("verify", "--ledger", ledger).returncode == 0
    assert b"62 read" in child("read", folder, "--ledger", tmp_path / "m.ledger").stdout
    exports = [child("export", "jsonl", "--ledger", path).stdout for path in (ledger, tmp_path / "m.ledger")]
    assert exports[0] == exports[1]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_output_that_cannot_be_written_is_told(folder, tmp_path, whosays, cheap):
    ledger = tmp_path / "l.ledger"
    whosays("read", folder, "--ledger", ledger)
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            [sys.executable, "-c", "from whosays.cli.main import main; main()", "export", "jsonl", "--ledger", ledger],
            stdout=full, stderr=subprocess.PIPE, check=False,
        )
    assert ran.returncode == 6
    assert b"No space left" in ran.stderr
    assert b"Traceback" not in ran.stderr


def test_a_second_writer_waits_or_is_told(folder, tmp_path):
    """Two runs into one ledger at a time: both end, and every report is there once."""
    others = tmp_path / "others"
    others.mkdir()
    for i in range(30):
        (others / f"o{i}.txt").write_text(f"Rebels attacked the village number {i} on Monday, the ministry said in a statement.\n")
    code = CHEAP.format(here=str(Path(__file__).parent))
    ledger = tmp_path / "l.ledger"
    runs = [
        subprocess.Popen([sys.executable, "-c", code, "read", str(path), "--ledger", str(ledger)], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL)
        for path in (folder, others)
    ]
    for run in runs:
        _, err = run.communicate(timeout=120)
        assert run.returncode in (0, 3)
        assert b"Traceback" not in err
        assert run.returncode == 0 or b"another process" in err
    again = child("read", folder, others, "--ledger", ledger)
    assert again.returncode == 0
    assert child("verify", "--ledger", ledger).returncode == 0
    shutil.rmtree(others)
