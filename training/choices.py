"""Fit the weights of choices: `python -m training.choices places --data DIR`. See training/README.md.

Rows come from the labelled acts (`acts.jsonl`) and from the development parts of our own gold sets. What the trained head points at is a sign among
others, so rows must come from documents that it has not learned from: by default those held out of its training.
"""

import argparse
import hashlib
import json
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp
from scipy.optimize import minimize

from bench import gold as gold_set
from training import acts
from whosays.claims import discourse
from whosays.claims import parties as naming
from whosays.claims.choosing import parties, places, times, weights
from whosays.claims.ground import ground
from whosays.claims.period import WHOLE_DATE
from whosays.reading import act_signs

RARE = 8
"""A sign seen less often has no weight."""
PENALTY = {"places": 4.0}
"""Weight of the squares of the weights; 2 where nothing else stands."""
OURS = {"parties": 3, "places": 2}
"""How often a row of our own gold sets counts where the labellers of real text leave out whom our records want named."""
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One choice: the signs of each option, the last of which is "none", and which options are right."""

    doc: str
    options: list[list[str]]
    right: list[bool]


# --- fitting --------------------------------------------------------------------------------------------------------------


def fit(rows: Sequence[Row], penalty: float = 2.0) -> dict[str, float]:
    """Weights that make the right options of each row together as likely as can be, under a penalty on their squares."""
    seen = Counter(sign for row in rows for signs in row.options for sign in set(signs))
    index = {sign: n for n, sign in enumerate(sorted(s for s, count in seen.items() if count >= RARE))}
    matrix, group, right = _design(rows, index)
    n = int(group.max()) + 1

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        chance = _softmax(matrix @ w, group, n)
        hit = np.bincount(group, chance * right, n) + 1e-12
        gradient = matrix.T @ (chance - chance * right / hit[group]) + penalty * w
        return float(-np.log(hit).sum() + penalty / 2 * (w @ w)), gradient

    found = minimize(loss, np.zeros(len(index)), jac=True, method="L-BFGS-B", options={"maxiter": 400}).x
    return {sign: round(float(found[n]), 3) for sign, n in index.items() if abs(found[n]) >= 0.005}


def _design(rows: Sequence[Row], index: dict[str, int]) -> tuple[Any, np.ndarray, np.ndarray]:
    at, columns, group, right = [], [], [], []
    for n, row in enumerate(rows):
        for signs, good in zip(row.options, row.right, strict=True):
            known = sorted({index[s] for s in signs if s in index})
            at += [len(group)] * len(known)
            columns += known
            group.append(n)
            right.append(good)
    shape = (len(group), len(index))
    return sp.csr_matrix((np.ones(len(at)), (at, columns)), shape=shape), np.array(group), np.array(right, dtype=float)


def _softmax(scores: np.ndarray, group: np.ndarray, n: int) -> np.ndarray:
    top = np.full(n, -np.inf)
    np.maximum.at(top, group, scores)
    grown = np.exp(scores - top[group])
    return grown / np.bincount(group, grown, n)[group]


def crossed(rows: Sequence[Row]) -> Iterator[tuple[Row, list[float]]]:
    """Each row with the chances that weights fitted on the other documents give."""
    fold = [hashlib.sha256(f"choice {row.doc}".encode()).digest()[0] % FOLDS for row in rows]
    for k in range(FOLDS):
        table = fit([row for row, f in zip(rows, fold, strict=True) if f != k])
        for row, f in zip(rows, fold, strict=True):
            if f == k:
                yield row, weights.chances(table, row.options)


def report(rows: Sequence[Row]) -> dict[str, float]:
    """Of choices by weights fitted on other documents: how often right where there is something to choose, how often wrongly something."""
    told = Counter()
    for row, chance in crossed(rows):
        best = int(np.argmax(chance))
        none = best == len(chance) - 1
        told["some" if not row.right[-1] else "none", "none" if none else "right" if row.right[best] else "wrong"] += 1
    some = sum(v for k, v in told.items() if k[0] == "some")
    free = sum(v for k, v in told.items() if k[0] == "none")
    return {"rows": len(rows), "right": told["some", "right"] / some, "wrong": told["some", "wrong"] / some, "chosen where none is": told["none", "wrong"] / free}


# --- rows -----------------------------------------------------------------------------------------------------------------


def readings(data: Path, labellings: Collection[int], *, dated: bool = False) -> Iterator[tuple[str, Any, list[Any]]]:
    """`(name, what was read, labelled acts)` of each document and passage held out of the head's training and of each of these labellings (`acts.labelling`).

    `dated`: as if published on the day that `stood_in` gives, so that what counts from publication is tied to some calendar.
    """
    from whosays.intake.intake import report_from_text
    from whosays.pipeline import load_tools, read_report
    from whosays.settings import Settings

    settings = Settings()
    tools, texts = load_tools(settings), acts.texts(data)
    for line in acts.LABELS.open(encoding="utf-8"):
        doc = json.loads(line)
        if not (acts.held(doc["doc"]) or acts.labelling(doc) in labellings):
            continue
        text = acts.ready(doc["doc"], texts[doc["doc"]])
        told, _ = report_from_text(text, doc_id="choice", language="en", clean=False, settings=settings, published=stood_in(text) if dated else None)
        yield doc["doc"], read_report(told, tools), doc["acts"]
    for doc in acts.prose("choices"):
        told, _ = report_from_text(doc["text"], doc_id="choice", language="en", clean=False, settings=settings, published=doc["published"])
        yield doc["doc"], read_report(told, tools), doc["acts"]


HEAD_CHARS = 300
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_WRITTEN = re.compile(r"(?P<day>\d{1,2}) (?P<month>[a-z]{3})[a-z]*,? (?P<year>(?:19|20)?\d\d)\b|(?P<month2>[a-z]{3})[a-z]*\.? (?P<day2>\d{1,2}),? (?P<year2>(?:19|20)\d\d)\b", re.IGNORECASE)
LAST_DAY = 28
"""Of every month."""
STAND_IN = "2016-06-15"
"""Day of publication of a text that writes out no date: any will do, for only the choice of words is learned."""


def stood_in(text: str) -> str:
    """A day on which a text of the public sets may have been published, ISO: that of its head, else the newest that it writes out, else `STAND_IN`."""
    head, every = _days_of(text[:HEAD_CHARS]), _days_of(text)
    return head[0] if head else max(every, default=STAND_IN)


def _days_of(text: str) -> list[str]:
    found = []
    for m in _WRITTEN.finditer(text):
        day, month, year = m["day"] or m["day2"], (m["month"] or m["month2"]).lower(), m["year"] or m["year2"]
        if month in _MONTHS and 1 <= int(day) <= LAST_DAY:
            found.append(f"{year if len(year) == 4 else '19' + year}-{_MONTHS.index(month) + 1:02}-{int(day):02}")
    return found


def besides(read: Any) -> Iterator[tuple[Any, Any]]:
    """The ground and, for each typed act that makes a claim, what stands beside it."""
    from whosays.claims.build import asserting_cues
    from whosays.claims.chains import speeches_over
    from whosays.claims.placing import beside

    g = ground(read.report, read.reading, read.resolution)
    heads, cues = frozenset(e.head for e in read.reading.events), asserting_cues(g)
    claimed = {(c.trigger.start, c.type) for c in read.built.claims}
    for event in read.reading.events:
        if (event.start, event.type) in claimed:
            speeches = speeches_over(g.reading, event.start, event.head)
            yield g, beside(g, event, heads, cues - {event.head}, speeches[-1].reach if speeches else ())


def labelled_places(data: Path, labellings: Collection[int]) -> Iterator[Row]:
    """A row for each act whose sentence names places; "none" is right where its label names other words of it, or none."""
    for name, read, told in readings(data, labellings):
        for g, one in besides(read):
            label = next((a for a in told if a[0] < one.event.end and one.event.start < a[1] and a[2] == one.event.type), None)
            if label is None:
                continue
            inside, names = _places_of(g, one)
            spans = [(a, b) for a, b, role in label[3] if role == "place" and inside.start <= a < inside.end]
            words = [g.report.text[a:b] for a, b in spans]
            yield from _row(name, g, one, names, [any(p.start < b and a < p.end for a, b in spans) or _named(words, p, g) for p in names])


def gold_places() -> Iterator[Row]:
    """The same from the development parts of our own gold sets, whose places are names."""
    for name, read, pairs in _golds():
        known = {(p.claim.trigger.start, p.claim.type): p.gold for p in pairs}
        for g, one in besides(read):
            told = known.get((one.event.start, one.event.type))
            if told is not None:
                names = _places_of(g, one)[1]
                yield from _row(name, g, one, names, [told["place"] is not None and _named([told["place"]], p, g) for p in names])


def _places_of(g: Any, one: Any) -> tuple[Any, list[Any]]:
    sentence = g.reading.sentences[g.tree.tokens[one.event.head].sentence]
    return sentence, [p for p in g.places if sentence.start <= p.start < sentence.end]


def _row(name: str, g: Any, one: Any, names: Sequence[Any], right: Sequence[bool]) -> Iterator[Row]:
    if names:
        options = [*(places.signs(g, one, p, names) for p in names), places.signs_of_none(g, one, names)]
        yield Row(name, options, [*right, not any(right)])


def labelled_parties(data: Path, labellings: Collection[int]) -> Iterator[Row]:
    """A row for each actor and target that rules or head find for a labelled act: it plays the role, or not."""
    for name, read, told in readings(data, labellings):
        for g, cast in casts(read):
            label = next((a for a in told if a[0] < cast.event.end and cast.event.start < a[1] and a[2] == cast.event.type), None)
            if label is None:
                continue
            sentence = g.reading.sentences[g.tree.tokens[cast.event.head].sentence]
            for argument, role in parties.labelled(cast.found, cast.pointed):
                spans = [(a, b) for a, b, r in label[3] if r == role]
                mention = g.mention_of.get(argument.head)
                if mention is not None and mention.pronoun and spans and not any(sentence.start <= a < sentence.end for a, _ in spans):
                    continue  # the label names whom the pronoun stands for
                words = [g.report.text[a:b] for a, b in spans]
                here = g.report.text[argument.start : argument.end]
                right = any(argument.start < b and a < argument.end for a, b in spans) or any(gold_set.same_name(w, (here,)) for w in words)
                yield Row(name, [parties.signs(g, cast, argument, role), []], [right, not right])


def gold_parties() -> Iterator[Row]:
    """The same from our own gold sets, which name the parties."""
    for name, read, pairs in _golds():
        known = {(p.claim.trigger.start, p.claim.type): p for p in pairs}
        for g, cast in casts(read):
            pair = known.get((cast.event.start, cast.event.type))
            for argument, role in parties.labelled(cast.found, cast.pointed) if pair is not None else ():
                one = naming.role(g, argument, pair.claim.attribution)
                right = any(gold_set.same_name(gold, (one.name, one.text)) for gold in pair.gold[f"{role}s"])
                yield Row(name, [parties.signs(g, cast, argument, role), []], [right, not right])


@contextmanager
def rules_alone() -> Iterator[None]:
    """Claims are dated by the rules alone: their word is a sign, so the table must not have had a say in it."""
    kept = discourse.dated_anew
    discourse.dated_anew = lambda _, claims: list(claims)
    try:
        yield
    finally:
        discourse.dated_anew = kept


def labelled_times(data: Path, labellings: Collection[int]) -> Iterator[Row]:
    """A row for each labelled act: which of the times of the report is its own, be it told in another sentence, or none."""
    with rules_alone():
        for name, read, told in readings(data, labellings, dated=True):
            g, days = _days(read)
            for claim in read.built.claims:
                label = next((a for a in told if a[0] < claim.trigger.end and claim.trigger.start < a[1] and a[2] == claim.type), None)
                if label is None:
                    continue
                spans = [(a, b) for a, b, role in label[3] if role == "time"]
                hit = [n.mention for n in days.named if any(n.mention.start < b and a < n.mention.end for a, b in spans)]
                known = {_interval(m) for m in hit if m.earliest and m.latest}
                among = times.options(days, claim)
                right = [n.mention in hit or _interval(n.mention) in known for n in among]
                if any(right) or not spans:
                    yield from _row_of_times(name, g, days, claim, among, right)


def gold_times() -> Iterator[Row]:
    """The same from the development parts of our own gold sets, which give the interval: a time is right that is it, else that begins or ends it."""
    with rules_alone():
        for name, read, pairs in _golds():
            g, days = _days(read)
            published = (read.report.published.value or "")[:WHOLE_DATE] or None
            for pair in pairs:
                among = times.options(days, pair.claim)
                wanted = pair.gold["earliest"], pair.gold["latest"]
                right = [_interval(n.mention) == wanted and any(wanted) for n in among]
                untold = wanted in ((None, None), (None, published), (published, None), (published, published))
                if not any(right) and not untold:
                    bound = wanted[1] if wanted[0] is None else wanted[0] if wanted[1] == published else "of neither kind"
                    right = [bound in _interval(n.mention) for n in among]
                if any(right) or untold:
                    yield from _row_of_times(name, g, days, pair.claim, among, right)


def _days(read: Any) -> tuple[Any, Any]:
    g = ground(read.report, read.reading, read.resolution)
    return g, times.days_of(g, read.built.claims)


def _interval(mention: Any) -> tuple[str | None, str | None]:
    return tuple(None if value is None else value[:WHOLE_DATE] for value in (mention.earliest, mention.latest))  # type: ignore[return-value]


def _row_of_times(name: str, g: Any, days: Any, claim: Any, among: Sequence[Any], right: Sequence[bool]) -> Iterator[Row]:
    if among:
        options = [*(times.signs(g, days, claim, n, among) for n in among), times.signs_of_none(g, days, claim, among)]
        yield Row(name, options, [*right, not any(right)])


def casts(read: Any) -> Iterator[tuple[Any, Any]]:
    """The ground and, for each typed act that makes a claim, its participants."""
    from whosays.claims.build import cast_of
    from whosays.claims.chains import speeches_over

    g = ground(read.report, read.reading, read.resolution)
    claimed = {(c.trigger.start, c.type) for c in read.built.claims}
    for event in read.reading.events:
        if (event.start, event.type) in claimed:
            yield g, cast_of(g, event, speeches_over(g.reading, event.start, event.head))


def _golds() -> Iterator[tuple[str, Any, Sequence[Any]]]:
    return ((name, read, outcome.pairs) for name, read, outcome in gold_outcomes())


def gold_outcomes() -> Iterator[tuple[str, Any, Any]]:
    """`(name, what was read, how it answers its gold claims)` of each report of the development parts of our own gold sets."""
    from bench import gold_second
    from whosays.intake.intake import NO_OPTIONS, take_in
    from whosays.intake.sources import find_sources
    from whosays.pipeline import load_tools, read_report
    from whosays.settings import Settings

    settings = Settings()
    tools = load_tools(settings)
    told = gold_set.load()
    for name, (one, _) in gold_set.read_samples().items():
        if gold_set.half(name) == "dev" and any(c["doc"] == name for c in told):
            read = read_report(one, tools)
            yield name, read, gold_set.match([c for c in told if c["doc"] == name], read.built.claims, one)
    folders = [gold_second.FOLDER / "dev", gold_second.FOLDER.parent / "third" / "dev"]
    for folder in folders:
        told = gold_set.load(folder / "claims.jsonl")
        for source in find_sources([str(path) for path in sorted(folder.glob("*.txt"))], settings=settings):
            for one in take_in(source, NO_OPTIONS, settings).reports:
                wanted = [c for c in told if c["doc"] == Path(one.source).name]
                read = read_report(one, tools)
                yield Path(one.source).name, read, gold_set.match(wanted, read.built.claims, one)


def _named(words: Sequence[str], place: Any, g: Any) -> bool:
    return any(gold_set.same_name(w, (place.name, g.report.text[place.start : place.end])) for w in words)


def _rows(choice: str, data: Path, labellings: Collection[int]) -> list[Row]:
    if choice == "acts":
        from training import act_rows

        return list(act_rows.rows(data, labellings))
    labelled, ours = {"parties": (labelled_parties, gold_parties), "places": (labelled_places, gold_places), "times": (labelled_times, gold_times)}[choice]
    return [*labelled(data, labellings), *list(ours()) * OURS.get(choice, 1)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("choice", choices=["acts", "parties", "places", "times"])
    parser.add_argument("--data", type=Path, required=True, help="folder of the public sets")
    parser.add_argument("--labellings", type=int, nargs="*", default=[], help="whole labellings to learn from (1, 2, 3) beside what is held out")
    args = parser.parse_args()
    rows = _rows(args.choice, args.data, args.labellings)
    figures = {k: round(v, 3) for k, v in report(rows).items()}
    table = {"about": f"fitted by training/choices.py; over documents left out: {figures}", "weights": fit(rows, PENALTY.get(args.choice, 2.0))}
    path = act_signs.TABLE if args.choice == "acts" else weights.FOLDER / f"{args.choice}.json"
    path.write_text(json.dumps(table, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    print(figures)


if __name__ == "__main__":
    main()
