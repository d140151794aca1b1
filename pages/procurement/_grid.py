"""The working copy's lines as an editable grid: every change is saved together, or kept until it can be."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pandas as pd
import streamlit as st

from db.commands import lines as commands
from db.queries.procurement import DraftRow, LineRow
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.language import words
from pages.procurement._ceiling_entry import Typed, say_at_entry
from pages.procurement._courses import sparkline
from pages.procurement._life_reads import history
from pages.procurement._lines import FILTERS, filter_row
from tracker.i18n import Words
from tracker.money import FEN_PER_YUAN, MILLI, milli_of, round_half_up
from tracker.procurement.lines import Lineage

_ROUND = "_lines_round"
MONEY_FIELDS = ("unit_price_fen", "amount_fen")


def editable_lines(plan_id: int, draft: DraftRow) -> list[LineRow]:
    """The filters and the grid; gives the lines on show as they are stored."""
    w = words()
    key = _key(draft)
    pending = _has_edits(key)
    shown = filter_row(draft, disabled=pending)
    rows, courses = _seen(key, shown, history(plan_id).courses, pending=pending)
    st.data_editor(
        _frame(rows, courses),
        key=key,
        hide_index=True,
        num_rows="dynamic",
        column_config=_columns(w),
        alt=w._("Lines of the working copy, editable"),
    )
    if not pending:
        st.caption(w._("Change cells, add a row at the end, or delete rows; then save everything together."))
        return shown
    form_is_open()
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(w._("Save changes"), type="primary", key="save_lines", icon=":material/save:") and _save(
            draft, key, rows, w
        ):
            _next_round()
            st.rerun()
        st.button(w._("Discard changes"), key="discard_lines", on_click=_next_round)
        st.caption(w._("Filters rest until the changes are saved or discarded."))
    say_at_entry(plan_id, draft.id, _typed(key, rows))
    return shown


def _key(draft: DraftRow) -> str:
    """One grid for each draft, filter and save: the editor keeps edits by row, so its rows must not move."""
    # A filter that was never touched is None, one that was emptied is blank: the grid is the same.
    filters = tuple(str(st.session_state.get(name) or "") for name in FILTERS)
    return f"grid_{draft.id}_{st.session_state.get(_ROUND, 0)}_{abs(hash(filters))}"


def _next_round() -> None:
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def _has_edits(key: str) -> bool:
    edits = st.session_state.get(key) or {}
    return any(edits.get(part) for part in ("edited_rows", "added_rows", "deleted_rows"))


Courses = Mapping[Lineage, list[float]]
"""What each line comes to in every draft, in yuan."""


def _seen(key: str, rows: list[LineRow], courses: Courses, *, pending: bool) -> tuple[list[LineRow], Courses]:
    """What is under the grid: what was there when editing began, so that edits stay on their lines."""
    name = f"{key}_rows"
    if not pending or name not in st.session_state:
        st.session_state[name] = (rows, courses)
    kept: tuple[list[LineRow], Courses] = st.session_state[name]
    return kept


def _typed(key: str, rows: Sequence[LineRow]) -> list[Typed]:
    """The lines that are edited, put aside or new, as they are stored and as they were typed."""
    edits = st.session_state[key]
    typed = {int(position): _stored(cells) for position, cells in edits["edited_rows"].items()}
    gone: dict[int, None] = dict.fromkeys(map(int, edits["deleted_rows"]))
    known: list[Typed] = [(rows[position], cells) for position, cells in {**typed, **gone}.items()]
    return known + [(None, _stored(cells)) for cells in edits["added_rows"]]


def _stored(cells: Mapping[str, Any]) -> dict[str, Any]:
    return {field: stored_value(field, value) for field, value in cells.items()}


def _frame(rows: Sequence[LineRow], courses: Courses) -> pd.DataFrame:
    """The grid's content; figures as the person writes them: units, yuan. The course is read alone."""
    frame = pd.DataFrame(
        [
            (
                row.category,
                row.name,
                courses.get(row.lineage_id, []),
                row.specification,
                row.unit,
                None if row.quantity_milli is None else row.quantity_milli / MILLI,
                None if row.unit_price_fen is None else row.unit_price_fen / FEN_PER_YUAN,
                row.lump_sum,
                row.amount_fen / FEN_PER_YUAN,
                row.zone,
                row.funding,
                row.funding_year,
                row.remark,
            )
            for row in rows
        ],
        columns=[
            "category",
            "name",
            "course",
            "specification",
            "unit",
            "quantity_milli",
            "unit_price_fen",
            "lump_sum",
            "amount_fen",
            "zone",
            "funding",
            "funding_year",
            "remark",
        ],
    )
    return frame.astype(
        {
            "quantity_milli": "float",
            "unit_price_fen": "float",
            "amount_fen": "float",
            "lump_sum": "bool",
            "funding_year": "float",
        }
    )


def _columns(w: Words) -> dict[str, Any]:
    column = st.column_config
    return {
        "category": column.TextColumn(w._("Category"), width="small"),
        "name": column.TextColumn(w._("Name"), required=True),
        "course": sparkline(w),
        "specification": column.TextColumn(w._("Specification")),
        "unit": column.TextColumn(w._("Unit"), width="small"),
        "quantity_milli": column.NumberColumn(w._("Quantity"), min_value=0, format="localized"),
        "unit_price_fen": column.NumberColumn(
            w._("Unit price (yuan)"), min_value=0, step=0.01, format="accounting"
        ),
        "lump_sum": column.CheckboxColumn(w._("Lump sum"), width="small", default=False),
        "amount_fen": column.NumberColumn(
            w._("Amount (yuan)"),
            step=0.01,
            format="accounting",
            help=w._("Follows from quantity × unit price; tick “lump sum” to enter it by hand."),
        ),
        "zone": column.TextColumn(w._("Zone")),
        "funding": column.TextColumn(w._("Source of funds"), width="small", max_chars=120),
        "funding_year": column.NumberColumn(
            w._("Year of funds"), min_value=2000, max_value=2100, step=1, format="%d", width="small"
        ),
        "remark": column.TextColumn(w._("Remark")),
    }


def _save(draft: DraftRow, key: str, rows: Sequence[LineRow], w: Words) -> bool:
    """Run the one command for everything that was changed in the grid."""
    frame = context()
    edits = st.session_state[key]
    original: dict[str, Any] = {}
    changes: dict[str, Any] = {}
    names: dict[str, str] = {}
    titles = {name: config["label"] for name, config in _columns(w).items()} | _stored_titles(w)
    for position, cells in edits["edited_rows"].items():
        row = rows[int(position)]
        for field, value in cells.items():
            cell = f"{row.id}.{field}"
            original[cell] = getattr(row, field)
            changes[cell] = stored_value(field, value)
            names[cell] = f"{row.name} · {titles[field]}"
    return run(
        commands.save_lines,
        project_id=frame.project_id,
        draft_id=draft.id,
        original=original,
        changes=changes,
        added=[
            {field: stored_value(field, value) for field, value in cells.items() if field in titles}
            for cells in edits["added_rows"]
        ],
        archived=[rows[int(position)].id for position in edits["deleted_rows"]],
        names=names,
        done=w._("Lines saved"),
    )


def _stored_titles(w: Words) -> dict[str, str]:
    """What a conflict calls the figures, which it shows as they are stored."""
    return {
        "quantity_milli": w._("Quantity (thousandths)"),
        "unit_price_fen": w._("Unit price (fen)"),
        "amount_fen": w._("Amount (fen)"),
    }


def stored_value(field: str, value: Any) -> Any:
    """A cell as it is stored: thousandths, fen, text; a blank figure is None."""
    if field == "lump_sum":
        return bool(value)
    if field == "quantity_milli":
        return None if value is None else milli_of(Decimal(str(value)))
    if field in MONEY_FIELDS:
        return None if value is None else round_half_up(Decimal(str(value)) * FEN_PER_YUAN)
    if field == "funding_year":
        return None if value is None else int(value)
    return value or ""
