"""A project's dates for calendar programs, at an address that only its secret opens: `/feed/<secret>.ics`."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from itertools import chain

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from db.queries.calendar_feeds import OpenFeed, feed_at
from db.queries.feed_people import feed_sessions, feed_stages
from db.queries.plan import dated_tasks
from db.queries.projects import projects
from db.queries.revisions import revisions
from db.unit_of_work import reading
from pages._kit.clock import today
from pages._kit.installation import engine
from tracker.errors import TrackerError
from tracker.exports.calendar_feed import calendar_feed
from tracker.exports.people_feed import session_entries, stage_entries
from tracker.exports.plan_feed import plan_entries
from tracker.i18n import Words

MEDIA_TYPE = "text/calendar; charset=utf-8"
HEADERS = {"Cache-Control": "private, no-cache", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"}
"""Ask again each time, keep it out of shared caches and search engines, and tell nobody the address."""

PRODUCT_CHANGES = 2
"""Raise it when the text of a feed changes without its data: programs then read it anew."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as the feed needs it: the secret, this installation's address, the copy the program has."""

    token: str
    scheme: str
    netloc: str
    hostname: str
    known: str


async def feed(request: Request) -> Response:
    """The calendar; 304 when the program has it already, 404 for an unknown or revoked address.

    503 while the plan cannot be scheduled, so that programs keep what they have and ask again.
    """
    url = request.base_url
    asked = Asked(
        token=request.path_params["token"],
        scheme=url.scheme,
        netloc=url.netloc,
        hostname=url.hostname or "localhost",
        known=request.headers.get("if-none-match", ""),
    )
    return await run_in_threadpool(_answer, asked)


def _answer(asked: Asked) -> Response:
    with reading(engine()) as session:
        found = feed_at(session, asked.token)
        project = next((row for row in projects(session) if found and row.id == found.project_id), None)
        if found is None or project is None:
            return PlainTextResponse("404\n", status_code=404, headers=HEADERS)
        seen, day = revisions(session, project.id), today(project)
        headers = {**HEADERS, "ETag": _etag(found, seen, day, asked.netloc)}
        if headers["ETag"] in [tag.strip() for tag in asked.known.split(",")]:
            return Response(status_code=304, headers=headers)
        try:
            rows = dated_tasks(session, project.id, day)
        except TrackerError as error:
            text = Words.of(found.language).problem(error)
            return PlainTextResponse(f"{text}\n", status_code=503, headers={**HEADERS, "Retry-After": "3600"})
        meetings, stages = feed_sessions(session, project.id), feed_stages(session, project.id)
    w, address = Words.of(found.language), f"{asked.scheme}://{asked.netloc}"
    people = seen.get("people", 0)
    entries = chain(
        plan_entries(rows, w, address=address, revision=seen.get("plan", 0)),
        session_entries(meetings, w, address=address, revision=people),
        stage_entries(stages, w, address=address, revision=people),
    )
    text = calendar_feed(
        project.name,
        entries,
        project_id=project.id,
        domain=asked.hostname,
        written_at=dt.datetime.now(dt.UTC),
        time_zone=project.time_zone,
    )
    return Response(text.encode(), headers={**headers, "Content-Type": MEDIA_TYPE})


def _etag(found: OpenFeed, seen: dict[str, int], day: dt.date, netloc: str) -> str:
    """Changes with all that dates follow from, and with the day; weak, since each answer is written anew."""
    areas = tuple(seen.get(area, 0) for area in ("plan", "project", "people"))
    parts = (PRODUCT_CHANGES, found, areas, day, netloc)
    return f'W/"{hashlib.sha256(repr(parts).encode()).hexdigest()[:32]}"'


ROUTE = Route("/feed/{token}.ics", feed)
