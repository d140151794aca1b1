"""The frame of every page: language, role, project, and who is let in."""

import pytest
from streamlit.testing.v1 import AppTest

from db.queries.projects import projects
from db.unit_of_work import reading, unit_of_work
from pages._http.local_only import is_local
from pages._kit.navigation import SECTIONS
from tests.factories import make
from tests.pages.helpers import TIMEOUT, installed, open_page
from tests.support.server import ROOT
from tracker.permissions import Role

PAGES = [entry.url_path for entries in SECTIONS.values() for entry in entries]


@pytest.fixture
def empty(monkeypatch, sqlite_engine, tmp_path):
    with installed(monkeypatch, sqlite_engine, tmp_path):
        yield sqlite_engine


def shell() -> AppTest:
    return AppTest.from_file(str(ROOT / "pages/_kit/shell.py"), default_timeout=TIMEOUT)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("url_path", PAGES)
def test_every_page_draws_the_sample_in_both_languages(sample, url_path, language):
    open_page(url_path, language)


def test_an_empty_database_welcomes_and_offers_two_ways_to_begin(empty):
    at = shell()
    at.query_params["lang"] = "en"
    at.run()

    assert [title.value for title in at.title] == ["The library opens"]
    assert [button.label for button in at.button] == ["Load the sample library", "Start the project"]


def test_a_project_of_ones_own_begins_with_the_opening_plan(empty):
    at = shell()
    at.query_params["lang"] = "en"
    at.run()
    at.text_input[0].set_value("New district library")
    at.text_input[1].set_value("Yubei")
    at.number_input[0].set_value(360.0)
    at.button(key="FormSubmitter:start_project-Start the project").click().run()

    assert not at.exception
    with reading(empty) as session:
        started = projects(session)
    assert [(project.name, project.district, project.ceiling_fen) for project in started] == [
        ("New district library", "Yubei", 360_000_000)
    ]


def test_the_overview_of_an_empty_project_claims_nothing(empty):
    with unit_of_work(empty) as session:
        make("project", session)

    at = open_page("overview")

    assert {metric.label: metric.value for metric in at.metric} | {"A building?": ""} == {
        "On the day?": "No plan yet",
        "Within the money?": "No draft yet",
        "A building?": "",
        "The people?": "No posts yet",
    }
    assert "There is no task yet." in [caption.value for caption in at.caption]


def test_a_project_without_a_name_is_refused_in_words(empty):
    at = shell()
    at.query_params["lang"] = "en"
    at.run()
    at.button(key="FormSubmitter:start_project-Start the project").click().run()

    assert [error.value for error in at.error] == ["Please fill in “Name”."]


def test_the_reviewer_is_offered_procurement_only(sample):
    at = open_page("overview")
    at.selectbox(key="as_role").set_value(Role.REVIEWER).run()

    assert not at.exception
    assert [metric.label for metric in at.metric] == ["Within the money?"]


def test_the_overview_answers_four_questions(sample):
    at = open_page("overview")

    assert [(metric.label, metric.value) for metric in at.metric] == [
        ("On the day?", "Fri 26 Jun"),
        ("Within the money?", "CNY 3,500k"),
        ("A building?", "2 of 6 gates"),
        ("The people?", "21 of 26 posts"),
    ]


def scope(client: str, host: str = "localhost:8501", **headers: str):
    named = {"host": host, **{name.replace("_", "-"): value for name, value in headers.items()}}
    return {
        "client": (client, 1234),
        "headers": [(name.encode(), value.encode()) for name, value in named.items()],
    }


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "127.8.8.8"])
def test_this_computer_is_let_in(address):
    assert is_local(scope(address))


def test_another_machine_is_not():
    assert not is_local(scope("192.168.1.7"))


@pytest.mark.parametrize("header", ["forwarded", "x_forwarded_for", "x_real_ip", "via"])
def test_nobody_comes_through_a_proxy(header):
    assert not is_local(scope("127.0.0.1", **{header: "203.0.113.9"}))


def test_a_foreign_host_name_is_refused():
    assert not is_local(scope("127.0.0.1", host="library.example:8501"))
