"""A user's own places, in and out again."""

import pytest


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("WHOSAYS_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_a_csv_is_taken_and_forgotten(tmp_path, whosays):
    file = tmp_path / "sites.csv"
    file.write_text("site,latitude,longitude\nTarvos depot,44.5,20.25\nNowhere,99,20\n,1,1\n")
    ran = whosays("gazetteer", "import", file, "--map", "site=name", "--map", "latitude=lat", "--map", "longitude=lon")
    assert ran.status == 0
    assert "1 places added, 2 rows refused" in ran.out
    assert "sites.csv:3" in ran.err
    assert whosays("gazetteer", "forget", "sites.csv").out == "forgotten\n"
    assert whosays("gazetteer", "forget", "sites.csv").status == 4


@pytest.mark.parametrize(
    ("content", "why"), [("name\nTarvos\n", "no coordinates"), ("", "empty"), ("\x00\x01", "binary")], ids=["no coordinates", "empty", "binary"],
)
def test_a_csv_that_is_none_is_told(content, why, tmp_path, whosays):
    (tmp_path / "bad.csv").write_text(content)
    ran = whosays("gazetteer", "import", tmp_path / "bad.csv")
    assert ran.status == 6, why
    assert "Traceback" not in ran.err
    assert "bad.csv" in ran.err


def test_a_missing_file_is_told(tmp_path, whosays):
    ran = whosays("gazetteer", "import", tmp_path / "none.txt")
    assert ran.status == 6
    assert "none.txt" in ran.err


def test_a_mapping_names_known_fields(tmp_path, whosays):
    assert whosays("gazetteer", "import", tmp_path / "x.csv", "--map", "site=colour").status == 2
