"""The findings page in process: its views, its pages, look-alikes, odd days and files."""

import datetime as dt
import json

import pytest

from db.queries import findings as finding_queries
from db.queries import inspections as round_queries
from db.queries import places as place_queries
from db.queries.projects import projects
from db.unit_of_work import reading, unit_of_work
from tests.factories import make
from tests.pages.helpers import open_page
from tests.pages.test_site_pages import labels, opened, texts
from tests.support.databases import SAMPLE_DAY
from tracker.finding_views import FindingOrder
from tracker.vocabulary import FindingStatus, Severity

BEFORE_THE_PROJECT = dt.date(2024, 1, 5)


def findings(engine):
    with reading(engine) as session:
        return finding_queries.findings(session, projects(session)[0].id)


def numbered(engine, number):
    return next(row for row in findings(engine) if row.number == number)


def captions(at):
    return [caption.value for caption in at.caption]


def test_the_board_shows_what_is_open_by_state_and_settled_ones_as_numbers(sample):
    at = open_page("findings")
    at.segmented_control(key="finding_view").set_value("board").run()

    assert not at.exception
    assert [button.key for button in at.button if button.key.startswith("card_open_")] == [
        f"card_open_{numbered(sample, number).id}" for number in (12, 8, 10, 11, 6, 9)
    ]
    assert "Settled: Closed 5, Waived 1" in captions(at)


def test_a_card_of_the_board_opens_the_finding(sample):
    at = open_page("findings")
    at.segmented_control(key="finding_view").set_value("board").run()
    at.button(key=f"card_open_{numbered(sample, 10).id}").click().run()

    assert not at.exception
    assert "Mark rectified" in labels(at)


def test_the_charts_say_what_they_found(sample):
    at = open_page("findings")
    at.segmented_control(key="finding_view").set_value("charts").run()

    assert not at.exception
    titles = [" ".join(json.loads(chart.proto.spec)["title"]) for chart in at.get("vega_lite_chart")]
    assert len(titles) == 4
    assert "1 open finding is older than 30 days" in titles[0]
    assert "2 findings are overdue" in titles[1]
    assert "In the last four weeks" in titles[2]
    assert titles[3] == "Most open findings are in 二层阅览区: 3"


def test_a_long_list_comes_by_pages_and_another_question_begins_at_the_first(sample):
    with unit_of_work(sample) as session:
        project_id = projects(session)[0].id
        for number in range(100, 160):
            given = {
                "severity": Severity.MINOR,
                "found_on": dt.date(2026, 3, 2),
                "description": f"裂缝 {number}",
            }
            make("finding", session, project_id=project_id, number=number, **given)
    at = open_page("findings")
    assert list(at.dataframe[0].value["No."])[:2] == [159, 158]
    assert len(at.dataframe[0].value) == 50

    at.session_state["finding_page"] = 2
    at.run()
    assert list(at.dataframe[0].value["No."]) == [*range(109, 99, -1), *range(12, 0, -1)]
    at.text_input(key="finding_q").set_value("裂缝").run()

    assert not at.exception
    assert list(at.dataframe[0].value["No."])[:2] == [159, 158]
    assert "60 of 72 rows" in captions(at)


def test_a_place_stands_for_all_that_lies_in_it_and_the_order_is_the_databases(sample):
    at = open_page("findings")
    at.multiselect(key="finding_place").set_value(["三层"]).run()
    assert list(at.dataframe[0].value["No."]) == [
        row.number for row in findings(sample) if row.place.startswith("三层")
    ]
    at.multiselect(key="finding_place").set_value([]).run()
    at.selectbox(key="finding_order").set_value(FindingOrder.WORST).run()

    assert not at.exception
    shown = list(at.dataframe[0].value["Severity"])
    assert shown[:3] == ["Major", "Major", "Major"]


def new_form(sample):
    """The round of the day with its form for findings: a dialog cannot be driven in process."""
    at = open_page("inspections")
    at.button(key="start_1").click().run()
    with reading(sample) as session:
        zones = {zone.place: zone.id for zone in place_queries.zones(session, projects(session)[0].id)}
        [round_id] = [
            row.id
            for row in round_queries.rounds(session, projects(session)[0].id)
            if row.planned_on == SAMPLE_DAY
        ]
    at.session_state[f"finding_form_{round_id}"] = True
    at.run()
    return at, round_id, zones


def test_a_look_alike_in_the_same_place_is_proposed_and_can_be_chosen(sample):
    at, round_id, zones = new_form(sample)
    known = numbered(sample, 12)
    at.selectbox(key=f"new_finding_{round_id}_zone").set_value(zones["二层阅览区"]).run()
    at.text_area(key=f"new_finding_{round_id}_text").set_value("地面插座没电").run()

    assert "Looks like No. 12" in texts(at)
    assert "Save it as another finding" in labels(at)
    at.selectbox(key=f"new_finding_{round_id}_zone").set_value(zones["三层阅览区"]).run()
    assert "Looks like" not in texts(at)
    at.selectbox(key=f"new_finding_{round_id}_zone").set_value(zones["二层阅览区"]).run()
    at.button(key=f"new_finding_{round_id}_0_is_{known.id}").click().run()

    assert not at.exception
    assert len(findings(sample)) == 12


def test_a_day_of_rectification_before_the_finding_asks_for_a_reason_and_keeps_it(sample):
    row = numbered(sample, 10)
    at = opened("findings", finding=str(row.id))
    at.button(key=f"step_{row.id}_assigned_rectify").click().run()
    at.date_input(key=f"rectify_on_{row.id}").set_value(row.found_on - dt.timedelta(days=2)).run()

    assert "The day of rectification lies before the day when it was found." in [
        warning.value for warning in at.warning
    ]
    at.button(key=f"rectify_save_{row.id}").click().run()
    assert "If that is right, say why." in at.error[0].value
    at.text_input(key=f"rectify_{row.id}_reason").set_value("记录晚于整改").run()
    at.button(key=f"rectify_save_{row.id}").click().run()

    assert not at.exception
    stored = numbered(sample, 10)
    assert (stored.status, stored.rectified_on) == (
        FindingStatus.RECTIFIED,
        row.found_on - dt.timedelta(days=2),
    )
    assert "记录晚于整改" in texts(at)


def test_a_day_before_the_project_is_asked_about_in_the_edit_form(sample):
    row = numbered(sample, 10)
    at = opened("findings", finding=str(row.id))
    at.session_state[f"finding_edit_{row.id}"] = True
    at.run()
    [field] = [each for each in at.date_input if "found_on" in each.key]
    field.set_value(BEFORE_THE_PROJECT).run()

    assert "This day lies before the project began." in [warning.value for warning in at.warning]
    [reason] = [each for each in at.text_input if each.key.endswith("_reason")]
    reason.set_value("施工方旧清单").run()
    at.button(key=f"finding_save_{row.id}").click().run()

    assert not at.exception
    assert numbered(sample, 10).found_on == BEFORE_THE_PROJECT


def test_a_contractors_list_is_offered_for_those_that_have_open_findings(sample):
    at = open_page("findings")
    at.session_state["contractor_list"] = True
    at.run()

    [box] = [each for each in at.selectbox if each.key == "contractor_list_party"]
    assert box.options == ["雅匠装饰公司(示例) · 4"]


def test_zones_are_read_from_a_file_looked_at_and_stored_once(sample):
    at = open_page("inspections")
    at.session_state["zones"] = True
    at.session_state["zones_import"] = True
    at.run()
    rows = "楼层,房间,面积\n一层,大厅,320\n六层,露台,85.5\n".encode()
    at.file_uploader(key="zones_file_0").upload("rooms.csv", rows, "text/csv").run()
    assert not at.exception
    at.button(key="zones_import_save").click().run()

    assert not at.exception
    with reading(sample) as session:
        zones = {
            zone.place: zone.area_milli for zone in place_queries.zones(session, projects(session)[0].id)
        }
    assert zones["六层 · 露台"] == 85_500
    at.file_uploader(key="zones_file_1").upload("rooms.csv", rows, "text/csv").run()
    assert "zones_import_save" not in [button.key for button in at.button]


def test_a_room_list_with_faults_names_each_cell_and_imports_nothing(sample):
    at = open_page("inspections")
    at.session_state["zones"] = True
    at.session_state["zones_import"] = True
    at.run()
    at.file_uploader(key="zones_file_0").upload("r.csv", "楼层,面积\n九层,很大\n".encode(), "text/csv").run()

    assert "cell B2" in at.error[0].value
    assert "zones_import_save" not in [button.key for button in at.button]


@pytest.mark.parametrize("parameter", ["finding", "finding_round", "finding_page"])
def test_a_number_too_large_for_any_record_is_no_address(sample, parameter):
    at = open_page("findings", **{parameter: "9" * 30})

    assert not at.exception
    assert "12 rows" in captions(at)


def test_a_form_that_was_opened_and_left_as_it_was_is_not_called_typed(sample):
    at = open_page("findings")
    next(button for button in at.button if button.label == "New finding").click().run()
    again = open_page("findings")
    next(button for button in again.button if button.label == "New finding").click().run()

    assert "Save the finding" in labels(again)
    assert not [text for text in captions(again) if "What you typed earlier" in text]
