"""Exit statuses: each situation has one, and no error of the user's shows a traceback."""

import os
import subprocess
import sys
import time

import pytest

from whosays import errors
from whosays.cli.exits import Exit, status_of
from whosays.cli.main import VERBS, command_tree

CASES = [
    (["--help"], 0, "", "the list of verbs"),
    (["--version"], 0, "", "the version"),
    ([], 2, "", "no verb: usage"),
    (["nonsense"], 2, "No such command", "an unknown verb"),
    (["claims", "--nonsense"], 2, "No such option", "an unknown option"),
    (["claims", "--box", "1,2,3"], 2, "expected S,W,N,E", "a box of three numbers"),
    (["claims", "--box", "10,0,5,0"], 2, "out of bounds", "south of its own south"),
    (["claims", "--from", "yesterday"], 2, "expected YYYY", "a date in words"),
    (["claims", "--from", "2015-02-30"], 2, "expected YYYY", "a day that is not"),
    (["claims", "--type", "earthquake"], 2, "earthquake", "an unknown type"),
    (["read", "x", "--workers", "0"], 2, "range", "no workers"),
    (["read", "x", "--map", "body"], 2, "COLUMN=FIELD", "a mapping without a field"),
    (["read", "x", "--published", "soon"], 2, "ISO date", "a publication date in words"),
    (["claims", "--ledger", "none.ledger"], 3, "no ledger there", "no ledger"),
    (["info", "--ledger", "{folder}"], 3, "", "a folder is no ledger"),
    (["info", "--ledger", "{text}"], 3, "not a whosays ledger", "a text is no ledger"),
    (["read", "x.txt", "--ledger", "{text}"], 3, "not a whosays ledger", "a text is not written over"),
    (["explain", "ffffffffffff", "--ledger", "{ledger}"], 4, "no claim or incident", "no such id"),
    (["report", "nothing.txt", "--ledger", "{ledger}"], 4, "nothing.txt", "no such report"),
    (["judge", "accept", "ffffffffffff", "--by", "e", "--ledger", "{ledger}"], 4, "", "no such claim"),
    (["judge", "accept", "x"], 2, "--by", "nobody judges"),
    (["redact", "--by", "e", "--reason", "r", "--ledger", "{ledger}"], 2, "--person", "nothing to redact"),
    (["redact", "--report", "a.txt", "--span", "9:3", "--by", "e", "--reason", "r", "--yes", "--ledger", "{ledger}"], 2, "START:END", "a span backwards"),
    (["export", "xml", "--ledger", "{ledger}"], 2, "xml", "an unknown format"),
    (["export", "csv", "-o", "{folder}/no/x.csv", "--ledger", "{ledger}"], 6, "cannot be written", "a folder that is not there"),
    (["annotate", "nothing.jsonl"], 2, "nothing.jsonl", "no such file"),
    (["read", "nothing.txt", "--ledger", "{new}"], 1, "does not exist", "nothing could be read"),
]


@pytest.fixture
def places(tmp_path, monkeypatch):
    from whosays import api

    monkeypatch.chdir(tmp_path)
    (tmp_path / "text").write_text("this is no ledger at all, but a text of some length\n" * 40)
    (tmp_path / "folder").mkdir()
    api.LedgerView.open(tmp_path / "made.ledger", None, "create").close()
    return {"folder": tmp_path / "folder", "text": tmp_path / "text", "ledger": tmp_path / "made.ledger", "new": tmp_path / "new.ledger"}


@pytest.mark.parametrize(("arguments", "status", "said", "why"), CASES, ids=[why for *_, why in CASES])
def test_status(arguments, status, said, why, places, whosays):
    ran = whosays(*(argument.format(**places) for argument in arguments))
    assert ran.status == status, (why, ran.err)
    assert said in ran.err
    assert "Traceback" not in ran.err + ran.out


def test_a_busy_ledger_is_told(places, whosays, monkeypatch):
    from whosays import api
    from whosays.cli import options
    from whosays.settings import Settings

    monkeypatch.setattr(options, "settings", lambda **_: Settings(busy_timeout_s=0.1))
    with api._writing(places["ledger"], Settings()) as book, book.db.transaction():
        import whosays.cli.read as verb

        monkeypatch.setattr(verb, "settings", lambda **_: Settings(busy_timeout_s=0.1))
        (places["folder"] / "a.txt").write_text("")
        ran = whosays("read", places["folder"], "--ledger", places["ledger"])
    assert ran.status == 3
    assert "another process" in ran.err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_ledger_is_told(places, whosays):
    places["ledger"].chmod(0o400)
    ran = whosays("read", places["folder"], "--ledger", places["ledger"])
    assert ran.status == 3


def test_every_error_has_a_status():
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.WhosaysError)]
    assert {status_of(kind("x")) for kind in kinds} == {Exit.LEDGER, Exit.NOT_FOUND, Exit.REFUSED, Exit.USAGE, Exit.INPUT}


def test_every_verb_has_help(whosays):
    for verb in VERBS:
        ran = whosays(verb, "--help")
        assert ran.status == 0, verb
        assert len(ran.out.splitlines()) > 4, verb
        assert all(len(line) <= 80 for line in ran.out.splitlines()), verb
    assert set(command_tree()) == set(VERBS)


def child(*arguments, **options):
    return subprocess.run([sys.executable, "-c", "from whosays.cli.main import main; main()", *arguments], capture_output=True, check=False, **options)


def test_help_loads_nothing_heavy():
    code = "import sys; from whosays.cli.main import main\ntry: main(['--help'])\nexcept SystemExit: pass\nprint(sorted(sys.modules))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout.decode()
    for name in ("spacy", "numpy", "apsw", "msgspec", "rich", "onnxruntime", "whosays.api", "whosays.pipeline"):
        assert f"'{name}'" not in out, name


def test_help_is_there_within_300_ms_of_work():
    def spent():
        before = os.times()
        assert child("--help").returncode == 0
        after = os.times()
        return after.children_user + after.children_system - before.children_user - before.children_system

    assert min(spent() for _ in range(5)) < 0.3


def test_output_cut_short_by_its_reader_is_no_error(samples_ledger):
    code = f"{sys.executable} -c 'from whosays.cli.main import main; main()' export csv --ledger {samples_ledger} | head -c 10"
    ran = subprocess.run(["bash", "-c", f"set -o pipefail; {code}; echo ${{PIPESTATUS[0]}}"], capture_output=True, check=False)
    assert ran.stderr == b""
    assert ran.stdout.endswith(b"0\n")


def test_ctrl_c_is_told_without_a_traceback(tmp_path):
    import signal

    process = subprocess.Popen(
        [sys.executable, "-c", "from whosays.cli.main import main; main()", "read", "-", "--ledger", str(tmp_path / "l.ledger")],
        stdin=subprocess.PIPE, stderr=subprocess.PIPE, stdout=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - a shell's background job has it ignored
    )
    deadline = time.monotonic() + 60
    while not (tmp_path / "l.ledger").exists() and time.monotonic() < deadline:  # made before standard input is read
        time.sleep(0.05)
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == Exit.INTERRUPTED
    assert b"Traceback" not in err
    assert b"goes on" in err
