"""The tables of the evaluation page: sections and items, their export, and the list that comes back in."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from db.commands import evaluation_import as commands
from db.queries.evaluation import ItemRow, StandardRow
from pages._kit.chooser import chooser
from pages._kit.context import context
from pages._kit.download import XLSX
from pages._kit.language import words
from pages._kit.record_import import RecordList, record_import
from pages.work import _reads
from tracker.evaluation import Gap, Scope, Standing, in_scope
from tracker.exports.table import Column, to_xlsx
from tracker.i18n import Words
from tracker.imports.evaluation_list import read_evaluation_items
from tracker.imports.record_sheet import CellProblem
from tracker.money import quantity_of

STANDARD = "standard"
"""The standard in the address."""

PARAMETER = "item"


def section_table(standing: Standing) -> None:
    """Points by section, in the order of the standard."""
    w = words()
    points, unassessed = w._("Points reached"), w._("Not assessed")
    st.dataframe(
        pd.DataFrame(
            [
                {
                    w._("Section"): section or w._("No section"),
                    points: _of(w, score.reached_milli, score.possible_milli),
                    w._("Items"): score.items,
                    unassessed: score.unassessed,
                }
                for section, score in standing.sections.items()
            ]
        ),
        hide_index=True,
        key="evaluation_sections",
        column_config={points: st.column_config.TextColumn(alignment="right")},
        alt=w._("Points by section, one row each"),
    )


def shown_items(standard: StandardRow, standing: Standing, scope: Scope, *, archived: bool) -> list[ItemRow]:
    """The items that the filter leaves: gaps worst first, everything else in the order of the standard."""
    gaps = {gap.item_id: gap for gap in standing.gaps}
    rows = [row for row in standard.current if in_scope(row.item, gaps.get(row.id), scope)]
    if scope is Scope.GAPS:
        order = {item_id: place for place, item_id in enumerate(gaps)}
        return sorted(rows, key=lambda row: order[row.id])
    return [*rows, *(row for row in standard.items if archived and row.archived)]


def item_table(rows: Sequence[ItemRow], standing: Standing) -> None:
    """Draw the items; selecting one opens its panel."""
    w = words()
    gaps = {gap.item_id: gap for gap in standing.gaps}
    name, state = w._("Item"), w._("State")
    value, target, points = w._("Value"), w._("Target"), w._("Points reached")
    chooser(
        pd.DataFrame(
            [
                {
                    name: f"{row.code} {row.name}",
                    state: _state(w, row, gaps.get(row.id)),
                    points: _points(w, row),
                    value: _figure(w, row.value_milli, row.unit),
                    target: _figure(w, row.target_milli, row.unit),
                    w._("Section"): row.section,
                }
                for row in rows
            ]
        ),
        parameter=PARAMETER,
        ids=[row.id for row in rows],
        key="evaluation_items",
        alt=w._("Items, one row each"),
        right=[value, target, points],
        config={
            name: st.column_config.TextColumn(width=190),
            # Wide enough for a missing prerequisite that nobody has assessed.
            state: st.column_config.TextColumn(width=240),
        },
    )


def item_columns(w: Words, indicators: Mapping[int, str]) -> list[Column[ItemRow]]:
    """The columns of the export, with the names of the indicators; the import reads them again in either language."""
    return [
        Column(w._("Section"), lambda row: row.section, 20),
        Column(w._("Code"), lambda row: row.code, 10),
        Column(w._("Item"), lambda row: row.name, 40),
        Column(w._("Unit"), lambda row: row.unit, 10),
        Column(w._("Direction"), lambda row: w.label(row.direction), 16),
        Column(w._("Target"), lambda row: _number(row.target_milli), 12),
        Column(w._("Points"), lambda row: _number(row.points_milli), 10),
        Column(w._("Prerequisite"), lambda row: _answer(w, met=row.is_prerequisite), 12),
        Column(w._("Value"), lambda row: _number(row.value_milli), 12),
        Column(w._("Points reached"), lambda row: _number(row.reached_milli), 12),
        Column(w._("Met"), lambda row: "" if row.is_met is None else _answer(w, met=row.is_met), 10),
        Column(w._("Assessed on"), lambda row: row.assessed_on, 14),
        Column(w._("What shows it"), lambda row: row.evidence, 40),
        Column(w._("Follows indicator"), lambda row: indicators.get(row.indicator_id or 0, ""), 30),
    ]


def template_button() -> None:
    """An empty list with the headings that the import reads."""
    w = words()
    st.download_button(
        w._("Download an empty list"),
        lambda: to_xlsx(w._("Evaluation standard"), item_columns(w, {}), []),
        file_name=w._("Evaluation standard") + ".xlsx",
        mime=XLSX,
        key="evaluation_template",
        on_click="ignore",
        icon=":material/download:",
    )


def import_items(standard: StandardRow) -> None:
    """The upload of a list of items, closed until somebody opens it."""
    w = words()
    shown = st.expander(w._("Import items"), key="evaluation_import", on_change="rerun")
    if not shown.open:
        return
    known = {row.code: row for row in standard.items}
    with shown:
        template_button()
        record_import(
            RecordList(
                key="evaluation_items_import",
                title=w._("A list of items"),
                hint=w._(
                    "Columns: section, code, item, unit, direction, target, points, prerequisite; and of the "
                    "assessment value, points reached, met, assessed on, what shows it. An item of the same code is "
                    "updated, not doubled; an assessment that says something new is added."
                ),
                read=_read,
                known=lambda record: known.get(record["code"]),
                shown=lambda record: {
                    w._("Section"): record.get("section") or "",
                    w._("Code"): record["code"],
                    w._("Item"): record["name"],
                    w._("Target"): _figure(w, record.get("target_milli"), record.get("unit") or ""),
                    w._("Points"): _figure(w, record.get("points_milli"), ""),
                    w._("Points reached"): _figure(w, record.get("reached_milli"), ""),
                },
                command=partial(
                    commands.import_evaluation_items,
                    evaluation_standard_id=standard.id,
                    today=context().today,
                ),
            )
        )


def _read(data: bytes) -> tuple[Sequence[Mapping[str, Any]], Sequence[CellProblem]]:
    names = _reads.indicator_names()
    found = read_evaluation_items(data, {name: id_ for id_, name in names.items()})
    return [record.values for record in found.records], found.problems


def _of(w: Words, reached_milli: int, possible_milli: int) -> str:
    return w._("{part} of {whole}", part=w.quantity(reached_milli), whole=w.quantity(possible_milli))


def _points(w: Words, row: ItemRow) -> str:
    return _of(w, row.reached_milli or 0, row.points_milli)


def _state(w: Words, row: ItemRow, gap: Gap | None) -> str:
    """What an item lacks, the bar first."""
    if row.archived:
        return w._("archived")
    if gap is None:
        return w._("Complete")
    said = [w._("Prerequisite missing")] if gap.is_barring else []
    if gap.is_unassessed:
        said.append(w._("Not assessed"))
    elif gap.is_overtaken:
        said.append(w._("Target moved since, assess again"))
    elif gap.distance_milli:
        said.append(
            w._("{value} {unit} short", value=w.quantity(gap.distance_milli), unit=row.unit).replace(
                "  ", " "
            )
        )
    elif gap.missing_milli:
        said.append(w._("{points} points missing", points=w.quantity(gap.missing_milli)))
    return " · ".join(said)


def _figure(w: Words, milli: int | None, unit: str) -> str:
    return "" if milli is None else f"{w.quantity(milli)} {unit}".strip()


def _answer(w: Words, *, met: bool) -> str:
    return w._("Yes") if met else w._("No")


def _number(milli: int | None) -> Any:
    return None if milli is None else quantity_of(milli)
