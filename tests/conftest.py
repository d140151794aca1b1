"""What every test may ask for. PostgreSQL and Chromium are found, or the run fails: nothing is skipped."""

import gc
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.support import browser as chromium
from tests.support.databases import SAMPLE_DAY, Databases
from tests.support.server import OWNER, SHARED, AppServer

# Two cores serve the tests, the app and the browser at once: what a person would see in a second may take ten.
expect.set_options(timeout=20_000)


def pytest_configure(config: pytest.Config) -> None:
    """The first process of a run makes the shared folder; pytest-xdist's workers inherit its name."""
    gc.disable()
    if hasattr(config, "workerinput"):
        return
    os.environ[SHARED] = tempfile.mkdtemp(prefix="kaiguan-tests-")
    os.environ[OWNER] = str(os.getpid())


def pytest_collection_finish() -> None:
    """Modules and tests live to the end: going through them again and again was a fifth of a run's time."""
    gc.freeze()
    gc.enable()


def pytest_unconfigure(config: pytest.Config) -> None:
    """The first process removes the shared folder; the PostgreSQL server sees that its owner is gone."""
    if not hasattr(config, "workerinput") and SHARED in os.environ:
        shutil.rmtree(os.environ.pop(SHARED), ignore_errors=True)


@pytest.fixture(scope="session")
def databases() -> Iterator[Databases]:
    """Where databases come from."""
    given = Databases(Path(os.environ[SHARED]), int(os.environ[OWNER]))
    yield given
    given.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, databases: Databases, tmp_path: Path) -> Iterator[sa.Engine]:
    """A migrated, empty database: the test runs once on each kind."""
    with databases.database(request.param, tmp_path) as engine:
        yield engine


@pytest.fixture(params=["sqlite", "postgresql"])
def bare_engine(request: pytest.FixtureRequest, databases: Databases, tmp_path: Path) -> Iterator[sa.Engine]:
    """A database without any table, of each kind."""
    with databases.database(request.param, tmp_path, migrated=False) as engine:
        yield engine


@pytest.fixture
def sqlite_engine(databases: Databases, tmp_path: Path) -> Iterator[sa.Engine]:
    """A migrated, empty SQLite database: for pages, and for what does not depend on the kind."""
    with databases.sqlite(tmp_path) as engine:
        yield engine


@pytest.fixture
def postgresql_engine(databases: Databases) -> Iterator[sa.Engine]:
    """A migrated, empty PostgreSQL database."""
    with databases.postgresql() as engine:
        yield engine


@pytest.fixture
def sample_engine(databases: Databases, tmp_path: Path) -> Iterator[sa.Engine]:
    """The sample library in a SQLite database of the test's own; its files lie in `tmp_path / "files"`."""
    with databases.sample(tmp_path) as engine:
        yield engine


@pytest.fixture
def start_app(tmp_path: Path) -> Iterator[Callable[..., AppServer]]:
    """Starts the app: `start_app(engine, today="", cold=False, **environment)`; ended with the test."""
    started: list[AppServer] = []

    def start(engine: sa.Engine, today: str = "", *, cold: bool = False, **environment: str) -> AppServer:
        url = engine.url.render_as_string(hide_password=False)
        log = tmp_path / f"server-{len(started) + 1}.log"
        server = AppServer(url, tmp_path / "files", log, today, environment, cold=cold)
        started.append(server)
        return server.start()

    yield start
    for server in started:
        server.kill()


@pytest.fixture
def app_server(start_app: Callable[..., AppServer], sqlite_engine: sa.Engine) -> AppServer:
    """The app over an empty database (`sqlite_engine`), for this test alone."""
    return start_app(sqlite_engine)


@pytest.fixture(scope="module")
def sample_app(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    """The app over the sample library on `SAMPLE_DAY`, shared by the tests of one file."""
    folder = tmp_path_factory.mktemp("sample-app")
    with databases.sample(folder) as engine:
        url, log = str(engine.url), folder / "server.log"
        server = AppServer(url, folder / "files", log, SAMPLE_DAY.isoformat())
        yield server.start()
        server.kill()


# Not for the whole session: while Playwright runs, `asyncio.run` is refused in its process.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium for the tests of one file."""
    path = chromium.find()
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=list(chromium.ARGUMENTS))
        yield launched
        launched.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh browser window, 1440 px wide, in Chinese."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    yield context.new_page()
    context.close()
