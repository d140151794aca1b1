"""Driving the pages in process: start at the shell, switch to a page, and be sure that it is the page."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath

import sqlalchemy as sa
import streamlit as st
from altair.utils import schemapi
from streamlit.testing.v1 import AppTest

from pages._kit import installation
from pages._kit.navigation import SECTIONS, script_of
from tests.support.server import ROOT
from tracker.i18n import Words

TIMEOUT = 30


@contextmanager
def installed(monkeypatch, engine: sa.Engine, tmp_path, today: str = "2026-04-01") -> Iterator[None]:
    """The installation over `engine` for as long as the block lasts; like the app, it draws charts unchecked."""
    monkeypatch.setenv("DATABASE_URL", engine.url.render_as_string(hide_password=False))
    monkeypatch.setenv("TRACKER_FILES", str(tmp_path / "files"))
    monkeypatch.setenv("TRACKER_TODAY", today)
    installation.settings.cache_clear()
    st.cache_resource.clear()  # another test's database may have had the same address and the same revisions
    with schemapi.debug_mode(arg=False):
        yield
    installation.settings.cache_clear()


def open_page(url_path: str, language: str = "en", **query: str) -> AppTest:
    """The page at an address, run once; fails when another page, or none, was drawn."""
    at = AppTest.from_file(str(ROOT / "pages/_kit/shell.py"), default_timeout=TIMEOUT)
    at.query_params["lang"] = language
    for name, value in query.items():
        at.query_params[name] = value
    script = script_of(url_path)
    if PurePath(script).stem != url_path:
        at.run()  # AppTest finds a page by its address only after a run, and before by the name of its file
    at.switch_page(script).run()
    title = next(
        entry.title for entries in SECTIONS.values() for entry in entries if entry.url_path == url_path
    )
    assert not at.exception, at.exception
    assert [each.value for each in at.title] == [Words.of(language)._(title)]
    return at
