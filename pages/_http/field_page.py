"""The files of the field page: one build, named after its bytes, so that a phone knows when it holds an old one."""

import gzip
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from pages._http.field_words import in_both

FOLDER = Path(__file__).parent / "field"
PAGE = "index.html"
WORDS = "words.json"
TOKEN = b"__BUILD__"
"""Stands in a file for the name of the build."""

APP_HEADER = "Field-App"

MEDIA_TYPES: Mapping[str, str] = MappingProxyType(
    {
        ".html": "text/html; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".css": "text/css; charset=utf-8",
        ".svg": "image/svg+xml",
        ".png": "image/png",
        ".json": "application/json; charset=utf-8",
        ".webmanifest": "application/manifest+json; charset=utf-8",
    }
)
"""What is served, by the end of its name; other files are not."""

HEADERS: Mapping[str, str] = MappingProxyType(
    {
        # The page shows the photos that it has just taken as blobs.
        "Content-Security-Policy": (
            "default-src 'self'; img-src 'self' blob: data:; object-src 'none'; base-uri 'none'; "
            "form-action 'none'; frame-ancestors 'none'"
        ),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-cache",
        # The service worker lies in /field/ and keeps /field itself, too.
        "Service-Worker-Allowed": "/field",
    }
)


@dataclass(frozen=True, slots=True)
class File:
    """A file as it is served; `packed` is `data` in gzip, which is what a phone with a thin line gets."""

    data: bytes
    media_type: str
    packed: bytes

    @property
    def etag(self) -> str:
        """The entity tag: other bytes, another tag."""
        return f'"{hashlib.sha256(self.data).hexdigest()[:20]}"'


@dataclass(frozen=True, slots=True)
class Build:
    """The files that belong together, by their name under `/field/`, and the name of the whole."""

    name: str
    files: Mapping[str, File]


def build() -> Build:
    """The build that lies in `FOLDER` now; read anew only when a file there has changed."""
    paths = sorted(path for path in FOLDER.rglob("*") if path.suffix in MEDIA_TYPES and path.is_file())
    return _read(tuple((path, path.stat().st_mtime_ns, path.stat().st_size) for path in paths))


@lru_cache(maxsize=1)
def _read(found: tuple[tuple[Path, int, int], ...]) -> Build:
    raw = {path.relative_to(FOLDER).as_posix(): path.read_bytes() for path, _, _ in found}
    raw[WORDS] = json.dumps(in_both(), ensure_ascii=False, separators=(",", ":")).encode()
    digest = hashlib.sha256()
    for name, data in sorted(raw.items()):
        digest.update(f"{name}\0{len(data)}\0".encode() + data)
    title = digest.hexdigest()[:12]
    return Build(
        title,
        {
            name: _file(data.replace(TOKEN, title.encode()), MEDIA_TYPES[Path(name).suffix])
            for name, data in raw.items()
        },
    )


def _file(data: bytes, media_type: str) -> File:
    return File(data, media_type, gzip.compress(data, mtime=0))


async def page(request: Request) -> Response:
    """The page itself."""
    return await _serve(request, PAGE)


async def file(request: Request) -> Response:
    """One of its files; the folder's bare name leads to the page."""
    name = request.path_params["name"]
    return RedirectResponse("/field", headers=dict(HEADERS)) if not name else await _serve(request, name)


async def _serve(request: Request, name: str) -> Response:
    current = await run_in_threadpool(build)
    headers = {**HEADERS, APP_HEADER: current.name}
    found = current.files.get(name)
    if found is None:
        return PlainTextResponse("Not found\n", status_code=404, headers=headers)
    headers["ETag"] = f"W/{found.etag}"  # weak: the same file, packed or not
    headers["Vary"] = "Accept-Encoding"
    if request.headers.get("if-none-match", "").removeprefix("W/") == found.etag:
        return Response(status_code=304, headers=headers)
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(found.data, media_type=found.media_type, headers=headers)
    headers["Content-Encoding"] = "gzip"
    return Response(found.packed, media_type=found.media_type, headers=headers)


ROUTES: list[BaseRoute] = [Route("/field", page), Route("/field/{name:path}", file)]
"""The page and its files; routes below `/field/` that answer something else stand before these."""
