"""Taking a plan file: read, look at what it holds, store; the file is kept until it is stored or replaced."""

import hashlib
from dataclasses import dataclass
from pathlib import PurePath

import streamlit as st

from db.commands.plan_files import import_plan
from db.commands.plans import LONGEST_TITLE
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.head import plain
from pages._kit.language import words
from pages._kit.navigation import script_of
from pages.plan import _reads as reads
from pages.plan._import_preview import preview, problem_list
from tracker.calendar import WorkCalendar
from tracker.errors import TrackerError
from tracker.imports.mspdi import MAX_BYTES
from tracker.interchange.day_plan import DayPlan, beyond_public_days
from tracker.interchange.plan_import import (
    PlanReading,
    held_at_its_start,
    named,
    read_plan_file,
    with_named_baselines,
)
from tracker.permissions import Action
from tracker.vocabulary import PlanKind

_TAKEN = "plan_file"
_UPLOADS = "plan_file_uploads"
_STORED = "plan_file_stored"


@dataclass(slots=True)
class Taken:
    """The file that is being imported; it stays in the session until it is stored or replaced.

    Attributes:
        name: as the person's computer calls it.
        data: the whole file.
        sha256: its digest; part of the keys of the widgets below.
        reading: what was read, or the refusal; None before.
    """

    name: str
    data: bytes
    sha256: str
    reading: PlanReading | TrackerError | None = None


def import_file() -> None:
    """Draw the steps, each below the one before it."""
    _take_upload()
    taken: Taken | None = st.session_state.get(_TAKEN)
    if taken is None and _STORED in st.session_state:
        _say_stored(st.session_state[_STORED])
        return
    if taken is None:
        st.caption(words()._("You see what the file holds before anything is stored."))
        return
    form_is_open()
    reading = _read(taken)
    if reading is None:
        return
    if reading.plan is None:
        problem_list(reading.problems)
        return
    plan = with_named_baselines(
        reading.plan,
        lambda number: words()._("Baseline {number} of {file}", number=number, file=taken.name),
    )
    preview(plan, reading.finishes_on)
    _store(taken, plan)


def _take_upload() -> None:
    """The uploader; a file put into it replaces the one that was kept."""
    w = words()
    uploaded = st.file_uploader(
        w._("Microsoft Project XML, or a task list in Excel or CSV"),
        type=["xml", "xlsx", "xlsm", "xls", "csv"],
        key=f"plan_file_{st.session_state.get(_UPLOADS, 0)}",
        max_upload_size=MAX_BYTES // 2**20,
    )
    if uploaded is None:
        return
    data = uploaded.getvalue()
    digest = hashlib.sha256(data).hexdigest()
    taken: Taken | None = st.session_state.get(_TAKEN)
    if taken is None or taken.sha256 != digest:
        st.session_state[_TAKEN] = Taken(uploaded.name, data, digest)
        st.session_state.pop(_STORED, None)


def _say_stored(title: str) -> None:
    """After storing: where the new plan is found."""
    w = words()
    st.success(w._("“{title}” is stored as a new plan.", title=plain(title)), icon=":material/check_circle:")
    st.page_link(script_of("timeline"), label=w._("Show the timeline"), icon=":material/view_timeline:")


def _read(taken: Taken) -> PlanReading | None:
    """The content of the file, read once; None where it cannot be taken, which is said."""
    w, frame = words(), context()
    if taken.reading is None:
        try:
            with st.spinner(w._("Reading the file")):
                taken.reading = read_plan_file(
                    taken.data,
                    name=PurePath(taken.name).stem,
                    starts_on=frame.project.starts_on,
                    calendar=reads.calendar(),
                )
        except TrackerError as error:
            taken.reading = error
    if isinstance(taken.reading, TrackerError):
        st.error(w.problem(taken.reading), icon=":material/error:", title=plain(taken.name))
        st.caption(w._("Correct the file and choose it again."))
        return None
    return taken.reading


def _store(taken: Taken, plan: DayPlan) -> None:
    """How the plan is to be called and taken, and the button that stores it."""
    w, frame = words(), context()
    key = taken.sha256[:8]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        title = st.text_input(
            w._("Title of the new plan"),
            plan.name[:LONGEST_TITLE],
            max_chars=LONGEST_TITLE,
            key=f"plan_file_title_{key}",
            width=420,
        )
        kind = st.selectbox(
            w._("Kind"),
            list(PlanKind),
            index=list(PlanKind).index(PlanKind.OTHER),
            format_func=w.label,
            key=f"plan_file_kind_{key}",
            width=240,
        )
    hold = plan.starts_on > frame.project.starts_on and st.checkbox(
        w._(
            "Work that waits for nothing begins no earlier than {day}, as in the file",
            day=w.date(plan.starts_on, today=frame.today),
        ),
        value=True,
        key=f"plan_file_hold_{key}",
    )
    own_days = len(beyond_public_days(plan.exceptions, WorkCalendar()))
    take_calendar = own_days > 0 and st.checkbox(
        w._n(
            "Take {n} day that the file works, or not, against the public calendar into this project's calendar",
            "Take {n} days that the file works, or not, against the public calendar into this project's calendar",
            own_days,
        ),
        value=True,
        key=f"plan_file_days_{key}",
    )
    take_baselines = (
        bool(plan.baselines)
        and frame.may(Action.MANAGE_PROJECT)
        and st.checkbox(
            w._n(
                "Take {n} baseline of the file: {names}",
                "Take {n} baselines of the file: {names}",
                len(plan.baselines),
                names=w.listed([plain(baseline.name) for baseline in plan.baselines]),
            ),
            value=True,
            key=f"plan_file_baselines_{key}",
        )
    )
    ready = named(held_at_its_start(plan) if hold else plan, w._("Task without a name"))
    if st.button(
        w._("Import as a new plan"), type="primary", key="plan_file_store", icon=":material/save:"
    ) and run(
        import_plan,
        project_id=frame.project_id,
        kind=kind,
        title=title,
        plan=ready,
        take_calendar=take_calendar,
        take_baselines=take_baselines,
        file_name=taken.name,
        done=w._("Plan imported"),
    ):
        _forget(title)
        st.rerun()


def _forget(title: str) -> None:
    """After storing: an empty uploader and no kept file."""
    st.session_state.pop(_TAKEN, None)
    st.session_state[_UPLOADS] = st.session_state.get(_UPLOADS, 0) + 1
    st.session_state[_STORED] = title.strip()
