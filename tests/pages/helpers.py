"""Driving the pages in process: start at the shell, switch to a page, and be sure that it is the page."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from streamlit.testing.v1 import AppTest

from pages._kit import installation
from pages._kit.navigation import SECTIONS, script_of
from tests.support.server import ROOT
from tracker.i18n import Words

TIMEOUT = 30


@contextmanager
def installed(monkeypatch, engine: sa.Engine, tmp_path, today: str = "2026-04-01") -> Iterator[None]:
    """The installation over `engine` for as long as the block lasts."""
    monkeypatch.setenv("DATABASE_URL", engine.url.render_as_string(hide_password=False))
    monkeypatch.setenv("TRACKER_FILES", str(tmp_path / "files"))
    monkeypatch.setenv("TRACKER_TODAY", today)
    installation.settings.cache_clear()
    yield
    installation.settings.cache_clear()


def open_page(url_path: str, language: str = "en", **query: str) -> AppTest:
    """The page at an address, run once; fails when another page, or none, was drawn."""
    at = AppTest.from_file(str(ROOT / "pages/_kit/shell.py"), default_timeout=TIMEOUT)
    at.query_params["lang"] = language
    for name, value in query.items():
        at.query_params[name] = value
    at.run()
    if url_path != "overview":
        at.switch_page(script_of(url_path)).run()
    title = next(
        entry.title for entries in SECTIONS.values() for entry in entries if entry.url_path == url_path
    )
    assert not at.exception, at.exception
    assert [each.value for each in at.title] == [Words.of(language)._(title)]
    return at
