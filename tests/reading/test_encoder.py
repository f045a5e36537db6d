"""The shipped encoder: what it is, that it is grounded and steady, and that it reads speech and events at all."""

import shutil

import pytest

from whosays.errors import InputError
from whosays.model.span import Span
from whosays.model.types import TYPES
from whosays.reading import encoder
from whosays.reading.encoder import Encoder

pytestmark = pytest.mark.skipif(
    not (encoder.WEIGHTS / "encoder.onnx").exists(), reason="the weights are not in this checkout"
)

REPORT = (
    "Two soldiers were killed when a roadside bomb hit their patrol near the northern town, the defence ministry said "
    "on Monday.\r\n\r\n“We will answer,” the governor told reporters, adding that the road had been closed.\r\n\r\n"
    "The rebels denied the attack \U0001f525 and أكد الناطق that cafe\u0301 owners were not harmed."
)


def paragraphs(text: str) -> list[Span]:
    found, at = [], 0
    for line in text.split("\r\n"):
        if line:
            found.append(Span(at, at + len(line)))
        at += len(line) + 2
    return found


@pytest.fixture(scope="module")
def loaded() -> Encoder:
    return Encoder.load()


@pytest.fixture(scope="module")
def read(loaded):
    return loaded.read(REPORT, paragraphs(REPORT))


def words(spans) -> str:
    return " ... ".join(REPORT[s.start : s.end] for s in spans)


def test_the_weights_file_is_small_enough_to_ship():
    assert (encoder.WEIGHTS / "encoder.onnx").stat().st_size <= 25_000_000


def test_the_version_names_the_weights(loaded):
    assert loaded.version.startswith("encoder-")
    assert len(loaded.version) == len("encoder-") + 12


def test_an_altered_file_is_refused(tmp_path):
    for file in encoder.WEIGHTS.iterdir():
        shutil.copy(file, tmp_path)
    with (tmp_path / "tokenizer.json").open("a") as handle:
        handle.write(" ")
    with pytest.raises(InputError, match="tokenizer"):
        Encoder.load(weights=tmp_path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(InputError, match="labels"):
        Encoder.load(weights=tmp_path)


ATTRIBUTIONS = [
    ("said", "the defence ministry", "Two soldiers were killed", "cue after its content"),
    ("told", "the governor", "We will answer", "a quotation before its cue"),
]


@pytest.mark.parametrize(("cue", "source", "content", "why"), ATTRIBUTIONS)
def test_speech_is_found(read, cue, source, content, why):
    found = [v for v in read.attributions if words(v.cue).startswith(cue)]
    assert len(found) == 1, why
    assert words(found[0].source) == source, why
    assert content in words(found[0].content), why


def test_a_denial_is_a_cue_and_points_at_what_it_denies(read):
    at = REPORT.index("denied")
    assert read.cue_chance(at, at + len("denied")) > 0.5
    vote = read.attribution_at(at, at + len("denied"))
    assert words(vote.source) == "The rebels"
    assert "the attack" in words(vote.content)


def test_an_event_has_its_victims(read):
    found = {v.label: v for v in read.triggers}
    assert REPORT[found["die"].start : found["die"].end] == "killed"
    assert any(a.role == "target" and "soldiers" in REPORT[a.start : a.end] for a in found["die"].arguments)


def test_acts_have_types_of_the_contract(read):
    kinds = {REPORT[v.start : v.end]: v.type for v in read.acts}
    assert kinds["killed"] in ("casualties", "killing")
    at = REPORT.index("killed")
    assert sum(read.act_chances(at, at + len("killed")).values()) > 0.7
    assert set(kinds.values()) <= TYPES


def test_what_did_not_happen_is_less_certain_than_what_did(read):
    def value(word):
        at = REPORT.index(word)
        return read.factuality(at, at + len(word))

    assert value("killed").uds > 1.0
    assert value("harmed").uds < 0.0
    assert value("answer").uds < value("killed").uds


def test_a_cue_found_by_rule_is_pointed_at_its_content(read):
    at = REPORT.index("adding")
    vote = read.attribution_at(at, at + len("adding"))
    assert "the road had been closed" in words(vote.content)
    assert read.attribution_at(len(REPORT) + 5, len(REPORT) + 9) is None


def test_every_vote_is_grounded(read):
    spans = [s for v in read.attributions for part in (v.cue, v.source, v.content) for s in part]
    spans += [Span(x.start, x.end) for v in read.triggers for x in (v, *v.arguments)]
    spans += [Span(m.start, m.end) for m in read.mentions] + [Span(v.start, v.end) for v in read.acts]
    assert spans
    for span in spans:
        quote = REPORT[span.start : span.end]
        assert quote, span
        assert quote == quote.strip(), "a vote starts and ends with ink"


def test_scores_are_chances(read):
    scores = [v.score for v in (*read.attributions, *read.triggers, *read.mentions)]
    assert all(0.0 <= s <= 1.0 for s in scores)


def test_other_reports_change_nothing(loaded, read):
    loaded.read("Nobody spoke. " * 40, [Span(0, 14 * 40)])
    again = loaded.read(REPORT, paragraphs(REPORT))
    assert again.attributions == read.attributions
    assert again.triggers == read.triggers
    assert again.mentions == read.mentions


def test_root_codes_are_chances_or_nothing(loaded, read):
    text = "The union condemned the raid by the army."
    votes = loaded.read(text, [Span(0, len(text))]).roots(Span(0, 9), Span(text.index("the army"), len(text) - 1))
    assert set(votes) == set(loaded.labels.roots)
    assert sum(votes.values()) == pytest.approx(1.0, abs=1e-5)
    assert read.roots(Span(len(REPORT) + 1, len(REPORT) + 2), Span(0, 3)) == {}


def test_nothing_to_read_gives_nothing(loaded):
    empty = loaded.read("   \r\n", [Span(0, 3)])
    assert (empty.attributions, empty.triggers, empty.mentions, empty.factuality(0, 1)) == ((), (), (), None)


def test_a_higher_threshold_gives_fewer_cues(loaded, read):
    strict = loaded.read(REPORT, paragraphs(REPORT), cue_threshold=0.999)
    assert len(strict.attributions) <= len(read.attributions)
