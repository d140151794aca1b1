"""The plain routes: readiness for whoever watches the service, calendar feeds, evidence packs, the field page."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from db import schema_version
from pages._http import calendar_feed, evidence_download, field_api, field_page
from pages._kit.installation import engine


async def ready(_request: Request) -> JSONResponse:
    """200 when the database answers and is at the newest schema, else 503."""
    at = await run_in_threadpool(schema_version.current, engine())
    newest = schema_version.head()
    return JSONResponse({"ready": at == newest, "schema": at}, status_code=200 if at == newest else 503)


ROUTES: list[BaseRoute] = [
    Route("/ready", ready),
    calendar_feed.ROUTE,
    *evidence_download.routes(),
    *field_api.routes(),
    *field_page.ROUTES,
]
