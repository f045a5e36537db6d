"""Ablation of event finding on development data: rules alone, the trained head of acts alone, both, and both with the head allowed to refuse anywhere.

`python -m bench.ablation_events` prints one row a set and variant.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from bench import case2021, gold
from bench._heads import encoder
from bench.table import Row, data_folder, render
from whosays.claims.roles import find_roles
from whosays.model.reading import Event, Reading, Sentence, Token
from whosays.model.span import Span
from whosays.reading import event_votes, events, reader
from whosays.reading.encoder import Encoded
from whosays.reading.parser import load
from whosays.text.slots import Children

Finder = Callable[..., tuple[Event, ...]]


def rules(text: str, tokens: tuple[Token, ...], children: Children, sentences: Sequence[Sentence],
          stands_for: Mapping[int, int] | None = None, votes: Encoded | None = None) -> tuple[Event, ...]:
    """The lexicon without votes."""
    del votes
    return events.find_events(text, tokens, children, sentences, stands_for)


def head(text: str, tokens: tuple[Token, ...], children: Children, sentences: Sequence[Sentence],
         stands_for: Mapping[int, int] | None = None, votes: Encoded | None = None) -> tuple[Event, ...]:
    """The trained head's acts without the lexicon."""
    del text, children, sentences, stands_for
    at = {token.start: token.i for token in tokens}
    return tuple(
        Event(vote.start, vote.end, at[vote.start], vote.type, score=vote.score, reason=f"the head: {vote.type}")
        for vote in (votes.acts if votes is not None else ()) if vote.start in at
    )


@contextmanager
def refusing() -> Iterator[None]:
    """The head may refuse twice as much."""
    with patch.object(event_votes, "REFUSED_BELOW", 0.16):
        yield


@contextmanager
def as_it_is() -> Iterator[None]:
    """Nothing changed."""
    yield


VARIANTS: dict[str, tuple[Finder, Callable[[], object]]] = {
    "rules": (rules, as_it_is), "head": (head, as_it_is), "both": (events.find_events, as_it_is), "both, refusing": (events.find_events, refusing),
}


def own_gold(finder: Finder) -> dict[str, float]:
    """Claim figures of our own gold, development half, with `finder` in the reader."""
    with patch.object(reader, "find_events", finder):
        return gold.figures(gold.outcomes(gold.load(), "dev"))


def case(data: Path, finder: Finder) -> float:
    """Weighted F1 on CASE-2021 with `finder`."""
    snippets = case2021.read(data / "case2021_task2" / "snippets.tsv")
    parser, out = load(), []
    for snippet in snippets:
        whole = [Span(0, len(snippet.text))]
        parse = parser.parse(snippet.text, whole)
        bare = Reading("bench", parse.tokens, parse.sentences, (), (), (), "bench")
        found = finder(snippet.text, parse.tokens, bare.children, parse.sentences, None, encoder().read(snippet.text, whole))
        reading = Reading("bench", parse.tokens, parse.sentences, (), (), found, "bench")
        out.append(case2021.label(reading, [find_roles(reading, event) for event in found]))
    return case2021.scores([s.label for s in snippets], out)[0]


def rows(data: Path | None) -> list[Row]:
    """One row a variant and figure."""
    found_rows: list[Row] = []
    for name, (finder, way) in VARIANTS.items():
        with way():  # type: ignore[attr-defined]  # a context manager
            found = own_gold(finder)
            found_rows += [Row(f"own gold dev, {name}", key, found[key]) for key in ("claim recall", "claim precision", "claim F1")]
            if data is not None and (data / "case2021_task2" / "snippets.tsv").is_file():
                found_rows.append(Row(f"CASE-2021 dev, {name}", "weighted F1", case(data, finder)))
    return found_rows


if __name__ == "__main__":
    print(render(rows(data_folder())))
