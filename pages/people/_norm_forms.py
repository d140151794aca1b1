"""The forms behind the check against norms: the service population, and the norms with their sources."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from db.commands import staffing_norms as commands
from db.queries.staffing_norms import NormRow, Population
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.language import words
from pages._kit.seen import as_seen
from tracker.calendar import FIRST_DAY, LAST_DAY
from tracker.staffing_norms import Norm


def norm_settings(rows: Sequence[NormRow], served: Population) -> None:
    """The population and the norms, closed until the lead opens them."""
    w = words()
    shown = st.expander(w._("Service population and norms"), key="norms_open", on_change="rerun")
    if not shown.open:
        return
    with shown:
        form_is_open()
        _population(served)
        labels = {row.id: row.norm.title for row in rows}
        labels |= {row.id: w._("{name} (archived)", name=row.norm.title) for row in rows if row.archived}
        chosen = st.selectbox(
            w._("Norm"),
            [None, *labels],
            format_func=lambda id_: w._("A new norm") if id_ is None else labels[id_],
            key="norm_chosen",
        )
        row = next((each for each in rows if each.id == chosen), None)
        if row is None:
            _add()
        else:
            _edit(row)


def _population(served: Population) -> None:
    w, frame = words(), context()
    served = as_seen(served)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        residents = st.number_input(
            w._("Residents that the library serves"),
            1,
            commands.MOST_RESIDENTS,
            served.residents,
            key=f"population_{served.version}",
            width=260,
        )
        pressed = st.button(w._("Save the service population"), key="population_save")
    if pressed and run(
        commands.set_service_population,
        project_id=frame.project_id,
        expected_version=served.version,
        original={"service_population": served.residents},
        changes={"service_population": residents},
        done=w._("Service population saved"),
        names={"service_population": w._("Residents that the library serves")},
    ):
        st.rerun()


def _add() -> None:
    w = words()
    nonce = st.session_state.setdefault("norm_added", 0)
    values = _inputs(None, f"norm_new_{nonce}")
    if st.button(w._("Add the norm"), key="norm_save") and run(
        commands.create_staffing_norm,
        project_id=context().project_id,
        **values,
        done=w._("Norm added"),
    ):
        st.session_state["norm_added"] = nonce + 1
        st.rerun()


def _edit(row: NormRow) -> None:
    w = words()
    row = as_seen(row)
    values = _inputs(row.norm, f"norm_{row.id}_{row.version}")
    target: dict[str, Any] = {"project_id": context().project_id, "norm_id": row.id}
    with st.container(horizontal=True):
        save = st.button(w._("Save the norm"), key="norm_save", disabled=row.archived)
        aside = st.button(
            w._("Restore the norm") if row.archived else w._("Archive the norm"), key="norm_aside"
        )
    if save and run(
        commands.update_staffing_norm,
        **target,
        expected_version=row.version,
        original={name: getattr(row.norm, name) for name in commands.FIELDS},
        changes=values,
        done=w._("Norm saved"),
        names={
            "residents_low": w._("Fewest residents for one member of staff"),
            "residents_high": w._("Most residents for one member of staff"),
            "valid_from": w._("Valid from"),
            "valid_to": w._("Valid to"),
        },
    ):
        st.rerun()
    switch = commands.restore_staffing_norm if row.archived else commands.archive_staffing_norm
    done = w._("Norm restored") if row.archived else w._("Norm archived")
    if aside and run(switch, **target, done=done):
        st.rerun()


def _inputs(norm: Norm | None, key: str) -> dict[str, Any]:
    """The widgets of a norm's columns; gives their values. Nothing is filled in that a source must say."""
    w = words()

    def text(name: str, label: str, longest: int) -> str:
        return st.text_input(label, getattr(norm, name, ""), max_chars=longest, key=f"{key}_{name}")

    def residents(name: str, label: str) -> int:
        stored = getattr(norm, name, None)
        number = st.number_input(label, 1, commands.MOST_RESIDENTS, stored, key=f"{key}_{name}", width=220)
        return 0 if number is None else int(number)

    def day(name: str, label: str) -> Any:
        return st.date_input(
            label,
            getattr(norm, name, None),
            min_value=FIRST_DAY,
            max_value=LAST_DAY,
            key=f"{key}_{name}",
            width=220,
        )

    values: dict[str, Any] = {"title": text("title", w._("Title"), commands.LONGEST_TITLE)}
    with st.container(horizontal=True):
        values["residents_low"] = residents("residents_low", w._("Fewest residents for one member of staff"))
        values["residents_high"] = residents("residents_high", w._("Most residents for one member of staff"))
    values["source"] = text("source", w._("Source"), commands.LONGEST_SOURCE)
    values["edition"] = text("edition", w._("Edition"), commands.LONGEST_EDITION)
    with st.container(horizontal=True):
        values["valid_from"] = day("valid_from", w._("Valid from"))
        values["valid_to"] = day("valid_to", w._("Valid to"))
    return values
