"""The days that a whole report is of: a digest of one day, a briefing for a week, a story whose first sentence names its day."""

import re
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
_LONGER: Final = re.compile(r"\b(?:(?:bi-?|semi-?)?(?:week|fortnight|month|quarter)(?:s|ly)?|annual)\b", re.IGNORECASE)
"""Words of a head line after which a single day says when an issue came out or a period ended: "Weekly note, Sunday 19 March"."""
STORY: Final = timedelta(days=10)
"""A day named first of all is that of the story when it lies no further back from publication."""
OPENING_SENTENCES: Final = 2
"""Sentences of the body in which a story names its day."""
PROSE_TOKENS: Final = 8
"""Shorter sentences are hours, headings and labels ("20:48", "What we know so far")."""
WHOLE_DATE: Final = len("2000-01-01")


PUBLISHING: Final = frozenset(["upload", "release", "post", "publish", "broadcast", "air", "issue", "film", "tweet", "leak", "circulate"])
"""Verbs that tell when an item became known, not when what it shows happened."""


def period(g: Ground) -> TimeMention | None:
    """The days that title or head state for the whole report; null where they state none."""
    title_end = g.report.title_span.end if g.report.title_span else 0
    for mention in g.resolution.times:
        if _of_days(mention) and not _dropped(g, mention) and _recent(g, mention, STALE) and (mention.end <= title_end or _on_head_line(g, mention)):
            return None if _issued(g, mention) else mention
    return None


def _issued(g: Ground, mention: TimeMention) -> bool:
    """Whether a single day stands in a line that speaks of a longer period: nothing tells which of its days an act is of."""
    return _day(mention.earliest) == _day(mention.latest) and _LONGER.search(_line(g, mention)) is not None


def opening(g: Ground) -> TimeMention | None:
    """The day that the first sentences of the body name; null where they name none that can be the story's.

    Of an undated report only the first sentence counts: nothing tells whether another day is recent or a piece of biography.
    """
    title_end = g.report.title_span.end if g.report.title_span else 0
    body = [s for s in g.reading.sentences if s.start >= title_end and s.last - s.first >= PROSE_TOKENS]
    body = body[: OPENING_SENTENCES if g.report.published.value else 1]
    for mention in g.resolution.times:
        inside = any(s.start <= mention.start < s.end for s in body)
        if inside and _of_days(mention) and goes_on(g, mention) and _recent(g, mention, STORY):
            return mention
    return None


def goes_on(g: Ground, mention: TimeMention) -> bool:
    """Whether the time is one calendar day that what follows may share."""
    return mention.earliest is not None and _day(mention.earliest) == _day(mention.latest) and mention.function == "at" and not told_when(g, mention)


def _day(value: str | None) -> str:
    return (value or "")[:WHOLE_DATE]


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


def _of_days(mention: TimeMention) -> bool:
    """Whether the time is known to days, at most `LONGEST` of them; "now" and "midday" tell of none."""
    if mention.earliest is None or mention.latest is None or mention.precision not in ("day", "days", "week", "minute"):
        return False
    if mention.type not in ("DATE", "DURATION") or (mention.value or "").endswith("_REF"):
        return False
    return date.fromisoformat(_day(mention.latest)) - date.fromisoformat(_day(mention.earliest)) <= LONGEST


def _recent(g: Ground, mention: TimeMention, most: timedelta) -> bool:
    published = _day(g.report.published.value)
    if len(published) < WHOLE_DATE:
        return True
    age = date.fromisoformat(published) - date.fromisoformat(_day(mention.latest))
    return timedelta(0) <= age <= most


def _dropped(g: Ground, mention: TimeMention) -> bool:
    """Whether the time stands in a dateline or byline, which tell when the report was written."""
    return any(d.start <= mention.start < d.end for d in g.report.dropped)


def _on_head_line(g: Ground, mention: TimeMention) -> bool:
    """Whether the time stands on a short line before the first sentence of prose: "Reporting period: 8 - 14 August"."""
    line = _line(g, mention)
    first_prose = next((p for p in g.report.paragraphs if p.end - p.start > HEAD_LINE_CHARS), None)
    above = first_prose is None or mention.start < first_prose.start
    return above and _COVERS.search(line) is not None and len(line) <= HEAD_LINE_CHARS and not line.rstrip().endswith((".", "!", "?", "”", '"'))


def _line(g: Ground, mention: TimeMention) -> str:
    """The line of the report on which a time stands."""
    text = g.report.text
    start = text.rfind("\n", 0, mention.start) + 1
    end = text.find("\n", mention.end)
    return text[start : end if end >= 0 else len(text)]
