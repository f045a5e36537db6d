"""Cleaning: each line of furniture is set aside with its reason, and no sentence of a report ever is."""

import pytest

from whosays.intake.intake import report_from_text
from whosays.model.report import Report

FIRST = "Shells fell on the harbour of Tervo on Monday evening, killing three dock workers, the mayor said."
SECOND = "A spokesman for the garrison denied that its guns had been in range and blamed a rebel mortar crew."
THIRD = "Two of the wounded were flown to the capital, where doctors described their state as stable."

ASIDE = [
    # line, reason, why
    ("Skip to main content", "navigation", "skip link"),
    ("Home | World | Region | About us", "navigation", "menu with bars"),
    ("Home » News » Coast", "navigation", "breadcrumbs"),
    ("Menu", "navigation", "menu word"),
    ("Back to top ↑", "navigation", "link with an ornament"),
    ("Read more: What we know about the harbour blast", "navigation", "pointer to another page"),
    ("READ NEXT >> Garrison commander dismissed", "navigation", "pointer with arrows"),
    ("HOCKEY: Visitors bombard the Tervo goal, page 12", "navigation", "teaser of a printed page"),
    ("Watch the video of the funeral below:", "navigation", "pointer to an insertion"),
    ("Tags: harbour, shelling, Tervo", "navigation", "tags"),
    ("3 min read", "navigation", "reading time"),
    ("Subscribe", "newsletter", "button"),
    ("Sign up for our daily briefing and get the news in your inbox.", "newsletter", "invitation"),
    ("Subscribe to our newsletter", "newsletter", "invitation"),
    ("Follow us on Telegram and Facebook", "newsletter", "invitation"),
    ("You are receiving this e-mail because you subscribed to our alerts.", "newsletter", "foot of a mail"),
    ("Donate to keep this site alive. Every gift helps us report.", "appeal", "imperative"),
    (
        "If you value our work, please consider making a donation today: donate now.",
        "appeal",
        "condition and request",
    ),
    (
        "Support independent journalism. Become a member for the price of a coffee and help us stay free.",
        "appeal",
        "membership",
    ),
    ("Got a tip? Write to our desk.", "appeal", "call for tips"),
    ("Share this article", "share", "button"),
    ("Share   Tweet   Email   Print", "share", "bar"),
    ("Facebook Twitter WhatsApp 12", "share", "bar with a count"),
    ("By Ada Lindqvist", "byline", "name"),
    ("By ADA LINDQVIST and Omar Haddad", "byline", "two names"),
    ("By our correspondent in Tervo", "byline", "nameless"),
    ("Reporting by Ada Lindqvist in Tervo; editing by Jon Berg", "byline", "agency credits"),
    ("Published March 4, 2019 - 10:30 GMT", "dateline", "date with a verb"),
    ("Last updated on 4 March 2019 at 11:05", "dateline", "update"),
    ("Photo: smoke over the harbour of Tervo", "caption", "label"),
    ("File photo of the garrison's guns. (AP Photo/Jon Berg)", "caption", "file photo with a credit"),
    ("Smoke rises over the harbour of Tervo | Coast Media", "caption", "credit behind a bar"),
    ("Dock workers look at a crater (Jon Berg/AFP)", "caption", "credit in brackets"),
    ("190304 - tervo harbour", "caption", "file name with a stamp"),
    ("IMG_2041.jpg", "caption", "file name"),
    ("Pictures from the scene of the blast:", "caption", "lead-in without a verb"),
    ("Screenshots of the garrison's video:", "caption", "lead-in without a verb"),
    ("https://video.example/watch?v=abc", "link", "bare address"),
    ("pic.twitter.com/abcdef", "link", "embedded picture"),
    ("— Harbour Watch (@harbourwatch) March 4, 2019", "link", "signature of an embedded post"),
    ("We use cookies to improve your visit. Accept all cookies?", "boilerplate", "cookie notice"),
    ("© 2019 Coast Media. All rights reserved.", "boilerplate", "copyright"),
    ("Advertisement", "boilerplate", "advertisement"),
    ("* * *", "markup", "ornament"),
    (".photo-box { float: left; }", "markup", "style sheet"),
    (FIRST, "repeated", "printed twice"),
    (FIRST.replace(" ", "  ").upper(), "repeated", "printed twice with other spaces and capitals"),
]

KEPT = [
    # line, why
    ("Aid groups asked donors to support the hospital, whose stores are empty.", "donations as news"),
    ('"Donate blood today," the mayor told residents over loudspeakers.', "an appeal that is quoted"),
    ("The rebels signed up 200 recruits in a week, an aid worker said.", "signing up as news"),
    ("Subscribers to the town's only newspaper received no copy on Monday.", "subscribers as news"),
    ("By Monday evening the army had left Tervo.", "sentence that begins with By"),
    ("By late March General Berg held the coast.", "sentence that begins with By and has names"),
    ("By taking the bridge, the rebels cut the road.", "By with a gerund"),
    ("Photos released by the garrison show two guns near the quay.", "photos as evidence"),
    ("The video shows men in uniform beating a captive.", "video as evidence"),
    ("Share prices fell after the attack on the port.", "the word share"),
    ("The ministry published the names of the dead on March 4, 2019.", "publishing as news"),
    ("On 4 March 2019 the garrison shelled the quay.", "date in a sentence"),
    ("Read out on state television, the order bans all boats.", "participle Read"),
    ("The garrison later withdrew its comments.", "the word comments"),
    ("Three comments by the general angered the mayor.", "count and comments in a sentence"),
    ("Back to back explosions shook the quay.", "Back to"),
    ("More than 40 shells hit the town.", "More"),
    ("He denied it.", "three words"),
    ("Why did the guns fall silent?", "question"),
    ("Among the dead were:", "lead-in of a list"),
    ("- Jon Berg, 54, a crane driver", "item of a list"),
    ("Home to 3,000 people, the island has no doctor.", "Home"),
    ("Captured: two BTR-80s, one T-72, 14 rifles", "list of equipment"),
    ("Killed: 12. Wounded: 40. Missing: 3.", "figures"),
    ("MISSILE STRIKES THE QUAY, DOZENS DEAD", "headline in capitals"),
    ("The garrison - the rebels - the mayor: nobody would say who fired first.", "dashes"),
    ("Army / police / gendarmes detained 14 men in the raid.", "slashes in a sentence"),
    (
        "The agency Coast Press, citing AFP, said two guns were lost (one was found later).",
        "agencies in a sentence",
    ),
    ("Cookies and tea were served at the talks, which failed.", "the word cookies"),
    ("The crew was freed, the company said. (Reuters)", "agency signs a sentence"),
    ("Follow-up strikes hit us on the road, a medic said.", "Follow ... us"),
    (
        "Support our troops, the general told parliament, or we shall lose the coast.",
        "an appeal that is reported",
    ),
]


def report(*lines: str) -> Report:
    found, _ = report_from_text("\n\n".join(lines), doc_id="x")
    return found


def reasons(found: Report) -> dict[str, str]:
    return {found.text[part.start : part.end]: part.reason for part in found.dropped}


def paragraphs(found: Report) -> list[str]:
    return [found.text[span.start : span.end] for span in found.paragraphs]


@pytest.mark.parametrize(("line", "reason", "why"), ASIDE, ids=[case[0][:40] for case in ASIDE])
def test_furniture_in_the_middle_is_set_aside(line: str, reason: str, why: str) -> None:
    found = report(FIRST, SECOND, line, THIRD)
    assert reasons(found) == {line: reason}, why
    assert paragraphs(found) == [FIRST, SECOND, THIRD]


@pytest.mark.parametrize(("line", "why"), KEPT, ids=[case[0][:40] for case in KEPT])
@pytest.mark.parametrize("place", [0, 1, 3])
def test_sentences_of_the_report_are_kept_anywhere(line: str, why: str, place: int) -> None:
    lines = [FIRST, SECOND, THIRD]
    lines.insert(place, line)
    found = report(*lines)
    assert reasons(found) == {}, why
    assert len(found.paragraphs) == 4


def test_head_of_a_page() -> None:
    found = report(
        "Coast Daily News",
        "Home | Coast | Sport | Contact",
        "Shells hit harbour of Tervo",
        "TERVO, 4 March 2019",
        "By Ada Lindqvist",
        FIRST,
        SECOND,
    )
    assert list(reasons(found).values()) == ["boilerplate", "navigation", "dateline", "byline"]
    assert (found.title, found.outlet, found.author) == (
        "Shells hit harbour of Tervo",
        "Coast Daily News",
        "Ada Lindqvist",
    )
    assert (found.published.value, found.published.precision, found.published.basis) == (
        "2019-03-04",
        "day",
        "text",
    )
    assert paragraphs(found) == ["Shells hit harbour of Tervo", FIRST, SECOND]
    assert found.title_span == found.paragraphs[0]


def test_masthead_under_the_headline() -> None:
    found = report("Shells hit harbour of Tervo", "Meridian Coast Agency", FIRST, SECOND)
    assert (found.title, found.outlet) == ("Shells hit harbour of Tervo", "Meridian Coast Agency")


def test_headline_and_site_on_one_line_is_no_caption() -> None:
    found = report("Shells hit harbour of Tervo | Coast Media", FIRST, SECOND)
    assert found.title == "Shells hit harbour of Tervo | Coast Media"
    assert not found.dropped


def test_text_that_begins_with_prose_has_no_headline() -> None:
    assert report(FIRST, SECOND).title is None


@pytest.mark.parametrize(
    "header",
    [
        "3 Comments",
        "Comments (3)",
        "Leave a comment",
        "1 comment",
        "2 Responses to “Shells hit harbour”",
        "Your comments",
    ],
)
def test_comments_end_the_report(header: str) -> None:
    found = report(
        FIRST, SECOND, header, "Jon: They had it coming.", "Burn them all, they killed my cousin at the quay."
    )
    assert paragraphs(found) == [FIRST, SECOND]
    assert set(reasons(found).values()) == {"comment"}


def test_comment_count_above_the_report_ends_nothing() -> None:
    found = report("Shells hit harbour of Tervo", "12 comments", FIRST, SECOND, THIRD)
    assert paragraphs(found)[-3:] == [FIRST, SECOND, THIRD]


def test_headlines_under_a_list_of_other_stories() -> None:
    found = report(
        FIRST,
        SECOND,
        "You may also like",
        "Garrison chief shot dead",
        "Rebels take the bridge",
        "Coast Media © 2019",
    )
    assert paragraphs(found) == [FIRST, SECOND]


def test_body_after_an_inserted_pointer_goes_on() -> None:
    found = report(FIRST, "Related articles", "Garrison chief shot dead", SECOND, THIRD)
    assert paragraphs(found) == [FIRST, SECOND, THIRD]


def test_two_stories_on_one_page_are_both_read() -> None:
    lines = ["Shells hit harbour of Tervo", FIRST, "---", "FISHERMAN FREED AFTER A WEEK", SECOND]
    assert paragraphs(report(*lines)) == [line for line in lines if line != "---"]


@pytest.mark.parametrize(
    ("dateline", "rest"),
    [
        ("TERVO, March 4 (Reuters) - ", FIRST),
        ("TERVO, Coast Province, 4 March 2019 (AFP) — ", FIRST),
        ("TERVO -- ", FIRST),
        ("(Coast Wire) - ", FIRST),
        ("SAN TERVO, 4 MAR 89 (COAST) -- [REPORT] [TEXT] ", FIRST.upper()),
        ("[TEXT] ", FIRST.upper()),
    ],
)
def test_dateline_in_front_of_a_paragraph(dateline: str, rest: str) -> None:
    found = report(dateline + rest, SECOND)
    assert reasons(found) == {dateline.strip(): "dateline"}
    assert paragraphs(found) == [rest, SECOND]


@pytest.mark.parametrize(
    ("dateline", "rest", "outlet"),
    [
        ("(Coast News) TERVO, March 4 - ", FIRST, "Coast News"),
        ("TERVO, Coast Province, 4 March 2019 (Coast News) — ", FIRST, "Coast News"),
        ("TERVO (Meridian) - ", "Five were hurt, a nurse told Meridian.", "Meridian"),
        ("TERVO (Meridian) - ", "Five were hurt. Meridian could not verify this.", "Meridian"),
        ("TERVO, March 4 (AFP) - ", FIRST, None),  # whoever prints it
        ("TERVO (Ruritania) - ", FIRST, None),
    ],
)
def test_outlet_in_the_dateline(dateline: str, rest: str, outlet: str | None) -> None:
    assert report(dateline + rest, SECOND).outlet == outlet


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("By ANA TERV, Coastal Press Writer", "Coastal Press"),
        ("Tervo Ledger | Sunday, March 3, 2019", "Tervo Ledger"),
        ("The Southern Courier", "The Southern Courier"),
    ],
)
def test_outlet_in_the_head(line: str, outlet: str) -> None:
    assert report("Shells hit harbour of Tervo", line, FIRST, SECOND).outlet == outlet


@pytest.mark.parametrize(
    "start",
    [
        "The mayor - a former soldier - said shells fell on the quay on Monday evening.",
        "Three men — two of them brothers — were shot dead at the quay, the mayor said.",
        "Tervo - the last port in rebel hands - was shelled on Monday evening, the mayor said.",
    ],
)
def test_a_dash_is_no_dateline(start: str) -> None:
    assert not report(start, SECOND).dropped


def test_lines_wrapped_at_a_width_are_one_paragraph() -> None:
    wrapped = "Shells fell on the harbour of Tervo on Monday evening, killing\nthree dock workers, the mayor said. Two of the wounded were flown\nto the capital, where doctors described their state as stable.\n\nA spokesman for the garrison denied that its guns had been in\nrange and blamed a rebel mortar crew that had been seen nearby.\n"
    found, _ = report_from_text(wrapped, doc_id="x")
    assert [text.count("\n") for text in paragraphs(found)] == [2, 1]


def test_one_paragraph_a_line_stays_so() -> None:
    found, _ = report_from_text(f"{FIRST}\n{SECOND}\n{THIRD}", doc_id="x")
    assert paragraphs(found) == [FIRST, SECOND, THIRD]


def test_teaser_that_breaks_off_is_set_aside_for_the_whole() -> None:
    teaser = "Shells fell on the harbour of Tervo on Monday evening, killing three ..."
    found = report("Shells hit harbour of Tervo", teaser, FIRST, SECOND)
    assert reasons(found) == {teaser: "repeated"}


@pytest.mark.parametrize(
    "second",
    [FIRST.replace("three", "four"), FIRST.replace("said", "denied"), FIRST.replace("Monday", "Tuesday")],
)
def test_rival_figures_are_no_repetition(second: str) -> None:
    assert not report(FIRST, second).dropped


def test_single_line_is_read_whatever_it_looks_like() -> None:
    assert paragraphs(report("By Ada Lindqvist")) == ["By Ada Lindqvist"]


def test_text_as_it_is_when_not_cleaned() -> None:
    found, _ = report_from_text("By Ada Lindqvist\nSubscribe\n", doc_id="x", clean=False)
    assert paragraphs(found) == ["By Ada Lindqvist", "Subscribe"]


def test_chronicle_dates_below_the_head_stay_and_date_nothing() -> None:
    found = report("The siege of Tervo", FIRST, "March 4, 2011", SECOND, "March 9, 2011", THIRD)
    assert found.published.value is None
    assert not found.dropped


HEADS_WITH_A_DAY = [
    ("The Lakeside Ledger / 05:12 AM June 22, 2017", "2017-06-22", "outlet, time and day"),
    ("September 3, 2010 - 4:17 PM Eastern", "2010-09-03", "a clock behind the day is no range"),
    ("Dori, Wednesday 19 February 2020, 19:00 - English summary prepared by the newsroom", "2020-02-19", "a bulletin's line"),
    ("Live page, Tuesday 10 February 2015. All times local.", "2015-02-10", "a live page"),
    ("Reporting period: 10 to 17 September 2018", None, "the days that are told"),
    ("The week of 3 May 2013", None, "the days that are told"),
    ("They remember the fire of 3 May 2013", None, "the day of what is told"),
]


@pytest.mark.parametrize(("line", "day", "why"), HEADS_WITH_A_DAY)
def test_a_line_of_the_head_with_a_day_of_its_own_dates_the_report(line: str, day: str | None, why: str) -> None:
    assert report("Shells fall on Tervo", line, FIRST, SECOND).published.value == day, why
