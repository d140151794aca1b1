"""The file of an evidence pack, sent in parts: `/evidence/<project>/<pack>`; who asks is looked at each time."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from db.files import FileStore
from db.queries.evidence import BuiltRow, built_pack
from db.unit_of_work import reading
from pages._http.field_call import Identity, note_refusal, status_of, visitor, words_of
from pages._kit.installation import engine, file_store
from tracker.errors import NotAllowed, NotFound, TrackerError
from tracker.permissions import Action, Actor, can

HEADERS = {
    "Accept-Ranges": "bytes",
    "Cache-Control": "private, no-cache",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}

_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


@dataclass(frozen=True, slots=True)
class Offered:
    """A pack that may be sent: its file, where its bytes are, and how many they are there."""

    built: BuiltRow
    files: FileStore
    size: int


def routes(identity: Identity = visitor) -> list[BaseRoute]:
    """The route; `identity` says who asks."""
    return [Route("/evidence/{project_id:int}/{pack_id:int}", _endpoint(identity))]


def address_of(project_id: int, pack_id: int, language: str) -> str:
    """Where a browser finds the file of a pack; a refusal is told in `language`."""
    return f"/evidence/{project_id}/{pack_id}?lang={language}"


def byte_range(asked: str, size: int) -> tuple[int, int] | None:
    """The first byte asked for and the one behind the last (RFC 9110, section 14.1.2); None for the whole file.

    More ranges than one, and what is no range at all, ask for the whole file, as the standard allows.

    Raises:
        ValueError: the file ends before the range begins.
    """
    found = _RANGE.fullmatch(asked)
    if found is None or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if not first:
        first, last = str(max(0, size - int(last))), ""
    start, end = int(first), min(int(last) + 1 if last else size, size)
    if last and int(last) < start:
        return None
    if start >= size:
        raise ValueError(asked)
    return start, end


def _endpoint(identity: Identity) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        try:
            actor = await run_in_threadpool(identity, request)
            offered = await run_in_threadpool(_offered, actor, **request.path_params)
        except TrackerError as error:
            status = status_of(error)
            note_refusal(request, error, status)
            return PlainTextResponse(f"{words_of(request).problem(error)}\n", status, HEADERS)
        return _sent(request, offered)

    return answer


def _offered(actor: Actor, project_id: int, pack_id: int) -> Offered:
    """The pack, if this actor may have packs of the project and nobody has put it aside."""
    if not can(actor, Action.BUILD_EVIDENCE, project_id):
        raise NotAllowed(action=Action.BUILD_EVIDENCE)
    with reading(engine()) as session:
        built = built_pack(session, project_id, pack_id)
    if built is None:
        raise NotFound(record="evidence_pack", id=pack_id)
    files = file_store()
    return Offered(built, files, files.size(built.sha256))


def _sent(request: Request, offered: Offered) -> Response:
    """The file or the range of it that was asked for, a part in memory at a time."""
    built, size = offered.built, offered.size
    tag = f'"{built.sha256}"'
    headers = {**HEADERS, "ETag": tag, "Content-Disposition": _attachment(built.file_name)}
    asked = request.headers.get("range", "") if request.headers.get("if-range", tag) == tag else ""
    try:
        chosen = byte_range(asked, size)
    except ValueError:
        return Response(status_code=416, headers={**headers, "Content-Range": f"bytes */{size}"})
    first, end = chosen or (0, size)
    headers["Content-Length"] = str(end - first)
    if chosen is not None:
        headers["Content-Range"] = f"bytes {first}-{end - 1}/{size}"
    parts = () if request.method == "HEAD" else offered.files.parts(built.sha256, first, end)
    return StreamingResponse(
        parts, status_code=200 if chosen is None else 206, headers=headers, media_type=built.media_type
    )


def _attachment(name: str) -> str:
    """The header that has a browser save the file under its own name (RFC 6266)."""
    return f"attachment; filename=\"evidence.zip\"; filename*=UTF-8''{quote(name, safe='')}"
