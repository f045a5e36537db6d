"""Rows for `choices.py acts`: each word that rules or head take for an act, the types proposed for it, and which of them its labels give it."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bench import denials
from training import acts, choices
from whosays.model.reading import Event
from whosays.reading import act_signs, event_votes
from whosays.text.slots import Words

Heard = list[tuple[Words, Sequence[Event], act_signs.Chances]]
Right = Callable[[int, int, str], bool]
"""Whether the words of `[start, end)` tell an act of a type."""


def rows(data: Path, labellings: Collection[int]) -> Iterator["choices.Row"]:
    """Of the labelled documents, of passages by writers who never saw the reader (all their acts are labelled; development half) and of our own gold sets."""
    spans = acts.sentences()
    with _overheard() as heard:
        for name, _, told in choices.readings(data, labellings):
            yield from _rows(name, heard, _among([(a, b, (kind,)) for a, b, kind, *_ in told]), spans[name])
        for item in denials.load("dev"):
            denials.read([item])
            told = [(denials.trigger(item, c), (c["type"], *c.get("type_or", ()))) for c in item["claims"]]
            yield from _rows(item["id"], heard, _among([(at.start, at.end, kinds) for at, kinds in told]))
        for name, read, outcome in choices.gold_outcomes():
            yield from _rows(name, heard, _of_gold(read.report.text, outcome))


@contextmanager
def _overheard() -> Iterator[Heard]:
    """What the rules found in the report read last, and the head to ask. Nothing is weighed meanwhile: rows do not hang on the table of before."""
    heard: Heard = []

    def listening(tree: Words, events: Sequence[Event], votes: act_signs.Chances) -> list[Event]:
        heard[:] = [(tree, list(events), votes)]
        return list(events)

    with patch.object(event_votes, "weighed", listening):
        yield heard


def _rows(name: str, heard: Heard, right: Right, within: Sequence[tuple[int, int]] | None = None) -> Iterator["choices.Row"]:
    """A row a word; of words that stand `within` these spans where only they are labelled."""
    for tree, events, votes in heard:
        for one in act_signs.proposed(tree, events, votes):
            if within is not None and not any(a <= one.start < b for a, b in within):
                continue
            found = [right(one.start, one.end, kind) for kind in one.types]
            yield choices.Row(name, [*(list(s) for s in one.signs), ["none"]], [*found, not any(found)])
    heard.clear()


def _among(acts: Sequence[tuple[int, int, Sequence[str]]]) -> Right:
    return lambda start, end, kind: any(a < end and start < b and kind in kinds for a, b, kinds in acts)


def _of_gold(text: str, outcome: Any) -> Right:
    """Right where a claim there answers a gold claim, or where the words of a gold claim that none answers stand."""
    answered = {(p.claim.trigger.start, p.claim.type) for p in outcome.pairs}
    told = []
    for gold in (*(p.gold for p in outcome.pairs), *outcome.missed):
        sentence = re.search(r"\s+".join(map(re.escape, gold["sentence"].split())), text)
        at = text.find(gold["trigger"], sentence.start(), sentence.end()) if sentence else -1
        if at >= 0:
            told.append((at, at + len(gold["trigger"]), (gold["type"],)))
    among = _among(told)
    return lambda start, end, kind: (start, kind) in answered or among(start, end, kind)
