"""The engine against stored answers: 960 activity networks, and files that Microsoft Project saved."""

import csv
import tarfile
from datetime import date, datetime

import pytest
from defusedxml.ElementTree import fromstring

from tests.support.shared_data import MSPDI, PSPLIB, needs_shared_data
from tracker.imports.mspdi import read_mspdi
from tracker.imports.mspdi_schedule import schedule_project
from tracker.schedule.engine import schedule
from tracker.schedule.plan import Activity, Link, Rules
from tracker.schedule.worktime import MINUTES_PER_WEEK, WorkTime, moment_of

SPACE = "{http://schemas.microsoft.com/project}"


def network_of(text):
    """Durations by job and precedence pairs of a PSPLIB file (single mode)."""
    lines = text.splitlines()
    precedence = next(i for i, line in enumerate(lines) if line.startswith("jobnr.") and "successors" in line)
    requests = next(i for i, line in enumerate(lines) if line.startswith("jobnr.") and "duration" in line)
    pairs = []
    for line in lines[precedence + 1 :]:
        if line.startswith("*"):
            break
        job, _, _, *successors = map(int, line.split())
        pairs += [(job, successor) for successor in successors]
    durations = {}
    for line in lines[requests + 2 :]:
        if line.startswith("*"):
            break
        job, _, duration, *_ = map(int, line.split())
        durations[job] = duration
    return durations, pairs


@needs_shared_data
@pytest.mark.parametrize("name", ["j30", "j60"])
def test_all_480_networks_of_each_psplib_set_have_the_stored_critical_path_length(name):
    with (PSPLIB / "mpm_time.csv").open(encoding="utf-8") as file:
        stored = {row["file"]: int(row["mpm_time"]) for row in csv.DictReader(file) if row["set"] == name}
    always = WorkTime([(0, 2 * MINUTES_PER_WEEK)], first=0, last=2 * MINUTES_PER_WEEK)
    computed, sinks = {}, {}
    with tarfile.open(PSPLIB / f"{name}.sm.tgz") as archive:
        for member in archive:
            durations, pairs = network_of(archive.extractfile(member).read().decode("latin-1"))
            activities = [Activity(job, str(job), duration) for job, duration in durations.items()]
            links = [Link(before, after) for before, after in pairs]
            rows = schedule(activities, links, Rules(start=1000, worktime=always))
            computed[member.name] = max(row.finish for row in rows.values()) - 1000
            sinks[member.name] = rows[max(durations)]
    assert len(stored) == 480
    assert computed == stored
    assert all(sink.critical and sink.total_float == 0 for sink in sinks.values())


# How many tasks each file holds (blank rows not counted); every stored value must agree to the minute. No
# deviation is needed: finishes that Microsoft Project stores as 08:00 of the next morning, because a
# start-to-finish link or a late bound falls there, come out as 08:00 here too.
STORED = {
    "task-links-project2003-mspdi": 17,
    "task-links-project2007-mspdi": 17,
    "task-links-project2010-mspdi": 17,
    "mspdirelations": 6,
    "sample": 20,
    "mspdinulltasks": 6,
    "calendar-calendars-project2019-mspdi": 1,
}


def stored_tasks(name):
    for task in fromstring((MSPDI / f"{name}.xml").read_bytes()).iterfind(f"{SPACE}Tasks/{SPACE}Task"):
        if task.findtext(f"{SPACE}IsNull") != "1":
            yield {child.tag.removeprefix(SPACE): child.text for child in task}


def computed_rows(name):
    return schedule_project(read_mspdi((MSPDI / f"{name}.xml").read_bytes()))


@needs_shared_data
@pytest.mark.parametrize(("name", "count"), STORED.items())
def test_every_date_and_float_and_flag_agrees_with_what_microsoft_project_stored(name, count):
    rows = computed_rows(name)
    stored = list(stored_tasks(name))
    assert len(stored) == len(rows) == count
    for task in stored:
        row = rows[int(task["UID"])]
        dates = (row.early_start, row.early_finish, row.late_start, row.late_finish)
        fields = ("EarlyStart", "EarlyFinish", "LateStart", "LateFinish")
        assert [moment_of(instant) for instant in dates] == [
            datetime.fromisoformat(task[field]) for field in fields
        ], task["UID"]
        assert row.total_float * 10 == int(task["TotalSlack"]), task["UID"]
        assert row.free_float * 10 == int(task["FreeSlack"]), task["UID"]
        assert row.critical == (task["Critical"] == "1"), task["UID"]


@needs_shared_data
def test_a_file_without_stored_early_and_late_dates_agrees_in_start_and_finish():
    rows = computed_rows("sample1")
    stored = list(stored_tasks("sample1"))
    assert len(stored) == 23
    for task in stored:
        row = rows[int(task["UID"])]
        planned = [moment_of(row.start), moment_of(row.finish)]
        assert planned == [datetime.fromisoformat(task["Start"]), datetime.fromisoformat(task["Finish"])]
    # Deviation: sample1, field Critical, UID 0, 1 and 2. The file says 0 for every task and stores no slack,
    # also for the one task that sets the project's finish (UID 2) and its headings (0, 1); here they are
    # critical.
    assert {uid for uid, row in rows.items() if row.critical} == {0, 1, 2}
    assert {task["Critical"] for task in stored} == {"0"}


@needs_shared_data
def test_the_night_shift_of_the_sample_is_counted():
    # 800 hours of two people, one by day and one by night: 16 hours a day, 50 working days from 7 January.
    row = computed_rows("sample")[2]
    assert moment_of(row.start).date() == date(2003, 1, 7)
    assert moment_of(row.finish) == datetime.fromisoformat("2003-03-18T08:00")
