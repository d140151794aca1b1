"""`streamlit run streamlit_app.py` serves the product, and only as long as the test wants it."""

import re
import urllib.request

import pytest
from playwright.sync_api import expect

from db.schema_version import current, head
from tests.support.server import AppServer


def test_a_cold_start_is_healthy_before_it_imports_what_only_later_pages_need(start_app, sqlite_engine):
    server = start_app(sqlite_engine, cold=True, PYTHONPROFILEIMPORTTIME="1")
    assert server.is_healthy()
    imported = set(re.findall(r"\| +(\w+)$", server.output(), re.MULTILINE))
    assert "sqlalchemy" in imported
    assert imported.isdisjoint({"alembic", "apprise", "docx", "obstore", "pandas", "typst", "vl_convert"})


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


def test_a_button_stays_in_its_place_while_the_link_above_it_is_still_being_loaded(sample_app, page):
    held = []

    def hold(route):
        held.append(route)

    page.route("**/PageLink.*.js", hold)
    page.goto(f"{sample_app.url}/findings?lang=en")
    button = page.get_by_role("button", name="New finding")
    expect(button).to_be_visible()
    before = button.bounding_box()
    expect(page.get_by_test_id("stPageLink")).to_have_count(0)

    for each in held:
        each.continue_()

    expect(page.get_by_test_id("stPageLink")).to_be_visible()
    assert button.bounding_box() == before


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
