"""The gazetteer: keys of names, the compiled index, imports; on a handful of entries made here."""

import multiprocessing
import time
from dataclasses import dataclass

import pytest

from whosays.errors import InputError
from whosays.resolving.gazetteer import build, importer, index, names, sources
from whosays.resolving.gazetteer.entry import Entry

ENTRIES = (
    Entry("Syria", ("Syrian Arab Republic",), 35.0, 38.0, "SY", "", "", "country", 17_000_000, 240.0, 163843),
    Entry("Deir ez-Zor", ("Dayr az Zawr", "دير الزور", "deyr"), 35.33, 40.14, "SY", "Dayr Az Zawr", "SY.07", "settlement", 271_800, 0.0, 170794),
    Entry("Al Ḩasakah", ("Hassaké",), 36.5, 40.75, "SY", "Hasaka", "SY.01", "settlement", 422_445, 0.0, 173811),
    Entry("Ālbū Kamāl", (), 34.45, 40.92, "SY", "Dayr Az Zawr", "SY.07", "settlement", 57_572, 0.0, 174448),
    Entry("London", (), 51.5, -0.12, "GB", "", "", "settlement", 8_961_989, 0.0, 2643743),
    Entry("London", (), 42.98, -81.23, "CA", "Ontario", "CA.08", "settlement", 422_324, 0.0, 6058560),
    Entry("Shayrat air base", (), 34.49, 36.91, "SY", "Homs", "", "airbase", 0, 3.0, None),
)


@pytest.fixture(scope="module")
def gazetteer(tmp_path_factory):
    path = tmp_path_factory.mktemp("gazetteer") / "index.sqlite"
    assert build.compile_index(path, ENTRIES) == len(ENTRIES)
    return index.Gazetteer((path,))


@dataclass(frozen=True)
class Case:
    name: str
    found: tuple[str, ...]
    why: str


LOOKUPS = (
    Case("Deir ez-Zor", ("Deir ez-Zor",), "as it is written"),
    Case("DEIR EZ-ZOR", ("Deir ez-Zor",), "letter case"),
    Case("Deir al-Zor", ("Deir ez-Zor",), "the article before its assimilation"),
    Case("Dayr az Zawr", ("Deir ez-Zor",), "an alternate name"),
    Case("دير الزور", ("Deir ez-Zor",), "Arabic"),
    Case("al-Hasakah", ("Al Ḩasakah",), "diacritics and hyphen"),
    Case("Hasakah", ("Al Ḩasakah",), "without its article"),
    Case("Hassake", ("Al Ḩasakah",), "accents"),
    Case("London", ("London", "London"), "homonyms, both"),
    Case("deyr", (), "a lower-case romanisation of a package is no name"),
    Case("Londinium", (), "unknown"),
    Case("Loncon", (), "no fuzzy search"),
    Case("", (), "nothing asked"),
)


@pytest.mark.parametrize("case", LOOKUPS, ids=lambda case: case.why)
def test_lookup(gazetteer, case):
    assert tuple(hit.place.name for hit in gazetteer.lookup(case.name)) == case.found


BONES = (
    ("Deir Ezzor", "Deir ez-Zor", True, "the article grown on"),
    ("Deir al Zour", "Dayr az Zawr", True, "vowels and semivowels"),
    ("Al-Bokamal", "Ālbū Kamāl", True, "Abu with and without its article"),
    ("Abu Kamal", "Ālbū Kamāl", True, "Abu apart"),
    ("Qamishli", "Kamishly", True, "q and k"),
    ("Khan Shaykhun", "Han Sheikhoun", False, "kh is not h"),
    ("Homs", "Hama", False, "other consonants"),
)


@pytest.mark.parametrize(("one", "other", "same", "why"), BONES, ids=[row[3] for row in BONES])
def test_skeletons(one, other, same, why):
    assert (names.romanised_skeleton(one) == names.romanised_skeleton(other)) is same


def test_a_skeleton_of_too_few_consonants_is_none():
    assert names.skeleton(names.fold("Bab")) is None


def test_lookup_by_consonants_is_only_for_countries_of_another_script(gazetteer):
    assert [h.place.name for h in gazetteer.lookup_skeleton("Al-Bokamal")] == ["Ālbū Kamāl"]
    assert gazetteer.lookup_skeleton("Lendan") == ()


def test_initials_are_one_word():
    assert names.fold("U.S.") == names.fold("US") == "us"
    assert names.fold("St. Louis") == "saint louis"
    assert names.fold("U.S. Sens") == names.fold("US Sens") == "us sens"
    assert names.fold("us-Salihiyah") == "al salihiyah"


def test_the_same_entries_make_the_same_index(tmp_path):
    paths = [tmp_path / "a.sqlite", tmp_path / "b.sqlite"]
    for path in paths:
        build.compile_index(path, ENTRIES)
    assert paths[0].read_bytes() == paths[1].read_bytes()


def _compile(path):
    build.compile_index(path, ENTRIES * 50)


def test_two_processes_at_once_leave_one_whole_index(tmp_path):
    path = tmp_path / "shared.sqlite"
    context = multiprocessing.get_context("fork")
    workers = [context.Process(target=_compile, args=(path,)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0, 0]
    assert len(index.Gazetteer((path,)).lookup("Syria")) == 1
    assert [p.name for p in tmp_path.iterdir()] == ["shared.sqlite"]


def test_a_failed_compile_leaves_nothing(tmp_path):
    def broken():
        yield ENTRIES[0]
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        build.compile_index(tmp_path / "x.sqlite", broken())
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_index_is_refused_with_advice(tmp_path):
    path = tmp_path / "bad.sqlite"
    path.write_text("this is no database " * 100)
    with pytest.raises(InputError, match="delete the file"):
        index.Gazetteer((path,))


def test_lookups_are_fast_enough(gazetteer):
    asked = [f"Nowhere {i}" for i in range(2000)] + ["London", "Deir ez-Zor"] * 500
    start = time.process_time()
    for name in asked:
        gazetteer.lookup(name)
    assert (time.process_time() - start) / len(asked) < 100e-6


GEONAMES_ROW = "9000001\tAl-Shawla\tAl-Shawla\tAsh Shulah,الشولا\t35.12\t39.87\tP\tPPL\tSY\t\t07\t\t\t\t1200\t\t300\tAsia/Damascus\t2020-01-01"


def _with_base(tmp_path):
    build.compile_index(index.index_path(tmp_path), ENTRIES)
    return tmp_path


def test_import_geonames_takes_good_rows_and_describes_bad_ones(tmp_path):
    cache, dump = _with_base(tmp_path / "cache"), tmp_path / "SY.txt"
    dump.write_text(f"{GEONAMES_ROW}\nonly\tthree\tcells\n{GEONAMES_ROW.replace('35.12', '135.12')}\n", encoding="utf-8")
    done = importer.import_geonames(dump, cache)
    assert (done.places, done.refused) == (1, 2)
    assert done.problems[0] == "SY.txt:2: expected 19 columns of a GeoNames dump, found 3"
    assert "135.12" in done.problems[1]
    found = index.load(cache).lookup("Al-Shulah")
    assert [(h.place.name, h.place.geonameid, h.place.country) for h in found] == [("Al-Shawla", 9000001, "SY")]


def test_an_import_does_not_repeat_what_is_known(tmp_path):
    cache, dump = _with_base(tmp_path / "cache"), tmp_path / "GB.txt"
    dump.write_text(GEONAMES_ROW.replace("9000001", "2643743").replace("Al-Shawla", "London"), encoding="utf-8")
    importer.import_geonames(dump, cache)
    assert len(index.load(cache).lookup("London")) == 2


def test_import_csv_by_mapping(tmp_path):
    cache, table = _with_base(tmp_path / "cache"), tmp_path / "sites.csv"
    table.write_text("site,y,x,cc,what\nKilo Two,33.3,44.1,iq,site\n,1,2,iq,site\nNowhere,91,2,iq,site\nOdd,1,2,iq,castle\n", encoding="utf-8")
    done = importer.import_csv(table, {"name": "site", "lat": "y", "lon": "x", "country": "cc", "kind": "what"}, cache)
    assert (done.places, done.refused) == (1, 3)
    hit = index.load(cache).lookup("Kilo Two")[0]
    assert (hit.place.country, hit.place.kind, hit.place.source) == ("IQ", "site", "import sites.csv")
    assert importer.forget(cache, "sites.csv")
    assert index.load(cache).lookup("Kilo Two") == ()


REFUSED = (
    ({"name": "site", "lat": "y"}, "site,y\na,1\n", "lacks lon", "an unmapped needed field"),
    ({"name": "site", "lat": "y", "lon": "z"}, "site,y\na,1\n", "has no column 'z'", "a column that is not there"),
    ({"name": "site", "lat": "y", "lon": "x"}, "site,y,x\na,north,1\n", "no row could be used", "no good row at all"),
)


@pytest.mark.parametrize(("mapping", "text", "message", "why"), REFUSED, ids=[row[3] for row in REFUSED])
def test_import_csv_refuses_clearly(tmp_path, mapping, text, message, why):
    table = tmp_path / "sites.csv"
    table.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        importer.import_csv(table, mapping, tmp_path / "cache")


def test_import_of_a_missing_file_is_an_input_error(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        importer.import_geonames(tmp_path / "none.txt", tmp_path)


def test_every_supplement_row_names_its_source_and_lies_on_earth():
    rows = list(sources.supplement())
    assert len(rows) >= 400
    assert len({row.country for row in rows if row.country}) >= 25
    assert all(row.source and -90 <= row.lat <= 90 and -180 <= row.lon <= 180 for row in rows)


def test_shipped_tables_give_units_with_boxes():
    units = [entry for entry in sources.admin1({}) if entry.country == "SY"]
    assert {"Homs", "Aleppo", "Idlib"} <= {unit.name for unit in units}
    assert all(len(unit.box.split()) == 4 for unit in units)
