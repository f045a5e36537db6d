"""The grammar: a literal list of rules over the classes of words, each with a function that makes its form.

A pattern is a regular expression whose letters are classes of times_words.tsv and of the lexer (two capitals or more); spaces
are ignored. At each place of a run the longest match wins, at equal length the rule that stands first.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from whosays.resolving.timex import absolute, hours, lengths, relative
from whosays.resolving.timex.forms import Expr, Form
from whosays.resolving.timex.lexer import Run, code
from whosays.resolving.timex.match import Hit

_SETS = {
    "MON": ("MONTH", "MONTHQ"),
    "WD": ("WDAY", "WDAYQ"),
    "DAYN": ("INT", "ORD", "ORDWORD"),
    "NUMBER": ("INT", "NUM", "NUMW"),
    "ORDINAL": ("ORD", "ORDWORD"),
    "DET": ("THE", "ITS"),
    "DASHED": ("HYPH", "DASH"),
    "EDGE": ("EARLY", "LATE", "MID", "EARLIER", "LATER"),
    "BOUND": ("BEGIN", "END", "MID"),
    "BACK": ("LAST", "PAST", "PREVIOUS"),
    "ONWARD": ("NEXT", "FOLL", "COMING"),
    "SHIFT": ("LAST", "NEXT", "THIS", "PREVIOUS", "FOLL", "COMING", "CURRENT", "LATEST", "PAST"),
    "TILL": ("TO", "THROUGH", "UNTIL", "HYPH", "DASH"),
    "ZEDE": ("AFTER", "BEFORE"),
}
_MACROS = {
    "QTY": r"(?: (?P<approx>APPROX | OVER | (?:MORE|LESS) THAN | (?:NO (?:MORE|LESS) THAN) | AT (?:LEAST|MOST) | WITHIN)? (?P<det>THE)? "
    r"(?: (?P<an>AN)? (?P<few>FEW) OF? (?P<few2>FEW)? | (?P<half>HALF) AN? | (?P<an1>AN) | (?P<n>NUMBER|YEAR) (?: (?P<orto>OR|TO|HYPH|DASH) (?P<n2>NUMBER) | (?P<plushalf>AND AN HALF) )? ) (?:MORE|ANOTHER)? )",
    "ORSO": r"(?P<orso>OR SO)?",
}
_CLASS = re.compile(r"(?<!\?P<)\b[A-Z][A-Z]+[A-Z0-9]*\b")


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to write a time: its name, its compiled pattern and the function that makes the form (null: no time after all)."""

    name: str
    pattern: re.Pattern[str]
    build: Callable[[Hit], Expr | Form | None]


def _compile(source: str) -> re.Pattern[str]:
    for name, body in _MACROS.items():
        source = re.sub(rf"\b{name}\b", body.replace("\\", r"\\"), source)
    expanded = _CLASS.sub(lambda match: _symbol(match.group()), source)
    return re.compile(re.sub(r"\s+", "", expanded))


def _symbol(name: str) -> str:
    return "[" + "".join(code(kind) for kind in _SETS[name]) + "]" if name in _SETS else code(name)


_DATE_TAIL = (
    r"(?: COMMA? (?P<y>YEAR|APOSY) | (?:OF|COMMA)? (?P<yshift>LAST|THIS|NEXT|THAT|FOLL) (?P<yunit>UNIT) )?"
)
_WD_HEAD = r"(?: (?P<w>WD) COMMA? DET? )?"

_SOURCES: tuple[tuple[str, str, Callable[[Hit], Expr | Form | None]], ...] = (
    ("iso", r"(?P<iso>ISO)", absolute.iso),
    ("slashed", r"(?P<slash>SLASH)", absolute.slashed),
    ("military_group", r"(?P<dtg>DTG)", absolute.date_time_group),
    ("day_month_year_joined", r"(?P<dmy>DMY)", absolute.joined),
    (
        "month_day",
        rf"(?P<shift>LAST|NEXT|THIS)? {_WD_HEAD} (?P<m>MON) THE? (?P<d>DAYN) {_DATE_TAIL}",
        absolute.full_date,
    ),
    ("day_month", rf"{_WD_HEAD} (?P<d>DAYN) HYPH? OF? (?P<m>MON) HYPH? {_DATE_TAIL}", absolute.full_date),
    (
        "month_days",
        rf"(?P<m>MON) (?P<d>DAYN) (?: TILL | AND | COMMA ) (?P<d2>DAYN) {_DATE_TAIL}",
        absolute.day_range,
    ),
    (
        "days_month",
        rf"(?:BETWEEN|FROM)? DET? (?P<d>DAYN) (?: TILL | AND ) DET? (?P<d2>DAYN) OF? (?P<m>MON) {_DATE_TAIL}",
        absolute.day_range,
    ),
    (
        "nth_days",
        r"(?:BETWEEN|FROM) THE (?P<d>ORD) (?: TILL | AND ) THE? (?P<d2>ORD)",
        absolute.nth_days,
    ),
    ("month_year", r"(?P<edge>EDGE)? HYPH? (?P<m>MON) (?:COMMA|OF)? (?P<y>YEAR|APOSY)", absolute.month),
    (
        "month_of_year",
        r"(?P<edge>EDGE)? HYPH? (?P<m>MON) OF? (?P<yshift>LAST|THIS|NEXT|THAT|FOLL|SAME) (?P<yunit>UNIT)",
        absolute.month,
    ),
    (
        "shifted_month",
        r"(?P<edge>EDGE)? (?P<shift>LAST|NEXT|THIS|PREVIOUS|FOLL|COMING) PAST? (?P<m>MON)",
        absolute.month,
    ),
    ("edge_month", r"DET? (?P<edge>EDGE) HYPH? (?P<m>MON)", absolute.month),
    ("month", r"(?P<m>MON)", absolute.month),
    ("weekday_date_joined", r"(?P<w>WD) COMMA (?P<slash>SLASH|ISO)", absolute.slashed),
    ("edge_year", r"DET? (?P<edge>EARLY|LATE|MID) HYPH? (?:IN|OF|THE)* (?P<y>YEAR)", absolute.year),
    ("year_range", r"(?P<y>YEAR) DASHED (?P<y2>YEAR|INT|NUM)", absolute.year_range),
    ("fiscal_year", r"FISCAL (?:UNIT)? (?P<y>YEAR)", absolute.year),
    ("year", r"(?P<y>YEAR)", absolute.bare_year),
    (
        "season",
        r"DET? (?P<edge>EDGE)? HYPH? (?P<s>SEASON) (?: (?:OF|COMMA)? (?P<y>YEAR) | OF? (?P<yshift>LAST|THIS|NEXT|THAT|SAME) (?P<yunit>UNIT) )?",
        absolute.season,
    ),
    (
        "shifted_season",
        r"(?P<edge>EDGE)? (?P<shift>LAST|NEXT|THIS|PREVIOUS|FOLL|COMING) (?:PAST|COMING)? (?P<s>SEASON)",
        absolute.season,
    ),
    (
        "quarter",
        r"DET? FISCAL? HYPH? (?P<q>ORDINAL) HYPH? FISCAL? (?P<unit>UNIT) (?: OF? DET? (?: FISCAL? (?P<y>YEAR) | (?P<yshift>LAST|THIS|NEXT|THAT|CURRENT) FISCAL? (?P<yunit>UNIT) ) )?",
        absolute.quarter,
    ),
    (
        "year_quarter",
        r"DET? (?: (?P<y>YEAR) POSS? | (?P<yshift>LAST|THIS|NEXT) (?P<yunit>UNIT) POSS ) FISCAL? (?P<q>ORDINAL) HYPH? (?P<unit>UNIT)",
        absolute.quarter,
    ),
    (
        "ago_quarter",
        r"DET? AN? (?P<yunit>UNIT) HYPH? (?P<back>AGO|EARLIER) (?P<q>ORDINAL)? HYPH? (?: (?P<unit>UNIT) | (?P<period>PERIOD) )",
        absolute.year_ago_quarter,
    ),
    (
        "half_year",
        r"DET? (?P<h>ORDINAL|LAST) HALF OF DET? (?: (?P<y>YEAR) | (?P<yshift>LAST|THIS|NEXT|THAT|CURRENT)? (?P<yunit>UNIT) )",
        absolute.half,
    ),
    (
        "half_month",
        r"DET? (?P<h>ORDINAL|LAST) HALF OF (?P<m>MON) (?: (?:COMMA|OF)? (?P<y>YEAR) )?",
        absolute.half_month,
    ),
    ("decade", r"DET? (?P<edge>EARLY|LATE|MID)? HYPH? (?P<dec>DECADE|TENSS)", absolute.decade),
    (
        "century",
        r"DET? (?P<edge>EARLY|LATE|MID)? HYPH? (?P<c>ORDINAL) HYPH? (?P<unit>UNIT)",
        absolute.century,
    ),
    (
        "bound",
        r"DET? (?P<bound>BOUND) OF (?P<inner>DET?) (?: (?: (?P<m>MON) (?: (?:COMMA|OF)? (?P<y>YEAR) )? ) | (?P<y1>YEAR) | (?P<feast>HOL) | (?P<dec>DECADE) | (?P<shift>SHIFT|THAT|SAME)? (?P<unit>UNIT) )",
        relative.bound,
    ),
    ("year_end", r"(?P<yunit>UNIT) (?:HYPH|POSS)? (?P<bound>END)", relative.year_end),
    (
        "nth_unit",
        r"DET? (?P<nth>ORDINAL|LAST|EARLY) (?:NUMBER|FEW)? (?P<unit>UNIT|PART) (?:OF|IN) (?P<inner>DET?) (?: (?P<m>MON) (?: (?:COMMA|OF)? (?P<y>YEAR) )? | (?P<y1>YEAR) | (?P<feast>HOL) )",
        relative.nth_unit,
    ),
    ("week_of", r"DET? (?P<unit>UNIT) OF (?P<m>MON) (?P<d>DAYN) (?: COMMA? (?P<y>YEAR) )?", relative.week_of),
    (
        "feast",
        r"(?P<edge>EDGE)? DET? (?P<shift>LAST|NEXT|THIS|PREVIOUS)? (?:UNIT OF)? (?P<feast>HOL) (?: (?:COMMA|IN|OF)? (?P<y>YEAR) | (?P<yshift>LAST|THIS|NEXT) (?P<yunit>UNIT) )? (?P<dayword>UNIT)?",
        relative.feast,
    ),
    (
        "weekday",
        r"(?P<edge>EDGE)? (?: (?:ON|IN)? (?P<det>THE)? (?P<shift>SHIFT) COMING? )? (?P<w>WD) (?P<part>HYPH? (?:PART|OVERNIGHT))? (?: OF? (?P<wshift>LAST|THIS|NEXT) (?P<wunit>UNIT) )?",
        relative.weekday,
    ),
    ("weekday_nth", r"(?P<w>WD) COMMA? THE (?P<d>ORD)", absolute.weekday_nth),
    ("day_nth", r"THE (?P<d>ORD)", absolute.day_nth),
    (
        "weekday_ago",
        r"(?: (?P<q>AN|NUMBER) (?P<unit>UNIT) AGO (?:ON|LAST)? (?P<w>WD) | (?P<w1>WD) (?P<q1>AN|NUMBER) (?P<unit1>UNIT) AGO | (?P<q2>NUMBER) (?P<w2>WDAYS) AGO )",
        relative.weekday_ago,
    ),
    (
        "weekdays",
        r"(?: EVERY (?P<w>WD) (?P<part>PART)? | (?P<ws>WDAYS) (?P<part2>PART)? | (?P<w3>WDAY) (?P<part3>UNIT) )",
        relative.weekdays,
    ),
    ("deictic", r"(?P<edge>EDGE)? (?P<day>DEICTIC) (?P<part>PART|NOON|OVERNIGHT)?", relative.deictic),
    ("tonight", r"(?P<edge>EDGE)? (?P<day>TONIGHT)", relative.deictic),
    ("day_beyond", r"DET (?P<unit>UNIT) (?P<side>ZEDE) (?P<day>DEICTIC)", relative.day_beyond),
    (
        "shifted_part",
        r"(?P<edge>EDGE)? (?P<det>THE)? (?P<shift>LAST|THIS|NEXT|FOLL|PREVIOUS|THAT|SAME) SAME? (?P<part>PART)",
        hours.shifted_part,
    ),
    (
        "part",
        r"(?P<at>IN|DURING|AT|BY|BEFORE|AFTER|UNTIL|SINCE)? (?P<det>THE)? (?P<edge>EDGE)? HYPH? (?P<part>PART|OVERNIGHT)",
        hours.part,
    ),
    ("early_hours", r"DET (?P<edge>EARLY) (?P<part>PART)? (?P<unit>UNIT)", hours.early_hours),
    (
        "clock",
        r"(?: (?P<clock>CLOCK|CLOCKDOT) (?P<half>AMPM)? | (?P<hour>INT) (?:OCLOCK)? (?P<half2>AMPM) | (?P<hour2>INT|NUMW) OCLOCK | (?P<noon>NOON) | (?P<mil>MILCLOCK) (?:UNIT)? ) (?: (?: (?P<open>LPAR)? (?P<zone>ZONE) (?P<sign>PLUS|HYPH)? (?:(?P<shift>INT))? (?:STANDARD|SEASON)? TIME? (?(open)RPAR) ) | LOCAL TIME )?",
        hours.clock,
    ),
    (
        "period",
        r"(?P<det>DET)? (?P<edge>EDGE)? (?P<shift>SHIFT|THAT) (?P<same>SAME)? (?P<fiscal>FISCAL)? HYPH? (?P<unit>UNIT)",
        relative.period,
    ),
    ("same_period", r"DET (?P<same>SAME) (?P<unit>UNIT|PART)", relative.same_period),
    ("edge_unit", r"(?P<edge>EDGE) (?:IN)? (?P<det>THE) (?P<unit>UNIT|PART)", relative.edge_unit),
    ("the_unit", r"(?P<det>THE) (?P<fiscal>FISCAL)? (?P<unit>UNIT)", relative.the_unit),
    ("latest_period", r"DET (?:LATEST|FISCAL)+ (?P<period>PERIOD)", relative.latest_period),
    (
        "stretch",
        r"(?P<approx>AT LEAST | APPROX | OVER)? DET? (?P<each>EVERY OF THE)? (?P<shift>LAST|PAST|NEXT|PREVIOUS|COMING|LATEST|FOLL|RECENT|CURRENT) (?: (?P<few>FEW) OF? | (?P<n>NUMBER|AN) (?: (?P<orto>OR|TO|HYPH|DASH) (?P<n2>NUMBER) )? ) HYPH? (?P<unit>UNIT|SEASONS) ORSO",
        lengths.stretch,
    ),
    (
        "opening",
        r"DET? (?P<q>ORDINAL) (?P<n>NUMBER|FEW) (?P<unit>UNIT) (?: OF (?: THE (?P<yunit>UNIT) | (?P<y>YEAR) ) )?",
        lengths.opening,
    ),
    (
        "vague_stretch",
        r"DET? (?P<more>MORE)? (?P<shift>RECENT|COMING|PAST|LAST|NEXT) (?P<unit>UNIT) (?: AND (?P<unit2>UNIT) )?",
        lengths.vague_stretch,
    ),
    ("units_ahead", r"DET (?P<unit>UNIT) AHEAD", lengths.units_ahead),
    ("ago", r"QTY HYPH? (?P<unit>UNIT) ORSO AGO", relative.ago),
    ("vague_ago", r"(?P<unit>UNIT) AGO", relative.vague_ago),
    ("beside", r"QTY (?P<unit>UNIT) ORSO (?P<side>EARLIER|LATER|PREV)", relative.beside),
    ("beside_time", r"QTY (?P<unit>UNIT) ORSO (?P<side>ZEDE|FROM|FOLL)", relative.beside_time),
    ("the_day_beside", r"(?P<det>THE) (?P<unit>UNIT|PART) (?P<side>ZEDE|FOLL)", relative.beside_time),
    ("units_beside", r"(?P<unit>UNIT) (?P<side>ZEDE|FOLL|EARLIER|LATER)", relative.units_beside),
    ("eve", r"DET? (?P<eve>EVE) OF", relative.eve),
    ("hyphen_ago", r"DET? AN? (?P<yunit>UNIT) HYPH (?P<back>AGO|EARLIER)", relative.hyphen_ago),
    ("from_now", r"QTY (?P<unit>UNIT) FROM NOW", relative.from_now),
    (
        "duration",
        r"QTY HYPH? (?P<unit>UNIT) (?P<andhalf>AND AN HALF)? ORSO (?P<long>HYPH LONG)? (?P<old>HYPH? OLD)?",
        lengths.duration,
    ),
    (
        "two_units",
        r"(?P<n>NUMBER) (?P<unit>UNIT) COMMA? AND? (?P<n2>NUMBER) (?P<unit2>UNIT)",
        lengths.two_units,
    ),
    ("long_unit", r"(?P<unit>UNIT) HYPH LONG", lengths.long_unit),
    (
        "for_units",
        r"(?P<for>FOR|IN|WITHIN|OVER|DURING|AFTER) (?P<unit>UNIT) (?: (?:OR|AND) (?P<unit2>UNIT) )?",
        lengths.bare_units,
    ),
    (
        "set",
        r"(?P<every>EVERY) (?: (?P<n>NUMBER|FEW|ORDINAL|ANOTHER) )? (?P<unit>UNIT|PART|SEASON|MON)",
        lengths.repeated,
    ),
    ("set_word", r"APPROX? (?P<adv>ADVSET)", lengths.set_word),
    ("now", r"(?P<ref>NOW|PASTREF|FUTREF)", relative.ref),
    ("the_future", r"(?P<det>DET) (?P<ref>REFNOUN)", relative.ref),
    (
        "the_recent_past",
        r"(?P<det>DET) RECENT PAST",
        relative.recent_past,
    ),
    ("the_past", r"(?P<det>THE) (?P<past>PAST)", relative.the_past),
    ("current", r"(?P<cur>CURRENT|RECENT)", relative.current),
)


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """The rules in order of preference, compiled once."""
    return tuple(Rule(name, _compile(source), build) for name, source, build in _SOURCES)


@lru_cache(maxsize=1)
def _any() -> re.Pattern[str]:
    # Names may not repeat in one pattern; a conditional on a name becomes optional, which only lets more through.
    bare = (
        re.sub(r"\(\?\(open\)(.)\)", r"\1?", re.sub(r"\(\?P<\w+>", "(?:", rule.pattern.pattern))
        for rule in rules()
    )
    return re.compile("|".join(f"(?:{pattern})" for pattern in bare))


def expressions(run: Run, text: str) -> list[Expr]:
    """The expressions of one run, left to right, none overlapping."""
    found: list[Expr] = []
    at = 0
    while (place := _any().search(run.codes, at)) is not None:
        expr = _best(run, text, place.start())
        if expr is None:
            at = place.start() + 1
        else:
            found.append(expr)
            at = max(expr.last + 1, place.start() + 1)
    return found


def _best(run: Run, text: str, at: int) -> Expr | None:
    matches = [(rule, match) for rule in rules() if (match := rule.pattern.match(run.codes, at))]
    matches.sort(key=lambda pair: -pair[1].end())
    for rule, match in matches:
        built = rule.build(Hit(text, run, match))
        if isinstance(built, Expr):
            return replace(built, rule=rule.name)
        if built is not None:
            last = match.end() - 1
            return Expr(run.words[at].start, run.words[last].end, at, last, rule.name, built)
    return None
