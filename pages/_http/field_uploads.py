"""Photos from a phone, part by part: what has come is kept, so that a lost line costs only what was under way.

A part lies under a name that only the server makes. With the last byte the picture is prepared, kept and hung on its
record; a picture that is refused is thrown away with its part.
"""

import asyncio
import threading
from dataclasses import dataclass
from weakref import WeakValueDictionary

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from db.commands import field_rounds
from db.files import file_store
from db.photos import sent_before, store_photo
from db.unit_of_work import reading
from pages._http.field_call import IDLE_SECONDS, check_write, number_in, project_of, refusal
from pages._http.field_parts import Part, Parts, uploads_folder
from pages._http.field_store import Busy, stored
from pages._kit.installation import engine, settings
from tracker.errors import Invalid, NotAllowed, NotFound, TrackerError
from tracker.field_reading import uuid_in
from tracker.permissions import Action, Actor, can
from tracker.photos import LARGEST_BYTES, PhotoPurpose

OFFSET = "Upload-Offset"
COMPLETE = "Upload-Complete"
PART_TYPE = "application/offset+octet-stream"
WRITE_BYTES = 256 * 1024
PURPOSES = {purpose.value for purpose in PhotoPurpose}

_locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
_decoding = threading.BoundedSemaphore(2)
"""Decoding a large picture takes up to 150 MB for a moment: not many at a time."""


@dataclass(frozen=True, slots=True)
class Upload:
    """Which photo, on what, and how large it will be."""

    actor: Actor
    project_id: int
    round_id: int
    client_id: str
    on: str
    purpose: PhotoPurpose
    size: int
    part: Part


async def photo_offset(request: Request, actor: Actor) -> Response:
    """How many bytes of a photo the library has."""
    project_id = project_of(request)
    _require(actor, project_id)
    client_id = uuid_in(request.path_params, "client_id")
    part = Parts(uploads_folder(settings().files)).part(project_id, client_id)
    size = await run_in_threadpool(part.finished_size)
    if size is None and await run_in_threadpool(_hung, project_id, client_id) is not None:
        size = 0  # hung long ago: the phone sends from the start and is told at once that it is done
    if size is not None:
        return Response(headers={OFFSET: str(size), COMPLETE: "?1"})
    held = await run_in_threadpool(part.size)
    if held is None:
        raise NotFound(record="photo", id=client_id)
    return Response(headers={OFFSET: str(held), COMPLETE: "?0"})


async def photo_part(request: Request, actor: Actor) -> Response:
    """Take the bytes of a photo from an offset on; with the last one it is kept and hung."""
    check_write(request, PART_TYPE)
    upload = _upload_of(request, actor)
    offset = number_in(request.headers, OFFSET.lower())
    # Two parts of one photo never mix: the later call waits for the earlier one.
    async with _locks.setdefault(upload.part.name, asyncio.Lock()):
        known = await run_in_threadpool(_hung, upload.project_id, upload.client_id)
        if known is not None:
            return _done(upload, known)
        await run_in_threadpool(_check_target, upload)
        held = await _held(upload.part)
        if held != offset:
            return refusal(request, Invalid("photo_offset"), {OFFSET: str(held)})
        if not await _receive(request, upload.part, upload.size - offset):
            await run_in_threadpool(upload.part.discard)
            raise Invalid("photo_size_wrong")
        held = await _held(upload.part)
        if held < upload.size:
            return JSONResponse({"offset": held, "done": False}, headers={OFFSET: str(held)})
        return _done(upload, await run_in_threadpool(_finish, upload))


def _upload_of(request: Request, actor: Actor) -> Upload:
    """What a call says of its photo.

    Raises:
        Invalid: `field_malformed`; `photo_too_large`, and then what has come of it is thrown away.
    """
    project_id, query = project_of(request), request.query_params
    _require(actor, project_id)
    client_id = uuid_in(request.path_params, "client_id")
    purpose = query.get("purpose", "")
    if purpose not in PURPOSES:
        raise Invalid("field_malformed", name="purpose")
    on = query.get("on", "")
    upload = Upload(
        actor=actor,
        project_id=project_id,
        round_id=number_in(query, "round", lowest=1),
        client_id=client_id,
        on=on if on == field_rounds.ROUND_ITSELF else uuid_in(query, "on"),
        purpose=PhotoPurpose(purpose),
        size=number_in(query, "size", lowest=1),
        part=Parts(uploads_folder(settings().files)).part(project_id, client_id),
    )
    if upload.size > LARGEST_BYTES:
        upload.part.discard()
        megabyte = 1_000_000
        raise Invalid("photo_too_large", size=upload.size // megabyte, largest=LARGEST_BYTES // megabyte)
    return upload


async def _receive(request: Request, part: Part, room: int) -> bool:
    """Append what the phone sends, at most `room` bytes; False when it sends more. A lost line keeps what came."""
    waiting = bytearray()
    stream = request.stream()
    try:
        while True:
            async with asyncio.timeout(IDLE_SECONDS):
                chunk = await anext(stream, None)
            if chunk is None:
                return True
            room -= len(chunk)
            if room < 0:
                waiting.clear()
                return False
            waiting += chunk
            if len(waiting) >= WRITE_BYTES:
                await run_in_threadpool(part.append, bytes(waiting))
                waiting.clear()
    except (ClientDisconnect, TimeoutError):
        return True
    finally:
        await run_in_threadpool(part.append, bytes(waiting))


async def _held(part: Part) -> int:
    return await run_in_threadpool(part.size) or 0


def _finish(upload: Upload) -> int:
    """Prepare, keep and hang a photo whose bytes are all here; gives the attachment's id."""
    try:
        with _decoding:
            photo = store_photo(file_store(settings().files), upload.part.read())
        attachment_id = stored(
            lambda session: field_rounds.photo_from_phone(
                session,
                actor=upload.actor,
                project_id=upload.project_id,
                round_id=upload.round_id,
                on=upload.on,
                photo=photo,
                client_id=upload.client_id,
                purpose=upload.purpose,
            )
        )
    except Busy:
        raise
    except TrackerError as error:
        if error.code != "files_unavailable":
            upload.part.discard()
        raise
    upload.part.finish(upload.size)
    return attachment_id


def _done(upload: Upload, attachment_id: int) -> JSONResponse:
    answer = {"offset": upload.size, "done": True, "attachment_id": attachment_id}
    return JSONResponse(answer, headers={OFFSET: str(upload.size)})


def _hung(project_id: int, client_id: str) -> int | None:
    """The attachment that a photo became already; None while it has not."""
    with reading(engine()) as session:
        known = sent_before(session, project_id, client_id)
        return known.id if known is not None else None


def _check_target(upload: Upload) -> None:
    """Refuse a photo of nothing before a byte of it is taken."""
    with reading(engine()) as session:
        field_rounds.photo_owner(session, upload.project_id, upload.round_id, upload.on)


def _require(actor: Actor, project_id: int) -> None:
    if not can(actor, Action.HOLD_ROUNDS, project_id):
        raise NotAllowed(action=Action.HOLD_ROUNDS)
