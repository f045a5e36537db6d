"""Figures of an act: what, bounds, whom, and what kind of total."""

import pytest

from tests.parsing import read
from whosays.claims.counts import find_counts
from whosays.model.claim import Count

CASES = [
    ("Gunmen killed five soldiers.", "killed", ["killed five soldiers combatant incident 5/5/5"], "own object"),
    ("At least 12 civilians were killed in the shelling of the market.", "shelling", ["killed At least 12 civilians civilian incident 12/-/-"], "toll of the act"),
    ("An air strike hit the port, killing two guards and wounding five.", "air strike",
     ["killed two guards combatant incident 2/2/2", "injured five - unstated incident 5/5/5"], "two participles"),
    ("Four people were killed and seven others injured in an airstrike.", "airstrike",
     ["killed Four people unstated incident 4/4/4", "injured seven others unstated incident 7/7/7"], "coordinated tolls"),
    ("The attack on the bus left nine people dead.", "attack", ["killed nine people unstated incident 9/9/9"], "left dead"),
    ("The shelling of the camp killed 20 people, including three children.", "shelling",
     ["killed 20 people unstated incident 20/20/20", "killed three children civilian part 3/3/3"], "a part is not added"),
    ("Police arrested between 12 and 15 men.", "arrested", ["captured between 12 and 15 men unstated incident 12/-/15"], "range"),
    ("The clash brought the death toll to 43.", "death toll", ["killed 43 - unstated running_total 43/43/43"], "running total"),
    ("More than 550 civilians have been killed in the past two months.", "killed",
     ["killed More than 550 civilians civilian period_total 551/-/-"], "a period, not an event"),
    ("Some 200 people have been killed since January.", "killed", ["killed Some 200 people unstated period_total -/200/-"], "since"),
    ("Another four soldiers were kidnapped.", "kidnapped", ["captured Another four soldiers combatant incident 4/4/4"], "added by the text"),
    ("Dozens of families fled their homes.", "fled", ["displaced Dozens families civilian incident 24/-/-"], "vague"),
    ("Militiamen torched forty huts.", "torched", ["destroyed forty huts unstated incident 40/40/40"], "things"),
    ("Rebels captured three villages.", "captured", [], "places are not captives"),
    ("He was detained for four months.", "detained", [], "time is no count"),
    ("Police arrested a forger along with two of his associates.", "arrested",
     ["captured a forger unstated incident 1/1/1", "captured two associates unstated incident 2/2/2"], "people beside the object"),
    ("Troops conducted an operation to detain three commanders.", "operation", [], "a purpose counts nobody"),
    ("Soldiers killed two gunmen and detained five others.", "detained", ["captured five others unstated incident 5/5/5"], "the dead are not the detained"),
    ("Soldiers seized a rifle and detained five men.", "seized", [], "a seizure counts no people"),
    ("The army killed the driver.", "killed", ["killed the driver civilian incident 1/1/1"], "one person, by article and singular"),
    ("Gunmen killed a priest.", "killed", ["killed a priest civilian incident 1/1/1"], "a single one"),
]


def shown(count: Count) -> str:
    bounds = "/".join("-" if n is None else str(n) for n in (count.low, count.best, count.high))
    return f"{count.what} {count.text} {count.of or '-'} {count.victims} {count.scope} {bounds}"


@pytest.mark.parametrize(("text", "trigger", "expected", "why"), CASES)
def test_figures(text: str, trigger: str, expected: list[str], why: str) -> None:
    reading = read(text)
    event = next(e for e in reading.events if e.type and text[e.start : e.end] == trigger)
    counts = find_counts(text, reading, event, ())
    assert [shown(c) for c in counts] == expected, why
    assert all(text[c.start : c.end] == c.text for c in counts)
