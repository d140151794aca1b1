"""A list of records from a workbook: read, looked at, then stored in one step."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.head import plain
from pages._kit.language import words
from tracker.errors import Invalid, TrackerError
from tracker.imports.record_sheet import CellProblem
from tracker.imports.record_steps import RecordStep, record_step

PROBLEMS_SHOWN = 20
RECORDS_SHOWN = 200

Values = Mapping[str, Any]
Read = Callable[[bytes], tuple[Sequence[Values], Sequence[CellProblem]]]


@dataclass(frozen=True, slots=True)
class RecordList:
    """What is imported.

    Attributes:
        key: prefix of the widgets.
        title: of the list, as people call it.
        hint: which headings the file has, and what is updated.
        read: the records of a file as the command takes them, and what is wrong with it.
        known: the stored row that a record is, or None.
        shown: the cells of a record in the preview.
        command: stores the records.
    """

    key: str
    title: str
    hint: str
    read: Read
    known: Callable[[Values], Any | None]
    shown: Callable[[Values], dict[str, str]]
    command: Callable[..., Any]


def record_import(listed: RecordList) -> None:
    """The upload, what is wrong with the file cell by cell, or what the import would do and its button."""
    w = words()
    form_is_open()
    st.caption(listed.hint)
    nonce = st.session_state.setdefault(f"{listed.key}_done", 0)
    file = st.file_uploader(listed.title, type=["xlsx", "csv", "txt"], key=f"{listed.key}_file_{nonce}")
    if file is None:
        return
    try:
        records, problems = listed.read(file.getvalue())
    except TrackerError as error:
        st.error(w.problem(error), icon=":material/error:")
        return
    if problems:
        _say_problems(problems)
    else:
        _preview(listed, records)


def _say_problems(problems: Sequence[CellProblem]) -> None:
    w = words()
    sentences = [
        f"- {plain(w.problem(Invalid(problem.code, **problem.facts)))}"
        for problem in problems[:PROBLEMS_SHOWN]
    ]
    more = len(problems) - PROBLEMS_SHOWN
    if more > 0:
        sentences.append("- " + w._("and {n} more", n=w.number(more)))
    st.error(
        w._("Nothing was imported. Mend these cells and choose the file again:")
        + "\n"
        + "\n".join(sentences),
        icon=":material/error:",
    )


def _preview(listed: RecordList, records: Sequence[Values]) -> None:
    w = words()
    steps = [(record_step(listed.known(record), record), record) for record in records]
    counted = Counter(step for step, _ in steps)
    st.markdown(
        w.listed([f"{w.label(step)} {w.number(counted[step])}" for step in RecordStep if counted[step]])
        or w._("The file lists nothing.")
    )
    told = [(step, record) for step, record in steps if step is not RecordStep.NOTHING]
    if not told:
        return
    st.dataframe(
        [{w._("Step"): w.label(step), **listed.shown(record)} for step, record in told[:RECORDS_SHOWN]],
        hide_index=True,
        alt=w._("Preview"),
    )
    label = w._n("Import {n} record", "Import {n} records", len(told))
    if st.button(label, type="primary", key=f"{listed.key}_save") and run(
        listed.command, project_id=context().project_id, listed=records, done=w._("List imported")
    ):
        st.session_state[f"{listed.key}_done"] += 1
        st.rerun()
