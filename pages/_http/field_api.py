"""The field page's API, version 1 (`docs/field-api.md`): today's round, its items, its photos, its signature."""

from collections.abc import Callable, Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from db.commands import field_items, field_records, field_rounds
from db.files import file_store
from db.queries import field as queries
from db.queries import field_rounds as round_queries
from db.queries.projects import ProjectRow, projects
from db.unit_of_work import reading
from pages._http import field_json
from pages._http.field_call import (
    Handler,
    Identity,
    endpoint,
    json_body,
    note_refusal,
    number_in,
    plain,
    problem,
    project_of,
    round_in_path,
    status_of,
    visitor,
    words_of,
)
from pages._http.field_store import Busy, stored
from pages._http.field_uploads import photo_offset, photo_part
from pages._kit.clock import today
from pages._kit.installation import engine, settings
from tracker import field
from tracker.errors import Conflict, Invalid, NotAllowed, NotFound, TrackerError
from tracker.field_reading import batch_of, item_of, round_of, signature_of
from tracker.permissions import Action, Actor, can

BASE = field_json.BASE

COMMANDS: Mapping[type[field.Item], Callable[..., int]] = {
    field.Check: field_items.answer_check,
    field.Observation: field_items.observe_finding,
    field.HeadField: field_items.set_head_field,
    field.Withdrawal: field_items.withdraw_item,
    field.Note: field_records.note_from_phone,
    field.NewFinding: field_records.finding_from_phone,
    field.Attendance: field_records.attendee_from_phone,
}
"""What stores each kind of item."""


async def read_today(request: Request, actor: Actor) -> Response:
    """What a phone needs to hold today's round; without a project in the query, of the first."""
    wanted = number_in(request.query_params, "project") if "project" in request.query_params else None
    return JSONResponse(await run_in_threadpool(_today, actor, wanted))


async def begin_round(request: Request, actor: Actor) -> Response:
    """Begin a round, or join the one of its slot."""
    project_id = project_of(request)
    wanted = round_of(await json_body(request))
    round_id, client_id = await run_in_threadpool(
        stored,
        lambda session: field_rounds.join_round(session, actor=actor, project_id=project_id, wanted=wanted),
    )
    return JSONResponse({"round_id": round_id, "client_id": client_id})


async def read_round(request: Request, actor: Actor) -> Response:
    """What all devices have said in a round."""
    return JSONResponse(await run_in_threadpool(_round, actor, project_of(request), round_in_path(request)))


async def take_items(request: Request, actor: Actor) -> Response:
    """Store what was tapped, each item in a transaction of its own, in the order sent."""
    project_id, round_id = project_of(request), round_in_path(request)
    device, items = batch_of(await json_body(request))

    def take_all() -> list[dict[str, Any]]:
        _check_round(actor, project_id, round_id)
        where = {"actor": actor, "project_id": project_id, "round_id": round_id, "device": device}
        return [_take(request, raw, where) for raw in items]

    return JSONResponse({"results": await run_in_threadpool(take_all)})


async def sign_round(request: Request, actor: Actor) -> Response:
    """Sign a round with the name of who holds the phone."""
    project_id, round_id = project_of(request), round_in_path(request)
    signature = signature_of(await json_body(request))
    signed_at = await run_in_threadpool(
        lambda: stored(
            lambda session: field_rounds.sign_from_phone(
                session,
                actor=actor,
                project_id=project_id,
                round_id=round_id,
                signature=signature,
                today=today(_project(actor, project_id, Action.HOLD_ROUNDS)),
            )
        )
    )
    return JSONResponse({"status": "signed", "signed_at": signed_at.isoformat()})


async def read_photo(request: Request, actor: Actor) -> Response:
    """The JPEG of a photo of the project, or its small picture."""
    project_id, sha256 = project_of(request), request.path_params["sha256"]
    small = request.url.path.endswith("/thumbnail")
    data = await run_in_threadpool(_photo, actor, project_id, sha256, small=small)
    # Its address is its content: it never changes.
    headers = {"Cache-Control": "private, max-age=31536000, immutable"}
    return Response(data, media_type="image/jpeg", headers=headers)


async def other_version(request: Request, _actor: Actor) -> Response:
    """A version of the API that is not spoken, or an address that version 1 does not have."""
    if request.path_params["rest"].startswith("v1/"):
        raise NotFound(record="address")
    raise Invalid("update_needed")


def routes(identity: Identity = visitor) -> list[BaseRoute]:
    """The routes of the API; `identity` says who asks."""
    every = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]
    table: list[tuple[str, list[str], Handler]] = [
        ("/today", ["GET"], read_today),
        ("/rounds", ["POST"], begin_round),
        ("/rounds/{round_id:int}", ["GET"], read_round),
        ("/rounds/{round_id:int}/items", ["POST"], take_items),
        ("/rounds/{round_id:int}/sign", ["POST"], sign_round),
        # HEAD asks for an upload here, so it stands before the photos that GET gives.
        ("/photos/{client_id}", ["HEAD"], photo_offset),
        ("/photos/{client_id}", ["PATCH"], photo_part),
        ("/photos/{sha256}", ["GET"], read_photo),
        ("/photos/{sha256}/thumbnail", ["GET"], read_photo),
    ]
    return [
        *(Route(BASE + path, endpoint(handle, identity), methods=methods) for path, methods, handle in table),
        Route("/field/api/{rest:path}", endpoint(other_version, identity), methods=every),
    ]


def _today(actor: Actor, wanted: int | None) -> dict[str, Any]:
    with reading(engine()) as session:
        every = projects(session)
        known = [project for project in every if can(actor, Action.SEE_SITE, project.id)]
        if wanted is not None and wanted in {project.id for project in every} - {row.id for row in known}:
            raise NotAllowed(action=Action.SEE_SITE)
        project = next((row for row in known if wanted in {None, row.id}), None)
        if project is None:
            raise NotFound(record="project", id=wanted)
        day = today(project)
        bundle = queries.today_bundle(session, project.id, today=day, opening_on=project.opening_on)
    return {
        "project": {
            **field_json.project(project),
            "today": day.isoformat(),
            "may_hold": can(actor, Action.HOLD_ROUNDS, project.id),
        },
        "projects": [field_json.project(row) for row in known],
        **field_json.today(bundle, project.id, with_names=can(actor, Action.SEE_NAMES, project.id)),
    }


def _round(actor: Actor, project_id: int, round_id: int) -> dict[str, Any]:
    _project(actor, project_id, Action.SEE_SITE)
    with reading(engine()) as session:
        state = round_queries.round_state(session, project_id, round_id)
    if state is None:
        raise NotFound(record="inspection", id=round_id)
    return field_json.round_state(state, with_names=can(actor, Action.SEE_NAMES, project_id))


def _photo(actor: Actor, project_id: int, sha256: str, *, small: bool) -> bytes:
    _project(actor, project_id, Action.SEE_SITE)
    with reading(engine()) as session:
        if not queries.photo_is_here(session, project_id, sha256):
            raise NotFound(record="file", id=0)
    files = file_store(settings().files)
    return files.thumbnail(sha256) if small else files.get(sha256)


def _project(actor: Actor, project_id: int, action: Action) -> ProjectRow:
    """The project, if this actor may do `action` in it."""
    with reading(engine()) as session:
        project = next((row for row in projects(session) if row.id == project_id), None)
    if project is None:
        raise NotFound(record="project", id=project_id)
    if not can(actor, action, project_id):
        raise NotAllowed(action=action)
    return project


def _check_round(actor: Actor, project_id: int, round_id: int) -> None:
    """Refuse the whole call where no item of it could be stored."""
    _project(actor, project_id, Action.HOLD_ROUNDS)
    with reading(engine()) as session:
        if not round_queries.round_exists(session, project_id, round_id):
            raise NotFound(record="inspection", id=round_id)


def _take(request: Request, raw: object, where: Mapping[str, Any]) -> dict[str, Any]:
    """One item's result."""
    name = raw.get("client_id") if isinstance(raw, dict) else None
    result: dict[str, Any] = {"client_id": name if isinstance(name, str) else None}
    kind = ""
    try:
        item = item_of(raw)
        kind = type(item).__name__
        record_id = stored(lambda session: COMMANDS[type(item)](session, item=item, **where))
    except Conflict as error:
        note_refusal(request, error, 200, kind)
        return {**result, "status": "conflict", **_both(error)}
    except Busy:
        raise
    except TrackerError as error:
        note_refusal(request, error, status_of(error), kind)
        return {**result, "status": "refused", "error": problem(error, words_of(request))}
    return {**result, "status": "saved", "record_id": record_id}


def _both(error: Conflict) -> dict[str, Any]:
    """Both values where one field differs, as a head field has it; else both sets of fields."""
    theirs, mine = plain(error.theirs), plain(error.mine)
    if len(mine) == 1:
        return {"theirs": next(iter(theirs.values())), "mine": next(iter(mine.values()))}
    return {"theirs": theirs, "mine": mine}
