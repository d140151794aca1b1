"""What a start need not wait for: it is imported once the first visitors have their page."""

import asyncio
import contextlib
import gc
import importlib
import pkgutil
from collections.abc import AsyncIterator, Callable, Iterator
from functools import partial

import db.commands
import db.queries
import tracker.charts
import tracker.exports
import tracker.imports
from tracker.calendar import WorkCalendar

AFTER_SECONDS = 5


@contextlib.asynccontextmanager
async def warming(after_seconds: float = AFTER_SECONDS) -> AsyncIterator[None]:
    """While the block lasts: import what later pages need, and keep it out of the garbage collector's rounds."""
    task = asyncio.create_task(_warm(after_seconds))
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def _warm(after_seconds: float) -> None:
    try:
        await asyncio.sleep(after_seconds)
        for step in _steps():  # one at a time, so that a visitor's run gets its turns in between
            await asyncio.to_thread(step)
    finally:
        gc.freeze()
        gc.enable()


def import_everything() -> None:
    """Import every query, command, chart and file module, and fill the tables of the work calendar."""
    for step in _steps():
        step()


def _steps() -> Iterator[Callable[[], object]]:
    for package in (db.queries, db.commands, tracker.charts, tracker.exports, tracker.imports):
        for module in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
            yield partial(importlib.import_module, module.name)
    yield partial(importlib.import_module, "pandas")  # every table is one
    yield WorkCalendar
