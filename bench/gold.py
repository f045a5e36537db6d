"""Our own gold: hand-labelled claims of the sample reports, matched against what the reader claims.

A predicted claim matches a gold one when type and trigger sentence are right; every gold claim matches at most one. Over
matched claims: actor, target, whole chain, factuality, date, place. Reports fall into a development and a test half by a hash of
their name; rules are tuned on the development half only.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.table import Row, skipped
from whosays.model.claim import Claim
from whosays.model.report import Report

ROOT = Path(__file__).parent
GOLD = ROOT / "gold" / "claims.jsonl"
SAMPLES = ROOT.parent / "samples"
FLOORS: dict[str, float] = {
    "claim recall": 0.72, "claim precision": 0.88, "claim F1": 0.80, "actor": 0.82, "target": 0.76, "whole chain": 0.82, "factuality": 0.93,
    "date": 0.78, "date or wider": 0.88, "place": 0.87, "figures found": 0.80, "figures right": 0.91,
}
"""Least figures that the gate accepts, by metric, development half; only ever raised."""


HOME = 0.99
"""Least share of the located places that lie where their report does: a place on the wrong continent discredits all others."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold claim and the predicted claim that matches it."""

    gold: dict[str, Any]
    claim: Claim
    report: Report


@dataclass(frozen=True, slots=True)
class Outcome:
    """The matching over one set of reports."""

    pairs: tuple[Pair, ...]
    missed: tuple[dict[str, Any], ...]
    false: tuple[tuple[Claim, Report], ...]


def half(doc: str) -> str:
    """`dev` or `test`: which half a report belongs to, by the SHA-256 of its name."""
    return "test" if hashlib.sha256(f"whosays gold {doc}".encode()).digest()[0] % 2 else "dev"


def load(path: Path = GOLD) -> list[dict[str, Any]]:
    """Gold claims, one dict a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def fold(words: str) -> str:
    """Lower case, no diacritics, white space and quotation marks evened out."""
    plain = unicodedata.normalize("NFKD", words.lower())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(re.sub(r"[“”\"'’‘`*_\[\]]", "", plain).split())


# --- matching -----------------------------------------------------------------------------------------------------------


def same_sentence(gold: dict[str, Any], claim: Claim) -> bool:
    """Whether the claim's evidence is the gold sentence (one holds the other, or most words are shared)."""
    a, b = fold(gold["sentence"]), fold(claim.evidence[0].text)
    if a in b or b in a:
        return True
    words_a, words_b = set(a.split()), set(b.split())
    return len(words_a & words_b) >= 0.8 * max(len(words_a), len(words_b))


def fit(gold: dict[str, Any], claim: Claim) -> tuple[int, int, int]:
    """How well a claim of the right type and sentence fits, for choosing among several; higher is better."""
    g, c = set(fold(gold["trigger"]).split()), set(fold(claim.trigger.text).split())
    chain = int(len(gold["chain"]) == len(claim.attribution))
    polarity = int(gold["factuality"][-1] == claim.factuality[-1])
    return (int(bool(g & c)), chain + polarity, -abs(len(gold["counts"]) - len(claim.counts)))


def match(gold: Sequence[dict[str, Any]], claims: Sequence[Claim], report: Report) -> Outcome:
    """Match the claims of one report to its gold, best fits first, each at most once."""
    options = [
        (fit(g, c), i, j) for i, g in enumerate(gold) for j, c in enumerate(claims) if g["type"] == c.type and same_sentence(g, c)
    ]
    options.sort(key=lambda o: (tuple(-x for x in o[0]), o[1], o[2]))
    used_gold: set[int] = set()
    used_claim: set[int] = set()
    pairs = []
    for _, i, j in options:
        if i not in used_gold and j not in used_claim:
            used_gold.add(i)
            used_claim.add(j)
            pairs.append(Pair(gold[i], claims[j], report))
    missed = tuple(g for i, g in enumerate(gold) if i not in used_gold)
    false = tuple((c, report) for j, c in enumerate(claims) if j not in used_claim)
    return Outcome(tuple(pairs), missed, false)


# --- what is right of a matched claim --------------------------------------------------------------------------------------


STOP = frozenset(["the", "a", "an", "of", "in", "at", "on", "and", "by", "for", "to", "from", "some", "about", "around", "least", "more", "than", "people", "men", "two", "three", "four", "five"])


SAME_WORDS = (("armed forces", "army"), ("defence force", "army"), ("defense force", "army"), ("military", "army"), ("troops", "army"), ("soldiers", "army"))
"""Words for a state's soldiers that labeller and lexicon use for one another."""


def name_words(name: str, stop: frozenset[str] = STOP) -> frozenset[str]:
    """Content words of a name, plural s cut, for comparing a labeller's wording with the reader's."""
    plain = fold(name)
    for words_, one in SAME_WORDS:
        plain = plain.replace(words_, one)
    words = [w.strip(".,;:()") for w in plain.replace("-", " ").split()]
    return frozenset(w[:-1] if len(w) > 3 and w.endswith("s") else w for w in words if w and w not in stop)


def same_name(gold: str, found: Iterable[str]) -> bool:
    """Whether one of the found names is the gold name: one's content words are among the other's, or most are shared."""
    known = _actor(gold)
    for name in found:
        if known is not None and known == _actor(name):
            return True
        g, f = name_words(gold), name_words(name)
        if not g or not f:  # "people" or "five men" have no other words to compare
            g, f = name_words(gold, frozenset(["the", "a", "an", "of"])), name_words(name, frozenset(["the", "a", "an", "of"]))
        if not g or not f:
            continue
        shared = sum(any(x == y or (min(len(x), len(y)) >= 5 and x[:5] == y[:5]) for y in f) for x in g)
        if g <= f or f <= g or (_surname(gold) or 0) == _surname(name) or shared >= 0.5 * max(len(g), len(f)) or _acronym(gold, name) or _acronym(name, gold):
            return True
    return False


def _surname(name: str) -> str | None:
    """The last word of a name of several capitalised words, for comparing "Brig. U. N. Perakum" with "U.N. Perakum"."""
    words = [w for w in name.replace(".", " ").split() if w[:1].isupper()]
    return words[-1].lower() if len(words) > 1 and len(words[-1]) > 3 else None


def _actor(name: str) -> str | None:
    """The actor lexicon's id for a name that is one actor and nothing else."""
    from whosays.lexicon import actors

    hits = actors.load().find(name)
    return hits[0].entity_id if len(hits) == 1 else None


def _acronym(short: str, long: str) -> bool:
    if not (short.isupper() and 2 <= len(short) <= 6):
        return False
    return "".join(w[0] for w in long.replace("-", " ").split() if w[0].isupper()).startswith(short[:3])


def names_right(gold: Sequence[str], roles: Sequence[tuple[str, str]]) -> bool:
    """Every gold name found and, where gold names none, none found; extra names beside right ones are errors too.

    `roles` are `(name, words in the text)`; either may carry the gold name.
    """
    if not gold or not roles:
        return not gold and not roles
    found_all = all(any(same_name(g, pair) for pair in roles) for g in gold)
    return found_all and all(any(same_name(g, pair) for g in gold) for pair in roles)


def chain_right(pair: Pair) -> bool:
    """Every link's source, in order, and its stance."""
    gold, found = pair.gold["chain"], pair.claim.attribution
    if len(gold) != len(found):
        return False
    return all(
        same_name(g["source"], (f.source.name, f.source.text)) and g["stance"] == f.stance for g, f in zip(gold, found, strict=True)
    )


def date_right(pair: Pair) -> bool:
    """The same interval; an open gold date needs an open one."""
    return (pair.gold["earliest"], pair.gold["latest"]) == (_day(pair.claim.time.earliest), _day(pair.claim.time.latest))


def date_honest(pair: Pair) -> bool:
    """The same interval, or a wider one that holds it: never a day that gold contradicts."""
    if date_right(pair):
        return True
    found = (_day(pair.claim.time.earliest) or "0000", _day(pair.claim.time.latest) or "9999")
    gold = (pair.gold["earliest"] or "0000", pair.gold["latest"] or "9999")
    return found[0] <= gold[0] and gold[1] <= found[1]


def _day(value: str | None) -> str | None:
    return value[:10] if value else None


def place_right(pair: Pair) -> bool:
    """The most specific place by name, or none where gold has none."""
    gold = pair.gold["place"]
    names = [(p.name, p.text) for p in pair.claim.places]
    if gold is None or not names:
        return gold is None and not names
    return any(same_name(gold, one) or any(_spelt_alike(gold, name) for name in one) for one in names)


def _spelt_alike(a: str, b: str) -> bool:
    """Whether two spellings of a place differ no more than transliterations do (Talbiseh, Tal Bisa)."""
    from rapidfuzz.fuzz import ratio

    return ratio("".join(fold(a).split()), "".join(fold(b).split())) >= 75


TO_WHOM = ("target", "beneficiary", "member")
"""Roles to whom an act is done; gold has one field for them, the record tells who is struck from who is helped, sent or taken in."""

CHECKS = {
    "actor": lambda p: names_right(p.gold["actors"], [(r.name, r.text) for r in p.claim.role("actor")]),
    "target": lambda p: names_right(p.gold["targets"], [(r.name, r.text) for r in p.claim.role(*TO_WHOM)]),
    "whole chain": chain_right,
    "factuality": lambda p: p.gold["factuality"] == p.claim.factuality,
    "date": date_right,
    "date or wider": date_honest,
    "place": place_right,
}


Bounds = tuple[str, int | None, int | None, int | None]
"""What is counted, and the low, best and high of it."""


def same_figure(gold: Bounds, found: Bounds) -> bool:
    """Whether two figures are one: what, best and high alike, low alike but for "more than 40", which is 40 to a labeller and 41 to the reader."""
    low, other = gold[1], found[1]
    near = low == other or (low is not None and other is not None and gold[2] is None and abs(low - other) == 1)
    return gold[0] == found[0] and near and gold[2:] == found[2:]


def figures_of(pair: Pair) -> tuple[int, int, int]:
    """How many figures of a matched claim are right, how many gold has and how many were found; each answers one at most."""
    gold: list[Bounds] = [(c["what"], c["low"], c["best"], c["high"]) for c in pair.gold["counts"]]
    found: list[Bounds] = [(c.what, c.low, c.best, c.high) for c in pair.claim.counts]
    right, left = 0, list(found)
    for one in gold:
        hit = next((f for f in left if same_figure(one, f)), None)
        if hit is not None:
            left.remove(hit)
            right += 1
    return right, len(gold), len(found)


def counts_right(pair: Pair) -> bool:
    """Every figure of gold found, and no other."""
    right, gold, found = figures_of(pair)
    return right == gold == found


def figure_rates(pairs: Sequence[Pair]) -> dict[str, float]:
    """Over matched claims: the share of gold's figures that were found, and of the figures found that gold has."""
    sums = [sum(column) for column in zip(*(figures_of(pair) for pair in pairs), strict=True)] if pairs else [0, 0, 0]
    return {"figures found": sums[0] / max(1, sums[1]), "figures right": sums[0] / max(1, sums[2])}


COUNTRIES: dict[str, frozenset[str]] = {
    "colombia": frozenset(["CO"]), "drc": frozenset(["CD", "RW", "UG"]), "mali": frozenset(["ML", "FR", "TD", "MR", "BF"]),
    "sri-lanka": frozenset(["LK", "IN"]), "syria": frozenset(["SY", "RU", "TR"]), "incoming": frozenset(["SY", "RU", "YE", "SA"]),
    "tarvenia": frozenset(), "ukraine": frozenset(["UA", "RU", "BE"]),
}
"""Countries in which the acts that a sample tells can lie, by the start of its name; the samples of an invented country lie nowhere."""


def at_home(found: dict[str, tuple[Report, tuple[Claim, ...]]]) -> tuple[int, int]:
    """How many places of claims with coordinates lie in a country that their sample speaks of, and how many there are; both halves."""
    right = total = 0
    for doc, (_, claims) in found.items():
        allowed = next(countries for start, countries in COUNTRIES.items() if doc.startswith(start))
        located = [p for c in claims for p in c.places if p.lat is not None and p.country]
        right += sum(p.country in allowed for p in located)
        total += len(located)
    return right, total


# --- running --------------------------------------------------------------------------------------------------------------


def read_samples() -> dict[str, tuple[Report, tuple[Claim, ...]]]:
    """Claims of every sample report by the name that gold gives it."""
    from whosays.intake.intake import NO_OPTIONS, take_in
    from whosays.intake.sources import find_sources
    from whosays.model.issue import Issue
    from whosays.pipeline import load_tools, read_report
    from whosays.settings import Settings

    settings = Settings()
    tools = load_tools(settings)
    found = {}
    for source in find_sources([str(SAMPLES)], settings=settings):
        if isinstance(source, Issue):
            continue
        taken = take_in(source, NO_OPTIONS, settings)
        for report in taken.reports:
            name = Path(taken.source).name
            doc = f"{name}#{report.doc_id}" if name.endswith((".jsonl", ".csv")) else name
            found[doc] = (report, read_report(report, tools).built.claims)
    return found


def outcomes(gold: Sequence[dict[str, Any]], which: str, read: dict[str, tuple[Report, tuple[Claim, ...]]] | None = None) -> list[Outcome]:
    """One outcome a report of a half (`dev`, `test` or `all`)."""
    read = read if read is not None else read_samples()
    result = []
    for doc, (report, claims) in sorted(read.items()):
        if which in ("all", half(doc)):
            result.append(match([g for g in gold if g["doc"] == doc], claims, report))
    return result


def figures(results: Sequence[Outcome]) -> dict[str, float]:
    """Recall, precision and F1 of claims, and the share right of each check over matched claims."""
    pairs = [pair for outcome in results for pair in outcome.pairs]
    missed = sum(len(o.missed) for o in results)
    false = sum(len(o.false) for o in results)
    recall = len(pairs) / max(1, len(pairs) + missed)
    precision = len(pairs) / max(1, len(pairs) + false)
    found = {"claim recall": recall, "claim precision": precision, "claim F1": 2 * recall * precision / max(1e-9, recall + precision)}
    for name, check in CHECKS.items():
        found[name] = sum(bool(check(pair)) for pair in pairs) / max(1, len(pairs))
    return found | figure_rates(pairs)


def run(data: Path | None = None) -> list[Row]:
    """Rows of the development half with their floors; the test half is scored by hand, once a release."""
    del data
    if not GOLD.exists():
        return skipped("own gold", "bench/gold/claims.jsonl is absent")
    gold = load()
    read = read_samples()
    rows = [Row("own gold, development half", k, v, FLOORS.get(k)) for k, v in figures(outcomes(gold, "dev", read)).items()]
    right, total = at_home(read)
    return [*rows, Row("own samples", "places in a country of the report", right / max(1, total), HOME, f"{total} places of claims")]


def show(results: Sequence[Outcome], limit: int = 400) -> None:
    """Print missed and false claims and wrong fields, for error analysis by hand."""
    for outcome in results:
        for g in outcome.missed:
            print(f"MISSED {g['type']:20} [{g['trigger']}] {g['doc'][:24]}: {g['sentence'][:limit]}")
        for c, _ in outcome.false:
            print(f"FALSE  {c.type:20} [{c.trigger.text}] {c.factuality} {c.evidence[0].text[:limit]}")
        for p in outcome.pairs:
            wrong = [name for name, check in (CHECKS | {"counts": counts_right}).items() if not check(p)]
            if wrong:
                print(f"WRONG  {p.claim.type} [{p.claim.trigger.text}] {wrong} {p.claim.evidence[0].text[:limit]}")
                for name in wrong:
                    print(f"         {name}: gold {_gold_value(p, name)} found {_found_value(p, name)}")


def _gold_value(p: Pair, name: str) -> object:
    g = p.gold
    return {"actor": g["actors"], "target": g["targets"], "whole chain": [(x["source"], x["cue"], x["stance"]) for x in g["chain"]],
            "factuality": g["factuality"], "date": (g["earliest"], g["latest"]), "date or wider": "", "place": g["place"],
            "counts": [(x["what"], x["low"], x["best"], x["high"], x["scope"]) for x in g["counts"]]}[name]


def _found_value(p: Pair, name: str) -> object:
    c = p.claim
    return {"actor": [r.name for r in c.role("actor")], "target": [r.name for r in c.role(*TO_WHOM)],
            "whole chain": [(x.source.name, x.cue.text if x.cue else "", x.stance) for x in c.attribution],
            "factuality": (c.factuality, c.modality), "date": (c.time.earliest, c.time.latest, c.time.reason), "date or wider": "", "place": [x.name for x in c.places],
            "counts": [(x.what, x.low, x.best, x.high, x.scope) for x in c.counts]}[name]


def main() -> None:
    """`python -m bench.gold [dev|test|all] [gold file]`: figures and every error of a half."""
    import sys

    which = sys.argv[1] if len(sys.argv) > 1 else "dev"
    gold = load(Path(sys.argv[2]) if len(sys.argv) > 2 else GOLD)
    results = outcomes(gold, which)
    show(results)
    for name, value in figures(results).items():
        print(f"{name:18} {value:.3f}")


if __name__ == "__main__":
    main()
