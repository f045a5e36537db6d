"""Tables that break their own form are refused, naming the line; phrases are cut and matched by the rules."""

import pytest

from whosays.lexicon import _phrases, _tables


def table(monkeypatch, tmp_path, content):
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "t.tsv").write_text(content, encoding="utf-8")
    monkeypatch.setattr(_tables.resources, "files", lambda _: tmp_path)
    _tables.read_rows.cache_clear()
    return _tables.read_rows("t.tsv", ("a", "b"))


def test_comments_and_blank_lines_are_skipped(monkeypatch, tmp_path):
    assert table(monkeypatch, tmp_path, "# c\na\tb\n\n1\t2\n") == (("1", "2"),)


def test_wrong_width_names_the_line(monkeypatch, tmp_path):
    with pytest.raises(_tables.TableError, match=r"t\.tsv:3"):
        table(monkeypatch, tmp_path, "a\tb\n1\t2\n1\n")


def test_wrong_header_is_refused(monkeypatch, tmp_path):
    with pytest.raises(_tables.TableError, match="header"):
        table(monkeypatch, tmp_path, "a\tc\n1\t2\n")


@pytest.mark.parametrize(
    ("text", "keys", "why"),
    [
        ("T-90 T90", ["t", "90", "t", "90"], "letters and digits part"),
        ("Qa'ida's men", ["qaida", "men"], "an inner apostrophe joins, a possessive falls away"),
        ("U.S. and U.N", ["us", "and", "un"], "dotted acronyms"),
        ("Écureuil ŁÓDŹ", ["ecureuil", "lodz"], "diacritics fold"),
        ("İstanbul", ["istanbul"], "a letter whose lower case is two code points keeps its place"),
    ],
)
def test_cut(text, keys, why):
    words = _phrases.cut(text)
    assert words.keys == keys, why
    assert len(words.folded) == len(text)


@pytest.mark.parametrize(
    ("text", "found", "why"),
    [
        ("the Red Army", True, "as written"),
        ("RED ARMY", True, "capitals stand for Title"),
        ("red army", False, "a name needs its capitals"),
        ("Red  -Army", True, "a gap of spaces and hyphens"),
        ("Red\nArmy", True, "a line break"),
        ("Red\n\nArmy", False, "a blank line parts paragraphs"),
        ("Red, Army", False, "a comma parts"),
        ("Red Armys", False, "not a whole word"),
    ],
)
def test_phrase(text, found, why):
    index = _phrases.PhraseIndex()
    index.add("Red Army", 1)
    assert bool(list(index.scan(_phrases.cut(text)))) is found, why


@pytest.mark.parametrize("text", ["the People's Party", "the People’s Party", "the Peoples' Party"])
def test_possessives_inside_a_phrase(text):
    index = _phrases.PhraseIndex()
    index.add("People's Party", 1)
    index.add("Peoples' Party", 1)
    assert [match.payloads for match in index.scan(_phrases.cut(text))] == [(1,)]
