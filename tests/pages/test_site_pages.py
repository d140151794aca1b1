"""The site pages in process: what they show, and that a click stores what it says."""

import datetime as dt
import io

from PIL import Image
from streamlit.testing.v1 import AppTest

from db.queries import findings as finding_queries
from db.queries import inspections as round_queries
from db.queries import places as place_queries
from db.queries.projects import projects
from db.unit_of_work import reading
from pages._kit.navigation import script_of
from tests.pages.helpers import TIMEOUT, open_page
from tests.support.databases import SAMPLE_DAY
from tests.support.server import ROOT
from tracker.vocabulary import FindingStatus, InspectionStatus, OrganisationRole, Severity

# A Wednesday: the day for which the round of this week is planned.
TODAY = SAMPLE_DAY
PLANNED = dt.date(2026, 4, 1)


def read(engine, query, *args, **kwargs):
    with reading(engine) as session:
        project_id = projects(session)[0].id
        return query(session, project_id, *args, **kwargs)


def opened(url_path, **query):
    """A page with a record in its address; its title is the record's, so only the absence of errors is checked."""
    at = AppTest.from_file(str(ROOT / "pages/_kit/shell.py"), default_timeout=TIMEOUT)
    at.query_params["lang"] = "en"
    at.switch_page(script_of(url_path))
    for name, value in query.items():
        at.query_params[name] = value
    at.run()
    assert not at.exception, at.exception
    return at


def labels(at):
    return [button.label for button in at.button]


def texts(at):
    return " ".join(each.value for each in at.markdown)


def test_inspections_say_what_was_held_and_offer_the_round_that_is_due(sample):
    at = open_page("inspections")

    assert "12 of 12 rounds held, 1 excused, 1 due" in texts(at)
    assert "Every week, on any day of the week; none is expected where no day is worked" in texts(at)
    assert "Start the round" in labels(at)
    assert len(at.dataframe[0].value) == 14
    # All rounds are of the one series, so its name is not repeated in every row.
    assert "Series" not in at.dataframe[0].value.columns


def test_a_round_is_started_written_noted_and_signed(sample):
    at = open_page("inspections")
    at.button(key="start_1").click().run()
    assert not at.exception
    [row] = [row for row in read(sample, round_queries.rounds) if row.planned_on == PLANNED]
    assert [title.value for title in at.title] == ["Round of Wed 1 Apr"]

    at.text_area(key=f"new_note_{row.id}_0_text").set_value("门厅干净。").run()
    at.button(key=f"new_note_{row.id}_0_save").click().run()
    at.text_input(key=f"round_head_{row.id}_weather_0").set_value("晴").run()
    assert at.button(key="sign_round").disabled
    at.button(key=f"round_head_save_{row.id}").click().run()
    at.text_input(key=f"sign_name_{row.id}").set_value("周某(示例)").run()
    at.button(key="sign_round").click().run()

    assert not at.exception
    stored = read(sample, round_queries.round_, row.id)
    assert (stored.status, stored.weather, stored.notes) == (InspectionStatus.SIGNED, "晴", 1)
    assert "Save the addendum" in labels(at)
    assert "Sign the round" not in labels(at)


def test_an_empty_round_cannot_be_signed_and_the_page_says_why(sample):
    at = open_page("inspections")
    at.button(key="start_1").click().run()
    [row] = [row for row in read(sample, round_queries.rounds) if row.planned_on == PLANNED]

    at.text_input(key=f"sign_name_{row.id}").set_value("周某(示例)").run()
    at.button(key="sign_round").click().run()

    assert [error.value for error in at.error] == [
        "There is nothing to sign yet: write the progress, a note or a finding first. Nothing was changed."
    ]


def test_a_finding_is_raised_in_a_round_with_its_photo(sample):
    at = open_page("inspections")
    at.button(key="start_1").click().run()
    [row] = [row for row in read(sample, round_queries.rounds) if row.planned_on == PLANNED]
    at.session_state[f"finding_form_{row.id}"] = True
    at.run()
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, "PNG")

    at.text_area(key=f"new_finding_{row.id}_text").set_value("玻璃裂纹").run()
    at.file_uploader(key=f"new_finding_{row.id}_0_files").upload(
        "photo.png", out.getvalue(), "image/png"
    ).run()
    at.button(key=f"new_finding_{row.id}_0_save").click().run()

    assert not at.exception
    [found] = read(sample, finding_queries.findings, round_id=row.id)
    assert (found.number, found.description, found.severity, found.photos) == (
        13,
        "玻璃裂纹",
        Severity.MINOR,
        1,
    )


def test_a_text_that_is_called_a_photo_is_refused_and_nothing_is_stored(sample):
    at = open_page("inspections")
    at.button(key="start_1").click().run()
    [row] = [row for row in read(sample, round_queries.rounds) if row.planned_on == PLANNED]
    key = f"new_note_{row.id}_0"

    at.text_area(key=f"{key}_text").set_value("见照片").run()
    at.file_uploader(key=f"{key}_files").upload("photo.jpg", b"no picture", "image/jpeg").run()
    at.button(key=f"{key}_save").click().run()

    assert [error.value for error in at.error] == [
        "photo.jpg: This file is no JPEG, PNG, WebP or HEIC picture. It was not stored."
    ]
    assert read(sample, round_queries.notes, row.id) == []
    assert at.text_area(key=f"{key}_text").value == "见照片"


def test_findings_say_what_blocks_and_list_every_finding(sample):
    at = open_page("findings")

    assert "3 findings block acceptance, 6 are open, 3 are overdue" in texts(at)
    table = at.dataframe[0].value
    assert len(table) == 12
    assert list(table["No."])[:3] == [12, 11, 10]


def test_filters_narrow_the_table_and_say_how_far(sample):
    at = open_page("findings")

    at.multiselect(key="finding_severity").set_value([Severity.MAJOR]).run()
    at.toggle(key="finding_overdue").set_value(True).run()

    assert list(at.dataframe[0].value["No."]) == [12, 10]
    assert "2 of 12 rows" in [caption.value for caption in at.caption]


def test_the_panel_leads_a_finding_from_assigned_to_closed(sample):
    [row] = [row for row in read(sample, finding_queries.findings) if row.number == 10]
    at = opened("findings", finding=str(row.id))
    assert {"Assign", "Mark rectified", "Waive"} <= set(labels(at))

    at.button(key=f"step_{row.id}_assigned_rectify").click().run()
    at.button(key=f"rectify_save_{row.id}").click().run()
    at.button(key=f"step_{row.id}_rectified_close").click().run()
    at.button(key=f"close_save_{row.id}").click().run()

    assert not at.exception
    [row] = [row for row in read(sample, finding_queries.findings) if row.number == 10]
    assert (row.status, row.closed_on) == (FindingStatus.CLOSED, TODAY)
    assert "2 findings block acceptance" in texts(at)


def test_waiving_without_a_reason_is_refused_in_the_panel(sample):
    [row] = [row for row in read(sample, finding_queries.findings) if row.number == 10]
    at = opened("findings", finding=str(row.id))

    at.button(key=f"step_{row.id}_assigned_waive").click().run()
    at.button(key=f"waive_save_{row.id}").click().run()

    assert [error.value for error in at.error] == ["Please give a reason. Nothing was changed."]


def test_an_address_of_no_record_says_so(sample):
    assert "There is no finding with this address in this project." in [
        warning.value for warning in opened("findings", finding="999").warning
    ]
    assert "There is no round with this address in this project." in [
        warning.value for warning in opened("inspections", round="999").warning
    ]


def test_an_empty_project_is_told_what_the_pages_are_for(empty_project):
    inspections = open_page("inspections")
    findings = open_page("findings")

    assert "Rounds are walked by a rule" in inspections.info[0].value
    assert "A finding is something to put right" in findings.info[0].value


def test_the_empty_page_opens_the_form_of_a_series_that_runs_to_opening_day(empty_project):
    at = open_page("inspections")
    at.button(key="new_series").click().run()

    assert not at.exception
    # AppTest cannot drive a dialog further: it has no fragments.
    assert at.selectbox(key="series_new_day").value == 2
    assert at.date_input(key="series_new_ends").value == dt.date(2026, 6, 26)
    assert "Save the series" in labels(at)


def test_organisations_and_zones_are_added_on_their_pages(empty_project):
    at = open_page("findings")
    at.session_state["organisations"] = True
    at.run()
    at.text_input[0].set_value("Builder Ltd")
    next(button for button in at.button if button.label == "Add the organisation").click().run()
    zones = open_page("inspections")
    zones.session_state["zones"] = True
    zones.run()
    zones.text_input[0].set_value("Ground floor")
    next(button for button in zones.button if button.label == "Add the zone").click().run()

    assert not at.exception
    assert not zones.exception
    [party] = read(empty_project, place_queries.organisations)
    assert (party.name, party.role) == ("Builder Ltd", OrganisationRole.CONTRACTOR)
    assert [zone.place for zone in read(empty_project, place_queries.zones)] == ["Ground floor"]


def test_a_viewer_reads_and_is_offered_no_change(sample):
    at = open_page("inspections")
    at.selectbox(key="as_role").select("Viewer").run()

    assert not at.exception
    assert not {"Start the round", "New series", "Start an extra round"} & set(labels(at))
