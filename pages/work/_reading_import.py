"""A list of readings from a workbook: read, looked at, then stored in one step."""

from collections.abc import Mapping, Sequence
from functools import partial
from types import SimpleNamespace
from typing import Any

import streamlit as st

from db.commands import reading_import as commands
from db.queries.workstreams import IndicatorRow, Work
from pages._kit.context import context
from pages._kit.language import words
from pages._kit.record_import import RecordList, record_import
from tracker.i18n.figures import qualified
from tracker.imports.reading_list import read_readings
from tracker.imports.record_sheet import CellProblem


def import_readings(board: Work) -> None:
    """The upload, closed until somebody opens it."""
    w = words()
    shown = st.expander(w._("Import readings"), key="reading_import", on_change="rerun")
    if not shown.open:
        return
    by_name = {(row.workstream, row.name): row for row in board.indicators if row.is_current}

    def read(data: bytes) -> tuple[Sequence[Mapping[str, Any]], Sequence[CellProblem]]:
        found = read_readings(data, known=frozenset(by_name), today=context().today)
        return [
            {**values, "indicator_id": by_name[values["workstream"], values["indicator"]].id}
            for values in (record.values for record in found.records)
            if (values.get("workstream"), values.get("indicator")) in by_name
        ], found.problems

    with shown:
        record_import(
            RecordList(
                key="readings",
                title=w._("A list of readings"),
                hint=w._(
                    "Columns: workstream, indicator, day, value, qualifier, source, note. Workstream and indicator "
                    "must be known here; a value may carry its qualifier (近500, 6,000余, more than 6,000)."
                ),
                read=read,
                known=lambda values: _known(by_name, values),
                shown=lambda values: {
                    w._("Workstream"): values["workstream"],
                    w._("Indicator"): values["indicator"],
                    w._("Day"): w.date(values["on"]),
                    w._("Value"): qualified(w, values["value_milli"], values["qualifier"]),
                    w._("Source"): values["source"] or "",
                },
                command=partial(commands.import_readings, today=context().today),
            )
        )


def _known(
    by_name: Mapping[tuple[str, str], IndicatorRow], values: Mapping[str, Any]
) -> SimpleNamespace | None:
    """The record itself where a stored reading says the same, so that importing a list again changes nothing."""
    row = by_name[values["workstream"], values["indicator"]]
    for each in row.readings:
        read = each.read
        if not each.archived and (read.on, read.value_milli, read.qualifier, read.source) == (
            values["on"],
            values["value_milli"],
            values["qualifier"],
            values["source"] or "",
        ):
            return SimpleNamespace(**values)
    return None
