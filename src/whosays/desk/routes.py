"""The route table: every path of the API, what answers it, what it takes and gives."""

from typing import Any, Final

from whosays import api
from whosays.desk.asking import Param, Route
from whosays.desk.pages import (
    actors,
    cases,
    claims,
    exports,
    history,
    incidents,
    judging,
    overview,
    reading,
    reports,
    review,
    search,
    sources,
)
from whosays.desk.shapes.actors import ActorPage, ActorRows
from whosays.desk.shapes.cases import CaseAnswer, CaseChange, CasePage, CaseRows
from whosays.desk.shapes.claims import Citation, ClaimPage, ClaimRows
from whosays.desk.shapes.history import Changes, HistoryRows
from whosays.desk.shapes.incidents import IncidentPage, IncidentRows
from whosays.desk.shapes.overview import FoundRows, IssueRows, Lift, Overview, State
from whosays.desk.shapes.reading import Batch, Reading, StartReading
from whosays.desk.shapes.reports import ReportPage, ReportRows
from whosays.desk.shapes.review import (
    Agreements,
    NewJudgement,
    NewJudgements,
    ReviewRows,
    StoredJudgement,
    StoredJudgements,
)
from whosays.desk.shapes.sources import NameRows, SharedTexts, SourcePage

_PAGING: Final = (Param("limit", "rows, 1..500"), Param("cursor", "of the answer before"))
_FIELDS: Final = Param("fields", "only these fields of each row, separated by commas")
_WORDS: Final = Param("q", "words in the name")

ROUTES: Final[tuple[Route, ...]] = (
    Route("GET", "/api/state", overview.state, State),
    Route("GET", "/api/vocabulary", overview.vocabulary, dict[str, Any]),
    Route(
        "GET", "/api/overview", overview.overview, Overview, filtered=True, query=(
            Param("parts", "some of facets,timeline,map"), Param("facets", "some of the facets"), Param("limit", "values of a facet, 1..1000"),
            Param("unit", "year, month, week or day; chosen where left out"),
        ),
    ),
    Route(
        "GET", "/api/claims", claims.claims, ClaimRows, filtered=True,
        query=(Param("order", "document, time, confidence or doubt"), *_PAGING, _FIELDS),
    ),
    Route("GET", "/api/claims/{id}", claims.claim, ClaimPage),
    Route("GET", "/api/claims/{id}/cite", claims.cite, Citation),
    Route(
        "GET", "/api/incidents", incidents.incidents, IncidentRows, filtered=True,
        query=(Param("order", "size, date, dispute or id"), *_PAGING, _FIELDS),
    ),
    Route("GET", "/api/incidents/{id}", incidents.incident, IncidentPage),
    Route(
        "GET", "/api/reports", reports.reports, ReportRows, query=(
            Param("words", "words of the text"), Param("outlet", "its outlet"), Param("language", "ISO 639-1"), Param("issues", "1: only with an Issue"),
            Param("superseded", "1: older versions too"), Param("order", "name or date"), *_PAGING, _FIELDS,
        ),
    ),
    Route("POST", "/api/reports", reading.hand_in, Batch, raw=True, query=(Param("name", "the file's name"), Param("batch", "of the file before"))),
    Route("GET", "/api/reports/{id}", reports.report, ReportPage),
    Route("GET", "/api/reports/{id}/original", reports.original, bytes),
    Route("GET", "/api/sources", sources.sources, NameRows, query=(_WORDS, Param("kind", "source or outlet"), *_PAGING, _FIELDS)),
    Route("GET", "/api/sharing", sources.sharing, SharedTexts, query=(Param("limit", "rows, 1..500"),)),
    Route("GET", "/api/sources/{name:path}", sources.source, SourcePage),
    Route("GET", "/api/actors", actors.actors, ActorRows, query=(_WORDS, *_PAGING, _FIELDS)),
    Route("GET", "/api/actors/{id}", actors.actor, ActorPage),
    Route(
        "GET", "/api/review", review.review, ReviewRows, filtered=True,
        query=(Param("by", "who reviews"), Param("second", "1: what exactly one other judged"), *_PAGING),
    ),
    Route("GET", "/api/agreement", review.agreement, Agreements),
    Route("POST", "/api/judgements", judging.judge, StoredJudgement, takes=NewJudgement),
    Route("POST", "/api/judgements/batch", judging.judge_many, StoredJudgements, takes=NewJudgements),
    Route(
        "GET", "/api/history", history.history, HistoryRows, query=(
            Param("before", "older than this write"), Param("after", "newer than this write"), Param("kind", "kind of write"), Param("by", "who wrote"),
            Param("on", "a record's id"), Param("limit", "rows, 1..500"),
        ),
    ),
    Route("GET", "/api/changes", history.changes, Changes, query=(Param("since", "the head of the last visit"),)),
    Route("GET", "/api/verify", history.verify, api.Verification, query=(Param("expect", "a head noted before, hex"),)),
    Route("GET", "/api/cases", cases.cases, CaseRows),
    Route("POST", "/api/cases", cases.new_case, CaseAnswer, takes=CaseChange),
    Route("GET", "/api/cases/{id}", cases.case, CasePage),
    Route("POST", "/api/cases/{id}", cases.change_case, CaseAnswer, takes=CaseChange),
    Route("GET", "/api/search", search.search, FoundRows, query=(Param("q", "words"), Param("kind", "report or claim"), Param("limit", "rows, 1..500"))),
    Route("GET", "/api/issues", search.issues, IssueRows, query=(Param("report", "of one report"), Param("limit", "rows, 1..500"))),
    Route("POST", "/api/reading", reading.start, Batch, takes=StartReading),
    Route("GET", "/api/reading/{batch}", reading.progress, Reading),
    Route(
        "GET", "/api/export/{form}", exports.export, bytes, filtered=True,
        query=(Param("title", "heading of a brief"), Param("view", "1: show a brief instead of saving it")),
    ),
    Route("POST", "/api/export/{form}", exports.lifted, bytes, takes=Lift),
)
"""Every path but `/api/openapi.json` (made from this table) and `/api/logout` (answered at the door)."""
