"""The reviewer's decisions on the lines of a draft as one grid, and the reduction rate they come to."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pandas as pd
import streamlit as st

from db.commands import decisions as commands
from db.queries.procurement import DraftRow, LineRow
from db.queries.review import DecisionRow
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.language import words
from pages.procurement._columns import right
from pages.procurement._review_reads import decision_rows
from tracker.i18n import Words
from tracker.money import FEN_PER_YUAN, MILLI, milli_of, round_half_up
from tracker.procurement.lines import Lineage
from tracker.procurement.review import Reduction, reductions
from tracker.vocabulary import LineDecision

_ROUND = "_decisions_round"
MONEY = ("unit_price_fen", "amount_fen")


def decision_grid(draft: DraftRow, rows: Sequence[LineRow], quotations: Mapping[Lineage, int]) -> None:
    """The lines with a decision each, saved together; figures of a cut alone mean “cut to”."""
    w, frame = words(), context()
    stored = decision_rows(draft.id)
    key = f"decisions_{draft.id}_{st.session_state.get(_ROUND, 0)}_{abs(hash(tuple(row.id for row in rows)))}"
    frame_shown = _frame(rows, stored, quotations, w)
    st.data_editor(
        frame_shown,
        key=key,
        hide_index=True,
        column_config=_shown(frame_shown, w),
        placeholder="",
        alt=w._("Lines with the reviewer's decision on each, editable"),
    )
    edited: dict[Any, dict[str, Any]] = (st.session_state.get(key) or {}).get("edited_rows", {})
    open_ones = [row.lineage_id for row in rows if row.lineage_id not in stored]
    if edited:
        form_is_open()
        with st.container(horizontal=True, vertical_alignment="center"):
            saved = st.button(
                w._("Save the decisions"), type="primary", key="save_decisions", icon=":material/save:"
            )
            st.button(w._("Discard changes"), key="discard_decisions", on_click=_next_round)
        if saved and _save(draft, rows, stored, edited, w):
            _next_round()
            st.rerun()
        return
    if open_ones and st.button(
        w._n("Accept the {n} undecided line", "Accept the {n} undecided lines", len(open_ones)),
        key="accept_lines",
        icon=":material/done_all:",
    ):
        accepted = run(
            commands.accept_lines,
            project_id=frame.project_id,
            draft_id=draft.id,
            lineage_ids=open_ones,
            done=lambda n: w._n("{n} line accepted", "{n} lines accepted", n),
        )
        if accepted:
            st.rerun()


def line_name(row: LineRow) -> str:
    """A line with its zone, as a cell shows it."""
    return f"{row.name} · {row.zone}" if row.zone else row.name


def quantity_with_unit(row: LineRow, w: Words) -> str:
    """How many of what, or nothing."""
    return f"{w.quantity(row.quantity_milli)} {row.unit}".strip() if row.quantity_milli is not None else ""


def reduction_table(rows: Sequence[LineRow], decided: Mapping[Lineage, DecisionRow]) -> Reduction:
    """Submitted, accepted, reduced and rate by category, with the total; gives the total."""
    w = words()
    by_category = reductions(
        [row.as_line() for row in rows], {lineage: row.as_decision() for lineage, row in decided.items()}
    )
    total = sum(by_category.values(), Reduction())
    table = [(category or w._("Without category"), part) for category, part in by_category.items()]
    st.dataframe(
        pd.DataFrame([_reduced(name, part, w) for name, part in (*table, (w._("Total"), total))]),
        hide_index=True,
        height="content",
        column_config=right(
            w._("Rate"),
            w._("Reduced (yuan)"),
            w._("Submitted (yuan)"),
            w._("Accepted (yuan)"),
            w._("Pending"),
        ),
        alt=w._("What the review takes from each category, and the reduction rate"),
    )
    st.caption(
        w._(
            "Rate = (submitted − accepted) ÷ submitted. A line that is undecided or questioned counts as submitted."
        )
    )
    return total


def _reduced(name: str, part: Reduction, w: Words) -> dict[str, str]:
    return {
        w._("Category"): name,
        w._("Rate"): "—" if part.rate is None else w.percent(part.rate, 2),
        w._("Reduced (yuan)"): w.signed_yuan(-part.reduced_fen),
        w._("Submitted (yuan)"): w.yuan(part.submitted_fen),
        w._("Accepted (yuan)"): w.yuan(part.accepted_fen),
        w._("Pending"): w._n("{n} line", "{n} lines", part.pending) if part.pending else "—",
    }


def _frame(
    rows: Sequence[LineRow],
    stored: Mapping[Lineage, DecisionRow],
    quotations: Mapping[Lineage, int],
    w: Words,
) -> pd.DataFrame:
    """The grid's content; figures as the reviewer writes them: units, yuan."""
    cells = []
    for row in rows:
        found = stored.get(row.lineage_id)
        cells.append(
            (
                line_name(row),
                " × ".join(filter(None, [quantity_with_unit(row, w), w.yuan(row.unit_price_fen)])),
                w.yuan(row.amount_fen),
                w.label(found.decision) if found else None,
                _scaled(found.quantity_milli if found else None, MILLI),
                _scaled(found.unit_price_fen if found else None, FEN_PER_YUAN),
                _scaled(found.amount_fen if found else None, FEN_PER_YUAN),
                found.text if found else "",
                quotations.get(row.lineage_id, 0),
                bool(found and found.taken_in_id),
            )
        )
    frame = pd.DataFrame(
        cells,
        columns=[
            "line", "submitted", "amount", "decision", "quantity_milli", "unit_price_fen", "amount_fen", "text",
            "quotations", "taken",
        ],
    )  # fmt: skip
    return frame.astype({"quantity_milli": "float", "unit_price_fen": "float", "amount_fen": "float"})


def _columns(w: Words) -> dict[str, Any]:
    """The columns, narrow enough for a desk's screen to show a line from its name to the reviewer's words."""
    column = st.column_config
    return {
        "line": column.TextColumn(w._("Line"), disabled=True, pinned=True, width=180),
        "submitted": column.TextColumn(
            w._("Quantity × unit price"), disabled=True, alignment="right", width=150
        ),
        "amount": column.TextColumn(w._("Amount (yuan)"), disabled=True, alignment="right", width=110),
        "decision": column.SelectboxColumn(
            w._("Decision"), options=[w.label(each) for each in LineDecision], width=95
        ),
        "quantity_milli": column.NumberColumn(
            w._("New quantity"), help=w._("Cut to quantity"), min_value=0, format="localized", width=120
        ),
        "unit_price_fen": column.NumberColumn(
            w._("New price"),
            help=w._("Cut to unit price"),
            min_value=0,
            step=0.01,
            format="accounting",
            width=100,
        ),
        "amount_fen": column.NumberColumn(
            w._("New amount"),
            help=w._("Cut to amount"),
            min_value=0,
            step=0.01,
            format="accounting",
            width=120,
        ),
        "text": column.TextColumn(w._("Why"), width=130),
        "quotations": column.NumberColumn(w._("Quotations"), disabled=True, width="small"),
        "taken": column.CheckboxColumn(w._("Taken over"), disabled=True, width="small"),
    }


def _shown(frame: pd.DataFrame, w: Words) -> dict[str, Any]:
    """The columns; those that would say nothing of any line are left out."""
    columns = _columns(w)
    return columns | {name: None for name in ("quotations", "taken") if not frame[name].any()}


def _save(
    draft: DraftRow,
    rows: Sequence[LineRow],
    stored: Mapping[Lineage, DecisionRow],
    edited: Mapping[Any, Mapping[str, Any]],
    w: Words,
) -> bool:
    """Run the one command for everything that was decided in the grid."""
    titles = {name: config["label"] for name, config in _columns(w).items()}
    original: dict[str, Any] = {}
    changes: dict[str, Any] = {}
    names: dict[str, str] = {}
    for position, cells in edited.items():
        row = rows[int(position)]
        found = stored.get(row.lineage_id)
        for field, value in cells.items():
            cell = f"{row.lineage_id}.{field}"
            original[cell] = getattr(found, field) if found else None
            changes[cell] = _stored_value(field, value, w)
            names[cell] = f"{row.name} · {titles[field]}"
    return run(
        commands.decide_lines,
        project_id=context().project_id,
        draft_id=draft.id,
        original=original,
        changes=changes,
        names=names,
        done=w._("Decisions saved"),
    )


def _stored_value(field: str, value: Any, w: Words) -> Any:
    """A cell as it is stored: the decision's own value, thousandths, fen, text; a blank figure is None."""
    if field == "decision":
        return next((each for each in LineDecision if w.label(each) == value), None)
    if field == "text":
        return value or ""
    if value is None:
        return None
    if field in MONEY:
        return round_half_up(Decimal(str(value)) * FEN_PER_YUAN)
    return milli_of(Decimal(str(value)))


def _scaled(value: int | None, unit: int) -> float | None:
    return None if value is None else value / unit


def _next_round() -> None:
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
