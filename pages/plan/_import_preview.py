"""What a plan file holds, before anything is stored: its span, its tasks, what changes on the way, its faults."""

import datetime as dt
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from pages._kit.context import context
from pages._kit.head import plain
from pages._kit.language import words
from pages.plan import _reads as reads
from tracker.errors import Invalid
from tracker.interchange.day_plan import DayPlan
from tracker.interchange.plan_import import strangers
from tracker.interchange.task_table import CellProblem
from tracker.permissions import Action
from tracker.schedule.model import TaskKind

SHOWN_PROBLEMS = 50
SHOWN_TASKS = 200
NAMED = 8
_EM_SPACE = "\u2003"


def preview(plan: DayPlan, finishes_on: dt.date | None) -> None:
    """The plan's name, span and counts, what is not taken as it stands, and its tasks on demand."""
    w, today = words(), context().today
    kinds = [task.planned.kind for task in plan.tasks]
    st.markdown(f"**{plain(plan.name)}**")
    with st.container(horizontal=True):
        for label, value in (
            (w._("Start"), w.date(plan.starts_on, today=today)),
            (w._("Finish"), w.date(finishes_on, today=today) if finishes_on else "—"),
            (w._("Tasks"), w.number(kinds.count(TaskKind.TASK))),
            (w._("Milestones"), w.number(kinds.count(TaskKind.MILESTONE))),
            (w._("Headings"), w.number(kinds.count(TaskKind.SUMMARY))),
            (w._("Links"), w.number(len(plan.links))),
        ):
            st.metric(label, value, width="content")
    for note in _notes(plan):
        st.caption(note)
    folded = st.expander(w._("Look at the tasks"), key="plan_file_tasks", on_change="rerun")
    if folded.open:
        with folded:
            _tasks(plan)


def _notes(plan: DayPlan) -> list[str]:
    """Each thing that does not come over as it stands, in a sentence."""
    w, frame = words(), context()
    notes = []
    if plan.rounded:
        names = {task.planned.id: task.planned.name for task in plan.tasks}
        notes.append(
            w._n(
                "Rounded up to whole days: {n} task ({names}).",
                "Rounded up to whole days: {n} tasks ({names}).",
                len(plan.rounded),
                names=_listed([names[number] for number in plan.rounded]),
            )
        )
    if plan.starts_on < frame.project.starts_on:
        notes.append(
            w._(
                "This project starts on {day}: open work is planned from then on, and never before today.",
                day=w.date(frame.project.starts_on, today=frame.today),
            )
        )
    unknown = strangers(plan, reads.people().values()) if frame.may(Action.SEE_NAMES) else ()
    if unknown:
        notes.append(
            w._(
                "Not among this project's people, so their tasks get no owner: {names}.",
                names=_listed(unknown),
            )
        )
    if plan.baselines and not frame.may(Action.MANAGE_PROJECT):
        left_out = [baseline.name for baseline in plan.baselines]
        notes.append(
            w._(
                "Baselines of the file are not taken, for only the project lead keeps baselines: {names}.",
                names=_listed(left_out),
            )
        )
    return notes


def _listed(names: Sequence[str]) -> str:
    shown = [plain(name) for name in names[:NAMED]]
    return words().listed([*shown, "…"] if len(names) > NAMED else shown)


def _tasks(plan: DayPlan) -> None:
    w = words()
    depths: dict[int, int] = {}
    rows = []
    for task in plan.tasks[:SHOWN_TASKS]:
        planned = task.planned
        depth = depths[planned.id] = depths.get(planned.parent_id or 0, -1) + 1
        rows.append(
            {
                w._("Title"): _EM_SPACE * depth + planned.name,
                w._("Kind"): w.label(planned.kind),
                w._("Working days"): planned.duration_days if planned.kind is TaskKind.TASK else None,
                w._("Start"): task.start,
                w._("Finish"): task.finish,
                w._("Deadline"): planned.deadline,
                w._("% done"): planned.percent_complete,
                w._("Owner"): task.owner,
            }
        )
    st.dataframe(pd.DataFrame(rows), hide_index=True, placeholder="—", alt=w._("Tasks of the file"))
    if len(plan.tasks) > SHOWN_TASKS:
        st.caption(w._("The first {n} tasks are shown.", n=w.number(SHOWN_TASKS)))


def problem_list(problems: Sequence[CellProblem]) -> None:
    """Every fault of a task list by sheet, row and column; the list has to be put right first."""
    w = words()
    st.error(
        w._n(
            "{n} cell of this list cannot be read, so nothing was stored. Correct the file and choose it again.",
            "{n} cells of this list cannot be read, so nothing was stored. Correct the file and choose it again.",
            len(problems),
        ),
        icon=":material/error:",
    )
    shown = [f"- {plain(w.problem(Invalid(one.code, **one.facts)))}" for one in problems[:SHOWN_PROBLEMS]]
    if len(problems) > SHOWN_PROBLEMS:
        shown.append("- …")
    st.markdown("\n".join(shown))
