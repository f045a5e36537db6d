"""Line rules: what a line that is no body text looks like, by reason. General habits of pages, agencies and mail.

A rule sees one block with its white space collapsed. It must describe the whole block, not a word in it: a sentence that
speaks of donations, newsletters or photos is body text.
"""

import re
from collections.abc import Callable

from whosays.model.report import DropReason

Rule = tuple[DropReason, Callable[[str], bool]]

_I = re.IGNORECASE
RULE_CHARS = 1_200
"""Longest block, code points, that the rules look at: longer ones are prose, and the patterns stay cheap."""
SHORT_WORDS = 12
"""Words up to which a line can be a label or a button."""
APPEAL_WORDS = 90
"""Words up to which a paragraph can be an appeal for money or readers."""

_MONTH = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
_DAY = "(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
_DATE_WORD = re.compile(
    rf"(?:{_MONTH}|{_DAY}|\d{{1,4}}(?:st|nd|rd|th)?|\d{{1,2}}:\d\d(?::\d\d)?|\d{{1,4}}[-/.]\d{{1,2}}[-/.]\d{{1,4}}"
    r"|\d{4}-\d\d-\d\dt[\d:.]+(?:z|[+-]\d\d:?\d\d)?|a\.?m|p\.?m|gmt|utc|[a-z]{1,2}t|cest|eest|[ap]m|local|time|at|on|z|hrs?|h|[+-]\d\d:?\d\d|of)",
    _I,
)
PUBLISHED = re.compile(
    r"(?:(?:first |last |date |originally )*(?:published|updated|posted|modified|revised|edited|issued|released|filed|created|date|time)"
    r"(?: (?:on|at|by|date|time|online))*\s*[:\-–]?\s*)+",
    _I,
)
_DIGIT = re.compile(r"\d")
_TOKEN = re.compile(r"[^\s,;|()\[\]–—]+")

_MENU_WORDS = frozenset(
    """home|homepage|news|menu|search|print|share|tweet|email|e-mail|login|log in|sign in|sign up|register|about|about us|contact|contact us|next|previous
    back|close|more|top|world|politics|business|sport|sports|opinion|culture|video|videos|photos|gallery|archive|archives|rss|rss feed|subscribe|follow us
    advertise|privacy|privacy policy|terms|terms of use|terms of service|terms and conditions|sitemap|site map|faq|help|careers|toggle navigation
    main menu|main navigation|navigation|table of contents|continue reading|loading|loading...|listen|listen live|watch live|live tv|english|français|arabic|español
    русский|العربية|latest news|breaking news|top stories|trending|latest|tags|topics|sections|all rights reserved|cookie policy|cookie settings|manage cookies
    accept|accept all|reject all|i agree|got it|view all|see all|show more|load more|read more|read more...|read next|most read|most viewed|most popular
    editor's picks|recommended|sponsored|sponsored content|promoted|related|related articles|related stories|related news|related posts|related topics
    you may also like|more stories|more news|back to top|to top|go to top|jump to content|skip to content|skip to main content|skip navigation
    copy link|copied|download|download pdf|pdf|save|bookmark|report an error|print this page|print page|print article""".replace(
        "\n", "|"
    ).split("|")
)
MENU_WORDS = frozenset(word.strip() for word in _MENU_WORDS)

_NAVIGATION = re.compile(
    r"(?:skip|jump) to (?:the )?(?:main |page )?(?:content|navigation|article)|back to (?:the )?(?:top|home(?:page)?|news|list)"
    r"|(?:you (?:may|might) (?:also )?(?:like|be interested in)|(?:related|more|other|most|latest|recent|popular|top|further)[ -]"
    r"(?:articles?|stor(?:y|ies)|news|posts?|read(?:ing)?|viewed|popular|headlines|topics|coverage|content|from .{1,40}|on this .{1,20})"
    r"|in the same category|recommended(?: for you| reading| stories)?|what to read next|don'?t miss|(?:read|see|watch) (?:also|more|next))"
    r"|(?:click|tap) (?:here|to) .{0,40}|(?:previous|next) (?:article|story|post|page)|page \d+ of \d+|\d+ of \d+|\d+ min(?:ute)?s? read"
    r"|toggle .{1,20}|table of contents|tags?: .{1,120}|filed under:? .{1,80}|categor(?:y|ies): .{1,80}|topics?: .{1,80}",
    _I,
)
_READ_MORE = re.compile(
    r"(?:read (?:more|also|next|the full (?:story|article|report))|see also|also read|related|more on this(?: story)?|watch)\s*[:»>|]\s?.{1,160}",
    _I,
)
_POINTER = re.compile(
    r"(?:read|see|watch|listen|pictures?|photos?|videos?|gallery|more|related|also|next|in depth|analysis)(?: \w+){0,2} ?(?:>>|»|→|►)\s?.{1,200}",
    _I,
)
_BELOW = re.compile(
    r"\W*(?:listen to|watch|see|read|check out|view|hear|look at)\b.{0,90}\b(?:below|here|above|on page \d+)\W*",
    _I,
)
_ALSO_ON = re.compile(r"also (?:on|in) [^.!?]{2,40}:", _I)
_PAGE_TEASER = re.compile(r".{3,160}(?:, | - |\()(?:see |on |continued on )?pages? \d+\)?\.?", _I)

_NEWSLETTER_START = re.compile(
    r"(?:please |to )?(?:subscribe\b(?! to the (?:view|idea|theory))|sign up|sign-up|get (?:the|our|your|all) .{0,60}(?:inbox|newsletter|updates)"
    r"|join our (?:newsletter|mailing|telegram|whatsapp|channel)|enter your e-?mail|receive (?:our|the) .{0,40}(?:newsletter|alerts?|updates)"
    r"|newsletters?\b|you(?:'re| are)? receiv(?:e|ing) this|stay (?:informed|up to date|updated|connected)|never miss|want more|don'?t miss"
    r"|follow (?:us|me|@?\w+) on|like us on|find us on|download our app|unsubscribe)",
    _I,
)
NEWSLETTER_WORD = re.compile(
    r"newsletter|subscri|inbox|mailing list|unsubscribe|e-?mail (?:address|updates|alerts|list)|sign up|sms alert|alerts|follow us|our (?:channel|app|page|updates)"
    r"|facebook|twitter|telegram|instagram|youtube|whatsapp",
    _I,
)
_APPEAL = re.compile(
    r"\bdonat(?:e (?:now|here|today|to (?:us|our|keep|support|help)|via|by|\$|€|£)|e\s*$|ions? (?:here|help|keep|are tax|today|to (?:us|our)))"
    r"|make an? (?:[\w-]+ ){0,3}(?:donation|contribution|gift)\b|\btax-deductible\b|\bone-time or monthly\b"
    r"|\bsupport (?:us|our (?:work|journalism|reporting|mission|independent|research|site|team)|independent (?:journalism|reporting|media))\b"
    r"|\bbecome an? (?:[\w-]+ )?(?:member|subscriber|patron|supporter|friend)\b|\bbuy (?:me|us) a (?:coffee|beer)\b|\bpatreon\b|\bchip in\b"
    r"|\bhelp (?:us )?(?:keep|fund) (?:us|our|this|independent)\b|\byour (?:support|donation|contribution|gift) \b",
    _I,
)
_TIP = re.compile(
    r"(?:got|have|do you have) (?:a|any) (?:news |story )?(?:tips?|story|information)\b.{0,200}", _I
)
_SECOND_PERSON = re.compile(r"\b(?:you|your|us|our|we|me|please)\b", _I)
_IMPERATIVE = re.compile(
    r"[\W_]*(?:please |to )?(?:donate|support|become|make|help|give|buy|chip in|consider|are you|do you|did you|if you|like|enjoy|thank)\b",
    _I,
)

_SHARE_WORDS = frozenset(
    """share tweet email e-mail print pin save like whatsapp facebook twitter telegram linkedin reddit
    pinterest copy link send post follow x comment by via on this the story article page news with to a
    friend friends your more from and it us messenger viber google google+ vk tumblr flipboard""".split()  # noqa: SIM905
)
_COUNT = re.compile(r"\d+(?:\.\d+)?[km]?", _I)
_SHARE_CORE = re.compile(
    r"\b(?:share|tweet|e-?mail|print|whatsapp|facebook|twitter|telegram|linkedin|reddit|pinterest|send)\b", _I
)
_LIKE_PAGE = re.compile(r".{0,60}\blike (?:the|our|this) page\b\W*", _I)
_SHARE_START = re.compile(
    r"(?:share (?:this|on|via|the|article|story)|print (?:this|article|page)?|tweet (?:this)?|e-?mail this)\b",
    _I,
)

_COOKIES = re.compile(
    r"\b(?:we|this (?:web)?site|our (?:web)?site|our partners) (?:and our partners )?(?:uses?|stores?) cookies\b|\b(?:accept|reject|manage) (?:all )?cookies\b"
    r"|by (?:continuing|using) .{0,60}(?:cookies|privacy policy|terms)",
    _I,
)
_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright\b|&copy;).{0,160}|.{0,160}\ball rights reserved\b.{0,80}", _I)
_ADVERT = re.compile(
    r"(?:advert(?:isement|isment|ising|orial)?|ad|sponsored(?: content| by .{1,40})?|paid content)(?:\s*[:\-–|]\s?.{0,160})?",
    _I,
)
_DISCLAIMER = re.compile(
    r"(?:the )?(?:views|opinions) expressed (?:in this|here|by|are).{0,250}|this (?:article|story|report|post) (?:was |is )?(?:first |originally )?(?:appeared|published|republished)\b.{0,200}"
    r"|javascript (?:is|must be|seems to be) (?:disabled|enabled)\b.{0,120}|please enable (?:javascript|cookies).{0,120}|your browser does not support .{0,80}",
    _I,
)
_MARKUP = re.compile(r"[\W_]+")
_CODE = re.compile(
    r"[^{}]{0,120}\{[^{}]{0,400}\}|[.#@]?[\w.#:, >()@-]{1,80}\{|[a-z-]{3,30}\s?:\s?[^;.!?]{1,60};|</?[a-z][^<>]{0,300}>|function\s?\w*\(.{0,200}|(?:var|const|let) \w+ ?=.{0,200}"
)

_CREDIT = re.compile(
    r"[\[(]?(?:file |stock |cover |archive |handout |screen ?grab |aerial )?(?:photos?|photograph|picture|images?|pic|video|illustration|graphic|map|credit|source|screenshot|footage|caption)s?"
    r"(?: (?:credit|courtesy|source|by|via|from|illustration)s?(?: of)?)*\s*[:/|©]\s?(?!\S*[\"“]).{0,240}",
    _I,
)
_CREDIT_BY = re.compile(
    r"[\[(]?(?:photos?|photograph|image|picture|video)s? (?:by|via|courtesy(?: of)?|©) [^.]{2,80}[\])]?", _I
)
_AGENCIES = r"(?:AFP|AP|AP Photo|Reuters|REUTERS|EPA|EFE|Getty(?: Images)?|Anadolu|AA|TASS|Xinhua|dpa|SANA|Handout|File|Archive|Twitter|Telegram|Facebook|YouTube|VK)"
_CREDITED = re.compile(
    rf".{{3,400}}(?:\s[|©]\s?(?:[A-Z][\w.&'’-]*\s?){{1,5}}|[\[(](?=[^()\[\]]*[/|])[^()\[\]]{{0,50}}\b{_AGENCIES}\b[^()\[\]]{{0,40}}[\])]|[\[(]AP Photo[^()\[\]]{{0,40}}[\])]"
    rf"|\b{_AGENCIES}\s?/\s?[A-Z][\w .’'-]{{2,40}}|/ ?{_AGENCIES})\.?"
)
_SIGNED = re.compile(rf".{{3,300}}[\[(]{_AGENCIES}\.?[\])]\.?")
_FILE_PHOTO = re.compile(
    r"(?:file (?:photo|picture|image|footage)|handout|archive photo|photo illustration)\b.{0,300}|.{0,300}[\[(](?:file|file photo|handout|archive)[\])]\.?",
    _I,
)
_FILE_NAME = re.compile(
    r"[\w()+ .-]{1,80}\.(?:jpe?g|png|gif|webp|mp4|mov|avi|pdf|svg)|(?:img|dsc|dscn|screenshot|screen shot|photo|image|vid|pic)[-_ ]?\d[\w ().-]{0,40}",
    _I,
)
_STAMPED_NAME = re.compile(r"\d{6,14}\s?[-_–]\s?[^.!?:;\"“”]{2,60}")
_LEAD_IN = re.compile(
    r"(?:(?:more|some|selected|the|a|additional|below|here|also|see|watch)[, ]+)*(?:screen ?shots?|screen ?grabs?|photo(?:graph)?s?|pictures?|images?|video|videos|footage|map|gallery|graphic|stills?)"
    r"(?: (?:below|above|gallery|footage|stills?))?(?: (?:from|of|by|showing|via|taken|released|shared|posted|published|courtesy)\b[^.!?]{0,160})?:",
    _I,
)
_URL = re.compile(r"(?:https?://|www\.)\S+|(?:pic\.twitter\.com|t\.co|youtu\.be|t\.me)/\S+", _I)
_POST_CREDIT = re.compile(r"[—–-]{1,2}\s?[^.!?]{1,60}\(@\w{1,20}\)\s?(?:\w+ \d{1,2},? \d{4})?")

_NAME_WORD = r"(?:[A-ZÀ-ÖØ-Þ](?:[\w'’.-]*)|al|el|de|da|van|von|bin|ibn|abu|der|la|le|di|du|bint|ould|ag|dos)"
_STAFF = (
    r"(?:staff|correspondents?|reporters?|writers?|editors?|agencies|newsroom|desk|bureau|contributors?|team)"
)
_BYLINE_LEAD = re.compile(
    r"(?:written by|reported by|by|text by|story by|author\s?:|posted by)\s+(?:(?:an?|our|the)\s+)?", _I
)
_BYLINE_WORD = re.compile(
    rf"{_NAME_WORD}|(?i:{_STAFF}|special|own|and|with|in|for|at|of|wire|services?|foreign|political|&|\||/|[–—-])"
)
_BYLINE_CREDITS = re.compile(
    r"[\[(]?(?:(?:additional |further )?(?:reporting|writing|editing|research|translation|compiled|translated|edited|reported|written)(?:(?: and |, )(?:reporting|writing|editing|translation))*(?: in [\w .,]{2,40})? (?:by|contributed))\b.{2,240}"
    r"|.{2,120}\bcontributed (?:to this (?:report|story|article)|reporting)\.?",
    _I,
)
_NOT_A_NAME = re.compile(
    rf"(?i:by)\s+(?:(?:early|late|mid|the|last|next|this)\b|{_MONTH}\b|{_DAY}\b|then\b|now\b|noon|midnight|\d)",
    _I,
)


_ENDS_IN_DATE = re.compile(
    rf"[,|–—-]?\s+(?:{_DAY}[,.]? )?(?:(?:{_MONTH})\.? \d{{1,2}},? \d{{4}}|\d{{1,2}} (?:{_MONTH})\.?,? \d{{4}})\.?$", _I
)
""" "By a correspondent, Dailekh, May 19, 2004"."""


def is_dated_label(line: str) -> bool:
    """A headline that names its kind and the one day it is of: `Conflict monitor: daily digest, Friday 3 May 2024`."""
    dated = _ENDS_IN_DATE.search(line)
    if dated is None:
        return False
    before = line[: dated.start()]
    labels = {token.strip(".:").casefold() for token in _TOKEN.findall(before)} & _LABELS
    ranged = re.search(r"(?:[-–]|\d|\b(?:to|and))\s*$", before) is not None
    return bool(labels - {"for", "of", "no", "dated", "number"}) and not ranged


_WHOLE_DATE = re.compile(rf"(?<!\d)(?:(?:{_MONTH})\.? \d{{1,2}},? \d{{4}}|\d{{1,2}} (?:{_MONTH})\.?,? \d{{4}})\b", _I)
_COVERED = re.compile(r"\b(?:period|cover(?:s|ing)|week|from|since|until|between)\b", _I)
""" "Reporting period: 3 May 2013": the day is what is told, not when it was printed."""
HEAD_DATE_WORDS = 18
"""A longer line of the head is a sentence, whose date belongs to what it tells."""


def is_head_with_date(line: str) -> bool:
    """A line of the head with one whole date that stands for itself: `Dori, Wednesday 19 February 2020, 19:00 - English summary`."""
    dates = list(_WHOLE_DATE.finditer(line))
    if len(dates) != 1 or words(line) > HEAD_DATE_WORDS or _COVERED.search(line):
        return False
    before = re.sub(rf"(?:\b(?:{_DAY})[,.]?|\b\d{{1,2}}[:.]\d\d(?:\s?[ap]\.?m\.?)?,?(?: on)?)\s*$", "", line[: dates[0].start()], flags=_I).rstrip()
    ranged = re.match(r"\s*(?:[-–]|to\b|and\b)\s*\d+(?![\d:.])", line[dates[0].end() :])
    return (not before or before[-1] in ",|(/:•·–—-") and ranged is None


def words(line: str) -> int:
    """Number of words, by white space."""
    return line.count(" ") + 1 if line else 0


def is_date_line(line: str) -> bool:
    """A line that holds a date and nothing but words that date or name the act of publishing."""
    rest = PUBLISHED.sub("", line, count=1) if PUBLISHED.match(line) else line
    tokens = [token for token in _TOKEN.findall(rest) if any(char.isalnum() for char in token)]
    if not _DIGIT.search(rest) or not 1 <= len(tokens) <= 14:
        return False
    plain = [
        token
        for token in tokens
        if not _DATE_WORD.fullmatch(token.rstrip(".:")) and not PUBLISHED.fullmatch(token)
    ]
    if PUBLISHED.match(line):
        return not plain
    return (
        not plain
        and (len(tokens) > 1 or len(tokens[0]) >= 8)
        and re.search(rf"{_MONTH}|\d{{4}}", line, _I) is not None
    )


_LABELS = frozenset(
    """weekly daily monthly note notes bulletin report update situation sitrep press release statement
    communique communiqué no number issue edition vol volume briefing digest summary for of dated""".split()  # noqa: SIM905
)


def states_publication(line: str) -> bool:
    """A date line that says so (`Published ...`), or a short label with a date (`Weekly note, Sunday 19 March 2017`)."""
    if PUBLISHED.match(line):
        return True
    tokens = [token.strip(".:").casefold() for token in _TOKEN.findall(line)]
    return words(line) <= SHORT_WORDS and all(
        token in _LABELS or not token or _DATE_WORD.fullmatch(token) for token in tokens
    )


def is_place_and_date(line: str) -> bool:
    """A dateline on a line of its own: a place or an outlet's name, a date, perhaps a time, no sentence."""
    if words(line) > 12 or not re.search(
        rf"\b(?:19|20)\d\d\b|\b(?:{_MONTH})\.? \d{{1,2}}\b|\b\d{{1,2}} (?:{_MONTH})\b", line, _I
    ):
        return False
    if not re.search(rf"\b(?:{_MONTH})\b|\d[-/]\d", line, _I):
        return False
    rest = [token for token in _TOKEN.findall(line) if not _DATE_WORD.fullmatch(token.rstrip(".:"))]
    names = all(re.fullmatch(_NAME_WORD + r"\.?", token) for token in rest)
    dated = re.search(
        rf"(?:^|[,|(–—-])\s*(?:{_DAY},? )?(?:(?:{_MONTH})\.? \d|\d{{1,2}} (?:{_MONTH}))", line, _I
    )
    return len(rest) <= 5 and names and dated is not None and line[-1] not in "!?"


def is_byline(line: str) -> bool:
    """`By NAME`, `By a staff correspondent`, `Reporting by X; editing by Y`: no sentence, no full stop of one."""
    if words(line) > 40:
        return False
    line = _ENDS_IN_DATE.sub("", line)
    if _BYLINE_CREDITS.fullmatch(line):
        return True
    lead = _BYLINE_LEAD.match(line)
    if lead is None or _NOT_A_NAME.match(line):
        return False
    names = line[lead.end() :].split()
    if (line.isupper() and (len(names) > 5 or line.endswith("."))) or (line.endswith(".") and len(names) > 6):
        return False
    return 1 <= len(names) <= 14 and all(_BYLINE_WORD.fullmatch(name.rstrip(",;")) for name in names)


def is_link(line: str) -> bool:
    """Nothing but addresses, or the signature line of an embedded post."""
    return all(_URL.fullmatch(part) for part in line.split()) or _POST_CREDIT.fullmatch(line) is not None


def is_caption(line: str) -> bool:
    """A photo credit, caption with a credit, file name, or the lead-in to pictures."""
    if words(line) > 60:
        return False
    if _STAMPED_NAME.fullmatch(line):
        return words(line) <= 8
    if _LEAD_IN.fullmatch(line) or _FILE_NAME.fullmatch(line) or _CREDIT_BY.fullmatch(line):
        return True
    if _CREDIT.fullmatch(line):
        return words(line) <= 40
    if _FILE_PHOTO.fullmatch(line) or _CREDITED.fullmatch(line):
        return not _is_prose(line)
    return (
        _SIGNED.fullmatch(line) is not None
        and words(line) <= 30
        and not _FINITE.search(line)
        and not _REPORTING.search(line)
    )


def is_navigation(line: str) -> bool:
    """Menu words, skip links, breadcrumbs, pointers to other pages."""
    bare = line.strip(" »>›«<|·•*-–—:[]↑↓←→▲▼").casefold()
    if bare in MENU_WORDS or (words(line) <= SHORT_WORDS and _NAVIGATION.fullmatch(bare)):
        return True
    if is_menu(line):
        return True
    return words(line) <= 25 and any(
        rule.fullmatch(line) for rule in (_READ_MORE, _POINTER, _PAGE_TEASER, _BELOW, _ALSO_ON)
    )


def is_menu(line: str) -> bool:
    """Three or more short labels between bars, bullets or arrows."""
    for mark in ("|", "·", "•", "»", "›", ">", " / "):
        parts = [part.strip() for part in line.split(mark) if part.strip()]
        if len(parts) >= 3 and all(
            words(part) <= 4 and part[-1] not in ".!?" and not _DIGIT.search(part) for part in parts
        ):
            return True
    return False


def is_newsletter(line: str) -> bool:
    """An invitation to subscribe or follow, in the imperative or as a label."""
    if words(line) > 60 or not _NEWSLETTER_START.match(line.lstrip(" *_•-–—[(>")):
        return False
    return (words(line) <= 4 and not _is_prose(line)) or NEWSLETTER_WORD.search(line) is not None


def is_appeal(line: str) -> bool:
    """A request for the reader's money or membership, in the outlet's own voice."""
    if words(line) <= 40 and _TIP.fullmatch(line):
        return True
    if words(line) > APPEAL_WORDS or not _APPEAL.search(line) or _is_quoted_speech(line):
        return False
    return _SECOND_PERSON.search(line) is not None and _IMPERATIVE.match(line) is not None


def is_share(line: str) -> bool:
    """A bar of buttons for passing the page on."""
    if words(line) > 25 or line[-1] in ".!?":
        return False
    if _LIKE_PAGE.fullmatch(line):
        return True
    if not _SHARE_CORE.search(line):
        return False
    labels = [part.strip("-|·•/,:&+()").casefold() for part in line.split()]
    if all(not label or label in _SHARE_WORDS or _COUNT.fullmatch(label) for label in labels):
        return True
    return _SHARE_START.match(line) is not None and words(line) <= SHORT_WORDS


def is_boilerplate(line: str) -> bool:
    """Cookie notices, copyright lines, advertisements, standing disclaimers."""
    if words(line) > 80:
        return False
    if _COOKIES.search(line) and not _is_quoted_speech(line):
        return True
    return any(rule.fullmatch(line) for rule in (_COPYRIGHT, _ADVERT, _DISCLAIMER))


def is_markup(line: str) -> bool:
    """No letter and no digit (rules, ornaments, stray marks), or a line of style sheet or script."""
    return _MARKUP.fullmatch(line) is not None or _CODE.fullmatch(line) is not None


_REPORTING = re.compile(
    r"\b(?:said|says|told|according to|reported|announced|stated|claimed|claims|added|killed|attacked)\b", _I
)


def _is_quoted_speech(line: str) -> bool:
    return _REPORTING.search(line) is not None and any(mark in line for mark in '"“”«»')


_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|said|says|told|did|does|do|can|could|may|might)\b", _I
)


def _is_prose(line: str) -> bool:
    """Several sentences: a capital after a full stop, and a finite auxiliary or verb of saying."""
    return re.search(r"[a-z)\"”]\. [A-Z\"“]", line) is not None and _FINITE.search(line) is not None


RULES: tuple[Rule, ...] = (
    ("markup", is_markup),
    ("link", is_link),
    ("dateline", is_date_line),
    ("newsletter", is_newsletter),
    ("share", is_share),
    ("navigation", is_navigation),
    ("appeal", is_appeal),
    ("boilerplate", is_boilerplate),
    ("byline", is_byline),
    ("caption", is_caption),
)
"""Every line rule, in the order in which they are asked; the first that holds gives the reason."""
