"""Figures of an act: what, bounds, whom, and what kind of total."""

from dataclasses import replace

import pytest

from tests.parsing import read
from whosays.claims.counts import find_counts
from whosays.model.claim import Count
from whosays.model.reading import Mention

CASES = [
    ("Konna, 9 March: four or five killed at a market.", "killed", [], "a day of the month is no toll"),
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
    ("Six children were among the dead, the hospital said.", "among the dead", ["killed Six children civilian part 6/6/6"], "a part of the dead"),
    ("The bomb claimed three lives in the bazaar.", "claimed three lives", ["killed three lives unstated incident 3/3/3"], "lives"),
    ("The bombing left another 30 injured.", "bombing", ["injured another 30 - unstated incident 30/30/30"], "another, a bare number"),
    ("The raid left nine dead and another 20 wounded.", "raid",
     ["killed nine - unstated incident 9/9/9", "injured another 20 - unstated incident 20/20/20"], "two bare numbers"),
    ("The blast brought the toll to 49.", "blast", ["killed 49 - unstated running_total 49/49/49"], "an act raises the toll"),
    ("That brings the number of dead to at least 18.", "dead", ["killed at least 18 - unstated running_total 18/-/-"], "a number of the dead"),
    ("Those killed are around 300.", "killed", ["killed around 300 - unstated incident -/300/-"], "a number as predicate"),
    ("Militia kill 83 injured 100 troops in two days.", "kill",
     ["killed 83 troops combatant incident 83/83/83", "injured 100 troops combatant incident 100/100/100"], "two figures, never one"),
    ("The rebels' barrage killed 10 people, and government jets killed 82 and wounded 18.", "barrage",
     ["killed 10 people unstated incident 10/10/10"], "the other side's figures are not its own"),
    ("Clashes left 23 civilians - including nine children - dead.", "Clashes",
     ["killed 23 civilians civilian incident 23/23/23", "killed nine children civilian part 9/9/9"], "between dashes"),
    ("Hundreds were killed or injured in the battle.", "battle", [], "a figure for two harms together is none for either"),
    ("The shelling wounded eight, two of them critically.", "shelling",
     ["injured eight - unstated incident 8/8/8", "injured two - unstated part 2/2/2"], "two of them"),
    ("Seven of the eight guards were killed.", "killed", ["killed Seven guards combatant incident 7/7/7"], "seven, not fifteen"),
    ("Twenty-one died at once.", "died", ["killed Twenty-one - unstated incident 21/21/21"], "a number in two words"),
    ("A few dozen people were hurt.", "hurt", ["injured A few dozen people unstated incident 36/-/-"], "a vague number of dozens"),
    ("Troops detained the leader and several suspected fighters.", "detained",
     ["captured the leader combatant incident 1/1/1", "captured several suspected fighters combatant incident 3/-/-"], "one of a list"),
    ("More than 15 fighters were killed by the army in the south over the last 24 hours.", "killed",
     ["killed More than 15 fighters combatant period_total 16/-/-"], "a sum over hours"),
    ("Twelve soldiers were killed this month in the region.", "killed", ["killed Twelve soldiers combatant period_total 12/12/12"], "a sum over the month"),
    ("The campaign has resulted in 20 senior leaders being captured or killed.", "captured", [], "a figure for two fates together is none for either"),
    ("Forces confirmed yesterday the death of a weapons expert during a security operation in the district.", "security operation",
     ["killed a weapons expert unstated incident 1/1/1"], "the toll of the act that its own words name"),
    ("Both guards were killed.", "killed", ["killed Both guards combatant incident 2/2/2"], "both"),
    ("Police found 13 unidentified bodies in the capital.", "found 13 unidentified bodies", ["killed 13 unidentified bodies unstated incident 13/13/13"], "bodies"),
    ("Two houses burned down.", "burned down", ["destroyed Two houses unstated incident 2/2/2"], "a harm verb without object"),
    ("Rockets hit the compound; one soldier was slightly hurt.", "hit", ["injured one soldier combatant incident 1/1/1"], "told right after the only act"),
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


@pytest.mark.parametrize(
    ("text", "name", "expected", "why"),
    [
        ("Soldiers killed the militia commander Ibrahim Petrov near the town.", "Ibrahim Petrov", ["Ibrahim Petrov"], "one person, by name"),
        ("Soldiers killed a commander while they sought Ibrahim Petrov.", "Ibrahim Petrov", ["a"], "whom they sought is not dead"),
    ],
)
def test_a_person_told_by_name_is_one(text: str, name: str, expected: list[str], why: str) -> None:
    reading = read(text)
    at = text.index(name)
    head = next(t.i for t in reading.tokens if t.end == at + len(name))
    reading = replace(reading, mentions=(Mention(at, at + len(name), "person", head, name),))
    event = next(e for e in reading.events if e.type and text[e.start : e.end] == "killed")
    found = find_counts(text, reading, event, ())
    assert [c.text for c in found] == expected, why
    assert all((c.low, c.best, c.high) == (1, 1, 1) for c in found)
