"""`annotate`: the contract of its lines, whatever comes in."""

import json
import subprocess
import sys

import pytest

PARTS = ["schema", "id", "issues", "sentences", "mentions", "attributions", "times", "places", "events", "claims"]
TEXT = (
    "Rebel spokesman Tarek Odeh said on Monday that government forces had shelled the village of Konna, killing at least five civilians. "
    "The army denied the attack."
)
FIELDS = {
    "mentions": {"start", "end", "type", "entity_id", "name"},
    "attributions": {"source", "cue", "content", "parent", "stance"},
    "times": {"start", "end", "type", "value", "earliest", "latest", "precision"},
    "places": {"start", "end", "name", "lat", "lon", "geonameid", "country", "precision", "literal", "reason"},
    "events": {"start", "end", "type", "plover", "acled", "factuality"},
}


@pytest.fixture(scope="module")
def annotator():
    from whosays.api import Annotator

    return Annotator()


@pytest.fixture(scope="module")
def annotation(annotator):
    return annotator.annotate(TEXT, published="2013-01-16", id="a")


def test_shape(annotation):
    assert list(annotation) == PARTS
    assert annotation["schema"] == 1
    assert annotation["id"] == "a"
    assert annotation["issues"] == []
    for part, fields in FIELDS.items():
        assert annotation[part], part
        assert all(set(one) == fields for one in annotation[part]), part


def test_offsets_index_the_text(annotation):
    spans = [[one["start"], one["end"]] for part in ("mentions", "times", "places", "events") for one in annotation[part]]
    spans += [span for one in annotation["attributions"] for part in ("source", "cue", "content") for span in one[part]]
    spans += annotation["sentences"]
    assert all(0 <= start < end <= len(TEXT) and TEXT[start:end].strip() == TEXT[start:end] for start, end in spans)
    for claim in annotation["claims"]:
        assert TEXT[claim["trigger"]["start"] : claim["trigger"]["end"]] == claim["trigger"]["text"]


def test_meaning(annotation):
    assert any(TEXT[start:end] == "said" for one in annotation["attributions"] for start, end in one["cue"])
    monday = next(one for one in annotation["times"] if TEXT[one["start"] : one["end"]].endswith("Monday"))
    assert (monday["value"], monday["precision"]) == ("2013-01-14", "day")
    shelled = next(one for one in annotation["events"] if TEXT[one["start"] : one["end"]] == "shelled")
    assert shelled["type"] == "shelling"
    assert shelled["factuality"] > 0
    assert {claim["type"] for claim in annotation["claims"]} >= {"shelling"}
    assert all(-3 <= one["factuality"] <= 3 for one in annotation["events"])


LINES = [
    (b"not json", None, "malformed_line", "no JSON"),
    (b"", None, "malformed_line", "an empty line"),
    (b"[1, 2]", None, "malformed_line", "a list"),
    (b'{"id": 7}', 7, "malformed_line", "no text"),
    (b'{"id": "x", "text": 5}', "x", "malformed_line", "a number as text"),
    (b'{"id": "x", "text": "a", "published": 5}', "x", "malformed_line", "a number as date"),
    (b'{"id": "x", "text": "\xff"}', None, "malformed_line", "no UTF-8"),
    (b"[" * 100_000, None, "malformed_line", "nested too deeply"),
    (b'{"id": "x", "text": ""}', "x", "no_main_text", "an empty text"),
    (b'{"id": {"a": 1}, "text": "  "}', {"a": 1}, "no_main_text", "an id that is an object comes back as it is"),
]


@pytest.mark.parametrize(("line", "name", "code", "why"), LINES, ids=[why for *_, why in LINES])
def test_malformed_lines_give_a_line(line, name, code, why, annotator):
    found = annotator.line(line, 3)
    assert list(found) == PARTS
    assert found["id"] == name
    assert code in {issue["code"] for issue in found["issues"]}
    assert found["claims"] == []


ODD = [
    ("The army \ud800 attacked Konna.", "a lone surrogate"),
    ("The army attacked \x00 Konna.", "NUL"),
    ("The army attacked Konna.\r\nRebels fled on Monday.\r\n", "CRLF"),
    ("هاجم الجيش قرية كونا يوم الاثنين.", "Arabic"),
    ("Армия атаковала деревню.", "Cyrillic"),
    ("The army attacked Konna 💥💥. e\u0301 \u202eKonna\u202c was shelled.", "emoji, combining marks and directions"),
    ("=cmd|' /C calc'!A0", "a formula"),
]


@pytest.mark.parametrize(("text", "why"), ODD, ids=[why for _, why in ODD])
def test_odd_texts_keep_their_offsets(text, why, annotator):
    from whosays.api import line_of

    found = json.loads(line_of(annotator.annotate(text, id="x")))
    for claim in found["claims"]:
        for quote in [claim["trigger"], *claim["evidence"], *claim["roles"]]:
            assert text[quote["start"] : quote["end"]] == quote["text"], why


def test_an_impossible_date_is_an_issue_and_dates_nothing(annotator):
    found = annotator.annotate("Rebels attacked the town of Konna on Monday, officials said.", published="soon", id=1)
    assert found["issues"]
    assert all(one["earliest"] is None for one in found["times"])


def test_text_that_is_set_aside_is_annotated_but_makes_no_claims(annotator):
    text = (
        "Rebels shelled the village of Konna on Monday, officials said in a long statement to reporters.\n\n"
        "Sign up for our newsletter\n\nComments\n\nJohn says: The army attacked the village of Sevare!\n"
    )
    found = annotator.annotate(text, published="2013-01-16", id="x")
    assert all(claim["trigger"]["end"] < text.index("Sign up") for claim in found["claims"])
    assert max(end for _, end in found["sentences"]) > text.index("Sign up")


def test_lines_stream_in_order():
    """The first annotation is there before the second line is given."""
    process = subprocess.Popen(
        [sys.executable, "-c", "from whosays.cli.main import main; main()", "annotate"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )
    for name in ("one", "two", "three"):
        process.stdin.write(json.dumps({"id": name, "text": TEXT if name != "two" else 3}).encode() + b"\n")
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["id"] == name
    process.stdin.close()
    assert process.wait(60) == 0


def test_claims_are_those_that_the_ledger_keeps(samples_ledger, annotator):
    from whosays import api

    with api.open_ledger(samples_ledger) as book:
        for name in ("mali-agency-2013-01-12.txt", "tarvenia-monitor-2017-03-19.txt", "ukraine-digest-2014-07-12.txt"):
            report = book.report(name).report
            kept = [(row.claim.type, row.claim.trigger, row.claim.factuality) for row in book.each_claim(api.ClaimFilter(report=report.report_id))]
            found = annotator.annotate(report.text, published=report.published.value, id=name)["claims"]
            said = [(one["type"], one["trigger"]["start"], one["factuality"]) for one in found]
            assert said == [(kind, trigger.start, value) for kind, trigger, value in kept], name
