"""The days that a whole report is of: a digest of one day, a briefing for a week, a story whose first sentence names its day."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from whosays.claims.ground import Ground
from whosays.model.resolution import TimeMention

HEAD_LINE_CHARS: Final = 110
"""A line of the head that names a period is no longer than this."""
LONGEST: Final = timedelta(days=32)
"""No period of a report is longer: what covers a quarter tells of no day."""
STALE: Final = timedelta(days=62)
"""A period that ended so long before publication is a matter of history, not what the report is of."""
_COVERS: Final = re.compile(
    r"\b(?:period|cover(?:s|ing)|week|hours?|days?|daily|weekly|digest|summary|bulletin|round-?up|situation|sitrep|operations?|incidents?|events?)\b", re.IGNORECASE
)
"""Words of a head line that say what the report covers; "posted" and "issued" say when it was written."""
STORY: Final = timedelta(days=10)
"""A day named first of all is that of the story when it lies no further back from publication."""
OPENING_SENTENCES: Final = 2
"""Sentences of the body in which a story names its day."""
PROSE_TOKENS: Final = 8
"""Shorter sentences are hours, headings and labels ("20:48", "What we know so far")."""
WHOLE_DATE: Final = len("2000-01-01")


PUBLISHING: Final = frozenset(["upload", "release", "post", "publish", "broadcast", "air", "issue", "film", "tweet", "leak", "circulate"])
"""Verbs that tell when an item became known, not when what it shows happened."""


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day (ISO), the words that tell them, and whether a heading states them for all that follows."""

    earliest: str
    latest: str
    mention: TimeMention
    heading: bool

    @property
    def one(self) -> bool:
        """Whether it is a single day."""
        return self.earliest == self.latest


def period(g: Ground) -> Days | None:
    """The days that title or head state for the whole report; null where they state none."""
    title_end = g.report.title_span.end if g.report.title_span else 0
    for mention in g.resolution.times:
        days = _days(mention)
        if days is not None and not _dropped(g, mention) and _recent(g, days, STALE) and (mention.end <= title_end or _on_head_line(g, mention)):
            return days
    return None


def opening(g: Ground) -> Days | None:
    """The day that the first sentences of the body name; null where they name none that can be the story's."""
    title_end = g.report.title_span.end if g.report.title_span else 0
    body = [s for s in g.reading.sentences if s.start >= title_end and s.last - s.first >= PROSE_TOKENS][:OPENING_SENTENCES]
    for mention in g.resolution.times:
        inside = any(s.start <= mention.start < s.end for s in body)
        days = _days(mention)
        if inside and days is not None and days.one and mention.function == "at" and not told_when(g, mention) and _recent(g, days, STORY):
            return Days(days.earliest, days.latest, mention, heading=False)
    return None


def told_when(g: Ground, mention: TimeMention) -> bool:
    """Whether the time is that of saying, or stands in a clause beside the story: "said on Monday", "who was killed on 3 May"."""
    inside = g.reading.tokens_in(mention.start, mention.end)
    cues = {s.cue_head for s in g.reading.speeches if s.cue_head is not None}
    top = next((i for i in inside if g.tree.tokens[i].head not in inside), None)
    if top is None:
        return True  # no clause holds it: a line of its own
    for node in g.tree.up(top):
        token = g.tree.tokens[node]
        if node in cues or token.dep == "relcl" or token.lemma.lower() in PUBLISHING:
            return True
        if token.pos in ("VERB", "AUX") and token.dep not in ("aux", "auxpass", "conj", "xcomp"):
            return False
    return False


def _days(mention: TimeMention) -> Days | None:
    if mention.earliest is None or mention.latest is None or mention.precision not in ("day", "days", "week", "minute"):
        return None
    if mention.type not in ("DATE", "DURATION") or (mention.value or "").endswith("_REF"):
        return None  # "now" and "midday" tell of no days
    earliest, latest = mention.earliest[:WHOLE_DATE], mention.latest[:WHOLE_DATE]
    if date.fromisoformat(latest) - date.fromisoformat(earliest) > LONGEST:
        return None
    return Days(earliest, latest, mention, heading=True)


def _recent(g: Ground, days: Days, most: timedelta) -> bool:
    published = (g.report.published.value or "")[:WHOLE_DATE]
    if len(published) < WHOLE_DATE:
        return True
    age = date.fromisoformat(published) - date.fromisoformat(days.latest)
    return timedelta(0) <= age <= most


def _dropped(g: Ground, mention: TimeMention) -> bool:
    """Whether the time stands in a dateline or byline, which tell when the report was written."""
    return any(d.start <= mention.start < d.end for d in g.report.dropped)


def _on_head_line(g: Ground, mention: TimeMention) -> bool:
    """Whether the time stands on a short line before the first sentence of prose: "Reporting period: 8 - 14 August"."""
    text = g.report.text
    start = text.rfind("\n", 0, mention.start) + 1
    end = text.find("\n", mention.end)
    line = text[start : end if end >= 0 else len(text)]
    first_prose = next((p for p in g.report.paragraphs if p.end - p.start > HEAD_LINE_CHARS), None)
    above = first_prose is None or mention.start < first_prose.start
    return above and _COVERS.search(line) is not None and len(line) <= HEAD_LINE_CHARS and not line.rstrip().endswith((".", "!", "?", "”", '"'))
