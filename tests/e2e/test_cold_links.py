"""Every page opens by its address on a server that nobody has visited: the shell answers, with the page's title."""

import pytest
from playwright.sync_api import expect

from pages._kit.navigation import SECTIONS
from tests.support.databases import SAMPLE_DAY
from tracker.i18n import Words


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section or "Home")
def test_cold_deep_links_meet_the_shell(section, start_app, sample_engine, browser):
    """The pages of a section are asked for at once, each in a session of its own, before any of them has answered."""
    server = start_app(sample_engine, today=SAMPLE_DAY.isoformat())
    context = browser.new_context(locale="zh-CN")
    visits = []
    for entry in SECTIONS[section]:
        page = context.new_page()
        page.goto(f"{server.url}/{entry.url_path}?lang=en", wait_until="commit")
        visits.append((entry, page))

    for entry, page in visits:
        expect(page.get_by_role("heading", level=1)).to_have_text(Words.of("en")._(entry.title))
        expect(page.get_by_test_id("stSidebar")).to_contain_text("86 days to opening")
        page.close()
    context.close()
