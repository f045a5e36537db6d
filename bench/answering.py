"""Fits the weights of `whosays.claims.answering`: which telling does a denial answer. `python -m bench.answering [LABELS]` prints them and how they choose.

Pairs come from the chain set's development passages, from `cases/denials.tsv` (passage, words of the act told or nothing, why) and, where a file of labelled documents with
`told` is named (one JSON document a line: offsets of sentences and acts, `told` as `[act, "no" or "same", act]`; see `training/acts.py`), from the half of those
documents by hash; the other half is only counted. Denials that name no act of their own take their kind from what they answer and are left out.
"""

import hashlib
import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from bench import chains
from whosays.claims.answering import candidates, signs
from whosays.claims.ground import ground
from whosays.intake.intake import report_from_text
from whosays.model.claim import Claim
from whosays.pipeline import load_tools, read_report
from whosays.settings import Settings

ROWS = Path(__file__).parent / "cases" / "denials.tsv"
PENALTY = 1.0
"""How much a weight is held back (L2); the constant hardly."""
STEPS = 60
LEAST = 0.08
"""Smaller weights are left out."""
Test = Callable[[Claim], bool]


@dataclass(frozen=True, slots=True)
class Denial:
    """A denying claim: the signs of each candidate with whether it is what is denied; `tied`: whether the labels tie it to anything."""

    pairs: tuple[tuple[tuple[str, ...], bool], ...]
    tied: bool


def denials(text: str, published: str | None, label: Callable[[Claim, Sequence[Claim]], Test | None], tools: Any) -> Iterator[Denial]:
    """The denying claims of one text that `label` knows: it gives the test of what they deny, or null to leave one out."""
    report, _ = report_from_text(text, doc_id="answer", published=published, language="en", clean=False, settings=Settings())
    read = read_report(report, tools)
    g, claims = ground(report, read.reading, read.resolution), read.built.claims
    for denial in claims:
        if not denial.factuality.endswith("-") or denial.modality != "actual" or any("denial of the claim told" in reason for reason in denial.reasons):
            continue
        test = label(denial, claims)
        if test is not None:
            pairs = tuple((tuple(signs(g, c, denial)), test(c)) for c in candidates(g, denial, claims))
            yield Denial(pairs, any(right for _, right in pairs))


def of_chains(tools: Any) -> Iterator[Denial]:
    """Denials of the chain set's development passages."""
    for item in (*chains.load("dev"), *chains.more()):
        yield from denials(item["text"], item.get("published"), partial(_gold, item), tools)


def _gold(item: dict[str, Any], denial: Claim, claims: Sequence[Claim]) -> Test | None:
    number = next((n for n, claim in chains.match(item, claims).items() if claim is denial), None)
    if number is None:
        return None
    denied = item["claims"][number]["denies"]
    at = chains.trigger(item, item["claims"][denied]) if denied is not None else None
    return lambda c: at is not None and at.meets(c.trigger)


def of_rows(tools: Any) -> Iterator[Denial]:
    """Denials of the short passages."""
    for line in ROWS.read_text(encoding="utf-8").splitlines()[1:]:
        text, told, _ = line.split("\t")
        start = text.index(told) if told else -1
        yield from denials(text, None, partial(_row, start, start + len(told)), tools)


def _row(start: int, end: int, _denial: Claim, _claims: Sequence[Claim]) -> Test:
    return lambda c: start <= c.trigger.start < end or c.trigger.start <= start < c.trigger.end


def of_labels(path: Path, data: Path, half: int, tools: Any) -> Iterator[Denial]:
    """Denials in real text, of one half of the documents."""
    from training import acts

    texts = acts.texts(data)
    for line in path.read_text(encoding="utf-8").splitlines():
        doc = json.loads(line)
        linked = any(kind == "no" for _, kind, _ in doc.get("told", ()))
        if hashlib.sha256(doc["doc"].encode()).digest()[0] % 2 == half and (linked or any(act[2] == "rejection" for act in doc["acts"])):
            yield from denials(acts.ready(doc["doc"], texts[doc["doc"]]), None, partial(_labelled, doc), tools)


def _labelled(doc: dict[str, Any], denial: Claim, _claims: Sequence[Claim]) -> Test | None:
    """What the labels tie to the sentence of a denial: acts by their words, or claims of their sentences."""
    def home(start: int) -> list[int] | None:
        return next((s for s in doc["sentences"] if s[0] <= start < s[1]), None)

    here = home(denial.trigger.start)
    if here is None:
        return None
    told = {j for i, kind, j in doc["told"] if kind == "no" and home(doc["acts"][i][0]) == here}
    while more := {x for i, kind, j in doc["told"] if kind == "same" and {i, j} & told for x in (i, j)} - told:
        told |= more
    spans = [doc["acts"][k][:2] for k in told]
    return lambda c: any(c.trigger.start < b and a < c.trigger.end for a, b in spans) or any(s not in (None, here) and s == home(c.trigger.start) for s in (home(a) for a, _ in spans))


def fit(found: Sequence[Denial]) -> dict[str, float]:
    """Weights by Newton's method of logistic regression, the same each time."""
    names = sorted({sign for d in found for pair, _ in d.pairs for sign in pair})
    rows = [(pair, right) for d in found for pair, right in d.pairs]
    x = np.array([[float(name in pair) for name in names] for pair, _ in rows])
    y = np.array([float(right) for _, right in rows])
    held = np.array([PENALTY / 100 if name == "always" else PENALTY for name in names])
    w = np.zeros(len(names))
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ w))
        w -= np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + np.diag(held), x.T @ (p - y) + held * w)
    return {name: round(float(v), 2) for name, v in zip(names, w, strict=True) if abs(v) >= LEAST}


def chosen(found: Sequence[Denial], weights: dict[str, float]) -> Counter[str]:
    """How the weights choose: right, wrong (another than the one denied), false (nothing there is denied), missed, rightly none."""
    tally: Counter[str] = Counter()
    for denial in found:
        total, right = max(((sum(weights.get(s, 0.0) for s in pair), ok) for pair, ok in denial.pairs), default=(0.0, False))
        if total > 0:
            tally["right" if right else "wrong" if denial.tied else "false"] += 1
        else:
            tally["missed" if denial.tied else "rightly none"] += 1
    return tally


def main() -> None:
    """`python -m bench.answering [LABELS]`; the texts of the labels come from the folder that `WHOSAYS_BENCH_DATA` names."""
    tools = load_tools(Settings())
    parts = {"chain set": list(of_chains(tools)), "short passages": list(of_rows(tools))}
    if len(sys.argv) > 1:
        where = Path(sys.argv[1]), Path(os.environ["WHOSAYS_BENCH_DATA"])
        parts["real text"] = list(of_labels(*where, 0, tools))
    weights = fit([d for part in parts.values() for d in part])
    if len(sys.argv) > 1:
        parts["real text, not fitted on"] = list(of_labels(*where, 1, tools))
    print(json.dumps(weights, indent=1))
    for name, part in parts.items():
        print(name, dict(chosen(part, weights)))


if __name__ == "__main__":
    main()
