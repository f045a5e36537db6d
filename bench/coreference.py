"""ECB+ topics 1-35 (development): who is who inside one report, over the gold mentions of people, groups and bodies that the reader mentions too.

Clusters of the reader against gold chains, each report apart, against the baseline that takes the same words for the same thing.
CoNLL F1 is the mean of MUC, B3 and CEAF-e.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from bench.clusters import conll
from bench.ecbplus import Document, documents
from bench.table import Row, data_folder, skipped
from whosays.model.reading import Mention

DATA = "ECB+ people and groups (dev)"
LEAST = 0.73
"""Floor of the CoNLL F1."""
Key = tuple[str, int, int]


def head_end(document: Document, start: int, end: int) -> str:
    """The last word of a gold mention, small letters."""
    return document.report.text[start:end].split()[-1].lower()


def matched(document: Document, mentions: Sequence[Mention]) -> dict[Key, tuple[str, str]]:
    """For every gold mention whose last word a mention of the reader holds: the reader's cluster and the gold chain."""
    found = {}
    for start, end, chain in document.people:
        hits = [m for m in mentions if m.start < end <= m.end and start < m.end and m.cluster is not None]
        if hits:
            best = min(hits, key=lambda m: (abs(m.end - end), abs(m.start - start)))
            found[document.report.report_id, start, end] = (f"{document.report.report_id}:{best.cluster}", f"{document.report.report_id}:{chain}")
    return found


def rows_for(read: Sequence[tuple[Document, Sequence[Mention]]]) -> list[Row]:
    """Figures over documents with the mentions that the reader found in each."""
    ours: dict[Key, str] = {}
    gold: dict[Key, str] = {}
    words: dict[Key, str] = {}
    for document, mentions in read:
        for key, (cluster, chain) in matched(document, mentions).items():
            ours[key], gold[key] = cluster, chain
            words[key] = f"{document.report.report_id}:{head_end(document, key[1], key[2])}"
    total = sum(len(document.people) for document, _ in read)
    note = "MUC {:.3f}, B3 {:.3f}, CEAF-e {:.3f}"
    mine, base = conll(ours, gold), conll(words, gold)
    return [
        Row(DATA, "CoNLL F1, clusters", mine[0], LEAST, note.format(*mine[1:])),
        Row(DATA, "CoNLL F1, same last word", base[0], None, note.format(*base[1:])),
        Row(DATA, "share of mentions found", len(gold) / max(1, total), None, f"{len(gold)} of {total} mentions, {len(read)} texts"),
    ]


def run(data: Path | None) -> list[Row]:
    """Reads the texts by rules alone and measures; one row saying why where the data are not there."""
    if data is None or not (data / "ecbplus" / "ECB+").is_dir():
        return skipped(DATA, "no data folder (option --data or WHOSAYS_BENCH_DATA)")
    from whosays.pipeline import load_tools, read_report
    from whosays.settings import Settings

    tools = load_tools(Settings(encoder=False))
    return rows_for([(document, read_report(document.report, tools).reading.mentions) for document in documents(data)])


if __name__ == "__main__":
    from bench.table import render

    print(render(run(data_folder(sys.argv[1] if len(sys.argv) > 1 else None))))
