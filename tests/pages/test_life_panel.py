"""The panel of a line's life: what it was in every draft, opened by its address from both pages."""

import json

import pytest

from db.queries import procurement as queries
from db.queries.projects import projects
from db.unit_of_work import reading
from tests.pages.helpers import open_page


def lineage_of(engine, number: int, name: str) -> int:
    """The lineage of the first line of this name in a draft."""
    with reading(engine) as session:
        project_id = projects(session)[0].id
        plan = queries.plans(session, project_id)[0]
        draft = next(row for row in queries.drafts(session, project_id, plan.id) if row.number == number)
        return next(
            line.lineage_id for line in queries.lines_of(session, project_id, draft.id) if line.name == name
        )


def life(at):
    """The table in the panel, by draft."""
    table = next(each.value for each in at.table if "Line and cause" in each.value.columns)
    return {row["Draft"].split("  \n")[0].replace("\u00a0", " "): row for _, row in table.iterrows()}


@pytest.mark.parametrize("page", ["compare", "drafts"])
@pytest.mark.parametrize("number", [1, 6])
def test_the_reading_chairs_are_one_story_whichever_of_their_lines_is_opened(sample, page, number) -> None:
    lineage = lineage_of(sample, number, "阅览椅")

    at = open_page(page, lineage=str(lineage))
    told = life(at)

    # 360 and 120 chairs of 520 yuan in two zones until draft 4, then 400 for the whole house.
    assert told["Draft 1"]["Amount (yuan)"] == "249,600.00"
    assert told["Draft 1"]["Draft"].endswith("First listed")
    assert told["Draft 4"]["Draft"].endswith("Unchanged")
    assert told["Draft 5"]["Draft"].endswith("Merged")
    assert told["Draft 5"]["Amount (yuan)"] == "208,000.00  \n:small[−41,600.00]"
    assert "**全馆**" in told["Draft 5"]["Line and cause"]
    assert "**Finance review**" in told["Draft 5"]["Line and cause"]
    assert next(iter(told)) == "Working copy"


def test_what_reviewers_asked_of_a_line_stands_in_its_life_with_the_answer(sample) -> None:
    told = life(open_page("review", lineage=str(lineage_of(sample, 6, "录播系统"))))
    said = told["Draft 6"]["Line and cause"]
    assert "**Refused** 录播系统是否可用移动设备代替?" in said
    assert "讲座须多机位直播,移动设备不能满足。" in said
    assert "录播系统是否可用移动设备代替?" not in told["Working copy"]["Line and cause"]


def test_a_line_that_no_draft_has_is_said_to_be_missing(sample) -> None:
    at = open_page("compare", lineage="999999")
    assert "No draft of this plan has this line." in [each.value for each in at.warning]
    assert "lineage" not in at.query_params


def click(at, label):
    next(each for each in at.button if each.label == label).click()
    at.run()
    assert not at.exception, at.exception


def test_the_recording_system_that_came_back_is_proposed_joined_and_parted_again(sample) -> None:
    at = open_page("compare")
    (_asked,) = [each for each in at.expander if each.label == "1 cut line may have come back"]
    at.session_state["returns"] = True
    at.run()
    (question,) = [each.value for each in at.markdown if "Is it the same line?" in each.value]
    assert "**录播系统 · 三机位 · 报告厅** (48,000.00 yuan) was cut in Draft 4" in question
    assert "**录播系统 · 两机位 · 报告厅** (26,000.00 yuan) is new in Draft 6" in question

    click(at, "It came back")
    assert not [each for each in at.expander if "may have come back" in each.label]
    at = open_page("compare", lineage=str(lineage_of(sample, 6, "录播系统")))
    told = life(at)
    place = "cut in Draft\u00a04, back in Draft\u00a06"
    assert f"This line was cut and came back: {place}." in [each.value for each in at.warning]
    changes = next(each.value for each in at.table if "Difference (yuan)" in each.value.columns)
    assert sum(f"{place}]" in said for said in changes["Change"]) == 1
    assert told["Draft 4"]["Draft"].endswith("Cut")
    assert told["Draft 5"]["Draft"].endswith("Not listed")
    assert told["Draft 6"]["Draft"].endswith("Brought back")
    # Compared as one line: 48,000 before, 26,000 after.
    click(at, "Part 录播系统 · 两机位 · 报告厅 from 录播系统 · 三机位 · 报告厅")
    (asked,) = [each.value for each in at.warning if "they are two lines" in each.value]
    assert asked.startswith("From Draft 6 on they are two lines")
    assert "Draft 1" in life(at)
    click(at, "Part them")
    assert "Draft 1" not in life(at)
    click(at, "Join 录播系统 · 两机位 · 报告厅 with 录播系统 · 三机位 · 报告厅 again")
    assert life(at)["Draft 6"]["Draft"].endswith("Brought back")


def test_a_line_is_joined_by_hand_with_one_that_nobody_proposed(sample) -> None:
    new = lineage_of(sample, 6, "录播系统")
    gone = lineage_of(sample, 1, "恒温恒湿空调")
    at = open_page("compare", lineage=str(new))
    at.session_state[f"join_{new}"] = True
    at.run()
    choice = at.selectbox(key=f"join_with_{new}")
    # The likest name first: the recording system of draft 3, which is proposed as well.
    assert choice.options[0] == "last in Draft 3 · 录播系统 · 三机位 · 报告厅 · 48,000.00"
    choice.set_value(gone).run()
    click(at, "Join the lines")
    told = life(open_page("compare", lineage=str(new)))
    assert "恒温恒湿空调" in told["Draft 1"]["Line and cause"]
    assert told["Draft 6"]["Draft"].endswith("Brought back")


def test_a_line_said_to_be_new_is_not_proposed_again(sample) -> None:
    at = open_page("compare")
    at.session_state["returns"] = True
    at.run()
    click(at, "It is a new line")
    assert not [each for each in open_page("compare").expander if "may have come back" in each.label]


def test_a_comparison_has_an_address_with_what_its_difference_is_parted_by(sample) -> None:
    at = open_page("compare", **{"from": "2", "to": "4", "by": "zone"})
    totals = at.dataframe[0].value
    assert list(totals.columns) == ["Zone", "Difference (yuan)", "Draft 2", "Draft 4"]
    # 4,814,000 in draft 2, 4,293,600 in draft 4
    assert totals.iloc[-1].to_list() == ["Total", "−520,400.00", "4,814,000.00", "4,293,600.00"]
    assert (at.query_params["from"], at.query_params["to"], at.query_params["by"]) == ("2", "4", "zone")


def test_the_causes_from_the_first_to_the_last_draft_sum_to_the_reduction(sample) -> None:
    at = open_page("compare", **{"from": "1", "to": "6"})
    totals = at.dataframe[0].value
    assert totals.columns[0] == "Cause"
    assert totals.iloc[0].to_list() == ["Finance review", "−450,240.00"]
    assert totals.iloc[-1].to_list() == ["Total", "−1,486,300.00"]


@pytest.mark.parametrize("by", ["cause", "category", "zone", "funding"])
def test_all_drafts_are_stacked_by_every_part_against_the_ceiling(sample, by) -> None:
    at = open_page("compare", by=by)
    at.session_state["stacked"] = True
    at.run()
    assert not at.exception
    titles = [json.loads(each.proto.spec)["title"] for each in at.get("vega_lite_chart")]
    assert "Draft 5 cut most: −CNY 512k" in str(titles)
