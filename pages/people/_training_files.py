"""Participants and attendance from a workbook: read, looked at, then stored in one step."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import partial
from typing import Any

import streamlit as st
from sqlmodel import Session

from db.commands.attendance_import import import_attendance
from db.commands.participant_import import import_participants
from pages._kit.language import words
from pages._kit.record_import import RecordList, record_import
from pages.people import _progress_reads as reads
from tracker.charts.training import learner_label
from tracker.imports.attendance_sheet_in import KnownLearner, KnownMeeting, SheetMark, read_attendance
from tracker.imports.participant_list import read_participants
from tracker.imports.record_sheet import CellProblem
from tracker.permissions import Actor
from tracker.training_progress import CoursePlan

Found = tuple[Sequence[Mapping[str, Any]], Sequence[CellProblem]]


def import_lists(plan: CoursePlan) -> None:
    """Offer both imports, closed until somebody asks."""
    w = words()
    with st.container(horizontal=True):
        people = st.toggle(w._("Import participants"), key="participants_importing")
        attendance = st.toggle(w._("Import attendance"), key="attendance_importing")
    if people:
        record_import(_participants(plan))
    if attendance:
        record_import(_attendance(plan))


def _participants(plan: CoursePlan) -> RecordList:
    w = words()
    posts = {post.id: post.title for post in reads.known_posts()}
    known = reads.enrolled(plan.id)

    def read(data: bytes) -> Found:
        found = read_participants(data, reads.known_posts())
        return [record.values for record in found.records], found.problems

    def shown(record: Mapping[str, Any]) -> dict[str, str]:
        return {
            w._p("person", "Name"): record["name"] or "",
            w._("Organisation"): record.get("organisation") or "",
            w._("Post"): posts.get(record.get("post_id") or 0, ""),
        }

    return RecordList(
        key=f"participants_{plan.id}",
        title=w._("List of participants"),
        hint=w._(
            "An Excel or CSV file with the headings name, organisation, post. Who takes part already is updated, "
            "not doubled; who the file does not name stays."
        ),
        read=read,
        known=lambda record: known.get(record["name"]),
        shown=shown,
        command=partial(import_participants, course_id=plan.id),
    )


def _attendance(plan: CoursePlan) -> RecordList:
    w = words()
    grid = reads.grid_of(plan.id)
    meetings = {each.id: each for each in grid.meetings}
    learners = {each.enrolment_id: each for each in grid.learners}

    def read(data: bytes) -> Found:
        found = read_attendance(
            data,
            [KnownMeeting(each.id, each.planned_on, each.held_on) for each in grid.meetings],
            [KnownLearner(each.enrolment_id, each.number, each.name or "") for each in grid.learners],
        )
        return [asdict(mark) for mark in found.marks], found.problems

    def known(record: Mapping[str, Any]) -> SheetMark | None:
        mark = grid.marks.get((record["session_id"], record["enrolment_id"]))
        return None if mark is None else SheetMark(record["session_id"], record["enrolment_id"], mark)

    def shown(record: Mapping[str, Any]) -> dict[str, str]:
        return {
            w._("Participant"): learner_label(learners[record["enrolment_id"]], names=True),
            w._("Date"): w.date(meetings[record["session_id"]].day),
            w._p("progress", "Attendance"): w.label(record["mark"]),
        }

    return RecordList(
        key=f"attendance_{plan.id}",
        title=w._("Attendance sheet"),
        hint=w._(
            "An Excel or CSV file as the export of attendance writes it: a row for each participant, a column for "
            "each session by its date. Blank cells leave what is stored."
        ),
        read=read,
        known=known,
        shown=shown,
        command=partial(_store_attendance, plan.id),
    )


def _store_attendance(
    course_id: int,
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    listed: Sequence[Mapping[str, Any]],
) -> int:
    """The command, with the records of the preview as marks."""
    marks = [SheetMark(**record) for record in listed]
    return import_attendance(session, actor=actor, project_id=project_id, course_id=course_id, marks=marks)
