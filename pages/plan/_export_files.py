"""Saving plans for other programs: Microsoft Project XML, Excel, a template, a calendar."""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial
from urllib.parse import urlsplit

import streamlit as st
from sqlmodel import Session

from db.queries import plan as plan_queries
from db.queries import plan_files as queries
from db.queries.baselines import for_a_file
from db.queries.plan import PlanListRow
from pages._kit.cached import Key, by_revision
from pages._kit.context import context
from pages._kit.download import XLSX
from pages._kit.language import words
from pages.plan import _reads as reads
from pages.plan._gantt_files import export_gantt
from pages.plan._task_columns import export_columns
from tracker.errors import TrackerError
from tracker.exports.calendar_feed import calendar_feed
from tracker.exports.plan_feed import plan_entries
from tracker.exports.plan_template import template_text
from tracker.exports.table import to_xlsx
from tracker.i18n import Words
from tracker.interchange.day_plan import DayBaseline
from tracker.interchange.days import from_days
from tracker.interchange.mspdi_write import write_mspdi
from tracker.interchange.stored_plan import ProjectCalendar, plan_to_write
from tracker.plans import DatedTaskRow, TaskFacts, outline


@by_revision("plan")
def _days(session: Session, key: Key) -> ProjectCalendar:
    calendar = plan_queries.work_calendar(session, key.project_id)
    return ProjectCalendar(calendar, queries.exception_reasons(session, key.project_id))


@by_revision("plan")
def _facts(session: Session, key: Key) -> list[TaskFacts]:
    return plan_queries.task_facts(session, key.project_id)


@by_revision("plan")
def _baselines(session: Session, key: Key, task_ids: tuple[int, ...]) -> tuple[DayBaseline, ...]:
    return for_a_file(session, key.project_id, task_ids)


def export_plans(plans: Sequence[PlanListRow]) -> None:
    """The choice of a plan, or all, and a button for each format; a file is made when it is asked for."""
    w, frame = words(), context()
    titles = {plan.id: plan.title for plan in plans}
    plan_id = st.selectbox(
        w._("Plan"),
        list(titles),
        index=None,
        format_func=titles.__getitem__,
        placeholder=w._("All plans"),
        key="planfiles_plan",
        bind="query-params",
        width=360,
    )
    try:
        rows = [row for row in reads.dated_tasks() if plan_id in (None, row.plan_id)]
    except TrackerError as error:
        st.error(w.problem(error), icon=":material/error:")
        return
    if not rows:
        st.info(w._("There is no task to export yet."), icon=":material/info:")
        return
    name = frame.project.name if plan_id is None else titles[plan_id]
    made: dict[str, Callable[[], bytes | str]] = {
        "xml": _mspdi(name, rows),
        "xlsx": partial(to_xlsx, name, export_columns(w), [row for row, _ in outline(rows)]),
        "toml": template_of(rows),
        "ics": _calendar(name, rows, w),
    }
    with st.container(horizontal=True):
        for ending, (label, mime) in _formats(w).items():
            st.download_button(
                label,
                made[ending],
                file_name=f"{name}.{ending}",
                mime=mime,
                key=f"planfiles_{ending}",
                on_click="ignore",
                icon=":material/download:",
            )
    st.caption(
        w._(
            "A template keeps plans, headings, durations and links, and leaves out dates, progress and people. "
            "The calendar file holds the dates as they are today."
        )
    )
    export_gantt(name, rows)


def _formats(w: Words) -> dict[str, tuple[str, str]]:
    """Ending → label and media type."""
    return {
        "xml": (w._("Microsoft Project (XML)"), "application/xml"),
        "xlsx": (w._("Excel"), XLSX),
        "toml": (w._("Template (TOML)"), "application/toml"),
        "ics": (w._("Calendar (.ics)"), "text/calendar"),
    }


# A file is made when somebody clicks, outside the run of the page: all that it needs is read here, before.


def _mspdi(name: str, rows: list[DatedTaskRow]) -> Callable[[], bytes]:
    links, days, starts_on = reads.links(), _days(), context().project.starts_on
    baselines = _baselines(tuple(row.id for row in rows))
    return lambda: write_mspdi(
        from_days(plan_to_write(name, rows, links, days=days, starts_on=starts_on, baselines=baselines))
    )


def template_of(rows: list[DatedTaskRow]) -> Callable[[], str]:
    """What makes the text of a template of these tasks."""
    numbers = {row.id for row in rows}
    facts = [task for task in _facts() if task.id in numbers]
    opening_on = context().project.opening_on
    due_at_opening = [task.id for task in facts if task.deadline == opening_on]
    return partial(
        template_text, facts, reads.links(), opening_task_id=due_at_opening[-1] if due_at_opening else None
    )


def _calendar(name: str, rows: list[DatedTaskRow], w: Words) -> Callable[[], str]:
    frame = context()
    address = urlsplit(st.context.url or "")
    home = f"{address.scheme}://{address.netloc}" if address.netloc else ""
    entries = plan_entries(rows, w, address=home, revision=frame.revisions.get("plan", 0))
    return partial(
        calendar_feed,
        name,
        list(entries),
        project_id=frame.project_id,
        domain=address.hostname or "localhost",
        written_at=dt.datetime.now(dt.UTC),
    )
