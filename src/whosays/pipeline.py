"""The staircase: the one module that names all the floors, in the order in which a report climbs them."""

from dataclasses import dataclass

from whosays.claims.build import Built, build
from whosays.lexicon import outlets
from whosays.model.issue import Issue
from whosays.model.reading import Reading
from whosays.model.report import Report
from whosays.model.resolution import Resolution
from whosays.reading import reader
from whosays.resolving.gazetteer import index
from whosays.resolving.places.resolve import ReportMeta, resolve_places
from whosays.resolving.times import publication_issues, resolve_times
from whosays.settings import Settings


@dataclass(frozen=True, slots=True)
class Tools:
    """What reading a report needs, loaded once a process."""

    reader: reader.Reader
    gazetteer: index.Gazetteer


@dataclass(frozen=True, slots=True)
class Read:
    """One report, climbed to its claims."""

    report: Report
    reading: Reading
    resolution: Resolution
    built: Built
    issues: tuple[Issue, ...]


def load_tools(settings: Settings) -> Tools:
    """Load parser, heads and gazetteer (compiled into `settings.cache_dir` on first use).

    Raises:
        InputError: when the parser package is missing or altered.
    """
    return Tools(reader.load(settings), index.load(settings.cache_dir))


def read_report(report: Report, tools: Tools) -> Read:
    """Report -> Reading -> Resolution -> claims: pure, so the result depends on nothing but the report and the tools."""
    reading = tools.reader.read(report)
    resolution = resolve(report, reading, tools)
    built = build(report, reading, resolution)
    return Read(report, reading, resolution, built, (*reading.issues, *resolution.issues, *built.issues))


def resolve(report: Report, reading: Reading, tools: Tools) -> Resolution:
    """Times and places of one reading; only what stands in main text is looked at."""
    country = outlets.country(report.outlet)
    sentences = [(s.start, s.end) for s in reading.sentences]
    times, issues = resolve_times(report.text, sentences, report.published, reading.tokens, country)
    meta = ReportMeta(report.outlet, report.title, country)
    places = resolve_places(report.text, reading, meta, tools.gazetteer)
    return Resolution(times, places, (*issues, *publication_issues(report.published, times)))
