"""Certificates: what runs out soon, issuing them to all who passed, and correcting one."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from db.commands import certificates as commands
from pages._kit import detail
from pages._kit.aside import Archive, aside_button
from pages._kit.chooser import chooser
from pages._kit.context import context
from pages._kit.download import export_button
from pages._kit.feedback import form_is_open, run
from pages._kit.filters import clear_all, shown_count
from pages._kit.language import words
from pages._kit.seen import as_seen
from pages.people import _progress_reads as reads
from pages.people._progress_words import look_ahead_line, shown_table
from tracker.calendar import FIRST_DAY, LAST_DAY
from tracker.certificates import LONGEST_NUMBER, CertificateRow
from tracker.exports.training_list import certificate_columns
from tracker.permissions import Action
from tracker.training_needs import Expiry


def show() -> None:
    """Draw the section."""
    w, frame = words(), context()
    rows = reads.certificate_rows(frame.project.opening_on)
    st.subheader(w._("Certificates"), anchor=False)
    st.markdown(look_ahead_line(w, rows))
    if rows:
        _table(rows)
    if not frame.may(Action.RECORD_TRAINING):
        return
    chosen = next((row for row in rows if row.id == detail.asked("certificate")), None)
    if chosen is not None:
        _panel(chosen)
    if reads.plans() and st.toggle(w._("Issue certificates"), key="certificates_issuing"):
        _issue()


def _table(rows: Sequence[CertificateRow]) -> None:
    w, frame = words(), context()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        states = st.multiselect(
            w._("State"),
            [state for state in Expiry if any(row.expiry is state for row in rows)],
            format_func=w.label,
            placeholder=w._("All states"),
            key="certificate_state",
            bind="query-params",
            width=280,
        )
        archived = any(row.archived for row in rows) and st.toggle(
            w._("Show archived"), key="certificate_archived", bind="query-params"
        )
        clear_all(["certificate_state"])
    scope = [row for row in rows if archived or not row.archived]
    shown = [row for row in scope if not states or row.expiry in states]
    shown_count(len(shown), len(scope))
    columns = certificate_columns(w, names=frame.may(Action.SEE_NAMES))
    if shown:
        chooser(
            shown_table(w, columns, shown, frame.today),
            parameter="certificate",
            ids=[row.id for row in shown],
            key="certificate_rows",
            alt=w._("Certificates, one row each"),
        )
    export_button(w._("Certificates"), columns, shown, key="certificate_export")


def _issue() -> None:
    """A certificate for everybody who passed a course."""
    w, frame = words(), context()
    plans = reads.plans()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        course_id = st.selectbox(
            w._("Course"), list(plans), format_func=lambda id_: plans[id_].title, key="certificate_course"
        )
        issued_on = st.date_input(
            w._("Issued on"), frame.today, min_value=FIRST_DAY, max_value=LAST_DAY, key="certificate_day"
        )
        number = st.text_input(
            w._("First number, may stay empty"), max_chars=LONGEST_NUMBER, key="certificate_first"
        )
    form_is_open()
    people = reads.to_certify(course_id, issued_on)
    label = w._n("Issue {n} certificate", "Issue {n} certificates", people)
    if not people:
        st.caption(w._("Nobody has passed this course who holds no valid certificate yet."))
    elif st.button(label, key="certificate_issue") and run(
        commands.issue_certificates,
        project_id=frame.project_id,
        course_id=course_id,
        issued_on=issued_on,
        today=frame.today,
        first_number=number,
        done=lambda n: w._n("{n} certificate issued", "{n} certificates issued", n),
    ):
        st.rerun()


def _panel(row: CertificateRow) -> None:
    """The certificate that stands in the address."""
    w, frame = words(), context()
    target: dict[str, Any] = {"project_id": frame.project_id, "certificate_id": row.id}
    row = as_seen(row)
    key = f"certificate_{row.id}_{row.version}"
    with st.container(border=True, key="certificate_panel"):
        st.button(
            w._("Close"),
            key="certificate_close",
            type="tertiary",
            on_click=detail.close_panel,
            args=("certificate",),
        )
        with st.form(key, border=False), st.container(horizontal=True, vertical_alignment="bottom"):
            limits: dict[str, Any] = {"min_value": FIRST_DAY, "max_value": LAST_DAY}
            number = st.text_input(
                w._("Certificate number"), row.number, max_chars=LONGEST_NUMBER, key=f"{key}_number"
            )
            issued_on = st.date_input(w._("Issued on"), row.issued_on, **limits, key=f"{key}_issued")
            expires_on = st.date_input(
                w._("Expires on, empty for good"), row.expires_on, **limits, key=f"{key}_expires"
            )
            submitted = st.form_submit_button(w._("Save the certificate"))
        form_is_open()
        if submitted and run(
            commands.update_certificate,
            **target,
            expected_version=row.version,
            original={"number": row.number, "issued_on": row.issued_on, "expires_on": row.expires_on},
            changes={"number": number, "issued_on": issued_on, "expires_on": expires_on},
            today=frame.today,
            done=w._("Certificate saved"),
            names={
                "number": w._("Certificate number"),
                "issued_on": w._("Issued on"),
                "expires_on": w._("Expires on"),
            },
        ):
            st.rerun()
        archive = Archive(
            commands.archive_certificate,
            w._("Certificate saved"),
            commands.restore_certificate,
            w._("Certificate saved"),
            w._("Archive the certificate"),
            w._("Restore the certificate"),
        )
        aside_button(archive, archived=row.archived, key="certificate_aside", certificate_id=row.id)
