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
from pages.site import _finding_reads, _reads
from pages.site._draft import draft_of
from pages.site._finding_days import date_reason
from pages.site._photos import add_photos
from pages.site._steps import chosen_step, steps_section
from pages.site._viewer import asked_viewer, gallery
from pages.site._words import (
    archived_badge,
    effect_sentence,
    finding_title,
    overdue_badge,
    severity_badge,
    severity_option,
    status_badge,
)
from pages.site._zones import zone_options
from tracker.exports.finding_columns import who_must_act
from tracker.finding_dates import DateOddity, oddities
from tracker.findings import Step, age_days, is_settled
from tracker.permissions import Action
from tracker.photos import PhotoPurpose, purpose_at
from tracker.vocabulary import Severity, Trade


def finding_panel(row: FindingRow) -> None:
    """Open the panel of `?finding=ID`; closing it takes the id out of the address.

    A photo that was clicked in the panel is looked at in the panel's place; closing it leads back to the panel.
    """
    may = context().may(Action.HOLD_ROUNDS) and not row.archived
    if asked_viewer(_reads.photos("finding", row.id), _gallery_key(row.id), may_change=may):
        return
    title = plain(finding_title(words(), row))
    st.dialog(title, width="medium", position="right", on_dismiss=lambda: close_panel("finding"))(_panel)(
        row.id
    )


def _panel(finding_id: int) -> None:
    w = words()
    row = _finding_reads.finding(finding_id)
    if row is None:
        return
    may = context().may(Action.HOLD_ROUNDS)
    st.markdown(" ".join(_badges(row)))
    st.markdown(plain(row.description))
    st.markdown(_facts(row))
    if not row.archived:
        steps_section(row)
    gallery(
        _reads.photos("finding", row.id),
        _gallery_key(row.id),
        may_change=may and not row.archived,
        in_panel=True,
    )
    if may and not row.archived:
        add_photos("finding", row.id, f"finding_photo_{row.id}", shows=_photo_shows(row))
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


def _photo_shows(row: FindingRow) -> PhotoPurpose:
    """What a new photo most likely shows: the repair, while somebody is about to say that it is rectified."""
    rectifying = chosen_step(row) is Step.RECTIFY
    return PhotoPurpose.AFTER if rectifying else purpose_at(row.status)


def _gallery_key(finding_id: int) -> str:
    return f"finding_{finding_id}"


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
    fields = ("description", "severity", "zone_id", "trade", "found_on", "due_on")
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
            "found_on": st.date_input(w._("Found on"), value=start["found_on"], key=draft.key("found_on")),
            "due_on": st.date_input(w._("Due"), value=start["due_on"], key=draft.key("due_on")),
        }
        reason = date_reason(_newly_odd(row, values), draft.key("days"))
        if st.button(w._("Save the finding"), key=f"finding_save_{row.id}") and run(
            commands.update_finding,
            project_id=context().project_id,
            finding_id=row.id,
            expected_version=draft.version,
            original=start,
            changes=values,
            date_reason=reason,
            today=context().today,
            names=finding_names(),
            done=w._("Finding saved"),
        ):
            draft.saved()
            st.rerun()


def _newly_odd(row: FindingRow, values: dict[str, Any]) -> list[DateOddity]:
    """What is odd about the days in the form, and was not before."""
    starts_on = context().project.starts_on
    before = oddities(row.found_on, due_on=row.due_on, rectified_on=row.rectified_on, starts_on=starts_on)
    now = oddities(
        values["found_on"], due_on=values["due_on"], rectified_on=row.rectified_on, starts_on=starts_on
    )
    return [each for each in now if each not in before]


def finding_names() -> dict[str, str]:
    """The editable fields of a finding, for a conflict."""
    w = words()
    return {
        "description": w._("What is wrong"),
        "severity": w._("Severity"),
        "zone_id": w._("Place"),
        "trade": w._("Trade"),
        "found_on": w._("Found on"),
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
