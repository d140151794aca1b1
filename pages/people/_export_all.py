"""All people data as one workbook: establishment, recruitment and training, a sheet each.

Candidates of a round are counted in its stages and never named here; participants are named to who may see names.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st
from sqlmodel import Session

from db.queries import recruitment, training
from db.queries.department_readiness import department_readiness
from db.queries.learner_hours import LearnerHoursRow, learner_hours
from db.queries.people import CountRow, PostRow, Staffing, staffing
from db.queries.post_approvals import ApprovalRow
from db.queries.recruitment import RoundPostRow, RoundRow, StageRow
from db.queries.training import CourseRow, SessionRow
from db.unit_of_work import reading
from pages._kit.context import Context, context
from pages._kit.download import XLSX
from pages._kit.language import words
from tracker.department_readiness import DepartmentReadiness
from tracker.exports.table import Column, Table, to_workbook
from tracker.i18n import Words
from tracker.money import quantity_of
from tracker.permissions import Action


@dataclass(frozen=True, slots=True)
class PeopleData:
    """What the workbook holds, as the queries give it."""

    staffing: Staffing
    readiness: Sequence[DepartmentReadiness]
    rounds: Sequence[RoundRow]
    courses: Sequence[CourseRow]
    sessions: Sequence[SessionRow]
    learners: Sequence[LearnerHoursRow]


def show() -> None:
    """The button that saves the workbook; it is made when somebody clicks."""
    w = words()
    st.download_button(
        w._("Export all people data"),
        partial(_made, context(), w),
        file_name=w._("People data") + ".xlsx",
        mime=XLSX,
        key="people_export_all",
        on_click="ignore",
        icon=":material/folder_zip:",
    )


def people_data(
    session: Session, project_id: int, today: dt.date, opening_on: dt.date, *, names: bool
) -> PeopleData:
    """Read everything; a fixed number of statements. People's names are not even read without `names`."""
    return PeopleData(
        staffing(session, project_id, today, opening_on, recruitment.arrivals(session, project_id, today)),
        department_readiness(session, project_id, today, opening_on),
        recruitment.rounds(session, project_id),
        training.courses(session, project_id, today, names=names),
        training.sessions(session, project_id, today),
        learner_hours(session, project_id, names=names),
    )


def tables(w: Words, data: PeopleData, *, names: bool) -> list[Table[Any]]:
    """The sheets, without what is archived; the columns of people's names only with `names`."""
    posts = {row.id: row for row in data.staffing.posts if not row.archived}
    rounds = [row for row in data.rounds if not row.archived]
    courses = {row.id: row for row in data.courses if not row.archived}
    return [
        Table(w._("Departments"), _department_columns(w), data.readiness),
        Table(w._("Posts"), _post_columns(w), list(posts.values())),
        Table(
            w._("Approvals"),
            [*_of_post(w, posts), *_approval_columns(w)],
            [row for row in data.staffing.approvals if not row.archived and row.post_id in posts],
        ),
        Table(
            w._("People in post"),
            [*_of_post(w, posts), *_count_columns(w)],
            [row for row in data.staffing.counts if not row.archived and row.post_id in posts],
        ),
        Table(
            w._("Recruitment rounds"),
            _round_columns(w),
            [(row, post) for row in rounds for post in row.posts],
        ),
        Table(
            w._("Stages of rounds"),
            _stage_columns(w),
            [(row, stage) for row in rounds for stage in row.live],
        ),
        Table(w._("Courses"), _course_columns(w, names=names), list(courses.values())),
        Table(
            w._("Sessions"),
            _session_columns(w, courses),
            [row for row in data.sessions if not row.archived and row.course_id in courses],
        ),
        Table(w._("Class hours"), _hours_columns(w, names=names), data.learners),
    ]


def _made(frame: Context, w: Words) -> bytes:
    names = frame.may(Action.SEE_NAMES)
    with reading(frame.engine) as session:
        data = people_data(session, frame.project_id, frame.today, frame.project.opening_on, names=names)
    return to_workbook(tables(w, data, names=names))


def _of_post(w: Words, posts: dict[int, PostRow]) -> list[Column[ApprovalRow | CountRow]]:
    return [
        Column(w._("Department"), lambda row: posts[row.post_id].department, 18),
        Column(w._("Post"), lambda row: posts[row.post_id].title, 24),
    ]


def _department_columns(w: Words) -> list[Column[DepartmentReadiness]]:
    return [
        Column(w._("Department"), lambda row: row.department, 20),
        Column(w._("Approved at opening"), lambda row: row.approved),
        Column(w._("Filled"), lambda row: row.filled),
        Column(w._("Filled and trained"), lambda row: row.trained),
        Column(w._("Still open"), lambda row: row.open),
    ]


def _post_columns(w: Words) -> list[Column[PostRow]]:
    return [
        Column(w._("Department"), lambda row: row.department, 18),
        Column(w._("Post"), lambda row: row.title, 24),
        Column(w._("Kind"), lambda row: w.label(row.kind)),
        Column(w._("Grade"), lambda row: row.grade),
        Column(w._("Approved first"), lambda row: row.approved),
        Column(w._("Document"), lambda row: row.approved_document, 28),
        Column(w._("Date of the document"), lambda row: row.approved_on),
        Column(w._("Approved"), lambda row: row.strength.approved),
        Column(w._("In post"), lambda row: row.strength.in_post),
        Column(w._("Gap now"), lambda row: row.strength.gap_now),
        Column(w._("Requirements"), lambda row: row.requirements, 40),
    ]


def _approval_columns(w: Words) -> list[Column[ApprovalRow]]:
    return [
        Column(w._("From"), lambda row: row.on),
        Column(w._("Approved"), lambda row: row.approved),
        Column(w._("Document"), lambda row: row.document, 28),
        Column(w._("Reason"), lambda row: row.reason, 30),
    ]


def _count_columns(w: Words) -> list[Column[CountRow]]:
    return [
        Column(w._("From"), lambda row: row.on),
        Column(w._("People"), lambda row: row.in_post),
        Column(w._("Figure"), lambda row: w._("Expected") if row.is_planned else w._("In post")),
        Column(w._("Reason"), lambda row: row.reason, 30),
    ]


def _round_columns(w: Words) -> list[Column[tuple[RoundRow, RoundPostRow]]]:
    return [
        Column(w._("Recruitment round"), lambda pair: pair[0].title, 28),
        Column(w._("Department"), lambda pair: pair[1].department, 18),
        Column(w._("Post"), lambda pair: pair[1].title, 24),
        Column(w._("People sought"), lambda pair: pair[1].wanted),
        Column(w._("Working days of training"), lambda pair: pair[0].training_days),
    ]


def _stage_columns(w: Words) -> list[Column[tuple[RoundRow, StageRow]]]:
    return [
        Column(w._("Recruitment round"), lambda pair: pair[0].title, 28),
        Column(w._("Stage"), lambda pair: w.label(pair[1].stage), 20),
        Column(w._("Working days"), lambda pair: pair[1].duration_days),
        Column(w._("Least days after the stage before"), lambda pair: pair[1].minimum_days),
        Column(w._("Counted in"), lambda pair: w.label(pair[1].minimum_unit)),
        Column(w._("Source"), lambda pair: pair[1].minimum_source, 28),
        Column(w._("Planned on"), lambda pair: pair[1].planned_on),
        Column(w._("Ended on"), lambda pair: pair[1].actual_on),
        Column(w._("People"), lambda pair: pair[1].people),
    ]


def _course_columns(w: Words, *, names: bool) -> list[Column[CourseRow]]:
    trainer: Column[CourseRow] = Column(w._("Trainer"), lambda row: row.trainer, 16)
    return [
        Column(w._("Course"), lambda row: row.title, 28),
        Column(w._("Kind"), lambda row: w.label(row.kind)),
        *([trainer] if names else []),
        Column(w._("Room"), lambda row: row.room, 16),
        Column(w._("First day"), lambda row: row.starts_on),
        Column(w._("Planned class hours"), lambda row: quantity_of(row.hours.planned_milli)),
        Column(w._("Delivered class hours"), lambda row: quantity_of(row.hours.delivered_milli)),
        Column(w._("Participants"), lambda row: row.participants),
    ]


def _session_columns(w: Words, courses: dict[int, CourseRow]) -> list[Column[SessionRow]]:
    return [
        Column(w._("Course"), lambda row: courses[row.course_id].title, 28),
        Column(w._("Planned on"), lambda row: row.planned_on),
        Column(w._("First planned on"), lambda row: row.original_on),
        Column(w._("Held on"), lambda row: row.held_on),
        Column(
            w._("Class hours"), lambda row: None if row.hours_milli is None else quantity_of(row.hours_milli)
        ),
        Column(w._("State"), lambda row: w.label(row.state)),
        Column(w._("Present"), lambda row: row.present),
        Column(w._("Marked"), lambda row: row.marked),
        Column(w._("Reason"), lambda row: row.reason, 30),
    ]


def _hours_columns(w: Words, *, names: bool) -> list[Column[LearnerHoursRow]]:
    who: list[Column[LearnerHoursRow]] = [
        Column(w._("Participant"), lambda row: row.name, 18),
        Column(w._("Post"), lambda row: row.post, 24),
    ]
    return [
        Column(w._("Course"), lambda row: row.course, 28),
        Column(w._("No."), lambda row: row.number, 8),
        *(who if names else []),
        Column(w._("Class hours"), lambda row: quantity_of(row.attended_milli)),
        Column(w._("Sessions"), lambda row: row.sessions),
    ]
