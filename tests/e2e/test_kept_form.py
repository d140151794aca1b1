"""What staff type into a new finding and do not save is there again: after a closed tab, and after a power cut."""

from playwright.sync_api import expect

from tests.support.databases import SAMPLE_DAY

TYPED = "Cracked tile at the lift"
KEPT = "What you typed earlier and did not save is here again."


def open_form(page, server):
    page.goto(f"{server.url}/findings?lang=en")
    opens = page.get_by_role("button", name="New finding")
    expect(opens).to_be_visible()
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    opens.click()
    return page.get_by_role("dialog").get_by_label("What is wrong")


def test_an_unsaved_finding_survives_a_closed_tab_and_a_killed_server(browser, start_app, sample_engine):
    server = start_app(sample_engine, today=SAMPLE_DAY.isoformat())
    first = browser.new_context(viewport={"width": 390, "height": 844}, locale="en-GB")
    page = first.new_page()
    field = open_form(page, server)
    field.fill(TYPED)
    field.blur()
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0)
    page.wait_for_timeout(1000)
    expect(page.get_by_text(KEPT)).to_have_count(0)
    first.close()
    server.kill()
    server.start()

    second = browser.new_context(viewport={"width": 390, "height": 844}, locale="en-GB")
    again = second.new_page()

    expect(open_form(again, server)).to_have_value(TYPED)
    expect(again.get_by_text(KEPT)).to_be_visible()
    second.close()
