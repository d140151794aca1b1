"""Lists of tasks in workbooks and CSV files: headings by meaning, cells as people write them, faults by place."""

import datetime as dt
import io

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.errors import Invalid, UnreadableFile
from tracker.i18n.problems import PROBLEMS
from tracker.interchange.mspdi_read import read_plan
from tracker.interchange.mspdi_write import write_mspdi
from tracker.interchange.plan_file import PlanLink
from tracker.interchange.task_cells import (
    Reference,
    date_of,
    duration_of,
    percent_of,
    reference_of,
    references_of,
)
from tracker.interchange.task_headings import Field, field_of
from tracker.interchange.task_table import PROBLEM_CODES, CellProblem, read_task_table
from tracker.schedule.model import Constraint, LagUnit, LinkType, TaskKind

START = dt.date(2026, 11, 2)


def xlsx(*rows, sheet="任务", ahead=()):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title in ahead:
        book.create_sheet(title).append(["说明", "没有任务"])
    page = book.create_sheet(sheet)
    for row in rows:
        page.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(data):
    return read_task_table(data, name="计划", starts_on=START)


def at(text):
    return dt.datetime.fromisoformat(text)


CHINESE = xlsx(
    ["开馆筹备计划表"],
    ["序号", "大纲级别", "任务名称", "工期(天)", "开始时间", "完成时间", "前置任务", "负责人", "进度%", "备注"],
    [1, 1, "采购", None, None, None, None, None, None, None],
    [2, 2, "编制需求", 5, dt.date(2026, 11, 2), dt.date(2026, 11, 6), None, "王老师", 1, None],
    [3, 2, "财政评审", "10个工作日", "2026/11/9", "2026年11月20日", "2FS+2d", "李老师", 0.25, "等答复"],
    [4, 1, "开标", 0, None, None, "3；2SS-1周", None, 0, None],
    [None] * 10,
    [5, 1, "装修晾干", "30 自然日", "2026-11-16", None, None, None, None, None],
    ahead=["封面"],
)  # fmt: skip


def test_a_chinese_list_is_read_with_its_outline_links_and_progress():
    table = read(CHINESE)
    head, need, review, opening, drying = table.plan.tasks

    assert (table.problems, table.sheet, table.heading_row) == ((), "任务", 2)
    assert [task.name for task in table.plan.tasks] == ["采购", "编制需求", "财政评审", "开标", "装修晾干"]
    assert [task.parent_uid for task in table.plan.tasks] == [None, 1, 1, None, None]
    assert (head.kind, head.duration) == (TaskKind.SUMMARY, 0)
    assert (need.duration, need.owner, need.percent_complete) == (2400, "王老师", 100)
    assert (need.actual_start, need.actual_finish) == (at("2026-11-02T08:00"), at("2026-11-06T17:00"))
    assert (review.duration, review.percent_complete, review.notes) == (4800, 25, "等答复")
    assert (review.actual_start, review.actual_finish) == (at("2026-11-09T08:00"), None)
    assert (opening.kind, opening.duration) == (TaskKind.MILESTONE, 0)
    assert (drying.duration, drying.elapsed) == (43_200, True)
    assert (drying.constraint, drying.constraint_at) == (
        Constraint.START_NO_EARLIER_THAN,
        at("2026-11-16T08:00"),
    )
    assert table.plan.links == (
        PlanLink(2, 3, LinkType.FS, 960),
        PlanLink(3, 4),
        PlanLink(2, 4, LinkType.SS, -2400),
    )


def test_a_list_that_was_read_can_go_on_to_microsoft_project():
    plan = read(CHINESE).plan

    assert read_plan(write_mspdi(plan)) == plan


ENGLISH = (
    "WBS;Task Name;Duration;Start;Finish;Predecessors;Resource Names;% Complete;Milestone\r\n"
    "1;Fit-out;;;;;;;\r\n"
    '1.1;"Shelves; fixed";2 wks;;;;Site lead;50%;\r\n'
    "1.1.1;Bolts;4 hrs;;;;;;\r\n"
    "1.2;Inspection;;2026-11-16;2026-11-18;1.1.1FF+1 eday;;;\r\n"
    "2;Opening;;;;1.2;;;yes\r\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_an_english_csv_is_read_by_its_outline_numbers(encoding):
    table = read(ENGLISH.encode(encoding))
    tasks = {task.name: task for task in table.plan.tasks}

    assert [task.parent_uid for task in table.plan.tasks] == [None, 1, 2, 1, None]
    assert tasks["Shelves; fixed"].kind is TaskKind.SUMMARY
    assert tasks["Bolts"].duration == 240
    assert tasks["Inspection"].duration == 3 * 480  # Monday to Wednesday
    assert tasks["Opening"].kind is TaskKind.MILESTONE
    assert table.plan.links == (PlanLink(3, 4, LinkType.FF, 1440, LagUnit.CALENDAR_DAYS), PlanLink(4, 5))


def test_chinese_csv_in_the_encoding_of_excel_is_read():
    assert read("任务,工期\n验收,3\n".encode("gb18030")).plan.tasks[0].name == "验收"


def test_every_faulty_cell_is_named_and_nothing_is_taken():
    table = read(
        xlsx(
            ["编号", "任务", "工期", "开始", "完成", "紧前工作", "进度", "级别"],
            ["A", "甲", "十天", "2026-02-30", None, None, None, 1],
            ["A", None, 3, "2026-11-09", "2026-11-02", "Z", 150, 0],
            ["C", "丙", -3, None, None, "C, A, AFS+1d, AFF+3光年", "一半", 1],
        )
    )

    assert table.plan is None
    assert [(one.row, one.column, one.code, one.text) for one in table.problems] == [
        (2, 3, "cell_value_unreadable", "十天"),
        (2, 4, "cell_value_unreadable", "2026-02-30"),
        (3, 1, "cell_number_twice", "A"),
        (3, 2, "cell_name_missing", ""),
        (3, 5, "cell_finish_before_start", "2026-11-02"),
        (3, 6, "cell_predecessor_unknown", "Z"),
        (3, 7, "cell_value_unreadable", "150"),
        (3, 8, "cell_level_out_of_range", "0"),
        (4, 3, "cell_value_unreadable", "-3"),
        (4, 6, "cell_predecessor_itself", "C"),
        (4, 6, "cell_predecessor_twice", "AFS+1d"),
        (4, 6, "cell_value_unreadable", "AFF+3光年"),
        (4, 7, "cell_value_unreadable", "一半"),
    ]
    assert {one.sheet for one in table.problems} == {"任务"}
    assert table.problems[3].facts == {"sheet": "任务", "row": "3", "column": "B", "text": ""}


def test_every_kind_of_fault_has_a_sentence_that_its_facts_fill():
    problem = CellProblem("任务", 3, 6, "cell_predecessor_unknown", Field.PREDECESSORS, "Z")

    assert all(PROBLEMS[code].format_map(problem.facts) for code in PROBLEM_CODES)
    assert PROBLEMS[problem.code].format_map(problem.facts) == (
        "Sheet “任务”, cell F3: no task of the list is called “Z”."
    )


def test_tasks_in_a_circle_are_refused_by_name():
    with pytest.raises(Invalid) as refusal:
        read("编号,任务,前置\n1,甲,2\n2,乙,1\n".encode())

    assert (refusal.value.code, set(refusal.value.facts["tasks"])) == ("schedule_cycle", {"甲", "乙"})


def test_without_numbers_a_predecessor_is_the_place_in_the_list():
    assert read("任务,前置\n甲,\n乙,1FS\n".encode()).plan.links == (PlanLink(1, 2),)


def test_predecessors_may_be_named_by_number_or_by_outline_number():
    plan = read("编号,WBS,任务,前置\n10,1,甲,\n20,2,乙,1SS\n30,3,丙,20\n".encode()).plan

    assert plan.links == (PlanLink(1, 2, LinkType.SS), PlanLink(2, 3))


def test_the_plan_starts_with_its_earliest_start():
    assert read("任务,开始\n甲,2026-10-20\n乙,2026-12-01\n".encode()).plan.start == at("2026-10-20T08:00")


def test_a_list_without_tasks_names_the_sheets():
    with pytest.raises(UnreadableFile) as refusal:
        read(xlsx(["名称", "数量"], ["书架", 3], sheet="清单", ahead=["封面"]))

    assert (refusal.value.code, refusal.value.facts) == (
        "task_headings_missing",
        {"sheets": ["封面", "清单"]},
    )


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_broken"),
        (b"PK\x03\x04 cut off", "file_broken"),
        (bytes.fromhex("D0CF11E0") + b"x", "file_wrong_kind"),
        (b"\x00\x01\x02\xff\xfe", "file_wrong_kind"),
        (CHINESE[: len(CHINESE) // 2], "file_broken"),
    ],
)
def test_other_files_are_refused(data, code):
    with pytest.raises(UnreadableFile) as refusal:
        read(data)

    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("任务名称", Field.NAME),
        ("工作内容", Field.NAME),
        ("Task Name", Field.NAME),
        ("工期（天）", Field.DURATION),
        ("Duration [days]", Field.DURATION),
        ("完成百分比", Field.PERCENT),
        ("进度%", Field.PERCENT),
        ("% Complete", Field.PERCENT),
        ("完成", Field.FINISH),
        ("紧前工作", Field.PREDECESSORS),
        ("大纲级别", Field.LEVEL),
        ("WBS", Field.OUTLINE),
        ("负责人：", Field.OWNER),
        ("单价", None),
    ],
)
def test_headings_are_known_by_meaning(heading, field):
    assert field_of(heading) is field


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("4", Reference("4", LinkType.FS, 0, elapsed=False)),
        ("3FS+2d", Reference("3", LinkType.FS, 960, elapsed=False)),
        ("5SS", Reference("5", LinkType.SS, 0, elapsed=False)),
        ("12ff - 1.5 天", Reference("12", LinkType.FF, -720, elapsed=False)),
        ("1.2SF+3个工作日", Reference("1.2", LinkType.SF, 1440, elapsed=False)),
        ("7FS+20ed", Reference("7", LinkType.FS, 28_800, elapsed=True)),
        ("7FS+20 个日历日", Reference("7", LinkType.FS, 28_800, elapsed=True)),
        ("A+2", Reference("A", LinkType.FS, 960, elapsed=False)),
    ],
)
def test_predecessors_are_taken_apart(text, reference):
    assert reference_of(text) == reference


def test_several_predecessors_stand_in_one_cell():
    assert references_of("3FS+2d、5SS；4,6\n7 ") == ("3FS+2d", "5SS", "4", "6", "7")
    assert references_of(4.0) == ("4",)


@pytest.mark.parametrize(
    ("value", "unit", "minutes"),
    [
        (3, "", (1440, False)),
        (1.5, "", (720, False)),
        ("3", "周", (7200, False)),
        ("５天", "", (2400, False)),
        ("5 days?", "", (2400, False)),
        ("8小时", "", (480, False)),
        ("1 mon", "", (9600, False)),
        ("2ew", "", (20_160, True)),
        ("", "", None),
        (None, "天", None),
    ],
)
def test_durations_are_minutes(value, unit, minutes):
    assert duration_of(value, unit) == minutes


@pytest.mark.parametrize("value", ["三天", "-1", "5 apples", True, "1e9", "999999999"])
def test_other_durations_are_refused(value):
    with pytest.raises(ValueError, match=r"."):
        duration_of(value)


@pytest.mark.parametrize(
    "value",
    [
        dt.date(2026, 11, 2),
        at("2026-11-02T08:00"),
        "2026-11-2",
        "2026/11/02 08:00",
        "2026年11月2日",
        "2026.11.2",
        "20261102",
        "星期一 2026-11-02",
    ],
)
def test_dates_are_read_as_people_write_them(value):
    assert date_of(value) == START


@pytest.mark.parametrize("value", ["11/2/26", "2026-13-01", "2025-02-29", "soon", 46328, "2026"])
def test_dates_that_could_be_others_are_refused(value):
    with pytest.raises(ValueError, match=r"."):
        date_of(value)


def test_progress_is_in_percent_or_in_shares():
    assert [percent_of(value, share=False) for value in (50, "50%", "", 0.4)] == [50, 50, 0, 0]
    assert [percent_of(value, share=True) for value in (0.5, "50%", 1)] == [50, 50, 100]


@given(
    st.lists(st.lists(st.text(max_size=12) | st.none() | st.integers() | st.floats(), max_size=5), max_size=6)
)
@settings(deadline=None)
def test_no_cells_whatever_break_the_reader(rows):
    heading = "编号,任务,工期,开始,前置,进度\n"
    lines = [",".join("" if cell is None else str(cell).replace('"', "") for cell in row) for row in rows]
    try:
        table = read((heading + "\n".join(lines)).encode("utf-8", "ignore"))
    except (UnreadableFile, Invalid):
        return
    assert (table.plan is None) == bool(table.problems)
