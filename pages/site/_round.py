"""One round: its head, its notes and findings, and its signature."""

import uuid
from typing import Any

import streamlit as st

from db.commands import rounds as commands
from db.commands.field_rounds import LONGEST_NAME, sign_from_phone
from db.queries.inspections import RoundRow
from pages._kit.context import context
from pages._kit.detail import close_panel
from pages._kit.feedback import form_is_open, run
from pages._kit.head import page_head, plain
from pages._kit.language import words
from pages._kit.navigation import script_of
from pages.site import _reads
from pages.site._attendees import attendees_section
from pages.site._checks import checks_section
from pages.site._draft import draft_of
from pages.site._earlier import earlier_section
from pages.site._new_finding import new_finding_form
from pages.site._notes import notes_section
from pages.site._photos import add_photos
from pages.site._round_files import round_files
from pages.site._series import start_round
from pages.site._viewer import gallery
from pages.site._words import archived_badge, finding_title, round_badge, severity_badge, status_badge
from tracker.field import Signature
from tracker.permissions import Action
from tracker.vocabulary import InspectionStatus


def round_page(row: RoundRow) -> None:
    """Draw the round of `?round=ID` in place of the list."""
    w = words()
    frame = context()
    may = frame.may(Action.HOLD_ROUNDS) and not row.archived
    day = w.date(row.held_on or row.planned_on, today=frame.today)
    st.button(
        w._("All rounds"),
        icon=":material/arrow_back:",
        type="tertiary",
        key="round_back",
        on_click=close_panel,
        args=("round",),
    )
    said = _reads.desk_round(row.id)
    assert said is not None  # noqa: S101 (the round was just read)
    action = page_head(w._("Round of {date}", date=day), _state(row, said.signed_name))
    if frame.may(Action.HOLD_ROUNDS):
        with action:
            _archive_or_restore(row)
    if row.status is InspectionStatus.EXCUSED:
        st.info(w._("Excused: {reason}", reason=plain(row.excuse)), icon=":material/info:")
        if may and row.series_id is not None and st.button(w._("Hold it after all"), key="round_after_all"):
            start_round(row.series_id, row.planned_on)
        return
    round_files(row, may=may)
    left, right = st.columns([3, 2], gap="large")
    with left:
        earlier_section(row, said, may=may)
        checks_section(row, said, may=may and not row.frozen)
        notes_section(row, may=may)
        _findings(row, may=may and not row.frozen)
    with right:
        if row.frozen or not may:
            _head_text(row)
        else:
            _head_form(row)
        attendees_section(row, said, may=may and not row.frozen)
        _photos(row, may=may and not row.frozen)
    if may and not row.frozen:
        _sign(row)


def head_names() -> dict[str, str]:
    """The fields at the head of a round, in their order, with their words."""
    w = words()
    return {
        "held_on": w._("Inspected on"),
        "weather": w._("Weather"),
        "progress": w._("Progress against plan"),
        "decisions": w._("Decisions needed"),
        "next_week": w._("Plan for next week"),
    }


def _state(row: RoundRow, signed_name: str) -> str:
    w = words()
    parts = [round_badge(w, row.status), plain(row.series) or w._("Extra round")]
    if row.signed_at is not None:
        signed = w.instant(row.signed_at, context().project.time_zone)
        if signed_name:
            parts.append(w._("signed by {name}", name=plain(signed_name)))
        parts.append(w._("signed {instant}; only addenda can be added", instant=signed))
    if row.archived:
        parts.append(archived_badge(w))
    return " · ".join(parts)


def _archive_or_restore(row: RoundRow) -> None:
    w = words()
    project_id = context().project_id
    if row.archived:
        if st.button(w._("Restore"), key="round_restore") and run(
            commands.restore_round, project_id=project_id, round_id=row.id, done=w._("Round restored")
        ):
            st.rerun()
    elif (
        not row.frozen
        and st.button(w._("Archive"), key="round_archive", type="tertiary")
        and run(commands.archive_round, project_id=project_id, round_id=row.id, done=w._("Round archived"))
    ):
        close_panel("round")
        st.rerun()


def _head_text(row: RoundRow) -> None:
    w = words()
    for field, name in head_names().items():
        value: Any = getattr(row, field)
        shown = w.date(value) if field == "held_on" and value else value
        st.caption(name)
        st.markdown(plain(shown) if shown else "—")


def _head_form(row: RoundRow) -> None:
    w = words()
    frame = context()
    form_is_open()
    names = head_names()
    draft = draft_of(f"round_head_{row.id}", row.version, {field: getattr(row, field) for field in names})
    start = draft.original
    st.subheader(w._("About the round"), anchor=False)
    left, right = st.columns(2)
    values: dict[str, Any] = {
        "held_on": left.date_input(names["held_on"], value=start["held_on"], key=draft.key("held_on")),
        "weather": right.text_input(
            names["weather"],
            value=start["weather"],
            key=draft.key("weather"),
            max_chars=commands.LONGEST_WEATHER,
        ),
    }
    for field in ("progress", "decisions", "next_week"):
        values[field] = st.text_area(names[field], value=start[field], key=draft.key(field), height=90)
    if st.button(w._("Save"), key=f"round_head_save_{row.id}", width="stretch") and run(
        commands.update_round,
        project_id=frame.project_id,
        round_id=row.id,
        expected_version=draft.version,
        original=start,
        changes=values,
        names=names,
        done=w._("Round saved"),
    ):
        draft.saved()
        st.rerun()
    if draft.touched():
        st.caption(w._("There are changes that are not saved yet."))


def _findings(row: RoundRow, *, may: bool) -> None:
    w = words()
    st.subheader(w._("Findings of this round"), anchor=False)
    found = [finding for finding in _reads.findings(row.id) if not finding.archived]
    if not found:
        st.caption(w._("No findings in this round."))
    for finding in found:
        with st.container(border=True, key=f"round_finding_{finding.id}"):
            st.markdown(
                f"{severity_badge(w, finding.severity)} {status_badge(w, finding.status)} "
                f"**{plain(finding_title(w, finding))}**"
            )
            st.markdown(plain(finding.description))
            if finding.photos:
                # What is done with them is done in the finding's own panel.
                gallery(_reads.photos("finding", finding.id), f"round_finding_{finding.id}")
            st.page_link(
                script_of("findings"),
                label=w._("Open the finding"),
                icon=":material/arrow_forward:",
                query_params={"finding": str(finding.id)},
            )
    if not may:
        return
    opened = st.expander(
        w._("Add a finding"), icon=":material/add:", key=f"finding_form_{row.id}", on_change="rerun"
    )
    if opened.open:
        with opened:
            new_finding_form(row.id, row.held_on or context().today)


def _photos(row: RoundRow, *, may: bool) -> None:
    """Photos of the round as a whole."""
    photos = _reads.photos("inspection", row.id)
    if not (photos or may):
        return
    st.subheader(words()._("Photos of the round"), anchor=False)
    gallery(photos, f"round_photos_{row.id}", may_change=may)
    if may:
        add_photos("inspection", row.id, f"round_photo_{row.id}")


def _sign(row: RoundRow) -> None:
    w = words()
    frame = context()
    with st.container(border=True, key="sign"):
        st.markdown(
            w._(
                "Signing freezes the round: what is written stays, and later corrections are added as addenda."
            )
        )
        draft = st.session_state.get(f"round_head_{row.id}")
        unsaved = draft is not None and draft.touched()
        if unsaved:
            st.caption(w._("Save the changes about the round first, then sign."))
        name = st.text_input(w._("Who signs"), key=f"sign_name_{row.id}", max_chars=LONGEST_NAME)
        if st.button(
            w._("Sign the round"),
            type="primary",
            key="sign_round",
            icon=":material/verified:",
            disabled=unsaved,
        ) and run(
            sign_from_phone,
            project_id=frame.project_id,
            round_id=row.id,
            signature=Signature(str(uuid.uuid4()), name),
            today=frame.today,
            done=w._("Round signed"),
        ):
            st.rerun()
