"""Every page opens by its address on a server that nobody has visited: the shell answers, with the page's title."""

import pytest
from playwright.sync_api import expect

from pages._kit.navigation import SECTIONS
from tests.support.databases import SAMPLE_DAY
from tracker.i18n import Words

ENTRIES = [entry for entries in SECTIONS.values() for entry in entries]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.url_path)
def test_a_cold_deep_link_meets_the_shell(entry, start_app, sample_engine, page):
    server = start_app(sample_engine, today=SAMPLE_DAY.isoformat())

    page.goto(f"{server.url}/{entry.url_path}?lang=en")

    expect(page.get_by_role("heading", level=1)).to_have_text(Words.of("en")._(entry.title))
    expect(page.get_by_test_id("stSidebar")).to_contain_text("86 days to opening")
