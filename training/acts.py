"""Acts of conflict for the head of our own types: labels of ours as offsets into public texts, our own sentences, and silver from the rules.

`acts.jsonl` beside this file holds no text: per document its name, the sentences that were labelled, and each act with its words, type and participants, all
as code points of the text that `texts` builds from the sets. The labels were made for this project by instances of one language model that had seen only
the list of types; a tenth of the documents is held out of training and measures the head.
"""

import csv
import hashlib
import json
import random
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from bench import ways
from bench._recase import recased
from bench.factuality import running_text
from bench.polnear import articles
from training import labels
from training.data import Sample, wikievents_train, words_in
from whosays.reading.encoder_windows import WINDOW_PIECES, windows_of

LABELS: Final = Path(__file__).parent / "acts.jsonl"
PROSE: Final = Path(__file__).parent / "prose.jsonl"
"""Passages written for this project with all their acts labelled: rows as in `LABELS`, with their text and day of publication."""
TALLY: Final = "fakes_tally.tsv"
"""The file of cases that names the FA-KES reports judged by hand: they are never trained on."""
MUC_DAYS: Final = re.compile(r"(?m)^(?=DEV-MUC3-\d+)")
MUC_MARKS: Final = re.compile(r"\[(TEXT|REPORT|COMMUNIQUE|STATEMENT|EXCERPT|EDITORIAL|INTERVIEW)\]")
JOINED: Final = 0.6
"""Chance that a sentence joins the one before it in a paragraph: the sets keep none."""

Span = tuple[int, int]


# --- texts ----------------------------------------------------------------------------------------------------------------


def texts(folder: Path) -> dict[str, str]:
    """Texts of the sets by the names that the labels use, all but those that some measure judges."""
    polnear = {f"polnear-{i}": a.text for i, a in enumerate(articles(folder / "polnear" / "train"))}
    return {**_fakes(folder), **_muc(folder), **_wikievents(folder), **_rams(folder), **polnear}


def _fakes(folder: Path) -> dict[str, str]:
    with (folder / "fakes" / "FA-KES.csv").open(encoding="utf-8", errors="replace", newline="") as file:
        rows = list(csv.DictReader(file))
    return {f"fakes-{r['unit_id']}": f"{r['article_title']}\n\n{r['article_content']}" for r in rows if _open(r["unit_id"])}


def _open(unit: str) -> bool:
    """Whether a report may be learned from: two thirds by hash, and none that was judged by hand."""
    return hashlib.sha256(unit.encode()).digest()[0] % 3 != 0 and unit not in _case_file(TALLY)


@cache
def _case_file(name: str) -> str:
    return (Path(ways.__file__).parent / "cases" / name).read_text(encoding="utf-8")


def _muc(folder: Path) -> dict[str, str]:
    files = sorted(p for p in (folder / "muc4" / "raw" / "dev").iterdir() if p.is_file())
    parts = MUC_DAYS.split("\n".join(p.read_text(encoding="utf-8", errors="replace") for p in files))
    return {f"muc-{p.split()[0]}": p for p in parts if p.startswith("DEV-")}


def _wikievents(folder: Path) -> dict[str, str]:
    return {f"wiki-{d.name}": d.text for d in wikievents_train(folder / "wikievents" / "train_recut.jsonl")}


def _rams(folder: Path) -> dict[str, str]:
    found = {}
    for line in (folder / "rams" / "dev.jsonlines").open(encoding="utf-8"):
        raw = json.loads(line)
        found[f"rams-{raw['doc_key']}"] = running_text([t for s in raw["sentences"] for t in s])[0]
    return found


def ready(name: str, text: str) -> str:
    """The text as it is read: MUC's capitals in sentence case, without its head and marks."""
    if not name.startswith("muc-"):
        return text
    body = MUC_MARKS.sub("", text.split("\n", 1)[1])
    return re.sub(r"(?<!\n)\n(?!\n)", " ", recased(body)).strip()


# --- samples --------------------------------------------------------------------------------------------------------------


def named() -> frozenset[str]:
    """Names of the labelled documents."""
    return frozenset(json.loads(line)["doc"] for line in LABELS.open(encoding="utf-8"))


def labelling(doc: Mapping[str, Any]) -> int:
    """Which of the labellings a document belongs to, 1..3; the shipped head has learned from the first two, and from none that is held out."""
    return int(doc.get("labelling", 2 if "told" in doc else 1))


def sentences() -> dict[str, list[Span]]:
    """The sentences that were labelled, by document; the rest of its text was not."""
    return {doc["doc"]: [(a, b) for a, b in doc["sentences"]] for doc in [*map(json.loads, LABELS.open(encoding="utf-8")), *map(json.loads, PROSE.open(encoding="utf-8"))]}


def held(name: str) -> bool:
    """Whether a labelled document measures the head and teaches it nothing."""
    return hashlib.sha256(f"acts {name}".encode()).digest()[0] % 10 == 0


def prose(part: str) -> list[dict[str, Any]]:
    """Our own labelled passages of one part by hash: six eighths the head learns from ("train"), one the tables of choices ("choices"), one measures ("held")."""
    return [doc for doc in map(json.loads, PROSE.open(encoding="utf-8")) if _part(doc["doc"]) == part]


def _part(name: str) -> str:
    return {0: "held", 4: "choices"}.get(hashlib.sha256(f"prose {name}".encode()).digest()[0] % 8, "train")


def read_labelled(folder: Path, tokenizer: Any, limit: int = WINDOW_PIECES, seed: int = 0, part: str = "train") -> Iterator[Sample]:
    """Windows of the labelled documents, those held out for `part` "held"; the third labelling is for the tables of choices alone."""
    rng = random.Random(seed)
    every = texts(folder)
    for line in LABELS.open(encoding="utf-8"):
        doc = json.loads(line)
        if held(doc["doc"]) != (part == "held") or (part == "train" and labelling(doc) == 3):
            continue
        yield from _windows(doc, ready(doc["doc"], every[doc["doc"]]), tokenizer, limit, rng)


def read_prose(tokenizer: Any, limit: int = WINDOW_PIECES, seed: int = 0, part: str = "train") -> Iterator[Sample]:
    """Windows of our own labelled passages."""
    rng = random.Random(seed)
    for doc in prose(part):
        yield from _windows(doc, doc["text"], tokenizer, limit, rng)


def _windows(doc: Mapping[str, Any], text: str, tokenizer: Any, limit: int, rng: random.Random) -> Iterator[Sample]:
    for window in windows_of(tokenizer, text, _paragraphs(doc["sentences"], rng), limit):
        sample = Sample("acts", window, full=False)
        for start, end, kind, args in doc["acts"]:
            _add(sample, (start, end), kind, args)
        yield sample


def _paragraphs(sentences: list[Span], rng: random.Random) -> list[Span]:
    found: list[Span] = []
    for start, end in sentences:
        if found and rng.random() < JOINED and start - found[-1][1] < 3:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _add(sample: Sample, span: Span, kind: str, args: list[tuple[int, int, str]]) -> None:
    """One act into a window that holds it whole, with those participants that stand in the window."""
    low, high = sample.window.words[0][0], sample.window.words[-1][1]
    at = words_in(sample.window, span) if span[0] >= low and span[1] <= high else None
    if at is None:
        return
    sample.acts.append((*at, labels.ACTS.index(kind)))
    found = []
    for start, end, role in args:
        where = words_in(sample.window, (start, end)) if start >= low and end <= high else None
        if where is not None and where != at:
            found.append((*where, labels.ROLES.index(role)))
    sample.triggers.append((*at, -1, found))


def read_ways(tokenizer: Any) -> Iterator[Sample]:
    """Our own sentences, development half: one act each, or none in a look-alike; what else they tell is not labelled."""
    for case in ways.load():
        if ways.half(case) != "dev":
            continue
        text = case["text"]
        for window in windows_of(tokenizer, text, [(0, len(text))]):
            sample = Sample("acts", window, full=False)
            kind = case.get("type")
            if kind:
                start = text.index(case["trigger"])
                sample.unknown.update(range(len(window.words)))
                _add(sample, (start, start + len(case["trigger"])), kind, [])
                sample.unknown -= {i for a, b, _ in sample.acts for i in range(a, b + 1)}
                sample.triggers.clear()
            yield sample


# --- silver ---------------------------------------------------------------------------------------------------------------


def read_silver(folder: Path, tokenizer: Any, without: frozenset[str], counts: Mapping[str, int], seed: int = 3) -> Iterator[Sample]:
    """What the rules find in further texts; verbs and nouns that no frame knows are left open, for there the rules know nothing."""
    every = {name: text for name, text in texts(folder).items() if name not in without}
    names = sorted(every)
    random.Random(seed).shuffle(names)
    left = dict(counts)
    for name in names:
        kind = name.split("-")[0]
        if left.get(kind, 0) > 0:
            left[kind] -= 1
            yield from _silver(ready(name, every[name]), tokenizer)


def _silver(text: str, tokenizer: Any) -> Iterator[Sample]:
    from whosays.intake.intake import report_from_text
    from whosays.pipeline import read_report

    report, _ = report_from_text(text, doc_id="silver", language="en", clean=False, settings=_settings())
    found = read_report(report, _tools())
    acts = [(c.trigger.start, c.trigger.end, c.type) for c in found.built.claims if c.modality in ("actual", "planned", "threatened")]
    typed = {e.head for e in found.reading.events if e.type is not None}
    frames = _frames()
    open_words = [
        (t.start, t.end) for t in found.reading.tokens
        if t.pos in ("VERB", "NOUN", "PROPN", "ADJ") and (t.i in typed or t.lemma.lower() not in frames)
    ]
    spans = [(s.start, s.end) for s in found.reading.sentences]
    for window in windows_of(tokenizer, report.text, spans):
        sample = Sample("silver", window, full=False)
        for span in open_words:
            at = words_in(window, span)
            sample.unknown.update(range(at[0], at[1] + 1) if at else ())
        for start, end, kind in acts:
            _add(sample, (start, end), kind, [])
        sample.unknown -= {i for a, b, _ in sample.acts for i in range(a, b + 1)}
        sample.triggers.clear()
        yield sample


@cache
def _frames() -> frozenset[str]:
    from whosays.lexicon.events import event_lexicon

    return frozenset(lemma for table in event_lexicon().frames.values() for lemma in table)


@cache
def _settings() -> Any:
    from whosays.settings import Settings

    return Settings(encoder=False)  # the rules alone: the head must not teach itself


@cache
def _tools() -> Any:
    from whosays.pipeline import load_tools

    return load_tools(_settings())
