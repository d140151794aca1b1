"""Adding a gate, and changing what it is about."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import streamlit as st

from db.commands import gates as commands
from db.queries.acceptance import GateRow
from pages._kit.context import context
from pages._kit.detail import open_panel
from pages._kit.feedback import form_is_open, run
from pages._kit.language import words
from pages.site import _acceptance_reads, _reads
from pages.site._draft import draft_of
from pages.site._zones import zone_options
from tracker.vocabulary import AcceptanceStage, FireProcedure

FIELDS = ("contract", "zone_id", "organisation_id", "task_id", "planned_on")
EMPTY: dict[str, Any] = {"contract": "", **dict.fromkeys(FIELDS[1:])}


def open_new_gate() -> None:
    """The dialog that adds a gate."""
    st.dialog(words()._("New gate"), width="medium")(_new_gate)()


def _new_gate() -> None:
    w = words()
    form_is_open()
    chosen = st.selectbox(w._("Stage"), list(AcceptanceStage), format_func=w.label, key="new_gate_stage")
    stage = chosen or AcceptanceStage.CIVIL_WORKS
    values = _about(EMPTY, lambda field: f"new_gate_{field}")
    values |= _of_stage(stage, {}, lambda field: f"new_gate_{field}")
    made: list[int] = []

    def done(gate_id: int) -> str:
        made.append(gate_id)
        return w._("Gate added")

    if st.button(w._("Add the gate"), type="primary", key="new_gate_save") and run(
        commands.create_gate, project_id=context().project_id, stage=stage, done=done, **values
    ):
        open_panel("gate", made[0])
        st.rerun()


def edit_gate(row: GateRow) -> None:
    """The fields of a gate; saved together."""
    w = words()
    form_is_open()
    own = (*FIELDS, *_stage_fields(row.stage))
    draft = draft_of(f"gate_form_{row.id}", row.version, {field: getattr(row, field) for field in own})
    values = _about(draft.original, draft.key)
    values |= _of_stage(row.stage, draft.original, draft.key)
    if st.button(w._("Save the gate"), key=f"gate_save_{row.id}") and run(
        commands.update_gate,
        project_id=context().project_id,
        gate_id=row.id,
        expected_version=draft.version,
        original=draft.original,
        changes=values,
        done=w._("Gate saved"),
    ):
        draft.saved()
        st.rerun()


def _stage_fields(stage: AcceptanceStage) -> tuple[str, ...]:
    """The fields that gates of one stage alone have."""
    own = {AcceptanceStage.FIRE: ("fire_procedure",), AcceptanceStage.AIR_QUALITY: ("after_furniture",)}
    return own.get(stage, ())


def _about(start: Mapping[str, Any], key: Any) -> dict[str, Any]:
    """What every gate is about: contract, place, contractor, task, planned day."""
    w = words()
    zones = zone_options(current=start["zone_id"])
    parties = {
        each.id: each.name
        for each in _reads.organisations()
        if not each.archived or each.id == start["organisation_id"]
    }
    tasks = _acceptance_reads.tasks()
    left, right = st.columns(2)
    planned_on: dt.date | None
    with left:
        contract = st.text_input(
            w._("Contract"),
            value=start["contract"],
            key=key("contract"),
            max_chars=commands.LONGEST_CONTRACT,
            help=w._("Civil works and fit-out are often separate contracts, each with its own acceptance."),
        )
        organisation_id = _choice(
            w._("Contractor"), parties, start["organisation_id"], key("organisation_id"), w._("Any")
        )
        planned_on = st.date_input(w._("Planned for"), value=start["planned_on"], key=key("planned_on"))
    with right:
        zone_id = _choice(
            w._("Place"), zones, start["zone_id"], key("zone_id"), w._("The building as a whole")
        )
        task_id = _choice(
            w._("Task of the plan that it finishes"), tasks, start["task_id"], key("task_id"), w._("None")
        )
    return {
        "contract": contract,
        "zone_id": zone_id,
        "organisation_id": organisation_id,
        "task_id": task_id,
        "planned_on": planned_on,
    }


def _of_stage(stage: AcceptanceStage, start: Mapping[str, Any], key: Any) -> dict[str, Any]:
    """The fields of `_stage_fields`, asked."""
    w = words()
    if stage is AcceptanceStage.FIRE:
        procedures = list(FireProcedure)
        return {
            "fire_procedure": st.segmented_control(
                w._("Fire procedure"),
                procedures,
                default=start.get("fire_procedure") or FireProcedure.ACCEPTANCE,
                required=True,
                format_func=w.label,
                key=key("fire_procedure"),
            )
        }
    if stage is AcceptanceStage.AIR_QUALITY:
        return {
            "after_furniture": st.checkbox(
                w._("Repeated after the furniture is in"),
                value=bool(start.get("after_furniture")),
                key=key("after_furniture"),
            )
        }
    return {}


def _choice(
    label: str, options: Mapping[int, str], current: int | None, key: str, nothing: str
) -> int | None:
    ids = list(options)
    chosen: int | None = st.selectbox(
        label,
        ids,
        index=ids.index(current) if current in ids else None,
        format_func=options.__getitem__,
        placeholder=nothing,
        key=key,
    )
    return chosen
