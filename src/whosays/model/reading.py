"""Readings: what the words of one report are, before anything is resolved or claimed.

A Reading is plain data. Offsets are code points of the report's text; token numbers index `Reading.tokens`.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from whosays.model.issue import Issue
from whosays.model.span import Span

MentionType = Literal[
    "person", "organisation", "armed_group", "location", "facility", "weapon", "vehicle", "nationality", "quantity", "money", "document",
]


@dataclass(frozen=True, slots=True)
class Token:
    """One word or mark: `head` is the number of its syntactic head (its own number at a root).

    `pos` is the universal part of speech, `tag` the Penn tag, `dep` the CLEAR-style relation of the English models.
    """

    i: int
    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    sentence: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its span and its tokens `[first, last)`; `paragraph` indexes `Report.paragraphs`."""

    i: int
    start: int
    end: int
    first: int
    last: int
    paragraph: int
    title: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """A named or described thing in the text. `head` is the number of its syntactic head token.

    `name` is the best name known for what it denotes in this report (after coreference and the actor lexicon), `entity` the
    key of a lexicon entry (`actors.tsv`) or null, `cluster` the number of its coreference cluster in this report or null, `public` whether a person
    has a public role. `reason` says why the mention has its name.
    """

    start: int
    end: int
    type: MentionType
    head: int
    name: str
    entity: str | None = None
    kind: str | None = None
    cluster: int | None = None
    public: bool = True
    pronoun: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Speech:
    """One attribution: who (source) says (cue) what (content). Spans may be discontinuous; any but the cue may be empty.

    `parent` is the number, in `Reading.speeches`, of the attribution whose content contains this one, or null.
    `carried`: the source was inherited from an earlier sentence, `source` then points there. `stance` as in records.md.
    `votes` names who found it: `rule:...`, `head`. `asserted` is false where the words attribute without anybody saying so: "did not say",
    "opposes": they are read, but no claim rests on them. `content` are the quoted or reported words as an annotator marks them, `scope` the clause as
    syntax has it, where the two differ.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    stance: Literal["neutral", "distancing", "endorsing", "denying"] = "neutral"
    parent: int | None = None
    carried: bool = False
    source_head: int | None = None
    cue_head: int | None = None
    score: float = 1.0
    votes: tuple[str, ...] = ()
    denies: bool = False
    asserted: bool = True
    scope: tuple[Span, ...] = ()

    @property
    def reach(self) -> tuple[Span, ...]:
        """The words that the source stands behind: `scope` where syntax tells it apart from `content`, else `content`."""
        return self.scope or self.content


@dataclass(frozen=True, slots=True)
class Argument:
    """A participant of an event in the text: its role, the span of its words and its head token."""

    role: str
    start: int
    end: int
    head: int
    score: float = 1.0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """A predicate, verb or noun, that denotes an event. `type` is null outside the types of records.md.

    `head` is the predicate's token number, `[start, end)` the trigger words. `phase` as in records.md or null. `factuality` is the
    head's vote on -3..3 or null where no head voted. `reason` names the lexicon frame or the vote that gave the type. `pointed` are the
    participants, places and times that the trained head points at from the trigger, each with its chance.
    """

    start: int
    end: int
    head: int
    type: str | None
    arguments: tuple[Argument, ...] = ()
    phase: Literal["begins", "ongoing", "ends"] | None = None
    factuality: float | None = None
    score: float = 1.0
    reason: str = ""
    pointed: tuple[Argument, ...] = ()


@dataclass(frozen=True)
class Reading:
    """All that was read in one report; see the classes above for each part. Records are in text order."""

    report_id: str
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    speeches: tuple[Speech, ...]
    events: tuple[Event, ...]
    reader: str
    issues: tuple[Issue, ...] = ()

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """For each token, the numbers of its syntactic children in text order."""
        below: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.i:
                below[token.head].append(token.i)
        return tuple(tuple(row) for row in below)

    @cached_property
    def _starts(self) -> list[int]:
        return [token.start for token in self.tokens]

    def token_at(self, offset: int) -> int | None:
        """Number of the token that covers code point `offset`, or null between tokens."""
        import bisect

        i = bisect.bisect_right(self._starts, offset) - 1
        if i >= 0 and self.tokens[i].start <= offset < self.tokens[i].end:
            return i
        return None

    def tokens_in(self, start: int, end: int) -> range:
        """Numbers of the tokens that share a code point with `[start, end)`."""
        import bisect

        first = bisect.bisect_right(self._starts, start) - 1
        if first < 0 or self.tokens[first].end <= start:
            first += 1
        return range(first, max(first, bisect.bisect_left(self._starts, end)))

    def subtree(self, i: int) -> tuple[int, int]:
        """First and last token number (inclusive) under token `i`, itself included, as a contiguous cover."""
        low = high = i
        stack = [i]
        while stack:
            node = stack.pop()
            low, high = min(low, node), max(high, node)
            stack.extend(self.children[node])
        return low, high
