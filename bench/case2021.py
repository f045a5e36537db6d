"""CASE-2021 task 2 (fine-grained conflict types of snippets): weighted and macro F1 of the label that our events and codes give a snippet."""

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.table import Row, skipped
from whosays.lexicon.codebooks import Side, codes, side_of
from whosays.lexicon.events import frame_of
from whosays.model.reading import Argument, Event, Reading

SET = "CASE-2021 task 2 dev (218)"

#: The set's labels for ACLED sub-events and for the five labels outside ACLED.
LABELS = {
    "Air/drone strike": "AIR_STRIKE", "Shelling/artillery/missile attack": "ART_MISS_ATTACK", "Suicide bomb": "SUIC_BOMB",
    "Remote explosive/landmine/IED": "REM_EXPLOS", "Grenade": "GRENADE", "Chemical weapon": "CHEM_WEAP", "Armed clash": "ARMED_CLASH",
    "Government regains territory": "GOV_REGAINS_TERIT", "Non-state actor overtakes territory": "NON_STATE_ACTOR_OVERTAKES_TER",
    "Attack": "ATTACK", "Sexual violence": "SEX_VIOL", "Abduction/forced disappearance": "ABDUCT_DISSAP",
    "Peaceful protest": "PEACE_PROTEST", "Protest with intervention": "PROTEST_WITH_INTER",
    "Excessive force against protesters": "FORCE_AGAINST_PROTEST", "Violent demonstration": "VIOL_DEMONSTR", "Mob violence": "MOB_VIOL",
    "Agreement": "AGREEMENT", "Arrests": "ARREST", "Change to group/activity": "CHANGE_TO_GROUP_ACT",
    "Disrupted weapons use": "DISR_WEAP", "Headquarters or base established": "HQ_ESTABLISHED",
    "Looting/property destruction": "PROPERTY_DISTRUCT", "Non-violent transfer of territory": "NON_VIOL_TERRIT_TRANSFER", "Other": "OTHER",
    "Attribution of responsibility": "ATTRIB", "Diplomatic event": "DIPLO", "Man-made disaster": "MAN_MADE_DISASTER",
    "Natural disaster": "NATURAL_DISASTER", "Organised crime": "ORG_CRIME",
}
#: How much an event of a label counts against others of the same snippet: specific acts over what usually goes with them.
WEIGHTS = {
    "SUIC_BOMB": 1.6, "CHEM_WEAP": 1.7, "GRENADE": 1.6, "SEX_VIOL": 1.6, "AIR_STRIKE": 1.2, "REM_EXPLOS": 1.25, "ART_MISS_ATTACK": 1.2,
    "GOV_REGAINS_TERIT": 1.35, "NON_STATE_ACTOR_OVERTAKES_TER": 1.35, "ABDUCT_DISSAP": 1.3, "HQ_ESTABLISHED": 1.4, "DISR_WEAP": 1.15,
    "AGREEMENT": 1.1, "FORCE_AGAINST_PROTEST": 1.4, "PROTEST_WITH_INTER": 1.4, "VIOL_DEMONSTR": 1.2, "MOB_VIOL": 1.2,
    "PROPERTY_DISTRUCT": 0.7, "ARREST": 0.85, "CHANGE_TO_GROUP_ACT": 0.75, "OTHER": 0.5, "DIPLO": 0.8, "ATTRIB": 0.85, "ARMED_CLASH": 0.9,
    "ATTACK": 0.85, "MAN_MADE_DISASTER": 1.0, "NATURAL_DISASTER": 1.05, "ORG_CRIME": 0.9, "NON_VIOL_TERRIT_TRANSFER": 0.9,
}
#: What an event without a score of our types counts.
OUTSIDE_SCORE = 0.7
#: What is told first counts more: the loss for a word at the end of the snippet.
LATE_LOSS = 0.25


@dataclass(frozen=True, slots=True)
class Snippet:
    """One row of the set."""

    text: str
    label: str


def read(path: Path) -> list[Snippet]:
    """The snippets of the tab-separated file."""
    with path.open(encoding="utf-8", newline="") as file:
        return [Snippet(row["EventSnippet"], row["SubType"]) for row in csv.DictReader(file, delimiter="\t")]


def label(reading: Reading, roles: Sequence[Sequence[Argument]]) -> str:
    """The label of a snippet from its events; `roles` are those of each event."""
    votes: Counter[str] = Counter()
    length = max(1, len(reading.tokens))
    for event, arguments in zip(reading.events, roles, strict=True):
        acled = _acled(reading, event, arguments)
        if acled is None:
            continue
        name = LABELS[acled]
        score = (event.score if event.type else OUTSIDE_SCORE) * WEIGHTS.get(name, 1.0) * (1 - LATE_LOSS * event.head / length)
        votes[name] = max(votes[name], score) + 0.05 * (name in votes)  # type: ignore[assignment]  # a float tally
    if not votes:
        return "OTHER"
    return max(sorted(votes), key=lambda name: votes[name])


def _acled(reading: Reading, event: Event, arguments: Sequence[Argument]) -> str | None:
    frame = frame_of(event.reason)
    if frame is not None and frame.acled is not None:
        return frame.acled
    if event.type is None:
        return None
    sides = {role: _side(reading, arguments, role) for role in ("actor", "target")}
    found = codes(event.type, sides["actor"], sides["target"])
    return found.acled or found.event_acled


def _side(reading: Reading, arguments: Sequence[Argument], role: str) -> Side:
    for argument in arguments:
        if argument.role == role:
            words = [t.text for t in reading.tokens if argument.start <= t.start < argument.end]
            side = side_of(None, " ".join(words))
            if side != "unknown":
                return side
    return "unknown"


def scores(gold: Sequence[str], guessed: Sequence[str]) -> tuple[float, float]:
    """Weighted and macro F1 over the labels of the gold standard."""
    totals, rows = Counter(gold), {}
    for name in totals:
        hit = sum(g == p == name for g, p in zip(gold, guessed, strict=True))
        said = sum(p == name for p in guessed)
        rows[name] = 2 * hit / (totals[name] + said) if totals[name] + said else 0.0
    weighted = sum(rows[name] * n for name, n in totals.items()) / len(gold)
    return weighted, sum(rows.values()) / len(rows)


def predict(snippets: Sequence[Snippet]) -> list[str]:
    """A label for every snippet, by the rules alone."""
    from whosays.claims.roles import find_roles
    from whosays.model.span import Span
    from whosays.reading.events import find_events
    from whosays.reading.parser import load

    parser, out = load(), []
    for snippet in snippets:
        parse = parser.parse(snippet.text, [Span(0, len(snippet.text))])
        bare = Reading("bench", parse.tokens, parse.sentences, (), (), (), "bench")
        events = find_events(snippet.text, parse.tokens, bare.children, parse.sentences)
        reading = Reading("bench", parse.tokens, parse.sentences, (), (), events, "bench")
        out.append(label(reading, [find_roles(reading, event) for event in events]))
    return out


def run(data: Path | None) -> list[Row]:
    """Weighted F1 (gated) and macro F1."""
    if data is None or not (data / "case2021_task2" / "snippets.tsv").is_file():
        return skipped(SET, "case2021_task2/snippets.tsv is not there")
    snippets = read(data / "case2021_task2" / "snippets.tsv")
    weighted, macro = scores([s.label for s in snippets], predict(snippets))
    return [Row(SET, "weighted F1, 30 labels", weighted, floor=0.72), Row(SET, "macro F1", macro)]
