"""Photos and rooms on the site pages: before beside after, in full, added, archived; rooms passed by; the strip."""

import io
import re

import pytest
from PIL import Image
from streamlit.dataframe_util import convert_arrow_bytes_to_pandas_df
from streamlit.testing.v1 import AppTest

from db.queries import findings as finding_queries
from db.queries.photos import photos_of
from db.queries.projects import projects
from db.unit_of_work import reading
from tests.pages.helpers import TIMEOUT, installed, open_page
from tests.pages.test_site_pages import labels, opened, texts
from tracker.photos import PhotoPurpose
from tracker.vocabulary import FindingStatus

BEFORE, AFTER = PhotoPurpose.BEFORE, PhotoPurpose.AFTER


@pytest.fixture
def sample(monkeypatch, sample_engine, sample_files, tmp_path):
    with installed(monkeypatch, sample_engine, tmp_path):
        yield sample_engine


@pytest.fixture
def sample_files(sample_engine, tmp_path):
    """The pictures of the sample, where `installed` looks for them."""
    from db.files import FolderStore
    from db.photos import store_photo
    from db.seeds.site_sketch import sketch

    store = FolderStore(tmp_path / "files")
    for number in range(1, 13):
        for mended in (False, True):
            store_photo(store, sketch(number, mended=mended))


def pictures(engine, finding_id):
    with reading(engine) as session:
        project_id = projects(session)[0].id
        rows = photos_of(session, project_id, "finding", [finding_id], archived=True).get(finding_id, ())
    return [(row.purpose, row.archived) for row in rows]


def finding_at(engine, status):
    with reading(engine) as session:
        rows = finding_queries.findings(session, projects(session)[0].id)
    return next(row for row in rows if row.status is status and row.photos)


def picture():
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, "PNG")
    return out.getvalue()


def test_the_panel_shows_before_beside_after_and_the_viewer_both_in_full(sample):
    row = finding_at(sample, FindingStatus.CLOSED)
    assert pictures(sample, row.id) == [(BEFORE, False), (AFTER, False)]
    at = opened("findings", finding=str(row.id))
    assert "**Before**" in texts(at)
    assert "**After**" in texts(at)
    assert labels(at).count("Enlarge") == 2

    next(button for button in at.button if button.label == "Enlarge").click().run()

    assert not at.exception
    assert labels(at).count("Archive the photo") == 2
    assert "Reopen" not in labels(at), "the viewer has taken the panel's place"


def test_a_finding_that_is_not_rectified_says_that_there_is_no_photo_after(sample):
    row = finding_at(sample, FindingStatus.OPEN)
    at = opened("findings", finding=str(row.id))

    assert "No photo after yet" in [caption.value for caption in at.caption]


def test_a_photo_is_archived_in_the_viewer_and_restored_in_the_panel(sample):
    row = finding_at(sample, FindingStatus.CLOSED)
    at = opened("findings", finding=str(row.id))
    next(button for button in at.button if button.label == "Enlarge").click().run()
    next(button for button in at.button if button.label == "Archive the photo").click().run()
    assert not at.exception
    assert pictures(sample, row.id) == [(BEFORE, True), (AFTER, False)]
    assert "No photo before" in [caption.value for caption in at.caption]

    next(toggle for toggle in at.toggle if toggle.label == "Show archived photos").set_value(True).run()
    next(button for button in at.button if button.label == "Restore").click().run()

    assert not at.exception
    assert pictures(sample, row.id) == [(BEFORE, False), (AFTER, False)]


@pytest.mark.parametrize(("status", "purpose"), [(FindingStatus.OPEN, BEFORE), (FindingStatus.CLOSED, AFTER)])
def test_the_uploader_offers_before_or_after_by_the_step_of_the_finding(sample, status, purpose):
    row = finding_at(sample, status)
    already = pictures(sample, row.id)
    key = f"finding_photo_{row.id}"
    at = opened("findings", finding=str(row.id))
    at.session_state[f"{key}_add"] = True
    at.run()

    at.file_uploader(key=f"{key}_0_files").upload("../../x.png", picture(), "image/png").run()
    at.text_input(key=f"{key}_0_caption").set_value("东北角").run()
    at.button(key=f"{key}_save").click().run()

    assert not at.exception
    assert pictures(sample, row.id) == [*already, (purpose, False)]


def test_while_a_finding_is_marked_rectified_the_uploader_offers_after(sample):
    row = finding_at(sample, FindingStatus.ASSIGNED)
    at = opened("findings", finding=str(row.id))
    at.session_state[f"finding_photo_{row.id}_add"] = True
    at.run()
    assert at.segmented_control(key=f"finding_photo_{row.id}_0_purpose_before").value is BEFORE

    next(button for button in at.button if button.label == "Mark rectified").click().run()

    assert not at.exception
    assert at.segmented_control(key=f"finding_photo_{row.id}_0_purpose_after").value is AFTER


def test_a_round_shows_the_photos_of_its_findings_and_takes_its_own_until_it_is_signed(sample):
    row = finding_at(sample, FindingStatus.CLOSED)
    at = opened("inspections", round=str(row.round_id))
    assert labels(at).count("Enlarge") >= 2
    assert "Photos of the round" not in [head.value for head in at.subheader], "the round is signed"

    at = open_page("inspections")
    at.button(key="start_1").click().run()
    round_id = re.search(r"\d+", str(at.query_params["round"]))[0]
    at.session_state[f"round_photo_{round_id}_add"] = True
    at.run()
    at.file_uploader(key=f"round_photo_{round_id}_0_files").upload("x.png", picture(), "image/png").run()
    at.button(key=f"round_photo_{round_id}_save").click().run()

    assert not at.exception
    assert labels(at).count("Enlarge") == 1
    next(button for button in at.button if button.label == "Enlarge").click().run()
    assert "Archive the photo" in labels(at)


def rule_form(stored):
    """The rule part of the series form over a stored rule, as a page of its own."""

    def page(stored):
        import streamlit as st

        from pages.site._series import rule_input

        st.text(rule_input(stored, "series"))

    at = AppTest.from_function(page, args=(stored,), default_timeout=TIMEOUT).run()
    assert not at.exception, at.exception
    return at


@pytest.mark.parametrize("stored", ["FREQ=MONTHLY;BYDAY=1MO", "FREQ=WEEKLY;BYDAY=MO,TH", "FREQ=DAILY"])
def test_a_rule_that_is_no_weekday_stays_as_it_was_written(stored):
    at = rule_form(stored)

    assert at.text[0].value == stored
    assert at.segmented_control(key="series_kind").value == "other"


def test_a_new_series_is_weekly_and_may_follow_any_other_rule():
    at = rule_form(None)
    assert at.text[0].value == "FREQ=WEEKLY;BYDAY=WE"

    at.selectbox(key="series_day").set_value(4).run()
    at.number_input(key="series_every").set_value(2).run()
    assert at.text[0].value == "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"

    at.segmented_control(key="series_kind").set_value("other").run()
    at.text_input(key="series_rule").set_value("FREQ=MONTHLY;BYDAY=-1FR").run()
    assert at.text[0].value == "FREQ=MONTHLY;BYDAY=-1FR"


def test_rooms_that_rounds_passed_by_are_listed_never_visited_first(sample):
    at = open_page("inspections")
    table = at.dataframe[1].value
    weeks = list(table["Weeks since"].fillna(99))
    assert weeks == sorted(weeks, reverse=True)
    assert table["Last visit"][0] == "never"
    assert min(weeks) >= 4

    at.number_input(key="inspections_weeks").set_value(8).run()

    fewer = at.dataframe[1].value
    assert 0 < len(fewer) < len(table)
    assert min(fewer["Weeks since"].fillna(99)) >= 8


def test_the_strip_shows_a_quarter_of_held_weeks_and_the_excused_festival(sample):
    at = open_page("inspections")
    [strip] = at.get("vega_lite_chart")
    tables = [convert_arrow_bytes_to_pandas_df(each.data.data) for each in strip.proto.datasets]
    [marks] = [table.to_dict("records") for table in tables if "state" in table.columns]

    assert [row["planned_on"] for row in marks if row["state"] == "Held"] == [
        "2025-12-31", "2026-01-07", "2026-01-14", "2026-01-21", "2026-01-28", "2026-02-04", "2026-02-11",
        "2026-02-25", "2026-03-04", "2026-03-11", "2026-03-18", "2026-03-25",
    ]  # fmt: skip
    assert [row["planned_on"] for row in marks if row["state"] == "Excused"] == ["2026-02-18"]
    assert [row["planned_on"] for row in marks if row["state"] == "Due"] == ["2026-04-01"]
    assert len(marks) == 14
