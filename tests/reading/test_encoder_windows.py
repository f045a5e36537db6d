"""Windows: offsets are exact, whatever the script; nothing is lost; no window is too long."""

import numpy as np
import pytest

from whosays.reading import encoder
from whosays.reading.encoder_windows import (
    CLS,
    SEP,
    WINDOW_PIECES,
    WORD_PIECES,
    sentence_spans,
    shape_of,
    windows_of,
    words_of,
)  # fmt: skip


@pytest.fixture(scope="module")
def tokenizer():
    from tokenizers import Tokenizer

    loaded = Tokenizer.from_file(str(encoder.WEIGHTS / "tokenizer.json"))
    loaded.no_truncation()
    loaded.no_padding()
    return loaded


TEXTS = [
    ("The mayor said it.", ["The", "mayor", "said", "it", "."], "plain words, the full stop apart"),
    ("قال الناطق", ["قال", "الناطق"], "Arabic: letters the vocabulary lacks still stand where they stand"),
    ("fire \U0001f525\U0001f525 now", ["fire", "\U0001f525\U0001f525", "now"], "an emoji is one code point, not two"),
    ("cafe\u0301 said", ["cafe\u0301", "said"], "a combining mark belongs to its word though the vocabulary drops it"),
    ("one\r\ntwo\r\n", ["one", "two"], "carriage returns are in no word"),
    ("“It’s over,”", ["“", "It", "’", "s", "over", ",", "”"], "typographic quotation marks are words"),
    ("Ko\u017eice fell", ["Ko\u017eice", "fell"], "a letter with an accent folds to one without it"),
    ("a\u200bb c", ["a\u200bb", "c"], "a zero-width space is dropped by the vocabulary, not by the span"),
]


@pytest.mark.parametrize(("text", "words", "why"), TEXTS)
def test_words_stand_where_they_stand(tokenizer, text, words, why):
    found = [text[w.start : w.end] for w in words_of(tokenizer, text, 0, len(text))]
    assert found == words, why


def test_offsets_count_from_the_start_of_the_text(tokenizer):
    text = "قبل. \U0001f525\r\nThe end came."
    start = text.index("The")
    found = [text[w.start : w.end] for w in words_of(tokenizer, text, start, len(text))]
    assert found == ["The", "end", "came", "."]


SHAPES = [("ministry", 1), ("Aleppo", 2), ("UN", 3), ("McDonald", 4), ("T90", 5), ("...", 6), ("A", 7), ("حلب", 8)]


@pytest.mark.parametrize(("word", "shape"), SHAPES)
def test_shape_tells_what_the_vocabulary_hides(word, shape):
    assert shape_of(word) == shape


def test_a_glued_word_is_told_from_a_free_one(tokenizer):
    glued = [w.shape >= 10 for w in words_of(tokenizer, "an Al-Hadi post", 0, 15)]
    assert glued == [False, False, True, True, False]


def test_paragraphs_share_a_window_with_a_mark_between(tokenizer):
    text = "First one.\nSecond one."
    (window,) = windows_of(tokenizer, text, [(0, 10), (11, 22)])
    assert window.ids[0] == CLS
    assert list(window.ids).count(SEP) == 2
    assert [text[a:b] for a, b in window.words] == ["First", "one", ".", "Second", "one", "."]
    assert all(window.ids[i] not in (CLS, SEP) for i in window.firsts)


def _long(sentences: int) -> str:
    return " ".join(f"Fighters entered village number {i} in the early hours of the day." for i in range(sentences))


def test_a_long_paragraph_is_cut_at_sentence_ends_and_loses_nothing(tokenizer):
    text = _long(60)
    windows = windows_of(tokenizer, text, [(0, len(text))])
    assert len(windows) > 3
    assert all(len(w.ids) <= WINDOW_PIECES for w in windows)
    assert all(text[w.words[-1][1] - 1] == "." for w in windows)
    seen = [word for w in windows for word in w.words]
    assert seen == [(w.start, w.end) for w in words_of(tokenizer, text, 0, len(text))]


@pytest.mark.parametrize("text", ["x" * 5000, "a, " * 900, "- " * 600, "\u0301" * 400, "   ", ""])
def test_no_text_breaks_the_bounds(tokenizer, text):
    windows = windows_of(tokenizer, text, [(0, len(text))])
    assert all(len(w.ids) <= WINDOW_PIECES and len(w.words) == len(w.firsts) for w in windows)
    assert all(np.diff(w.firsts).min(initial=1) >= 1 for w in windows)
    assert all(0 <= a < b <= len(text) for w in windows for a, b in w.words)


def test_a_hash_is_cut_short(tokenizer):
    (word,) = words_of(tokenizer, "q" * 90, 0, 90)
    assert len(word.pieces) <= WORD_PIECES
    assert (word.start, word.end) == (0, 90)


def test_sentence_spans_cover_the_text():
    text = "He left. “Why?” she asked. It cost 3.5 million."
    spans = list(sentence_spans(text, 0, len(text)))
    assert "".join(text[a:b] for a, b in spans) == text
    assert text[slice(*spans[0])].strip() == "He left."
    assert "3.5 million." in text[spans[-1][0] : spans[-1][1]]
