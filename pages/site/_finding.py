"""The panel of one finding: where it stands, what can be done, its photos, its history."""

from typing import Any

import streamlit as st

from db.commands import findings as commands
from db.queries.findings import FindingRow
from pages._kit.context import context
from pages._kit.detail import close_panel
from pages._kit.feedback import form_is_open, run
from pages._kit.head import plain
from pages._kit.language import words
from pages._kit.navigation import script_of
from pages.site import _reads
from pages.site._draft import draft_of
from pages.site._photos import add_photos, gallery
from pages.site._steps import steps_section
from pages.site._words import (
    archived_badge,
    effect_sentence,
    finding_title,
    overdue_badge,
    severity_badge,
    severity_option,
    status_badge,
    who_must_act,
)
from pages.site._zones import zone_options
from tracker.findings import age_days, is_settled
from tracker.permissions import Action
from tracker.vocabulary import Severity, Trade


def finding_panel(row: FindingRow) -> None:
    """Open the panel of `?finding=ID`; closing it takes the id out of the address."""
    title = plain(finding_title(words(), row))
    st.dialog(title, width="medium", position="right", on_dismiss=lambda: close_panel("finding"))(_panel)(
        row.id
    )


def _panel(finding_id: int) -> None:
    w = words()
    row = next((each for each in _reads.findings() if each.id == finding_id), None)
    if row is None:
        return
    may = context().may(Action.HOLD_ROUNDS)
    st.markdown(" ".join(_badges(row)))
    st.markdown(plain(row.description))
    st.markdown(_facts(row))
    if not row.archived:
        steps_section(row)
    gallery(_reads.photos("finding", row.id), f"finding_{row.id}", may_remove=may and not row.archived)
    if may and not row.archived:
        add_photos("finding", row.id, f"finding_photo_{row.id}")
        if not is_settled(row.status):
            _edit(row)
    _history(row)
    if row.round_id is not None:
        st.page_link(
            script_of("inspections"),
            label=w._("Open the round it was found in"),
            icon=":material/arrow_forward:",
            query_params={"round": str(row.round_id)},
        )
    if may:
        _archive_or_restore(row)


def _badges(row: FindingRow) -> list[str]:
    w = words()
    badges = [severity_badge(w, row.severity), status_badge(w, row.status)]
    if row.overdue(context().today):
        badges.append(overdue_badge(w))
    if row.archived:
        badges.append(archived_badge(w))
    return badges


def _facts(row: FindingRow) -> str:
    """Dates and people as one short paragraph."""
    w = words()
    today = context().today
    age = age_days(row.found_on, row.closed_on, today)
    parts = [
        w._("Found {date}", date=w.date(row.found_on, today=today)),
        w._("due {date}", date=w.date(row.due_on, today=today)) if row.due_on else w._("no due day"),
        w._n("{n} day old", "{n} days old", age),
        w.label(row.trade),
    ]
    if not is_settled(row.status):
        parts.append(effect_sentence(w, row))
        parts.append(w._("now: {who}", who=plain(who_must_act(w, row))))
    if row.reopened:
        parts.append(w._n("reopened {n} time", "reopened {n} times", row.reopened))
    return " · ".join(parts)


def _edit(row: FindingRow) -> None:
    w = words()
    opened = st.expander(w._("Edit"), icon=":material/edit:", key=f"finding_edit_{row.id}", on_change="rerun")
    if not opened.open:
        return
    form_is_open()
    fields = ("description", "severity", "zone_id", "trade", "due_on")
    draft = draft_of(f"finding_form_{row.id}", row.version, {field: getattr(row, field) for field in fields})
    start = draft.original
    zones = zone_options(current=row.zone_id)
    options = list(zones)
    with opened:
        values: dict[str, Any] = {
            "description": st.text_area(
                w._("What is wrong"), value=start["description"], key=draft.key("description")
            ),
            "severity": st.pills(
                w._("Severity"),
                list(Severity),
                default=start["severity"],
                required=True,
                format_func=lambda each: severity_option(w, each),
                key=draft.key("severity"),
            ),
            "zone_id": st.selectbox(
                w._("Place"),
                options,
                index=options.index(start["zone_id"]) if start["zone_id"] in options else None,
                format_func=zones.__getitem__,
                placeholder=w._("The building as a whole"),
                key=draft.key("zone_id"),
            ),
            "trade": st.selectbox(
                w._("Trade"),
                list(Trade),
                index=list(Trade).index(start["trade"]),
                format_func=w.label,
                key=draft.key("trade"),
            ),
            "due_on": st.date_input(w._("Due"), value=start["due_on"], key=draft.key("due_on")),
        }
        if st.button(w._("Save the finding"), key=f"finding_save_{row.id}") and run(
            commands.update_finding,
            project_id=context().project_id,
            finding_id=row.id,
            expected_version=draft.version,
            original=start,
            changes=values,
            names=finding_names(),
            done=w._("Finding saved"),
        ):
            draft.saved()
            st.rerun()


def finding_names() -> dict[str, str]:
    """The editable fields of a finding, for a conflict."""
    w = words()
    return {
        "description": w._("What is wrong"),
        "severity": w._("Severity"),
        "zone_id": w._("Place"),
        "trade": w._("Trade"),
        "due_on": w._("Due"),
    }


def _history(row: FindingRow) -> None:
    w = words()
    today = context().today
    st.subheader(w._("History"), anchor=False)
    for event in _reads.history(row.id):
        who = f" · {plain(event.actor)}" if event.actor else ""
        text = f" · {plain(event.text)}" if event.text else ""
        st.markdown(f"{w.date(event.on, today=today)} · {status_badge(w, event.to_status)}{who}{text}")


def _archive_or_restore(row: FindingRow) -> None:
    w = words()
    project_id = context().project_id
    if row.archived:
        if st.button(w._("Restore"), key=f"finding_restore_{row.id}") and run(
            commands.restore_finding, project_id=project_id, finding_id=row.id, done=w._("Finding restored")
        ):
            st.rerun()
    elif st.button(
        w._("Archive: raised by mistake"), type="tertiary", key=f"finding_archive_{row.id}"
    ) and run(
        commands.archive_finding, project_id=project_id, finding_id=row.id, done=w._("Finding archived")
    ):
        close_panel("finding")
        st.rerun()
