"""The desk as an ASGI application: the guard outside, then the route table, then the page."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route as Path

from whosays.desk import static
from whosays.desk.asking import Ask, Download, Refusal, Route, encoded, refusal_of
from whosays.desk.office import Office
from whosays.desk.openapi import document
from whosays.desk.routes import ROUTES
from whosays.desk.safety import SANDBOX, Guard
from whosays.errors import WhosaysError

JSON_BYTES: Final = 4_000_000
"""Longest body of a judgement or case."""
_JSON: Final = "application/json"


def make_app(office: Office) -> Guard:
    """The application of one desk."""

    @asynccontextmanager
    async def life(_app: Starlette) -> AsyncIterator[None]:
        yield
        office.close()

    async def described(_request: Request) -> Response:
        return Response(encoded(document(ROUTES)), media_type=_JSON)

    async def page(request: Request) -> Response:
        if request.url.path.startswith("/api/"):
            return _refused(Refusal(404, "not_found", f"there is no {request.method} {request.url.path}"))
        return await run_in_threadpool(static.page, request.url.path)

    async def nowhere(request: Request, _error: Exception) -> Response:
        """For what no route takes, a line break in a name among it."""
        return _refused(Refusal(404, "not_found", f"there is no {request.method} {request.url.path}"))

    paths = [Path(route.path, _endpoint(office, route), methods=[route.method]) for route in ROUTES]
    paths += [Path("/api/openapi.json", described), Path("/{path:path}", page, methods=["GET", "POST"])]
    return Guard(Starlette(routes=paths, lifespan=life, exception_handlers={404: nowhere}), office.access)


def _endpoint(office: Office, route: Route) -> Any:
    async def endpoint(request: Request) -> Response:
        try:
            body = await _body(request, office.settings.max_bytes if route.raw else JSON_BYTES) if route.method == "POST" else b""
        except Refusal as refusal:
            return _refused(refusal)
        except ClientDisconnect:
            return Response(status_code=400)
        return await run_in_threadpool(_answered, office, route, request, body)

    return endpoint


async def _body(request: Request, most: int) -> bytes:
    """The body.

    Raises:
        Refusal: longer than `most` bytes.
    """
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > most:
            raise Refusal(413, "too_large", f"the body is longer than {most} bytes")
        parts.append(part)
    return b"".join(parts)


def _answered(office: Office, route: Route, request: Request, body: bytes) -> Response:
    """One request, on a thread of its own with a connection of its own."""
    try:
        with office.looking() as book:
            ask = Ask(office, book, request.path_params, tuple(request.query_params.multi_items()), body)
            answer = route.answer(ask)
            if isinstance(answer, Download):
                return _download(answer)
            only = tuple(part for value in ask.all("fields") for part in value.split(",")) if "fields" in ask.used else ()
            return Response(encoded(answer, only), media_type=_JSON, headers={"cache-control": "no-store"})
    except (Refusal, WhosaysError) as error:
        refusal = refusal_of(error)
        assert refusal is not None
        return _refused(refusal)


def _refused(refusal: Refusal) -> Response:
    told = {"error": refusal.code, "message": str(refusal), **refusal.more}
    return Response(encoded(told), status_code=refusal.status, media_type=_JSON, headers={"cache-control": "no-store"})


def _download(file: Download) -> Response:
    """A file: saved, never shown by the browser, unless it is a brief in a sandbox."""
    plain = "".join(char if char.isascii() and (char.isalnum() or char in "._- ()") else "_" for char in file.name)
    named = f"filename=\"{plain}\"; filename*=UTF-8''{quote(file.name, safe='', errors='replace')}"
    headers = {"content-disposition": f"{'inline' if file.inline else 'attachment'}; {named}", "cache-control": "no-store"}
    headers["content-security-policy"] = SANDBOX
    if isinstance(file.parts, bytes):
        return Response(file.parts, media_type=file.media, headers=headers)
    return StreamingResponse(file.parts, media_type=file.media, headers=headers)


