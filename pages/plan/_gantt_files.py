"""Saving the Gantt chart: a drawing as SVG, PNG or PDF, and a workbook; each is made when it is asked for."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import streamlit as st

from pages._kit.context import context
from pages._kit.download import XLSX
from pages._kit.language import words
from pages.plan import _reads as reads
from pages.plan._filters import belongs, counted, owner_filter, with_headings
from tracker.exports.gantt_sheet import gantt_sheet
from tracker.i18n import Words
from tracker.plans import DatedTaskRow
from tracker.schedule.model import Dependency, TaskKind


def export_gantt(name: str, rows: Sequence[DatedTaskRow]) -> None:
    """The choice of tasks among `rows`, and a button for each format."""
    w = words()
    title = w._("Gantt chart")
    st.markdown(f"**{title}**")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        owner_id = owner_filter("gantt_owner", rows)
        shows = {"open": w._("Not done"), "critical": w._("Critical"), "late": w._("Late")}
        show = st.pills(
            w._("Only"),
            list(shows),
            selection_mode="multi",
            format_func=shows.__getitem__,
            key="gantt_show",
            bind="query-params",
        )
        linked = st.toggle(w._("Draw the links"), key="gantt_links", bind="query-params")
    chosen = _chosen(rows, owner_id, show)
    if not chosen:
        st.info(w._("No task passes these filters."), icon=":material/filter_alt_off:")
        return
    with st.container(horizontal=True):
        for ending, (label, mime, made) in _formats(w, name, chosen, linked=linked).items():
            st.download_button(
                label,
                made,
                file_name=f"{name}-{title}.{ending}",
                mime=mime,
                key=f"gantt_{ending}",
                on_click="ignore",
                icon=":material/download:",
            )
    st.caption(
        w._n(
            "{n} task on a page as wide as A3. The PDF and the SVG look the same on every computer. A long plan takes "
            "some seconds as a picture.",
            "{n} tasks on a page as wide as A3. The PDF and the SVG look the same on every computer. A long plan takes "
            "some seconds as a picture.",
            counted(chosen),
        )
    )


def _chosen(rows: Sequence[DatedTaskRow], owner_id: int | None, show: Sequence[str]) -> list[DatedTaskRow]:
    """The tasks that pass the filters, under their summaries."""
    kept = {
        row.id
        for row in rows
        if row.kind is not TaskKind.SUMMARY
        and belongs(row, None, owner_id)
        and ("open" not in show or not row.is_done)
        and ("critical" not in show or (row.critical and not row.is_done))
        and ("late" not in show or row.is_late)
    }
    return with_headings(rows, kept)


# A file is made when somebody clicks, outside the run of the page: all that it needs is read here, before.


def _formats(
    w: Words, name: str, rows: Sequence[DatedTaskRow], *, linked: bool
) -> dict[str, tuple[str, str, Callable[[], bytes]]]:
    """Ending → label, media type, and what makes the file."""
    frame, links = context(), reads.links()
    facts: dict[str, Any] = {
        "name": name,
        "words": w,
        "today": frame.today,
        "opening_on": frame.project.opening_on,
        "calendar": reads.calendar(),
    }
    drawn_links = links if linked else []
    sheet = partial(gantt_sheet, rows, links, numbered_in=reads.dated_tasks(), **facts)
    return {
        "pdf": (w._("PDF"), "application/pdf", partial(_drawn, "pdf", rows, drawn_links, facts)),
        "png": (w._("PNG"), "image/png", partial(_drawn, "png", rows, drawn_links, facts)),
        "svg": (w._("SVG"), "image/svg+xml", partial(_drawn, "svg", rows, drawn_links, facts)),
        "xlsx": (w._("Excel"), XLSX, sheet),
    }


def _drawn(
    ending: str, rows: Sequence[DatedTaskRow], links: Sequence[Dependency], facts: dict[str, Any]
) -> bytes:
    """The drawing as a file."""
    from tracker.exports import gantt  # noqa: PLC0415 (the chart library is slow to load, and few draw)

    save = {"pdf": gantt.pdf_of, "png": gantt.png_of, "svg": gantt.svg_of}[ending]
    return save(gantt.gantt(rows, links, **facts))
