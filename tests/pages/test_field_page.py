"""The files of the field page: one build, named by its bytes, safe headers, words of both languages."""

import json

import pytest

from pages._http import field_page
from pages._http.field_words import WORDS
from tests.support.asgi import Client
from tracker.i18n import Words


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A small page in a folder of the test's own."""
    made = tmp_path / "field"
    (made / "screens").mkdir(parents=True)
    (made / "index.html").write_text("<!doctype html><title>Round</title>", encoding="utf-8")
    (made / "app.js").write_text("start();", encoding="utf-8")
    (made / "sw.js").write_text("const BUILD = '__BUILD__';", encoding="utf-8")
    (made / "screens" / "zone.js").write_text("zone();", encoding="utf-8")
    (made / "notes.txt").write_text("not for phones", encoding="utf-8")
    monkeypatch.setattr(field_page, "FOLDER", made)
    return made


@pytest.fixture
def client():
    opened = Client(field_page.ROUTES)
    yield opened
    opened.close()


def test_the_page_and_its_files_are_served_under_one_build(folder, client):
    page, script, zone = (client.call("GET", f"/field{name}") for name in ("", "/app.js", "/screens/zone.js"))
    assert [answer.status for answer in (page, script, zone)] == [200, 200, 200]
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert script.headers["content-type"] == "text/javascript; charset=utf-8"
    assert {answer.headers["field-app"] for answer in (page, script, zone)} == {field_page.build().name}


def test_the_service_worker_is_told_its_build_and_may_keep_the_page(folder, client):
    answer = client.call("GET", "/field/sw.js")
    assert answer.body.decode() == f"const BUILD = '{field_page.build().name}';"
    assert answer.headers["service-worker-allowed"] == "/field"


def test_any_changed_byte_makes_another_build(folder):
    before = field_page.build().name
    assert field_page.build().name == before
    (folder / "app.js").write_text("start( );", encoding="utf-8")
    changed = field_page.build().name
    (folder / "more.js").write_text("more();", encoding="utf-8")
    assert len({before, changed, field_page.build().name}) == 3


def test_files_are_asked_for_again_and_not_sent_again(folder, client):
    first = client.call("GET", "/field/app.js")
    assert first.headers["cache-control"] == "no-cache"
    again = client.call("GET", "/field/app.js", headers={"if-none-match": first.headers["etag"]})
    assert (again.status, again.body) == (304, b"")
    (folder / "app.js").write_text("changed();", encoding="utf-8")
    assert client.call("GET", "/field/app.js", headers={"if-none-match": first.headers["etag"]}).status == 200


@pytest.mark.parametrize("name", ["notes.txt", "../routes.py", "..%2froutes.py", "screens", "nothing.js"])
def test_nothing_but_the_page_s_own_files_is_served(folder, client, name):
    assert client.call("GET", f"/field/{name}").status == 404


def test_the_bare_folder_leads_to_the_page(folder, client):
    answer = client.call("GET", "/field/")
    assert (answer.status, answer.headers["location"]) == (307, "/field")


def test_the_page_may_load_nothing_from_elsewhere(folder, client):
    headers = client.call("GET", "/field").headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'self';")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "no-referrer")


def test_the_words_are_those_of_the_tracker_in_both_languages(client):
    words = json.loads(client.call("GET", "/field/words.json").body)
    assert set(words) == {"zh", "en"}
    assert words["en"].keys() == words["zh"].keys() >= WORDS.keys()
    assert words["zh"]["online"] == Words.of("zh")._(WORDS["online"])


def test_the_page_that_is_shipped_is_whole():
    files = field_page.build().files
    assert {"index.html", "sw.js", "manifest.webmanifest", "words.json"} <= files.keys()
    assert all(field_page.TOKEN not in file.data for file in files.values())
