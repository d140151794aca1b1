"""`python -m tracker schedule FILE.xml --json`: its answer, and one clear line for what it refuses."""

import argparse
import json

import pytest

from tests.support.shared_data import MSPDI, needs_shared_data
from tracker.cli_schedule import register

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<Project xmlns="http://schemas.microsoft.com/project"><Name>p</Name>
<StartDate>2026-11-02T08:00:00</StartDate><MinutesPerDay>480</MinutesPerDay>{extra}<Tasks>{tasks}</Tasks></Project>"""


def project(*tasks, extra=""):
    return HEAD.format(tasks="".join(tasks), extra=extra).encode()


def task(uid, *, hours=8, after=(), more="", level=1):
    links = "".join(
        f"<PredecessorLink><PredecessorUID>{before}</PredecessorUID><Type>1</Type></PredecessorLink>"
        for before in after
    )
    return (
        f"<Task><UID>{uid}</UID><Name>Task {uid}</Name><OutlineLevel>{level}</OutlineLevel>"
        f"<Duration>PT{hours}H0M0S</Duration>{more}{links}</Task>"
    )


@pytest.fixture
def schedule(tmp_path, capsys):
    def run(content, *options):
        file = tmp_path / "plan.xml"
        if content is not None:
            file.write_bytes(content)
        parser = argparse.ArgumentParser()
        register(parser.add_subparsers())
        arguments = parser.parse_args(["schedule", str(file), *options])
        code = arguments.run(arguments)
        return code, *capsys.readouterr()

    return run


def answer(schedule, content):
    code, out, err = schedule(content, "--json")
    assert (code, err) == (0, "")
    return json.loads(out)


def by_uid(schedule, content):
    return {row["uid"]: row for row in answer(schedule, content)["tasks"]}


@needs_shared_data
def test_the_relations_file_is_answered_to_the_minute(schedule):
    result = answer(schedule, (MSPDI / "mspdirelations.xml").read_bytes())
    assert result["project_start"] == "2006-09-21T08:00"
    assert result["tasks"][5] == {
        "uid": 5,
        "name": "Task 5",
        "early_start": "2006-09-22T08:00",
        "early_finish": "2006-09-25T08:00",
        "late_start": "2006-09-25T08:00",
        "late_finish": "2006-09-25T17:00",
        "total_float_minutes": 480,
        "free_float_minutes": 480,
        "critical": False,
        "summary": False,
        "milestone": False,
    }


@needs_shared_data
def test_blank_rows_are_left_out_and_headings_are_summaries(schedule):
    tasks = answer(schedule, (MSPDI / "mspdinulltasks.xml").read_bytes())["tasks"]
    assert [(row["uid"], row["summary"]) for row in tasks] == [
        (0, True),
        (1, True),
        (3, False),
        (4, False),
        (6, True),
        (8, False),
    ]


def test_stored_dates_are_not_copied(schedule):
    early = "<EarlyStart>1999-01-01T08:00:00</EarlyStart>"
    lie = early + "<Start>1999-01-01T08:00:00</Start><TotalSlack>1</TotalSlack>"
    row = by_uid(schedule, project(task(1, more=lie)))[1]
    assert (row["early_start"], row["early_finish"]) == ("2026-11-02T08:00", "2026-11-02T17:00")
    assert row["total_float_minutes"] == 0


def test_without_json_a_table_names_each_task(schedule):
    code, out, _ = schedule(project(task(1), task(2, after=[1])))
    assert code == 0
    assert "2026-11-03T08:00  2026-11-03T17:00" in out
    assert "Task 2" in out


def test_a_task_of_elapsed_time_runs_through_the_weekend(schedule):
    content = project(task(1, hours=72, more="<DurationFormat>8</DurationFormat>"), extra="").replace(
        b"2026-11-02", b"2026-11-06"
    )
    assert by_uid(schedule, content)[1]["early_finish"] == "2026-11-09T08:00"


def test_a_lag_of_half_the_predecessors_duration(schedule):
    link = "<PredecessorLink><PredecessorUID>1</PredecessorUID><Type>1</Type><LinkLag>50</LinkLag>"
    content = project(task(1, hours=16), task(2, more=f"{link}<LagFormat>19</LagFormat></PredecessorLink>"))
    assert by_uid(schedule, content)[2]["early_start"] == "2026-11-05T08:00"


def test_a_project_scheduled_from_its_finish_ends_on_it(schedule):
    extra = "<ScheduleFromStart>0</ScheduleFromStart><FinishDate>2026-11-06T17:00:00</FinishDate>"
    result = answer(schedule, project(task(1, hours=16), task(2, hours=8, after=[1]), extra=extra))
    assert result["project_start"] == "2026-11-04T08:00"
    assert result["tasks"][1]["early_finish"] == "2026-11-06T17:00"
    assert all(row["critical"] for row in result["tasks"])


WEEK = "".join(
    f"<WeekDay><DayType>{day}</DayType><DayWorking>1</DayWorking><WorkingTimes><WorkingTime><FromTime>09:00:00"
    "</FromTime><ToTime>15:00:00</ToTime></WorkingTime></WorkingTimes></WeekDay>"
    for day in range(2, 7)
)


def calendar(exceptions="", days=WEEK):
    return (
        "<CalendarUID>1</CalendarUID><Calendars><Calendar><UID>1</UID><Name>Short</Name><BaseCalendarUID>-1"
        f"</BaseCalendarUID><WeekDays><WeekDay><DayType>1</DayType><DayWorking>0</DayWorking></WeekDay>{days}"
        "<WeekDay><DayType>7</DayType><DayWorking>0</DayWorking></WeekDay></WeekDays>"
        f"<Exceptions>{exceptions}</Exceptions></Calendar></Calendars>"
    )


def exception(kind, more, first="2026-11-01", last="2026-12-31"):
    return (
        f"<Exception><TimePeriod><FromDate>{first}T00:00:00</FromDate><ToDate>{last}T23:59:00</ToDate></TimePeriod>"
        f"<Type>{kind}</Type>{more}<DayWorking>0</DayWorking></Exception>"
    )


@pytest.mark.parametrize(
    ("off", "finish"),
    [
        ("", "2026-11-11T15:00"),  # 48 hours at six a day: eight working days
        (exception(1, "<Period>1</Period>", "2026-11-04", "2026-11-05"), "2026-11-13T15:00"),
        (exception(6, "<Period>1</Period><DaysOfWeek>4</DaysOfWeek>"), "2026-11-13T15:00"),  # Tuesdays 3, 10
        (exception(4, "<Period>1</Period><MonthDay>9</MonthDay>"), "2026-11-12T15:00"),
        (exception(2, "<Month>10</Month><MonthDay>9</MonthDay>"), "2026-11-12T15:00"),
        (
            exception(5, "<Period>1</Period><MonthItem>4</MonthItem><MonthPosition>0</MonthPosition>"),
            "2026-11-12T15:00",  # the first Monday, 2 November
        ),
        (
            exception(3, "<Month>10</Month><MonthItem>6</MonthItem><MonthPosition>4</MonthPosition>"),
            "2026-11-11T15:00",  # the last Wednesday of November comes after the end
        ),
        (
            exception(
                6,
                "<EnteredByOccurrences>1</EnteredByOccurrences><Occurrences>1</Occurrences><Period>1</Period>"
                "<DaysOfWeek>4</DaysOfWeek>",
            ),
            "2026-11-12T15:00",
        ),
    ],
)
def test_calendar_exceptions_plain_and_recurring(schedule, off, finish):
    assert by_uid(schedule, project(task(1, hours=48), extra=calendar(off)))[1]["early_finish"] == finish


def test_an_exception_of_the_2003_kind(schedule):
    day = (
        "<WeekDay><DayType>0</DayType><DayWorking>0</DayWorking><TimePeriod><FromDate>2026-11-03T00:00:00</FromDate>"
        "<ToDate>2026-11-03T23:59:00</ToDate></TimePeriod></WeekDay>"
    )
    rows = by_uid(schedule, project(task(1, hours=12), extra=calendar(days=WEEK + day)))
    assert rows[1]["early_finish"] == "2026-11-04T15:00"


def person(uid, task_uid, calendar_uid):
    return (
        f"<Resources><Resource><UID>{uid}</UID><Type>1</Type><CalendarUID>{calendar_uid}</CalendarUID></Resource>"
        f"</Resources><Assignments><Assignment><TaskUID>{task_uid}</TaskUID><ResourceUID>{uid}</ResourceUID>"
        "<Units>1</Units></Assignment></Assignments>"
    )


@pytest.mark.parametrize(
    ("more", "finish"),
    [
        ("", "2026-11-03T15:00"),  # the person's hours, 09:00 to 15:00: six a day
        ("<Type>1</Type>", "2026-11-03T12:00"),  # fixed duration: the project's hours
    ],
)
def test_work_follows_the_hours_of_the_person_assigned(schedule, more, finish):
    hours = calendar().replace("<CalendarUID>1</CalendarUID>", "", 1)
    content = project(task(1, hours=12, more=more), extra=hours + person(1, 1, 1))
    assert by_uid(schedule, content)[1]["early_finish"] == finish


def test_a_task_with_a_calendar_of_its_own_is_worked_when_its_person_is_there_too(schedule):
    # The task's calendar works 13:00-17:00 on weekdays, its person 09:00-15:00: two hours a day are left.
    afternoons = WEEK.replace("09:00:00", "13:00:00").replace("15:00:00", "17:00:00")
    second = f"<Calendar><UID>2</UID><BaseCalendarUID>-1</BaseCalendarUID><WeekDays>{afternoons}</WeekDays></Calendar>"
    hours = (
        calendar()
        .replace("<CalendarUID>1</CalendarUID>", "", 1)
        .replace("</Calendars>", f"{second}</Calendars>")
    )
    both = task(1, hours=4, more="<CalendarUID>2</CalendarUID>")
    alone = both.replace("</Duration>", "</Duration><IgnoreResourceCalendar>1</IgnoreResourceCalendar>")
    rows = {
        tasks: by_uid(schedule, project(tasks, extra=hours + person(1, 1, 1)))[1] for tasks in (both, alone)
    }
    assert rows[both]["early_start"] == "2026-11-02T13:00"
    assert rows[both]["early_finish"] == "2026-11-03T15:00"
    assert rows[alone]["early_finish"] == "2026-11-02T17:00"


def test_a_base_calendar_that_names_itself_as_its_base_is_read(schedule):
    itself = calendar().replace("<BaseCalendarUID>-1", "<IsBaseCalendar>1</IsBaseCalendar><BaseCalendarUID>1")
    assert by_uid(schedule, project(task(1, hours=6), extra=itself))[1]["early_start"] == "2026-11-02T09:00"


def test_a_deep_file_is_read_without_recursion(schedule):
    deep = "<Deep>" * 50_000 + "</Deep>" * 50_000
    assert by_uid(schedule, project(task(1), extra=deep))[1]["early_finish"] == "2026-11-02T17:00"


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE p [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    b"<Project><Name>&b;</Name></Project>"
)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "cannot be opened"),
        (b"", "not well-formed XML"),
        (b"no xml at all", "not well-formed XML"),
        (project(task(1))[:200], "not well-formed XML"),
        (BOMB, "document type or entities"),
        (b"<html/>", "its root is <html>"),
        (b"<Project><Tasks/></Project>", "no start date"),
        (project(task(1, after=[2]), task(2, after=[1])), "in a circle: Task 1 → Task 2 → Task 1"),
        (project(task(1, after=[9])), "'Task 1' waits for task UID 9"),
        (project(task(1, more="<ConstraintType>2</ConstraintType>")), "must_start_on without a date"),
        (project(task(1, more="<ConstraintType>99</ConstraintType>")), "ConstraintType is '99'"),
        (project(task(1, hours="x")), "Duration is 'PTxH0M0S'"),
        (project(task(1, more="<Deadline>soon</Deadline>")), "Deadline is 'soon'"),
        (project(task(1), task(1)), "UID 1 is there twice"),
        (
            project(task(1), extra=calendar().replace("<BaseCalendarUID>-1", "<BaseCalendarUID>1")),
            "calendar 'Short' is built on itself",
        ),
        (project(task(1, hours=10**9)), "outside the years 1 to 9999"),
        (project(extra="<Deep>" * 50_000 + "</Deep>" * 49_999), "not well-formed XML"),
        (project(*(task(n, level=n) for n in range(1, 2001))), "outline is 501 levels deep"),
        (
            project(task(1), extra=calendar(days=WEEK.replace("<DayWorking>1", "<DayWorking>0"))),
            "no working time",
        ),
    ],
)
def test_what_cannot_be_scheduled_is_refused_with_one_line(schedule, content, words):
    code, out, err = schedule(content, "--json")
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert words in err
