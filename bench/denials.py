"""Denials and what they answer, on passages of two writers who never saw the reader: every act told is labelled, and which of them a denial answers.

`cases/denial_passages.jsonl`: as the chain set without chains and cues (`docs/chain-set.md`); `denies_or` lists further tellings that the denial may be taken to answer. A gold claim is
found when a predicted trigger shares characters with its own, or failing that when a claim of its type stands in its sentence. Errors of the held half are never printed.
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench import chains
from bench.chains import Answer, Gold, allowed, digest, share, trigger
from bench.table import Row
from whosays.model.claim import Claim

CASES = Path(__file__).parent / "cases" / "denial_passages.jsonl"
HELD_SHA256 = "56d294df2050bb4c51ba19865cd785069a2dbe612d49ba06e83669429cfbe6ed"
"""Hash of the held half as labelled before the first reading; a changed label must change it openly."""
FLOORS: dict[str, dict[str, float]] = {
    "dev": {"denial found": 0.32, "told claim found": 0.66, "linked right": 0.16, "linked wrong": 0.07, "links that are right": 0.48, "links where none is told": 8.0},
    "held": {"denial found": 0.32, "told claim found": 0.72, "linked right": 0.20, "linked wrong": 0.05, "links that are right": 0.67, "links where none is told": 3.0},
}
"""Least figures (most, of links where none is told), by half; only ever made stricter."""
LESS = frozenset(["linked wrong", "links where none is told"])
"""Figures of which less is better."""


def half(identifier: str) -> str:
    """`dev` or `held`, by the SHA-256 of the id."""
    return {"dev": "dev", "test": "held"}[chains.half(identifier)]


def load(which: str, path: Path = CASES) -> list[Gold]:
    """The passages of a half.

    Raises:
        ValueError: when the held half is not the pinned one, or words quoted are not in their text.
    """
    items = chains.more(path)
    if digest([item for item in items if half(item["id"]) == "held"]) != HELD_SHA256:
        raise ValueError("the held half of the passages of denials is not the pinned one")
    return [item for item in items if half(item["id"]) == which]


def read(items: Sequence[Gold]) -> list[Answer]:
    """Read every passage alone, as a report of its own."""
    return chains.read(items, _fit)


def _fit(item: Gold, gold: Gold, claim: Claim) -> tuple[bool, ...] | None:
    """What is right, the weightiest first; null where the claim cannot answer the gold one."""
    at, typed = trigger(item, gold), claim.type in allowed(gold, "type")
    meets = at.meets(claim.trigger)
    if not meets and not (typed and any(e.start <= at.start < e.end for e in claim.evidence)):
        return None
    return (meets, typed, claim.factuality in allowed(gold, "factuality"))


def told(gold: Gold) -> list[int]:
    """The numbers of the claims that a denial may be taken to answer."""
    return [] if gold["denies"] is None else [gold["denies"], *gold.get("denies_or", [])]


def links(answer: Answer, number: int) -> list[bool]:
    """Of each denying link of the claim that answers gold claim `number`: whether it leads to a telling that the denial may answer."""
    claim = answer.found.get(number)
    if claim is None:
        return []
    at = [trigger(answer.item, answer.item["claims"][k]) for k in told(answer.item["claims"][number])]
    rightful = {c.claim_id for c in answer.claims if c is not claim and any(a.meets(c.trigger) for a in at)}
    return [r.claim_id in rightful for r in claim.relations if r.kind == "denies"]


def answering(answers: Sequence[Answer]) -> Iterator[tuple[Answer, int, Gold]]:
    """The gold denials that answer a telling."""
    return ((a, i, gold) for a in answers for i, gold in enumerate(a.item["claims"]) if gold["denies"] is not None)


def stray(answer: Answer) -> list[Claim]:
    """Claims with a denying link where the labels have none: they answer no gold denial, and none stands in their sentence."""
    right = {answer.found[i].claim_id for i, gold in enumerate(answer.item["claims"]) if gold["denies"] is not None and i in answer.found}
    at = [trigger(answer.item, gold).start for gold in answer.item["claims"] if gold["denies"] is not None]
    return [
        c for c in answer.claims
        if any(r.kind == "denies" for r in c.relations) and c.claim_id not in right and not any(e.start <= a < e.end for a in at for e in c.evidence)
    ]


def every_link(answer: Answer) -> list[bool]:
    """Of each denying link of the passage: whether a labelled denial of its sentence answers the telling to which it leads."""
    tied = [gold for gold in answer.item["claims"] if gold["denies"] is not None]
    by_id = {c.claim_id: c for c in answer.claims}
    found = []
    for claim in answer.claims:
        here = [gold for gold in tied if any(e.start <= trigger(answer.item, gold).start < e.end for e in claim.evidence)]
        at = [trigger(answer.item, answer.item["claims"][k]) for gold in here for k in told(gold)]
        found += [any(a.meets(by_id[r.claim_id].trigger) for a in at) for r in claim.relations if r.kind == "denies" and r.claim_id in by_id]
    return found


def figures(answers: Sequence[Answer]) -> dict[str, tuple[float, int]]:
    """Every figure with the number of cases behind it."""
    denying = [(a, i) for a in answers for i, gold in enumerate(a.item["claims"]) if "CT-" in allowed(gold, "factuality") and gold["modality"] == "actual"]
    tied = list(answering(answers))
    found = [links(a, i) for a, i, _ in tied]
    made = [right for a in answers for right in every_link(a)]
    return {
        "denial found": (share([i in a.found and (a.found[i].factuality.endswith("-") or bool(links(a, i))) for a, i in denying]), len(denying)),
        "told claim found": (share([_meets(a, gold) for a, _, gold in tied]), len(tied)),
        "linked right": (share([any(x) for x in found]), len(tied)),
        "linked wrong": (share([bool(x) and not any(x) for x in found]), len(tied)),
        "links that are right": (share(made), len(made)),
        "links where none is told": (float(sum(len(stray(a)) for a in answers)), len(answers)),
    }


def _meets(answer: Answer, gold: Gold) -> bool:
    at = [trigger(answer.item, answer.item["claims"][k]) for k in told(gold)]
    return any(a.meets(c.trigger) for a in at for c in answer.claims)


def rows(which: str) -> list[Row]:
    """The rows of one half."""
    return [Row(f"denials ({which})", name, value, FLOORS[which].get(name), f"{n} cases", name in LESS) for name, (value, n) in figures(read(load(which))).items()]


def run(data: Path | None = None) -> list[Row]:
    """Both halves, the held one in sums; needs no outside data."""
    del data
    return [*rows("dev"), *rows("held")]


def errors(answer: Answer) -> list[str]:
    """One line for each denial that is not linked as labelled, by what is missing, and for each link too many."""
    found = []
    for _, i, gold in answering([answer]):
        had = links(answer, i)
        if not any(had):
            claim = answer.found.get(i)
            why = "no claim" if claim is None else f"{claim.factuality} [{claim.trigger.text}] {claim.type}" + (" linked wrong" if had else "")
            words = answer.item["claims"][gold["denies"]]["trigger"]
            found.append(f"[{gold['trigger']}] denies [{words}]: denial: {why}; told: {'claim' if _meets(answer, gold) else 'no claim'}")
    return found + [f"link too many: [{c.trigger.text}] {c.factuality}" for c in stray(answer)]


def main() -> None:
    """`python -m bench.denials [dev|held] [-v]`: the figures; with -v every error of the development half."""
    which = next((a for a in sys.argv[1:] if a in FLOORS), "dev")
    answers = read(load(which))
    for answer in answers if "-v" in sys.argv and which == "dev" else ():
        lines = errors(answer)
        if lines:
            print(f"{answer.item['id']} {answer.item['text']}", *(f"    {line}" for line in lines), sep="\n")
    for name, (value, n) in figures(answers).items():
        print(f"{name:28} {value:.3f}  ({n})")


if __name__ == "__main__":
    main()
