"""The page itself: files built from `web/`, served from inside the package."""

import mimetypes
from importlib.resources import files
from pathlib import Path
from typing import Final

from starlette.responses import FileResponse, HTMLResponse, Response

FOLDER: Final = "static"
MISSING: Final = """<!doctype html><html lang="en"><meta charset="utf-8"><title>The page is not built</title><main>
<h1>The page is not built</h1><p>The desk's server runs, but its page is not there. It is inside an installed whosays; in a checkout build it once:</p>
<pre>cd web &amp;&amp; npm ci &amp;&amp; npm run build</pre><p>The API answers all the same: see <code>/api/openapi.json</code>.</p></main></html>"""
_TYPES: Final = {".js": "text/javascript", ".mjs": "text/javascript", ".json": "application/json", ".svg": "image/svg+xml", ".wasm": "application/wasm",
                 ".geojson": "application/json", ".webmanifest": "application/manifest+json"}


def folder() -> Path:
    """Where the built files lie."""
    return Path(str(files("whosays.desk"))) / FOLDER


def page(path: str) -> Response:
    """A built file; any other path gets the page, which finds its way by the address."""
    root = folder()
    index = root / "index.html"
    if not index.is_file():
        return HTMLResponse(MISSING, status_code=503, headers={"cache-control": "no-store"})
    if "\x00" in path:
        return HTMLResponse("no such file", status_code=404)
    wanted = (root / path.lstrip("/")).resolve()
    if path.strip("/") and wanted.is_relative_to(root.resolve()) and wanted.is_file():
        hashed = "/assets/" in path
        kind = _TYPES.get(wanted.suffix) or mimetypes.guess_type(wanted.name)[0] or "application/octet-stream"
        return FileResponse(wanted, media_type=kind, headers={"cache-control": "max-age=31536000, immutable" if hashed else "no-cache"})
    if path.startswith("/assets/"):
        return HTMLResponse("no such file", status_code=404)
    return FileResponse(index, media_type="text/html", headers={"cache-control": "no-cache"})
