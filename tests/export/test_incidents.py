"""Incidents as rows of other books: what the accounts give is filled, what they do not stays empty."""

import csv
import io
import json
from dataclasses import replace

import pytest

from tests.incidents.test_cluster import REPORTS, claim
from whosays.export.flat import Exported
from whosays.export.incidents import ACLED, ACLED_OLD, UCDP, Told, acled, shielded, to_geojson, to_rows, ucdp
from whosays.incidents.cluster import cluster
from whosays.model.claim import ClaimTime, Count, Role


def told(*claims):
    (incident,) = cluster(claims, REPORTS)
    return Told(incident, claims, {report.report_id: report for report in REPORTS})


def by(one, actor, target):
    return replace(one, roles=(Role("actor", actor, 0, 1, actor), Role("target", target, 0, 1, target)))


RIVALS = told(by(claim("a", killed=9, source="Gen. Adama"), "government troops", "civilians"), by(claim("b", report="r2", killed=16, source="Lake Monitor"), "government troops", "civilians"))


def test_columns_are_the_books_own():
    assert (len(ACLED), len(ACLED_OLD), len(UCDP)) == (31, 31, 49)
    assert {"iso3", "data_id", "event_id_no_cnty"} <= set(ACLED_OLD) - set(ACLED)
    assert {"disorder_type", "civilian_targeting", "tags"} <= set(ACLED) - set(ACLED_OLD)


def test_acled_takes_the_lowest_figure_and_notes_the_others():
    row = acled(RIVALS)
    assert (row["sub_event_type"], row["event_type"]) == ("Shelling/artillery/missile attack", "Explosions/Remote violence")
    assert (row["fatalities"], row["time_precision"], row["geo_precision"]) == (9, 1, 1)
    assert (row["inter1"], row["inter2"], row["civilian_targeting"]) == ("State Forces", "Civilians", "Civilian targeting")
    assert "Gen. Adama" in row["notes"]
    assert "differ (count)" in row["notes"]
    assert row["country"] != "CD", "a country has its name"


def test_ucdp_gives_no_best_where_accounts_differ():
    row = ucdp(RIVALS)
    assert (row["low"], row["best"], row["high"]) == (9, None, 16)
    assert (row["type_of_violence"], row["where_prec"], row["date_prec"], row["number_of_sources"]) == (3, 1, 1, 2)
    assert row["source_original"] == "Gen. Adama; Lake Monitor"
    assert ucdp(told(claim("a", killed=9)))["best"] == 9


NO_EVENTS = [
    (claim("a", modality="planned", killed=9), "a plan"),
    (claim("a", fact="CT-", source="army", killed=9), "only denied"),
]


@pytest.mark.parametrize(("one", "why"), NO_EVENTS, ids=[row[1] for row in NO_EVENTS])
def test_what_is_no_event_there_gives_no_row(one, why):
    assert acled(told(one)) is None, why
    assert ucdp(told(one)) is None, why


def test_nothing_is_invented():
    bare = told(claim("a", place=None, time=ClaimTime(), target="Aunt Mariam"))
    row = acled(bare)
    assert {row[name] for name in ("event_date", "time_precision", "location", "geo_precision", "actor1", "actor2", "interaction")} == {""}
    assert row["fatalities"] is None
    assert ucdp(bare) is None, "no figure of dead"
    vague = told(replace(claim("a"), counts=(Count("killed", "up to 30", 0, 1, high=30),)))
    assert (acled(vague)["fatalities"], ucdp(vague)["low"], ucdp(vague)["high"]) == (None, None, 30)


@pytest.mark.parametrize("shape", ["acled", "acled-old", "ucdp"])
def test_rows_are_read_back(shape):
    rows = list(csv.DictReader(io.StringIO(b"".join(to_rows([RIVALS], shape)).decode())))
    assert len(rows) == 1
    assert rows[0].get("event_id_cnty", rows[0].get("id")) == "a"


def test_geojson_shows_the_radius():
    (feature,) = json.loads(b"".join(to_geojson([RIVALS])))["features"]
    assert feature["geometry"]["coordinates"] == [29.22, -1.68]
    assert (feature["properties"]["radius_km"], feature["properties"]["origins"]) == (5.0, {"at_least": 2, "at_most": 2})


def test_what_is_withheld_of_claims_is_withheld_of_their_incident():
    rows = [Exported(one, "machine", RIVALS.reports[one.report_id]) for one in RIVALS.claims]
    coarse = [replace(row, claim=replace(row.claim, places=(replace(row.claim.places[0], name="North Kivu", precision="district", lat=-1.75, lon=29.25),))) for row in rows]
    safe = shielded(RIVALS.incident, coarse, {"Goma", "Adama"})
    row = acled(safe)
    assert (row["location"], row["latitude"]) == ("North Kivu", -1.75)
    assert "Adama" not in row["notes"]
    assert "Goma" not in b"".join(to_geojson([safe])).decode()
