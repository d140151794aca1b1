"""The approved number of a post over time: what was granted from when, and the form for a change."""

from typing import Any

import pandas as pd
import streamlit as st

from db.commands import post_approvals as commands
from db.commands.posts import LONGEST_DOCUMENT, LONGEST_TEXT, MOST_PEOPLE
from db.queries.people import PostRow
from db.queries.post_approvals import ApprovalRow
from pages._kit.context import context
from pages._kit.feedback import run
from pages._kit.language import words
from pages._kit.seen import as_seen
from pages.people._fields import field_names
from tracker.calendar import FIRST_DAY, LAST_DAY
from tracker.permissions import Action


def approvals(post: PostRow, rows: list[ApprovalRow]) -> None:
    """The grants of a post by day; for who may change them, a new one and corrections."""
    w, frame = words(), context()
    heading = w._("Approved number, by date")
    st.markdown(f"**{heading}**")
    st.dataframe(_grants(post, rows), hide_index=True, alt=heading)
    if not frame.may(Action.EDIT_PEOPLE):
        return
    if not post.archived:
        _change(post)
    if rows:
        _correct(rows)


def _grants(post: PostRow, rows: list[ApprovalRow]) -> pd.DataFrame:
    w, frame = words(), context()
    in_force = post.granted(frame.today)
    reasons = {row.on: row.reason for row in rows if not row.archived}
    return pd.DataFrame(
        {
            w._("From"): [
                w.date(grant.on, today=frame.today) if grant.on else w._("Always") for grant in post.grants
            ],
            w._("Approved"): [grant.approved for grant in post.grants],
            w._("State"): [
                w._("In force")
                if grant is in_force
                else w._("Ahead")
                if grant.on and grant.on > frame.today
                else w._("Past")
                for grant in post.grants
            ],
            w._("Document"): [grant.document for grant in post.grants],
            w._("Reason"): [reasons.get(grant.on, "") if grant.on else "" for grant in post.grants],
        }
    )


def _change(post: PostRow) -> None:
    """A new number from a day on."""
    w, frame = words(), context()
    shown = st.expander(
        w._("Change the approved number from a day on"), key="approval_new", on_change="rerun"
    )
    if not shown.open:
        return
    with shown, st.form(f"approval_new_{post.id}", border=False):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            on = st.date_input(
                w._("Approved from"),
                frame.today,
                min_value=FIRST_DAY,
                max_value=LAST_DAY,
                key=f"approval_{post.id}_on",
            )
            approved = st.number_input(
                w._("Approved number"),
                0,
                MOST_PEOPLE,
                post.strength.approved_at_opening,
                key=f"approval_{post.id}_approved",
            )
        document = st.text_input(
            w._("Document that approves it"), max_chars=LONGEST_DOCUMENT, key=f"approval_{post.id}_document"
        )
        reason = st.text_input(w._("Reason"), max_chars=LONGEST_TEXT, key=f"approval_{post.id}_reason")
        submitted = st.form_submit_button(w._("Record the approval"), icon=":material/gavel:")
    if submitted and run(
        commands.set_approval,
        project_id=frame.project_id,
        post_id=post.id,
        on=on,
        approved=int(approved),
        document=document,
        reason=reason,
        done=w._("Approval recorded"),
    ):
        st.rerun()


def _correct(rows: list[ApprovalRow]) -> None:
    """Correct, archive or restore one approval; the first grant stands in the post's own form."""
    w, frame = words(), context()
    shown = st.expander(w._("Correct an approval"), key="approval_correct", on_change="rerun")
    if not shown.open:
        return
    with shown:
        row = st.selectbox(
            w._("Approval"),
            rows,
            format_func=lambda each: f"{w.date(each.on)} · {each.approved}",
            key="approval_entry",
        )
        row = as_seen(row)
        key = f"approval_{row.id}_{row.version}"
        approved = st.number_input(
            w._("Approved number"), 0, MOST_PEOPLE, row.approved, key=f"{key}_corrected"
        )
        document = st.text_input(w._("Document that approves it"), row.document, key=f"{key}_document")
        reason = st.text_input(w._("Reason"), row.reason, key=f"{key}_reason")
        target: dict[str, Any] = {"project_id": frame.project_id, "approval_id": row.id}
        with st.container(horizontal=True):
            save = st.button(w._("Save the correction"), key="approval_save", disabled=row.archived)
            aside = st.button(
                w._("Restore the approval") if row.archived else w._("Archive the approval"),
                key="approval_aside",
            )
        if save and run(
            commands.update_approval,
            **target,
            expected_version=row.version,
            original={name: getattr(row, name) for name in commands.FIELDS},
            changes={"approved": int(approved), "document": document, "reason": reason},
            done=w._("Approval recorded"),
            names=field_names(),
        ):
            st.rerun()
        switch = commands.restore_approval if row.archived else commands.archive_approval
        done = w._("Approval restored") if row.archived else w._("Approval archived")
        if aside and run(switch, **target, done=done):
            st.rerun()
