"""ECB+ topics 1-35 (development): incidents over the found claims, against clusters of one head lemma on the same mentions.

A found mention is a gold event mention whose words meet the trigger of a claim that the ledger would join. The whole corpus is one: no topic is told.
Figures are CoNLL F1 (the mean of MUC, B3 and CEAF-e) over found mentions only.
"""

import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from bench.clusters import conll
from bench.table import Row, data_folder, skipped
from whosays.incidents.cluster import cluster
from whosays.incidents.rules import joinable
from whosays.model.claim import Claim
from whosays.model.report import Report
from whosays.model.span import Span

DATA = "ECB+ topics 1-35 (dev)"
LAST_TOPIC = 35
"""Topics above this one are kept for the test."""
_CLOSERS = frozenset(".,;:!?)]}%") | {"'s", "n't", "''", "'re", "'ve", "'ll", "'d"}
_OPENERS = frozenset("([{$")


@dataclass(frozen=True, slots=True)
class Document:
    """One ECB+ text: a report, its gold event mentions and those of people, groups and bodies: `(start, end, cluster)`, in code points of the text."""

    report: Report
    mentions: tuple[tuple[int, int, str], ...]
    people: tuple[tuple[int, int, str], ...] = ()


def documents(data: Path) -> Iterator[Document]:
    """The texts of the development topics, by topic and file name."""
    folder = data / "ecbplus" / "ECB+"
    topics = sorted((int(p.name), p) for p in folder.iterdir() if p.name.isdigit())
    for number, topic in topics:
        if number <= LAST_TOPIC:
            yield from (document(path) for path in sorted(topic.glob("*.xml")))


def document(path: Path) -> Document:
    """One file read: tokens joined to a text, sentences to paragraphs, event mentions with their chain."""
    root = ET.parse(path).getroot()
    text, spans, paragraphs = _text(root, skip_first="plus" in path.name)
    report = Report(path.stem, path.stem, path.stem, path.name, text, paragraphs)
    events, people = (tuple(sorted(_mentions(root, spans, path.stem, tags))) for tags in (("ACTION", "NEG"), ("HUMAN",)))
    return Document(report, events, people)


def _text(root: ET.Element, *, skip_first: bool) -> tuple[str, dict[str, tuple[int, int]], tuple[Span, ...]]:
    sentences: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for token in root.iter("token"):
        sentences[int(token.get("sentence", "0"))].append((token.get("t_id", ""), token.text or ""))
    text, spans, paragraphs = "", {}, []
    for number in sorted(sentences):
        if skip_first and number == 0:
            continue
        begin = len(text)
        for key, word in sentences[number]:
            glue = "" if len(text) == begin or word in _CLOSERS or text[-1] in _OPENERS else " "
            spans[key] = (len(text) + len(glue), len(text) + len(glue) + len(word))
            text += glue + word
        if len(text) > begin:
            paragraphs.append(Span(begin, len(text)))
            text += "\n\n"
    return text, spans, tuple(paragraphs)


def _mentions(root: ET.Element, spans: Mapping[str, tuple[int, int]], name: str, tags: tuple[str, ...]) -> Iterator[tuple[int, int, str]]:
    chains = {source.get("m_id", ""): relation.get("note") or f"{name}:{relation.get('r_id')}" for relation in root.iter() if relation.tag.endswith("_COREF")
              for source in relation.iter("source")}
    markables = root.find("Markables")
    for mark in markables if markables is not None else ():
        anchors = [spans[t.get("t_id", "")] for t in mark.iter("token_anchor") if t.get("t_id", "") in spans]
        if anchors and mark.tag.startswith(tags):
            key = mark.get("m_id", "")
            yield min(a[0] for a in anchors), max(a[1] for a in anchors), chains.get(key, f"{name}:single:{key}")


# --- figures ----------------------------------------------------------------------------------------------------------------

Mention = tuple[str, int, int]


def found_mentions(document_: Document, claims: Sequence[Claim]) -> dict[Mention, tuple[str, str]]:
    """For every gold mention that the trigger of a joinable claim meets: the claim's id and the gold cluster."""
    found = {}
    for start, end, chain in document_.mentions:
        meeting = [c for c in claims if joinable(c) and c.trigger.start < end and start < c.trigger.end]
        if meeting:
            nearest = min(meeting, key=lambda c: (abs(c.trigger.start - start), c.claim_id))
            found[document_.report.report_id, start, end] = (nearest.claim_id, chain)
    return found


def rows_for(read: Sequence[tuple[Document, Sequence[Claim], Mapping[int, str]]]) -> list[Row]:
    """The figures over documents with their claims and lemmas by token start."""
    gold: dict[Mention, str] = {}
    claim_of: dict[Mention, str] = {}
    lemma: dict[Mention, str] = {}
    for document_, claims, lemmas in read:
        for mention, (claim, chain) in found_mentions(document_, claims).items():
            gold[mention], claim_of[mention] = chain, claim
            lemma[mention] = _head(lemmas, mention[1], mention[2])
    incidents = cluster([c for _, claims, _ in read for c in claims], [d.report for d, _, _ in read])
    home = {claim: incident.incident_id for incident in incidents for claim in incident.claims}
    ours = conll({mention: home[claim] for mention, claim in claim_of.items()}, gold)
    base = conll(lemma, gold)
    note = "MUC {:.3f}, B3 {:.3f}, CEAF-e {:.3f}"
    total = sum(len(d.mentions) for d, _, _ in read)
    return [
        Row(DATA, "CoNLL F1, incidents", ours[0], None, note.format(*ours[1:])),
        Row(DATA, "CoNLL F1, same head lemma", base[0], None, note.format(*base[1:])),
        Row(DATA, "share of event mentions found", len(gold) / max(1, total), None, f"{len(gold)} of {total} mentions, {len(read)} texts"),
    ]


def _head(lemmas: Mapping[int, str], start: int, end: int) -> str:
    """The lemma of a mention's last word: the noun of a compound, the verb of a single word."""
    inside = [at for at in lemmas if start <= at < end]
    return lemmas[max(inside)].lower() if inside else ""


def run(data: Path | None) -> list[Row]:
    """Reads the texts with the product as it stands and measures; one row saying why where the data are not there."""
    if data is None or not (data / "ecbplus" / "ECB+").is_dir():
        return skipped(DATA, "no data folder (option --data or WHOSAYS_BENCH_DATA)")
    from whosays.pipeline import load_tools, read_report
    from whosays.settings import Settings

    tools = load_tools(Settings())
    read = []
    for document_ in documents(data):
        one = read_report(document_.report, tools)
        read.append((document_, one.built.claims, {t.start: t.lemma for t in one.reading.tokens}))
    return rows_for(read)


if __name__ == "__main__":
    from bench.table import render

    print(render(run(data_folder(sys.argv[1] if len(sys.argv) > 1 else None))))
