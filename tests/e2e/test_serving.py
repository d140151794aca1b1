"""`streamlit run streamlit_app.py` serves the product, and only as long as the test wants it."""

import urllib.request

import pytest

from db.migrate import current, head
from tests.support.server import AppServer


def test_the_app_answers_healthy_over_an_empty_database(start_app, sqlite_engine):
    assert start_app(sqlite_engine, cold=True).is_healthy()


def test_the_app_brings_a_new_database_to_the_newest_schema_by_itself(databases, start_app, tmp_path):
    with databases.sqlite(tmp_path, migrated=False) as engine:
        start_app(engine)
        assert current(engine) == head()


def test_the_page_opens_in_a_browser(app_server, page):
    page.goto(app_server.url)
    page.wait_for_selector('[data-testid="stAppViewContainer"]')


def test_the_sample_library_opens_in_a_browser(sample_app, page):
    page.goto(sample_app.url)
    page.wait_for_selector('[data-testid="stAppViewContainer"]')


def test_a_killed_server_is_gone_and_a_new_one_takes_its_place(app_server):
    app_server.kill()
    assert not app_server.is_healthy()
    app_server.start()
    with urllib.request.urlopen(f"{app_server.url}/_stcore/health") as answer:
        assert answer.read() == b"ok"


def test_a_server_that_cannot_start_says_why(tmp_path):
    server = AppServer("nonsense://", tmp_path / "files", tmp_path / "log.txt")
    with pytest.raises(RuntimeError, match="did not start") as caught:
        server.start()
    assert "nonsense" in str(caught.value)
