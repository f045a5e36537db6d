"""Our own chain set: who says it, through how many hops, with what stance and factuality, in conflict prose.

Cues are those of `Reading.speeches`, the rest is of the claims. A claim is found when a predicted trigger shares characters with the gold one, or failing
that when a claim of the right type stands in its sentence ("a bomb had gone off": bomb or gone off); chain, factuality and stance are scored over found claims. Conventions and format: docs/chain-set.md. Rules are tuned on the development half only.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.gold import same_name
from bench.table import Row
from whosays.model.claim import Claim, Link
from whosays.model.span import Span

CASES = Path(__file__).parent / "cases" / "chains.jsonl"
TEST_SHA256 = "be2df44ffbd354aa335e5167b32203dcb95cdd7d728bd89f3aa3044393d007cc"
"""Hash of the test half as labelled before the first reading; a changed label must change it openly."""
MORE = Path(__file__).parent / "cases" / "chains_more.jsonl"
"""Passages written after the set, labelled before they were read, and mended by since: development cases, all of them."""
HELD = Path(__file__).parent / "cases" / "chains_held.jsonl"
"""Passages by a writer who never saw the reader: scored in sums, their errors looked at by nobody who tunes it."""
HELD_SHA256 = "1f9e3a537d668cb8ae48cbdc4661399bf005d7e09eb6d5323dfeb06f5d135c17"
"""Hash of the held passages as labelled before the first reading."""
FLOORS: dict[str, float] = {
    "cue precision": 0.96, "cue recall": 0.93, "claim recall": 0.78, "whole chain right": 0.90, "whole chain right, two hops or more": 0.80,
    "denial linked": 0.80, "factuality accuracy": 0.96, "factuality F1 of CT- and PS": 0.94,
}
"""Least figures that the gate accepts, by metric, development half; only ever raised."""
MORE_FLOORS: dict[str, float] = {
    "cue precision": 0.95, "cue recall": 0.94, "claim recall": 0.72, "whole chain right": 0.88, "whole chain right, two hops or more": 0.72,
    "denial linked": 0.84, "factuality accuracy": 0.95,
}
"""Least figures over the further passages."""
UNSEEN = ("test", "held")
"""Parts whose errors are never printed."""
RARE = {"CT-", "PS+", "PS-"}

Gold = dict[str, Any]
Fit = Callable[[Gold, Gold, Claim], tuple[bool, ...] | None]


@dataclass(frozen=True, slots=True)
class Answer:
    """One item, the cues read in it, its claims, and which claim answers which gold one (by number)."""

    item: Gold
    cues: tuple[tuple[Span, ...], ...]
    claims: tuple[Claim, ...]
    found: dict[int, Claim]

    def pairs(self) -> Iterator[tuple[Gold, Claim]]:
        """Gold claims with the claim that answers each."""
        return ((self.item["claims"][i], claim) for i, claim in sorted(self.found.items()))


# --- the set --------------------------------------------------------------------------------------------------------------


def half(identifier: str) -> str:
    """`dev` or `test`, by the SHA-256 of the id."""
    return "test" if hashlib.sha256(identifier.encode()).digest()[0] % 2 else "dev"


def digest(items: Sequence[Gold]) -> str:
    """The SHA-256 of items as sorted JSON, one a line."""
    lines = [json.dumps(item, ensure_ascii=False, sort_keys=True) for item in items]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def load(which: str, path: Path = CASES) -> list[Gold]:
    """The items of a half.

    Raises:
        ValueError: when the test half is not the pinned one, or words quoted are not in their text.
    """
    items = more(path)
    if digest([item for item in items if half(item["id"]) == "test"]) != TEST_SHA256:
        raise ValueError("the test half of the chain set is not the pinned one")
    return [item for item in items if half(item["id"]) == which]


def more(path: Path = MORE) -> list[Gold]:
    """The items of a file, by default the further development passages.

    Raises:
        ValueError: when words quoted are not in their text.
    """
    items = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    wrong = [problem for item in items for problem in problems(item)]
    if wrong:
        raise ValueError("; ".join(wrong))
    return items


def held(path: Path = HELD) -> list[Gold]:
    """The held passages.

    Raises:
        ValueError: when they are not the pinned ones.
    """
    items = more(path)
    if digest(items) != HELD_SHA256:
        raise ValueError("the held passages of the chain set are not the pinned ones")
    return items


def spans(text: str, words: str) -> list[Span]:
    """Where `words` stand as whole words in `text`, in order."""
    left = r"(?<!\w)" if words[:1].isalnum() else ""
    right = r"(?!\w)" if words[-1:].isalnum() else ""
    return [Span(m.start(), m.end()) for m in re.finditer(left + re.escape(words) + right, text)]


def problems(item: Gold) -> list[str]:
    """What is wrong with an item: words that its text lacks, denials of no claim."""
    quoted = [(c["text"], c["occurrence"]) for key in ("cues", "cues_optional") for c in item.get(key, ())]
    quoted += [(c["trigger"], c["occurrence"]) for c in item["claims"]]
    quoted += [(link[key], 1) for c in item["claims"] for link in c.get("chain", ()) for key in ("source", "cue")]
    found = [f"{item['id']}: {words!r} not in text" for words, n in quoted if len(spans(item["text"], words)) < n]
    found += [f"{item['id']}: denies no claim" for c in item["claims"] if c["denies"] is not None and c["denies"] >= len(item["claims"])]
    return found


def allowed(gold: Gold, key: str) -> list[str]:
    """The answers that count as right for a field: the label and its `_or` list."""
    return [gold[key], *gold.get(f"{key}_or", [])]


# --- reading and matching -------------------------------------------------------------------------------------------------


def read(items: Sequence[Gold], fit: Fit | None = None) -> list[Answer]:
    """Read every item alone, as a report of its own; `fit` as in `match`."""
    from whosays.intake.intake import report_from_text
    from whosays.pipeline import load_tools, read_report
    from whosays.settings import Settings

    settings = Settings()
    tools = load_tools(settings)
    answers = []
    for item in items:
        report, _ = report_from_text(item["text"], doc_id=item["id"], published=item.get("published"), settings=settings)
        found = read_report(report, tools)
        claims = found.built.claims
        answers.append(Answer(item, tuple(s.cue for s in found.reading.speeches), claims, match(item, claims, fit)))
    return answers


def trigger(item: Gold, gold: Gold) -> Span:
    """Where the trigger of a gold claim stands."""
    return spans(item["text"], gold["trigger"])[int(gold["occurrence"]) - 1]


def match(item: Gold, claims: Sequence[Claim], fit: Fit | None = None) -> dict[int, Claim]:
    """Predicted claims by number of the gold claim: best fit first, each at most once.

    `fit` tells of a gold claim and a predicted one what is right, the weightiest first, or null where the one cannot answer the other; as a rule that of `bench.chains`.
    """
    options = []
    for i, gold in enumerate(item["claims"]):
        for j, claim in enumerate(claims):
            right = (fit or _fit)(item, gold, claim)
            if right is not None:
                options.append((tuple(not f for f in right), i, j))
    found: dict[int, int] = {}
    for _, i, j in sorted(options):
        if i not in found and j not in found.values():
            found[i] = j
    return {i: claims[j] for i, j in found.items()}


def _fit(item: Gold, gold: Gold, claim: Claim) -> tuple[bool, ...] | None:
    """What is right, the weightiest first; null where the claim cannot answer the gold one."""
    at, typed = trigger(item, gold), claim.type in allowed(gold, "type")
    meets = at.meets(claim.trigger)
    beside = typed and any(e.start <= at.start < e.end for e in claim.evidence)
    if not (meets or beside):
        return None
    return (meets, typed, chain_right(item, gold, claim), claim.factuality in allowed(gold, "factuality"))


def link_right(item: Gold, gold: Gold, link: Link) -> bool:
    """The source by shared characters or by name, and an allowed stance."""
    meets = any(span.meets(Span(link.source.start, link.source.end)) for span in spans(item["text"], gold["source"]))
    named = same_name(gold["name"], (link.source.name, link.source.text))
    return (meets or named) and link.stance in allowed(gold, "stance")


def chain_right(item: Gold, gold: Gold, claim: Claim) -> bool:
    """Every link right, in order, none missing and none more."""
    chain = gold["chain"]
    return len(chain) == len(claim.attribution) and all(link_right(item, g, f) for g, f in zip(chain, claim.attribution, strict=True))


def denied(answer: Answer, number: int) -> bool:
    """Whether the claim that answers gold claim `number` denies a claim about the act that gold says."""
    claim = answer.found.get(number)
    if claim is None:
        return False
    item = answer.item
    at = trigger(item, item["claims"][item["claims"][number]["denies"]])
    rightful = {c.claim_id for c in answer.claims if at.meets(c.trigger) and c.claim_id != claim.claim_id}
    return any(r.kind == "denies" and r.claim_id in rightful for r in claim.relations)


# --- figures --------------------------------------------------------------------------------------------------------------


def cue_marks(answer: Answer) -> tuple[list[str], list[str], int]:
    """Words of false cues, words of missed cues, and the number of right predictions."""
    item = answer.item
    gold = [spans(item["text"], c["text"])[c["occurrence"] - 1] for c in item["cues"]]
    free = [spans(item["text"], c["text"])[c["occurrence"] - 1] for c in item["cues_optional"]]
    predicted = sorted(set(answer.cues))
    right = [cue for cue in predicted if _meet(cue, gold)]
    false = [cue for cue in predicted if not _meet(cue, gold) and not _meet(cue, free)]
    missed = [g for g in gold if not any(_meet(cue, [g]) for cue in predicted)]
    return [_words(item, c) for c in false], [_words(item, (g,)) for g in missed], len(right)


def _meet(cue: Sequence[Span], others: Sequence[Span]) -> bool:
    return any(part.meets(other) for part in cue for other in others)


def _words(item: Gold, cue: Sequence[Span]) -> str:
    return " ".join(item["text"][part.start : part.end] for part in cue)


def share(values: Sequence[bool]) -> float:
    """The share of true values; 0 of none."""
    return sum(values) / max(1, len(values))


def rare_f1(pairs: Sequence[tuple[Gold, Claim]]) -> float:
    """F1 of CT- and PS together; a value right by an alternative label counts as right."""
    hits = wrong = missed = 0
    for gold, claim in pairs:
        right = claim.factuality in allowed(gold, "factuality")
        hits += right and claim.factuality in RARE
        wrong += not right and claim.factuality in RARE
        missed += not right and gold["factuality"] in RARE
    return 2 * hits / max(1, 2 * hits + wrong + missed)


def figures(answers: Sequence[Answer]) -> dict[str, tuple[float, int]]:
    """Every figure with the number of cases behind it."""
    marks = [cue_marks(a) for a in answers]
    false, missed, right = (sum(len(m[0]) for m in marks), sum(len(m[1]) for m in marks), sum(m[2] for m in marks))
    cues = sum(len(a.item["cues"]) for a in answers)
    chains = [(len(g["chain"]), chain_right(a.item, g, c)) for a in answers for g, c in a.pairs()]
    pairs = [pair for a in answers for pair in a.pairs()]
    denials = [denied(a, i) for a in answers for i, g in enumerate(a.item["claims"]) if g["denies"] is not None]
    false_denials = sum(r.kind == "denies" for g, c in pairs if g["denies"] is None for r in c.relations)
    total = sum(len(a.item["claims"]) for a in answers)
    hops = [ok for n, ok in chains if n > 1]
    return {
        "cue precision": (right / max(1, right + false), right + false),
        "cue recall": (1 - missed / max(1, cues), cues),
        "claim recall": (len(pairs) / max(1, total), total),
        "type right": (share([c.type in allowed(g, "type") for g, c in pairs]), len(pairs)),
        "whole chain right": (share([ok for _, ok in chains]), len(chains)),
        "whole chain right, two hops or more": (share(hops), len(hops)),
        "whole chain right, one hop": (share([ok for n, ok in chains if n == 1]), sum(n == 1 for n, _ in chains)),
        "whole chain right, report's own voice": (share([ok for n, ok in chains if n == 0]), sum(n == 0 for n, _ in chains)),
        "denial linked": (share(denials), len(denials)),
        "denials linked where gold has none": (float(false_denials), len(pairs)),
        "factuality accuracy": (share([c.factuality in allowed(g, "factuality") for g, c in pairs]), len(pairs)),
        "factuality F1 of CT- and PS": (rare_f1(pairs), len(pairs)),
        "modality right": (share([c.modality in allowed(g, "modality") for g, c in pairs]), len(pairs)),
    }


def rows(which: str) -> list[Row]:
    """The rows of one half, or of the further passages (`more`); the test half and the held passages have no floors."""
    floors = {"dev": FLOORS, "more": MORE_FLOORS}.get(which, {})
    return [
        Row(f"own chain set ({which})", name, value, floors.get(name), f"{n} cases", "where gold has none" in name)
        for name, (value, n) in figures(read(items_of(which))).items()
    ]


def items_of(which: str) -> list[Gold]:
    """The items of `dev`, `test`, `more` or `held`."""
    return {"more": more, "held": held}[which]() if which in ("more", "held") else load(which)


def run(data: Path | None = None) -> list[Row]:
    """The development half and the further passages; needs no outside data. The test half is scored once a release: `python -m bench.chains test`."""
    del data
    return [*rows("dev"), *rows("more")]


# --- errors by hand -------------------------------------------------------------------------------------------------------


def _gold_chain(gold: Gold) -> str:
    return " > ".join(f"{link['source']}/{link['cue']}/{link['stance']}" for link in gold["chain"]) or "(report)"


def _found_chain(claim: Claim) -> str:
    return " > ".join(f"{x.source.name}/{x.cue.text if x.cue else ''}/{x.stance}" for x in claim.attribution) or "(report)"


def errors(answer: Answer) -> list[str]:
    """One line an error of an item."""
    item = answer.item
    false, missed, _ = cue_marks(answer)
    lines = [f"cue false: {w}" for w in false] + [f"cue missed: {w}" for w in missed]
    for i, gold in enumerate(item["claims"]):
        claim = answer.found.get(i)
        if claim is None:
            lines.append(f"claim missed: {gold['type']} [{gold['trigger']}]")
        else:
            lines += _claim_errors(item, gold, claim)
        if gold["denies"] is not None and not denied(answer, i):
            lines.append(f"denial not linked: [{gold['trigger']}]")
    return lines


def _claim_errors(item: Gold, gold: Gold, claim: Claim) -> list[str]:
    lines = []
    if claim.type not in allowed(gold, "type"):
        lines.append(f"type of [{gold['trigger']}]: {gold['type']}, found {claim.type} [{claim.trigger.text}]")
    if not chain_right(item, gold, claim):
        lines.append(f"chain of [{gold['trigger']}]: {_gold_chain(gold)}; found {_found_chain(claim)}")
    if claim.factuality not in allowed(gold, "factuality"):
        lines.append(f"factuality of [{gold['trigger']}]: {gold['factuality']}, found {claim.factuality}")
    if claim.modality not in allowed(gold, "modality"):
        lines.append(f"modality of [{gold['trigger']}]: {gold['modality']}, found {claim.modality}")
    return lines


def main() -> None:
    """`python -m bench.chains [dev|more|test|held] [-v]`: the figures; with -v every error, but of the test half and the held passages."""
    import sys

    which = sys.argv[1] if len(sys.argv) > 1 else "dev"
    answers = read(items_of(which))
    if "-v" in sys.argv and which not in UNSEEN:
        for answer in answers:
            lines = errors(answer)
            if lines:
                print(f"{answer.item['id']} {answer.item['text']}", *(f"    {line}" for line in lines), sep="\n")
    for name, (value, n) in figures(answers).items():
        print(f"{name:42} {value:.3f}  ({n})")


if __name__ == "__main__":
    main()
