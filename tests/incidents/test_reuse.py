"""Shared text: what proves that one report took from another, and what does not."""

import pytest

from tests.incidents.test_cluster import report
from whosays.incidents.reuse import Reuse
from whosays.incidents.stemma import Stemma

AGENCY = (
    "Shells struck the crowded hospital in the old quarter three times on Sunday, killing at least nine patients and wounding twenty others, "
    "among them three nurses of the surgical ward, relief workers who had stayed in the building said on Monday."
)
OTHER = (
    "Harvest festivities drew thousands of visitors to the lake shore at the weekend, and boat owners spoke of their best season since the ferry line "
    "was opened again eleven years ago by the provincial council."
)
APPEAL = (
    "Readers who value this service can support the desk with a small gift every month, which pays for fuel, telephone cards and the repair of two "
    "motorcycles that our correspondents share in the northern districts."
)
SAYING = '"We have seen nothing like this since the war began, and nobody who was there that morning will forget what came down on the market that day," he said.'

PAIRS = [
    (AGENCY, AGENCY, True, "word for word"),
    (AGENCY, OTHER + " " + AGENCY, True, "one passage in another text"),
    (AGENCY, AGENCY.replace("hospital", "clinic").replace("nine", "twelve").replace("Sunday", "the weekend"), True, "edited"),
    (AGENCY, OTHER, False, "another text"),
    ("A trader spoke. " + SAYING, "It was noon when a shopkeeper said this. " + SAYING, False, "one quotation that both heard"),
    (AGENCY, "On Sunday the hospital was hit; nine patients died and three nurses are among the twenty wounded, aid workers say.", False, "own words"),
    ("", AGENCY, False, "an empty text"),
]


@pytest.mark.parametrize(("a", "b", "shares", "why"), PAIRS, ids=[p[3] for p in PAIRS])
def test_pairs(a, b, shares, why):
    reports = {"r1": report("r1", "Wire", a), "r2": report("r2", "Paper", b)}
    assert (Reuse(reports).between("r1", "r2") is not None) is shares, why
    assert bool(Reuse(reports).among(["r2", "r1"])) is shares, why


def test_what_is_printed_again_and_again_proves_nothing():
    issues = {f"e{n}": report(f"e{n}", "Desk", APPEAL, f"2012-0{n + 1}-10") for n in range(6)}
    pair = {"r1": report("r1", "Desk", AGENCY + " " + APPEAL), "r2": report("r2", "Desk", OTHER + " " + APPEAL)}
    assert Reuse(pair).between("r1", "r2") is not None
    assert Reuse({**issues, **pair}).between("r1", "r2") is None


def test_passages_are_spans_of_each_text():
    reports = {"r1": report("r1", "Wire", AGENCY), "r2": report("r2", "Paper", OTHER + " " + AGENCY)}
    (shared,) = Reuse(reports).between("r1", "r2").passages
    assert reports["r1"].text[shared[0].start : shared[0].end] == AGENCY.rstrip(".")
    assert reports["r2"].text[shared[1].start : shared[1].end] == AGENCY.rstrip(".")


DIRECTIONS = [
    ("2012-11-21", "2012-11-22", "", True, "r2.txt", "the later took from the earlier"),
    ("2012-11-21", "2012-11-21", "", False, "r2.txt", "one day tells nothing"),
    (None, "2012-11-21", "", False, "r2.txt", "an unknown time tells nothing"),
    ("2012-11-22", "2012-11-21", "(Wire) - ", True, "r2.txt", "a credit tells more than times"),
]


@pytest.mark.parametrize(("first", "second", "credit", "directed", "taker", "why"), DIRECTIONS, ids=[d[5] for d in DIRECTIONS])
def test_direction(first, second, credit, directed, taker, why):
    from tests.incidents.test_cluster import claim

    reports = {"r1": report("r1", "Wire", AGENCY, first), "r2": report("r2", "Paper", credit + AGENCY, second)}
    (edge,) = [e for e in Stemma(reports).edges([claim("a"), claim("b", report="r2")]) if e.kind == "copies"]
    assert edge.directed is directed, why
    assert edge.origin == taker, why
    assert "copies" not in edge.reason, "the words never claim more than shared text"
