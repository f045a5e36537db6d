"""What the rules, the trained head and both together are worth: `python -m bench.ablation [chains|polnear]`. No gate; figures for the docs.

Rules alone read without the encoder. The head alone keeps its attributions and drops the rules of speech; parser, events and claims stay.
"""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from bench import chains, polnear
from bench.table import Row, data_folder, render
from whosays.lexicon import nouns, speech
from whosays.model.reading import Speech
from whosays.model.span import Span
from whosays.reading import attribution, parser
from whosays.text.tree import Tree

WAYS: Final = ("rules", "head", "both")


@contextmanager
def reading_by(way: str) -> Iterator[None]:
    """Let attributions be found one way within the block; what was there before comes back after it."""
    module = vars(attribution)  # The names that readers call; put back at the end of the block.
    before = {name: module[name] for name in ("find_attributions", "find_speeches")}

    def by_rules(ground: attribution.Ground, paragraphs: Sequence[Span], votes: object) -> tuple[Speech, ...]:
        del votes
        found: tuple[Speech, ...] = before["find_attributions"](ground, paragraphs, None)
        return found

    if way == "rules":
        module["find_attributions"] = by_rules
    if way == "head":
        module["find_speeches"] = lambda *_: []
    try:
        yield
    finally:
        module.update(before)


def of_chains(way: str) -> list[Row]:
    """The chain set's development half, read one way."""
    with reading_by(way):
        answers = chains.read(chains.load("dev"))
    wanted = ("cue precision", "cue recall", "whole chain right", "whole chain right, two hops or more", "denial linked", "factuality accuracy")
    found = chains.figures(answers)
    return [Row(f"own chain set (dev), {way}", name, found[name][0], None, f"{found[name][1]} cases") for name in wanted]


def of_polnear(way: str, data: Path) -> list[Row]:
    """PolNeAR's development half by the attributions of readings made one way."""
    from bench._heads import encoded

    tools = parser.load()
    scores = polnear.tallies()
    for article in polnear.articles(data / "polnear" / "dev"):
        spans = [Span(*p) for p in polnear.paragraphs(article.text)]
        parse = tools.parse(article.text, spans)
        ground = attribution.Ground(article.text, Tree(parse.tokens), parse.sentences, speech.load(), nouns.load())
        with reading_by(way):
            found = attribution.find_attributions(ground, spans, encoded(article.text))
        guess = [polnear.Attribution(*(tuple((s.start, s.end) for s in part) for part in (x.source, x.cue, x.content))) for x in found]
        polnear.add_scores(scores, article.text, article.gold, guess)
    return [Row(f"PolNeAR dev, {way}", name, t.f1, None, f"P {t.precision:.3f} R {t.recall:.3f}") for name, t in scores.items()]


def main() -> None:
    """Print the table."""
    wanted = sys.argv[1:] or ["chains", "polnear"]
    data = data_folder(os.environ.get("WHOSAYS_BENCH_DATA"))
    rows: list[Row] = []
    for way in WAYS:
        rows += of_chains(way) if "chains" in wanted else []
        rows += of_polnear(way, data) if "polnear" in wanted and data is not None else []
    print(render(rows))


if __name__ == "__main__":
    main()
