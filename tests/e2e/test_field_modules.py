"""The field page's own tests: each test of `tests/field/*.js`, run in Chromium against the modules as they are."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route

ROOT = Path(__file__).resolve().parents[2]
FIELD = ROOT / "pages/_http/field"
CASES = ROOT / "tests/field"
ORIGIN = "http://localhost:1"
"""Nobody listens there: every request is answered below. A browser takes `localhost` for a secure place."""

TEST = re.compile(r'^test\("((?:[^"\\]|\\.)+)"', re.MULTILINE)
NAMED = [
    pytest.param(path.name, json.loads(f'"{name}"'), id=f"{path.stem}-{name}")
    for path in sorted(CASES.glob("*.js"))
    for name in TEST.findall(path.read_text(encoding="utf-8"))
]

RUN = """
async ([file, name]) => {
  await import(`/tests/${file}`);
  const { tests } = await import("/tests/check.js");
  await tests.get(name)();
}
"""


def answer(route: Route) -> None:
    """Serve a module of the page, a test, or an empty document."""
    path = unquote(urlsplit(route.request.url).path)
    folder, _, name = path.strip("/").partition("/")
    file = {"field": FIELD, "tests": CASES}.get(folder, ROOT / "nowhere") / name
    if path == "/":
        route.fulfill(body="<!doctype html><title>tests</title>", content_type="text/html")
    elif file.is_file():
        route.fulfill(body=file.read_bytes(), content_type="text/javascript; charset=utf-8")
    else:
        route.fulfill(status=404)


@pytest.fixture(scope="module")
def modules(browser: Browser) -> Iterator[Page]:
    """A page on which the modules can be imported."""
    context = browser.new_context(service_workers="block")
    context.route(f"{ORIGIN}/**", answer)
    page = context.new_page()
    page.goto(f"{ORIGIN}/")
    yield page
    context.close()


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_field_module(modules, file, name):
    modules.evaluate(RUN, [file, name])


def test_a_test_that_is_wrong_fails(modules):
    with pytest.raises(Exception, match="is not"):
        modules.evaluate("async () => (await import('/tests/check.js')).equal(1, 2)")


def test_every_test_file_of_the_page_is_run():
    assert {case.values[0] for case in NAMED} == {path.name for path in CASES.glob("*.js")} - {"check.js"}
