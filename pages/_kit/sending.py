"""The sender inside the app: looks every minute whether a message is due, in a thread beside the pages."""

import asyncio
import contextlib
import logging
import random
import threading
from collections.abc import AsyncIterator

from pages._kit.installation import engine, settings

FIRST_SECONDS = 20
"""After a start the first visitors come before the first message."""

EVERY_SECONDS = 60
JITTER = 0.1
"""Servers that were started together do not ask the database together."""

log = logging.getLogger(__name__)


@contextlib.asynccontextmanager
async def sending(first_seconds: float = FIRST_SECONDS) -> AsyncIterator[None]:
    """Send messages for as long as the block lasts; at its end, the message in hand is finished and no other begun."""
    stop = threading.Event()
    task = asyncio.create_task(_look_again_and_again(stop, first_seconds))
    try:
        yield
    finally:
        stop.set()
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def _look_again_and_again(stop: threading.Event, first_seconds: float) -> None:
    await asyncio.sleep(first_seconds)
    while not stop.is_set():
        try:
            await asyncio.to_thread(_look, stop)
        except Exception:  # the sender goes on when the database does not answer for a minute
            log.exception("messages could not be sent")
        await asyncio.sleep(EVERY_SECONDS * random.uniform(1 - JITTER, 1 + JITTER))  # noqa: S311 (no secret)


def _look(stop: threading.Event) -> None:
    # Here, because a start need not wait for it.
    from db.messages.sender import Sender  # noqa: PLC0415 (see above)

    Sender(engine(), settings()).run(stop.is_set)
