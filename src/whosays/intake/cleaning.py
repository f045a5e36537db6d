"""What of a text is the report and what is set aside, by general rules over blocks; nothing is deleted.

The order of work stands in `clean`: line rules, the head of the page, lists of other stories, comments, what is printed twice,
datelines in front of a paragraph. A rule that is unsure leaves the block in the report: text read in vain costs
less than text silently unread.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from whosays.intake import phrases
from whosays.intake.cover import settle
from whosays.intake.draft import Block, DateMention
from whosays.model.report import Dropped, DropReason
from whosays.model.span import Span
from whosays.text.lines import paragraph_spans
from whosays.text.normalise import collapse, fold

HEAD_BLOCKS = 12
"""Blocks from the top among which title, masthead and dateline are looked for."""
PROSE_WORDS = 25
"""Words from which a block is body whatever its punctuation."""
SENTENCE_WORDS = 8
"""Words from which a block that ends like a sentence is body."""
TITLE_WORDS = 40
"""Longest headline, words."""
REPEAT_WORDS = 5
"""Shortest block, words, that is set aside when it was printed before; shorter ones may be said twice on purpose."""
PREFIX_WORDS = 10
"""Shortest teaser, words, that is recognised as the beginning of another paragraph."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Main paragraphs and what was set aside, with what the head of the text says about itself."""

    paragraphs: tuple[Span, ...]
    dropped: tuple[Dropped, ...]
    uncovered: int = 0
    title_span: Span | None = None
    outlet: str | None = None
    author: str | None = None
    dates: tuple[DateMention, ...] = ()


@dataclass(slots=True)
class _Piece:
    """A block while it is being judged: its line with single spaces, its verdict."""

    block: Block
    line: str
    words: int
    reason: DropReason | None
    rule: bool = False

    @property
    def prose(self) -> bool:
        """Whether it reads like body text: long, or ended like a sentence."""
        return self.words >= PROSE_WORDS or (
            self.words >= SENTENCE_WORDS and self.line.rstrip("\"'”’»)]")[-1:] in tuple(".!?…:;")
        )


def plain_blocks(
    text: str, *, ragged: bool = False, start: int = 0, end: int | None = None
) -> tuple[Block, ...]:
    """The blocks of a text without markup: its lines, or its paragraphs where lines were wrapped at a width."""
    part = text[start:end]
    return tuple(Block(start + a, start + b) for a, b in paragraph_spans(part, ragged=ragged))


def everything(text: str, blocks: Sequence[Block]) -> Cleaned:
    """All blocks as paragraphs, nothing set aside: for text that someone else has cleaned."""
    main = (Span(block.start, block.end) for block in blocks if block.hint is None)
    aside = (Dropped(block.start, block.end, block.hint) for block in blocks if block.hint is not None)
    paragraphs, dropped, uncovered = settle(text, main, aside)
    return Cleaned(paragraphs, dropped, uncovered)


def clean(text: str, blocks: Sequence[Block], *, title: str | None = None) -> Cleaned:
    """Judge every block. `title` is the headline where the input states it; else one is looked for at the top."""
    pieces = [_piece(text, block) for block in blocks]
    if sum(piece.reason is None or piece.rule for piece in pieces) <= 1:
        _keep_single(pieces)
    _first_line(pieces)
    title_piece = _head(pieces, title)
    _inner_dates(pieces)
    _stories_elsewhere(pieces)
    _comments(pieces)
    _signature(pieces)
    _repeated(pieces, title_piece)
    if title_piece is not None and title_piece.reason is not None:
        title_piece = None
    paragraphs, dropped = _spans(text, pieces, title_piece)
    main, aside, uncovered = settle(text, paragraphs, dropped)
    return Cleaned(
        main,
        aside,
        uncovered,
        Span(title_piece.block.start, title_piece.block.end) if title_piece else None,
        _outlet(pieces) or _credited_outlet(text, aside),
        _author(pieces),
        _dates(text, pieces, aside),
    )


def _piece(text: str, block: Block) -> _Piece:
    line = collapse(text[block.start : block.end])
    if block.hint is not None or not line or len(line) > phrases.RULE_CHARS:
        return _Piece(block, line, phrases.words(line), block.hint)
    reason = next((reason for reason, holds in phrases.RULES if holds(line)), None)
    if reason == "caption" and block.kind == "heading":
        reason = None
    return _Piece(block, line, phrases.words(line), reason, rule=reason is not None)


def _keep_single(pieces: list[_Piece]) -> None:
    """A text of one block is what the reader was asked to read, unless it holds no words of its own."""
    for piece in pieces:
        if piece.rule and piece.reason not in {"markup", "link"}:
            piece.reason = None


def _first_line(pieces: list[_Piece]) -> None:
    """`Headline | Outlet` opens many pages: the first line that is not navigation is no picture's caption."""
    first = next(
        (piece for piece in pieces if piece.reason not in {"navigation", "markup", "link", "share"}), None
    )
    if first is not None and first.rule and first.reason == "caption" and " | " in first.line:
        first.reason = None


# ---- the head of the page -------------------------------------------------------------------------------------------


def _head(pieces: list[_Piece], title: str | None) -> _Piece | None:
    """Find the headline; set aside a masthead, a dateline and an outlet's name beside it."""
    given = fold(title) if title else ""
    named = next((piece for piece in pieces if given and fold(piece.line) == given), None)
    head = _head_pieces(pieces)
    found = named or _headline(head)
    if named is not None and named.reason is not None:
        named.reason = None
    if found is None:
        return None
    for piece in head:
        if piece is not found and piece.reason is None:
            piece.reason = _head_reason(piece, before=piece.block.start < found.block.start)
    return found


HEAD_DATED = 4
"""Among so many blocks the one with a date of its own tells when the report was written, even where it reads like a sentence."""


def _above_prose(pieces: list[_Piece]) -> list[_Piece]:
    """The blocks right below the first, up to the first sentence that no date heads."""
    return list(takewhile(lambda p: not p.prose or phrases.is_head_with_date(p.line), pieces[1:HEAD_DATED]))


def _head_pieces(pieces: list[_Piece]) -> list[_Piece]:
    """The blocks above the first prose, and not one that markup already judged."""
    head: list[_Piece] = []
    for piece in pieces[:HEAD_BLOCKS]:
        if piece.reason is None and piece.prose and piece.words > SENTENCE_WORDS and piece.line[-1] in '.…"”':
            break
        head.append(piece)
    return head if len(head) < len(pieces) else head[:1]


def _headline(head: list[_Piece]) -> _Piece | None:
    """The first block that can be a headline and is no masthead."""
    able = [piece for piece in head if piece.reason is None and _can_be_title(piece)]
    marked = [piece for piece in able if piece.block.kind == "heading"]
    for number, piece in enumerate(marked or able):
        rest = (marked or able)[number + 1 :]
        if not (_is_masthead(piece.line) and any(_says_more(other) for other in rest)):
            return piece
    return None


def _can_be_title(piece: _Piece) -> bool:
    if (
        not 2 <= piece.words <= TITLE_WORDS
        or phrases.is_place_and_date(piece.line)
        or _is_name_list(piece.line)
    ):
        return False
    return piece.block.kind == "heading" or piece.line[-1] not in ".…:;,"


_MASTHEAD_WORD = re.compile(
    r"\b(?:advertiser|agency|associated|broadcasting|bulletin|centre|center|chronicle|command|courier|daily|desk|dispatch|examiner|fm|gazette|group|herald|information|inquirer|institute|"
    r"journal|ledger|magazine|media|ministry|mirror|monitor|network|news|newspaper|notebook|observatory|office|organi[sz]ation|post|press|radio|reporter|review|sentinel|service|standard|star|sun|telegraph|television|times|today|tribune|tv|voice|watch|weekly|wire)\b",
    re.IGNORECASE,
)
_JOINING = frozenset(
    """of the for and in on to a an de du la le les al el & -""".split()  # noqa: SIM905
)


def _is_masthead(line: str) -> bool:
    """A name: few words, all capitalised but the joining ones, no verb to be seen."""
    parts = line.split()
    if len(parts) > 8 or line[-1] in ".!?:":
        return False
    named = all(part[0].isupper() or part.casefold() in _JOINING or not part[0].isalnum() for part in parts)
    return named and (_MASTHEAD_WORD.search(line) is not None or len(parts) <= 3)


def _says_more(piece: _Piece) -> bool:
    return piece.words >= 4 and not _is_masthead(piece.line)


def _head_reason(piece: _Piece, *, before: bool) -> DropReason | None:
    """Why a block beside the headline is not read: an outlet's name or a dateline; None when it may be a standfirst."""
    if phrases.is_place_and_date(piece.line):
        return "dateline"
    if _is_masthead(piece.line) and (before or _MASTHEAD_WORD.search(piece.line)):
        return "boilerplate"
    return "boilerplate" if before and _is_name_list(piece.line) else None


def _is_name_list(line: str) -> bool:
    """Three or more names between dashes or bars: the towns or sections under a masthead."""
    parts = [part.strip() for part in re.split(r"\s[-–—|]\s", line)]
    return len(parts) >= 3 and all(part.istitle() and phrases.words(part) <= 3 for part in parts)


def _inner_dates(pieces: list[_Piece]) -> None:
    """A bare date below the head parts a chronicle: it belongs to the report, unless it says `Published`."""
    seen_prose = False
    for piece in pieces:
        seen_prose = seen_prose or (piece.reason is None and piece.prose)
        if (
            seen_prose
            and piece.rule
            and piece.reason == "dateline"
            and not phrases.PUBLISHED.match(piece.line)
        ):
            piece.reason = None


# ---- tails ----------------------------------------------------------------------------------------------------------

_COMMENTS = re.compile(
    r"(?:\(?\d{1,6}\)? (?:comments?|responses?|replies|thoughts)(?: (?:on|to|so far)\b.{0,200})?|comments?\s?\(\d+\)|comments?:?|(?:leave|post|write|add) a (?:comment|reply)\b.{0,80}"
    r"|(?:your|readers?'?|user|reader) comments?|join the (?:conversation|discussion)|(?:show|view|hide) comments.{0,20}|comments are (?:closed|moderated).{0,80}|what do you think\?.{0,60}comments?.{0,30})",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"(?:you (?:may|might) (?:also )?(?:like|be interested in)|(?:related|more|other|most|latest|recent|popular|top|further)[ -]"
    r"(?:articles?|stor(?:y|ies)|news|posts?|read(?:ing)?|viewed|popular|headlines|coverage|content|from .{1,40})|in the same category|recommended(?: for you| reading| stories)?"
    r"|what to read next|don'?t miss|(?:read|see) (?:also|next))\s*:?",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(r"--\s?")
COMMENT_SHARE = 0.5
"""Comments follow the report: the text before them is at least this share of the text after, or they are no comments."""


def _comments(pieces: list[_Piece]) -> None:
    """Everything after a line like `3 Comments`, when a report stands before it."""
    for number, piece in enumerate(pieces):
        if piece.block.hint is not None or not _COMMENTS.fullmatch(piece.line):
            continue
        before = sum(len(p.line) for p in pieces[:number] if p.reason is None)
        after = sum(len(p.line) for p in pieces[number + 1 :] if p.reason is None)
        piece.reason = "comment"
        if before >= COMMENT_SHARE * after and any(p.prose and p.reason is None for p in pieces[:number]):
            _set_aside(pieces[number + 1 :], "comment")
            return


def _stories_elsewhere(pieces: list[_Piece]) -> None:
    """Headlines listed under a line like `You may also like`."""
    listing = False
    for piece in pieces:
        if piece.block.hint is None and _ELSEWHERE.fullmatch(piece.line):
            piece.reason = "navigation"
            listing = True
        elif listing and piece.reason is None:
            listing = piece.words <= 25 and piece.line[-1] not in '.:;”"'
            if listing:
                piece.reason = "navigation"


def _signature(pieces: list[_Piece]) -> None:
    """What a mail program adds under a line of two hyphens, when it is short."""
    marks = [number for number, piece in enumerate(pieces) if _SIGNATURE.fullmatch(piece.line)]
    if marks and sum(piece.words for piece in pieces[marks[-1] + 1 :]) <= 80 and marks[-1] > 0:
        newsletter = any(phrases.NEWSLETTER_WORD.search(piece.line) for piece in pieces[marks[-1] + 1 :])
        _set_aside(pieces[marks[-1] + 1 :], "newsletter" if newsletter else "boilerplate")


def _set_aside(pieces: list[_Piece], reason: DropReason) -> None:
    for piece in pieces:
        if piece.reason is None:
            piece.reason = reason


# ---- printed twice --------------------------------------------------------------------------------------------------


def _repeated(pieces: list[_Piece], title: _Piece | None) -> None:
    """Set aside a second printing: the same words again, or a teaser that only begins another paragraph."""
    heading = fold(title.line) if title else ""
    seen: dict[str, _Piece] = {}
    for piece in pieces:
        if piece.reason is not None:
            continue
        key = fold(piece.line)
        if title is not None and piece is not title and key == heading:
            piece.reason = "headline_repeated"
        elif key in seen and piece.words >= REPEAT_WORDS:
            piece.reason = "repeated"
        else:
            seen.setdefault(key, piece)
    _teasers([piece for piece in pieces if piece.reason is None and piece is not title])


_CUT = re.compile(
    r"(?:\.\.\.|…|\[(?:\.\.\.|…)\])(?: ?(?:read more|more|continue reading))?\W*$", re.IGNORECASE
)


def _teasers(pieces: list[_Piece]) -> None:
    """A paragraph that ends in an ellipsis and is the beginning of another one, which says it whole."""
    starts = [fold(piece.line) for piece in pieces]
    for number, piece in enumerate(pieces):
        if not _CUT.search(piece.line):
            continue
        key = fold(_CUT.sub("", piece.line))
        if key.count(" ") + 1 >= PREFIX_WORDS and any(
            s.startswith(key) for k, s in enumerate(starts) if k != number
        ):
            piece.reason = "repeated"


# ---- datelines in front of a paragraph, and the result ------------------------------------------------------------------

_AGENCY = r"[(\[][^()\[\]\n]{2,60}[)\]]"
_PLACE = r"[A-ZÀ-ÞЀ-Я][\w.'’-]+(?:[ /-][A-ZÀ-Þ(][\w.'’)-]*){0,4}"
_WHEN = r"(?:(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}(?:,? \d{4})?|\d{1,2} (?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[A-Za-z]*\.?(?:,? \d{2,4})?)"
_INLINE = re.compile(
    rf"(?:(?P<first>{_AGENCY})\s*)?(?:(?P<place>{_PLACE}(?:, {_PLACE}){{0,2}})?,?\s*(?P<when>{_WHEN})?\s*(?P<agency>{_AGENCY})?)\s*(?:--|—|–|-)\s+(?P<tags>(?:\[[A-Z][^\[\]]{{1,60}}\]\s*){{0,4}})"
)
_TAGS = re.compile(r"(?:\[(?:TEXT|REPORT|EXCERPTS?|ARTICLE|COMMUNIQUE|EDITORIAL)\]\s*)+")
_WEEKDAY_DATE = re.compile(
    r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6},? \d{1,2} [A-Z][a-z]{2,8}\.? \d{4}(?: at \d{3,4})?(?=\s+[A-Z\"“])"
)
DATELINE_CHARS = 160
"""Longest dateline, code points."""


def dateline_length(paragraph: str) -> int:
    """Length of the dateline in front of a paragraph (`CITY, Nov 20 (AGENCY) - `), 0 when there is none."""
    head = paragraph[: 2 * DATELINE_CHARS]
    match = _INLINE.match(head)
    if match and match.end() <= DATELINE_CHARS and match.end() < len(paragraph) and _is_dateline(match):
        return match.end()
    match = _TAGS.match(head)
    return match.end() if match and match.end() < len(paragraph) else 0


def _is_dateline(match: "re.Match[str]") -> bool:
    """A date or an agency in brackets, or a place all in capitals, be its province or country so or not."""
    place = match["place"] or ""
    town = place.split(",")[0]
    named = (
        town.isupper()
        and len(town) > 3
        and all(phrases.words(part.strip()) <= 2 for part in place.split(","))
    )
    credited = match["agency"] or match["first"] or place.endswith(")")
    return bool(match["when"] or credited or named)


def _spans(text: str, pieces: list[_Piece], title: _Piece | None) -> tuple[list[Span], list[Dropped]]:
    paragraphs: list[Span] = []
    dropped: list[Dropped] = []
    for number, piece in enumerate(pieces):
        start, end = piece.block.start, piece.block.end
        if piece.reason is not None:
            dropped.append(Dropped(start, end, piece.reason))
            continue
        length = _lead_length(text, piece, first=number == 0) if piece.prose and piece is not title else 0
        if length:
            dropped.append(Dropped(start, start + length, "dateline"))
        paragraphs.append(Span(start + length, end))
    return paragraphs, dropped


def _lead_length(text: str, piece: _Piece, *, first: bool) -> int:
    """Length of what dates or credits a paragraph in front of its first sentence."""
    start, end = piece.block.start, piece.block.end
    dated = _WEEKDAY_DATE.match(text, start, end) if first else None
    return dated.end() - start if dated else dateline_length(text[start : min(end, start + 400)])


# ---- what the head says about the report ----------------------------------------------------------------------------


def _outlet(pieces: list[_Piece]) -> str | None:
    """The name on the masthead: a word in it says that it is an outlet, or the page names it again."""
    names = [
        p.line
        for p in pieces[:HEAD_BLOCKS]
        if p.reason == "boilerplate" and p.block.hint is None and _is_masthead(p.line)
    ]
    dated = [p.line.split("|")[0].strip() for p in pieces[:HEAD_BLOCKS] if p.reason == "dateline" and "|" in p.line]
    names += [name for name in dated if _is_masthead(name) and is_outlet_name(name)]
    for name in names:
        if is_outlet_name(name) or sum(name in piece.line for piece in pieces) >= 3:
            return _OF_OUTLET.sub("", name)
    for piece in pieces[:HEAD_BLOCKS]:
        staff = _STAFF_OF.fullmatch(piece.line) if piece.reason == "byline" else None
        if staff and is_outlet_name(staff["name"]):
            return staff["name"]
    return None


def _credited_outlet(text: str, aside: Sequence[Dropped]) -> str | None:
    """The name in brackets of the first dateline, "(Lakeside News) PORT ELIN, May 3 -": a word in it says that it is an outlet, or the report speaks of itself by it again.

    An agency whose copy others print ("(AFP)") and that is not named again does not tell whose report it is.
    """
    for part in sorted(aside, key=lambda part: part.start):
        found = _INLINE.match(text, part.start, part.end + 1) if part.reason == "dateline" else None
        if found is not None:
            inside = re.search(_AGENCY + "$", found["place"] or "")  # a town in capitals takes it for its country
            name = (found["first"] or found["agency"] or (inside[0] if inside else ""))[1:-1].strip()
            if name and _is_masthead(name):
                return name if is_outlet_name(name) or _speaks_of_itself(text, name) else None
    return None


def _speaks_of_itself(text: str, name: str) -> bool:
    """ "... told NAME", "NAME could not verify", "a NAME reporter": how a report names the outlet that it comes from."""
    words = re.escape(name)
    told = rf"\b(?:told|speaking to|interviewed by) (?:the )?{words}\b"
    checked = rf"\b{words} (?:could not|was unable|cannot|has not been able|correspondent|reporter|photographer|journalist)"
    return re.search(f"{told}|{checked}", text) is not None


_OF_OUTLET = re.compile(r",? (?:\w+ )?(?:bureau|staff|desk|correspondent|newsroom)$")
_STAFF_OF = re.compile(
    r"(?i:by) (?:[^,;]{3,60}, (?:the )?)?(?P<name>[A-ZÀ-Þ][^,;]{2,50}?) (?i:staff|correspondents?|reporters?|writers?|agencies|newsroom)\b.{0,60}"
)


def is_outlet_name(name: str) -> bool:
    """Whether a name holds a word by which agencies, papers, monitors and offices are called."""
    return _MASTHEAD_WORD.search(name) is not None


_BY = re.compile(r"(?:written by|reported by|text by|story by|posted by|by|author\s?:)\s+", re.IGNORECASE)


def _author(pieces: list[_Piece]) -> str | None:
    """The name in the first byline, as it is written."""
    for piece in pieces:
        if piece.reason == "byline" and _BY.match(piece.line):
            return _BY.sub("", piece.line, count=1)
    return None


def _dates(text: str, pieces: list[_Piece], dropped: Sequence[Dropped]) -> tuple[DateMention, ...]:
    """The datelines above or in front of the first prose, short labels with a date there, and lines that say `Published` anywhere.

    A date that only heads a part of the body (a chronicle) says nothing about the publication.
    """
    top = next((piece.block.end for piece in pieces if piece.prose and piece.reason is None), len(text))
    spans = [(d.start, d.end) for d in dropped if d.reason in {"dateline", "byline"}]
    spans += [
        (p.block.start, p.block.end)
        for p in _head_pieces(pieces)
        if p.reason is None and phrases.states_publication(p.line)
    ]
    lines = [(start, collapse(text[start:end])) for start, end in sorted(set(spans))]
    if not any(any(char.isdigit() for char in line) for _, line in lines):
        lines += [(p.block.start, p.line) for p in _head_pieces(pieces)[:1] if phrases.is_dated_label(p.line)]
    if not any(any(char.isdigit() for char in line) for _, line in lines):
        lines += [(p.block.start, p.line) for p in _above_prose(pieces) if phrases.is_head_with_date(p.line)][:1]
    return tuple(
        _mention(line)
        for start, line in lines
        if any(char.isdigit() for char in line) and (start <= top or phrases.states_publication(line))
    )


def _mention(line: str) -> DateMention:
    updated = re.match(r"\W*(?:last |date )*(?:updated|modified|revised|edited)", line, re.IGNORECASE)
    return DateMention(line, "text", f"the line {line[:60]!r}", "updated" if updated else "published")
