"""The route table: every path of the API, what answers it, what it takes and gives."""

from typing import Any, Final

from whosays import api
from whosays.desk import shapes
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

_PAGING: Final = (Param("limit", "rows, 1..500"), Param("cursor", "of the answer before"))
_FIELDS: Final = Param("fields", "only these fields of each row, separated by commas")
_WORDS: Final = Param("q", "words in the name")

ROUTES: Final[tuple[Route, ...]] = (
    Route("GET", "/api/state", overview.state, shapes.State),
    Route("GET", "/api/vocabulary", overview.vocabulary, dict[str, Any]),
    Route(
        "GET", "/api/overview", overview.overview, shapes.Overview, filtered=True, query=(
            Param("parts", "some of facets,timeline,map"), Param("facets", "some of the facets"), Param("limit", "values of a facet, 1..1000"),
            Param("unit", "year, month, week or day; chosen where left out"),
        ),
    ),
    Route(
        "GET", "/api/claims", claims.claims, shapes.ClaimRows, filtered=True,
        query=(Param("order", "document, time, confidence or doubt"), *_PAGING, _FIELDS),
    ),
    Route("GET", "/api/claims/{id}", claims.claim, shapes.ClaimPage),
    Route("GET", "/api/claims/{id}/cite", claims.cite, shapes.Citation),
    Route(
        "GET", "/api/incidents", incidents.incidents, shapes.IncidentRows, filtered=True,
        query=(Param("order", "size, date, dispute or id"), *_PAGING, _FIELDS),
    ),
    Route("GET", "/api/incidents/{id}", incidents.incident, shapes.IncidentPage),
    Route(
        "GET", "/api/reports", reports.reports, shapes.ReportRows, query=(
            Param("words", "words of the text"), Param("outlet", "its outlet"), Param("language", "ISO 639-1"), Param("issues", "1: only with an Issue"),
            Param("superseded", "1: older versions too"), Param("order", "name or date"), *_PAGING, _FIELDS,
        ),
    ),
    Route("POST", "/api/reports", reading.hand_in, shapes.Batch, raw=True, query=(Param("name", "the file's name"), Param("batch", "of the file before"))),
    Route("GET", "/api/reports/{id}", reports.report, shapes.ReportPage),
    Route("GET", "/api/reports/{id}/original", reports.original, bytes),
    Route("GET", "/api/sources", sources.sources, shapes.NameRows, query=(_WORDS, Param("kind", "source or outlet"), *_PAGING, _FIELDS)),
    Route("GET", "/api/sharing", sources.sharing, shapes.SharedTexts, query=(Param("limit", "rows, 1..500"),)),
    Route("GET", "/api/sources/{name:path}", sources.source, shapes.SourcePage),
    Route("GET", "/api/actors", actors.actors, shapes.ActorRows, query=(_WORDS, *_PAGING, _FIELDS)),
    Route("GET", "/api/actors/{id}", actors.actor, shapes.ActorPage),
    Route(
        "GET", "/api/review", review.review, shapes.ReviewRows, filtered=True,
        query=(Param("by", "who reviews"), Param("second", "1: what exactly one other judged"), *_PAGING),
    ),
    Route("GET", "/api/agreement", review.agreement, shapes.Agreements),
    Route("POST", "/api/judgements", judging.judge, shapes.StoredJudgement, takes=shapes.NewJudgement),
    Route("POST", "/api/judgements/batch", judging.judge_many, shapes.StoredJudgements, takes=shapes.NewJudgements),
    Route(
        "GET", "/api/history", history.history, shapes.HistoryRows, query=(
            Param("before", "older than this write"), Param("after", "newer than this write"), Param("kind", "kind of write"), Param("by", "who wrote"),
            Param("on", "a record's id"), Param("limit", "rows, 1..500"),
        ),
    ),
    Route("GET", "/api/changes", history.changes, shapes.Changes, query=(Param("since", "the head of the last visit"),)),
    Route("GET", "/api/verify", history.verify, api.Verification, query=(Param("expect", "a head noted before, hex"),)),
    Route("GET", "/api/cases", cases.cases, shapes.CaseRows),
    Route("POST", "/api/cases", cases.new_case, shapes.CaseAnswer, takes=shapes.CaseChange),
    Route("GET", "/api/cases/{id}", cases.case, shapes.CasePage),
    Route("POST", "/api/cases/{id}", cases.change_case, shapes.CaseAnswer, takes=shapes.CaseChange),
    Route("GET", "/api/search", search.search, shapes.FoundRows, query=(Param("q", "words"), Param("kind", "report or claim"), Param("limit", "rows, 1..500"))),
    Route("GET", "/api/issues", search.issues, shapes.IssueRows, query=(Param("report", "of one report"), Param("limit", "rows, 1..500"))),
    Route("POST", "/api/reading", reading.start, shapes.Batch, takes=shapes.StartReading),
    Route("GET", "/api/reading/{batch}", reading.progress, shapes.Reading),
    Route(
        "GET", "/api/export/{form}", exports.export, bytes, filtered=True,
        query=(Param("title", "heading of a brief"), Param("view", "1: show a brief instead of saving it")),
    ),
    Route("POST", "/api/export/{form}", exports.lifted, bytes, takes=shapes.Lift),
)
"""Every path but `/api/openapi.json` (made from this table) and `/api/logout` (answered at the door)."""
