"""WikiEvents: triggers of attack, die and injure events, and their arguments from the triggers that were found."""

import json
from collections.abc import Hashable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

from bench.polnear import Tally, count
from bench.table import Row, skipped

Span = tuple[int, int]

TYPES = {"Conflict.Attack": "attack", "Life.Die": "die", "Life.Injure": "injure"}
ROLES = {
    "Attacker": "actor", "Killer": "actor", "Injurer": "actor", "Target": "target", "Victim": "target",
    "Instrument": "instrument", "ExplosiveDevice": "device", "Place": "place",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Document:
    """Running text with its sentences; an event is its trigger, its type and its arguments with their roles."""

    name: str
    text: str
    sentences: list[Span]
    events: list[tuple[Span, str, list[tuple[Span, str]]]]
    unsure: tuple[Span, ...] = ()  # words that may or may not be triggers: no gold either way


def documents(path: Path) -> Iterator[Document]:
    """The documents of `dev.jsonl`. The file glues sentences together; here a line break stands between them."""
    for line in path.open(encoding="utf-8"):
        raw = json.loads(line)
        texts, spans, sentences, at = [], [], [], 0
        for words, text in raw["sentences"]:
            low = words[0][1] if words else 0
            spans += [(at + w[1] - low, at + w[2] - low) for w in words]
            sentences.append((at, at + len(text)))
            texts.append(text)
            at += len(text) + 1
        where = {m["id"]: (spans[m["start"]][0], spans[m["end"] - 1][1]) for m in raw["entity_mentions"]}
        events = []
        for event in raw["event_mentions"]:
            trigger = event["trigger"]
            arguments = [(where[a["entity_id"]], a["role"]) for a in event["arguments"] if a["entity_id"] in where]
            span = (spans[trigger["start"]][0], spans[trigger["end"] - 1][1])
            events.append((span, event["event_type"], arguments))
        yield Document(raw["doc_id"], "\n".join(texts), sentences, events)


FLOORS = {"trigger F1": 0.74, "argument head F1": 0.45}  # of the shipped weights; still to reach: 0.78 for triggers


def run(data: Path | None) -> list[Row]:
    """Trigger F1 (span and type) and argument F1 (type of event, role, last word), trained head alone."""
    from bench._heads import encoded

    path = data / "wikievents" / "dev.jsonl" if data else None
    if path is None or not path.is_file():
        return skipped("WikiEvents dev", "wikievents/dev.jsonl not under the data folder")
    triggers, arguments = Tally(), Tally()
    for document in documents(path):
        votes = [v for v in encoded(document.text, document.sentences).triggers if v.label in TYPES.values()]
        compare(triggers, {(v.start, v.end, v.label) for v in votes}, gold_triggers(document))
        guess = {(v.label, a.role, a.end) for v in votes for a in v.arguments}
        compare(arguments, guess, gold_arguments(document))
    return [
        Row("WikiEvents dev (head)", f"attack, die, injure: {name}", t.f1, FLOORS[name],
            f"P {t.precision:.3f} R {t.recall:.3f}")
        for name, t in (("trigger F1", triggers), ("argument head F1", arguments))
    ]  # fmt: skip


def compare(tally: Tally, guess: AbstractSet[Hashable], gold: AbstractSet[Hashable]) -> None:
    """Count what two sets of one document share."""
    both = len(guess & gold)
    count(tally, both, len(guess), both, len(gold))


def label_of(event_type: str) -> str | None:
    """Our trigger label of one of the three types, None for any other."""
    return TYPES.get(".".join(event_type.split(".")[:2]))


def gold_triggers(document: Document) -> set[tuple[int, int, str]]:
    """`(start, end, label)`; events that share trigger and label count once."""
    return {(*span, label) for span, kind, _ in document.events if (label := label_of(kind))}


def gold_arguments(document: Document) -> set[tuple[str, str, int]]:
    """`(label, role, offset where the words end)`: the last word of these short mentions is their head."""
    return {
        (label, ROLES.get(role, "other"), where[1])
        for _, kind, arguments in document.events
        if (label := label_of(kind))
        for where, role in arguments
    }
