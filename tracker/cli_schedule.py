"""`python -m tracker schedule FILE.xml --json`: a Microsoft Project XML file scheduled by our engine."""

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tracker.errors import TrackerError, UnreadableFile
from tracker.imports.mspdi import FileProject, read_mspdi
from tracker.imports.mspdi_schedule import schedule_project
from tracker.schedule.engine import Row
from tracker.schedule.worktime import moment_of

REFUSED = 2

# A terminal answers in English, one line each; the pages have their own sentences in both languages.
_SENTENCES = {
    "xml": "not well-formed XML, or XML with a document type or entities (line {line})",
    "not_mspdi": "not a Microsoft Project XML file: its root is <{root}>, not <Project>",
    "size": "larger than {limit} bytes",
    "missing": "cannot be opened",
    "no_start": "the project has no start date",
    "outline_too_deep": "the outline is {level} levels deep; at most {limit} are read",
    "value": "{field} is {value!r}, which is not a value it can have (task {task!r})",
    "calendar": "calendar {calendar!r} is built on itself",
    "schedule_cycle": "tasks wait for each other in a circle: {circle}",
    "schedule_missing_predecessor": "task {task!r} waits for task UID {id}, which is not in the file",
    "schedule_missing_successor": "task {task!r} leads to task UID {id}, which is not in the file",
    "schedule_duplicate_task": "task UID {id} is there twice ({task!r})",
    "schedule_impossible_constraint": "task {task!r} has the constraint {constraint} without a date",
    "calendar_without_working_time": "a calendar has no working time",
    "date_out_of_range": "the schedule runs outside the years 1 to 9999",
}


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the `schedule` command to the sub-parsers of `python -m tracker`."""
    parser = subparsers.add_parser("schedule", help="schedule a Microsoft Project XML file")
    parser.add_argument("file", type=Path, help="the file (MSPDI XML)")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the schedule of `arguments.file`; 0, or 2 with one line on standard error for a refused file."""
    try:
        project = read_mspdi(_content(arguments.file))
        answer = _answer(project, schedule_project(project))
    except TrackerError as refusal:
        sys.stderr.write(f"{arguments.file}: {sentence(refusal)}\n")
        return REFUSED
    if arguments.json:
        sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1) + "\n")
    else:
        sys.stdout.writelines(_table(answer))
    return 0


def sentence(refusal: TrackerError) -> str:
    """One English line for a refused file."""
    facts = dict(refusal.facts)
    facts["circle"] = " → ".join([*facts.get("tasks", ()), *facts.get("tasks", ())[:1]])
    key = facts.get("reason", refusal.code) if isinstance(refusal, UnreadableFile) else refusal.code
    words = _SENTENCES.get(key)
    line = words.format_map(facts) if words else f"{refusal.code} {refusal.facts}"
    return " ".join(line.split())


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise UnreadableFile(reason="missing") from error


def _answer(project: FileProject, rows: Mapping[int, Row]) -> dict[str, Any]:
    headings = {task.parent_uid for task in project.tasks}
    start = project.start.isoformat("T", "minutes")
    if not project.from_start and rows:
        start = _iso(min(row.early_start for row in rows.values()))
    return {
        "project_start": start,
        "tasks": [
            {
                "uid": task.uid,
                "name": task.name,
                "early_start": _iso(rows[task.uid].early_start),
                "early_finish": _iso(rows[task.uid].early_finish),
                "late_start": _iso(rows[task.uid].late_start),
                "late_finish": _iso(rows[task.uid].late_finish),
                "total_float_minutes": rows[task.uid].total_float,
                "free_float_minutes": rows[task.uid].free_float,
                "critical": rows[task.uid].critical,
                "summary": task.summary or task.uid in headings,
                "milestone": task.milestone,
            }
            for task in project.tasks
        ],
    }


def _iso(instant: int) -> str:
    return moment_of(instant).isoformat("T", "minutes")


def _table(answer: Mapping[str, Any]) -> list[str]:
    lines = [f"project start {answer['project_start']}\n"]
    for task in answer["tasks"]:
        mark = "!" if task["critical"] else " "
        lines.append(
            f"{mark} {task['uid']:>5}  {task['early_start']}  {task['early_finish']}"
            f"  {task['total_float_minutes']:>7}  {task['name']}\n"
        )
    return lines
