"""Which rooms are ready for furniture: zones against the gates that are still unmet."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from db.queries.acceptance import GateRow
from db.queries.places import ZoneRow
from pages._kit.download import export_button
from pages._kit.head import plain
from pages._kit.language import words
from pages.site import _acceptance_reads, _reads
from tracker.exports.table import Column
from tracker.i18n.gate_names import gate_name
from tracker.vocabulary import ZoneKind

TALLEST = 460


def rooms_ready(gates: list[GateRow]) -> None:
    """The sentence, and behind it the matrix; open by itself where zones differ, else the sentence says it all."""
    w = words()
    everything = [zone for zone in _reads.zones() if not zone.archived]
    shown = [zone for zone in everything if zone.kind is not ZoneKind.ELEMENT]
    if not shown or not gates:
        return
    st.subheader(w._("Ready for furniture"), anchor=False)
    parents = {zone.id: zone.parent_id for zone in _reads.zones()}
    waits = _acceptance_reads.furniture_waits([zone.id for zone in shown], gates, parents)
    rooms = [zone for zone in shown if zone.kind is ZoneKind.ROOM]
    ready = sum(not waits[zone.id] for zone in rooms)
    st.markdown(
        w._n("{ready} of {n} room is ready", "{ready} of {n} rooms are ready", len(rooms), ready=ready)
        + _for_all(waits, gates)
    )
    differ = len({tuple(unmet) for unmet in waits.values()}) > 1
    opened = st.expander(
        w._("Zone by zone"),
        expanded=differ,
        key="rooms_ready_open",
        on_change="rerun",
        icon=":material/grid_on:",
    )
    if opened.open:
        with opened:
            _matrix(shown, gates, waits)


def _matrix(shown: list[ZoneRow], gates: list[GateRow], waits: dict[int, list[int]]) -> None:
    """Floors and rooms against the gates that any of them waits for."""
    w = words()
    asked = [gate for gate in gates if any(gate.id in unmet for unmet in waits.values())]
    columns = [
        Column(w._("Zone"), lambda zone: zone.place, 24),
        Column(w._("Still waits for"), lambda zone: _count(waits[zone.id]), 12),
        *[Column(gate_name(w, gate), _marker(gate, waits), 14) for gate in asked],
    ]
    st.dataframe(
        pd.DataFrame(
            [[column.value(zone) for column in columns] for zone in shown],
            columns=[column.title for column in columns],
        ),
        hide_index=True,
        height=min(TALLEST, 36 * (len(shown) + 1)),
        key="rooms_ready",
        alt=w._("Zones and the gates they wait for before furniture"),
    )
    export_button(w._("Ready for furniture"), columns, shown, key="rooms_ready_export")


def _for_all(waits: dict[int, list[int]], gates: list[GateRow]) -> str:
    """The gates that every zone waits for, named once."""
    w = words()
    everywhere = set.intersection(*(set(unmet) for unmet in waits.values()))
    if not everywhere:
        return ""
    names = [plain(gate_name(w, gate)) for gate in gates if gate.id in everywhere]
    return w._("; all wait for {gates}", gates=w.listed(names))


def _count(unmet: list[int]) -> str:
    w = words()
    return w._n("{n} gate", "{n} gates", len(unmet)) if unmet else w._("ready")


def _marker(gate: GateRow, waits: dict[int, list[int]]) -> Callable[[ZoneRow], str]:
    """How a gate stands for a zone: its state where the zone waits for it, a tick where it does not."""
    state = words().label(gate.standing.state)
    return lambda zone: state if gate.id in waits[zone.id] else "✓"
