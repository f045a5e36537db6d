"""Exports: columns, cells that no spreadsheet computes, geometry, Parquet, and files that are there whole or not at all."""

import csv
import dataclasses
import io
import json

import pytest

from whosays.errors import ExportError
from whosays.export import csvfile, files, flat, geojson
from whosays.model.claim import Claim, ClaimPlace, ClaimTime, Count, Equipment, Link, Role, Source
from whosays.model.report import Published, Report
from whosays.model.span import Span, quote

TEXT = "=HYPERLINK rebels shelled Tarvos, the ministry \ud800 said."
REPORT = Report(
    "r" * 16, "-a.txt", "0" * 64, "in/-a.txt", TEXT, (Span(0, len(TEXT)),), outlet="Harbour", published=Published("2016-03-23", "day", "given"),
)
PLACE = ClaimPlace("Tarvos", 26, 32, "in", "Tarvos", "settlement", -44.5, -20.25, 3.0, country="RS")
CLAIM = Claim(
    "c" * 16, "r" * 16, "shelling", quote(TEXT, 18, 25), (quote(TEXT, 0, len(TEXT)),),
    roles=(Role("actor", "rebels", 11, 17, "River Front"), Role("actor", "rebels", 11, 17, "River Front"), Role("target", "Tarvos", 26, 32, "@Tarvos")),
    places=(PLACE,), time=ClaimTime("day", "explicit", "within", "2016-03-22", "2016-03-22"),
    counts=(Count("killed", "5", 0, 1, scope="part", best=5), Count("killed", "at least 7", 0, 1, low=7)),
    equipment=(Equipment("T-90", 0, 1, "T-90", "tank"),),
    attribution=(
        Link(Source("RT", 0, 1, "RT", "outlet"), None, ()), Link(Source("the ministry", 34, 46, "Oskan ministry", "official"), quote(TEXT, 49, 53), ()),
    ),
    acled="Shelling", confidence=0.8, reader="r1",
)
ROW = flat.Exported(CLAIM, "accepted", REPORT)


def exported(form, rows=(ROW,)):
    out = io.BytesIO()
    assert files.export(rows, form, out) == len(rows)
    return out.getvalue()


def test_csv_has_every_column_and_says_how_it_was_judged():
    rows = list(csv.DictReader(io.StringIO(exported("csv").decode())))
    assert list(rows[0]) == [name for name, _, _ in flat.COLUMNS]
    got = rows[0]
    expected = {
        "judged": "accepted", "who_says": "RT > Oskan ministry", "cue": "said", "actors": "River Front", "killed": "7-", "injured": "",
        "lat": "-44.5", "earliest": "2016-03-22", "group": "force", "start": "18", "equipment": "T-90", "source_kind": "official",
    }
    assert {name: got[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("value", "shown", "why"),
    [
        ("=1+1", "'=1+1", "a formula"), ("+1", "'+1", "a formula"), ("-1", "'-1", "a formula in words"), ("@SUM", "'@SUM", "a formula"),
        ("\t=1", "'\t=1", "a tab before a formula"), ("\r=1", "'\r=1", "a return before a formula"),
        (-1.5, -1.5, "a number is a number"), (None, "", "null is empty"), ("a=1", "a=1", "not at the beginning"),
        ("a\x00b", "a\ufffdb", "NUL breaks readers of CSV"), ("\ud800", "\ufffd", "no UTF-8 for a lone surrogate"),
    ],
)
def test_cells(value, shown, why):
    assert csvfile.cell(value) == shown, why


def test_csv_neutralises_report_text_everywhere():
    got = next(csv.DictReader(io.StringIO(exported("csv").decode())))
    assert got["evidence"].startswith("'=HYPERLINK")
    assert got["doc_id"] == "'-a.txt"
    assert got["targets"] == "'@Tarvos"


def test_jsonl_is_the_whole_record():
    got = json.loads(exported("jsonl"))
    assert got["judged"] == "accepted"
    assert got["doc_id"] == "-a.txt"
    assert got["equipment"][0]["class"] == "tank"
    assert got["evidence"][0]["text"] == TEXT
    assert set(got) >= {field.name for field in dataclasses.fields(Claim)}
    assert got["report"]["published"] == {"value": "2016-03-23", "precision": "day", "basis": "given"}


PLACES = [
    (None, None, "no place, no geometry"),
    (PLACE, {"type": "Point", "coordinates": [-20.25, -44.5]}, "longitude first"),
    (dataclasses.replace(PLACE, lat=None, lon=None), None, "unlocated"),
    (
        dataclasses.replace(PLACE, geometry={"type": "LineString", "coordinates": [[1, 2], [3, 4]]}),
        {"type": "LineString", "coordinates": [[1, 2], [3, 4]]}, "its own geometry before the point",
    ),
]


@pytest.mark.parametrize(("place", "geometry", "why"), PLACES)
def test_geometry(place, geometry, why):
    assert geojson.geometry(place) == geometry, why


def test_geojson_is_a_collection_with_uncertainty_beside_the_point():
    unlocated = dataclasses.replace(ROW, claim=dataclasses.replace(CLAIM, claim_id="d" * 16, places=()))
    got = json.loads(exported("geojson", (ROW, unlocated)))
    assert got["type"] == "FeatureCollection"
    assert [one["geometry"] is None for one in got["features"]] == [False, True]
    assert got["features"][0]["properties"]["radius_km"] == 3.0
    assert json.loads(exported("geojson", ())) == {"type": "FeatureCollection", "features": []}


def test_parquet_has_typed_columns_and_the_record():
    from pyarrow import parquet

    table = parquet.read_table(io.BytesIO(exported("parquet")))
    got = table.to_pylist()[0]
    assert got["lat"] == -44.5
    assert got["start"] == 18
    assert got["killed"] == "7-"
    assert got["geonameid"] is None
    assert json.loads(got["record"])["claim_id"] == CLAIM.claim_id
    assert table.num_rows == 1
    assert exported("parquet") == exported("parquet")


def test_parquet_of_nothing_is_a_table_without_rows():
    from pyarrow import parquet

    assert parquet.read_table(io.BytesIO(exported("parquet", ()))).num_rows == 0


@pytest.mark.parametrize("form", files.FORMATS)
def test_a_file_is_there_whole_or_not_at_all(form, tmp_path):
    path = tmp_path / f"claims.{form}"
    path.write_bytes(b"before")

    def rows():
        yield ROW
        raise RuntimeError("stop")

    with pytest.raises(RuntimeError):
        files.export(rows(), form, path)
    assert path.read_bytes() == b"before"
    assert [one.name for one in tmp_path.iterdir()] == [path.name]
    assert files.export([ROW], form, path) == 1
    assert path.read_bytes() != b"before"
    assert len(list(tmp_path.iterdir())) == 1


def test_errors_name_the_file_or_the_format(tmp_path):
    with pytest.raises(ExportError, match="nowhere"):
        files.export([ROW], "csv", tmp_path / "nowhere" / "x.csv")
    with pytest.raises(ExportError, match="expected one of csv, jsonl, geojson, parquet"):
        files.export([ROW], "xml", io.BytesIO())


@pytest.mark.parametrize(
    ("low", "best", "high", "shown", "why"),
    [(5, 5, 5, "5", "one figure"), (None, 5, None, "5", "one figure"), (5, None, None, "5-", "at least"), (None, None, 9, "-9", "up to"),
     (5, None, 7, "5-7", "a range"), (None, None, None, "", "no figure")],
)
def test_figures(low, best, high, shown, why):
    claim = dataclasses.replace(CLAIM, counts=(Count("killed", "x", 0, 1, low=low, best=best, high=high),))
    assert flat.figure(claim, "killed") == shown, why
