"""The stages of a package as a table: what the law sets, the latest safe date, what is planned, what happened."""

from typing import Any

import pandas as pd
import streamlit as st

from db.commands import package_stages as commands
from db.queries.packages import StageRow
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.grid_days import day_column, typed_day
from pages._kit.language import words
from pages.procurement._purchase_words import article_text, clock_text
from pages.procurement._purchases import Bought
from tracker.i18n import Words
from tracker.permissions import Action
from tracker.procurement.process import Stage
from tracker.procurement.stage_dates import StageDates

EDITED = ("planned_on", "actual_on", "document")


def stage_table(bought: Bought) -> None:
    """The table; who may edit procurement fills in planned and actual days and documents."""
    w, frame = words(), context()
    rows = {row.stage: row for row in bought.row.stages}
    data = pd.DataFrame([_cells(stage, rows.get(stage.stage), w) for stage in bought.found.stages])
    columns = _columns(w)
    if not frame.may(Action.EDIT_PROCUREMENT) or bought.row.archived:
        st.dataframe(
            data, hide_index=True, column_config=columns, height="content", placeholder="", alt=_alt(w)
        )
        return
    key = f"stages_{bought.row.id}_{frame.revisions.get('procurement', 0)}"
    st.data_editor(
        data,
        key=key,
        hide_index=True,
        disabled=[name for name in data.columns if name not in EDITED],
        column_config=columns,
        height="content",
        placeholder="",
        alt=_alt(w),
    )
    edits = st.session_state.get(key, {}).get("edited_rows", {})
    if not edits:
        return
    form_is_open()
    original, changes = _changes(bought, rows, edits)
    if st.button(w._("Save changes"), type="primary", key="save_stages", icon=":material/save:") and run(
        commands.save_stages,
        project_id=frame.project_id,
        package_id=bought.row.id,
        original=original,
        changes=changes,
        today=frame.today,
        names=_names(bought, w),
        done=lambda n: w._n("{n} stage saved", "{n} stages saved", n),
    ):
        st.rerun()


def _cells(stage: StageDates, row: StageRow | None, w: Words) -> dict[str, Any]:
    late = 0 if stage.actual_on else max(stage.late_days or 0, 0)
    today = context().today
    expected = "" if stage.actual_on else w.date(stage.expected_on, today=today)
    if stage.provisional:
        expected += " · " + w._("provisional")
    return {
        "stage": w.label(stage.stage),
        "latest": "—" if stage.latest_on is None else w.date(stage.latest_on, today=today),
        "planned_on": stage.planned_on,
        "actual_on": stage.actual_on,
        "document": row.document if row else "",
        "expected": expected,
        "late": w.number(late) if late else "",
        "clock": clock_text(stage, w),
        "article": article_text(stage.clock.article, w) if stage.clock else "",
    }


def _columns(w: Words) -> dict[str, Any]:
    column = st.column_config
    document, expected, law = (75, 175, 95) if w.language == "zh" else (100, 212, 140)
    return {
        "stage": column.TextColumn(w._("Stage"), pinned=True),
        "latest": column.TextColumn(w._("Latest safe date"), width=132),
        "planned_on": day_column(w._("Planned"), width=100),
        "actual_on": day_column(w._("Happened"), width=100),
        "expected": column.TextColumn(w._("Expected"), width=expected),
        "late": column.TextColumn(
            w._("Days late"), width=74, alignment="right", help=w._("Working days after the latest safe date")
        ),
        "clock": column.TextColumn(w._("By law"), width=law),
        "article": column.TextColumn(w._("Article"), width=150),
        "document": column.TextColumn(w._("Document"), width=document, max_chars=commands.LONGEST_DOCUMENT),
    }


def _alt(w: Words) -> str:
    return w._("Stages of the package with their periods and days")


def _changes(
    bought: Bought, rows: dict[Stage, StageRow], edits: dict[int, dict[str, Any]]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the person saw and what they set, as `save_stages` takes it."""
    original: dict[str, Any] = {}
    changes: dict[str, Any] = {}
    for position, cells in edits.items():
        stage = bought.found.stages[position].stage
        stored = rows.get(stage)
        for field, value in cells.items():
            empty = "" if field == "document" else None
            original[f"{stage}.{field}"] = getattr(stored, field) if stored else empty
            changes[f"{stage}.{field}"] = _value(field, value)
    return original, changes


def _value(field: str, value: Any) -> Any:
    if field == "document":
        return value or ""
    return typed_day(value)


def _names(bought: Bought, w: Words) -> dict[str, str]:
    """The cells' names, should two people's edits meet."""
    titles = {"planned_on": w._("Planned"), "actual_on": w._("Happened"), "document": w._("Document")}
    return {
        f"{each.stage}.{field}": f"{w.label(each.stage)} · {title}"
        for each in bought.found.stages
        for field, title in titles.items()
    }
