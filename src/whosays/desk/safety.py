"""What stands between the desk and everything else: who may come in, from where, and what a browser may do with the answers.

The desk listens on loopback, where any page that a browser has open can send requests. So: a session cookie that only the start
URL's token gives (SameSite=Strict, HttpOnly), the Host checked against the address that is served (no name rebound to 127.0.0.1),
the Origin of every write, a body type that no form can send, and a content policy under which words of a report cannot run.
"""

import hmac
import ipaddress
import secrets
import time
from collections.abc import Awaitable, Callable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from whosays.desk.office import Access
from whosays.model.wire import dumps

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

COOKIE: Final = "whosays_desk"
"""The cookie's name, with the port behind it: browsers keep one jar for all ports of a host, and several desks may be open."""
LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; "
    "worker-src 'self' blob:; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""Styles may be inline because the map and the drawings set them; scripts never."""
SANDBOX: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
HEADERS: Final = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)
MOST_TRIES: Final = 5
WAIT_S: Final = 60.0
"""After so many wrong passwords nobody comes in by password for so long."""
LOGIN_BYTES: Final = 4_096


class Guard:
    """The outermost layer of the desk (ASGI)."""

    def __init__(self, app: Any, access: Access) -> None:
        self.app = app
        self.access = access
        self._wrong: list[float] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it here."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        refused = self._refused(scope, headers)
        if refused is not None:
            await _json(send, *refused)
            return
        if scope["path"] == "/login" and self.access.password is not None:
            await self._login(scope, receive, send)
            return
        token = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        if scope["method"] == "GET" and token and not scope["path"].startswith("/api/"):
            await self._enter(send, token, headers)
            return
        if self._session(headers) is None:
            await self._outside(scope, send)
            return
        if scope["path"] == "/api/logout" and scope["method"] == "POST":
            self.access.sessions.discard(self._session(headers) or "")
            await _json(send, 200, "done", "you are logged out", cookie=_cookie(self.access.port, "", 0))
            return
        await self.app(scope, receive, _with_headers(send))

    # --- where a request comes from

    def _refused(self, scope: Scope, headers: dict[str, str]) -> tuple[int, str, str] | None:
        """Why a request is refused before anybody asks who sends it: status, code, words; null when it is not."""
        if not self._host_is_ours(headers.get("host", "")):
            return 403, "forbidden", "this Host is not served here; open the address that `whosays desk` printed"
        if headers.get("sec-fetch-site") not in (None, "same-origin", "none") and not self._navigates(scope, headers):
            return 403, "forbidden", "requests of other sites are refused"
        if scope["method"] in ("GET", "HEAD"):
            return None
        if scope["method"] != "POST":
            return 405, "bad_request", "only GET and POST are taken here"
        origin = headers.get("origin")
        if origin is None or not self._same_origin(origin, headers["host"]):
            return 403, "forbidden", "a write must come from the desk's own page (Origin)"
        kind = headers.get("content-type", "").partition(";")[0].strip().lower()
        if scope["path"] == "/login":
            return None
        if kind not in ("application/json", "application/octet-stream"):
            return 415, "unsupported", f"a write is application/json (a file: application/octet-stream), not {kind or 'nothing'}"
        return None

    @staticmethod
    def _navigates(scope: Scope, headers: dict[str, str]) -> bool:
        """Whether a person follows a link from elsewhere to a page: SameSite keeps the cookie away, and the page asks to come in."""
        return scope["method"] == "GET" and headers.get("sec-fetch-mode") == "navigate" and not scope["path"].startswith("/api/")

    def _host_is_ours(self, host: str) -> bool:
        name, port = _split(host)
        if name is None or port != self.access.port:
            return False
        if name in LOOPBACK:
            return True
        if self.access.host in LOOPBACK:
            return False
        return name == self.access.host.lower() or _is_address(name) or name in self.access.names

    @staticmethod
    def _same_origin(origin: str, host: str) -> bool:
        parts = urlsplit(origin)
        return parts.scheme in ("http", "https") and parts.netloc.lower() == host.lower()

    # --- who comes in

    def _session(self, headers: dict[str, str]) -> str | None:
        try:
            found = SimpleCookie(headers.get("cookie", "")).get(f"{COOKIE}_{self.access.port}")
        except CookieError:
            return None
        value = found.value if found is not None else ""
        return next((one for one in tuple(self.access.sessions) if hmac.compare_digest(one.encode(), value.encode())), None)

    async def _enter(self, send: Send, token: str, headers: dict[str, str]) -> None:
        """The start URL: its token becomes a cookie, and the address bar forgets it.

        Where another page led here (a terminal in the browser), the browser would keep a strict cookie from a redirect: then our own page goes on.
        """
        if not hmac.compare_digest(token.encode("utf-8", "replace"), self.access.token.encode()):
            await _page(send, 403, "This link is not valid", "The desk was started anew since, or the link was cut. Open the address that <code>whosays desk</code> printed.")
            return
        cookie = _cookie(self.access.port, self.access.new_session())
        if headers.get("sec-fetch-site") in ("cross-site", "same-site"):
            await _page(send, 200, "whosays desk", '<meta http-equiv="refresh" content="0;url=/"><a href="/">Come in</a>', cookie)
        else:
            await _redirect(send, "/", cookie)

    async def _outside(self, scope: Scope, send: Send) -> None:
        if scope["path"].startswith("/api/"):
            await _json(send, 401, "unauthorised", "open the address that `whosays desk` printed: it lets this browser in")
        elif self.access.password is not None:
            await _redirect(send, "/login")
        else:
            await _page(send, 401, "The desk is closed to this browser", "Open the address that <code>whosays desk</code> printed: it lets this browser in.")

    async def _login(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] == "GET":
            await _page(send, 200, "whosays desk", _FORM)
            return
        now = time.monotonic()
        self._wrong = [at for at in self._wrong if now - at < WAIT_S]
        if len(self._wrong) >= MOST_TRIES:
            await _page(send, 429, "Too many tries", "Wait a minute and try again.")
            return
        body = await _body(receive, LOGIN_BYTES)
        given = parse_qs(body.decode("utf-8", "replace")).get("password", [""])[0]
        if not hmac.compare_digest(given.encode("utf-8", "replace"), (self.access.password or secrets.token_hex()).encode()):
            self._wrong.append(now)
            await _page(send, 403, "Not the password", _FORM)
            return
        await _redirect(send, "/", _cookie(self.access.port, self.access.new_session()))


_FORM: Final = (
    '<form method="post" action="/login"><label>Password <input type="password" name="password" autocomplete="current-password" autofocus required>'
    "</label> <button>Come in</button></form>"
)


def _split(host: str) -> tuple[str | None, int]:
    """Name and port of a Host header; no name where it is malformed."""
    try:
        parts = urlsplit(f"//{host}")
        return (parts.hostname or "").rstrip(".").lower() or None, parts.port or 80
    except ValueError:
        return None, 0


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _cookie(port: int, value: str, age: int | None = None) -> str:
    end = f"; Max-Age={age}" if age is not None else ""
    return f"{COOKIE}_{port}={value}; Path=/; HttpOnly; SameSite=Strict{end}"


async def _body(receive: Receive, most: int) -> bytes:
    """The body, cut after so many bytes."""
    body = b""
    while len(body) <= most:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            break
    return body[:most]


def _with_headers(send: Send) -> Send:
    """Answers of the desk get the policy and its fellows, unless they bring their own."""

    async def sent(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            headers = list(message.get("headers", []))
            given = {name.lower() for name, _ in headers}
            more = [*HEADERS, (b"content-security-policy", POLICY.encode())]
            message = {**message, "headers": headers + [pair for pair in more if pair[0] not in given]}
        await send(message)

    return sent


async def _answer(send: Send, status: int, kind: str, body: bytes, more: tuple[tuple[bytes, bytes], ...] = ()) -> None:
    headers = [(b"content-type", kind.encode()), (b"content-length", str(len(body)).encode()), (b"cache-control", b"no-store"), *more]
    out = _with_headers(send)
    await out({"type": "http.response.start", "status": status, "headers": headers})
    await out({"type": "http.response.body", "body": body})


async def _json(send: Send, status: int, code: str, message: str, cookie: str | None = None) -> None:
    more = ((b"set-cookie", cookie.encode()),) if cookie else ()
    body = {"done": True} if status == 200 else {"error": code, "message": message}
    await _answer(send, status, "application/json", dumps(body), more)


async def _redirect(send: Send, where: str, cookie: str | None = None) -> None:
    more = ((b"location", where.encode()), *(((b"set-cookie", cookie.encode()),) if cookie else ()))
    await _answer(send, 303, "text/plain", b"", more)


async def _page(send: Send, status: int, title: str, inside: str, cookie: str | None = None) -> None:
    """A page of the server's own, without any script; `inside` is ours, never from a report."""
    html = (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>'
        "<style>body{font:1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:15vh auto;padding:0 1rem;color-scheme:light dark}</style>"
        f"<main><h1>{title}</h1>{inside}</main></html>"
    )
    more = ((b"set-cookie", cookie.encode()),) if cookie else ()
    await _answer(send, status, "text/html; charset=utf-8", html.encode(), more)
