"""What every call of the field page's API shares: who asks, what is read of it, and how a refusal is answered."""

import asyncio
import enum
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from pages._http.field_page import APP_HEADER, build
from tracker.errors import Invalid, NotAllowed, NotFound, TrackerError
from tracker.field_reading import LARGEST_ID
from tracker.i18n import Words
from tracker.permissions import Actor, local_actor

LARGEST_BODY = 1_000_000
"""Bytes of a JSON body."""

BODY_SECONDS = 60
"""A JSON body that takes longer is sent again."""

IDLE_SECONDS = 20
"""A phone that sends nothing for so long has lost its line."""

JSON = "application/json"

HEADERS: Mapping[str, str] = MappingProxyType(
    {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
)

STATUS: Mapping[str, int] = MappingProxyType(
    {
        "field_malformed": 400,
        "field_foreign_origin": 403,
        "update_needed": 410,
        "field_body_too_large": 413,
        "field_too_many_items": 413,
        "field_wrong_type": 415,
        "field_busy": 503,
        "files_unavailable": 503,
    }
)
"""HTTP status of a refusal by its code; the others go by their class."""

Identity = Callable[[Request], Actor]
"""Says who asks; it may read the database, and is called off the event loop."""

Handler = Callable[[Request, Actor], Awaitable[Response]]

log = logging.getLogger("kaiguan.field")


def visitor(_request: Request) -> Actor:
    """Who asks in local mode, in which `LocalOnly` lets nobody in but this computer's own visitors."""
    return local_actor()


def endpoint(handle: Handler, identity: Identity) -> Callable[[Request], Awaitable[Response]]:
    """A route's function: `handle` with the one who asks, refusals answered as JSON and written into the log."""

    async def answer(request: Request) -> Response:
        try:
            actor = await run_in_threadpool(identity, request)
            response = await handle(request, actor)
        except TrackerError as error:
            response = refusal(request, error)
        except (ClientDisconnect, TimeoutError):
            response = Response(status_code=503)  # the line is gone; who still hears it sends again
        for name, value in {**HEADERS, APP_HEADER: build().name}.items():
            if name not in response.headers:
                response.headers[name] = value
        return response

    return answer


def refusal(request: Request, error: TrackerError, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """The answer to a call that is refused."""
    status = status_of(error)
    note_refusal(request, error, status)
    body = {"error": problem(error, words_of(request))}
    return JSONResponse(body, status_code=status, headers=dict(headers or {}))


def note_refusal(request: Request, error: TrackerError, status: int, kind: str = "") -> None:
    """Write a refusal into the log: what was asked and why not, nothing that a person wrote."""
    route = request.scope.get("route")
    path = getattr(route, "path", "")
    ids = {name: value for name, value in request.path_params.items() if isinstance(value, int)}
    log.warning("refused %s %s %s %s %s: %s", request.method, path, ids, kind, status, error.code)


def status_of(error: TrackerError) -> int:
    """The HTTP status of a refusal."""
    if error.code in STATUS:
        return STATUS[error.code]
    if isinstance(error, NotAllowed):
        return 403
    return 404 if isinstance(error, NotFound) else 409


def problem(error: TrackerError, words: Words) -> dict[str, Any]:
    """A refusal as JSON: its code, its facts, and its sentence in the person's language."""
    return {"code": error.code, "facts": plain(error.facts), "message": words.problem(error)}


def plain(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, Mapping):
        return {str(name): plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(each) for each in value]
    if isinstance(value, enum.Enum):
        return value.value
    if value is None or isinstance(value, str | int | float):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def words_of(request: Request) -> Words:
    """The language that the phone asks for in `?lang=`; Chinese without one."""
    return Words.of(request.query_params.get("lang", "zh"))


def project_of(request: Request) -> int:
    """The project that a call names.

    Raises:
        Invalid: `field_malformed`, when it names none.
    """
    return number_in(request.query_params, "project", lowest=1)


def round_in_path(request: Request) -> int:
    """The round in the address.

    Raises:
        NotFound: no round can have this id.
    """
    round_id: int = request.path_params["round_id"]
    if not 0 < round_id <= LARGEST_ID:
        raise NotFound(record="inspection", id=0)
    return round_id


def number_in(values: Mapping[str, str], name: str, *, lowest: int = 0) -> int:
    """A whole number out of a query or the headers.

    Raises:
        Invalid: `field_malformed`, when it is missing, no number, or out of range.
    """
    text = values.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) <= 19) or not lowest <= int(text) <= LARGEST_ID:
        raise Invalid("field_malformed", name=name)
    return int(text)


def check_write(request: Request, media_type: str) -> None:
    """Refuse a write from another address's page, or of another kind than `media_type`.

    Raises:
        Invalid: `field_foreign_origin`, `field_wrong_type`.
    """
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc.lower() != request.headers.get("host", "").lower():
        raise Invalid("field_foreign_origin")
    sent = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if sent != media_type:
        raise Invalid("field_wrong_type")


async def json_body(request: Request) -> object:
    """The JSON that was sent, read no further than `LARGEST_BODY`.

    Raises:
        Invalid: `field_foreign_origin`, `field_wrong_type`, `field_body_too_large`, `field_malformed`.
    """
    check_write(request, JSON)
    data = bytearray()
    if _announced(request) > LARGEST_BODY:
        raise _too_large()
    async with asyncio.timeout(BODY_SECONDS):
        async for chunk in request.stream():
            data += chunk
            if len(data) > LARGEST_BODY:
                raise _too_large()
    try:
        return json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError):
        raise Invalid("field_malformed", name="JSON") from None


def _announced(request: Request) -> int:
    text = request.headers.get("content-length", "0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def _too_large() -> Invalid:
    return Invalid("field_body_too_large", largest=LARGEST_BODY // 1000)
