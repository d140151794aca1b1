"""开馆 Kaiguan: the ASGI app that `streamlit run streamlit_app.py` starts."""
# ruff: noqa: E402 (the garbage collector stops before the imports: it would go through two thousand modules ten times)

import gc

gc.disable()

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from altair.utils import schemapi
from starlette.middleware import Middleware

from db import schema_version
from db.engine import refresh_statistics
from db.search.index import fill_if_missing
from db.unit_of_work import unit_of_work
from pages._http.local_only import LocalOnly
from pages._http.routes import ROUTES
from pages._kit.background import worker
from pages._kit.failure import on_script_error
from pages._kit.installation import engine
from pages._kit.sending import sending
from pages._kit.warm import warming

ROOT = Path(__file__).parent


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[dict[str, object]]:
    """Bring the database up to date; while the app runs, import what later pages need, send messages, do long work."""
    if schema_version.current(engine()) != schema_version.head():
        from db import migrate  # noqa: PLC0415 (a start on the newest schema need not wait for Alembic)

        migrate.upgrade(engine())
    with unit_of_work(engine()) as session:
        fill_if_missing(session)
    refresh_statistics(engine())
    schemapi.disable_debug_mode()  # charts are checked against Vega-Lite's schema by the tests, not before visitors
    worker().wake()  # what the process before left unfinished
    async with sending(), warming():
        yield {}


app = st.App(
    ROOT / "pages/_kit/shell.py",
    routes=ROUTES,
    middleware=[Middleware(LocalOnly)],
    lifespan=lifespan,
    on_script_error=on_script_error,
)
