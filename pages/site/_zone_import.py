"""The room list from a workbook and to one: read, looked at, then stored in one step."""

from collections import Counter

import streamlit as st

from db.commands.zone_import import import_zones
from pages._kit.context import context
from pages._kit.download import export_button
from pages._kit.feedback import form_is_open, run
from pages._kit.head import plain
from pages._kit.language import words
from pages.site import _finding_reads
from tracker.errors import Invalid, TrackerError
from tracker.exports.table import Column
from tracker.i18n import Words
from tracker.imports.zones import ZoneSheet, read_zones
from tracker.money import quantity_of
from tracker.vocabulary import ZoneKind
from tracker.zone_list import KnownZone, ZoneChange, ZonePath, ZoneStep, zone_changes

PROBLEMS_SHOWN = 20


def zone_files(*, may: bool) -> None:
    """Export of the room list, and its import for whoever may change it."""
    w = words()
    known = [zone for zone in _finding_reads.known_zones() if not zone.archived]
    export_button(w._("Room list"), _columns(w), known, key="zones_export")
    if not may:
        return
    opened = st.toggle(w._("Import a room list"), key="zones_import")
    if not opened:
        return
    form_is_open()
    st.caption(
        w._(
            "An Excel or CSV file with the headings floor, room, element, area (m²). "
            "Zones of the same name are updated, not doubled; what the file does not name stays."
        )
    )
    nonce = st.session_state.setdefault("zones_import_done", 0)
    file = st.file_uploader(w._("Room list"), type=["xlsx", "csv", "txt"], key=f"zones_file_{nonce}")
    if file is None:
        return
    try:
        read = read_zones(file.getvalue())
    except TrackerError as error:
        st.error(w.problem(error), icon=":material/error:")
        return
    if read.problems:
        _say_problems(read)
        return
    _preview(read)


def _say_problems(read: ZoneSheet) -> None:
    """Each cell that cannot be taken, by sheet, row and column."""
    w = words()
    sentences = [
        f"- {plain(w.problem(Invalid(problem.code, **problem.facts)))}"
        for problem in read.problems[:PROBLEMS_SHOWN]
    ]
    more = len(read.problems) - PROBLEMS_SHOWN
    if more > 0:
        sentences.append("- " + w._("and {n} more", n=w.number(more)))
    st.error(
        w._("Nothing was imported. Mend these cells and choose the file again:")
        + "\n"
        + "\n".join(sentences),
        icon=":material/error:",
    )


def _preview(read: ZoneSheet) -> None:
    """What the import would do, and the button that does it."""
    w = words()
    changes = zone_changes(_finding_reads.known_zones(), read.zones)
    told = [change for change in changes if change.step is not ZoneStep.NOTHING]
    counted = Counter(change.step for change in changes)
    st.markdown(
        w.listed([f"{w.label(step)} {w.number(counted[step])}" for step in ZoneStep if counted[step]])
        or w._("The file lists no zone.")
    )
    if not told:
        return
    st.dataframe([_line(w, change) for change in told], hide_index=True, placeholder="", alt=w._("Preview"))
    label = w._n("Import {n} zone", "Import {n} zones", len(told))
    if st.button(label, type="primary", key="zones_import_save") and run(
        import_zones,
        project_id=context().project_id,
        zones=read.zones,
        done=w._("Room list imported"),
    ):
        st.session_state["zones_import_done"] += 1
        st.rerun()


def _line(w: Words, change: ZoneChange) -> dict[str, str]:
    before = w.quantity(change.area_before)
    now = w.quantity(change.area_milli)
    return {
        w._("Step"): w.label(change.step),
        w.label(ZoneKind.FLOOR): change.path.floor,
        w.label(ZoneKind.ROOM): change.path.room,
        w.label(ZoneKind.ELEMENT): change.path.element,
        w._("Area (m²)"): f"{before} → {now}" if before and before != now else now,
    }


def _columns(w: Words) -> list[Column[KnownZone]]:
    """The columns of the list; the import reads them again in either language."""

    def name(part: str) -> Column[KnownZone]:
        return Column(w.label(ZoneKind(part)), lambda zone: getattr(zone.path, part), 24)

    area: Column[KnownZone] = Column(
        w._("Area (m²)"),
        lambda zone: None if zone.area_milli is None else quantity_of(zone.area_milli),
        12,
        "#,##0.###",
    )
    return [*(name(part) for part in ZonePath._fields), area]
