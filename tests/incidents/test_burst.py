"""Many reports of one act stay one incident, in any order; a change elsewhere leaves them alone."""

import random
from dataclasses import replace

from tests.incidents.test_cluster import GOMA, PARIS, claim, day, report
from whosays.incidents.cluster import cluster

COUNT = 366


def burst():
    """366 reports of one abduction over two days; every fourth gives no day, every fifth no place."""
    claims, reports = [], []
    for number in range(COUNT):
        name = f"r{number:03}"
        text = f"Gunmen of the Katindo Brigade abducted Me Kasereka in Goma near Birere, account {number} says in words of its own {'abc'[number % 3]}."
        reports.append(report(name, f"Outlet {number}", text, f"2012-11-{20 + number % 2}"))
        time = replace(day("2012-11-20"), start=0) if number % 4 else replace(day("2012-11-20"), earliest=None, latest=f"2012-11-{20 + number % 2}", start=None)
        claims.append(claim(f"c{number:03}", "abduction", report=name, place=GOMA if number % 5 else None, time=time, target="Kasereka"))
    return claims, reports


def test_one_act_is_one_incident_whatever_the_order():
    claims, reports = burst()
    (incident,) = cluster(claims, reports)
    assert len(incident.claims) == COUNT
    random.Random(3).shuffle(claims)
    random.Random(4).shuffle(reports)
    assert cluster(claims, reports) == (incident,)


def test_a_claim_elsewhere_changes_nothing():
    claims, reports = burst()
    (before,) = cluster(claims[:60], reports[:60])
    other = claim("zz", "talks", report="rz", place=PARIS, time=day("2014-01-01"))
    after = cluster([*claims[:60], other], [*reports[:60], report("rz", "Far Post", "Ministers met in Paris.")])
    assert before.claims in {i.claims for i in after}
    assert len(after) == 2
