"""Plans from and to Microsoft Project XML: the round trip, the order of the schema, what is refused."""

import datetime as dt
import json
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings

from tests.support.shared_data import MSPDI, needs_shared_data
from tests.tracker.plan_files import plans
from tracker.cli_schedule import sentence
from tracker.errors import Invalid, UnreadableFile
from tracker.i18n.problems import PROBLEMS
from tracker.imports.mspdi import read_mspdi
from tracker.imports.mspdi_schedule import schedule_project
from tracker.interchange.mspdi_read import REFUSALS, read_plan
from tracker.interchange.mspdi_write import write_mspdi
from tracker.interchange.plan_file import (
    BaselineEntry,
    CalendarDay,
    PlanBaseline,
    PlanFile,
    PlanLink,
    PlanTask,
)
from tracker.schedule.model import Constraint, LagUnit, LinkType, TaskKind

FILES = {  # file → tasks and links that it holds, counted by hand: no blank rows, no row of the project itself
    "sample.xml": (19, 6),
    "sample1.xml": (22, 6),
    "mspdirelations.xml": (5, 4),
    "mspdinulltasks.xml": (5, 0),
    "task-links-project2003-mspdi.xml": (16, 8),
    "task-links-project2007-mspdi.xml": (16, 8),
    "task-links-project2010-mspdi.xml": (16, 8),
    "calendar-calendars-project2019-mspdi.xml": (0, 0),
}
MONDAY = dt.datetime.fromisoformat("2026-11-02T08:00")
EVENING = dt.datetime.fromisoformat("2026-11-02T17:00")

SCHEMA_ORDER = {  # mspdi_pj12.xsd (Microsoft Office Project 2007): the elements that are written, in its order
    "Project": (
        "SaveVersion Name Title ScheduleFromStart StartDate FinishDate CurrencyCode CalendarUID "
        "DefaultStartTime DefaultFinishTime MinutesPerDay MinutesPerWeek DurationFormat HonorConstraints "
        "NewTasksEstimated Calendars Tasks Resources Assignments"
    ),
    "Calendar": "UID Name IsBaseCalendar BaseCalendarUID WeekDays Exceptions",
    "WeekDay": "DayType DayWorking TimePeriod WorkingTimes",
    "Exception": "EnteredByOccurrences TimePeriod Occurrences Name Type DayWorking WorkingTimes",
    "Task": (
        "UID ID Name Type IsNull WBS OutlineNumber OutlineLevel Start Finish Duration DurationFormat "
        "EffortDriven Estimated Milestone Summary PercentComplete ActualStart ActualFinish ActualDuration "
        "RemainingDuration ConstraintType CalendarUID ConstraintDate Deadline Notes PredecessorLink Baseline"
    ),
    "PredecessorLink": "PredecessorUID Type CrossProject LinkLag LagFormat",
    "Baseline": "Number Start Finish Duration DurationFormat",
    "Resource": "UID ID Name Type IsNull",
    "Assignment": "UID TaskUID ResourceUID Units",
}


def task(uid, name="T", **more):
    return PlanTask(uid, more.pop("parent_uid", None), more.pop("kind", TaskKind.TASK), name, 480, **more)


def plan(*tasks, links=(), **more):
    return PlanFile("图书馆开馆", MONDAY, tasks=tasks, links=links, **more)


FULL = plan(
    PlanTask(7, None, TaskKind.SUMMARY, "采购", 0, constraint=Constraint.START_NO_EARLIER_THAN, constraint_at=MONDAY),
    task(
        3,
        "Finance <review> & answer",
        parent_uid=7,
        constraint=Constraint.FINISH_NO_LATER_THAN,
        constraint_at=EVENING,
        deadline=EVENING,
        actual_start=MONDAY,
        actual_finish=EVENING,
        percent_complete=100,
        notes="第一行\nsecond line",
        owner="馆长",
        start=MONDAY,
        finish=EVENING,
    ),
    PlanTask(4, 7, TaskKind.MILESTONE, "中标公告", 0, owner="馆长"),
    PlanTask(5, None, TaskKind.TASK, "晾干", 2880, elapsed=True, owner="Site lead"),
    links=(
        PlanLink(3, 4, LinkType.FS, 960),
        PlanLink(4, 5, LinkType.SS, 2880, LagUnit.CALENDAR_DAYS),
        PlanLink(3, 5, LinkType.FF, -480),
    ),
    days=(
        CalendarDay(dt.date(2027, 2, 8), (), "春节"),
        CalendarDay(dt.date(2027, 2, 9), (), "春节"),
        CalendarDay(dt.date(2027, 2, 14), ((480, 720), (780, 1020)), "make-up day"),
    ),
    baselines=(
        PlanBaseline("上报稿 ?> v1", (BaselineEntry(3, MONDAY, EVENING, 480),)),
        PlanBaseline("empty", ()),
    ),
)  # fmt: skip


@given(plans())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_written_is_read_back_unchanged(whole):
    assert read_plan(write_mspdi(whole)) == whole


def test_a_full_plan_comes_back_unchanged():
    assert read_plan(write_mspdi(FULL)) == FULL


@needs_shared_data
@pytest.mark.parametrize("file", FILES)
def test_a_real_file_read_written_and_read_again_is_the_same_plan(file):
    first = read_plan((MSPDI / file).read_bytes())

    assert (len(first.tasks), len(first.links)) == FILES[file]
    assert read_plan(write_mspdi(first)) == first


@needs_shared_data
@pytest.mark.parametrize("file", [name for name in FILES if name.startswith(("mspdi", "task-links"))])
def test_a_written_file_is_scheduled_to_the_same_minute(file):
    content = (MSPDI / file).read_bytes()
    before = schedule_project(read_mspdi(content))
    after = schedule_project(read_mspdi(write_mspdi(read_plan(content))))

    assert after == {uid: row for uid, row in before.items() if uid in after}
    assert len(after) == FILES[file][0]


def test_elements_stand_in_the_order_of_the_schema():
    root = ET.fromstring(write_mspdi(FULL))
    checked = set()
    for element in root.iter():
        name = element.tag.rpartition("}")[2]
        if name in SCHEMA_ORDER:
            children = [child.tag.rpartition("}")[2] for child in element]
            order = SCHEMA_ORDER[name].split()
            assert children == sorted(children, key=order.index), name
            checked.add(name)
    assert checked == set(SCHEMA_ORDER)


@needs_shared_data
def test_the_order_is_that_of_microsoft_projects_own_files():
    seen = 0
    for file in ("task-links-project2003-mspdi.xml", "task-links-project2007-mspdi.xml", "sample.xml"):
        for element in ET.parse(MSPDI / file).getroot().iter():
            name = element.tag.rpartition("}")[2]
            order = SCHEMA_ORDER.get(name, "").split()
            children = [child.tag.rpartition("}")[2] for child in element]
            shared = [child for child in children if child in order]
            assert shared == sorted(shared, key=order.index), (file, name)
            seen += len(shared)
    assert seen > 1000


def test_values_are_written_in_the_units_of_the_format():
    root = ET.fromstring(write_mspdi(FULL))
    space = {"p": "http://schemas.microsoft.com/project"}
    first, second = root.findall("p:Tasks/p:Task[p:UID='5']/p:PredecessorLink", space)
    texts = [[child.text for child in link] for link in (first, second)]

    assert root.findtext("p:Tasks/p:Task[p:UID='3']/p:Duration", namespaces=space) == "PT8H0M0S"
    assert root.findtext("p:Tasks/p:Task[p:UID='4']/p:OutlineNumber", namespaces=space) == "1.2"
    assert root.findtext("p:Tasks/p:Task[p:UID='5']/p:DurationFormat", namespaces=space) == "8"
    assert texts == [["4", "3", "0", "28800", "8"], ["3", "0", "0", "-4800", "7"]]
    assert len(root.findall(".//p:Exception", space)) == 2  # two days of the festival are one exception


def test_two_owners_are_two_resources_however_many_tasks_they_have():
    root = ET.fromstring(write_mspdi(FULL))
    space = {"p": "http://schemas.microsoft.com/project"}

    assert [name.text for name in root.findall(".//p:Resource/p:Name", space)] == ["馆长", "Site lead"]
    assert len(root.findall(".//p:Assignment", space)) == 3


def test_characters_that_xml_cannot_hold_are_left_out():
    assert read_plan(write_mspdi(plan(task(1, "a\x00b\ud800c\ufffe")))).tasks[0].name == "abc"


@needs_shared_data
def test_the_sample_file_is_read_in_full():
    sample = read_plan((MSPDI / "sample.xml").read_bytes())
    by_name = {row.name: row for row in sample.tasks}
    link = next(link for link in sample.links if link.successor_uid == by_name["Related Task 3b"].uid)

    assert (sample.name, sample.start, sample.finish) == (
        "sample",
        dt.datetime.fromisoformat("2003-01-07T08:00"),
        None,
    )
    assert by_name["First Task"].kind is TaskKind.SUMMARY
    assert by_name["First Task"].notes == "Test Task Notes"
    assert by_name["Third task"].kind is TaskKind.MILESTONE
    assert by_name["Third task"].parent_uid == by_name["First Task"].uid
    assert by_name["Second Task"].duration == 48_000  # PT800H0M0S
    assert by_name["Recurring Task 2"].constraint_at == dt.datetime.fromisoformat("2003-03-01T08:00")
    assert link == PlanLink(13, 14, LinkType.FS, -480)
    assert {row.parent_uid for row in sample.tasks} == {None, 1, 6, 19}


@needs_shared_data
def test_the_people_of_a_file_become_owners():
    sample = read_plan((MSPDI / "sample1.xml").read_bytes())
    owners = {row.name: row.owner for row in sample.tasks if row.owner}

    assert owners == {
        "Second Task": "First Resource",
        "Assigned Task 1": "First Resource",
        "Assigned Task 2": "Second Resource",
    }


def test_a_recurring_exception_becomes_its_days_with_its_name():
    content = write_mspdi(replace(FULL, days=(CalendarDay(dt.date(2027, 5, 1), (), "劳动节"),)))
    yearly = content.replace(b"2027-05-01T23:59:00", b"2029-12-31T23:59:00").replace(
        b"<Type>1</Type><DayWorking>", b"<Type>2</Type><Month>4</Month><MonthDay>1</MonthDay><DayWorking>"
    )

    assert [(one.day, one.name) for one in read_plan(yearly).days] == [
        (dt.date(2027, 5, 1), "劳动节"),
        (dt.date(2028, 5, 1), "劳动节"),
        (dt.date(2029, 5, 1), "劳动节"),
    ]


def test_baselines_without_our_names_have_those_of_microsoft_project():
    entries = (BaselineEntry(1, MONDAY, EVENING, 480),)
    content = write_mspdi(plan(task(1), baselines=(PlanBaseline("a", entries), PlanBaseline("b", entries))))
    start, end = content.index(b"<?kaiguan"), content.index(b"?>", content.index(b"<?kaiguan")) + 2

    assert [one.name for one in read_plan(content[:start] + content[end:]).baselines] == [
        "Baseline",
        "Baseline 1",
    ]
    for spoilt in (b"<?kaiguan-baselines [1?>", b"<?kaiguan-baselines 5?>", b"<?kaiguan-baselines?>"):
        assert read_plan(content[:start] + spoilt + content[end:]).baselines[1].name == "Baseline 1"


def test_a_twelfth_baseline_has_no_place_in_the_format():
    with pytest.raises(Invalid) as refusal:
        write_mspdi(plan(task(1), baselines=tuple(PlanBaseline(f"b{n}", ()) for n in range(12))))

    assert (refusal.value.code, refusal.value.facts) == ("too_many_baselines", {"limit": 11, "count": 12})


def test_a_task_set_by_hand_must_start_where_it_stands():
    content = write_mspdi(plan(task(1, start=EVENING))).replace(b"<Type>1", b"<Manual>1</Manual><Type>1", 1)
    read = read_plan(content).tasks[0]

    assert (read.constraint, read.constraint_at) == (Constraint.MUST_START_ON, EVENING)


def test_a_lag_in_percent_is_read_as_the_minutes_it_comes_to():
    linked = plan(task(1), task(2), links=(PlanLink(1, 2, LinkType.FS, 5),))
    content = write_mspdi(linked).replace(b"<LagFormat>7", b"<LagFormat>19")  # 50 % of 480 minutes

    assert read_plan(content).links == (PlanLink(1, 2, LinkType.FS, 240),)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_file_cut_off_is_refused_whole(share):
    content = write_mspdi(FULL)

    with pytest.raises(UnreadableFile) as refusal:
        read_plan(content[: int(len(content) * share)])

    assert refusal.value.facts["reason"] == "xml"


def test_an_xml_bomb_is_refused_before_it_grows():
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE P [<!ENTITY l0 "lol">{entities}]><Project><Name>&l9;</Name></Project>'

    with pytest.raises(UnreadableFile) as refusal:
        read_plan(bomb.encode())

    assert refusal.value.facts["reason"] == "xml"


def test_an_outline_of_two_thousand_levels_is_refused_with_its_depth():
    deep = plan(*(task(uid, parent_uid=uid - 1 or None) for uid in range(1, 2001)))

    with pytest.raises(UnreadableFile) as refusal:
        read_plan(write_mspdi(deep))

    assert refusal.value.code == "plan_file_outline_too_deep"
    assert refusal.value.facts == {"reason": "outline_too_deep", "level": 501, "limit": 500}


@pytest.mark.parametrize(
    ("broken", "code", "names"),
    [
        ((PlanLink(1, 2), PlanLink(2, 1)), "schedule_cycle", {"A", "B"}),
        ((PlanLink(9, 1),), "schedule_missing_predecessor", {"A"}),
    ],
)
def test_links_that_cannot_be_scheduled_are_refused_with_the_tasks(broken, code, names):
    content = write_mspdi(plan(task(1, "A"), task(2, "B"), links=broken))

    with pytest.raises(Invalid) as refusal:
        read_plan(content)

    assert refusal.value.code == code
    assert names <= {*refusal.value.facts.get("tasks", ()), refusal.value.facts.get("task")}
    assert "\n" not in sentence(refusal.value)


def test_a_number_that_stands_twice_is_refused():
    with pytest.raises(Invalid, match="schedule_duplicate_task"):
        read_plan(
            write_mspdi(plan(task(1, "A"), task(2, "B"))).replace(b"<UID>2</UID><ID>", b"<UID>1</UID><ID>")
        )


def test_a_constraint_without_its_date_is_refused():
    dated = task(1, constraint=Constraint.MUST_START_ON)

    with pytest.raises(Invalid, match="schedule_impossible_constraint"):
        read_plan(write_mspdi(plan(dated)))


def test_a_calendar_without_work_is_refused():
    with pytest.raises(Invalid, match="calendar_without_working_time"):
        read_plan(write_mspdi(plan(task(1), week=((),) * 7)))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "xml"),
        (b"\x00\xff", "xml"),
        (b"<html/>", "not_mspdi"),
        (json.dumps({}).encode(), "xml"),
        (b"<Project/>", "no_start"),
    ],
)
def test_other_files_are_refused_with_a_reason(content, reason):
    with pytest.raises(UnreadableFile) as refusal:
        read_plan(content)

    assert refusal.value.facts["reason"] == reason


def test_every_refusal_of_a_file_has_a_sentence():
    facts = {
        "limit": 500,
        "level": 501,
        "line": 3,
        "root": "html",
        "field": "Start",
        "value": "x",
        "task": "T",
    }

    for reason, code in REFUSALS.items():
        assert sentence(UnreadableFile(reason=reason, calendar="Standard", **facts))
        assert PROBLEMS[code].format(calendar="Standard", **facts)


def test_a_value_that_is_none_is_named_with_its_task():
    content = write_mspdi(plan(task(1, "验收"))).replace(b"PT8H0M0S", b"eight hours")

    with pytest.raises(UnreadableFile) as refusal:
        read_plan(content)

    assert refusal.value.code == "plan_file_value"
    assert refusal.value.facts == {
        "reason": "value",
        "field": "Duration",
        "value": "eight hours",
        "task": "验收",
    }


def test_tasks_that_stand_under_each_other_are_refused():
    with pytest.raises(Invalid, match="outline_broken"):
        write_mspdi(plan(task(1, parent_uid=2), task(2, parent_uid=1)))
