"""Text to word pieces: the windows that the encoder reads, the same in training and at run time."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

CLS, SEP = 101, 102  # ids of the BERT vocabulary
WINDOW_PIECES = 190  # word pieces with the marks at both ends: whole paragraphs fit, attention stays cheap
WORD_PIECES = 12  # a longer "word" is a hash or a link; its tail adds time and no meaning
SHAPES = 20  # number of values of `shape_of`, with the bit for "no space before"

_SENTENCE_END = re.compile(r"[.!?\u2026\u061f\u06d4][\"'\u201d\u2019)\]]*\s+(?=[\"'\u201c\u2018(\[]?[^\Wa-z_])")


@dataclass(frozen=True, slots=True)
class Word:
    """A word as the tokenizer cuts it (punctuation apart): `[start, end)` in code points of the text."""

    start: int
    end: int
    pieces: tuple[int, ...]
    shape: int


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of text in one pass: `ids` and `shapes` per piece; per word its offsets and first piece."""

    ids: np.ndarray
    shapes: np.ndarray
    words: tuple[tuple[int, int], ...]
    firsts: np.ndarray


def shape_of(word: str) -> int:
    """Letter case and kind of a word, 1..9; the vocabulary itself is blind to case."""
    if not any(ch.isalnum() for ch in word):
        return 6
    if any(ch.isdigit() for ch in word):
        return 5
    if word.islower():
        return 1
    if word.isupper():
        return 3 if len(word) > 1 else 7
    if word[0].isupper() and word[1:].islower():
        return 2
    return 4 if word.lower() != word else 8


def _encodable(piece: str) -> str:
    """The piece with code points that the tokenizer cannot take (lone surrogates of damaged input) replaced one for one."""
    return piece if piece.isascii() else "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in piece)


def words_of(tokenizer: Any, text: str, start: int, end: int) -> list[Word]:
    """The words of `text[start:end]`, offsets in `text`; characters the vocabulary drops are in no word."""
    encoding = tokenizer.encode(_encodable(text[start:end]), add_special_tokens=False)
    words: list[Word] = []
    pieces: list[int] = []
    current, low, high = -1, 0, 0
    for word_id, piece, (a, b) in zip(encoding.word_ids, encoding.ids, encoding.offsets, strict=True):
        if word_id != current:
            _close(words, text, start + low, start + high, pieces)
            current, pieces, low, high = word_id, [], a, b
        pieces.append(piece)
        high = max(high, b)
    _close(words, text, start + low, start + high, pieces)
    return words


def _close(words: list[Word], text: str, low: int, high: int, pieces: list[int]) -> None:
    """End a word: take in the combining marks the normaliser dropped, note its shape."""
    if not pieces:
        return
    while high < len(text) and unicodedata.combining(text[high]):
        high += 1
    glued = 10 if low and not text[low - 1].isspace() else 0
    words.append(Word(low, high, tuple(pieces[:WORD_PIECES]), shape_of(text[low:high]) + glued))


def sentence_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut `text[start:end]` where a sentence seems to end: only for paragraphs longer than a window."""
    low = start
    for match in _SENTENCE_END.finditer(text, start, end):
        yield low, match.end()
        low = match.end()
    if low < end:
        yield low, end


def _chunks(tokenizer: Any, text: str, span: tuple[int, int], room: int) -> Iterator[list[Word]]:
    """The words of one paragraph, in lists of at most `room` pieces, cut at sentence ends where it can be."""
    words = words_of(tokenizer, text, *span)
    if sum(len(w.pieces) for w in words) <= room:
        yield words
        return
    ends = [b for _, b in sentence_spans(text, *span)]
    chunk: list[Word] = []
    size, cut = 0, 0  # cut: words of the chunk up to its last whole sentence
    for word in words:
        while ends and word.start >= ends[0]:
            ends.pop(0)
            cut = len(chunk)
        if size + len(word.pieces) > room:
            cut = cut or len(chunk)
            yield chunk[:cut]
            chunk = chunk[cut:]
            size, cut = sum(len(w.pieces) for w in chunk), 0
        chunk.append(word)
        size += len(word.pieces)
    yield chunk


def windows_of(
    tokenizer: Any, text: str, paragraphs: Sequence[tuple[int, int]], limit: int = WINDOW_PIECES
) -> list[Window]:
    """Pack paragraphs, in order, into windows of at most `limit` pieces, a mark between two paragraphs."""
    windows: list[Window] = []
    pending: list[list[Word]] = []
    size = 1
    for span in paragraphs:
        for chunk in _chunks(tokenizer, text, span, limit - 2):
            need = sum(len(w.pieces) for w in chunk) + 1
            if need == 1:
                continue
            if pending and size + need > limit:
                windows.append(_window(pending))
                pending, size = [], 1
            pending.append(chunk)
            size += need
    if pending:
        windows.append(_window(pending))
    return windows


def _window(chunks: Sequence[Sequence[Word]]) -> Window:
    ids, shapes, firsts = [CLS], [0], []
    words: list[tuple[int, int]] = []
    for chunk in chunks:
        for word in chunk:
            firsts.append(len(ids))
            words.append((word.start, word.end))
            ids.extend(word.pieces)
            shapes.extend([word.shape] * len(word.pieces))
        ids.append(SEP)
        shapes.append(0)
    return Window(np.array(ids, np.int64), np.array(shapes, np.int64), tuple(words), np.array(firsts, np.int64))
