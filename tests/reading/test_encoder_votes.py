"""Decoding: head outputs made by hand, so that every rule of it is seen alone."""

import numpy as np
import pytest

from whosays.reading.encoder_votes import (
    NO_ROLE,
    arguments_of,
    best_span,
    cues_of,
    mentions_of,
    merged,
    mixed,
    sigmoid,
    softmax,
    triggers_of,
)  # fmt: skip


def tags(line: str, classes: str = "OBI") -> np.ndarray:
    scores = np.full((len(line), len(classes)), -4.0)
    for i, letter in enumerate(line):
        scores[i, classes.index(letter)] = 4.0
    return scores


def cue_tags(line: str) -> np.ndarray:
    return np.concatenate([tags(line), np.zeros((len(line), 2))], axis=1)


CUES = [
    ("OOBOO", [(2, 2)], "one word"),
    ("OBIOO", [(1, 2)], "begun and gone on"),
    ("OBOIO", [(1, 3)], "one word between two pieces belongs to the cue"),
    ("OBOOI", [(1, 1), (4, 4)], "two words between are too many"),
    ("OBBOO", [(1, 1), (2, 2)], "a second beginning is a second cue"),
    ("OBOBO", [(1, 1), (3, 3)], "also across a word"),
    ("OIIOO", [(1, 2)], "a cue that no word begins is still one"),
    ("OOOOO", [], "nothing said"),
]


@pytest.mark.parametrize(("line", "spans", "why"), CUES)
def test_cue_words_make_cues(line, spans, why):
    n = len(line)
    found = cues_of(cue_tags(line), np.zeros((n, 6, 4)), np.zeros((n + 1, 6, 4)))
    assert [c.cue for c in found] == spans, why


def test_a_higher_threshold_drops_the_unsure_cue():
    scores = cue_tags("OBO")
    scores[1, :3] = [0.0, 0.5, -4.0]
    args = np.zeros((3, 6, 4)), np.zeros((4, 6, 4))
    assert len(cues_of(scores, *args, threshold=0.5)) == 1
    assert cues_of(scores, *args, threshold=0.9) == []


def test_pointers_find_source_and_two_parts_of_content():
    # words 0..7; word 3 is the cue: source 2, content 0-1 and 5-7
    queries, keys = np.zeros((8, 6, 8), np.float32), np.zeros((9, 6, 8), np.float32)
    for k, word in enumerate((2, 2, 0, 1, 5, 7)):
        queries[3, k, k] = keys[1 + word, k, k] = 8.0
    (cue,) = cues_of(cue_tags("OOOBOOOO"), queries, keys)
    assert cue.source == (2, 2)
    assert cue.content == ((0, 1), (5, 7))
    assert cue.score > 0.9


def test_pointing_at_none_gives_no_source():
    queries, keys = np.zeros((4, 6, 8), np.float32), np.zeros((5, 6, 8), np.float32)
    queries[1, :, 0] = 8.0
    keys[0, :, 0] = 8.0
    (cue,) = cues_of(cue_tags("OBOO"), queries, keys)
    assert (cue.source, cue.content) == (None, ())


SPANS = [
    ([0, 5, 0, 0], [0, 0, 5, 0], None, (0, 1), "start and end each at their best"),
    ([0, 0, 5, 0], [0, 5, 0, 2], None, (1, 2), "an end before its start is no span"),
    ([9, 5, 0, 0], [9, 0, 5, 0], None, None, "none beats them"),
    ([0, 5, 0, 0], [0, 0, 4, 5], 2, (0, 1), "too long: the best of those short enough"),
]


@pytest.mark.parametrize(("starts", "ends", "longest", "span", "why"), SPANS)
def test_best_span(starts, ends, longest, span, why):
    n = len(starts) - 1
    found, _ = best_span(np.array(starts, float), np.array(ends, float), (np.zeros(n), np.zeros(n)), np.zeros(n), longest)
    assert found == span, why


def test_a_near_content_beats_a_far_one_as_likely():
    queries, keys = np.zeros((12, 6, 8), np.float32), np.zeros((13, 6, 8), np.float32)
    for k in (2, 3):
        queries[4, k, k] = 8.0
        keys[1 + 5, k, k] = keys[1 + 11, k, k] = 8.0
    (cue,) = cues_of(cue_tags("OOOOBOOOOOOO"), queries, keys)
    assert cue.content == ((5, 5),)


def test_a_span_does_not_run_over_words_that_look_like_no_content():
    starts, ends = np.log([0.01, 0.5, 0.01, 0.45, 0.03]), np.log([0.01, 0.01, 0.01, 0.01, 0.96])
    none = np.zeros(4)
    assert best_span(starts, ends, (none, none), none)[0] == (0, 3)
    assert best_span(starts, ends, (none, none), np.array([0.0, -9.0, 0.0, 0.0]))[0] == (2, 3)


def test_parts_that_touch_are_one():
    assert merged([(0, 2), (3, 5), (8, 9)]) == ((0, 5), (8, 9))


def test_triggers_and_their_arguments():
    scores = tags("OAAOB", "OAB")
    queries, keys = np.zeros((5, 2, 4), np.float32), np.zeros((5, 2, 4), np.float32)
    queries[1, 1, 0] = keys[3, 1, 0] = 10.0
    first, second = triggers_of(scores, queries, keys)
    assert (first.words, first.label) == ((1, 2), 0)
    assert [(role, words) for role, words, _ in first.arguments] == [(1, (3, 3))]
    assert (second.words, second.label, second.arguments) == ((4, 4), 1, ())


def test_neighbours_are_one_trigger_only_where_the_second_joins():
    scores, zeros = tags("OAA", "OAB"), np.zeros((3, 2, 4), np.float32)
    assert [t.words for t in triggers_of(scores, zeros, zeros, joins=(False, False, True))] == [(1, 2)]
    assert [t.words for t in triggers_of(scores, zeros, zeros, joins=(False, False, False))] == [(1, 1), (2, 2)]


def test_a_role_must_beat_no_role():
    query, keys = np.zeros((1, 1), np.float32), np.zeros((2, 1, 1), np.float32)
    assert arguments_of(query, keys, 0.5) == []
    query[0, 0], keys[1, 0, 0] = 1.0, NO_ROLE + 2
    assert [(r, w) for r, w, _ in arguments_of(query, keys, 0.5)] == [(0, (1, 1))]


def test_mentions_of_different_types_nest():
    scores = np.stack([tags("BIIO"), tags("OBOO")], axis=1)
    assert [(m.words, m.type) for m in mentions_of(scores)] == [((0, 2), 0), ((1, 1), 1)]


def test_two_mentions_of_a_type_may_touch():
    scores = tags("BBIO")[:, None, :]
    assert [m.words for m in mentions_of(scores)] == [(0, 0), (1, 2)]


def test_probabilities():
    assert softmax(np.array([[1.0, 1.0]])).tolist() == [[0.5, 0.5]]
    assert sigmoid(np.array(0.0)) == 0.5


def test_the_head_of_acts_draws_the_chance_of_an_attack_towards_its_own() -> None:
    triggers = np.log(np.array([[0.7, 0.2, 0.1], [0.98, 0.01, 0.01]], dtype=np.float32))
    acts = np.log(np.array([[0.2, 0.5, 0.3, 0.0001], [0.98, 0.01, 0.0099, 0.0001]], dtype=np.float32))
    chance = np.exp(mixed(triggers, acts, 0, [0, 1], 0.5))
    assert chance[0, 1] == pytest.approx(0.5, abs=0.01), "the mean of 0.2 and the 0.8 of both types"
    assert chance[0, 2] == pytest.approx(0.1, abs=0.01), "other labels keep theirs"
    assert chance.sum(axis=1) == pytest.approx([1.0, 1.0], abs=0.001)
    assert np.exp(mixed(triggers, acts, 0, [0, 1], 0.0))[:, 1] == pytest.approx([0.2, 0.01], abs=0.001), "without weight it says nothing"
