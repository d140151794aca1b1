"""What is imported after the start: in the background, with the garbage collector off until it is done."""

import asyncio
import gc
import sys

import pytest

from pages._kit.warm import warming


@pytest.fixture
def as_at_start():
    """The garbage collector off, as the app begins."""
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("as_at_start")
def test_the_collector_works_again_once_later_pages_have_their_modules():
    async def app():
        async with warming(after_seconds=0):
            assert not gc.isenabled()
            while not gc.isenabled():
                await asyncio.sleep(0.01)

    asyncio.run(app())
    assert {"db.commands.findings", "tracker.exports.typeset", "pandas"} <= sys.modules.keys()


@pytest.mark.usefixtures("as_at_start")
def test_an_app_that_ends_before_is_not_held_up():
    async def app():
        async with warming(after_seconds=3600):
            await asyncio.sleep(0)

    asyncio.run(app())
    assert gc.isenabled()
