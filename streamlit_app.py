"""开馆 Kaiguan: the ASGI app that `streamlit run streamlit_app.py` starts."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from db import migrate
from db.engine import refresh_statistics
from pages._http.local_only import LocalOnly
from pages._http.routes import ROUTES
from pages._kit.failure import on_script_error
from pages._kit.installation import engine
from pages._kit.warm import import_everything

ROOT = Path(__file__).parent


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[dict[str, object]]:
    """Bring the database up to date, import what pages need, and take it out of the garbage collector's rounds."""
    if migrate.current(engine()) != migrate.head():
        migrate.upgrade(engine())
    refresh_statistics(engine())
    import_everything()
    gc.collect()
    gc.freeze()
    yield {}


app = st.App(
    ROOT / "pages/_kit/shell.py",
    routes=ROUTES,
    middleware=[Middleware(LocalOnly)],
    lifespan=lifespan,
    on_script_error=on_script_error,
)
