"""When an act happened that its own sentence does not date. Passages are the project's own; published on Wednesday 4 May 2016."""

import pytest

LEAD = "Rebels shelled the town of Kutum on Tuesday. "
LEAD_DAY = ("2016-05-03", "2016-05-03")
OPEN = (None, "2016-05-04")

CASES = [
    (LEAD + "Four houses burned down.", "destruction", LEAD_DAY, "narrative past goes on with the day of the lead"),
    (LEAD + "The Red Cross collected nine bodies.", "casualties", OPEN, "found dead: when they died is not told"),
    (LEAD + "Eleven cases of rape were documented on Monday.", "sexual_violence", (None, "2016-05-02"), "recorded on Monday, done no later"),
    ("Rebels took Kutum on 1 May and lost it on the 3rd, when soldiers counter-attacked.", "attack", LEAD_DAY, "'when' takes up the time before it"),
    ("Rebels took Kutum on 1 May. Soldiers detained 14 men on the evening of the 3rd.", "detention", LEAD_DAY, "a day of the month told before"),
    (LEAD + 'An army spokesman said: "We do not shell hospitals."', "shelling", (None, None), "denied as a habit, of no one day"),
    ("The spokesman said that rebels were shelling the town of Kutum.", "shelling", ("2016-05-04", "2016-05-04"), "in progress when it was said"),
    ("The monitor said rebels abducted two teachers on Monday. " + LEAD + "The rebels denied the abductions.", "abduction", ("2016-05-02", "2016-05-02"),
     "the denial is of the act told before, on its day"),
    (LEAD + "Fighters walked through the market shortly after 11 a.m.", "movement", LEAD_DAY, "an hour alone is of the story's day"),
    ("Rebels shot down a helicopter near Kutum, which soldiers took on Monday.", "interception", OPEN, "a date inside a relative clause is of another act"),
    (LEAD + "The rebels denied having abducted any teacher.", "abduction", OPEN, "a denial of every such act is of no one day"),
    ("Daily digest: Monday 2 May 2016\n\nShells fell on the market of Kutum. Two women were killed.\n\nIn Homs, police opened fire on a crowd.", "attack",
     ("2016-05-02", "2016-05-02"), "a digest of one day"),
    ("Situation report\n\nReporting period: 18 - 24 April 2016\n\nArmed men on horses burned three villages near Kutum, said elders who had fled from the men.",
     "destruction", ("2016-04-18", "2016-04-24"), "the week that the head names"),
    ("Weekly note, Sunday 1 May 2016\n\nSome 300 armed men on horses burned three villages near Kutum, said elders who had fled from these men.",
     "destruction", OPEN, "the day on which a weekly came out is not the day of what it tells"),
    ("The young men had come to the gate early on Tuesday, as on every market day.\n\nSoldiers later found a mine there.\n\nShells then fell on the gate.",
     "shelling", LEAD_DAY, "the day that opens the story"),
    (LEAD + "\n\nIn 2012 the town was besieged by the army. Its mayor was abducted.", "abduction", OPEN, "told among what came before the story"),
    ("Nobody had forgotten the raid.\n\nOn 30 April a patrol came upon a camp in the hills. Fighters shot two soldiers.", "attack",
     ("2016-04-30", "2016-04-30"), "the day told before in the paragraph, be it of an act or not"),
    ("Air strikes were reported in Kutum on Monday, although damage could not be verified.", "air_strike", ("2016-05-02", "2016-05-02"),
     "what is only reported has the time of its report's clause"),
    ("Jets bombed a wedding party in Kutum on 19 March, killing 16 people.", "air_strike", ("2016-03-19", "2016-03-19"), "no month governs itself"),
    ("A video uploaded on Friday by a villager shows burnt houses.", "destruction", (None, "2016-04-29"), "when an item became known is not when it happened"),
    (LEAD + "The army said that it would bomb the town.", "air_strike", ("2016-05-04", None), "what is planned lies ahead of the report"),
    ("Rebels of the March 23 Movement (M23) abducted two teachers near Kutum on Tuesday.", "abduction", LEAD_DAY, "a date inside a name tells no time"),
    ("Rebels shelled Kutum for a third straight day on Tuesday.", "shelling", LEAD_DAY, "what is told is the shelling of the day"),
    ("Rebels took Kutum on Monday after three days of fighting with the army.", "armed_clash", ("2016-04-30", "2016-05-02"), "the fighting came before the end it led to"),
    ("At least 65 people were killed in Kutum by Monday evening.", "casualties", (None, "2016-05-02"), "a toll is reached no later"),
    ("The new commander follows Musa Hilal, who was killed on 3 May.\n\nRebels fought soldiers near Kutum.", "armed_clash", OPEN, "an aside of a relative clause leads no story"),
]


@pytest.mark.parametrize(("text", "kind", "days", "why"), CASES, ids=[c[3] for c in CASES])
def test_time_of_the_act(claims_of, text, kind, days, why):
    found = [c for c in claims_of(text, "2016-05-04") if c.type == kind]
    assert found, f"no claim of {kind}: {why}"
    time = found[-1].time
    assert (time.earliest and time.earliest[:10], time.latest and time.latest[:10]) == days, f"{why}: {time.reason}"


def test_what_is_due_lies_ahead(claims_of):
    found = [c for c in claims_of("The next round of talks, due on Monday, is in doubt.", "2016-05-04") if c.type == "talks"]
    assert [(c.time.earliest, c.time.latest) for c in found] == [("2016-05-09", "2016-05-09")]


def test_an_undated_report_takes_no_day_from_its_second_sentence(claims_of):
    text = "Rebels showed up near Kutum with the new commander.\n\nHe was appointed to that post on 3 January 2016.\n\nRebels fought soldiers near Kutum."
    for published, days in (("2016-01-05", ("2016-01-03", "2016-01-03")), (None, (None, None))):
        found = [c for c in claims_of(text, published) if c.type == "armed_clash"]
        assert [(c.time.earliest, c.time.latest) for c in found] == [days]
